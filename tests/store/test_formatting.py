"""The one order and form of annotation files: how any valid file gets there, and which do not."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core import edit
from annotate.core.records import (
    DocumentRecord,
    ParagraphRecord,
    RelationRecord,
    SpanRecord,
    Status,
)
from annotate.core.schema import (
    RELATION,
    Attribute,
    AttributeType,
    Choice,
    Label,
    Relation,
    Schema,
    Scope,
)
from annotate.core.session import Session, advance
from annotate.store.annotations import marks_of, parse_annotations
from annotate.store.content import lines_of
from annotate.store.formatting import Formatted, formatted, is_formatted
from tests.faults.work import NOW, document

TEXT = "Brindle said \u20ac 40 barns burned.\n\nNobody in \u00d8stwick \U0001f469\u200d\U0001f680 counted them.\n"
KIND = Attribute("kind", AttributeType.ENUM, choices=(Choice("person"), Choice("paper")))
SURE = Attribute("sure", AttributeType.BOOL)
WORTH = Attribute("worth", AttributeType.NUMBER)
SCHEMA = Schema(
    id="barns",
    labels={
        "claim": Label("claim", attributes=(SURE, WORTH)),
        "source": Label("source", attributes=(KIND, SURE)),
        "lead": Label("lead", scope=Scope.PARAGRAPH, attributes=(SURE, WORTH)),
        "odd": Label("odd", scope=Scope.PARAGRAPH),
    },
    version="1.0.0",
    relations={
        "said_by": Relation("said_by", attributes=(SURE, WORTH)),
        "doubts": Relation("doubts", sources=("*", RELATION)),
    },
    hash="5" * 64,
)


def worked() -> Session:
    """A session with every kind of line and field."""
    session = Session(document(TEXT), SCHEMA, "ana")
    for step in (
        lambda at: edit.create(at, "aaaaaaa1", NOW, "source", ((0, 7),), {"sure": True, "kind": "person"}),
        lambda at: edit.create(at, "aaaaaaa2", NOW, "claim", ((13, 30),), {"worth": 0.5, "sure": False}),
        lambda at: edit.create(at, "aaaaaaa3", NOW, "claim", ((13, 17),)),
        lambda at: edit.create(at, "aaaaaaa4", NOW, "claim", ((13, 17), (18, 23)), {"worth": 1e21}),
        lambda at: edit.create(at, "aaaaaaa5", NOW, "source", ((33, 39),)),
        lambda at: edit.relate(at, "aaaaaab1", NOW, "said_by", "aaaaaaa2", "aaaaaaa1"),
        lambda at: edit.relate(at, "aaaaaab2", NOW, "doubts", "aaaaaaa3", "aaaaaaa5"),
        lambda at: edit.relate(at, "aaaaaab3", NOW, "doubts", "aaaaaaa3", "aaaaaaa1"),
        lambda at: edit.relate(at, "aaaaaab0", NOW, "doubts", "aaaaaab2", "aaaaaaa1"),
        lambda at: edit.decide(at, NOW, 1, Status.DONE, 12),
    ):
        session = advance(session, step(session))
    return session


WHOLE = b"".join(lines_of(worked()))


def find(about: DocumentRecord) -> Schema | None:
    return SCHEMA


def no_schema(about: DocumentRecord) -> Schema | None:
    return None


def lines(content: bytes) -> list[bytes]:
    return content.splitlines()


def meant(content: bytes) -> list[str]:
    """What the lines say, as the JSON of the standard library has it, however they stand."""
    objects = [json.loads(line) for line in content.split(b"\n") if line.strip(b"\xef\xbb\xbf \r\t")]
    return sorted(json.dumps(_without_defaults(each), sort_keys=True) for each in objects)


def _defaults(type: Any) -> dict[str, object]:
    """What the fields that may be left out are worth, as JSON has it."""
    fields = [each for each in msgspec.structs.fields(type) if not each.required]
    known: dict[str, object] = {each.encode_name: _default(each) for each in fields}
    return known


def _default(field: Any) -> object:
    made = field.default_factory
    value = field.default if made is msgspec.NODEFAULT else made()
    return json.loads(msgspec.json.encode(value))


DEFAULTS = {
    type.__struct_config__.tag: _defaults(type)
    for type in (DocumentRecord, ParagraphRecord, SpanRecord, RelationRecord)
}


def _without_defaults(record: dict[str, object]) -> dict[str, object]:
    known = DEFAULTS[str(record["type"])]
    return {key: value for key, value in record.items() if key not in known or value != known[key]}


def untidied(chance: random.Random, line: bytes) -> bytes:
    """The line in another form that says the same."""
    record = json.loads(line)
    missing = {k: v for k, v in DEFAULTS[record["type"]].items() if k not in record}
    record.update({key: missing[key] for key in missing if chance.random() < 0.3})
    keys = list(record)
    if chance.random() < 0.7:
        chance.shuffle(keys)
    written = json.dumps(
        {key: record[key] for key in keys},
        ensure_ascii=chance.random() < 0.5,
        separators=chance.choice([(",", ":"), (", ", ": "), (" ,\t", " :  ")]),
    )
    if chance.random() < 0.2:
        written = written.replace("claim", "cl\\u0061im").replace("0.5", "5.0e-1")
    return (chance.choice(["", " ", "\t"]) + written + chance.choice(["", " "])).encode()


def untidy(chance: random.Random, content: bytes) -> bytes:
    """The file as editors, git and other programs may leave it."""
    mixed = [untidied(chance, line) if chance.random() < 0.6 else line for line in lines(content)]
    if chance.random() < 0.7:
        chance.shuffle(mixed)
    end = chance.choice([b"\n", b"\r\n", b"\n\n", b"\n \t\r\n"])
    made = chance.choice([b"", b"\xef\xbb\xbf", b"\n\r\n"]) + end.join(mixed)
    return made + chance.choice([b"", end])


@given(st.randoms(use_true_random=False))
def test_any_form_of_a_valid_file_comes_to_the_one_that_label_writes(chance: random.Random) -> None:
    other = untidy(chance, WHOLE)
    assert meant(other) == meant(WHOLE)
    assert formatted("x", other, find) == Formatted(WHOLE)


@given(st.randoms(use_true_random=False))
def test_without_the_schema_the_order_of_attributes_stays_and_all_else_is_the_same(
    chance: random.Random,
) -> None:
    other = untidy(chance, WHOLE)
    content, problems = formatted("x", other, no_schema)
    assert not problems and meant(content) == meant(other)
    assert formatted("x", content, no_schema) == Formatted(content)
    assert formatted("x", content, find) == Formatted(WHOLE)
    found = parse_annotations(Path("x"), content)
    assert found.problems == () and marks_of(found) == marks_of(parse_annotations(Path("x"), WHOLE))


MISTAKES: dict[str, Callable[[bytes], bytes]] = {
    "unknown-field": lambda line: line.replace(b'"quote"', b'"qoute"'),
    "duplicate-key": lambda line: line.replace(b'"label"', b'"label":"claim","label"'),
    "not-json": lambda line: line.replace(b'"label":', b'"label"'),
    "unknown-type": lambda line: line.replace(b'"span"', b'"spam"'),
    "missing-field": lambda line: line.replace(b',"origin":"human"', b""),
    "wrong-type": lambda line: line.replace(b'"start":', b'"start":"" ,"x":'),
    "not-utf-8": lambda line: line.replace(b"aaaaaaa5", b"\xffaaaaaaa"),
    "lone-surrogate": lambda line: line.replace(b'"Nobody"', b'"\\ud83d"'),
    "zero-bytes": lambda line: b"\0" * len(line),
    "conflict-marker": lambda line: b"<<<<<<< HEAD\n" + line,
    "wrong-quote": lambda line: line.replace(b'"Nobody"', b'"nobody"'),
    "bad-offset": lambda line: line.replace(b'"end":39', b'"end":33'),
    "outside-paragraph": lambda line: line.replace(b'"start":33', b'"start":3'),
    "bad-id": lambda line: line.replace(b"aaaaaaa5", b"a"),
    "duplicate-id": lambda line: line.replace(b"aaaaaaa5", b"aaaaaaa1"),
}


@given(st.sampled_from(sorted(MISTAKES)), st.randoms(use_true_random=False))
def test_a_file_with_a_mistake_stays_as_it_is_and_the_mistake_is_told_at_its_line(
    slug: str, chance: random.Random
) -> None:
    mixed = lines(WHOLE)
    chance.shuffle(mixed)
    at = next(i for i, line in enumerate(mixed) if b'"id":"aaaaaaa5"' in line)
    mixed[at] = MISTAKES[slug](mixed[at])
    other = b"\n".join(mixed)
    content, problems = formatted("x", other, find)
    assert content == other
    told = {problem.slug: problem.place.line for problem in problems}
    if slug == "duplicate-id":
        [problem] = [each for each in problems if each.slug == slug]
        both = {i for i, line in enumerate(mixed, 1) if b'"id":"aaaaaaa1"' in line}
        assert {problem.place.line, int(problem.message.split()[-1])} == both
    else:
        assert told[slug] == at + 1


@pytest.mark.parametrize(
    "line",
    [
        b'{"type":"relation","id":"zzzzzzz1","label":"doubts","from":"zzzzzzz9","to":"aaaaaaa1","origin":"human"}',
        b'{"type":"relation","id":"zzzzzzz1","label":"doubts","from":"aaaaaaa1","to":"zzzzzzz9","origin":"human"}',
        b'{"type":"relation","id":"zzzzzzz1","label":"doubts","from":"zzzzzzz1","to":"aaaaaaa1","origin":"human"}',
        b'{"type":"paragraph","n":2,"start":0,"text":"a","status":"todo"}',
        b'{"type":"paragraph","n":4,"start":90,"text":"a","status":"todo"}',
        b"<<<<<<< HEAD",
        b"[]",
    ],
)
def test_a_line_that_has_no_place_is_told(line: bytes) -> None:
    other = line + b"\n" + WHOLE
    content, problems = formatted("x", other, find)
    assert content == other and 1 in [problem.place.line for problem in problems]


def test_a_file_of_a_later_version_is_left_alone() -> None:
    other = b"\xef\xbb\xbf" + WHOLE.replace(b'"format":1', b'"format": 9,"mood":1')
    content, problems = formatted("x", other, find)
    assert content == other and [problem.slug for problem in problems] == ["newer-format"]


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b"{}", b"[" * 9000, b"\xff" * 9000])
def test_what_is_no_annotation_file_is_left_alone(content: bytes) -> None:
    assert formatted("x", content, find).content == content


def test_a_mistake_does_not_change_a_file_that_has_its_form() -> None:
    wrong = WHOLE.replace(b'"Nobody"', b'"nobody"')
    assert formatted("x", wrong, find) == Formatted(wrong)


@given(st.randoms(use_true_random=False))
def test_a_glance_tells_what_formatting_would_do(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    mixed = lines(WHOLE)
    for _ in range(chance.choice([0, 0, 1, 1, 2])):
        i, j = chance.randrange(len(mixed)), chance.randrange(len(mixed))
        mixed[i], mixed[j] = mixed[j], mixed[i]
    if chance.random() < 0.3:
        at = chance.randrange(len(mixed))
        mixed[at] = untidied(chance, mixed[at])
    content = b"\n".join(mixed) + b"\n"
    path = tmp_path_factory.getbasetemp() / "glance.ann.jsonl"
    path.write_bytes(content)
    for schema_of in (find, no_schema):
        assert is_formatted(path, schema_of) == (formatted("x", content, schema_of) == Formatted(content))


def test_labels_of_a_paragraph_come_in_the_order_of_the_schema(tmp_path: Path) -> None:
    said = b'"labels":{"lead":{"sure":true,"worth":1},"odd":{}}'
    other = b'"labels":{"odd":{},"lead":{"worth":1,"sure":true}}'
    wanted = WHOLE.replace(b'"seconds":12', b'"seconds":12,' + said)
    untidy = WHOLE.replace(b'"seconds":12', b'"seconds":12,' + other)
    assert formatted("x", untidy, find) == Formatted(wanted)
    assert formatted("x", untidy, no_schema) == Formatted(untidy)
    path = tmp_path / "x"
    for content, good in ((wanted, True), (untidy, False)):
        path.write_bytes(content)
        assert is_formatted(path, find) is good and is_formatted(path, no_schema)


def test_the_schema_is_asked_for_once_and_by_the_first_line() -> None:
    asked = []

    def schema_of(about: DocumentRecord) -> Schema | None:
        asked.append(about.schema)
        return None

    formatted("x", WHOLE + b"\n", schema_of)
    assert asked == ["barns"]


@pytest.mark.parametrize("field", [b'"paragraphs":"auto"', b'"schema_sha256":""', b'"bom":false', b'"labels":{}'])
def test_a_default_that_is_written_out_is_another_form(field: bytes) -> None:
    other = WHOLE.replace(b',"schema_sha256":"' + b"5" * 64 + b'"', b"")
    wanted, other = other, other.replace(b"}", b"," + field + b"}", 1)
    slugs = [problem.slug for problem in parse_annotations(Path("x"), other).problems]
    assert slugs == ["not-canonical"]
    assert formatted("x", other, find) == Formatted(wanted)
