"""A schema as a page: what it says in words, and that no text of it becomes anything but text."""

from __future__ import annotations

import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from annotate.core.conditions import All, AnyOf, Condition, NoneOf, OneOf, Present
from annotate.core.ranges import Range
from annotate.core.schema import Example, Schema
from annotate.report.guideline import wording
from annotate.report.guideline.content import guideline, marked
from annotate.report.guideline.html import escape as escape_html
from annotate.report.guideline.html import html
from annotate.report.guideline.markdown import escape as escape_markdown
from annotate.report.guideline.markdown import markdown
from annotate.report.guideline.terminal import text
from annotate.store.schemas import load_schema, parse_schema, shipped_schemas

SHARED = b"""
labels:
  claim:
    attributes:
      attribution: {type: enum, values: [attributed, unattributed]}
      certainty: {type: enum, values: [certain, unlikely]}
      kind: {type: enum, values: [assertion, claim], required: true}
"""
UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
JOINERS = "\u200c\u200d"
PAYLOADS = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "]]><!-- x",
    "&lt;b&gt; &#60;i&#62;",
    "[text](javascript:alert(1))",
    "![picture](https://example.org/x.png)",
    "https://example.org www.example.org <https://example.org>",
    "**strong** _em_ `code` ~~gone~~ ***",
    "# heading",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "2) item",
    "> quote",
    "a | b | c",
    "--- | ---",
    "=== x",
    "```x",
    "\\<b> \\[x](y) \\",
    "[x]: https://example.org",
    "[bold]rich[/bold] [link=https://example.org]x[/link]",
)
DRIVING = "a\x1b[31mb\x07\x9b2J\u202ec\u200bd\U000e0041\u2028e"


def read(tree: object) -> Schema:
    schema, problems = parse_schema(json.dumps(tree).encode(), Path("weirs.yaml"))
    assert schema, problems
    return schema


def dressed(text: str, name: str) -> Schema:
    """`text` wherever a schema may have some, `name` wherever it may have a name."""
    ask = {"type": "enum", "values": {name: text, "other": text}, "help": text}
    more = {"type": "span", "when": {name: name}, "help": text}
    free = {"type": "string", "help": text, "default": "none"}
    example = {"text": f"{text} and {text}", "mark": [text], "why": text}
    return read(
        {
            "title": text,
            "language": "en",
            "principles": [text, text],
            "labels": {
                name: {
                    "help": text,
                    "guideline": [text, text],
                    "do": [example, text],
                    "dont": [example],
                    "attributes": {name: ask, "more": more, "free": free},
                },
                "paragraph kind": {"scope": "paragraph", "help": text},
            },
            "overlap": [{"pair": [name, "*"], "rule": "nest"}, {"pair": ["*", "*"], "rule": "forbid"}],
            "relations": {name: {"from": name, "to": name, "help": text, "attributes": {name: ask}}},
            "constraints": [
                {"id": "one", "each": name, "where": {name: name}, "require": {"attribute": name}, "message": text}
            ],
        }
    )


# ------------------------------------------------------------------------------------- words


def test_a_key_that_another_question_has_is_not_promised() -> None:
    """The screen deals another one then; first of all come what has to be answered."""
    schema, _ = parse_schema(SHARED, Path("shared.yaml"))
    assert schema is not None
    page = markdown(guideline(schema))
    assert "attributed, unattributed (u)" in page
    assert "certain, unlikely\n" in page
    assert "assertion (a), claim (c)" in page
    assert "attributed · u unattributed\n" in text(guideline(schema), 80, None, signs=True)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (OneOf("mood", ("glad",)), "mood is glad"),
        (OneOf("mood", ("glad", "sad", "angry")), "mood is glad, sad or angry"),
        (NoneOf("mood", ("glad", "sad")), "mood is not glad or sad"),
        (Present("cue"), "cue is given"),
        (All((Present("cue"), OneOf("mood", ("glad",)))), "cue is given and mood is glad"),
        (
            AnyOf((All((Present("cue"), Present("target"))), OneOf("mood", ("glad", "sad")))),
            "(cue is given and target is given) or (mood is glad or sad)",
        ),
    ],
)
def test_conditions_are_sentences(condition: Condition, said: str) -> None:
    assert wording.condition(condition) == said


