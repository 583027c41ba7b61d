"""The program around the screen: keys in, rows out, every event to the disk in between."""

from __future__ import annotations

import asyncio
import errno
import signal
from collections.abc import Callable, Mapping, Sequence

import msgspec
from prompt_toolkit.application import Application
from prompt_toolkit.filters import Condition
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import HSplit, Layout
from prompt_toolkit.mouse_events import MouseEvent, MouseEventType
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.styles import BaseStyle, DynamicStyle

from annotate.core.hints import capital
from annotate.core.schema import Select
from annotate.core.units import units_from
from annotate.errors import AnnotateError, Outdated
from annotate.tui import dispatch, mouse, prompts
from annotate.tui.canvas import Canvas
from annotate.tui.clock import Stopwatch, new_id, utc_now
from annotate.tui.conflicts import notice
from annotate.tui.dispatch import finish, keyboard
from annotate.tui.keeper import Keeper, Library
from annotate.tui.kept import emptied
from annotate.tui.keys import displaced
from annotate.tui.saving import Saving
from annotate.tui.screen import LEAST, Drawn, Surroundings, draw, lines_away
from annotate.tui.state import (
    Entry,
    Env,
    ListKind,
    Picking,
    Request,
    State,
    Typing,
    at_rest,
    place,
    refuse,
    replace,
    say,
)
from annotate.tui.suspending import modes, suspend
from annotate.tui.theme import Row, styles, themes
from annotate.tui.typedline import TypedLine
from annotate.tui.wording import besides, count

_NAMES = {"c-m": "enter", "c-j": "enter", "c-i": "tab", "c-h": "backspace", " ": "space"}
_GONE = (errno.EIO, errno.ENXIO, errno.EPIPE, errno.EBADF)
"""What writing to a terminal whose window was closed fails with."""
_LEAVING = ("c-q", "c-c", "c-d")
_GLANCE = 0.1  # Seconds in which nobody has read the first screen.


class Options(msgspec.Struct, frozen=True):
    """What the user chose about the screen."""

    theme: str = "dark"
    mouse: bool = True
    depth: ColorDepth = ColorDepth.DEPTH_8_BIT
    ascii: bool = False
    visual: bool = False
    keys: Mapping[str, Sequence[str]] = {}


