"""Questions, versions and decisions in a few words. Text of documents and files, not made safe yet."""

from __future__ import annotations

from annotate.core.marks import Marks
from annotate.core.records import DocumentRecord, ParagraphRecord, RelationRecord, SpanRecord
from annotate.core.review import Case, Review, Standing, State, Subject, Version
from annotate.core.review.cases import Said
from annotate.core.review.states import result_of
from annotate.core.rulings import How
from annotate.tui.chains import phrase

_HOW = {
    How.UNION: "borders of all",
    How.INTERSECTION: "common borders",
    How.NONE: "none",
    How.OWN: "your own",
}


def subject_of(case: Case) -> str:
    """What a question is about: `claim`, `link quantifies`, `heading of paragraph 3`."""
    match case.subject:
        case Subject.SPAN:
            return labels_of(case)
        case Subject.RELATION:
            return f"link {labels_of(case)}"
        case Subject.LABEL:
            return case.name if case.n else f"{case.name} of the document"
        case Subject.DECISION:
            return f"decision about paragraph {case.n}" if case.n else "note on the document"


def labels_of(case: Case) -> str:
    labels = dict.fromkeys(label_of(version.record) for version in case.versions)
    return " or ".join(labels)


def label_of(record: Said) -> str:
    return record.label if isinstance(record, SpanRecord | RelationRecord) else ""


def names(review: Review, sides: tuple[int, ...]) -> str:
    return ", ".join(review.say(sides))


def nothing(case: Case) -> str:
    """What somebody says who has none of the versions."""
    return {Subject.SPAN: "nothing there", Subject.RELATION: "no link"}.get(case.subject, "not said")


def said(review: Review, case: Case, number: int) -> str:
    """A version, by its number and who says so."""
    if number == 0:
        return "none of these" if case.versions else "none"
    if not 1 <= number <= len(case.versions):
        return str(number)
    return f"{number} ({names(review, case.versions[number - 1].sides)})"


def outcome(review: Review, standing: Standing) -> str:
    """What became of a question, empty as long as it is open."""
    ruling, case = standing.ruling, standing.case
    if standing.state is State.MOOT:
        return "nothing to join" if case.subject is Subject.RELATION else "no place left for it"
    if standing.state is State.WAITING:
        return "waits for what it joins"
    if standing.state is State.CHANGED:
        return "changed since it was settled"
    if ruling is None or not ruling.settles:
        return ""
    if standing.taken:
        return said(review, case, standing.taken)
    return _HOW.get(ruling.how, "settled")


def quote_of(review: Review, marks: Marks, case: Case) -> str:
    """The text of an annotation as the result has it, else its first version; the ends of a link."""
    if not case.versions:
        return ""
    result = marks.span(result_of(marks, case.key) or "")
    if result is not None:
        return result.quote
    record = case.versions[0].record
    match record:
        case SpanRecord():
            return record.quote
        case RelationRecord():
            return " → ".join(ends_of(review, marks, case.versions[0]))
        case ParagraphRecord() | DocumentRecord():
            return ""


def ends_of(review: Review, marks: Marks, version: Version) -> tuple[str, str]:
    """What a version of a link joins: questions, or in a merged file annotations of it."""
    source, target = (_end(review, marks, key) for key in version.ends)
    return source, target


def _end(review: Review, marks: Marks, key: str, deep: int = 3) -> str:
    case = review.known.get(key)
    if case is None or not case.versions or not deep:
        return phrase(marks, key)
    version = case.versions[0]
    if isinstance(version.record, SpanRecord):
        return version.record.quote
    source, target = (_end(review, marks, end, deep - 1) for end in version.ends)
    return f"({source} {label_of(version.record)} {target})"
