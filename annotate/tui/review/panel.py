"""Beside or below the text of a review: the question in hand with its versions, the others of the
paragraph in a line each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from annotate.core.display import cells, display, width
from annotate.core.review import Case, Standing, State, Subject
from annotate.core.review import Row as Questions
from annotate.core.rulings import BEFOREHAND, How
from annotate.tui.review.facts import Fact, Facts, Piece, facts_of
from annotate.tui.review.hand import in_hand, row_in_hand, version_in_hand
from annotate.tui.review.row import walk_of
from annotate.tui.review.wording import labels_of, names, outcome, quote_of, subject_of
from annotate.tui.rows import clipped, flowed, safe, wrapped
from annotate.tui.state import State as Screen
from annotate.tui.theme import Fragment, Row, looks

_SIGNS = {
    State.OPEN: ("class:warning", "≠"),
    State.CHANGED: ("class:warning", "≠"),
    State.WAITING: ("class:faint", "…"),
    State.SETTLED: ("class:good", "✓"),
    State.MOOT: ("class:faint", "-"),
}
_ENDS = ("from", "to")
_QUOTE = 60
_SHORT = 16
"""Columns that a piece of text is cut to at least."""
_HEIGHT = 7
"""Rows of the panel below the text, if what is in hand needs no more."""
_OPENED = 8
"""Rows for the question in hand beside the text, if it needs no more: what is below stays in place."""
_BESIDE = 40
"""Columns that are enough for the text of a version to stand behind those who say so."""
_NEAR = 40
"""Questions of the paragraph that are listed around the one in hand."""


def panel(screen: Screen, columns: int, most: int, beside: bool = True) -> list[Row]:
    """The rows of the panel, at most so many: first the question in hand with all of its versions, in
    a place that stays where it is; then all of the paragraph in a line each."""
    there = row_in_hand(screen)
    standing = in_hand(screen)
    opened = list(_opened(screen, standing, columns)) if standing else []
    summary = list(_summary(there, columns))
    listed, at = _listed(screen, there, columns)
    if not beside:
        most = min(most, max(_HEIGHT, len(opened)))
        opened = opened[:most]
        room = most - len(opened) - len(summary)
        below = [*summary, *_around(listed, at, room)] if room > 0 else _around(listed, at, room + len(summary))
        rows = [*opened, *below]
        return [*rows, *[()] * (min(most, _HEIGHT) - len(rows))]
    if opened:
        opened += [()] * (_OPENED - len(opened))
        opened.append(())
    room = max(0, most - len(opened) - len(summary))
    return [*opened, *summary, *_around(listed, at, room)][:most]


def _listed(screen: Screen, there: Questions, columns: int) -> tuple[list[Row], int]:
    """A row for each question near the one in hand, and which is that one's."""
    near = _near(screen, there)
    at = next((i for i, each in enumerate(near) if each.case.key == screen.hand), 0)
    return [_closed(screen, each, columns) for each in near], at