@pytest.mark.parametrize(
    ("given_range", "said"),
    [
        (Range(), "any number of"),
        (Range(1, None), "at least 1"),
        (Range(0, 2), "at most 2"),
        (Range(2, 2), "exactly 2"),
        (Range(2, 4), "2 to 4"),
        (Range(0, 0), "no"),
    ],
)
def test_ranges_are_amounts(given_range: Range, said: str) -> None:
    assert wording.amount(given_range) == said


@pytest.mark.parametrize(
    ("text", "marks", "shown"),
    [
        ("The weir holds.", ("The weir",), "[The weir] holds."),
        ("The weir holds.", (), "The weir holds."),
        ("Rain, more rain.", ("Rain", "more rain"), "[Rain], [more rain]."),
        ("The mayor of Ost said so.", ("The mayor of Ost", "Ost"), "[The mayor of [Ost]] said so."),
        ("One and\none.", ("and\none",), "One [and one]."),
    ],
)
def test_what_is_marked_stands_in_brackets(text: str, marks: tuple[str, ...], shown: str) -> None:
    assert "".join(run.text for run in marked(Example(text, marks))) == shown


WEIRS = read(
    {
        "title": "Weirs and what they hold",
        "version": "1.2.0",
        "principles": "Mark what is written.\nNever guess.",
        "span": {"granularity": "word", "discontinuous": True, "max_fragments": 3},
        "labels": {
            "weir": {
                "key": "w",
                "glyph": "W",
                "color": "#0072b2",
                "help": "A weir by its name.",
                "guideline": ["Leave out the article."],
                "do": [{"text": "The Ost weir holds.", "mark": "Ost weir", "why": "a name"}],
                "dont": [{"text": "It holds.", "mark": "It"}],
                "attributes": {
                    "state": {"type": "enum", "values": {"whole": "holds", "broken": "does not"}, "required": True},
                    "since": {"type": "date", "when": {"state": "broken"}},
                    "gates": {"type": "int", "min": 1, "max": 9, "default": 2},
                },
            },
            "river": {"key": "r"},
            "kind": {"scope": "paragraph", "key": "k"},
        },
        "overlap": [{"pair": ["weir", "weir"], "rule": "nest"}, {"pair": ["*", "*"], "rule": "forbid"}],
        "relations": {"lies_in": {"from": "weir", "to": "river", "out": "0..1", "acyclic": True}},
        "constraints": [
            {
                "id": "somewhere",
                "each": "weir",
                "where": {"state": "whole"},
                "require": {"relation": "lies_in", "out": "1..1"},
                "level": "warning",
                "message": "which river?",
            },
            {"id": "some", "each": "paragraph", "require": {"any_label": ["river", "kind"], "count": "1..*"}},
        ],
    }
)
SAID = (
    "Weirs and what they hold",
    "version 1.2.0",
    "Never guess.",
    "A weir by its name.",
    "Leave out the article.",
    "whole words, in up to 3 parts if need be, without spaces at the ends",
    "one of these; must be answered",
    "a date: year, month or day; asked only if state is broken",
    "a whole number; 1 to 9; 2 if nothing is said",
    "from weir to river; at most 1 from each; never round in a circle",
    "one inside the other, or apart",
    "must not overlap",
    "each weir, if state is whole, has exactly 1 lies_in leaving it - which river?",
    "each paragraph has at least 1 river or kind in it",
    "[Ost weir]",
    "(a name)",
    "the paragraph as a whole",
)


