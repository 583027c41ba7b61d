"""How long a key takes on the way to the terminal, without the session: paint, canvas, render.

    python benchmarks/painting.py [columns rows]

For each case: median and 99th percentile in milliseconds, and bytes sent per key, while the cursor
walks and while a selection grows. A 10 MB document should cost what a small one costs.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator

import msgspec
from prompt_toolkit.application import Application
from prompt_toolkit.application.current import set_app
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import DummyInput
from prompt_toolkit.layout import Layout
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output

from annotate.core.document import Document, ParagraphMode
from annotate.core.events import DocumentMark
from annotate.core.marks import gather
from annotate.core.paragraphs import paragraphs
from annotate.core.records import Origin, SpanRecord
from annotate.core.schema import Label, Schema
from annotate.tui.canvas import Canvas, Painted
from annotate.tui.textpane import Page, paint
from annotate.tui.theme import styles, themes

KEYS = 400
SENTENCE = "The council said on Tuesday that more than 40 bridges need repair in the harbor. "
SCHEMA = Schema("s", {name: Label(name) for name in ("claim", "source", "stance", "figure")})


class Terminal:
    """A terminal that only counts."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.bytes = 0

    def write(self, data: str) -> None:
        self.bytes += len(data.encode())

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return -1


def document(text: str) -> Document:
    starts, ends = paragraphs(text, ParagraphMode.LINE)
    return Document("d", "d.txt", text, "", "utf-8", False, ParagraphMode.LINE, starts, ends)


def page(text: str, count: int, n: int) -> Page:
    """A document with `count` spans of 5 to 40 characters spread over it, at paragraph `n`."""
    of = document(text)
    chance = random.Random(1)
    spans = []
    for number in range(count):
        start = chance.randrange(len(text) - 100)
        paragraph = of.at(start)
        start = max(start, paragraph.start)
        end = min(start + chance.randrange(5, 40), paragraph.end)
        if start < end:
            label = chance.choice(list(SCHEMA.labels))
            made = SpanRecord(id=f"{number:08}", label=label, start=start, end=end, origin=Origin.HUMAN)
            spans.append((paragraph.n, made))
    marks = gather(DocumentMark(), (), spans, ())
    return Page(of, SCHEMA, marks, n, of.paragraph(n).start)


def cases() -> Iterator[tuple[str, Page]]:
    paragraph = SENTENCE * 5 + "\n"
    small, big = paragraph * 25, paragraph * (10_000_000 // len(paragraph))
    line = SENTENCE * (10_000_000 // len(SENTENCE))
    yield "10 kB, 100 spans", page(small, 100, 12)
    yield "10 MB, no spans", page(big, 0, 12_000)
    yield "10 MB, 100,000 spans", page(big, 100_000, 12_000)
    middle = page(line, 100_000, 1)
    yield "10 MB in one line, 100,000 spans", msgspec.structs.replace(middle, cursor=5_000_000)
    emoji = "Über die Brücke — 東京の橋 “naïve” מועצה 👩‍🚀 said so. " * 8 + "\n"
    yield "wide and right-to-left", page(emoji * 40, 100, 12)


def pages(first: Page) -> Iterator[Page]:
    """What is to be painted after each key: the cursor walks, then a selection grows."""
    room = min(first.document.paragraph(first.n).end - first.cursor, 400)
    for key in range(KEYS):
        at = first.cursor + key % room
        selection = ((first.cursor, at + 1),) if key >= KEYS // 2 else ()
        yield msgspec.structs.replace(first, cursor=at, selection=selection)


def measure(first: Page, columns: int, rows: int) -> tuple[list[float], list[int]]:
    shown = first

    def content(width: int, height: int) -> Painted:
        pane = paint(shown, width, height)
        return pane.rows, pane.cursor

    terminal = Terminal()
    output = Vt100_Output(terminal, lambda: Size(rows, columns), "xterm-256color", enable_cpr=False)
    canvas = Canvas(content)
    depth = ColorDepth.DEPTH_24_BIT
    app: Application[None] = Application(
        Layout(canvas), full_screen=True, output=output, input=DummyInput(),
        style=styles(themes["dark"], SCHEMA, depth), color_depth=depth,
    )  # fmt: skip
    times, sizes = [], []
    with set_app(app):
        for each in pages(first):
            shown = each
            sent, begun = terminal.bytes, time.perf_counter()
            app.renderer.render(app, app.layout)
            times.append(1000 * (time.perf_counter() - begun))
            sizes.append(terminal.bytes - sent)
    return times, sizes


def main() -> None:
    columns, rows = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (120, 40)
    print(f"{columns} x {rows}, {KEYS} keys: ms first, median, p99; bytes first, median, most")
    for name, first in cases():
        times, sizes = measure(first, columns, rows)
        p99 = statistics.quantiles(times[1:], n=100)[98]
        print(
            f"{name:34} {times[0]:6.2f} {statistics.median(times[1:]):6.2f} {p99:6.2f}"
            f"  {sizes[0]:6} {statistics.median(sizes[1:]):6.0f} {max(sizes[1:]):6}"
        )


if __name__ == "__main__":
    main()
