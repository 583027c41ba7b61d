import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.attributes import (
    hidden_values,
    misfit,
    missing,
    parse_value,
    visible,
    with_defaults,
)
from annotate.core.conditions import AnyOf, NoneOf, OneOf, Present
from annotate.core.schema import Attribute, AttributeType, Choice, Value

T = AttributeType
CHOICES = tuple(Choice(name) for name in ("low", "mid_way", "high"))

YES = Attribute("yes", T.BOOL)
ONE = Attribute("one", T.ENUM, CHOICES)
SOME = Attribute("some", T.SET, CHOICES, min=1, max=2)
COUNT = Attribute("count", T.INT, min=1, max=3)
SIZE = Attribute("size", T.NUMBER)
NAME = Attribute("name", T.STRING, pattern="[A-Z].*", max=10)
TEXT = Attribute("text", T.TEXT)
DAY = Attribute("day", T.DATE)
CUE = Attribute("cue", T.SPAN)
WHO = Attribute("who", T.ENTITY)

KIND = Attribute("kind", T.ENUM, CHOICES, required=True)
UNIT = Attribute("unit", T.STRING, required=True, when=OneOf("kind", ("low",)))
SURE = Attribute("sure", T.BOOL, default=True, when=Present("unit"))
NOTED = Attribute("noted", T.STRING, when=OneOf("sure", ("true",)))
CHAIN = (NOTED, SURE, UNIT, KIND)


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        (YES, False),
        (ONE, "low"),
        (SOME, ("low", "high")),
        (COUNT, 3),
        (SIZE, 3),
        (SIZE, -0.5),
        (NAME, "Ada"),
        (TEXT, "two\nlines"),
        (DAY, "2024"),
        (DAY, "2024-02"),
        (DAY, "2024-02-29"),
        (CUE, (0, 4)),
        (WHO, "person 1"),
    ],
)
def test_a_value_of_its_type_fits(attribute: Attribute, value: Value) -> None:
    assert misfit(attribute, value) is None


@pytest.mark.parametrize(
    ("attribute", "value", "reason"),
    [
        (YES, "true", "must be true or false"),
        (YES, 1, "must be true or false"),
        (ONE, "middle", "'middle' is not one of its values"),
        (ONE, True, "must be one of its values, as text"),
        (SOME, "low", "must be a list of its values"),
        (SOME, ("low", "lower"), "'lower' is not one of its values"),
        (SOME, ("high", "low"), "must have its values in the order of the schema"),
        (SOME, ("low", "low"), "has a value twice"),
        (SOME, (), "must be at least 1 values"),
        (SOME, ("low", "mid_way", "high"), "must be at most 2 values"),
        (COUNT, True, "must be a whole number"),
        (COUNT, 2.0, "must be a whole number"),
        (COUNT, 0, "must be at least 1"),
        (COUNT, 4, "must be at most 3"),
        (SIZE, "3", "must be a number"),
        (SIZE, math.inf, "is too large a number"),
        (SIZE, math.nan, "is too large a number"),
        (SIZE, 10**400, "is too large a number"),
        (NAME, "ada", "'ada' does not match '[A-Z].*'"),
        (NAME, "Ada\nLee", "must be one line"),
        (NAME, "Ada Lovelace", "must be at most 10 characters"),
        (NAME, " ", "must not be blank"),
        (TEXT, 3, "must be text"),
        (TEXT, "\ud800", "has half a character (a lone surrogate)"),
        (DAY, "2023-02-29", "must be a date: 2024, 2024-05 or 2024-05-31"),
        (DAY, "24-05-31", "must be a date: 2024, 2024-05 or 2024-05-31"),
        (DAY, "２０２４", "must be a date: 2024, 2024-05 or 2024-05-31"),
        (CUE, (4, 4), "must be a stretch of text with 0 <= start < end"),
        (CUE, (-1, 4), "must be a stretch of text with 0 <= start < end"),
        (CUE, (1, 2, 3), "must be a stretch of text: start and end"),
        (CUE, ("1", "2"), "must be a stretch of text: start and end"),
        (WHO, "", "must not be blank"),
    ],
)
def test_a_value_that_does_not_fit_is_told_why(attribute: Attribute, value: Value, reason: str) -> None:
    assert misfit(attribute, value) == reason


