import pytest

from annotate.core.conditions import OneOf
from annotate.core.constraints import (
    Breach,
    Passage,
    breaches,
    document_breaches,
    links_among,
    paragraph_breaches,
)
from annotate.core.problems import Level, Place
from annotate.core.ranges import Range
from annotate.core.records import Origin, RelationRecord, SpanRecord
from annotate.core.requirements import (
    AttributePresent,
    Constraint,
    LabelCount,
    LinkCount,
    ParagraphMatches,
    Requirement,
    Side,
    Unit,
)
from annotate.core.schema import Attribute, AttributeType, Label, Relation, Schema, Scope

ONE = Range(1, 1)
SOME = Range(1, None)


def schema_with(
    require: Requirement,
    unit: Unit = Unit.LABEL,
    label: str = "claim",
    where: OneOf | None = None,
    level: Level = Level.ERROR,
) -> Schema:
    sure = Attribute("sure", AttributeType.STRING, default="yes")
    cue = Attribute("cue", AttributeType.STRING)
    return Schema(
        id="test",
        labels={
            "claim": Label("claim", attributes=(sure, cue)),
            "source": Label("source"),
            "role": Label("role", scope=Scope.PARAGRAPH, attributes=(cue,)),
            "genre": Label("genre", scope=Scope.DOCUMENT, attributes=(cue,)),
        },
        relations={"by": Relation("by"), "same": Relation("same", symmetric=True)},
        constraints=(Constraint("rule", unit, require, label, where, level, "mind this"),),
    )


def span(id: str, label: str = "claim", **attributes: str) -> SpanRecord:
    return SpanRecord(id=id, label=label, start=0, end=1, attributes=attributes, origin=Origin.HUMAN)


def link(label: str, source: str, target: str) -> RelationRecord:
    return RelationRecord(id=f"{source}{target}", label=label, source=source, target=target, origin=Origin.HUMAN)


def ids(schema: Schema, spans: list[SpanRecord], *relations: RelationRecord) -> list[str]:
    passage = Passage(1, "He said “no”.", spans)
    return [each.id for each in paragraph_breaches(schema, passage, links_among(relations))]


def test_relations_that_leave_an_annotation_are_counted() -> None:
    schema = schema_with(LinkCount(("by",), Side.OUT, ONE))
    spans = [span("a"), span("b"), span("c"), span("s", "source")]
    relations = (link("by", "b", "s"), link("by", "c", "s"), link("by", "c", "a"))
    assert ids(schema, spans, *relations) == ["a", "c"]


def test_relations_that_reach_an_annotation_are_counted() -> None:
    schema = schema_with(LinkCount(("by",), Side.IN, SOME))
    assert ids(schema, [span("a"), span("b")], link("by", "a", "b")) == ["a"]


def test_relations_of_several_kinds_are_counted_together_on_both_sides() -> None:
    schema = schema_with(LinkCount(("by", "same"), Side.DEGREE, Range(2, 2)))
    spans = [span("a"), span("b"), span("c")]
    assert ids(schema, spans, link("by", "a", "b"), link("same", "b", "c")) == ["a", "c"]


def test_a_symmetric_relation_counts_on_either_side() -> None:
    schema = schema_with(LinkCount(("same",), Side.OUT, ONE))
    assert ids(schema, [span("a"), span("b")], link("same", "a", "b")) == []


def test_a_condition_narrows_whom_the_rule_concerns_defaults_included() -> None:
    where = OneOf("sure", ("yes",))
    schema = schema_with(AttributePresent("cue"), where=where)
    spans = [span("a"), span("b", sure="no"), span("c", sure="yes"), span("d", cue="x")]
    assert ids(schema, spans) == ["a", "c"]


def test_a_default_is_a_value_that_is_present() -> None:
    assert ids(schema_with(AttributePresent("sure")), [span("a")]) == []


def test_the_text_around_an_annotation_is_searched() -> None:
    assert ids(schema_with(ParagraphMatches("[“”]")), [span("a")]) == []
    assert ids(schema_with(ParagraphMatches("[«»]")), [span("a")]) == ["a"]


def test_labels_beside_an_annotation_are_counted() -> None:
    schema = schema_with(LabelCount(("source",), SOME))
    assert ids(schema, [span("a")]) == ["a"]
    assert ids(schema, [span("a"), span("s", "source")]) == []


def test_a_rule_for_paragraphs_looks_at_each() -> None:
    schema = schema_with(LabelCount(("claim", "role"), SOME), Unit.PARAGRAPH, "")
    passages = [
        Passage(1, "One.", [span("a")]),
        Passage(2, "Two."),
        Passage(3, "Three.", labels={"role": {}}),
    ]
    assert [each.n for each in breaches(schema, passages, {}, links_among(()))] == [2]


def test_a_rule_for_the_document_looks_at_all_of_it() -> None:
    schema = schema_with(LabelCount(("claim", "genre"), Range(0, 1)), Unit.DOCUMENT, "")
    passages = [Passage(1, "One.", [span("a")]), Passage(2, "Two.")]
    assert not list(document_breaches(schema, passages, {}))
    (breach,) = document_breaches(schema, passages, {"genre": {}})
    assert (breach.n, breach.id) == (0, "")


@pytest.mark.parametrize(("label", "n"), [("role", 1), ("genre", 0)])
def test_a_label_of_a_paragraph_or_document_keeps_rules_too(label: str, n: int) -> None:
    schema = schema_with(AttributePresent("cue"), label=label)
    passage = Passage(1, "One.", labels={"role": {}})
    found = list(breaches(schema, [passage], {"genre": {}}, links_among(())))
    assert [(each.n, each.id) for each in found] == [(n, "")]


def test_a_breach_becomes_a_problem_in_words() -> None:
    schema = schema_with(LinkCount(("by",), Side.OUT, ONE), level=Level.WARNING)
    breach: Breach
    (breach,) = paragraph_breaches(schema, Passage(1, "One.", [span("a")]), links_among(()))
    problem = breach.problem(Place("x.ann.jsonl", 7))
    assert (problem.slug, problem.level) == ("constraint", Level.WARNING)
    assert problem.message == ("rule: mind this; 'claim': exactly 1 'by' must leave it, there is none")


@pytest.mark.parametrize(
    ("wanted", "count", "words"),
    [
        (Range(1, None), 0, "at least 1 'claim' or 'genre' must be in it, there is none"),
        (Range(2, 2), 1, "exactly 2 'claim' or 'genre' must be in it, there is 1"),
        (Range(0, 1), 2, "at most 1 'claim' or 'genre' may be in it, there are 2"),
        (Range(0, 0), 1, "no 'claim' or 'genre' may be in it, there is 1"),
    ],
)
def test_a_breach_tells_how_many_there_are_to_be(wanted: Range, count: int, words: str) -> None:
    schema = schema_with(LabelCount(("claim", "genre"), wanted), Unit.PARAGRAPH, "")
    passage = Passage(1, "One.", [span(f"s{n}") for n in range(count)])
    (breach,) = paragraph_breaches(schema, passage, links_among(()))
    assert breach.message.endswith(f"the paragraph: {words}")
