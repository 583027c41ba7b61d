"""The question in hand, and going from one to the next."""

from __future__ import annotations

from annotate.core.edit import Refused
from annotate.core.events import Change, Step
from annotate.core.review import Case, Progress, Row, Standing, Walk, is_beforehand
from annotate.core.review.states import result_of
from annotate.core.rulings import Ruling
from annotate.core.session import Session
from annotate.tui.review.row import row_of, spans_at, walk_of
from annotate.tui.state import Env, Judging, State, place, refuse, replace, say

_NONE_HERE = "there is no question here; Tab goes to one that is open"
_NONE_IN_HAND = "nothing is open here: Enter goes on, the up arrow takes what was settled in hand"


def begin(session: Session, n: int | None, walk: Walk) -> State:
    """Where the review goes on: in paragraph `n`, behind what was settled last if that was there;
    without a paragraph at the first open question."""
    known = walk.at(session.marks)
    first = known.next(1) if n is None else None
    state = place(State(session, doing=Judging(), rest=Judging(), walk=walk), n or 1)
    if first is not None:
        return take_up(state, first)
    last = session.last
    key = ruled(last) if last is not None and last.n == n and not is_beforehand(last) else ""
    settled = key in known.review.known and known.standing(key).state.closed
    if settled and known.review.known[key].n == n and (following := following_here(state, key)):
        return take_up(state, following)
    return held(state)


def progress(state: State) -> Progress:
    return walk_of(state).progress


def row_in_hand(state: State) -> Row:
    """The questions of the paragraph, or of the document while one of them is in hand."""
    case = walk_of(state).review.known.get(state.hand)
    return row_of(state, 0 if case is not None and case.n == 0 else state.n)


def in_hand(state: State) -> Standing | None:
    walk = walk_of(state)
    return walk.standing(state.hand) if state.hand in walk.review.known else None


def case_in_hand(state: State) -> Case:
    standing = in_hand(state)
    if standing is None:
        settled = bool(row_of(state, state.n).listed)
        raise Refused(_NONE_IN_HAND if settled else _NONE_HERE)
    return standing.case


def version_in_hand(state: State) -> int:
    """The number of the version that keys without a number are about."""
    return state.doing.version if isinstance(state.doing, Judging) else 1


def held(state: State) -> State:
    """The state with an open question of the paragraph in hand, if there is one. A settled one is only
    taken in hand on purpose: a digit too many shall not change what was decided."""
    if not isinstance(state.doing, Judging):
        return state
    walk = walk_of(state)
    known = walk.review.known.get(state.hand)
    if known is not None and known.n in (state.n, 0):
        return state
    first = row_of(state, state.n).first_open()
    if first is None:
        return replace(state, hand="", focus="")
    message, alert = state.message, state.alert
    return say(take_up(state, first), message, alert=alert)


def scrolled(state: State) -> State:
    """With a question of the paragraph in hand that the cursor has come to, the cursor where it is."""
    return replace(held(state), cursor=state.cursor)


def take_up(state: State, case: Case) -> State:
    """The question in hand, the cursor where it is; those of the document wherever the cursor is."""
    if case.n:
        state = place(state, case.n, case.start)
    walk = walk_of(state)
    taken = walk.standing(case.key).taken
    result = result_of(state.session.marks, case.key) or ""
    doing = Judging(taken or 1)
    return replace(state, doing=doing, hand=case.key, focus=result, message="", alert=False)


def following_here(state: State, key: str) -> Case | None:
    """The next open question of the same paragraph, behind this one and then from its start."""
    walk = walk_of(state)
    n = walk.review.known[key].n
    ahead = walk.next(n, key)
    if ahead is not None and ahead.n == n:
        return ahead
    first = walk.next(n)
    return first if first is not None and first.n == n and first.key != key else None


def ruled(step: Step) -> str:
    """The key of the question that a step was about, empty if it was none or many."""
    keys = list(dict.fromkeys(ruling.case for change in step.changes if (ruling := _ruling(change))))
    return keys[0] if keys else ""


def next_open(state: State, env: Env) -> State:
    """The next open question, over paragraphs."""
    return _seek(state, walk_of(state).next(state.n, state.hand))


def previous_open(state: State, env: Env) -> State:
    return _seek(state, walk_of(state).previous(state.n, state.hand))


def next_here(state: State, env: Env) -> State:
    """The next question of the paragraph, settled or not."""
    return _step(state, 1)


def previous_here(state: State, env: Env) -> State:
    return _step(state, -1)


def next_version(state: State, env: Env) -> State:
    return _version(state, 1)


def previous_version(state: State, env: Env) -> State:
    return _version(state, -1)


def document_questions(state: State, env: Env) -> State:
    """Those about the document as a whole."""
    row = row_of(state, 0)
    if not row.listed:
        return refuse(state, "there is no question about the document as a whole")
    return take_up(state, row.first_open() or row.at(0).case)


def click(state: State, offset: int) -> State:
    """The question about what was clicked on, the innermost."""
    n = state.session.document.at(offset).n
    state = state if n == state.n else held(place(state, n, offset))
    about = [each.case for each in spans_at(state, n, offset, offset + 1)]
    inner = min(about, key=lambda case: case.end - case.start, default=None)
    return take_up(state, inner) if inner else state


def _seek(state: State, case: Case | None) -> State:
    if case is not None:
        return take_up(state, case)
    standing = in_hand(state)
    if standing is not None and standing.state.asks:
        return say(state, "this is the only one left")
    return say(state, "all is settled: ctrl-q leaves, ctrl-o lists documents")


def _step(state: State, step: int) -> State:
    row = row_in_hand(state)
    if not row.listed:
        return refuse(state, _NONE_HERE)
    index = row.index(state.hand)
    if index is not None:
        return take_up(state, row.at((index + step) % row.listed).case)
    last = row.index(ruled(state.session.last)) if state.session.last else None
    return take_up(state, row.at(min(0, step) if last is None else last).case)


def _version(state: State, step: int) -> State:
    case = case_in_hand(state)
    number = (version_in_hand(state) - 1 + step) % len(case.versions) + 1
    return replace(state, doing=Judging(number), message="", alert=False)


def _ruling(change: Change) -> Ruling | None:
    ruling = change.after or change.before
    return ruling if isinstance(ruling, Ruling) else None
