"""Keeping work while it goes on: each event at once, the annotation file beside the typing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from annotate.tui.keeper import Failed, Keeper
from annotate.tui.outbox import deliver
from annotate.tui.state import State

_BREATH = 0.03  # Seconds in which the answer to the key is drawn, before the file is written.


class Saving:
    """Belongs to one document. `changed` is called when what is known of failures has changed,
    `broken` with an exception that nobody expected."""

    def __init__(
        self,
        keeper: Keeper,
        changed: Callable[[], None],
        broken: Callable[[BaseException], None],
    ) -> None:
        self.keeper = keeper
        self._changed = changed
        self._broken = broken
        self._failure: Failed | None = None
        self._fold_failure: Failed | None = None
        self._folding: asyncio.Future[Failed | None] | None = None
        self._again = False

    @property
    def reason(self) -> str:
        """Why something is not on the disk, or empty."""
        failure = self._failure or self._fold_failure
        return failure.reason if failure else ""

    def deliver(self, n: int, state: State) -> None:
        """Put the events of the state on the disk; `n` is the paragraph before them."""
        self._failure = deliver(self.keeper, n, state, self._failure)

    def save(self) -> None:
        """Bring the annotation file up to date beside the typing; what failed is tried again."""
        self.retry()
        if self._folding is not None:
            self._again = True
            return
        self._folding = asyncio.ensure_future(self._fold())
        self._folding.add_done_callback(self._folded)

    def retry(self) -> bool:
        """Try again what is not on the disk. False if in vain."""
        self._failure = self.keeper.retry()
        return not self.keeper.unsaved

    def finish(self) -> bool:
        """Bring the annotation file up to date and wait for it. False if that failed."""
        self._fold_failure = self.keeper.fold()
        return self._fold_failure is None and not self.keeper.unsaved

    def move_to(self, folder: str) -> Failed | None:
        """Go on in another folder, with everything."""
        failure = self.keeper.move_to(Path(folder).expanduser())
        if failure is None:
            self._failure = self._fold_failure = None
        return failure

    async def _fold(self) -> Failed | None:
        await asyncio.sleep(_BREATH)
        return await asyncio.get_running_loop().run_in_executor(None, self.keeper.fold)

    def _folded(self, result: asyncio.Future[Failed | None]) -> None:
        self._folding = None
        if result.cancelled():
            return
        error = result.exception()
        if error is not None:
            self._broken(error)
            return
        before, self._fold_failure = self._fold_failure, result.result()
        if self._again:
            self._again = False
            self.save()
        if before or self._fold_failure or self._failure:
            self._changed()
