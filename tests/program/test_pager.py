"""On a terminal `diff` goes through the reader's pager."""

from __future__ import annotations

import os
from pathlib import Path

from tests.program.child import command
from tests.program.terminal import Terminal

EXPORTS = Path(__file__).parents[2] / "exports"
FILES = [str(EXPORTS / f"article.{who}.ann.jsonl") for who in ("alice", "bert")]


def shown(tmp_path: Path, script: str, *options: str) -> tuple[int, bytes]:
    """The exit status and what was on the terminal, with a script as pager."""
    program = tmp_path / "pages"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    env = {"PATH": f"{tmp_path}:{os.defpath}", "GIT_PAGER": "pages 'a b'"}
    with Terminal(command("diff", *FILES, "--only", "note", *options), columns=100, env=env) as terminal:
        return terminal.wait(), bytes(terminal.output)


def test_the_pager_gets_the_result(tmp_path: Path) -> None:
    status, found = shown(tmp_path, 'echo "pager <$1>"; sed "s/^/| /"')
    assert status == 1
    assert b"pager <a b>" in found and b"@@ paragraph 4 @@" in found
    assert b"| " in found


def test_none_is_asked_if_none_is_wanted(tmp_path: Path) -> None:
    status, found = shown(tmp_path, "echo pager", "--no-pager")
    assert status == 1
    assert b"@@ paragraph 4 @@" in found and b"pager" not in found


def test_leaving_the_pager_early_is_no_failure(tmp_path: Path) -> None:
    status, found = shown(tmp_path, "head -n 1; exit 3")
    assert status == 1
    assert b"Traceback" not in found and b"rror" not in found
