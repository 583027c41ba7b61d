"""The text of a review, and the header above it."""

from __future__ import annotations

from annotate.core.review import Subject
from annotate.tui.review.facts import disputed
from annotate.tui.review.hand import progress
from annotate.tui.review.lanes import Lanes, ends_in_hand
from annotate.tui.review.row import walk_of
from annotate.tui.state import State, replace
from annotate.tui.textpane import Page
from annotate.tui.theme import Fragment


def judged(page: Page, state: State) -> Page:
    """The page with everybody's bars, and what the question in hand is about told apart."""
    known = walk_of(state).review.known.get(state.hand)
    lanes = Lanes(state)
    if known is None:
        return replace(page, lanes=lanes)
    if known.subject is not Subject.SPAN:
        return replace(page, lanes=lanes, hand=ends_in_hand(state))
    return replace(page, lanes=lanes, found=disputed(known), hand=((known.start, known.end),))


def parts_done(state: State) -> tuple[int, int]:
    """How many questions are settled, of how many; where there are none, all are."""
    found = progress(state)
    return (found.settled, found.questions) if found.questions else (1, 1)


def how_far(state: State) -> list[Fragment]:
    """How many questions are open and settled, and how many were accepted beforehand."""
    found = progress(state)
    changed = f" ({found.changed} changed)" if found.changed else ""
    return [
        ("class:warning" if found.open else "class:good", f"{found.open} open{changed}"),
        ("", f", {found.settled} settled"),
        ("class:faint", f"  {found.beforehand} agreed" if found.beforehand else ""),
    ]
