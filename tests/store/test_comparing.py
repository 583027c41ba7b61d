"""Files compared in pieces give what files compared as a whole give."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.compare.blocks import Sheaf, sheaf_of
from annotate.core.compare.comparison import Comparison, Side
from annotate.core.compare.differences import Kind, compare
from annotate.core.records import DocumentRecord, Origin, ParagraphRecord, Record, RelationRecord, SpanRecord, Status
from annotate.store import comparing
from annotate.store.comparing import Invalid, Source, compare_sources, cut
from annotate.store.content import encode

HEAD = DocumentRecord(1, "tales", "tales.txt", "0" * 64, "utf-8", "small", "1.0.0", "alice")
TEXT = "The ferry of Harl left at nine and came back."


def content(sheaf: Sheaf) -> bytes:
    records: list[Record] = [sheaf.document]
    for block in sheaf.blocks:
        records += [block.paragraph, *block.spans, *block.relations]
    return b"".join(encode(record) + b"\n" for record in records)


def found(left: bytes, right: bytes) -> Comparison:
    return compare_sources(Source("left", lambda: BytesIO(left)), Source("right", lambda: BytesIO(right)))


@st.composite
def files(draw: st.DrawFn, prefix: str) -> Sheaf:
    """Three paragraphs of one text, with spans and links between them."""
    records: list[Record] = [HEAD]
    spans: list[SpanRecord] = []
    for n in (1, 2, 3):
        begin = (n - 1) * 100
        note = draw(st.sampled_from(["", "", "odd"]))
        records.append(ParagraphRecord(n, begin, TEXT, Status.DONE, note=note))
        places = draw(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.booleans()), max_size=3))
        here = []
        for start, length, shared in sorted(places):
            id = f"{'s' if shared else prefix}{n}{len(here)}".ljust(8, "0")
            quote = TEXT[start : start + length]
            stretch = begin + start, begin + start + length
            here.append(
                SpanRecord(id=id, label="claim", start=stretch[0], end=stretch[1], quote=quote, origin=Origin.HUMAN)
            )
        records += here
        spans += here
        if draw(st.booleans()):
            for one, other in pairwise(here):
                link = f"{one.id[:3]}l0000"
                records.append(RelationRecord(id=link, label="by", source=one.id, target=other.id, origin=Origin.HUMAN))
    return sheaf_of(records)


@given(files("l"), files("r"))
def test_nothing_else_is_found_than_between_whole_files(left: Sheaf, right: Sheaf) -> None:
    comparison = found(content(left), content(right))
    whole = compare(left, right)
    assert [(each.n, each.differences) for each in comparison.differences] == [
        (each.n, each.differences) for each in whole
    ]
    assert comparison.count == 3


@pytest.mark.parametrize("size", [1, 7, 30, 31, 400, 1 << 20])
def test_where_a_file_is_read_in_pieces_makes_no_difference(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "_CHUNK", size)
    blocks = [b'{"type":"document"}\n', *(b'{"type":"paragraph","n":%d}\n{"type":"span"}\n' % n for n in range(9))]
    assert list(cut(BytesIO(b"".join(blocks)))) == blocks


def test_what_a_file_says_elsewhere_is_read_when_it_is_asked_for() -> None:
    left = sheaf()
    right = changed(left, 2, note="odd")
    comparison = found(content(left), content(right))
    assert comparison.pages.paragraph(1).text == TEXT
    assert comparison.pages.paragraph(2).note == "odd"
    things = comparison.pages.things(Side.LEFT, ["aaaaaaaa", "nothere0"])
    assert list(things) == ["aaaaaaaa"]


def test_another_text_is_told_and_places_are_those_of_the_right_side() -> None:
    left = sheaf()
    right = moved(left)
    comparison = found(content(left), content(right))
    assert comparison.carried
    kinds = {(each.n, one.kind) for each in comparison.differences for one in each.differences}
    assert kinds == {(0, Kind.TEXT), (1, Kind.TEXT)}


def test_a_text_may_be_gone_altogether_or_be_new() -> None:
    whole, nothing = content(sheaf()), content(Sheaf(msgspec.structs.replace(HEAD, sha256="1" * 64)))
    gone = [one.kind for each in found(whole, nothing).differences for one in each.differences]
    assert gone == [Kind.TEXT, Kind.TEXT, Kind.REMOVED, Kind.TEXT]
    new = [one.kind for each in found(nothing, whole).differences for one in each.differences]
    assert sorted(new) == sorted([Kind.TEXT, Kind.TEXT, Kind.DECISION, Kind.ADDED, Kind.TEXT, Kind.DECISION])


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\n",
        b"nonsense",
        b'{"type":"paragraph","n":1,"start":0,"text":"a","status":"todo"}\n',
        b'{"type":"document","format":99}\n',
        b"\xff\xfe",
    ],
)
def test_what_is_no_annotation_file_is_refused_with_its_problems(broken: bytes) -> None:
    fine = content(sheaf())
    for left, right, name in ((broken, fine, "left"), (fine, broken, "right")):
        with pytest.raises(Invalid) as refused:
            found(left, right)
        assert refused.value.problems and refused.value.problems[0].place.path == name


@given(st.binary(max_size=30), st.integers(0, 600), st.integers(0, 30))
def test_whatever_is_in_a_file_there_is_an_answer(more: bytes, at: int, cut_off: int) -> None:
    fine = content(sheaf())
    broken = fine[:at] + more + fine[at + cut_off :]
    try:
        found(fine, broken)
    except Invalid as refused:
        assert refused.problems
    except Exception as error:
        pytest.fail(repr(error))


def sheaf() -> Sheaf:
    span = SpanRecord(id="aaaaaaaa", label="claim", start=4, end=9, quote=TEXT[4:9], origin=Origin.HUMAN)
    return sheaf_of([
        HEAD,
        ParagraphRecord(1, 0, TEXT, Status.DONE),
        span,
        ParagraphRecord(2, 100, "Nobody was on board.", Status.DONE),
    ])  # fmt: skip


def changed(sheaf: Sheaf, n: int, **more: object) -> Sheaf:
    replace = msgspec.structs.replace
    blocks = [
        replace(block, paragraph=replace(block.paragraph, **more)) if block.paragraph.n == n else block
        for block in sheaf.blocks
    ]
    return replace(sheaf, blocks=tuple(blocks))


def moved(sheaf: Sheaf) -> Sheaf:
    """With a word more at the beginning."""
    replace = msgspec.structs.replace
    first, second = sheaf.blocks
    spans = tuple(replace(span, start=span.start + 4, end=span.end + 4) for span in first.spans)
    text = f"Yes {first.paragraph.text}"
    one = replace(first, paragraph=replace(first.paragraph, text=text), spans=spans)
    return Sheaf(replace(sheaf.document, sha256="1" * 64), (one, second))
