"""Questions about annotations: which spans of several annotators are versions of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import islice, pairwise

from annotate.core.compare.clusters import Cluster, clusters
from annotate.core.records import SpanRecord
from annotate.core.review.cases import Case, Subject, Version
from annotate.core.review.naming import Naming
from annotate.core.review.sameness import Sameness, grouped, wants_look
from annotate.core.shelf import order

Spans = Sequence[SpanRecord]
Member = tuple[int, SpanRecord]
"""A span with the number of its side."""


def together(sides: Sequence[Spans]) -> Sequence[Cluster]:
    """The spans of one paragraph, as `clusters` has them; it is asked only where not all agree."""
    every = [(side, span) for side, spans in enumerate(sides) for span in spans]
    if len({span.id for _, span in every}) < len(every):
        return clusters(sides)
    found, rest = _agreed(every, len(sides), sum(map(bool, sides)))
    for island in _islands(rest):
        if _is_one(island):
            found.append(_cluster(island, len(sides)))
        else:
            found += clusters([[span for of, span in island if of == side] for side in range(len(sides))])
    return sorted(found, key=lambda cluster: min(order(span) for _, span in cluster.versions))


def _agreed(every: Sequence[Member], count: int, having: int) -> tuple[list[Cluster], list[Member]]:
    """What each of the sides that have any annotations has at the same place with the same label, and
    only once; and the rest."""
    there: dict[Hashable, list[Member]] = defaultdict(list)
    for member in every:
        span = member[1]
        there[span.start, span.end, span.label, span.fragments].append(member)
    found: list[Cluster] = []
    rest: list[Member] = []
    for members in there.values():
        if len(members) == having == len({side for side, _ in members}):
            found.append(_cluster(members, count))
        else:
            rest += members
    return found, rest


def _islands(members: Sequence[Member]) -> Iterator[list[Member]]:
    """Those that overlap, directly or by others between them; nothing else can be one annotation."""
    island: list[Member] = []
    end = 0
    for member in sorted(members, key=lambda member: (member[1].start, member[1].end)):
        if island and member[1].start >= end:
            yield island
            island = []
        end = max(end, member[1].end) if island else member[1].end
        island.append(member)
    if island:
        yield island


def _is_one(island: Sequence[Member]) -> bool:
    """Whether it is plain that all are versions of one: with the same label or the same place, all
    on some text that all cover, one of each side."""
    spans = [span for _, span in island]
    if len({side for side, _ in island}) < len(island) or any(span.fragments for span in spans):
        return False
    first = spans[0]
    if max(span.start for span in spans) >= min(span.end for span in spans):
        return False
    return all(span.label == first.label for span in spans) or all(
        (span.start, span.end) == (first.start, first.end) for span in spans
    )


def _cluster(members: Sequence[Member], count: int) -> Cluster:
    return Cluster(tuple(map(dict(members).get, range(count))))


def span_case(
    cluster: Cluster, n: int, voices: Sequence[int], names: Sequence[str], same: Sameness, naming: Naming
) -> Case:
    """`voices` are the sides that have a say in the paragraph."""
    members = cluster.versions
    spans = [span for _, span in members]
    versions = grouped(members, same.spans, lambda s, r: Version(s, r, same.of_span(r[0])))
    return Case(
        key=naming.of("span", [f"{names[side]}:{span.id}" for side, span in members]),
        subject=Subject.SPAN,
        n=n,
        versions=versions,
        absent=tuple(each for each in voices if cluster.spans[each] is None),
        start=min(each.start for each in spans),
        end=max(each.end for each in spans),
        flagged=wants_look(spans),
    )


def doubled(spans: Spans, same: Sameness) -> set[str]:
    """The ids of those that say the same as another one of the same annotator, who has them in the
    order of the file."""
    found: set[str] = set()
    for one, other in pairwise(spans):
        # Of those at one place with one label all stand together, in the order of their ids.
        if one.start == other.start and one.end == other.end and one.label == other.label:
            return found | _twins(spans, same)
    return found


def _twins(spans: Spans, same: Sameness) -> set[str]:
    found: set[str] = set()
    for index, one in enumerate(spans):
        for other in islice(spans, index + 1, None):
            if (other.start, other.end, other.label) != (one.start, one.end, one.label):
                break
            if same.spans(one, other):
                found |= {one.id, other.id}
    return found