def _around(rows: list[Row], at: int, room: int) -> list[Row]:
    """So many rows that this one is among them, with those that follow."""
    first = max(0, min(at - room // 2, len(rows) - room))
    return rows[first : first + max(0, room)]


def _near(screen: Screen, there: Questions) -> tuple[Standing, ...]:
    """Those around the one in hand; all that most paragraphs have."""
    at = there.index(screen.hand) or 0
    return there.part(at - _NEAR // 2, at + _NEAR)


def _summary(there: Questions, columns: int) -> Iterator[Row]:
    """What there is to do in the paragraph."""
    pieces: list[tuple[Fragment, ...]] = []
    for style, number, word in (
        ("class:warning", there.asked, "open"),
        ("class:faint", there.waiting, "waiting"),
        ("class:good", there.settled, "settled"),
        ("class:faint", there.agreed, "all agree on"),
    ):
        if number:
            pieces.append(((style, f"{number} {word}"),))
    if pieces:
        yield from flowed([((("", " ")), *pieces[0]), *pieces[1:]], columns, 1)
    else:
        yield from wrapped("class:faint", "Nothing to settle in this paragraph: Enter goes on.", columns)


def _closed(screen: Screen, standing: Standing, columns: int) -> Row:
    """A question in a line: how it stands, what it is about, what was taken."""
    case, review = standing.case, walk_of(screen).review
    pointer = "▸" if case.key == screen.hand else " "
    told = "" if standing.state is State.WAITING else outcome(review, standing)
    quote = quote_of(review, screen.session.marks, case)
    return (("class:accent", pointer), *_line(_SIGNS[standing.state], _name(screen, case), quote, told, columns - 1))


@lru_cache(maxsize=256)
def _line(sign: Fragment, named: Row, quote: str, told: str, columns: int) -> Row:
    told = safe(told, max(8, columns // 3))
    told = f"  {told}" if told else ""
    room = columns - 3 - sum(width(text) for _, text in named) - width(told)
    quote = safe(quote, max(_SHORT, min(room, _QUOTE)))
    return ((sign[0], f"{sign[1]} "), *named, ("", f" {quote}"), ("class:faint", told))


def _opened(screen: Screen, standing: Standing, columns: int) -> Iterator[Row]:
    case = standing.case
    review = walk_of(screen).review
    every = facts_of(review, screen.session, case)
    style, sign = _SIGNS[standing.state]
    same = _is_told_once(case, every)
    head: list[Fragment] = [("class:accent", "▸"), (style, f"{sign} "), *_name(screen, case)]
    what = _differing(every)
    if what and not same:
        room = columns - sum(width(text) for _, text in head) - 4
        head.append(("class:faint", f"  {safe(what, max(8, room))}"))
    if same:
        room = columns - sum(width(text) for _, text in head) - 2
        head.append(("class:title", f" {middle(quote_of(review, screen.session.marks, case), room)}"))
    if case.flagged:
        head.append(("class:flagged", " !"))
    yield tuple(head)
    for number, facts in enumerate(every, 1):
        yield from _version(screen, standing, number, facts, columns)
    if case.absent:
        yield from _absent(screen, standing, columns)
    yield from _said(screen, standing, every, columns)


def _is_alike(fact: Fact, every: tuple[Facts, ...]) -> bool:
    return not fact.differs and all(fact in facts.others for facts in every)


def _is_told_once(case: Case, every: tuple[Facts, ...]) -> bool:
    """Whether all versions are about the same text, or join the same."""
    if case.subject is Subject.RELATION:
        return not any(fact.differs for facts in every for fact in facts.others if fact.name in _ENDS)
    return case.subject is Subject.SPAN and not any(facts.moved for facts in every)


def _differing(every: tuple[Facts, ...]) -> str:
    """What the versions do not have in common: `borders, type`."""
    if any(facts.label.differs for facts in every):
        return "differs: label, borders" if any(facts.moved for facts in every) else "differs: label"
    names: list[str] = []
    names += ["borders"] * any(facts.moved for facts in every)
    names += [fact.name for facts in every for fact in facts.others if fact.differs and fact.name]
    return f"differs: {', '.join(dict.fromkeys(names))}" if names else ""


def _version(
    screen: Screen, standing: Standing, number: int, facts: Facts, columns: int
) -> Iterator[Row]:
    """Key, who says so, and what of it not all say; what all say is told once, below."""
    review, case = walk_of(screen).review, standing.case
    taken = standing.taken == number
    here = version_in_hand(screen) == number and len(case.versions) > 1
    mark = ("class:good", "✓") if taken else ("class:accent", "▸" if here else " ")
    who = safe(names(review, case.versions[number - 1].sides), max(8, columns // 3))
    head: Row = (("", " "), mark, ("class:key", f"{number} "), ("class:good" if taken else "", who))
    pieces: list[Row] = [head]
    if facts.label.differs:
        _, label = _label(screen, facts.label.text, "")
        pieces.append((("class:found", label),))
    moved = any(piece.differs for each in facts_of(review, screen.session, case) for piece in each.pieces)
    if moved:
        beside = columns - 7 - sum(width(text) for _, text in head)
        pieces.append(_text(screen, facts.pieces, beside if beside >= _BESIDE else max(_SHORT, columns - 6)))
    pieces += [_fact(fact) for fact in facts.others if fact.differs]
    yield from flowed(pieces, columns, 5)
    if facts.note:
        style = "class:found" if facts.noted and case.subject is Subject.DECISION else "class:faint"
        yield from wrapped(style, f"     note: {safe(facts.note, 300)}", columns)


def _absent(screen: Screen, standing: Standing, columns: int) -> Iterator[Row]:
    review, case = walk_of(screen).review, standing.case
    taken = standing.taken == 0
    who = safe(names(review, case.absent), max(8, columns // 2))
    style = "class:good" if taken else ""
    thing = {Subject.SPAN: "nothing there", Subject.RELATION: "no link"}.get(case.subject, "not said")
    yield (
        ("", " "), ("class:good", "✓" if taken else " "), ("class:key", "0 "), (style, who), ("", f"  {thing}"),
    )  # fmt: skip


def _said(
    screen: Screen, standing: Standing, every: tuple[Facts, ...], columns: int
) -> Iterator[Row]:
    """What the result has, if it is none of the versions; reason and note; what all say."""
    ruling, case = standing.ruling, standing.case
    if standing.state in (State.CHANGED, State.WAITING, State.MOOT):
        yield from wrapped("class:warning", f"   {outcome(walk_of(screen).review, standing)}", columns)
    elif ruling is not None and ruling.settles and standing.taken is None:
        yield from wrapped("class:good", f" ✓ {outcome(walk_of(screen).review, standing)}", columns)
    elif standing.taken == 0 and not case.absent:
        yield (("class:good", " ✓0 none of these"),)
    if ruling is not None and ruling.how in BEFOREHAND and standing.state is State.SETTLED:
        words = {How.UNANIMOUS: "all agree", How.MAJORITY: "most say so", How.ALONG: "came along"}
        yield (("class:faint", f"   accepted beforehand: {words[ruling.how]}"),)
    if case.doubled:
        yield from wrapped("class:faint", "   somebody has it twice: which is meant cannot be told", columns)
    if ruling is not None and (ruling.reason or ruling.note):
        reason = f"why: {safe(ruling.reason, 80)}  " if ruling.reason else ""
        note = f"note: {safe(ruling.note, 200)}" if ruling.note else ""
        yield from wrapped("class:accent", f"   {reason}{note}", columns)
    once = case.subject is Subject.RELATION and _is_told_once(case, every)
    alike = [fact for fact in every[0].others if _is_alike(fact, every) and not (once and fact.name in _ENDS)]
    if alike:
        lead: Row = (("class:faint", "   all say"),) if len(every) > 1 else (("", "  "),)
        yield from flowed([lead, *map(_fact, alike)], columns, 5)


def _name(screen: Screen, case: Case) -> Row:
    """The label's sign and name in its color; of other questions what they are about."""
    if case.subject is not Subject.SPAN:
        return (("class:title", safe(subject_of(case), 48)),)
    return (_label(screen, labels_of(case), "class:title"),)


def _label(screen: Screen, name: str, style: str) -> Fragment:
    """With its sign and in its color, if it is one of the schema's for annotations of text."""
    look = looks(screen.session.schema).get(name)
    return (look.bar, f"{look.sign} {safe(name, 36)}") if look else (style, safe(name, 36))


def _fact(fact: Fact) -> Row:
    name = f"{safe(fact.name, 24)}: " if fact.name else ""
    return (("class:faint", name), ("class:found" if fact.differs else "", safe(fact.text, _QUOTE)))


def _text(screen: Screen, pieces: tuple[Piece, ...], room: int) -> Row:
    """What a version covers, shortened in the middle of what all cover, so that its borders and what
    only some have can be read."""
    text = screen.session.document.text
    shares = _shares([text[piece.start : piece.end] for piece in pieces], [p.differs for p in pieces], room)
    row: list[Fragment] = []
    behind = None
    for piece, share in zip(pieces, shares, strict=True):
        if behind is not None and text[behind : piece.start].strip():
            row.append(("class:faint", " … "))
        elif behind is not None and behind < piece.start:
            row.append(("", " "))
        style = "class:found" if piece.differs else ""
        row.append((style, middle(text[piece.start : piece.end], share)))
        behind = piece.end
    return tuple(row)


def _shares(texts: list[str], differs: list[bool], room: int) -> list[int]:
    """How many columns each gets: first what is only in some versions."""
    wanted = [width(display(text[:400])) for text in texts]
    shares = [0] * len(texts)
    left = room
    for some in (True, False):
        group = [i for i, each in enumerate(differs) if each is some]
        for at, i in enumerate(group):
            fair = max(_SHORT // 2, (left - (_SHORT if some and not all(differs) else 0)) // (len(group) - at))
            shares[i] = min(wanted[i], fair)
            left -= shares[i]
    return shares


def middle(text: str, columns: int) -> str:
    """Safe text not wider than so many columns, its middle left out if need be."""
    shown = display(text[: columns * 8]) if len(text) > columns * 8 else display(text)
    if len(text) <= columns * 8 and width(shown) <= columns:
        return shown
    if columns < 5:
        return clipped(shown, columns)
    head = clipped(display(text[: columns * 4]), columns - columns // 2)
    tail, used = "", 0
    for cell in reversed(cells(text, max(0, len(text) - columns * 4), len(text))):
        if used + cell.width > columns // 2:
            break
        tail, used = cell.shown + tail, used + cell.width
    return head + tail
