"""Three versions of an annotation file as one."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence

import msgspec

from annotate.core.canonical import NoPlace, in_order
from annotate.core.compare.blocks import Sheaf
from annotate.core.events import ParagraphMark
from annotate.core.merge.conflicts import Choice, Conflict, Settle, Unmergeable, leave_open
from annotate.core.merge.counts import Counts, Side, count
from annotate.core.merge.fates import Fate, Shape, fate_of, said
from annotate.core.merge.lines import LineFate, check, head_of, line_fate
from annotate.core.merge.links import AnyFate, AnyThing, Web
from annotate.core.merge.remarks import Remark, remarked
from annotate.core.merge.texts import on_one_text
from annotate.core.merge.things import Sides, ends_key, place_key, redirected, straighten, told_apart
from annotate.core.merge.weaving import equal
from annotate.core.records import (
    DocumentRecord,
    Origin,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
)

_replace = msgspec.structs.replace
Symmetric = Callable[[str], bool]
_Sheaves = tuple[Sheaf | None, Sheaf, Sheaf]
_ABOUT = ("source", "sha256", "encoding", "bom", "schema_sha256", "annotator")


class Merged(msgspec.Struct, frozen=True):
    """The records of the whole file, in order. `conflicts` are open, and marked in the records;
    `settled` are those that were decided, each with the choice."""

    records: list[Record]
    conflicts: tuple[Conflict, ...]
    settled: tuple[tuple[Conflict, Choice], ...]
    counts: Counts


def merge(
    base: Sheaf | None,
    ours: Sheaf,
    theirs: Sheaf,
    symmetric: Symmetric = lambda name: False,
    settle: Settle = leave_open,
    shape: Shape = lambda record: record,
    elsewhere: Container[str] = (),
) -> Merged:
    """What both sides made of `base`; without one, both made it anew.

    The sheaves are valid files, or the same paragraphs of such without what is the same on all sides:
    then `elsewhere` has the ids of that. Of such records only those of one paragraph stand together;
    among themselves they may have to be put in order with the rest. `symmetric` says whether relations of a
    name mean the same turned around; `shape` brings a record that is of both sides into its form.
    The result is the same if the sides, and with them the choices of `settle`, are swapped.

    Raises Unmergeable: the files are about different documents, texts or people, or by different
    schemas.
    """
    check(ours.document, theirs.document)
    sheaves = on_one_text(base, ours, theirs)
    counts = Counts()
    lines = _lines(sheaves, settle, shape, counts)
    web = _web(sheaves, symmetric, settle, shape, elsewhere, counts)
    records = _placed([line.record for line in lines], web, sheaves)
    found = [each for each in (*lines, *web.fates.values()) if each.conflict is not None]
    if base is None:
        # Of whole files that are alike nobody has looked at what stands on both sides.
        counts = Counts({brought: number for brought, number in counts.items() if brought.side is not Side.BOTH})
    return Merged(
        records,
        _in_order(each.conflict for each in found if _is_open(each)),
        tuple((each.conflict, each.choice) for each in found if each.conflict and each.choice and not _is_open(each)),
        counts,
    )


def _lines(
    sheaves: _Sheaves, settle: Settle, shape: Shape, counts: Counts
) -> list[LineFate[DocumentRecord] | LineFate[ParagraphRecord]]:
    """The document's line and those of all paragraphs."""
    base, ours, theirs = sheaves
    head = head_of(base.document if base else None, ours.document, theirs.document)
    about = {name: getattr(head, name) for name in _ABOUT}
    mine, yours = (_replace(each.document, **about) for each in (ours, theirs))
    before = _replace(base.document, **about) if base else None
    count(counts, "document", before or _blank(mine), mine, yours)
    document = line_fate(before, mine, yours, settle, shape)
    lines: list[LineFate[DocumentRecord] | LineFate[ParagraphRecord]] = [document]
    known = {block.paragraph.n: block.paragraph for block in base.blocks} if base else {}
    for one, other in zip(ours.blocks, theirs.blocks, strict=True):
        old = known.get(one.paragraph.n)
        count(counts, "paragraph", old or _bare(one.paragraph), one.paragraph, other.paragraph)
        lines.append(line_fate(old, one.paragraph, other.paragraph, settle, shape))
    return lines


def _web(
    sheaves: _Sheaves,
    symmetric: Symmetric,
    settle: Settle,
    shape: Shape,
    elsewhere: Container[str],
    counts: Counts,
) -> Web:
    """What becomes of spans and relations."""
    spans = _spans(sheaves)
    links = _relations(sheaves, spans, symmetric)
    things: dict[str, AnyThing] = {**spans.things, **links.things}
    fates: dict[str, AnyFate] = {}
    web = Web(things, fates, settle, _Paragraphs(sheaves))
    given: dict[str, str] = {}

    def taken(id: str, version: SpanRecord | RelationRecord) -> bool:
        thing = things.get(id)
        if thing is not None:
            return any(each is not None and said(each) != said(version) for each in (thing.ours, thing.theirs))
        return id in elsewhere or given.setdefault(id, said(version)) != said(version)

    for span in spans.things.values():
        fates[span.id] = fate_of(span, web.paragraph_of, settle, shape, taken)
        count(counts, "span", span.base, span.ours, span.theirs)
    for link in links.things.values():
        count(counts, "relation", link.base, link.ours, link.theirs)
        kept = link.ours or link.theirs
        if kept is not None and not equal(kept, link.base) and web.went_along(link):
            fates[link.id] = Fate((kept,))
        else:
            fates[link.id] = fate_of(link, web.paragraph_of, settle, shape, taken)
    web.mend()
    return web


