"""What the bottom line of a review tells of."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.tui.review.facts import disputed
from annotate.tui.review.hand import in_hand, row_in_hand
from annotate.tui.state import State
from annotate.tui.theme import Fragment


def digits(state: State) -> Iterator[Fragment]:
    """Which versions there are to take."""
    standing = in_hand(state)
    if standing is None:
        return
    count = len(standing.case.versions)
    yield "class:key", " 1" if count == 1 else f" 1-{min(count, 9)}"
    yield "", " take "


def helps(state: State, name: str) -> bool:
    """Whether an action does anything for the question in hand."""
    standing = in_hand(state)
    if name in ("take-none", "attributes", "reason"):
        return standing is not None
    if name == "previous-question":
        return standing is None and bool(row_in_hand(state).listed)
    if name == "take-annotator":
        return bool(row_in_hand(state).asked)
    if name in ("union", "intersection"):
        several = standing is not None and standing.state.asks and len(standing.case.versions) > 1
        return several and standing is not None and bool(disputed(standing.case))
    return True
