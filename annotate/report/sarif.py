"""Problems as SARIF 2.1.0, for code scanning and for viewers.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", and what GitHub
says of the part that code scanning reads.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote

from annotate import __version__
from annotate.core.problems import Level, Problem
from annotate.report.found import Found
from annotate.report.rules import RULES, Rule
from annotate.report.sentence import advice, sentence, statement
from annotate.report.source import Source

LIMIT = 25_000
"""Results; code scanning refuses a run with more."""

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE = "%SRCROOT%"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_SEVERITIES = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "recommendation"}

Object = dict[str, Any]


def pieces(found: Iterable[Found], locate: Callable[[str], str], source: Callable[[str], Source]) -> Iterator[str]:
    """One log with one run, in ASCII. `locate` gives the path from the root of the repository.

    Errors come first if there are more results than code scanning takes: warnings and infos are
    held back, and as many are left out as it takes. The run then says so.
    """
    run = _Run(locate, source)
    yield f'{{\n  "$schema": {json.dumps(_SCHEMA)},\n  "version": "2.1.0",\n  "runs": [\n    {{\n'
    yield '      "columnKind": "unicodeCodePoints",\n      "results": ['
    before = "\n"
    for result in run.results(found):
        yield f"{before}        {result}"
        before = ",\n"
    # Rules stand behind the results that point to them: they are known only then.
    yield "\n      ]" if before == ",\n" else "]"
    for name, value in run.rest():
        yield f",\n      {json.dumps(name)}: {json.dumps(value)}"
    yield "\n    }\n  ]\n}\n"


class _Run:
    """What has been told so far."""

    def __init__(self, locate: Callable[[str], str], source: Callable[[str], Source]) -> None:
        self._locate = locate
        self._source = source
        self._rules: dict[str, int] = {}
        self._told = 0
        self._left_out = 0
        self._unread: list[Problem] = []

    def results(self, found: Iterable[Found]) -> Iterator[str]:
        held: list[str] = []
        for file in found:
            self._unread += file.problems if file.unread else ()
            for level, result in self._of_one_file(file):
                if level is Level.ERROR and self._told < LIMIT:
                    self._told += 1
                    yield result
                elif level is not Level.ERROR and self._told + len(held) < LIMIT:
                    held.append(result)
                else:
                    self._left_out += 1
        room = LIMIT - self._told
        self._left_out += max(0, len(held) - room)
        yield from held[:room]

    def rest(self) -> Iterator[tuple[str, object]]:
        """The members of the run that follow its results."""
        rules = [_descriptor(slug) for slug in self._rules]
        driver = {"name": "annotate", "version": __version__, "semanticVersion": __version__}
        yield "tool", {"driver": {**driver, "rules": rules}}
        yield "invocations", [self._invocation()]
        root = {"description": {"text": "The root of the repository."}}
        yield "originalUriBaseIds", {_BASE: root}

    def _of_one_file(self, file: Found) -> Iterator[tuple[Level, str]]:
        if not file.problems:
            return
        source = self._source(file.path)
        location = _artifact(self._locate(file.path))
        prints = source.fingerprints({max(1, each.place.line) for each in file.problems})
        for problem in file.problems:
            yield problem.level, json.dumps(self._result(problem, source, location, prints))

    def _result(self, problem: Problem, source: Source, location: Object, prints: dict[int, str]) -> Object:
        region = source.region(problem.place)
        where = {
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.line,
            "endColumn": region.end,
        }
        result: Object = {
            "ruleId": problem.slug,
            "ruleIndex": self._rules.setdefault(problem.slug, len(self._rules)),
            "level": _LEVELS[problem.level],
            "message": {"text": _message(problem)},
            "locations": [{"physicalLocation": {"artifactLocation": location, "region": where}}],
        }
        if region.line in prints:
            result["partialFingerprints"] = {"primaryLocationLineHash": prints[region.line]}
        return result

    def _invocation(self) -> Object:
        notes = [_notice("error", _message(each), _artifact(self._locate(each.place.path))) for each in self._unread]
        if self._left_out:
            notes.append(_notice("warning", cut(self._left_out)))
        invocation: Object = {"executionSuccessful": not self._unread}
        return {**invocation, "toolExecutionNotifications": notes} if notes else invocation


def cut(left_out: int) -> str:
    return f"{left_out:,} more problems are left out: code scanning takes {LIMIT:,} at most."


def _notice(level: str, text: str, location: Object | None = None) -> Object:
    notice: Object = {"level": level, "message": {"text": text}}
    if location:
        notice["locations"] = [{"physicalLocation": {"artifactLocation": location}}]
    return notice


def _message(problem: Problem) -> str:
    """As plain text: `[words](place)` would be a link."""
    text = " ".join(filter(None, (statement(problem), advice(problem))))
    return text.replace("[", "\\[") if "](" in text else text


def _artifact(path: str) -> Object:
    """A relative path is below the root of the repository, any other a place of this machine."""
    uri = quote(_name(path), safe="/")
    return {"uri": f"file://{uri}"} if path.startswith("/") else {"uri": uri, "uriBaseId": _BASE}


def _name(path: str) -> bytes:
    """The bytes of a file's name, which need not be UTF-8."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character that stands for no byte: no file is called that
        return path.encode("utf-8", "backslashreplace")


def _descriptor(slug: str) -> Object:
    rule = RULES.get(slug) or Rule(slug, slug.replace("-", " "), "see the message", "")
    cause, cure = sentence(rule.cause), sentence(rule.cure)
    return {
        "id": slug,
        "shortDescription": {"text": _plain(cause)},
        "fullDescription": {"text": _plain(f"{cause} {cure}")},
        "help": {
            "text": _plain(f"{cause}\n\n{rule.example}\n\n{cure}"),
            "markdown": f"{cause}\n\n```text\n{rule.example}\n```\n\n**What to do:** {cure}\n",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "properties": {
            "precision": "very-high",
            "problem.severity": _SEVERITIES[rule.level],
            "tags": ["annotation"],
        },
    }


def _plain(text: str) -> str:
    return text.replace("`", "")
