"""The whole screen as rows: a function of the state, what is saved, and the size."""

from __future__ import annotations

import msgspec

from annotate.core.records import Status
from annotate.core.units import block_at
from annotate.tui import searching
from annotate.tui.bottom import completion_rows, legend, next_steps, status
from annotate.tui.chains import home
from annotate.tui.dispatch import Keyboard
from annotate.tui.keys import ARROWS
from annotate.tui.layout import offset_at
from annotate.tui.panels import BESIDE, list_rows, lists_letters, page_rows, panel
from annotate.tui.rows import fitted, in_ascii, safe
from annotate.tui.state import (
    Answering,
    Choosing,
    Judging,
    Leafing,
    Marking,
    Picking,
    PromptKind,
    Reading,
    State,
    Typing,
    replace,
)
from annotate.tui.textpane import Page, Pane, paint
from annotate.tui.theme import Fragment, Row

LEAST = (20, 5)
"""Columns and rows below which nothing can be done."""
_BESIDE = 100
"""From so many columns on the panel stands beside the text."""


class Surroundings(msgspec.Struct, frozen=True):
    """What the screen shows that the state does not know.

    `saved` spans are on the disk, `unsaved` events are not, because of `failure`; `place` is the
    number of the document and how many there are; `typed` and `at` are the line being typed and the
    completion chosen.
    """

    keys: Keyboard
    saved: int = 0
    unsaved: int = 0
    failure: str = ""
    place: tuple[int, int] = (1, 1)
    typed: str = ""
    at: int = -1
    side: bool = True
    ascii: bool = False
    visual: bool = False


class Drawn(msgspec.Struct, frozen=True):
    """The rows, where the cursor is, and the pane of text with the row it starts at."""

    rows: tuple[Row, ...]
    cursor: tuple[int, int] | None = None
    pane: Pane | None = None
    top: int = 0

    def offset_at(self, row: int, column: int) -> int | None:
        return self.pane.offset_at(row - self.top, column) if self.pane else None


def draw(state: State, around: Surroundings, columns: int, rows: int) -> Drawn:
    if columns < LEAST[0] or rows < LEAST[1]:
        return Drawn((fitted([("", "too small")], max(1, columns)),) * min(1, rows))
    signs = in_ascii if around.ascii else tuple
    bottom = [signs(row) for row in _bottom(state, around, columns, rows)]
    head = [signs(_header(state, around, columns))] if rows > 7 else []
    middle = rows - len(head) - len(bottom)
    if isinstance(state.doing, Leafing):
        page = page_rows(_worded(state.doing) if around.ascii else state.doing, columns - 2, middle)
        page = [signs(row) for row in page]
        return _whole(head, page, bottom, columns, middle)
    if isinstance(state.doing, Picking) and state.doing.kind not in BESIDE:
        found = [signs(row) for row in list_rows(state.doing, columns - 2, middle)]
        return _whole(head, found, bottom, columns, middle)
    if columns >= _BESIDE and _wants_panel(state, around):
        body, pane = _beside(state, around, columns, middle)
    else:
        body, pane = _below(state, around, columns, middle)
    cursor = pane.cursor and (pane.cursor[0] + len(head), pane.cursor[1])
    return Drawn((*head, *body, *bottom), cursor, pane, len(head))


def lines_away(drawn: Drawn, cursor: int, count: int) -> int:
    """The offset so many screen lines further down, as near to the cursor's column as can be.

    Beyond what is visible: right before or behind it.
    """
    pane = drawn.pane
    lines = [line for line in dict.fromkeys(pane.lines) if line is not None] if pane else []
    if pane is None or not lines:
        return cursor
    here = next((i for i, line in enumerate(lines) if line.start <= cursor < line.end), 0)
    to = here + count
    if to < 0:
        return max(0, lines[0].start - 1)
    if to >= len(lines):
        return lines[-1].end + 1
    column = pane.cursor[1] - pane.left if pane.cursor else 0
    return offset_at((lines[to],), 0, column)


def _whole(head: list[Row], body: list[Row], bottom: list[Row], columns: int, middle: int) -> Drawn:
    filled = [fitted((("", " "), *row), columns) for row in body]
    filled += [fitted((), columns)] * (middle - len(filled))
    return Drawn((*head, *filled, *bottom))


