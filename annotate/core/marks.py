"""Everything annotated in one document: immutable, quick to change, quick to ask about a paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from annotate.core.events import Change, DocumentMark, Item, ParagraphMark
from annotate.core.persistent import PersistentMap
from annotate.core.records import RelationRecord, SpanRecord, Status
from annotate.core.rulings import Ruling
from annotate.core.shelf import Shelf
from annotate.core.shelf import order as order


class Conflict(Exception):
    """A change does not fit: what it says was there before is not what is there."""


class Marks(msgspec.Struct, frozen=True):
    """`paragraphs` holds only those something was said about; the others are to do. `labeled` counts
    the labels put on them. `rulings` are there if this is the work of a reviewer, by the question
    that they settle."""

    document: DocumentMark = DocumentMark()
    paragraphs: PersistentMap[int, ParagraphMark] = PersistentMap()
    shelves: PersistentMap[int, Shelf] = PersistentMap()
    places: PersistentMap[str, tuple[int, SpanRecord]] = PersistentMap()
    relations: PersistentMap[str, RelationRecord] = PersistentMap()
    links: PersistentMap[str, tuple[str, ...]] = PersistentMap()
    decided: int = 0
    flagged: int = 0
    labeled: int = 0
    rulings: PersistentMap[str, Ruling] = PersistentMap()

    def paragraph(self, n: int) -> ParagraphMark:
        return self.paragraphs.get(n) or ParagraphMark(n)

    def shelf(self, n: int) -> Shelf:
        return self.shelves.get(n, _EMPTY)

    def spans(self, n: int) -> tuple[SpanRecord, ...]:
        return self.shelf(n).spans

    def span(self, id: str) -> SpanRecord | None:
        place = self.places.get(id)
        return place and place[1]

    def paragraph_of(self, id: str) -> int | None:
        """The number of the paragraph that the span lies in, or that the relation belongs to."""
        place = self.places.get(id)
        seen = set()
        while place is None and (relation := self.relations.get(id)) and id not in seen:
            seen.add(id)
            id = relation.source
            place = self.places.get(id)
        return place and place[0]

    def thing(self, id: str) -> SpanRecord | RelationRecord | None:
        """What a relation may end at: the span, or the relation."""
        return self.span(id) or self.relations.get(id)

    def links_of(self, id: str) -> tuple[RelationRecord, ...]:
        """The relations that leave or reach the span or relation, in order of their making."""
        return tuple(self.relations[each] for each in self.links.get(id, ()))

    def hanging_on(self, *ids: str) -> tuple[RelationRecord, ...]:
        """The relations that cannot be without these things: those at them, those at these, and so
        on. The things themselves are not among them; nearer ones come first."""
        known = set(ids)
        queue = list(ids)
        for id in queue:
            hanging = [each for each in self.links.get(id, ()) if each not in known]
            known.update(hanging)
            queue += hanging
        return tuple(self.relations[id] for id in queue[len(ids) :])

    def __contains__(self, id: str) -> bool:
        return id in self.places or id in self.relations

    @property
    def count(self) -> int:
        """How many spans there are."""
        return len(self.places)

    @property
    def labels(self) -> int:
        """How many labels the paragraphs and the document have."""
        return self.labeled + len(self.document.labels)

    def item(self, like: Item) -> Item | None:
        """What is there now of the thing that `like` is a state of."""
        match like:
            case DocumentMark():
                return self.document
            case ParagraphMark(n=n):
                return self.paragraph(n)
            case SpanRecord(id=id):
                return self.span(id)
            case RelationRecord(id=id):
                return self.relations.get(id)
            case Ruling(case=case):
                return self.rulings.get(case)


_EMPTY = Shelf()


def apply(marks: Marks, change: Change, n: int) -> Marks:
    """The marks after a change; `n` is the paragraph that a span of it lies in.

    Raises Conflict if what is there is not what the change says was there.
    """
    like = change.before if change.before is not None else change.after
    if like is None:
        return marks
    # Rulings are on the disk before the annotation file is: what is played again may be there.
    if not isinstance(like, Ruling) and not _same(marks.item(like), change.before):
        raise Conflict(_name(like))
    if change.after is not None and type(change.after) is not type(like):
        raise Conflict(_name(like))
    match like:
        case DocumentMark():
            after = change.after if isinstance(change.after, DocumentMark) else DocumentMark()
            return msgspec.structs.replace(marks, document=after)
        case ParagraphMark():
            mark = change.after if isinstance(change.after, ParagraphMark) else None
            return _with_paragraph(marks, mark or ParagraphMark(like.n))
        case SpanRecord():
            if isinstance(change.before, SpanRecord):
                marks = _without_span(marks, change.before)
            if isinstance(change.after, SpanRecord):
                marks = _with_span(marks, change.after, n)
            return marks
        case RelationRecord():
            if isinstance(change.before, RelationRecord):
                marks = _without_relation(marks, change.before)
            if isinstance(change.after, RelationRecord):
                marks = _with_relation(marks, change.after)
            return marks
        case Ruling():
            return _with_ruling(marks, like, change.after)


def gather(
    document: DocumentMark,
    paragraphs: Iterable[ParagraphMark],
    spans: Iterable[tuple[int, SpanRecord]],
    relations: Iterable[RelationRecord],
) -> Marks:
    """The marks of a whole file at once; spans come with their paragraph's number.

    `paragraphs` are those that something is said about.
    """
    said = {each.n: each for each in paragraphs}
    shelves: dict[int, list[SpanRecord]] = {}
    places: dict[str, tuple[int, SpanRecord]] = {}
    for n, span in spans:
        shelves.setdefault(n, []).append(span)
        places[span.id] = n, span
    known = {each.id: each for each in relations}
    links: dict[str, tuple[str, ...]] = {}
    for relation in known.values():
        for end in _ends(relation):
            links[end] = (*links.get(end, ()), relation.id)
    return Marks(
        document=document,
        paragraphs=PersistentMap(said.items()),
        shelves=PersistentMap((n, Shelf.of(found)) for n, found in shelves.items()),
        places=PersistentMap(places.items()),
        relations=PersistentMap(known.items()),
        links=PersistentMap(links.items()),
        decided=sum(each.status is not Status.TODO for each in said.values()),
        flagged=sum(each.status is Status.FLAGGED for each in said.values()),
        labeled=sum(len(each.labels) for each in said.values()),
    )


def add_all(marks: Marks, items: Iterable[Item], n_of: Callable[[SpanRecord], int]) -> Marks:
    """The marks with many new spans, relations and rulings. Raises Conflict if one is there already."""
    spans = list(marks.places.values())
    relations = list(marks.relations.values())
    rulings = dict(marks.rulings)
    count = len(spans) + len(relations)
    for item in items:
        if isinstance(item, SpanRecord):
            spans.append((n_of(item), item))
        elif isinstance(item, RelationRecord):
            relations.append(item)
        elif isinstance(item, Ruling):
            rulings[item.case] = item
            continue
        if marks.item(item) is not None:
            raise Conflict(_name(item))
        count += 1
    together = gather(marks.document, marks.paragraphs.values(), spans, relations)
    if len(together.places) + len(together.relations) < count:
        raise Conflict("annotations of one id")
    return msgspec.structs.replace(together, rulings=PersistentMap(rulings.items()))


def _with_paragraph(marks: Marks, mark: ParagraphMark) -> Marks:
    was = marks.paragraph(mark.n)
    return msgspec.structs.replace(
        marks,
        paragraphs=marks.paragraphs.set(mark.n, mark),
        decided=marks.decided + (mark.status is not Status.TODO) - (was.status is not Status.TODO),
        flagged=marks.flagged + (mark.status is Status.FLAGGED) - (was.status is Status.FLAGGED),
        labeled=marks.labeled + len(mark.labels) - len(was.labels),
    )


def _with_span(marks: Marks, span: SpanRecord, n: int) -> Marks:
    return msgspec.structs.replace(
        marks,
        shelves=marks.shelves.set(n, marks.shelf(n).added(span)),
        places=marks.places.set(span.id, (n, span)),
    )


def _without_span(marks: Marks, span: SpanRecord) -> Marks:
    n, _ = marks.places[span.id]
    return msgspec.structs.replace(
        marks,
        shelves=marks.shelves.set(n, marks.shelf(n).removed(span)),
        places=marks.places.drop(span.id),
    )


def _with_relation(marks: Marks, relation: RelationRecord) -> Marks:
    links = marks.links
    for end in _ends(relation):
        links = links.set(end, (*links.get(end, ()), relation.id))
    relations = marks.relations.set(relation.id, relation)
    return msgspec.structs.replace(marks, relations=relations, links=links)


def _without_relation(marks: Marks, relation: RelationRecord) -> Marks:
    links = marks.links
    for end in _ends(relation):
        left = tuple(id for id in links.get(end, ()) if id != relation.id)
        links = links.set(end, left) if left else links.drop(end)
    relations = marks.relations.drop(relation.id)
    return msgspec.structs.replace(marks, relations=relations, links=links)


def _with_ruling(marks: Marks, like: Ruling, after: Item | None) -> Marks:
    rulings = marks.rulings.drop(like.case)
    if isinstance(after, Ruling):
        rulings = marks.rulings.set(after.case, after)
    return msgspec.structs.replace(marks, rulings=rulings)


def _ends(relation: RelationRecord) -> tuple[str, ...]:
    return tuple(dict.fromkeys((relation.source, relation.target)))


def _same(there: Item | None, before: Item | None) -> bool:
    """Nothing said about a paragraph or document is the same as no mark of it."""
    if before is None and isinstance(there, ParagraphMark):
        return there == ParagraphMark(there.n)
    if before is None and isinstance(there, DocumentMark):
        return there == DocumentMark()
    return there == before


def _name(item: Item) -> str:
    match item:
        case ParagraphMark(n=n):
            return f"paragraph {n}"
        case SpanRecord(id=id) | RelationRecord(id=id):
            return f"annotation {id}"
        case Ruling(case=case):
            return f"the decision about {case}"
        case _:
            return "the document"
