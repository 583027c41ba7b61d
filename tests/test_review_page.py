"""docs/review.md says what the program does: its figures, words and examples are tried."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from annotate.core.review import Walk
from annotate.core.rulings import REASONS, How, Reason, Ruling
from annotate.store.reviewing import Bench, Terms, open_review, read_input
from annotate.store.schemas import load_schema
from annotate.tui.keys import bindings_of, key_name
from annotate.tui.plain.commands import COMMANDS, REVIEWING
from annotate.tui.state import Judging

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "review.md").read_text("utf-8")
AT = "2026-03-12T09:00:00Z"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    schema = load_schema(ROOT / "schemas" / "news-claims.yaml")
    inputs = [read_input(ROOT / "exports" / f"article.{name}.ann.jsonl") for name in ("alice", "bert")]
    bench = open_review(inputs, schema, Terms("carol", tmp_path, lambda: AT))
    bench.close()
    return bench


def test_the_figures_are_those_of_the_sample_files(bench: Bench) -> None:
    cases = bench.review.known.values()
    agreed = sum(case.unanimous for case in cases)
    assert f"Of the {len(cases)} things" in PAGE
    assert f"they agree on {agreed}." in PAGE
    assert f"differ in {len(cases) - agreed} places" in PAGE
    assert Walk(bench.review, bench.session.schema).at(bench.session.marks).progress.beforehand < agreed


def test_every_reason_way_and_field_is_told() -> None:
    told = set(re.findall(r"`([a-z-]+)`", PAGE))
    assert set(REASONS) == set(Reason)
    assert {each.value for each in Reason} | {each.value for each in How} <= told
    assert set(Ruling.__struct_fields__) <= told


def test_every_key_of_the_table_is_one() -> None:
    rows = [binding for binding in bindings_of(reviewing=True) if Judging in binding.modes]
    keys = {key_name(key) for binding in rows for key in binding.keys}
    table = re.findall(r"^\| (`.*?) \| ", PAGE.split("## Settling")[1].split("## Why")[0], re.M)
    for key in (each for row in table for each in re.findall(r"`([^`]+)`", row)):
        assert key.isdigit() or key in keys, key


def test_every_line_of_the_line_mode_is_one() -> None:
    known = {name for each in (*REVIEWING, *COMMANDS) for name in each.names}
    lines = re.findall(r"`([^`]+)`", PAGE.split("## Line by line")[1].split("```")[-1])
    assert len(lines) > 10
    for line in lines:
        assert line.split()[0] in known, line


def test_the_examples_are_what_is_printed(tmp_path: Path) -> None:
    blocks = re.findall(r"^```console\n(.*?)^```", PAGE, re.M | re.S)
    assert len(blocks) == 2
    for block in blocks:
        command, *lines = block.splitlines()
        words = command.removeprefix("$ annotate ").replace("-o reviewed", f"-o {tmp_path}").split()
        typed = "".join(f"{line[2:]}\n" for line in lines if line.startswith("> "))
        done = subprocess.run(
            [sys.executable, "-m", "annotate", *words, "--annotator", "carol"],
            cwd=ROOT,
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        printed = done.stdout.splitlines()
        wanted = [line for line in lines if not line.startswith("> ")]
        at = printed.index(wanted[0])
        assert printed[at : at + len(wanted)] == wanted


def test_the_line_of_a_decision_is_one_that_can_be_read() -> None:

    (line,) = re.findall(r"^```json\n(.*?)^```", PAGE, re.M | re.S)
    ruling = msgspec.json.decode(line, type=Ruling)
    assert msgspec.json.encode(ruling).decode() == line.strip()
