"""The question in hand, and going from one to the next."""

from __future__ import annotations

from annotate.core.edit import Refused
from annotate.core.events import Change, Step
from annotate.core.review import Case, Progress, Standing, Subject, Walk, is_beforehand
from annotate.core.review.states import result_of
from annotate.core.rulings import BEFOREHAND, Ruling
from annotate.core.session import Session
from annotate.tui.state import Env, Judging, State, place, refuse, replace, say


def begin(session: Session, n: int, walk: Walk) -> State:
    """Where the review goes on: behind what was settled last, if that was in paragraph `n`."""
    state = place(State(session, doing=Judging(), rest=Judging(), walk=walk), n)
    known = walk.at(session.marks)
    last = session.last
    key = ruled(last) if last is not None and last.n == n and not is_beforehand(last) else ""
    if key and known.review.known[key].n == n and (following := following_here(state, key)):
        return take_up(state, following)
    return held(state)


def walk_of(state: State) -> Walk:
    """The questions as they stand now."""
    if state.walk is None:
        raise Refused("this is no review")
    return state.walk.at(state.session.marks)


def progress(state: State) -> Progress:
    return walk_of(state).progress


def standings(state: State) -> tuple[Standing, ...]:
    """Those of the paragraph, and of the document while one of them is in hand."""
    walk = walk_of(state)
    case = walk.review.known.get(state.hand)
    return walk.of(0 if case is not None and case.n == 0 else state.n)


def contested(standing: Standing) -> bool:
    """Whether there is anything for the reviewer to look at: all but what all agreed on."""
    ruling = standing.ruling
    beforehand = ruling is not None and ruling.how in BEFOREHAND and not standing.state.asks
    return not (standing.case.unanimous and beforehand)


def in_hand(state: State) -> Standing | None:
    walk = walk_of(state)
    return walk.standing(state.hand) if state.hand in walk.review.known else None


def case_in_hand(state: State) -> Case:
    standing = in_hand(state)
    if standing is None:
        raise Refused("there is no question here; Tab goes to one that is open")
    return standing.case


def version_in_hand(state: State) -> int:
    """The number of the version that keys without a number are about."""
    return state.doing.version if isinstance(state.doing, Judging) else 1


def held(state: State) -> State:
    """The state with a question of the paragraph in hand, an open one if there is one."""
    if not isinstance(state.doing, Judging):
        return state
    walk = walk_of(state)
    known = walk.review.known.get(state.hand)
    if known is not None and known.n in (state.n, 0):
        return state
    here = [each for each in walk.of(state.n) if contested(each)]
    first = next((each for each in here if each.state.asks), here[0] if here else None)
    if first is None:
        return replace(state, hand="", focus="")
    message, alert = state.message, state.alert
    return say(take_up(state, first.case), message, alert=alert)


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
    case = walk.review.known[key]
    row = walk.of(case.n)
    at = next(index for index, each in enumerate(row) if each.case.key == key)
    return next((each.case for each in (*row[at + 1 :], *row[:at]) if each.state.asks), None)


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
    about = walk_of(state).of(0)
    if not about:
        return refuse(state, "there is no question about the document as a whole")
    first = next((each for each in about if each.state.asks), about[0])
    return take_up(state, first.case)


def click(state: State, offset: int) -> State:
    """The question about what was clicked on, the innermost."""
    n = state.session.document.at(offset).n
    state = state if n == state.n else held(place(state, n, offset))
    about = [each.case for each in walk_of(state).of(n) if _covers(each, offset)]
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
    row = [each.case for each in standings(state) if contested(each) or each.case.key == state.hand]
    if not row:
        return refuse(state, "there is no question here; Tab goes to one that is open")
    keys = [case.key for case in row]
    at = keys.index(state.hand) + step if state.hand in keys else 0
    return take_up(state, row[at % len(row)])


def _version(state: State, step: int) -> State:
    case = case_in_hand(state)
    number = (version_in_hand(state) - 1 + step) % len(case.versions) + 1
    return replace(state, doing=Judging(number), message="", alert=False)


def _covers(standing: Standing, offset: int) -> bool:
    case = standing.case
    return case.subject is Subject.SPAN and contested(standing) and case.start <= offset < case.end


def _ruling(change: Change) -> Ruling | None:
    ruling = change.after or change.before
    return ruling if isinstance(ruling, Ruling) else None
