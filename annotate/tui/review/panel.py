"""Beside or below the text of a review: the question in hand with its versions, the others of the
paragraph in a few words each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotate.core.review import Row as Questions
from annotate.core.review import Standing
from annotate.tui.review.hand import in_hand, row_in_hand
from annotate.tui.review.nearby import nearby
from annotate.tui.review.opened import opened
from annotate.tui.review.row import row_of, walk_of
from annotate.tui.rows import flowed, wrapped
from annotate.tui.state import Picking
from annotate.tui.state import State as Screen
from annotate.tui.theme import Fragment, Row

_HEIGHT = 7
"""Rows of the panel below the text, if what is in hand needs no more."""
_OPENED = 8
"""Rows for the question in hand beside the text, if it needs no more: what is below stays in place."""
_NEAR = 20
"""Open questions that are told of while the result is edited; neighbors that are looked at on a side."""


def panel(screen: Screen, columns: int, most: int, beside: bool = True) -> list[Row]:
    """The rows of the panel, at most so many: first the question in hand with all of its versions, in
    a place that stays where it is; then all of the paragraph in a few words each."""
    there = row_in_hand(screen)
    standing = in_hand(screen)
    rows = list(opened(screen, standing, columns)) if standing else []
    summary = list(_summary(there, columns))
    if not beside:
        most = min(most, max(_HEIGHT, len(rows)))
        rows = rows[:most]
        room = most - len(rows)
        if room > len(summary):
            rows += summary
            room -= len(summary)
        rows += _others(screen, there, columns, room)
        return [*rows, *[()] * (min(most, _HEIGHT) - len(rows))]
    rows = [*_set_off(rows), *summary]
    return [*rows, *_around(screen, there, columns, most - len(rows))][:most]


def over(screen: Screen, picking: Picking, listed: list[Row], columns: int, most: int) -> list[Row]:
    """The panel with a list below the question that it is about, whose versions tell why they differ.
    All that there is room for besides stays where it is."""
    question = _set_off(list(opened(screen, walk_of(screen).standing(picking.of), columns)))
    covered = len(question) + len(listed) + 1
    return [*question, *listed, (), *panel(screen, columns, most)[covered:]]


def still_open(screen: Screen, columns: int) -> Iterator[Row]:
    """While the result is edited: what annotators have in this paragraph that nobody has decided."""
    asked = row_of(screen, screen.n).open()[:_NEAR]
    if not asked:
        return
    yield ()
    yield (("class:title", "Still open here"),)
    for case in asked:
        yield from nearby(screen, walk_of(screen).standing(case.key), columns, tall=True)


def _set_off(rows: list[Row]) -> list[Row]:
    return [*rows, *[()] * (_OPENED - len(rows)), ()] if rows else []


def _around(screen: Screen, there: Questions, columns: int, room: int) -> list[Row]:
    """So many rows of questions that those of the one in hand are among them."""
    hand = there.index(screen.hand) or 0
    behind = _rows(screen, map(there.at, range(hand, there.listed)), columns, room)
    half = max(room // 2, room - sum(map(len, behind)))
    before = _rows(screen, map(there.at, range(hand - 1, -1, -1)), columns, half)
    rows = [row for rows in (*reversed(before), *behind) for row in rows]
    at = sum(map(len, before))
    first = max(0, min(at - room // 2, len(rows) - room))
    return rows[first : first + max(0, room)]


def _rows(screen: Screen, standings: Iterable[Standing], columns: int, most: int) -> list[tuple[Row, ...]]:
    """Those of each, until there are so many."""
    found: list[tuple[Row, ...]] = []
    count = 0
    for standing in standings:
        if count >= most:
            break
        found.append(nearby(screen, standing, columns, tall=True))
        count += len(found[-1])
    return found


def _others(screen: Screen, there: Questions, columns: int, room: int) -> list[Row]:
    """So many questions in a line each, open ones first, then those behind the one in hand: that one is
    told above."""
    if room <= 0:
        return []
    hand = there.index(screen.hand)
    around = there.part(0, room) if hand is None else there.part(hand + 1, hand + 1 + _NEAR)
    if hand is not None:
        around += there.part(hand - _NEAR, hand)
    first = sorted(around, key=lambda standing: not standing.state.asks)[:room]
    return [nearby(screen, standing, columns, tall=False)[0] for standing in first]


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
