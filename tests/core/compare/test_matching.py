"""Which annotations of two sides are the same one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotate.core.compare.matching import Matching, match_relations, match_spans, overlap
from annotate.core.records import Origin, RelationRecord, SpanRecord


def span(id: str, label: str, start: int, end: int, **more: object) -> SpanRecord:
    return SpanRecord(id=id, label=label, start=start, end=end, origin=Origin.HUMAN, **more)  # type: ignore[arg-type]


def link(id: str, source: str, target: str, label: str = "by") -> RelationRecord:
    return RelationRecord(id=id, label=label, source=source, target=target, origin=Origin.HUMAN)


def ids(
    matching: Matching[SpanRecord] | Matching[RelationRecord],
) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    return (
        [(one.id, other.id) for one, other in matching.pairs],
        [each.id for each in matching.left],
        [each.id for each in matching.right],
    )


def test_the_same_id_is_the_same_annotation_wherever_it_went() -> None:
    left = [span("a", "claim", 0, 5), span("b", "claim", 10, 15)]
    right = [span("a", "source", 10, 15), span("b", "claim", 0, 5)]
    assert ids(match_spans(left, right)) == ([("a", "a"), ("b", "b")], [], [])


def test_the_same_label_at_the_same_place_is_the_same_annotation() -> None:
    left = [span("a", "claim", 0, 5), span("b", "source", 0, 5)]
    right = [span("c", "source", 0, 5), span("d", "claim", 0, 5)]
    assert ids(match_spans(left, right)) == ([("a", "d"), ("b", "c")], [], [])


def test_another_label_at_the_same_place_is_a_relabeled_annotation() -> None:
    assert ids(match_spans([span("a", "claim", 0, 5)], [span("b", "stance", 0, 5)])) == ([("a", "b")], [], [])


def test_of_several_that_overlap_the_one_that_overlaps_most_is_meant() -> None:
    left = [span("a", "claim", 0, 10)]
    right = [span("b", "claim", 0, 3), span("c", "claim", 2, 11), span("d", "claim", 9, 30)]
    assert ids(match_spans(left, right)) == ([("a", "c")], [], ["b", "d"])


def test_a_little_overlap_is_enough_with_the_same_label_and_not_with_another() -> None:
    left = [span("a", "claim", 0, 10)]
    assert ids(match_spans(left, [span("b", "claim", 9, 30)])) == ([("a", "b")], [], [])
    assert ids(match_spans(left, [span("b", "stance", 9, 30)])) == ([], ["a"], ["b"])
    assert ids(match_spans(left, [span("b", "stance", 1, 10)])) == ([("a", "b")], [], [])


def test_of_equal_places_those_with_equal_attributes_go_together() -> None:
    left = [span("a", "claim", 0, 5, attributes={"x": 1}), span("b", "claim", 0, 5, attributes={"x": 2})]
    right = [span("c", "claim", 0, 5, attributes={"x": 2}), span("d", "claim", 0, 5, attributes={"x": 1})]
    assert ids(match_spans(left, right))[0] == [("a", "d"), ("b", "c")]


def test_between_fragments_there_is_no_overlap() -> None:
    parted = span("a", "claim", 0, 20, fragments=((0, 5), (15, 20)))
    assert overlap(parted, span("b", "claim", 6, 14)) == 0
    assert overlap(parted, span("b", "claim", 0, 5)) == 0.5
    assert ids(match_spans([parted], [span("b", "claim", 6, 14)])) == ([], ["a"], ["b"])


def test_links_are_the_same_if_they_join_the_same_annotations() -> None:
    same = {"a": "x", "b": "y"}
    left = [link("r", "a", "b"), link("s", "b", "a")]
    right = [link("t", "x", "y"), link("u", "x", "y", "other")]
    assert ids(match_relations(left, right, same)) == ([("r", "t")], ["s"], ["u"])


def test_a_link_without_direction_may_be_written_either_way() -> None:
    same = {"a": "x", "b": "y"}
    matching = match_relations([link("r", "a", "b")], [link("t", "y", "x")], same, lambda name: True)
    assert ids(matching) == ([("r", "t")], [], [])


def test_a_link_to_a_link_is_the_same_if_that_one_is() -> None:
    same = {"a": "x", "b": "y"}
    left = [link("r", "a", "b"), link("s", "r", "b")]
    right = [link("t", "x", "y"), link("u", "t", "y")]
    assert ids(match_relations(left, right, same)) == ([("r", "t"), ("s", "u")], [], [])


def spans_of(prefix: str) -> st.SearchStrategy[list[SpanRecord]]:
    one = st.tuples(st.sampled_from("pq"), st.integers(0, 12), st.integers(1, 8), st.integers(0, 2), st.booleans())
    return st.lists(one, max_size=7).map(
        lambda found: [
            span(f"{'same' if shared else prefix}{i}", label, start, start + length, attributes={"v": value})
            for i, (label, start, length, value, shared) in enumerate(found)
        ]
    )


LEFT, RIGHT = spans_of("l"), spans_of("r")


@given(LEFT, RIGHT)
def test_every_annotation_is_in_one_pair_or_left_over(left: list[SpanRecord], right: list[SpanRecord]) -> None:
    pairs, alone_left, alone_right = ids(match_spans(left, right))
    assert sorted([*(a for a, _ in pairs), *alone_left]) == sorted(each.id for each in left)
    assert sorted([*(b for _, b in pairs), *alone_right]) == sorted(each.id for each in right)


@given(LEFT, RIGHT)
def test_swapped_sides_give_swapped_pairs(left: list[SpanRecord], right: list[SpanRecord]) -> None:
    pairs, alone_left, alone_right = ids(match_spans(left, right))
    turned, turned_left, turned_right = ids(match_spans(right, left))
    assert {(b, a) for a, b in turned} == set(pairs)
    assert (turned_left, turned_right) == (alone_right, alone_left)


@given(LEFT, RIGHT, st.randoms())
def test_the_order_in_which_annotations_come_makes_no_difference(
    left: list[SpanRecord], right: list[SpanRecord], chance: object
) -> None:
    shuffled = list(left)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert match_spans(shuffled, right) == match_spans(left, right)


@given(LEFT)
def test_a_file_matches_itself(left: list[SpanRecord]) -> None:
    pairs, alone_left, alone_right = ids(match_spans(left, left))
    assert all(a == b for a, b in pairs) and not alone_left and not alone_right
