"""Decisions read back from the result itself, where the file that held them is lost."""

from __future__ import annotations

from collections import defaultdict

from annotate.core.events import Change, Step
from annotate.core.records import RelationRecord, SpanRecord, Status
from annotate.core.review.accepting import ACTION
from annotate.core.review.cases import Case, Review, Subject, decision
from annotate.core.review.sameness import Sameness
from annotate.core.rulings import How, Ruling
from annotate.core.session import Session


def recovered(review: Review, session: Session, at: str) -> Step | None:
    """A question is settled by what names one of its annotations as a source; in a paragraph that is
    decided, every other question by nothing. None if the result tells of no decision."""
    made: dict[str, list[str]] = defaultdict(list)
    marks = session.marks
    for n in marks.shelves:
        for span in marks.spans(n):
            for source in span.sources:
                made[source].append(span.id)
    for relation in marks.relations.values():
        for source in relation.sources:
            made[source].append(relation.id)
    same = Sameness(session.schema)
    found = [
        ruling
        for n in review.paragraphs
        for case in review.of(n)
        if (ruling := _ruling(review, session, case, made, same, at))
    ]
    if not found:
        return None
    return Step(f"{ACTION} what the result tells of", 1, at, tuple(Change(after=each) for each in found))


def _ruling(
    review: Review, session: Session, case: Case, made: dict[str, list[str]], same: Sameness, at: str
) -> Ruling | None:
    mark = session.marks.paragraph(case.n) if case.n else session.marks.document
    about = tuple(source for version in case.versions for source in review.sources(version))
    decided = case.n == 0 or session.marks.paragraph(case.n).status is not Status.TODO
    ids: tuple[str, ...] = ()
    took = ""
    if case.subject in (Subject.SPAN, Subject.RELATION):
        ids = tuple(dict.fromkeys(id for source in about for id in made.get(source, ())))[:1]
        took = _taken(case, session, ids, same)
    elif case.subject is Subject.LABEL and case.name in mark.labels:
        took = same.of_label(case.name, mark.labels[case.name])
    elif case.subject is Subject.DECISION:
        said = (mark.note, mark.flag)
        notes = {version.digest: decision(version.record)[1:] for version in case.versions}  # type: ignore[arg-type]
        took = next((digest for digest, each in notes.items() if each == said), "")
    if not ids and not decided:
        return None
    took = took if took in case.digests else ""
    beforehand = How.UNANIMOUS if case.unanimous else How.TAKEN
    how = beforehand if took else How.OWN if ids else How.NONE
    seen = tuple(sorted(case.digests))
    return Ruling(case.key, case.n, how, (), about, seen, took, ids, at=at)


def _taken(case: Case, session: Session, ids: tuple[str, ...], same: Sameness) -> str:
    thing = session.marks.thing(ids[0]) if ids else None
    if isinstance(thing, SpanRecord):
        return same.of_span(thing)
    if isinstance(thing, RelationRecord):
        labels = [v.digest for v in case.versions if getattr(v.record, "label", "") == thing.label]
        return labels[0] if len(labels) == 1 else ""
    return ""
