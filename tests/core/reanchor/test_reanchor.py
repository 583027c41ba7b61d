"""What becomes of annotations when a document is changed: one edit each."""

from __future__ import annotations

import msgspec
import pytest

from annotate.core.document import Document
from annotate.core.reanchor import Fate, Outcome, Word, reanchor
from annotate.core.records import (
    DocumentRecord,
    Origin,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
    Status,
)
from tests.core.reanchor.edits import document, records

TEXT = """\
The harbor authority of Velmar said 40 bridges need repair before winter.

Nobody asked the ferry company, which carries most people across the bay.

The mayor, Ilse Brandt, called the plan a fairy tale on Monday evening.
"""

OLD_TOWN = "They sold it. The council of the old town has no money left for any of the ferries.\n"


def span(text: str, at: str, **more: object) -> SpanRecord:
    start = text.index(at)
    made = SpanRecord(
        id=f"{start:04}{len(at):04}", label="claim", start=start, end=start + len(at),
        quote=at, origin=Origin.HUMAN,
    )  # fmt: skip
    return msgspec.structs.replace(made, **more)


def annotated(text: str, *spans: SpanRecord) -> list[Record]:
    """All paragraphs done, with these spans in them."""
    found = [*records(text, ()), *spans]
    order = {DocumentRecord: 0, ParagraphRecord: 1, SpanRecord: 2, RelationRecord: 3}
    return sorted(found, key=lambda each: order[type(each)])


def changed(quote: str, old: str, new: str, text: str = TEXT) -> tuple[Fate, SpanRecord]:
    """What becomes of the one annotation with this quote."""
    assert old in text
    outcome = reanchor(annotated(text, span(text, quote)), document(text.replace(old, new)))
    (fate,) = outcome.fates
    (moved,) = spans_of(outcome)
    return fate, moved


def spans_of(outcome: Outcome) -> list[SpanRecord]:
    return [each for each in outcome.records if isinstance(each, SpanRecord)]


def paragraphs_of(outcome: Outcome) -> list[ParagraphRecord]:
    return [each for each in outcome.records if isinstance(each, ParagraphRecord)]


def test_what_stands_behind_a_new_paragraph_is_exact() -> None:
    fate, moved = changed("Ilse Brandt", "Nobody", "A new paragraph stands here.\n\nNobody")
    assert fate.word is Word.EXACT
    assert (fate.n, fate.to) == (3, 4)
    assert moved.start == TEXT.index("Ilse Brandt") + len("A new paragraph stands here.\n\n")
    assert not moved.flag and not moved.note


def test_what_stands_behind_an_inserted_word_of_its_paragraph_is_moved() -> None:
    fate, moved = changed("40 bridges", "of Velmar", "of old Velmar")
    assert fate.word is Word.MOVED
    assert (moved.quote, moved.flag) == ("40 bridges", False)


def test_a_paragraph_that_moved_takes_its_annotations_along() -> None:
    one, two, three = TEXT.strip().split("\n\n")
    fate, moved = changed("Ilse Brandt", TEXT, f"{three}\n\n{one}\n\n{two}\n")
    assert fate.word is Word.EXACT
    assert moved.start == three.index("Ilse Brandt")


def test_a_corrected_typing_error_inside_is_fuzzy_with_the_old_quote_as_a_note() -> None:
    fate, moved = changed("Velmar", "Velmar", "Velmaar")
    assert fate.word is Word.FUZZY and 0.8 < fate.score < 1
    assert (moved.quote, moved.flag) == ("Velmaar", True)
    assert moved.note == 'changed: was "Velmar"'


def test_a_deleted_annotation_is_kept_as_lost_on_a_word_beside_it() -> None:
    fate, moved = changed("the ferry company", " the ferry company,", "")
    assert fate.word is Word.LOST
    assert moved.flag and moved.note == 'lost: was "the ferry company"'
    assert moved.quote in "Nobody asked which"


def test_a_lost_annotation_stays_in_its_paragraph_though_its_edge_is_gone_with_it() -> None:
    fate, moved = changed("which carries most people across the bay", ", which carries most people across the bay", "")
    assert (fate.word, fate.n, fate.to) == (Word.LOST, 2, 2)
    assert moved.quote == "company"
    fate, moved = changed("Nobody asked", "Nobody asked the", "The")
    assert (fate.word, fate.n, fate.to) == (Word.LOST, 2, 2)


