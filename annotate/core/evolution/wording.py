"""Steps as the YAML that a schema has for them, and values as they stand in notes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from annotate.core.conditions import All, AnyOf, Condition, NoneOf, OneOf, Present
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
    SplitLabel,
    Step,
)

_PLAIN = re.compile(r"[^\W_]([\w.-]*\w)?", re.ASCII)
# Text to our loader, but not to every reader of YAML.
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def yaml_of(migration: Migration) -> tuple[str, ...]:
    """The lines of a `migrations` with this one in it."""
    return (
        "migrations:",
        f"  - from: {_text(migration.old)}",
        f"    to: {_text(migration.new)}",
        "    steps:" if migration.steps else "    steps: []",
        *(f"      - {said(step)}" for step in migration.steps),
    )


def said(step: Step) -> str:
    """The step on one line of YAML, without the dash."""
    match step:
        case RenameLabel(names):
            return f"rename_label: {_mapping(names)}"
        case RenameRelation(names):
            return f"rename_relation: {_mapping(names)}"
        case RenameAttribute(label, names):
            return _step("rename_attribute", label=_text(label), map=_mapping(names))
        case RenameValue(label, attribute, values):
            parts = {"label": _text(label), "attribute": _text(attribute), "map": _mapping(values)}
            return _step("rename_value", **parts)
        case MergeLabels(labels, into):
            return _step("merge_labels", labels=_list(labels), into=_text(into))
        case SplitLabel(label, cases, otherwise):
            into = _brackets((each.label, condition(each.when)) for each in cases)
            last = {"otherwise": _text(otherwise)} if otherwise else {}
            return _step("split_label", label=_text(label), into=into, **last)
        case DropLabel(label, keep):
            return _step("drop_label", label=_text(label), **_keep(keep))
        case DropAttribute(label, name, keep):
            return _step("drop_attribute", label=_text(label), name=_text(name), **_keep(keep))
        case RetypeAttribute(label, name, kind):
            return _step("retype_attribute", label=_text(label), name=_text(name), type=kind)
        case FillAttribute(label, name, value, when):
            given = {"label": _text(label), "name": _text(name), "value": _text(value)}
            return _step("fill_attribute", **given, **({"when": condition(when)} if when else {}))


def condition(when: Condition) -> str:
    match when:
        case OneOf(attribute, values):
            return f"{{{_text(attribute)}: {_one_or_list(values)}}}"
        case NoneOf(attribute, values):
            return f"{{{_text(attribute)}: {{not: {_one_or_list(values)}}}}}"
        case Present(attribute):
            return f"{{{_text(attribute)}: present}}"
        case All(conditions):
            return f"{{all: [{', '.join(map(condition, conditions))}]}}"
        case AnyOf(conditions):
            return f"{{any: [{', '.join(map(condition, conditions))}]}}"


def value_text(value: object) -> str:
    """A value, or several by name, in the one line that a note has for it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=list)


def _step(step: str, /, **parts: str) -> str:
    return f"{step}: {{{', '.join(f'{key}: {text}' for key, text in parts.items())}}}"


def _keep(keep: bool) -> Mapping[str, str]:
    return {"keep": "note"} if keep else {}


def _mapping(names: Mapping[str, str]) -> str:
    return _brackets((old, _text(new)) for old, new in names.items())


def _brackets(pairs: Iterable[tuple[str, str]]) -> str:
    return f"{{{', '.join(f'{_text(key)}: {text}' for key, text in pairs)}}}"


def _list(names: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, names))}]"


def _one_or_list(values: tuple[str, ...]) -> str:
    return _text(values[0]) if len(values) == 1 else _list(values)


def _text(text: str) -> str:
    """Plain where YAML lets it be, else in the quotes of JSON, which are YAML's too."""
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=not text.isprintable())
