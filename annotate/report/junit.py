"""Files as test cases: JUnit's XML, as CI systems show it.

A file is a suite with one case, so that each is told as soon as it was checked and carries its own
numbers. The whole is ASCII: what is not is written as a character reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from annotate.core.display import display
from annotate.core.problems import Level, Problem
from annotate.report.found import Found, Tally
from annotate.report.problems import one_line
from annotate.report.words import count, hint_line

# XML has no way to write these.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"})


def pieces(found: Iterable[Found], strict: bool) -> Iterator[str]:
    """A document; with `strict` warnings fail a file too, else they are only its output."""
    counted = {Level.ERROR, Level.WARNING} if strict else {Level.ERROR}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="annotate validate">\n'
    for file in found:
        yield from _suite(file, counted)
    yield "</testsuites>\n"


def _suite(file: Found, counted: set[Level]) -> Iterator[str]:
    wrong = [each for each in file.problems if each.level in counted]
    rest = [each for each in file.problems if each.level not in counted]
    failures, errors = int(bool(wrong) and not file.unread), int(bool(wrong) and file.unread)
    name, kind = _text(file.path), file.kind or "journal"
    yield f'  <testsuite name="{name}" tests="1" failures="{failures}" errors="{errors}" skipped="0">\n'
    yield f'    <testcase classname="annotate.{kind}" name="{name}">\n'
    if wrong:
        yield _element("error" if file.unread else "failure", wrong)
    if rest:
        yield f"      <system-out>{_lines(rest)}</system-out>\n"
    yield "    </testcase>\n  </testsuite>\n"


def _element(name: str, problems: Sequence[Problem]) -> str:
    """All problems of the file: of several elements, most programs show the first only."""
    first = problems[0]
    message = display(first.message) if len(problems) == 1 else _counted(problems)
    return f'      <{name} type="{_text(first.slug)}" message="{_text(message)}">{_lines(problems)}</{name}>\n'


def _counted(problems: Sequence[Problem]) -> str:
    tally = Tally()
    tally.add(Found("", "", problems))
    levels = {"error": tally[Level.ERROR], "warning": tally[Level.WARNING]}
    return ", ".join(count(number, level) for level, number in levels.items() if number)


def _lines(problems: Sequence[Problem]) -> str:
    """All of them, with each hint where it is a new one."""
    told: dict[str, None] = {}
    for problem in problems:
        told[display(one_line(problem))] = None
        if problem.hint:
            told[display(hint_line(problem.hint))] = None
    return _text("\n".join(told))


def _text(text: str) -> str:
    """For an attribute or between tags; characters that no XML can hold are shown as elsewhere."""
    clean = _NO_XML.sub(lambda found: display(found[0]), text)
    return clean.translate(_ESCAPES).encode("ascii", "xmlcharrefreplace").decode()
