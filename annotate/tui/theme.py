"""The screen's colors: themes, what a terminal can show, and the style classes that everything is
painted with.

Fragments name classes only (`class:label-3 class:selection`), never data: a label's class is its
number in the schema. What a class looks like is decided here, so that a theme can be changed while
the program runs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from string import ascii_uppercase, digits
from types import MappingProxyType

import msgspec
from msgspec.structs import replace
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import ANSI_COLORS_TO_RGB
from prompt_toolkit.styles import Attrs, Style
from prompt_toolkit.styles.named_colors import NAMED_COLORS

from annotate.core.colors import PALETTE
from annotate.core.display import display, width
from annotate.core.schema import Schema
from annotate.tui.colors import ANSI, contrast, nearest, parse, readable

Fragment = tuple[str, str]
"""A style string of prompt_toolkit, and text that is safe to show."""
Row = tuple[Fragment, ...]
Rules = list[tuple[str, str]]

_DIM = "dim" if "dim" in Attrs._fields else ""
_NAMED = {name.lower(): value for name, value in NAMED_COLORS.items()}


class Theme(msgspec.Struct, frozen=True):
    """`back` is the background that colors are made readable on; it is painted only if `filled`,
    else it is what the terminal is taken to have. `contrast` is the WCAG ratio that labels reach
    on it."""

    name: str
    back: str
    ink: str
    faint: str
    accent: str
    good: str
    warn: str
    bad: str
    shade: str
    palette: tuple[str, ...]
    contrast: float = 4.5
    filled: bool = False


themes: Mapping[str, Theme] = MappingProxyType({
    "dark": Theme(
        "dark", "#262626", "",
        "#9a9a9a", "#8ab4f8", "#7fc97f", "#e5c07b", "#ff8f80", "#3a3a3a", PALETTE,
    ),
    "light": Theme(
        "light", "#f4f4f4", "",
        "#6a6a6a", "#1a56b0", "#22702e", "#8a5a00", "#b3261e", "#dedede", PALETTE,
    ),
    "contrast": Theme(
        "contrast", "#000000", "#ffffff",
        "#c8c8c8", "#ffff66", "#66ff66", "#ffd24d", "#ff9d9d", "#303030", PALETTE,
        contrast=9.0, filled=True,
    ),
    "mono": Theme("mono", "", "", "", "", "", "", "", "", ()),
})  # fmt: skip


class Look(msgspec.Struct, frozen=True):
    """How one label is shown: `index` is its number in the schema, `sign` one cell that stands
    for it."""

    index: int
    sign: str
    name: str

    @property
    def text(self) -> str:
        return f"class:label-{self.index}"

    @property
    def far(self) -> str:
        """In paragraphs that are not the current one."""
        return f"class:far-{self.index}"

    @property
    def bar(self) -> str:
        return f"class:bar-{self.index}"


UNKNOWN = Look(0, "?", "?")


def looks(schema: Schema) -> Mapping[str, Look]:
    """The looks of all labels by name; no two signs are the same while there are letters left."""
    return _looks(tuple((each.name, each.glyph, each.key) for each in schema.labels.values()))


def styles(theme: Theme, schema: Schema, depth: ColorDepth) -> Style:
    """The style sheet for a theme on a terminal."""
    plain = not theme.palette or depth is ColorDepth.DEPTH_1_BIT
    if plain:
        tones = [("underline", f"underline {_DIM}", "")] * len(schema.labels)
    else:
        colors = label_colors(theme, schema, depth)
        tones = [(near, f"{far} underline", near) for near, far in colors]
    rules = _PLAIN if plain else _rules(theme, depth)
    names = [(f"label-{index}", f"far-{index}", f"bar-{index}") for index in range(len(tones))]
    labels = [rule for pair in zip(names, tones, strict=True) for rule in zip(*pair, strict=True)]
    return Style(rules + labels + _EMPHASIS)


def label_colors(theme: Theme, schema: Schema, depth: ColorDepth) -> list[tuple[str, str]]:
    """For each label the color of its text and that in other paragraphs, in the order of the
    schema."""
    wanted = [
        _color(label.color) or theme.palette[index % len(theme.palette)]
        for index, label in enumerate(schema.labels.values())
    ]
    if depth is ColorDepth.DEPTH_4_BIT:
        names = ANSI["light" if _is_light(theme) else "dark"]
        return [(name, name) for name in nearest(wanted, names)]
    far = min(theme.contrast, 4.5)
    return [(readable(each, theme.back, theme.contrast), readable(each, theme.back, far, 0.45)) for each in wanted]


def color_depth(environ: Mapping[str, str]) -> ColorDepth:
    """How many colors the terminal has, from `NO_COLOR`, `COLORTERM` and `TERM`; 16 if they say
    nothing."""
    term = environ.get("TERM", "").lower()
    if environ.get("NO_COLOR") or term == "dumb" or re.match(r"vt\d", term):
        return ColorDepth.DEPTH_1_BIT
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith("-direct"):
        return ColorDepth.DEPTH_24_BIT
    if "256" in term or re.search("kitty|alacritty|foot|wezterm|ghostty|iterm", term):
        return ColorDepth.DEPTH_8_BIT
    return ColorDepth.DEPTH_4_BIT


def _color(color: str) -> str:
    """The color as `#rrggbb`; empty if it is none."""
    if re.fullmatch("#[0-9a-fA-F]{6}", color):
        return color.lower()
    if re.fullmatch("#[0-9a-fA-F]{3}", color):
        return "#" + "".join(2 * digit for digit in color[1:].lower())
    if color in ANSI_COLORS_TO_RGB:
        return "#{:02x}{:02x}{:02x}".format(*ANSI_COLORS_TO_RGB[color])
    return _NAMED.get(color.lower(), "").lower()


@lru_cache(maxsize=8)
def _looks(labels: tuple[tuple[str, str, str], ...]) -> Mapping[str, Look]:
    taken: set[str] = {"?", "*"}
    found = {}
    for index, (name, glyph, key) in enumerate(labels):
        sign = next((each for each in _signs(name, glyph, key) if each not in taken), "*")
        taken.add(sign)
        found[name] = Look(index, sign, display(name))
    return MappingProxyType(found)


def _signs(name: str, glyph: str, key: str) -> tuple[str, ...]:
    """What may stand for a label, best first, one cell each."""
    letters = glyph + key.upper() + name.upper() + name + digits + ascii_uppercase
    whole = (glyph, *letters) if glyph else tuple(letters)
    return tuple(each for each in whole if _is_one_cell(each))


def _is_one_cell(text: str) -> bool:
    return bool(text.strip()) and display(text) == text and width(text) == 1


def _is_light(theme: Theme) -> bool:
    return parse(theme.back)[1] > 128


def _sixteen(theme: Theme) -> Theme:
    """The theme with the colors that every terminal has; what they look like is up to the
    terminal."""
    names = ("gray", "brightcyan", "brightgreen", "brightyellow", "brightred")
    if _is_light(theme):
        names = ("brightblack", "blue", "green", "magenta", "red")
    faint, accent, good, warn, bad = (f"ansi{name}" for name in names)
    return replace(theme, faint=faint, accent=accent, good=good, warn=warn, bad=bad, shade="")


def _rules(theme: Theme, depth: ColorDepth) -> Rules:
    filled = [("", f"{theme.ink} bg:{theme.back}")] if theme.filled else []
    if depth is ColorDepth.DEPTH_4_BIT:
        theme = _sixteen(theme)
    shade = f"bg:{theme.shade}" if theme.shade else "reverse"
    return [
        *filled,
        ("far", theme.faint), ("gutter", theme.faint), ("gutter-current", theme.accent),
        ("unseen", theme.faint), ("faint", theme.faint), ("rule", theme.faint),
        ("title", f"{theme.accent} bold"), ("accent", theme.accent),
        ("key", f"{theme.accent} bold"),
        ("todo", theme.faint), ("done", theme.good), ("flagged", f"{theme.bad} bold"),
        ("good", theme.good), ("warning", theme.warn), ("error", f"{theme.bad} bold"),
        ("status", shade), ("menu", shade),
        ("found", f"{theme.warn} underline"),
        ("hint", f"noinherit {_on(theme.warn)} bg:{theme.warn} bold"),
        ("hint-typed", f"noinherit {theme.faint} underline"),
        ("hint-off", f"noinherit {theme.faint}"),
    ]  # fmt: skip


def _on(color: str) -> str:
    """Black or white, whichever is read better on the color."""
    if not color.startswith("#"):
        return "ansiblack" if "bright" in color else "ansiwhite"
    return "#000000" if contrast("#000000", color) > contrast("#ffffff", color) else "#ffffff"


# Without color: bold, underlined, reversed or faint, and the signs that are there in any case.
_PLAIN: Rules = [
    ("far", _DIM), ("gutter", _DIM), ("gutter-current", "bold"), ("unseen", _DIM), ("faint", _DIM),
    ("rule", _DIM), ("title", "bold"), ("accent", "bold"), ("key", "bold"), ("flagged", "bold"),
    ("warning", "bold"), ("error", "bold reverse"), ("status", "reverse"),
    ("found", "bold underline"), ("hint", "noinherit bold reverse"),
    ("hint-typed", f"noinherit underline {_DIM}"), ("hint-off", f"noinherit {_DIM}"),
]  # fmt: skip

_EMPHASIS: Rules = [
    ("heading", "bold"), ("focus", "bold"), ("selection", "reverse"), ("edge", "bold underline"),
    ("menu-current", "reverse"),
]  # fmt: skip
