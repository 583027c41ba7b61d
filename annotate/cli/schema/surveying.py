"""Many annotation files looked at before any of them is migrated."""

from __future__ import annotations

from pathlib import Path

from annotate.cli import output
from annotate.cli.failures import words
from annotate.cli.schema.planning import Target, plan
from annotate.cli.schema.staging import Staged
from annotate.errors import AnnotateError
from annotate.report.migration import Sum
from annotate.store.annotations import read_head

TOLD = 12
"""So many files that cannot be migrated are told one by one: often it is the same for all."""


class Survey:
    """What is to be done with all files, before anything is written; `staged` takes what is to be
    written, if anything is."""

    def __init__(self, target: Target, given: frozenset[Path], staged: Staged | None) -> None:
        self.target = target
        self.sum = Sum()
        self.staged = staged
        self.planned = 0
        self.ready = 0
        self.foreign = 0
        self.blind = 0
        self.refused = 0
        self.status = 0
        self.hints: set[str] = set()
        self._given = given

    def look(self, path: Path) -> None:
        """A file of another schema is only in the way if it was named itself."""
        try:
            if path not in self._given and _is_foreign(path, self.target.schema.id):
                self.foreign += 1
                return
            found = plan(path, self.target)
            if found is not None and self.staged is not None:
                self.staged.add(path, found.was, found.content)
        except AnnotateError as error:
            self._refuse(error)
            return
        if found is None:
            self.ready += 1
            return
        self.planned += 1
        self.blind += found.blind
        self.sum.add(str(path), found.version, found.result)

    def _refuse(self, error: AnnotateError) -> None:
        self.refused += 1
        self.status = max(self.status, error.exit_code)
        if self.refused <= TOLD:
            for line in words(error, self.hints):
                output.note(line)


def _is_foreign(path: Path, id: str) -> bool:
    head = read_head(path)
    return head is not None and head.schema != id
