"""Who is at the keyboard, as far as this computer knows."""

import getpass
import os
import shutil
import subprocess
from pathlib import Path

from annotate.core.annotator import safe_name

PATIENCE = 2.0
"""Seconds that git may take to say a name."""


def default_annotator(folder: Path) -> str:
    """git's `user.name` for the folder, else the login name, made safe as part of a file name."""
    return safe_name(_git_name(folder) or _login_name())


def _git_name(folder: Path) -> str:
    git = shutil.which("git", path=_search_path())
    if git is None:
        return ""
    try:
        done = subprocess.run(
            [git, "config", "--get", "user.name"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace").strip()


def _search_path() -> str:
    """PATH without its relative folders: a `git` that lies beside a document is not git."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(folder for folder in folders if os.path.isabs(folder))


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user id without a name, as in containers
        return ""
