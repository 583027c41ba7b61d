"""The style sheet of the HTML page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotate.core.colors import contrast, parse
from annotate.report.guideline.page import Badge

_ANSI = {
    "black": "#000000", "red": "#bb0000", "green": "#007700", "yellow": "#b58900",
    "blue": "#0000cc", "magenta": "#aa00aa", "cyan": "#007788", "gray": "#bbbbbb",
    "brightblack": "#666666", "brightred": "#ff5555", "brightgreen": "#33cc33",
    "brightyellow": "#ffdd33", "brightblue": "#5c5cff", "brightmagenta": "#ff55ff",
    "brightcyan": "#33cccc", "white": "#ffffff",
}  # fmt: skip
"""What stands on paper for the colors of a terminal."""
_HEX = re.compile("#[0-9a-f]{6}")
_SHEET = """
:root { color-scheme: light dark; --back: #fdfdfd; --ink: #1b1b1b; --faint: #555; --line: #bbb;
  --good: #1b6e2a; --bad: #a3211a; }
@media (prefers-color-scheme: dark) {
  :root { --back: #1b1b1b; --ink: #ececec; --faint: #aaa; --line: #555; --good: #8fd18f; --bad: #ff9d94; }
}
body { background: var(--back); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; margin: 0; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
h3 { margin-top: 2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; overflow-wrap: normal; }
th, td { text-align: start; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); }
a { color: inherit; }
kbd, code { font-family: ui-monospace, monospace; }
kbd { border: 1px solid var(--line); border-radius: 3px; padding: 0 .35em; }
.sign { background: var(--color, #777); color: var(--on, #fff); border-radius: 3px; padding: 0 .4em;
  font: bold .9em ui-monospace, monospace; }
mark { background: var(--pale, #ff9); color: #000; border-bottom: 2px solid var(--color, #777); font-weight: 600; }
q { quotes: none; }
.why, dt span { color: var(--faint); }
.examples, .choices { list-style: none; padding-inline-start: 0; }
.do b { color: var(--good); }
.dont b { color: var(--bad); }
dt { margin-top: .7rem; }
dd { margin-inline-start: 1.5rem; }
dd ul { margin: .2rem 0; }
@media print { section { break-inside: avoid; } .sign { print-color-adjust: exact; } }
"""


def sheet(badges: Sequence[Badge]) -> str:
    """With the colors of the labels, known as `.label-0`, `.label-1` … in their order."""
    return _SHEET + "".join(f"{_rule(index, each)}\n" for index, each in enumerate(badges))


def _rule(index: int, badge: Badge) -> str:
    color = _ANSI.get(badge.color.removeprefix("ansi"), badge.color)
    if not _HEX.fullmatch(color):
        color = "#777777"
    on = "#000" if contrast("#000000", color) > contrast("#ffffff", color) else "#fff"
    return f".label-{index} {{ --color: {color}; --on: {on}; --pale: {_pale(color)}; }}"


def _pale(color: str) -> str:
    """A tint on which black is readable."""
    return "#" + "".join(f"{round(255 - (255 - part) * 0.35):02x}" for part in parse(color))
