"""Agreement as one page that opens from the disk: no script, nothing loaded, tables with pictures in
them, light and dark, readable without colors.

Names, labels and quotes stand only between tags, escaped. The page forbids itself everything but its
style sheet, known by its hash.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotate.core.agreement.figures import Figure
from annotate.core.agreement.metrics import METRICS
from annotate.core.agreement.values import Interval, Undefined
from annotate.report.agreement import numbers
from annotate.report.agreement.result import Behind, Confusion, Gate, Result, Sheet, sheets
from annotate.report.agreement.text import notes
from annotate.report.web import CLOSING, escape, opening

TITLE = "Agreement"
_WIDE = 220
_HIGH = 18
_STYLE = """
:root { color-scheme: light dark; --back: #fdfdfd; --ink: #1b1b1b; --faint: #555; --line: #bbb; --mark: #0b5cad; }
@media (prefers-color-scheme: dark) {
  :root { --back: #1b1b1b; --ink: #ececec; --faint: #aaa; --line: #555; --mark: #7db8ff; }
}
body { background: var(--back); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; }
caption { text-align: start; font-weight: 600; padding: .3rem 0; }
th, td { text-align: end; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid var(--line); vertical-align: middle;
  font-variant-numeric: tabular-nums; }
th:first-child, td.text, th.text { text-align: start; }
.faint, .faint td { color: var(--faint); }
.same { font-weight: 700; }
.short { border-inline-start: 4px solid var(--ink); padding-inline-start: .8rem; }
svg { display: block; }
.axis { stroke: var(--line); stroke-width: 1; }
.range { stroke: var(--mark); stroke-width: 3; }
.dot { fill: var(--mark); stroke: var(--back); stroke-width: 1; }
dt { font-weight: 600; margin-top: .6rem; }
dd { margin-inline-start: 1.5rem; }
"""


def html(result: Result, wanted: tuple[str, ...], gates: tuple[Gate, ...] = ()) -> Iterator[str]:
    """A whole document in UTF-8, piece by piece; ends with a line end."""
    yield f"{opening(TITLE, _STYLE)}<h1>{TITLE}</h1>\n"
    for sentence in (result.used(), *result.left_out(), *notes(result)):
        yield f'<p dir="auto">{escape(sentence)}</p>\n'
    yield from _gates(gates)
    found = sheets(result, wanted)
    yield "<h2>Figures</h2>\n"
    for sheet in found:
        yield from _sheet(sheet, sheet.annotators == result.annotators)
    yield from _undefined(result)
    if result.confusions:
        yield "<h2>What is taken for what</h2>\n"
        for confusion in result.confusions:
            yield from _confusion(confusion)
    if result.behind:
        yield "<h2>What annotators differ about</h2>\n"
        yield from _behind(result.behind)
    yield "<h2>What the figures mean</h2>\n"
    yield from _meanings([name for name in METRICS if any(name in sheet.metrics for sheet in found)])
    yield CLOSING


def _gates(gates: tuple[Gate, ...]) -> Iterator[str]:
    if gates:
        yield '<ul class="short">\n'
        for each in gates:
            value = each.value
            is_now = f"undefined ({value.reason})" if isinstance(value, Undefined) else f"{value:.3f}"
            who = " and ".join(each.annotators)
            what, unit = each.subject.title, each.subject.unit.value
            yield (
                f'<li dir="auto">{escape(each.metric)} of {escape(what)} ({unit}; {escape(who)}): '
                f"{escape(is_now)}, to be at least {each.least:g}</li>\n"
            )
        yield "</ul>\n"


def _sheet(sheet: Sheet, everyone: bool) -> Iterator[str]:
    who = "" if everyone else f" ({' and '.join(sheet.annotators)})"
    yield f'<div class="wide"><table>\n<caption>{escape(sheet.title + who)}</caption>\n<thead><tr><th scope="col">'
    yield 'about</th><th scope="col">n</th>'
    yield "".join(f'<th scope="col">{escape(each)}</th>' for each in sheet.metrics)
    yield f'<th scope="col" class="text">{escape(sheet.leading)}, 0 to 1</th><th scope="col">95 %</th></tr>'
    yield "</thead>\n<tbody>\n"
    place = sheet.metrics.index(sheet.leading)
    for title, figures in sheet.rows:
        used = next((each.n for each in figures if each), 0)
        yield f'<tr><th scope="row" dir="auto">{escape(title)}</th><td>{used:,}</td>'
        yield "".join(f"<td>{_value(each)}</td>" for each in figures)
        yield f"<td>{_picture(figures[place])}</td>"
        leading = figures[place]
        yield f"<td>{numbers.interval(leading.interval) if leading else ''}</td></tr>\n"
    yield "</tbody></table></div>\n"


def _value(figure: Figure | None) -> str:
    if figure is None:
        return ""
    if isinstance(figure.value, Undefined):
        return f'<span title="{escape(figure.value.reason)}">undefined</span>'
    return numbers.value(figure.value)


def _picture(figure: Figure | None) -> str:
    if figure is None or isinstance(figure.value, Undefined):
        return ""

    def at(number: float) -> float:
        return round(6 + min(1.0, max(0.0, number)) * (_WIDE - 12), 1)

    middle = _HIGH // 2
    told = f"{figure.value:.3f}"
    marks = f'<line class="axis" x1="6" y1="{middle}" x2="{_WIDE - 6}" y2="{middle}"/>'
    if isinstance(figure.interval, Interval):
        low, high = figure.interval.low, figure.interval.high
        told += f", 95 % from {low:.3f} to {high:.3f}"
        marks += f'<line class="range" x1="{at(low)}" y1="{middle}" x2="{at(high)}" y2="{middle}"/>'
    marks += f'<circle class="dot" cx="{at(figure.value)}" cy="{middle}" r="4"/>'
    return (
        f'<svg role="img" aria-label="{told}" width="{_WIDE}" height="{_HIGH}" '
        f'viewBox="0 0 {_WIDE} {_HIGH}">{marks}</svg>'
    )


def _undefined(result: Result) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for each in result.figures:
        if isinstance(each.value, Undefined):
            reasons.setdefault(each.value.reason, []).append(each.subject.title)
    if reasons:
        yield "<h3>Undefined</h3>\n<dl>\n"
        for reason, titles in reasons.items():
            yield f'<dt>{escape(reason)}</dt><dd dir="auto">{escape(", ".join(dict.fromkeys(titles)))}</dd>\n'
        yield "</dl>\n"


def _confusion(confusion: Confusion) -> Iterator[str]:
    first, second = confusion.annotators
    head = f"{confusion.title} ({first} down, {second} across)"
    yield f'<div class="wide"><table>\n<caption dir="auto">{escape(head)}</caption>\n<thead><tr><td></td>'
    yield "".join(f'<th scope="col" dir="auto">{escape(each)}</th>' for each in confusion.categories)
    yield "</tr></thead>\n<tbody>\n"
    for k, (category, row) in enumerate(zip(confusion.categories, confusion.counts, strict=True)):
        cells = "".join(f'<td class="same">{n:,}</td>' if k == i else f"<td>{n:,}</td>" for i, n in enumerate(row))
        yield f'<tr><th scope="row" dir="auto">{escape(category)}</th>{cells}</tr>\n'
    yield "</tbody></table></div>\n"


def _behind(behind: tuple[Behind, ...]) -> Iterator[str]:
    yield '<div class="wide"><table>\n<thead><tr>'
    yield "".join(f'<th scope="col" class="text">{each}</th>' for each in ("unit", "about", "text", "who says what"))
    yield "</tr></thead>\n<tbody>\n"
    for each in behind:
        said = "<br>".join(
            f'<bdi>{escape(one.annotator)}</bdi>: <bdi>{escape(one.answer)}</bdi> '
            f'<span class="faint">{escape(one.place)}</span>'
            for one in each.said
        )  # fmt: skip
        yield (
            f'<tr><td class="text">{each.subject.unit.value}</td>'
            f'<td class="text" dir="auto">{escape(each.subject.title)}</td>'
            f'<td class="text" dir="auto">{escape(each.quote)}</td><td class="text">{said}</td></tr>\n'
        )
    yield "</tbody></table></div>\n"


def _meanings(names: list[str]) -> Iterator[str]:
    yield "<dl>\n"
    for name in names:
        metric = METRICS[name]
        source = f" Source: {metric.source}." if metric.source else ""
        yield f"<dt>{escape(name)}</dt><dd>{escape(metric.what)}.{escape(source)} "
        yield f"Not to be trusted blindly: {escape(metric.distrust)}.</dd>\n"
    yield "</dl>\n"
