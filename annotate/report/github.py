"""Problems as workflow commands of GitHub Actions, which shows them beside the lines of a change.

Source: "Workflow commands for GitHub Actions"; the escapes are those of its toolkit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from annotate.core.display import display
from annotate.core.problems import Level, Problem
from annotate.report.found import Found
from annotate.report.sentence import advice, statement

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}
_ESCAPES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _ESCAPES | str.maketrans({":": "%3A", ",": "%2C"})


def pieces(found: Iterable[Found], locate: Callable[[str], str]) -> Iterator[str]:
    """A command a line; `locate` gives the path from the root of the repository."""
    for file in found:
        for problem in file.problems:
            yield _command(problem, locate) + "\n"


def _command(problem: Problem, locate: Callable[[str], str]) -> str:
    place = problem.place
    properties = {"file": display(locate(place.path))}
    if place.line:
        properties["line"] = str(place.line)
        if place.column:
            properties["col"] = str(place.column)
        properties["endLine"] = str(place.line)
    properties["title"] = display(problem.slug)
    said = ",".join(f"{name}={value.translate(_IN_PROPERTIES)}" for name, value in properties.items())
    message = "\n".join(filter(None, (statement(problem), advice(problem))))
    return f"::{_COMMANDS[problem.level]} {said}::{message.translate(_ESCAPES)}"
