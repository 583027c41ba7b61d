"""Two annotation files compared as lines: only what is not the same on both sides is decoded.

A line that both have in the same paragraph is an annotation that does not differ: ids are matched
first. So what `compare` finds in the other lines is what it would find in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from annotate.core.compare.blocks import Block
from annotate.core.records import ParagraphRecord, Record, RelationRecord, SpanRecord

PARAGRAPH = b'{"type":"paragraph",'
"""How a line begins that begins a block."""

_decoder = msgspec.json.Decoder(Record)
_encoder = msgspec.json.Encoder()


class Unsound(ValueError):
    """The lines are not those of a valid file."""


def differing(left: bytes, right: bytes, n: int) -> tuple[Block, Block]:
    """The blocks of paragraph `n` with what is not on both sides; the paragraph itself always is.

    Raises Unsound with the number of the side, 0 or 1.
    """
    ours, theirs = left.split(b"\n"), right.split(b"\n")
    both = set(ours).intersection(theirs)
    return _rest(ours, both, n, 0), _rest(theirs, both, n, 1)


def decoded(lines: bytes) -> Sequence[Record]:
    """What the lines say. Raises ValueError unless each is in the one form it may have."""
    records: Sequence[Record] = _decoder.decode_lines(lines)
    if _encoder.encode_lines(records) != lines:
        raise ValueError("not in their one form")
    return records


def _rest(lines: Sequence[bytes], both: set[bytes], n: int, side: int) -> Block:
    if lines[-1]:
        raise Unsound(side)  # The last line has no end.
    kept = [lines[0], *(line for line in lines[1:-1] if line not in both), b""]
    try:
        paragraph, *rest = decoded(b"\n".join(kept))
    except (ValueError, RecursionError):
        raise Unsound(side) from None
    spans = tuple(each for each in rest if isinstance(each, SpanRecord))
    links = tuple(each for each in rest if isinstance(each, RelationRecord))
    if not isinstance(paragraph, ParagraphRecord) or paragraph.n != n or rest != [*spans, *links]:
        raise Unsound(side)
    if not all(_fits(span, paragraph) for span in spans):
        raise Unsound(side)
    return Block(paragraph, spans, links)


def _fits(span: SpanRecord, paragraph: ParagraphRecord) -> bool:
    """Whether the text where the span is is what it says it is."""
    shift = paragraph.start
    if not shift <= span.start < span.end <= shift + len(paragraph.text):
        return False
    if not span.fragments:
        return paragraph.text[span.start - shift : span.end - shift] == span.quote
    flat = [offset for stretch in span.fragments for offset in stretch]
    if flat != sorted(set(flat)) or (flat[0], flat[-1]) != (span.start, span.end):
        return False
    return " ".join(_parts(span, paragraph)) == span.quote


def _parts(span: SpanRecord, paragraph: ParagraphRecord) -> Iterator[str]:
    for start, end in span.stretches:
        yield paragraph.text[start - paragraph.start : end - paragraph.start]
