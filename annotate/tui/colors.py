"""Colors as `#rrggbb`, and how to make them readable. No terminal, no theme."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from annotate.core.colors import contrast as contrast
from annotate.core.colors import parse as parse

ANSI: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "dark": MappingProxyType({
        "ansibrightblue": "#5c5cff", "ansibrightyellow": "#ffff00", "ansibrightgreen": "#00ff00",
        "ansibrightmagenta": "#ff00ff", "ansibrightcyan": "#00ffff", "ansibrightred": "#ff5555",
    }),
    "light": MappingProxyType({
        "ansiblue": "#0000cc", "ansiyellow": "#886600", "ansigreen": "#007700",
        "ansimagenta": "#aa00aa", "ansicyan": "#007788", "ansired": "#bb0000",
    }),
})  # fmt: skip
"""Names that prompt_toolkit has for the sixteen colors that can be read on a dark or a light
background."""


@lru_cache(maxsize=1024)
def readable(color: str, back: str, ratio: float, fading: float = 0.0) -> str:
    """The color, as much lighter or darker as it must be to have the contrast `ratio` on `back`.

    `fading` is the share of saturation that is taken away first. Black or white if nothing else is
    enough.
    """
    hue, light, saturation = _hls(color)
    saturation *= 1 - fading
    end = 1.0 if contrast("#ffffff", back) > contrast("#000000", back) else 0.0
    for step in range(101):
        lightness = light + (end - light) * step / 100
        shade = _shade(hue, lightness, saturation)
        if contrast(shade, back) >= ratio:
            return shade
    return _shade(hue, end, saturation)


def nearest(colors: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """For each color the name of the nearest hue, one that is not taken yet while there are any."""
    taken: list[str] = []
    for color in colors:
        round_ = taken[len(taken) // len(names) * len(names) :]
        free = [name for name in names if name not in round_]
        taken.append(min(free, key=lambda name: _turn(color, names[name])))
    return taken


def _shade(hue: float, lightness: float, saturation: float) -> str:
    parts = colorsys.hls_to_rgb(hue, lightness, saturation)
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)


def _turn(one: str, other: str) -> float:
    """How far apart two hues are, 0 to 0.5 of a turn."""
    first, second = (_hls(each)[0] for each in (one, other))
    return min(abs(first - second), 1 - abs(first - second))


def _hls(color: str) -> tuple[float, float, float]:
    red, green, blue = (part / 255 for part in parse(color))
    return colorsys.rgb_to_hls(red, green, blue)
