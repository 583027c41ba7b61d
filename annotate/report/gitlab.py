"""Problems as GitLab's Code Quality report, which merge requests show.

Source: GitLab's "Code Quality report format", a part of the specification of Code Climate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from annotate.core.problems import Level
from annotate.report.found import Found
from annotate.report.objects import listed, unicode
from annotate.report.sentence import advice, statement
from annotate.report.source import Source

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.INFO: "info"}


def pieces(found: Iterable[Found], locate: Callable[[str], str], source: Callable[[str], Source]) -> Iterator[str]:
    """One list; `locate` gives the path from the root of the repository."""
    yield from listed(each for file in found for each in _objects(file, locate, source))
    yield "\n"


def _objects(file: Found, locate: Callable[[str], str], source: Callable[[str], Source]) -> Iterator[dict[str, object]]:
    if not file.problems:
        return
    path, text = locate(file.path), source(file.path)
    before: Counter[tuple[str, str]] = Counter()
    for problem in file.problems:
        told = problem.slug, text.line(problem.place.line)
        yield {
            "description": " ".join(filter(None, (statement(problem), advice(problem)))),
            "check_name": problem.slug,
            "fingerprint": _fingerprint(path, *told, before[told]),
            "severity": _SEVERITIES[problem.level],
            "location": {"path": unicode(path), "lines": {"begin": max(1, problem.place.line)}},
        }
        before[told] += 1


def _fingerprint(path: str, slug: str, line: str, before: int) -> str:
    """The same as long as the line says the same, wherever in the file that is.

    Not of the message: that may name other lines. `before`: how many are just like it above.
    """
    said = "\0".join((path, slug, line.strip(), str(before)))
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
