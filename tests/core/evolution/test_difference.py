"""What is said about two versions of a schema."""

import pytest

from annotate.core.evolution import Severity, Tally, advice, difference, proposed, undecided, verdict, yaml_of
from annotate.core.evolution.carrying import carry
from annotate.core.evolution.comparing import remaining
from tests.core.evolution.builder import evolved, file_of, relation, schema_of, span

ADDITIVE, MIGRATION, BREAKING = Severity.ADDITIVE, Severity.MIGRATION, Severity.BREAKING
COSMETIC = Severity.COSMETIC


def attribute(said: str) -> str:
    return f"labels: {{claim: {{attributes: {{a: {said}}}}}}}"


ENUM = "type: enum, values: "
CASES = [
    ("labels: [a]", "labels: [a, b]", "label-added", ADDITIVE),
    ("labels: [a, b]", "labels: [a]", "label-removed", MIGRATION),
    ("labels: {a: }", "labels: {a: {scope: paragraph}}", "scope-changed", BREAKING),
    ("labels: {a: }", "labels: {a: {key: z}}", "key-changed", COSMETIC),
    ("labels: {a: }", "labels: {a: {color: red}}", "color-changed", COSMETIC),
    ("labels: {a: }", "labels: {a: {select: sentence}}", "select-changed", COSMETIC),
    ("labels: {a: }", "labels: {a: {guideline: [Be short.]}}", "guideline-changed", COSMETIC),
    ("labels: {a: , b: }", "labels: {b: {key: b}, a: {key: a}}", "order-changed", COSMETIC),
    ("labels: {a: }", "labels: {a: {span: {granularity: word}}}", "span-rules-narrowed", BREAKING),
    ("labels: {a: {span: {granularity: word}}}", "labels: {a: }", "span-rules-widened", ADDITIVE),
    ("labels: [claim]", attribute("{type: int}"), "attribute-added", ADDITIVE),
    ("labels: [claim]", attribute("{type: int, required: true}"), "required-attribute-added", MIGRATION),
    ("labels: [claim]", attribute("{type: int, required: true, default: 1}"), "attribute-added", ADDITIVE),
    (attribute("{type: int}"), "labels: [claim]", "attribute-removed", MIGRATION),
    (attribute("{type: int}"), attribute("{type: number}"), "attribute-widened", ADDITIVE),
    (attribute("{type: number}"), attribute("{type: int}"), "attribute-retyped", MIGRATION),
    (attribute("{type: string}"), attribute("{type: date}"), "attribute-retyped", MIGRATION),
    (attribute("{type: int}"), attribute("{type: int, required: true}"), "required-now", MIGRATION),
    (attribute("{type: int, required: true}"), attribute("{type: int}"), "not-required", ADDITIVE),
    (attribute("{type: int, max: 9}"), attribute("{type: int, max: 5}"), "limit-narrowed", BREAKING),
    (attribute("{type: int}"), attribute("{type: int, min: 1}"), "limit-narrowed", BREAKING),
    (attribute("{type: int, max: 5}"), attribute("{type: int, max: 9}"), "limit-widened", ADDITIVE),
    (attribute("{type: string}"), attribute("{type: string, pattern: a+}"), "pattern-changed", BREAKING),
    (attribute("{type: string, pattern: a+}"), attribute("{type: string}"), "pattern-changed", ADDITIVE),
    (attribute(f"{{{ENUM}[x]}}"), attribute(f"{{{ENUM}[x, y]}}"), "values-added", ADDITIVE),
    (attribute(f"{{{ENUM}[x, y]}}"), attribute(f"{{{ENUM}[x]}}"), "values-removed", MIGRATION),
    (attribute("{type: set, values: [x, y]}"), attribute("{type: set, values: [y, x]}"), "values-reordered", MIGRATION),
    (attribute(f"{{{ENUM}[x, y]}}"), attribute(f"{{{ENUM}[x, y], default: x}}"), "default-changed", MIGRATION),
    (attribute("{type: int}"), attribute("{type: int, compare: false}"), "compare-changed", COSMETIC),
    (
        "labels: {c: {attributes: {b: {type: bool}, a: {type: int}}}}",
        "labels: {c: {attributes: {b: {type: bool}, a: {type: int, when: {b: true}}}}}",
        "condition-changed",
        BREAKING,
    ),
    ("labels: [a]", "labels: [a]\nrelations: {r: }", "relation-added", ADDITIVE),
    ("labels: [a]\nrelations: {r: }", "labels: [a]", "relation-removed", MIGRATION),
    ("labels: [a, b]\nrelations: {r: }", "labels: [a, b]\nrelations: {r: {from: a}}", "ends-narrowed", BREAKING),
    ("labels: [a, b]\nrelations: {r: {from: a}}", "labels: [a, b]\nrelations: {r: }", "ends-widened", ADDITIVE),
    ("labels: [a]\nrelations: {r: }", "labels: [a]\nrelations: {r: {out: 0..1}}", "count-narrowed", BREAKING),
    ("labels: [a]\nrelations: {r: {out: 1}}", "labels: [a]\nrelations: {r: {out: 0..2}}", "count-widened", ADDITIVE),
    ("labels: [a]\nrelations: {r: }", "labels: [a]\nrelations: {r: {reach: paragraph}}", "reach-narrowed", BREAKING),
    ("labels: [a]\nrelations: {r: }", "labels: [a]\nrelations: {r: {acyclic: true}}", "acyclic-now", BREAKING),
    ("labels: [a]\nrelations: {r: }", "labels: [a]\nrelations: {r: {symmetric: true}}", "direction-changed", BREAKING),
    ("labels: [a]", "labels: [a]\noverlap: [{pair: [a, a], rule: forbid}]", "overlap-narrowed", BREAKING),
    (
        "labels: [a]\noverlap: [{pair: [a, a], rule: forbid}]",
        "labels: [a]\noverlap: [{pair: [a, a], rule: nest}]",
        "overlap-widened",
        ADDITIVE,
    ),
    (
        "labels: [a]",
        "labels: [a]\nconstraints: [{id: one, each: paragraph, require: {any_label: a, count: 1..*}}]",
        "constraint-added",
        BREAKING,
    ),
    (
        "labels: [a]",
        "labels: [a]\nconstraints: [{id: o, each: paragraph, require: {any_label: a, count: 1}, level: warning}]",
        "constraint-added",
        ADDITIVE,
    ),
    ("labels: [a]", "labels: [a]\ntitle: Words", "title-changed", COSMETIC),
]


