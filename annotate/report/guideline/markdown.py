"""The page as Markdown that every reader of it understands (CommonMark, tables as on GitHub).

Text from the schema is escaped: it makes no heading, list, link, picture or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
from annotate.report.guideline.visible import visible

_SPECIAL = re.compile(r"[\\`*_{}\[\]#|~$@^]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ADDRESS = re.compile(r"(?<=[A-Za-z0-9]):(?=//)|(?<=www)\.|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)
# At the start of a line these begin a list, a heading's underline or a rule.
_OPENING = re.compile(r"^(\s*)([-+=!]|[0-9]{1,9}(?=[.)]))")


def markdown(page: Page) -> str:
    """Ends with a line end."""
    blocks = [f"# {escape(page.title)}", _line(page.about)]
    for section in page.sections:
        blocks += _section(section)
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """The text as it reads, with no meaning of its own."""
    plain = visible(text).strip()
    plain = _SPECIAL.sub(r"\\\g<0>", plain)
    plain = re.sub("[&<>]", lambda found: _ENTITIES[found[0]], plain)
    plain = _ADDRESS.sub(r"\\\g<0>", plain)
    return _OPENING.sub(_unopened, plain)


def _unopened(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}&#{ord(mark[0])};{mark[1:]}"


def _section(section: Section) -> Iterator[str]:
    key = f"{escape(section.badge.glyph)} " if section.badge else ""
    yield f"{'#' * section.level} {key}{escape(section.title)}"
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Prose(line):
            yield _line(line)
        case Bullets(items):
            yield "\n".join(f"- {_line(item)}" for item in items)
        case Examples(good, items):
            # Another bullet than before: a list of its own.
            start = "* **Do:**" if good else "- **Don't:**"
            yield "\n".join(f"{start} {_line(line)}{_reason(why)}" for line, why in items)
        case Entries(title, items):
            if title:
                yield f"**{escape(title)}**"
            yield "\n".join(line for entry in items for line in _entry(entry))
        case Overview(rows):
            head = "| | label | key | on | what for |\n| --- | --- | --- | --- | --- |"
            lines = (
                f"| {escape(badge.glyph)} | {escape(name)} | {escape(key)} | {scope} | {escape(help)} |"
                for badge, name, key, scope, help in rows
            )
            yield "\n".join([head, *lines])


def _entry(entry: Entry, depth: int = 0) -> Iterator[str]:
    inner = "  " * (depth + 1)
    key = f" ({escape(entry.key)})" if entry.key else ""
    help = f" - {escape(entry.help)}" if entry.help else ""
    yield f"{'  ' * depth}- **{escape(entry.name)}**{key}: {_line(entry.what)}{help}"
    if any(choice.help for choice in entry.choices):
        yield from (f"{inner}- {_choice(each)}" for each in entry.choices)
    elif entry.choices:
        yield f"{inner}- {', '.join(map(_choice, entry.choices))}"
    for each in entry.inner:
        yield from _entry(each, depth + 1)


def _choice(choice: Choice) -> str:
    key = f" ({escape(choice.key)})" if choice.key else ""
    help = f": {escape(choice.help)}" if choice.help else ""
    return f"{escape(choice.name)}{key}{help}"


def _reason(why: str) -> str:
    return f" ({escape(why)})" if why else ""


def _line(line: Line) -> str:
    return "".join(map(_run, line)).strip()


def _run(run: Run) -> str:
    text = escape(run.text)
    if run.look in (Look.PLAIN, Look.BRACKET) or not text:
        return _spaced(run.text, text)
    return _spaced(run.text, f"**{text}**")


def _spaced(whole: str, text: str) -> str:
    """With a space where the whole had one: emphasis begins and ends at a letter."""
    if not text:
        return " " if whole else ""
    return (" " if whole[0].isspace() else "") + text + (" " if whole[-1].isspace() else "")
