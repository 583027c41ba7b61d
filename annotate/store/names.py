"""What the files of one document and annotator are called. Ids and annotators are names, never
paths."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import msgspec

from annotate.errors import Usage

SUFFIX = ".ann.jsonl"
JOURNALS = ".journal"
_LONGEST = 220  # Bytes; with what is put around it, a name stays below the 255 of most systems.


class Names(msgspec.Struct, frozen=True):
    """`folders` lead from the output folder to the annotation file, and in `.journal` to the
    journal."""

    folders: tuple[str, ...]
    stem: str

    @property
    def file(self) -> str:
        return self.stem + SUFFIX

    @property
    def rulings(self) -> str:
        """What a reviewer decided, beside the annotation file."""
        return self.stem + ".review.jsonl"

    @property
    def journal(self) -> str:
        return self.stem + ".jsonl"

    @property
    def lock(self) -> str:
        return self.stem + ".lock"

    def is_temporary(self, name: str) -> bool:
        """Whether the name is that of a file of ours that was never finished."""
        return re.fullmatch(rf"\.{re.escape(self.stem)}\.[0-9a-f]{{16}}\.tmp", name) is not None

    def torn(self, number: int) -> str:
        """What was cut off the journal's end."""
        return f"{self.stem}.{number}.torn"

    def old(self, number: int) -> str:
        """A journal that was set aside."""
        return f"{self.stem}.{number}.old"


def names_of(document: str, annotator: str) -> Names:
    """Raises Usage if either cannot be part of a file name."""
    *folders, name = document.split("/")
    for part in (*folders, name):
        _check("the document's name", document, part)
    if folders and folders[0] == JOURNALS:
        raise _unfit("the document's name", document, f"{JOURNALS} is kept for journals")
    if "/" in annotator:
        raise _unfit("the annotator's name", annotator, "it holds a slash")
    _check("the annotator's name", annotator, annotator)
    stem = f"{name}.{annotator}"
    if len(stem.encode()) > _LONGEST:
        raise _unfit("the file's name", stem[:40] + "…", f"it is longer than {_LONGEST} bytes")
    return Names(tuple(folders), stem)


def annotation_path(out: Path, document: str, annotator: str) -> Path:
    """Where the annotations are kept. Raises Usage as `names_of`."""
    names = names_of(document, annotator)
    return out.joinpath(*names.folders, names.file)


def _check(what: str, whole: str, part: str) -> None:
    if part in ("", ".", ".."):
        raise _unfit(what, whole, "it is a path, not a name" if part else "a part of it is empty")
    if any(unicodedata.category(each) in ("Cc", "Cs") for each in part):
        raise _unfit(what, whole, "it holds a control character or is not valid Unicode")
    if len(part.encode()) > _LONGEST:
        raise _unfit(what, whole[:40] + "…", f"it is longer than {_LONGEST} bytes")


def _unfit(what: str, name: str, reason: str) -> Usage:
    return Usage(
        f"{what} {name!a} cannot be a file name: {reason}",
        slug="unfit-name",
        hint="Use letters, digits, '.', '-' and '_'.",
    )
