"""Asking git, which may be another program than it seems, about a repository of strangers."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from annotate.errors import Unreadable

PATIENCE = 20.0
"""Seconds that git may take to find a file in its history."""

# No network, no questions, no programs that the repository's own configuration names.
_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
_SAFE = ("-c", "core.fsmonitor=false", "-c", "protocol.allow=never", "--no-pager")


def find_git() -> str | None:
    """The git that PATH leads to, without its relative folders: a `git` that lies beside a
    document is not git."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return shutil.which("git", path=os.pathsep.join(each for each in folders if os.path.isabs(each)))


def ask_git(folder: Path, arguments: Sequence[str], limit: int) -> bytes | None:
    """What git says to the arguments, at most `limit` bytes; None if it says no.

    Raises Unreadable if there is no git, or it takes too long.
    """
    git = find_git()
    if git is None:
        hint = "install git, or name a file."
        raise Unreadable("there is no git to ask", slug="no-git", hint=hint)
    environment = {**os.environ, **_QUIET}
    process = subprocess.Popen(
        [git, *_SAFE, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        content = _read(process, limit)
    except subprocess.TimeoutExpired:
        raise Unreadable(f"git took longer than {PATIENCE:.0f} s", slug="no-git") from None
    finally:
        process.kill()
        process.wait()
    return content


def _read(process: subprocess.Popen[bytes], limit: int) -> bytes | None:
    """All of it if it is not more than the limit; of more, one byte more than that."""
    assert process.stdout is not None
    with process.stdout as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        return content
    return content if process.wait(PATIENCE) == 0 else None
