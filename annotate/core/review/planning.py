"""What a reviewer can do about a question, each as the step it makes.

As in `core.edit` nothing is changed here: `session.advance` does that. Each raises Refused if it
cannot be done. What follows from a decision is part of its step: relations that come along, the
paragraph that is done once its last question is settled; so an undo takes all of it back.
"""

from __future__ import annotations

from msgspec.structs import replace

from annotate.core.edit import Refused, decide
from annotate.core.events import ParagraphMark, Step
from annotate.core.records import SpanRecord, Status
from annotate.core.review.cases import Case, Review, Subject
from annotate.core.review.drafting import Draft, Thing
from annotate.core.review.outcomes import of_version, with_label
from annotate.core.review.settling import Seconds, come_along, finish_paragraph, settle
from annotate.core.review.states import standing_of
from annotate.core.review.together import COVER, spread, together
from annotate.core.rulings import How, Ruling
from annotate.core.session import Session


def _no_time() -> int:
    return 0


def take(review: Review, session: Session, at: str, case: Case, number: int, seconds: Seconds = _no_time) -> Step:
    """Take a version, counted from 1; 0: none of them."""
    draft = Draft(session, at)
    _take(review, draft, case, number)
    finish_paragraph(review, draft, case.n, seconds, near=case)
    return draft.step(f"take {number}" if number else "take none", case.n)


def reject(review: Review, session: Session, at: str, case: Case, seconds: Seconds = _no_time) -> Step:
    """None of the versions is right."""
    return take(review, session, at, case, 0, seconds)


def take_all(review: Review, session: Session, at: str, n: int, side: int, seconds: Seconds = _no_time) -> Step:
    """Everything still open in the paragraph as the annotator with this number, from 0, has it;
    what cannot be taken stays open."""
    draft = Draft(session, at)
    settled, refusal = 0, f"{review.shown[side]} has nothing to say here"
    for case in review.of(n):
        number = case.version_of(side)
        if number is None or not standing_of(review, draft.schema, draft.marks, case).state.asks:
            continue
        trial = draft.copy()
        try:
            _take(review, trial, case, number)
        except Refused as reason:
            refusal = str(reason)
            continue
        draft, settled = trial, settled + 1
    if not settled:
        raise Refused(refusal)
    finish_paragraph(review, draft, n, seconds)
    return draft.step(f"take all of {review.shown[side]}", n)


def union(review: Review, session: Session, at: str, case: Case, number: int = 1, seconds: Seconds = _no_time) -> Step:
    """All that any version covers, with the label and answers of the version of this number; of a
    label of a paragraph or document all that is in any set, of notes all."""
    return _merge(review, session, at, case, number, How.UNION, seconds)


def intersection(
    review: Review, session: Session, at: str, case: Case, number: int = 1, seconds: Seconds = _no_time
) -> Step:
    """What all versions cover, or have in their sets."""
    return _merge(review, session, at, case, number, How.INTERSECTION, seconds)


def adopt(review: Review, session: Session, at: str, case: Case, id: str, seconds: Seconds = _no_time) -> Step:
    """The question is settled by an annotation of the result that is not made from its versions."""
    draft = Draft(session, at)
    thing = session.marks.thing(id)
    if thing is None:
        raise Refused("there is no annotation here")
    if case.conflict or isinstance(thing, SpanRecord) is not (case.subject is Subject.SPAN):
        raise Refused("this annotation cannot settle that question")
    earlier = session.marks.rulings.get(case.key)
    about = tuple(source for version in case.versions for source in review.sources(version))
    ruling = earlier or Ruling(case=case.key, n=case.n, how=How.OWN)
    draft.remove(each for each in ruling.made if each != id)
    seen = tuple(sorted(case.digests))
    draft.rule(replace(ruling, how=How.OWN, of=(), about=about, seen=seen, took="", made=(id,), at=at), case.key)
    come_along(review, draft, case)
    finish_paragraph(review, draft, case.n, seconds, near=case)
    return draft.step("settle by own", case.n)


