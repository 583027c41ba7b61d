"""What an annotation file may not say, by its schema: one rule a test."""

import random
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.checks import check
from annotate.core.checks.overlaps import overlaps
from annotate.core.checks.sheet import Sheet, lay_out
from annotate.core.conditions import OneOf
from annotate.core.problems import Level, Problem
from annotate.core.records import (
    DocumentRecord,
    Origin,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
    Status,
)
from annotate.core.rules import overlap_clash
from annotate.core.schema import (
    Attribute,
    AttributeType,
    Choice,
    Granularity,
    Label,
    Overlap,
    OverlapRule,
    Range,
    Reach,
    Relation,
    Schema,
    Scope,
    SpanRules,
    Trim,
)

TEXT = 'The council said "forty bridges" need repair, about 40% of all. Nobody asked.'


def schema(*labels: Label, **more: Any) -> Schema:
    return Schema(id="test", labels={label.name: label for label in labels}, **more)


def span(label: str, start: int, end: int, id: str = "", **more: Any) -> SpanRecord:
    return SpanRecord(id=id or f"{label}{start}", label=label, start=start, end=end, origin=Origin.HUMAN, **more)


def on(label: str, words: str, **more: Any) -> SpanRecord:
    """The label on these words of `TEXT`."""
    return span(label, TEXT.index(words), TEXT.index(words) + len(words), **more)


def link(label: str, source: str, target: str) -> RelationRecord:
    id = f"{label}-{source}-{target}"
    return RelationRecord(id=id, label=label, source=source, target=target, origin=Origin.HUMAN)


def sheet(
    *records: Record,
    status: Status = Status.DONE,
    head: Mapping[str, Any] | None = None,
    paragraph: Mapping[str, Any] | None = None,
) -> Sheet:
    """A file of one paragraph with `TEXT`: the document is line 1, the paragraph line 2."""
    about = DocumentRecord(1, "d", "d.txt", "0" * 64, "utf-8", "test", "0.0.0", "ann", **head or {})
    only = ParagraphRecord(1, 0, TEXT, status, **paragraph or {})
    return lay_out("f", enumerate((about, only, *records), 1))


def told(problems: Iterable[Problem]) -> list[tuple[str, int]]:
    return [(each.slug, each.place.line) for each in problems]


def test_a_file_that_keeps_to_its_schema_has_no_problem() -> None:
    records = (on("a", "council", id="x"), on("a", "bridges", id="y"), link("r", "x", "y"))
    assert not list(check(sheet(*records), schema(Label("a"), relations={"r": Relation("r")})))


def test_a_label_has_to_be_declared_and_the_nearest_one_is_named() -> None:
    (problem,) = check(sheet(on("clam", "council")), schema(Label("claim")))
    assert told([problem]) == [("unknown-label", 3)]
    assert problem.hint == "did you mean 'claim'?"


@pytest.mark.parametrize("where", ["head", "paragraph"])
def test_a_label_for_text_is_not_one_for_paragraphs_or_documents(where: str) -> None:
    made = sheet(**{where: {"labels": {"a": {}}}})  # type: ignore[arg-type]
    line = {"head": 1, "paragraph": 2}[where]
    assert told(check(made, schema(Label("a")))) == [("wrong-scope", line)]


def test_a_label_for_paragraphs_stands_on_paragraphs() -> None:
    role = schema(Label("role", scope=Scope.PARAGRAPH))
    assert not list(check(sheet(paragraph={"labels": {"role": {}}}), role))
    assert told(check(sheet(on("role", "council")), role)) == [("wrong-scope", 3)]


def test_a_relation_has_to_be_declared() -> None:
    records = (on("a", "council", id="x"), on("a", "bridges", id="y"), link("r", "x", "y"))
    assert told(check(sheet(*records), schema(Label("a")))) == [("unknown-relation", 5)]


KIND = Attribute("kind", AttributeType.ENUM, (Choice("person"), Choice("paper")), required=True)
DATE = Attribute("date", AttributeType.DATE, when=OneOf("kind", ("paper",)))
CUE = Attribute("cue", AttributeType.SPAN)
ASKING = schema(Label("a", attributes=(KIND, DATE, CUE)))


