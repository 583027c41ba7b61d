"""What becomes of a question if a version of it is taken, or none."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from annotate.core.edit import Refused
from annotate.core.events import DocumentMark, ParagraphMark
from annotate.core.records import Attributes, RelationRecord, SpanRecord
from annotate.core.review.cases import Case, Subject, Version
from annotate.core.review.drafting import Draft, Thing
from annotate.core.rulings import How


class Outcome(msgspec.Struct, frozen=True):
    """What becomes of a question. `thing` is what the result will have of it, if it is about an
    annotation, `fields` what the line of the paragraph or document will say; `versions` those that
    either was made from, the main one first."""

    how: How
    versions: tuple[Version, ...] = ()
    thing: Thing | None = None
    fields: Mapping[str, object] | None = None
    took: str = ""


def of_version(draft: Draft, case: Case, number: int, how: How = How.TAKEN) -> Outcome:
    """Taking a version as it is, 0 for none. Raises Refused."""
    if number == 0:
        return nothing(draft, case, How.NONE if how is How.TAKEN else how)
    if not 1 <= number <= len(case.versions):
        raise Refused(no_such_version(case))
    version = case.versions[number - 1]
    record = version.record
    note = " / ".join(version.notes)
    thing: Thing | None = None
    fields: dict[str, object] | None = None
    match case.subject:
        case Subject.SPAN | Subject.RELATION:
            assert isinstance(record, SpanRecord | RelationRecord)
            thing = replace(record, by="", note=note, flag=False, conflict="")
        case Subject.LABEL:
            fields = {"labels": with_label(draft, case, record.labels[case.name])}  # type: ignore[union-attr]
        case Subject.DECISION:
            fields = {"note": note, "flag": record.flag}
    return Outcome(how, (version,), thing, fields, version.digest)


def no_such_version(case: Case) -> str:
    if len(case.versions) == 1:
        return "there is only version 1, and 0 for none"
    return f"there are versions 1 to {len(case.versions)}, and 0 for none"


def nothing(draft: Draft, case: Case, how: How = How.NONE) -> Outcome:
    match case.subject:
        case Subject.LABEL:
            return Outcome(how, fields={"labels": with_label(draft, case, None)})
        case Subject.DECISION:
            return Outcome(how, fields={"note": "", "flag": False})
        case _:
            return Outcome(how)


def with_label(draft: Draft, case: Case, values: Attributes | None) -> Mapping[str, Attributes]:
    """The labels of the paragraph or document with this one so, or without it."""
    mark = draft.mark(case.n)
    assert isinstance(mark, ParagraphMark | DocumentMark)
    others = {name: of for name, of in mark.labels.items() if name != case.name}
    return others if values is None else {**others, case.name: dict(values)}
