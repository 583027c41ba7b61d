"""What settling a question does to the result, with everything that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from msgspec.structs import replace

from annotate.core.constraints import Passage, paragraph_breaches
from annotate.core.edit import Refused
from annotate.core.events import ParagraphMark
from annotate.core.problems import Level
from annotate.core.records import RelationRecord, SpanRecord, Status, end_of
from annotate.core.review.cases import Case, Review, Subject, Version
from annotate.core.review.drafting import Draft, Thing
from annotate.core.review.outcomes import Outcome, of_version
from annotate.core.review.states import State, is_joinable, result_of, standing_of
from annotate.core.rules import overlap_clash, relation_clash
from annotate.core.rulings import BEFOREHAND, How, Ruling

Seconds = Callable[[], int]


def settle(review: Review, draft: Draft, case: Case, outcome: Outcome) -> None:
    """Raises Refused if the schema does not allow it."""
    earlier = draft.marks.rulings.get(case.key)
    of = tuple(dict.fromkeys(s for version in outcome.versions for s in review.sources(version)))
    about = tuple(s for version in case.versions for s in review.sources(version))
    made = _make(draft, case, outcome, earlier, of)
    if outcome.fields is not None:
        draft.remark(case.n, **outcome.fields)
    draft.rule(
        Ruling(
            case=case.key,
            n=case.n,
            how=outcome.how,
            of=of,
            about=() if set(about) <= set(of) else about,
            seen=tuple(sorted(case.digests)),
            took=outcome.took,
            made=made,
            reason=earlier.reason if earlier else "",
            note=earlier.note if earlier else "",
            at=draft.at,
        ),
        case.key,
    )
    if case.n and case.subject in (Subject.LABEL, Subject.DECISION):
        draft.remark(case.n, sources=_line_sources(review, draft, case.n))
    come_along(review, draft, case)


def come_along(review: Review, draft: Draft, case: Case) -> None:
    """The relations that nobody who could draw them would not draw, and those that were taken
    before and lost an end since."""
    for key in review.hanging.get(case.key, ()):
        other = review.known[key]
        ruling = draft.marks.rulings.get(key)
        if standing_of(review, draft.schema, draft.marks, other).state is State.WAITING:
            continue
        if ruling is not None and ruling.settles:
            number = _lost(draft, other, ruling)
        else:
            number = 1 if _undisputed(other) else None
        if number is None:
            continue
        try:
            settle(review, draft, other, of_version(draft, other, number, _how(other, ruling)))
        except Refused:
            continue


def finish_paragraph(
    review: Review,
    draft: Draft,
    n: int,
    seconds: Seconds = lambda: 0,
    *,
    near: Case | None = None,
    beforehand: bool = False,
) -> None:
    """The paragraph is done once nothing in it is open; flagged if that was taken, or if what was
    taken from several people together is not what the schema demands. `near` is the question that was
    settled; `beforehand` all of it is what each of them has, who called it done."""
    mark = draft.mark(n)
    if review.merged or not isinstance(mark, ParagraphMark) or mark.status is not Status.TODO:
        return
    standings = []
    for case in _from(review.of(n), review.places[near.key] if near else 0):
        standing = standing_of(review, draft.schema, draft.marks, case)
        if not standing.state.closed:
            return
        standings.append(standing)
    status = Status.DONE
    for each in standings:
        if each.case.subject is Subject.DECISION and each.taken:
            status = each.case.versions[each.taken - 1].record.status  # type: ignore[union-attr]
    if not beforehand and _is_breached(draft, n):
        status = Status.FLAGGED
    draft.remark(
        n,
        status=Status.DONE if status is Status.TODO else status,
        by=draft.session.annotator,
        at=draft.at,
        seconds=mark.seconds + seconds(),
    )


def _from(cases: Sequence[Case], at: int) -> Iterator[Case]:
    """All, the nearest to this place first: a paragraph may have thousands, and next to what was settled
    there is most likely something open."""
    for ahead, behind in zip_longest(range(at, len(cases)), range(at - 1, -1, -1)):
        if ahead is not None:
            yield cases[ahead]
        if behind is not None:
            yield cases[behind]


def _is_breached(draft: Draft, n: int) -> bool:
    """Whether a constraint that must be met is not."""
    if not draft.schema.constraints:
        return False
    text = draft.document.text_of(draft.document.paragraph(n))
    passage = Passage(n, text, draft.marks.spans(n), draft.marks.paragraph(n).labels)
    found = paragraph_breaches(draft.schema, passage, draft.marks.links_of)
    return any(each.constraint.level is Level.ERROR for each in found)


def _make(draft: Draft, case: Case, outcome: Outcome, earlier: Ruling | None, of: tuple[str, ...]) -> tuple[str, ...]:
    """Puts the thing where what the question had before stands; the ids that it has now."""
    old = tuple(id for id in (earlier.made if earlier else ()) if id in draft.marks)
    if outcome.thing is None:
        draft.remove(old)
        return ()
    id = old[0] if old else draft.id_for(case.key)
    draft.remove(old[1:])
    thing: Thing = replace(outcome.thing, id=id, sources=of)
    before = draft.marks.thing(id)
    if isinstance(thing, RelationRecord):
        draft.remove([id] if before else [])
        draft.put(None, _joined(draft, thing, outcome.versions[0]))
        return (id,)
    _check_place(draft, thing)
    draft.put(before, thing)
    _drop_misfits(draft, id)
    return (id,)


def _joined(draft: Draft, relation: RelationRecord, version: Version) -> RelationRecord:
    """The relation between what the result has of its ends."""
    source, target = (result_of(draft.marks, end) for end in version.ends)
    if source is None or target is None:
        raise Refused("what it joins is not settled yet")
    kind = draft.schema.relations.get(relation.label)
    if kind is None:
        raise Refused(f"{relation.label!r} is not a relation of this schema")
    start, end = draft.marks.thing(source), draft.marks.thing(target)
    assert start is not None and end is not None
    if reason := relation_clash(draft.marks, kind, start, end):
        raise Refused(reason)
    return replace(relation, source=source, target=target)


def _check_place(draft: Draft, span: SpanRecord) -> None:
    if span.label not in draft.schema.labels:
        raise Refused(f"{span.label!r} is not a label of this schema")
    n = draft.document.at(span.start).n
    for other in draft.marks.shelf(n).crossing(span.start, span.end):
        if other.id != span.id and (reason := overlap_clash(draft.schema, span, other)):
            raise Refused(reason)


def _drop_misfits(draft: Draft, id: str) -> None:
    """Relations that what the result has now cannot have."""
    gone = []
    for each in draft.marks.links_of(id):
        kind = draft.schema.relations.get(each.label)
        ends = [draft.marks.thing(end) for end in (each.source, each.target)]
        if kind is None or not all(ends) or not _fits(kind.joins, ends):
            gone.append(each.id)
    draft.remove(gone)


def _fits(joins: Callable[[str, str], bool], ends: Sequence[Thing | None]) -> bool:
    source, target = ends
    return source is not None and target is not None and joins(end_of(source), end_of(target))


def _line_sources(review: Review, draft: Draft, n: int) -> tuple[str, ...]:
    """What the labels and the note of a paragraph come from."""
    found: dict[str, None] = {}
    for case in review.of(n):
        if case.subject in (Subject.LABEL, Subject.DECISION) and (ruling := draft.marks.rulings.get(case.key)):
            found.update(dict.fromkeys(ruling.of))
    return tuple(found)


def _undisputed(case: Case) -> bool:
    return len(case.versions) == 1 and not case.absent and not case.doubled and not case.flagged


def _lost(draft: Draft, case: Case, ruling: Ruling) -> int | None:
    """The version to take again."""
    if not ruling.made or any(id in draft.marks for id in ruling.made):
        return None
    return next(_numbers(draft, case, ruling.took), None)


def _numbers(draft: Draft, case: Case, took: str) -> Iterator[int]:
    for number, version in enumerate(case.versions, 1):
        label = getattr(version.record, "label", "")
        if version.digest == took and is_joinable(draft.schema, draft.marks, version, label):
            yield number


def _how(case: Case, ruling: Ruling | None) -> How:
    if ruling is None or not ruling.settles:
        return How.UNANIMOUS if case.unanimous else How.ALONG
    return ruling.how if ruling.how in BEFOREHAND else How.TAKEN
