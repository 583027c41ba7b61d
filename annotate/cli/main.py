"""The `annotate` command: what a person types comes in here, an exit status goes out."""

import gc
import sys

from annotate import __version__
from annotate.cli import output
from annotate.cli.failures import guarded


def main() -> int:
    """Run the command line; the exit status."""
    return guarded(_command)


def _command() -> int:
    # Everything else is imported where it is needed: the version costs hardly more than Python.
    if sys.argv[1:2] == ["--version"]:
        output.paint(f"annotate {__version__}\n")
        return 0
    # What is imported stays: to look for garbage in it again and again is a tenth of the start.
    gc.set_threshold(150_000)
    from annotate.cli.group import call

    return call(sys.argv[1:])
