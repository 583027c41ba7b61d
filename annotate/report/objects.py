"""Problems as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from annotate.core.problems import Level, Problem
from annotate.report.found import Found, Tally


def pieces(found: Iterable[Found]) -> Iterator[str]:
    """One object: `problems`, each with all its keys, then how many there are. In ASCII."""
    tally = Tally()
    problems = (each for file in tally.counting(found) for each in file.problems)
    yield '{\n  "problems": '
    yield from listed(map(_object, problems), "  ")
    totals = {
        "files": tally.files,
        "errors": tally[Level.ERROR],
        "warnings": tally[Level.WARNING],
        "infos": tally[Level.INFO],
    }
    yield "".join(f',\n  "{name}": {number}' for name, number in totals.items()) + "\n}\n"


def listed(objects: Iterable[object], indent: str = "") -> Iterator[str]:
    """A JSON list, piece by piece, an object a line."""
    before = "[\n"
    for each in objects:
        yield f"{before}{indent}  {json.dumps(each)}"
        before = ",\n"
    yield "[]" if before == "[\n" else f"\n{indent}]"


def unicode(text: str) -> str:
    """The text with half characters, as in a file name that is not UTF-8, written as escapes:
    strict readers of JSON refuse them."""
    return text.encode("utf-8", "backslashreplace").decode()


def _object(problem: Problem) -> dict[str, str | int]:
    return {
        "slug": problem.slug,
        "level": problem.level.value,
        "path": unicode(problem.place.path),
        "line": problem.place.line,
        "column": problem.place.column,
        "message": unicode(problem.message),
        "hint": unicode(problem.hint),
    }
