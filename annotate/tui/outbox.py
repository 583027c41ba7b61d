"""From an action to the disk: the one way for the screen and for the line mode."""

from __future__ import annotations

from annotate.tui.keeper import Failed, Keeper
from annotate.tui.state import Request, State, replace


def deliver(keeper: Keeper, n: int, state: State, failure: Failed | None) -> Failed | None:
    """Records what the state has in its outbox and where it is; `n` is the paragraph before.

    Returns why something is not on the disk, which without anything to record is `failure`: what
    was known before.
    """
    for event in state.outbox:
        failure = keeper.record(event)
    if state.n != n:
        keeper.visit(state.n)
    return failure


def emptied(state: State) -> State:
    """The state with its outbox and request taken care of."""
    return replace(state, outbox=(), request=Request.NONE, argument="")
