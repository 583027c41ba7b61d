"""Reading help and guidelines."""

from annotate.core.edit import Refused
from annotate.tui.state import Env, Leafing, State, replace

_PAGE = 15


def down(state: State, env: Env) -> State:
    return _scroll(state, 1)


def up(state: State, env: Env) -> State:
    return _scroll(state, -1)


def page_down(state: State, env: Env) -> State:
    return _scroll(state, _PAGE)


def page_up(state: State, env: Env) -> State:
    return _scroll(state, -_PAGE)


def leave(state: State, env: Env) -> State:
    return replace(state, doing=_leafing(state).back, message="", alert=False)


def _scroll(state: State, lines: int) -> State:
    page = _leafing(state)
    at = max(0, min(len(page.lines) - 1, page.at + lines))
    return replace(state, doing=replace(page, at=at))


def _leafing(state: State) -> Leafing:
    if not isinstance(state.doing, Leafing):
        raise Refused("nothing is being read")
    return state.doing
