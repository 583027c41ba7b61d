"""What goes to the terminal, with as few bytes for colors and blanks as can be.

The renderer resets the colors before every move of the cursor and names them again after it. Here
they are sent when something is written in them, and only what is new in them.
"""

from __future__ import annotations

import re

from prompt_toolkit.output.vt100 import Vt100_Output

_RESET = "\x1b[0m"
_SHORT = 9  # Blanks; to erase more of them at once is shorter.
_END = "\r\n"
_NEAR = 2  # Line ends; to go down more of them at once is shorter.
# Bold, dim, italic, and the color of the ink: a blank looks the same in all of them.
_INK = re.compile(r"\x1b\[0(?:;(?:[123]|[39][0-7]|38;5;\d+|38;2;\d+;\d+;\d+))*m")


class Terse(Vt100_Output):
    """Made by `from_pty`, as its parent."""

    _sent = _RESET
    _wanted = _RESET
    _blanks = 0

    def write_raw(self, data: str) -> None:
        self._fill()
        if data.startswith("\x1b[") and data.endswith("m"):
            self._wanted = data
            return
        if data.endswith(("J", "K")):  # what is erased gets the background
            self._settle()
        super().write_raw(data)

    def write(self, data: str) -> None:
        if data == " ":
            self._blanks += 1
            return
        if not self._blanks and self._sent == self._wanted and data.isprintable():
            self._buffer.append(data)  # most of what there is to write, a character at a time
            return
        self._fill()
        if not data.startswith(("\r", "\n")):
            self._settle()
        elif len(data) > _NEAR * len(_END) and data == _END * (len(data) // len(_END)):
            super().write_raw(f"\r\x1b[{len(data) // len(_END)}B")
            return
        super().write(data)

    def show_cursor(self) -> None:
        """As the parent, which stops its blinking each time."""
        if self._cursor_visible is False:
            self._cursor_visible = True
            self.write_raw("\x1b[?25h")
        else:
            super().show_cursor()

    def flush(self) -> None:
        self._fill()
        self._settle()
        super().flush()

    def _fill(self) -> None:
        """Sends the blanks since the last character."""
        if count := self._blanks:
            self._blanks = 0
            self._settle()
            if count > _SHORT and _INK.fullmatch(self._sent):
                super().write_raw(f"\x1b[{count}X\x1b[{count}C")
            else:
                super().write(" " * count)

    def _settle(self) -> None:
        """Sends the colors, if they are others than the last."""
        sent, wanted = self._sent, self._wanted
        if sent != wanted:
            # Every look begins with a reset, so one that goes on from another only adds to it.
            more = wanted.startswith(sent[:-1] + ";")
            # The 0 that is the reset may be left out: what is not there counts as 0.
            known = sent if more else _RESET[:-1]
            super().write_raw(f"\x1b[{wanted[len(known) :]}")
        self._sent = wanted
