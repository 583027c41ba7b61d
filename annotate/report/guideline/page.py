"""What a guideline page says, whatever it is shown in: text from the schema is plain, never markup."""

from __future__ import annotations

from enum import Enum

import msgspec


class Look(Enum):
    """MARK is what is marked in an example; BRACKET the bracket before or behind it."""

    PLAIN = "plain"
    STRONG = "strong"
    NAME = "name"
    MARK = "mark"
    BRACKET = "bracket"


class Run(msgspec.Struct, frozen=True):
    text: str
    look: Look = Look.PLAIN


Line = tuple[Run, ...]
"""Text that flows on; without line ends."""


class Badge(msgspec.Struct, frozen=True):
    """How a label looks: a letter on its color (`#rrggbb`, or the terminal's own as `ansired`)."""

    glyph: str
    color: str


class Choice(msgspec.Struct, frozen=True):
    """A value, the key that gives it (perhaps none), and what it is for (perhaps nothing)."""

    key: str
    name: str
    help: str = ""


class Entry(msgspec.Struct, frozen=True):
    """Something with a name: a question or a kind of link; `inner` are its own questions."""

    name: str
    key: str = ""
    what: Line = ()
    help: str = ""
    choices: tuple[Choice, ...] = ()
    inner: tuple[Entry, ...] = ()


class Prose(msgspec.Struct, frozen=True):
    line: Line


class Bullets(msgspec.Struct, frozen=True):
    items: tuple[Line, ...]


class Examples(msgspec.Struct, frozen=True):
    """Each example with the reason, which may be empty."""

    good: bool
    items: tuple[tuple[Line, str], ...]


class Entries(msgspec.Struct, frozen=True):
    title: str
    items: tuple[Entry, ...]


class Overview(msgspec.Struct, frozen=True):
    """A row for each label: how it looks, its name, its key, what it stands on, what it is for."""

    rows: tuple[tuple[Badge, str, str, str, str], ...]


Block = Prose | Bullets | Examples | Entries | Overview


class Section(msgspec.Struct, frozen=True):
    """`badge` only where the section is about one label; then it stands below another (level 3)."""

    title: str
    blocks: tuple[Block, ...]
    badge: Badge | None = None

    @property
    def level(self) -> int:
        return 2 if self.badge is None else 3


class Page(msgspec.Struct, frozen=True):
    """`language` is that of the example texts, empty if the schema does not say."""

    title: str
    about: Line
    sections: tuple[Section, ...]
    language: str = ""
