"""A new schema as YAML that a person goes on writing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

import msgspec

from annotate.store.schemas import JSON_SCHEMA

_PLAIN = re.compile(r"[A-Za-z_](?:[\w /.-]*[\w.])?", re.ASCII)
# What editors would take for something else than text.
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))


class Question(msgspec.Struct, frozen=True):
    """What is asked about a label: a choice of `values`, or else one of `type`."""

    name: str
    values: tuple[str, ...] = ()
    type: str = "string"


class LabelDraft(msgspec.Struct, frozen=True):
    """`select` is what its key takes, `paragraph` if it stands on the whole paragraph."""

    name: str
    key: str = ""
    help: str = ""
    select: str = "word"
    questions: tuple[Question, ...] = ()


class RelationDraft(msgspec.Struct, frozen=True):
    name: str
    source: str
    target: str


class Draft(msgspec.Struct, frozen=True):
    """`base` is the schema that it builds on, if any."""

    id: str
    labels: tuple[LabelDraft, ...]
    title: str = ""
    base: str = ""
    relations: tuple[RelationDraft, ...] = ()


def yaml(draft: Draft) -> str:
    """The file's text, with remarks where there is more to say."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    yield f"# yaml-language-server: $schema={JSON_SCHEMA}"
    yield "schema_language: 1"
    yield f"id: {scalar(draft.id)}"
    yield "version: 1.0.0"
    yield f"title: {scalar(draft.title)}" if draft.title else "# title: one line for people who choose a schema"
    if draft.base:
        yield "# What is said below is added to it; `rename` and `remove` change it."
        yield f"extends: {scalar(draft.base)}"
    else:
        yield "span: {granularity: word, trim: [space, punctuation]}"
    if draft.labels:
        yield from ("", "labels:")
    for index, label in enumerate(draft.labels):
        yield from _label(label, first=index == 0)
    if draft.relations:
        yield from ("", "relations:")
        for each in draft.relations:
            yield f"  {scalar(each.name)}: {{from: {scalar(each.source)}, to: {scalar(each.target)}}}"
    elif not draft.base:
        yield from _possible(draft.labels)


def _label(label: LabelDraft, first: bool) -> Iterator[str]:
    yield f"  {scalar(label.name)}:"
    if label.select == "paragraph":
        yield "    scope: paragraph"
    elif label.select != "word":
        yield f"    select: {label.select}"
    if label.key:
        yield f"    key: {scalar(label.key)}"
    if label.help:
        yield f"    help: {scalar(label.help)}"
    if first:
        if not label.help:
            yield "    # help: one line that says what it is for"
        yield "    # guideline: [one rule, another rule]"
        yield '    # do: [{text: "A sentence with a mark.", mark: a mark, why: the reason}]'
        yield '    # dont: [{text: "Another sentence.", mark: Another}]'
    if label.questions:
        yield "    attributes:"
        for each in label.questions:
            yield f"      {scalar(each.name)}: {{{_kind(each)}}}"
    elif first:
        yield "    # attributes:"
        yield "    #   certainty: {type: enum, values: [certain, probable, possible], default: certain}"


def _kind(question: Question) -> str:
    if question.values:
        return f"type: enum, values: [{', '.join(map(scalar, question.values))}]"
    return f"type: {question.type}"


def _possible(labels: Sequence[LabelDraft]) -> Iterator[str]:
    spans = [scalar(each.name) for each in labels if each.select != "paragraph"]
    if len(spans) > 1:
        yield from ("", "# relations:", f"#   belongs_to: {{from: {spans[0]}, to: {spans[1]}}}")
    if spans:
        yield from ("", "# How spans may overlap: allow, nest or forbid; the first line that names a pair decides.")
        yield "# overlap:"
        yield '#   - {pair: ["*", "*"], rule: nest}'


def scalar(text: str) -> str:
    """The text as YAML writes it, in quotes where it needs them."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)
