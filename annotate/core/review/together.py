"""Several versions made one: what any of them covers, or what all do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from annotate.core.edit import Refused
from annotate.core.records import SpanRecord
from annotate.core.review.cases import Case, Subject, label_values
from annotate.core.review.drafting import Draft
from annotate.core.review.outcomes import Outcome, with_label
from annotate.core.rules import Stretches
from annotate.core.rulings import How
from annotate.core.stretches import union


def spread(draft: Draft, span: SpanRecord, parts: Stretches) -> SpanRecord:
    if not parts:
        raise Refused("the versions have no text in common")
    label = draft.schema.labels.get(span.label)
    if len(parts) > 1 and not (label and label.span.discontinuous):
        parts = ((parts[0][0], parts[-1][1]),)
    text = draft.document.text
    return replace(
        span,
        start=parts[0][0],
        end=parts[-1][1],
        fragments=parts if len(parts) > 1 else (),
        quote=" ".join(text[start:end] for start, end in parts),
    )


def _covered(versions: Sequence[Stretches]) -> Stretches:
    return tuple(union(part for parts in versions for part in parts))


def _common(versions: Sequence[Stretches]) -> Stretches:
    found = versions[0]
    for parts in versions[1:]:
        found = tuple((max(a, c), min(b, d)) for a, b in found for c, d in parts if max(a, c) < min(b, d))
    return found


COVER: dict[How, Callable[[Sequence[Stretches]], Stretches]] = {
    How.UNION: _covered,
    How.INTERSECTION: _common,
}


def together(draft: Draft, case: Case, how: How, outcome: Outcome) -> dict[str, object]:
    """The sets of all versions of a label put together, or the notes of all."""
    if case.subject is Subject.LABEL:
        said = [label_values(case, version) for version in (*outcome.versions, *case.versions)]
        values = dict(said[0])
        for name, value in values.items():
            sets = [each.get(name, ()) for each in said]
            if isinstance(value, tuple) and all(isinstance(each, tuple) for each in sets):
                values[name] = _set(how, sets)  # type: ignore[arg-type]
        return {"labels": with_label(draft, case, values)}
    notes = dict.fromkeys(note for version in case.versions for note in version.notes)
    flags = [record.flag for version in case.versions for record in version.records]
    return {"note": " / ".join(notes), "flag": any(flags)}


def _set(how: How, sets: Sequence[tuple[int | str, ...]]) -> tuple[int | str, ...]:
    every = dict.fromkeys(each for one in sets for each in one)
    return tuple(each for each in every if how is How.UNION or all(each in one for one in sets))
