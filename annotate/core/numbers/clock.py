"""Times of day: "12:30", "5 pm", "7 o'clock"."""

from annotate.core.numbers.date import Date, up_to
from annotate.core.numbers.tokens import Token, joined
from annotate.core.numbers.vocabulary import ONES, word_set

# After these "9:15" is a time and no ratio.
_CUES = word_set("at by until till from before after around about to and since")
_OCLOCK = frozenset({"o'clock", "o’clock"})


def time_at(tokens: list[Token], i: int) -> Date | None:
    """Such as "12:30", "5 pm", "5.30pm", "7 o'clock"."""
    hour = up_to(tokens[i], 23) if tokens[i].text not in ("0", "00") else 0
    minute, j = 0, i + 1
    if hour is None:
        hours, dot, minutes = tokens[i].text.partition(".")
        if not dot or len(minutes) != 2 or not (hours + minutes).isdecimal() or len(hours) > 2:
            return None
        hour, minute = int(hours), int(minutes)
        if hour > 12 or minute > 59 or _half_of_day(tokens, j) is None:
            return None
    elif tokens[j].text == ":" and joined(tokens, j) and joined(tokens, j + 1):
        minutes = tokens[j + 1].text
        if len(minutes) != 2 or not minutes.isdecimal() or int(minutes) > 59:
            return None
        minute, j = int(minutes), j + 2
    half = _half_of_day(tokens, j)
    if half is not None:
        hour, stop = hour % 12 + 12 * half[0], half[1]
        return Date(f"{hour:02d}:{minute:02d}", stop)
    if tokens[j].low in _OCLOCK:
        return Date(f"{hour:02d}:00", j + 1)
    if j == i + 1 or (len(tokens[i].text) < 2 and not (i and tokens[i - 1].low in _CUES)):
        return None
    return Date(f"{hour:02d}:{minute:02d}", j)


def _half_of_day(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """0 for "am" or "a.m.", 1 for "pm" at token `i`, and the token after it."""
    low = tokens[i].low
    if low in ("am", "pm"):
        return int(low == "pm"), i + 1
    if low in ("a", "p") and tokens[i + 1].text == "." and tokens[i + 2].low == "m":
        stop = i + 4 if tokens[i + 3].text == "." and joined(tokens, i + 3) else i + 3
        return int(low == "p"), stop
    return None


def hour_in_words(tokens: list[Token], i: int) -> Date | None:
    """Such as "five o'clock"."""
    hour = ONES.get(tokens[i].low, 0)
    if not 1 <= hour <= 12 or tokens[i + 1].low not in _OCLOCK:
        return None
    return Date(f"{hour:02d}:00", i + 2)
