"""What the screen shows and what the next key means: one immutable value.

An action is `(State, Env) -> State`. What must reach the disk is put into `outbox`, what only the
program can do (leave, suspend, open another document) into `request`; the application empties both
after every key.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from annotate.core.edit import Refused
from annotate.core.events import Event, Step
from annotate.core.marks import Conflict
from annotate.core.records import RelationRecord, SpanRecord
from annotate.core.schema import Value
from annotate.core.session import Session, advance
from annotate.core.units import words_around
from annotate.tui.hints import Hint
from annotate.tui.needs import Need
from annotate.tui.wording import step_words

if TYPE_CHECKING:
    from annotate.core.review import Walk


class Request(str, Enum):
    NONE = ""
    SAVE = "save"
    QUIT = "quit"
    SUSPEND = "suspend"
    REDRAW = "redraw"
    NEXT = "next document"
    PREVIOUS = "previous document"
    DOCUMENTS = "documents"
    OPEN = "open document"
    ELSEWHERE = "save elsewhere"
    THEME = "theme"
    PANEL = "panel"
    HELP = "help"


class Edge(str, Enum):
    START = "start"
    END = "end"


class Reading(msgspec.Struct, frozen=True):
    """Nothing is half done."""


class Judging(msgspec.Struct, frozen=True):
    """A question of a review is in hand; `version` is the number of the one that Space takes."""

    version: int = 1


class Marking(msgspec.Struct, frozen=True):
    """A stretch is being selected; `edge` is the end that moves. `of` is the span whose edges
    these are, empty for a new one, and `was` the stretch of it that is being changed. `home` is
    where the selecting began: what is made larger gets smaller again around it."""

    start: int
    end: int
    edge: Edge = Edge.END
    of: str = ""
    was: tuple[int, int] | None = None
    home: int | None = None


class Purpose(str, Enum):
    """What a hint is chosen for."""

    START = "the first word"
    END = "the last word"
    FROM = "the annotation to link from"
    TO = "the annotation to link to"
    FIRST = "the first word of the value"
    LAST = "the last word of the value"
    EDGE = "the word where the edge goes"


class Choosing(msgspec.Struct, frozen=True):
    """A place is chosen by the letters over it. `typed` are those typed so far, `start` the stretch
    chosen first, `of` the span or attribute it is for, `back` what to return to."""

    purpose: Purpose
    hints: tuple[Hint[tuple[int, int]] | Hint[str], ...]
    typed: str = ""
    start: tuple[int, int] | None = None
    of: str = ""
    back: Doing = Reading()


class Owner(str, Enum):
    """What a form asks about."""

    SPAN = "span"
    RELATION = "relation"
    PARAGRAPH = "paragraph"
    DOCUMENT = "document"


class Answering(msgspec.Struct, frozen=True):
    """Questions about one thing: a span or relation by its id, or a label of the paragraph or the
    document by its name.

    A `brief` form asks only what is required and closes when that is answered; `pending` are values
    proposed and not yet confirmed, `waiting` those given meanwhile, which may hang on them; `row` is
    the question in hand.
    """

    owner: Owner
    id: str
    brief: bool = False
    row: int = 0
    pending: dict[str, Value] = {}
    waiting: dict[str, Value] = {}


class ListKind(str, Enum):
    RELATIONS = "kind of link"
    OCCURRENCES = "occurrences"
    DOCUMENTS = "documents"
    GUIDELINES = "guidelines"
    DOCUMENT_LABELS = "document labels"
    LINKS = "links"
    TARGETS = "annotations to link to"
    ANNOTATORS = "annotators"
    REASONS = "reasons"


class Entry(msgspec.Struct, frozen=True):
    """A line of a list; `value` is what choosing it means, `key` chooses it at once."""

    text: str
    value: str
    key: str = ""
    ticked: bool = False
    stretch: tuple[int, int] | None = None


class Picking(msgspec.Struct, frozen=True):
    """A list to pick from, or to tick; `of` and `to` are the spans it is about."""

    kind: ListKind
    title: str
    entries: tuple[Entry, ...]
    at: int = 0
    of: str = ""
    to: str = ""


class PromptKind(str, Enum):
    SEARCH = "search"
    GOTO = "go to paragraph"
    COMMAND = "command"
    NOTE = "note"
    VALUE = "value"
    FOLDER = "folder"
    REASON = "reason"
    QUESTION_NOTE = "note on a question"


class Typing(msgspec.Struct, frozen=True):
    """A line is typed; `text` is what stood there first, `of` what it is for."""

    kind: PromptKind
    title: str
    text: str = ""
    of: str = ""
    back: Doing = Reading()


class Leafing(msgspec.Struct, frozen=True):
    """Something is read, help or a guideline: lines of (style, text); `at` is the first one shown."""

    title: str
    lines: tuple[tuple[str, str], ...]
    at: int = 0
    back: Doing = Reading()


Doing = Reading | Judging | Marking | Choosing | Answering | Picking | Typing | Leafing


class State(msgspec.Struct, frozen=True):
    """`cursor` is an offset in paragraph `n`; `parts` are stretches kept for a discontinuous span;
    `focus` is the annotation or link in hand, `led` the need that the cursor was led to last; `alert`
    says that the message is about something that did not work.

    `rest` is what is done when nothing is half done. In a review, `walk` has its questions, `hand` is
    the one in hand and `edited` that for which the result is being edited.
    """

    session: Session
    n: int = 1
    cursor: int = 0
    doing: Doing = Reading()
    parts: tuple[tuple[int, int], ...] = ()
    focus: str = ""
    search: str = ""
    led: Need | None = None
    message: str = ""
    alert: bool = False
    outbox: tuple[Event, ...] = ()
    request: Request = Request.NONE
    argument: str = ""
    rest: Reading | Judging = Reading()
    walk: Walk | None = None
    hand: str = ""
    edited: str = ""

    @property
    def in_hand(self) -> SpanRecord | RelationRecord | None:
        """The annotation or link in hand."""
        return self.session.marks.thing(self.focus) if self.focus else None

    @property
    def focused(self) -> SpanRecord | None:
        return self.session.marks.span(self.focus) if self.focus else None


class Env(msgspec.Struct, frozen=True):
    """What an action may not make up by itself: names, times, and what the window shows.

    `visible` are the first and last offset in the window, `seconds` the active time since the last
    decision, `move` moves the cursor by screen lines.
    """

    new_id: Callable[[], str]
    now: Callable[[], str]
    seconds: Callable[[], int]
    visible: tuple[int, int]
    move: Callable[[State, int], int]


Action = Callable[[State, Env], State]

replace = msgspec.structs.replace


def say(state: State, message: str, *, alert: bool = False) -> State:
    return replace(state, message=message, alert=alert)


def refuse(state: State, message: str) -> State:
    return say(state, message, alert=True)


def act(state: State, event: Event, message: str = "") -> State:
    """The state after the event, which goes to the journal."""
    try:
        session = advance(state.session, event)
    except (Conflict, Refused) as reason:
        return refuse(state, str(reason))
    if isinstance(event, Step) and not message:
        message = step_words(event)
    return replace(state, session=session, outbox=(*state.outbox, event), message=message, alert=False)


def at_rest(state: State) -> State:
    """Reading again, or judging, with nothing half done."""
    return replace(state, doing=state.rest, parts=())


def place(state: State, n: int, cursor: int | None = None) -> State:
    """The cursor in paragraph `n`, at its first word unless said otherwise."""
    document = state.session.document
    n = max(1, min(n, len(document)))
    paragraph = document.paragraph(n)
    if cursor is None:
        found = words_around(document, paragraph.start)
        cursor = found[0][0] if found else paragraph.start
    cursor = max(paragraph.start, min(cursor, paragraph.end))
    hand = state.hand if n == state.n else ""
    return focus_here(replace(state, n=n, cursor=cursor, hand=hand))


def focus_here(state: State) -> State:
    """The innermost annotation under the cursor is the one in hand."""
    under = state.session.marks.shelf(state.n).crossing(state.cursor, state.cursor + 1)
    inner = min(under, key=lambda span: span.end - span.start, default=None)
    return replace(state, focus=inner.id if inner else "")