@pytest.mark.parametrize("said", SAID)
def test_the_page_says_in_words_what_the_schema_asks(said: str) -> None:
    page = guideline(WEIRS)
    assert said in text(page, 200, None, signs=True)
    read_html = Outline(html(page))
    assert said in read_html.text
    assert said in plain_of(markdown(page))


def test_of_one_label_only_what_has_to_do_with_it_is_shown() -> None:
    shown = text(guideline(WEIRS, ("river",)), 100, None, signs=True)
    assert "[W] weir" not in shown
    assert "[R] river" in shown
    assert "lies_in" in shown
    assert "each paragraph has at least 1 river or kind" in shown
    assert "which river?" not in shown


@pytest.mark.parametrize("path", shipped_schemas().values(), ids=lambda path: path.stem)
def test_every_shipped_schema_has_a_page_in_every_form(path: Path) -> None:
    page = guideline(load_schema(path))
    for label in load_schema(path).labels.values():
        assert label.name in text(page, 80, None, signs=True)
        assert label.name in Outline(html(page)).text
        assert label.name in plain_of(markdown(page))


# ---------------------------------------------------------------------------------- terminal


@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize("path", shipped_schemas().values(), ids=lambda path: path.stem)
def test_no_line_is_wider_than_the_terminal(path: Path, width: int) -> None:
    for line in text(guideline(load_schema(path)), width, None, signs=True).splitlines():
        assert cell_len(line) <= width


def test_without_colors_no_escape_is_written_and_with_them_the_words_are_the_same() -> None:
    page = guideline(WEIRS)
    plain = text(page, 80, None, signs=True)
    painted = text(page, 80, "truecolor", signs=True)
    assert "\x1b" not in plain
    assert "\x1b[1;38;2;255;255;255;48;2;0;114;178m W " in painted
    bare = re.sub("\x1b\\[[0-9;]*m", "", painted)
    # Labels stand on their colors instead of in brackets, so that lines break elsewhere.
    assert re.sub(r"[\[\]\s]", "", bare) == re.sub(r"[\[\]\s]", "", plain)


def test_where_signs_are_unknown_the_page_itself_is_ascii() -> None:
    page = guideline(WEIRS)
    assert not text(page, 80, None, signs=True).isascii()
    assert text(page, 80, None, signs=False).isascii()


def test_nothing_in_a_schema_drives_the_terminal() -> None:
    shown = text(guideline(dressed_by_hand(DRIVING)), 80, None, signs=True)
    assert not {each for each in shown if unicodedata.category(each) in UNSAFE} - {"\n"}


def dressed_by_hand(hostile: str) -> Schema:
    """Past the loader, which would refuse most of it."""
    import msgspec

    schema = dressed("x y", "name")
    (label, other) = schema.labels.values()
    worse = msgspec.structs.replace(
        label, name=hostile, help=hostile, glyph=hostile, key=hostile, guideline=(hostile,), do=(Example(hostile),)
    )
    return msgspec.structs.replace(
        schema,
        id=hostile,
        title=hostile,
        principles=hostile,
        language=hostile,
        labels={hostile: worse, other.name: other},
    )


# -------------------------------------------------------------------------------------- HTML


