"""Three files put together, with what their schema knows: what `merge` and git's merge driver share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import Enum
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.cli import output
from annotate.core.merge.conflicts import Choice, Settle
from annotate.core.problems import Problem
from annotate.core.records import Record
from annotate.core.schema import Schema
from annotate.errors import Findings
from annotate.report.merging import broken, brought, conflict_line, ended, problem_lines
from annotate.store.annotations import WANTED, read_head
from annotate.store.comparing import Source
from annotate.store.merging import Known, Outcome, merge_sources
from annotate.store.reading import open_plain

if TYPE_CHECKING:
    from annotate.core.checks.stream import Rules


class Strategy(str, Enum):
    """What is done about conflicts."""

    OURS = "ours"
    THEIRS = "theirs"
    UNION = "union"
    ASK = "ask"


_CHOICES = {
    None: Choice.OPEN,
    Strategy.OURS: Choice.OURS,
    Strategy.THEIRS: Choice.THEIRS,
    Strategy.UNION: Choice.BOTH,
}


def merge_by(strategy: Strategy | None, base: Path, ours: Path, theirs: Path, name: str = "") -> Outcome:
    """The three files merged, conflicts treated as the strategy says; as `merge_paths`.

    Raises also what `Questions.ask` does.
    """
    if strategy is not Strategy.ASK:
        choice = _CHOICES[strategy]
        return merge_paths(base, ours, theirs, lambda _conflict: choice, name)
    from annotate.cli.settling import Questions

    questions = Questions()
    outcome = merge_paths(base, ours, theirs, questions.settle, name)
    while questions.ask():
        outcome = merge_paths(base, ours, theirs, questions.settle, name)
    return outcome


def merge_paths(base: Path, ours: Path, theirs: Path, settle: Settle, name: str = "") -> Outcome:
    """The three files merged, nothing written; without lines in it, the base is none. Messages call
    the file `name` if there is one.

    Raises AnnotateError as `merge_sources`.
    """
    schemas = _Schemas(ours, Path(name) if name else ours)
    sources = [
        Source(f"{name} ({side})" if name else str(path), partial(open_plain, path, WANTED))
        for side, path in (("base", base), ("ours", ours), ("theirs", theirs))
    ]
    empty = _is_empty(base)
    known = Known(schemas.is_symmetric, schemas.shaped, schemas.rules)
    return merge_sources(None if empty else sources[0], sources[1], sources[2], known, settle)


def write(outcome: Outcome, out: Path | None, name: str) -> None:
    """Writes the result, to standard output if there is no file for it. Messages call it `name`."""
    if out is None:
        for piece in outcome.pieces(name):
            output.data(piece)
        return
    if os.path.isfile(out) and not out.is_symlink():
        # Somebody may be at work on it, or have been: with its lock and its journal.
        from annotate.store.annotations import read_content, sha256_of
        from annotate.store.rewriting import rewrite

        was = sha256_of(read_content(out))
        rewrite(out, b"".join(outcome.pieces(name)), was=was)
        return
    from annotate.store.placing import place_pieces

    place_pieces(out, outcome.pieces(name))


def broken_in(merged: Path, *sides: Path) -> list[Problem]:
    """What the schema does not allow in a file and neither of the sides has that it was merged of."""
    rules = _Schemas(merged, merged).rules()
    if rules is None:
        return []
    from annotate.store.breaking import broken_anywhere

    result, *others = (Source(str(path), partial(open_plain, path, WANTED)) for path in (merged, *sides))
    return broken_anywhere(rules, result, others)


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
    yield from problem_lines(outcome.broken)
    yield from ended(merged.conflicts, merged.settled, path)
    yield from broken(outcome.broken, path)


def status(outcome: Outcome) -> int:
    """How the command ends; only when the result has been written."""
    return Findings.exit_code if outcome.merged.conflicts or outcome.broken else 0


def _is_empty(path: Path) -> bool:
    """Whether there is nothing in the file; `/dev/null` is a file with nothing in it."""
    if os.path.realpath(path) == os.path.realpath(os.devnull):
        return True
    with open_plain(path, WANTED) as file:
        return not file.read(1)


class _Schemas:
    """What the schema of a file says, if it is at hand; looked for when first asked. git keeps the file
    elsewhere than at its `place` meanwhile."""

    def __init__(self, path: Path, place: Path) -> None:
        self._path = path
        self._place = place

    def is_symmetric(self, name: str) -> bool:
        kind = self._schema.relations.get(name) if self._schema else None
        return kind is not None and kind.symmetric

    def shaped(self, record: Record) -> Record:
        """With its attributes, and the members of sets, in the order of the schema; as it is by any
        other than the very one."""
        if self._schema is None or not self._is_the_one:
            return record
        from annotate.core.merge.members import in_order
        from annotate.store.content import by_schema

        return by_schema(in_order(record, self._schema), self._schema)

    def rules(self) -> Rules | None:
        from annotate.core.checks.stream import Rules

        return Rules(self._schema) if self._schema else None

    @cached_property
    def _is_the_one(self) -> bool:
        about = read_head(self._path)
        schema = self._schema
        if about is None or schema is None or schema.version != about.schema_version:
            return False
        return about.schema_sha256 in ("", schema.hash)

    @cached_property
    def _schema(self) -> Schema | None:
        from annotate.cli.projects import Projects
        from annotate.cli.sources import Schemas
        from annotate.store.project import load_settings

        about = read_head(self._path)
        if about is None:
            return None
        return Schemas(Projects(load_settings(Path.cwd(), os.environ))).find(about, self._place)
