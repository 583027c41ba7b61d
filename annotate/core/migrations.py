"""How annotations made with an earlier version of a schema become those of a later one, as data."""

from collections.abc import Mapping

import msgspec

from annotate.core.conditions import Condition


class RenameLabel(msgspec.Struct, frozen=True, tag_field="step", tag=True):
    """Old name -> new name."""

    names: Mapping[str, str]


class RenameRelation(msgspec.Struct, frozen=True, tag_field="step", tag=True):
    """Old name -> new name."""

    names: Mapping[str, str]


class RenameAttribute(msgspec.Struct, frozen=True, tag_field="step", tag=True):
    """Old name -> new name, on one label."""

    label: str
    names: Mapping[str, str]


class RenameValue(msgspec.Struct, frozen=True, tag_field="step", tag=True):
    """Old value -> new value, of one attribute of one label."""

    label: str
    attribute: str
    values: Mapping[str, str]


class MergeLabels(msgspec.Struct, frozen=True, tag_field="step", tag=True):
    """All of `labels` become `into`."""

    labels: tuple[str, ...]
    into: str


class SplitCase(msgspec.Struct, frozen=True):
    label: str
    when: Condition


class SplitLabel(msgspec.Struct, frozen=True, tag_field="step", tag=True):
    """An annotation gets the label of the first case that is true of it, else `otherwise`
    (empty: keeps its label)."""

    label: str
    cases: tuple[SplitCase, ...]
    otherwise: str = ""


class DropLabel(msgspec.Struct, frozen=True, tag_field="step", tag=True):
    """`keep_note`: what is dropped is written into the note of its paragraph."""

    label: str
    keep_note: bool = False


class DropAttribute(msgspec.Struct, frozen=True, tag_field="step", tag=True):
    """`keep_note`: the value that is dropped is written into the annotation's note."""

    label: str
    name: str
    keep_note: bool = False


class RetypeAttribute(msgspec.Struct, frozen=True, tag_field="step", tag=True):
    """`type` is the name of an attribute type; values are read anew as that type."""

    label: str
    name: str
    type: str


class FillAttribute(msgspec.Struct, frozen=True, tag_field="step", tag=True):
    """Annotations without a value get this one (as text), those only of which `when` is true."""

    label: str
    name: str
    value: str
    when: Condition | None = None


Step = (
    RenameLabel
    | RenameRelation
    | RenameAttribute
    | RenameValue
    | MergeLabels
    | SplitLabel
    | DropLabel
    | DropAttribute
    | RetypeAttribute
    | FillAttribute
)


class Migration(msgspec.Struct, frozen=True):
    """The steps, in order, from one version to another."""

    old: str
    new: str
    steps: tuple[Step, ...]
