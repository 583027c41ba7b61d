"""Finding every number phrase of a text."""

import unicodedata

import msgspec

from annotate.core.numbers.cardinals import HYPHENS, Number, number_at
from annotate.core.numbers.dates import date_at
from annotate.core.numbers.digits import tidy
from annotate.core.numbers.measures import Unit, currency_before, unit_at
from annotate.core.numbers.modifiers import (
    BEFORE_BY_WORD,
    is_preposition,
    modifier_after,
    modifiers_at,
)
from annotate.core.numbers.phrase import Comparator, Kind, NumberPhrase
from annotate.core.numbers.tokens import Shape, Token, joined, tokenize
from annotate.core.numbers.units import CURRENCY_CODES, CURRENCY_SIGNS, DOLLAR_PREFIXES, NAMES
from annotate.core.numbers.vocabulary import (
    ADVERBS,
    DATE_LEADS,
    DECADES,
    DOZENS,
    FOLDS,
    FRACTION_SIGNS,
    MONTHS,
    ONES,
    ORDINAL_SCALES,
    ORDINALS,
    PLURAL_SCALES,
    REFERENCES,
    SCALES,
    TENS,
    VAGUE_LEADS,
    word_set,
)

_DASHES = frozenset("-–—‐‑−")
# The first words and signs of all phrases that do not start with digits.
_STARTS = frozenset(
    {*ONES, *TENS, *ORDINALS, *ORDINAL_SCALES, *SCALES, *MONTHS, *DECADES, *FOLDS, *ADVERBS,
     *FRACTION_SIGNS, *BEFORE_BY_WORD, *PLURAL_SCALES, *VAGUE_LEADS, *DOZENS, *DATE_LEADS,
     *CURRENCY_SIGNS, *(code.lower() for code in (*CURRENCY_CODES, *DOLLAR_PREFIXES)),
     "hundred", "half", "quarter", "a", "an", "minus", "negative", "every", "between", "from",
     "-", "−", "–", "+", ".", "'", "’", "‘"}
)  # fmt: skip
_RATIO_CUES = frozenset({"ratio", "odds", "margin", "score", "ratios", "scored", "won", "lost",
                         "beat", "outnumber", "outnumbered", "rate"})  # fmt: skip
_PERIODS = word_set("second minute hour day night week month quarter year decade century")
_MULTIPLIED = word_set("as more less fewer greater the that what his her its their our")


class _Core(msgspec.Struct, frozen=True):
    """A phrase without the modifiers around it; it ends before token `stop`."""

    stop: int
    kind: Kind
    value: int | float | None = None
    value_text: str | None = None
    unit: str | None = None
    bare: bool = False


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[NumberPhrase]:
    """Every number phrase in `text[start:end]`, in order, none overlapping; offsets in `text`.

    A phrase holds the number, an approximator beside it, scale words and the unit of measurement,
    money, percent or time; what is counted stays outside. It never crosses a blank line.
    Takes time linear in the length. Raises ValueError unless 0 <= start <= end <= len(text).
    """
    end = len(text) if end is None else end
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"need 0 <= start <= end <= {len(text)}, got {start}:{end}")
    tokens = tokenize(text, start, end)
    phrases: list[NumberPhrase] = []
    i, last, previous = 0, len(tokens) - 16, 0
    while i < last:
        token = tokens[i]
        if token.shape is not Shape.NUMBER and token.low not in _STARTS:
            i += 1
            continue
        found = _phrase_at(tokens, i, bool(phrases) and previous == i)
        if found is None:
            i += 1
            continue
        phrase, i = found
        previous = i
        if not _splits_character(text, phrase):
            phrases.append(phrase)
    return phrases


def _splits_character(text: str, phrase: NumberPhrase) -> bool:
    """A mark follows that belongs to the last character, as in a keycap emoji."""
    if phrase.end >= len(text):
        return False
    after = text[phrase.end]
    return after > "\u02ff" and (
        unicodedata.category(after) in ("Mn", "Me", "Mc") or after in "\u200d\ufe0f"
    )


