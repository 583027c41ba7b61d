"""The ids of an annotation file, kept in little room."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Protocol

from annotate.core.good_lines import are_ids

FIRST = 1 << 17
"""Ids that are kept where they are found quickest; few files have more."""


class Known(Protocol):
    """Ids, each with what it is as an end of a relation (`records.end_of`)."""

    @property
    def get(self) -> Callable[[str], str | None]: ...

    def __contains__(self, id: object, /) -> bool: ...


class Ids:
    """The ids of a file so far, each with what it is as an end of a relation (`records.end_of`).

    A dictionary of a million of them takes some 100 MB. So those after the `first` ones are packed,
    and the line of each is not kept but found out: they are in the order of the file.
    """

    def __init__(self, first: int = FIRST) -> None:
        self._most = first
        self._first = _First()
        self._packed = _Packed()
        self.get: Callable[[str], str | None] = self._first.ends.get

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self.get(id) is not None

    def add(self, line: int, ids: Sequence[str], ends: Sequence[str]) -> bool:
        """What stands on the lines from this one; not if one of the ids is taken already."""
        if len(self._first.ends) < self._most:
            return self._first.add(line, ids, ends)
        signs = self._packed.signs(ids, ends)
        if not signs:
            return not any(map(self._packed.get, ids)) and self._first.add(line, ids, ends)
        if not self._first.ends.keys().isdisjoint(ids) or not self._packed.add(line, ids, signs):
            return False
        latest = dict(zip(ids, ends, strict=True))
        self.get = partial(_in_any, latest, self._first.ends, self._packed)
        return True

    def lines(self, wanted: Collection[str]) -> Mapping[str, int]:
        """Where these ids stand first. Goes through all of them: best asked once."""
        return {**self._first.lines(wanted), **self._packed.lines(wanted)} if wanted else {}


class _First:
    """Ids as they come, whatever they look like."""

    def __init__(self) -> None:
        self.ends: dict[str, str] = {}
        self._places = _Places()

    def add(self, line: int, ids: Sequence[str], ends: Sequence[str]) -> bool:
        known, before = self.ends, len(self.ends)
        if not known.keys().isdisjoint(ids):
            return False
        known.update(zip(ids, ends, strict=False))  # strict takes a fifth longer
        if len(known) < before + len(ids):
            while len(known) > before:
                known.popitem()
            return False
        self._places.add(before, line)
        return True

    def lines(self, wanted: Collection[str]) -> dict[str, int]:
        return {id: self._places[rank] for rank, id in enumerate(self.ends) if id in wanted}


class _Packed:
    """Proper ids in some 20 bytes each.

    They lie in drawers by their first three characters: the other five, and behind them one that is
    in no id and stands for what it is as an end.
    """

    def __init__(self) -> None:
        self._drawers: dict[str, str] = {}
        self._signs = {sign: "" for sign in map(chr, range(256)) if not sign.isalnum()}
        self._sign_of: dict[str, str] = {}
        self._order = bytearray()
        self._places = _Places()

    def get(self, id: str) -> str | None:
        # Nothing else than a proper id could be found where two of them meet.
        if len(id) != 8 or not id.isalnum():
            return None
        drawer = self._drawers.get(id[:3], "")
        at = drawer.find(id[3:])
        return None if at < 0 else self._signs[drawer[at + 5]]

    def signs(self, ids: Sequence[str], ends: Sequence[str]) -> list[str]:
        """Those of the ends; none if some id is no proper one, or an end gets no sign."""
        signs = [*map(self._sign_of.get, ends)]
        found = signs if None not in signs else [*map(self._sign, ends)]
        return [each for each in found if each] if are_ids(ids) and all(found) else []

    def add(self, line: int, ids: Sequence[str], signs: Sequence[str]) -> bool:
        """Not if one of the ids is there already."""
        drawers = self._drawers
        before: dict[str, str] = {}
        for id, sign in zip(ids, signs, strict=True):
            head, tail = id[:3], id[3:]
            drawer = drawers.get(head, "")
            before.setdefault(head, drawer)
            if tail in drawer:
                drawers.update(before)
                return False
            drawers[head] = f"{drawer}{tail}{sign}"
        self._places.add(len(self._order) // 8, line)
        self._order += "".join(ids).encode()
        return True

    def lines(self, wanted: Collection[str]) -> dict[str, int]:
        order = self._order
        ids = ((at // 8, order[at : at + 8].decode()) for at in range(0, len(order), 8))
        return {id: self._places[rank] for rank, id in ids if id in wanted}

    def _sign(self, end: str) -> str:
        """The one that stands for it; none if all stand for others."""
        if end not in self._sign_of:
            free = next((sign for sign, of in self._signs.items() if not of), "")
            if not free or not end:
                return ""
            self._signs[free] = end
            self._sign_of[end] = free
        return self._sign_of[end]


def _in_any(latest: Mapping[str, str], first: Mapping[str, str], packed: _Packed, id: str) -> str | None:
    """Most relations join what stands right before them: those are looked at before all others."""
    end = latest.get(id)
    if end is None:
        end = first.get(id)
    return packed.get(id) if end is None else end


class _Places:
    """The lines of things that follow each other, but for gaps."""

    def __init__(self) -> None:
        self._ranks = array("Q")
        self._lines = array("Q")

    def add(self, rank: int, line: int) -> None:
        """From this rank on they stand on the lines from this one."""
        self._ranks.append(rank)
        self._lines.append(line)

    def __getitem__(self, rank: int) -> int:
        at = bisect_right(self._ranks, rank) - 1
        return self._lines[at] + rank - self._ranks[at]


class Ends(dict[str, str]):
    """The labels of relations -> what these are as ends (`records.end_of`), made once."""

    def __missing__(self, label: str) -> str:
        self[label] = f"@{label}"
        return self[label]
