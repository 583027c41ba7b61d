"""What is wrong in someone's data: collected, never raised, so one mistake hides no other."""

from collections.abc import Iterable
from enum import Enum

import msgspec


class Level(str, Enum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(msgspec.Struct, frozen=True, order=True):
    """A point of a file; `line` and `column` count from 1, 0 means "the file as a whole"."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path, *(str(part) for part in (self.line, self.column) if part)]
        return ":".join(parts)


class Problem(msgspec.Struct, frozen=True):
    """One finding: `slug` names its kind for ever, `hint` says what to do about it."""

    slug: str
    place: Place
    message: str
    hint: str = ""
    level: Level = Level.ERROR


def errors(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.level is Level.ERROR]
