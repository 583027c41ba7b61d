"""Reading the migrations of a schema: their shape; older names cannot be checked here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from annotate.core.conditions import Condition
from annotate.core.fitting import quoted
from annotate.core.migrations import (
    DropAttribute,
    DropLabel,
    FillAttribute,
    MergeLabels,
    Migration,
    RenameAttribute,
    RenameLabel,
    RenameRelation,
    RenameValue,
    RetypeAttribute,
    SplitCase,
    SplitLabel,
    Step,
)
from annotate.core.schema import AttributeType
from annotate.store.schemas.conditions import read_condition
from annotate.store.yaml.fields import Fields, choice_of, is_nothing, text_of, unique_entries
from annotate.store.yaml.nodes import Mapping as MappingNode
from annotate.store.yaml.nodes import Node
from annotate.store.yaml.report import Report


def read_migrations(fields: Fields) -> tuple[Migration, ...]:
    """The migrations, in the order of the file."""
    return tuple(_migration(node, fields.report) for node in fields.items("migrations"))


def _migration(node: Node, report: Report) -> Migration:
    fields = Fields(node, report, "a migration")
    steps = (_step(each, report) for each in fields.items("steps"))
    read = Migration(
        old=_required(fields, "from"),
        new=_required(fields, "to"),
        steps=tuple(step for step in steps if step is not None),
    )
    if fields.key("steps") is fields.node:
        report.error(node, "missing-key", "a migration has no steps")
    if read.old and read.old == read.new:
        report.error(fields.key("to"), "bad-step", f"a migration leads from {quoted(read.old)} to itself")
    fields.close()
    return read


def _step(node: Node, report: Report) -> Step | None:
    entries = unique_entries(node, report, "a step")
    if not isinstance(node, MappingNode) and not is_nothing(node):
        return None
    if len(entries) != 1:
        hint = "as `- rename_label: {old: new}`"
        report.error(node, "bad-step", "a step must have exactly one key", hint)
        return None
    name, inner = entries[0]
    reader = _STEPS.get(name.text)
    if reader is None:
        message = f"there is no step {quoted(name.text)}"
        report.error(name, "unknown-step", message, report.nearest(name.text, _STEPS))
        return None
    return reader(inner, report)


def _rename_label(node: Node, report: Report) -> Step:
    return RenameLabel(_renamed(node, report, "rename_label", "use merge_labels"))


def _rename_relation(node: Node, report: Report) -> Step:
    return RenameRelation(_renamed(node, report, "rename_relation"))


def _rename_attribute(node: Node, report: Report) -> Step:
    fields = Fields(node, report, "rename_attribute")
    step = RenameAttribute(_required(fields, "label"), _map(fields))
    _refuse_two(step.names, node, report)
    return _closed(fields, step)


def _rename_value(node: Node, report: Report) -> Step:
    fields = Fields(node, report, "rename_value")
    label, attribute = _required(fields, "label"), _required(fields, "attribute")
    return _closed(fields, RenameValue(label, attribute, _map(fields)))


def _merge_labels(node: Node, report: Report) -> Step:
    fields = Fields(node, report, "merge_labels")
    step = MergeLabels(fields.texts("labels"), _required(fields, "into"))
    if not step.labels:
        hint = "as `merge_labels: {labels: [a, b], into: c}`"
        report.error(fields.key("labels"), "missing-key", "merge_labels has no labels", hint)
    return _closed(fields, step)


def _split_label(node: Node, report: Report) -> Step:
    """`{label: a, into: {b: condition, c: condition}, otherwise: d}`."""
    fields = Fields(node, report, "split_label")
    if fields.node_of("into") is None:
        hint = "as `split_label: {label: a, into: {b: {kind: big}}, otherwise: c}`"
        report.error(node, "missing-key", "split_label has no into", hint)
    cases = []
    for name, condition in fields.entries("into", "label"):
        when = read_condition(condition, None, report, "split_label")
        if when is not None:
            cases.append(SplitCase(name.text, when))
    label, otherwise = _required(fields, "label"), fields.text("otherwise")
    return _closed(fields, SplitLabel(label, tuple(cases), otherwise))


def _drop_label(node: Node, report: Report) -> Step:
    fields = Fields(node, report, "drop_label")
    return _closed(fields, DropLabel(_required(fields, "label"), _keeps_note(fields)))


def _drop_attribute(node: Node, report: Report) -> Step:
    fields = Fields(node, report, "drop_attribute")
    label, name = _required(fields, "label"), _required(fields, "name")
    return _closed(fields, DropAttribute(label, name, _keeps_note(fields)))


def _retype_attribute(node: Node, report: Report) -> Step:
    fields = Fields(node, report, "retype_attribute")
    label, name, kind = (_required(fields, each) for each in ("label", "name", "type"))
    given = fields.node_of("type")
    if given is not None and kind:
        choice_of(given, report, "type", AttributeType)
    return _closed(fields, RetypeAttribute(label, name, kind))


def _fill_attribute(node: Node, report: Report) -> Step:
    fields = Fields(node, report, "fill_attribute")
    label, name, value = (_required(fields, each) for each in ("label", "name", "value"))
    return _closed(fields, FillAttribute(label, name, value, _when(fields)))


_STEPS: Mapping[str, Callable[[Node, Report], Step]] = {
    "rename_label": _rename_label,
    "rename_relation": _rename_relation,
    "rename_attribute": _rename_attribute,
    "rename_value": _rename_value,
    "merge_labels": _merge_labels,
    "split_label": _split_label,
    "drop_label": _drop_label,
    "drop_attribute": _drop_attribute,
    "retype_attribute": _retype_attribute,
    "fill_attribute": _fill_attribute,
}


def _closed(fields: Fields, step: Step) -> Step:
    fields.close()
    return step


def _required(fields: Fields, name: str) -> str:
    node = fields.node_of(name)
    if node is None:
        fields.report.error(fields.node, "missing-key", f"{fields.what} has no {name}")
        return ""
    return fields.text(name)


def _map(fields: Fields) -> Mapping[str, str]:
    node = fields.node_of("map")
    if node is None:
        hint = "as `map: {old: new}`"
        fields.report.error(fields.node, "missing-key", f"{fields.what} has no map", hint)
        return {}
    return _names(node, fields.report, "map")


def _renamed(node: Node, report: Report, what: str, hint: str = "") -> Mapping[str, str]:
    names = _names(node, report, what)
    _refuse_two(names, node, report, hint)
    return names


def _refuse_two(names: Mapping[str, str], node: Node, report: Report, hint: str = "") -> None:
    """Under one name nobody could tell any more what was what."""
    seen: set[str] = set()
    for new in names.values():
        if new in seen:
            report.error(node, "bad-step", f"two are renamed to {quoted(new)}", hint)
        seen.add(new)


def _names(node: Node, report: Report, what: str) -> Mapping[str, str]:
    names = {}
    for key, value in unique_entries(node, report, what):
        text = text_of(value, report, what)
        if text is not None:
            names[key.text] = text
    return names


def _keeps_note(fields: Fields) -> bool:
    node = fields.node_of("keep")
    if node is None:
        return False
    if fields.text("keep") != "note":
        fields.report.error(node, "unknown-choice", "keep can only be note")
    return True


def _when(fields: Fields) -> Condition | None:
    node = fields.node_of("when")
    return None if node is None else read_condition(node, None, fields.report, "when")
