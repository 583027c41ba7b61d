"""Whatever stands in the data: nothing of it drives the terminal, and what stands there is shown."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from annotate.core.records import Record, SpanRecord
from annotate.store.annotations import encode
from annotate.tui import app
from annotate.tui.screen import Drawn
from tests.program.child import command, executable, label
from tests.program.modes import is_harmless, leaks, left_on
from tests.program.payloads import PAYLOADS, TYPICAL
from tests.program.terminal import Ended, Terminal
from tests.program.test_leaving import ROOT
from tests.program.work import Desk, desk

BROAD, TALL = 200, 40
AROUND = "zebra{}quokka"
NAMES = {name: payload.replace("/", "-").replace("\0", "") or "x" for name, payload in TYPICAL.items()}


def is_safe(output: bytes) -> bool:
    """Nothing in it but text that can be seen and what screens are drawn with, and no payload."""
    assert leaks(output) == []
    for name, payload in PAYLOADS.items():
        if len(payload) > 1 and not all(map(is_harmless, payload)):
            assert payload.encode() not in output, name
    assert b"Traceback" not in output, output.decode(errors="replace")
    return True


def substitutes(payload: str) -> list[str]:
    """What may stand for the first character of the payload that must not be seen as it is."""
    bad = next((each for each in payload if not is_harmless(each)), "")
    if not bad:
        return ["".join(payload.split())[:4]]
    return [f"<U+{ord(bad):04X}>", "^" + chr(ord(bad) ^ 0x40) if ord(bad) < 128 else "<+", "⇥", "↵"]


def is_shown(text: str, payload: str) -> bool:
    found = re.search(r"zebra(.*?)(quokka|…)", "".join(text.split()))
    return found is not None and any(each in found[1] for each in substitutes(payload))


def ended_or(terminal: Terminal, pattern: str) -> bool:
    """Whether it goes on, with that on the screen."""
    with suppress(Ended):
        terminal.wait_for(pattern)
        return True
    return False


def test_in_the_text_of_a_document(tmp_path: Path) -> None:
    texts = [AROUND.format(payload) for name, payload in PAYLOADS.items() if "\r" not in payload]
    at = desk(tmp_path, "\n\n".join(texts))
    with Terminal(at.label(), columns=BROAD, rows=TALL) as terminal:
        for n, text in enumerate(texts, 1):
            terminal.wait_for(rf"¶ {n} of {len(texts)}\b")
            terminal.keys("c").until(lambda: terminal.count == n, f"{text!r} labeled")  # noqa: B023
            row = next((row for row in terminal.rows if re.match(rf" *{n} .?▎", row)), terminal.text)
            assert is_shown(row, text[5:-6]), f"{text!r}\n{row}"
            panel = next(row for row in terminal.rows if "▸" in row)
            assert is_shown(panel[panel.index("▸") :], text[5:-6]), f"{text!r}\n{panel}"
            terminal.keys("pagedown")
        assert terminal.keys("c-q").wait() == 0
        assert is_safe(bytes(terminal.output)) and left_on(bytes(terminal.output)) == []
    assert len(at.written().spans) == len(texts)


def test_what_a_painter_forgot_to_make_safe_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Drawn] = app.draw

    def careless(*given: object) -> Drawn:
        drawn = real(*given)
        rows = tuple((("", AROUND.format(each)),) for each in PAYLOADS.values())
        return msgspec.structs.replace(drawn, rows=(*drawn.rows[:1], *rows, *drawn.rows[-1:]))

    monkeypatch.setattr(app, "draw", careless)
    at = desk(tmp_path)
    with Terminal(at.label(), rows=len(PAYLOADS) + 2) as terminal:
        terminal.wait_for("saved 0").keys("c-q").wait()
        output = terminal.output.decode()
    unseen = "\u3164\u115f\uffa0\u00ad"  # letters by their category; these do nothing
    assert leaks(output.translate(dict.fromkeys(map(ord, unseen))).encode()) == []


def test_spaces_of_other_scripts_and_widths_are_no_danger(tmp_path: Path) -> None:
    at = desk(tmp_path, "one\u00a0two\u3000three\u2003four\n")
    with Terminal(at.label()) as terminal:
        terminal.wait_for("saved 0").keys("c-q").wait()
        assert "\ufffd" not in terminal.output.decode()
        assert is_safe(bytes(terminal.output))


def test_overwriting_is_shown_as_lines_or_signs(tmp_path: Path) -> None:
    at = desk(tmp_path, "good\rowned\n\nsecond\b\b\b\bother\r\n")
    with Terminal(at.label()) as terminal:
        terminal.wait_for("saved 0")
        assert "good" in terminal.text and "second^H^H^H^Hother" in terminal.text
        terminal.keys("c-q").wait()
        assert is_safe(bytes(terminal.output))


@pytest.mark.parametrize("name", NAMES)
def test_in_the_name_of_a_document(tmp_path: Path, name: str) -> None:
    at = desk(tmp_path)
    path = tmp_path / f"zebra{NAMES[name]}quokka.txt"
    path.write_text("A barn.\n", encoding="utf-8")
    with Terminal(label(path, at.out, schema=str(at.schema)), columns=BROAD) as terminal:
        if ended_or(terminal, "saved 0"):
            assert is_shown(terminal.rows[0], NAMES[name])
            terminal.keys("c").wait_for("saved 1").keys("c-q")
            assert terminal.wait() == 0
        else:
            assert terminal.wait() == 2 and "[unfit-name]" in terminal.text
        assert is_safe(bytes(terminal.output))
    for words in (["label", f"{path}x"], ["validate", path], ["status", path], ["recover", path]):
        with Terminal(command(*words), columns=BROAD) as terminal:
            assert terminal.wait() in (1, 2, 3)
            assert is_safe(bytes(terminal.output))
            assert is_shown(terminal.text, NAMES[name]) or "No such command" in terminal.text


@pytest.mark.parametrize("name", NAMES)
def test_in_the_name_of_an_annotator(tmp_path: Path, name: str) -> None:
    at = desk(tmp_path)
    annotator = AROUND.format(NAMES[name])
    run = label(at.document, at.out, schema=str(at.schema), annotator=annotator)
    with Terminal(run, columns=BROAD) as terminal:
        if ended_or(terminal, "saved 0"):
            terminal.keys("c").wait_for("saved 1").keys("c-q")
            assert terminal.wait() == 0
        else:
            assert terminal.wait() == 2 and "[unfit-name]" in terminal.text
            assert is_shown(terminal.text, NAMES[name])
        assert is_safe(bytes(terminal.output))
    for words in (["validate", at.out], ["status", at.out], ["recover", at.out]):
        with Terminal(command(*words), columns=BROAD) as terminal:
            assert terminal.wait() in (0, 1, 3)
            assert is_safe(bytes(terminal.output))


def hostile_schema(path: Path, where: str, payload: str) -> None:
    text = json.dumps(AROUND.format(payload))
    parts = dict.fromkeys(("label", "attribute", "value", "help", "title", "relation"), '"plain"')
    parts[where] = text
    path.write_text(
        f"""\
