"""`annotate schema diff`: what changed between two versions, and whether annotations come along."""

from __future__ import annotations

import os
from collections import Counter
from enum import Enum
from pathlib import Path

import click

from annotate.cli import options, output
from annotate.cli.schema.naming import named_schema
from annotate.cli.targets import annotation_files
from annotate.core.evolution import (
    SchemaChange,
    Tally,
    advice,
    difference,
    proposed,
    undecided,
)
from annotate.core.evolution.versions import same_version
from annotate.core.schema import Schema
from annotate.errors import Findings, Unreadable
from annotate.report.difference import Finding, lines, markdown, to_json
from annotate.report.words import count
from annotate.store.annotations import read_annotations
from annotate.store.project import load_settings


class Form(str, Enum):
    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


@click.command(short_help="Show what changed between two versions of a schema.")
@click.argument("old")
@click.argument("new")
@click.argument("records", nargs=-1, type=click.Path(path_type=Path))
@options.form(Form)
@click.option(
    "--exit-code",
    "gate",
    is_flag=True,
    help="Exit 1 if annotations would not come along or the version promises too much.",
)
def diff(old: str, new: str, records: tuple[Path, ...], form: Form, gate: bool) -> None:
    """Show what changed from the schema OLD to NEW: what is added, what needs a migration, what
    breaks annotations, and which steps would do.

    OLD and NEW are files, names of known schemas, or files of a git revision as HEAD~1:schemas/a.yaml.
    With RECORDS, annotation files or folders of them, made with OLD, only what these use counts.

    Exits 0; with --exit-code 1 unless the change is compatible, or the migrations of NEW see to it,
    and the version says so. Exits 3 if a file cannot be read.
    """
    settings = load_settings(Path.cwd(), os.environ)
    before, after = named_schema(old, settings), named_schema(new, settings)
    changes, status = _asked(before, after, records) if records else (difference(before, after), 0)
    finding = Finding(
        old=before,
        new=after,
        changes=changes,
        advice=advice(before, after, changes),
        proposal=proposed(before, after),
        undecided=undecided(before, after),
    )
    _show(finding, form)
    if not status and gate and not finding.is_fine:
        status = Findings.exit_code
    raise SystemExit(status)


def _show(finding: Finding, form: Form) -> None:
    if form is Form.JSON:
        output.paint(to_json(finding) + "\n")
        return
    for line in lines(finding) if form is Form.TEXT else markdown(finding):
        output.result(line)


def _asked(old: Schema, new: Schema, paths: tuple[Path, ...]) -> tuple[tuple[SchemaChange, ...], int]:
    """The changes with what the files use of them, and an exit status if some could not be asked."""
    tally = Tally(old, new)
    told: Counter[str] = Counter()
    status = 0
    for path in annotation_files(paths):
        try:
            file = read_annotations(path)
        except Unreadable as error:
            output.note(f"{error.message} [{error.slug}]")
            status = Unreadable.exit_code
            continue
        if file.problems or file.document is None:
            first = file.problems[0]
            output.note(f"{first.place}: {first.message} [{first.slug}]; the file is left out")
            output.note("Hint: `annotate validate` shows what is wrong.")
            status = max(status, Findings.exit_code)
        elif file.document.schema not in (old.id, new.id):
            told["made with another schema"] += 1
        elif _is_of(new, file.document.schema_version, old):
            told[f"made with {new.version} already"] += 1
        else:
            told["asked"] += 1
            tally.add(str(path), [entry.record for entry in file.entries])
    output.note(", ".join(f"{count(number, 'file')} {what}" for what, number in told.items()) or "no files")
    return tally.changes(), status


def _is_of(new: Schema, version: str, old: Schema) -> bool:
    return same_version(version, new.version) and not same_version(version, old.version)
