"""Agreement for people: tables, a picture of each leading figure, who takes what for what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from annotate.core.agreement.figures import WHOLE_ONLY, Figure
from annotate.core.agreement.subjects import Unit
from annotate.core.agreement.values import Interval, Undefined
from annotate.core.display import display, width
from annotate.report.agreement import numbers
from annotate.report.agreement.result import Behind, Confusion, Result, Sheet, sheets
from annotate.report.words import count

_NAME = 26
_NUMBER = 10
_CELL = 6
_LEAST_CHART = 16
_MOST_CHART = 50


class Look:
    """How wide a line may be, whether it has colors, and the signs that the reader's encoding has."""

    def __init__(self, columns: int, color: bool, signs: bool) -> None:
        self.columns = max(40, columns)
        self.color = color
        self.dot, self.bar, self.line = ("●", "━", "·") if signs else ("o", "=", ".")

    def strong(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if self.color else text

    def faint(self, text: str) -> str:
        return f"\x1b[2m{text}\x1b[0m" if self.color else text


def pieces(result: Result, wanted: Sequence[str], look: Look, pairs: bool) -> Iterator[str]:
    """Lines with their ends, safe to show. Of more than two annotators each two are told of only if
    `pairs` are wanted: six annotators are fifteen."""
    yield from _folded(display(result.used()), look)
    for sentence in result.left_out():
        yield from _folded(display(sentence), look)
    whole = result.annotators
    found = sheets(result, wanted)
    about_all = [each for each in found if each.annotators == whole]
    # Some measures are for two only: who asks for them wants to see them.
    short = len(whole) > 2 and not pairs and bool(about_all)
    for sheet in about_all if short else found:
        yield "\n"
        yield from _sheet(sheet, look, "" if sheet.annotators == whole else _pair(sheet.annotators))
    yield from _undefined(about_all if short else found, look)
    for confusion in () if short else result.confusions:
        yield "\n"
        yield from _confusion(confusion, look)
    if result.behind:
        yield "\n" + look.strong("What annotators differ about") + "\n"
        for each in result.behind:
            yield from _behind(each, look)
    yield "\n"
    for sentence in notes(result):
        yield from _folded(sentence, look)
    if short:
        yield from _folded("Each two annotators, and who takes what for what: --pairs.", look)


def notes(result: Result) -> Iterator[str]:
    """How the figures were made."""
    if any(each.subject.unit is Unit.TOKEN for each in result.figures):
        yield f"Tokens: {result.tokenizer}."
    yield "n: units used for the first figure; docs/agreement.md says what each figure means."
    yield from _intervals(result)


def _intervals(result: Result) -> Iterator[str]:
    known = next((each.interval for each in result.figures if isinstance(each.interval, Interval)), None)
    if known is None:
        if result.figures and isinstance(result.figures[0].interval, Undefined):
            yield f"No intervals: {result.figures[0].interval.reason}."
        return
    yield (
        f"Intervals: 95 % of {known.resamples:,} resamples of {numbers.drawn(known)} (bootstrap, seed {known.seed})."
    )
    if known.run:
        yield "They are narrower than over documents would be: paragraphs of one document are alike."
    if any(each.interval == WHOLE_ONLY for each in result.figures):
        yield "Figures that are not made from single paragraphs (of relations; alpha-u, gamma) have none."


def _sheet(sheet: Sheet, look: Look, who: str) -> Iterator[str]:
    yield look.strong(sheet.title) + (f" {who}" if who else "") + "\n"
    name = min(_NAME, max(len("label"), *(width(display(title)) for title, _ in sheet.rows)))
    for part in _parted(sheet.metrics, look.columns - name - _NUMBER):
        cells = [len(sheet.metrics[at]) if len(sheet.metrics[at]) > _CELL else _CELL for at in part]
        heads = (sheet.metrics[at].rjust(cell + 2) for at, cell in zip(part, cells, strict=True))
        yield look.faint(" " * name + "n".rjust(_NUMBER) + "".join(heads)) + "\n"
        for title, figures in sheet.rows:
            shown = (
                (numbers.value(each.value) if (each := figures[at]) else "").rjust(cell + 2)
                for at, cell in zip(part, cells, strict=True)
            )
            yield (_fit(title, name) + f"{_n(figures):,}".rjust(_NUMBER) + "".join(shown)).rstrip() + "\n"
    yield from _chart(sheet, look, name)


def _parted(metrics: Sequence[str], columns: int) -> Iterator[list[int]]:
    """The places of the measures, as many at a time as fit side by side."""
    part: list[int] = []
    taken = 0
    for at, metric in enumerate(metrics):
        needed = max(_CELL, len(metric)) + 2
        if part and taken + needed > columns:
            yield part
            part, taken = [], 0
        part.append(at)
        taken += needed
    yield part


def _n(figures: Sequence[Figure | None]) -> int:
    """The units behind the first measure."""
    return next((each.n for each in figures if each), 0)


def _chart(sheet: Sheet, look: Look, name: int) -> Iterator[str]:
    """The leading figure between 0 and 1 with its interval; what is below 0 stands at the edge."""
    place = sheet.metrics.index(sheet.leading)
    rows = [(title, figures[place]) for title, figures in sheet.rows]
    known = any(each and isinstance(each.interval, Interval) for _, each in rows)
    rest = look.columns - name - 9 - (18 if known else 0)
    if rest < _LEAST_CHART:
        return
    cells = min(_MOST_CHART, rest)
    head = sheet.leading.rjust(name + 7) + "  " + "0".ljust(cells - 1) + "1"
    yield look.faint(head) + "\n"
    for title, figure in rows:
        if figure is None or isinstance(figure.value, Undefined):
            continue
        picture = _picture(figure.value, figure.interval, cells, look)
        line = f"{_fit(title, name)} {numbers.value(figure.value):>6}  {picture}  {numbers.interval(figure.interval)}"
        yield line.rstrip() + "\n"


def _picture(value: float, interval: Interval | Undefined, cells: int, look: Look) -> str:
    def at(number: float) -> int:
        return round(min(1.0, max(0.0, number)) * (cells - 1))

    signs = [look.line] * cells
    if isinstance(interval, Interval):
        for cell in range(at(interval.low), at(interval.high) + 1):
            signs[cell] = look.bar
    signs[at(value)] = "<" if value < 0 else look.dot
    return "".join(signs)


def _undefined(found: Sequence[Sheet], look: Look) -> Iterator[str]:
    """The reasons behind the dashes, each once."""
    reasons: dict[str, list[str]] = {}
    for title, figures in chain.from_iterable(sheet.rows for sheet in found):
        for each in figures:
            if each and isinstance(each.value, Undefined):
                reasons.setdefault(each.value.reason, []).append(title)
    if reasons:
        yield "\n" + look.strong("Undefined (-)") + "\n"
        for reason, titles in reasons.items():
            yield from _folded(f"{reason}: {', '.join(display(each) for each in dict.fromkeys(titles))}", look, "  ")


def _confusion(confusion: Confusion, look: Look) -> Iterator[str]:
    first, second = map(display, confusion.annotators)
    yield look.strong(display(confusion.title)) + f" ({first} down, {second} across)\n"
    names = [display(each) for each in confusion.categories]
    name = min(_NAME, max(map(width, names)))
    cell = max(len(f"{each:,}") for row in confusion.counts for each in row) + 2
    cell = max(cell, len(str(len(names))) + 2, min(14, max(map(width, names)) + 2))
    short = name + 4 + cell * len(names) > look.columns
    if short:
        cell = max(len(f"{each:,}") for row in confusion.counts for each in row) + 2
    fitting = max(1, (look.columns - name - 4) // cell)
    for at in range(0, len(names), fitting):
        heads = [str(k + 1) if short else _cut(names[k], cell - 2) for k in range(at, min(at + fitting, len(names)))]
        yield look.faint(" " * (name + 4) + "".join(_right(each, cell) for each in heads)) + "\n"
        for k, row in enumerate(confusion.counts):
            number = f"{k + 1:>3} " if short else "    "
            cells = "".join(f"{each:,}".rjust(cell) for each in row[at : at + fitting])
            yield f"{number}{_fit(confusion.categories[k], name)}{cells}\n"


def _behind(each: Behind, look: Look) -> Iterator[str]:
    many = f" ({count(each.count, 'token')})" if each.count > 1 else ""
    yield f"{each.subject.unit.value} {display(each.subject.title)}: {display(each.quote)}{many}\n"
    for said in each.said:
        yield f"  {display(said.place)}: {display(said.annotator)}: {display(said.answer)}\n"


def _pair(annotators: Sequence[str]) -> str:
    return f"({' and '.join(map(display, annotators))})"


def _fit(name: str, columns: int) -> str:
    shown = _cut(display(name), columns)
    return shown + " " * (columns - width(shown))


def _right(shown: str, columns: int) -> str:
    return " " * (columns - width(shown)) + shown


def _cut(shown: str, columns: int) -> str:
    if width(shown) <= columns:
        return shown
    while shown and width(shown) > columns - 1:
        shown = shown[:-1]
    return shown + "~"


def _folded(sentence: str, look: Look, indent: str = "") -> Iterator[str]:
    line = indent
    for word in sentence.split(" "):
        if line.strip() and width(line) + 1 + width(word) > look.columns:
            yield line + "\n"
            line = indent + "  "
        line += word if not line.strip() else f" {word}"
    yield line + "\n"
