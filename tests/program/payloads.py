"""Text that would do something to a terminal if it got there as it is."""

from __future__ import annotations

from tests.faults.amounts import EVERY

CONTROLS = {
    **{f"C0 {code:02X}": chr(code) for code in (*range(1, 9), *range(0x0E, 0x1B), *range(0x1C, 0x20))},
    "NUL": "\0",
    "DEL": "\x7f",
    "TAB": "\t",
    "VT": "\x0b",
    "FF": "\x0c",
    **{f"C1 {code:02X}": chr(code) for code in range(0x80, 0xA0)},
}
SEQUENCES = {
    "color": "\x1b[31;77m",
    "clear": "\x1b[3J",
    "home": "\x1b[1;9999H",
    "report": "\x1b[5n",
    "insert": "\x1b[4h",
    "scroll": "\x1b[2;3r",
    "leave screen": "\x1b[?47l",
    "window": "\x1b[21t",
    "title": "\x1b]0;owned\x07",
    "title ST": "\x1b]2;owned\x1b\\",
    "clipboard": "\x1b]52;c;b3duZWQ=\x07",
    "link": "\x1b]8;;http://owned.invalid\x1b\\x\x1b]8;;\x1b\\",
    "DCS": '\x1bP$q"p\x1b\\',
    "APC": "\x1b_owned\x1b\\",
    "PM": "\x1b^owned\x1b\\",
    "SOS": "\x1bXowned\x1b\\",
    "reset": "\x1bc",
    "charset": "\x1b(0",
    "keypad": "\x1b=",
    "C1 CSI": "\x9b31;77m",
    "C1 OSC": "\x9d0;owned\x9c",
    "C1 DCS": "\x90owned\x9c",
    "overwrite": "good\rowned",
    "backspace": "good\b\b\b\bowned",
}
UNSEEN = {
    **{f"bidi {code:04X}": chr(code) for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F))},
    **{f"isolate {code:04X}": chr(code) for code in range(0x2066, 0x206A)},
    **{f"zero width {code:04X}": chr(code) for code in (0x200B, 0x2060, 0x2062, 0xFEFF, 0x00AD)},
    **{f"separator {code:04X}": chr(code) for code in (0x2028, 0x2029)},
    "tags": "".join(chr(0xE0000 + ord(letter)) for letter in "owned"),
    "language tag": "\U000e0001",
    "private": "\ue000\U000f0000",
    "unassigned": "\u0378",
    "noncharacter": "\ufffe\U0001ffff",
    "annotation": "\ufff9a\ufffab\ufffb",
    "filler": "\u3164\u115f\uffa0",
}
MARKUP = {
    "rich": "[bold red]owned[/] [link=http://owned.invalid]x[/link] [/x]",
    "html": "<b>owned</b>&amp;<style bg='red'>",
    "format": "{0} {name!r} %s %(x)s \\x1b[31m",
}
PAYLOADS = {**CONTROLS, **SEQUENCES, **UNSEEN, **MARKUP}

_TYPICAL = (
    *("NUL", "C0 07", "DEL", "TAB", "C1 85", "color", "clear", "title", "clipboard", "DCS"),
    *("C1 CSI", "C1 OSC", "overwrite", "backspace", "bidi 202E", "isolate 2067", "zero width 200B"),
    *("separator 2028", "tags", "filler", "annotation", "rich", "html", "format"),
)
TYPICAL = PAYLOADS if EVERY else {name: PAYLOADS[name] for name in _TYPICAL}
"""For where each takes a program of its own."""
