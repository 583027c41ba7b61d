"""Mutated schemas: whatever the bytes, there is a schema or there are problems in words.

`ANNOTATE_FUZZ=10000 pytest tests/store/test_schema_fuzz.py` tries more of them.
"""

import os
import random
from pathlib import Path

import pytest

from annotate.core.problems import Level, Problem
from annotate.store.schemas import parse_schema, shipped_schemas
from annotate.store.schemas.schema import MAX_PROBLEMS

COUNT = int(os.environ.get("ANNOTATE_FUZZ", "200"))
BATCHES = 10
SOURCES = [path.read_bytes() for path in shipped_schemas().values()]
HOSTILE = (
    *(b"&a", b"*a", b"!!python/object:os.system ", b"<<: ", b"---\n", b"...\n", b"%YAML 1.1\n"),
    *(b"[", b"]", b"{", b"}", b"[" * 60, b": ", b"- ", b"? ", b"| ", b">+9\n", b"#", b"'", b'"'),
    *(b"\x00", b"\xff", b"\xe2\x82", b"\x1b[2J", b"\t", b"\r", b"\r\n", b"\xef\xbb\xbf", b"\xc2\x85"),
    *(b'"\\x1b]52;c;\\x07"', b'"\\ud800"', b'"\\UFFFFFFFF"', b'"\\u202e"', b"\xe2\x80\xae"),
    *(b"9" * 5000, b"1e999", b".nan", b"-1", b"1_000", b"2024-01-01", b"~", b"null", b"no"),
    *(b"0..1", b"1..0", b"*", b"@supports", b"(a+)+$", b"(?=x)", b"{1000}", b"all: ", b"any: []"),
    *(b"when: {role: relay}", b"extends: other", b"labels: [a, a]", b"attributes: {x: {type: set}}"),
)


BUILDING = b"""\
extends: base
id: own
rename:
  labels: {claim: statement, source: holder}
  relations: {attributed_to: by}
  attributes: {claim.certainty: sure, source.kind: sort}
  values: {claim.certainty.probable: likely}
  constraints: {source-has-cue: cued}
remove:
  labels: [paragraph_role]
  attributes: [stance.intensity, claim.hedge]
  values: [figure.kind.vague]
  relations: repeats
labels:
  statement: {key: t, attributes: {sure: {required: true}, extra: {type: int}}}
  stance: {key: c}
constraints: [{id: cued, level: error}]
overlap: [{pair: [statement, holder], rule: allow}]
"""


def mutated(chance: random.Random, source: bytes = b"") -> bytes:
    data = bytearray(source or chance.choice(SOURCES))
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((0, 1, 2, 10, 100)))
        lines = bytes(data).split(b"\n")
        match chance.randrange(7):
            case 0:
                data[at:end] = b""
            case 1:
                data[at:end] = chance.choice(HOSTILE)
            case 2:
                data[at:at] = data[end : end + chance.choice((1, 20, 200))]
            case 3:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 4:
                lines.insert(chance.randrange(len(lines)), chance.choice(lines))
                data = bytearray(b"\n".join(lines))
            case 5:
                row = chance.randrange(len(lines))
                lines[row] = b" " * chance.randrange(9) + lines[row].lstrip()
                data = bytearray(b"\n".join(lines))
            case _:
                words = bytes(data).split(b" ")
                words[chance.randrange(len(words))] = chance.choice((*words, *HOSTILE))
                data = bytearray(b" ".join(words))
    return bytes(data)


def check(number: int, schema: object, problems: tuple[Problem, ...]) -> None:
    failed = any(problem.level is Level.ERROR for problem in problems)
    assert (schema is None) == failed, number
    assert len(problems) <= MAX_PROBLEMS + 1
    for problem in problems:
        words = problem.message + problem.hint + problem.slug
        assert words.isprintable() and len(problem.message) < 500, (number, problem)
        assert problem.place.line > 0 or problem.slug == "more-mistakes", (number, problem)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_mutated_schema_is_a_schema_or_has_problems_that_are_safe_to_print(batch: int) -> None:
    for number in range(batch, COUNT, BATCHES):
        data = mutated(random.Random(number))
        check(number, *parse_schema(data, Path("mutated.yaml")))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_so_is_one_that_builds_on_another_whichever_of_the_two_is_mutated(batch: int) -> None:
    base = shipped_schemas()["news-claims"].read_bytes()
    for number in range(batch, COUNT, BATCHES):
        chance = random.Random(number)
        own = mutated(chance, BUILDING) if number % 3 else BUILDING
        below = mutated(chance, base) if number % 3 != 1 else base

        def bases(name: str, path: Path, below: bytes = below) -> tuple[Path, bytes]:
            return Path("base.yaml"), below

        schema, problems = parse_schema(own, Path("own.yaml"), bases)
        check(number, schema, problems)
        lines = {"own.yaml": own.count(b"\n") + 1, "base.yaml": below.count(b"\n") + 1}
        assert all(each.place.line <= lines[each.place.path] for each in problems), number


def test_what_is_mutated_is_sound() -> None:
    base = shipped_schemas()["news-claims"].read_bytes()
    schema, problems = parse_schema(BUILDING, Path("own.yaml"), lambda name, path: (Path("base.yaml"), base))
    assert schema is not None and problems == ()
