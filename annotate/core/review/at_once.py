"""What all annotators say of annotations and relations, accepted at once.

Each of them has all of it in one file, so the schema allows for it as far as it did there.
"""

from __future__ import annotations

from msgspec.structs import replace

from annotate.core.events import Item
from annotate.core.records import RelationRecord, SpanRecord
from annotate.core.review.cases import Case, Review, Subject
from annotate.core.review.drafting import Draft
from annotate.core.rulings import How, Ruling


def accept_at_once(review: Review, draft: Draft) -> set[int]:
    """Settles these questions at the start of a review, later nothing; the paragraphs concerned."""
    if draft.marks.rulings or draft.marks.count:
        return set()
    found: dict[str, str] = {}
    items: list[Item] = []
    taken: set[str] = set()
    cases = [case for of in review.cases.values() for case in of if _is_plain(case)]
    for case in cases:
        if case.subject is Subject.SPAN:
            _accept(review, draft, case, found, items, taken)
    waiting = [case for case in cases if case.subject is Subject.RELATION]
    while ready := [case for case in waiting if all(end in found for end in case.versions[0].ends)]:
        for case in ready:
            _accept(review, draft, case, found, items, taken)
        waiting = [case for case in waiting if case.key not in found]
    draft.put_all(items)
    return {review.known[key].n for key in found}


def _is_plain(case: Case) -> bool:
    things = case.subject in (Subject.SPAN, Subject.RELATION)
    return things and case.unanimous and not case.flagged


def _accept(
    review: Review, draft: Draft, case: Case, found: dict[str, str], items: list[Item], taken: set[str]
) -> None:
    version = case.versions[0]
    record = version.record
    id = draft.id_for(case.key)
    while id in taken:
        id = draft.id_for(f"{case.key} {id}")
    taken.add(id)
    sources = review.sources(version)
    note = " / ".join(version.notes)
    made: Item
    if isinstance(record, SpanRecord):
        made = replace(record, id=id, by="", note=note, sources=sources)
    else:
        assert isinstance(record, RelationRecord)
        source, target = (found[end] for end in version.ends)
        made = replace(record, id=id, source=source, target=target, by="", note=note, sources=sources)
    found[case.key] = id
    items += [
        made,
        Ruling(
            case=case.key,
            n=case.n,
            how=How.UNANIMOUS,
            of=sources,
            seen=(version.digest,),
            took=version.digest,
            made=(id,),
            at=draft.at,
        ),
    ]
