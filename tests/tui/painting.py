"""Documents, spans and rows for the tests of what is painted."""

from __future__ import annotations

from collections.abc import Iterable

from annotate.core.display import width
from annotate.core.document import Document, ParagraphMode
from annotate.core.events import DocumentMark, ParagraphMark
from annotate.core.marks import gather
from annotate.core.paragraphs import paragraphs
from annotate.core.records import Origin, SpanRecord
from annotate.core.schema import Label, Schema
from annotate.tui.textpane import Page, Pane
from annotate.tui.theme import Row

SCHEMA = Schema("news", {n: Label(n, glyph=n[0].upper()) for n in ("claim", "source", "figure")})


def document(text: str, mode: ParagraphMode = ParagraphMode.LINE) -> Document:
    starts, ends = paragraphs(text, mode)
    return Document("d", "d.txt", text, "", "utf-8", False, mode, starts, ends)


def span(label: str, *fragments: tuple[int, int], id: str = "") -> SpanRecord:
    start, end = fragments[0][0], fragments[-1][1]
    return SpanRecord(
        id=id or f"{label}{start}-{end}",
        label=label,
        start=start,
        end=end,
        fragments=fragments if len(fragments) > 1 else (),
        origin=Origin.HUMAN,
    )


def page(
    text: str, *spans: SpanRecord, n: int = 1, said: Iterable[ParagraphMark] = (), schema: Schema = SCHEMA
) -> Page:
    of = document(text)
    marks = gather(DocumentMark(), said, [(of.at(each.start).n, each) for each in spans], ())
    return Page(of, schema, marks, n, of.paragraph(n).start)


def shown(row: Row) -> str:
    return "".join(text for _, text in row)


def picture(pane: Pane) -> list[str]:
    """The rows as text, without blanks at the end."""
    return [shown(row).rstrip() for row in pane.rows]


def columns(row: Row) -> int:
    return sum(width(text) for _, text in row)


def styles_at(row: Row, column: int) -> str:
    """The style of the character that stands in the column."""
    at = 0
    for style, text in row:
        at += width(text)
        if column < at:
            return style
    raise IndexError(column)
