"""Agreement for programs: JSON in ASCII, and CSV with a row for each figure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from annotate.core.agreement.figures import Figure
from annotate.core.agreement.subjects import Subject, Unit
from annotate.core.agreement.values import Undefined
from annotate.core.display import display
from annotate.report.agreement import numbers
from annotate.report.agreement.result import Behind, Confusion, Gate, Result
from annotate.report.objects import listed, unicode

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = (
    "unit", "about", "label", "attribute", "metric", "scale", "annotators", "n", "excluded", "value", "undefined",
    "low", "high", "level", "resamples", "seed", "undefined_resamples", "resampled", "no_interval", "documents",
    "tokenizer",
)  # fmt: skip


def to_json(result: Result, gates: tuple[Gate, ...] = ()) -> Iterator[str]:
    """One object, piece by piece."""
    about = {
        "annotators": [unicode(each) for each in result.annotators],
        "schema": unicode(result.schema) or None,
        "documents": result.documents,
        "documents_of_one_annotator": result.alone,
        "paragraphs": result.paragraphs,
        "paragraphs_excluded": result.excluded,
        "paragraphs_to_do": {unicode(name): number for name, number in result.undecided.items()},
        "tokenizer": result.tokenizer,
        "resamples": result.resamples,
        "seed": result.seed,
    }
    yield "{\n"
    yield "".join(f"  {json.dumps(name)}: {json.dumps(value)},\n" for name, value in about.items())
    for name, objects in (
        ("figures", (_row(result, each) for each in result.figures)),
        ("confusions", map(_confusion, result.confusions)),
        ("disagreements", map(_behind, result.behind)),
    ):
        yield f'  "{name}": '
        yield from listed(objects, "  ")
        yield ",\n"
    yield '  "short_of": '
    yield from listed(map(_gate, gates), "  ")
    yield "\n}\n"


def to_csv(result: Result) -> Iterator[str]:
    """A head, then a row for each figure. What a spreadsheet would take for a formula gets a quote."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for figure in result.figures:
        row = _row(result, figure)
        row["annotators"] = " ".join(map(unicode, figure.annotators))
        writer.writerow({name: _harmless(value) for name, value in row.items()})
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _row(result: Result, figure: Figure) -> dict[str, object]:
    value, interval = figure.value, figure.interval
    undefined = isinstance(value, Undefined)
    row: dict[str, object] = dict.fromkeys(_COLUMNS)
    row |= {
        **_subject(figure.subject),
        "metric": figure.metric,
        "scale": figure.scale.level.value if figure.metric == "alpha" else None,
        "annotators": [unicode(each) for each in figure.annotators],
        "n": figure.n,
        "excluded": figure.excluded,
        "value": None if undefined else value,
        "undefined": value.reason if isinstance(value, Undefined) else None,
        "documents": result.documents,
        "tokenizer": result.tokenizer if figure.subject.unit is Unit.TOKEN else None,
    }
    if isinstance(interval, Undefined):
        row["no_interval"] = interval.reason
    else:
        row |= {
            "low": interval.low,
            "high": interval.high,
            "level": interval.level,
            "resamples": interval.resamples,
            "seed": interval.seed,
            "undefined_resamples": interval.undefined,
            "resampled": numbers.drawn(interval),
        }
    return row


def _subject(subject: Subject) -> dict[str, object]:
    """What it is about, by the same keys everywhere."""
    return {
        "unit": subject.unit.value,
        "about": subject.kind.value,
        "label": unicode(subject.name) or None,
        "attribute": unicode(subject.attribute) or None,
    }


def _confusion(confusion: Confusion) -> dict[str, object]:
    return {
        **_subject(confusion.subject),
        "annotators": [unicode(each) for each in confusion.annotators],
        "categories": [unicode(each) for each in confusion.categories],
        "counts": confusion.counts,
    }


def _behind(each: Behind) -> dict[str, object]:
    return {
        **_subject(each.subject),
        "document": unicode(each.document),
        "quote": unicode(each.quote),
        "count": each.count,
        "said": [
            {"annotator": unicode(said.annotator), "place": unicode(said.place), "answer": unicode(said.answer)}
            for said in each.said
        ],
    }


def _gate(gate: Gate) -> dict[str, object]:
    undefined = isinstance(gate.value, Undefined)
    return {
        "metric": gate.metric,
        **_subject(gate.subject),
        "annotators": [unicode(each) for each in gate.annotators],
        "least": gate.least,
        "value": None if undefined else gate.value,
        "undefined": gate.value.reason if isinstance(gate.value, Undefined) else None,
    }


def _harmless(value: object) -> object:
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    return display(f"'{value}" if value.startswith(_FORMULA) else value)
