"""What a schema asks for is possible or not; told by going through all answers of a small schema."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.attributes import with_defaults
from annotate.core.conditions import All, AnyOf, Condition, NoneOf, OneOf, Present, holds
from annotate.core.possibility import can_hold, meet, possible_count
from annotate.core.ranges import Range
from annotate.core.requirements import LinkCount, Side
from annotate.core.schema import Attribute, AttributeType, Choice, Relation, Schema, Value

T = AttributeType
COLOR = Attribute("color", T.ENUM, choices=(Choice("red"), Choice("blue")))
SIZE = Attribute("size", T.ENUM, choices=(Choice("big"), Choice("small")), default="big")
TAGS = Attribute("tags", T.SET, choices=(Choice("x"), Choice("y")))
SURE = Attribute("sure", T.BOOL)
NAME = Attribute("name", T.STRING, when=OneOf("color", ("red",)))
ATTRIBUTES = {each.name: each for each in (COLOR, SIZE, TAGS, SURE, NAME)}


@pytest.mark.parametrize(
    "condition",
    [
        OneOf("color", ("red",)),
        NoneOf("color", ("red", "blue")),
        All((OneOf("tags", ("x",)), OneOf("tags", ("y",)))),
        All((Present("name"), OneOf("size", ("small",)))),
        AnyOf((All((OneOf("color", ("red",)), OneOf("color", ("blue",)))), Present("sure"))),
        NoneOf("name", ("Ilse",)),
        OneOf("unknown", ("x",)),
    ],
)
def test_a_condition_that_can_hold(condition: Condition) -> None:
    assert can_hold(condition, ATTRIBUTES)


@pytest.mark.parametrize(
    "condition",
    [
        All((OneOf("color", ("red",)), OneOf("color", ("blue",)))),
        All((OneOf("color", ("red",)), NoneOf("color", ("red",)))),
        All((Present("color"), NoneOf("color", ("red", "blue")))),
        All((NoneOf("size", ("big",)), NoneOf("size", ("small",)))),
        All((OneOf("tags", ("x",)), NoneOf("tags", ("x",)))),
        All((Present("name"), OneOf("color", ("blue",)))),
        All((OneOf("sure", ("true",)), OneOf("sure", ("false",)))),
        All((OneOf("name", ("Ilse",)), OneOf("name", ("Otto",)))),
        All((Present("sure"), NoneOf("sure", ("true", "false")))),
        AnyOf(
            (All((Present("name"), NoneOf("color", ("red",)))),
             All((Present("sure"), NoneOf("sure", ("true", "false")))))),
    ],
)  # fmt: skip
def test_a_condition_that_cannot_hold(condition: Condition) -> None:
    assert not can_hold(condition, ATTRIBUTES)


ANSWERS: dict[str, list[Value | None]] = {
    "color": [None, "red", "blue"],
    "size": [None, "big", "small"],
    "tags": [None, ("x",), ("y",), ("x", "y")],
    "sure": [None, True, False],
    "name": [None, "Ilse", "Otto"],
}
WORDS = {
    "color": ["red", "blue"],
    "size": ["big", "small"],
    "tags": ["x", "y"],
    "sure": ["true", "false"],
    "name": ["Ilse"],
}


def atoms() -> st.SearchStrategy[Condition]:
    def of(name: str) -> st.SearchStrategy[Condition]:
        values = st.lists(st.sampled_from(WORDS[name]), min_size=1, max_size=2, unique=True).map(tuple)
        return st.one_of(
            values.map(lambda v: OneOf(name, v)), values.map(lambda v: NoneOf(name, v)), st.just(Present(name))
        )

    return st.sampled_from(sorted(WORDS)).flatmap(of)


CONDITIONS = st.recursive(
    atoms(),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(lambda each: All(tuple(each))),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: AnyOf(tuple(each))),
    ),
    max_leaves=8,
)


@given(CONDITIONS)
def test_a_condition_can_hold_if_and_only_if_some_answers_make_it_hold(condition: Condition) -> None:
    given = [dict(zip(ANSWERS, each, strict=True)) for each in product(*ANSWERS.values())]
    asked = list(ATTRIBUTES.values())
    found = any(
        holds(condition, with_defaults(asked, {name: value for name, value in each.items() if value is not None}))
        for each in given
    )
    assert can_hold(condition, ATTRIBUTES) == found


def test_a_condition_with_endless_ways_is_not_gone_through() -> None:
    names = [f"a{i}" for i in range(40)]
    either = [AnyOf((OneOf(name, ("x",)), OneOf(name, ("y",)))) for name in names]
    never = All((OneOf("sure", ("true",)), OneOf("sure", ("false",))))
    strings = {name: Attribute(name, T.STRING) for name in names}
    assert can_hold(All((*either, never)), ATTRIBUTES | strings)
    assert not can_hold(All((never, *either)), ATTRIBUTES | strings)


SCHEMA = Schema(
    "s",
    {},
    relations={
        "by": Relation("by", ("claim",), ("source",), outgoing=Range(0, 1), incoming=Range(1, 3)),
        "like": Relation("like", ("claim",), ("claim",), outgoing=Range(0, 2), incoming=Range(0, 2), symmetric=True),
        "any": Relation("any"),
    },
)


@pytest.mark.parametrize(
    ("label", "relations", "side", "expected"),
    [
        ("claim", ("by",), Side.OUT, Range(0, 1)),
        ("claim", ("by",), Side.IN, Range(0, 0)),
        ("source", ("by",), Side.IN, Range(1, 3)),
        ("source", ("by",), Side.DEGREE, Range(1, 3)),
        ("claim", ("like",), Side.OUT, Range(0, 4)),
        ("claim", ("by", "like"), Side.OUT, Range(0, 5)),
        ("claim", ("by", "any"), Side.OUT, Range(0, None)),
    ],
)
def test_counts_add_up_over_kinds_and_sides(
    label: str, relations: tuple[str, ...], side: Side, expected: Range
) -> None:
    assert possible_count(SCHEMA, label, LinkCount(relations, side, Range())) == expected


def test_ranges_meet_where_they_share_a_number() -> None:
    assert meet(Range(0, 1), Range(1, None)) and meet(Range(0, None), Range(5, 5))
    assert not meet(Range(0, 1), Range(2, 3)) and not meet(Range(2, None), Range(0, 1))
