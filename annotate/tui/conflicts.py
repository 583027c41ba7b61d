"""What a merge left open, in the words of the screen and of the line mode. Not made safe to show yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from annotate.core.conflicts import Thing, conflicts_in, fields_of, versions_of
from annotate.core.events import DocumentMark, ParagraphMark
from annotate.core.marks import Marks
from annotate.tui.wording import count

_SETTLES = "annotate review settles it"


def notice(marks: Marks, path: Path) -> Iterator[str]:
    """On opening a file with conflicts: how many there are, and what to do."""
    if found := conflicts_in(marks):
        them = "it" if len(found) == 1 else "them"
        yield f"a merge left {count(len(found), 'conflict')}; this settles {them}: annotate review {quote(str(path))}"


def explained(marks: Marks, thing: Thing) -> str:
    """Of what is one version of a conflict, in a sentence."""
    if isinstance(thing, ParagraphMark | DocumentMark):
        fields = " and ".join(fields_of(thing))
        return f"a merge left two versions{f' of its {fields}' if fields else ''}; {_SETTLES}"
    versions = len(versions_of(marks, thing))
    if versions > 1:
        return f"one of {versions} versions that a merge left; {_SETTLES}"
    return f"a merge left two versions of {'its ends' if fields_of(thing) else 'this: one is deleted'}; {_SETTLES}"
