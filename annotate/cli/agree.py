"""`annotate agree`: how far do annotators agree?"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate.cli import options, output
from annotate.errors import Findings, Usage

if TYPE_CHECKING:
    from annotate.report.agreement.result import Gate, Result

PLAIN_WIDTH = 120
RESAMPLES = 1000
UNITS = ("token", "span", "relation", "paragraph", "document")

_GROUPS = {
    "What is compared": ("schema", "units", "labels"),
    "The figures": ("metrics", "resamples", "seed", "least"),
    "How it is shown": ("pairs", "disagreements", "form", "out"),
}


class Form(str, Enum):
    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


@click.command(short_help="Say how far annotators agree.", cls=options.Grouped, groups=_GROUPS)
@options.paths
@options.schema
@click.option("--unit", "units", type=click.Choice(UNITS), multiple=True, help="Only these units; may be repeated.")
@click.option("--label", "labels", multiple=True, metavar="LABEL", help="Only this label or relation; may be repeated.")
@click.option(
    "--metric", "metrics", multiple=True, metavar="NAME", help="Only this measure; may be repeated. `list` tells all."
)
@click.option("--min", "least", multiple=True, metavar="METRIC=VALUE", help="Exit 1 if it is below, or undefined.")
@click.option("--pairs", is_flag=True, help="Of more than two, tell of each two annotators, too.")
@click.option("--disagreements", is_flag=True, help="Tell the units behind the figures, with who said what.")
@click.option(
    "--resamples", type=int, default=RESAMPLES, show_default=True, metavar="N", help="For the intervals; 0: none."
)
@click.option("--seed", type=int, default=0, show_default=True, metavar="N", help="What resamples are drawn with.")
@options.form(Form)
@options.output("Write it there, not to standard output.")
def agree(
    paths: tuple[Path, ...],
    schema: str | None,
    units: tuple[str, ...],
    labels: tuple[str, ...],
    metrics: tuple[str, ...],
    least: tuple[str, ...],
    pairs: bool,
    disagreements: bool,
    resamples: int,
    seed: int,
    form: Form,
    out: Path | None,
) -> None:
    """Say how far annotators agree, label by label and all together.

    PATHS are annotation files of several annotators, or folders; or tables of ratings (.csv, .tsv)
    with a column for each annotator. Files of one document are set against each other; what somebody
    has not decided yet is missing, not a disagreement.

    No figure is good by itself: `--metric list` and docs/agreement.md say what each is and when not to
    trust it.

    Exits 0, or 1 if a figure is below its `--min` or files cannot be compared.
    """
    if "list" in metrics:
        raise SystemExit(_list())
    from annotate.cli.agreeing import result_of
    from annotate.cli.delivery import deliver, refuse_input
    from annotate.cli.wish import Wish

    gates = [_gate(each) for each in least]
    wanted = tuple(dict.fromkeys(map(_known, metrics)))
    if resamples < 0:
        raise Usage(f"--resamples {resamples} is below 0.", slug="usage", hint="0 leaves the intervals out.")
    refuse_input(out, paths)
    asked = tuple(dict.fromkeys((*wanted, *(name for name, _ in gates)))) if wanted else ()
    extra = tuple(name for name, _ in gates)
    wish = Wish(units, labels, asked, extra, disagreements, resamples, seed, schema)
    result = result_of(paths, wish)
    short = _short_of(result, gates)
    deliver(_pieces(form, result, wanted, tuple(short), pairs, out is not None), out)
    for each in short:
        output.note(_told(each))
    raise SystemExit(Findings.exit_code if short else 0)


def _list() -> int:
    from annotate.core.agreement.metrics import METRICS

    for metric in METRICS.values():
        output.result(f"{metric.name}: {metric.what}.")
        source = f" Source: {metric.source}." if metric.source else ""
        output.result(f"    Take care: {metric.distrust}.{source}")
    return 0


def _known(name: str) -> str:
    from annotate.core.agreement.metrics import METRICS
    from annotate.core.nearest import did_you_mean

    if name not in METRICS:
        hint = did_you_mean(name, METRICS) or f"the measures are {', '.join(METRICS)}."
        raise Usage(f"There is no measure {name!r}.", slug="usage", hint=hint)
    return name


def _gate(given: str) -> tuple[str, float]:
    name, sign, number = given.partition("=")
    if not sign or not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,18})?|-?\.[0-9]{1,18}", number):
        raise Usage(f"--min {given!r} is no METRIC=VALUE.", slug="usage", hint="as --min alpha=0.67")
    return _known(name), float(number)


def _short_of(result: Result, gates: Sequence[tuple[str, float]]) -> list[Gate]:
    """Gates hold for all annotators together, about every subject that is left by the options."""
    from annotate.core.agreement.values import Undefined
    from annotate.report.agreement.result import Gate

    found: list[Gate] = []
    for name, least in gates:
        figures = [each for each in result.figures if each.metric == name and each.annotators == result.annotators]
        if not figures:
            message = f"--min {name}: there is no such figure about what is asked for."
            raise Usage(message, slug="usage", hint="leave out --unit or --label, or name another measure.")
        for each in figures:
            if isinstance(each.value, Undefined) or each.value < least:
                found.append(Gate(name, each.subject, each.annotators, least, each.value))
    return found


def _told(gate: Gate) -> str:
    from annotate.core.agreement.values import Undefined

    value = gate.value
    now = f"undefined ({value.reason})" if isinstance(value, Undefined) else f"{value:.4g}"
    return f"{gate.metric} of {gate.subject.title} ({gate.subject.unit.value}) is {now}, to be at least {gate.least:g}"


def _pieces(
    form: Form, result: Result, wanted: tuple[str, ...], short: tuple[Gate, ...], pairs: bool, to_file: bool
) -> Iterator[str]:
    if form is Form.JSON:
        from annotate.report.agreement.objects import to_json

        return to_json(result, short)
    if form is Form.CSV:
        from annotate.report.agreement.objects import to_csv

        return to_csv(result)
    if form is Form.HTML:
        from annotate.report.agreement.html import html

        return html(result, wanted, short)
    from annotate.report.agreement.text import Look, pieces

    columns = PLAIN_WIDTH if to_file else shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns
    look = Look(columns, output.color() and not to_file, to_file or _draws())
    return pieces(result, wanted, look, pairs)


def _draws() -> bool:
    return output.knows("●━·") and os.environ.get("TERM") != "dumb"
