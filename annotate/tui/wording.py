"""How many of something, and what a step was, in the annotator's words."""

from __future__ import annotations

from annotate.core.events import Change, DocumentMark, ParagraphMark, Step
from annotate.core.marks import Marks
from annotate.core.records import Attributes, Labels, RelationRecord, SpanRecord


def count(number: int, noun: str) -> str:
    """`1 link`, `2 links`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def besides(marks: Marks) -> list[str]:
    """How many links and labels there are besides annotations of text, of what there is any."""
    found = (len(marks.relations), "link"), (marks.labels, "label")
    return [count(number, noun) for number, noun in found if number]


def step_words(step: Step) -> str:
    """What was done, to be read behind `undone:`."""
    match step.action, _thing(step):
        case "label all", SpanRecord(label=label):
            return f"{label} labeled {count(len(step.changes), 'time')}"
        case "label", SpanRecord(label=label):
            return f"{label} labeled"
        case "relabel", SpanRecord(label=label):
            return f"relabeled {label}"
        case "delete", SpanRecord(label=label):
            return f"{label} deleted"
        case "relate", RelationRecord(label=label):
            return f"link {label}"
        case "unrelate", RelationRecord(label=label):
            return f"link {label} removed"
        case "accept", _:
            return f"paragraph {step.n} done"
        case "flag", ParagraphMark():
            return f"paragraph {step.n} flagged"
        case "re-open", _:
            return f"paragraph {step.n} to do again"
    return _PLAIN.get(step.action) or _answered(step.changes[-1]) or step.action


_PLAIN = {
    "edges": "edges moved",
    "add fragment": "part added",
    "remove fragment": "part removed",
    "flag": "flag",
    "unflag": "flag removed",
}


def _thing(step: Step) -> object:
    """What the step was about; what hangs on it is changed before it."""
    change = step.changes[-1] if step.changes else Change()
    return change.after or change.before


def _answered(change: Change) -> str:
    match change.before, change.after:
        case (SpanRecord() | RelationRecord() as was, SpanRecord() | RelationRecord() as now):
            return "note" if was.note != now.note else _answers(was.attributes, now.attributes)
        case (ParagraphMark() | DocumentMark() as was, ParagraphMark() | DocumentMark() as now):
            return "note" if was.note != now.note else _labels(was.labels, now.labels)
    return ""


def _answers(was: Attributes, now: Attributes) -> str:
    names = [name for name in dict.fromkeys((*now, *was)) if was.get(name) != now.get(name)]
    return f"answer{'s' * (len(names) > 1)} to {', '.join(names)}" if names else ""


def _labels(was: Labels, now: Labels) -> str:
    for name in dict.fromkeys((*now, *was)):
        if name not in was:
            return f"{name} put on"
        if name not in now:
            return f"{name} taken off"
        if was[name] != now[name]:
            return f"{name}, {_answers(was[name], now[name])}"
    return ""
