"""Differences in words: for each annotation that differs an entry, with what is not the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby

import msgspec

from annotate.core.compare.blocks import Thing
from annotate.core.compare.comparison import Side
from annotate.core.compare.differences import Difference, Kind, Shift, shift
from annotate.core.records import Attributes, DocumentRecord, ParagraphRecord, Record, RelationRecord, SpanRecord
from annotate.core.schema import Value
from annotate.report.diff.pair import Page, Pair
from annotate.report.words import count

LONG = 72
"""Characters of a quote or value that are shown, of longer ones both ends."""

NONE = "(none)"
_SAID = 200
_NEAR = 12
_MANY = 1500
_WORD = re.compile(r"\s*\S+|\s+\Z")


class Detail(msgspec.Struct, frozen=True):
    """What is not the same, before and after; `before` is empty where the entry's subject has it,
    both are where the remark says all."""

    name: str
    before: str = ""
    after: str = ""
    remark: str = ""

    @property
    def words(self) -> str:
        change = f"{self.before} -> {self.after}" if self.before else self.after
        return ": ".join(filter(None, (self.name, self.remark, change)))


class Entry(msgspec.Struct, frozen=True):
    """One annotation, paragraph or document: `-` only on the left, `+` only on the right, `~` on
    both. Not yet safe to show."""

    sign: str
    subject: str
    details: tuple[Detail, ...] = ()
    remark: str = ""


def entries(page: Page, pair: Pair) -> Iterator[Entry]:
    """In the order of the differences; those of one annotation are one entry."""
    for _, group in groupby(page.differences, key=lambda each: (id(each.left), id(each.right))):
        found = list(group)
        yield _Words(page, pair).entry(found)


class _Words:
    def __init__(self, page: Page, pair: Pair) -> None:
        self._page = page
        self._things = pair.things
        self._lost = pair.comparison.lost if pair.comparison else frozenset[str]()

    def entry(self, found: Sequence[Difference]) -> Entry:
        left, right = found[0].left, found[0].right
        record = left or right
        assert record is not None
        details = tuple(detail for each in found for detail in self._details(each))
        sign = "~" if left and right else "-" if left else "+"
        side = Side.LEFT if left else Side.RIGHT
        match record:
            case SpanRecord():
                lost = left is not None and record.id in self._lost
                remarks = ["its text is gone"] if lost else []
                if sign != "~":
                    remarks.insert(0, self._attributes(record.attributes))
                subject = f"{record.label} {quoted(record.quote)}"
                return Entry(sign, subject, details, "; ".join(filter(None, remarks)))
            case RelationRecord():
                remark = "" if sign == "~" else self._attributes(record.attributes)
                return Entry(sign, f"{record.label}: {self._joins(record, side)}", details, remark)
            case ParagraphRecord():
                subject = "paragraph" if sign == "~" else "new paragraph" if sign == "+" else "gone paragraph"
                return Entry(sign, subject, details)
            case _:
                return Entry(sign, "document", details)

    def _details(self, difference: Difference) -> Iterator[Detail]:
        left, right, name = difference.left, difference.right, difference.name
        match difference.kind:
            case Kind.RELABELED:
                yield Detail("label", _label(left), _label(right))
            case Kind.BORDERS:
                assert isinstance(left, SpanRecord) and isinstance(right, SpanRecord)
                yield Detail("borders", "", quoted(right.quote), self._moved(left, right))
            case Kind.ATTRIBUTE:
                yield Detail(name, self._value(_attribute(left, name)), self._value(_attribute(right, name)))
            case Kind.RELATION:
                assert isinstance(left, RelationRecord) and isinstance(right, RelationRecord)
                if left.label != right.label:
                    yield Detail("label", left.label, right.label)
                yield from self._ends(left, right)
            case Kind.LABEL:
                yield Detail(name, self._said(left, name), self._said(right, name))
            case Kind.DECISION:
                yield Detail("decision", _status(left), _status(right))
            case Kind.NOTE:
                yield Detail("note", _note(left), _note(right))
            case Kind.FLAG:
                yield Detail("flag", _yes(left), _yes(right))
            case Kind.TEXT:
                yield from _texts(left, right)

    def _ends(self, left: RelationRecord, right: RelationRecord) -> Iterator[Detail]:
        """The ends that are not the same; not as a whole, or arrows would stand between arrows."""
        ends = ("from", left.source, right.source), ("to", left.target, right.target)
        told = [(name, self._end(one, Side.LEFT), self._end(other, Side.RIGHT)) for name, one, other in ends]
        if changed := [each for each in told if each[1] != each[2]]:
            yield from (Detail(*each) for each in changed)
        elif left.label == right.label:
            yield Detail("joins", remark="others of the same words")

    def _joins(self, relation: RelationRecord, side: Side) -> str:
        return f"{self._end(relation.source, side)} -> {self._end(relation.target, side)}"

    def _end(self, id: str, side: Side) -> str:
        known: Thing | None = self._things[side].get(id)
        if isinstance(known, SpanRecord):
            return f"{known.label} {quoted(known.quote, LONG // 2)}"
        return f"{known.label} {id}" if known else id

    def _said(self, record: Record | None, name: str) -> str:
        labels = record.labels if isinstance(record, (ParagraphRecord, DocumentRecord)) else {}
        if name not in labels:
            return NONE
        return self._attributes(labels[name]) or "given"

    def _attributes(self, attributes: Attributes) -> str:
        told = ", ".join(f"{name} {self._value(value)}" for name, value in attributes.items())
        return told if len(told) <= _SAID else told[: _SAID - 1] + "…"

    def _value(self, value: Value | None) -> str:
        """A stretch of text by its words."""
        if value is None:
            return NONE
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, (tuple, list)):
            return self._stretch(value) or ", ".join(map(str, value)) or NONE
        return clipped(str(value)) if not isinstance(value, str) or value else '""'

    def _stretch(self, value: Sequence[int | str]) -> str:
        here = self._page.paragraph
        if len(value) != 2 or not all(isinstance(each, int) for each in value):
            return ""
        start, end = (int(each) for each in value)
        if here is None or not here.start <= start < end <= here.start + len(here.text):
            return f"{start}:{end}"
        return quoted(here.text[start - here.start : end - here.start])

    def _moved(self, left: SpanRecord, right: SpanRecord) -> str:
        here = self._page.paragraph
        if here is None or left.id in self._lost:
            return ""
        low, high = here.start, here.start + len(here.text)
        if not all(low <= each.start and each.end <= high for each in (left, right)):
            return "in another paragraph"
        return moved(shift(here.text, here.start, left, right))


def moved(by: Shift) -> str:
    """`start 2 words (13 characters) earlier, end 1 character later`."""
    told = []
    for name, characters, words in (("start", by.start, by.start_words), ("end", by.end, by.end_words)):
        if characters:
            far = count(abs(characters), "character")
            far = f"{count(abs(words), 'word')} ({far})" if words else far
            told.append(f"{name} {far} {'later' if characters > 0 else 'earlier'}")
    return ", ".join(told) or "other parts within"


def quoted(text: str, long: int = LONG) -> str:
    return f'"{clipped(text, long)}"'


def clipped(text: str, long: int = LONG) -> str:
    """Both ends of a long text, cut between words if that costs little."""
    if len(text) <= long:
        return text
    half = (long - 3) // 2
    head, tail = text[: long - 3 - half], text[-half:]
    if not text[len(head)].isspace() and (cut := head.rfind(" ")) > max(0, len(head) - _NEAR):
        head = head[:cut]
    if not text[-half - 1].isspace() and 0 <= (cut := tail.find(" ")) < _NEAR:
        tail = tail[cut:]
    return f"{head.rstrip()} … {tail.lstrip()}"


def changed_words(left: str, right: str) -> list[tuple[str, str]]:
    """The parts of two texts that are not the same, in order, each with the word on either side."""
    ours, theirs = _WORD.findall(left), _WORD.findall(right)
    head = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    most = min(len(ours), len(theirs)) - head
    tail = next((i for i in range(most) if ours[-1 - i] != theirs[-1 - i]), most)
    one, other = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    # Longer ones would take too long, and nobody reads them word by word.
    if max(len(one), len(other)) > _MANY:
        return [("".join(one), "".join(other))]
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            before = ours[head + a - 1] if head + a else ""
            after = ours[head + b] if head + b < len(ours) else ""
            found.append((before + "".join(one[a:b]) + after, before + "".join(other[c:d]) + after))
    return [(here.strip(), there.strip()) for here, there in found]


def _texts(left: Record | None, right: Record | None) -> Iterator[Detail]:
    if isinstance(left, ParagraphRecord) and isinstance(right, ParagraphRecord):
        if left.n != right.n:
            yield Detail("text", remark=f"from paragraph {left.n}")
        for here, there in changed_words(left.text, right.text) or [(left.text, right.text)]:
            yield Detail("text", quoted(here), quoted(there))
    elif isinstance(left, DocumentRecord):
        yield Detail("text", remark="the document has changed; annotations of the left side were taken along")


def _attribute(record: Record | None, name: str) -> Value | None:
    if isinstance(record, (SpanRecord, RelationRecord)):
        return record.attributes.get(name)
    labels: Mapping[str, Attributes] = record.labels if record else {}
    for label, attributes in labels.items():
        if name.startswith(f"{label}.") and name.removeprefix(f"{label}.") in attributes:
            return attributes[name.removeprefix(f"{label}.")]
    return None


def _label(record: Record | None) -> str:
    return record.label if isinstance(record, (SpanRecord, RelationRecord)) else NONE


def _status(record: Record | None) -> str:
    return record.status.value if isinstance(record, ParagraphRecord) else NONE


def _note(record: Record | None) -> str:
    return quoted(record.note) if record and record.note else NONE


def _yes(record: Record | None) -> str:
    return "yes" if record and record.flag else "no"
