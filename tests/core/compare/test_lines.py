"""Files compared as lines give what files compared as a whole give."""

from __future__ import annotations

import pytest
from hypothesis import given

from annotate.core.compare.blocks import Block, Sheaf
from annotate.core.compare.differences import compare
from annotate.core.compare.lines import Unsound, differing
from annotate.core.records import Record
from annotate.store.content import encode
from tests.core.compare.test_differences import CLAIM, HEAD, SOURCE, TEXTS, files, link, paragraph, set_, sheaf, span


def lines(*records: Record) -> bytes:
    return b"".join(encode(record) + b"\n" for record in records)


def block(found: Block) -> bytes:
    return lines(found.paragraph, *found.spans, *found.relations)


def quoted(whole: Sheaf) -> Sheaf:
    """With right quotes and places."""
    blocks = []
    for each in whole.blocks:
        text, start = each.paragraph.text, each.paragraph.start
        spans = (set_(s, quote=text[s.start - start : s.end - start]) for s in each.spans)
        blocks.append(set_(each, spans=tuple(spans)))
    return set_(whole, blocks=tuple(blocks))


def rest(left: Sheaf, right: Sheaf) -> tuple[Sheaf, Sheaf]:
    pairs = [
        differing(block(one), block(other), n)
        for n, (one, other) in enumerate(zip(left.blocks, right.blocks, strict=True), 1)
    ]
    ours, theirs = zip(*pairs, strict=True)
    return Sheaf(left.document, ours), Sheaf(right.document, theirs)


def test_what_both_sides_have_alike_is_left_out() -> None:
    claim, source = quoted(sheaf(SOURCE, CLAIM)).blocks[0].spans[::-1]
    noted = set_(claim, note="odd")
    one, other = differing(lines(paragraph(1), source, claim), lines(paragraph(1), source, noted), 1)
    assert (one, other) == (Block(paragraph(1), (claim,)), Block(paragraph(1), (noted,)))


def test_a_link_is_the_same_if_what_it_joins_is_alike() -> None:
    source, claim = quoted(sheaf(SOURCE, CLAIM)).blocks[0].spans
    before = link("cccccccc", claim.id, source.id)
    after = set_(before, flag=True)
    whole = sheaf(source, claim, before), sheaf(source, claim, after)
    assert [[each.differences for each in compare(*pair)] for pair in (whole, rest(*whole))] == [
        [each.differences for each in compare(*whole)]
    ] * 2


@given(files("l"), files("r"))
def test_nothing_else_is_found_than_between_whole_files(left: Sheaf, right: Sheaf) -> None:
    left, right = quoted(left), quoted(right)
    found = [(each.n, each.differences) for each in compare(*rest(left, right))]
    assert found == [(each.n, each.differences) for each in compare(left, right)]


@pytest.mark.parametrize(
    "wrong",
    [
        lines(paragraph(2)),
        lines(paragraph(1), HEAD),
        lines(paragraph(1), set_(CLAIM, quote="not there")),
        lines(paragraph(1), set_(CLAIM, end=400, quote=TEXTS[0][17:])),
        lines(paragraph(1), span("dddddddd", "claim", 0, 12, fragments=((0, 3), (2, 12)), quote="The e council")),
        lines(paragraph(1), link("cccccccc", "a", "b"), set_(CLAIM, quote=TEXTS[0][17:39])),
        lines(paragraph(1))[:-1],
        lines(paragraph(1)).replace(b":", b": ", 1),
        b'{"type":"paragraph",\n',
        b'{"type":"paragraph","n":1,"start":0,"text":"\xff","status":"todo"}\n',
    ],
)
def test_lines_that_cannot_stand_in_a_valid_file_are_refused(wrong: bytes) -> None:
    right = lines(paragraph(1, note="x"))
    for sides in ((wrong, right), (right, wrong)):
        with pytest.raises(Unsound) as refused:
            differing(*sides, 1)
        assert refused.value.args[0] == sides.index(wrong)
