"""`annotate git enable`: git shows annotation files to be read, and merges them by annotation."""

from pathlib import Path

import click

from annotate.cli import output
from annotate.cli.git.scope import everywhere
from annotate.store.gitting import Git


@click.command(short_help="Let git show and merge annotation files.")
@everywhere
def enable(everywhere: bool) -> None:
    """Let git show annotation files (`git diff`, `log -p`, `show`, `blame`) as text to be read, and
    merge them (`git merge`, `rebase`, `cherry-pick`, `stash pop`) annotation by annotation. Then
    `git mergetool -t annotate` settles conflicts, and `git difftool -t annotate` shows differences.

    It writes to the configuration of this repository, and two lines to its .gitattributes, which you
    may commit: they do nothing for those who have not enabled it. Every line that is written is
    printed; doing it again changes nothing, and `annotate git disable` undoes it.
    """
    done = list(Git(Path.cwd(), everywhere).enable())
    for line in done:
        output.result(line)
    output.note("git shows and merges annotation files" + ("" if done else " already; nothing to do"))
