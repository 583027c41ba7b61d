"""Which spans of several annotators are versions of the same annotation."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from annotate.core.compare.clusters import Cluster, clusters
from annotate.core.compare.matching import match_spans
from annotate.core.records import Origin, SpanRecord


def span(id: str, label: str, start: int, end: int, **more: object) -> SpanRecord:
    return SpanRecord(id=id, label=label, start=start, end=end, origin=Origin.HUMAN, **more)  # type: ignore[arg-type]


def ids(*sides: Sequence[SpanRecord]) -> list[str]:
    """A word for each cluster: the ids of the sides in their order, `-` for none."""
    return [" ".join(each.id if each else "-" for each in cluster.spans) for cluster in clusters(sides)]


def test_what_three_marked_alike_is_one_annotation() -> None:
    one, two, three = ([span(f"{side}1", "claim", 0, 5), span(f"{side}2", "source", 7, 9)] for side in "abc")
    assert ids(one, two, three) == ["a1 b1 c1", "a2 b2 c2"]


def test_a_side_without_a_version_has_none() -> None:
    assert ids([span("a", "claim", 0, 5)], [], [span("c", "claim", 0, 5)]) == ["a - c"]
    assert ids([], []) == []


def test_versions_come_with_their_side() -> None:
    here, there = span("a", "claim", 0, 5), span("c", "claim", 0, 5)
    (cluster,) = clusters([[here], [], [there]])
    assert cluster == Cluster((here, None, there))
    assert cluster.versions == ((0, here), (2, there))


def test_labels_and_borders_of_versions_may_differ() -> None:
    one = [span("a", "claim", 0, 10)]
    two = [span("b", "stance", 0, 10)]
    three = [span("c", "stance", 0, 30)]
    assert ids(one, two, three) == ["a b c"]


def test_the_same_id_is_the_same_annotation_wherever_it_went() -> None:
    assert ids([span("x", "claim", 0, 5)], [span("y", "claim", 0, 5)], [span("x", "source", 20, 30)]) == ["x y x"]


def test_two_annotations_of_one_side_are_never_versions_of_each_other() -> None:
    one = [span("a", "claim", 0, 5), span("b", "claim", 4, 9)]
    assert ids(one, [span("c", "claim", 0, 9)], [span("d", "claim", 4, 9)]) == ["a c -", "b - d"]


def test_no_chain_leads_from_one_annotation_to_the_next() -> None:
    assert ids([span("a", "claim", 0, 10)], [span("b", "claim", 5, 15)], [span("c", "claim", 10, 20)]) == [
        "a b -",
        "- - c",
    ]


def test_of_several_at_one_place_those_with_equal_attributes_go_together() -> None:
    one = [span("a", "claim", 0, 5, attributes={"x": 1}), span("b", "claim", 0, 5, attributes={"x": 2})]
    two = [span("c", "claim", 0, 5, attributes={"x": 2}), span("d", "claim", 0, 5, attributes={"x": 1})]
    three = [span("e", "claim", 0, 5, attributes={"x": 2})]
    assert ids(one, two, three) == ["a d -", "b c e"]


def test_ten_thousand_annotations_at_one_place_are_no_burden() -> None:
    one, two = ([span(f"{side}{i:05}", "claim", 0, 5) for i in range(10_000)] for side in "ab")
    assert len(clusters([one, two])) == 10_000


def side(prefix: str) -> st.SearchStrategy[list[SpanRecord]]:
    one = st.tuples(
        st.sampled_from("pq"), st.integers(0, 12), st.integers(1, 8), st.booleans(), st.sampled_from([None, 1, 2])
    )

    def made(found: list[tuple[str, int, int, bool, int | None]]) -> list[SpanRecord]:
        return [
            span(
                f"{'same' if shared else prefix}{i}",
                label,
                start,
                start + length,
                attributes={"x": value} if value else {},
            )
            for i, (label, start, length, shared, value) in enumerate(found)
        ]

    return st.lists(one, max_size=6).map(made)


SIDES = st.tuples(side("l"), side("m"), side("n"), side("o"))


@given(SIDES, st.permutations(range(4)), st.randoms())
def test_the_order_of_the_sides_and_of_their_spans_makes_no_difference(
    sides: tuple[list[SpanRecord], ...], turned: list[int], chance: object
) -> None:
    shuffled = [chance.sample(sides[at], len(sides[at])) for at in turned]  # type: ignore[attr-defined]
    found = [Cluster(tuple(cluster.spans[turned.index(at)] for at in range(4))) for cluster in clusters(shuffled)]
    assert found == list(clusters(sides))


@given(SIDES)
def test_every_span_is_in_one_cluster_on_its_side(sides: tuple[list[SpanRecord], ...]) -> None:
    found = clusters(sides)
    for number, spans in enumerate(sides):
        there = [cluster.spans[number] for cluster in found if cluster.spans[number]]
        assert sorted(there, key=repr) == sorted(spans, key=repr)


@given(side("l"), side("r"))
def test_of_two_sides_the_clusters_are_the_pairs(left: list[SpanRecord], right: list[SpanRecord]) -> None:
    matching = match_spans(left, right)
    pairs = {(one.id, other.id) for one, other in matching.pairs}
    pairs |= {(one.id, "") for one in matching.left} | {("", other.id) for other in matching.right}
    found = [tuple(each.id if each else "" for each in cluster.spans) for cluster in clusters([left, right])]
    assert sorted(found) == sorted(pairs)


@given(side("l"))
def test_a_side_beside_itself_has_all_in_common(spans: list[SpanRecord]) -> None:
    assert all(None not in cluster.spans for cluster in clusters([spans] * 3))
