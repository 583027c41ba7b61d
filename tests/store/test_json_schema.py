"""The JSON Schema for editors and the loader agree on what a schema is.

What JSON Schema cannot say, so that only the loader does (`BEYOND` for the kinds of problems):

- how things of one schema hang together: names that must be declared, names, keys and glyphs given twice, marks that
  occur in their text, defaults within bounds, lower and upper ends of ranges, conditions in a circle, what can never
  be met;
- what a schema gets from the one that it builds on;
- whether a pattern can be run, and which characters of other scripts are letters, visible and one column wide;
- how a scalar is written: `1.0`, `1e3`, `0x10`, `True` and `~` are not text to an editor. A name `null` needs quotes
  there.
"""

from __future__ import annotations

import copy
import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from annotate.store.schemas import json_schema, parse_schema, shipped_schemas

ROOT = Path(__file__).parents[2]
DRAFTS = sorted((ROOT.parent / "shared" / "schemas").glob("*.yaml"))
BEYOND = {
    *("unknown-label", "unknown-attribute", "unknown-relation", "unknown-value", "unknown-constraint"),
    *("duplicate-label", "duplicate-constraint", "named-twice", "key-taken", "glyph-taken", "mark-not-found"),
    *("condition-circle", "empty-range", "contradiction", "not-discontinuous", "bad-range", "bad-default"),
    *("impossible-condition", "impossible-constraint", "key-shared", "no-key", "no-pair", "unreachable-rule"),
    *("bad-pattern", "bad-step", "not-for-unit", "no-schema", "bad-key", "bad-glyph"),
}

INHERITED = {"missing-key", "no-labels", "no-values", "not-for-type", "not-for-scope"}
"""What a schema may leave out, or not say, because of the one that it builds on."""

Tree = Any  # what YAML holds


