"""The ids of an annotation file, kept in little room."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence


class Ids:
    """The ids of a file so far, each with what it is as an end of a relation (`records.end_of`).

    A million of them take some 100 MB, so the line of each is not kept but found out: they are in
    the order of the file.
    """

    def __init__(self) -> None:
        self.ends: dict[str, str] = {}
        self._ranks = array("Q")
        self._lines = array("Q")

    def add(self, line: int, ids: Sequence[str], ends: Sequence[str]) -> bool:
        """What stands on the lines from this one; not if one of the ids is taken already."""
        known, before = self.ends, len(self.ends)
        known.update(zip(ids, ends, strict=False))  # strict takes a fifth longer
        if len(known) < before + len(ids):
            while len(known) > before:
                known.popitem()
            return False
        self._ranks.append(before)
        self._lines.append(line)
        return True

    def lines(self, wanted: Collection[str]) -> Mapping[str, int]:
        """Where these ids stand first. Goes through all of them: best asked once."""
        ranks = {id: rank for rank, id in enumerate(self.ends) if id in wanted} if wanted else {}
        return {id: self._line(rank) for id, rank in ranks.items()}

    def _line(self, rank: int) -> int:
        at = bisect_right(self._ranks, rank) - 1
        return self._lines[at] + rank - self._ranks[at]


class Ends(dict[str, str]):
    """The labels of relations -> what these are as ends (`records.end_of`), made once."""

    def __missing__(self, label: str) -> str:
        self[label] = f"@{label}"
        return self[label]
