"""The screen that `label` and `review` open, and the flags that say how it looks.

What draws it is imported only when it is opened: where nothing can be drawn, nothing of it is needed.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click
import msgspec

from annotate.cli import output
from annotate.errors import Usage
from annotate.store.project import Settings, ThemeName

if TYPE_CHECKING:
    from annotate.tui.keeper import Library

Left = tuple[int, int | None]
"""The exit status, and the document that the screen was left for, if it was for one."""

_OPTIONS = (
    click.option("--theme", type=click.Choice([each.value for each in ThemeName]), help="Colors."),
    click.option("--mouse/--no-mouse", default=None, help="Whether clicks and drags are heard."),
    click.option("--plain", is_flag=True, help="Line by line without redrawing, for screen readers."),
    click.option("--visual", is_flag=True, help="Reorder right-to-left text here, where the terminal does not."),
    click.option("--ascii", is_flag=True, help="Draw with ASCII characters only."),
)


class Look(msgspec.Struct, frozen=True):
    """What the flags say about the screen; None where they say nothing and settings decide."""

    theme: str | None = None
    mouse: bool | None = None
    plain: bool = False
    visual: bool = False
    ascii: bool = False


def look(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the flags of the screen, as one argument `look`."""

    @wraps(command)
    def looking(**given: Any) -> None:
        flags = {name: given.pop(name) for name in Look.__struct_fields__}
        command(look=Look(**flags), **given)

    for option in reversed(_OPTIONS):
        looking = option(looking)
    return looking


def can_draw() -> bool:
    """Whether there is a terminal that can be drawn on."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def on_screen(library: Library, first: int, look: Look, settings: Settings) -> Left:
    """Shows the documents, beginning with the one at `first`, until it is left. Raises AnnotateError."""
    from annotate.tui.app import Options, Screen
    from annotate.tui.keys import unfit
    from annotate.tui.terse import Terse
    from annotate.tui.theme import color_depth

    if wrong := unfit(settings.keys):
        raise Usage(f"keys: {wrong[0]}", slug="unknown-key", hint=wrong[1])
    chosen = Options(
        theme=look.theme or settings.theme or ThemeName.DARK.value,
        mouse=look.mouse if look.mouse is not None else settings.mouse is not False,
        depth=color_depth(os.environ),
        ascii=look.ascii or not _speaks_unicode(),
        visual=look.visual,
        keys=settings.keys,
    )
    terse = Terse.from_pty(sys.stdout, term=os.environ.get("TERM"))
    screen = Screen(library, first, chosen, output=terse)
    # What is loaded by now stays: to look for garbage in it would hold up a key now and then.
    gc.freeze()
    status = screen.run()
    output.note(screen.kept)
    return status, screen.wanted


def line_by_line(library: Library, first: int) -> int:
    """The same without a screen; the exit status."""
    from annotate.tui.plain import Plain

    return Plain(library, first, sys.stdin, output).run()


def _speaks_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
