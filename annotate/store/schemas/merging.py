"""Laying a schema over the one that it builds on: what is given again wins.

Labels, relations, their attributes and constraints are merged by name, and the keys of each one by
one. What has an order or a meaning only as a whole (a condition, a list of values, a guideline) is
replaced, and so is an attribute whose `type` is given again.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from annotate.store.yaml.fields import is_nothing
from annotate.store.yaml.nodes import Mapping, Node, Scalar, Sequence
from annotate.store.yaml.walk import child, text_in

Merge = Callable[[Node, Node], Node]

NOT_INHERITED = ("schema_language", "id", "version", "title", "migrations", "extends", "rename", "remove")
_BUILDING = ("extends", "rename", "remove")


def lay_over(base: Mapping, own: Mapping) -> Mapping:
    """The tree of a schema without bases; `base` is one, with what is renamed and removed done."""
    inherited = [(key, value) for key, value in base.entries if key.text not in NOT_INHERITED]
    given = [(key, value) for key, value in own.entries if key.text not in _BUILDING]
    merged = _joined(inherited, given, _whole_schema)
    return Mapping(merged, own.line, own.column, own.file)


def _whole_schema(name: str) -> Merge | None:
    return {
        "labels": _labels,
        "relations": _named(_label),
        "constraints": _constraints,
        "overlap": _overlap,
        "span": _fields,
    }.get(name)


def _labels(base: Node, own: Node) -> Node:
    return _named(_label)(as_mapping(base), as_mapping(own))


def _label(base: Node, own: Node) -> Node:
    return _merged(base, own, {"attributes": _named(_attribute), "span": _fields}.get)


def _attribute(base: Node, own: Node) -> Node:
    if child(own, "type") is not None:
        return own
    if child(own, "values") is not None and isinstance(base, Mapping):
        entries = tuple(each for each in base.entries if each[0].text != "keys")
        base = msgspec.structs.replace(base, entries=entries)
    return _fields(base, own)


def _fields(base: Node, own: Node) -> Node:
    return _merged(base, own, lambda _: None)


def _named(merge: Merge) -> Merge:
    """Names with what they stand for."""
    return lambda base, own: _merged(base, own, lambda _: merge)


def as_mapping(node: Node) -> Node:
    """A list of labels as a mapping that says nothing about them; anything else as it is."""
    if isinstance(node, Sequence) and all(isinstance(each, Scalar) for each in node.items):
        entries = [(each, _nothing(each)) for each in node.items if isinstance(each, Scalar)]
        return Mapping(tuple(entries), node.line, node.column, node.file)
    return node


def _nothing(node: Node) -> Node:
    return Mapping((), node.line, node.column, node.file)


def _merged(base: Node, own: Node, by_name: Callable[[str], Merge | None]) -> Node:
    if not isinstance(base, Mapping):
        return own
    if is_nothing(own):
        return base
    if not isinstance(own, Mapping):
        return own
    entries = _joined(list(base.entries), list(own.entries), by_name)
    return Mapping(entries, own.line, own.column, own.file)


def _joined(
    base: list[tuple[Scalar, Node]],
    own: list[tuple[Scalar, Node]],
    by_name: Callable[[str], Merge | None],
) -> tuple[tuple[Scalar, Node], ...]:
    """Names in the order of the base, then those that are new; a name given twice stays so."""
    given = {key.text: (key, value) for key, value in reversed(own)}
    known = {key.text for key, _ in base}
    entries = []
    for key, value in base:
        again = given.get(key.text)
        merge = by_name(key.text)
        if again is None:
            entries.append((key, value))
        else:
            entries.append((again[0], merge(value, again[1]) if merge else again[1]))
    used = {id(given[name][0]) for name in known if name in given}
    return (*entries, *(each for each in own if id(each[0]) not in used))


def _overlap(base: Node, own: Node) -> Node:
    """The first rule that names a pair decides, so those of the base come last."""
    if isinstance(base, Sequence) and isinstance(own, Sequence):
        return msgspec.structs.replace(own, items=(*own.items, *base.items))
    return own


def _constraints(base: Node, own: Node) -> Node:
    if not isinstance(base, Sequence) or not isinstance(own, Sequence):
        return own
    again = {name: each for each in reversed(own.items) if (name := text_in(each, "id"))}
    merged, used = [], set()
    for each in base.items:
        other = again.get(text_in(each, "id"))
        merged.append(each if other is None else _fields(each, other))
        used.add(id(other))
    new = [each for each in own.items if id(each) not in used]
    return msgspec.structs.replace(own, items=(*merged, *new))
