"""The name that was probably meant."""

from collections.abc import Iterable

from annotate.core.fitting import quoted


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, or None if none is much like it."""
    from difflib import get_close_matches  # 5 ms, and seldom needed

    # A name as long as a page is no misspelling, and would be slow to compare.
    close = get_close_matches(name[:100], list(known), 1)
    return close[0] if close else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The question with the nearest name in it, or nothing if there is none."""
    meant = nearest(name, known)
    return f"did you mean {quoted(meant)}?" if meant else ""
