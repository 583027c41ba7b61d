"""Earlier answers that the schema wants offered again, for the form in hand."""

from __future__ import annotations

from functools import lru_cache

from annotate.core.schema import Attribute, AttributeType, Label, Relation, Suggest, Value
from annotate.core.suggestions import suggested
from annotate.tui.held import Held
from annotate.tui.state import Answering, Owner, State, replace

_AGAIN = (Suggest.PREVIOUS_SAME_TEXT, Suggest.RECENT_VALUES)


def offers(state: State, form: Answering, attribute: Attribute) -> tuple[Value, ...]:
    """The values to offer for a question, the best first."""
    if attribute.type is not AttributeType.ENTITY and attribute.suggest not in _AGAIN:
        return ()
    return _offers(Held(state.session, state.n), form.owner, form.id, attribute.name)


def earlier(state: State, form: Answering, attribute: Attribute) -> tuple[Value, ...]:
    """All that was answered to the question before, the latest first, whatever the schema says."""
    return _offers(Held(state.session, state.n), form.owner, form.id, attribute.name, Suggest.RECENT_VALUES)


@lru_cache(maxsize=16)
def _offers(held: Held, owner: Owner, id: str, name: str, suggest: Suggest | None = None) -> tuple[Value, ...]:
    session, schema = held.session, held.session.schema
    quote = ""
    kind: Label | Relation | None
    if owner is Owner.SPAN:
        span = session.marks.span(id)
        quote = span.quote if span else ""
        kind = schema.labels.get(span.label) if span else None
    elif owner is Owner.RELATION:
        relation = session.marks.relations.get(id)
        kind = schema.relations.get(relation.label) if relation else None
    else:
        kind = schema.labels.get(id)
    attribute = next((each for each in kind.attributes if each.name == name), None) if kind else None
    if kind is None or attribute is None:
        return ()
    if suggest is not None:
        attribute = replace(attribute, suggest=suggest)
    return suggested(session, kind, attribute, quote, id=id, n=held.n)
