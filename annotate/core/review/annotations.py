"""Questions about annotations: which spans of several annotators are versions of one."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.core.compare.clusters import Cluster, clusters
from annotate.core.records import SpanRecord
from annotate.core.review.cases import Case, Subject, Version
from annotate.core.review.naming import Naming
from annotate.core.review.sameness import Sameness, grouped, wants_look

Spans = Sequence[SpanRecord]


def together(sides: Sequence[Spans], same: Sameness) -> Sequence[Cluster]:
    """The spans of one paragraph; where all agree, it takes no search to see that."""
    first = next((each for each in sides if each), ())
    if all(len(each) in (0, len(first)) for each in sides) and _agree(sides, first, same):
        return [
            Cluster(tuple(each[index] if each else None for each in sides)) for index in range(len(first))
        ]
    return clusters(sides)


def span_case(
    cluster: Cluster, n: int, voices: Sequence[int], names: Sequence[str], same: Sameness, naming: Naming
) -> Case:
    """`voices` are the sides that have a say in the paragraph."""
    spans = [each for each in cluster.spans if each is not None]
    versions = grouped(cluster.versions, same.spans, lambda s, r: Version(s, r, same.of_span(r[0])))
    return Case(
        key=naming.of("span", [f"{names[side]}:{span.id}" for side, span in cluster.versions]),
        subject=Subject.SPAN,
        n=n,
        versions=versions,
        absent=tuple(each for each in voices if cluster.spans[each] is None),
        start=min(each.start for each in spans),
        end=max(each.end for each in spans),
        flagged=wants_look(spans),
    )


def doubled(spans: Spans, same: Sameness) -> set[str]:
    """The ids of those that say the same as another one of the same annotator; they stand together
    but for what lies between ids."""
    found: set[str] = set()
    for index, one in enumerate(spans):
        for other in spans[index + 1 :]:
            if (other.start, other.end, other.label) != (one.start, one.end, one.label):
                break
            if same.spans(one, other):
                found |= {one.id, other.id}
    return found


def _agree(sides: Sequence[Spans], first: Spans, same: Sameness) -> bool:
    """Whether those who have any have the same, each only once at its place."""
    places = {(each.label, each.start, each.end) for each in first}
    if len(places) < len(first):
        return False
    return all(
        one is other or same.spans(one, other) for each in sides for one, other in zip(first, each, strict=False)
    )