id: hostile
title: {parts["title"]}
labels:
  claim: {{key: c, select: sentence, help: {parts["help"]}}}
  {parts["label"]}:
    key: d
    select: word
    guideline: [{parts["help"]}]
    attributes:
      {parts["attribute"]}: {{type: enum, values: {{{parts["value"]}: {parts["help"]}}}}}
relations:
  {parts["relation"]}: {{from: "*", to: "*"}}
""",
        encoding="utf-8",
    )


@pytest.mark.parametrize("where", ["label", "attribute", "value", "help", "title", "relation"])
def test_in_a_schema(tmp_path: Path, where: str) -> None:
    at = desk(tmp_path)
    opened = 0
    for number, payload in enumerate(TYPICAL.values()):
        hostile_schema(at.schema, where, payload)
        out = tmp_path / str(number)
        with Terminal(label(at.document, out, schema=str(at.schema)), columns=BROAD) as terminal:
            if ended_or(terminal, "saved 0"):
                opened += 1
                terminal.keys("c", "d").wait_for("saved 2").keys("=").wait_for("plain|zebra")
                terminal.keys("escape").wait_for("Enter done").keys("?").wait_for("Keys")
                terminal.keys("escape").wait_for("Enter done").keys("\\").wait_for("Guideline|no gui")
                terminal.keys("escape", "c-q")
                assert terminal.wait() == 0
            else:
                assert terminal.wait() == 1
            assert is_safe(bytes(terminal.output))
        with Terminal(command("validate", at.schema), columns=BROAD) as terminal:
            assert terminal.wait() in (0, 1)
            assert is_safe(bytes(terminal.output))
    assert opened or where in ("label", "attribute", "value", "relation")


def test_in_a_note_pasted_and_read_again(tmp_path: Path) -> None:
    at = desk(tmp_path)
    pastes = {name: each for name, each in TYPICAL.items() if "\x1b" not in each}
    for name, payload in pastes.items():
        with Terminal(at.label(), columns=BROAD, rows=TALL) as terminal:
            terminal.wait_for(r"saved \d").keys('"').wait_for("Note|note")
            terminal.type(f"\x1b[200~{AROUND.format(payload)}\x1b[201~").wait_for("quokka")
            terminal.keys("enter").wait_for("Enter done").keys("c-q")
            assert terminal.wait() == 0, name
            assert is_safe(bytes(terminal.output))
        with Terminal(command("validate", at.out, "--schema", at.schema)) as terminal:
            assert terminal.wait() == 0, terminal.text
            assert is_safe(bytes(terminal.output))


def crafted(at: Desk) -> Path:
    """An annotation file with a payload in every place that holds text, valid otherwise."""
    with Terminal(at.label()) as terminal:
        terminal.wait_for("saved 0").keys("c", "s").wait_for("saved 2").keys("c-q").wait()
    lines: list[bytes] = []
    for line in at.file.read_bytes().splitlines():
        record = msgspec.json.decode(line, type=Record)  # type: ignore[arg-type]
        if isinstance(record, SpanRecord):
            note = " ".join(map(AROUND.format, PAYLOADS.values()))
            record = msgspec.structs.replace(record, note=note)
        lines.append(encode(record))
    at.file.write_bytes(b"\n".join(lines) + b"\n")
    return at.file


def test_in_the_notes_of_an_annotation_file(tmp_path: Path) -> None:
    at = desk(tmp_path)
    crafted(at)
    with Terminal(at.label(), columns=500, rows=TALL) as terminal:
        terminal.wait_for("saved 2").wait_for("zebra").keys("tab").wait_for("▸").keys("=")
        terminal.wait_for("Enter confirm").keys("escape", "c-q")
        assert terminal.wait() == 0
        assert is_safe(bytes(terminal.output))


def spoiled(at: Desk, folder: Path) -> None:
    """Annotation files with a payload in each kind of place where it is a mistake."""
    lines = crafted(at).read_text(encoding="utf-8").split("\n")
    for number, payload in enumerate(PAYLOADS.values()):
        word = json.dumps(AROUND.format(payload), ensure_ascii=number % 2 == 0)[1:-1]
        swaps = {'"claim"': f'"{word}"', '"note":"': f'"{word}":"', "Mayor": word, '"human"': f'"{word}"'}
        for index, (old, new) in enumerate(swaps.items()):
            text = "\n".join(lines).replace(old, new)
            path = folder / f"{number}-{index}.alice.ann.jsonl"
            path.write_bytes(text.encode("utf-8", "surrogatepass"))


COMMANDS: Sequence[Sequence[str]] = (
    ["validate"],
    ["validate", "--format", "json"],
    ["status"],
    ["status", "--format", "json"],
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_in_what_commands_say_of_files(tmp_path: Path, words: Sequence[str]) -> None:
    at = desk(tmp_path)
    folder = tmp_path / "spoiled"
    folder.mkdir()
    spoiled(at, folder)
    with Terminal(command(*words, folder), columns=BROAD) as terminal:
        assert terminal.wait() == 1
        assert is_safe(bytes(terminal.output))
        assert len(terminal.output) > 1000
    into_pipe = subprocess.run(executable(*words, folder), capture_output=True, cwd=tmp_path, env={"PYTHONPATH": ROOT})
    assert into_pipe.returncode == 1
    assert is_safe(into_pipe.stdout) and is_safe(into_pipe.stderr)


@pytest.mark.parametrize("words", [["label"], ["validate"], ["status"], ["recover"]], ids=" ".join)
def test_in_wrong_usage(tmp_path: Path, words: Sequence[str]) -> None:
    for payload in TYPICAL.values():
        text = AROUND.format(payload).replace("\0", "")
        for more in ([text], [f"--{text}"], ["--format", text]):
            with Terminal(command(*words, *more), columns=BROAD, folder=tmp_path) as terminal:
                assert terminal.wait() in (1, 2, 3)
                assert is_safe(bytes(terminal.output))
