import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from annotate.core.graphemes import (
    REACH,
    clusters,
    next_border,
    previous_border,
    snap,
    stands_alone,
)

FAMILY = "👨\u200d👩\u200d👧"
# Letters, marks, joiners, flags, Hangul, Devanagari and controls, so that clusters are common.
TRICKY = st.text(st.sampled_from("ab \r\n\t\u0301\u05b8\u200d\u200c🇫🇷🏽👨👩❤\ufe0fक्ष\u093fᄀ가\u11a8\u0600漢\u200b"))
ANY = st.one_of(TRICKY, st.text())


def parts(text: str) -> list[str]:
    return [text[a:b] for a, b in clusters(text, 0, len(text))]


def borders(text: str) -> list[int]:
    return [0, *(b for _, b in clusters(text, 0, len(text)))]


@pytest.mark.parametrize("cluster", ["e\u0301", FAMILY, "🇫🇷", "1\ufe0f\u20e3", "क्षि", "한", "\r\n"])
def test_what_a_person_takes_for_one_character_is_one_cluster(cluster: str) -> None:
    assert parts(f"a{cluster}b") == ["a", cluster, "b"]


@given(ANY)
def test_clusters_part_the_text_without_gap_or_overlap(text: str) -> None:
    assert "".join(parts(text)) == text
    assert all(parts(text))


@given(ANY)
def test_clusters_are_those_of_unicode_in_text_without_endless_runs(text: str) -> None:
    assert parts(text) == list(iter_graphemes(text))


@given(ANY)
def test_looking_nearby_finds_the_borders_that_walking_finds(text: str) -> None:
    found = borders(text)
    for offset in range(len(text) + 1):
        after = [b for b in found if b > offset]
        before = [b for b in found if b < offset]
        assert next_border(text, offset, len(text)) == (after[0] if after else len(text))
        assert previous_border(text, offset, 0) == (before[-1] if before else 0)


@settings(deadline=None)
@given(st.sampled_from(["\u0301", "🇫", "\u200d", "\u0600", "ᄀ", "क्"]), st.integers(0, 300))
def test_looking_nearby_finds_the_same_borders_in_endless_runs(sign: str, lead: int) -> None:
    text = "x" * lead + sign * 600 + "y"
    found = borders(text)
    assert [next_border(text, a, len(text)) for a in found[:-1]] == found[1:]
    assert [previous_border(text, b, 0) for b in found[1:]] == found[:-1]


@given(st.sampled_from(["\u0301", "\u200d", "\u0600", "ᄀ"]), st.integers(0, 300))
def test_no_cluster_is_endless(sign: str, lead: int) -> None:
    text = "x" * lead + sign * 1500
    assert max(map(len, parts(text))) < 2 * REACH


def test_a_hundred_flags_in_a_row_stay_whole() -> None:
    assert parts("🇫🇷" * 100) == ["🇫🇷"] * 100


@given(ANY, st.data())
def test_snapping_widens_to_borders_and_no_further(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = snap(text, start, end, 0, len(text))
    found = borders(text)
    assert low == max(b for b in found if b <= start)
    assert high == min(b for b in found if b >= end)


def test_snapping_stays_within_its_bounds() -> None:
    assert snap("ab e\u0301 cd", 0, 9, 3, 5) == (3, 5)


@given(st.one_of(ANY, st.text(st.characters(max_codepoint=0x20CF))))
def test_in_a_text_that_is_seen_to_be_plain_each_character_is_a_cluster(text: str) -> None:
    if stands_alone(text):
        assert parts(text) == list(text)


def test_usual_european_text_is_plain() -> None:
    assert stands_alone("“Ça va?” – Müller’s 40 € für Łódź … it’s done.\n")
    assert not stands_alone("a\r\n")
