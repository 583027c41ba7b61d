"""The desk: where one person's work on one document is kept while it is done.

An event is on the disk before `record` says so. The annotation file follows whenever `fold` is
called, from any thread; between the two a crash loses nothing, because opening the desk again puts
them together.
"""

from __future__ import annotations

import contextlib
import errno
import threading
from pathlib import Path

import msgspec

from annotate.core.document import Document
from annotate.core.events import DocumentMark, Event
from annotate.core.schema import Schema
from annotate.core.session import Session, advance
from annotate.errors import AnnotateError
from annotate.store import journal as journals
from annotate.store.annotations import parse_annotations
from annotate.store.content import document_record
from annotate.store.disk import Disk
from annotate.store.documents import check_writable
from annotate.store.failure import Failure as Failure
from annotate.store.failure import failure_of
from annotate.store.home import Home, cannot_write, enter
from annotate.store.journal import Fold, Folded, Header, Journal, Visit, read_journal
from annotate.store.names import names_of
from annotate.store.opening import Start, begin, check_file
from annotate.store.rulings import decode_rulings
from annotate.store.snapshot import Changed, Seen, Snapshot

_DISK = Disk()
_CHANGED = Failure(
    "file changed by another program, not overwritten",
    "Your work is in the journal: leave and open the document again to put both together.",
)


class Desk:
    """Opened by `open_desk`; `close` it. `record` and `visit` may run beside `fold`."""

    def __init__(self, home: Home, journal: Journal, header: Header, start: Start, snapshot: Snapshot) -> None:
        self.notices = start.notices
        self.position = start.position
        self._home = home
        self._journal = journal
        self._header = header
        self._session = start.session
        self._events = list(start.events)
        self._waiting: list[tuple[Event, Session]] = []
        self._folded = start.folded
        self._snapshot = snapshot
        self._visited = start.position
        self._writing = threading.Lock()
        self._folding = threading.Lock()
        self._open = True

    @property
    def session(self) -> Session:
        """The session of all events that are on the disk; after opening, where work goes on."""
        return self._session

    @property
    def path(self) -> Path:
        """The annotation file's."""
        return self._home.path

    @property
    def saved(self) -> int:
        """How many spans there are on the disk."""
        return self._session.marks.count

    @property
    def unsaved(self) -> int:
        """How many events are not on the disk."""
        return len(self._waiting)

    @property
    def unfolded(self) -> int:
        """How many events on the disk the annotation file does not hold yet."""
        return len(self._events) - self._folded

    def record(self, event: Event) -> Failure | None:
        """Puts the event on the disk, after those that could not be put there before.

        Raises ValueError if the event cannot be written at all (half a surrogate pair in a note),
        Conflict if it does not follow from what was recorded.
        """
        journals.line(event)
        with self._writing:
            before = self._waiting[-1][1] if self._waiting else self._session
            self._waiting.append((event, advance(before, event)))
            return self._flush()

    def retry(self) -> Failure | None:
        """Tries again what could not be put on the disk."""
        with self._writing:
            return self._flush()

    def visit(self, n: int) -> None:
        """Remembers the paragraph; a power cut may forget it again."""
        with self._writing:
            if n == self._visited or self._waiting:
                return
            with contextlib.suppress(OSError):
                self._journal.append(journals.line(Visit(n)), sync=False)
                self._visited = n

    def fold(self) -> Failure | None:
        """Puts everything recorded so far into the annotation file, if it is not there yet."""
        with self._folding:
            with self._writing:
                failure = self._flush()
                session, through = self._session, len(self._events)
            if failure or through == self._folded:
                return failure
            try:
                self._replace(session, through)
            except Changed:
                return _CHANGED
            except (OSError, AnnotateError) as error:
                return failure_of(error)
            return None

    def move_to(self, folder: Path) -> Failure | None:
        """Goes on in another output folder, with everything, also what could not be saved.

        What is in the old place stays there. Nothing is overwritten: the new place must have no
        work on this document by this annotator.
        """
        with self._folding, self._writing:
            session = self._waiting[-1][1] if self._waiting else self._session
            try:
                home = enter(self._home.files.disk, folder, self._home.names)
            except AnnotateError as error:
                return Failure(error.message, error.hint)
            try:
                self._settle(home, session)
            except (OSError, AnnotateError) as error:
                home.close()
                return failure_of(error)
            return None

    def close(self) -> None:
        """Ends the work here; waits for a fold that runs. What was not recorded is lost."""
        with self._folding, self._writing:
            if self._open:
                self._open = False
                self._journal.close()
                self._home.close()

    def _flush(self) -> Failure | None:
        """Everything waiting, in order, up to the first that fails."""
        while self._waiting:
            event, after = self._waiting[0]
            try:
                self._append(journals.line(event))
            except (OSError, AnnotateError) as error:
                return failure_of(error)
            del self._waiting[0]
            self._session = after
            self._events.append(event)
            self._visited = None
        return None

    def _append(self, data: bytes) -> None:
        try:
            self._journal.append(data)
        except FileNotFoundError:
            self._restore()
            self._journal.append(data)

    def _restore(self) -> None:
        """Another program removed the journal: it is written again, from memory.

        The lock may be gone with it, and is taken anew. The folder of the annotation file stays,
        because a fold may be at work in it.
        """
        self._home.retake_journals()
        if not self._home.spare(self._home.names.journal):
            raise FileExistsError(errno.EEXIST, "another journal has taken its place")
        fold = Fold(self._folded, self._snapshot.sha256) if self._snapshot.sha256 else None
        journal = _write_journal(self._home, self._header, tuple(self._events), fold)
        self._journal.close()
        self._journal = journal

    def _settle(self, home: Home, session: Session) -> None:
        if not home.spare(home.names.journal) or home.files.status(home.names.file) is not None:
            raise FileExistsError(errno.EEXIST, "this document was annotated there already")
        events = (*self._events, *(event for event, _ in self._waiting))
        snapshot = Snapshot(home)
        fold = Fold(len(events), snapshot.replace(session, lambda sha256: None))
        journal = _write_journal(home, self._header, events, fold)
        self._journal.close()
        self._home.close()
        self._home, self._journal, self._snapshot = home, journal, snapshot
        self._session, self._events, self._waiting = session, list(events), []
        self._folded = len(events)

    def _replace(self, session: Session, through: int) -> None:
        def announce(sha256: str) -> None:
            with self._writing:
                self._append(journals.line(Fold(through, sha256)))

        self._snapshot.replace(session, announce)
        self._folded = through
        with self._writing, contextlib.suppress(OSError):
            self._journal.append(journals.line(Folded(through)), sync=False)