def test_a_lost_annotation_stays_in_its_paragraph_wherever_that_is_now() -> None:
    one, two, three = TEXT.strip().split("\n\n")
    now = f"{three}\n\n{one}\n\n{two.replace('Nobody asked the', 'The')}\n"
    fate, moved = changed("Nobody asked", TEXT, now)
    assert (fate.word, fate.n, fate.to) == (Word.LOST, 2, 3)
    assert moved.quote in ("The", "ferry")


def test_a_lost_annotation_stays_in_the_part_of_its_paragraph_that_it_stood_in() -> None:
    text = TEXT.replace("winter.", "winter. The council of the old town has no money left for any of the ferries.")
    now = text.replace(" The council", "\n\nThe council").replace(" for any of the ferries", "")
    fate, moved = changed("for any of the ferries", text, now, text)
    assert (fate.word, fate.n, fate.to) == (Word.LOST, 1, 2)
    assert moved.quote == "left"


def test_a_lost_annotation_does_not_go_with_a_sentence_that_left_its_paragraph() -> None:
    sentence = " It will take eleven months and 86 million crowns, say two of them,"
    text = TEXT.replace("before winter.", f"before winter.{sentence} or twelve.")
    now = text.replace(f"{sentence} or twelve.", "").replace("evening.", f"evening.{sentence}.")
    fate, moved = changed("or twelve", text, now, text)
    assert (fate.word, fate.n, fate.to) == (Word.LOST, 1, 1)
    assert moved.quote == "winter"


def test_a_lost_annotation_of_a_paragraph_that_is_gone_stands_at_the_end_of_the_one_before() -> None:
    one, two, three = TEXT.strip().split("\n\n")
    fate, moved = changed("the ferry company", TEXT, f"{one}\n\n{three}\n")
    assert (fate.word, fate.n, fate.to, moved.quote) == (Word.LOST, 2, 1, "winter")
    fate, moved = changed("40 bridges", TEXT, f"{two}\n\n{three}\n")
    assert (fate.word, fate.n, fate.to, moved.quote) == (Word.LOST, 1, 1, "Nobody")


def test_what_is_left_of_a_lost_annotation_is_widened_to_whole_words() -> None:
    fate, moved = changed("council", "The council of the old town", "The Rat of the old town", OLD_TOWN)
    assert fate.word is Word.LOST
    assert moved.quote in ("The", "Rat")


def test_notes_that_were_there_stay() -> None:
    found = annotated(TEXT, span(TEXT, "Velmar", note="Which one?"))
    (moved,) = spans_of(reanchor(found, document(TEXT.replace("Velmar", "Velmaar"))))
    assert moved.note == 'Which one?; changed: was "Velmar"'


def test_of_two_equal_words_one_of_which_was_deleted_none_is_certain() -> None:
    text = "They sold the barn, the barn and the mill to the council of the town.\n"
    fate, moved = changed("the barn", ", the barn and", " and", text)
    assert fate.word is Word.FUZZY
    assert moved.quote == "the barn"
    assert moved.note == 'place unsure: was "the barn"'


def test_a_paragraph_like_another_one_that_is_gone_does_not_inherit_from_it() -> None:
    text = (
        "Team Alpha reported that the new route cut the delay by twelve minutes in all towns.\n\n"
        "Team Beta reported that the new route cut the delay by twelve minutes in all towns.\n"
    )
    fate, _ = changed("twelve minutes", text.split("\n\n")[0] + "\n\n", "", text)
    assert fate.word is Word.LOST


def test_a_name_that_was_replaced_is_not_looked_for_elsewhere() -> None:
    text = "Robin met Robin at the gate, and there they waited for the tram to come.\n"
    fate, _ = changed("Robin met", "Robin met", "Elisa met", text)
    assert fate.word is Word.FUZZY


def test_a_sentence_that_moved_to_another_paragraph_is_followed() -> None:
    text = TEXT.replace("winter.", "winter. It will take eleven months and 86 million crowns, say two of them.")
    moved_text = text.replace(" It will take eleven months and 86 million crowns, say two of them.", "")
    moved_text = moved_text.replace(
        "evening.", "evening. It will take eleven months and 86 million crowns, say two of them."
    )
    (fate,) = reanchor(annotated(text, span(text, "86 million crowns")), document(moved_text)).fates
    assert fate.word is Word.MOVED
    assert (fate.n, fate.to) == (1, 3)


