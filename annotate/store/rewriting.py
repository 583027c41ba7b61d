"""Annotation files written anew by other hands than the annotator's, without harm to anybody's
work."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from annotate.core.records import DocumentRecord
from annotate.errors import Unreadable, Usage
from annotate.store.annotations import read_content, sha256_of
from annotate.store.disk import Disk, Folder
from annotate.store.home import Home, cannot_write, enter
from annotate.store.journal import FORMAT, count_beyond, read_journal
from annotate.store.names import JOURNALS, SUFFIX, Names, names_of

_DISK = Disk()


class _Spot(msgspec.Struct, frozen=True):
    """Where the file is: `name` in the folder that `names` lead to from `out`. `names` also give
    the lock and the journal."""

    out: Path
    names: Names
    name: str

    @property
    def path(self) -> Path:
        return self.out.joinpath(*self.names.folders, self.name)


def rewrite(path: Path, content: bytes, *, was: str, disk: Disk = _DISK) -> None:
    """The annotation file has this content afterwards; if anything is raised, what it had before.

    `was` is the hash of the bytes that `content` was made from. The file's journal, whose steps are
    all in the file, is set aside: they do not lead to the new content. A file that has this content
    already is not touched.

    Raises:
        Unreadable: somebody is at work on the file, it is no longer what it was, its journal holds
            steps that it does not have, it is a link or no plain file, or it cannot be written.
    """
    if path.is_symlink():
        raise Unreadable(
            f"{path}: a link; nothing is written through it",
            slug="not-a-plain-file",
            hint="Name the file that it leads to.",
        )
    if read_content(path) == content:
        return
    spot = _spot(path, content)
    fresh = _missing(spot)
    home = enter(disk, spot.out, spot.names)
    try:
        _replace(home, spot, content, was)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        _leave(home, fresh)


def _spot(path: Path, content: bytes) -> _Spot:
    """As whoever labels that document there has it.

    A file that is not called by its document and annotator is one that nobody labels in; it is
    locked by the name it has.
    """
    with suppress(ValueError, RecursionError, Usage):
        about = msgspec.json.decode(content.split(b"\n", 1)[0], type=DocumentRecord)
        names = names_of(about.document, about.annotator)
        tail = (*names.folders, names.file)
        if Path(os.path.abspath(path)).parts[-len(tail) :] == tail:
            return _Spot(_above(path, len(names.folders)), names, names.file)
    return _Spot(path.parent, Names((), path.name.removesuffix(SUFFIX)), path.name)


def _above(path: Path, folders: int) -> Path:
    """The folder so many above the file's, as short as the path was given."""
    if len(path.parts) <= folders + 1:
        path = Path(os.path.abspath(path))
    return path.parents[folders]


def _replace(home: Home, spot: _Spot, content: bytes, was: str) -> None:
    home.tidy()
    _check_unchanged(home, spot, was)
    set_aside = _journal_aside(home, spot, was)

    def announce() -> None:
        _check_unchanged(home, spot, was)
        set_aside()

    home.files.replace(spot.name, spot.names.stem, [content], announce)


def _check_unchanged(home: Home, spot: _Spot, was: str) -> None:
    found = home.files.read(spot.name)
    if found is None or sha256_of(found) != was:
        raise Unreadable(
            f"{spot.path}: changed by another program meanwhile, not overwritten",
            slug="changed-meanwhile",
            hint="Run the command again.",
        )


def _journal_aside(home: Home, spot: _Spot, was: str) -> Callable[[], None]:
    """What sets the journal aside. Raises Unreadable if it is still needed."""
    found = home.journals.read(spot.names.journal)
    if found is None:
        return lambda: None
    header = read_journal(found).header
    if header is not None and header.format > FORMAT:
        raise Unreadable(
            f"{spot.path}: its journal has format {header.format}, this version reads up to {FORMAT}",
            slug="newer-format",
            hint="Install a newer version of annotate.",
        )
    if steps := count_beyond(found, was):
        raise Unreadable(
            f"{spot.path}: {'1 step' if steps == 1 else f'{steps} steps'} of its journal are not in the file yet",
            slug="unfolded-journal",
            hint=f"Run `annotate recover {spot.out}` first.",
        )
    return lambda: home.journals.rename(spot.names.journal, _spare(home))


def _spare(home: Home) -> str:
    number = 1
    while not home.spare(name := home.names.old(number)):
        number += 1
    return name


def _missing(spot: _Spot) -> tuple[str, ...]:
    """What entering the place makes there: folders from the outermost on, the lock last."""
    names = (JOURNALS, *spot.names.folders, spot.names.lock)
    there = 0
    while there < len(names) and spot.out.joinpath(*names[: there + 1]).exists():
        there += 1
    return names[there:]


def _leave(home: Home, fresh: tuple[str, ...]) -> None:
    """Takes along what was not there before: a file in git is formatted without leaving traces.

    The lock goes last of all that is done under it, and whoever takes it makes sure that it is
    still there.
    """
    if fresh:
        home.journals.discard(home.names.lock)
    home.close()
    folders = (JOURNALS, *home.names.folders)
    with suppress(OSError, Unreadable), closing(Folder.at(home.files.disk, home.out)) as root:
        root.prune(folders, len(fresh) - 1)
