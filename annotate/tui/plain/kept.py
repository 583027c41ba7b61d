"""What is on the disk of the work on one document, and the line that says so."""

from __future__ import annotations

from pathlib import Path

from annotate.tui.keeper import Failed, Keeper
from annotate.tui.outbox import deliver
from annotate.tui.state import State


class Kept:
    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper
        self._failure: Failed | None = None
        self._fold_failure: Failed | None = None

    def take(self, before: State, after: State) -> None:
        """Everything that led from one state to the other, on the disk or known not to be."""
        self._failure = deliver(self.keeper, before.n, after, self._failure)

    def save(self) -> bool:
        """Brings the annotation file up to date; what failed is tried again. False if in vain."""
        self._failure = self.keeper.retry()
        self._fold_failure = self.keeper.fold()
        return not (self._fold_failure or self.keeper.unsaved)

    def retry(self) -> bool:
        """Tries again what could not be put on the disk. False if in vain."""
        if self.keeper.unsaved:
            self._failure = self.keeper.retry()
        return not self.keeper.unsaved

    def move_to(self, folder: str) -> Failed | None:
        failure = self.keeper.move_to(Path(folder).expanduser())
        if failure is None:
            self._failure = self._fold_failure = None
        return failure

    def line(self) -> str:
        """`saved N`, the annotations on the disk, and what is not and why."""
        saved, unsaved = f"saved {self.keeper.saved}", self.keeper.unsaved
        failure = self._failure or self._fold_failure
        if unsaved:
            return f"{saved}; {unsaved} not saved: {failure.reason if failure else 'tried again at the next line'}"
        if failure:
            return f"{saved}; only in the journal, not in the annotation file: {failure.reason}"
        return saved
