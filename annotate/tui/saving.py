"""Keeping work while it goes on: each event at once, the annotation file beside the typing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from annotate.tui.keeper import Failed, Keeper
from annotate.tui.kept import Kept

_BREATH = 0.03  # Seconds in which the answer to the key is drawn, before the file is written.


class Saving(Kept):
    """`changed` is called when what is known of failures has changed, `broken` with an exception
    that nobody expected."""

    def __init__(
        self,
        keeper: Keeper,
        changed: Callable[[], None],
        broken: Callable[[BaseException], None],
    ) -> None:
        super().__init__(keeper)
        self._changed = changed
        self._broken = broken
        self._folding: asyncio.Future[Failed | None] | None = None
        self._again = False

    def save(self) -> None:
        """Brings the annotation file up to date beside the typing; what failed is tried again."""
        self.retry()
        if self._folding is not None:
            self._again = True
            return
        self._folding = asyncio.ensure_future(self._fold())
        self._folding.add_done_callback(self._folded)

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
