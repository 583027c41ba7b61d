"""Annotations of a text that has changed are compared where their text is now."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotate.core.compare.blocks import Sheaf, sheaf_of
from annotate.core.compare.carrying import compare_texts
from annotate.core.compare.differences import Kind
from annotate.core.records import DocumentRecord, Origin, ParagraphRecord, Record, SpanRecord, Status

SENTENCES = (
    "The ferry of Harl left at nine.",
    "Nobody on the quay had seen the mayor.",
    "Forty barns burned in the lower town.",
    "The audit named no one at all.",
)


def file(*texts: str, marked: str = "", sha: str = "0", **more: object) -> Sheaf:
    """Paragraphs that are done, with a claim wherever the words are."""
    records: list[Record] = [DocumentRecord(1, "a", "a.txt", sha * 64, "utf-8", "small", "1.0.0", "ana")]
    start = 0
    for n, text in enumerate(texts, 1):
        records.append(ParagraphRecord(n, start, text, Status.DONE))
        at = text.find(marked) if marked else -1
        if at >= 0:
            low = start + at
            records.append(
                SpanRecord(
                    id=f"aaaaaaa{n}",
                    label="claim",
                    start=low,
                    end=low + len(marked),
                    quote=marked,
                    origin=Origin.HUMAN,
                    **more,  # type: ignore[arg-type]
                )
            )
        start += len(text) + 2
    return sheaf_of(records)


def told(left: Sheaf, right: Sheaf) -> list[tuple[int, Kind, bool, bool]]:
    found, _ = compare_texts(left, right)
    each = ((block.n, one) for block in found for one in block.differences)
    return [(n, one.kind, one.left is not None, one.right is not None) for n, one in each]


def test_what_moved_with_its_text_does_not_differ() -> None:
    left = file(*SENTENCES[:2], marked="the quay")
    right = file(SENTENCES[2], *SENTENCES[:2], marked="the quay", sha="1")
    assert told(left, right) == [
        (0, Kind.TEXT, True, True),
        (1, Kind.TEXT, False, True),
        (1, Kind.DECISION, True, True),
    ]


def test_what_reanchoring_would_remark_is_no_difference() -> None:
    left = file(*SENTENCES, marked="Forty barns burned", note="sure")
    right = file(*SENTENCES[:2], "Forty-one barns burned in the lower town.", SENTENCES[3], sha="1")
    assert told(left, right) == [(0, Kind.TEXT, True, True), (3, Kind.TEXT, True, True), (3, Kind.REMOVED, True, False)]


def test_a_paragraph_that_is_gone_stands_behind_what_was_before_it() -> None:
    left = file(*SENTENCES, marked="Forty barns")
    right = file(SENTENCES[0], SENTENCES[1], SENTENCES[3], sha="1")
    found, carried = compare_texts(left, right)
    gone = next(each for each in found if each.right is None and each.left is not None)
    assert gone.left is not None and gone.left.paragraph.text == SENTENCES[2]
    assert carried.lost["aaaaaaa3"].quote == "Forty barns"
    removed = [one.left for each in found for one in each.differences if one.kind is Kind.REMOVED]
    assert removed == [carried.lost["aaaaaaa3"]]


@given(st.permutations(SENTENCES), st.permutations(SENTENCES), st.integers(1, 4), st.integers(1, 4))
def test_every_paragraph_and_span_is_accounted_for(ours: list[str], theirs: list[str], few: int, many: int) -> None:
    left, right = file(*ours[:few], marked="the"), file(*theirs[:many], sha="1")
    found, carried = compare_texts(left, right)
    gone = sum(each.right is None and each.left is not None for each in found)
    kept = {origin.n for origins in carried.origins.values() for origin in origins}
    assert gone + len(kept) == few
    spans = sum(len(block.spans) for block in left.blocks)
    assert sum(one.kind is Kind.REMOVED for each in found for one in each.differences) == spans
