"""Colors that can be read, on any terminal and without any color."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.output import ColorDepth

from annotate.core.schema import Label, Schema
from annotate.tui.colors import contrast
from annotate.tui.theme import Theme, color_depth, label_colors, looks, styles, themes

FULL = ColorDepth.DEPTH_24_BIT
COLORED = [theme for theme in themes.values() if theme.palette]
COLORS = st.from_regex("#[0-9a-f]{6}", fullmatch=True)


def schema(*colors: str) -> Schema:
    return Schema("s", {f"l{i}": Label(f"l{i}", color=each) for i, each in enumerate(colors)})


@pytest.mark.parametrize(
    ("environ", "depth"),
    [
        ({"TERM": "xterm-256color"}, ColorDepth.DEPTH_8_BIT),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, ColorDepth.DEPTH_24_BIT),
        ({"TERM": "tmux-256color", "COLORTERM": "24bit"}, ColorDepth.DEPTH_24_BIT),
        ({"TERM": "xterm-direct"}, ColorDepth.DEPTH_24_BIT),
        ({"TERM": "xterm-kitty"}, ColorDepth.DEPTH_8_BIT),
        ({"TERM": "linux"}, ColorDepth.DEPTH_4_BIT),
        ({"TERM": "xterm"}, ColorDepth.DEPTH_4_BIT),
        ({}, ColorDepth.DEPTH_4_BIT),
        ({"TERM": "vt100"}, ColorDepth.DEPTH_1_BIT),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, ColorDepth.DEPTH_1_BIT),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, ColorDepth.DEPTH_1_BIT),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, ColorDepth.DEPTH_8_BIT),
    ],
)
def test_the_number_of_colors_follows_the_environment(environ: dict[str, str], depth: ColorDepth) -> None:
    assert color_depth(environ) is depth


@given(st.lists(COLORS, min_size=1, max_size=4))
def test_every_color_of_a_schema_is_made_readable_on_every_theme(colors: list[str]) -> None:
    for theme in COLORED:
        for near, far in label_colors(theme, schema(*colors), FULL):
            assert contrast(near, theme.back) >= theme.contrast
            assert contrast(far, theme.back) >= 4.5


@pytest.mark.parametrize("theme", COLORED, ids=lambda theme: theme.name)
def test_the_colors_of_a_theme_can_be_read_on_it(theme: Theme) -> None:
    for color in (theme.faint, theme.accent, theme.good, theme.warn, theme.bad):
        assert contrast(color, theme.back) >= 4.5


def test_a_readable_color_stays_as_it_is() -> None:
    assert label_colors(themes["dark"], schema("#ffffff"), FULL)[0][0] == "#ffffff"


def test_a_color_may_have_a_name_or_three_digits() -> None:
    named, short, long = label_colors(themes["dark"], schema("Yellow", "#FF0", "#ffff00"), FULL)
    assert named == short == long


def test_labels_without_colors_get_colors_that_differ() -> None:
    found = label_colors(themes["dark"], schema(*[""] * 8), FULL)
    assert len(set(found)) == 8


@given(st.lists(COLORS, min_size=6, max_size=6))
def test_six_labels_have_six_colors_on_a_terminal_with_sixteen(colors: list[str]) -> None:
    found = label_colors(themes["dark"], schema(*colors), ColorDepth.DEPTH_4_BIT)
    assert len(set(found)) == 6
    assert all(near.startswith("ansi") for near, _ in found)


@pytest.mark.parametrize("theme", themes.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("depth", ColorDepth)
def test_every_theme_can_be_shown_on_every_terminal(theme: Theme, depth: ColorDepth) -> None:
    sheet = styles(theme, schema("#123456", "", "nonsense", "#12"), depth)
    for name in ("label-3", "far-3", "bar-3", "hint", "selection", "gutter", "error", "status"):
        sheet.get_attrs_for_style_str(f"class:{name}")


@pytest.mark.parametrize(("theme", "depth"), [("mono", FULL), ("dark", ColorDepth.DEPTH_1_BIT)])
def test_without_color_nothing_is_colored_but_all_is_told_apart(theme: str, depth: ColorDepth) -> None:
    sheet = styles(themes[theme], schema("#ff0000"), depth)
    names = ("label-0", "selection", "hint", "found", "heading", "error", "edge")
    found = {name: sheet.get_attrs_for_style_str(f"class:{name}") for name in names}
    assert not any(each.color or each.bgcolor for each in found.values())
    plain = sheet.get_attrs_for_style_str("")
    assert all(each != plain for each in found.values())
    assert found["selection"].reverse
    assert found["label-0"].underline


def test_class_names_come_from_numbers_and_never_from_data() -> None:
    found = looks(Schema("s", {"x bold reverse,": Label("x bold reverse,")}))
    look = found["x bold reverse,"]
    assert {look.text, look.far, look.bar} == {"class:label-0", "class:far-0", "class:bar-0"}


@given(st.lists(st.text(min_size=1, max_size=5), max_size=40, unique=True))
def test_signs_are_one_cell_and_differ_while_there_are_letters(names: list[str]) -> None:
    found = looks(Schema("s", {name: Label(name) for name in names})).values()
    signs = [look.sign for look in found if look.sign != "*"]
    assert len(set(signs)) == len(signs)
    assert len(signs) >= min(len(names), 30)
    assert all(re.fullmatch(r"\S[^\x00-\x1f]*", sign) for sign in signs)
