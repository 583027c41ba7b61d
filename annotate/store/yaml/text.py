"""The bytes of a YAML file as text, or the first reason why they are none."""

import re

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 50
"""Levels of lists and mappings in each other."""
MAX_TOKENS = 20_000

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u2028\u2029]|\r(?!\n)")
_BOM = "\ufeff"


class YamlError(Exception):
    """Why a file cannot be read as YAML within our limits; line and column count from 1."""

    def __init__(self, slug: str, line: int, column: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.slug = slug
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint


def decode(data: bytes) -> str:
    """Raises YamlError if the file is too large, not UTF-8, or has control characters."""
    if len(data) > MAX_BYTES:
        raise YamlError("too-large", 1, 1, f"larger than {MAX_BYTES:,} bytes", "split the file")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start].decode())
        message = f"byte {error.start} (0x{data[error.start]:02x}) is not valid UTF-8"
        raise YamlError("not-utf-8", line, column, message, "save the file as UTF-8") from None
    text = text.removeprefix(_BOM)
    if found := _CONTROL.search(text):
        line, column = _place(text[: found.start()])
        message = f"control character U+{ord(found[0]):04X}"
        raise YamlError("control-character", line, column, message, "remove it")
    return text


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
