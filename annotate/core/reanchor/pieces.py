"""What came of a comparison: the text that stayed, and what changed between it."""

from __future__ import annotations

from typing import NamedTuple

from annotate.core.reanchor.texts import Stretch


class Piece(NamedTuple):
    """`length` characters from `old` on are now those from `new` on.

    `sure`: it can be no other text that is like it. `left`, `right`: something else stands directly
    beside it than did; known only when all pieces are.
    """

    old: int
    new: int
    length: int
    sure: bool = True
    left: bool = False
    right: bool = False

    @property
    def here(self) -> Stretch:
        """Where it stood in the old text."""
        return self.old, self.old + self.length

    @property
    def there(self) -> Stretch:
        """Where it stands in the new one."""
        return self.new, self.new + self.length

    def image(self, start: int, end: int) -> Stretch:
        """Where the part of it within `start:end` of the old text is now."""
        low, high = max(start, self.old), min(end, self.old + self.length)
        return low - self.old + self.new, high - self.old + self.new


class Change(NamedTuple):
    """`old:old_end` became `new:new_end`; either may be empty."""

    old: int
    old_end: int
    new: int
    new_end: int


class Region(NamedTuple):
    pieces: list[Piece]
    changes: list[Change]
