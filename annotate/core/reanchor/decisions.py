"""What is said about whole paragraphs, taken along to those that have their text now."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from annotate.core.reanchor.landing import Lander
from annotate.core.reanchor.spans import attributes_along, noted
from annotate.core.records import Attributes, ParagraphRecord, Status


def paragraph(
    lander: Lander,
    records: Sequence[ParagraphRecord],
    index: int,
    n: int,
    *,
    reopen: bool,
) -> ParagraphRecord:
    """The record of a new paragraph (`index` from 0) with what was said of its origins, the main
    one first; blank without any. Of several origins everything is kept: the labels that do not fit
    beside each other as a note."""
    new = lander.trace.new
    start, end = new.stretch(index)
    blank = ParagraphRecord(n=n, start=start, text=new.text[start:end], status=Status.TODO)
    if not records:
        return blank
    main = records[0]
    labels: dict[str, Attributes] = {}
    remarks: list[str] = []
    for record in records:
        for name, attributes in record.labels.items():
            if name not in labels:
                labels[name], doubts = attributes_along(lander, attributes, (start, end))
                remarks += doubts
            elif labels[name] != attributes:
                remarks.append(f"paragraph {record.n} was {label_in_words(name, attributes)}")
    notes = [record.note for record in records[1:] if record.note]
    reopen = reopen or bool(remarks)
    flagged = reopen and any(record.status is Status.FLAGGED for record in records)
    return msgspec.structs.replace(
        blank,
        status=Status.TODO if reopen else main.status,
        by=main.by,
        at=main.at,
        seconds=sum(record.seconds for record in records),
        labels=labels,
        note=noted(main.note, [*notes, *remarks]),
        flag=flagged or bool(remarks) or any(record.flag for record in records),
    )


def obituary(record: ParagraphRecord) -> str:
    """What was said of a paragraph that is gone, as a note; empty if that was nothing."""
    said = [label_in_words(name, attributes) for name, attributes in record.labels.items()]
    if record.note:
        said.append(f'note "{record.note}"')
    if record.flag or record.status is Status.FLAGGED:
        said.append("flagged")
    head = record.text.strip()[:40]
    return f'gone: paragraph {record.n} "{head}": {", ".join(said)}' if said else ""


def label_in_words(name: str, attributes: Attributes) -> str:
    values = ", ".join(f"{key}={_value(value)}" for key, value in attributes.items())
    return f"{name}({values})" if values else name


def _value(value: object) -> str:
    return "+".join(map(str, value)) if isinstance(value, tuple) else str(value)
