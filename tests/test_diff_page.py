"""`docs/diff.md` shows what the program shows, and tells every kind of difference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annotate.core.compare.differences import Kind
from tests.cli.conftest import run as run

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "diff.md").read_text(encoding="utf-8")


def test_the_example_is_what_is_shown(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(ROOT)
    command = re.search(r"`annotate (diff exports/\S+ exports/\S+)`:", PAGE)
    example = re.search(r"```text\n(.*?)```", PAGE, re.S)
    assert command and example
    assert example[1] in run(*command[1].split()).out


def test_every_kind_is_told() -> None:
    told = re.findall(r"`([a-z-]+)`", "".join(re.findall(r"^\| (`.*?) \|", PAGE, re.M)))
    assert told == [kind.value for kind in Kind]
