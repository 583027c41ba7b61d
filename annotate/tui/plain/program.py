"""Labeling line by line, without a screen: for screen readers, dumb terminals and scripts.

One command a line, one fact a line. The commands are the actions of the screen; a line that is
refused changes nothing.
"""

from __future__ import annotations

import io
import signal
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Protocol, TextIO

import msgspec

from annotate.core.edit import Refused
from annotate.core.hints import capital
from annotate.core.marks import Conflict
from annotate.core.review import Review, Walk
from annotate.core.session import advance
from annotate.errors import AnnotateError
from annotate.tui.clock import Stopwatch, new_id, utc_now
from annotate.tui.conflicts import notice
from annotate.tui.dispatch import keyboard
from annotate.tui.keeper import Keeper, Library
from annotate.tui.kept import Kept, emptied
from annotate.tui.plain import reviewing
from annotate.tui.plain.call import Call
from annotate.tui.plain.commands import Command, found
from annotate.tui.plain.facts import document_lines, event_lines, paragraph_lines
from annotate.tui.plain.kept import kept_line
from annotate.tui.plain.line import head_of
from annotate.tui.plain.names import Names
from annotate.tui.plain.places import part
from annotate.tui.plain.telling import asked_lines
from annotate.tui.state import Answering, Env, Request, State, at_rest, place, replace

PROMPT = "> "
_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class Voice(Protocol):
    """Where lines go: `result` makes one safe and writes it, `paint` writes what is ours."""

    def result(self, line: str) -> None: ...
    def paint(self, text: str) -> None: ...
    def flush(self) -> None: ...


class _Leave(Exception):
    """Told from outside to leave."""


class _Closed(Refused):
    """A document cannot be opened."""


