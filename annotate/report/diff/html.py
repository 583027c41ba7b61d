"""The differences as one HTML file: no script, nothing loaded, light and dark, readable without
colors and aloud.

Text from files stands only between tags, escaped. The page forbids itself everything but its style
sheet, known by its hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annotate.core.compare.differences import Kind
from annotate.report.diff.marks import Mark, marks
from annotate.report.diff.pair import Fold, Page, Pair, story
from annotate.report.diff.stat import amount, names
from annotate.report.diff.style import SHEET
from annotate.report.diff.text import Look
from annotate.report.diff.wording import Detail, Entry, entries
from annotate.report.web import CLOSING, escape, opening
from annotate.report.words import count

_CLASSES = {"-": "l", "+": "r", "~": "b"}
_NAMES = {"-": "minus", "+": "plus", "~": "tilde"}
_LEGEND = {"-": "left", "+": "right", "~": "the same place, and something else differs"}
_READ = {"-": "only on the left: ", "+": "only on the right: ", "~": "differs: "}


def pieces(pairs: Iterable[Pair], look: Look) -> Iterator[str]:
    """A whole document, in UTF-8."""
    found = [pair for pair in pairs if pair.differs]
    title = f"Differences: {names(found[0])}" if len(found) == 1 else f"Differences in {count(len(found), 'file')}"
    yield opening(title, SHEET)
    yield f"<h1>{escape(title.partition(':')[0])}</h1>\n"
    yield from _overview(found)
    for number, pair in enumerate(found):
        yield from _pair(number, pair, look)
    yield CLOSING


def _overview(pairs: Sequence[Pair]) -> Iterator[str]:
    if not pairs:
        yield "<p>No annotation differs.</p>\n"
        return
    parts = ((_CLASSES[sign], _NAMES[sign], sign, said) for sign, said in _LEGEND.items())
    told = ", ".join(
        f'<span class="{kind}"><span class="s {name}">[{sign}</span>{said}<span class="s {name}">{sign}]</span></span>'
        for kind, name, sign, said in parts
    )
    yield f"<p>Marks in the text: {told}; each with the letter of its label.</p>\n"
    if len(pairs) > 1:
        yield from _table(pairs)


def _table(pairs: Sequence[Pair]) -> Iterator[str]:
    kinds = [kind for kind in Kind if any(pair.kinds[kind] for pair in pairs)]
    yield '<div class="wide"><table>\n<thead><tr><th scope="col">files</th>'
    yield "".join(f'<th scope="col">{kind.value}</th>' for kind in kinds) + "</tr></thead>\n<tbody>\n"
    for number, pair in enumerate(pairs):
        cells = "".join(f'<td class="n">{pair.kinds[kind]:,}</td>' for kind in kinds)
        name = f'<a href="#pair-{number}" dir="auto">{escape(names(pair))}</a>'
        yield f'<tr><th scope="row">{name}</th>{cells}</tr>\n'
    yield "</tbody></table></div>\n"


def _pair(number: int, pair: Pair, look: Look) -> Iterator[str]:
    id = f"pair-{number}"
    yield f'<section id="{id}" aria-labelledby="{id}-title">\n'
    yield f'<h2 id="{id}-title" dir="auto">{escape(names(pair))}</h2>\n<p>{escape(amount(pair))}</p>\n'
    if pair.comparison:
        left, right = pair.comparison.left.annotator, pair.comparison.right.annotator
        yield f'<p class="why">left: {escape(left)}, right: {escape(right)}</p>\n'
        for each in story(pair.comparison, look.context):
            if isinstance(each, Fold):
                yield f'<p class="fold">{escape(each.words)}</p>\n'
            else:
                yield from _page(each, pair)
    yield "</section>\n"


def _page(page: Page, pair: Pair) -> Iterator[str]:
    yield f"<h3>{escape(page.title)}</h3>\n"
    if page.paragraph is not None:
        kind = "text gone" if page.gone else "text"
        yield f'<p class="{kind}" dir="auto">{_text(page.paragraph.text, marks(page, pair))}</p>\n'
    if page.differences:
        yield "<ul>\n"
        yield from (_entry(each) for each in entries(page, pair))
        yield "</ul>\n"


def _text(text: str, found: Sequence[Mark]) -> str:
    """The text in pieces, each with the signs of the marks that begin and end there."""
    begins: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in found:
        for low, high in mark.stretches:
            begins.setdefault(low, []).append(mark)
            ends.setdefault(high, []).append(mark)
    borders = sorted({0, len(text), *begins, *ends})
    open_marks: list[Mark] = []
    shown: list[str] = []
    for index, at in enumerate(borders):
        for mark in ends.get(at, ()):
            open_marks.remove(mark)
            shown.append(_sign(mark, f"{mark.sign}]"))
        for mark in begins.get(at, ()):
            open_marks.append(mark)
            shown.append(_sign(mark, f"[{mark.sign}{mark.letter}"))
        piece = text[at : borders[index + 1]] if index + 1 < len(borders) else ""
        kinds = sorted({_CLASSES[mark.sign] for mark in open_marks})
        if piece:
            shown.append(f'<span class="{" ".join(kinds)}">{escape(piece)}</span>' if kinds else escape(piece))
    return "".join(shown)


def _sign(mark: Mark, text: str) -> str:
    # The list below says it in words: read aloud, the signs would only be in the way.
    return f'<span class="s {_NAMES[mark.sign]}" aria-hidden="true">{escape(text)}</span>'


def _entry(entry: Entry) -> str:
    remark = f' <span class="why">({escape(entry.remark)})</span>' if entry.remark else ""
    sign = f'<b aria-label="{_READ[entry.sign]}" role="img">{escape(entry.sign)}</b>'
    details = "".join(f"<li>{_detail(each)}</li>" for each in entry.details)
    inner = f"<ul>{details}</ul>" if details else ""
    return (
        f'<li class="entry {_NAMES[entry.sign]}">{sign} '
        f'<span dir="auto">{escape(entry.subject)}</span>{remark}{inner}</li>\n'
    )


def _detail(detail: Detail) -> str:
    parts = [escape(detail.name)]
    if detail.remark:
        parts.append(escape(detail.remark))
    change = f'<del dir="auto">{escape(detail.before)}</del> → ' if detail.before else ""
    if detail.after:
        parts.append(f'{change}<ins dir="auto">{escape(detail.after)}</ins>')
    return ": ".join(parts)
