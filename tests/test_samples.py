"""The sample annotation files are what their keys make, whole and valid."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.samples import ROOT, STARTED, make


@pytest.mark.parametrize("annotator", STARTED)
def test_the_keys_make_the_file_again(annotator: str, tmp_path: Path) -> None:
    made = make(annotator, tmp_path)
    assert made.read_bytes() == (ROOT / "exports" / made.name).read_bytes(), "python -m tests.samples"


def test_the_samples_are_valid_with_nothing_left_to_do() -> None:
    command = [sys.executable, "-m", "annotate", "validate", "exports", "--require", "done", "--strict"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.fullmatch(r"2 files checked: \d+ infos\n", result.stderr)
