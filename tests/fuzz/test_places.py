"""One mistake in a good file: `validate` names its line, in few words of a known form.

`ANNOTATE_FUZZ=10000 pytest tests/fuzz/test_places.py` tries more of them.
"""

from __future__ import annotations

import io
import random
import re
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from annotate.cli.failures import guarded
from annotate.cli.group import call
from tests.faults.amounts import FUZZ
from tests.faults.parallel import each
from tests.fuzz.slips import RECORDS, SCHEMAS, slipped

ROOT = Path(__file__).parents[2]
FIRST = 3
"""The line has to be among so many that are named first."""

MOST = 25
"""Lines for one broken file."""

SHARE = 0.99
FEW = 3
_PROBLEM = re.compile(r"(?P<path>[^:]+)(?::(?P<line>\d+)(?::\d+)?)?: (?P<mild>warning: |info: )?.+ \[[a-z0-9-]+\]")
_OTHER = re.compile(r"Hint: .+|[^:]+: … and \d+ more")
_ALSO = re.compile(r"\b(?:on|of) line (\d+)")


class Case(NamedTuple):
    kind: str
    number: int
    valid: bool
    found: bool
    told: str


def said(*arguments: str) -> tuple[int, str, str]:
    """The status of the command and what it printed."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    notes = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(notes):
        status = guarded(lambda: call(arguments))
        out.flush(), notes.flush()
    printed = [stream.buffer.getvalue().decode() for stream in (out, notes)]  # type: ignore[attr-defined]
    return status, printed[0], printed[1]


def places(out: str, name: str) -> list[set[int]]:
    """The lines that each error names, in the order in which they are told; the good files have
    none, but warnings."""
    found: list[set[int]] = []
    for line in out.splitlines():
        problem = _PROBLEM.fullmatch(line)
        assert problem or _OTHER.fullmatch(line), f"no problem, no hint: {line!r}"
        if problem:
            assert problem["path"] == name, line
            named = {int(problem["line"] or 0)}
            if not problem["mild"]:
                found.append(named)
        named.update(map(int, _ALSO.findall(line)))
    return found


def judged(kind: str, number: int, name: str, wrong: set[int]) -> Case:
    status, out, notes = said("validate", name)
    assert status in (0, 1), (kind, number, status, out, notes)
    assert "Traceback" not in out + notes
    assert len(out.splitlines()) <= MOST, (kind, number)
    named = places(out, name)
    assert (status == 1) == bool(named), (kind, number, out)
    if not named:
        return Case(kind, number, True, True, "")
    return Case(kind, number, False, any(each & wrong for each in named[:FIRST]), f"{sorted(wrong)}\n{out}")


def check(cases: list[Case]) -> None:
    """Of those that are wrong, nearly all are told at their line."""
    wrong = [case for case in cases if not case.valid]
    missed = [case for case in wrong if not case.found]
    share = 1 - len(missed) / len(wrong)
    print(f"{len(cases)} mistakes, {len(wrong)} make a file wrong, told at their line: {share:.2%}")
    for case in missed:
        print(f"\n{case.kind}, number {case.number}: {case.told}")
    # A share of few cases hangs on each of them.
    assert len(missed) <= max(FEW, (1 - SHARE) * len(wrong)) and len(wrong) > len(cases) // 2


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The samples with their document and schema; commands run in it."""
    for name in ("corpus/article.txt", "exports/article.alice.ann.jsonl", "exports/article.bert.ann.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    (tmp_path / "annotate.yaml").write_text("{corpus: corpus, schema: news-claims, out: exports}\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    return tmp_path


def tried(kind: str, number: int, sources: dict[str, str]) -> Case:
    """One of the sources with one mistake, in a folder of its own."""
    chance = random.Random(f"{kind} {number}")
    name = chance.choice(sorted(sources))
    text, wrong, slip = slipped(chance, SLIPS[kind], sources[name])
    path = Path(str(number), name)
    path.parent.mkdir()
    path.write_bytes(text.encode())
    try:
        return judged(slip, number, str(path), wrong)
    finally:
        shutil.rmtree(path.parent)


SLIPS = {"annotations": RECORDS, "schema": SCHEMAS}


def test_a_mistake_in_an_annotation_file_is_told_at_its_line(project: Path) -> None:
    sources = {path.name: path.read_text("utf-8") for path in (project / "exports").iterdir()}
    check(each(lambda number: tried("annotations", number, sources), range(FUZZ)))


def test_a_mistake_in_a_schema_is_told_at_its_line(project: Path) -> None:
    sources = {path.name: path.read_text("utf-8") for path in (ROOT / "schemas").glob("*.yaml")}
    check(each(lambda number: tried("schema", number, sources), range(FUZZ)))