@pytest.mark.parametrize(
    ("values", "slugs"),
    [
        ({"kind": "person"}, []),
        ({"kind": "paper", "date": "2024-05-01", "cue": (0, 3)}, []),
        ({"kind": "person", "kin": "x"}, ["unknown-attribute"]),
        ({"kind": "plane"}, ["unfit-value"]),
        ({}, ["missing-attribute"]),
        ({"kind": "person", "date": "2024-05-01"}, ["hidden-value"]),
        ({"kind": "person", "cue": (0, 3000)}, ["attribute-outside"]),
    ],
)
def test_attributes_are_those_asked_with_values_that_fit(values: Any, slugs: list[str]) -> None:
    problems = list(check(sheet(on("a", "council", attributes=values)), ASKING))
    assert told(problems) == [(slug, 3) for slug in slugs]


@pytest.mark.parametrize("status", [Status.TODO, Status.FLAGGED])
def test_what_is_still_missing_is_only_a_warning_before_the_paragraph_is_done(
    status: Status,
) -> None:
    (problem,) = check(sheet(on("a", "council"), status=status), ASKING)
    assert (problem.slug, problem.level) == ("missing-attribute", Level.WARNING)


def pieces(*words: str) -> SpanRecord:
    parts = tuple((TEXT.index(each), TEXT.index(each) + len(each)) for each in words)
    return span("a", parts[0][0], parts[-1][1], fragments=parts)


def test_a_span_in_pieces_needs_a_label_that_may_be() -> None:
    made = sheet(pieces("council", "bridges"))
    assert told(check(made, schema(Label("a")))) == [("discontinuous-span", 3)]
    assert not list(check(made, schema(Label("a", span=SpanRules(discontinuous=True)))))


def test_a_span_has_no_more_pieces_than_its_label_may_have() -> None:
    rules = SpanRules(discontinuous=True, max_fragments=2)
    made = sheet(pieces("council", "bridges", "repair"))
    assert told(check(made, schema(Label("a", span=rules)))) == [("too-many-fragments", 3)]


@pytest.mark.parametrize(
    ("words", "trim", "slugs"),
    [
        ("council", {Trim.SPACE}, []),
        ("council ", {Trim.SPACE}, ["untrimmed-span"]),
        ("council ", set(), []),
        ('"forty bridges"', {Trim.SPACE}, []),
        ('"forty bridges"', {Trim.PUNCTUATION}, ["untrimmed-span"]),
        ("repair,", {Trim.PUNCTUATION}, ["untrimmed-span"]),
        ("about 40%", {Trim.PUNCTUATION}, []),
    ],
)
def test_a_span_leaves_out_what_its_label_trims(words: str, trim: set[Trim], slugs: list[str]) -> None:
    rules = SpanRules(trim=frozenset(trim))
    problems = check(sheet(on("a", words)), schema(Label("a", span=rules)))
    assert [each.slug for each in problems] == slugs


@pytest.mark.parametrize(
    ("words", "unit", "slugs"),
    [
        ("forty bridges", Granularity.WORD, []),
        ("orty bridges", Granularity.WORD, ["cut-unit"]),
        ("forty bridge", Granularity.WORD, ["cut-unit"]),
        ("Nobody asked.", Granularity.SENTENCE, []),
        ("Nobody", Granularity.SENTENCE, ["cut-unit"]),
        ("orty bridge", Granularity.CHAR, []),
    ],
)
def test_a_span_covers_whole_units_of_its_labels_granularity(words: str, unit: Granularity, slugs: list[str]) -> None:
    rules = SpanRules(granularity=unit)
    problems = check(sheet(on("a", words)), schema(Label("a", span=rules)))
    assert [each.slug for each in problems] == slugs


def lying(rule: Overlap, *places: tuple[int, int]) -> list[tuple[str, int]]:
    spans = [span("a", *place, id=f"s{n}") for n, place in enumerate(places)]
    rules = schema(Label("a"), overlap=(OverlapRule(("*", "*"), rule),))
    return told(overlaps(sheet(*spans), rules))


def test_spans_that_may_not_overlap_may_touch() -> None:
    assert lying(Overlap.FORBID, (0, 4), (4, 9)) == []
    assert lying(Overlap.FORBID, (0, 5), (4, 9)) == [("overlap", 4)]


def test_spans_that_may_nest_may_not_cross() -> None:
    assert lying(Overlap.NEST, (0, 9), (0, 4), (4, 9), (5, 7)) == []
    assert lying(Overlap.NEST, (0, 5), (4, 9)) == [("overlap", 4)]