class Screen:
    """Runs until the annotator leaves; `run` gives the exit status. `wanted` is the document that it
    was left for, one that cannot be opened before something was asked."""

    def __init__(
        self,
        library: Library,
        index: int,
        options: Options,
        *,
        input: Input | None = None,
        output: Output | None = None,
    ) -> None:
        self._library = library
        self._options = options
        self.wanted: int | None = None
        self._theme = options.theme
        self._side = True
        self._broken: BaseException | None = None
        self._warned = False
        self._pressed: int | None = None
        self._drawn = Drawn(())
        self._drawn_of: State | None = None
        self._take(index, library.open(index))
        self._line = TypedLine(lambda: self._state, self._retyped)
        self._app = self._application(input, output)
        self._before = modes(self._app.input)

    def run(self) -> int:
        """Returns 0, or 3 if something could not be saved."""
        try:
            self._app.run(pre_run=self._begin, handle_sigint=False)
        except EOFError:
            pass  # the terminal is gone; everything acknowledged is on the disk
        except OSError as error:
            if error.errno not in _GONE:
                raise
        finally:
            saved = self._saving.finish()
            self._saving.keeper.close()
        if self._broken is not None:
            raise self._broken
        return 0 if saved else 3

    @property
    def kept(self) -> str:
        """What there is on the disk of the document that was open last, and where."""
        keeper, reason = self._saving.keeper, self._saving.reason
        kept = ", ".join((count(keeper.saved, "annotation"), *besides(keeper.session.marks)))
        if not reason:
            return f"{kept} in {keeper.path}"
        lost = f"; {keeper.unsaved} steps after that are not saved" if keeper.unsaved else ""
        return f"{kept} in the journal, not yet in {keeper.path}: {reason}{lost}"

    # Opening

    def _take(self, index: int, keeper: Keeper) -> None:
        self._index = index
        self._saving = Saving(keeper, lambda: self._app.invalidate(), self._fail)
        session = keeper.session
        state = _opened(keeper)
        self._keys = keyboard(session.schema, self._options.keys, reviewing=state.walk is not None)
        self._watch = Stopwatch()
        self._style: BaseStyle = styles(themes[self._theme], session.schema, self._options.depth)
        left = () if state.walk is not None else notice(session.marks, keeper.path)
        welcome = "; ".join((*keeper.notices, *left, *displaced(self._keys.bound, self._options.keys)))
        self._state = say(state, welcome, alert=bool(welcome))
        self._warned = False

    def _application(self, input: Input | None, output: Output | None) -> Application[None]:
        self._canvas = Canvas(self._rows, self._on_mouse, filled=self._filled)
        line = self._line.container(self._line.open & ~Condition(self._too_small))
        app: Application[None] = Application(
            layout=Layout(HSplit([self._canvas, line]), focused_element=self._canvas.window),
            key_bindings=self._bindings(self._line.open),
            style=DynamicStyle(lambda: self._style),
            include_default_pygments_style=False,
            color_depth=self._options.depth,
            full_screen=True,
            mouse_support=self._options.mouse,
            input=input,
            output=output,
        )
        app.ttimeoutlen = 0.05
        app.timeoutlen = 0.05
        return app

    def _bindings(self, typing: Condition) -> KeyBindings:
        """All keys go to the table in `keys`; while a line is typed, all but five go to the line."""
        bindings = KeyBindings()
        bindings.add(Keys.Any, filter=~typing)(self._guarded(self._on_key))
        for key, do in (
            ("enter", self._on_enter),
            ("escape", self._on_escape),
            ("c-c", self._on_escape),
            ("tab", lambda _: self._line.complete()),
            ("down", lambda _: self._line.choose(1)),
            ("up", lambda _: self._line.choose(-1)),
        ):
            bindings.add(key, filter=typing, eager=True)(self._guarded(do))
        return bindings

    def _begin(self) -> None:
        self._listen()
        asyncio.get_running_loop().call_later(_GLANCE, self._prepare)

    def _prepare(self) -> None:
        """Load what the first label needs and the first screen does not, while that is read."""
        for select in Select:
            next(units_from(self._state.session.document, self._state.cursor, select), None)

    def _listen(self) -> None:
        """Leave in good order when told to from outside."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            try:
                loop.add_signal_handler(number, self._exit)
            except (NotImplementedError, RuntimeError, ValueError):
                return  # not the main thread: whoever runs us handles signals

    # Keys

    def _guarded(self, do: Callable[[KeyPressEvent], None]) -> Callable[[KeyPressEvent], None]:
        """An exception in a handler ends the program with the terminal as it was, not a prompt."""

        def handler(event: KeyPressEvent) -> None:
            try:
                do(event)
            except Exception as error:
                self._fail(error)

        return handler

    def _on_key(self, event: KeyPressEvent) -> None:
        pressed = event.key_sequence[0]
        name = pressed.key.value if isinstance(pressed.key, Keys) else pressed.key
        if len(name) > 1 and name.startswith("<"):
            return  # a paste or an answer of the terminal is no command
        key = _NAMES.get(name, name)
        if self._too_small() and key not in _LEAVING:
            return
        self._watch.tick(self._state.n)
        self._become(dispatch.press(self._state, self._env(), self._keys, key))

    def _on_enter(self, event: KeyPressEvent) -> None:
        self._become(finish(self._state, self._env(), self._keys, self._line.answer))

    def _on_escape(self, event: KeyPressEvent) -> None:
        self._become(prompts.leave(self._state, self._env()))

    def _retyped(self, text: str) -> None:
        self._state = dispatch.retyped(self._state, text)

    def _on_mouse(self, event: MouseEvent) -> None:
        try:
            self._mouse(event)
        except Exception as error:
            self._fail(error)

    def _mouse(self, event: MouseEvent) -> None:
        if event.event_type in (MouseEventType.SCROLL_UP, MouseEventType.SCROLL_DOWN):
            down = event.event_type is MouseEventType.SCROLL_DOWN
            self._become(mouse.wheel(self._state, self._env(), down=down))
            return
        offset = self._drawn.offset_at(event.position.y, event.position.x)
        if offset is None:
            return
        if event.event_type is MouseEventType.MOUSE_DOWN:
            self._pressed = offset
            self._become(mouse.click(self._state, offset))
        elif self._pressed is not None:
            if offset != self._pressed:
                self._become(mouse.drag(self._state, self._pressed, offset))
            if event.event_type is MouseEventType.MOUSE_UP:
                self._pressed = None

    # From one state to the next

    def _become(self, state: State) -> None:
        """The new state, once its events are on the disk or known not to be."""
        before = self._state
        self._saving.deliver(before.n, state)
        request, argument = state.request, state.argument
        self._state = emptied(state)
        self._refocus(before)
        if request is not Request.NONE:
            self._fulfil(request, argument)
        self._app.invalidate()

    def _refocus(self, before: State) -> None:
        """The line gets the keys while one is typed."""
        doing = self._state.doing
        if isinstance(doing, Typing):
            if doing is not before.doing:
                self._line.begin(doing)
            if self._app.layout.current_window is not self._line.field:
                self._app.layout.focus(self._line.field)
        elif self._app.layout.current_window is not self._canvas.window:
            self._app.layout.focus(self._canvas.window)

    def _fulfil(self, request: Request, argument: str) -> None:
        match request:
            case Request.SAVE:
                self._saving.save()
                if argument:
                    self._say_saved()
            case Request.QUIT:
                self._quit()
            case Request.SUSPEND:
                suspend(self._app, self._before)
            case Request.REDRAW:
                self._app.renderer.clear()
            case Request.NEXT:
                self._leaf(1)
            case Request.PREVIOUS:
                self._leaf(-1)
            case Request.OPEN:
                self._open(int(argument))
            case Request.DOCUMENTS:
                self._list_documents()
            case Request.ELSEWHERE:
                self._move(argument)
            case Request.THEME:
                self._next_theme()
            case Request.PANEL:
                self._side = not self._side

    def _say_saved(self) -> None:
        """An answer to who asked for it, in any case."""
        unsaved = self._saving.keeper.unsaved > 0
        message = "tried again; ctrl-w saves elsewhere" if unsaved else "everything is saved"
        self._state = say(self._state, message, alert=unsaved)

    def _quit(self) -> None:
        if self._saving.keeper.unsaved and not self._saving.retry() and not self._warned:
            self._warned = True
            message = "ctrl-q again leaves without it; ctrl-w saves elsewhere"
            self._state = refuse(self._state, message)
            return
        self._exit()

    def _exit(self) -> None:
        if self._app.is_running and not self._app.is_done:
            self._app.exit()

    def _fail(self, error: BaseException) -> None:
        self._broken = error
        self._exit()

    def _leaf(self, by: int) -> None:
        """To the next document there that can be opened, past those that cannot."""
        index = first = self._index + by
        while not self._open(index) and 0 <= index + by < len(self._library):
            index += by
        if index == self._index != first:
            self._state = refuse(self._state, f"{abs(index - first)} left out that cannot be opened")

    def _open(self, index: int) -> bool:
        """False if the document cannot be opened; the message says why."""
        if not 0 <= index < len(self._library):
            where = "first" if index < 0 else "last"
            self._state = refuse(self._state, f"this is the {where} document")
            return True
        if index == self._index:
            return True
        if not self._saving.finish():
            self._state = refuse(self._state, "this document is not saved yet; ctrl-s tries again")
            return True
        try:
            keeper = self._library.open(index)
        except Outdated:
            self.wanted = index  # to be asked about where there is room for it
            self._exit()
            return True
        except AnnotateError as error:
            self._state = refuse(self._state, f"{error.message} {capital(error.hint)}")
            return False
        self._saving.keeper.close()
        self._take(index, keeper)
        return True

    def _list_documents(self) -> None:
        texts = self._library.overview()
        entries = tuple(Entry(text, str(i)) for i, text in enumerate(texts))
        title = "Documents: Enter opens one"
        picking = Picking(ListKind.DOCUMENTS, title, entries, at=self._index)
        self._state = replace(at_rest(self._state), doing=picking)

    def _move(self, folder: str) -> None:
        if not folder:
            return
        failure = self._saving.move_to(folder)
        if failure:
            self._state = refuse(self._state, f"not saved there: {failure.reason}. {capital(failure.hint)}")
            return
        self._state = say(self._state, f"everything is saved in {folder} now")

    def _next_theme(self) -> None:
        names = list(themes)
        self._theme = names[(names.index(self._theme) + 1) % len(names)]
        schema = self._state.session.schema
        self._style = styles(themes[self._theme], schema, self._options.depth)
        self._state = say(self._state, f"theme: {self._theme}")

    # Drawing

    def _env(self) -> Env:
        """What the screen shows of the present state: keys that come in one go are not painted one
        by one, and yet mean what they mean one by one."""
        if self._drawn_of is not self._state:
            size = self._app.output.get_size()
            self._rows(size.columns, size.rows)
        pane = self._drawn.pane
        visible = pane.window if pane else (0, len(self._state.session.document.text))
        return Env(
            new_id,
            utc_now,
            lambda: self._watch.take(self._state.n),
            visible,
            lambda state, count: lines_away(self._drawn, state.cursor, count),
        )

    def _rows(self, columns: int, rows: int) -> tuple[Sequence[Row], tuple[int, int] | None]:
        """What is to be seen; nothing once something broke, so that leaving is not stopped too."""
        if self._broken is None:
            try:
                return self._painted(columns, rows)
            except Exception as error:
                self._fail(error)
        return (), None

    def _painted(self, columns: int, rows: int) -> tuple[Sequence[Row], tuple[int, int] | None]:
        around = Surroundings(
            keys=self._keys,
            saved=self._saving.keeper.saved,
            unsaved=self._saving.keeper.unsaved,
            failure=self._saving.reason,
            place=(self._index + 1, len(self._library)),
            typed=self._line.text,
            at=self._line.at,
            side=self._side,
            ascii=self._options.ascii,
            visual=self._options.visual,
        )
        self._drawn = draw(self._state, around, columns, rows)
        self._drawn_of = self._state
        return self._drawn.rows, self._drawn.cursor

    def _filled(self) -> bool:
        return themes[self._theme].filled

    def _too_small(self) -> bool:
        size = self._app.output.get_size()
        return size.columns < LEAST[0] or size.rows < LEAST[1]


def _opened(keeper: Keeper) -> State:
    """Where work on a document begins or goes on; a keeper that has a review has its questions asked."""
    review = getattr(keeper, "review", None)
    if review is None:
        return place(State(keeper.session), keeper.position or 1)
    # Loaded only for a review: labeling starts without it.
    from annotate.core.review import Review, Walk
    from annotate.tui.review.hand import begin

    assert isinstance(review, Review)
    return begin(keeper.session, keeper.position, Walk(review, keeper.session.schema))
