"""Any bytes get an answer: a result or an error in words, never a traceback, nothing harmful.

`FUZZ=2500 pytest tests/cli/test_fuzz.py` tries more.
"""

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.report.test_reports import CODE_SCANNING, JUNIT, OASIS, read

Run = Any
Work = Any
CASES = int(os.environ.get("FUZZ", "40"))
PIECES = (
    b"\0", b"\x1b[2J", b"\xff", b"\xc2\x9b", "\u202e".encode(), b"\\ud800", b"\n", b"\r\n", b'"',
    b"{", b"}", b"[", b"]", b",", b":", b"-", b"0", b"-1", b"9" * 30, b"1e999", b"NaN", b"null",
    b"true", b"{}", b"[]", b'""', b"<<<<<<< HEAD\n", b"\xef\xbb\xbf", b"&a ", b"*a", b"!!x ",
    b"- ", b"  ", b"\t", b"#", b"? ", b"| ", b"labels", b"span", b"paragraph", b"relation", b"../",
)  # fmt: skip


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content after one to four small accidents."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice((0, 0, 1, 2, 8, 40)))
        other = chance.randrange(len(content) + 1)
        kind = chance.randrange(5)
        if kind == 0:
            content = content[:start] + chance.choice(PIECES) + content[end:]
        elif kind == 1:
            content = content[:start] + content[end:]
        elif kind == 2:
            content = content[:start] + content[other : other + 60] + content[start:]
        elif kind == 3:
            lines = content.splitlines(keepends=True)
            chance.shuffle(lines)
            content = b"".join(lines)
        elif content:
            content = content[:start] + bytes([chance.randrange(256)]) + content[start + 1 :]
    return content


def answers(run: Run, work: Work, path: Path, *commands: list[str]) -> None:
    good = path.read_bytes()
    chance = random.Random(path.name)
    for case in range(CASES):
        path.write_bytes(mutated(good, chance))
        for command in commands:
            result = run(*command)
            where = f"case {case} of {path.name}, {command}"
            assert result.status in (0, 1, 2, 3), where
            assert not result.harmful, where
            assert result.status == 0 or result.out or result.err, where
    path.write_bytes(good)


FILES: dict[str, Callable[[Work], Path]] = {
    "annotations": lambda work: work.path(),
    "schema": lambda work: work.schema,
    "project": lambda work: work.folder / "annotate.yaml",
    "document": lambda work: work.document,
}


@pytest.mark.parametrize("kind", FILES)
def test_whatever_is_in_a_file_it_is_checked(run: Run, work: Work, kind: str) -> None:
    work.annotate()
    path = FILES[kind](work)
    answers(run, work, path, ["validate", "--format", "json"], ["validate"], ["status"])


READ: dict[str, Callable[[str], object]] = {
    "sarif": lambda out: [each.validate(json.loads(out)) for each in (CODE_SCANNING, OASIS)],
    "junit": lambda out: JUNIT.validate(out),
    "gitlab": json.loads,
    "github": lambda out: [read(line) for line in out.splitlines()],
}


@pytest.mark.parametrize("kind", ["annotations", "schema", "project"])
def test_whatever_is_in_a_file_its_reports_can_be_read(run: Run, work: Work, kind: str) -> None:
    work.annotate()
    path = FILES[kind](work)
    good = path.read_bytes()
    chance = random.Random(f"{kind} reported")
    for case in range(CASES):
        path.write_bytes(mutated(good, chance))
        form = list(READ)[case % len(READ)]
        result = run("validate", "--format", form, "exports", "schemas", path)
        assert result.status in (0, 1, 2), f"case {case}, {form}"
        assert not result.harmful, f"case {case}, {form}"
        if result.status < 2:
            READ[form](result.out)


def test_whatever_is_in_a_journal_it_is_brought_in_or_left(run: Run, work: Work) -> None:
    work.annotate(fold=False)
    journal = work.out / ".journal" / "article.alice.jsonl"
    good = journal.read_bytes()
    chance = random.Random(3)
    for case in range(CASES):
        for file in (*work.out.glob("*.ann.jsonl"), *journal.parent.iterdir()):
            file.unlink()
        journal.write_bytes(mutated(good, chance))
        result = run("recover", "exports")
        assert result.status in (0, 3), f"case {case}"
        assert not result.harmful, f"case {case}"
        if work.path().exists():
            # A journal may hold what a schema does not allow, but never what is no file of ours.
            told = run("validate", "--schema", "small", "exports")
            assert "Traceback" not in told.err, f"case {case}"
