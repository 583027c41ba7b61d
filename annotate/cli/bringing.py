"""Annotations brought along to what has changed under them, before their document is opened.

The text may be another one, or the schema a later version. A person is shown what would happen, and
asked; without one, the message names the command that does it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from annotate.cli import output
from annotate.core.document import Document
from annotate.core.schema import Schema
from annotate.errors import Outdated, Unreadable
from annotate.store.names import annotation_path
from annotate.store.project import Settings, as_typed
from annotate.store.recover import recover_file


class Offer(Protocol):
    """`table` says what would be done, line by line; `apply` does it, or raises AnnotateError."""

    @property
    def table(self) -> Sequence[str]: ...
    def apply(self) -> None: ...


class Change(msgspec.Struct, frozen=True):
    """What has changed under the annotations at `path`, in words, and what can be done about it.

    `questions` have all to be answered with yes; `command` does the same without a question.
    """

    path: Path
    what: str
    offer: Offer
    questions: tuple[str, ...]
    command: str

    @property
    def error(self) -> Outdated:
        hint = f"`{self.command}` brings the annotations along; so does opening this document by itself."
        return Outdated(self.what, slug="outdated", hint=hint)


def change_of(out: Path, annotator: str, document: Document, schema: Schema, settings: Settings) -> Change | None:
    """What someone's annotations have to be brought along to, None if they fit as they are.

    Work that is only in the journal is brought into the file first. Raises AnnotateError.
    """
    path = as_typed(annotation_path(out, document.id, annotator))
    recovered = recover_file(out, document.id, annotator)
    if recovered.problem:
        raise Unreadable(recovered.problem, slug="unfolded-journal", hint=recovered.hint)
    return _to_text(path, document) or _to_schema(path, schema, settings)


def brought(change: Change, ask: Callable[[str], str] | None = None) -> bool:
    """Tells of the change and asks; whether the annotations are brought along now.

    Raises Outdated if there is nobody to ask, AnnotateError if it cannot be done.
    """
    if ask is None and not (sys.stdin.isatty() and output.notes_to_terminal()):
        raise change.error
    output.note(change.what)
    for line in change.offer.table:
        output.note(line)
    if not all(_is_yes((ask or _at_terminal)(each)) for each in change.questions):
        output.note(f"{change.path}: left as it was. `{change.command}` does the same later.")
        return False
    change.offer.apply()
    output.note(f"{change.path}: brought along")
    return True


def _to_text(path: Path, document: Document) -> Change | None:
    from annotate.cli.reanchoring import offer

    found = offer(path, document)
    if found is None:
        return None
    return Change(
        path,
        f"{document.source}: the document has changed since it was annotated in {path}",
        found,
        ("Bring the annotations along? What is not certain is flagged.",),
        f"annotate reanchor {path} --to {document.source} --write",
    )


def _to_schema(path: Path, schema: Schema, settings: Settings) -> Change | None:
    from annotate.cli.schema.offering import offer

    found = offer(path, schema, settings)
    if found is None:
        return None
    question = "Take the annotations to this version?"
    loss = "Some of it would be found only in notes then. Take them all the same?"
    flag = " --allow-loss" if found.lossy else ""
    return Change(
        path,
        f"{path}: made with an earlier version of the schema {schema.id} than {schema.version}",
        found,
        (question, loss) if found.lossy else (question,),
        f"annotate schema migrate {path} --to {_named(schema)} --write{flag}",
    )


def _named(schema: Schema) -> str:
    return str(as_typed(Path(schema.path))) if schema.path else schema.id


def _is_yes(answer: str) -> bool:
    return answer.strip().lower() in ("y", "yes")


def _at_terminal(question: str) -> str:
    output.prompt(f"{question} [y/N] ")
    return sys.stdin.readline()
