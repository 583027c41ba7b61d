"""Makes what the documentation shows of the program: `python docs/make.py`.

Pictures come from the real screen: keys go in through a pipe, what comes out goes through a terminal emulator, and
its cells become SVG. The table of keys in README.md comes from the rows that bind them. The schemas that ship with
the program are read beforehand.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path
from threading import Thread

import pyte
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output

from annotate.cli.library import Item, Shelf
from annotate.cli.reviews import ReviewShelf, bundles_of
from annotate.core.document import ParagraphMode
from annotate.core.schema import Schema
from annotate.store.disk import Disk
from annotate.store.reviewing import Terms
from annotate.store.schemas import load_schema, ready, shipped_schemas
from annotate.tui.app import Options, Screen
from annotate.tui.keeper import Library
from annotate.tui.keys import Keymap, Mode, keymap, rows
from annotate.tui.state import Answering, Judging, Marking, Picking, Reading

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "corpus" / "article.txt"
COLUMNS, ROWS = 100, 30
CELL, LINE = 8.4, 19
START, END = "<!-- keys -->", "<!-- end of keys -->"
INK, BACK = "#d8d8d8", "#1e1e1e"
NAMED = {
    "default": INK, "black": "#1e1e1e", "red": "#ff8f80", "green": "#7fc97f", "brown": "#e5c07b", "blue": "#8ab4f8",
    "magenta": "#cc79a7", "cyan": "#56b4e9", "white": "#ffffff", "brightblack": "#808080",
}  # fmt: skip


class Recorder:
    """A standard output that keeps what the program writes."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.frames: list[str] = [""]

    def write(self, text: str) -> int:
        self.frames[-1] += text
        return len(text)

    def flush(self) -> None:
        """The program flushes once a frame."""
        self.frames.append("")

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1


def labeling(out: Path) -> Library:
    """The sample article, to be labeled."""
    schema = load_schema(shipped_schemas()["news-claims"])
    return Shelf([Item(ARTICLE, ARTICLE.parent)], schema, "alice", out, "utf-8", ParagraphMode.AUTO, Disk())


def reviewing(out: Path) -> Library:
    """The two annotation files of the sample article, to be reviewed."""
    terms = Terms("carol", out, lambda: "2026-03-12T09:00:00Z")
    schema = load_schema(shipped_schemas()["news-claims"])
    return ReviewShelf(
        bundles_of(sorted((ROOT / "exports").glob("*.ann.jsonl")), terms), lambda about, path: schema, terms
    )


def screen_after(keys: str, opened: Callable[[Path], Library], columns: int = COLUMNS, rows: int = ROWS) -> pyte.Screen:
    """What the terminal shows after these keys, typed into the program on the sample article."""
    emulator = pyte.Screen(columns, rows)
    recorder = Recorder()
    with tempfile.TemporaryDirectory() as out, create_pipe_input() as pipe:
        shelf = opened(Path(out))
        output = Vt100_Output(recorder, lambda: Size(rows=rows, columns=columns), term="xterm-256color")
        screen = Screen(shelf, 0, Options(depth=ColorDepth.DEPTH_24_BIT), input=pipe, output=output)
        pipe.send_text(keys)
        Thread(target=leave_when_still, args=(pipe, recorder), daemon=True).start()
        screen.run()
    # The last frame and what follows it leave the screen for the shell again.
    last = next(i for i, frame in enumerate(recorder.frames) if "\x1b[?1049l" in frame)
    pyte.Stream(emulator).feed("".join(recorder.frames[: last - 1]))
    return emulator


def leave_when_still(pipe: PipeInput, recorder: Recorder) -> None:
    """Leaves once nothing more is painted: keys that come in one go are not painted one by one."""
    painted = 0
    while painted < (painted := len(recorder.frames)) or painted < 2:
        time.sleep(1)
    pipe.send_text("\x11")