@pytest.mark.parametrize(("old", "new", "slug", "severity"), CASES)
def test_each_kind_of_change_has_its_weight(old: str, new: str, slug: str, severity: Severity) -> None:
    changes = difference(schema_of(old), schema_of(new))
    assert (slug, severity) in [(each.slug, each.severity) for each in changes]


@pytest.mark.parametrize(("text", "_new", "_slug", "_severity"), CASES)
def test_a_schema_does_not_differ_from_itself(text: str, _new: str, _slug: str, _severity: Severity) -> None:
    assert difference(schema_of(text), schema_of(text)) == ()


def test_a_name_with_braces_is_only_a_name() -> None:
    old, new = (schema_of(f'labels: {{"{{x}}": {{span: {{granularity: {each}}}}}}}') for each in ("char", "word"))
    assert [each.message for each in difference(old, new)] == ["span rules of '{x}' are stricter: granularity word"]


def test_overlap_rules_are_compared_by_what_they_do_not_by_how_they_are_written() -> None:
    old = schema_of('labels: [a]\noverlap: [{pair: ["*", "*"], rule: nest}]')
    assert not difference(old, schema_of("labels: [a]\noverlap: [{pair: [a, a], rule: nest}]"))


def test_a_new_name_for_everything_is_seen_to_by_steps() -> None:
    old = schema_of("""\
labels:
  statement: {attributes: {tone: {type: enum, values: [hot, cold]}, why: {type: text, when: {tone: hot}}}}
  source:
relations: {said_by: {from: statement, to: source}}
overlap: [{pair: [statement, source], rule: forbid}]
constraints: [{id: one, each: statement, where: {tone: hot}, require: {relation: said_by, out: 1}}]
""")
    new = evolved(
        """\
labels:
  claim: {attributes: {mood: {type: enum, values: [warm, cold]}, why: {type: text, when: {mood: warm}}}}
  source:
relations: {by: {from: claim, to: source}}
overlap: [{pair: [claim, source], rule: forbid}]
constraints: [{id: one, each: claim, where: {mood: warm}, require: {relation: by, out: 1}}]
""",
        "rename_label: {statement: claim}",
        "rename_attribute: {label: claim, map: {tone: mood}}",
        "rename_value: {label: claim, attribute: mood, map: {hot: warm}}",
        "rename_relation: {said_by: by}",
    )
    asked = [each for each in difference(old, new) if each.severity is not Severity.MIGRATED]
    assert {each.severity for each in asked} <= {COSMETIC}
    assert verdict(difference(old, new)) is ADDITIVE


