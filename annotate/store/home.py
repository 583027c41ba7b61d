"""The folders and the lock of one person's work on one document."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

from annotate.errors import Unreadable
from annotate.store.disk import Disk, Folder
from annotate.store.lock import Lock, take_lock
from annotate.store.names import JOURNALS, Names

_TRIES = 20


class _Vanished(Exception):
    pass


class Home:
    """Where the annotation file, its journal and its lock are. Nobody else works here until
    `close`."""

    def __init__(self, out: Path, names: Names, files: Folder, journals: Folder, lock: Lock) -> None:
        self.out = out
        self.names = names
        self.files = files
        self.journals = journals
        self._lock = lock

    @property
    def path(self) -> Path:
        """The annotation file's."""
        return self.files.path / self.names.file

    def spare(self, name: str) -> bool:
        return self.journals.status(name) is None

    def tidy(self) -> None:
        """Removes what an interrupted replacement left."""
        for folder in (self.files, self.journals):
            for name in folder.names():
                if self.names.is_temporary(name):
                    folder.discard(name)

    def retake_journals(self) -> None:
        """Another program removed the journals' folder, perhaps with our lock in it. Raises OSError,
        Unreadable if somebody else was faster."""
        disk = self.files.disk
        with closing(Folder.at(disk, self.out)) as root:
            journals = root.below((JOURNALS, *self.names.folders))
        try:
            if not self._lock.is_at(journals, self.names.lock):
                lock = take_lock(journals, self.names.lock, str(self.path))
                self._lock.release()
                self._lock = lock
        except BaseException:
            journals.close()
            raise
        self.journals.close()
        self.journals = journals

    def find_files(self) -> None:
        """Makes the annotation file's folder anew if another program removed it. Raises OSError."""
        if self.files.is_removed():
            with closing(Folder.at(self.files.disk, self.out)) as root:
                files = root.below(self.names.folders)
            self.files.close()
            self.files = files

    def close(self) -> None:
        self._lock.release()
        self.files.close()
        self.journals.close()


def enter(disk: Disk, out: Path, names: Names) -> Home:
    """The place, made if need be. Raises Unreadable if it cannot be, or somebody works there."""
    for _ in range(_TRIES):
        with suppress(_Vanished):
            return _enter(disk, out, names)
    hint = "name another output folder with --out."
    raise Unreadable(f"{out}: its folders keep vanishing", slug="cannot-write", hint=hint)


def _enter(disk: Disk, out: Path, names: Names) -> Home:
    opened: list[Folder] = []
    try:
        root = Folder.at(disk, out)
        opened.append(root)
        files = root.below(names.folders)
        opened.append(files)
        journals = root.below((JOURNALS, *names.folders))
        opened.append(journals)
        lock = take_lock(journals, names.lock, str(files.path / names.file))
    except FileNotFoundError:
        # Whoever was here before removed the folders it had made, between our making and using them.
        _close(opened)
        raise _Vanished from None
    except OSError as error:
        _close(opened)
        raise cannot_write(out, error) from None
    except BaseException:
        _close(opened)
        raise
    root.close()
    return Home(out, names, files, journals, lock)


def cannot_write(path: Path, error: OSError) -> Unreadable:
    return Unreadable(
        f"{path}: {error.strerror or error}",
        slug="cannot-write",
        hint="Check the output folder, its permissions and the space on the disk.",
    )


def _close(folders: list[Folder]) -> None:
    for folder in folders:
        folder.close()
