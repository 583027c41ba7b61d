"""The version that a schema should have for what was changed in it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from annotate.core.evolution.changes import SchemaChange, Severity
from annotate.core.evolution.versions import (
    may_break,
    next_adding,
    next_breaking,
    parsed,
    same_version,
)
from annotate.core.schema import Schema


class Advice(msgspec.Struct, frozen=True):
    """The version that the later schema should have; `is_due` if the one it has is a promise that
    it breaks."""

    version: str
    reason: str
    is_due: bool


def advice(old: Schema, new: Schema, changes: Sequence[SchemaChange]) -> Advice | None:
    """None if the version says what the schema does."""
    if parsed(new.version) < parsed(old.version):
        return Advice(
            next_adding(old.version), f"{new.version} is before {old.version} (the earlier schema is named first)", True
        )
    taking = {Severity.MIGRATED, Severity.MIGRATION, Severity.BREAKING}
    taken = [each for each in changes if each.severity in taking and (each.uses is None or each.uses.count)]
    if taken and not may_break(old.version, new.version):
        reason = f"{new.version} promises that nothing is removed or narrowed"
        return Advice(next_breaking(old.version), reason, True)
    kinds = {each.severity for each in changes}
    if kinds - {Severity.COSMETIC} and parsed(new.version) < parsed(next_adding(old.version)):
        return Advice(next_adding(old.version), f"{new.version} promises that nothing is new", False)
    if kinds and same_version(old.version, new.version):
        major, minor, patch = parsed(old.version)
        reason = "annotation files name the schema that they were made with by its version"
        return Advice(f"{major}.{minor}.{patch + 1}", reason, False)
    return None
