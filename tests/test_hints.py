"""Hints are sentences: wherever they are shown, they begin with a capital letter."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.report.words import hint_line

PACKAGE = Path(__file__).parents[1] / "annotate"
HINT = "Hint: "


@pytest.mark.parametrize(
    ("hint", "shown"),
    [
        ("name a folder.", "Hint: Name a folder."),
        ("did you mean 'color'?", "Hint: Did you mean 'color'?"),
        ("known: 'a', 'b'", "Hint: Known: 'a', 'b'"),
        ("`annotate recover` does it.", "Hint: `annotate recover` does it."),
        ("article.txt is missing.", "Hint: article.txt is missing."),
        ("c-k for ctrl-k", "Hint: c-k for ctrl-k"),
    ],
)
def test_a_hint_begins_with_a_capital_letter_unless_with_a_name(hint: str, shown: str) -> None:
    assert hint_line(hint) == shown


def test_hints_written_out_begin_so_and_all_others_go_through_one_function() -> None:
    found = {text: path for path in sorted(PACKAGE.rglob("*.py")) for text in _strings(path) if text.startswith(HINT)}
    assert found
    for text, path in found.items():
        rest = text.removeprefix(HINT)
        if path.name == "words.py" and not rest:
            continue
        assert rest and (rest[0].isupper() or rest[0] == "`"), f"{path}: {text!r}; see report.words.hint_line"


def _strings(path: Path) -> Iterator[str]:
    """Strings, and f-strings as far as they are known, outside docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value
