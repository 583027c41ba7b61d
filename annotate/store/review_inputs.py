"""The files that are reviewed together, and what keeps them from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from annotate.core.compare.blocks import Sheaf, sheaf_of
from annotate.core.compare.texts import document_of as document_of
from annotate.core.document import Document
from annotate.core.records import DocumentRecord
from annotate.core.schema import Schema
from annotate.core.session import Session
from annotate.errors import Findings, Usage
from annotate.store.annotations import AnnotationFile, read_annotations, sound
from annotate.store.opening import check_file


class Input(msgspec.Struct, frozen=True):
    """One of the files."""

    file: AnnotationFile
    sheaf: Sheaf

    @property
    def path(self) -> Path:
        return self.file.path

    @property
    def about(self) -> DocumentRecord:
        return self.sheaf.document

    @property
    def in_conflict(self) -> bool:
        return any(getattr(entry.record, "conflict", "") for entry in self.file.entries)


def read_input(path: Path) -> Input:
    """Raises Unreadable, and Findings if the file is not valid."""
    file = read_annotations(path)
    sound(file, "`annotate validate` shows everything.")
    return Input(file, sheaf_of(entry.record for entry in file.entries))


def check_together(inputs: Sequence[Input]) -> None:
    """Raises as `open_review` if the files cannot be reviewed as one."""
    seen: dict[str, Input] = {}
    first = inputs[0]
    for each in inputs:
        twin = seen.setdefault(each.about.annotator, each)
        if twin is not each:
            message = f"{twin.path} and {each.path} are both {each.about.annotator}'s."
            raise Usage(message, slug="usage", hint="name one file of each annotator.")
        if each.in_conflict:
            message = f"{each.path}: a merge left conflicts in it"
            raise Findings(message, slug="open-conflict", hint=f"settle them first: annotate review {each.path}")
        if _text(each) != _text(first):
            raise _other_text(first, each)
        if _schema(each) != _schema(first):
            raise _other_schema(first, each)


def check_schema(inputs: Sequence[Input], document: Document, schema: Schema) -> None:
    for each in inputs:
        made = each.about.schema, each.about.schema_version
        if made != (schema.id, schema.version):
            raise Findings(
                f"{each.path}: made with the schema {made[0]!r} {made[1]}, not {schema.id!r} {schema.version}",
                slug="other-schema",
                hint=f"`annotate schema migrate {each.path} --to {schema.path or schema.id} --write` brings it there."
                if made[0] == schema.id
                else "name the right schema with --schema.",
            )
    check_file(inputs[0].file, Session(document, schema, inputs[0].about.annotator))


def _text(each: Input) -> tuple[object, ...]:
    lines = [(block.paragraph.start, block.paragraph.text) for block in each.sheaf.blocks]
    return each.about.document, each.about.sha256, each.about.paragraphs, lines


def _schema(each: Input) -> tuple[str, str]:
    return each.about.schema, each.about.schema_version


def _other_text(one: Input, other: Input) -> Findings:
    if one.about.paragraphs != other.about.paragraphs:
        message = f"{other.path}: made with --paragraphs {other.about.paragraphs}, not {one.about.paragraphs}"
        hint = "paragraphs are decided one by one: annotate the document again, parted as the others have it."
        return Findings(message, slug="other-paragraphs", hint=hint)
    return Findings(
        f"{other.path}: about another text than {one.path}",
        slug="document-changed",
        hint=f"`annotate reanchor {one.path} {other.path} --to {other.about.source} --write` brings both to "
        "the text as it is now.",
    )


def _other_schema(one: Input, other: Input) -> Findings:
    mine, yours = (f"{id!r} {version}" for id, version in (_schema(one), _schema(other)))
    hint = "review files of one schema."
    if one.about.schema == other.about.schema:
        hint = f"`annotate schema migrate {one.path} {other.path} --to SCHEMA --write` brings both to one version."
    return Findings(f"{other.path}: by the schema {yours}, {one.path} by {mine}", slug="other-schema", hint=hint)
