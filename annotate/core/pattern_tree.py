"""A pattern as a tree."""

from __future__ import annotations

import msgspec


class Characters(msgspec.Struct, frozen=True):
    """One character: in one of the ranges or kinds (`d`, `W` ...), or, if negated, in none."""

    ranges: tuple[tuple[str, str], ...] = ()
    kinds: str = ""
    negated: bool = False

    def __contains__(self, character: str) -> bool:
        inside = any(low <= character <= high for low, high in self.ranges) or any(
            _is(kind, character) for kind in self.kinds
        )
        return inside is not self.negated


class Edge(msgspec.Struct, frozen=True):
    """The start or the end of the text."""

    start: bool


class Join(msgspec.Struct, frozen=True):
    parts: tuple[Tree, ...]


class Choice(msgspec.Struct, frozen=True):
    parts: tuple[Tree, ...]


class Repeat(msgspec.Struct, frozen=True):
    """`most` None: any number of times."""

    part: Tree
    least: int
    most: int | None


Tree = Characters | Edge | Join | Choice | Repeat


def _is(kind: str, character: str) -> bool:
    match kind.lower():
        case "d":
            inside = character.isdecimal()
        case "w":
            inside = character.isalnum() or character == "_"
        case _:
            inside = character.isspace()
    return inside is kind.islower()
