"""The differences for a terminal: each paragraph once, what differs marked below and told behind."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from annotate.core.compare.comparison import Side
from annotate.core.display import display
from annotate.report.diff.layout import lines as laid_out
from annotate.report.diff.marks import marks
from annotate.report.diff.pair import Fold, Page, Pair, story
from annotate.report.diff.wording import entries

_COLORS = {"-": "31", "+": "32", "~": "33", "@": "36", "name": "1", "fold": "2", "": ""}


class Look(msgspec.Struct, frozen=True):
    """`context`: paragraphs around each that differs; `brief`: only the words around borders."""

    columns: int = 80
    color: bool = False
    context: int = 0
    brief: bool = False


def lines(pair: Pair, look: Look) -> Iterator[str]:
    """For one pair of files; safe to show."""
    yield from (_paint(sign, text, look) for sign, text in signed(pair, look))


def signed(pair: Pair, look: Look) -> Iterator[tuple[str, str]]:
    """The lines, each with what it is: a sign, `@` for a paragraph's title, `name`, `fold` or
    nothing."""
    yield "name", f"--- {display(pair.left) or '(nothing)'}{_who(pair, Side.LEFT)}"
    yield "name", f"+++ {display(pair.right) or '(nothing)'}{_who(pair, Side.RIGHT)}"
    if pair.comparison is None:
        yield ("-", "- only on this side") if pair.left else ("+", "+ only on this side")
        return
    for each in story(pair.comparison, look.context):
        yield "", ""
        if isinstance(each, Fold):
            yield "fold", each.words
        else:
            yield from on_page(each, pair, look)


def on_page(page: Page, pair: Pair, look: Look) -> Iterator[tuple[str, str]]:
    yield "@", f"@@ {page.title} @@"
    if page.paragraph is not None:
        text, found = page.paragraph.text, marks(page, pair)
        brief = look.brief and bool(found)
        yield from ((each.sign, each.text) for each in laid_out(text, found, look.columns, brief=brief))
    for entry in entries(page, pair):
        remark = f" ({display(entry.remark)})" if entry.remark else ""
        yield entry.sign, f"{entry.sign} {display(entry.subject)}{remark}"
        for detail in entry.details:
            yield entry.sign, f"{entry.sign}   {display(detail.words)}"


def _who(pair: Pair, side: Side) -> str:
    if pair.comparison is None:
        return ""
    record = pair.comparison.left if side is Side.LEFT else pair.comparison.right
    return f" ({display(record.annotator)})"


def _paint(sign: str, text: str, look: Look) -> str:
    color = _COLORS[sign]
    return f"\x1b[{color}m{text}\x1b[m" if look.color and color and text else text
