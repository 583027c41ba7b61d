"""Annotations taken along when their document changes.

What is in the new text is found in steps, from the large to the small: paragraphs, words, and what
moved; every annotation goes with its characters. `docs/reanchor.md` explains the method.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from annotate.core.canonical import in_order
from annotate.core.document import Document
from annotate.core.reanchor.counterparts import Counterparts, counterparts, neighbors
from annotate.core.reanchor.decisions import obituary, paragraph
from annotate.core.reanchor.fates import Fate as Fate
from annotate.core.reanchor.fates import Outcome as Outcome
from annotate.core.reanchor.fates import Word as Word
from annotate.core.reanchor.landing import Lander
from annotate.core.reanchor.spans import attributes_along, noted, spread, take_along
from annotate.core.reanchor.texts import Stretch, new_text, old_text
from annotate.core.reanchor.trace import trace
from annotate.core.records import (
    Attributes,
    DocumentRecord,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
    Status,
)


def reanchor(records: Sequence[Record], document: Document) -> Outcome:
    """The records of a valid annotation file, for the document as it is now.

    Every record comes out again, with its id; what has no certain place is flagged, says in its note
    what it was, and its paragraph is to do again. `document` has at least one paragraph.
    Raises ValueError if the file's paragraphs lie too far apart for a text.
    """
    paragraphs = [record for record in records if isinstance(record, ParagraphRecord)]
    traced = trace(old_text(paragraphs), new_text(document))
    found = counterparts(traced)
    lander = Lander(traced, found)
    landed: list[tuple[SpanRecord, Fate]] = []
    moved: list[Record] = []
    relations: list[RelationRecord] = []
    for record in records:
        match record:
            case SpanRecord():
                landed.append(take_along(lander, record))
            case RelationRecord():
                relations.append(record)
            case DocumentRecord():
                moved.append(_head(lander, record, document))
            case ParagraphRecord():
                pass
    landed = spread(lander.trace.new, landed)
    fates = [fate for _, fate in landed]
    shaken = {fate.to - 1 for fate in fates if not fate.certain}
    moved += (span for span, _ in landed)
    places = {fate.id: (fate.start, fate.end) for fate in fates}
    moved += (_relation(lander, relation, places) for relation in relations)
    sheets = _paragraphs(lander, paragraphs, found, shaken)
    return Outcome(
        records=in_order([*moved, *sheets]),
        fates=fates,
        paragraphs=found,
        reopened=tuple(_reopened(paragraphs, sheets, found)),
        gone=tuple(p.n for index, p in enumerate(paragraphs) if index not in found.homes),
        fresh=tuple(p.n for index, p in enumerate(sheets) if index not in found.origins),
    )


def _paragraphs(
    lander: Lander, paragraphs: Sequence[ParagraphRecord], found: Counterparts, shaken: set[int]
) -> list[ParagraphRecord]:
    notes: dict[int, list[str]] = defaultdict(list)
    beside = neighbors(found.homes, len(paragraphs))
    for index, record in enumerate(paragraphs):
        if index not in found.homes and (note := obituary(record)):
            notes[beside[index]].append(note)
    sheets = []
    for index in range(len(lander.trace.new)):
        origins = [paragraphs[origin] for origin in found.origins.get(index, ())]
        reopen = index not in found.same or index in shaken or index in notes
        sheet = paragraph(lander, origins, index, index + 1, reopen=reopen)
        if index in notes:
            sheet = msgspec.structs.replace(sheet, note=noted(sheet.note, notes[index]), flag=True)
        sheets.append(sheet)
    return sheets


def _reopened(
    paragraphs: Sequence[ParagraphRecord], sheets: Sequence[ParagraphRecord], found: Counterparts
) -> list[int]:
    return [
        sheet.n
        for index, sheet in enumerate(sheets)
        if sheet.status is Status.TODO
        and any(paragraphs[k].status is not Status.TODO for k in found.origins.get(index, ()))
    ]


def _relation(lander: Lander, relation: RelationRecord, places: dict[str, Stretch]) -> RelationRecord:
    """The same relation; it stands where its source does, which is known already: a relation comes
    behind what it leaves. `places` gets that of this one."""
    beside = places.get(relation.source)
    if beside:
        places[relation.id] = beside
    attributes, doubts = attributes_along(lander, relation.attributes, beside)
    if attributes == relation.attributes and not doubts:
        return relation
    return msgspec.structs.replace(
        relation,
        attributes=attributes,
        note=noted(relation.note, doubts),
        flag=relation.flag or bool(doubts),
    )


def _head(lander: Lander, record: DocumentRecord, document: Document) -> DocumentRecord:
    labels: dict[str, Attributes] = {}
    doubts: list[str] = []
    for name, attributes in record.labels.items():
        labels[name], remarks = attributes_along(lander, attributes, None)
        doubts += remarks
    return msgspec.structs.replace(
        record,
        source=document.source,
        sha256=document.sha256,
        encoding=document.encoding,
        bom=document.bom,
        labels=labels,
        note=noted(record.note, doubts),
        flag=record.flag or bool(doubts),
    )