class Outline(HTMLParser):
    """What a browser makes of a page: its tags with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, Any]] = []
        self.open: list[str] = []
        self.comments: list[str] = []
        self.said: list[str] = []
        self.feed(page)
        self.close()

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(sorted(attrs))))
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.tags.append((f"/{tag}", ()))

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_html(payload: str) -> None:
    tame, wild = (Outline(html(guideline(dressed(each, each[:60].strip())))) for each in ("x y", payload))
    assert wild.tags == tame.tags
    assert (wild.open, wild.comments) == ([], [])
    assert wild.text.count(payload) >= 10


def test_what_the_loader_refuses_does_no_harm_in_html_either() -> None:
    for hostile in (*PAYLOADS, DRIVING):
        outline = Outline(html(guideline(dressed_by_hand(hostile))))
        tags = {tag for tag, _ in outline.tags}
        assert not tags & {"script", "img", "b onmouseover", "i"}
        assert {key for _, attrs in outline.tags for key, _ in attrs} <= HARMLESS
        assert outline.open == []


HARMLESS = {
    *("lang", "charset", "http-equiv", "content", "name", "id", "class", "dir", "href", "scope"),
    *("aria-labelledby", "aria-hidden"),
}


def test_a_color_that_is_none_does_not_reach_the_style_sheet() -> None:
    import msgspec

    label = next(iter(WEIRS.labels.values()))
    worse = msgspec.structs.replace(label, color="red;}</style><script>alert(1)</script>")
    page = html(guideline(msgspec.structs.replace(WEIRS, labels={"weir": worse})))
    assert "alert" not in page


def test_the_page_loads_and_runs_nothing() -> None:
    outline = Outline(html(guideline(WEIRS)))
    assert not {tag for tag, _ in outline.tags} & {"script", "link", "img", "iframe", "object", "form"}
    links = [dict(attrs)["href"] for tag, attrs in outline.tags if tag == "a"]
    ids = {dict(attrs).get("id") for _, attrs in outline.tags}
    assert links
    assert all(link.startswith("#") and link[1:] in ids for link in links)


def test_the_page_allows_itself_its_own_style_sheet_only() -> None:
    import hashlib
    from base64 import b64encode

    page = html(guideline(WEIRS))
    (policy,) = re.findall('http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    (style,) = re.findall("<style>(.*?)</style>", page, re.S)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert " style=" not in page


def test_every_section_has_a_heading_and_every_id_is_there_once() -> None:
    outline = Outline(html(guideline(WEIRS)))
    ids = [value for _, attrs in outline.tags for key, value in attrs if key == "id"]
    named = [value for _, attrs in outline.tags for key, value in attrs if key == "aria-labelledby"]
    assert len(set(ids)) == len(ids)
    assert set(named) <= set(ids)


@given(st.text())
def test_any_text_reads_in_html_as_it_is_written_but_for_what_cannot_be_seen(given_text: str) -> None:
    outline = Outline(f"<p>{escape_html(given_text)}</p>")
    assert [tag for tag, _ in outline.tags] == ["p", "/p"]
    shown = "".join(outline.said)
    assert not {each for each in shown if unicodedata.category(each) in UNSAFE} - set(JOINERS)


# ---------------------------------------------------------------------------------- Markdown

READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def shape_of(page: str) -> list[str]:
    """Everything that is not plain text."""
    tokens = READER.parse(page)
    flat = [inner for token in tokens for inner in (token, *(token.children or ()))]
    return [each.type for each in flat if each.type not in ("text", "text_special", "softbreak")]


def plain_of(page: str) -> str:
    tokens = READER.parse(page)
    inlines = ["".join(child.content for child in each.children or ()) for each in tokens if each.type == "inline"]
    return "\n".join(inlines)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_markdown(payload: str) -> None:
    tame, wild = (markdown(guideline(dressed(each, each[:60].strip()))) for each in ("x y", payload))
    assert shape_of(wild) == shape_of(tame)
    assert plain_of(wild).count(payload) >= 10


@given(st.text())
def test_any_text_reads_in_markdown_as_it_is_written(given_text: str) -> None:
    from annotate.report.guideline.visible import visible

    page = f"- {escape_markdown(given_text)}\n"
    assert shape_of(page) in (
        [
            "bullet_list_open",
            "list_item_open",
            "paragraph_open",
            "inline",
            "paragraph_close",
            "list_item_close",
            "bullet_list_close",
        ],
        ["bullet_list_open", "list_item_open", "list_item_close", "bullet_list_close"],
    )
    assert plain_of(page).split() == visible(given_text).split()
