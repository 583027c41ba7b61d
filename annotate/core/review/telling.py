"""A question and its versions in words; not made safe to show yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotate.core.compare.differences import values
from annotate.core.records import Attributes, DocumentRecord, ParagraphRecord, RelationRecord, SpanRecord
from annotate.core.review.cases import Case, Review, Subject, Version
from annotate.core.schema import Value

LONGEST = 48
"""Characters of a quote; of a longer one the beginning and the end are told."""

_DEEPEST = 3


def tell(review: Review, case: Case, version: Version) -> str:
    """What a version says, as far as it is not the same in all of them: `claim "40 bridges"
    kind=cardinal`."""
    record = version.record
    match record:
        case SpanRecord():
            return _with(f'{record.label} "{shortened(record.quote)}"', _differing(case, record.attributes))
        case RelationRecord():
            source, target = (told_end(review, end) for end in version.ends)
            return _with(f"{record.label} from {source} to {target}", _differing(case, record.attributes))
        case ParagraphRecord() | DocumentRecord() if case.subject is Subject.LABEL:
            label = case.name.partition(".")[0]
            said = record.labels.get(case.name, record.labels.get(label, {}))
            return _with(case.name, {name: said[name] for name in said})
        case ParagraphRecord():
            return ", ".join(filter(None, (record.status.value, _note(record.note))))
        case DocumentRecord():
            return _note(record.note) or "no note"


def told_end(review: Review, key: str, deep: int = 0) -> str:
    """What a relation joins."""
    case = review.known.get(key)
    if case is None or deep > _DEEPEST:
        return "…"
    version = case.versions[0]
    if isinstance(version.record, SpanRecord):
        return f'"{shortened(version.record.quote)}"'
    return "(" + " to ".join(told_end(review, end, deep + 1) for end in version.ends) + ")"


def version_lines(review: Review, case: Case) -> Iterator[str]:
    """What may be taken, by number."""
    for number, version in enumerate(case.versions, 1):
        yield f"{number}: {tell(review, case, version)} ({', '.join(review.say(version.sides))})"
    silent = f" ({', '.join(review.say(case.absent))})" if case.absent else ""
    yield f"0: none{silent}"


def subject(case: Case) -> str:
    """`annotation`, `link`, `label paragraph_role`, `decision`."""
    match case.subject:
        case Subject.SPAN:
            return "annotation"
        case Subject.RELATION:
            return "link"
        case Subject.LABEL:
            return f"label {case.name}"
        case Subject.DECISION:
            return "decision" if case.n else "note"


def shortened(text: str) -> str:
    """In one line, the middle left out if it is long."""
    flat = " ".join(text.split())
    if len(flat) <= LONGEST:
        return flat
    half = LONGEST // 2
    return f"{flat[:half].rstrip()}…{flat[-half + 1 :].lstrip()}"


def _differing(case: Case, attributes: Attributes) -> Mapping[str, Value]:
    """Those that not every version has so; all if there is only one version."""
    if len(case.versions) < 2:
        return attributes
    said = [each.record.attributes for each in case.versions if isinstance(each.record, SpanRecord | RelationRecord)]
    names = dict.fromkeys(name for each in said for name in each)
    return {name: attributes.get(name, "") for name in names if len({repr(values(each, name)) for each in said}) > 1}


def _with(head: str, said: Mapping[str, Value]) -> str:
    told = [f"{name}={_value(value)}" for name, value in said.items()]
    return " ".join([head, *told])


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return ",".join(map(str, value)) or "none"
    return shortened(str(value)) or "none"


def _note(note: str) -> str:
    return f'note "{shortened(note)}"' if note else ""
