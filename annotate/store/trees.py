"""Annotation files as they were in revisions, and which of them are as they are now."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from annotate.core.fitting import quoted
from annotate.errors import Unreadable, Usage
from annotate.store.git import ask_git
from annotate.store.names import JOURNALS, SUFFIX
from annotate.store.reading import open_plain

LARGEST = 1 << 30
"""Bytes of a file that git is asked for."""

_OID = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_ENTRY = re.compile(rb"100(?:644|755) blob ([0-9a-f]+)\t(.+)", re.DOTALL)
_LISTING = 1 << 28
_CHUNK = 1 << 20


def commit_of(revision: str, folder: Path) -> str:
    """The id of the commit. Raises Usage for what is no revision, Unreadable for one git does not
    know."""
    _check(revision)
    return _one(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"], revision)


def fork_of(one: str, other: str, folder: Path) -> str:
    """The id of the commit that two revisions have in common."""
    here, there = commit_of(one, folder), commit_of(other, folder)
    return _one(folder, ["merge-base", here, there], f"{one}...{other}")


def files_at(commit: str, folder: Path, paths: Sequence[Path]) -> dict[str, str]:
    """The annotation files at and below the paths, from `folder` as they are: the id of what is in
    each. Journals are none, though one of somebody called `ann` has the same ending."""
    wanted = [os.path.relpath(path, folder) for path in paths]
    said = ask_git(folder, ["ls-tree", "-r", "-z", commit, "--", *wanted], _LISTING)
    if said is None or len(said) > _LISTING:
        where = ", ".join(map(str, paths))
        raise Unreadable(f"{where}: git cannot list it", slug="bad-revision", hint="name paths in the repository.")
    found = (_ENTRY.fullmatch(each) for each in said.split(b"\0"))
    files = {os.fsdecode(each[2]): each[1].decode() for each in found if each}
    return {path: id for path, id in files.items() if path.endswith(SUFFIX) and not _is_journal(path)}


def _is_journal(path: str) -> bool:
    return PurePosixPath(path).parent.name == JOURNALS


def file_at(name: str, folder: Path) -> str:
    """The id of what is at `REV:PATH`; the path is from the top of the repository, or else from
    `folder`."""
    revision, _, path = name.partition(":")
    _check(revision)
    for inner in (path, f"./{path}"):
        found = ask_git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}:{inner}"], 100)
        if found and _OID.fullmatch(found.strip()):
            return found.strip().decode()
    hint = "`git log --oneline -- PATH` lists the revisions of a file."
    raise Unreadable(f"{name}: git knows no such file", slug="bad-revision", hint=hint)


def open_blob(id: str, name: str, folder: Path) -> BinaryIO:
    """What git holds under the id. Raises Unreadable."""
    content = ask_git(folder, ["cat-file", "blob", id], LARGEST)
    if content is None:
        raise Unreadable(f"{name}: git cannot show it", slug="bad-revision", hint="is it a file?")
    if len(content) > LARGEST:
        raise Unreadable(f"{name}: larger than {LARGEST >> 30} GiB", slug="too-large")
    return BytesIO(content)


def is_same(path: Path, id: str) -> bool:
    """Whether the file holds what git has under the id, byte for byte. Raises Unreadable."""
    with open_plain(path, "an annotation file") as file:
        found = hashlib.new("sha1" if len(id) == 40 else "sha256", usedforsecurity=False)
        found.update(b"blob %d\0" % os.fstat(file.fileno()).st_size)
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest() == id


def _one(folder: Path, arguments: Sequence[str], revision: str) -> str:
    said = ask_git(folder, arguments, 1000)
    ids = said.split() if said else []
    if not ids or not _OID.fullmatch(ids[0]):
        message = f"{quoted(revision)}: git knows no such revision here"
        hint = "name two files or folders, or revisions of the repository that you are in."
        raise Unreadable(message, slug="bad-revision", hint=hint)
    return ids[0].decode()


def _check(revision: str) -> None:
    if not revision or revision.startswith("-") or "\0" in revision:
        message = f"{quoted(revision)} is no revision"
        raise Usage(message, slug="bad-revision", hint="as HEAD~1, a branch, a tag or a commit.")
