"""What holds for every migration."""

import json

from hypothesis import given
from hypothesis import strategies as st

from annotate.core.canonical import in_order
from annotate.core.evolution import migrate, reverse
from annotate.core.migrations import (
    DropAttribute,
    DropLabel,
    MergeLabels,
    RenameAttribute,
    RenameLabel,
    RenameRelation,
    RenameValue,
    RetypeAttribute,
    Step,
)
from annotate.core.records import ParagraphRecord, Record, RelationRecord, SpanRecord
from annotate.core.schema import Attribute, AttributeType, Choice, Label, Relation, Schema, Scope
from tests.core.evolution.builder import TEXT, head, paragraph, relation, span

LABELS = ("person", "group", "place")
VALUES = ("warm", "cold", "tepid")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=12)


def attributes() -> tuple[Attribute, ...]:
    return (
        Attribute("tone", AttributeType.ENUM, tuple(Choice(each) for each in VALUES)),
        Attribute("marks", AttributeType.SET, tuple(Choice(each) for each in VALUES)),
        Attribute("words", AttributeType.TEXT),
        Attribute("size", AttributeType.INT),
    )


OLD = Schema(
    "small",
    {
        **{name: Label(name, attributes=attributes()) for name in LABELS},
        "role": Label("role", Scope.PARAGRAPH, attributes=attributes()),
    },
    version="1.0.0",
    relations={"by": Relation("by"), "near": Relation("near")},
)

ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "tone": st.sampled_from(VALUES),
        "marks": st.sets(st.sampled_from(VALUES), min_size=1).map(
            lambda chosen: tuple(each for each in VALUES if each in chosen)
        ),
        "words": TEXTS.filter(str.strip),
        "size": st.integers(-99, 99),
    },
)


@st.composite
def files(draw: st.DrawFn) -> list[Record]:
    """A file in order, that fits the schema."""
    bounds = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), unique=True, max_size=6))
    spans = [
        span("abcdef"[at], draw(st.sampled_from(LABELS)), start, start + length, draw(ANSWERS), draw(TEXTS))
        for at, (start, length) in enumerate(bounds)
    ]
    links = [
        relation("uvwxyz"[at], draw(st.sampled_from(("by", "near"))), spans[at].id[0], spans[at + 1].id[0])
        for at in range(len(spans) - 1)
        if draw(st.booleans())
    ]
    labels = {"role": draw(ANSWERS)} if draw(st.booleans()) else {}
    return in_order([head(), paragraph(labels=labels), *spans, *links])


def renamed(names: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    """Some of the names become new ones, or each other's."""
    return st.permutations([*names, "neu", "andere"]).map(lambda new: dict(zip(names, new, strict=False)))


@st.composite
def lossless(draw: st.DrawFn) -> list[Step]:
    """Renames, one after the other, each of what there is by then."""
    labels, relations = draw(renamed(LABELS)), draw(renamed(("by", "near")))
    names, values = draw(renamed(("tone", "marks", "words"))), draw(renamed(VALUES))
    label = labels[draw(st.sampled_from(LABELS))]
    return [
        RenameLabel(labels),
        RenameValue(label, "tone", values),
        RenameAttribute(label, names),
        RenameRelation(relations),
    ]


def carried(steps: list[Step]) -> Schema:
    """What the later schema is, if the steps are all that changed."""
    from annotate.core.evolution.carrying import carry

    schema = carry(OLD, steps).schema
    return Schema("small", schema.labels, "2.0.0", relations=schema.relations, hash="2" * 64)


@given(files(), lossless())
def test_forward_and_back_is_where_one_was(records: list[Record], steps: list[Step]) -> None:
    new = carried(steps)
    there = migrate(records, steps, OLD, new)
    assert not there.is_lossy
    assert not there.misfits
    back = migrate(there.records, reverse(steps, OLD), new, OLD)
    assert list(back.records[1:]) == records[1:]


LOSSY: st.SearchStrategy[Step] = st.one_of(
    st.sampled_from(LABELS).map(DropLabel),
    st.builds(DropAttribute, st.sampled_from(LABELS), st.sampled_from(("tone", "marks", "words", "size"))),
    st.builds(
        RetypeAttribute,
        st.sampled_from(LABELS),
        st.sampled_from(("tone", "marks", "words", "size")),
        st.sampled_from([each.value for each in AttributeType]),
    ),
    st.builds(MergeLabels, st.just(("person", "group")), st.sampled_from(("party", "place"))),
    st.builds(RenameLabel, st.fixed_dictionaries({"person": st.sampled_from(LABELS)})),
    st.builds(
        RenameValue,
        st.sampled_from(LABELS),
        st.just("tone"),
        st.dictionaries(st.sampled_from(VALUES), st.sampled_from((*VALUES, "odd"))),
    ),
    st.builds(
        RenameAttribute,
        st.sampled_from(LABELS),
        st.fixed_dictionaries({"words": st.sampled_from(("tone", "size", "said"))}),
    ),
)


def said(records: list[Record] | tuple[Record, ...]) -> str:
    """Everything that stands in the file, notes as they are and values as notes have them."""
    parts = []
    for record in records:
        if isinstance(record, SpanRecord | RelationRecord):
            answers = {record.label: record.attributes}
        elif isinstance(record, ParagraphRecord):
            answers = dict(record.labels)
        else:
            continue
        parts += [record.note, json.dumps(list(answers.items()), ensure_ascii=False, default=list)]
    return "\n".join(parts)


@given(files(), st.lists(LOSSY, max_size=4))
def test_no_answer_and_no_note_is_ever_lost(records: list[Record], steps: list[Step]) -> None:
    result = migrate(records, steps, OLD, carried(steps))
    after = said(result.records)
    for record in records:
        if isinstance(record, SpanRecord):
            assert record.note in after
            assert record.quote in after or any(getattr(e, "id", "") == record.id for e in result.records)
            for name, value in record.attributes.items():
                if name in ("words", "tone"):
                    renames = [e.values for e in steps if isinstance(e, RenameValue)]
                    known = json.dumps(value, ensure_ascii=False)[1:-1]
                    assert known in after or any(value in each for each in renames)


@given(files(), st.lists(LOSSY, max_size=4))
def test_paragraph_text_and_offsets_stay_as_they_are(records: list[Record], steps: list[Step]) -> None:
    result = migrate(records, steps, OLD, carried(steps))
    before = {each.id: each for each in records if isinstance(each, SpanRecord)}
    for record in result.records:
        if isinstance(record, ParagraphRecord):
            assert (record.n, record.start, record.text) == (1, 0, TEXT)
        if isinstance(record, SpanRecord):
            old = before[record.id]
            assert (record.start, record.end, record.quote) == (old.start, old.end, old.quote)


@given(files(), st.lists(LOSSY, max_size=4))
def test_what_is_gone_is_told_as_a_loss(records: list[Record], steps: list[Step]) -> None:
    result = migrate(records, steps, OLD, carried(steps))
    notes = sum(getattr(each, "note", "").count("2.0.0: ") for each in result.records)
    if not result.is_lossy and not result.misfits:
        assert len(result.records) == len(records)
        assert not notes


@given(files(), st.lists(LOSSY, max_size=4))
def test_the_lines_are_in_their_order(records: list[Record], steps: list[Step]) -> None:
    result = migrate(records, steps, OLD, carried(steps))
    assert in_order(result.records) == list(result.records)