def test_the_same_text_has_the_same_label_once() -> None:
    assert lying(Overlap.ALLOW, (0, 4), (0, 4)) == [("overlap", 4)]
    assert lying(Overlap.ALLOW, (0, 4), (0, 5), (2, 9)) == []


RULES = st.sampled_from(list(Overlap))
PLACES = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda p: (p[0], p[0] + p[1]))
PIECES = st.lists(PLACES, min_size=1, max_size=2)
LAID = st.lists(st.tuples(st.sampled_from("ab"), PIECES), max_size=9)


@given(LAID, RULES, RULES, RULES)
def test_the_sweep_finds_what_comparing_all_pairs_finds(
    laid: Any, same: Overlap, other: Overlap, mixed: Overlap
) -> None:
    spans = [_spread(f"s{n}", label, places) for n, (label, places) in enumerate(laid)]
    rules = tuple(
        OverlapRule(pair, rule) for pair, rule in ((("a", "a"), same), (("b", "b"), other), (("a", "b"), mixed))
    )
    strict = schema(Label("a"), Label("b"), overlap=rules)
    clashing = any(overlap_clash(strict, one, two) for n, one in enumerate(spans) for two in spans[:n])
    assert bool(list(overlaps(sheet(*spans), strict))) == clashing


def _spread(id: str, label: str, places: list[tuple[int, int]]) -> SpanRecord:
    first, *rest = sorted(places)
    if rest and rest[0][0] > first[1]:
        return span(label, first[0], rest[0][1], id=id, fragments=(first, rest[0]))
    return span(label, *first, id=id)


@pytest.mark.parametrize("rule", list(Overlap))
def test_many_spans_over_each_other_are_checked_at_once(rule: Overlap) -> None:
    """Compared in pairs this would take minutes."""
    chance = random.Random(7)
    places = [sorted(chance.sample(range(1_000_000), 2)) for _ in range(20_000)]
    spans = [span("a", *place, id=str(n)) for n, place in enumerate(places)]
    rules = schema(Label("a"), overlap=(OverlapRule(("*", "*"), rule),))
    found = sum(1 for _ in overlaps(sheet(*spans), rules))
    assert (found > 18_000) == (rule is not Overlap.ALLOW)


def related(kind: Relation, *links: RelationRecord, **more: Any) -> list[tuple[str, int]]:
    """Problems of relations among claims x, y, z (lines 3 to 5); relations begin on line 6."""
    spans = (on("claim", "council", id="x"), on("claim", "bridges", id="y"))
    spans += (on("source", "Nobody", id="z"),)
    rules = schema(Label("claim"), Label("source"), relations={kind.name: kind})
    return told(check(sheet(*spans, *links, **more), rules))


def test_a_relation_joins_labels_that_it_may_join() -> None:
    kind = Relation("r", sources=("claim",), targets=("source",))
    assert related(kind, link("r", "x", "z")) == []
    assert related(kind, link("r", "z", "x")) == [("wrong-end", 6)]


def test_nothing_is_related_to_itself() -> None:
    assert related(Relation("r"), link("r", "x", "x")) == [("self-relation", 6)]


def test_a_relation_that_reaches_within_a_paragraph_stays_there() -> None:
    more = ParagraphRecord(2, 100, "More text.", Status.DONE)
    records = (on("a", "council", id="x"), more, span("a", 100, 104, id="y"), link("r", "y", "x"))
    near = schema(Label("a"), relations={"r": Relation("r", reach=Reach.PARAGRAPH)})
    far = schema(Label("a"), relations={"r": Relation("r", reach=Reach.DOCUMENT)})
    assert told(check(sheet(*records), near)) == [("out-of-reach", 6)]
    assert told(check(sheet(*records), far)) == []


def test_two_spans_are_joined_once_by_a_kind() -> None:
    twice = (link("r", "x", "y"), msgspec.structs.replace(link("r", "x", "y"), id="again"))
    assert related(Relation("r"), *twice) == [("repeated-relation", 7)]


def test_a_symmetric_relation_is_the_same_both_ways() -> None:
    both = (link("r", "x", "y"), link("r", "y", "x"))
    assert related(Relation("r"), *both) == []
    assert related(Relation("r", symmetric=True), *both) == [("repeated-relation", 7)]


