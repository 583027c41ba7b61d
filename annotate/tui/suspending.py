"""Handing the terminal back to the shell for a while."""

from __future__ import annotations

import os
import signal
import termios
from contextlib import suppress

from prompt_toolkit.application import Application, run_in_terminal
from prompt_toolkit.input import Input

Modes = list[int | list[bytes | int]]
"""How the terminal's driver is set, as `termios` has it."""


def modes(input: Input) -> Modes | None:
    """As they are now; None if that is no terminal."""
    try:
        return termios.tcgetattr(input.fileno())
    except (termios.error, OSError, NotImplementedError, ValueError):
        return None


def suspend(app: Application[None], before: Modes | None) -> None:
    """Stops the program with the terminal as it was; when continued it draws itself again.

    prompt_toolkit's own way would leave the shell without flow control and with other small things
    that it does not set back.
    """

    def stop() -> None:
        now = modes(app.input)
        _set(app.input, before)
        # The group, as the key does it in a cooked terminal: whatever started us stops too.
        os.kill(0, signal.SIGTSTP)
        _set(app.input, now)

    run_in_terminal(stop)


def _set(input: Input, to: Modes | None) -> None:
    if to is not None:
        with suppress(termios.error, OSError):
            termios.tcsetattr(input.fileno(), termios.TCSADRAIN, to)
