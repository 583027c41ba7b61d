"""Annotation files: one form, read strictly, and every byte string gets an answer."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.events import DocumentMark, ParagraphMark
from annotate.core.marks import gather
from annotate.core.problems import Problem
from annotate.core.records import Origin, Record, RelationRecord, SpanRecord, Status
from annotate.core.schema import Attribute, AttributeType, Label, Schema
from annotate.core.session import Session
from annotate.errors import Unreadable
from annotate.store.annotations import (
    MANY,
    encode,
    iterate,
    lines_of,
    marks_of,
    parse_annotations,
    read_annotations,
)
from tests.faults.work import SESSIONS, document, marked

PATH = Path("f")
CASES = int(os.environ.get("ANNOTATE_FUZZ", "200"))

HEAD = (
    b'{"type":"document","format":1,"document":"a","source":"a.txt","sha256":"' + b"0" * 64 + b'",'
    b'"encoding":"utf-8","schema":"s","schema_version":"1.0.0","annotator":"ana"}\n'
)
ONE = '{"type":"paragraph","n":1,"start":0,"text":"The café in Ostwick","status":"todo"}\n'.encode()
TWO = b'{"type":"paragraph","n":2,"start":22,"text":"Second one","status":"todo"}\n'
SPAN = (
    b'{"type":"span","id":"k3f9w2qp","label":"place","start":4,"end":8,"quote":"caf\xc3\xa9",'
    b'"attributes":{"kind":"inn"},"origin":"human"}\n'
)
OTHER = SPAN.replace(b"k3f9w2qp", b"m8d1x0rt").replace(b"place", b"thing")
LINK = b'{"type":"relation","id":"q7z4n5bc","label":"near","from":"k3f9w2qp","to":"m8d1x0rt","origin":"human"}\n'
WHOLE = HEAD + ONE + SPAN + OTHER + LINK + TWO


def said(content: bytes) -> list[tuple[str, str]]:
    """The problems as (place, slug)."""
    return [(str(each.place), each.slug) for each in parse_annotations(PATH, content).problems]


def test_a_good_file_has_no_problem_and_one_entry_a_line() -> None:
    file = parse_annotations(PATH, WHOLE)
    assert file.problems == ()
    assert [entry.line for entry in file.entries] == [1, 2, 3, 4, 5, 6]
    assert file.document is not None and file.document.annotator == "ana"
    assert b"".join(encode(entry.record) + b"\n" for entry in file.entries) == WHOLE


def in_span(old: bytes, new: bytes) -> bytes:
    assert old in SPAN
    return HEAD + ONE + SPAN.replace(old, new) + TWO


LINES = [
    ("a key twice", in_span(b'"start":4', b'"start":4,"start":4'), 3, b'"start"', "duplicate-key"),
    ("a key twice within", in_span(b'"kind":"inn"', b'"a":1,"a":2'), 3, b'"a"', "duplicate-key"),
    ("an unknown field", in_span(b'"quote"', b'"quot"'), 3, b'"quot"', "unknown-field"),
    ("a missing field", in_span(b'"label":"place",', b""), 3, b'{"type"', "missing-field"),
    ("no type", in_span(b'"type":"span",', b""), 3, b'{"id"', "missing-field"),
    ("an unknown type", in_span(b'"span"', b'"spam"'), 3, b'"type"', "unknown-type"),
    ("a float offset", in_span(b'"start":4', b'"start":4.0'), 3, b'"start"', "wrong-type"),
    ("a text offset", in_span(b'"start":4', b'"start":"4"'), 3, b'"start"', "wrong-type"),
    ("a truth as offset", in_span(b'"start":4', b'"start":true'), 3, b'"start"', "wrong-type"),
    ("a null", in_span(b'"inn"', b"null"), 3, b'"attributes"', "wrong-type"),
    ("a list of lists", in_span(b'"inn"', b"[[1]]"), 3, b'"attributes"', "wrong-type"),
    ("NaN", in_span(b'"inn"', b"NaN"), 3, None, "not-a-number"),
    ("Infinity", in_span(b'"inn"', b"-Infinity"), 3, None, "not-a-number"),
    ("1e999", in_span(b'"inn"', b"1e999"), 3, b'"attributes"', "wrong-type"),
    ("5,000 digits", in_span(b'"inn"', b"9" * 5000), 3, None, "number-too-large"),
    ("half a pair", in_span(b"caf", b"\\ud800"), 3, b"\\ud800", "lone-surrogate"),
    ("a needless escape", in_span(b"caf", b"\\u0063af"), 3, b"\\u0063", "not-canonical"),
    ("a space", in_span(b'"start":4', b'"start": 4'), 3, b" 4", "not-canonical"),
    (
        "another order",
        in_span(b'"start":4,"end":8', b'"end":8,"start":4'),
        3,
        b"end",
        "not-canonical",
    ),
    ("a default", in_span(b'"human"', b'"human","note":""'), 3, b',"note"', "not-canonical"),
    ("bad UTF-8", in_span(b"caf\xc3", b"caf"), 3, b"\xa9", "not-utf-8"),
    ("a control byte", in_span(b"caf", b"c\x07f"), 3, b"\x07", "not-json"),
    ("a zero byte", in_span(b"caf", b"c\0f"), 3, b"\0", "zero-bytes"),
    ("no JSON", HEAD + ONE + b"oops\n" + TWO, 3, b"oops", "not-json"),
    ("no object", HEAD + ONE + b"[1]\n" + TWO, 3, b"[1]", "not-json"),
    ("two objects", HEAD + ONE + SPAN[:-1] + SPAN + TWO, 3, b'{"type', "not-json"),
    ("brackets", HEAD + ONE + b"[" * 100_000 + b"\n" + TWO, 3, None, "too-deep"),
    ("brackets in a span", in_span(b'"inn"', b"[" * 100_000), 3, None, "too-deep"),
    ("a blank line", HEAD + ONE + b"\n" + TWO, 3, b"", "blank-line"),
    ("a conflict", HEAD + ONE + b"<<<<<<< main\n" + TWO, 3, b"<<<<<<<", "conflict-marker"),
    ("a byte order mark", b"\xef\xbb\xbf" + HEAD + ONE + TWO, 1, b"\xef", "byte-order-mark"),
    ("CR LF", HEAD + ONE[:-1] + b"\r\n" + TWO, 2, b"\r", "carriage-return"),
    ("no last line end", (HEAD + ONE + TWO)[:-1], 3, None, "missing-line-end"),
    ("a tail of zeros", HEAD + ONE + TWO + b"\0", 4, b"\0", "zero-bytes"),
]


@pytest.mark.parametrize("content, line, needle, slug", [case[1:] for case in LINES], ids=[case[0] for case in LINES])
def test_what_is_wrong_in_a_line_is_told_with_line_and_column(
    content: bytes, line: int, needle: bytes | None, slug: str
) -> None:
    """The column is that of the last `needle` in the line, in characters."""
    text = content.split(b"\n")[line - 1]
    column = None if needle is None else len(text[: text.rindex(needle) if needle else 0].decode()) + 1
    assert (f"f:{line}:{column}" if column else f"f:{line}", slug) in said(content)
    assert all(each.message for each in parse_annotations(PATH, content).problems)


def test_one_bad_line_is_told_once_and_hides_no_other() -> None:
    content = HEAD + ONE + SPAN.replace(b"4,", b"4.5,") + OTHER + LINK + b"x\n" + TWO
    assert [slug for _, slug in said(content)] == ["wrong-type", "not-json"]


def test_the_nearest_name_is_the_hint() -> None:
    problem = parse_annotations(PATH, in_span(b'"quote"', b'"quot"')).problems[0]
    assert "'quote'" in problem.hint


def test_the_annotation_that_a_relation_was_to_name_is_the_hint() -> None:
    other = SPAN.replace(b"k3f9w2qp", b"k3f9w2qq")
    problem = parse_annotations(PATH, HEAD + ONE + other + OTHER + LINK + TWO).problems[0]
    assert problem.slug == "dangling-relation"
    assert problem.hint == "Is 'k3f9w2qq' meant, on line 3?"


ON = LINK.replace(b"q7z4n5bc", b"onononon").replace(b'"from":"k3f9w2qp"', b'"from":"q7z4n5bc"')
ROUND = ON + LINK.replace(b'"from":"k3f9w2qp"', b'"from":"onononon"')
ITSELF = LINK.replace(b'"from":"k3f9w2qp"', b'"from":"q7z4n5bc"').replace(b"m8d1x0rt", b"k3f9w2qp")
AGAIN = SPAN.replace(b'"start":4,"end":8', b'"start":22,"end":26').replace("café".encode(), b"Seco")
FAR = TWO.replace(b'"start":22', b'"start":3')
PIECES = SPAN.replace(b'"end":8,"quote":"caf\xc3\xa9"', b'"end":19,"fragments":%s,"quote":"caf Ostwick"')
WHOLES = [
    ("an empty file", b"", "f", "no-document"),
    ("no document line", ONE, "f:1", "no-document"),
    ("two document lines", HEAD + HEAD, "f:2", "line-order"),
    ("a bad hash", HEAD.replace(b"0" * 64, b"abc"), "f:1", "bad-hash"),
    ("format 0", HEAD.replace(b'"format":1', b'"format":0'), "f:1", "bad-format"),
    ("no such mode", HEAD.replace(b"}\n", b',"paragraphs":"odd"}\n'), "f:1", "bad-mode"),
    ("a span first", HEAD + SPAN + ONE, "f:2", "line-order"),
    ("a paragraph left out", HEAD + TWO, "f:2", "paragraph-number"),
    ("paragraphs overlap", HEAD + ONE + FAR, "f:3", "paragraph-start"),
    ("spans out of order", HEAD + ONE + OTHER + SPAN + TWO, "f:4", "line-order"),
    ("a span behind a relation", HEAD + ONE + SPAN + LINK + OTHER + TWO, "f:5", "line-order"),
    ("a relation elsewhere", HEAD + ONE + SPAN + OTHER + TWO + LINK, "f:6", "line-order"),
    ("an id twice", HEAD + ONE + SPAN + SPAN + TWO, "f:4", "duplicate-id"),
    ("not an id", in_span(b"k3f9w2qp", b"K3"), "f:3", "bad-id"),
    ("the end is missing", HEAD + ONE + SPAN + LINK + TWO, "f:4", "dangling-relation"),
    ("both are missing", HEAD + ONE + LINK + TWO, "f:3", "dangling-relation"),
    ("a relation on a later line", HEAD + ONE + SPAN + OTHER + ON + LINK, "f:5", "line-order"),
    ("relations in a circle", HEAD + ONE + SPAN + OTHER + ROUND, "f:5", "rootless-relation"),
    ("a relation of itself", HEAD + ONE + SPAN + ITSELF, "f:4", "rootless-relation"),
    ("an id twice, far apart", HEAD + ONE + SPAN + TWO + AGAIN, "f:5", "duplicate-id"),
    ("a relation's id twice", HEAD + ONE + SPAN + OTHER + LINK + LINK, "f:6", "duplicate-id"),
    ("a wrong quote", in_span(b"caf", b"cav"), "f:3", "wrong-quote"),
    ("no quote", in_span(b'"quote":"caf\xc3\xa9",', b""), "f:3", "wrong-quote"),
    ("an offset below", in_span(b'"start":4', b'"start":-4'), "f:3", "outside-paragraph"),
    ("an offset beyond", in_span(b'"end":8', b'"end":80'), "f:3", "outside-paragraph"),
    ("backwards", in_span(b'"end":8', b'"end":3'), "f:3", "bad-offset"),
    ("empty", in_span(b'"end":8', b'"end":4'), "f:3", "bad-offset"),
    ("fragments crossed", HEAD + ONE + PIECES % b"[[12,19],[4,7]]", "f:3", "bad-offset"),
    ("fragments and edges", HEAD + ONE + PIECES % b"[[4,7],[12,18]]", "f:3", "bad-offset"),
    ("no time", HEAD + ONE.replace(b"}\n", b',"at":"now"}\n'), "f:2", "bad-time"),
    ("time back", HEAD + ONE.replace(b"}\n", b',"seconds":-1}\n'), "f:2", "bad-time"),
]


@pytest.mark.parametrize("content, place, slug", [case[1:] for case in WHOLES], ids=[case[0] for case in WHOLES])
def test_what_does_not_go_together_is_told_with_its_line(content: bytes, place: str, slug: str) -> None:
    assert set(said(content)) == {(place, slug)}


def test_a_relation_may_leave_a_relation_that_stands_before_it() -> None:
    assert said(HEAD + ONE + SPAN + OTHER + LINK + ON + TWO) == []


def test_what_a_relation_leads_to_may_stand_anywhere() -> None:
    ahead = LINK.replace(b"m8d1x0rt", b"zzzzzzzz")
    there = AGAIN.replace(b"k3f9w2qp", b"zzzzzzzz")
    assert said(HEAD + ONE + SPAN + OTHER + ahead + TWO + there) == []
    assert said(HEAD + ONE + SPAN + OTHER + ahead + TWO) == [("f:5", "dangling-relation")]


def test_an_id_that_is_taken_is_told_with_where() -> None:
    blocks = [HEAD, ONE, SPAN, OTHER, LINK, TWO]
    for number, again in ((3, AGAIN), (4, AGAIN.replace(b"k3f9w2qp", b"m8d1x0rt"))):
        (problem,) = parse_annotations(PATH, b"".join(blocks) + again).problems
        assert problem.message.endswith(f"is taken already, on line {number}")


def test_fragments_are_quoted_with_a_space_between() -> None:
    assert said(HEAD + ONE + PIECES % b"[[4,7],[12,19]]") == []


@pytest.mark.parametrize(
    "text, start, end",
    [("👩‍🚀 flew", 0, 1), ("cafe\u0301 x", 0, 4), ("a\n\none\r\ntwo", 3, 7), ("🇨🇭🇫🇷", 0, 1)],
)
def test_no_offset_lies_within_a_character(text: str, start: int, end: int) -> None:
    session = Session(document(text), Schema("s", {}), "ana")
    span = SpanRecord(id="aaaaaaaa", label="x", start=start, end=end, quote=text[start:end], origin=Origin.HUMAN)
    content = b"".join(lines_of(session)) + encode(span) + b"\n"
    assert [slug for _, slug in said(content)] == ["split-character"]


def test_a_newer_format_is_one_problem_whatever_else_is_new() -> None:
    newer = WHOLE.replace(b'"format":1', b'"format":2,"mood":"new"').replace(b'"span"', b'"arc"')
    assert said(newer) == [("f:1", "newer-format")]
    assert "newer version" in parse_annotations(PATH, newer).problems[0].hint


def test_a_flood_of_problems_is_cut_off() -> None:
    assert len(said(HEAD + b"x\n" * 10_000)) == MANY + 2


def test_a_line_of_50_megabytes_gets_an_answer() -> None:
    assert said(in_span(b'"inn"', b'"' + b"x" * 50_000_000 + b'"')) == []
    assert said(in_span(b'"inn"', b'"' + b"x" * 50_000_000)) == [("f:3:50000106", "not-json")]


def test_attributes_stay_in_the_order_they_are_read_and_are_written_in_the_schemas() -> None:
    mixed = in_span(b'{"kind":"inn"}', b'{"zeal":1,"kind":"inn","old":true}')
    assert said(mixed) == []
    kinds = (Attribute("kind", AttributeType.STRING), Attribute("zeal", AttributeType.INT))
    schema = Schema("s", {"place": Label("place", attributes=kinds)}, "1.0.0")
    text = "The café in Ostwick\n\n\nSecond one"
    session = Session(document(text), schema, "ana", marks_of(parse_annotations(PATH, mixed)))
    assert b'{"kind":"inn","zeal":1,"old":true}' in b"".join(lines_of(session))


@pytest.mark.parametrize("session", SESSIONS[1:])
def test_what_is_written_reads_back_the_same(session: Session) -> None:
    content = b"".join(lines_of(session))
    file = parse_annotations(PATH, content)
    assert file.problems == ()
    back = Session(session.document, session.schema, session.annotator, marks_of(file))
    assert marked(back) == marked(session)
    assert b"".join(lines_of(back)) == content


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: not text.isspace())
values = st.one_of(
    st.booleans(),
    st.integers(-(2**70), 2**70),
    texts,
    st.floats(allow_nan=False, allow_infinity=False),
)
attributes = st.dictionaries(texts, values, max_size=3)


@given(text=texts, said=attributes, note=texts, flag=st.booleans())
def test_any_text_and_any_value_reads_back_the_same(
    text: str, said: dict[str, bool | int | float | str], note: str, flag: bool
) -> None:
    paper = document(text)
    if not len(paper):
        return
    first = paper.paragraph(1)
    quote = paper.text_of(first)
    one = SpanRecord(
        id="aaaaaaaa",
        label=note,
        start=first.start,
        end=first.end,
        quote=quote,
        attributes=said,
        origin=Origin.IMPORT,
        note=note,
        flag=flag,
    )
    two = RelationRecord(
        id="aaaaaaab",
        label="r",
        source="aaaaaaaa",
        target="aaaaaaaa",
        attributes=said,
        origin=Origin.RULE,
    )
    mark = ParagraphMark(1, Status.FLAGGED, note, "2026-01-01T00:00:00Z", 3, {note: said}, note, flag)
    marks = gather(DocumentMark({note: said}, note, flag), [mark], [(1, one)], [two])
    session = Session(paper, Schema("s", {}), "ana", marks)
    content = b"".join(lines_of(session))
    file = parse_annotations(PATH, content)
    assert file.problems == ()
    assert marked(Session(paper, session.schema, "ana", marks_of(file))) == marked(session)


@given(st.binary())
def test_reading_raises_nothing_for_any_bytes(content: bytes) -> None:
    parse_annotations(PATH, content)
    parse_annotations(PATH, HEAD + content)


def _cut(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.randrange(1, 40)]


def _put(data: bytearray, chance: random.Random) -> None:
    bits = [b"\0", b"\xff", b"\n", b"\r\n", b'"', b"\\", b"{", b"[", b"-1", b"1e9", b"NaN", b"null"]
    bits += [b"\\ud800", b"\xed\xa0\x80", b"\xef\xbb\xbf", b'"start":', b"<<<<<<< x\n", b"9" * 400]
    at = chance.randrange(len(data))
    data[at:at] = chance.choice(bits)


def _flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] = chance.randrange(256)


def _copy(data: bytearray, chance: random.Random) -> None:
    at, to = chance.randrange(len(data)), chance.randrange(len(data))
    data[to:to] = data[at : at + chance.randrange(1, 200)]


def _shuffle(data: bytearray, chance: random.Random) -> None:
    lines = bytes(data).splitlines(keepends=True)
    chance.shuffle(lines)
    data[:] = b"".join(lines)


CHANGES: list[Callable[[bytearray, random.Random], None]] = [_cut, _put, _flip, _copy, _shuffle]


@pytest.mark.parametrize("block", range(10))
def test_a_changed_file_is_read_as_it_was_or_has_a_problem(block: int) -> None:
    good = b"".join(lines_of(SESSIONS[10]))
    for case in range(block, CASES, 10):
        chance = random.Random(case)
        data = bytearray(good)
        for _ in range(chance.randrange(1, 4)):
            chance.choice(CHANGES)(data, chance)
            data = data or bytearray(b"x")
        file = parse_annotations(PATH, bytes(data))
        again = b"".join(encode(entry.record) + b"\n" for entry in file.entries)
        assert file.problems or again == bytes(data)
        for problem in file.problems:
            assert problem.message and "\n" not in problem.message


def test_streaming_tells_the_same_lines(tmp_path: Path) -> None:
    path = tmp_path / "big.ann.jsonl"
    many = HEAD + ONE + b"".join(SPAN.replace(b"k3f9w2qp", f"{n:08}".encode()) for n in range(20_000))
    path.write_bytes(many + b"oops\n" + TWO)
    found = list(iterate(path))
    records: list[Record] = [each.record for each in found if not isinstance(each, Problem)]
    assert records == [entry.record for entry in read_annotations(path).entries]
    assert [str(each.place) for each in found if isinstance(each, Problem)] == [f"{path}:20003:1"]


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "none", tmp_path / "pipe", Path("/dev/null"), Path("a\0b")):
        with pytest.raises(Unreadable) as refused:
            read_annotations(path)
        assert refused.value.hint
