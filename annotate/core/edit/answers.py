"""Setting attributes: of spans and relations, of the labels of paragraphs and of the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from annotate.core.attributes import hidden_values, misfit
from annotate.core.edit.things import Refused, attributes_of, marking, number_of, thing_of
from annotate.core.events import Change, Step
from annotate.core.records import Attributes, Labels
from annotate.core.schema import Attribute, Scope, Value
from annotate.core.session import Session

_replace = msgspec.structs.replace


def set_attributes(session: Session, at: str, id: str, values: Mapping[str, Value | None]) -> Step:
    """Set attributes of a span or relation, None to clear; values whose condition no longer
    holds are dropped with it."""
    thing = thing_of(session, id)
    after = _replace(thing, attributes=_assign(attributes_of(session, id), thing.attributes, values))
    if after == thing:
        raise Refused("nothing changed")
    return Step("set", number_of(session, thing), at, (Change(before=thing, after=after),))


def label_paragraph(session: Session, at: str, n: int, label: str, values: Mapping[str, Value | None] | None) -> Step:
    """Set attributes of a paragraph label (which puts it on), or take it off with None."""
    before = session.marks.paragraph(n)
    labels = _label_with(session, before.labels, label, values)
    return marking("label paragraph", n, at, before, _replace(before, labels=labels))


def label_document(session: Session, at: str, n: int, label: str, values: Mapping[str, Value | None] | None) -> Step:
    """The same for the document; `n` is the paragraph at which it was done."""
    before = session.marks.document
    labels = _label_with(session, before.labels, label, values)
    return marking("label document", n, at, before, _replace(before, labels=labels))


def _assign(declared: Sequence[Attribute], values: Attributes, changes: Mapping[str, Value | None]) -> dict[str, Value]:
    """The values after the changes, in the order of the schema, without those now hidden."""
    known = {attribute.name: attribute for attribute in declared}
    for name, value in changes.items():
        if name not in known:
            raise Refused(f"there is no attribute {name!r} here")
        if value is not None and (reason := misfit(known[name], value)):
            raise Refused(f"{name}: {reason}")
    merged = {**values, **changes}
    for name in hidden_values(declared, {k: v for k, v in merged.items() if v is not None}):
        merged[name] = None
    names = [*known, *(name for name in merged if name not in known)]
    return {name: value for name in names if (value := merged.get(name)) is not None}


def _label_with(
    session: Session, labels: Labels, name: str, values: Mapping[str, Value | None] | None
) -> dict[str, Attributes]:
    declared = session.schema.labels.get(name)
    if declared is None or declared.scope is Scope.SPAN:
        raise Refused(f"{name!r} is not a label for paragraphs or documents in this schema")
    if values is None:
        return {each: of for each, of in labels.items() if each != name}
    return {**labels, name: _assign(declared.attributes, labels.get(name, {}), values)}
