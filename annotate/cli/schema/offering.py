"""The migration that is offered when a file of an earlier schema is opened."""

from __future__ import annotations

from pathlib import Path

import msgspec

from annotate.cli.projects import Projects
from annotate.cli.schema.naming import Versions
from annotate.cli.schema.planning import Plan, Target, plan
from annotate.core.schema import Schema
from annotate.report.migration import Sum
from annotate.store.project import Settings


class Offer(msgspec.Struct, frozen=True):
    """`table` are the lines of the dry run, not yet safe to show; `lossy`: labels or answers would
    only be in notes afterwards, so it is to be asked twice."""

    table: tuple[str, ...]
    lossy: bool
    plan: Plan

    def apply(self) -> None:
        """Writes the file. Raises Unreadable if it has changed, is locked or cannot be written."""
        self.plan.write()


def offer(path: Path, schema: Schema, settings: Settings) -> Offer | None:
    """What opening the file with this schema would have to do first; None if there is no file, or
    nothing to do but to write the new version into its first line, which saving does.

    Raises AnnotateError if the file cannot be migrated; the message says why. Its journal has to be
    in the file already, as after opening it with the earlier schema or `annotate recover`.
    """
    if not path.exists():
        return None
    found = plan(path, Target(schema, Versions((), Projects(settings))))
    if found is None or not found.changes_annotations:
        return None
    summed = Sum()
    summed.add(str(path), found.version, found.result)
    table = [*summed.lines(schema.version)]
    if found.blind:
        table += ["", f"{found.version} is not at hand: conditions are judged without its defaults."]
    return Offer(tuple(table), found.result.is_lossy, found)
