"""How one comes from one version to another, and back."""

import pytest

from annotate.core.conditions import OneOf
from annotate.core.evolution import NotReversible, reverse, way
from annotate.core.evolution.versions import next_adding, next_breaking, same_version
from annotate.core.migrations import (
    DropAttribute,
    DropLabel,
    FillAttribute,
    MergeLabels,
    Migration,
    RenameLabel,
    RenameValue,
    RetypeAttribute,
    SplitCase,
    SplitLabel,
    Step,
)
from tests.core.evolution.builder import schema_of


def ways(*pairs: str) -> list[Migration]:
    return [Migration(*pair.split(">"), steps=()) for pair in pairs]


@pytest.mark.parametrize(
    ("migrations", "old", "new", "taken"),
    [
        (["1.0.0>2.0.0"], "1.0.0", "2.0.0", ["1.0.0"]),
        (["2.0.0>3.0.0", "1.0.0>2.0.0"], "1.0.0", "3.0.0", ["1.0.0", "2.0.0"]),
        (["1.0.0>2.0.0", "2.0.0>3.0.0", "1.0.0>3.0.0"], "1.0.0", "3.0.0", ["1.0.0"]),
        (["1.0>2.0"], "1.0.0", "2.0.0", ["1.0"]),
        ([], "1.0.0", "1.4.2", []),
        (["1.2.0>2.0.0"], "1.0.0", "2.1.0", ["1.2.0"]),
        (["1.0.0>1.1.0"], "1.0.0", "1.2.0", ["1.0.0"]),
        (["0.1.0>0.2.0"], "0.1.0", "0.2.5", ["0.1.0"]),
        (["1.0.0>2.0.0", "2.0.0>1.0.0"], "1.0.0", "2.0.0", ["1.0.0"]),
    ],
)
def test_a_chain_of_migrations_is_found(migrations: list[str], old: str, new: str, taken: list[str]) -> None:
    found = way(ways(*migrations), old, new)
    assert found is not None
    assert [each.old for each in found.migrations] == taken


@pytest.mark.parametrize(
    ("migrations", "old", "new"),
    [
        ([], "1.0.0", "2.0.0"),
        (["1.0.0>2.0.0"], "1.0.0", "3.0.0"),
        (["1.0.0>2.0.0"], "2.0.0", "1.0.0"),
        ([], "0.1.0", "0.2.0"),
        ([], "1.2.0", "1.1.0"),
        (["1.3.0>2.0.0"], "1.4.0", "2.0.0"),
    ],
)
def test_where_no_migration_leads_there_is_no_way(migrations: list[str], old: str, new: str) -> None:
    assert way(ways(*migrations), old, new) is None


def test_versions_are_compared_as_numbers() -> None:
    assert same_version("1.0", "1.0.0")
    assert not same_version("1.0.0-beta", "1.0.0")
    assert way([], "1.9.0", "1.10.0") is not None
    assert (next_breaking("1.2.3"), next_breaking("0.2.3")) == ("2.0.0", "0.3.0")
    assert (next_adding("1.2.3"), next_adding("0.2.3")) == ("1.3.0", "0.2.4")


@pytest.mark.parametrize(
    "step",
    [
        MergeLabels(("a", "b"), "c"),
        SplitLabel("a", (SplitCase("b", OneOf("x", ("y",))),)),
        DropLabel("a"),
        DropAttribute("a", "b"),
        RetypeAttribute("a", "b", "int"),
        FillAttribute("a", "b", "1"),
        RenameValue("a", "b", {"x": "z", "y": "z"}),
    ],
)
def test_what_cannot_be_told_apart_any_more_is_not_reversible(step: Step) -> None:
    with pytest.raises(NotReversible, match="cannot be taken back: "):
        reverse([step])


def test_a_rename_onto_a_name_there_was_is_not_reversible() -> None:
    assert reverse([RenameLabel({"a": "b"})]) == (RenameLabel({"b": "a"}),)
    with pytest.raises(NotReversible, match="there was a 'b' before it too"):
        reverse([RenameLabel({"a": "b"})], schema_of("labels: [a, b]"))


def test_steps_are_taken_back_from_the_last_to_the_first() -> None:
    steps = [RenameLabel({"a": "b"}), RenameValue("b", "tone", {"hot": "warm"})]
    assert reverse(steps) == (RenameValue("b", "tone", {"warm": "hot"}), RenameLabel({"b": "a"}))
