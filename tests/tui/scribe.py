"""Sessions of the line mode as transcripts: what is typed stands behind `> `, the rest is answered.

The work is kept by the real desk in a real folder; ids and times are made up in order.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from difflib import unified_diff
from itertools import count
from pathlib import Path
from textwrap import dedent

from annotate.cli.library import Shelf, items_of
from annotate.core.display import display
from annotate.core.document import ParagraphMode
from annotate.core.schema import Schema
from annotate.store.annotations import AnnotationFile, read_annotations
from annotate.store.disk import Disk
from annotate.tui.plain import Plain

NOW = "2026-01-01T10:00:00Z"
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


class Transcript:
    """What was typed and what was said, in the order of both."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.painted = ""

    def result(self, line: str) -> None:
        self.lines.append(display(line))

    def paint(self, text: str) -> None:
        self.painted += text

    def flush(self) -> None: ...


class Dictation(io.StringIO):
    """Lines that come one by one; `stage` hears those that are comments."""

    def __init__(self, lines: list[str], heard: Transcript, stage: Callable[[str], None], terminal: bool) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))
        self._heard, self._stage, self._terminal = heard, stage, terminal

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = super().readline()
        if line:
            self._heard.lines.append(f"> {line.rstrip()}".rstrip())
        if line.startswith("#"):
            self._stage(line[1:].strip())
        return line

    def isatty(self) -> bool:
        return self._terminal


class Scribe:
    """Works on the texts in a folder, as alice."""

    def __init__(self, folder: Path, schema: Schema, *texts: str, disk: Disk | None = None) -> None:
        self.folder, self.schema = folder, schema
        self.out = folder / "out"
        self.status = 0
        self.painted = ""
        self.stage: Callable[[str], None] = lambda line: None
        self._disk = disk or Disk()
        self._corpus = folder / "corpus"
        self._corpus.mkdir(exist_ok=True)
        self._ids = ids()
        for name, text in zip(("article", "brief", "column"), texts, strict=False):
            (self._corpus / f"{name}.txt").write_text(text, encoding="utf-8", newline="")

    def shelf(self) -> Shelf:
        items = items_of([self._corpus], [self._corpus])
        mode = ParagraphMode.AUTO
        return Shelf(items, self.schema, "alice", self.out, "utf-8", mode, self._disk)

    def type(self, lines: list[str], *, terminal: bool = False) -> list[str]:
        """The transcript of these lines."""
        heard = Transcript()
        dictation = Dictation(lines, heard, self.stage, terminal)
        shelf = self.shelf()
        plain = Plain(shelf, shelf.latest(), dictation, heard, new_id=lambda: next(self._ids), now=lambda: NOW)
        self.status = plain.run()
        self.painted = heard.painted
        return heard.lines

    def play(self, transcript: str, *, terminal: bool = False) -> Scribe:
        """The lines behind `> ` lead to exactly this transcript."""
        expected = dedent(transcript).strip().splitlines()
        typed = [line[1:].strip() for line in expected if line.startswith(">")]
        said = self.type(typed, terminal=terminal)
        assert said == expected, "\n".join(unified_diff(expected, said, lineterm=""))
        return self

    def path(self, document: str = "article") -> Path:
        return self.out / f"{document}.alice.ann.jsonl"

    def file(self, document: str = "article") -> AnnotationFile:
        return read_annotations(self.path(document))


def ids() -> Iterator[str]:
    return ("".join(_LETTERS[i >> shift & 31] for shift in range(35, -1, -5)) for i in count(1))
