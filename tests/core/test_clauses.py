import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.clauses import clauses
from annotate.core.words import words


def parts(text: str) -> list[str]:
    return [text[a:b] for a, b in clauses(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The ministry said that 40 bridges need repair.", "40 bridges need repair"),
        ("It is expected that prices rise.", "prices rise"),
        ("There is no doubt that the union was careful.", "the union was careful"),
        ("The mayor said the plan failed.", "the plan failed"),
        ("She told the weekly that 6,500 would be a good day.", "6,500 would be a good day"),
        ("The Courier quoted officials as saying that tolls will rise.", "tolls will rise"),
        ("According to the 2019 audit, costs fell.", "costs fell"),
        ("The plan is dead, the mayor said.", "The plan is dead"),
        ("“The plan is dead,” said the mayor.", "The plan is dead"),
        ("“The plan is dead,” she told the council.", "The plan is dead"),
        ("He said: “The plan is dead.”", "The plan is dead"),
        ("However, the plan is dead.", "the plan is dead"),
    ],
)
def test_a_clause_leaves_out_who_reports_it(text: str, claim: str) -> None:
    assert parts(text) == [claim]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Rents have doubled, and two schools closed.",
            ["Rents have doubled", "two schools closed"],
        ),
        ("Costs fell; prices rose.", ["Costs fell", "prices rose"]),
        ("Rents rose because the council failed.", ["Rents rose", "the council failed"]),
        ("He resigned, and said that costs had doubled.", ["He resigned", "costs had doubled"]),
        (
            "At the same time, the firm suffered losses, although it had opened the pier.",
            ["At the same time, the firm suffered losses", "it had opened the pier"],
        ),
        (
            "It admitted a loss, but the Post, quoting a clerk, revealed that 90 were hurt.",
            ["It admitted a loss", "90 were hurt"],
        ),
        (
            "They said that the deck is old, and that the tower leans.",
            ["the deck is old", "the tower leans"],
        ),
    ],
)
def test_a_sentence_is_cut_where_a_new_subject_has_a_verb(text: str, claims: list[str]) -> None:
    assert parts(text) == claims


@pytest.mark.parametrize(
    "sentence",
    [
        "We bought apples, pears, and plums",
        "She came, saw and left",
        "The plan, the park, and the road were lost causes",
        "The Daily Post, quoting a company spokesman, reported a loss",
        "The engineers – from both towns – are still working",
        "If the report had appeared, the repairs would have been cheaper",
        "Fog, she added, does not read timetables",
        "Prices rose (by 3%) in the city (north)",
        "It is responsible for two bridges, 31 cranes and one tower that nobody needs",
        "Rows of cranes, proving the weakness of the plan",
    ],
)
def test_lists_asides_and_conditions_are_not_cut(sentence: str) -> None:
    assert parts(sentence + ".") == [sentence]


def test_other_scripts_are_cut_at_their_own_marks() -> None:
    assert parts("他说，情况很难。") == ["他说", "情况很难"]
    assert parts("الجسر مغلق؛ والناس ينتظرون.") == ["الجسر مغلق", "والناس ينتظرون"]


SIGNS = [",", ";", ".", "–", "(", ")", "“", "”"]
STARTS = ["the mayor", "it", "prices", "40", "which", "that", "According to"]
JOINTS = ["and", "but", "because", "if", "however", "as", "until", "said", "was", "rose", "closed"]
CUES = st.lists(st.sampled_from(SIGNS + STARTS + JOINTS)).map(" ".join)


@given(st.one_of(CUES, st.text()))
def test_clauses_are_in_order_disjoint_and_begin_with_a_word(text: str) -> None:
    starts = {a for a, _ in words(text, 0, len(text))}
    last = 0
    for start, end in clauses(text, 0, len(text)):
        assert last <= start < end <= len(text)
        assert start in starts
        last = end


@given(CUES)
def test_a_text_with_words_has_a_clause(text: str) -> None:
    assert bool(list(clauses(text, 0, len(text)))) is bool(words(text, 0, len(text)))
