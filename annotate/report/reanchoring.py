"""What became of annotations when their document changed: lines for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from annotate.core.reanchor import Fate, Outcome, Word
from annotate.report.objects import unicode
from annotate.report.words import count, hint_line

WIDTH = 80
"""Columns, above which the texts stand on a line of their own."""

MOVED = 20
"""So many of the moved annotations of a file are told: they are certain, and may be all of it."""

_LONGEST = 34
_BEFORE = 10


class Row(msgspec.Struct, frozen=True):
    """One annotation file: `outcome` is None if its document has not changed."""

    path: str
    document: str
    outcome: Outcome | None = None
    written: bool = False


def lines(row: Row, most: int | None = None) -> Iterator[str]:
    """How many are what, then those that are not exact with their old and new texts; of those to be
    looked at again `most`, if given. Not yet safe to show."""
    if row.outcome is None:
        yield f"{row.path}: {row.document} has not changed"
        return
    yield f"{row.path}: {row.document} has changed: {counted(row.outcome)}"
    fates = row.outcome.fates
    moved = [fate for fate in fates if fate.word is Word.MOVED]
    unsure = [fate for fate in fates if not fate.certain]
    hidden = {fate.id for fate in moved[MOVED:]}
    hidden |= {fate.id for fate in unsure[most:]} if most is not None else set()
    told = [fate for fate in fates if fate.word is not Word.EXACT and fate.id not in hidden]
    wide = max((len(fate.label) for fate in told), default=0)
    for fate in told:
        yield from (f"  {line}" for line in _lines(fate, wide))
    if hidden:
        yield f"  … and {len(hidden):,} more"
    yield from (f"  {line}" for line in _paragraphs(row.outcome))
    if len(unsure) > 2 and row.outcome.counts[Word.LOST] == len(fates):
        yield "  None of the annotated text is there any more: is this the right document?"


def counted(outcome: Outcome) -> str:
    """`61 annotations: 58 exact, 2 moved, 1 lost`."""
    told = [f"{number:,} {word.value}" for word, number in outcome.counts.items() if number]
    number = count(len(outcome.fates), "annotation")
    return f"{number}: {', '.join(told)}" if told else number


def summary(rows: Sequence[Row], left_out: int, write: bool, check: bool = False) -> Iterator[str]:
    """What is said in the end; `left_out` files could not be looked at."""
    if rows or not left_out:
        yield from _done(rows, write, check)
    if left_out:
        yield f"{count(left_out, 'file')} left out"


def _done(rows: Sequence[Row], write: bool, check: bool) -> Iterator[str]:
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
        again = "`annotate reanchor --write` takes the annotations along" if check else "`--write` replaces the files"
        yield hint_line(f"{again}.")


def to_json(rows: Iterable[Row]) -> str:
    """One object: `files`, in each the counts and every annotation that is not exact. ASCII."""
    return json.dumps({"files": [_object(row) for row in rows]}, indent=2)


def _lines(fate: Fate, wide: int) -> Iterator[str]:
    """One, or two where the texts are too long for one."""
    score = f" {fate.score:.2f}" if fate.word is Word.FUZZY else ""
    head = f"{fate.word.value + score:<11}{fate.label:<{wide}}"
    at = f"paragraph {fate.n}" + (f" -> {fate.to}" if fate.n != fate.to else "")
    said, place = _said(fate), f"({at}, {fate.id})"
    line = f"{head}  {said}  {place}"
    if len(line) + 2 <= WIDTH:
        yield line
    else:
        yield f"{head}  {place}"
        yield f"  {said}"


def _said(fate: Fate) -> str:
    was, now = _excerpts(fate.was, fate.now)
    if fate.word is Word.LOST:
        return f"{was} kept on {now}"
    return was if fate.was == fate.now else f"{was} -> {now}"


def _excerpts(was: str, now: str) -> tuple[str, str]:
    """Both in quotation marks; long ones from shortly before where they differ."""
    was, now = " ".join(was.split()), " ".join(now.split())
    if was == now or max(len(was), len(now)) <= _LONGEST:
        return _excerpt(was), _excerpt(now)
    pairs = enumerate(zip(was, now, strict=False))
    same = next((k for k, (one, other) in pairs if one != other), min(len(was), len(now)))
    return _excerpt(was, same - _BEFORE), _excerpt(now, same - _BEFORE)


def _excerpt(text: str, skip: int = 0) -> str:
    """Without the first characters, but not of a text that is short enough from there on."""
    skip = max(0, min(skip, len(text) - _LONGEST + 1))
    text = f"…{text[skip + 1 :]}" if skip else text
    return f'"{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"}"'


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
