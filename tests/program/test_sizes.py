"""Any window size at any moment: it lives on, and no label is lost or taken twice."""

from __future__ import annotations

import random
import re
import signal
from pathlib import Path

import pytest

from tests.faults.amounts import SIZES
from tests.program.terminal import Terminal
from tests.program.test_leaving import is_as_before
from tests.program.work import TEXT, desk

STARTS = ((1, 1), (19, 24), (20, 5), (80, 24), (80, 4), (200, 60), (500, 300))
LEAST = (20, 5)
HUGE = "".join(f"\nBarn number {n} in Ostwick stands empty.\n" for n in range(2000))


def resize(terminal: Terminal, columns: int, rows: int) -> bool:
    """The window has another size, and is drawn in it; whether labels can be taken there."""
    small = columns < LEAST[0] or rows < LEAST[1]

    def is_drawn() -> bool:
        if not small:
            return re.search(r"\bsaved \d+", "\n".join(terminal.rows[-2:])) is not None
        return terminal.text.strip() != "" and "too small".startswith(terminal.text.rstrip("…"))

    terminal.resize(columns, rows).until(is_drawn, f"picture of {columns} x {rows}")
    return not small


def wait_for_count(terminal: Terminal, labels: int) -> None:
    terminal.until(lambda: terminal.count == labels, f"{labels} labels")


def sizes(chance: random.Random, count: int) -> list[tuple[int, int]]:
    """Small ones often: there things go wrong."""
    most = (300, 100) if count > 500 else (120, 50)
    found = [(chance.randint(1, 40), chance.randint(1, 12)) for _ in range(count // 3)]
    found += [(chance.randint(1, most[0]), chance.randint(1, most[1])) for _ in range(count - count // 3)]
    found += [(500, 300), (1, 1), (500, 1), (1, 300)]
    chance.shuffle(found)
    return found


@pytest.mark.parametrize("columns, rows", STARTS)
def test_labeling_while_the_size_changes(tmp_path: Path, columns: int, rows: int) -> None:
    at = desk(tmp_path, TEXT + HUGE)
    chance = random.Random(columns * rows)
    labels = 0
    with Terminal(at.label(), columns=columns, rows=rows) as terminal:
        for size in ((columns, rows), *sizes(chance, max(1, SIZES // len(STARTS)))):
            if resize(terminal, *size):
                labels += 1
                # One wait for both: a key that is not read before the window shrinks is not heard.
                terminal.keys("pagedown", "c")
                wait_for_count(terminal, labels)
        resize(terminal, 80, 24)
        wait_for_count(terminal, labels)
        assert terminal.keys("c-q").wait() == 0
        assert is_as_before(terminal)
    assert len(at.written().spans) == labels > 0


@pytest.mark.parametrize("columns, rows", [(19, 24), (80, 4), (1, 1), (19, 4), (2, 300)])
def test_where_it_is_too_small_no_label_is_taken_and_it_can_be_left(tmp_path: Path, columns: int, rows: int) -> None:
    at = desk(tmp_path)
    with Terminal(at.label(), columns=columns, rows=rows) as terminal:
        resize(terminal, columns, rows)
        assert terminal.keys("c", "s", "enter", "c-q").wait() == 0
        assert is_as_before(terminal)
    assert at.recovered().spans == () and at.recovered().decided == ()


@pytest.mark.parametrize("keys", ["; ", "= ", "/ O", "?", '" n', ": l", "c-o", "@", "\\", "space right"])
def test_any_size_whatever_is_being_done(tmp_path: Path, keys: str) -> None:
    at = desk(tmp_path)
    with Terminal(at.label()) as terminal:
        terminal.wait_for("saved 0").keys("c", "s").wait_for("saved 2").keys(*keys.split())
        for size in ((20, 5), (1, 1), (21, 6), (300, 100), (25, 7), (80, 5), (20, 24), (80, 24)):
            resize(terminal, *size)
        assert terminal.keys("escape").kill(signal.SIGTERM).wait() == 0
        assert is_as_before(terminal)
    assert len(at.written().spans) == 2
