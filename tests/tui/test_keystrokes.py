"""How many keys the usual things take, counted on keys that are really pressed."""

from pathlib import Path

import pytest

from tests.tui.typist import Typist, news_claims

FIFTY_WORDS = (
    "The harbor board met on Monday to hear what the engineers had found under the old bridge, "
    "and most of those who had come to listen stayed until the lamps were lit, because the "
    "report was long and the chairman of the board read every single page of it aloud."
)
SEED = Path(__file__).parents[2] / ".." / "shared" / "data" / "seed-article" / "article.txt"
WORDS = FIFTY_WORDS.rstrip(".").replace(",", "").split()


def test_the_paragraph_of_the_budget_has_fifty_words() -> None:
    assert len(WORDS) == 50


@pytest.mark.parametrize("first", range(48))
def test_any_three_words_are_labeled_with_at_most_six_keys(first: int) -> None:
    typist = Typist.at(FIFTY_WORDS, news_claims())
    start = len(" ".join(FIFTY_WORDS.split()[:first])) + (first > 0)
    typist.press("g")
    for word in (first, first + 2):
        typist.press(*_letters_over(typist, word))
    typist.press("s")
    span = typist.spans[0]
    assert (span.label, span.start, span.quote.replace(",", "").split()) == (
        "source",
        start,
        WORDS[first : first + 3],
    )
    assert typist.pressed <= 6


def test_a_required_enum_is_answered_with_one_key() -> None:
    typist = Typist.at(FIFTY_WORDS, news_claims()).press("s")
    before = typist.pressed
    typist.answer("person")
    assert typist.spans[0].attributes == {"kind": "person"}
    assert typist.pressed - before == 1


def test_any_enum_of_an_annotation_is_set_with_two_keys() -> None:
    typist = Typist.at(FIFTY_WORDS, news_claims()).press("s").answer("person")
    before = typist.pressed
    typist.press("=").answer("mixed")
    assert typist.spans[0].attributes["form"] == "mixed"
    assert typist.pressed - before == 2


def test_two_annotations_in_sight_are_linked_with_at_most_four_keys() -> None:
    typist = Typist.at(FIFTY_WORDS, news_claims())
    typist.jump("the", "engineers").press("s").answer("group")
    typist.jump("report", "long").press("c").answer("attributed").press("home")
    before = typist.pressed
    typist.press("<").hint("report was long").hint("the engineers")
    assert [relation.label for relation in typist.links] == ["attributed_to"]
    assert typist.pressed - before <= 4


def test_the_annotation_in_hand_is_linked_with_two_keys() -> None:
    typist = Typist.at(FIFTY_WORDS, news_claims())
    typist.jump("the", "engineers").press("s").answer("group")
    typist.jump("report", "long").press("c").answer("attributed")
    before = typist.pressed
    typist.press(">").hint("the engineers")
    assert [relation.label for relation in typist.links] == ["attributed_to"]
    assert typist.pressed - before == 2


def test_a_paragraph_is_accepted_as_it_is_with_one_key_and_the_decision_recorded() -> None:
    typist = Typist.at(f"{FIFTY_WORDS}\nAnother.", news_claims()).press("enter")
    mark = typist.state.session.marks.paragraph(1)
    assert (mark.status.value, mark.by, mark.at) == ("done", "alice", "2026-01-01T10:00:00Z")
    assert (typist.state.n, typist.pressed) == (2, 1)


def test_a_figure_with_all_its_attributes_takes_two_keys() -> None:
    typist = Typist.at("The board met. It closed nearly 1.5 million doors.", news_claims())
    typist.press("f", "enter")
    assert typist.labeled == [("figure", "nearly 1.5 million")]
    assert typist.spans[0].attributes == {
        "kind": "cardinal",
        "value": 1_500_000,
        "comparator": "almost",
    }


@pytest.mark.skipif(not SEED.exists(), reason="the reference article is not here")
def test_ten_paragraphs_of_the_reference_article_take_at_most_six_keys_an_annotation() -> None:
    typist = Typist.at(SEED.read_text(encoding="utf-8"), news_claims())
    label_ten_paragraphs(typist)
    marks = typist.state.session.marks
    assert [marks.paragraph(n).status.value for n in range(1, 11)] == ["done"] * 10
    labels = [span.label for span in typist.spans]
    assert {name: labels.count(name) for name in ("figure", "source", "claim")} == {
        "figure": 12,
        "source": 7,
        "claim": 17,
    }
    assert len(typist.links) == 18
    assert typist.pressed / len(labels) <= 6


def label_ten_paragraphs(typist: Typist) -> None:
    """Figures, sources, claims and links of the first ten paragraphs, and every decision."""

    def figure(claim: str = "") -> None:
        before = len(typist.spans)
        typist.press("f", "enter")
        assert len(typist.spans) == before + 1
        if claim:
            typist.press(">").hint(claim)

    def source(first: str, last: str, kind: str) -> None:
        typist.jump(first, last).press("s").answer(kind)

    def next_claim(source: str = "") -> None:
        typist.press("c").answer("attributed" if source else "unattributed")
        if source:
            typist.press(">").hint(source)

    def claim(first: str, last: str, source: str = "") -> None:
        typist.jump(first, last)
        next_claim(source)

    next_claim()
    attacks = typist.spans[0].quote
    figure(attacks)
    figure(attacks)
    typist.press("enter")

    source("the", "occupation", "government")
    next_claim("the occupation")
    figure(typist.spans[-1].quote)
    next_claim()
    next_claim()
    typist.press("enter")

    next_claim()
    source("Hamas", "", "group")
    next_claim("Hamas")
    figure()
    typist.press("enter", "enter", "enter")

    for _ in range(3):
        next_claim()
    figure(typist.spans[-1].quote)
    typist.press("enter")

    source("The", "occupation", "government")
    next_claim("The occupation")
    figure(typist.spans[-1].quote)
    source("one", "ministers", "official")
    next_claim("one of its government ministers")
    typist.press("enter")

    next_claim()
    despite = typist.spans[-1].quote
    for _ in range(3):
        figure(despite)
    next_claim()
    typist.press("enter")

    next_claim()
    next_claim()
    typist.press("enter")

    source("The", "occupation", "government")
    claim("the", "soldiers", "The occupation")
    figure("the death of approximately 80 of its soldiers")
    source("Haaretz", "newspaper", "media")
    source("a", "spokesman", "official")
    typist.press(">").hint("Haaretz newspaper").press("r")
    next_claim("a military spokesman")
    wounded = typist.spans[-1].quote
    figure(wounded)
    figure(wounded)
    typist.press("enter")


def _letters_over(typist: Typist, word: int) -> str:
    from annotate.core.segments import words
    from annotate.tui.state import Choosing

    doing = typist.state.doing
    assert isinstance(doing, Choosing)
    offset = words(FIFTY_WORDS, 0, len(FIFTY_WORDS))[word][0]
    return next(hint.letters for hint in doing.hints if hint.offset == offset)