def _spans(sheaves: _Sheaves) -> Sides[SpanRecord]:
    sides = Sides(*([span for block in each.blocks for span in block.spans] if each else [] for each in sheaves))
    sides.unite(place_key)
    return sides


def _relations(sheaves: _Sheaves, spans: Sides[SpanRecord], symmetric: Symmetric) -> Sides[RelationRecord]:
    """Their ends called as they are in the result."""
    all_ = [[link for block in each.blocks for link in block.relations] if each else [] for each in sheaves]
    all_ = told_apart(spans.things, all_)
    all_ = [
        [redirected(each, renamed) for each in side] if renamed else side
        for side, renamed in zip(all_, spans.renamed, strict=True)
    ]
    sides = Sides(*all_)
    key = ends_key(symmetric)
    while sides.unite(key):
        for thing in sides.things.values():
            for name, renamed in zip(("base", "ours", "theirs"), sides.renamed, strict=True):
                record = getattr(thing, name)
                if renamed and record is not None:
                    setattr(thing, name, redirected(record, renamed))
    straighten(sides.things.values(), symmetric)
    return sides


def _placed(lines: list[Record], web: Web, sheaves: _Sheaves) -> list[Record]:
    """Everything where it belongs. Raises Unmergeable."""
    try:
        return _ordered(lines, _kept(web), sheaves)
    except NoPlace as error:
        _turn_back(error.records, web)
    web.mend()
    try:
        return _ordered(lines, _kept(web), sheaves)
    except NoPlace:
        message = "relations of both sides leave each other in a circle"
        raise Unmergeable(message, slug="rootless-relation", hint="let one of them leave a span.") from None


def _ordered(lines: list[Record], kept: Sequence[SpanRecord | RelationRecord], sheaves: _Sheaves) -> list[Record]:
    """In the order of the file. What a relation leaves and is not known here has the same place on
    all sides, that of the relation's paragraph: a span without a label stands for it. Raises NoPlace.
    """
    known = {each.id for each in kept}
    missing = {each.source for each in kept if isinstance(each, RelationRecord)} - known
    if not missing:
        return in_order([*lines, *kept])
    starts = {
        link.source: block.paragraph.start
        for sheaf in sheaves
        for block in (sheaf.blocks if sheaf else ())
        for link in block.relations
        if link.source in missing
    }
    stubs = [
        SpanRecord(id=end, label="", start=start, end=start + 1, origin=Origin.HUMAN) for end, start in starts.items()
    ]
    taken = set(map(id, stubs))
    return [each for each in in_order([*lines, *kept, *stubs]) if id(each) not in taken]


def _turn_back(records: Iterable[SpanRecord | RelationRecord], web: Web) -> None:
    """Lets relations that only together lead in a circle leave what they left before; where each
    side wanted them is kept in the note."""
    for record in records:
        thing = web.things.get(record.id)
        if thing is None or not isinstance(record, RelationRecord) or not isinstance(thing.base, RelationRecord):
            continue
        ours, theirs = thing.ours or thing.base, thing.theirs or thing.base
        assert isinstance(ours, RelationRecord) and isinstance(theirs, RelationRecord)
        wanted = sorted([[ours.source, ours.target], [theirs.source, theirs.target]])
        name = record.conflict or record.id
        conflict = Conflict(name, web.paragraph_of(record.id), ours, theirs, ("ends",))
        note = remarked(record.note, [Remark("ends", (wanted[0], wanted[1]))])
        back = _replace(record, source=thing.base.source, target=thing.base.target, note=note, conflict=name)
        web.fates[record.id] = Fate((back,), conflict, Choice.OPEN)


def _kept(web: Web) -> list[SpanRecord | RelationRecord]:
    """Each id once: a second version that an earlier merge has made is the same one."""
    kept: dict[str, SpanRecord | RelationRecord] = {}
    for fate in web.fates.values():
        for record in fate.records:
            if record.id not in kept or record.conflict:
                kept[record.id] = record
    return list(kept.values())


class _Paragraphs:
    """The first paragraph that an annotation is in; looked up only where there is a conflict."""

    def __init__(self, sheaves: _Sheaves) -> None:
        self._sheaves = sheaves
        self._known: dict[str, int] = {}

    def __call__(self, id: str) -> int:
        if not self._known:
            for sheaf in self._sheaves:
                for block in sheaf.blocks if sheaf else ():
                    n = block.paragraph.n
                    for known in (*(each.id for each in block.spans), *(each.id for each in block.relations)):
                        self._known[known] = min(self._known.get(known, n), n)
        return self._known.get(id, 0)


def _in_order(conflicts: Iterable[Conflict | None]) -> tuple[Conflict, ...]:
    return tuple(sorted((each for each in conflicts if each), key=lambda each: (each.n, each.name)))


def _is_open(fate: AnyFate | LineFate[DocumentRecord] | LineFate[ParagraphRecord]) -> bool:
    gone = isinstance(fate, Fate) and not fate.records
    return fate.choice is Choice.OPEN and not gone


def _blank(record: DocumentRecord) -> DocumentRecord:
    return _replace(record, labels={}, note="", flag=False, conflict="")


def _bare(record: ParagraphRecord) -> ParagraphRecord:
    return ParagraphMark(record.n).record(record.start, record.text)
