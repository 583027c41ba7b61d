"""The files of several annotators about one document, opened to be made one.

The result is a reviewer's own annotation file, kept by a desk as any other work is; what the reviewer
decided stands beside it. A single file in which a merge left conflicts is its own result.
"""

from __future__ import annotations

import gc
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from annotate.core.compare.blocks import Sheaf, sheaf_of
from annotate.core.document import Document, ParagraphMode
from annotate.core.events import Event, Step
from annotate.core.marks import Marks
from annotate.core.reanchor.texts import old_text
from annotate.core.records import DocumentRecord, ParagraphRecord, RelationRecord, SpanRecord
from annotate.core.review import Accept, Review, Side, accept, review_of, review_of_merged
from annotate.core.review.recovering import recovered
from annotate.core.schema import Schema
from annotate.core.session import Session, advance
from annotate.errors import Findings, Unreadable, Usage
from annotate.store.annotations import AnnotationFile, marks_of, read_annotations, read_content
from annotate.store.desk import Desk, open_desk
from annotate.store.disk import Disk
from annotate.store.failure import Failure
from annotate.store.names import SUFFIX, Names, annotation_path, names_of
from annotate.store.opening import check_file
from annotate.store.placing import place
from annotate.store.rulings import decode_rulings


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


def read_input(path: Path) -> Input:
    """Raises Unreadable, and Findings if the file is not valid."""
    file = read_annotations(path)
    if file.problems or file.document is None:
        raise _invalid(file)
    return Input(file, sheaf_of(entry.record for entry in file.entries))


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
    _check_schema(inputs, document, schema)
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
        _check_schema(inputs, document, schema)
        session = Session(document, schema, inputs[0].about.annotator, marks_of(inputs[0].file))
        return review_of_merged(session), session
    check_together(inputs)
    _check_schema(inputs, document, schema)
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


def document_of(sheaf: Sheaf) -> Document:
    """The text as the lines of the paragraphs tell it: the document itself is not needed."""
    about = sheaf.document
    text = old_text(block.paragraph for block in sheaf.blocks)
    return Document(
        id=about.document,
        source=about.source,
        text=text.text,
        sha256=about.sha256,
        encoding=about.encoding,
        bom=about.bom,
        mode=ParagraphMode(about.paragraphs),
        starts=array("q", text.starts),
        ends=array("q", text.ends),
    )


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
    _check_schema([merged], document, schema)
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


def _check_schema(inputs: Sequence[Input], document: Document, schema: Schema) -> None:
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


def _invalid(file: AnnotationFile) -> Findings:
    if not file.problems:
        return Findings(f"{file.path}:1: the first line is not the document's", slug="no-document")
    first = file.problems[0]
    more = len(file.problems) - 1
    return Findings(
        f"{first.place}: {first.message}" + (f" (and {more} more)" if more else ""),
        slug=first.slug,
        hint=first.hint or "`annotate validate` shows everything.",
    )
