"""What a schema that is right means once it is read."""

import hashlib
import os
from pathlib import Path

import pytest

from annotate.core.conditions import All, AnyOf, NoneOf, OneOf, Present
from annotate.core.migrations import DropAttribute, FillAttribute, RenameLabel, SplitLabel
from annotate.core.ranges import Range
from annotate.core.requirements import LabelCount, LinkCount, Side, Unit
from annotate.core.schema import (
    AttributeType,
    Granularity,
    Overlap,
    Reach,
    Schema,
    Scope,
    Select,
    SpanRules,
    Suggest,
    Trim,
)
from annotate.errors import Unreadable, Usage
from annotate.store.schemas import (
    SchemaErrors,
    find_schema,
    load_schema,
    parse_schema,
    read_schema,
    shipped_schemas,
)


def schema_of(text: str, name: str = "schema.yaml") -> Schema:
    schema, problems = parse_schema(text.encode(), Path(name))
    assert schema is not None, problems
    assert not problems
    return schema


def test_a_list_of_labels_is_a_whole_schema_named_after_its_file() -> None:
    schema = schema_of("labels: [claim, source]", "folder/my schema.yaml")
    assert (schema.id, schema.version, list(schema.labels)) == (
        "my-schema",
        "0.0.0",
        ["claim", "source"],
    )
    assert schema.labels["claim"].scope is Scope.SPAN


def test_every_text_stays_text_as_it_is_written() -> None:
    schema = schema_of("version: 1.10\nlabels: [no, 1.10, 2024-01-01, 1_000, .nan, 0x1F, ~x]")
    assert schema.version == "1.10"
    assert list(schema.labels) == ["no", "1.10", "2024-01-01", "1_000", ".nan", "0x1F", "~x"]


def test_a_label_says_what_its_annotators_need() -> None:
    label = schema_of("""
labels:
  a:
    key: Z
    color: SteelBlue
    glyph: "#"
    select: quote
    help: What it is.
    guideline: one rule
    do: [{text: The old mill burned., mark: [old, mill], why: because}]
    dont: [a bare text]
""").labels["a"]
    assert (label.key, label.color, label.glyph) == ("Z", "#4682b4", "#")
    assert (label.select, label.help) == (Select.QUOTE, "What it is.")
    assert label.guideline == ("one rule",)
    assert label.do[0].marks == ("old", "mill")
    assert label.dont[0].text == "a bare text"


@pytest.mark.parametrize(
    ("written", "read"),
    [("'#0072B2'", "#0072b2"), ("grey", "#808080"), ("ansiBrightRed", "ansibrightred")],
)
def test_a_color_is_a_number_or_a_name(written: str, read: str) -> None:
    assert schema_of(f"labels: {{a: {{color: {written}}}}}").labels["a"].color == read


def test_keys_are_dealt_out_after_the_declared_ones() -> None:
    schema = schema_of("labels: {stance: , source: {key: s}, set: , tst: , note: {scope: document}}")
    assert {name: label.key for name, label in schema.labels.items()} == {
        "stance": "t",
        "source": "s",
        "set": "e",
        "tst": "a",
        "note": "n",
    }


def test_a_key_may_be_a_capital_beside_its_small_letter() -> None:
    schema = schema_of("labels: {a: {key: x}, b: {key: X}, c: {key: 1}}")
    assert [label.key for label in schema.labels.values()] == ["x", "X", "1"]


def test_labels_beyond_all_letters_and_digits_have_no_key() -> None:
    schema, _ = parse_schema(f"labels: [{', '.join(f'l{n}' for n in range(70))}]".encode(), Path("many.yaml"))
    assert schema is not None
    keys = [label.key for label in schema.labels.values()]
    assert len(set(keys[:62])) == 62
    assert set(keys[62:]) == {""}


def test_glyphs_are_dealt_out_as_capitals_and_digits() -> None:
    schema = schema_of("labels: {claim: , cause: {glyph: C}, 漢: , c: }")
    assert [label.glyph for label in schema.labels.values()] == ["L", "C", "A", "B"]


def test_relations_and_values_have_their_own_keys() -> None:
    schema = schema_of("""
labels: {a: {attributes: {x: {type: enum, values: [ab, ac, ad], keys: {ac: a}}}}}
relations: {aa: {key: "+"}, ab: , ac: }
""")
    assert schema.labels["a"].key == "a"
    assert [each.key for each in schema.relations.values()] == ["+", "a", "c"]
    assert [each.key for each in schema.labels["a"].attributes[0].choices] == ["b", "a", "d"]


