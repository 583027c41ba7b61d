"""Every kind of mistake in a schema, with the line and column where it is reported."""

from pathlib import Path

import pytest

from annotate.core.problems import Level, Problem
from annotate.store.schemas import parse_schema
from annotate.store.schemas.schema import MAX_PROBLEMS

WHOLE = [
    ("", "1:1 empty"),
    ("# nothing but a comment", "1:1 empty"),
    ("- a", "1:1 not-a-mapping"),
    ("title: nothing else", "1:1 no-labels"),
    ("labels: {}", "1:9 no-labels"),
    ("labels: []", "1:9 no-labels"),
    ("labels: a", "1:9 not-a-mapping"),
    ("labels: [a]\nlables: [b]", "2:1 unknown-key"),
    ("labels: [a]\nlabels: [b]", "2:1 duplicate-key"),
    ("schema_language: 2\nlabels: [a]", "1:18 unknown-language"),
    ("id: ../../etc\nlabels: [a]", "1:5 bad-id"),
    ("version: one\nlabels: [a]", "1:10 bad-version"),
    ("language: plain English\nlabels: [a]", "1:11 bad-language"),
    ("title: [a, b]\nlabels: [a]", "1:8 not-a-text"),
    ("labels: [a]\ntitle:", "2:7 missing-value"),
    ("schema_language: ''\nlabels: [a]", "1:18 unknown-language"),
    ("extends: other\nlabels: [a]", "1:10 no-schema"),
]
LABELS = [
    ("labels: [a, [b]]", "1:13 not-a-text"),
    ("labels: [a, b, a]", "1:16 duplicate-label"),
    ("labels:\n  a:\n  b:\n  a:", "4:3 duplicate-label"),
    ('labels: ["*"]', "1:10 bad-name"),
    ('labels: [" a"]', "1:10 bad-name"),
    ('labels: [""]', "1:10 bad-name"),
    ('labels: ["a\u202eb"]', "1:10 bad-name"),
    ("labels: {a: {colour: red}}", "1:14 unknown-key"),
    ("labels: {a: {color: rde}}", "1:21 bad-color"),
    ("labels: {a: {color: '#12345'}}", "1:21 bad-color"),
    ("labels: {a: {key: ab}}", "1:19 bad-key"),
    ('labels: {a: {key: "+"}}', "1:19 bad-key"),
    ("labels:\n  a: {key: x}\n  b: {scope: paragraph, key: x}", "3:30 key-taken"),
    ("labels: {a: {glyph: AB}}", "1:21 bad-glyph"),
    ("labels: {a: {glyph: 漢}}", "1:21 bad-glyph"),
    ("labels: {a: {glyph: X}, b: {glyph: X}}", "1:36 glyph-taken"),
    ("labels: {a: {scope: page}}", "1:21 unknown-choice"),
    ("labels: {a: {select: phrase}}", "1:22 unknown-choice"),
    ("labels: {a: {scope: document, select: word}}", "1:31 not-for-scope"),
    ("labels: {a: {do: word}}", "1:18 not-a-list"),
    ("labels: {a: {do: [{mark: word}]}}", "1:19 missing-key"),
    ("labels: {a: {do: [{text: one word, mark: two}]}}", "1:42 mark-not-found"),
    ("labels: {a: {dont: [{text: one word, mark: [one, two]}]}}", "1:50 mark-not-found"),
    ("labels: {a: {do: [{text: one, because: none}]}}", "1:31 unknown-key"),
]
SPANS = [
    ("span: {granularity: letter}\nlabels: [a]", "1:21 unknown-choice"),
    ("span: {trim: [spaces]}\nlabels: [a]", "1:15 unknown-choice"),
    ("span: {discontinuous: yes}\nlabels: [a]", "1:23 not-a-bool"),
    ("span: {discontinuous: true, max_fragments: 1}\nlabels: [a]", "1:44 not-a-number"),
    ("span: {max_fragments: 3}\nlabels: [a]", "1:8 not-discontinuous"),
    ("labels: {a: {span: {trimm: space}}}", "1:21 unknown-key"),
    ("labels: [a]\noverlap: [{pair: [a, b], rule: nest}]", "2:22 unknown-label"),
    ("labels: [a]\noverlap: [{pair: [a], rule: nest}]", "2:18 bad-pair"),
    ("labels: [a]\noverlap: [{pair: [a, a], rule: nested}]", "2:32 unknown-choice"),
    ("labels: [a]\noverlap: [{rule: nest}]", "2:11 missing-key"),
    ("labels: [a]\noverlap: {rule: nest}", "2:10 not-a-list"),
    ("labels: {a: {scope: paragraph}, b: }\noverlap: [{pair: [a, b], rule: nest}]", "2:19 not-for-scope"),
]
RELATIONS = [
    ("labels: [a]\nrelations: {r: {from: b, to: a}}", "2:23 unknown-label"),
    ("labels: [a]\nrelations: {r: {from: a, to: [a, a]}}", "2:34 named-twice"),
    ('labels: [a]\nrelations: {r: {from: a, to: "@s"}}', "2:30 unknown-label"),
    ("labels: [a]\nrelations: {r: {out: 2..1}}", "2:22 bad-range"),
    ("labels: [a]\nrelations: {r: {in: many}}", "2:21 bad-range"),
    ("labels: [a]\nrelations: {r: {in: 0..9999999}}", "2:21 bad-range"),
    ("labels: [a]\nrelations: {r: {key: rr}}", "2:22 bad-key"),
    ("labels: [a]\nrelations: {r: {key: x}, s: {key: x}}", "2:35 key-taken"),
    ("labels: [a]\nrelations: {r: {reach: far}}", "2:24 unknown-choice"),
    ("labels: [a]\nrelations: {r: {symmetric: true, acyclic: true}}", "2:34 contradiction"),
    ("labels: [a, b]\nrelations: {r: {from: a, to: b, symmetric: true}}", "2:33 contradiction"),
    ("labels: [a]\nrelations: {r: {label: a}}", "2:17 unknown-key"),
    ("labels: [a]\nrelations: {r: , r: }", "2:18 duplicate-relation"),
    ("labels: [a]\nrelations: {r: {attributes: {x: {type: strin}}}}", "2:40 unknown-choice"),
]
ATTRIBUTES = [
    ("x: {values: [y]}", "3:4 missing-key"),
    ("x: {type: list}", "3:11 unknown-choice"),
    ("x: {type: enum}", "3:5 no-values"),
    ("x: {type: enum, values: [y, y]}", "3:29 named-twice"),
    ("x: {type: enum, values: {y: a, y: b}}", "3:32 duplicate-key"),
    ("x: {type: int, values: [1, 2]}", "3:16 not-for-type"),
    ("x: {type: enum, values: [y, z], keys: {w: w}}", "3:40 unknown-value"),
    ("x: {type: enum, values: [y, z], keys: {y: a, z: a}}", "3:49 key-taken"),
    ("x: {type: enum, values: [y, z], keys: {y: yy}}", "3:43 bad-key"),
    ("x: {type: enum, values: [y], default: z}", "3:39 bad-default"),
    ("x: {type: set, values: [y], default: [y, z]}", "3:42 bad-default"),
    ("x: {type: bool, default: yes}", "3:26 bad-default"),
    ("x: {type: int, default: 1.5}", "3:25 bad-default"),
    ("x: {type: int, max: 3, default: 4}", "3:33 bad-default"),
    ("x: {type: date, default: 2024-13-01}", "3:26 bad-default"),
    ("x: {type: span, default: 1-2}", "3:26 bad-default"),
    ("x: {type: string, pattern: '[a-z]+', default: A1}", "3:47 bad-default"),
    ("x: {type: int, min: one}", "3:21 not-a-number"),
    ("x: {type: int, min: 1e3}", "3:21 not-a-number"),
    ("x: {type: int, min: 3, max: 2}", "3:16 empty-range"),
    ("x: {type: int, min: 0.5}", "3:16 not-a-number"),
    ("x: {type: bool, max: 2}", "3:17 not-for-type"),
    ("x: {type: int, pattern: '1'}", "3:16 not-for-type"),
    ("x: {type: string, pattern: '(a'}", "3:28 bad-pattern"),
    (r"x: {type: string, pattern: '(a)\1'}", "3:28 bad-pattern"),
    ("x: {type: string, pattern: 'a(?=b)'}", "3:28 bad-pattern"),
    ("x: {type: string, required: 1}", "3:29 not-a-bool"),
    ("x: {type: string, suggest: guess}", "3:28 unknown-choice"),
    ("x: {type: span, suggest: recent_values}", "3:26 not-for-type"),
    ("x: {type: span, suggest: previous_same_text}", "3:26 not-for-type"),
    ("x: {type: bool, suggest: number_parser}", "3:26 not-for-type"),
    ("x: {type: entity, suggest: number_parser}", "3:28 not-for-type"),
    ("x: {type: string, hlep: y}", "3:19 unknown-key"),
    ("all: {type: string}", "3:1 bad-name"),
]
CONDITIONS = [
    ("when: {z: a}", "4:26 unknown-attribute"),
    ("when: {w: c}", "4:29 unknown-value"),
    ("when: {w: [a, c]}", "4:33 unknown-value"),
    ("when: {w: {not: c}}", "4:35 unknown-value"),
    ("when: {w: {nor: a}}", "4:30 unknown-key"),
    ("when: {w: []}", "4:29 empty-condition"),
    ("when: {}", "4:25 empty-condition"),
    ("when: always", "4:25 not-a-mapping"),
    ("when: {all: {w: a}}", "4:31 not-a-list"),
    ("when: {any: [{w: a}, {w: c}]}", "4:44 unknown-value"),
    ("when: {v: true}", "4:25 condition-circle"),
]
CONSTRAINTS = [
    ("each: a, require: {attribute: x}", "5:5 missing-key"),
    ("id: i, require: {attribute: x}", "5:5 missing-key"),
    ("id: i, each: a", "5:5 missing-key"),
    ("id: i, each: z, require: {any_label: a, count: 1}", "5:19 unknown-label"),
    ("id: i, each: a, require: {}", "5:31 bad-requirement"),
    ("id: i, each: a, require: {relation: r}", "5:31 bad-requirement"),
    ("id: i, each: a, require: {relation: q, out: 1}", "5:42 unknown-relation"),
    ("id: i, each: a, require: {relation: r, out: 1..0}", "5:50 bad-range"),
    ("id: i, each: a, require: {relation: r, out: 1, in: 1}", "5:31 bad-requirement"),
    ("id: i, each: a, require: {attribute: y}", "5:43 unknown-attribute"),
    ("id: i, each: a, require: {any_label: b, count: 1}", "5:43 unknown-label"),
    ("id: i, each: a, require: {any_label: a}", "5:31 missing-key"),
    ("id: i, each: a, require: {paragraph_matches: '('}", "5:51 bad-pattern"),
    ("id: i, each: document, require: {relation: r, out: 1}", "5:39 not-for-unit"),
    ("id: i, each: document, require: {paragraph_matches: x}", "5:39 not-for-unit"),
    ("id: i, each: paragraph, where: {x: y}, require: {any_label: a, count: 1}", "5:30 not-for-unit"),
    ("id: i, each: p, require: {relation: r, out: 1}", "5:32 not-for-unit"),
    ("id: i, each: a, where: {y: z}, require: {attribute: x}", "5:30 unknown-attribute"),
    ("id: i, each: a, require: {attribute: x}, level: bad", "5:54 unknown-choice"),
    ("id: i, each: a, require: {attribute: x}, levle: info", "5:47 unknown-key"),
]
MIGRATIONS = [
    ("{to: 1, steps: []}", "2:14 missing-key"),
    ("{from: 1, to: 2}", "2:14 missing-key"),
    ("{from: 1, to: 2, steps: [{rename: {a: b}}]}", "2:40 unknown-step"),
    ("{from: 1, to: 2, steps: [{rename_label: {a: b}, drop_label: {label: c}}]}", "2:39 bad-step"),
    ("{from: 1, to: 2, steps: [rename_label]}", "2:39 not-a-mapping"),
    ("{from: 1, to: 2, steps: [{merge_labels: {into: b}}]}", "2:54 missing-key"),
    ("{from: 1, to: 2, steps: [{merge_labels: {labels: [], into: b}}]}", "2:55 missing-key"),
    ("{from: 1, to: 2, steps: [{split_label: {label: b}}]}", "2:53 missing-key"),
    ("{from: 1, to: 2, steps: [{rename_label: {a: c, b: c}}]}", "2:54 bad-step"),
    ("{from: 1, to: 2, steps: [{rename_relation: {a: c, b: c}}]}", "2:57 bad-step"),
    ("{from: 1, to: 2, steps: [{rename_attribute: {label: a, map: {b: d, c: d}}}]}", "2:58 bad-step"),
    ("{from: 1, to: 1, steps: []}", "2:24 bad-step"),
    ("{from: 1, to: 2, steps: [{rename_label: a}]}", "2:54 not-a-mapping"),
    ("{from: 1, to: 2, steps: [{rename_value: {label: a, map: {b: c}}}]}", "2:54 missing-key"),
    ("{from: 1, to: 2, steps: [{drop_attribute: {label: a, name: b, keep: all}}]}", "2:82 unknown-choice"),
    ("{from: 1, to: 2, steps: [{retype_attribute: {label: a, name: b, type: real}}]}", "2:84 unknown-choice"),
]
YAML = [
    (b"labels: [a", "1:11 yaml-syntax"),
    (b"labels:\n\t- a", "2:1 yaml-syntax"),
    (b"a: b: c", "1:5 yaml-syntax"),
    (b'labels: ["\\UFFFFFFFF"]', "1:13 yaml-syntax"),
    (b"labels: [&x a]", "1:10 yaml-anchor"),
    (b"labels: [*x]", "1:10 yaml-alias"),
    (b"labels: !!set [a]", "1:9 yaml-tag"),
    (b"labels: [! a]", "1:10 yaml-tag"),
    (b"labels: !!python/object:os.system [a]", "1:9 yaml-tag"),
    (b"labels: {<<: {a: }}", "1:10 yaml-merge"),
    (b"? [a]\n: b", "1:3 yaml-key"),
    (b"labels: [a]\n---\nlabels: [b]", "2:1 yaml-documents"),
    (b"%YAML 1.1\n---\nlabels: [a]", "1:1 yaml-directive"),
    (b"# a comment\n%TAG ! tag:x,2000:\n---\nlabels: [a]", "2:1 yaml-directive"),
    (b"labels: [a]\ntitle: \xff", "2:8 not-utf-8"),
    ("labels: [é, ".encode() + b"\xe2\x82]", "1:13 not-utf-8"),
    ("labels: [a]".encode("utf-16"), "1:1 not-utf-8"),
    (b"labels: [a]\ntitle: \x00", "2:8 control-character"),
    (b"labels: [a]\ntitle: \x1b[2J", "2:8 control-character"),
    (b"labels: [a]\ntitle: \xc2\x9b", "2:8 control-character"),
    (b"labels: [a]\rtitle: b", "1:12 control-character"),
    (b'labels: [a]\ntitle: "\\e[2J"', "2:8 control-character"),
    (b'labels: [a]\ntitle: "\\ud800"', "2:8 control-character"),
    (b"labels: " + b"[" * 500 + b"]" * 500, "1:58 too-deep"),
    (b"".join(b" " * depth + b"a:\n" for depth in range(500)), "51:51 too-deep"),
    (b"labels: [" + b"a," * 10_000 + b"]", "1:20004 too-long"),
    (b"labels: [a]" + b" " * 2**20, "1:1 too-large"),
    (b"schema_language: " + b"9" * 5000 + b"\nlabels: [a]", "1:18 unknown-language"),
]


