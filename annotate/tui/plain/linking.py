"""Lines that link annotations."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.core.edit import Refused
from annotate.core.records import RelationRecord, end_of
from annotate.core.rules import relation_clash
from annotate.tui import choosing
from annotate.tui.plain.call import Call, raise_alert, texts_of
from annotate.tui.plain.forms import answered
from annotate.tui.pointing import kinds_between
from annotate.tui.state import Answering, Owner, State, replace


def link(call: Call) -> State:
    """`link a1 a2 attributed_to`; the kind may be left out if there is only one."""
    places = [word.text for word in call.words if word.name is None]
    answers = [word for word in call.words if word.name is not None]
    if len(places) not in (2, 3):
        raise Refused("say what to link: link a1 a2, and how if there are several ways")
    marks = call.state.session.marks
    source, target = (call.names.thing(marks, name) for name in places[:2])
    kind = _kind(call, places[2]) if len(places) == 3 else ""
    if not kind:
        kinds = kinds_between(call.state, source, target)
        if len(kinds) != 1:
            raise Refused(_why_not_one(call, kinds, places))
        kind = kinds[0]
    made = choosing.relate(call.state, call.env, kind, source.id, target.id)
    raise_alert(made)
    id = _newest(made)
    return answered(made, call.env, Answering(Owner.RELATION, id, brief=True), answers)


def unlink(call: Call) -> State:
    """`unlink r1`, or `unlink a1 a2 [kind]`."""
    words = texts_of(call)
    marks = call.state.session.marks
    if len(words) == 1:
        thing = call.names.thing(marks, words[0])
        if not isinstance(thing, RelationRecord):
            raise Refused(f"say which link of {words[0]}: unlink r1, or unlink a1 a2")
        return call.run("take-off", replace(call.state, doing=Answering(Owner.RELATION, thing.id)))
    if len(words) not in (2, 3):
        raise Refused("say which link: unlink r1, or unlink a1 a2")
    ends = {call.names.thing(marks, name).id for name in words[:2]}
    kind = _kind(call, words[2]) if len(words) == 3 else ""
    found = [
        each
        for each in marks.links_of(call.names.thing(marks, words[0]).id)
        if {each.source, each.target} == ends and kind in ("", each.label)
    ]
    if len(found) != 1:
        names = ", ".join(f"{call.names.of(each)} {each.label}" for each in found)
        raise Refused(f"there are several: {names}" if found else "these are not linked so")
    return call.run("take-off", replace(call.state, doing=Answering(Owner.RELATION, found[0].id)))


def _kind(call: Call, name: str) -> str:
    """A relation by its name or key."""
    relations = call.state.session.schema.relations
    if name in relations:
        return name
    return next((each.name for each in relations.values() if each.key == name), name)


def _why_not_one(call: Call, kinds: Sequence[str], places: Sequence[str]) -> str:
    if kinds:
        return f"say how: {' or '.join(f'link {places[0]} {places[1]} {each}' for each in kinds)}"
    session = call.state.session
    source, target = (call.names.thing(session.marks, name) for name in places[:2])
    declared = session.schema.relations_between(end_of(source), end_of(target))
    if not declared:
        return f"no link leads from a {source.label} to a {target.label}"
    return relation_clash(session.marks, declared[0], source, target)


def _newest(state: State) -> str:
    """The id of the relation that the last event made."""
    step = state.session.last
    made = step.changes[-1].after if step else None
    return made.id if isinstance(made, RelationRecord) else ""