def test_a_short_sentence_that_moved_is_found_by_its_quote_and_the_words_around_it_but_is_not_certain() -> None:
    rest = "The council of the old town met again on the evening of that day in Marn."
    fate, moved = changed(
        "Ida", f"So Ida fed it at two. {rest}", f"{rest} So Ida fed it at two.", f"So Ida fed it at two. {rest}\n"
    )
    assert (fate.word, fate.score, moved.quote) == (Word.FUZZY, 0.75, "Ida")
    assert moved.flag and moved.note == 'place unsure: was "Ida"'


def test_a_quote_in_other_words_is_not_taken_for_the_same() -> None:
    rest = "The council of the old town met again on the evening of that day in Marn."
    fate, _ = changed(
        "Ida", f"So Ida fed it at two. {rest}", f"{rest} Nobody saw Ida.", f"So Ida fed it at two. {rest}\n"
    )
    assert fate.word is Word.LOST


def test_a_paragraph_that_was_parted_keeps_its_annotations_on_both_sides() -> None:
    text = TEXT.replace("winter.", "winter. The council has no money left for any of them.")
    found = annotated(text, span(text, "40 bridges"), span(text, "no money left"))
    outcome = reanchor(found, document(text.replace(" The council has", "\n\nThe council has")))
    assert [fate.word for fate in outcome.fates] == [Word.EXACT, Word.MOVED]
    assert outcome.fates[1].to == 2


def test_lines_wrapped_anew_change_nothing_certain() -> None:
    fate, moved = changed("40 bridges need repair", "40 bridges", "40\nbridges")
    assert fate.word is Word.MOVED
    assert moved.quote == "40\nbridges need repair"


def test_a_discontinuous_span_moves_with_all_its_parts() -> None:
    start, end = TEXT.index("The mayor"), TEXT.index("called the plan")
    parts = ((start, start + 9), (end, end + 15))
    whole = span(TEXT, "The mayor", end=end + 15, fragments=parts, quote="The mayor called the plan")
    (moved,) = spans_of(reanchor(annotated(TEXT, whole), document("Above.\n\n" + TEXT)))
    assert moved.fragments == tuple((a + 8, b + 8) for a, b in parts)
    assert not moved.flag


def test_parts_that_end_up_in_two_paragraphs_are_flagged_and_stay_in_one() -> None:
    text = (
        "The old weir by the mill and the road,\nsaid nobody at all, will hold for many years to come.\n\nEnd of it.\n"
    )
    a, b = text.index("The old weir"), text.index("will hold")
    whole = span(text, "The old weir", end=b + 9, fragments=((a, a + 12), (b, b + 9)), quote="The old weir will hold")
    outcome = reanchor(annotated(text, whole), document(text.replace("road,\n", "road.\n\n")))
    (moved,) = spans_of(outcome)
    assert outcome.fates[0].word is Word.FUZZY and moved.flag
    assert moved.quote in ("The old weir", "will hold")


def test_stretches_among_the_attributes_move_along() -> None:
    start = TEXT.index("said")
    source = span(TEXT, "Velmar", attributes={"kind": "place", "cue": (start, start + 4)})
    (moved,) = spans_of(reanchor(annotated(TEXT, source), document("Above.\n\n" + TEXT)))
    assert moved.attributes == {"kind": "place", "cue": (start + 8, start + 12)}


def test_an_attribute_whose_text_is_gone_is_kept_beside_and_told() -> None:
    start = TEXT.index("said")
    source = span(TEXT, "Velmar", attributes={"cue": (start, start + 4)})
    outcome = reanchor(annotated(TEXT, source), document(TEXT.replace(" said", "")))
    (moved,) = spans_of(outcome)
    assert outcome.fates[0].word is Word.FUZZY
    assert moved.flag and moved.note == 'cue was "said"'
    assert "cue" in moved.attributes


def test_relations_stand_behind_what_they_leave_wherever_that_is_now() -> None:
    claim, source = span(TEXT, "40 bridges"), span(TEXT, "Ilse Brandt")
    link = RelationRecord(id="linklink", label="by", source=claim.id, target=source.id, origin=Origin.HUMAN)
    one, two, three = TEXT.strip().split("\n\n")
    outcome = reanchor([*annotated(TEXT, claim, source), link], document(f"{three}\n\n{two}\n\n{one}\n"))
    assert [each.id for each in outcome.records[-2:]] == [claim.id, link.id]  # type: ignore[union-attr]