def test_as_many_relations_leave_a_span_as_may() -> None:
    kind = Relation("r", sources=("claim",), outgoing=Range(1, 1))
    assert related(kind, link("r", "x", "z"), link("r", "y", "z")) == []
    assert related(kind, link("r", "x", "y"), link("r", "x", "z"), link("r", "y", "z")) == [("too-many-relations", 3)]
    assert related(kind, link("r", "x", "z")) == [("too-few-relations", 4)]


def test_as_many_relations_reach_a_span_as_may() -> None:
    kind = Relation("r", targets=("source",), incoming=Range(0, 1))
    assert related(kind, link("r", "x", "z"), link("r", "y", "z")) == [("too-many-relations", 5)]


def test_as_many_relations_leave_and_reach_a_relation_as_may() -> None:
    about = Relation("about", sources=("claim",), targets=("@r",), incoming=Range(1, 1))
    rules = schema(Label("claim"), relations={"r": Relation("r"), "about": about})
    spans = (on("claim", "council", id="x"), on("claim", "bridges", id="y"))
    base = msgspec.structs.replace(link("r", "x", "y"), id="base")
    first, second = link("about", "x", "base"), link("about", "y", "base")
    assert told(check(sheet(*spans, base, first), rules)) == []
    assert told(check(sheet(*spans, base), rules)) == [("too-few-relations", 5)]
    assert told(check(sheet(*spans, base, first, second), rules)) == [("too-many-relations", 5)]


def test_an_acyclic_relation_does_not_lead_back() -> None:
    kind = Relation("r", acyclic=True)
    assert related(kind, link("r", "x", "y"), link("r", "y", "z")) == []
    around = (link("r", "x", "y"), link("r", "y", "z"), link("r", "z", "x"))
    assert related(kind, *around) == [("circle", 8)]


def test_a_chain_of_relations_is_checked_whichever_way_it_was_made() -> None:
    """A search along the chain from each of its relations would take minutes."""
    size = 20_000
    spans = [span("a", n, n + 1, id=str(n)) for n in range(size)]
    links = [link("r", str(n + 1), str(n)) for n in range(size - 1)]
    rules = schema(Label("a"), relations={"r": Relation("r", acyclic=True)})
    text = ParagraphRecord(2, 0, "x" * size, Status.DONE)
    assert not list(check(sheet(text, *spans, *links), rules))
    back = link("r", "0", str(size - 1))
    assert [p.slug for p in check(sheet(text, *spans, *links, back), rules)] == ["circle"]


def test_a_file_of_another_schema_is_checked_with_a_warning() -> None:
    other = schema(Label("a"), version="2.0.0")
    (problem,) = check(sheet(on("a", "council")), other)
    assert (problem.slug, problem.level) == ("other-schema", Level.WARNING)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 90) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "role", "zzz", ""]),
            st.integers(-3, 100),
            st.integers(-3, 100),
            st.dictionaries(st.sampled_from(["kind", "date", "cue", "?"]), JSON, max_size=3),
        ),
        max_size=6,
    ),
    st.lists(st.tuples(st.sampled_from("rq"), st.sampled_from("012x"), st.sampled_from("012x"))),
)
def test_whatever_a_file_says_its_check_comes_to_an_end(spans: Any, links: Any) -> None:
    """Also of what the strict reader refuses: its records are checked all the same."""
    marks = [
        span(label, start, end, id=str(n), attributes=_decoded(values))
        for n, (label, start, end, values) in enumerate(spans)
    ]
    joins = [msgspec.structs.replace(link(*each), id=f"l{n}") for n, each in enumerate(links)]
    rules = schema(
        *ASKING.labels.values(),
        Label("role", scope=Scope.PARAGRAPH),
        relations={"r": Relation("r", acyclic=True, outgoing=Range(1, 1))},
        overlap=(OverlapRule(("*", "*"), Overlap.NEST),),
    )
    list(check(sheet(*marks, *joins), rules))


def _decoded(values: dict[str, Any]) -> dict[str, Any]:
    """As a file gives them: those that the type of a record lets through."""
    kept = {}
    for name, value in values.items():
        try:
            kept.update(msgspec.convert({name: value}, SpanRecord.__annotations__["attributes"]))
        except (msgspec.ValidationError, TypeError):
            continue
    return kept
