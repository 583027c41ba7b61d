"""`annotate git disable`: what `enable` has done is undone."""

from pathlib import Path

import click

from annotate.cli import output
from annotate.cli.git.scope import everywhere
from annotate.store.gitting import Git


@click.command(short_help="Undo what `enable` has done, and nothing else.")
@everywhere
def disable(everywhere: bool) -> None:
    """Take away what `annotate git enable` has written, and nothing else.

    A line of attributes that was there before, as in a repository where others have enabled it,
    stays; a file that was made for it and has nothing else in it goes.
    """
    done = list(Git(Path.cwd(), everywhere).disable())
    for line in done:
        output.result(line)
    output.note("git treats annotation files as any text" if done else "nothing was enabled; nothing to do")
