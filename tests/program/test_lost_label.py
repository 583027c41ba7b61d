"""Annotations with a label that the schema no longer has are shown, kept, and can be worked on."""

from __future__ import annotations

from pathlib import Path

from tests.program.terminal import Terminal
from tests.program.work import MOVES, SCHEMA, TEXT, desk

TWICE = TEXT + "\nMayor Ruth Ostwick said that the bridge needs help.\n"
KEYS = (
    *("=", "\\", "*", "[", "]", ">", "<", '"', "!", "&", "-", ";", "@", "/", "?", ":", "e", "n", "c"),
    *("space", "tab", "right", "enter", "up", "down", "pagedown"),
    *("* enter", "= enter", "] left enter", "] s", "> enter"),
)


def test_no_key_is_too_much_for_it(tmp_path: Path) -> None:
    for number, keys in enumerate(KEYS):
        at = desk(tmp_path / str(number), TWICE)
        with Terminal(at.label()) as terminal:
            for move in MOVES[:5]:
                move.do(terminal.wait_for("saved"))
            terminal.keys("c-q").wait()
        lost = SCHEMA.replace("claim", "thesis").replace("from: thesis", "from: source")
        at.schema.write_text(lost, encoding="utf-8")
        with Terminal(at.label()) as terminal:
            terminal.wait_for("saved 2").keys("tab").wait_for("▸. claim").keys(*keys.split())
            terminal.keys("escape").keys("enter", "escape", "c-s").keys("escape", "c-q")
            assert terminal.wait() == 0, f"{keys}\n{terminal.text}"
        assert b'"label":"claim"' in at.file.read_bytes() or keys == "] s", keys
