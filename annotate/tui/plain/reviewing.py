"""Lines that settle the questions of a review, and that tell of them."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.core import review as core
from annotate.core.edit import Refused
from annotate.core.events import Step
from annotate.core.review import Case, Row, Standing, Walk
from annotate.core.review import State as Settled
from annotate.core.review.telling import subject, version_lines
from annotate.core.rulings import REASONS, How, Reason
from annotate.tui.plain.call import Call
from annotate.tui.state import State, act, at_rest, place, replace, say


def begin(state: State) -> State:
    """With a question of the paragraph in hand, the first open one, unless one is already or it is
    one about the document."""
    walk = _walk(state)
    held = walk.review.known.get(state.hand)
    if held is not None and held.n in (state.n, 0):
        return state
    case = walk.next(state.n)
    return replace(state, hand=case.key if case is not None and case.n == state.n else "")


def undo(call: Call) -> State:
    """What was settled beforehand stays."""
    step = call.state.session.last
    if step is not None and core.is_beforehand(step):
        raise Refused("there is nothing to undo")
    return call.run("undo")


def take(call: Call) -> State:
    """`take 1`; `take none`; `take 2 question 3`."""
    word, case = _chosen(call)
    if word not in ("none", "0") and not (word.isascii() and word.isdigit() and len(word) < 5):
        raise Refused("say which version: take 1, or take none")
    number = 0 if word == "none" else int(word)
    state = call.state
    step = core.take(_walk(state).review, state.session, call.env.now(), case, number, call.env.seconds)
    return _settled(call, case, step)


def take_none(call: Call) -> State:
    case = _case(call, call.rest)
    state = call.state
    return _settled(call, case, core.reject(_walk(state).review, state.session, call.env.now(), case, call.env.seconds))


def union(call: Call) -> State:
    """`union`, or `union 2`: with the answers of that version."""
    case, number = _merged(call)
    state = call.state
    step = core.union(_walk(state).review, state.session, call.env.now(), case, number, call.env.seconds)
    return _settled(call, case, step)


def intersection(call: Call) -> State:
    case, number = _merged(call)
    state = call.state
    step = core.intersection(_walk(state).review, state.session, call.env.now(), case, number, call.env.seconds)
    return _settled(call, case, step)


def take_all(call: Call) -> State:
    """`take-all alice`: all that is open in the paragraph."""
    state, review = call.state, _walk(call.state).review
    if call.rest not in review.shown:
        raise Refused(f"say whose: take-all {' or take-all '.join(review.shown)}")
    side = review.shown.index(call.rest)
    step = core.take_all(review, state.session, call.env.now(), state.n, side, call.env.seconds)
    return _onward(act(at_rest(state), step), _walk(state).review.of(state.n)[0])


def adopt(call: Call) -> State:
    """`adopt a3`: this annotation settles the question."""
    state, case = call.state, _case(call, "")
    thing = call.names.thing(state.session.marks, call.rest)
    step = core.adopt(_walk(state).review, state.session, call.env.now(), case, thing.id, call.env.seconds)
    return _settled(call, case, step)


def reopen(call: Call) -> State:
    case = _case(call, call.rest)
    state = call.state
    step = core.reopen(_walk(state).review, state.session, call.env.now(), case)
    return replace(act(at_rest(state), step), hand=case.key)


def reason(call: Call) -> State | tuple[str, ...]:
    """`reason slip`; alone, what there is to choose from."""
    if not call.rest:
        return tuple(f"{each.value}: {REASONS[each]}" for each in Reason)
    state, case = call.state, _case(call, "")
    words = next((each.value for each in Reason if each.value.startswith(call.rest)), call.rest)
    step = core.reason(_walk(state).review, state.session, call.env.now(), case, words)
    return say(act(at_rest(state), step), f"reason: {words}")


def remark(call: Call) -> State:
    """`remark TEXT`: a note on the question, kept with the decision."""
    state, case = call.state, _case(call, "")
    step = core.note(_walk(state).review, state.session, call.env.now(), case, call.rest)
    return say(act(at_rest(state), step), "noted" if call.rest else "note removed")


def next_question(call: Call) -> State:
    return _go(call.state, _walk(call.state).next(call.state.n, call.state.hand))


def previous_question(call: Call) -> State:
    return _go(call.state, _walk(call.state).previous(call.state.n, call.state.hand))


def question(call: Call) -> State | tuple[str, ...]:
    """`question 2`; alone, the one in hand."""
    if not call.rest:
        return tuple(hand_lines(call.state))
    return replace(at_rest(call.state), hand=_case(call, call.rest).key)


def questions(call: Call) -> tuple[str, ...]:
    """Those of the paragraph; `questions document`, those about the document."""
    walk = _walk(call.state)
    row = walk.row(0 if call.rest == "document" else call.state.n)
    return tuple(_row_lines(row)) or ("there is no question here",)


def accept(call: Call) -> State:
    """The paragraph is done as it is, if nothing in it is open; on to the next question."""
    state = call.state
    step = core.finish(_walk(state).review, state.session, call.env.now(), state.n, call.env.seconds)
    after = act(at_rest(state), step)
    case = _walk(after).next(state.n)
    return _go(after, case) if case else say(after, left_lines(after))


def page_lines(state: State) -> Iterator[str]:
    """The questions of the paragraph, then the one in hand."""
    yield from _row_lines(_walk(state).row(state.n))
    yield from hand_lines(state)


def hand_lines(state: State) -> Iterator[str]:
    """The question in hand with its versions."""
    walk = _walk(state)
    case = walk.review.known.get(state.hand)
    if case is None:
        return
    standing = walk.standing(case.key)
    yield f"question {_number(state, case)}, {subject(case)}: {_told(standing)}"
    yield from version_lines(walk.review, case)
    for version in case.versions:
        yield from (f"noted by {', '.join(walk.review.say(version.sides))}: {each}" for each in version.notes)
    if standing.ruling is not None and standing.ruling.reason:
        yield f"reason: {standing.ruling.reason}"
    if standing.ruling is not None and standing.ruling.note:
        yield f"remark: {standing.ruling.note}"


def left_lines(state: State) -> str:
    """How many questions are left."""
    left = _walk(state).progress.open
    return f"{left} question{'s' * (left != 1)} left" if left else "every question is settled"


def _row_lines(row: Row) -> Iterator[str]:
    for number, standing in enumerate(row.part(0, row.listed), 1):
        yield f"question {number} {subject(standing.case)}: {_told(standing)}"


def _told(standing: Standing) -> str:
    if not standing.state.closed or standing.state is Settled.MOOT or standing.ruling is None:
        return _STATES.get(standing.state, standing.state.value)
    if standing.taken:
        return f"settled: {standing.taken}"
    return f"settled: {_HOW.get(standing.ruling.how, standing.ruling.how.value)}"


_STATES = {Settled.MOOT: "nothing to settle", Settled.WAITING: "waits for what it joins"}
_HOW = {How.NONE: "none", How.OWN: "another annotation", How.MAJORITY: "none, as most have it"}


def _settled(call: Call, case: Case, step: Step) -> State:
    return _onward(act(at_rest(call.state), step), case)


def _onward(state: State, case: Case) -> State:
    """The next open question; without one all is said to be settled."""
    if state.alert:
        return state
    # What became of it is told line by line.
    state = say(state, "")
    following = _walk(state).next(case.n, case.key)
    return _go(state, following) if following else say(state, left_lines(state))


def _go(state: State, case: Case | None) -> State:
    if case is None:
        return say(state, left_lines(state))
    state = state if case.n in (0, state.n) else place(at_rest(state), case.n)
    return replace(state, hand=case.key)


def _merged(call: Call) -> tuple[Case, int]:
    if call.rest and not (call.rest.isascii() and call.rest.isdigit() and len(call.rest) < 5):
        raise Refused("say which version has the right answers: union 2")
    return _case(call, ""), int(call.rest or 1)


def _chosen(call: Call) -> tuple[str, Case]:
    """`1`, or `1 question 3`."""
    word, _, rest = call.rest.partition(" ")
    return word, _case(call, rest.strip().removeprefix("question").strip())


def _case(call: Call, number: str) -> Case:
    """The question of the paragraph with this number, or the one in hand."""
    state = call.state
    if not number:
        case = _walk(state).review.known.get(state.hand)
        if case is None:
            raise Refused("no question is in hand; next-open goes to the next, questions lists them")
        return case
    row = _row(state)
    if not (number.isascii() and number.isdigit() and 0 < int(number[:9]) <= row.listed):
        raise Refused(f"there is no question {number[:40]} here")
    return row.at(int(number) - 1).case


def _number(state: State, case: Case) -> str:
    row = _row(state)
    where = "" if case.n else " about the document"
    index = row.index(case.key)
    return "settled beforehand" if index is None else f"{index + 1} of {row.listed}{where}"


def _row(state: State) -> Row:
    """The questions that go by number: those of the document while one of them is in hand."""
    walk = _walk(state)
    case = walk.review.known.get(state.hand)
    return walk.row(0 if case is not None and case.n == 0 else state.n)


def _walk(state: State) -> Walk:
    if state.walk is None:
        raise Refused("this is no review")
    return state.walk.at(state.session.marks)
