"""The line at the bottom in which something is typed, and what it could become."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition, FilterOrBool
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout import BufferControl, ConditionalContainer, FormattedTextControl, VSplit, Window
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput

from annotate.core.display import cells
from annotate.tui import dispatch, prompts
from annotate.tui.bottom import COMPLETIONS
from annotate.tui.dispatch import completions
from annotate.tui.state import State, Typing


class TypedLine:
    """`state` tells what is typed for; `retyped` hears of every change. `at` is the completion that is
    chosen, -1 for none."""

    def __init__(self, state: Callable[[], State], retyped: Callable[[str], None]) -> None:
        self._state = state
        self._retyped = retyped
        self._buffer = Buffer(multiline=False, on_text_changed=lambda _: self._changed())
        self.at = -1
        self.field = Window(BufferControl(self._buffer, [_Harmless()]), height=1)

    @property
    def text(self) -> str:
        return self._buffer.text

    @property
    def answer(self) -> str:
        """What Enter means: the completion chosen, for a command the first that fits, or what is typed."""
        found = completions(self._state(), self.text)[:COMPLETIONS]
        if 0 <= self.at < len(found):
            text = found[self.at][0]
        elif found and dispatch.is_command(self._state()) and not dispatch.is_complete(self._state(), self.text):
            text = found[0][0]
        else:
            text = self.text
        # A terminal may send half a character, which no file can hold.
        return text.encode("utf-8", "replace").decode("utf-8")

    def container(self, shown: FilterOrBool) -> ConditionalContainer:
        title = Window(FormattedTextControl(self._title), dont_extend_width=True, height=1)
        return ConditionalContainer(VSplit([title, self.field]), filter=shown)

    def begin(self, typing: Typing) -> None:
        """Something new is typed; what is proposed, Enter takes."""
        self._put(typing.text)
        self.at = 0 if prompts.proposes(self._state()) else -1

    def complete(self) -> None:
        found = completions(self._state(), self.text)
        if found:
            self._put(found[max(0, self.at)][0])

    def choose(self, step: int) -> None:
        """The next or previous completion; before the first, none."""
        count = len(completions(self._state(), self.text)[:COMPLETIONS])
        self.at = max(-1, min(count - 1, self.at + step))

    @property
    def open(self) -> Condition:
        return Condition(lambda: isinstance(self._state().doing, Typing))

    def _put(self, text: str) -> None:
        self._buffer.text = text
        self._buffer.cursor_position = len(text)

    def _changed(self) -> None:
        self.at = -1
        self._retyped(self.text)

    def _title(self) -> StyleAndTextTuples:
        doing = self._state().doing
        title = doing.title if isinstance(doing, Typing) else ""
        return [("class:title", f" {dispatch.shown_title(title)}: ")]


class _Harmless(Processor):
    """Shows substitutes in place of what must not be seen as it is, and keeps the cursor right: what
    is pasted may hold anything."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        text = fragment_list_to_text(transformation_input.fragments)
        shown = ""
        places: list[int] = []
        back: list[int] = []
        for cell in cells(text, 0, len(text)):
            places += [len(shown)] * (cell.end - cell.start)
            back += [cell.start] * len(cell.shown)
            shown += cell.shown
        if shown == text:
            return Transformation(transformation_input.fragments)
        return Transformation(
            [("", shown)],
            source_to_display=lambda at: places[at] if at < len(places) else len(shown) + at - len(text),
            display_to_source=lambda at: back[at] if at < len(back) else len(text) + at - len(shown),
        )
