"""Whether lines of an annotation file are as they should be: quickly, and nothing more than that."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.core.graphemes import stands_alone
from annotate.core.offsets import Offsets
from annotate.core.records import ParagraphRecord, RelationRecord, SpanRecord
from annotate.core.shelf import order

_OF_IDS = b"0123456789abcdefghijklmnopqrstuvwxyz"


def are_ids(ids: Sequence[str]) -> bool:
    """Whether each is 8 characters of a-z and 0-9; a regular expression takes four times as long."""
    joined = " ".join(ids).encode(errors="replace")
    # Without what ids are made of only the spaces are left, and every ninth byte is one.
    return len(joined) == 9 * len(ids) - 1 and joined.translate(None, _OF_IDS) == joined[8::9]


def are_sound(spans: Sequence[SpanRecord], paragraph: ParagraphRecord) -> bool:
    """Whether the spans are in order, and the text where they are is what they say it is."""
    text, shift = paragraph.text, paragraph.start
    end = shift + len(text)
    closely = None if stands_alone(text) else Offsets(paragraph)
    last, before = shift, None
    for span in spans:
        start, stop, quote = span.start, span.end, span.quote
        if closely or span.fragments:
            closely = closely or Offsets(paragraph)
            if next(closely.faults(span), None):
                return False
        elif text[start - shift : stop - shift] != quote or not quote or stop > end:
            return False
        if start <= last and (start < last or (before and stop <= before.end and order(span) < order(before))):
            return False
        last, before = start, span
    return True


def last_left(links: Sequence[RelationRecord], ids: Sequence[str], spans: int) -> int | None:
    """Where what the last relation leaves is among `ids`; -1 if there is no relation, None if one
    does not stand behind what it leaves, or not in its place among the others."""
    last, before = -1, None
    for number, link in enumerate(links, spans):
        if before is not None and link.source == before.source:
            if (link.label, link.id) < (before.label, before.id):
                return None
        else:
            try:
                last = ids.index(link.source, last + 1, number)
            except ValueError:
                return None
        before = link
    return last
