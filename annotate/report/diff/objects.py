"""The differences for programs: one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from annotate.core.compare.differences import BlockDifference, Difference, Kind, shift
from annotate.core.records import ParagraphRecord, Record, SpanRecord
from annotate.report.diff.pair import Pair
from annotate.report.objects import listed, unicode


def pieces(pairs: Iterable[Pair]) -> Iterator[str]:
    """`pairs`, in each the names, how many differences there are of each kind, and each of them in
    a line of its own with the records of both sides. ASCII."""
    before = '{\n  "pairs": ['
    for pair in pairs:
        yield f"{before}\n    {{\n"
        for name, value in _head(pair).items():
            yield f'      "{name}": {json.dumps(value)},\n'
        yield '      "differences": '
        yield from listed(_differences(pair), "      ")
        yield "\n    }"
        before = ","
    yield f"{before}]\n}}\n" if before != "," else "\n  ]\n}\n"


def _head(pair: Pair) -> Mapping[str, object]:
    found = pair.comparison
    return {
        "left": unicode(pair.left) or None,
        "right": unicode(pair.right) or None,
        "annotators": [unicode(found.left.annotator), unicode(found.right.annotator)] if found else None,
        "paragraphs": found.count if found else None,
        "text_changed": found.carried if found else False,
        "counts": {kind.value: pair.kinds[kind] for kind in Kind if pair.kinds[kind]},
    }


def _differences(pair: Pair) -> Iterator[Mapping[str, object]]:
    for block in pair.comparison.differences if pair.comparison else ():
        for each in block.differences:
            yield _difference(each, block)


def _difference(difference: Difference, block: BlockDifference) -> Mapping[str, object]:
    told: dict[str, object] = {"kind": difference.kind.value, "paragraph": block.n}
    if difference.name:
        told["name"] = difference.name
    told["left"] = _record(difference.left, difference.kind)
    told["right"] = _record(difference.right, difference.kind)
    left, right, here = difference.left, difference.right, block.right
    if difference.kind is Kind.BORDERS and here and isinstance(left, SpanRecord) and isinstance(right, SpanRecord):
        by = shift(here.paragraph.text, here.paragraph.start, left, right)
        told["shift"] = msgspec.to_builtins(by)
    return told


def _record(record: Record | None, kind: Kind) -> object:
    """As in the file; without the paragraph's text where that is not what differs."""
    if record is None:
        return None
    said: dict[str, object] = msgspec.to_builtins(record)
    if isinstance(record, ParagraphRecord) and kind is not Kind.TEXT:
        del said["text"]
    return said