class Plain:
    """Runs until `quit` or the end of the input; `run` gives the exit status.

    `lines` is None if there is no input at all. Time is counted for a person at a terminal only:
    a script does the same thing each time.
    """

    def __init__(
        self,
        library: Library,
        index: int,
        lines: TextIO | None,
        voice: Voice,
        *,
        new_id: Callable[[], str] = new_id,
        now: Callable[[], str] = utc_now,
    ) -> None:
        self._library = library
        self._lines = lines
        self._voice = voice
        self._new_id, self._now = new_id, now
        self._person = lines is not None and lines.isatty()
        self._leaving = self._waiting = False
        # Bytes that are no text make a line that is refused, not the end of the work.
        if isinstance(lines, io.TextIOWrapper):
            lines.reconfigure(errors="surrogateescape")
        self._take(index, library.open(index))

    def run(self) -> int:
        """Returns 0, or 3 if something could not be saved."""
        handlers = self._listen()
        try:
            self._greet()
            while not self._leaving and (line := self._read()) is not None:
                self._do(line)
        finally:
            try:
                saved = self._kept.finish()
                if not saved:
                    self._say(kept_line(self._kept))
            finally:
                self._kept.keeper.close()
                for number, handler in handlers:
                    signal.signal(number, handler)
        return 0 if saved else 3

    # Opening

    def _take(self, index: int, keeper: Keeper) -> None:
        self._index = index
        self._kept = Kept(keeper)
        self._keys = keyboard(keeper.session.schema)
        self._names = Names()
        self._watch = Stopwatch()
        review = getattr(keeper, "review", None)
        walk = Walk(review, keeper.session.schema) if isinstance(review, Review) else None
        self._state = place(State(keeper.session, walk=walk), keeper.position or 1)
        if walk is not None:
            self._state = reviewing.begin(self._state)
        self._warned = False

    def _greet(self) -> None:
        keeper = self._kept.keeper
        self._say(*keeper.notices)
        if self._state.walk is None:
            self._say(*notice(keeper.session.marks, keeper.path))
        if self._person:
            self._say("help lists the commands")
        self._say(*document_lines(self._state.session))
        if self._state.walk is not None:
            self._say(reviewing.left_lines(self._state))
        self._say_page()

    def _say_page(self) -> None:
        """The paragraph, in a review with its questions."""
        self._say(*paragraph_lines(self._state, self._names))
        if self._state.walk is not None:
            self._say(*reviewing.page_lines(self._state))

    def _listen(self) -> list[tuple[int, Callable[[int, FrameType | None], object] | int | None]]:
        """Leave in good order when told to from outside: never within a command."""

        def leave(number: int, frame: FrameType | None) -> None:
            self._leaving = True
            if self._waiting:
                raise _Leave

        try:
            return [(number, signal.signal(number, leave)) for number in _SIGNALS]
        except ValueError:
            return []  # not the main thread: whoever runs us handles signals

    # Lines in and out

    def _read(self) -> str | None:
        """The next line, None at the end of the input or when told to leave."""
        if self._lines is None:
            return None
        if self._person:
            self._voice.paint(PROMPT)
        self._voice.flush()
        with suppress(_Leave):
            try:
                self._waiting = True
                line = "" if self._leaving else self._lines.readline()
                return line.rstrip("\r\n") if line else None
            finally:
                self._waiting = False
        return None

    def _say(self, *lines: str) -> None:
        for line in lines:
            self._voice.result(line)

    # From one state to the next

    def _do(self, line: str) -> None:
        """An empty line does nothing, so that none decides by accident; nor does one with `#`."""
        name, rest = head_of(line)
        if not name or name.startswith("#"):
            return
        try:
            _check(line)
            if "=" in name:
                name, rest = "answer", line.strip()
            self._command(name, rest)
        except (Refused, Conflict) as reason:
            self._say(f"error: {reason}")

    def _command(self, name: str, rest: str) -> None:
        if self._person:
            self._watch.tick(self._state.n)
        before = replace(self._state, message="", alert=False)
        call = Call(before, self._env(), self._keys, self._names, rest, kept_line(self._kept))
        command = found(call, name)
        if not isinstance(before.doing, command.during):
            call = msgspec.structs.replace(call, state=at_rest(before))
        reply = command.do(call)
        if isinstance(reply, tuple):
            self._say(*reply)
            return
        if reply.alert:
            raise Refused(reply.message)
        self._become(command, reply)

    def _become(self, command: Command, state: State) -> None:
        """The new state, its events on the disk or known not to be, and what is new in words."""
        if state.walk is not None:
            state = reviewing.begin(state)
        before, self._state = self._state, emptied(state)
        self._kept.deliver(before.n, state)
        self._tell_changes(before, state)
        if command.says and state.message:
            self._say(state.message)
        if state.request is Request.SAVE:
            self._kept.finish()
        if state.outbox or state.request is Request.SAVE:
            self._say(kept_line(self._kept))
        if (state.n, part(state)) != (before.n, part(before)):
            self._say_page()
        elif state.walk is not None and state.hand != before.hand:
            self._say(*reviewing.hand_lines(self._state))
        if state.doing is not before.doing and not _goes_on(before, state):
            self._say(*asked_lines(self._state, self._names))
        self._fulfil(state.request, state.argument)

    def _tell_changes(self, before: State, state: State) -> None:
        session = before.session
        for event in state.outbox:
            after = advance(session, event)
            self._say(*event_lines(session, after, self._names, event))
            session = after

    def _fulfil(self, request: Request, argument: str) -> None:
        match request:
            case Request.QUIT:
                self._quit()
            case Request.DOCUMENTS:
                for i, text in enumerate(self._library.overview(bar=False), 1):
                    self._say(f"{i}: {text}{', open' if i == self._index + 1 else ''}")
            case Request.NEXT:
                self._leaf(1)
            case Request.PREVIOUS:
                self._leaf(-1)
            case Request.OPEN:
                self._open(int(argument))
            case Request.ELSEWHERE:
                self._move(argument)

    def _quit(self) -> None:
        if not self._kept.retry() and not self._warned:
            self._warned = True
            self._say(kept_line(self._kept))
            raise Refused("not left: elsewhere FOLDER saves there, quit again leaves without saving")
        self._leaving = True

    def _leaf(self, by: int) -> None:
        """To the next document there that can be opened, past those that cannot, which are told."""
        index = self._index + by
        while True:
            try:
                return self._open(index)
            except _Closed as reason:
                if not 0 <= index + by < len(self._library):
                    raise
                self._say(f"left out: {reason}")
                index += by

    def _open(self, index: int) -> None:
        """Raises Refused, and _Closed if the document cannot be opened."""
        count = len(self._library)
        if not 0 <= index < count:
            raise Refused(f"there is no such document: the list has 1 to {count}")
        if index == self._index:
            raise Refused("this document is open already")
        if not self._kept.finish():
            raise Refused(f"this document cannot be left yet: {kept_line(self._kept)}")
        try:
            keeper = self._library.open(index)
        except AnnotateError as error:
            raise _Closed(f"{error.message} {capital(error.hint)}".strip()) from None
        self._kept.keeper.close()
        self._take(index, keeper)
        self._greet()

    def _move(self, folder: str) -> None:
        failure = self._kept.move_to(folder)
        if failure:
            raise Refused(f"not saved there: {failure.reason}. {capital(failure.hint)}")
        self._say(f"everything is saved in {folder} now", kept_line(self._kept))

    def _env(self) -> Env:
        """Without a window: everything is visible, and there are no screen lines to move by."""
        return Env(
            self._new_id,
            self._now,
            lambda: self._watch.take(self._state.n),
            (0, len(self._state.session.document.text)),
            lambda state, count: state.cursor,
        )


def _goes_on(before: State, after: State) -> bool:
    """Whether all questions about the same thing were put already."""
    was, now = before.doing, after.doing
    if not isinstance(was, Answering) or not isinstance(now, Answering):
        return False
    return not now.brief and (was.owner, was.id) == (now.owner, now.id)


def _check(line: str) -> None:
    if any("\ud800" <= letter <= "\udfff" for letter in line):
        raise Refused("this line is not valid text in the encoding of the input")
