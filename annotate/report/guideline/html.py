"""The page as one HTML file: no script, nothing loaded, light and dark, readable without colors.

Text from the schema stands only between tags, escaped; colors only in the style sheet, after they
were checked. The page forbids itself everything but that style sheet, known by its hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from annotate.report.guideline.page import (
    Block,
    Bullets,
    Choice,
    Entries,
    Entry,
    Examples,
    Line,
    Look,
    Overview,
    Page,
    Prose,
    Run,
    Section,
)
from annotate.report.guideline.style import sheet
from annotate.report.web import CLOSING, escape, opening

_MARKED = (Look.MARK, Look.BRACKET)


def html(page: Page) -> str:
    """A whole document, in UTF-8; ends with a line end."""
    style = sheet([section.badge for section in page.sections if section.badge])
    body = [f'<h1 dir="auto">{escape(page.title)}</h1>', f"<p>{_line(page.about)}</p>", *_Body(page).lines(), ""]
    return opening(page.title, style) + "\n".join(body) + CLOSING


class _Body:
    """The sections of a page; labels are known by their number, which is also their anchor."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._language = f' lang="{escape(page.language)}"' if page.language else ""
        labels = [section.title for section in page.sections if section.badge]
        self._numbers = {name: number for number, name in enumerate(labels)}

    def lines(self) -> Iterator[str]:
        for index, section in enumerate(self._page.sections):
            id = f"label-{self._numbers[section.title]}" if section.badge else f"part-{index}"
            color = f' class="{id}"' if section.badge else ""
            sign = f"{_sign(id, section.badge.glyph)} " if section.badge else ""
            yield f'<section id="{id}"{color} aria-labelledby="{id}-title">'
            title = f'{sign}<span dir="auto">{escape(section.title)}</span>'
            yield f'<h{section.level} id="{id}-title">{title}</h{section.level}>'
            for block in section.blocks:
                yield from self._block(block, section)
            yield "</section>"

    def _block(self, block: Block, section: Section) -> Iterator[str]:
        match block:
            case Prose(line):
                yield f'<p dir="auto">{_line(line)}</p>'
            case Bullets(items):
                yield from _list(_line(item) for item in items)
            case Examples(good, items):
                yield from self._examples(good, items)
            case Entries(title, items):
                if title:
                    yield f"<h{section.level + 1}>{escape(title)}</h{section.level + 1}>"
                yield from _entries(items)
            case Overview():
                yield from self._overview(block)

    def _examples(self, good: bool, items: tuple[tuple[Line, str], ...]) -> Iterator[str]:
        kind, word = ("do", "Do") if good else ("dont", "Don't")
        yield f'<ul class="examples {kind}">'
        for line, why in items:
            reason = f' <span class="why" dir="auto">({escape(why)})</span>' if why else ""
            text = f'<q{self._language} dir="auto">{_line(line)}</q>'
            yield f"<li><b>{escape(word)}:</b> {text}{reason}</li>"
        yield "</ul>"

    def _overview(self, overview: Overview) -> Iterator[str]:
        yield '<div class="wide"><table>'
        heads = (f'<th scope="col">{each}</th>' for each in ("sign", "label", "key", "on", "what for"))
        yield f"<thead><tr>{''.join(heads)}</tr></thead>"
        yield "<tbody>"
        for badge, name, key, scope, help in overview.rows:
            id = f"label-{self._numbers[name]}"
            yield (
                f'<tr class="{id}"><td>{_sign(id, badge.glyph)}</td>'
                f'<th scope="row"><a href="#{id}" dir="auto">{escape(name)}</a></th>'
                f'<td>{_key(key)}</td><td>{escape(scope)}</td><td dir="auto">{escape(help)}</td></tr>'
            )
        yield "</tbody></table></div>"


def _entries(entries: Iterable[Entry]) -> Iterator[str]:
    yield "<dl>"
    for entry in entries:
        key = f"{_key(entry.key)} " if entry.key else ""
        yield f'<dt>{key}<b dir="auto">{escape(entry.name)}</b> <span dir="auto">{_line(entry.what)}</span></dt>'
        if entry.help:
            yield f'<dd dir="auto">{escape(entry.help)}</dd>'
        if entry.choices:
            yield "<dd>"
            yield from _list(map(_choice, entry.choices), "choices")
            yield "</dd>"
        if entry.inner:
            yield "<dd>"
            yield from _entries(entry.inner)
            yield "</dd>"
    yield "</dl>"


def _choice(choice: Choice) -> str:
    help = f': <span dir="auto">{escape(choice.help)}</span>' if choice.help else ""
    key = f"{_key(choice.key)} " if choice.key else ""
    return f"{key}<b>{escape(choice.name)}</b>{help}"


def _list(items: Iterable[str], kind: str = "") -> Iterator[str]:
    yield f'<ul class="{kind}">' if kind else "<ul>"
    for item in items:
        yield f'<li dir="auto">{item}</li>'
    yield "</ul>"


def _key(key: str) -> str:
    return f"<kbd>{escape(key)}</kbd>" if key else ""


def _sign(id: str, glyph: str) -> str:
    return f'<span class="sign {id}" aria-hidden="true">{escape(glyph)}</span>'


def _line(line: Line) -> str:
    """Runs as text; what is marked, brackets and all, in one `<mark>`."""
    parts = []
    for marked, runs in groupby(line, key=lambda run: run.look in _MARKED):
        text = "".join(map(_run, runs))
        parts.append(f"<mark>{text}</mark>" if marked else text)
    return "".join(parts)


def _run(run: Run) -> str:
    tag = {Look.STRONG: "strong", Look.NAME: "code"}.get(run.look)
    return f"<{tag}>{escape(run.text)}</{tag}>" if tag else escape(run.text)