@pytest.mark.parametrize(
    ("attribute", "typed", "value"),
    [
        (YES, "yes", True),
        (YES, " True ", True),
        (YES, "n", False),
        (ONE, "low", "low"),
        (ONE, "Mid way", "mid_way"),
        (ONE, "MID-WAY", "mid_way"),
        (SOME, "high, low", ("low", "high")),
        (SOME, "low,,low", ("low",)),
        (COUNT, "+2", 2),
        (SIZE, "1,000", 1000),
        (SIZE, "1 000 000", 1000000),
        (SIZE, "1,000.5", 1000.5),
        (SIZE, "3.5", 3.5),
        (SIZE, "\N{MINUS SIGN}2", -2),
        (SIZE, "1e3", 1000.0),
        (NAME, "  Ada ", "Ada"),
        (DAY, "2024-05", "2024-05"),
        (CUE, "12-16", (12, 16)),
        (CUE, "[12, 16]", (12, 16)),
    ],
)
def test_what_people_type_is_understood(attribute: Attribute, typed: str, value: Value) -> None:
    read = parse_value(attribute, typed)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("attribute", "typed", "reason"),
    [
        (YES, "perhaps", "must be true or false (yes or no)"),
        (ONE, "hihg", "'hihg' is not one of its values; did you mean 'high'?"),
        (SOME, "", "must be at least 1 values"),
        (COUNT, "2.5", "must be a whole number"),
        (COUNT, "9" * 5000, "is too large a number"),
        (SIZE, "3,5", "must be a number, as 1000, 1,000 or 3.5"),
        (SIZE, "1,00,000", "must be a number, as 1000, 1,000 or 3.5"),
        (SIZE, "nan", "must be a number, as 1000, 1,000 or 3.5"),
        (SIZE, "1e999", "is too large a number"),
        (SIZE, "", "must be a number, as 1000, 1,000 or 3.5"),
        (DAY, "31.5.2024", "must be a date: 2024, 2024-05 or 2024-05-31"),
        (CUE, "here", "must be a stretch of text, as 12-16"),
        (CUE, "16-12", "must be a stretch of text with 0 <= start < end"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(attribute: Attribute, typed: str, reason: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_value(attribute, typed)
    assert str(caught.value) == reason


@given(st.text(), st.sampled_from([YES, ONE, SOME, COUNT, SIZE, NAME, TEXT, DAY, CUE, WHO]))
def test_whatever_is_typed_gives_a_value_that_fits_or_a_reason(typed: str, attribute: Attribute) -> None:
    try:
        value = parse_value(attribute, typed)
    except ValueError as error:
        assert str(error).isprintable()
    else:
        assert misfit(attribute, value) is None


def names(attributes: tuple[Attribute, ...]) -> list[str]:
    return [each.name for each in attributes]


def test_an_attribute_is_asked_only_while_its_condition_holds() -> None:
    assert names(visible(CHAIN, {})) == ["kind"]
    assert names(visible(CHAIN, {"kind": "low"})) == ["unit", "kind"]
    assert names(visible(CHAIN, {"kind": "low", "unit": "km"})) == [*("noted", "sure", "unit", "kind")]


def test_a_hidden_value_does_not_count_for_other_conditions() -> None:
    values: dict[str, Value] = {"kind": "high", "unit": "km", "noted": "so"}
    assert names(visible(CHAIN, values)) == ["kind"]
    assert hidden_values(CHAIN, values) == ("noted", "unit")


def test_only_what_is_asked_required_and_without_answer_is_missing() -> None:
    assert names(missing(CHAIN, {})) == ["kind"]
    assert names(missing(CHAIN, {"kind": "low"})) == ["unit"]
    assert names(missing(CHAIN, {"kind": "high"})) == []
    with_default = Attribute("x", T.INT, required=True, default=2)
    assert missing((with_default,), {}) == ()


def test_defaults_are_filled_in_where_they_are_asked_and_hidden_values_left_out() -> None:
    assert with_defaults(CHAIN, {"kind": "low", "unit": "km"}) == {
        "kind": "low",
        "unit": "km",
        "sure": True,
    }
    assert with_defaults(CHAIN, {"kind": "high", "unit": "km", "odd": 1}) == {
        "kind": "high",
        "odd": 1,
    }


def test_conditions_in_a_circle_hide_what_is_in_it() -> None:
    one = Attribute("one", T.BOOL, when=NoneOf("two", ("true",)))
    two = Attribute("two", T.BOOL, when=NoneOf("one", ("true",)))
    assert names(visible((one, two, YES), {})) == ["yes"]


def test_any_of_several_conditions_is_enough() -> None:
    when = AnyOf((OneOf("kind", ("low",)), OneOf("count", ("2",))))
    asked = Attribute("asked", T.STRING, when=when)
    assert names(visible((COUNT, KIND, asked), {"count": 2})) == ["count", "kind", "asked"]
    assert names(visible((COUNT, KIND, asked), {"count": 3})) == ["count", "kind"]
