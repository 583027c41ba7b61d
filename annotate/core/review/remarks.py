"""Questions about paragraphs and the document: their labels, what was decided, what was noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotate.core.records import DocumentRecord, ParagraphRecord, Status
from annotate.core.review.cases import Case, Subject, Version, decision
from annotate.core.review.sameness import Sameness, digest_of, grouped, wants_look

Line = ParagraphRecord | DocumentRecord
Lines = Mapping[int, Line]
"""The line of each side that has a say."""


def line_cases(lines: Lines, n: int, start: int, end: int, same: Sameness) -> Iterator[Case]:
    """The questions about one paragraph or the document, which reaches from `start` to `end`."""
    names = dict.fromkeys(name for line in lines.values() for name in line.labels)
    for name in names:
        yield _label_case(lines, name, n, (start, end), same)
    if any(decision(line) != (Status.DONE, "", False) for line in lines.values()):
        yield _decision_case(lines, n, (start, end))


def said_done(lines: Lines) -> bool:
    """Whether two or more say that the paragraph is done, and nobody anything else."""
    return len(lines) > 1 and all(decision(line)[0] is Status.DONE for line in lines.values())


def _label_case(lines: Lines, name: str, n: int, place: tuple[int, int], same: Sameness) -> Case:
    said = [(side, line) for side, line in lines.items() if name in line.labels]

    def equal(one: Line, other: Line) -> bool:
        return same.labels(one.labels[name], other.labels[name], name)

    def version(sides: tuple[int, ...], records: Sequence[Line]) -> Version:
        return Version(sides, tuple(records), same.of_label(name, records[0].labels[name]))

    return Case(
        key=f"label {n} {name}",
        subject=Subject.LABEL,
        n=n,
        versions=grouped(said, equal, version),
        absent=tuple(side for side, line in lines.items() if name not in line.labels),
        start=place[0],
        end=place[1],
        name=name,
    )


def _decision_case(lines: Lines, n: int, place: tuple[int, int]) -> Case:
    def equal(one: Line, other: Line) -> bool:
        return decision(one) == decision(other)

    def version(sides: tuple[int, ...], records: Sequence[Line]) -> Version:
        return Version(sides, tuple(records), digest_of(decision(records[0])))

    return Case(
        key=f"decision {n}",
        subject=Subject.DECISION,
        n=n,
        versions=grouped(lines.items(), equal, version),
        start=place[0],
        end=place[1],
        flagged=wants_look(lines.values()),
    )
