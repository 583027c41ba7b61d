"""The journal: what was done, line by line, on the disk before anybody counts on it.

The first line is the header. Then come events; `Fold` says, before an annotation file is put in its
place, which events that file holds, so that whichever file is found later is known by its hash;
`Folded` that it is in its place; `Visit` where the annotator was. A line counts once it ends.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from contextlib import suppress

import msgspec

from annotate.core.events import Event, Redo, Step, Undo
from annotate.core.records import DocumentRecord
from annotate.store.disk import Folder

FORMAT = 1


class Header(msgspec.Struct, frozen=True, tag="journal"):
    """`base` is the hash of the annotation file that the events start from, empty if there was
    none; `about` is that file's first line, without what annotators say about the document."""

    format: int
    base: str
    about: DocumentRecord


class Fold(msgspec.Struct, frozen=True, tag="fold"):
    """An annotation file with this hash holds the first `through` events."""

    through: int
    sha256: str


class Folded(msgspec.Struct, frozen=True, tag="folded"):
    """That file is in its place."""

    through: int


class Visit(msgspec.Struct, frozen=True, tag="visit"):
    """The annotator went to paragraph `n`."""

    n: int


Entry = Header | Step | Undo | Redo | Fold | Folded | Visit

_decoder: msgspec.json.Decoder[Entry] = msgspec.json.Decoder(Entry)
_encoder = msgspec.json.Encoder()
_EVENTS = (b'{"type":"step"', b'{"type":"undo"', b'{"type":"redo"')


class Contents(msgspec.Struct, frozen=True):
    """A journal as it was found.

    `size` is where its last whole line ends, `torn` what follows. `unreadable` counts whole lines
    that say nothing; `confirmed` is the number of events in the last file known to be in its place,
    `position` the paragraph that was visited or changed last.
    """

    size: int
    torn: bytes
    header: Header | None
    events: tuple[Event, ...] = ()
    folds: tuple[Fold, ...] = ()
    confirmed: int = 0
    position: int | None = None
    unreadable: int = 0

    def held_by(self, sha256: str | None) -> int | None:
        """How many of the events the annotation file with this hash holds (None: no file);
        None if this journal does not know such a file."""
        base = self.header.base if self.header else None
        if sha256 is None:
            return 0 if base == "" else None
        for fold in reversed(self.folds):
            if fold.sha256 == sha256 and fold.through <= len(self.events):
                return fold.through
        return 0 if base == sha256 else None


def line(entry: Entry) -> bytes:
    """Raises ValueError if what it says could not be read back: a NaN, half a surrogate pair."""
    written = _encoder.encode(entry)
    if _decoder.decode(written) != entry:
        raise ValueError("the event holds a value that JSON cannot hold")
    return written + b"\n"


def read_journal(content: bytes) -> Contents:
    """Raises nothing, whatever the bytes."""
    size = content.rfind(b"\n") + 1
    entries = [_entry(each) for each in content[:size].split(b"\n")[:-1]]
    header = entries[0] if entries and isinstance(entries[0], Header) else None
    events: list[Event] = []
    folds: list[Fold] = []
    confirmed, position = 0, None
    for entry in entries[1:]:
        match entry:
            case Step():
                events.append(entry)
                position = entry.n
            case Undo() | Redo():
                events.append(entry)
            case Visit():
                position = entry.n
            case Fold():
                folds.append(entry)
            case Folded():
                confirmed = entry.through
    return Contents(
        size=size,
        torn=content[size:],
        header=header,
        events=tuple(events),
        folds=tuple(folds),
        confirmed=min(confirmed, len(events)),
        position=position,
        unreadable=sum(entry is None for entry in entries)
        + sum(isinstance(entry, Header) for entry in entries[1:])
        + (header is None and bool(entries) and entries[0] is not None),
    )


def count_beyond(content: bytes, sha256: str | None) -> int:
    """How many events the journal has that the annotation file with this hash does not hold.

    Reads from the end and decodes no event; a file it does not know holds none but those of the
    last fold.
    """
    count = 0
    last = None
    for each in reversed(content[: content.rfind(b"\n") + 1].split(b"\n")):
        if each.startswith(_EVENTS):
            count += 1
        elif each.startswith(b'{"type":"fold"') and isinstance(fold := _entry(each), Fold):
            if fold.sha256 == sha256:
                return count
            last = count if last is None else last
    if sha256 is None or last is None:
        return count
    first = _entry(content.split(b"\n", 1)[0])
    return count if isinstance(first, Header) and first.base == sha256 else last


def _entry(line: bytes) -> Entry | None:
    try:
        return _decoder.decode(line)
    except (ValueError, RecursionError):
        return None


class Journal:
    """An open journal, at whose end lines are put, whole or not at all."""

    def __init__(self, folder: Folder, name: str, size: int) -> None:
        """`size` is where its last whole line ends. Raises OSError."""
        self._disk = folder.disk
        self._file = folder.open(name, os.O_WRONLY | os.O_APPEND)
        self._size = self._synced = size
        self._ragged = os.fstat(self._file).st_size != size

    def append(self, data: bytes, *, sync: bool = True) -> None:
        """On the disk when this returns; with `sync` false, later.

        Raises OSError: the journal then ends as it did before, or is cut to that before the next
        append.
        """
        if os.fstat(self._file).st_nlink == 0:
            raise FileNotFoundError(errno.ENOENT, "the journal was removed by another program")
        self.repair()
        try:
            if self._disk.write(self._file, data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if sync:
                self._disk.fsync(self._file)
        except BaseException:
            self._ragged = True
            # After a failed fsync nobody knows which of the unsynced bytes are on the disk.
            self._size = self._synced if sync else self._size
            # If this fails too, it is tried again before the next append.
            with suppress(OSError):
                self._cut()
            raise
        self._size += len(data)
        if sync:
            self._synced = self._size

    def repair(self) -> None:
        """Cuts off an unfinished last line. Raises OSError."""
        if self._ragged:
            self._cut()

    def _cut(self) -> None:
        self._disk.truncate(self._file, self._size)
        self._disk.fsync(self._file)
        self._ragged = False

    def close(self) -> None:
        os.close(self._file)


def whole(header: Header, events: Sequence[Event], fold: Fold | None) -> bytes:
    """The content of a journal that is written anew."""
    entries: list[Entry] = [header, *events]
    if fold is not None:
        entries[fold.through + 1 : fold.through + 1] = [fold, Folded(fold.through)]
    return b"".join(map(line, entries))