def problems_in(data: bytes) -> tuple[Problem, ...]:
    schema, problems = parse_schema(data, Path("schema.yaml"))
    assert (schema is None) == any(each.level is Level.ERROR for each in problems)
    return problems


def found(text: str) -> list[str]:
    return [f"{each.place.line}:{each.place.column} {each.slug}" for each in problems_in(text.encode())]


@pytest.mark.parametrize(("text", "expected"), [*WHOLE, *LABELS, *SPANS, *RELATIONS])
def test_a_mistake_is_reported_once_at_its_place(text: str, expected: str) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(("attribute", "expected"), ATTRIBUTES)
def test_a_mistake_in_an_attribute_has_its_place(attribute: str, expected: str) -> None:
    assert found(f"labels: {{a: {{attributes: {{\n\n{attribute}}}}}}}") == [expected]


@pytest.mark.parametrize(("when", "expected"), CONDITIONS)
def test_a_mistake_in_a_condition_has_its_place(when: str, expected: str) -> None:
    text = f"""\
labels: {{a: {{attributes: {{
  w: {{type: enum, values: [a, b]}},

  v: {{type: bool, {when}}}}}}}}}"""
    assert found(text) == [expected]


@pytest.mark.parametrize(("constraint", "expected"), CONSTRAINTS)
def test_a_mistake_in_a_constraint_has_its_place(constraint: str, expected: str) -> None:
    text = f"""\
labels: {{p: {{scope: paragraph}},
  a: {{attributes: {{x: {{type: string}}}}}}}}
relations: {{r: }}
constraints:
  - {{{constraint}}}"""
    assert found(text) == [expected]


