"""Names of annotators as parts of file names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.annotator import LONGEST, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("alice", "alice"),
        ("Ann Miller", "Ann-Miller"),
        ("ann.miller@example.org", "ann-miller-example-org"),
        ("José", "José"),
        ("Jose\u0301", "José"),
        ("李明", "李明"),
        ("שרה", "שרה"),
        ("प्रिया", "प्रिया"),
        ("r2_d2", "r2_d2"),
        ("../../etc/passwd", "etc-passwd"),
        ("-rf", "rf"),
        ("a\u202eb\x1bc", "a-b-c"),
        ("", "annotator"),
        ("...", "annotator"),
        ("\u0301", "annotator"),
        ("x" * 300, "x" * LONGEST),
    ],
)
def test_a_name_becomes_part_of_a_file_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text())
def test_whatever_the_name_the_file_name_can_be_taken_apart(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe.encode()) <= 4 * LONGEST
    assert all(each in "-_" or unicodedata.category(each)[0] in "LMN" for each in safe)
    assert f"article.v2.{safe}".rpartition(".") == ("article.v2", ".", safe)


@given(st.text())
def test_a_safe_name_stays_as_it_is(name: str) -> None:
    assert safe_name(safe_name(name)) == safe_name(name)
