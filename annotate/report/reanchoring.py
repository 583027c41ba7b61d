"""What became of annotations when their document changed: lines for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from annotate.core.reanchor import Fate, Outcome, Word
from annotate.report.objects import unicode
from annotate.report.words import count

_LONGEST = 60


class Row(msgspec.Struct, frozen=True):
    """One annotation file: `outcome` is None if its document has not changed."""

    path: str
    document: str
    outcome: Outcome | None = None
    written: bool = False


def lines(row: Row) -> Iterator[str]:
    """How many are what, then each that is not exact with its old and new text; not yet safe to
    show."""
    if row.outcome is None:
        yield f"{row.path}: {row.document} has not changed"
        return
    yield f"{row.path}: {row.document} has changed: {counted(row.outcome)}"
    told = [fate for fate in row.outcome.fates if fate.word is not Word.EXACT]
    wide = max((len(fate.label) for fate in told), default=0)
    yield from (f"  {_line(fate, wide)}" for fate in told)
    yield from (f"  {line}" for line in _paragraphs(row.outcome))


def counted(outcome: Outcome) -> str:
    """`61 annotations: 58 exact, 2 moved, 1 lost`."""
    told = [f"{number:,} {word.value}" for word, number in outcome.counts.items() if number]
    number = count(len(outcome.fates), "annotation")
    return f"{number}: {', '.join(told)}" if told else number


def summary(rows: Sequence[Row], left_out: int, write: bool) -> Iterator[str]:
    """What is said in the end; `left_out` files could not be looked at."""
    if rows or not left_out:
        yield from _done(rows, write)
    if left_out:
        yield f"{count(left_out, 'file')} left out"


def _done(rows: Sequence[Row], write: bool) -> Iterator[str]:
    changed = [row.outcome for row in rows if row.outcome is not None]
    told = f"{count(len(rows), 'annotation file')}: "
    if not changed:
        yield told + "no document has changed"
        return
    yield (
        told
        + f"the document of {len(changed):,} has changed; "
        + (f"{len(changed):,} written" if write else "nothing written")
    )
    unsure = sum(outcome.counts[word] for outcome in changed for word in (Word.FUZZY, Word.LOST))
    if unsure:
        yield f"{count(unsure, 'annotation')} to look at again: flagged, with the old text as a note"
    if not write:
        yield "Hint: `--write` replaces the files."


def to_json(rows: Iterable[Row]) -> str:
    """One object: `files`, in each the counts and every annotation that is not exact. ASCII."""
    return json.dumps({"files": [_object(row) for row in rows]}, indent=2)


def _line(fate: Fate, wide: int) -> str:
    score = f" {fate.score:.2f}" if fate.word is Word.FUZZY else ""
    was, now = _short(fate.was), _short(fate.now)
    said = was if fate.was == fate.now else f"{was} -> {now}"
    at = f"paragraph {fate.n}" + (f" -> {fate.to}" if fate.n != fate.to else "")
    return f"{fate.word.value + score:<11}{fate.label:<{wide}}  {said}  ({at}, {fate.id})"


def _paragraphs(outcome: Outcome) -> Iterator[str]:
    for what, numbers in (
        ("to decide again", outcome.reopened),
        ("new", outcome.fresh),
        ("gone (by their old numbers)", outcome.gone),
    ):
        if numbers:
            yield f"{count(len(numbers), 'paragraph')} {what}: {_ranges(numbers)}"


def _ranges(numbers: Sequence[int]) -> str:
    """`1-3, 7`."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1] = [parts[-1][0], number]
        else:
            parts.append([number])
    return ", ".join("-".join(map(str, part)) for part in parts)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return f'"{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"}"'


def _object(row: Row) -> dict[str, object]:
    outcome = row.outcome
    found: dict[str, object] = {
        "path": unicode(row.path),
        "document": unicode(row.document),
        "changed": outcome is not None,
        "written": row.written,
    }
    if outcome is not None:
        found["counts"] = {word.value: number for word, number in outcome.counts.items()}
        found["paragraphs"] = {
            "reopened": outcome.reopened,
            "new": outcome.fresh,
            "gone": outcome.gone,
        }
        told = (fate for fate in outcome.fates if fate.word is not Word.EXACT)
        found["annotations"] = [_fate(fate) for fate in told]
    return found


def _fate(fate: Fate) -> dict[str, object]:
    return {
        "id": fate.id,
        "label": unicode(fate.label),
        "result": fate.word.value,
        "score": fate.score,
        "paragraph": fate.n,
        "new_paragraph": fate.to,
        "quote": unicode(fate.was),
        "new_quote": unicode(fate.now),
        "new_start": fate.start,
        "new_end": fate.end,
    }
