"""Writes docs/problems.md: `python docs/problems.py`."""

from pathlib import Path

from annotate.report.rules import SECTIONS
from annotate.report.rules.page import page

if __name__ == "__main__":
    Path(__file__).with_suffix(".md").write_text(page(SECTIONS), encoding="utf-8")