def open_desk(document: Document, schema: Schema, annotator: str, out: Path, *, disk: Disk = _DISK) -> Desk:
    """Takes up the work where it was left, however it was left; makes the folders if need be.

    Raises:
        Unreadable: somebody else is at it, or the place cannot be read or written.
        Findings: the annotation file there is not valid, or not about this text.
        Usage: the document's or annotator's name cannot be a file name.
    """
    names = names_of(document.id, annotator)
    check_writable(document)
    home = enter(disk, out, names)
    try:
        return _open(home, Session(document, schema, annotator))
    except OSError as error:
        home.close()
        raise cannot_write(out, error) from None
    except BaseException:
        home.close()
        raise


def _open(home: Home, blank: Session) -> Desk:
    home.tidy()
    content = home.files.read(home.names.file)
    status = home.files.status(home.names.file)
    file = None if content is None else parse_annotations(home.path, content)
    notice = check_file(file, blank) if file else None
    decided = home.files.read(home.names.rulings)
    if decided:
        rulings = decode_rulings(home.files.path / home.names.rulings, decided)
        blank = msgspec.structs.replace(blank, marks=msgspec.structs.replace(blank.marks, rulings=rulings))
    found = home.journals.read(home.names.journal)
    contents = None if found is None else read_journal(found)
    start = begin(blank, file, contents)
    notices = [notice] if notice else []
    if contents and contents.torn:
        _set_aside(home, "torn", contents.torn)
        notices.append("The last line of the journal was unfinished and was set aside.")
    sha256 = file.sha256 if file else ""
    if start.anew or contents is None or contents.header is None:
        if start.aside and found is not None:
            _set_aside(home, "old", found)
        header = _header(blank, sha256)
        journal = _write_journal(home, header, start.events, None)
    else:
        header = contents.header
        journal = Journal(home.journals, home.names.journal, contents.size)
        journal.repair()
    start = msgspec.structs.replace(start, notices=(*notices, *start.notices))
    seen = Seen.of(status, sha256) if status and file else None
    snapshot = Snapshot(home, seen, decided or b"")
    return Desk(home, journal, header, start, snapshot)


def _header(blank: Session, base: str) -> Header:
    nothing_said = msgspec.structs.replace(blank.marks, document=DocumentMark())
    about = document_record(msgspec.structs.replace(blank, marks=nothing_said))
    return Header(journals.FORMAT, base, about)


def _write_journal(home: Home, header: Header, events: tuple[Event, ...], fold: Fold | None) -> Journal:
    content = journals.whole(header, events, fold)
    home.journals.replace(home.names.journal, home.names.stem, [content])
    return Journal(home.journals, home.names.journal, len(content))


def _set_aside(home: Home, kind: str, content: bytes) -> None:
    """Keeps the bytes under a name that is not taken."""
    number = 1
    while not home.spare(name := getattr(home.names, kind)(number)):
        number += 1
    home.journals.create(name, [content])
    home.journals.sync()
