"""The differences as Markdown that fits into the comment of a pull request.

Text from files stands in fenced blocks and code spans only, as on a terminal: nothing in it can be
taken for markup, a mention or a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from annotate.core.display import display
from annotate.report.diff.pair import Fold, Page, Pair, counted, story, totals
from annotate.report.diff.stat import amount, names
from annotate.report.diff.text import Look, on_page
from annotate.report.words import count

LIMIT = 65_536
"""Characters of a comment. Source: the limit of GitHub's API for the body of a comment. Counted here
in bytes, of which there are never fewer."""

_COLUMNS = 76
_OPEN = 3
"""So few paragraphs are shown unfolded."""
_RESERVED = 400
_TICKS = re.compile("`+")


def pieces(pairs: Iterable[Pair], look: Look, limit: int = LIMIT) -> Iterator[str]:
    """Ends with a notice if there is more than fits."""
    found = [pair for pair in pairs if pair.differs]
    left = limit - _RESERVED
    hidden = 0
    for piece, paragraphs in _all(found, look):
        size = len(piece.encode("utf-8", "backslashreplace"))
        if hidden or size > left:
            hidden += paragraphs
            left = 0
            continue
        left -= size
        yield piece
    if hidden or (found and not left):
        yield f"\n**{count(hidden, 'paragraph')} more with differences**: a comment cannot hold them. "
        yield "`annotate diff` shows all.\n"


def _all(pairs: list[Pair], look: Look) -> Iterator[tuple[str, int]]:
    """Each piece that stays whole, and how many paragraphs that differ are in it."""
    if not pairs:
        yield "No annotation differs.\n", 0
        return
    if len(pairs) > 1:
        said = counted(totals(pairs))
        yield f"**{len(pairs):,} annotation files differ**{': ' if said else ''}{said}\n\n", 0
    pages = sum(len(pair.comparison.differences) for pair in pairs if pair.comparison)
    for pair in pairs:
        yield f"### {_code(names(pair))}\n\n{amount(pair)}\n\n", 0
        for each in story(pair.comparison, look.context) if pair.comparison else ():
            yield (f"{each.words}\n\n", 0) if isinstance(each, Fold) else (_page(each, pair, look, pages <= _OPEN), 1)


def _page(page: Page, pair: Pair, look: Look, unfolded: bool) -> str:
    narrow = Look(_COLUMNS, context=look.context, brief=look.brief)
    lines = [text for _, text in on_page(page, pair, narrow)][1:]
    fence = "`" * max(3, 1 + _longest("\n".join(lines)))
    said = f": {count(len(page.differences), 'difference')}" if page.differences else ""
    body = "\n".join([f"{fence}diff", *lines, fence])
    opened = " open" if unfolded else ""
    return f"<details{opened}><summary>{page.title}{said}</summary>\n\n{body}\n\n</details>\n\n"


def _code(text: str) -> str:
    """A code span of any text."""
    shown = display(text)
    ticks = "`" * (1 + _longest(shown))
    return f"{ticks} {shown} {ticks}" if "`" in shown else f"{ticks}{shown}{ticks}"


def _longest(text: str) -> int:
    return max(map(len, _TICKS.findall(text)), default=0)
