"""From an action to the disk: the one way for the screen and for the line mode."""

from __future__ import annotations

from pathlib import Path

from annotate.tui.keeper import Failed, Keeper
from annotate.tui.state import Request, State, replace


class Kept:
    """The work on one document, and why something of it is not on the disk."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper
        self._failure: Failed | None = None
        self._fold_failure: Failed | None = None

    @property
    def reason(self) -> str:
        """Why something is not on the disk or only in the journal; empty if all is well."""
        failure = self._failure or self._fold_failure
        return failure.reason if failure else ""

    def deliver(self, n: int, state: State) -> None:
        """Puts the outbox of the state on the disk; `n` is the paragraph before."""
        for event in state.outbox:
            self._failure = self.keeper.record(event)
        if state.n != n:
            self.keeper.visit(state.n)

    def retry(self) -> bool:
        """Tries again what is not on the disk. False if in vain."""
        self._failure = self.keeper.retry()
        return not self.keeper.unsaved

    def finish(self) -> bool:
        """Tries again, and brings the annotation file up to date. False if something failed."""
        self.retry()
        self._fold_failure = self.keeper.fold()
        return self._fold_failure is None and not self.keeper.unsaved

    def move_to(self, folder: str) -> Failed | None:
        """Goes on in another folder, with everything."""
        failure = self.keeper.move_to(Path(folder).expanduser())
        if failure is None:
            self._failure = self._fold_failure = None
        return failure


def emptied(state: State) -> State:
    """The state with its outbox and request taken care of."""
    return replace(state, outbox=(), request=Request.NONE, argument="")