def test_a_label_inherits_the_span_rules_it_does_not_change() -> None:
    schema = schema_of("""
span: {granularity: word, trim: [space, punctuation], discontinuous: true, max_fragments: 3}
labels: {a: , b: {span: {trim: [], discontinuous: false}}}
""")
    both = frozenset({Trim.SPACE, Trim.PUNCTUATION})
    assert schema.labels["a"].span == SpanRules(Granularity.WORD, both, True, 3)
    assert schema.labels["b"].span == SpanRules(Granularity.WORD, frozenset(), False, 3)


def test_the_first_overlap_rule_that_names_a_pair_decides() -> None:
    schema = schema_of("""
labels: [a, b]
overlap: [{pair: [a, b], rule: nest}, {pair: [a, "*"], rule: forbid}]
""")
    assert schema.overlap_rule("b", "a") is Overlap.NEST
    assert schema.overlap_rule("a", "a") is Overlap.FORBID
    assert schema.overlap_rule("b", "b") is Overlap.ALLOW


ATTRIBUTES = """
labels:
  a:
    attributes:
      yes: {type: bool, default: false, compare: false}
      one: {type: enum, values: {x: first, y: }, default: y, required: true}
      some: {type: set, values: [x, y, z], default: [z, x], max: 2}
      count: {type: int, min: 1, max: 3, default: 2}
      size: {type: number, min: -1.5, suggest: number_parser}
      name: {type: string, pattern: "[A-Z].*", default: "No"}
      day: {type: date, default: 2024-05}
      cue: {type: span, when: {one: x}}
      who: {type: entity}
      text: {type: text, help: Whatever.}
"""


def test_attributes_have_types_and_defaults_of_these_types() -> None:
    attributes = schema_of(ATTRIBUTES).labels["a"].attributes
    assert [each.type for each in attributes] == [
        AttributeType[name]
        for name in ["BOOL", "ENUM", "SET", "INT", "NUMBER", "STRING", "DATE", "SPAN", "ENTITY", "TEXT"]
    ]
    assert [each.default for each in attributes[:7]] == [*(False, "y", ("x", "z"), 2, None, "No", "2024-05")]
    assert [choice.help for choice in attributes[1].choices] == ["first", ""]
    assert (attributes[0].compare, attributes[1].required) == (False, True)
    assert (attributes[4].min, attributes[4].suggest) == (-1.5, Suggest.NUMBER_PARSER)


@pytest.mark.parametrize(
    ("when", "condition"),
    [
        ("{e: x}", OneOf("e", ("x",))),
        ("{e: [x, y]}", OneOf("e", ("x", "y"))),
        ("{e: {not: x}}", NoneOf("e", ("x",))),
        ("{e: {not: [x, y]}}", NoneOf("e", ("x", "y"))),
        ("{e: present}", Present("e")),
        ("{b: true, i: 3}", All((OneOf("b", ("true",)), OneOf("i", ("3",))))),
        ("{any: [{e: x}, {all: [{b: false}]}]}", AnyOf((OneOf("e", ("x",)), All((OneOf("b", ("false",)),))))),
        ("{n: 3.0}", OneOf("n", ("3",))),
    ],
)
def test_a_condition_looks_at_other_attributes(when: str, condition: object) -> None:
    label = schema_of(f"""
labels:
  a:
    attributes:
      e: {{type: enum, values: [x, y]}}
      b: {{type: bool}}
      i: {{type: int}}
      n: {{type: number}}
      asked: {{type: string, when: {when}}}
""").labels["a"]
    assert label.attributes[-1].when == condition


def test_relations_say_what_they_join_and_how_often() -> None:
    schema = schema_of("""
labels: [a, b]
relations:
  r: {from: [a, b], to: "*", out: 0..1, in: 2, reach: paragraph, transitive: true}
  s: {symmetric: true, attributes: {sure: {type: bool}}}
""")
    first, second = schema.relations.values()
    assert (first.sources, first.targets) == (("a", "b"), ("*",))
    assert (first.outgoing, first.incoming) == (Range(0, 1), Range(2, 2))
    assert (first.reach, first.transitive) == (Reach.PARAGRAPH, True)
    assert (second.outgoing, second.symmetric) == (Range(0, None), True)
    assert second.attributes[0].name == "sure"


def test_relations_are_end_points_where_they_are_named_and_any_label_is_not_one() -> None:
    schema = schema_of("""
labels: [a, b]
relations:
  r: {from: "@relation", to: [a, "@relation"]}
  s: {from: ["*", b, "@relation"]}
  t: {from: "@s", to: ["@t", "@r"]}
""")
    first, second, third = schema.relations.values()
    assert (first.sources, first.targets) == (("@relation",), ("a", "@relation"))
    assert (second.sources, second.targets) == (("*", "@relation"), ("*",))
    assert (third.sources, third.targets) == (("@s",), ("@t", "@r"))


