"""The files of several annotators about one document, opened to be made one.

The result is a reviewer's own annotation file, kept by a desk as any other work is; what the reviewer
decided stands beside it. A single file in which a merge left conflicts is its own result.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from annotate.core.document import Document
from annotate.core.events import Event, Step
from annotate.core.marks import Marks
from annotate.core.records import ParagraphRecord, RelationRecord, SpanRecord
from annotate.core.review import Accept, Review, Side, accept, review_of, review_of_merged
from annotate.core.review.recovering import recovered
from annotate.core.schema import Schema
from annotate.core.session import Session, advance
from annotate.errors import Findings, Unreadable, Usage
from annotate.store.annotations import marks_of, read_content
from annotate.store.desk import Desk, open_desk
from annotate.store.disk import Disk
from annotate.store.failure import Failure
from annotate.store.names import SUFFIX, Names, annotation_path, names_of
from annotate.store.placing import place
from annotate.store.review_inputs import Input as Input
from annotate.store.review_inputs import check_schema, check_together
from annotate.store.review_inputs import document_of as document_of
from annotate.store.review_inputs import read_input as read_input
from annotate.store.rulings import decode_rulings


class Terms(msgspec.Struct, frozen=True):
    """How a review is done: by whom, into which folder, what is accepted beforehand, whether names
    are hidden; `now` tells the time."""

    reviewer: str
    out: Path | None
    now: Callable[[], str]
    accept: Accept = Accept.UNANIMOUS
    blind: bool = False


class Bench:
    """A desk with the questions that are settled at it."""

    def __init__(self, desk: Desk, review: Review, notices: tuple[str, ...]) -> None:
        self._desk = desk
        self.review = review
        self.notices = notices

    @property
    def session(self) -> Session:
        return self._desk.session

    @property
    def path(self) -> Path:
        return self._desk.path

    @property
    def position(self) -> int | None:
        return self._desk.position

    @property
    def saved(self) -> int:
        return self._desk.saved

    @property
    def unsaved(self) -> int:
        return self._desk.unsaved

    def record(self, event: Event) -> Failure | None:
        return self._desk.record(event)

    def retry(self) -> Failure | None:
        return self._desk.retry()

    def fold(self) -> Failure | None:
        return self._desk.fold()

    def visit(self, n: int) -> None:
        self._desk.visit(n)

    def move_to(self, folder: Path) -> Failure | None:
        return self._desk.move_to(folder)

    def close(self) -> None:
        self._desk.close()


def open_review(inputs: Sequence[Input], schema: Schema, terms: Terms, *, disk: Disk | None = None) -> Bench:
    """Takes up the review where it was left; what is accepted beforehand is done.

    Raises:
        Findings: the files are not about the same text by the same schema, one of them has conflicts,
            or there is other work in the place of the result.
        Usage: two files are by the same annotator.
        Unreadable: as `open_desk`.
    """
    if len(inputs) == 1 and inputs[0].in_conflict:
        return _open_merged(inputs[0], schema, terms, disk or Disk())
    check_together(inputs)
    if terms.out is None and len(inputs) == 1:
        message = f"{inputs[0].path}: no conflict is left in it."
        raise Usage(message, slug="usage", hint="to review what one annotator did, say with -o where the result goes.")
    if terms.out is None:
        hint = "give the folder that the result goes to: annotate review FILES -o reviewed"
        raise Usage("It is not said where the result goes.", slug="usage", hint=hint)
    document = document_of(inputs[0].sheaf)
    check_schema(inputs, document, schema)
    _check_place(annotation_path(terms.out, document.id, terms.reviewer))
    desk = open_desk(document, schema, terms.reviewer, terms.out, disk=disk or Disk())
    try:
        with _undisturbed():
            return _bench(desk, inputs, schema, terms)
    except BaseException:
        desk.close()
        raise


def look(inputs: Sequence[Input], schema: Schema, terms: Terms) -> tuple[Review, Session]:
    """The questions and how far they are settled, as the files have it; nothing is written.

    Raises as `open_review`.
    """
    document = document_of(inputs[0].sheaf)
    if len(inputs) == 1 and (inputs[0].in_conflict or terms.out is None):
        check_schema(inputs, document, schema)
        session = Session(document, schema, inputs[0].about.annotator, marks_of(inputs[0].file))
        return review_of_merged(session), session
    check_together(inputs)
    check_schema(inputs, document, schema)
    session = Session(document, schema, terms.reviewer, _result(document, terms))
    sides = [Side(each.about.annotator, each.sheaf) for each in inputs]
    review = review_of(sides, schema, session.marks.rulings, blind=terms.blind)
    if _tells(session.marks) and (step := recovered(review, session, terms.now())):
        session = advance(session, step)
    if step := accept(review, session, terms.now(), terms.accept):
        session = advance(session, step)
    return review, session


def _result(document: Document, terms: Terms) -> Marks:
    """What an earlier review left, if there was one."""
    if terms.out is None:
        return Marks()
    path = annotation_path(terms.out, document.id, terms.reviewer)
    _check_place(path)
    if not path.exists():
        return Marks()
    beside = path.with_name(names_of(document.id, terms.reviewer).rulings)
    rulings = decode_rulings(beside, read_content(beside)) if beside.exists() else Marks().rulings
    return msgspec.structs.replace(marks_of(read_input(path).file), rulings=rulings)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Nothing made here is garbage yet, and to look for some takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _bench(desk: Desk, inputs: Sequence[Input], schema: Schema, terms: Terms) -> Bench:
    sides = [Side(each.about.annotator, each.sheaf) for each in inputs]
    review = review_of(sides, schema, desk.session.marks.rulings, blind=terms.blind)
    notices = list(desk.notices)
    if _tells(desk.session.marks) and (step := recovered(review, desk.session, terms.now())):
        notices.append(f"The decisions beside {desk.path.name} were missing; its sources tell of {len(step.changes)}.")
        _record(desk, step)
    if step := accept(review, desk.session, terms.now(), terms.accept):
        _record(desk, step)
    return Bench(desk, review, tuple(notices))


def _tells(marks: Marks) -> bool:
    """Whether there is a result without the decisions that it came of."""
    return not marks.rulings and bool(marks.count or marks.decided)


def _record(desk: Desk, step: Step) -> None:
    """What all later steps stand on is on the disk. Raises Unreadable."""
    failure = desk.record(step)
    if failure is not None:
        raise Unreadable(f"{desk.path}: {failure.reason}", slug="cannot-write", hint=failure.hint)


def _open_merged(merged: Input, schema: Schema, terms: Terms, disk: Disk) -> Bench:
    document = document_of(merged.sheaf)
    check_schema([merged], document, schema)
    names = names_of(merged.about.document, merged.about.annotator)
    notices: tuple[str, ...] = ()
    out = terms.out
    if out is None:
        out = _root(merged.path, names)
    else:
        path = annotation_path(out, document.id, merged.about.annotator)
        if path.exists():
            same = path.resolve() == merged.path.resolve()
            notices = () if same else (f"{path} is there already: it is gone on with, {merged.path} is not read.",)
        else:
            place(path, b"".join(msgspec.json.encode(e.record) + b"\n" for e in merged.file.entries), over=False)
    desk = open_desk(document, schema, merged.about.annotator, out, disk=disk)
    return Bench(desk, review_of_merged(desk.session), (*desk.notices, *notices))


def _root(path: Path, names: Names) -> Path:
    """The output folder that the file lies in. Raises Usage if it is not called as files there are."""
    tail = (*names.folders, names.file)
    if path.absolute().parts[-len(tail) :] != tail:
        raise Usage(
            f"{path}: not called {'/'.join(tail)}, by its document and annotator",
            slug="misnamed-file",
            hint="rename it, or say with -o where the settled file goes.",
        )
    path = path.absolute() if len(path.parts) <= len(tail) else path
    return path.parents[len(names.folders)]


def _check_place(path: Path) -> None:
    """The place of the result is free, or has the result of an earlier review."""
    if not path.exists() or path.with_name(path.name.removesuffix(SUFFIX) + ".review.jsonl").exists():
        return
    found = read_input(path)
    records = [entry.record for entry in found.file.entries]
    annotated = [each for each in records if isinstance(each, SpanRecord | RelationRecord)]
    if any(each.sources for each in annotated) or (not annotated and not _decided(found)):
        return
    raise Findings(
        f"{path}: these annotations were not made by a review",
        slug="not-a-review",
        hint="choose another folder with -o, or another name with --annotator.",
    )


def _decided(found: Input) -> bool:
    lines = [entry.record for entry in found.file.entries]
    return any(each.status.value != "todo" for each in lines if isinstance(each, ParagraphRecord))
