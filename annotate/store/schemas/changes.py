"""What a schema leaves out of the one that it builds on, and calls otherwise: `rename`, `remove`.

Both use the names of the base: `claim` under `labels`, `claim.certainty` under `attributes`,
`claim.certainty.certain` under `values`; of relations alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Names

import msgspec

from annotate.core.fitting import quoted
from annotate.store.schemas.names import good_name
from annotate.store.yaml.fields import Fields, text_of
from annotate.store.yaml.nodes import Mapping, Node, Scalar
from annotate.store.yaml.report import Report
from annotate.store.yaml.walk import child, entries_in, items_in, names_in, text_in

SECTIONS = ("labels", "relations", "constraints", "attributes", "values")

Way = tuple[str, ...]
"""To a thing in the tree: `labels`, `claim`, `certainty`, `certain`, or the beginning of it."""


class Change(msgspec.Struct, frozen=True):
    """What becomes of a name; `name` None: removed. `node` is where that is said."""

    name: str | None
    node: Node


Changes = Names[Way, Change]
Found = Iterator[tuple[Way, Change]]


def read_changes(fields: Fields, base: Mapping) -> Changes:
    """What the schema with these fields says about its base; mistakes are reported."""
    changes: dict[Way, Change] = {}
    known = {section: _known(base, section) for section in SECTIONS}
    for word, read in (("rename", _renamed), ("remove", _removed)):
        node = fields.node_of(word)
        if node is not None:
            inner = Fields(node, fields.report, word)
            for section in SECTIONS:
                _add(changes, read(inner, section, known[section]), fields.report)
            inner.close()
    _refuse_taken(changes, known, fields.report)
    return changes


def _known(base: Mapping, section: str) -> dict[str, Way]:
    """Names as they are written under `rename` -> the ways to the things."""
    if section == "constraints":
        ids = [text_in(each, "id") for each in items_in(child(base, "constraints"))]
        return {id: ("constraints", id) for id in ids if id}
    if section in ("labels", "relations"):
        return {name: (section, name) for name in names_in(child(base, section))}
    ways: dict[str, Way] = {}
    for owners in ("labels", "relations"):
        for owner, node in entries_in(child(base, owners)):
            for key, attribute in entries_in(child(node, "attributes")):
                way = (owners, owner.text, key.text)
                found = (
                    [way]
                    if section == "attributes"
                    else [(*way, value) for value in names_in(child(attribute, "values"))]
                )
                for each in found:
                    ways.setdefault(".".join(each[1:]), each)
    return ways


def _renamed(fields: Fields, section: str, known: Names[str, Way]) -> Found:
    kind = section.removesuffix("s")
    for old, node in fields.entries(section, kind):
        new = text_of(node, fields.report, f"new name of {quoted(old.text)}")
        way = _way(old, section, known, fields.report)
        if new is None or way is None or not isinstance(node, Scalar):
            continue
        prefix = old.text.removesuffix(way[-1])
        if prefix and new.startswith(prefix):
            message = f"the new name of {quoted(old.text)} is written without {quoted(prefix)}"
            fields.report.error(node, "bad-name", message)
        elif good_name(node, fields.report, kind):
            yield way, Change(new, node)


def _removed(fields: Fields, section: str, known: Names[str, Way]) -> Found:
    for scalar in fields.scalars(section):
        way = _way(scalar, section, known, fields.report)
        if way is not None:
            yield way, Change(None, scalar)


def _way(scalar: Scalar, section: str, known: Names[str, Way], report: Report) -> Way | None:
    if scalar.text in known:
        return known[scalar.text]
    kind = section.removesuffix("s")
    message = f"the base has no {kind} {quoted(scalar.text)}"
    report.error(scalar, f"unknown-{kind}", message, report.nearest(scalar.text, known))
    return None


def _add(changes: dict[Way, Change], found: Found, report: Report) -> None:
    for way, change in found:
        name = quoted(".".join(way[1:]))
        if way not in changes:
            changes[way] = change
        elif change.name is None and changes[way].name is None:
            report.error(change.node, "named-twice", f"{name} is named twice")
        else:
            message = f"{name} is both renamed and removed"
            report.error(change.node, "contradiction", message)


def _refuse_taken(changes: Changes, known: Names[str, Names[str, Way]], report: Report) -> None:
    """A new name may be that of nothing else, unless that gives it up."""
    there = {way: "" for ways in known.values() for way in ways.values() if way not in changes}
    for way, change in changes.items():
        if change.name is None:
            continue
        new = (*way[:-1], change.name)
        if new in there:
            message = f"{quoted('.'.join(way[1:]))} cannot be called {quoted(change.name)}"
            report.error(change.node, "name-taken", message, "the base has another of that name")
        there[new] = change.name