def test_constraints_and_migrations_are_kept_as_data() -> None:
    schema = schema_of("""
labels: [a]
relations: {r: }
constraints:
  - {id: one, each: a, require: {relation: r, out: 1..*}, level: info, message: link it}
  - {id: two, each: document, require: {any_label: a, count: 1}}
migrations:
  - from: 0.1
    to: 0.2
    steps:
      - rename_label: {b: a}
      - split_label: {label: c, into: {d: {x: y}}, otherwise: e}
      - drop_attribute: {label: a, name: mood, keep: note}
      - fill_attribute: {label: a, name: x, value: 1}
""")
    one, two = schema.constraints
    assert one.require == LinkCount(("r",), Side.OUT, Range(1, None))
    assert (two.unit, two.require) == (Unit.DOCUMENT, LabelCount(("a",), Range(1, 1)))
    kinds = [type(step) for step in schema.migrations[0].steps]
    assert kinds == [RenameLabel, SplitLabel, DropAttribute, FillAttribute]


@pytest.mark.parametrize("name", sorted(shipped_schemas()))
def test_a_shipped_schema_has_no_problem_and_is_called_like_its_file(name: str) -> None:
    schema, problems = read_schema(shipped_schemas()[name])
    assert schema is not None
    assert not problems
    assert schema.id == name
    assert schema.title
    assert schema.principles
    for label in schema.labels.values():
        assert label.help
        assert label.color
        assert all(each.marks for each in (*label.do, *label.dont))
    colors = [label.color for label in schema.labels.values()]
    assert len(set(colors)) == len(colors)


def test_seven_schemas_are_shipped() -> None:
    assert sorted(shipped_schemas()) == [
        *("argument-mining", "aspect-sentiment", "ner-conll2003", "ner-ontonotes"),
        *("news-claims", "pii", "quotation-attribution"),
    ]


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes(b"labels: [a]\n")
    schema = load_schema(path)
    assert schema.hash == hashlib.sha256(b"labels: [a]\n").hexdigest()
    assert schema.path == str(path)


def test_a_schema_with_mistakes_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("labels: [a]\nlables: [b]\ntitle:\n")
    with pytest.raises(SchemaErrors) as caught:
        load_schema(path)
    assert [each.slug for each in caught.value.problems] == ["unknown-key", "missing-value"]
    assert caught.value.message.startswith(f"{path}:2:1: ")
    assert caught.value.exit_code == 1


@pytest.mark.parametrize("kind", ["missing", "folder", "fifo", "broken link"])
def test_what_is_no_file_is_unreadable_and_does_not_hang(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "s.yaml"
    match kind:
        case "folder":
            path.mkdir()
        case "fifo":
            os.mkfifo(path)
        case "broken link":
            path.symlink_to("nowhere")
    with pytest.raises(Unreadable):
        read_schema(path)


def test_without_a_name_the_projects_own_schema_is_used_or_news_claims(tmp_path: Path) -> None:
    assert find_schema(None, tmp_path) == shipped_schemas()["news-claims"]
    (tmp_path / "schema.yaml").write_text("labels: [a]")
    assert find_schema(None, tmp_path) == tmp_path / "schema.yaml"


def test_a_name_is_looked_for_in_the_project_first(tmp_path: Path) -> None:
    assert find_schema("pii", tmp_path) == shipped_schemas()["pii"]
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "pii.yaml").write_text("labels: [a]")
    assert find_schema("pii", tmp_path) == tmp_path / "schemas" / "pii.yaml"


def test_a_path_is_taken_as_given_or_below_the_project(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text("labels: [a]")
    assert find_schema("own.yml", tmp_path) == tmp_path / "own.yml"
    assert find_schema(str(tmp_path / "own.yml"), Path("/")) == tmp_path / "own.yml"


@pytest.mark.parametrize("name", ["new-claims", "no/where", "nothing.yaml", "", "a\0b", "x" * 5000, "y/" + "x" * 5000])
def test_an_unknown_schema_is_a_wrong_usage(tmp_path: Path, name: str) -> None:
    with pytest.raises(Usage):
        find_schema(name, tmp_path)


def test_a_misspelled_name_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(Usage) as caught:
        find_schema("new-claims", tmp_path)
    assert caught.value.hint == "did you mean 'news-claims'?"
