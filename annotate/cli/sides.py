"""What two sides of a comparison are: files, folders, revisions; and which file goes with which."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

import msgspec

from annotate.cli.targets import annotation_files
from annotate.errors import Unreadable, Usage
from annotate.store.annotations import WANTED
from annotate.store.comparing import Source
from annotate.store.names import SUFFIX
from annotate.store.project import PROJECT_FILE, Settings, kept
from annotate.store.reading import open_plain
from annotate.store.revisions import is_revision
from annotate.store.trees import commit_of, file_at, files_at, fork_of, is_same, open_blob

HEAD = "HEAD"


class Match(msgspec.Struct, frozen=True):
    """Two files to be compared, or one that has no partner. `paths` are those on the disk; `places` are
    where they are or, in another revision, were."""

    left: Source | None
    right: Source | None
    places: tuple[Path, ...]
    paths: tuple[Path, ...] = ()


def sides(names: Sequence[str], paths: Sequence[str] | None, settings: Settings) -> list[Match]:
    """The files that the words of the command line stand for; `paths` are those behind `--`, None
    without one. What git knows to be the same is left out.

    Raises Usage, Unreadable.
    """
    if paths is None and len(names) == 2 and all(map(_is_named, names)):
        return list(_both(*names))
    if paths is None:
        _check_there(names)
    count = len(names) if paths is not None else _revisions(names)
    revisions, below = names[:count], [*names[count:], *(paths or ())]
    if len(revisions) > 2 or (paths is None and not revisions and len(below) > 1):
        hint = "name two files or folders, or one or two revisions, `--` and paths."
        raise Usage("These are not two sides.", slug="usage", hint=hint)
    return list(_in_history(revisions, [Path(each) for each in below] or _usual(settings)))


def _is_named(name: str) -> bool:
    return os.path.lexists(name) or is_revision(name)


def _check_there(names: Sequence[str]) -> None:
    """Raises Unreadable for a file that is missing, which git would be asked about as a revision."""
    for name in names:
        if name.endswith(SUFFIX) and not _is_named(name):
            hint = "check the name and where you are; write `--` before files that only history has."
            raise Unreadable(f"{name}: there is no such file", slug="cannot-read", hint=hint)


def _revisions(names: Sequence[str]) -> int:
    """How many of the words, from the first, are revisions: the others are there."""
    return next((index for index, name in enumerate(names) if _is_named(name)), len(names))


def _usual(settings: Settings) -> list[Path]:
    folder = kept(settings)
    if folder is None:
        hint = f"name two files or folders, or work in a project with an {PROJECT_FILE}."
        raise Usage("There is nothing to compare.", slug="usage", hint=hint)
    return [folder]


def _both(one: str, other: str) -> Iterator[Match]:
    left, right = Path(one), Path(other)
    if left.is_dir() and right.is_dir():
        yield from _in_folders(left, right)
        return
    if left.is_dir() and not is_revision(other):
        left = left / right.name
    elif right.is_dir() and not is_revision(one):
        right = right / left.name
    paths = tuple(path for path, name in ((left, one), (right, other)) if not is_revision(name))
    places = (right, left) if len(paths) == 2 else paths or (Path(other.partition(":")[2]),)
    yield Match(_source(left, one), _source(right, other), places, paths)


def _source(path: Path, name: str) -> Source:
    if is_revision(name):
        id = file_at(name, Path.cwd())
        return Source(name, partial(open_blob, id, name, Path.cwd()))
    if not path.name.endswith(SUFFIX):
        raise Usage(f"{path}: not an annotation file", slug="usage", hint=f"their names end in {SUFFIX}.")
    return _on_disk(path)


def _on_disk(path: Path, name: str = "") -> Source:
    return Source(name or str(path), partial(open_plain, path, WANTED))


def _in_folders(left: Path, right: Path) -> Iterator[Match]:
    ours = {path.relative_to(left).as_posix(): path for path in annotation_files([left])}
    theirs = {path.relative_to(right).as_posix(): path for path in annotation_files([right])}
    for mine, yours in partners(ours, theirs):
        here, there = ours.get(mine), theirs.get(yours)
        paths = tuple(path for path in (here, there) if path)
        yield Match(_on_disk(here) if here else None, _on_disk(there) if there else None, paths[::-1], paths)


def partners(ours: Iterable[str], theirs: Iterable[str]) -> list[tuple[str, str]]:
    """Which file goes with which, by their names below two folders; one without a partner with "".

    The same document and annotator first; of what is left, the same document if each side has one
    file of it: so two annotators' folders can be compared.
    """
    left, right = dict.fromkeys(ours), dict.fromkeys(theirs)
    found = [(name, name) for name in left if name in right]
    free = [name for name in left if name not in right], [name for name in right if name not in left]
    documents = [_by_document(names) for names in free]
    for document, mine in documents[0].items():
        yours = documents[1].get(document, [])
        if len(mine) == len(yours) == 1:
            found.append((mine[0], yours[0]))
    taken = {name for pair in found for name in pair}
    found += [(name, "") for name in free[0] if name not in taken]
    found += [("", name) for name in free[1] if name not in taken]
    return sorted(found, key=lambda pair: pair[0] or pair[1])


def _by_document(names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        stem = PurePosixPath(name).as_posix().removesuffix(SUFFIX)
        found.setdefault(stem.rpartition(".")[0] or stem, []).append(name)
    return found


def _in_history(revisions: Sequence[str], paths: Sequence[Path]) -> Iterator[Match]:
    here = Path.cwd()
    old, new = _ends(revisions, here)
    before = files_at(old[1], here, paths)
    if new is None:
        now = {os.path.relpath(path): path for path in _there(paths, before)}
        for name in sorted({*before, *now}):
            path = now.get(name)
            if path is None or name not in before or not is_same(path, before[name]):
                left = _from(old[0], name, before, here)
                right = _on_disk(path, name) if path else None
                yield Match(left, right, (Path(name),), (path,) if path else ())
        return
    after = files_at(new[1], here, paths)
    if not before and not after:
        raise _nothing(paths)
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield Match(_from(old[0], name, before, here), _from(new[0], name, after, here), (Path(name),))


def _ends(revisions: Sequence[str], folder: Path) -> tuple[tuple[str, str], tuple[str, str] | None]:
    """The old and the new end, each as it is called and by its commit; None is what is on the disk."""
    if len(revisions) == 1 and ".." in revisions[0]:
        one, dots, other = revisions[0].partition("...")
        if not dots:
            one, _, other = revisions[0].partition("..")
        one, other = one or HEAD, other or HEAD
        start = fork_of(one, other, folder) if dots else commit_of(one, folder)
        return (start[:10] if dots else one, start), (other, commit_of(other, folder))
    names = list(revisions) or [HEAD]
    ends = [(name, commit_of(name, folder)) for name in names]
    return ends[0], ends[1] if len(ends) > 1 else None


def _there(paths: Sequence[Path], before: dict[str, str]) -> list[Path]:
    """The annotation files that are on the disk."""
    there = [path for path in paths if os.path.lexists(path)]
    if not there and not before:
        raise _nothing(paths)
    return annotation_files(there)


def _nothing(paths: Sequence[Path]) -> Unreadable:
    where = ", ".join(map(str, paths))
    return Unreadable(f"{where}: there are no annotation files", slug="cannot-read", hint="check the names.")


def _from(revision: str, name: str, files: dict[str, str], folder: Path) -> Source | None:
    if name not in files:
        return None
    called = f"{revision}:{name}"
    return Source(called, partial(open_blob, files[name], called, folder))