def reopen(review: Review, session: Session, at: str, case: Case) -> Step:
    """As if nothing had been decided about it, but for its reason and note."""
    draft = Draft(session, at)
    ruling = session.marks.rulings.get(case.key)
    if ruling is None or not ruling.settles:
        raise Refused("this is still open")
    if case.conflict:
        raise Refused("the other versions are gone; undo brings them back")
    if case.subject in (Subject.SPAN, Subject.RELATION):
        draft.remove(ruling.made)
    elif case.subject is Subject.LABEL:
        draft.remark(case.n, labels=with_label(draft, case, None))
    else:
        draft.remark(case.n, note="", flag=False)
    kept = Ruling(case.key, case.n, How.OPEN, (), ruling.sources, reason=ruling.reason, note=ruling.note, at=at)
    draft.rule(kept if ruling.reason or ruling.note else None, case.key)
    mark = draft.mark(case.n)
    if isinstance(mark, ParagraphMark) and mark.status is not Status.TODO:
        draft.remark(case.n, status=Status.TODO, by="", at="")
    return draft.step("re-open question", case.n)


def reason(review: Review, session: Session, at: str, case: Case, text: str) -> Step:
    """Why they disagreed: a `Reason` or other words; "" takes it back."""
    return _say(review, session, at, case, "reason", text)


def note(review: Review, session: Session, at: str, case: Case, text: str) -> Step:
    """A note on the question, kept with the decision; "" takes it back."""
    return _say(review, session, at, case, "note", text)


def finish(review: Review, session: Session, at: str, n: int, seconds: Seconds = _no_time) -> Step:
    """The paragraph is done as it is, which it can only be if nothing in it is open."""
    draft = Draft(session, at)
    open_ = [c for c in review.of(n) if not standing_of(review, draft.schema, draft.marks, c).state.closed]
    if open_:
        raise Refused(f"{len(open_)} of its questions {'is' if len(open_) == 1 else 'are'} still open")
    if review.merged:
        return decide(session, at, n, Status.DONE, seconds())
    finish_paragraph(review, draft, n, seconds)
    return draft.step("accept", n)


def _take(review: Review, draft: Draft, case: Case, number: int) -> None:
    if case.conflict:
        _settle_conflict(draft, case, number)
    else:
        settle(review, draft, case, of_version(draft, case, number))


def _settle_conflict(draft: Draft, case: Case, number: int, thing: Thing | None = None, how: How = How.TAKEN) -> None:
    # Here and not above: what merges is large, and seldom needed.
    from annotate.core.review import merged

    merged.settle(draft, case, number, thing, how)


def _merge(review: Review, session: Session, at: str, case: Case, number: int, how: How, seconds: Seconds) -> Step:
    draft = Draft(session, at)
    if len(case.versions) < 2:
        raise Refused("there is only one version")
    outcome = of_version(draft, case, number)
    if number == 0:
        raise Refused("say whose answers it shall have")
    if isinstance(outcome.thing, SpanRecord):
        stretches = [v.record.stretches for v in case.versions if isinstance(v.record, SpanRecord)]
        outcome = replace(outcome, thing=spread(draft, outcome.thing, COVER[how](stretches)))
    elif outcome.fields is not None:
        outcome = replace(outcome, fields=together(draft, case, how, outcome))
    else:
        raise Refused("relations are taken as they are")
    versions = (*outcome.versions, *(each for each in case.versions if each not in outcome.versions))
    outcome = replace(outcome, how=how, versions=versions, took="")
    if case.conflict:
        if outcome.thing is None:
            raise Refused("of what was said about a paragraph one version is taken")
        _settle_conflict(draft, case, number, outcome.thing, how)
    else:
        settle(review, draft, case, outcome)
    finish_paragraph(review, draft, case.n, seconds, near=case)
    return draft.step(how.value, case.n)


def _say(review: Review, session: Session, at: str, case: Case, field: str, text: str) -> Step:
    draft = Draft(session, at)
    about = tuple(source for version in case.versions for source in review.sources(version))
    blank = Ruling(case=case.key, n=case.n, how=How.OPEN, about=about, at=at)
    before = session.marks.rulings.get(case.key)
    after = replace(before or blank, **{field: text})
    empty = not after.settles and not after.reason and not after.note
    draft.rule(None if empty else after, case.key)
    return draft.step(field, case.n)


__all__ = [
    "adopt",
    "finish",
    "intersection",
    "note",
    "reason",
    "reject",
    "reopen",
    "take",
    "take_all",
    "union",
]