def _phrase_at(tokens: list[Token], i: int, after_phrase: bool) -> tuple[NumberPhrase, int] | None:
    comparator, j = modifiers_at(tokens, i)
    if j > i and (is_preposition(tokens, i) or (after_phrase and tokens[i].low == "over")):
        return None
    core = _core_at(tokens, j)
    if core is None or (j > i and core.kind is Kind.ORDINAL):
        return None
    if core.bare and _is_name(tokens, i, j, core.stop):
        return None
    stop, said = core.stop, modifier_after(tokens, core.stop)
    if said is not None and core.kind not in (Kind.DATE, Kind.ORDINAL, Kind.RATIO):
        if comparator in (Comparator.EXACT, Comparator.APPROX):
            comparator = said[0]
        stop = said[1]
    start = tokens[i].start
    return (
        NumberPhrase(
            start, tokens[stop - 1].end, core.kind, core.value, core.value_text, comparator,
            core.unit,
        ),
        stop,
    )  # fmt: skip


def _is_name(tokens: list[Token], start: int, i: int, stop: int) -> bool:
    """A bare number that names something: "Article 5", "Second World War", "[12]"."""
    before = tokens[start - 1] if start else None
    if before is None:
        return False
    if start == i:
        lead = before
        if lead.text == "." and start > 1 and joined(tokens, start - 1):
            lead = tokens[start - 2]
            if lead.low not in ("fig", "figs", "no", "nos", "nr", "eq", "eqs", "vol", "pp", "p"):
                lead = before
        if lead.low in REFERENCES or lead.text == "№":
            return True
        if before.text == "[" and tokens[stop].text in ("]", ","):
            return True
    first = tokens[i]
    if first.shape is Shape.WORD and first.text[:1].isupper() and before.shape is Shape.WORD:
        return tokens[stop].shape is Shape.WORD and tokens[stop].text[:1].isupper()
    return False


def _core_at(tokens: list[Token], i: int) -> _Core | None:
    for rule in (_date, _every, _adverb, _vague, _bounded, _amount):
        core = rule(tokens, i)
        if core is not None:
            return core
    return None


def _date(tokens: list[Token], i: int) -> _Core | None:
    found = date_at(tokens, i)
    if found is None:
        return None
    return _Core(found.stop, Kind.DATE, value_text=found.text)


def _every(tokens: list[Token], i: int) -> _Core | None:
    """ "Every two years"."""
    if tokens[i].low != "every":
        return None
    number = number_at(tokens, i + 1)
    if number is None:
        return None
    unit = unit_at(tokens, number.stop)
    if unit is None or unit.kind is not Kind.DURATION:
        return None
    value = tidy(1 / number.value) if number.value else None
    return _Core(unit.stop, Kind.FREQUENCY, value, unit=unit.name)


def _adverb(tokens: list[Token], i: int) -> _Core | None:
    """ "Twice a week", "twice as many", "threefold", "more than once"."""
    low = tokens[i].low
    if low in FOLDS:
        return _Core(i + 1, Kind.MULTIPLIER, FOLDS[low])
    if low not in ADVERBS:
        return None
    value = ADVERBS[low]
    period = _period(tokens, i + 1)
    if period is not None:
        return _Core(period[1], Kind.FREQUENCY, tidy(value * period[2]), unit=period[0])
    if low == "once":
        counted = i > 0 and tokens[i - 1].low in ("than", "least", "only", "exactly")
        return _Core(i + 1, Kind.FREQUENCY, 1) if counted else None
    kind = Kind.MULTIPLIER if _multiplies(tokens, i + 1) else Kind.FREQUENCY
    return _Core(i + 1, kind, value)


def _period(tokens: list[Token], i: int) -> tuple[str, int, float] | None:
    """ "A week", "per day", "every two years": unit, token after it, periods per unit."""
    if tokens[i].low not in ("a", "an", "per", "each", "every"):
        return None
    if tokens[i].low == "every":
        every = _every(tokens, i)
        if every is not None and every.unit is not None and every.value is not None:
            return every.unit, every.stop, every.value
    if tokens[i + 1].low not in _PERIODS:
        return None
    return tokens[i + 1].low, i + 2, 1


def _multiplies(tokens: list[Token], i: int) -> bool:
    """A comparison follows: "as many", "higher", "the size"."""
    after = tokens[i].low
    return after in _MULTIPLIED or (after.endswith("er") and len(after) > 4)


