"""Every slug that the program can say is explained, no other is, and docs/problems.md says it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotate.core.problems import Level
from annotate.report.rules import RULES, SECTIONS, Rule
from annotate.report.rules.page import page

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
    "unknown-{kind}": ("label", "relation", "attribute", "value", "constraint"),
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
    return [rule.slug for section in SECTIONS for rule in section.rules]


def test_every_slug_is_explained() -> None:
    assert sorted(said() - set(explained())) == []


def test_no_slug_is_explained_that_is_never_said() -> None:
    assert sorted(set(explained()) - said()) == []


def test_each_is_explained_once() -> None:
    assert len(explained()) == len(set(explained()))


def test_the_page_is_what_the_rules_say() -> None:
    assert (ROOT / "docs" / "problems.md").read_text("utf-8") == page(SECTIONS), (
        "write it anew with `python docs/problems.py`"
    )


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.slug)
def test_each_has_a_cause_a_cure_and_a_line_as_it_is_printed(rule: Rule) -> None:
    assert rule.example.endswith(f" [{rule.slug}]")
    word = {Level.ERROR: "", Level.WARNING: ": warning: ", Level.INFO: ": info: "}[rule.level]
    assert word in rule.example
    for text in (rule.cause, rule.cure):
        assert text and not text.endswith(".")
        assert text[0] == text[0].lower()


# Said by the system, by a library or by a schema, or in too few words to be looked for.
NOT_OURS = {"cannot-read", "cannot-write", "yaml-syntax", "wrong-type", "constraint"}
SHORT = {"yaml-alias", "yaml-anchor", "yaml-tag"}


@pytest.fixture(scope="module")
def phrases() -> set[str]:
    """The stretches of text in the source, as a message is put together of them."""
    paths = (p for p in (ROOT / "annotate").rglob("*.py") if "rules" not in p.parts)
    nodes = (node for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    texts = (n.value.strip(" .,:;") for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return {text for text in texts if len(text) >= 6 and " " in text}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.slug)
def test_an_example_is_in_the_words_of_the_program(rule: Rule, phrases: set[str]) -> None:
    if rule.slug not in NOT_OURS | SHORT:
        assert any(phrase in rule.example for phrase in phrases)
