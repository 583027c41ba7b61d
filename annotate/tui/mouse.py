"""Clicks, drags and the wheel as movements and selections of whole words."""

from __future__ import annotations

from annotate.core.units import word_at
from annotate.tui.marking import mark
from annotate.tui.moving import at_offset, wheel_down, wheel_up
from annotate.tui.state import Choosing, Env, Judging, Marking, Reading, State, at_rest


def click(state: State, offset: int) -> State:
    """The cursor goes there; a half-made selection is dropped. In a review, what was clicked on."""
    if isinstance(state.doing, Judging):
        from annotate.tui.review import hand

        return hand.click(state, offset)
    if not isinstance(state.doing, Reading | Marking | Choosing):
        return state
    return at_offset(at_rest(state), offset)


def drag(state: State, anchor: int, offset: int) -> State:
    """The words from where the button went down to where it is now are selected."""
    if not isinstance(state.doing, Reading | Marking):
        return state
    document = state.session.document
    ends = [word_at(document, each) for each in sorted((anchor, offset))]
    if document.at(anchor).n != document.at(offset).n or not ends[0] or not ends[1]:
        return state
    first, last = ends[0], ends[1]
    return mark(state, Marking(first[0], max(first[1], last[1])))


def wheel(state: State, env: Env, *, down: bool) -> State:
    """The text scrolls, and the cursor with it; while something is half done, it stays."""
    turn = wheel_down if down else wheel_up
    if isinstance(state.doing, Judging):
        from annotate.tui.review import hand

        return hand.scrolled(turn(state, env))
    return turn(state, env) if isinstance(state.doing, Reading) else state
