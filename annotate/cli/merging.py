"""Three files put together, with what their schema knows: what `merge` and git's merge driver share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import Enum
from functools import cached_property, partial
from pathlib import Path

from annotate.core.merge.conflicts import Choice, Settle, leave_open
from annotate.core.records import Record
from annotate.core.schema import Schema
from annotate.report.merging import brought, conflict_line, ended
from annotate.store.annotations import WANTED, read_head
from annotate.store.comparing import Source
from annotate.store.merging import Outcome, merge_sources
from annotate.store.reading import open_plain


class Strategy(str, Enum):
    """What is done about conflicts."""

    OURS = "ours"
    THEIRS = "theirs"
    UNION = "union"
    ASK = "ask"


_CHOICES = {Strategy.OURS: Choice.OURS, Strategy.THEIRS: Choice.THEIRS, Strategy.UNION: Choice.BOTH}


def settling(strategy: Strategy | None) -> Settle:
    if strategy is None:
        return leave_open
    if strategy is Strategy.ASK:
        from annotate.cli.settling import ask

        return ask
    choice = _CHOICES[strategy]
    return lambda _conflict: choice


def merge_paths(base: Path, ours: Path, theirs: Path, settle: Settle, name: str = "") -> Outcome:
    """The three files merged, nothing written; without lines in it, the base is none. Messages call
    the file `name` if there is one.

    Raises AnnotateError as `merge_sources`.
    """
    known = _Known(ours)
    sources = [
        Source(f"{name} ({side})" if name else str(path), partial(open_plain, path, WANTED))
        for side, path in (("base", base), ("ours", ours), ("theirs", theirs))
    ]
    empty = _is_empty(base)
    return merge_sources(
        None if empty else sources[0], sources[1], sources[2], known.is_symmetric, settle, known.shaped
    )


def told(outcome: Outcome, path: str) -> Iterator[str]:
    """What was done and what is left to do; only when the result has been written."""
    merged = outcome.merged
    yield from brought(merged.counts)
    lines: dict[str, list[int]] = {}
    for each in outcome.marked:
        lines.setdefault(each.conflict, []).append(each.line)
    for conflict in sorted(merged.conflicts, key=lambda each: lines.get(each.name, [])):
        place = ",".join(map(str, lines.get(conflict.name, ())))
        yield f"{path}:{place}: {conflict_line(conflict)} [conflict]"
    yield from ended(merged.conflicts, merged.settled, path)


def _is_empty(path: Path) -> bool:
    """Whether there is nothing in the file; `/dev/null` is a file with nothing in it."""
    if os.path.realpath(path) == os.path.realpath(os.devnull):
        return True
    with open_plain(path, WANTED) as file:
        return not file.read(1)


class _Known:
    """What the schema of a file says, if it is at hand; looked for when first asked."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def is_symmetric(self, name: str) -> bool:
        kind = self._schema.relations.get(name) if self._schema else None
        return kind is not None and kind.symmetric

    def shaped(self, record: Record) -> Record:
        """With its attributes in the order of the schema; as it is by any other than the very one."""
        from annotate.store.content import by_schema

        return by_schema(record, self._schema) if self._schema and self._is_the_one else record

    @cached_property
    def _is_the_one(self) -> bool:
        about = read_head(self._path)
        schema = self._schema
        if about is None or schema is None or schema.version != about.schema_version:
            return False
        return about.schema_sha256 in ("", schema.hash)

    @cached_property
    def _schema(self) -> Schema | None:
        from annotate.cli.sources import Schemas
        from annotate.store.project import load_settings

        about = read_head(self._path)
        if about is None:
            return None
        return Schemas((), load_settings(Path.cwd(), os.environ)).find(about.schema, about.schema_version)
