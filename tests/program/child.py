"""What runs on the other side of the terminal: the real commands, if need be on a disk that fails.

The modules that commands import when they run are imported here, so that not every process that is
started has to do it again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import annotate.cli.recover
import annotate.cli.status
import annotate.cli.validate
import annotate.tui.app  # noqa: F401
from annotate.cli.failures import guarded
from annotate.cli.label import shelf_of
from annotate.cli.main import main
from annotate.cli.screen import Look, on_screen
from annotate.store.disk import Disk
from annotate.store.project import load_settings


def command(*arguments: object) -> Callable[[], int]:
    """`annotate` with these arguments."""

    def run() -> int:
        sys.argv = ["annotate", *map(str, arguments)]
        return main()

    return run


def label(
    document: Path,
    out: Path,
    *,
    annotator: str = "alice",
    schema: str | None = None,
    disk: Callable[[], Disk] = Disk,
    before: Callable[[], None] = lambda: None,
) -> Callable[[], int]:
    """`annotate label DOCUMENT --out OUT --annotator NAME`, on a disk made in the new process."""

    def screen() -> int:
        settings = load_settings(Path.cwd(), os.environ)
        shelf = shelf_of((document,), settings, schema, out, annotator, None, None, disk())
        status, _ = on_screen(shelf, shelf.latest(), Look(), settings)
        return status

    def run() -> int:
        before()
        return guarded(screen)

    return run


def executable(*arguments: object) -> Sequence[str]:
    """The program as a shell starts it."""
    return [sys.executable, "-m", "annotate", *map(str, arguments)]
