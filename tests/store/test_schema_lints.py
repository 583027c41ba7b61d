"""What is well-formed in a schema and cannot be meant: told with its place, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate.core.problems import Level, errors
from annotate.store.schemas import load_schema, parse_schema, read_schema, ready, shipped_schemas
from annotate.store.schemas.schema import MAX_PROBLEMS

HEAD = """\
labels:
  claim:
    attributes:
      sure: {type: enum, values: [yes, perhaps, no], default: yes}
      hedge: {type: string, when: {sure: [perhaps, no]}}
      tags: {type: set, values: [x, y]}
  source: {attributes: {old: {type: bool}}}
  role: {scope: paragraph}
"""


def found(text: str) -> list[str]:
    _, problems = parse_schema(text.encode(), Path("s.yaml"))
    assert all(each.hint for each in problems)
    marks = {Level.ERROR: "", Level.WARNING: "?"}
    return [f"{p.place.line}:{p.place.column} {p.slug}{marks[p.level]}" for p in problems]


def test_the_head_is_sound() -> None:
    assert found(HEAD) == []


CONDITIONS = [
    ("{sure: yes, hedge: present}", False),
    ("{sure: perhaps, hedge: present}", True),
    ("{hedge: maybe, sure: {not: [perhaps, no]}}", False),
    ("{all: [{sure: yes}, {sure: no}]}", False),
    ("{any: [{sure: yes}, {sure: no}]}", True),
    ("{sure: {not: [yes, perhaps, no]}}", False),
    ("{tags: {not: [x, y]}}", True),
    ("{all: [{tags: x}, {tags: y}]}", True),
    ("{all: [{tags: x}, {tags: {not: x}}]}", False),
    ("{all: [{tags: present}, {tags: {not: [x, y]}}]}", False),
    ("{any: [{all: [{sure: yes}, {sure: no}]}, {all: [{sure: yes}, {hedge: present}]}]}", False),
]


@pytest.mark.parametrize(("condition", "can_hold"), CONDITIONS)
def test_a_condition_that_can_never_hold_is_an_error(condition: str, can_hold: bool) -> None:
    text = HEAD.replace("      tags", f"      extra: {{type: text, when: {condition}}}\n      tags")
    assert found(text) == ([] if can_hold else ["6:33 impossible-condition"])
    text = f"{HEAD}constraints: [{{id: c, each: claim, where: {condition}, require: {{any_label: source, count: 1}}}}]"
    assert found(text) == ([] if can_hold else ["9:43 impossible-condition"])


def test_a_condition_of_a_relation_can_hold_too() -> None:
    attributes = "{a: {type: bool}, b: {type: text, when: {all: [{a: true}, {a: false}]}}}"
    assert found(f"labels: [l]\nrelations: {{r: {{attributes: {attributes}}}}}") == ["2:69 impossible-condition"]


@pytest.mark.parametrize(
    ("relation", "requirement", "expected"),
    [
        ("{from: claim, to: source, out: 0..1}", "{relation: r, out: 2..*}", False),
        ("{from: claim, to: source, out: 0..1}", "{relation: r, out: 1..*}", True),
        ("{from: claim, to: source, out: 1..*}", "{relation: r, out: 0}", False),
        ("{from: claim, to: source, out: 1..*}", "{any_relation: [r, s], out: 0}", False),
        ("{from: claim, to: source, out: 0..1}", "{any_relation: [r, s], out: 2}", True),
        ("{from: source, to: claim}", "{relation: r, out: 1..1}", False),
        ("{from: source, to: claim}", "{relation: r, out: 0..1}", True),
        ("{from: source, to: claim, in: 0..2}", "{relation: r, in: 3}", False),
        ("{from: source, to: claim, in: 0..2}", "{relation: r, degree: 3}", False),
        ("{from: claim, to: claim, out: 0..1, in: 0..2}", "{relation: r, degree: 3}", True),
        ("{from: claim, to: claim, out: 0..1, in: 0..1, symmetric: true}", "{relation: r, out: 2}", True),
        ("{from: claim, to: claim, out: 0..1, in: 0..1, symmetric: true}", "{relation: r, out: 3}", False),
    ],
)
def test_a_constraint_may_not_contradict_what_its_relations_allow(
    relation: str, requirement: str, expected: bool
) -> None:
    text = f"{HEAD}relations: {{r: {relation}, s: }}\nconstraints:\n  - {{id: c, each: claim, require: {requirement}}}"
    assert found(text) == ([] if expected else ["11:35 impossible-constraint"])


def test_a_constraint_may_not_require_what_is_not_asked() -> None:
    constraint = "{id: c, each: claim, where: {sure: yes}, require: {attribute: hedge}}"
    assert found(f"{HEAD}constraints: [{constraint}]") == ["9:65 impossible-constraint"]
    assert found(f"{HEAD}constraints: [{constraint.replace('yes', 'no')}]") == []


@pytest.mark.parametrize(
    ("relations", "expected"),
    [
        ("{r: {from: claim, to: [source, claim]}}", []),
        ('{r: {from: "@r", to: claim}}', ["9:13 no-pair"]),
        ('{r: {from: "@relation", to: claim}}', ["9:13 no-pair"]),
        ('{r: {from: "@s", to: claim}, s: {from: claim, to: "@r"}}', ["9:13 no-pair", "9:41 no-pair"]),
        ('{r: {from: "@s", to: claim}, s: {from: claim, to: ["@r", source]}}', []),
        ("{r: {out: 0}}", ["9:13 no-pair"]),
        ("{r: {in: 0..0}}", ["9:13 no-pair"]),
        ("{r: {from: role}}", ["9:23 not-for-scope"]),
        ("{r: {from: [clam, claim]}}", ["9:24 unknown-label"]),
    ],
)
def test_a_relation_joins_something(relations: str, expected: list[str]) -> None:
    assert found(f"{HEAD}relations: {relations}") == expected


def test_without_labels_of_spans_no_relation_joins_anything() -> None:
    assert found("labels: {p: {scope: paragraph}}\nrelations: {r: }") == ["2:13 no-pair"]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ('[{pair: [claim, source], rule: nest}, {pair: ["*", "*"], rule: forbid}]', []),
        ('[{pair: ["*", "*"], rule: forbid}, {pair: [claim, source], rule: nest}]', ["9:45 unreachable-rule?"]),
        ('[{pair: [claim, source], rule: nest}, {pair: [source, claim], rule: allow}]', ["9:48 unreachable-rule?"]),
        ('[{pair: [claim, "*"], rule: nest}, {pair: [source, claim], rule: allow}]', ["9:45 unreachable-rule?"]),
        ('[{pair: [claim, "*"], rule: nest}, {pair: [source, source], rule: allow}]', []),
        (
            '[{pair: [claim, source], rule: nest}, {pair: [claim, claim], rule: nest}, '
            '{pair: ["*", claim], rule: allow}]',
            ["9:84 unreachable-rule?"],
        ),
        (
            '[{pair: [claim, "*"], rule: nest}, {pair: [source, source], rule: nest}, {pair: ["*", "*"], rule: allow}]',
            ["9:83 unreachable-rule?"],
        ),
        ('[{pair: [claim, "*"], rule: nest}, {pair: ["*", "*"], rule: allow}]', []),
    ],
)  # fmt: skip
def test_a_rule_of_overlap_that_never_decides_is_told(rules: str, expected: list[str]) -> None:
    assert found(f"{HEAD}overlap: {rules}") == expected


def test_a_rule_of_the_base_may_be_overridden(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("labels: [a, b]\noverlap: [{pair: [a, b], rule: nest}]")
    (tmp_path / "own.yaml").write_text("extends: base\noverlap: [{pair: [a, b], rule: forbid}]")
    assert read_schema(tmp_path / "own.yaml")[1] == ()


def test_labels_without_a_key_and_without_a_glyph_of_their_own_are_told() -> None:
    names = ", ".join(f"l{i:02}" for i in range(70))
    assert found(f"labels: [{names}]") == ["1:320 no-key?", "1:325 color-alone?"]


def test_relations_without_a_key_are_told() -> None:
    names = ", ".join(f"r{i:02}: " for i in range(63))
    assert found(f"labels: [a]\nrelations: {{{names}}}") == ["2:447 no-key?"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ('"#0072B2"', '"#0072B2"', ["3:14 colors-alike?"]),
        ('"#0072B2"', '"#0075B4"', ["3:14 colors-alike?"]),
        ('"#0072B2"', '"#009E73"', []),
        ("red", "darkred", []),
        ("ansired", "ansired", ["3:14 colors-alike?"]),
        ("ansired", "ansiblue", []),
    ],
)
def test_two_labels_of_almost_one_color_are_told(one: str, other: str, expected: list[str]) -> None:
    assert found(f"labels:\n  a: {{color: {one}}}\n  b: {{color: {other}}}") == expected


def test_answers_of_two_questions_with_one_key_are_told() -> None:
    first = "x: {type: enum, values: [a, b], keys: {a: k}}"
    second = "y: {type: enum, values: [c, d], keys: {c: k}}"
    text = f"labels:\n  l:\n    attributes:\n      {first}\n      {second}"
    assert found(text) == ["5:49 key-shared?"]
    assert found(f"labels: {{l: {{attributes: {{{first}}}}}, m: {{attributes: {{{second}}}}}}}") == []


def test_warnings_keep_no_schema_from_being_used(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("labels: {a: {color: red}, b: {color: red}}")
    schema, problems = read_schema(path)
    assert schema is not None and schema == load_schema(path)
    assert [each.level for each in problems] == [Level.WARNING]


def test_mistakes_are_not_pushed_out_by_warnings() -> None:
    labels = "\n".join(f"  l{i}: {{color: red}}" for i in range(60))
    _, problems = parse_schema(f"labels:\n{labels}\nrelations: {{r: {{out: 0}}}}".encode(), Path("s.yaml"))
    assert [each.slug for each in errors(problems)] == ["no-pair", "more-mistakes"]
    schema, problems = parse_schema(f"labels:\n{labels}".encode(), Path("s.yaml"))
    assert schema is not None
    assert len(problems) == MAX_PROBLEMS + 1 and not errors(problems)


@pytest.mark.parametrize("name", sorted(shipped_schemas()))
def test_nothing_is_to_be_said_about_shipped_schemas(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ready, "FOLDER", tmp_path)  # those that are read beforehand are not looked at
    assert read_schema(shipped_schemas()[name])[1] == ()