def _vague(tokens: list[Token], i: int) -> _Core | None:
    """ "Thousands", "hundreds of thousands", "several hundred", "millions of dollars"."""
    j = i
    if tokens[i].low in VAGUE_LEADS or (tokens[i].low == "a" and tokens[i + 1].low in VAGUE_LEADS):
        j = i + 2 if tokens[i].low == "a" else i + 1
        if tokens[j].low == "of":
            j += 1
        if not (tokens[j].low in PLURAL_SCALES or tokens[j].low in ("hundred", "thousand",
                "million", "billion", "dozen", "trillion")):  # fmt: skip
            return None
        if tokens[i].low in ("many", "some"):
            return None
    elif tokens[i].low not in PLURAL_SCALES or (
        tokens[i].low in ("scores", "tens") and tokens[i + 1].low != "of"
    ):
        return None
    stop = j + 1
    while tokens[stop].low == "of" and tokens[stop + 1].low in PLURAL_SCALES:
        stop += 2
    if tokens[stop].low in SCALES:
        stop += 1
    unit = unit_at(tokens, stop + 1) if tokens[stop].low == "of" else unit_at(tokens, stop)
    if unit is not None and unit.kind in (Kind.MONEY, Kind.MEASURE, Kind.DURATION):
        return _Core(unit.stop, Kind.VAGUE, unit=unit.name)
    return _Core(stop, Kind.VAGUE)


class _Quantity(msgspec.Struct, frozen=True):
    """A number with its unit, if any; `shown` are the digits that stand for it in a ratio."""

    number: Number
    unit: Unit | None
    stop: int

    @property
    def shown(self) -> str | None:
        value = self.number.value
        if value is None or value < 0:
            return None
        return str(value) if isinstance(value, int) or "e" not in str(value) else None


def _quantity_at(tokens: list[Token], i: int) -> _Quantity | None:
    """A number with the money sign before or the unit after it, and modifiers inside a range."""
    money = currency_before(tokens, i)
    j = money[1] if money is not None else i
    number = number_at(tokens, j, money is not None)
    if number is None:
        return None
    stop = number.stop
    if money is not None:
        if number.ordinal:
            return None
        return _Quantity(number, Unit(money[0], Kind.MONEY, stop), stop)
    if number.ordinal:
        return _Quantity(number, None, stop)
    stop = _tolerance(tokens, stop)
    unit = unit_at(tokens, stop)
    if unit is None and (number.fraction or number.value == 0.5):
        skip = 2 if tokens[stop].low == "of" else 1
        if tokens[stop + skip - 1].low in ("a", "an"):
            unit = unit_at(tokens, stop + skip)
    if unit is None and tokens[stop].low == "of" and (number.value or 0) >= 1000:
        unit = unit_at(tokens, stop + 1)
        unit = unit if unit is not None and unit.kind is Kind.MONEY else None
    return _Quantity(number, unit, unit.stop if unit is not None else stop)


def _tolerance(tokens: list[Token], i: int) -> int:
    """The token after "± 30" at token `i`, or `i`."""
    if tokens[i].text != "±":
        return i
    number = number_at(tokens, i + 1)
    return i if number is None or number.ordinal else number.stop


def _bounded(tokens: list[Token], i: int) -> _Core | None:
    """ "Between 40 and 50%", "from 5 to 8"."""
    low = tokens[i].low
    if low not in ("between", "from"):
        return None
    words = ("and",) if low == "between" else ("to", "until", "till", *_DASHES)
    _, j = modifiers_at(tokens, i + 1)
    years = _years(tokens, j, words)
    if years is not None:
        return years
    first = _quantity_at(tokens, j)
    if first is None or first.number.ordinal or tokens[first.stop].low not in words:
        return None
    _, j = modifiers_at(tokens, first.stop + 1)
    second = _quantity_at(tokens, j)
    if second is None or second.number.ordinal:
        return None
    if low == "between" and second.unit is None and second.number.value == first.number.value:
        return None
    return _range(first, second)


