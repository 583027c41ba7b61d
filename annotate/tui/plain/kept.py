"""The line that says what is on the disk."""

from __future__ import annotations

from annotate.tui.kept import Kept


def kept_line(kept: Kept) -> str:
    """`saved N`, the annotations on the disk, and what is not and why."""
    saved, unsaved = f"saved {kept.keeper.saved}", kept.keeper.unsaved
    if unsaved:
        return f"{saved}; {unsaved} not saved: {kept.reason or 'tried again at the next line'}"
    if kept.reason:
        return f"{saved}; only in the journal, not in the annotation file: {kept.reason}"
    return saved
