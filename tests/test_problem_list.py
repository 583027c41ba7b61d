"""`docs/problems.md` explains every slug that the program can say, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]

# Functions that take a slug, and at which place, a message behind it; `slug=` is one everywhere.
TAKES = {
    "Problem": 0,
    "Fault": 0,
    "YamlError": 0,
    "_Wrong": 0,
    "problem": 0,
    "_problem": 1,
    "_at": 1,
    "error": 1,
    "warning": 1,
}
# Slugs that are put together: what may stand in the braces.
PUT_TOGETHER = {
    "bad-{name}": ("id", "version", "language"),
    "duplicate-{member}": ("key", "attribute", "label", "relation"),
    "unknown-{what}": ("label", "relation", "attribute", "value"),
}


def said() -> set[str]:
    """Every slug in the source."""
    trees = (ast.parse(path.read_text("utf-8")) for path in (ROOT / "annotate").rglob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {slug for call in calls for value in given(call) for slug in slugs(value)}


def given(call: ast.Call) -> Iterator[ast.expr]:
    """The expressions of the call that stand where a slug does."""
    yield from (keyword.value for keyword in call.keywords if keyword.arg == "slug")
    place = TAKES.get(ast.unparse(call.func).split(".")[-1])
    if place is not None and len(call.args) > place + 1:
        yield call.args[place]


def slugs(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.Constant(str(text)) if re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", text):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from (*slugs(one), *slugs(other))
        case ast.JoinedStr():
            form = ast.unparse(value)[2:-1]
            if re.fullmatch(r"[a-z]+-\{\w+\}", form):
                yield from (form.split("{")[0] + part for part in PUT_TOGETHER[form])


def explained() -> list[str]:
    """The slugs in the first column of the tables."""
    lines = (ROOT / "docs" / "problems.md").read_text("utf-8").splitlines()
    rows = [line.split("|")[1] for line in lines if line.startswith("| `")]
    return [slug for row in rows for slug in re.findall("`([^`]+)`", row)]


def test_every_slug_is_explained() -> None:
    assert sorted(said() - set(explained())) == []


def test_no_slug_is_explained_that_is_never_said() -> None:
    assert sorted(set(explained()) - said()) == []


def test_each_is_explained_once() -> None:
    assert len(explained()) == len(set(explained()))
