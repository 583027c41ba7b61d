"""All questions about one document, from the files of its annotators."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from annotate.core.compare.blocks import Block
from annotate.core.records import Status
from annotate.core.review.annotations import doubled, span_case, together
from annotate.core.review.cases import Case, Review, Side
from annotate.core.review.links import Homes, Links
from annotate.core.review.naming import Naming
from annotate.core.review.remarks import line_cases, said_done
from annotate.core.review.sameness import Sameness
from annotate.core.rulings import Ruling
from annotate.core.schema import Schema


def review_of(
    sides: Sequence[Side],
    schema: Schema,
    rulings: Mapping[str, Ruling] | None = None,
    *,
    blind: bool = False,
) -> Review:
    """`rulings` are those of an earlier time, so that questions are called what they were then.

    The sides have the same text. Whoever has not decided a paragraph and annotated nothing in it
    has no say there. With `blind` the sides are called A, B, C, in an order that the names of
    the document and of the annotators give, and nothing else.
    """
    if blind:
        sides = sorted(sides, key=_shuffled)
    shown = tuple(map(_letter, range(len(sides)))) if blind else tuple(each.name for each in sides)
    gathering = _Gathering(sides, schema, rulings or {})
    cases = gathering.cases()
    return made_of(tuple(each.name for each in sides), shown, cases, gathering.settled)


def made_of(
    names: tuple[str, ...], shown: tuple[str, ...], cases: Iterable[Case], settled: Iterable[int] = ()
) -> Review:
    """A review of these cases, which come in the order in which they are asked."""
    there: dict[int, list[Case]] = defaultdict(list)
    known: dict[str, Case] = {}
    places: dict[str, int] = {}
    hanging: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        places[case.key] = len(there[case.n])
        there[case.n].append(case)
        known[case.key] = case
        for end in {end for version in case.versions for end in version.ends if end}:
            hanging[end].append(case.key)
    return Review(
        names=names,
        shown=shown,
        cases={n: tuple(of) for n, of in there.items()},
        known=known,
        places=places,
        hanging={key: tuple(of) for key, of in hanging.items()},
        settled=frozenset(settled),
    )


class _Gathering:
    def __init__(self, sides: Sequence[Side], schema: Schema, rulings: Mapping[str, Ruling]) -> None:
        self._sides = sides
        self._names = [each.name for each in sides]
        self._schema = schema
        self._same = Sameness(schema)
        self._naming = Naming(rulings)
        self._homes: Homes = {}
        self.settled: list[int] = []

    def cases(self) -> Iterator[Case]:
        """Paragraph by paragraph: spans, relations, then what is said about the paragraph."""
        spans = [list(self._spans(blocks)) for blocks in self._blocks()]
        links: dict[int, list[Case]] = defaultdict(list)
        for case in self._links():
            links[case.n].append(case)
        for blocks, cases in zip(self._blocks(), spans, strict=True):
            paragraph = blocks[0].paragraph
            yield from sorted([*cases], key=lambda case: (case.start, case.end))
            yield from sorted(links[paragraph.n], key=lambda case: (case.start, case.end))
            lines = {side: blocks[side].paragraph for side in _voices(blocks)}
            end = paragraph.start + len(paragraph.text)
            yield from line_cases(lines, paragraph.n, paragraph.start, end, self._same)
            if said_done(lines):
                self.settled.append(paragraph.n)
        about = {number: side.sheaf.document for number, side in enumerate(self._sides)}
        yield from line_cases(about, 0, 0, 0, self._same)

    def _blocks(self) -> Iterator[tuple[Block, ...]]:
        return zip(*(side.sheaf.blocks for side in self._sides), strict=True)

    def _spans(self, blocks: Sequence[Block]) -> Iterator[Case]:
        """The questions about the spans of a paragraph."""
        voices = _voices(blocks)
        twice = [doubled(block.spans, self._same) if len(block.spans) > 1 else set() for block in blocks]
        for cluster in together([block.spans for block in blocks]):
            n = blocks[0].paragraph.n
            case = span_case(cluster, n, voices, self._names, self._same, self._naming)
            members = cluster.versions
            if any(twice) and any(span.id in twice[side] for side, span in members):
                case = replace(case, doubled=True)
            for side, span in members:
                self._homes[side, span.id] = case
            yield case

    def _links(self) -> Iterator[Case]:
        sides = [[each for block in side.sheaf.blocks for each in block.relations] for side in self._sides]
        return Links(sides, self._homes, self._names, self._same, self._naming, self._symmetric).cases()

    def _symmetric(self, name: str) -> bool:
        kind = self._schema.relations.get(name)
        return kind is not None and kind.symmetric


def _voices(blocks: Sequence[Block]) -> list[int]:
    """The sides that have a say in a paragraph."""
    return [side for side, block in enumerate(blocks) if _was_here(block)]


def _was_here(block: Block) -> bool:
    paragraph = block.paragraph
    return paragraph.status is not Status.TODO or bool(block.spans or paragraph.labels)


def _shuffled(side: Side) -> bytes:
    said = f"{side.sheaf.document.document}\0{side.name}"
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()


def _letter(index: int) -> str:
    """A to Z, then AA, AB and so on."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
