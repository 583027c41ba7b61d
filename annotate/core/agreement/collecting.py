"""Annotation files of one document after the other, read side by side, made into counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from annotate.core.agreement.asked import Asked
from annotate.core.agreement.continuum import Align, Continuum
from annotate.core.agreement.fields import Fields
from annotate.core.agreement.groups import Pair
from annotate.core.agreement.pages import Page
from annotate.core.agreement.paragraphs import Decisions, Statements
from annotate.core.agreement.partition import Partition
from annotate.core.agreement.relations import Relations
from annotate.core.agreement.spans import Spans
from annotate.core.agreement.subjects import Kind, Scale, Subject, Unit
from annotate.core.agreement.tokens import Tokens
from annotate.core.agreement.unlike import Unlike, about_document, about_page, about_relations
from annotate.core.records import DocumentRecord
from annotate.core.schema import Label, Schema, Scope

EVERYTHING = frozenset(Unit)


class Study(msgspec.Struct, frozen=True):
    """What was counted. `undecided` are paragraphs that somebody has still to do, by annotator;
    `alone` paragraphs on which fewer than two decided. If there is one document only, its
    paragraphs are drawn for resamples, `run` neighbors at a time; 0: documents are."""

    annotators: tuple[str, ...]
    fields: Fields
    confusions: Counter[tuple[Pair, str | None, str | None]]
    scale: Callable[[Subject], Scale]
    rank: Callable[[Subject], tuple[int, ...]]
    """In which order subjects come."""
    documents: int
    paragraphs: int
    undecided: Mapping[str, int]
    alone: int
    run: int = 0


class Collection:
    """Takes page after page; `close` after each document, `study` at the end.

    `units` are those to be measured; `listening` if disagreements are to be told, too. `run` is given
    for a single document: how many of its paragraphs are drawn together for resamples.
    """

    def __init__(
        self,
        annotators: Sequence[str],
        schema: Schema | None,
        units: frozenset[Unit] = EVERYTHING,
        listening: bool = False,
        run: int = 0,
    ) -> None:
        size = len(annotators)
        self._annotators = tuple(annotators)
        self._units = units
        self._schema = schema
        self._listening = listening
        self._run = run
        self._running = 0
        self._asked = Asked(schema)
        self._fields = Fields()
        self._spans = Spans(size, self._asked, self._fields)
        self._tokens = Tokens(size, [each.name for each in self._scoped(Scope.SPAN)])
        self._continuum = Continuum(self._fields)
        self._partition = Partition(size, self._fields)
        kinds = tuple(schema.relations.values()) if schema else ()
        self._relations = Relations(size, self._asked, kinds, self._fields)
        self._paragraphs = Statements(Unit.PARAGRAPH, size, self._asked, self._fields, self._spans)
        self._whole = Statements(Unit.DOCUMENT, size, self._asked, self._fields, self._spans)
        self._decisions = Decisions(size, self._fields)
        self._undecided: Counter[int] = Counter()
        self._documents = self._pages = self._alone = 0

    def align(self, align: Align, about: Callable[[Subject], bool]) -> None:
        """Measure gamma of these subjects, too, in this way."""
        self._continuum.align, self._continuum.about = align, about

    def page(self, page: Page) -> Iterator[Unlike]:
        """Counts a paragraph; what is unlike about it, if that is wanted."""
        decided = page.decided
        self._pages += 1
        self._alone += len(decided) < 2
        if len(decided) < len(page.parts):
            self._undecided.update(page.parts.keys() - set(decided))
        found = []
        if Unit.SPAN in self._units or Unit.RELATION in self._units:
            found = self._spans.page(page, decided)
            self._relations.page(page, found, self._listening)
        if Unit.SPAN in self._units:
            self._continuum.page(page, decided)
            self._partition.page(page, decided)
        if Unit.TOKEN in self._units:
            self._tokens.page(page, decided)
        if Unit.PARAGRAPH in self._units:
            self._decisions.page(page)
            said = {i: page.parts[i].block.paragraph.labels for i in decided}
            self._paragraphs.state(said)
        if self._listening and len(decided) > 1:
            yield from about_page(page, decided, found, self._tokens, self._asked, self._units)
        if self._run:
            self._end_page(len(decided) > 1)

    def close(self, records: Mapping[int, DocumentRecord]) -> Iterator[Unlike]:
        """The document, of which these are the first lines, ends."""
        if Unit.DOCUMENT in self._units:
            said = {i: record.labels for i, record in records.items()}
            self._whole.state(said)
            if self._listening:
                name = next(iter(records.values())).document
                yield from about_document(said, name, self._asked)
        for pair, left, right in self._relations.close():
            if self._listening and Unit.RELATION in self._units:
                yield from about_relations(self._relations, pair, left, right)
        self._continuum.close()
        self._documents += 1
        # What is about a single document as a whole is nothing to draw from.
        self._end_part(drawn=not self._run)

    def _end_page(self, compared: bool) -> None:
        """Paragraphs that nobody can compare are not drawn, nor is a rest shorter than a run."""
        self._running += compared
        if self._running == self._run:
            self._end_part(drawn=True)

    def _end_part(self, drawn: bool) -> None:
        self._running = 0
        self._spans.close()
        self._partition.close()
        self._tokens.close()
        self._decisions.close()
        self._paragraphs.close()
        self._whole.close()
        self._fields.close(drawn)

    def study(self) -> Study:
        fields = self._fields
        labels = self._names(Scope.PARAGRAPH, self._paragraphs), self._names(Scope.DOCUMENT, self._whole)
        for part, tokens in enumerate(self._tokens.parts()):
            fields.reopen(part)
            if Unit.TOKEN in self._units:
                self._tokens.count(tokens, fields)
            for statements, names in zip((self._paragraphs, self._whole), labels, strict=True):
                statements.count(part, names)
        return Study(
            self._annotators,
            fields,
            self._spans.confusions,
            self._scale,
            self._rank(),
            self._documents,
            self._pages,
            {self._annotators[i]: count for i, count in sorted(self._undecided.items())},
            self._alone,
            self._run,
        )

    def _rank(self) -> Callable[[Subject], tuple[int, ...]]:
        """By unit and kind, then as the schema has it, then as it was seen."""
        names: dict[tuple[str, str], int] = {}
        for each in self._asked.attributes():
            names.setdefault(each, len(names))
        for subject in self._fields.subjects():
            for key in ((subject.name, ""), (subject.name, subject.attribute)):
                names.setdefault(key, len(names))
        units, kinds = list(Unit), list(Kind)

        def rank(subject: Subject) -> tuple[int, ...]:
            place = names[subject.name, ""], names[subject.name, subject.attribute]
            return (units.index(subject.unit), kinds.index(subject.kind), *place)

        return rank

    def _names(self, scope: Scope, statements: Statements) -> list[str]:
        return list(dict.fromkeys((*(each.name for each in self._scoped(scope)), *statements.seen())))

    def _scoped(self, scope: Scope) -> Sequence[Label]:
        return self._schema.scoped(scope) if self._schema else ()

    def _scale(self, subject: Subject) -> Scale:
        return self._asked.scale(subject.name, subject.attribute) if subject.attribute else Scale()
