"""WebAnno TSV 3 as far as the test documents of a curation need it: one layer of spans, one of
relations between them."""

from __future__ import annotations

import re
from pathlib import Path

from annotate.core.compare.blocks import Block, Sheaf
from annotate.core.records import DocumentRecord, Origin, ParagraphRecord, RelationRecord, SpanRecord, Status

_INDEXED = re.compile(r"(.*?)(?:\[(\d+)\])?$")


def read_sheaf(path: Path, annotator: str) -> Sheaf:
    """The file as ours would be: label `span` and relation `link`, with their features."""
    lines = path.read_text(encoding="utf-8").splitlines()
    spans, links = _features(lines, "#T_SP="), _features(lines, "#T_RL=")
    text = next(line.removeprefix("#Text=") for line in lines if line.startswith("#Text="))
    found: dict[tuple[str, str], SpanRecord] = {}
    rows = [line.split("\t") for line in lines if re.match(r"\d+-\d+\t", line)]
    for token, place, quote, *cells in rows:
        start, end = map(int, place.split("-"))
        for index, values in _stacked(cells[: len(spans)]).items():
            id = f"s{token}{index}"
            said = dict(zip(spans, values, strict=True))
            found[token, index] = SpanRecord(
                id=id, label="span", start=start, end=end, quote=quote, attributes=said, origin=Origin.HUMAN
            )
    relations = [each for row in rows for each in _links(row, len(spans), links, found)]
    head = DocumentRecord(1, path.parent.name, "", "0" * 64, "utf-8", "layers", "1", annotator)
    paragraph = ParagraphRecord(1, 0, text, Status.DONE)
    return Sheaf(head, (Block(paragraph, tuple(found.values()), tuple(relations)),))


def _links(
    row: list[str], before: int, features: list[str], found: dict[tuple[str, str], SpanRecord]
) -> list[RelationRecord]:
    cells = row[3 + before : 3 + before + len(features) + 1]
    if not features or cells[-1] in ("_", ""):
        return []
    match = re.match(r"(\d+-\d+)(?:\[(\d+)_(\d+)\])?$", cells[-1])
    assert match, cells
    source, target = (_span(found, token, index) for token, index in ((match[1], match[2]), (row[0], match[3])))
    said = dict(zip(features, cells, strict=False))
    return [
        RelationRecord(
            id=f"r{row[0]}", label="link", source=source.id, target=target.id, attributes=said, origin=Origin.HUMAN
        )
    ]


def _span(found: dict[tuple[str, str], SpanRecord], token: str, index: str | None) -> SpanRecord:
    return found.get((token, index or "")) or found[token, ""]


def _features(lines: list[str], mark: str) -> list[str]:
    layer = next((line for line in lines if line.startswith(mark)), "")
    return [each for each in layer.split("|")[1:] if not each.startswith("BT_")]


def _stacked(cells: list[str]) -> dict[str, list[str]]:
    """The values of each annotation on a token, by what stands in brackets behind them."""
    found: dict[str, list[str]] = {}
    for cell in cells:
        for each in cell.split("|"):
            match = _INDEXED.match(each)
            assert match
            if match[1] != "_":
                found.setdefault(match[2] or "", []).append(match[1])
    return found