def test_what_no_record_uses_may_go() -> None:
    old, new = schema_of("labels: [claim, stance]"), schema_of("labels: [claim]")
    unused, used = Tally(old, new), Tally(old, new)
    unused.add("a.ann.jsonl", file_of(span("a", "claim", 4, 11)))
    used.add("a.ann.jsonl", file_of(span("a", "claim", 4, 11), span("b", "stance", 25, 34)))
    assert verdict(unused.changes()) is ADDITIVE
    (change,) = (each for each in used.changes() if each.slug == "label-removed")
    assert change.uses is not None
    assert (change.uses.count, change.uses.files, str(change.uses.first[0])) == (1, 1, "a.ann.jsonl:4")


NARROWED = [
    (attribute("{type: int}"), attribute("{type: int, max: 5}"), 1),
    (attribute("{type: int}"), attribute("{type: int, max: 50}"), 0),
    (attribute("{type: int}"), attribute("{type: int, required: true}"), 1),
    ("labels: [claim]", "labels: {claim: {span: {granularity: word}}}", 1),
    ("labels: [claim]", "labels: [claim]\noverlap: [{pair: [claim, claim], rule: nest}]", 1),
    ("labels: [claim]\nrelations: {by: }", "labels: [claim]\nrelations: {by: {out: 1}}", 1),
    ("labels: [claim]\nrelations: {by: }", "labels: [claim]\nrelations: {by: {acyclic: true}}", 0),
    (
        "labels: [claim]",
        "labels: [claim]\nconstraints: [{id: o, each: paragraph, require: {any_label: claim, count: 5}}]",
        1,
    ),
]


@pytest.mark.parametrize(("old", "new", "count"), NARROWED)
def test_a_narrower_rule_counts_what_breaks_it(old: str, new: str, count: int) -> None:
    tally = Tally(schema_of(old), schema_of(new))
    values = {"a": 9} if "attributes" in old else {}
    tally.add(
        "a.ann.jsonl",
        file_of(span("a", "claim", 4, 13, values), span("b", "claim", 12, 19), relation("c", "by", "a", "b")),
    )
    counts = [each.uses.count for each in tally.changes() if each.asks and each.uses]
    assert counts == [count]


def test_records_are_asked_as_they_are_after_the_steps() -> None:
    old = schema_of("labels: {statement: {attributes: {size: {type: int}}}}")
    new = evolved("labels: {claim: {attributes: {size: {type: int, max: 5}}}}", "rename_label: {statement: claim}")
    tally = Tally(old, new)
    tally.add("a.ann.jsonl", file_of(span("a", "statement", 4, 11, {"size": 9}), span("b", "statement", 25, 34)))
    counted = {each.slug: each.uses.count for each in tally.changes() if each.uses and each.uses.count}
    assert counted == {"label-renamed": 2, "limit-narrowed": 1}


