"""The name that was probably meant."""

from collections.abc import Container, Iterable, Iterator

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


def one_slip_away(id: str, known: Container[str]) -> str | None:
    """A known id that the id becomes by one slip of the finger; quick however many are known."""
    return next((each for each in _slips(id) if each != id and each in known), None)


def _slips(id: str) -> Iterator[str]:
    """With a character wrong, missing, too many, or two in the wrong order. An id is short."""
    if len(id) > 16:
        return
    for i in range(len(id) + 1):
        head, tail = id[:i], id[i:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in _IDS:
            yield head + letter + tail[1:]
            yield head + letter + tail


_IDS = "abcdefghijklmnopqrstuvwxyz0123456789"
