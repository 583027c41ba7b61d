"""Keys as the terminal sends them."""

from __future__ import annotations

from pathlib import Path

from tests.program.child import label
from tests.program.terminal import Terminal
from tests.program.work import desk


def test_a_key_that_looks_like_the_begin_of_a_key_name_is_a_key(tmp_path: Path) -> None:
    at = desk(tmp_path)
    with Terminal(label(at.document, at.out, schema=str(at.schema))) as terminal:
        terminal.wait_for("saved 0").keys("c", "s").wait_for("saved 2")
        terminal.keys("<").wait_for("the annotation to link from")


def test_pasted_text_is_no_command(tmp_path: Path) -> None:
    at = desk(tmp_path)
    with Terminal(label(at.document, at.out, schema=str(at.schema))) as terminal:
        terminal.wait_for("saved 0").type("\x1b[200~c s c\x1b[201~").keys("s")
        terminal.wait_for("source labeled")
        assert terminal.count == 1