def _years(tokens: list[Token], i: int, words: tuple[str, ...]) -> _Core | None:
    first = date_at(tokens, i)
    if first is None or tokens[first.stop].low not in words:
        return None
    second = date_at(tokens, first.stop + 1)
    if second is None or first.text is None or second.text is None:
        return None
    return _Core(second.stop, Kind.DATE, value_text=f"{first.text}..{second.text}")


def _range(first: _Quantity, second: _Quantity) -> _Core:
    low, high = first.shown, second.shown
    text = None if low is None or high is None else f"{low}..{high}"
    unit = second.unit or first.unit
    return _Core(second.stop, Kind.RANGE, value_text=text, unit=unit.name if unit else None)


def _amount(tokens: list[Token], i: int) -> _Core | None:
    first = _quantity_at(tokens, i)
    if first is None:
        return None
    if first.number.ordinal:
        return _ordinal(tokens, i, first)
    for rule in (_part_of_whole, _parts, _to_range, _for_every, _per_many, _times):
        core = rule(tokens, i, first)
        if core is not None:
            return core
    value = first.number.value
    if first.unit is not None:
        return _Core(first.stop, first.unit.kind, value, unit=first.unit.name)
    if _is_half_word(tokens, i, first):
        return None
    return _Core(first.stop, Kind.CARDINAL, value, bare=first.stop == i + 1)


def _is_half_word(tokens: list[Token], i: int, first: _Quantity) -> bool:
    """The "one" of "one-sided"."""
    return (
        tokens[i].low == "one"
        and first.stop == i + 1
        and tokens[i + 1].text in HYPHENS
        and joined(tokens, i + 1)
    )


def _ordinal(tokens: list[Token], i: int, first: _Quantity) -> _Core | None:
    """ "The first", "2nd", but not "at first", "first of all", "first-class"."""
    stop = first.stop
    if tokens[stop].text in HYPHENS and joined(tokens, stop) and joined(tokens, stop + 1):
        return None
    if tokens[i].low == "first":
        before = tokens[i - 1].low if i else ""
        after = tokens[stop]
        if before == "at" or (after.low == "of" and tokens[stop + 1].low == "all"):
            return None
        if after.text == "," and (i == 0 or tokens[i - 1].text in ".!?"):
            return None
    if tokens[i].low == "second" and i and tokens[i - 1].low in ("split", "per"):
        return None
    return _Core(stop, Kind.ORDINAL, first.number.value, bare=stop == i + 1)


def _whole(quantity: _Quantity) -> int | None:
    value = quantity.number.value
    return value if quantity.unit is None and isinstance(value, int) and value > 0 else None


def _part_of_whole(tokens: list[Token], i: int, first: _Quantity) -> _Core | None:
    """ "One in five", "nine out of ten", "one in every three"."""
    part, j = _whole(first), first.stop
    if part is None:
        return None
    strong = False
    if tokens[j].low == "out" and tokens[j + 1].low == "of":
        j, strong = j + 2, True
    elif tokens[j].low in ("in", "of"):
        j += 1
        if tokens[j - 1].low == "of" and tokens[j].low not in ("every", "each"):
            return None
    else:
        return None
    if tokens[j].low in ("every", "each"):
        j, strong = j + 1, True
    second = _quantity_at(tokens, j)
    if second is None or second.number.ordinal or second.number.stop == second.stop - 5:
        return None
    whole = _whole(second)
    if whole is None or part > whole or (part == whole and not strong):
        return None
    if not strong and (part > 9 or (whole > 20 and whole not in (100, 1000, 10000, 100000, 10**6))):
        return None
    return _Core(second.stop, Kind.RATIO, value_text=f"{part}/{whole}")


def _parts(tokens: list[Token], i: int, first: _Quantity) -> _Core | None:
    """ "Three to one", "3:1", "10-to-1", "won 3–1"."""
    j = first.stop
    hyphens = tokens[j].text in HYPHENS and joined(tokens, j)
    if hyphens and tokens[j + 1].low == "to" and tokens[j + 2].text in HYPHENS:
        j, sure = j + 3, True
    elif tokens[j].low == "to":
        j, sure = j + 1, False
    elif tokens[j].text == ":" and joined(tokens, j) and joined(tokens, j + 1):
        j, sure = j + 1, True
    elif tokens[j].text in _DASHES and joined(tokens, j) and joined(tokens, j + 1):
        j, sure = j + 1, False
    else:
        return None
    if (_whole(first) is None and first.number.value != 0) or first.unit is not None:
        return None
    second = _quantity_at(tokens, j)
    if second is None or second.unit is not None or second.number.ordinal:
        return None
    left, right = first.number.value, second.number.value
    if left is None or right is None or first.shown is None or second.shown is None:
        return None
    cued = any(tokens[k].low in _RATIO_CUES for k in range(max(0, i - 4), i))
    if not (sure or cued or left > right):
        return None
    return _Core(second.stop, Kind.RATIO, value_text=f"{first.shown}:{second.shown}")


