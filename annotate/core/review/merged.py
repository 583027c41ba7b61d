"""What a merge left open, as questions: the lines of one conflict are the versions of one.

The file itself is the result: what is not in conflict stays as it is, and a conflict is settled once
no line has its name any more. Nobody knows which version came from whom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from annotate.core.document import Document
from annotate.core.edit import Refused
from annotate.core.marks import Marks
from annotate.core.merge.remarks import split
from annotate.core.records import (
    RelationRecord,
    SpanRecord,
    end_of,
)
from annotate.core.review.cases import Case, Review, Said, Subject
from annotate.core.review.drafting import Draft, Thing
from annotate.core.review.gathering import made_of
from annotate.core.review.merged_lines import Mark, line_cases, merged_version, settle_line
from annotate.core.review.outcomes import no_such_version
from annotate.core.review.states import in_conflict
from annotate.core.rulings import How, Ruling
from annotate.core.session import Session, play, reverse


def review_of_merged(session: Session) -> Review:
    """The conflicts in a file, as it is and as it was before all that can be undone."""
    found = {
        case.key: case for marks in (session.marks, _at_first(session)) for case in _cases(session.document, marks)
    }
    cases = sorted(found.values(), key=lambda case: (case.n == 0, case.n, case.start, case.end))
    most = max((len(case.versions) + len(case.absent) for case in cases), default=0)
    names = tuple(chr(ord("A") + index) if index < 26 else str(index + 1) for index in range(most))
    return replace(made_of(names, names, cases), merged=True)


def settle(draft: Draft, case: Case, number: int, thing: Thing | None = None, how: How = How.TAKEN) -> None:
    """Leaves one version, or with 0 none; `thing` if it is to say something else than the version
    of this number. Raises Refused."""
    if not 0 <= number <= len(case.versions):
        raise Refused(no_such_version(case))
    earlier = draft.marks.rulings.get(case.key)
    if not in_conflict(draft.marks, case):
        raise Refused("the other versions are gone; undo brings them back")
    made: tuple[str, ...] = ()
    version = case.versions[number - 1] if number else None
    if case.subject in (Subject.SPAN, Subject.RELATION):
        made = _settle_things(draft, case, thing or (version.record if version else None))
    else:
        settle_line(draft, case, number)
    ruling = Ruling(
        case=case.key,
        n=case.n,
        how=how if number else How.NONE,
        seen=tuple(sorted(case.digests)),
        took=version.digest if version and how is How.TAKEN else "",
        made=made,
        reason=earlier.reason if earlier else "",
        note=earlier.note if earlier else "",
        at=draft.at,
    )
    draft.rule(ruling, case.key)


def _at_first(session: Session) -> Marks:
    while session.done is not None:
        earlier, step = session.done
        session = replace(session, marks=play(session, reverse(step)), done=earlier)
    return session.marks


def _cases(document: Document, marks: Marks) -> Iterator[Case]:
    things: dict[str, list[Thing]] = defaultdict(list)
    for n in marks.shelves:
        for span in marks.spans(n):
            if span.conflict:
                things[span.conflict].append(span)
    for relation in marks.relations.values():
        if relation.conflict:
            things[relation.conflict].append(relation)
    for name, versions in things.items():
        yield _thing_case(marks, name, versions)
    marked: list[Mark] = [marks.document, *marks.paragraphs.values()]
    for mark in marked:
        if mark.conflict:
            yield from line_cases(document, mark)


def _thing_case(marks: Marks, name: str, versions: Sequence[Thing]) -> Case:
    first = versions[0]
    said = _turned(first) if isinstance(first, RelationRecord) and len(versions) == 1 else versions
    home = marks.thing(first.id)
    while isinstance(home, RelationRecord):
        home = marks.thing(home.source)
    spans = [each for each in versions if isinstance(each, SpanRecord)] or ([home] if home else [])
    return Case(
        key=f"conflict {name}",
        subject=Subject.SPAN if isinstance(first, SpanRecord) else Subject.RELATION,
        n=marks.paragraph_of(first.id) or 1,
        versions=tuple(merged_version(side, each) for side, each in enumerate(said)),
        absent=(1,) if len(said) == 1 else (),
        start=min((each.start for each in spans), default=0),
        end=max((each.end for each in spans), default=0),
        conflict=name,
    )


def _turned(relation: RelationRecord) -> Sequence[Thing]:
    """The versions of a relation whose ends are in doubt, from its note."""
    note, remarks = split(relation.note)
    for remark in remarks:
        if remark.field == "ends" and all(_is_pair(each) for each in remark.values):
            return [
                replace(relation, source=str(ends[0]), target=str(ends[1]), note=note)
                for ends in remark.values
                if isinstance(ends, list)
            ]
    return [relation]


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(each, str) for each in value)


def _settle_things(draft: Draft, case: Case, chosen: Said | None) -> tuple[str, ...]:
    ids = list(dict.fromkeys(v.record.id for v in case.versions if isinstance(v.record, SpanRecord | RelationRecord)))
    ids = [id for id in ids if id in draft.marks]
    if chosen is None or not ids:
        draft.remove(ids)
        return ()
    assert isinstance(chosen, SpanRecord | RelationRecord)
    home = max(ids, key=lambda id: len(draft.marks.links_of(id)))
    hanging = [each for each in draft.marks.hanging_on(*ids) if each.id not in ids]
    draft.remove(ids)
    draft.put(None, replace(chosen, id=home, conflict=""))
    for relation in hanging:
        _hang(draft, relation, home, ids)
    return (home,)


def _hang(draft: Draft, relation: RelationRecord, home: str, ids: Sequence[str]) -> None:
    """A relation at one of the versions is one at what was left, if it may be."""
    source, target = (home if end in ids else end for end in (relation.source, relation.target))
    start, end = draft.marks.thing(source), draft.marks.thing(target)
    kind = draft.schema.relations.get(relation.label)
    if start is None or end is None or source == target:
        return
    if kind is None or kind.joins(end_of(start), end_of(end)):
        draft.put(None, replace(relation, source=source, target=target))
