"""What a merge left open about a paragraph or the document: both values of a field, in its note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from annotate.core.document import Document
from annotate.core.events import DocumentMark, ParagraphMark
from annotate.core.merge.remarks import Remark, remarked, split
from annotate.core.records import Labels, RelationRecord, Status
from annotate.core.review.cases import Case, Said, Subject, Version
from annotate.core.review.drafting import Draft
from annotate.core.review.sameness import digest_of

Mark = ParagraphMark | DocumentMark


def merged_version(side: int, record: Said) -> Version:
    """What one of the sides says, by its number; two sides never say the same."""
    ends = (record.source, record.target) if isinstance(record, RelationRecord) else ("", "")
    return Version((side,), (record,), digest_of((side, record)), ends)


def line_cases(document: Document, mark: Mark) -> Iterator[Case]:
    n = mark.n if isinstance(mark, ParagraphMark) else 0
    start, end = (document.paragraph(n).start, document.paragraph(n).end) if n else (0, 0)
    remarks = split(mark.note)[1]
    for remark in remarks:
        records = [_record(document, _told(mark, remark, value)) for value in remark.values]
        yield Case(
            key=f"conflict {mark.conflict} {remark.field}",
            subject=Subject.LABEL if remark.field.startswith(":") else Subject.DECISION,
            n=n,
            versions=tuple(merged_version(side, each) for side, each in enumerate(records)),
            start=start,
            end=end,
            name=remark.field.removeprefix(":"),
            conflict=mark.conflict,
        )
    if not remarks:
        yield Case(
            key=f"conflict {mark.conflict}",
            subject=Subject.DECISION,
            n=n,
            versions=(merged_version(0, _record(document, replace(mark, conflict=""))),),
            start=start,
            end=end,
            conflict=mark.conflict,
        )


def settle_line(draft: Draft, case: Case, number: int) -> None:
    mark = draft.mark(case.n)
    remarks = split(mark.note)[1]
    field = case.key.removeprefix(f"conflict {case.conflict}").strip()
    remark = next((each for each in remarks if each.field == field), None)
    if remark is None:
        draft.put(mark, replace(mark, conflict=""))
        return
    after = _told(mark, remark, remark.values[number - 1] if number else None)
    draft.put(mark, after)


def _told(mark: Mark, remark: Remark, value: object) -> Mark:
    """The mark with this value of what the remark is about, and without the remark."""
    note, remarks = split(mark.note)
    left = [each for each in remarks if each != remark]
    if remark.field == "note":
        note = value if isinstance(value, str) else ""
    said = replace(mark, note=remarked(note, left), conflict=mark.conflict if left else "")
    if remark.field == "decision" and isinstance(said, ParagraphMark):
        return _decided(said, value if isinstance(value, Mapping) else {})
    if remark.field.startswith(":"):
        return replace(said, labels=_labeled(said.labels, remark.field[1:], value))
    return said


def _decided(mark: ParagraphMark, value: Mapping[str, object]) -> ParagraphMark:
    status, by, at, seconds = (value.get(name) for name in ("status", "by", "at", "seconds"))
    return replace(
        mark,
        status=Status(status) if status in list(Status) else Status.TODO,
        by=by if isinstance(by, str) else "",
        at=at if isinstance(at, str) else "",
        seconds=seconds if isinstance(seconds, int) else 0,
    )


def _labeled(labels: Labels, name: str, value: object) -> Labels:
    label = name if name in labels or isinstance(value, Mapping) else ""
    # Either may have a dot in its name.
    for at in (at for at, sign in enumerate(name) if sign == "."):
        if name[:at] in labels and not label:
            answers = {key: said for key, said in labels[name[:at]].items() if key != name[at + 1 :]}
            said = tuple(value) if isinstance(value, list) else value
            return {**labels, name[:at]: answers if said is None else {**answers, name[at + 1 :]: said}}  # type: ignore[dict-item]
    others = {key: said for key, said in labels.items() if key != name}
    if not isinstance(value, Mapping):
        return others
    values = {key: tuple(each) if isinstance(each, list) else each for key, each in value.items()}
    return {**others, name: values}


def _record(document: Document, mark: Mark) -> Said:
    if isinstance(mark, ParagraphMark):
        paragraph = document.paragraph(mark.n)
        return mark.record(paragraph.start, document.text_of(paragraph))
    return replace(mark, conflict="").record(document)
