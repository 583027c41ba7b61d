"""What becomes of one annotation file: read, taken to another version, written."""

from __future__ import annotations

from pathlib import Path

import msgspec

from annotate.cli.schema.naming import Versions
from annotate.core.evolution import (
    BadStep,
    Migrated,
    NotReversible,
    Severity,
    difference,
    migrate,
    reverse,
    verdict,
    way,
)
from annotate.core.evolution.versions import same_version
from annotate.core.migrations import Step
from annotate.core.records import DocumentRecord
from annotate.core.schema import Schema
from annotate.errors import Findings, Unreadable
from annotate.store.annotations import read_annotations, sound
from annotate.store.content import encode
from annotate.store.recover import unfolded
from annotate.store.rewriting import rewrite


class Plan(msgspec.Struct, frozen=True):
    """A file that can be migrated. `was` is the hash of its bytes as they were read; `blind` says
    that the schema it was made with was not at hand, `changes_annotations` that more is changed
    than the document's line."""

    path: Path
    was: str
    version: str
    result: Migrated
    blind: bool = False
    changes_annotations: bool = True

    @property
    def content(self) -> bytes:
        """What the file is to have, all of it."""
        return b"".join(encode(record) + b"\n" for record in self.result.records)

    def write(self) -> None:
        """The file anew, all at once. Raises Unreadable as `rewrite`."""
        rewrite(self.path, self.content, was=self.was)


class Target(msgspec.Struct, frozen=True):
    """Where files are to go: `back`, the migrations are those of the schema a file was made with."""

    schema: Schema
    versions: Versions
    back: bool = False


def plan(path: Path, target: Target) -> Plan | None:
    """What is to be done with the file; None if there is nothing to do.

    Raises AnnotateError: it cannot be read or is not sound, is about another schema, its journal
    holds more, or no way leads to the version.
    """
    file = read_annotations(path)
    about = sound(file, "`annotate validate` shows everything; only a sound file is migrated.")
    new = target.schema
    if about.schema != new.id:
        raise Findings(
            f"{path}: made with schema {about.schema!r}, not {new.id!r}",
            slug="other-schema",
            hint=f"Name a schema {about.schema!r} with --to.",
        )
    if same_version(about.schema_version, new.version) and about.schema_sha256 in ("", new.hash):
        return None
    if behind := unfolded(path):
        raise Unreadable(
            f"{path}: {behind} step{'' if behind == 1 else 's'} of its journal are not in the file yet",
            slug="unfolded-journal",
            hint="Run `annotate recover` first.",
        )
    old = target.versions.find(about, path)
    records = [entry.record for entry in file.entries]
    steps, is_promised = _steps(path, about, old, target)
    try:
        result = migrate(records, steps, old, new)
    except BadStep as error:
        hint = "Correct the step in the schema."
        raise Findings(f"{new.path}: {error}", slug="bad-step", hint=hint) from None
    if is_promised and result.misfits:
        raise _broken_promise(path, about, old, new, result)
    return Plan(
        path=path,
        was=file.sha256,
        version=about.schema_version,
        result=result,
        blind=old is None,
        changes_annotations=list(result.records[1:]) != records[1:],
    )


def _steps(path: Path, about: DocumentRecord, old: Schema | None, target: Target) -> tuple[tuple[Step, ...], bool]:
    """The steps that lead to the version, and whether there are none because none should be needed."""
    new, version = target.schema, about.schema_version
    if same_version(version, new.version):
        return (), True
    if target.back:
        return _steps_back(path, about, old, target), False
    found = way(new.migrations, version, new.version)
    if found is not None:
        return tuple(s for each in found.migrations for s in each.steps), not found.migrations
    if old is not None and verdict(difference(old, new)) is Severity.ADDITIVE:
        return (), True
    hint = "Add the steps to `migrations` of the schema; `annotate schema diff` proposes some."
    if way(old.migrations if old else (), new.version, version) is not None:
        hint = "To go back to an earlier version, add --reverse."
    raise _no_way(path, about, new, hint)


def _steps_back(path: Path, about: DocumentRecord, old: Schema | None, target: Target) -> tuple[Step, ...]:
    new = target.schema
    if old is None:
        hint = "Name it with --from: its migrations say how to go back."
        message = f"{path}: made with {about.schema!r} {about.schema_version}, which is not to be found"
        raise Findings(message, slug="no-migration", hint=hint)
    found = way(old.migrations, new.version, old.version)
    if found is None:
        hint = "Migrations of the later schema are what is taken back."
        raise _no_way(path, about, new, hint)
    try:
        return reverse([step for each in found.migrations for step in each.steps], new)
    except NotReversible as error:
        hint = "Take the earlier file from a backup or from git."
        raise Findings(f"{path}: {error}", slug="not-reversible", hint=hint) from None


def _broken_promise(path: Path, about: DocumentRecord, old: Schema | None, new: Schema, result: Migrated) -> Findings:
    first = result.misfits[0]
    more = f" (and {len(result.misfits) - 1} more)" if len(result.misfits) > 1 else ""
    mend = (
        f"raise the version of the schema and add a migration from {about.schema_version}; "
        "without steps it flags what does not fit."
    )
    if old is None:
        mend = f"if it was wrong before, name the earlier schema with --from; else {mend}"
    return Findings(
        f"{path}:{first.line}: does not fit {new.id!r} {new.version}, and no migration says what to "
        f"do: {first.message}{more}",
        slug="no-migration",
        hint=mend,
    )


def _no_way(path: Path, about: DocumentRecord, new: Schema, hint: str) -> Findings:
    message = f"{path}: no migration of {new.id!r} leads from {about.schema_version} to {new.version}"
    return Findings(message, slug="no-migration", hint=hint)
