"""Finding one's way in a tree that nobody has checked yet: what is not as expected is not there."""

from __future__ import annotations

from annotate.store.yaml.nodes import Mapping, Node, Scalar, Sequence


def entries_in(node: Node | None) -> tuple[tuple[Scalar, Node], ...]:
    return node.entries if isinstance(node, Mapping) else ()


def items_in(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()


def child(node: Node | None, name: str) -> Node | None:
    """What stands under the key, the first if it is there twice."""
    return next((value for key, value in entries_in(node) if key.text == name), None)


def text_in(node: Node | None, name: str) -> str:
    """The text under the key, "" if there is none."""
    found = child(node, name)
    return found.text if isinstance(found, Scalar) else ""


def names_in(node: Node | None) -> list[str]:
    """The keys of a mapping, the items of a list, or the one text."""
    if isinstance(node, Mapping):
        return [key.text for key, _ in node.entries]
    each = (node,) if isinstance(node, Scalar) else items_in(node)
    return [one.text for one in each if isinstance(one, Scalar)]


def at(node: Node | None, *way: str) -> Node | None:
    """What stands under one key after the other."""
    for name in way:
        node = child(node, name)
    return node


def key_in(node: Node | None, name: str) -> Scalar | None:
    """Where the name itself stands, as a key of a mapping or an item of a list."""
    items = [each for each in items_in(node) if isinstance(each, Scalar)]
    keys = [key for key, _ in entries_in(node)]
    return next((each for each in (*keys, *items) if each.text == name), None)
