"""Each span begins and ends where its label allows it, in as many pieces as its label allows."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from annotate.core.checks.sheet import Sheet
from annotate.core.graphemes import stands_alone
from annotate.core.problems import Problem
from annotate.core.records import ParagraphRecord, SpanRecord
from annotate.core.schema import Granularity, Label, Schema, Trim
from annotate.core.segments import BLOCK, blocks, sentences, words

Stretch = tuple[int, int]
# What there is in texts of which each character stands alone: see `graphemes.stands_alone`.
_LATIN = [chr(each) for each in range(0x300)]
_IN_WORDS = frozenset(each for each in _LATIN if each.isalnum())
_SPACES = frozenset(filter(str.isspace, _LATIN))
_STOPS = frozenset(",;:!?")

Borders = tuple[frozenset[int], frozenset[int]]
"""Where units begin, and where they end."""


def fragments(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """A span is discontinuous only if its label may be, in no more fragments than it may have."""
    for span in sheet.spans:
        label = schema.labels.get(span.record.label)
        if label is None:
            continue
        name, count, rules = label.name, len(span.record.fragments), label.span
        if count and not rules.discontinuous:
            message = f"a {name!r} is one stretch of text, this one has {count} fragments"
            hint = "label the parts one by one, or allow `discontinuous` in the schema."
            yield sheet.problem("discontinuous-span", span.line, message, hint)
        elif rules.max_fragments is not None and count > rules.max_fragments:
            message = f"a {name!r} has at most {rules.max_fragments} fragments, this one {count}"
            yield sheet.problem("too-many-fragments", span.line, message, "remove some of them.")


def edges(sheet: Sheet, schema: Schema) -> Iterator[Problem]:
    """A span covers whole words or sentences, or leaves out the space and punctuation at its edges,
    as its label says."""
    spans = sheet.by_paragraph()
    for paragraph in sheet.paragraphs:
        units = Units(paragraph.record)
        for span in spans.get(paragraph.n, ()):
            label = schema.labels.get(span.record.label)
            fault = label and _fault(units, span.record, label)
            if fault:
                yield sheet.problem(fault.slug, span.line, fault.message, fault.hint)


class Edges:
    """Tells of the spans of a paragraph whether neither check has anything to say about them."""

    def __init__(self, schema: Schema) -> None:
        self._labels = schema.labels
        self._by_sentence = frozenset(
            label.name for label in schema.labels.values() if label.span.granularity is Granularity.SENTENCE
        )

    def are_sound(self, spans: Sequence[SpanRecord], paragraph: ParagraphRecord) -> bool:
        """All spans have labels that are known."""
        unusual = spans
        if len(paragraph.text) <= BLOCK and stands_alone(paragraph.text):
            unusual = self._unusual(spans, paragraph)
        if not unusual:
            return True
        units = Units(paragraph)
        return all(self._is_sound(units, span) for span in unusual)

    def _unusual(self, spans: Sequence[SpanRecord], paragraph: ParagraphRecord) -> Sequence[SpanRecord]:
        """All but those that surely begin where a word does, and end where one does, in a text
        without marks or foreign letters."""
        by_sentence, shift, text = self._by_sentence, paragraph.start, f" {paragraph.text}  "
        last = len(paragraph.text)
        unusual = []
        for span in spans:
            start, end = span.start - shift, span.end - shift
            # In `text` all stands one character further on.
            if (
                0 <= start < end <= last
                and text[start] in _SPACES
                and text[start + 1] in _IN_WORDS
                and text[end] in _IN_WORDS
                and (text[end + 1] in _SPACES or _is_stop(text, end + 1))
                and not span.fragments
                and span.label not in by_sentence
            ):
                continue
            unusual.append(span)
        return unusual

    def _is_sound(self, units: Units, span: SpanRecord) -> bool:
        label, count = self._labels[span.label], len(span.fragments)
        rules = label.span
        if count and (not rules.discontinuous or (rules.max_fragments or count) < count):
            return False
        return _fault(units, span, label) is None


class Fault(NamedTuple):
    slug: str
    message: str
    hint: str


class Units:
    """Where the words and sentences of a paragraph begin and end; found when first asked for."""

    def __init__(self, paragraph: ParagraphRecord) -> None:
        self.text = paragraph.text
        self.shift = paragraph.start

    @cached_property
    def words(self) -> Borders:
        return self._borders(words)

    @cached_property
    def sentences(self) -> Borders:
        return self._borders(sentences)

    def part(self, start: int, end: int) -> str:
        """The text of a stretch; empty if it does not lie in the paragraph."""
        if not self.shift <= start < end:
            return ""
        return self.text[start - self.shift : end - self.shift]

    def _borders(self, parts: Callable[[str, int, int], Sequence[Stretch]]) -> Borders:
        found = [unit for block in blocks(self.text, 0, len(self.text)) for unit in parts(self.text, *block)]
        starts = frozenset(self.shift + start for start, _ in found)
        return starts, frozenset(self.shift + end for _, end in found)


def _fault(units: Units, span: SpanRecord, label: Label) -> Fault | None:
    """What is wrong with the edges of a span; those outside the paragraph are a problem already."""
    rules = label.span
    whole = {Granularity.WORD: "words", Granularity.SENTENCE: "sentences"}.get(rules.granularity)
    for stretch in span.stretches:
        part = units.part(*stretch)
        if not part:
            return None
        if Trim.SPACE in rules.trim and (part[0].isspace() or part[-1].isspace()):
            return _untrimmed(label, part, "space")
        if whole and not _bound(units, whole, stretch):
            return Fault(
                "cut-unit",
                f"a {label.name!r} covers whole {whole}, {brief(part)} does not",
                f"move its edges to where {whole} begin and end.",
            )
        if not whole and Trim.PUNCTUATION in rules.trim and _pointed(units, part, stretch):
            return _untrimmed(label, part, "punctuation")
    return None


def _is_stop(text: str, at: int) -> bool:
    """Whether this is punctuation that surely is no part of the word before it, but for `e.`."""
    if text[at + 1] not in _SPACES:
        return False
    return text[at] in _STOPS or (text[at] == "." and text[at - 2] in _IN_WORDS)


def _bound(units: Units, whole: str, stretch: Stretch) -> bool:
    starts, ends = units.words if whole == "words" else units.sentences
    return stretch[0] in starts and stretch[1] in ends


def _pointed(units: Units, part: str, stretch: Stretch) -> bool:
    """Whether there is punctuation at an edge that is not a word's own, as in `40%` or `U.S.`."""
    starts, ends = units.words
    first = _is_punctuation(part[0]) and stretch[0] not in starts
    return first or (_is_punctuation(part[-1]) and stretch[1] not in ends)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] == "P"


def _untrimmed(label: Label, part: str, kind: str) -> Fault:
    message = f"this {label.name!r} begins or ends with {kind}: {brief(part)}"
    return Fault("untrimmed-span", message, "move its edge so that only the words are labeled.")


def brief(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
