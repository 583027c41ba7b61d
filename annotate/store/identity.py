"""Who is at the keyboard, as far as this computer knows."""

import getpass
import subprocess
from pathlib import Path

from annotate.core.annotator import safe_name
from annotate.store.git import find_git
from annotate.store.project import Settings

PATIENCE = 2.0
"""Seconds that git may take to say a name."""


def annotator_named(given: str | None, settings: Settings) -> str:
    """Who works: as a flag says, else the settings, else as `default_annotator` of this folder."""
    return safe_name(given) if given else settings.annotator or default_annotator(Path.cwd())


def default_annotator(folder: Path) -> str:
    """git's `user.name` for the folder, else the login name, made safe as part of a file name."""
    return safe_name(_git_name(folder) or _login_name())


def _git_name(folder: Path) -> str:
    git = find_git()
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


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user id without a name, as in containers
        return ""