def test_an_id_of_a_constraint_is_given_once() -> None:
    one = "{id: i, each: document, require: {any_label: a, count: 1}}"
    assert found(f"labels: [a]\nconstraints:\n- {one}\n- {one}") == ["4:4 duplicate-constraint"]


@pytest.mark.parametrize(("migration", "expected"), MIGRATIONS)
def test_a_mistake_in_a_migration_has_its_place(migration: str, expected: str) -> None:
    assert found(f"labels: [a]\nmigrations: [{migration}]") == [expected]


@pytest.mark.parametrize(("data", "expected"), YAML)
def test_what_is_not_plain_yaml_is_refused_at_its_place(data: bytes, expected: str) -> None:
    (problem,) = problems_in(data)
    assert f"{problem.place.line}:{problem.place.column} {problem.slug}" == expected
    assert problem.message.isprintable()


def test_a_line_that_begins_with_a_tab_is_told_so_in_plain_words() -> None:
    (problem,) = problems_in(b"labels:\n\t- a\n")
    assert problem.message == "while scanning for the next token, found a tab that cannot start any token"
    assert problem.hint == "indent with spaces"


def test_aliases_that_would_grow_without_end_are_refused_at_the_first() -> None:
    lines = ["a: &a [x, x, x]", *(f"{n}: &{n} [*{m}, *{m}]" for m, n in ("ab", "bc", "cd"))]
    assert found("\n".join(lines)) == ["1:4 yaml-anchor"]