def _to_range(tokens: list[Token], i: int, first: _Quantity) -> _Core | None:
    """ "10 to 15 per cent", "5–8", "one or two", "27 keV to 21 MeV"."""
    j = first.stop
    dash = tokens[j].text in _DASHES and joined(tokens, j) == joined(tokens, j + 1)
    if not dash and tokens[j].low not in ("to", "or"):
        return None
    if tokens[j].text == "—" and not joined(tokens, j):
        return None
    if tokens[j].low == "or" and first.unit is not None:
        return None
    _, k = modifiers_at(tokens, j + 1) if tokens[j].low == "to" else (None, j + 1)
    second = _quantity_at(tokens, k)
    if second is None or second.number.ordinal:
        return None
    left, right = first.number.value, second.number.value
    if left is None or right is None:
        return None
    if first.unit is None and left >= right:
        return None
    if first.unit is not None and (second.unit is None or second.unit.kind is not first.unit.kind):
        return None
    core = _range(first, second)
    times = _times(tokens, i, second)
    return _Core(times.stop, Kind.RANGE, value_text=core.value_text) if times else core


def _for_every(tokens: list[Token], i: int, first: _Quantity) -> _Core | None:
    """ "3 women for every man", "two jobs for every five people"."""
    part = _whole(first)
    if part is None:
        return None
    for j in range(first.stop, first.stop + 10):
        token = tokens[j]
        if token.shape in (Shape.NUMBER, Shape.BREAK) or token.text in ".;!?" or token.low in ONES:
            return None
        if token.low in ("for", "to", "per") and tokens[j + 1].low in ("every", "each"):
            break
    else:
        return None
    second = _quantity_at(tokens, j + 2)
    if second is not None and _whole(second) is not None:
        return _Core(second.stop, Kind.RATIO, value_text=f"{part}:{_whole(second)}")
    noun = tokens[j + 2]
    if noun.shape is not Shape.WORD or noun.low in NAMES:
        return None
    return _Core(j + 3, Kind.RATIO, value_text=f"{part}:1")


def _per_many(tokens: list[Token], i: int, first: _Quantity) -> _Core | None:
    """ "20 per 100,000"."""
    if tokens[first.stop].low != "per" or first.unit is not None or first.shown is None:
        return None
    second = _quantity_at(tokens, first.stop + 1)
    if second is None or _whole(second) is None:
        return None
    return _Core(second.stop, Kind.RATIO, value_text=f"{first.shown}/{_whole(second)}")


def _times(tokens: list[Token], i: int, first: _Quantity) -> _Core | None:
    """ "Three times as many", "five times a day", "1.5x", "10-fold"."""
    if first.unit is not None:
        return None
    j, value = first.stop, first.number.value
    if tokens[j].text in HYPHENS and joined(tokens, j) and tokens[j + 1].low in ("fold", "times"):
        return _Core(j + 2, Kind.MULTIPLIER, value)
    low = tokens[j].low
    if (low in ("x", "fold") and joined(tokens, j)) or (
        tokens[j].text == "×" and joined(tokens, j)
    ):
        return _Core(j + 1, Kind.MULTIPLIER, value)
    if low not in ("times", "time"):
        return None
    if low == "time" and value != 1:
        return None
    if low == "time":
        return None
    period = _period(tokens, j + 1)
    if period is not None:
        rate = None if value is None else tidy(value * period[2])
        return _Core(period[1], Kind.FREQUENCY, rate, unit=period[0])
    kind = Kind.MULTIPLIER if _multiplies(tokens, j + 1) else Kind.FREQUENCY
    return _Core(j + 1, kind, value)
