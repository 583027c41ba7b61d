"""Finished work meets the constraints of its schema."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from annotate.core.checks.sheet import Sheet
from annotate.core.constraints import Breach, Passage, breaches, links_among
from annotate.core.problems import Level, Place, Problem
from annotate.core.records import Status
from annotate.core.schema import Schema


def constraints(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """Each constraint is met; a warning as long as what it is about is not decided."""
    if not schema.constraints:
        return
    spans = sheet.by_paragraph()
    passages = [
        Passage(
            n=row.n,
            text=row.record.text,
            spans=[span.record for span in spans.get(row.n, ())],
            labels=row.record.labels,
        )
        for row in sheet.paragraphs
    ]
    labels = sheet.head.record.labels if sheet.head else {}
    lines = {row.n: row.line for row in sheet.paragraphs}
    open_still = any(row.record.status is Status.TODO for row in sheet.paragraphs)
    links = links_among(row.record for row in sheet.relations)
    for breach in breaches(schema, passages, labels, links):
        decided = breach.n in sheet.decided if breach.n else not open_still
        problem = breach.problem(Place(sheet.path, _line(sheet, lines, breach)))
        if problem.level is Level.ERROR and not decided:
            problem = msgspec.structs.replace(problem, level=Level.WARNING)
        yield problem


def _line(sheet: Sheet, lines: dict[int, int], breach: Breach) -> int:
    """Where the annotation, else its paragraph, else the document stands."""
    if breach.id in sheet.at:
        return sheet.at[breach.id].line
    return lines.get(breach.n) or (sheet.head.line if sheet.head else 1)