def test_all_mistakes_of_a_file_are_told_in_its_order() -> None:
    text = "titel: x\nlabels: {a: {key: ab, colour: red}, b: {glyph: BB}}\nrelations: {r: {to: c}}"
    assert found(text) == [
        "1:1 unknown-key",
        "2:19 bad-key",
        "2:23 unknown-key",
        "2:48 bad-glyph",
        "3:21 unknown-label",
    ]


def test_a_file_full_of_mistakes_is_cut_short() -> None:
    text = "labels: [a]\n" + "\n".join(f"key{n}: x" for n in range(MAX_PROBLEMS + 7))
    *_, last = problems_in(text.encode())
    assert last.message == "7 more mistakes are not shown"
    assert len(problems_in(text.encode())) == MAX_PROBLEMS + 1


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("labels: [a]\nprinciple: x", "did you mean 'principles'?"),
        ("labels: {claim: {sel: word}}", "did you mean 'select'?"),
        ("labels: [claim]\nrelations: {r: {from: clam}}", "did you mean 'claim'?"),
        ("labels: {a: {color: crimsn}}", "did you mean 'crimson'?"),
        ("labels: {a: {attributes: {x: {type: numbr}}}}", "did you mean 'number'?"),
        ("labels: {a: , b: , a: }", "the first is on line 1"),
    ],
)
def test_a_hint_names_what_was_probably_meant(text: str, hint: str) -> None:
    (problem,) = problems_in(text.encode())
    assert problem.hint == hint


def test_a_message_shows_hostile_names_escaped_and_short() -> None:
    (problem,) = problems_in(f'labels: {{a: {{"x\u202e{"y" * 100}": 1}}}}'.encode())
    assert problem.message == f"label 'a' has no key 'x\\u202e{'y' * 57}…'"
