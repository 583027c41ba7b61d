"""What is told of annotations that were taken along."""

from __future__ import annotations

from annotate.core.reanchor import Fate, Outcome, Word
from annotate.core.reanchor.counterparts import Counterparts
from annotate.report.reanchoring import MOVED, WIDTH, Row, lines

LONG = "the harbor authority closed it for repairs that are supposed to take eleven months"


def told(*fates: Fate, most: int | None = None) -> list[str]:
    outcome = Outcome((), fates, Counterparts({}, {}, {}, frozenset()))
    return list(lines(Row("a.ann.jsonl", "a.txt", outcome), most))


def fate(word: Word, was: str, now: str, id: str = "aaaaaaaa") -> Fate:
    return Fate(id, "claim", word, 3, 3, was, now, 0, len(now), 0.9)


def test_what_fits_stands_on_one_line() -> None:
    assert told(fate(Word.FUZZY, "Velmar", "Velmaar"))[1:] == [
        '  fuzzy 0.90 claim  "Velmar" -> "Velmaar"  (paragraph 3, aaaaaaaa)'
    ]


def test_long_texts_stand_on_a_line_of_their_own_from_shortly_before_they_differ() -> None:
    found = told(fate(Word.FUZZY, LONG, LONG.replace("are supposed to", "should")))[1:]
    assert found == [
        "  fuzzy 0.90 claim  (paragraph 3, aaaaaaaa)",
        '    "…irs that are supposed to take el…" -> "…irs that should take eleven mont…"',
    ]
    assert max(map(len, found)) <= WIDTH


def test_of_a_text_that_grew_at_its_end_the_end_is_shown() -> None:
    found = told(fate(Word.FUZZY, LONG, f"{LONG} or more"))[1:]
    assert 'eleven months"' in found[1] and 'or more"' in found[1]
    assert max(map(len, found)) <= WIDTH


def test_of_lost_ones_it_is_told_where_they_are_kept() -> None:
    assert '"a fairy tale" kept on "plan"' in told(fate(Word.LOST, "a fairy tale", "plan"))[1]


def test_of_what_certainly_moved_only_the_first_are_told() -> None:
    moved = [fate(Word.MOVED, "Velmar", "Velmar", f"{n:08}") for n in range(MOVED + 5)]
    found = told(*moved, fate(Word.FUZZY, "weir", "weirs"))
    assert len(found) == 1 + MOVED + 1 + 1
    assert "fuzzy" in found[-2] and found[-1] == "  … and 5 more"


def test_before_a_question_only_the_first_to_look_at_are_told() -> None:
    unsure = [fate(Word.FUZZY, "weir", "weirs", f"{n:08}") for n in range(30)]
    assert told(*unsure, most=12)[-1] == "  … and 18 more"
    assert len(told(*unsure)) == 31


def test_if_nothing_is_left_it_is_asked_whether_it_is_the_document() -> None:
    lost = [fate(Word.LOST, "weir", "mill", f"{n:08}") for n in range(3)]
    assert "is this the right document?" in told(*lost)[-1]
    assert "right document" not in told(*lost, fate(Word.EXACT, "a", "a"))[-1]
