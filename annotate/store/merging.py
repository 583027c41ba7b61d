"""Three annotation files of any size put together, and the result written without holding it.

Blocks that are the same on all sides (`versions`) are copied as bytes, and so are the lines of the
others that stay as they are on our side. Where the texts differ, all of the files is read and merged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import msgspec

from annotate.core.canonical import in_order
from annotate.core.compare.blocks import Block, Sheaf, blocks_of
from annotate.core.merge import Merged, merge
from annotate.core.merge.conflicts import Settle
from annotate.core.merge.fates import Shape
from annotate.core.merge.merging import Symmetric
from annotate.core.problems import Problem
from annotate.core.records import Record, RelationRecord, SpanRecord
from annotate.core.shelf import order
from annotate.errors import Unreadable
from annotate.store.comparing import Source, read_sheaf
from annotate.store.content import encode
from annotate.store.versions import Elsewhere, Place, State, differing, sheaves_of, state_of

if TYPE_CHECKING:
    from annotate.core.checks.stream import Rules

_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)

_PIECE = 1 << 20


class Marked(msgspec.Struct, frozen=True):
    """A line of the result that is one version of a conflict."""

    line: int
    conflict: str


class Known(msgspec.Struct, frozen=True):
    """What the schema says, asked only where it matters: whether relations of a name mean the same
    turned around, how a record of both sides is written, and the rules for a file, if there is a schema."""

    symmetric: Symmetric = lambda name: False
    shape: Shape = lambda record: record
    rules: Callable[[], Rules | None] = lambda: None


class _Part(msgspec.Struct, frozen=True, gc=False):
    """A block that is not the same on all sides: where it is, and what of ours and of theirs is not on
    all."""

    place: Place
    ours: Block
    theirs: Block

    def content(self, content: bytes, merged: Block) -> bytes:
        """That of the merged block; `content` is ours."""
        if merged.paragraph is not self.ours.paragraph:
            content = encode(merged.paragraph) + content[content.index(b"\n") :]
        before = self.ours.things
        after = {each.id: each for each in merged.things}
        if len(after) == len(before) and all(each.id in after and _stays(each, after[each.id]) for each in before):
            for each in before:
                if after[each.id] is not each:
                    content = content.replace(_line(each), _line(after[each.id]), 1)
            return content
        return _joined(self.records(content, merged))

    def records(self, content: bytes, version: Block) -> list[Record]:
        """All that a version of the block says; `content` is ours."""
        own = set(map(encode, self.ours.things))
        common = b"\n".join(line for line in content.split(b"\n")[1:-1] if line not in own)
        return in_order([*version.records, *_decoder.decode_lines(common)])


class Outcome:
    """A merge that is done but not written. If there are `parts`, by their paragraphs, `merged` has
    only what is not the same on all sides; the rest is that of our file."""

    def __init__(
        self,
        merged: Merged,
        sides: tuple[Source, Source],
        watch: Watch,
        state: State,
        parts: Mapping[int, _Part] | None,
    ) -> None:
        self.merged = merged
        self.marked: list[Marked] = []
        self.broken: list[Problem] = []
        self._sides = sides
        self._watch = watch
        self._state = state
        self._parts = parts

    def pieces(self, path: str = "") -> Iterator[bytes]:
        """The content of the result. What is `marked`, and what is `broken` in the file that will be at
        `path`, is known when all of it was taken.

        Raises Unreadable: our file is no longer what it was.
        """
        self.marked.clear()
        self.broken.clear()
        rules, far = self._watch
        if rules is None or not far:
            yield from self._pieces(path)
            return
        from annotate.store.breaking import Held, newly_broken

        held = Held(rules, path)
        yield from held.passing(self._pieces(path))
        self.broken += newly_broken(rules, held, self._sides)

    def _pieces(self, path: str) -> Iterator[bytes]:
        head, blocks = self.merged.records[0], blocks_of(self.merged.records)
        yield self._told(1, [head], _joined([head]))
        if self._parts is not None:
            yield from self._woven(path, {block.paragraph.n: block for block in blocks}, self._parts)
            return
        line = 2
        for block in blocks:
            records = block.records
            yield self._told(line, records, _joined(records))
            line += len(records)

    def _woven(self, path: str, merged: Mapping[int, Block], parts: Mapping[int, _Part]) -> Iterator[bytes]:
        """What has changed, in its place among what is copied."""
        line = 2
        with self._sides[0].open() as file:
            if state_of(file) != self._state:
                raise _changed(self._sides[0])
            at = len(file.readline())
            for n, part in parts.items():
                for content in _copied(file, part.place.start - at):
                    yield content
                    line += content.count(b"\n")
                ours = file.read(part.place.length)
                at = part.place.start + part.place.length
                content = part.content(ours, merged[n])
                yield self._told(line, merged[n].records, content)
                if part.place.both:
                    self._hold(path, line, content, ours, part)
                line += content.count(b"\n")
            yield from _copied(file, -1)

    def _told(self, line: int, records: list[Record], content: bytes) -> bytes:
        """The content as it is written from this line on, those of the records that are marked noted."""
        if marked := [each for each in records if each.conflict]:
            lines = content.split(b"\n")
            self.marked += (Marked(line + lines.index(encode(each)), each.conflict) for each in marked)
        return content

    def _hold(self, path: str, line: int, content: bytes, ours: bytes, part: _Part) -> None:
        """A paragraph that both have changed is held against the schema, if the whole file is not."""
        rules, far = self._watch
        if rules is None or far:
            return
        from annotate.store.breaking import broken_here

        sides = (part.records(ours, each) for each in (part.ours, part.theirs))
        self.broken += broken_here(rules, path, line, _decoder.decode_lines(content), sides)


class Watch(NamedTuple):
    """The rules that the result is held against, None if there are none, or no need to; and whether
    all of it is, not only the paragraphs that both sides have changed."""

    rules: Rules | None = None
    far: bool = False


def merge_sources(base: Source | None, ours: Source, theirs: Source, known: Known, settle: Settle) -> Outcome:
    """What both files made of the base, nothing written.

    Raises:
        Invalid: one of them is not a valid annotation file.
        Unmergeable: they are not versions of one file.
        Unreadable: one of them cannot be read.
    """
    sides = (base, ours, theirs)
    found = differing(sides)
    if found is not None:
        one, other, third = sheaves = sheaves_of(sides, found)
        if _on_one_text(sheaves):
            assert other is not None and third is not None
            merged = merge(one, other, third, known.symmetric, settle, known.shape, Elsewhere(ours))
            blocks = zip(found.places, other.blocks, third.blocks, strict=True)
            parts = {mine.paragraph.n: _Part(place, mine, yours) for place, mine, yours in blocks}
            watch = _watch(one, other, third, known, any(place.both for place in found.places))
            return Outcome(merged, (ours, theirs), watch, found.state, parts)
    whole = None if base is None else read_sheaf(base)
    mine, yours = read_sheaf(ours), read_sheaf(theirs)
    merged = merge(whole, mine, yours, known.symmetric, settle, known.shape)
    return Outcome(merged, (ours, theirs), Watch(known.rules(), True), (0, 0, 0), None)


def _watch(base: Sheaf | None, ours: Sheaf, theirs: Sheaf, known: Known, near: bool) -> Watch:
    """`near` says whether both sides have changed the same paragraphs."""
    if ours == theirs or base in (ours, theirs):
        return Watch()  # There is nothing that one of the sides did not have.
    rules = known.rules()
    if rules is None:
        return Watch()
    from annotate.core.merge.meeting import meet_afar

    far = meet_afar(base, ours, theirs, rules)
    return Watch(rules, far) if far or near else Watch()


def _copied(file: BinaryIO, count: int) -> Iterator[bytes]:
    """So many of the next bytes, in pieces; all if it is below 0."""
    while count and (piece := file.read(_PIECE if count < 0 else min(count, _PIECE))):
        yield piece
        count -= len(piece) if count > 0 else 0


def _on_one_text(sheaves: list[Sheaf | None]) -> bool:
    texts = {
        tuple([(block.paragraph.n, block.paragraph.start, block.paragraph.text) for block in sheaf.blocks])
        for sheaf in sheaves
        if sheaf is not None
    }
    return len(texts) == 1


def _joined(records: list[Record]) -> bytes:
    """The lines of the records."""
    return b"".join([*(part for each in records for part in (encode(each), b"\n"))])


def _line(record: Record) -> bytes:
    """The line of an annotation with the end of the one before it: nothing else in a block is that."""
    return b"\n%b\n" % encode(record)


def _stays(before: SpanRecord | RelationRecord, after: SpanRecord | RelationRecord) -> bool:
    """Whether an annotation keeps its place in the order of the file."""
    if isinstance(before, SpanRecord) and isinstance(after, SpanRecord):
        return order(before) == order(after)
    if isinstance(before, RelationRecord) and isinstance(after, RelationRecord):
        return (before.source, before.label) == (after.source, after.label)
    return False


def _changed(source: Source) -> Unreadable:
    message = f"{source.name}: changed by another program meanwhile"
    return Unreadable(message, slug="changed-meanwhile", hint="Run the command again.")