@pytest.mark.parametrize(
    ("old", "new", "needed", "due"),
    [
        ("1.0.0", "1.0.1", "2.0.0", True),
        ("1.2.0", "1.3.0", "2.0.0", True),
        ("0.2.0", "0.2.1", "0.3.0", True),
        ("2.0.0", "1.0.0", "2.1.0", True),
    ],
)
def test_a_version_that_promises_too_much_has_to_be_raised(old: str, new: str, needed: str, due: bool) -> None:
    before, after = schema_of("labels: [a, b]", old), schema_of("labels: [a]", new)
    found = advice(before, after, difference(before, after))
    assert found is not None
    assert (found.version, found.is_due) == (needed, due)


def test_a_version_that_says_what_was_done_is_left_alone() -> None:
    before = schema_of("labels: [a, b]")
    for text, version in (("labels: [a]", "2.0.0"), ("labels: [a, b, c]", "1.1.0"), ("labels: [a, b]", "1.0.0")):
        after = schema_of(text, version)
        assert advice(before, after, difference(before, after)) is None


def test_what_records_do_not_use_may_go_in_a_minor_version() -> None:
    before, after = schema_of("labels: [a, b]"), schema_of("labels: [a]", "1.1.0")
    tally = Tally(before, after)
    tally.add("a.ann.jsonl", file_of(span("a", "a", 4, 11)))
    assert advice(before, after, tally.changes()) is None


PROPOSED = [
    ("labels: [statement, x]", "labels: [statements, x]", "rename_label: {statement: statements}"),
    ("labels: [a, remark]", "labels: [a]", "drop_label: {label: remark, keep: note}"),
    ("labels: [a]\nrelations: {cites: }", "labels: [a]\nrelations: {cited: }", "rename_relation: {cites: cited}"),
    (
        "labels: {c: {attributes: {certain: {type: bool}}}}",
        "labels: {c: {attributes: {certainty: {type: bool}}}}",
        "rename_attribute: {label: c, map: {certain: certainty}}",
    ),
    (attribute("{type: int}"), "labels: [claim]", "drop_attribute: {label: claim, name: a, keep: note}"),
    (
        attribute(f"{{{ENUM}[pro, con]}}"),
        attribute(f"{{{ENUM}[favor, con]}}"),
        "rename_value: {label: claim, attribute: a, map: {pro: favor}}",
    ),
    (
        attribute(f"{{{ENUM}[x, y, z]}}"),
        attribute(f"{{{ENUM}[x]}}"),
        "retype_attribute: {label: claim, name: a, type: enum}",
    ),
    (attribute("{type: string}"), attribute("{type: int}"), "retype_attribute: {label: claim, name: a, type: int}"),
    (
        attribute(f"{{{ENUM}[x, y], default: x}}"),
        attribute(f"{{{ENUM}[x, y], default: y}}"),
        "fill_attribute: {label: claim, name: a, value: x}",
    ),
]


@pytest.mark.parametrize(("old", "new", "step"), PROPOSED)
def test_the_steps_that_would_do_are_proposed_and_do(old: str, new: str, step: str) -> None:
    before, after = schema_of(old), schema_of(new, "2.0.0")
    found = proposed(before, after)
    assert found is not None
    lines = yaml_of(found)
    assert lines[-1] == f"      - {step}"
    assert not [e for e in remaining(carry(before, found.steps), after, is_moved=True) if e.asks]
    again = schema_of(new + "\n" + "\n".join(lines), "2.0.0")
    assert again.migrations == (found,)


def test_what_nobody_can_guess_is_named() -> None:
    before, after = schema_of("labels: [claim]"), schema_of(attribute("{type: int, required: true}"))
    assert proposed(before, after) is None
    assert [each.slug for each in undecided(before, after)] == ["required-attribute-added"]
