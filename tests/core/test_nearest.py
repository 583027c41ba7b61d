"""What a misspelled id was meant to be."""

from __future__ import annotations

import pytest

from annotate.core.nearest import one_slip_away

KNOWN = {"ifu4i2gx", "aaaaaaaa", "zzzzzzzz"}


@pytest.mark.parametrize(
    "id",
    ["ifu4i2g4", "fu4i2gx", "ifu4i2g", "ifu4i2gxx", "qifu4i2gx", "fiu4i2gx", "ifu4i2xg", "ifuQi2gx"],
)
def test_an_id_is_found_by_one_slip(id: str) -> None:
    assert one_slip_away(id, KNOWN) == "ifu4i2gx"


@pytest.mark.parametrize("id", ["", "ifu4i2gx", "ifu4ixx4", "i", "x" * 5000])
def test_more_than_a_slip_or_none_gives_nothing(id: str) -> None:
    assert one_slip_away(id, KNOWN) is None
