"""The command line as a whole: help, version, what stops a command, exit statuses."""

import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from annotate import __version__
from annotate.cli.failures import guarded
from annotate.cli.group import COMMANDS
from annotate.errors import AnnotateError, Findings, Unreadable, Usage

Run = Any
MODULE = [sys.executable, "-m", "annotate"]
HOSTILE = "a\x1b[31mb\x07\x9b2J\u202ec\u200bd\U000e0041\r\n\x00"


def test_the_version_is_the_packages(run: Run) -> None:
    assert run("--version") == (0, f"annotate {__version__}\n", "")


def test_help_lists_every_command_with_its_line(run: Run) -> None:
    result = run("--help")
    assert result.status == 0
    for row in COMMANDS:
        assert any(line.split() == [row.name, *row.help.split()] for line in result.out.split("\n"))


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_the_list_says_of_a_command_what_it_says_of_itself(row: Any) -> None:
    command = getattr(import_module(row.module), row.name)
    assert isinstance(command, click.Command)
    assert command.get_short_help_str(100).rstrip(".") == row.help.rstrip(".")


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_every_command_has_help(run: Run, row: Any) -> None:
    result = run(row.name, "--help")
    assert result.status == 0
    assert result.out.startswith(f"Usage: annotate {row.name}")


def test_without_a_command_the_help_goes_to_stderr_as_wrong_usage(run: Run) -> None:
    result = run()
    assert result.status == 2
    assert result.out == ""
    assert result.err.startswith("Usage: annotate")


def test_a_misspelled_command_is_wrong_usage_with_the_nearest_name(run: Run) -> None:
    told = "There is no command 'validat'. [usage]\nHint: Did you mean 'validate'?\n"
    assert run("validat") == (2, "", told)


@pytest.mark.parametrize("arguments", [[HOSTILE], ["--" + HOSTILE], ["validate", "--" + HOSTILE]])
def test_wrong_usage_repeats_no_harmful_character(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.status == 2
    assert not result.harmful


def test_an_unknown_option_says_which_help_to_read(run: Run) -> None:
    result = run("status", "--frmat", "json")
    assert result.status == 2
    assert result.err.splitlines()[-1] == "Hint: `annotate status --help` shows how to call it."


@pytest.mark.parametrize(("failure", "status"), [(Findings, 1), (Usage, 2), (Unreadable, 3)])
def test_a_failure_is_told_in_words_and_as_its_status(
    capsys: pytest.CaptureFixture[str], failure: type[AnnotateError], status: int
) -> None:
    def command() -> int:
        raise failure("a.txt: no \x1b[2Jtext", slug="empty", hint="name\nanother")

    assert guarded(command) == status
    assert capsys.readouterr() == ("", "a.txt: no ^[[2Jtext [empty]\nHint: name↵another\n")


def test_what_the_system_refuses_is_told_without_a_traceback() -> None:
    assert _alone("guarded(lambda: open('no\\x1bwhere').close() or 0)") == (
        3,
        "no^[where: No such file or directory [cannot-read]\n",
    )


def test_an_interrupt_has_its_own_status_and_no_traceback() -> None:
    assert _alone("guarded(lambda: (_ for _ in ()).throw(KeyboardInterrupt))") == (130, "")


def test_a_mistake_of_ours_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError):
        guarded(lambda: 1 // 0)


def _alone(call: str) -> tuple[int, str]:
    """The status and the stderr of a call of `guarded` in a process of its own."""
    code = f"import sys\nfrom annotate.cli.failures import guarded\nsys.exit({call})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return done.returncode, done.stderr


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_a_full_disk_under_the_output_is_a_failed_write(arguments: list[str]) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    with open("/dev/full", "w") as full:
        done = subprocess.run([*MODULE, *arguments], stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (3, "No space left on device [cannot-write]\n")


def test_a_reader_who_has_seen_enough_is_no_error_to_talk_about() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([*MODULE, "--help"], stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (done.returncode, done.stderr) == (3, "")


def test_characters_that_the_terminal_lacks_are_escaped() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([*MODULE, "é"], capture_output=True, env=environment)
    assert done.returncode == 2
    assert b"\\xe9" in done.stderr


def test_a_module_lying_in_the_working_folder_is_not_imported(tmp_path: Path) -> None:
    for name in ("click", "msgspec", "readline"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('caught')")
    done = subprocess.run([*MODULE, "--help"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_ctrl_c_stops_a_command_quietly() -> None:
    code = (
        "import sys, time\nfrom annotate.cli.failures import guarded\n"
        "def wait():\n    print('ready', file=sys.stderr, flush=True)\n    time.sleep(60)\n"
        "sys.exit(guarded(wait))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert process.stderr.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130
    assert process.stderr.read() == ""
