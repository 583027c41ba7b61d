"""Who is at the keyboard."""

import subprocess
from pathlib import Path

import pytest

from annotate.store.identity import default_annotator


@pytest.fixture
def nameless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which git knows no name and the login name is `reviewer`."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.setenv("LOGNAME", "reviewer")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return tmp_path


def test_gits_name_comes_first(nameless: Path) -> None:
    subprocess.run(["git", "init", "-q", nameless], check=True)
    subprocess.run(["git", "-C", nameless, "config", "user.name", "Ann O'Hara"], check=True)
    assert default_annotator(nameless) == "Ann-O-Hara"


def test_without_it_the_login_name_is_taken(nameless: Path) -> None:
    assert default_annotator(nameless) == "reviewer"


def test_a_git_beside_the_documents_is_not_run(nameless: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (nameless / "git").write_text(f"#!/bin/sh\ntouch {nameless}/ran\n")
    (nameless / "git").chmod(0o755)
    monkeypatch.chdir(nameless)
    monkeypatch.setenv("PATH", ".::")
    assert default_annotator(nameless) == "reviewer"
    assert not (nameless / "ran").exists()


def test_a_git_that_hangs_is_not_waited_for(nameless: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (nameless / "git").write_text("#!/bin/sh\nexec sleep 60\n")
    (nameless / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{nameless}:/bin:/usr/bin")
    monkeypatch.setattr("annotate.store.identity.PATIENCE", 0.1)
    assert default_annotator(nameless) == "reviewer"
