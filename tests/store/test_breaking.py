"""What a merge breaks is found by looking only where it can be: the same as by looking everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotate.core.checks.stream import Rules
from annotate.core.compare.blocks import Sheaf
from annotate.core.merge import Choice
from annotate.core.problems import Problem
from annotate.store.breaking import Held, broken_anywhere
from annotate.store.merging import Known, merge_sources
from annotate.store.schemas import parse_schema
from tests.core.merge.histories import forks, records
from tests.store.test_merging import content, source

SCHEMA = """\
id: small
version: 1.0.0
overlap: [{pair: [claim, "*"], rule: forbid}, {pair: [source, stance], rule: nest}]
labels:
  claim: {attributes: {kind: {type: set, values: [a, b, c], required: true, max: 2}}}
  source: {attributes: {certain: {type: bool}, kind: {type: string, when: {certain: true}}}}
  stance:
  mood: {scope: paragraph, attributes: {kind: {type: string}, certain: {type: bool, when: {kind: x}}}}
  topic: {scope: document, attributes: {kind: {type: string}, certain: {type: bool, when: {kind: x}}}}
relations:
  by: {from: [claim, stance, "@relation"], to: [source, claim], out: 0..1, in: 0..2, acyclic: true}
  near: {from: "*", to: "*", reach: paragraph, in: 0..1}
"""
WIDE = """\
constraints:
  - {id: few, each: document, require: {any_label: [claim, stance], count: 0..3}}
  - {id: tied, each: stance, require: {relation: by, out: 1..1}}
"""


def rules(text: str) -> Rules:
    schema, problems = parse_schema(text.encode(), Path("small.yaml"))
    assert schema is not None and not problems
    return Rules(schema)


RULES = {"near": rules(SCHEMA), "wide": rules(SCHEMA + WIDE)}


def said(problems: list[Problem]) -> Iterator[tuple[str, str, int]]:
    return ((each.slug, each.message, each.place.line) for each in problems)


@pytest.mark.parametrize("which", RULES)
@pytest.mark.parametrize("choice", Choice)
@settings(deadline=None)
@given(found=forks())
def test_all_that_is_broken_is_found(which: str, choice: Choice, found: tuple[Sheaf, ...]) -> None:
    strict = RULES[which]
    for start in (found[0], None):
        base, ours, theirs = (
            source(name, content(list(records(each)))) if each else None
            for name, each in zip(("base", "ours", "theirs"), (start, *found[1:]), strict=True)
        )
        assert ours is not None and theirs is not None
        known = Known(rules=lambda: strict)
        outcome = merge_sources(base, ours, theirs, known, lambda _conflict: choice)
        result = source("out", b"".join(outcome.pieces("out")))
        everywhere = broken_anywhere(strict, result, (ours, theirs))
        assert sorted(said(outcome.broken)) == sorted(said(everywhere))


def test_a_file_is_looked_at_wherever_it_is_cut() -> None:
    head = b'{"type":"document","format":1,"document":"a","source":"a","sha256":"","encoding":"utf-8","schema":"small",'
    whole = head + b'"schema_version":"1.0.0","annotator":"x","labels":{"mood":{}}}\n'
    for size in (1, 7, len(whole)):
        held = Held(RULES["near"], "x")
        pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
        assert b"".join(held.passing(pieces)) == whole
        assert [slug for slug, _, _ in held.found(far=True)] == ["wrong-scope"]
