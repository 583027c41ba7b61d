"""Joining spans, and relations, by relations."""

from __future__ import annotations

from annotate.core.edit.things import Refused, number_of, relation_of, thing_of, without
from annotate.core.events import Change, Step
from annotate.core.records import Origin, RelationRecord
from annotate.core.rules import relation_clash
from annotate.core.session import Session


def relate(session: Session, id: str, at: str, kind: str, source: str, target: str) -> Step:
    """Join two things, each a span or where the schema allows it a relation."""
    start, end = thing_of(session, source), thing_of(session, target)
    declared = relation_of(session, kind)
    if reason := relation_clash(session.marks, declared, start, end):
        raise Refused(reason)
    relation = RelationRecord(id=id, label=kind, source=source, target=target, origin=Origin.HUMAN)
    return Step("relate", number_of(session, start), at, (Change(after=relation),))


def unrelate(session: Session, at: str, id: str) -> Step:
    """Remove a relation with all that hangs on it."""
    relation = session.marks.relations.get(id)
    if relation is None:
        raise Refused("there is no such relation")
    return Step("unrelate", number_of(session, relation), at, without(session, relation))
