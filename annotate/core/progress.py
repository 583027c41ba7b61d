"""How far one person is with one document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from annotate.core.records import (
    DocumentRecord,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
    Status,
)


class Progress(msgspec.Struct, frozen=True):
    """`decided` counts paragraphs by status, `labels` annotations by label, most frequent first.

    `seconds` is the active time; `pace` is its median over the decided paragraphs that have any, or
    None. `at` is the time of the last decision, or empty. No annotator: nobody has started.
    `unfiled`: there is no file yet, only a journal, and nothing is counted.
    """

    document: str
    annotator: str = ""
    paragraphs: int = 0
    decided: Mapping[Status, int] = {}
    labels: Mapping[str, int] = {}
    relations: int = 0
    seconds: int = 0
    pace: float | None = None
    at: str = ""
    unfiled: bool = False

    @property
    def done(self) -> int:
        return self.decided.get(Status.DONE, 0)

    @property
    def flagged(self) -> int:
        return self.decided.get(Status.FLAGGED, 0)

    @property
    def todo(self) -> int:
        return self.paragraphs - self.done - self.flagged

    @property
    def annotations(self) -> int:
        return sum(self.labels.values())

    @property
    def started(self) -> bool:
        """Whether there is a file at all."""
        return bool(self.annotator)

    @property
    def per_hour(self) -> float | None:
        """Paragraphs that an hour is enough for at this pace."""
        return 3600 / self.pace if self.pace else None


def progress(document: str, annotator: str, records: Iterable[Record]) -> Progress:
    """The progress that the records of a file show; its names are used if no record has any."""
    statuses: Counter[Status] = Counter()
    labels: Counter[str] = Counter()
    times: list[int] = []
    seconds = relations = 0
    at = ""
    for record in records:
        match record:
            case SpanRecord():
                labels[record.label] += 1
            case RelationRecord():
                relations += 1
            case ParagraphRecord():
                statuses[record.status] += 1
                labels.update(record.labels.keys())
                seconds += max(0, record.seconds)
                at = max(at, record.at)
                if record.status is not Status.TODO and record.seconds > 0:
                    times.append(record.seconds)
            case DocumentRecord():
                document, annotator = record.document, record.annotator
                labels.update(record.labels.keys())
    return Progress(
        document=document,
        annotator=annotator,
        paragraphs=sum(statuses.values()),
        decided=dict(statuses),
        labels=dict(sorted(labels.items(), key=lambda pair: (-pair[1], pair[0]))),
        relations=relations,
        seconds=seconds,
        pace=_median(times),
        at=at,
    )


def total(rows: Iterable[Progress]) -> Progress:
    """All rows as one. Its pace is the median of theirs."""
    rows = list(rows)
    labels: Counter[str] = Counter()
    decided: Counter[Status] = Counter()
    for row in rows:
        labels.update(row.labels)
        decided.update(row.decided)
    paces = [row.pace for row in rows if row.pace is not None]
    return Progress(
        document="",
        annotator="",
        paragraphs=sum(row.paragraphs for row in rows),
        decided=dict(decided),
        labels=dict(sorted(labels.items(), key=lambda pair: (-pair[1], pair[0]))),
        relations=sum(row.relations for row in rows),
        seconds=sum(row.seconds for row in rows),
        pace=_median(paces),
        at=max((row.at for row in rows), default=""),
    )


def _median(values: Iterable[float]) -> float | None:
    """None of nothing. `statistics` would have it, but takes long to import."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
