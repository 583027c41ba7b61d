"""Numbers, times and hints in words."""

from annotate.core.hints import capital


def count(number: int, thing: str) -> str:
    """`1 file`, `1,200 files`."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def hint_line(hint: str) -> str:
    """`Hint: Name a folder.`, not yet safe to show."""
    return f"Hint: {capital(hint)}"


def duration(seconds: int) -> str:
    """`45 s`, `12 min`, `3 h 05 min`; empty for none."""
    if seconds < 60:
        return f"{seconds} s" if seconds else ""
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
