"""Pairs of files compared one after the other, for `annotate diff`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from msgspec.structs import replace

from annotate.cli.failures import words
from annotate.cli.journals import behind
from annotate.cli.sides import Match
from annotate.cli.sources import Schemas
from annotate.core.compare.comparison import Comparison, Wanted, labels_of
from annotate.core.compare.differences import Kind
from annotate.core.nearest import did_you_mean
from annotate.core.records import DocumentRecord
from annotate.core.schema import Schema
from annotate.errors import AnnotateError, Usage
from annotate.report.diff.pair import Pair
from annotate.store.comparing import compare_sources


class Comparing:
    """Compares pair after pair; what fails is noted, and the others are compared all the same.

    The notes are for later: a pager may have the terminal.
    """

    def __init__(self, schemas: Schemas, wanted: Wanted, everything: bool) -> None:
        self._schemas = schemas
        self._wanted = wanted
        self._everything = everything
        self.worst = 0
        self.differing = 0
        self.kinds: Counter[Kind] = Counter()
        self._labels: dict[str, None] | None = {}
        self.notes: list[str] = []
        self._hints: set[str] = set()

    def pairs(self, matches: Iterable[Match]) -> Iterator[Pair]:
        for match in matches:
            for late in behind(match.paths):
                self.notes += words(late.error, self._hints)
            try:
                pair = self._pair(match)
            except AnnotateError as error:
                self.worst = max(self.worst, error.exit_code)
                self.notes += words(error, self._hints)
                continue
            if pair.differs:
                self.differing += 1
                self.kinds += pair.kinds
                yield pair

    def _pair(self, match: Match) -> Pair:
        if match.left is None or match.right is None:
            return Pair(match.left.name if match.left else "", match.right.name if match.right else "")
        found = compare_sources(match.left, match.right, partial(self._is_symmetric, match))
        if not found.differences:
            return Pair(match.left.name, match.right.name, found)
        if found.left.document != found.right.document:
            about = f"{found.left.document!r} and {found.right.document!r}"
            self.notes.append(f"{match.right.name}: the sides are about different documents, {about}")
        schema = self._schema(match, found.right)
        self._learn_labels(found, schema)
        wanted = self._wanted if self._everything else replace(self._wanted, schema=schema)
        return Pair(match.left.name, match.right.name, wanted.of(found), schema)

    def _learn_labels(self, found: Comparison, schema: Schema | None) -> None:
        """A label that no schema has is a slip, if it is not that of an earlier version."""
        if schema is None:
            self._labels = None
        if schema is None or self._labels is None or not self._wanted.labels:
            return
        told = (labels_of(each) for block in found.differences for each in block.differences)
        self._labels |= dict.fromkeys((*schema.labels, *schema.relations, *chain.from_iterable(told)))

    def miss_labels(self) -> None:
        """Says of labels that were asked for and are nowhere that they are not: else a slip of the
        finger would look as if nothing differed."""
        known = self._labels or {}
        for label in sorted(self._wanted.labels) if known else ():
            if label not in known:
                hint = did_you_mean(label, known) or f"there are {', '.join(known)}."
                error = Usage(f"There is no label or relation {label!r}.", slug="usage", hint=hint)
                self.worst = max(self.worst, error.exit_code)
                self.notes += words(error, self._hints)

    def _is_symmetric(self, match: Match, about: DocumentRecord, name: str) -> bool:
        schema = self._schema(match, about)
        relation = schema.relations.get(name) if schema else None
        return relation is not None and relation.symmetric

    def _schema(self, match: Match, about: DocumentRecord) -> Schema | None:
        """That of the right side's project, or else of the left one's."""
        found = (self._schemas.find(about, place) for place in match.places)
        return next((schema for schema in found if schema), None)
