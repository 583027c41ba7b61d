"""Where work goes on: what an annotation file and a journal say together."""

from __future__ import annotations

from pathlib import Path

import msgspec

from annotate.core.events import Event
from annotate.core.marks import Conflict, Marks
from annotate.core.records import DocumentRecord
from annotate.core.salvage import salvage
from annotate.core.session import Session, remember, replay
from annotate.errors import Findings, Unreadable
from annotate.store.annotations import AnnotationFile, differing_paragraph, marks_of, sound
from annotate.store.journal import FORMAT, Contents


class Start(msgspec.Struct, frozen=True):
    """`events` are those that the journal holds, or, if it is to be written anew (`anew`), shall
    hold; the annotation file has the first `folded` of them. `aside`: the journal there is to be
    kept under another name."""

    session: Session
    events: tuple[Event, ...] = ()
    folded: int = 0
    anew: bool = True
    aside: bool = False
    position: int | None = None
    notices: tuple[str, ...] = ()


def check_file(file: AnnotationFile, blank: Session) -> str | None:
    """A notice if the file was made with another version of the schema.

    Raises Findings if the file is not valid, or not about this document, annotator and schema.
    """
    about = sound(file, f"`annotate validate {Path(file.path).name}` shows everything.")
    document = blank.document
    if (about.document, about.annotator) != (document.id, blank.annotator):
        raise Findings(
            f"{file.path}: this is {about.annotator}'s file about {about.document}, "
            f"not {blank.annotator}'s about {document.id}",
            slug="other-file",
            hint="Choose another output folder or annotator's name.",
        )
    if about.sha256 != document.sha256:
        raise changed_document(document.source, str(file.path))
    _check_paragraphs(file, about, blank)
    if about.schema != blank.schema.id:
        raise Findings(
            f"{file.path}: annotated with schema {about.schema!r}, not {blank.schema.id!r}",
            slug="other-schema",
            hint=f"Use the schema {about.schema!r}, or another output folder.",
        )
    return _other_version(about, blank)


def changed_document(source: str, annotated: str) -> Findings:
    return Findings(
        f"{source}: the document has changed since it was annotated in {annotated}",
        slug="document-changed",
        hint="Bring back the text as it was, or label the new text into another folder (--out).",
    )


def begin(blank: Session, file: AnnotationFile | None, journal: Contents | None) -> Start:
    """The session with what is known, and what is to be done with the journal. `file` was checked.

    Raises Unreadable if the journal is of a later version, Findings if the document has changed
    and there is nothing but the journal.
    """
    marks = marks_of(file) if file else Marks()
    marks = msgspec.structs.replace(marks, rulings=blank.marks.rulings)
    base = msgspec.structs.replace(blank, marks=marks)
    if journal is None or journal.header is None:
        return _without_header(base, journal)
    if journal.header.format > FORMAT:
        raise Unreadable(
            f"the journal of {blank.document.id} has format {journal.header.format}, this version reads up to {FORMAT}",
            slug="newer-format",
            hint="Install a newer version of annotate.",
        )
    if not _is_about(journal.header.about, blank):
        return _of_another_text(base, file, journal)
    if file is None and journal.events:
        _check_mode(journal.header.about, blank, "the journal")
    held = journal.held_by(file.sha256 if file else None)
    if held is not None and not journal.unreadable:
        try:
            return _go_on(base, file, journal, held)
        except Conflict:
            pass
    return _salvage(base, file, journal, held)


def _without_header(base: Session, journal: Contents | None) -> Start:
    if journal is None or not (journal.events or journal.unreadable):
        return Start(base)
    notice = "The journal cannot be read and was set aside; the annotation file is as it was."
    return Start(base, aside=True, notices=(notice,))


def _of_another_text(base: Session, file: AnnotationFile | None, journal: Contents) -> Start:
    assert journal.header is not None
    if file is None and journal.events:
        raise changed_document(base.document.source, "the journal")
    left = len(journal.events) - journal.confirmed
    notices = (f"{_steps(left)} made on an earlier text could not be used; the journal was set aside.",) if left else ()
    return Start(base, aside=bool(journal.events), notices=notices)


def _go_on(base: Session, file: AnnotationFile | None, journal: Contents, held: int) -> Start:
    events = journal.events
    session = replay(remember(base, events[:held]), events[held:])
    notices = []
    if file is None and journal.confirmed:
        notices.append("The annotation file was missing and is restored from the journal.")
    elif len(events) > held:
        notices.append(f"Recovered {_steps(len(events) - held)} from the journal.")
    return Start(
        session=session,
        events=events,
        folded=held,
        anew=False,
        position=_place(base, journal),
        notices=tuple(notices),
    )


def _salvage(base: Session, file: AnnotationFile | None, journal: Contents, held: int | None) -> Start:
    """Somebody changed the file, or the journal is damaged: the file stands, and what still
    fits."""
    if held is None:
        held = journal.confirmed if file else 0
    steps, unfit = salvage(base, journal.events[:held], journal.events[held:])
    notices = []
    if journal.unreadable:
        notices.append(f"The journal is damaged: {journal.unreadable} of its lines say nothing.")
    elif file is not None:
        notices.append("The annotation file was changed by another program; undo starts anew.")
    else:
        notices.append("The annotation file is missing; the journal holds only what came later.")
    if steps:
        notices.append(f"Recovered {_steps(len(steps))} from the journal.")
    if unfit:
        notices.append(f"{_steps(unfit)} in the journal no longer fit and were left out.")
    return Start(
        session=replay(base, steps),
        events=steps,
        aside=bool(journal.events or journal.unreadable),
        position=_place(base, journal),
        notices=tuple(notices),
    )


def _is_about(about: DocumentRecord, blank: Session) -> bool:
    document = blank.document
    return (about.sha256, about.encoding) == (document.sha256, document.encoding)


def _place(session: Session, journal: Contents) -> int | None:
    n = journal.position
    return n if n is not None and 1 <= n <= len(session.document) else None


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"


def _check_paragraphs(file: AnnotationFile, about: DocumentRecord, blank: Session) -> None:
    n = differing_paragraph(blank.document, file)
    if n is None:
        return
    _check_mode(about, blank, str(file.path))
    raise Findings(
        f"{file.path}: paragraph {n} is not as in {blank.document.source}",
        slug="paragraph-differs",
        hint="Bring back the paragraph lines as they were.",
    )


def _check_mode(about: DocumentRecord, blank: Session, made: str) -> None:
    mode = blank.document.mode.value
    if about.paragraphs != mode:
        raise Findings(
            f"{made}: made with --paragraphs {about.paragraphs}, not {mode}",
            slug="other-paragraphs",
            hint=f"Use --paragraphs {about.paragraphs}.",
        )


def _other_version(about: DocumentRecord, blank: Session) -> str | None:
    schema = blank.schema
    if about.schema_sha256 == schema.hash and about.schema_version == schema.version:
        return None
    if about.schema_version != schema.version:
        return f"Made with {schema.id} {about.schema_version}, now {schema.version}."
    return f"The schema {schema.id} {schema.version} has changed since."
