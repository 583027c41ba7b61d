"""Spans taken along: each with its fragments, and the stretches among its attributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from annotate.core.reanchor.fates import Fate, Word
from annotate.core.reanchor.keeping import words_near
from annotate.core.reanchor.landing import Lander, Landing
from annotate.core.reanchor.likeness import alikeness
from annotate.core.reanchor.texts import Stretch, Text
from annotate.core.records import SpanRecord
from annotate.core.schema import Value
from annotate.core.stretches import union

_ORDER = (Word.EXACT, Word.MOVED, Word.FUZZY, Word.LOST)


def take_along(lander: Lander, span: SpanRecord) -> tuple[SpanRecord, Fate]:
    """The span at its new place, flagged with its old quote unless that is certain."""
    if not span.fragments and (landing := lander.simply(span.start, span.end)):
        return _shifted(lander, span, landing)
    old, new = lander.trace.old, lander.trace.new
    landings = [lander.land(*stretch) for stretch in span.stretches]
    home = _home(lander, landings)
    kept = [each for each in landings if new.at(each.start) == home]
    stretches = union([(each.start, each.end) for each in kept])
    quote = " ".join(new.text[slice(*each)] for each in stretches)
    word = max((each.word for each in landings), key=_ORDER.index)
    score = min(each.score for each in landings)
    if len(stretches) != len(landings) or [each.start for each in kept] != sorted(each.start for each in kept):
        score = min(score, alikeness(span.quote, quote))
        word = max(word, Word.FUZZY, key=_ORDER.index)
    if word is Word.LOST and any(each.word is not Word.LOST for each in landings):
        score = alikeness(span.quote, quote)
        word = Word.FUZZY
    attributes, doubts = attributes_along(lander, span.attributes, stretches[0])
    notes = [] if word in (Word.EXACT, Word.MOVED) else [_remark(word, span.quote, quote)]
    if doubts and not notes:
        word = Word.FUZZY
    notes += doubts
    moved = msgspec.structs.replace(
        span,
        start=stretches[0][0],
        end=stretches[-1][1],
        fragments=tuple(stretches) if len(stretches) > 1 else (),
        quote=quote,
        attributes=attributes,
        note=noted(span.note, notes),
        flag=span.flag or bool(notes),
    )
    fate = Fate(
        id=span.id, label=span.label, word=word, n=old.at(span.start) + 1, to=home + 1,
        was=span.quote, now=quote, start=moved.start, end=moved.end, score=score,
    )  # fmt: skip
    return moved, fate


def _shifted(lander: Lander, span: SpanRecord, landing: Landing) -> tuple[SpanRecord, Fate]:
    """A span whose text is certainly there; its attributes may be less certain."""
    start, end, word, _ = landing
    attributes, doubts = attributes_along(lander, span.attributes, (start, end))
    n, to = lander.trace.old.at(span.start) + 1, lander.trace.new.at(start) + 1
    moved = span
    if doubts:
        word = Word.FUZZY
        note = noted(span.note, doubts)
        moved = msgspec.structs.replace(span, note=note, flag=True)
    if start != span.start or attributes != span.attributes:
        moved = msgspec.structs.replace(moved, start=start, end=end, attributes=attributes)
    quote = span.quote
    return moved, Fate(span.id, span.label, word, n, to, quote, quote, start, end)


def spread(text: Text, found: Sequence[tuple[SpanRecord, Fate]]) -> list[tuple[SpanRecord, Fate]]:
    """The same, lost spans each on a word of its own near by as far as there are any: two of a kind
    on one word would be taken for one."""
    taken = {(span.start, span.end) for span, fate in found if fate.word is not Word.LOST}
    placed = []
    for span, fate in found:
        place = span.start, span.end
        if fate.word is Word.LOST and place in taken:
            free = (each for each in words_near(text, span.start) if each not in taken)
            span, fate = _put(text, span, fate, next(free, place))
        taken.add((span.start, span.end))
        placed.append((span, fate))
    return placed


def _put(text: Text, span: SpanRecord, fate: Fate, place: Stretch) -> tuple[SpanRecord, Fate]:
    start, end = place
    quote = text.text[start:end]
    replace = msgspec.structs.replace
    return (
        replace(span, start=start, end=end, fragments=(), quote=quote),
        replace(fate, start=start, end=end, now=quote),
    )


def attributes_along(
    lander: Lander, attributes: Mapping[str, Value], beside: Stretch | None
) -> tuple[Mapping[str, Value], list[str]]:
    """The attributes with the stretches among them at their new places, and a remark on each that
    is not certain. One that has no place in the paragraph of `beside` stands there."""
    if not any(isinstance(value, tuple) for value in attributes.values()):
        return attributes, []
    moved = dict(attributes)
    remarks = []
    for name, value in attributes.items():
        stretch = _stretch(value)
        if stretch is None:
            continue
        place, certain = _attribute(lander, stretch, beside)
        moved[name] = place
        if not certain:
            remarks.append(f'{name} was "{lander.trace.old.text[slice(*stretch)]}"')
    return moved, remarks


def noted(note: str, remarks: Sequence[str]) -> str:
    """The note with the remarks behind it, those left out that it has already."""
    return "; ".join([*([note] if note else []), *(each for each in remarks if each not in note)])


def _remark(word: Word, was: str, now: str) -> str:
    if word is Word.LOST:
        return f'lost: was "{was}"'
    return f'place unsure: was "{was}"' if was == now else f'changed: was "{was}"'


def _home(lander: Lander, landings: Sequence[Landing]) -> int:
    """The paragraph that most of the fragments are in, certain ones first."""
    new = lander.trace.new
    shares: dict[int, tuple[int, int]] = {}
    for each in landings:
        index = new.at(each.start)
        there, size = shares.get(index, (0, 0))
        shares[index] = there + (each.word is not Word.LOST), size + each.end - each.start
    return max(shares, key=lambda index: (*shares[index], -index))


def _stretch(value: Value) -> Stretch | None:
    if not isinstance(value, tuple) or len(value) != 2:
        return None
    start, end = value
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None


def _attribute(lander: Lander, stretch: Stretch, beside: Stretch | None) -> tuple[Stretch, bool]:
    new = lander.trace.new
    if not lander.trace.old.holds(*stretch):
        # It was wrong before; what is meant cannot be told.
        return beside or new.stretch(0), False
    landing = lander.land(*stretch)
    place = landing.start, landing.end
    if beside is not None and new.at(place[0]) != new.at(beside[0]):
        return beside, False
    return place, landing.word in (Word.EXACT, Word.MOVED)
