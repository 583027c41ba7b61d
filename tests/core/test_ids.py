"""The ids of a file are found again, however many there are and whatever they look like."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotate.core.ids import Ids

# Few heads and tails, so that drawers fill up; some are no proper ids, some could be found across two.
IDS = st.one_of(
    st.text("ab", min_size=8, max_size=8),
    st.sampled_from(["", "a", "aaaaaaa", "aaaaaaaaa", "Aaaaaaaa", "aaa\x00aaaa", "aaaaa\x00aa", "äaaaaaaa"]),
)
ENDS = st.sampled_from(["claim", "source", "@by", "", "\x00"])
BLOCKS = st.lists(st.lists(st.tuples(IDS, ENDS), min_size=1, max_size=4), max_size=30)


@given(BLOCKS, st.sampled_from([0, 1, 5, 1000]))
def test_ids_are_kept_as_a_dictionary_keeps_them(blocks: list[list[tuple[str, str]]], first: int) -> None:
    ids, model, lines = Ids(first), dict[str, str](), dict[str, int]()
    line = 1
    for block in blocks:
        new = {id for id, _ in block}
        free = len(new) == len(block) and new.isdisjoint(model)
        assert ids.add(line, [id for id, _ in block], [end for _, end in block]) == free
        if free:
            model.update(block)
            lines.update((id, number) for number, (id, _) in enumerate(block, line))
        line += len(block) + 1
    for id in (*model, "bbbbbbbb", "abababab", "", "aaaaa\x00aa"):
        assert ids.get(id) == model.get(id)
        assert (id in ids) == (id in model)
    assert ids.lines(set(model)) == lines


def test_more_kinds_of_ends_than_there_are_signs_for_are_told_apart() -> None:
    ids = Ids(first=0)
    kinds = {f"id{number:06}": f"label {number}" for number in range(400)}
    for line, (id, end) in enumerate(kinds.items(), 1):
        assert ids.add(line, [id], [end])
    assert {id: ids.get(id) for id in kinds} == kinds
    assert not ids.add(500, ["id000007"], ["label 7"])
    assert not ids.add(500, ["id000307"], ["label 7"])
