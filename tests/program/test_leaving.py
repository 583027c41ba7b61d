"""However the program ends, the work is on the disk and the terminal is as it was before."""

from __future__ import annotations

import shlex
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from annotate.tui.state import State
from tests.program.child import executable, label
from tests.program.modes import leaks, left_on
from tests.program.terminal import Terminal
from tests.program.work import MOVES, Desk, desk

ROOT = str(Path(__file__).parents[2])
END = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    return desk(tmp_path)


def is_as_before(terminal: Terminal) -> bool:
    assert terminal.modes() == terminal.before
    assert left_on(bytes(terminal.output)) == []
    assert leaks(bytes(terminal.output)) == []
    return True


def two_labels(terminal: Terminal) -> Terminal:
    terminal.wait_for("saved 0")
    assert terminal.modes() != terminal.before and "1049" in left_on(bytes(terminal.output))
    for move in MOVES[:2]:
        move.do(terminal)
    return terminal


@pytest.mark.parametrize("key", ["c-q", "c-c", "c-d"])
def test_a_key_that_leaves(at: Desk, key: str) -> None:
    with Terminal(at.label()) as terminal:
        assert two_labels(terminal).keys(key).wait() == 0
        assert is_as_before(terminal)
    assert len(at.written().spans) == 2


@pytest.mark.parametrize("number", END)
def test_a_signal(at: Desk, number: signal.Signals) -> None:
    with Terminal(at.label()) as terminal:
        assert two_labels(terminal).kill(number).wait() == 0
        assert is_as_before(terminal)
    assert len(at.written().spans) == 2


@pytest.mark.parametrize("number", END)
@pytest.mark.parametrize("keys", ["=", ";", "/", "? ", '"', ": c", "c-w", "@", "space", "* "], ids=repr)
def test_a_signal_whatever_is_being_done(at: Desk, number: signal.Signals, keys: str) -> None:
    with Terminal(at.label()) as terminal:
        two_labels(terminal)
        before = len(terminal.output)
        terminal.keys(*keys.split()).until(lambda: len(terminal.output) > before)
        assert terminal.kill(number).wait() == 0
        assert is_as_before(terminal)
    assert len(at.written().spans) == 2


@pytest.mark.parametrize("number", END)
def test_a_signal_to_the_installed_program(at: Desk, number: signal.Signals) -> None:
    arguments = (
        *("label", at.document, "--out", at.out, "--annotator", "alice"),
        *("--schema", at.schema),
    )
    with Terminal(executable(*arguments), env={"PYTHONPATH": ROOT}) as terminal:
        assert two_labels(terminal).kill(number).wait() == 0
        assert is_as_before(terminal)
    assert len(at.written().spans) == 2


def test_a_closed_window(at: Desk) -> None:
    with Terminal(at.label()) as terminal:
        two_labels(terminal).close()
        assert terminal.wait_closed() in (0, 3)
    assert len(at.written().spans) == 2


def test_a_closed_window_where_hanging_up_is_ignored(at: Desk) -> None:
    def deaf() -> int:
        run = at.label()
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        return run()

    with Terminal(deaf) as terminal:
        two_labels(terminal).close()
        assert terminal.wait_closed() in (0, 3)
    assert len(at.written().spans) == 2


@pytest.mark.parametrize("after", [0, 2])
def test_a_mistake_of_ours_ends_with_a_traceback_on_the_screen_as_before(
    at: Desk, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    from annotate.tui import dispatch

    real = dispatch.press

    def broken(state: State, *rest: object) -> State:
        if state.session.marks.count == after:
            raise RuntimeError("a mistake")
        return real(state, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(dispatch, "press", broken)
    with Terminal(at.label()) as terminal:
        terminal.wait_for("saved 0").keys("c", "s", "c")
        assert terminal.wait() == 1
        assert terminal.modes() == terminal.before
        assert left_on(bytes(terminal.output)) == []
        end = bytes(terminal.output).rindex(b"\x1b[?1049l")
        assert b"RuntimeError: a mistake" in terminal.output[end:]
    assert len(at.written().spans) == after


def test_a_mistake_in_drawing_ends_with_the_work_saved(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from annotate.tui import app

    real: Callable[..., object] = app.draw

    def broken(state: State, *rest: object) -> object:
        if state.session.marks.count == 2:
            raise RuntimeError("a mistake")
        return real(state, *rest)

    monkeypatch.setattr(app, "draw", broken)
    with Terminal(at.label()) as terminal:
        terminal.wait_for("saved 0").keys("c", "s")
        assert terminal.wait() == 1
        assert terminal.modes() == terminal.before
        assert left_on(bytes(terminal.output)) == []
        assert b"RuntimeError: a mistake" in terminal.output
    assert len(at.written().spans) == 2


def test_what_fails_before_the_screen_leaves_the_terminal_alone(at: Desk) -> None:
    run = label(at.document.parent / "missing.txt", at.out, schema=str(at.schema))
    with Terminal(run) as terminal:
        assert terminal.wait() == 3
        assert terminal.modes() == terminal.before
        assert b"\x1b" not in terminal.output


def test_suspended_it_gives_the_shell_its_terminal_and_continued_it_draws_again(at: Desk) -> None:
    words = executable("label", at.document, "--out", at.out, "--schema", at.schema)
    command = shlex.join([*words, "--annotator", "alice"])
    env = {"PS1": "ready> ", "PYTHONPATH": ROOT, "ENV": "/dev/null"}
    with Terminal(["/bin/sh", "-i"], env=env) as terminal:
        terminal.wait_for("ready>$").type("stty -a\r").wait_for(r"-echoprt(?s:.*)ready>$")
        before = settings(terminal.text)
        terminal.type("clear\r").until(lambda: terminal.text.strip() == "ready>")
        terminal.type(command + "\r")
        two_labels(terminal).keys("c-z").wait_for(r"(?i)(stopped|suspended)(?s:.*)ready>$")
        assert left_on(bytes(terminal.output)) == []
        terminal.type("clear; stty -a\r").wait_for(r"-echoprt(?s:.*)ready>$")
        assert settings(terminal.text) == before
        there = len(terminal.output)
        terminal.type("fg\r").until(lambda: b"saved 2" in terminal.output[there:])
        assert "1049" in left_on(bytes(terminal.output))
        MOVES[2].do(terminal)
        terminal.keys("c-q").wait_for("ready>$")
        assert left_on(bytes(terminal.output)) == []
        assert terminal.type("exit\r").wait() == 0
    assert len(at.written().spans) == 2


def settings(text: str) -> list[str]:
    """What `stty -a` says: everything from the speed on."""
    return text[text.index("speed ") :].split("ready>")[0].split()


def test_stopped_from_outside_and_continued_it_goes_on(at: Desk) -> None:
    with Terminal(at.label()) as terminal:
        two_labels(terminal).kill(signal.SIGSTOP).wait_stopped()
        terminal.kill(signal.SIGCONT)
        MOVES[2].do(terminal)
        assert terminal.keys("c-q").wait() == 0
        assert is_as_before(terminal)
