"""Whatever the document is: it is shown, or refused in one line with the right status."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.program.child import label
from tests.program.terminal import Terminal
from tests.program.test_leaving import is_as_before
from tests.program.work import desk

BAD, NOT_READ = 1, 3


def pipe(path: Path) -> None:
    os.mkfifo(path)


def served(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(path))


def sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)


def content(data: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


REFUSED: dict[str, tuple[Callable[[Path], None], int, str]] = {
    "nothing there": (lambda path: None, NOT_READ, "No such file"),
    "empty": (content(b""), BAD, "holds no text"),
    "blank": (content(b" \n\t\r\n\n"), BAD, "holds no text"),
    "empty with BOM": (content(b"\xef\xbb\xbf"), BAD, "holds no text"),
    "folder without documents": (Path.mkdir, BAD, "holds no document"),
    "named pipe": (pipe, NOT_READ, "a named pipe"),
    "socket": (served, NOT_READ, "No such device|a socket"),
    "link to nothing": (lambda path: path.symlink_to("gone"), NOT_READ, "the link leads nowhere"),
    "link to itself": (lambda path: path.symlink_to(path.name), NOT_READ, "symbolic links|leads nowhere"),
    "link to a device": (lambda path: path.symlink_to("/dev/zero"), NOT_READ, "a device"),
    "name as a folder": (lambda path: path.parent.joinpath("x").write_text(""), NOT_READ, "No such file"),
    "UTF-16": (content("A barn.\n".encode("utf-16")), BAD, "--encoding utf-16"),
    "UTF-16 without BOM": (content("A barn.\n".encode("utf-16-le")), BAD, "utf-16-le"),
    "UTF-32": (content("A barn.\n".encode("utf-32")), BAD, "--encoding utf-32"),
    "Latin-1": (content("Café\nBarn\n".encode("latin-1")), BAD, r":1: byte 3 0xE9: not valid utf-8"),
    "overlong": (content(b"A\nB \xc0\xaf\n"), BAD, r":2: byte 4 0xC0: not valid utf-8"),
    "surrogate": (content(b"A \xed\xa0\x80\n"), BAD, "byte 2 0xED: not valid utf-8"),
    "cut off": (content("Barn é".encode()[:-1]), BAD, "byte 5 0xC3: not valid utf-8"),
    "binary": (content(bytes(range(256)) * 20), BAD, "binary data|not valid utf-8"),
    "zeros": (content(bytes(5000)), BAD, "binary data"),
    "larger than any text": (sparse, NOT_READ, "larger than"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_text_is_refused_in_a_line_and_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    make, status, reason = REFUSED[kind]
    monkeypatch.chdir(tmp_path)
    at = desk(tmp_path / "work")
    path = tmp_path / "odd.txt"
    make(path)
    with Terminal(label(path, at.out, schema=str(at.schema)), columns=300) as terminal:
        assert terminal.wait() == status
        lines = terminal.text.split("\n")
        assert re.search(reason, terminal.text)
        assert lines[0].startswith(f"{path}:") and re.search(r" \[[a-z-]+\]$", lines[0])
        assert len(lines) == 2 and lines[1].startswith("Hint: ")
        assert b"\x1b" not in terminal.output and terminal.modes() == terminal.before
    assert not at.out.exists() or not list(at.out.rglob("*.jsonl"))


def test_without_permission_it_is_refused(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.document.chmod(0)
    run = at.label()

    def nobody() -> int:
        if os.geteuid() == 0:
            os.setuid(65534)
        return run()

    for path in (tmp_path, at.schema):
        path.chmod(0o755)
    with Terminal(nobody, columns=200) as terminal:
        assert terminal.wait() == NOT_READ and "Permission denied" in terminal.text
        assert "Traceback" not in terminal.text


def test_an_output_folder_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    at = desk(tmp_path)
    file = tmp_path / "file"
    file.write_text("")
    (tmp_path / "link").symlink_to("nowhere")
    for out in (file, file / "below", tmp_path / "link" / "below", Path("/proc/annotate")):
        run = label(at.document, out, schema=str(at.schema))
        with Terminal(run, columns=200) as terminal:
            assert terminal.wait() == NOT_READ, terminal.text
            assert "Hint: " in terminal.text and "Traceback" not in terminal.text
            assert b"\x1b" not in terminal.output


@pytest.mark.parametrize("name", ["notice.alice.ann.jsonl", ".journal", ".journal/notice.alice.jsonl"])
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_not_ours_in_the_output_folder_is_not_written_through(tmp_path: Path, name: str, kind: str) -> None:
    at = desk(tmp_path)
    trap = tmp_path / "trap"
    trap.mkdir()
    place = at.out / name
    place.parent.mkdir(parents=True)
    if kind == "link":
        place.symlink_to(trap / "target")
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.joinpath("inner").mkdir(parents=True)
    with Terminal(at.label(), columns=200) as terminal:
        if name == ".journal" and kind == "folder":
            terminal.wait_for("saved 0").keys("c").wait_for("saved 1").keys("c-q")
            assert terminal.wait() == 0
        else:
            assert terminal.wait() == NOT_READ, terminal.text
            assert "Hint: " in terminal.text and "Traceback" not in terminal.text
    assert list(trap.iterdir()) == []


GIANT: dict[str, Callable[[], str]] = {
    "one line of 10 MB": lambda: "Brindle counted barns. " * 450_000,
    "100,000 paragraphs": lambda: "A barn in Marn.\n\n" * 100_000,
    "a million combining marks": lambda: "Barn e" + "\u0301" * 1_000_000 + " ends.\n\nAnother.\n",
    "a word of a million letters": lambda: "b" * 1_000_000 + "\n\nAnother.\n",
    "a million spaces": lambda: "a" + " " * 1_000_000 + "b\n",
    "a million line ends": lambda: "a" + "\n" * 1_000_000 + "b\n",
    "a million joiners": lambda: "barn " + "\u200d" * 1_000_000,
    "all of one plane": lambda: "".join(map(chr, (*range(32, 0xD800), *range(0xE000, 0x10000)))),
}


@pytest.mark.parametrize("kind", GIANT)
def test_giant_documents_are_shown_and_labeled(tmp_path: Path, kind: str) -> None:
    at = desk(tmp_path, GIANT[kind]())
    with Terminal(at.label()) as terminal:
        terminal.wait_for("saved 0").keys("s").wait_for("saved 1")
        terminal.keys("down", "down", "pagedown", "G", "c-l", "c-q")
        terminal.until(lambda: True).keys("escape", "c-q")
        assert terminal.wait() == 0
        assert is_as_before(terminal)
    assert len(at.written().spans) == 1
