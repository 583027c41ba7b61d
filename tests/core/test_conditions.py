import pytest

from annotate.core.conditions import All, AnyOf, Condition, NoneOf, OneOf, Present, attributes_of, holds


@pytest.mark.parametrize(
    ("condition", "values", "expected"),
    [
        (OneOf("x", ("a", "b")), {"x": "b"}, True),
        (OneOf("x", ("a", "b")), {"x": "c"}, False),
        (OneOf("x", ("a",)), {}, False),
        (OneOf("x", ("a",)), {"x": ("b", "a")}, True),
        (OneOf("x", ("true",)), {"x": True}, True),
        (OneOf("x", ("1",)), {"x": True}, False),
        (OneOf("x", ("3",)), {"x": 3}, True),
        (OneOf("x", ("3",)), {"x": 3.0}, True),
        (NoneOf("x", ("a",)), {"x": "b"}, True),
        (NoneOf("x", ("a",)), {}, True),
        (NoneOf("x", ("a",)), {"x": "a"}, False),
        (Present("x"), {"x": False}, True),
        (Present("x"), {}, False),
        (All((Present("x"), Present("y"))), {"x": 1}, False),
        (AnyOf((Present("x"), Present("y"))), {"x": 1}, True),
    ],
)
def test_a_condition_holds_of_values(condition: Condition, values: dict[str, object], expected: bool) -> None:
    assert holds(condition, values) is expected


def test_a_condition_tells_the_attributes_it_looks_at() -> None:
    condition = All((OneOf("x", ("a",)), AnyOf((Present("y"), NoneOf("z", ("b",))))))
    assert attributes_of(condition) == {"x", "y", "z"}
