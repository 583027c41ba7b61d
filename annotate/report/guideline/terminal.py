"""The page in a terminal: wrapped to its width, labels on their colors."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Literal

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from annotate.core.colors import contrast
from annotate.core.display import display
from annotate.report.guideline.page import (
    Badge,
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
    Section,
)

Colors = Literal["standard", "256", "truecolor"]
_LOOKS = {Look.PLAIN: "", Look.STRONG: "bold", Look.NAME: "bold"}
_INDENT = 2


def text(page: Page, width: int, colors: Colors | None, signs: bool) -> str:
    """Lines of at most `width` columns, safe to show. `colors` None: without any.

    Without `signs` what the page itself draws is ASCII.
    """
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colors is not None,
        no_color=colors is None,
        color_system=colors,
        legacy_windows=False,
        markup=False,
        highlight=False,
        emoji=False,
    )
    draw = _Draw(width, colors is not None, signs)
    for each in draw.page(page):
        console.print(each)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


class _Draw:
    """Blocks as what rich prints. `badge` is that of the section, in whose color its marks are."""

    def __init__(self, width: int, color: bool, signs: bool) -> None:
        self._width = width
        self._color = color
        self._bullet = "•" if signs else "-"
        self._dot = "·" if signs else "-"
        self._badge: Badge | None = None

    def page(self, page: Page) -> Iterator[RenderableType]:
        yield Text(display(page.title), style="bold")
        yield self._line(page.about)
        for section in page.sections:
            yield Text()
            self._badge = section.badge
            yield self._heading(section)
            for block in section.blocks:
                for each in self._block(block):
                    yield Padding(each, (0, 0, 0, _INDENT))

    def _heading(self, section: Section) -> Text:
        name = Text(display(section.title), style="bold")
        if section.badge is None:
            return Text(display(section.title).upper(), style="bold")
        return Text.assemble(self._sign(section.badge), " ", name)

    def _block(self, block: Block) -> Iterator[RenderableType]:
        match block:
            case Prose(line):
                yield self._line(line)
            case Bullets(items):
                yield from (self._hanging(Text(self._bullet), self._line(item)) for item in items)
            case Examples(good, items):
                sign = Text("Do:   ", "bold green") if good else Text("Don't:", "bold red")
                yield from (self._hanging(sign, self._example(line, why)) for line, why in items)
            case Entries(title, items):
                if title:
                    yield Text(title, style="underline")
                for entry in items:
                    yield from self._entry(entry)
            case Overview(rows):
                yield self._overview(rows)

    def _entry(self, entry: Entry) -> Iterator[RenderableType]:
        key = f"{display(entry.key)} " if entry.key else ""
        named = Text.assemble((key, "bold cyan"), (display(entry.name), "bold"), "  ")
        yield named + self._line(entry.what)
        rest: list[RenderableType] = [Text(display(entry.help))] if entry.help else []
        if any(choice.help for choice in entry.choices):
            rest.append(self._choices(entry.choices))
        elif entry.choices:
            rest += self._short(entry.choices)
        rest += [each for inner in entry.inner for each in self._entry(inner)]
        yield from (Padding(each, (0, 0, 0, 2 * _INDENT)) for each in rest)

    def _choices(self, choices: tuple[Choice, ...]) -> Table:
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_column(overflow="fold")
        for each in choices:
            grid.add_row(Text(display(each.key), "cyan"), Text(display(each.name)), Text(display(each.help)))
        return grid

    def _short(self, choices: tuple[Choice, ...]) -> Iterator[Text]:
        """Values side by side, each with its key and never parted from it."""
        line = Text()
        for each in map(self._choice, choices):
            more = Text(f" {self._dot} ") + each if line else each
            if line and line.cell_len + more.cell_len > self._width - 3 * _INDENT:
                yield line
                line, more = Text(), each
            line.append_text(more)
        yield line

    def _choice(self, choice: Choice) -> Text:
        key = f"{display(choice.key)} " if choice.key else ""
        return Text.assemble((key, "cyan"), display(choice.name))

    def _overview(self, rows: tuple[tuple[Badge, str, str, str, str], ...]) -> Table:
        grid = Table.grid(padding=(0, 2, 0, 0))
        for _ in range(5):
            grid.add_column(overflow="fold")
        for badge, name, key, scope, help in rows:
            cells = (Text(display(name), "bold"), Text(display(key), "cyan"), Text(scope), Text(display(help)))
            grid.add_row(self._sign(badge), *cells)
        return grid

    def _hanging(self, sign: Text, text: Text) -> Table:
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(sign, text)
        return grid

    def _example(self, line: Line, why: str) -> Text:
        reason = Text(f" ({display(why)})", style="dim") if why else Text()
        return self._line(line) + reason

    def _line(self, line: Line) -> Text:
        shown = Text()
        for run in line:
            marked = run.look in (Look.MARK, Look.BRACKET)
            shown.append(display(run.text), self._ink() if marked else _LOOKS[run.look])
        return shown

    def _ink(self) -> str:
        return _style(self._badge) if self._color and self._badge else "bold"

    def _sign(self, badge: Badge) -> Text:
        glyph = display(badge.glyph) or " "
        return Text(f" {glyph} ", _style(badge)) if self._color else Text(f"[{glyph}]")


def _style(badge: Badge) -> str:
    """Black or white on the label's color: readable whatever the terminal's background is."""
    if badge.color.startswith("ansi"):
        name = badge.color.removeprefix("ansi").replace("bright", "bright_")
        name = {"gray": "white", "white": "bright_white"}.get(name, name)
        dark = name in ("black", "blue", "red", "magenta")
        return f"bold {'bright_white' if dark else 'black'} on {name}"
    ink = "#000000" if contrast("#000000", badge.color) > contrast("#ffffff", badge.color) else "#ffffff"
    return f"bold {ink} on {badge.color}"