def _beside(state: State, around: Surroundings, columns: int, middle: int) -> tuple[list[Row], Pane]:
    right = min(56, columns * 2 // 5)
    left = columns - right - 3
    pane = paint(_page(state, around), left, middle)
    side = _panel(state, around, right, middle)
    side += [fitted((), right)] * (middle - len(side))
    rule: Fragment = ("class:rule", " | " if around.ascii else " │ ")
    joined = [(*row, rule, *of) for row, of in zip(pane.rows, side, strict=True)]
    return joined, pane


def _below(state: State, around: Surroundings, columns: int, middle: int) -> tuple[list[Row], Pane]:
    """The panel takes what it needs, up to a third, a form up to a half."""
    asking = isinstance(state.doing, Answering | Picking) or isinstance(state.rest, Judging) or lists_letters(state)
    most = (middle // 2 if asking else middle // 3) if _wants_panel(state, around) else 0
    side = _panel(state, around, columns - 2, most - 1, beside=False) if most > 1 else []
    room = middle - len(side) - bool(side)
    pane = paint(_page(state, around), columns, room)
    line = "-" if around.ascii else "─"
    rule = [fitted([("class:rule", line * columns)], columns)] if side else []
    below = [fitted((("", " "), *row), columns) for row in side]
    return [*pane.rows, *rule, *below], pane


def _worded(page: Leafing) -> Leafing:
    """The page with words for the arrow keys, which stand with others before much space."""
    lines = []
    for style, text in page.lines:
        names, gap, help = text.partition("   ")
        named = "".join(ARROWS.get(sign, sign) for sign in names)
        lines.append((style, named + f"{gap}{help}"[len(named) - len(names) :]))
    return replace(page, lines=tuple(lines))


def _panel(state: State, around: Surroundings, columns: int, most: int, beside: bool = True) -> list[Row]:
    """Its rows, each as wide as the panel."""
    rows = [fitted(row, columns) for row in panel(state, columns, most, beside)]
    return [in_ascii(row) for row in rows] if around.ascii else rows


def _wants_panel(state: State, around: Surroundings) -> bool:
    return around.side or not isinstance(state.doing, Reading | Judging | Marking)


def _page(state: State, around: Surroundings) -> Page:
    document = state.session.document
    selection, edge, hints, typed = state.parts, "", {}, ""
    match state.doing:
        case Marking(start, end, moving):
            selection, edge = (*state.parts, (start, end)), moving.value
        case Choosing() as choosing:
            over = ((hint.offset, hint.letters) for hint in choosing.hints)
            hints = {offset: letters for offset, letters in over if offset is not None}
            typed = choosing.typed
            if choosing.start:
                selection = (*state.parts, choosing.start)
    search = _sought(state, around)
    found = searching.matches(document, search, *block_at(document, state.cursor)) if search else ()
    page = Page(
        document=document,
        schema=state.session.schema,
        marks=state.session.marks,
        n=state.n,
        cursor=state.cursor,
        selection=tuple(sorted(selection)),
        edge=edge,
        focus=home(state.session.marks, state.focus),
        hints=hints,
        found=found,
        typed=typed,
        visual=around.visual,
        ascii=around.ascii,
    )
    if not isinstance(state.rest, Judging):
        return page
    from annotate.tui.review.page import judged

    return judged(page, state)


def _sought(state: State, around: Surroundings) -> str:
    """What is looked for, as long as it is: while it is typed, and while a place of it is selected."""
    match state.doing:
        case Typing(kind=PromptKind.SEARCH):
            return around.typed
        case Marking(start, end) if state.search:
            selected = state.session.document.text[start:end]
            return state.search if selected.casefold() == state.search.casefold() else ""
        case _:
            return ""


def _bottom(state: State, around: Surroundings, columns: int, rows: int) -> list[Row]:
    most = 1 if rows < 12 else 2 if rows < 20 else 3
    last = status(state, around.saved, around.unsaved, around.failure, columns)
    if isinstance(state.doing, Typing):
        found = completion_rows(state, around.typed, around.at, columns)
        return [*found[: max(0, rows - 7)], next_steps(state, around.keys, columns, around.ascii), last]
    labels = rows > 6 and not isinstance(state.rest, Judging)
    return [
        *(legend(state, around.keys, columns, most) if labels else ()),
        next_steps(state, around.keys, columns, around.ascii),
        last,
    ]


def _header(state: State, around: Surroundings, columns: int) -> Row:
    """Document, paragraph n of m, progress."""
    session = state.session
    count = len(session.document)
    mark = session.marks.paragraph(state.n)
    sign = {Status.TODO: "to do", Status.DONE: "done", Status.FLAGGED: "flagged"}[mark.status]
    number, of = around.place
    parts: list[Fragment] = [
        ("class:title", f" {safe(session.document.id, max(10, columns // 3))} "),
        ("", f" {number} of {of} documents " if of > 1 else ""),
        ("class:title", f" ¶ {state.n} of {count}, "),
        (f"class:{mark.status.value}", f"{sign} "),
        *_progress(state, around.ascii),
        ("class:flagged", f"  {session.marks.flagged} flagged" if session.marks.flagged else ""),
        ("class:faint", f"  {safe(session.annotator, 20)} · {safe(session.schema.id, 24)}"),
    ]
    return fitted([part for part in parts if part[1]], columns)


def _progress(state: State, ascii: bool) -> list[Fragment]:
    """How many paragraphs are decided; in a review how many questions are settled."""
    count, decided = len(state.session.document), state.session.marks.decided
    if state.walk is None:
        return [("class:accent", f"{_bar(decided, count, 12, ascii)} "), ("", f"{decided} decided")]
    from annotate.tui.review.page import how_far, parts_done

    return [("class:accent", f"{_bar(*parts_done(state), 12, ascii)} "), *how_far(state)]


def _bar(done: int, count: int, size: int, ascii: bool) -> str:
    full = size * done // max(1, count)
    signs = "#-" if ascii else "█░"
    return signs[0] * full + signs[1] * (size - full)
