"""`annotate format`: what it changes, what it leaves alone, and how it says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from annotate.store.desk import open_desk
from annotate.store.documents import read_document
from annotate.store.schemas import load_schema

ROOT = Path(__file__).parents[2]
FILE = "exports/article.alice.ann.jsonl"
Run = Any
Work = Any


def untidy(path: Path) -> bytes:
    """Brings the file out of order; what it was."""
    before = path.read_bytes()
    first, *rest = before.decode().splitlines()
    path.write_bytes("\r\n".join([*reversed(rest), first.replace('":', '": ')]).encode())
    return before


def state(path: Path) -> tuple[bytes, int, int]:
    status = path.stat()
    return path.read_bytes(), status.st_mtime_ns, status.st_ino


def test_an_untidy_file_is_put_in_order(run: Run, work: Work) -> None:
    path = work.annotate()
    before = untidy(path)
    assert run("format", "exports") == (
        0,
        f"{FILE}: formatted\n",
        "1 annotation file: 1 formatted\n",
    )
    assert path.read_bytes() == before
    assert run("validate", "exports").status == 0


def test_a_file_in_order_is_not_touched(run: Run, work: Work) -> None:
    before = state(work.annotate())
    assert run("format", FILE) == (0, "", "1 annotation file: 1 in order\n")
    assert state(work.path()) == before


def test_check_changes_nothing_and_names_the_first_line_that_would_be(run: Run, work: Work) -> None:
    path = work.annotate()
    work.change('"id":"bbbbbbbb"', '"id": "bbbbbbbb"')
    work.annotate("bert")
    before = state(path)
    result = run("format", "--check", "exports")
    assert result == (
        1,
        f"{FILE}:3: not in its one order and form, from here on [not-canonical]\n",
        "2 annotation files: 1 in order, 1 would be formatted\n",
    )
    assert state(path) == before
    run("format", "exports")
    assert run("format", "--check", "exports").status == 0


def test_diff_shows_what_would_change_and_changes_nothing(run: Run, work: Work) -> None:
    path = work.annotate()
    work.change('"id":"bbbbbbbb"', '"id": "bbbbbbbb"')
    before = state(path)
    result = run("format", "--diff", "exports")
    changed = [line[:30] for line in result.out.splitlines() if line[0] in "+-"]
    assert changed == [
        f"--- {FILE}"[:30],
        f"+++ {FILE}"[:30],
        '-{"type":"span","id": "bbbbbbbb"'[:30],
        '+{"type":"span","id":"bbbbbbbb"'[:30],
    ]
    assert result.status == 1 and state(path) == before


def test_a_wrong_file_is_left_alone_and_the_others_are_formatted(run: Run, work: Work) -> None:
    work.annotate()
    work.annotate("bert")
    bert = untidy(work.path("bert"))
    work.change('"quote":"The council"', '"quote": "The Council"')
    before = state(work.path())
    result = run("format", "exports")
    assert result.status == 1
    assert result.out.splitlines()[0].startswith(f"{FILE}:3: span bbbbbbbb: the text at 0:11 is")
    assert result.err == "2 annotation files: 1 formatted, 1 left alone because of problems\n"
    assert state(work.path()) == before and work.path("bert").read_bytes() == bert


@pytest.mark.parametrize("flag", ["--check", "--diff"])
def test_a_wrong_file_is_a_finding_for_a_check_too(run: Run, work: Work, flag: str) -> None:
    work.annotate()
    work.change('"type":"span","id":"bbbbbbbb"', '"type":"spam","id":"bbbbbbbb"')
    result = run("format", flag, "exports")
    assert result.status == 1 and f"{FILE}:3:2: 'spam' is no type of line [unknown-type]" in result.out


def test_schemas_are_left_as_they_are(run: Run, work: Work) -> None:
    work.annotate()
    before = state(work.schema)
    result = run("format", "schemas/small.yaml", "exports", "annotate.yaml")
    assert result.status == 0 and state(work.schema) == before
    assert result.err.splitlines() == [
        "schemas/small.yaml: only annotation files are formatted; left as it is",
        "annotate.yaml: only annotation files are formatted; left as it is",
        "1 annotation file: 1 in order",
    ]


def test_without_paths_the_output_folder_of_the_project_is_meant(run: Run, work: Work) -> None:
    work.annotate()
    assert run("format").err == "1 annotation file: 1 in order\n"


def test_without_anything_to_format_the_call_is_wrong(run: Run) -> None:
    result = run("format")
    assert result.status == 2 and "[usage]" in result.err


def test_a_path_where_nothing_is_cannot_be_read(run: Run, work: Work) -> None:
    assert run("format", "nowhere").status == 3


def test_a_file_that_cannot_be_written_is_told_and_the_others_are_formatted(run: Run, work: Work) -> None:
    work.annotate()
    work.annotate("bert")
    untidy(work.path("bert"))
    there = work.folder / "there.ann.jsonl"
    work.path().rename(there)
    before = untidy(there) and there.read_bytes()
    work.path().symlink_to(there)
    result = run("format", FILE, "exports")
    assert result.status == 3
    assert result.out == "exports/article.bert.ann.jsonl: formatted\n"
    assert result.err.splitlines()[0] == f"{FILE}: a link; nothing is written through it [not-a-plain-file]"
    assert result.err.splitlines()[-1] == "2 annotation files: 1 formatted, 1 not read or written"
    assert there.read_bytes() == before


def test_a_file_that_somebody_works_on_is_left_alone(run: Run, work: Work) -> None:
    path = work.annotate()
    document = read_document(work.document, root=work.document.parent)
    desk = open_desk(document, load_schema(work.schema), "alice", work.out)
    untidy(path)
    before = path.read_bytes()
    result = run("format", "exports")
    assert result.status == 3 and "[locked]" in result.err and path.read_bytes() == before
    assert run("format", "--check", "exports").status == 1
    desk.close()
    assert run("format", "exports").status == 0


def test_work_that_is_only_in_the_journal_comes_first(run: Run, work: Work) -> None:
    work.annotate(fold=False)
    work.path().write_bytes(b"")
    result = run("format", "exports")
    assert result.status == 1 and work.path().read_bytes() == b""
    work.path().write_bytes(b"\n" + work.annotate("bert").read_bytes().replace(b"bert", b"alice"))
    result = run("format", "exports")
    assert result.status == 3 and "annotate recover exports" in result.err


def test_attributes_go_by_the_schema_that_the_file_was_made_with(run: Run, work: Work) -> None:
    more = "certain: {type: bool, required: true}, kind: {type: enum, values: [a, b]}"
    schema = work.schema.read_text()
    work.schema.write_text(schema.replace("certain: {type: bool, required: true}", more))
    path = work.annotate()
    work.change('{"certain":true}', '{"kind":"a","certain":true}')
    swapped = path.read_bytes()
    work.schema.write_text(schema)
    assert run("format", "exports").status == 0 and path.read_bytes() == swapped
    work.schema.write_text(schema.replace("certain: {type: bool, required: true}", more))
    assert run("format", "exports").out and b'{"certain":true,"kind":"a"}' in path.read_bytes()


def piped(work: Work, given: bytes, *arguments: str) -> tuple[int, bytes, str]:
    command = [sys.executable, "-m", "annotate", "format", "-", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=work.folder, input=given, env=environment, capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode()


def test_standard_input_is_put_in_order_for_editors(work: Work) -> None:
    path = work.annotate()
    before = untidy(path)
    given = path.read_bytes()
    assert piped(work, given) == (0, before, "")
    assert path.read_bytes() == given
    assert piped(work, given, "--check") == (1, b"", "")
    assert piped(work, before, "--check") == (0, b"", "")


def test_standard_input_that_is_wrong_gives_nothing_but_the_reason(work: Work) -> None:
    status, out, err = piped(work, work.annotate().read_bytes().replace(b'"id"', b'"ib"', 1))
    assert (status, out) == (1, b"") and err.startswith("<stdin>:3:")


def test_standard_input_and_files_do_not_go_together(run: Run, work: Work) -> None:
    work.annotate()
    assert run("format", "-", FILE).status == 2


def test_what_a_file_says_can_do_no_harm(run: Run, work: Work) -> None:
    work.annotate()
    work.change(
        '"origin":"human"}\n{"type":"span","id":"aaaaaaaa"',
        '"origin":"human","note":"\u202e\x9b2J"}\n{"type":"span","id":"aaaaaaaa"',
    )
    work.change('"id":"bbbbbbbb"', '"id": "bbbbbbbb"')
    result = run("format", "--diff", "exports")
    assert result.status == 1 and not result.harmful


@pytest.mark.parametrize("content", ["", "\n", "\n\n"])
@pytest.mark.parametrize("options", [(), ("--check",), ("--diff",)])
def test_an_empty_file_is_in_no_order_and_told_as_validate_tells_it(
    run: Run, tmp_path: Path, content: str, options: tuple[str, ...]
) -> None:
    path = tmp_path / "article.alice.ann.jsonl"
    path.write_text(content)
    result = run("format", *options, path)
    assert result.status == 1
    assert result.out == f"{path}: the file is empty [no-document]\nHint: Its first line names the text.\n"
    assert path.read_text() == content
    if not content:
        assert run("validate", path).out == result.out
