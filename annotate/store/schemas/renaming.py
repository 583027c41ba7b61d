"""The schema that another builds on, with its names changed and without what is left out.

Wherever it uses a name, that is changed. A label that is removed is taken out of end points and of
lists, and what is about nothing then goes with it: rules of overlap, a relation without an end, a
constraint. Conditions and defaults that need what is removed stay, to be told by whoever reads
them, unless the other schema says them anew; from a list of values a removed one goes.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from annotate.store.schemas.changes import Change, Changes, Way
from annotate.store.schemas.conditions import JOINED
from annotate.store.schemas.merging import as_mapping
from annotate.store.yaml.nodes import Mapping, Node, Scalar, Sequence
from annotate.store.yaml.walk import child, entries_in, items_in, names_in, text_in

Edit = Callable[[Node], Node | None]
"""The node as it becomes, None if nothing is left of it."""


def changed(base: Mapping, changes: Changes) -> Mapping:
    if not changes:
        return base
    done = _Names(_with_lost_relations(base, changes)).schema(base)
    assert isinstance(done, Mapping)
    return done


def _with_lost_relations(base: Mapping, changes: Changes) -> Changes:
    """With the relations removed that would join nothing; some may be the only ends of others."""
    known = dict(changes)
    relations = {key.text: (key, node) for key, node in entries_in(child(base, "relations"))}
    while True:
        names = _Names(known)
        lost = {
            name: key
            for name, (key, node) in relations.items()
            if names.new(("relations", name)) is not None and names.joins_nothing(node)
        }
        if not lost:
            return known
        known.update((("relations", name), Change(None, key)) for name, key in lost.items())


class _Names:
    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def new(self, way: Way) -> str | None:
        """The name of the thing at the end of the way, None if it is removed."""
        change = self._changes.get(way)
        return way[-1] if change is None else change.name

    def joins_nothing(self, relation: Node) -> bool:
        ends = [names_in(child(relation, side)) for side in ("from", "to")]
        return any(names and not any(map(self._end, names)) for names in ends)

    def schema(self, node: Node) -> Node | None:
        return _with(
            node,
            labels=lambda labels: self._owners(as_mapping(labels), "labels"),
            relations=lambda relations: self._owners(relations, "relations"),
            overlap=lambda rules: _items(rules, lambda rule: _with(rule, pair=self._pair)),
            constraints=lambda constraints: _items(constraints, self._constraint),
        )

    def _owners(self, node: Node, section: str) -> Node:
        """Labels or relations."""
        entries = tuple((key, self._owner(each, (section, key.text))) for key, each in entries_in(node))
        return self._keys(_replaced(node, entries), (section,))

    def _owner(self, node: Node, way: Way) -> Node:
        edits: dict[str, Edit] = {"attributes": lambda each: self._attributes(each, way)}
        if way[0] == "relations":
            edits |= {"from": self._ends, "to": self._ends}
        return _with(node, **edits) or node

    def _attributes(self, node: Node, owner: Way) -> Node:
        entries = tuple((key, self._attribute(each, (*owner, key.text))) for key, each in entries_in(node))
        return self._keys(_replaced(node, entries), owner)

    def _attribute(self, node: Node, way: Way) -> Node:
        done = _with(
            node,
            values=lambda values: self._keys(values, way),
            keys=lambda keys: self._keys(keys, way),
            default=lambda default: self._kept(default, way),
            when=lambda when: self._condition(when, way[:-1]),
        )
        return done or node

    def _ends(self, node: Node) -> Node | None:
        return _names(node, self._end)

    def _end(self, name: str) -> str | None:
        if name.startswith("@"):
            kind = self.new(("relations", name[1:]))
            return None if kind is None else f"@{kind}"
        return self.new(("labels", name))

    def _pair(self, node: Node) -> Node | None:
        done = self._ends(node)
        return None if len(items_in(done)) < len(items_in(node)) else done

    def _constraint(self, node: Node) -> Node | None:
        owner = "labels", text_in(node, "each")
        return _with(
            node,
            id=lambda id: _names(id, lambda name: self.new(("constraints", name))),
            each=lambda each: _names(each, lambda name: self.new(("labels", name))),
            where=lambda where: self._condition(where, owner),
            require=lambda require: self._requirement(require, owner),
        )

    def _requirement(self, node: Node, owner: Way) -> Node | None:
        def relations(node: Node) -> Node | None:
            return _names(node, lambda name: self.new(("relations", name)))

        return _with(
            node,
            relation=relations,
            any_relation=relations,
            any_label=self._ends,
            attribute=lambda attribute: self._kept(attribute, owner),
        )

    def _condition(self, node: Node, owner: Way) -> Node:
        if not isinstance(node, Mapping):
            return node
        entries: list[tuple[Scalar, Node]] = []
        for key, value in node.entries:
            if key.text in JOINED:
                entries.append((key, _items(value, lambda each: self._condition(each, owner))))
            else:
                way = (*owner, key.text)
                known = msgspec.structs.replace(key, text=self.new(way) or key.text)
                entries.append((known, self._compared(value, way)))
        return _replaced(node, tuple(entries))

    def _compared(self, node: Node, way: Way) -> Node:
        """What an attribute is compared with: values, or values below `not`."""
        if isinstance(node, Mapping):
            return _replaced(node, tuple((key, self._kept(each, way)) for key, each in node.entries))
        return self._kept(node, way)

    def _kept(self, node: Node, way: Way) -> Node:
        """Names below the way; removed ones only go from a list in which others are left."""
        done = _names(node, lambda name: self.new((*way, name)))
        return done or _names(node, lambda name: self.new((*way, name)) or name) or node

    def _keys(self, node: Node, way: Way) -> Node:
        """What is declared by its name: keys of a mapping, or items of a list."""
        if not isinstance(node, Mapping):
            none = msgspec.structs.replace(node, items=()) if isinstance(node, Sequence) else node
            return _names(node, lambda name: self.new((*way, name))) or none
        entries = [
            (msgspec.structs.replace(key, text=name), value)
            for key, value in node.entries
            if (name := self.new((*way, key.text))) is not None
        ]
        return _replaced(node, tuple(entries))


def _with(node: Node, **edits: Edit) -> Node | None:
    """A mapping with what stands under these keys edited; None if nothing is left of one."""
    if not isinstance(node, Mapping):
        return node
    entries = []
    for key, value in node.entries:
        done = edits[key.text](value) if key.text in edits else value
        if done is None:
            return None
        entries.append((key, done))
    return _replaced(node, tuple(entries))


def _items(node: Node, edit: Edit) -> Node:
    """A list with its items edited, without those of which nothing is left."""
    if not isinstance(node, Sequence):
        return node
    items = tuple(done for each in node.items if (done := edit(each)) is not None)
    return msgspec.structs.replace(node, items=items)


def _names(node: Node, new: Callable[[str], str | None]) -> Node | None:
    """A text or a list of them with other names; None if none is left."""
    if isinstance(node, Scalar):
        name = new(node.text)
        return None if name is None else msgspec.structs.replace(node, text=name)
    if not isinstance(node, Sequence):
        return node
    done = [_names(each, new) for each in node.items]
    items = tuple(each for each in done if each is not None)
    return msgspec.structs.replace(node, items=items) if items or not node.items else None


def _replaced(node: Node, entries: tuple[tuple[Scalar, Node], ...]) -> Node:
    return msgspec.structs.replace(node, entries=entries) if isinstance(node, Mapping) else node