def module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("json_schema_maker", ROOT / "docs" / "json_schema.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


VALIDATOR = Draft7Validator(json.loads(json_schema().read_text("ascii")))


def accepted(tree: Tree) -> bool:
    """By the JSON Schema."""
    return bool(VALIDATOR.is_valid(tree))


def slugs(tree: Tree) -> set[str]:
    """What the loader has against it."""
    schema, problems = parse_schema(json.dumps(tree).encode(), ROOT / "weirs.yaml")
    errors = {each.slug for each in problems if each.level.value == "error"}
    assert (schema is None) == bool(errors), "a schema is either told what is wrong with it, or usable"
    return errors


def read(path: Path) -> Tree:
    return YAML(typ="safe", pure=True).load(path.read_text("utf-8"))


def test_the_file_is_as_it_is_made() -> None:
    assert json_schema().read_text("ascii") == module().text(), "python docs/json_schema.py"


def test_it_is_itself_a_json_schema() -> None:
    Draft7Validator.check_schema(VALIDATOR.schema)


def test_every_key_is_described() -> None:
    def bare(form: Tree, way: str) -> Iterator[str]:
        for key, inner in form.get("properties", {}).items():
            if isinstance(inner, dict) and form.get("additionalProperties") is False:
                here = f"{way}.{key}"
                if not (inner.get("description") or "rename" in way or "remove" in way or ".steps" in way):
                    yield here
        for key, inner in form.items():
            for each in inner if isinstance(inner, list) else [inner]:
                if isinstance(each, dict) and key != "if":
                    yield from bare(each, f"{way}.{key}")

    assert list(bare(VALIDATOR.schema, "")) == []


@pytest.mark.parametrize("path", [*shipped_schemas().values(), *DRAFTS], ids=lambda path: path.stem)
def test_schemas_in_use_are_accepted(path: Path) -> None:
    documents = list(YAML(typ="safe", pure=True).load_all(path.read_text("utf-8")))
    for tree in documents:
        if path not in DRAFTS or not slugs(tree):
            assert sorted(map(str, VALIDATOR.iter_errors(tree))) == []


def test_every_schema_of_the_documentation_is_accepted() -> None:
    page = (ROOT / "docs" / "schema.md").read_text("utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```", page, re.M | re.S)
    assert blocks
    for block in blocks:
        tree = YAML(typ="safe", pure=True).load(block)
        assert accepted(tree), block


WHOLE: Tree = {
    "schema_language": 1,
    "id": "weirs",
    "version": "1.2.0",
    "title": "Weirs",
    "language": "en",
    "principles": ["As printed."],
    "span": {"granularity": "word", "trim": ["space"], "discontinuous": True, "max_fragments": 3},
    "labels": {
        "weir": {
            "scope": "span",
            "key": "w",
            "color": "#0072b2",
            "glyph": "W",
            "select": "word",
            "span": {"granularity": "char"},
            "help": "a weir",
            "guideline": ["One.", "Two."],
            "do": [{"text": "The Ost weir holds.", "mark": "Ost weir", "why": "a name"}, "It rains."],
            "dont": [{"text": "It holds.", "mark": ["It"]}],
            "attributes": {
                "state": {
                    "type": "enum",
                    "values": {"whole": "it holds", "broken": None},
                    "keys": {"whole": "h"},
                    "required": True,
                    "default": "whole",
                    "help": "how it is",
                },
                "kinds": {"type": "set", "values": ["a", "b", "c"], "min": 1, "max": 2, "default": ["a"]},
                "sure": {"type": "bool", "default": False, "compare": False},
                "gates": {"type": "int", "min": 1, "max": 9, "default": 2, "suggest": "recent_values"},
                "height": {"type": "number", "min": 0.5, "default": 2.5, "suggest": "number_parser"},
                "name": {"type": "string", "max": 40, "pattern": "[A-Z].*", "suggest": "previous_same_text"},
                "story": {"type": "text", "default": "none"},
                "since": {"type": "date", "default": "2024-05"},
                "cue": {"type": "span", "when": {"state": "broken"}},
                "item": {"type": "entity", "when": {"all": [{"sure": True}, {"any": [{"cue": "present"}]}]}},
                "other": {"type": "bool", "when": {"state": {"not": ["whole"]}, "kinds": ["a", "b"]}},
            },
        },
        "river": {"key": "r", "color": "DarkSlateGrey"},
        "kind": {"scope": "paragraph", "key": "k"},
        "tone": None,
    },
    "overlap": [{"pair": ["weir", "*"], "rule": "nest"}],
    "relations": {
        "lies_in": {"from": "weir", "to": ["river"], "key": "+", "out": "0..1", "in": 2, "reach": "paragraph"},
        "same": {"from": "weir", "to": "weir", "symmetric": True, "transitive": True, "help": "one thing"},
        "before": {"acyclic": True, "attributes": {"sure": {"type": "bool"}}},
        "doubts": {"from": "river", "to": "@relation"},
        "plain": None,
    },
    "constraints": [
        {
            "id": "one",
            "each": "weir",
            "where": {"state": "whole"},
            "require": {"relation": "lies_in", "out": "1..1"},
            "level": "warning",
            "message": "where?",
        },
        {"id": "two", "each": "river", "require": {"any_relation": ["lies_in", "before"], "degree": "1..*"}},
        {"id": "three", "each": "paragraph", "require": {"any_label": ["weir"], "count": "*"}},
        {"id": "four", "each": "weir", "require": {"attribute": "state"}},
        {"id": "five", "each": "paragraph", "require": {"paragraph_matches": "[a-z]"}},
    ],
    "migrations": [
        {
            "from": "1.0.0",
            "to": 1.1,
            "steps": [
                {"rename_label": {"dam": "weir"}},
                {"rename_relation": {"in": "lies_in"}},
                {"rename_attribute": {"label": "weir", "map": {"s": "state"}}},
                {"rename_value": {"label": "weir", "attribute": "state", "map": {"ok": "whole"}}},
                {"merge_labels": {"labels": ["a", "b"], "into": "river"}},
                {"split_label": {"label": "c", "into": {"river": {"x": "y"}}, "otherwise": "weir"}},
                {"drop_label": {"label": "d", "keep": "note"}},
                {"drop_attribute": {"label": "weir", "name": "e", "keep": "note"}},
                {"retype_attribute": {"label": "weir", "name": "gates", "type": "int"}},
                {"fill_attribute": {"label": "weir", "name": "sure", "value": True, "when": {"x": "present"}}},
            ],
        }
    ],
}
"""Everything that the language has."""

BUILDING: Tree = {
    "extends": "news-claims",
    "version": "2.0",
    "rename": {"labels": {"claim": "statement"}, "attributes": {"claim.certainty": "sureness"}},
    "remove": {"labels": "figure", "relations": ["repeats"], "constraints": ["source-has-cue"]},
    "labels": {"statement": {"key": "m", "attributes": {"type": {"help": "what it says"}}}, "topic": {"key": "o"}},
    "constraints": [{"id": "source-is-used", "level": "error"}],
}


@pytest.mark.parametrize("tree", [WHOLE, BUILDING, {"labels": ["a", 1, True]}], ids=["whole", "building", "least"])
def test_what_the_language_has_is_accepted_by_both(tree: Tree) -> None:
    assert sorted(map(str, VALIDATOR.iter_errors(tree))) == []
    assert slugs(tree) == set()


def changed(way: str, value: Tree, tree: Tree = WHOLE) -> Tree:
    """The tree with the value at this way, `...` for nothing at all."""
    result = here = copy.deepcopy(tree)
    *path, last = [int(each) if each.isdigit() else each for each in way.split("/")]
    for step in path:
        here = here[step]
    if value is ...:
        del here[last]
    elif isinstance(here, list) and last == len(here):
        here.append(value)
    else:
        here[last] = value
    return result


WEIR = "labels/weir"
STATE = f"{WEIR}/attributes/state"
FINE: list[tuple[str, Tree]] = [
    ("schema_language", "1"),
    ("id", 7),
    ("id", "größe_1.x"),
    ("version", 1.5),
    ("version", "1.0.0-beta.1"),
    ("version", "2024"),
    ("language", "pt-BR"),
    ("principles", "one text"),
    ("span", None),
    ("span/trim", "punctuation"),
    ("span/trim", []),
    ("span/max_fragments", "12"),
    ("span/discontinuous", "true"),
    ("labels", {"no": None, "1.10": {}, "بند": {}}),
    (f"{WEIR}/key", 7),
    (f"{WEIR}/key", "é"),
    (f"{WEIR}/color", "REBECCAPURPLE"),
    (f"{WEIR}/color", "#ABCDEF"),
    (f"{WEIR}/color", "lightgrey"),
    (f"{WEIR}/color", "ansiBrightBlue"),
    (f"{WEIR}/glyph", 3),
    (f"{WEIR}/glyph", "¶"),
    (f"{WEIR}/guideline", "one"),
    (f"{WEIR}/do", None),
    (f"{WEIR}/attributes", None),
    (f"{STATE}/values", ["whole", "broken", True, 3, 2.5]),
    (f"{STATE}/keys", None),
    (f"{STATE}/required", "false"),
    (f"{WEIR}/attributes/gates/default", "5"),
    (f"{WEIR}/attributes/gates/min", "-3"),
    (f"{WEIR}/attributes/since/default", 2024),
    (f"{WEIR}/attributes/since/default", "2024-12-31"),
    (f"{WEIR}/attributes/kinds/default", "a"),
    (f"{WEIR}/attributes/name/pattern", 5),
    ("relations", None),
    ("relations/lies_in/out", "*"),
    ("relations/lies_in/from", "*"),
    ("relations/lies_in/from", []),
    ("relations/doubts/to", ["@relation", "@lies_in"]),
    ("constraints", None),
    ("constraints/0/each", ["weir"]),
    ("constraints/0/id", ["one"]),
    ("migrations/0/steps", None),
    ("overlap", None),
]


@pytest.mark.parametrize(("way", "value"), FINE, ids=str)
def test_other_ways_to_write_it_are_accepted_by_both(way: str, value: Tree) -> None:
    tree = changed(way, value)
    assert not slugs(tree) - BEYOND
    assert sorted(map(str, VALIDATOR.iter_errors(tree))) == []


WRONG: list[tuple[str, Tree]] = [
    ("schema_language", 2),
    ("schema_language", ""),
    ("id", "a b"),
    ("id", None),
    ("id", ".a"),
    ("version", "one"),
    ("version", "1.2.3.4"),
    ("version", -1),
    ("language", "e"),
    ("titel", "x"),
    ("title", ["x"]),
    ("labels", ...),
    ("labels", None),
    ("labels", []),
    ("labels", {}),
    ("labels", "weir"),
    ("labels", [["a"]]),
    ("labels", ["*"]),
    ("labels", ["@a"]),
    ("labels", ["a", "a"]),
    ("labels", [" a"]),
    ("labels", ["a\n"]),
    ("labels", ["a" * 65]),
    ("labels", {"a\u200bb": None}),
    ("labels", {"": None}),
    ("span/granularity", "letter"),
    ("span/trim", ["spaces"]),
    ("span/max_fragments", 1),
    ("span/max_fragments", 2.5),
    ("span/max_fragments", "01"),
    ("span/discontinuous", False),
    ("span/discontinuous", "yes"),
    ("span/discontinuous", ...),
    (f"{WEIR}/scope", "sentence"),
    (f"{WEIR}/scope", "paragraph"),
    ("labels/kind/select", "word"),
    ("labels/kind/glyph", "K"),
    (f"{WEIR}/key", "ww"),
    (f"{WEIR}/key", "+"),
    (f"{WEIR}/key", 10),
    (f"{WEIR}/key", True),
    (f"{WEIR}/key", None),
    (f"{WEIR}/colour", "red"),
    (f"{WEIR}/color", "reddish"),
    (f"{WEIR}/color", "#fff"),
    (f"{WEIR}/color", None),
    (f"{WEIR}/glyph", "WW"),
    (f"{WEIR}/glyph", " "),
    (f"{WEIR}/select", "words"),
    (f"{WEIR}/help", None),
    (f"{WEIR}/help", {}),
    (f"{WEIR}/guideline", [None]),
    (f"{WEIR}/do", "It rains."),
    (f"{WEIR}/do/0/text", ...),
    (f"{WEIR}/do/0/text", ""),
    (f"{WEIR}/do/0/marks", "weir"),
    (f"{WEIR}/attributes", ["state"]),
    (f"{WEIR}/attributes/all", {"type": "bool"}),
    (f"{STATE}", None),
    (f"{STATE}/type", ...),
    (f"{STATE}/type", "choice"),
    (f"{STATE}/values", ...),
    (f"{STATE}/values", []),
    (f"{STATE}/values", {}),
    (f"{STATE}/values", "whole"),
    (f"{STATE}/values", ["whole", "whole"]),
    (f"{STATE}/values", ["whole", None]),
    (f"{STATE}/keys", {"whole": "hh"}),
    (f"{STATE}/required", "yes"),
    (f"{STATE}/required", 1),
    (f"{STATE}/min", 1),
    (f"{STATE}/pattern", "a"),
    (f"{STATE}/when", None),
    (f"{STATE}/when", {}),
    (f"{STATE}/when", {"sure": {}}),
    (f"{STATE}/when", {"sure": {"not": []}}),
    (f"{STATE}/when", {"sure": {"is": True}}),
    (f"{STATE}/when", {"sure": []}),
    (f"{STATE}/when", {"all": {"sure": True}}),
    (f"{STATE}/when", {"any": []}),
    (f"{STATE}/when", "sure"),
    (f"{WEIR}/attributes/sure/default", "yes"),
    (f"{WEIR}/attributes/sure/values", ["a"]),
    (f"{WEIR}/attributes/gates/default", 2.5),
    (f"{WEIR}/attributes/gates/default", "two"),
    (f"{WEIR}/attributes/gates/min", 0.5),
    (f"{WEIR}/attributes/gates/min", "one"),
    (f"{WEIR}/attributes/height/default", "high"),
    (f"{WEIR}/attributes/story/default", "  "),
    (f"{WEIR}/attributes/item/default", "a\nb"),
    (f"{WEIR}/attributes/since/default", "May 2024"),
    (f"{WEIR}/attributes/since/default", "2024-13"),
    (f"{WEIR}/attributes/since/min", 1),
    (f"{WEIR}/attributes/cue/default", "x"),
    (f"{WEIR}/attributes/cue/suggest", "recent_values"),
    (f"{WEIR}/attributes/cue/suggest", "number_parser"),
    (f"{WEIR}/attributes/item/suggest", "number_parser"),
    (f"{WEIR}/attributes/kinds/suggest", "number_parser"),
    (f"{WEIR}/attributes/sure/suggest", "number_parser"),
    (f"{WEIR}/attributes/name/suggest", "guess"),
    (f"{WEIR}/attributes/name/pattern", "a" * 1001),
    ("overlap", {"pair": ["weir", "*"], "rule": "nest"}),
    ("overlap/0/pair", ["weir"]),
    ("overlap/0/pair", "weir"),
    ("overlap/0/rule", "never"),
    ("overlap/0/rule", ...),
    ("relations", ["lies_in"]),
    ("relations/lies_in/out", "1-2"),
    ("relations/lies_in/out", -1),
    ("relations/lies_in/in", None),
    ("relations/lies_in/key", "++"),
    ("relations/lies_in/reach", "sentence"),
    ("relations/lies_in/source", "weir"),
    ("relations/same/acyclic", True),
    ("constraints", {"id": "a"}),
    ("constraints/0/id", ...),
    ("constraints/0/each", ...),
    ("constraints/0/require", ...),
    ("constraints/0/require", None),
    ("constraints/0/require/in", "1..1"),
    ("constraints/0/require/out", ...),
    ("constraints/0/require/attribute", "state"),
    ("constraints/0/level", "fatal"),
    ("constraints/0/each", []),
    ("constraints/0/each", ["weir", "river"]),
    ("constraints/0/require/relation", []),
    ("constraints/0/require/relation", ["lies_in", "same"]),
    ("constraints/1/require/any_relation", []),
    ("constraints/3/require/attribute", ["state", "sure"]),
    ("constraints/2/where", {"state": "whole"}),
    ("constraints/2/require", {"relation": "lies_in", "out": 1}),
    ("constraints/2/require/count", ...),
    ("constraints/2/require/out", 1),
    ("constraints/3/each", "paragraph"),
    ("constraints/4/each", "document"),
    ("migrations", {}),
    ("migrations/0/from", ...),
    ("migrations/0/steps", ...),
    ("migrations/0/steps/0", {}),
    ("migrations/0/steps/0", None),
    ("migrations/0/steps/0/drop_label", {"label": "x"}),
    ("migrations/0/steps/0", {"rename_lable": {"a": "b"}}),
    ("migrations/0/steps/2/rename_attribute/map", ...),
    ("migrations/0/steps/4/merge_labels/labels", []),
    ("migrations/0/steps/5/split_label/into", ...),
    ("migrations/0/steps/6/drop_label/keep", "yes"),
    ("migrations/0/steps/8/retype_attribute/type", "float"),
    ("migrations/0/steps/9/fill_attribute/value", ...),
    ("rename", {"labels": {"a": "b"}}),
    ("remove", {"labels": ["a"]}),
]


@pytest.mark.parametrize(("way", "value"), WRONG, ids=str)
def test_what_is_wrong_is_refused_by_both(way: str, value: Tree) -> None:
    tree = changed(way, value)
    assert slugs(tree)
    assert not accepted(tree)


BUILT_WRONG: list[tuple[str, Tree]] = [
    ("extends", None),
    ("extends", ""),
    ("rename/labels/claim", "*"),
    ("rename/attributes/claim.certainty", "all"),
    ("extends", ["news-claims"]),
    ("rename/label", {"a": "b"}),
    ("rename/labels", ["claim"]),
    ("remove/labels", {"figure": None}),
    ("labels/statement/keys", "m"),
    ("constraints/0/level", "fatal"),
]


@pytest.mark.parametrize(("way", "value"), BUILT_WRONG, ids=str)
def test_what_is_wrong_in_a_schema_that_builds_on_another_is_refused_by_both(way: str, value: Tree) -> None:
    tree = changed(way, value, BUILDING)
    assert slugs(tree)
    assert not accepted(tree)


POOL: list[Tree] = [
    *(None, "", "x", "weir", "state", "whole", "*", "1..2", "#ff0000", "enum", "bool", "all", "paragraph"),
    *(0, 1, 3, -1, 2.5, True, False),
    *([], {}, ["weir"], ["x", "y"], [None], {"x": "y"}, {"type": "bool"}, {"type": "int", "default": 3}),
]
NEW_KEYS = [
    "x",
    "type",
    "values",
    "key",
    "default",
    "min",
    "when",
    "out",
    "count",
    "scope",
    "not",
    "text",
    "id",
    "help",
]


def places(tree: Tree, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in entries:
        yield (*way, key)
        yield from places(value, (*way, key))


@st.composite
def mutants(draw: st.DrawFn, tree: Tree) -> Tree:
    """The tree with one to three places changed, taken out or added to."""
    result = copy.deepcopy(tree)
    for _ in range(draw(st.integers(1, 3))):
        *path, last = draw(st.sampled_from(list(places(result)) or [("labels",)]))
        here = result
        for step in path:
            here = here[step]
        how = draw(st.sampled_from(["set", "set", "remove", "add"]))
        value = copy.deepcopy(draw(st.sampled_from(POOL)))
        if how == "add" and isinstance(here, dict):
            here[draw(st.sampled_from(NEW_KEYS))] = value
        elif how == "remove" and last in here:
            del here[last]
        elif isinstance(here, dict) or last < len(here):
            here[last] = value
    return result


@settings(max_examples=400)
@given(st.sampled_from([WHOLE, BUILDING]).flatmap(mutants))
def test_both_agree_on_whatever_is_changed(tree: Tree) -> None:
    labels = tree.get("labels")
    assume(not (isinstance(labels, list) and None in labels))
    wrong = slugs(tree)
    if not wrong:
        assert sorted(map(str, VALIDATOR.iter_errors(tree))) == []
    elif wrong - BEYOND - (INHERITED if "extends" in tree else set()):
        assert not accepted(tree), wrong


@pytest.mark.parametrize("path", shipped_schemas().values(), ids=lambda path: path.stem)
def test_every_shipped_schema_tells_editors_where_it_is(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={json_schema().name}"
    assert (path.parent / json_schema().name).is_file()
