"""Small schemas and files for tests of evolution."""

from pathlib import Path

from annotate.core.evolution import Migrated, migrate
from annotate.core.records import (
    Attributes,
    DocumentRecord,
    Labels,
    Origin,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
    Status,
)
from annotate.core.schema import Schema
from annotate.store.schemas import parse_schema

TEXT = "The council of Orla said the ferry may sail again."


def schema_of(text: str, version: str = "1.0.0") -> Schema:
    """A schema with the given lines of YAML."""
    content = f"id: small\nversion: {version}\n{text}"
    schema, problems = parse_schema(content.encode(), Path("small.yaml"))
    assert schema is not None, problems
    return schema


def head(labels: Labels = {}, version: str = "1.0.0") -> DocumentRecord:  # noqa: B006
    return DocumentRecord(
        format=1,
        document="ferry",
        source="corpus/ferry.txt",
        sha256="0" * 64,
        encoding="utf-8",
        schema="small",
        schema_version=version,
        annotator="alice",
        labels=labels,
    )


def paragraph(status: Status = Status.DONE, labels: Labels = {}, note: str = "") -> ParagraphRecord:  # noqa: B006
    return ParagraphRecord(1, 0, TEXT, status, "alice", "2026-01-01T10:00:00Z", 5, labels, note)


def span(id: str, label: str, start: int, end: int, attributes: Attributes = {}, note: str = "") -> SpanRecord:  # noqa: B006
    return SpanRecord(
        id=id * 8,
        label=label,
        start=start,
        end=end,
        quote=TEXT[start:end],
        attributes=attributes,
        origin=Origin.HUMAN,
        note=note,
    )


def relation(id: str, label: str, source: str, target: str, attributes: Attributes = {}) -> RelationRecord:  # noqa: B006
    return RelationRecord(
        id=id * 8,
        label=label,
        source=source * 8,
        target=target * 8,
        attributes=attributes,
        origin=Origin.HUMAN,
    )


def file_of(*records: Record, status: Status = Status.DONE) -> list[Record]:
    """A file of one paragraph with these spans and relations in it."""
    return [head(), paragraph(status), *records]


def migrated(records: list[Record], new: Schema, old: Schema | None = None) -> Migrated:
    """By the first of the migrations that the schema has."""
    return migrate(records, new.migrations[0].steps, old, new)


def evolved(text: str, *steps: str) -> Schema:
    """The second version of a schema, with the steps that lead to it."""
    lines = "".join(f"\n      - {step}" for step in steps) or " []"
    return schema_of(f"{text}\nmigrations:\n  - from: 1.0.0\n    to: 2.0.0\n    steps:{lines}\n", "2.0.0")


def spans_of(result: Migrated) -> list[SpanRecord]:
    return [each for each in result.records if isinstance(each, SpanRecord)]


def first_paragraph(result: Migrated) -> ParagraphRecord:
    return next(each for each in result.records if isinstance(each, ParagraphRecord))
