"""Annotation files that are behind their journals, as after a crash."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from annotate.errors import Unreadable
from annotate.report.words import count
from annotate.store.names import JOURNALS, SUFFIX
from annotate.store.recover import unfolded


class Behind(NamedTuple):
    """An annotation file, there or not yet, and how many steps of its journal it does not hold."""

    path: Path
    steps: int

    @property
    def message(self) -> str:
        held = "is not in the file yet" if self.steps == 1 else "are not in the file yet"
        return f"{count(self.steps, 'step')} in the journal {held}"

    @property
    def hint(self) -> str:
        return "open the document again with `annotate label`, or run `annotate recover`."

    @property
    def error(self) -> Unreadable:
        """For whoever has to have everything."""
        return Unreadable(f"{self.path}: {self.message}", slug="unfolded-journal", hint=self.hint)


def behind(files: Iterable[Path]) -> Iterator[Behind]:
    """Those of the annotation files whose journals hold more."""
    for path in files:
        if steps := unfolded(path):
            yield Behind(path, steps)


def unwritten(paths: Iterable[Path]) -> Iterator[Behind]:
    """Annotation files that are only in journals yet, below the folders among the paths."""
    folders = (path for path in paths if path.is_dir())
    yield from behind(dict.fromkeys(each for folder in folders for each in _unwritten(folder)))


def _unwritten(folder: Path) -> Iterator[Path]:
    for parent, folders, _ in os.walk(folder, followlinks=False):
        if JOURNALS in folders:
            yield from _without_file(Path(parent))
        folders[:] = sorted(name for name in folders if not name.startswith("."))


def _without_file(out: Path) -> Iterator[Path]:
    """The files that the journals of an output folder belong to, where there is none."""
    for parent, folders, names in os.walk(out / JOURNALS, followlinks=False):
        folders.sort()
        for name in sorted(names):
            below = Path(parent).relative_to(out / JOURNALS)
            path = out / below / (name.removesuffix(".jsonl") + SUFFIX)
            if name.endswith(".jsonl") and not os.path.lexists(path):
                yield path