def svg(emulator: pyte.Screen) -> str:
    width, height = emulator.columns * CELL + 24, emulator.lines * LINE + 24
    body = "\n".join(_row(emulator, y) for y in range(emulator.lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" '
        f'role="img" aria-label="annotate in a terminal">\n'
        f'<rect width="100%" height="100%" rx="8" fill="{BACK}"/>\n'
        f'<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" '
        f'xml:space="preserve" transform="translate(12 12)">\n{body}\n</g>\n</svg>\n'
    )


def _row(emulator: pyte.Screen, y: int) -> str:
    return "".join(_run(emulator, y, start, end) for start, end in _runs(emulator, y))


def _runs(emulator: pyte.Screen, y: int) -> Iterator[tuple[int, int]]:
    """Columns of cells that look the same."""
    line = emulator.buffer[y]
    start = 0
    for x in range(1, emulator.columns + 1):
        if x == emulator.columns or _look(line[x]) != _look(line[start]):
            yield start, x
            start = x


def _look(cell: pyte.screens.Char) -> Sequence[object]:
    return cell.fg, cell.bg, cell.bold, cell.underscore, cell.reverse


def _run(emulator: pyte.Screen, y: int, start: int, end: int) -> str:
    cell = emulator.buffer[y][start]
    text = "".join(emulator.buffer[y][x].data for x in range(start, end))
    fore, back = _color(cell.fg, INK), _color(cell.bg, BACK) if cell.bg != "default" else BACK
    if cell.reverse:
        fore, back = back, fore
    x, width = start * CELL, (end - start) * CELL
    box = f'<rect x="{x:.1f}" y="{y * LINE}" width="{width:.1f}" height="{LINE}" fill="{back}"/>'
    if not text.strip() and not cell.underscore:
        return box if back != BACK else ""
    style = ' font-weight="bold"' if cell.bold else ""
    style += ' text-decoration="underline"' if cell.underscore else ""
    # Spaces at the ends of a text are not drawn everywhere: it starts where its first letter does.
    shown = text if cell.underscore else text.strip()
    x += (len(text) - len(text.lstrip())) * CELL if shown != text else 0
    words = (
        f'<text x="{x:.1f}" y="{y * LINE + 14}" fill="{fore}" textLength="{len(shown) * CELL:.1f}"{style}>'
        f"{escape(shown)}</text>"
    )
    return (box if back != BACK else "") + words


def _color(name: str, default: str) -> str:
    return NAMED.get(name) or (f"#{name}" if len(name) == 6 else default)


PICTURES: dict[str, tuple[str, Callable[[Path], Library]]] = {
    # Paragraph 7: a claim, the two sources between which it was passed on, a date, links.
    "screen.svg": (
        ":7\r/the velmar courier\rsm/two unnamed officials\rso>fr"
        "/the council knew of the damage as early as november 2021\rca>ff\r>f`",
        labeling,
    ),
    # Paragraph 3: one question settled, one about borders in hand.
    "review.svg": (":3\r2", reviewing),
}
MODES: dict[str, Mode] = {
    "While you read": Reading,
    "While text is selected": Marking,
    "While attributes are asked": Answering,
    "In lists": Picking,
    "While questions of a review are settled": Judging,
}


def keys_table() -> str:
    """Markdown: all keys as they are without a schema, those of labels aside."""
    none = Schema(id="none", labels={})
    return "\n".join(
        line for title, mode in MODES.items() for line in _table(keymap(none, reviewing=mode is Judging), title, mode)
    )


def _table(bound: Keymap, title: str, mode: Mode) -> Iterator[str]:
    yield f"| {title} | |\n| --- | --- |"
    if mode is Judging:
        yield "| `1` … `9` | Take that version |"
    for keys, binding in rows(bound, mode):
        if mode is Reading or Reading not in binding.modes:
            names = " ".join(f"`` {key} ``" if "`" in key else f"`{key}`" for key in keys).replace("|", "\\|")
            yield f"| {names} | {binding.help} |"
    yield ""


def readme(text: str) -> str:
    """The README with the table of keys as it is now."""
    head, _, rest = text.partition(START)
    _, _, tail = rest.partition(END)
    return f"{head}{START}\n{keys_table()}{END}{tail}"


def main() -> None:
    ready.store(ready.wanted(shipped_schemas().values()))
    path = ROOT / "README.md"
    path.write_text(readme(path.read_text(encoding="utf-8")), encoding="utf-8")
    for name, (keys, opened) in PICTURES.items():
        path = Path(__file__).parent / name
        path.write_text(svg(screen_after(keys, opened)), encoding="utf-8")
        sys.stderr.write(f"{path}\n")


if __name__ == "__main__":
    main()