def test_only_paragraphs_whose_words_changed_are_to_do_again() -> None:
    outcome = reanchor(annotated(TEXT), document("Above.\n\n" + TEXT.replace("most", "few")))
    states = [each.status for each in paragraphs_of(outcome)]
    assert states == [Status.TODO, Status.DONE, Status.TODO, Status.DONE]
    assert (outcome.reopened, outcome.fresh, outcome.gone) == ((3,), (1,), ())


def test_a_flagged_paragraph_that_is_to_do_again_stays_flagged() -> None:
    found = [
        msgspec.structs.replace(each, status=Status.FLAGGED) if isinstance(each, ParagraphRecord) else each
        for each in annotated(TEXT)
    ]
    second = paragraphs_of(reanchor(found, document(TEXT.replace("most", "few"))))[1]
    assert (second.status, second.flag) == (Status.TODO, True)


def test_what_was_said_of_a_paragraph_that_is_gone_becomes_a_note_on_the_one_before() -> None:
    found = [
        msgspec.structs.replace(each, labels={"role": {"part": "quotation"}}, note="Odd.")
        if isinstance(each, ParagraphRecord) and each.n == 2
        else each
        for each in annotated(TEXT)
    ]
    one, _, three = TEXT.strip().split("\n\n")
    outcome = reanchor(found, document(f"{one}\n\n{three}\n"))
    first = paragraphs_of(outcome)[0]
    assert outcome.gone == (2,)
    assert first.flag and first.status is Status.TODO
    assert 'role(part=quotation), note "Odd."' in first.note


def test_joined_paragraphs_keep_the_labels_of_both() -> None:
    found = [
        msgspec.structs.replace(each, labels={"role": {"part": f"p{each.n}"}}, note=f"note {each.n}", seconds=5)
        if isinstance(each, ParagraphRecord) and each.n < 3
        else each
        for each in annotated(TEXT)
    ]
    first = paragraphs_of(reanchor(found, document(TEXT.replace("\n\nNobody", " Nobody"))))[0]
    assert set(first.labels) == {"role"}
    assert "note 1" in first.note and "note 2" in first.note
    assert "was role(part=p" in first.note
    assert first.seconds == 10


def test_lost_annotations_do_not_share_a_word() -> None:
    spans = [span(TEXT, each) for each in ("Nobody", "the ferry company", "most people", "the bay")]
    one, _, three = TEXT.strip().split("\n\n")
    outcome = reanchor(annotated(TEXT, *spans), document(f"{one}\n\n{three}\n"))
    assert {fate.word for fate in outcome.fates} == {Word.LOST}
    assert len({(fate.start, fate.end) for fate in outcome.fates}) == 4


@pytest.mark.parametrize("tail", ["\u0301", "\u200d\U0001f4bb"])
def test_an_edge_never_splits_a_character(tail: str) -> None:
    text = "They came on the \U0001f469 and left in the evening, as they had for years.\n"
    fate, moved = changed("\U0001f469", "\U0001f469", "\U0001f469" + tail, text)
    assert fate.word is Word.FUZZY
    assert moved.quote == "\U0001f469" + tail


def test_the_head_names_the_document_as_it_is_now() -> None:
    now: Document = msgspec.structs.replace(document(TEXT, sha256="2" * 64), bom=True, encoding="utf-16")
    head = reanchor(annotated(TEXT), now).records[0]
    assert isinstance(head, DocumentRecord)
    assert (head.sha256, head.encoding, head.bom) == ("2" * 64, "utf-16", True)


@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_of_a_passage_that_stands_twice_the_one_that_moved_is_not_certain(between: str) -> None:
    passage = " ".join(f"Whoever crosses weir {n} at night has to carry a rope of {n} yards." for n in range(12))
    mills = " ".join(f"Mill {n} on the river Harl was sold to a family in {1900 + n}." for n in range(12))
    barns = " ".join(f"Barn {n} on the river Harl was sold to a family in {1900 + n}." for n in range(5))
    text = f"{passage} {mills} {passage} {barns}\n"
    second = text.rindex("weir 7")
    found = annotated(text, span(text, "weir 7"), span(text, "weir 7", id="second00", start=second, end=second + 6))
    outcome = reanchor(found, document(f"{passage} {barns}{between}{passage} {mills}\n"))
    assert {fate.word for fate in outcome.fates} == {Word.FUZZY}
