"""`annotate git difftool`: what git calls to show what differs between two versions of a file."""

from __future__ import annotations

import os
import subprocess
from functools import partial
from pathlib import Path

import click

from annotate.cli import output
from annotate.cli.comparing import Comparing
from annotate.cli.delivery import deliver
from annotate.cli.diff import columns, text_pieces
from annotate.cli.pager import paged
from annotate.cli.projects import Projects
from annotate.cli.sides import Match, sides
from annotate.cli.sources import Schemas
from annotate.core.compare.comparison import Wanted
from annotate.report.diff.text import Look
from annotate.store.annotations import WANTED
from annotate.store.comparing import Source
from annotate.store.git import find_git
from annotate.store.names import SUFFIX
from annotate.store.project import Settings, load_settings
from annotate.store.reading import open_plain


@click.command(short_help="Show what differs in a file; git calls this.")
@click.argument("local")
@click.argument("remote")
@click.argument("name", default="")
@click.option("--pager/--no-pager", default=True, help="On a terminal, page by page (GIT_PAGER, PAGER, less).")
def difftool(local: str, remote: str, name: str, pager: bool) -> None:
    """Show what differs between LOCAL and REMOTE, two versions of the file NAME or two folders, as
    `annotate diff` does; as `git difftool -t annotate` wants it: "$LOCAL" "$REMOTE" "$MERGED".

    Files that are no annotation files are shown as git shows them.
    """
    settings = load_settings(Path.cwd(), os.environ)
    if not os.path.isdir(local) and not name.endswith(SUFFIX):
        raise SystemExit(_by_git(local, remote, pager))
    comparing = Comparing(Schemas(Projects(settings)), Wanted(), everything=False)
    with paged(pager):
        pairs = comparing.pairs(_matches(local, remote, name, settings))
        deliver(text_pieces(pairs, Look(columns(None), output.color(), 0, False)), None)
    for line in comparing.notes:
        output.note(line)
    raise SystemExit(comparing.worst)


def _matches(local: str, remote: str, name: str, settings: Settings) -> list[Match]:
    if os.path.isdir(local):
        return sides((local, remote), None, settings)
    left, right = _source(local, f"a/{name}"), _source(remote, f"b/{name}")
    return [Match(left, right, (Path(name),))]


def _source(path: str, name: str) -> Source | None:
    """None on the side on which there is no such file."""
    return None if path == os.devnull else Source(name, partial(open_plain, Path(path), WANTED))


def _by_git(local: str, remote: str, pager: bool) -> int:
    """Its text made safe to show, as all that is printed here."""
    git = find_git()
    if git is None:
        return 0
    command = [git, "--no-pager", "diff", "--no-index", "--no-color", "--no-ext-diff", "--", local, remote]
    with paged(pager), subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        for line in process.stdout:
            output.result(line.decode("utf-8", "backslashreplace").rstrip("\r\n"))
    return 0 if process.returncode == 1 else process.returncode
