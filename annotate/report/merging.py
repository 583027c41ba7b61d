"""What was merged and what is in conflict, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate.core.merge import Choice, Conflict
from annotate.core.merge.counts import Brought, Counts, Side, Word
from annotate.core.merge.remarks import value_of
from annotate.core.problems import Problem
from annotate.core.records import (
    DocumentRecord,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
)
from annotate.report.words import count

_NAMES = {"span": "annotation", "relation": "relation", "paragraph": "paragraph"}
_LONGEST = 48


def brought(counts: Counts) -> Iterator[str]:
    """A line for each side that brought something: `ours: 3 annotations added, 1 paragraph changed`."""
    for side, name in ((Side.OURS, "ours"), (Side.THEIRS, "theirs"), (Side.BOTH, "both the same")):
        told = [
            _counted(number, kind, word)
            for kind in ("document", "paragraph", "span", "relation")
            for word in Word
            if (number := counts[Brought(side, kind, word)])
        ]
        if told:
            yield f"{name}: {', '.join(told)}"


def conflict_line(conflict: Conflict) -> str:
    """What both sides changed: `claim k3f9w2qp "40 bridges": label claim | stance`."""
    told = [f"{_prefix(field)}{_values(conflict, field)}" for field in conflict.fields]
    return f"{subject(conflict)}: {'; '.join(told)}"


def subject(conflict: Conflict) -> str:
    record = conflict.ours or conflict.theirs
    match record:
        case SpanRecord():
            return f'{record.label} {record.id} "{brief(record.quote)}"'
        case RelationRecord():
            return f"{record.label} {record.id} from {record.source} to {record.target}"
        case ParagraphRecord():
            return f'paragraph {record.n} "{brief(record.text)}"'
        case _:
            return "the document"


def named(field: str) -> str:
    return field.lstrip(".:") if field[:1] in ".:" else field


def ended(conflicts: Sequence[Conflict], settled: Sequence[tuple[Conflict, Choice]], path: str) -> Iterator[str]:
    """How it stands in the end; `path` is where the result is."""
    if settled:
        yield f"{count(len(settled), 'conflict')} settled"
    if conflicts:
        yield f"{count(len(conflicts), 'conflict')} to settle: both versions are in the file, marked"
        yield f"Hint: `annotate review {path}` settles them; `annotate validate` finds them."


def problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """What both sides together have made, line by line."""
    for each in sorted(problems, key=lambda each: each.place):
        yield f"{each.place}: {each.message} [{each.slug}]"


def broken(problems: Sequence[Problem], path: str) -> Iterator[str]:
    """What to do about it; `path` is where the result is."""
    if problems:
        yield f"{count(len(problems), 'problem')} that neither side had: the schema does not allow both together"
        yield f"Hint: Correct {path}; `annotate validate {path}` says when it is right."


def value(record: Record | None, field: str) -> str:
    """What a version says in a field, in a few words."""
    if record is None:
        return "removed"
    if field == "removed":
        return "kept"
    if isinstance(record, (ParagraphRecord, DocumentRecord)):
        return _of_line(record, field)
    if field == "label":
        return record.label
    if field == "note":
        return f'"{brief(record.note)}"' if record.note else "none"
    if field == "ends":
        return f"{record.source} to {record.target}" if isinstance(record, RelationRecord) else ""
    if field == "borders":
        return f'"{brief(record.quote)}"' if isinstance(record, SpanRecord) else ""
    answer = record.attributes.get(field.removeprefix("."))
    return _told(answer)


def brief(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _of_line(record: ParagraphRecord | DocumentRecord, field: str) -> str:
    if field == "note":
        return f'"{brief(record.note)}"' if record.note else "none"
    if field == "decision" and isinstance(record, ParagraphRecord):
        return record.status.value + (f" by {record.by}" if record.by else "")
    return _told(value_of(record, field))


def _told(answer: object) -> str:
    if answer is None:
        return "none"
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, dict):
        return brief(", ".join(f"{name} {_told(each)}" for name, each in answer.items()) or "yes")
    if isinstance(answer, (tuple, list)):
        return brief(", ".join(map(str, answer)))
    return brief(str(answer))


def _values(conflict: Conflict, field: str) -> str:
    return f"{value(conflict.ours, field)} | {value(conflict.theirs, field)}"


def _prefix(field: str) -> str:
    return "" if field == "removed" else f"{named(field)} "


def _counted(number: int, kind: str, word: Word) -> str:
    if kind == "document":
        return f"document {word.value}"
    return f"{count(number, _NAMES[kind])} {word.value}"
