"""Where on its line a problem is, and how code scanning knows the line again."""

import pytest

from annotate.core.problems import Place
from annotate.report.source import Region, Source, line_hashes

YAML = "labels:\n  claim: {colr: red, \"ke y\": cc, x: 'it''s'}\n\n  \U0001f469 end\r\n"


@pytest.mark.parametrize(
    ("line", "column", "text"),
    [
        (2, 3, "claim"),
        (2, 11, "colr"),
        (2, 22, '"ke y"'),
        (2, 37, "'it''s'"),
        (2, 10, "{"),
        (4, 3, "\U0001f469"),
        (4, 5, "end"),
        (2, 0, "claim: {colr: red, \"ke y\": cc, x: 'it''s'}"),
        (4, 0, "\U0001f469 end"),
        (3, 0, ""),
        (2, 400, ""),
        (99, 1, ""),
    ],
)
def test_a_region_is_the_word_at_the_place_or_the_whole_line(line: int, column: int, text: str) -> None:
    source = Source(YAML.encode())
    region = source.region(Place("a", line, column))
    assert region.line == line
    assert source.line(line)[region.column - 1 : region.end - 1] == text
    assert region.end >= region.column >= 1


def test_a_problem_of_the_whole_file_is_shown_at_its_first_line() -> None:
    assert Source(b"  abc \nd").region(Place("a")) == Region(1, 3, 6)
    assert Source(b"").region(Place("a")) == Region(1, 1, 1)


def test_a_mark_at_the_start_is_no_character() -> None:
    assert Source(b"\xef\xbb\xbfabc\n").region(Place("a", 1, 1)) == Region(1, 1, 4)


def test_a_file_that_is_too_large_has_no_fingerprints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotate.report.source.HASHED", 3)
    assert Source(b"abc").fingerprints({1}).keys() == {1}
    assert Source(b"abcd").fingerprints({1}) == {}


# What GitHub's own implementation gives for the same texts.
@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (
            " a\nb\n  \t\tc\n d",
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
        ),
        (
            " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
            [
                "e9496ae3ebfced30:1",
                "fb7c023a8b9ccb3f:1",
                "ce8ba1a563dcdaca:1",
                "e20e36e16fcb0cc8:1",
                "b3edc88f2938467e:1",
                "c8e28b0b4002a3a0:1",
                "c129715d7a2bc9a3:1",
            ],
        ),
        (
            "Lorem ipsum dolor sit amet.\n" * 10,
            [
                *(f"a7f2ff13bc495cf2:{n}" for n in range(1, 7)),
                "a7f2ff1481e87703:1",
                "a9cf91f7bbf1862b:1",
                "55ec222b86bcae53:1",
                "cc97dc7b1d7d8f7b:1",
                "c129715d7a2bc9a3:1",
            ],
        ),
    ],
)
def test_lines_are_known_by_the_hash_that_code_scanning_makes(text: str, hashes: list[str]) -> None:
    assert list(line_hashes(text, range(1, 100)).values()) == hashes
    last = len(hashes)
    assert line_hashes(text, {last}) == {last: hashes[-1]}


def test_a_character_beyond_the_first_plane_counts_as_two_units() -> None:
    pair = 0xD83D * 37**99 + 0xDC69 * 37**98 + 0xFFFF * 37**97
    assert line_hashes("\U0001f469", {1}) == {1: f"{pair % 2**64:x}:1"}
