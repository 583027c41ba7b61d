"""What is wrong with one line of an annotation file: slow, exact, and asked only where something
is."""

from __future__ import annotations

import json
import re

import msgspec

from annotate.core.nearest import did_you_mean
from annotate.core.problems import Place, Problem
from annotate.core.records import (
    FORMAT,
    DocumentRecord,
    ParagraphRecord,
    Record,
    RelationRecord,
    SpanRecord,
)

_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)
_encoder = msgspec.json.Encoder()

_TYPES: dict[str, type[Record]] = {
    "document": DocumentRecord,
    "paragraph": ParagraphRecord,
    "span": SpanRecord,
    "relation": RelationRecord,
}
_WRITE = "Write a number or leave it out."
_MARKERS = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")
_BOM = b"\xef\xbb\xbf"
_FIELD = re.compile(r"`?\$\.(\w+)")
_UNKNOWN = re.compile(r"unknown field `(.*?)`", re.DOTALL)
_MISSING = re.compile(r"missing required field `(.*?)`")


class _Wrong(Exception):
    """The line is not JSON as it should be: slug, message, hint, column from 0."""

    def __init__(self, slug: str, message: str, hint: str = "", column: int = -1) -> None:
        super().__init__(message)
        self.slug, self.message, self.hint, self.column = slug, message, hint, column


def why(path: str, number: int, line: bytes) -> tuple[Record | None, tuple[Problem, ...]]:
    """What the line says, if that can be read at all, and everything that keeps it from being as
    it should.

    `line` comes with its line end.
    """
    bare = line.removesuffix(b"\n")
    ended = len(bare) < len(line)
    problems = []
    record = None
    try:
        record = _record(bare)
        _check_form(bare, record)
    except _Wrong as wrong:
        place = Place(path, number, wrong.column + 1)
        problems.append(Problem(wrong.slug, place, wrong.message, wrong.hint))
    if not ended:
        place = Place(path, number, 0)
        problems.append(
            Problem(
                "missing-line-end",
                place,
                "the last line does not end: the file may be cut off",
                "End it with a line feed if nothing is missing.",
            )
        )
    return record, tuple(problems)


def meaning(path: str, number: int, line: bytes) -> Record | Problem | None:
    """What the line says in whatever form it does; None if it is blank.

    Refused is what may mean two things or is no record: keys that stand twice, unknown fields.
    """
    bare = line.strip().removeprefix(_BOM).strip()
    if not bare:
        return None
    try:
        record = _record(bare)
        if _encoder.encode(record) != bare:
            _parse(_text(bare))
    except _Wrong as wrong:
        shift = max(0, line.find(bare[:1])) if wrong.column >= 0 else 0
        place = Place(path, number, wrong.column + 1 + shift)
        return Problem(wrong.slug, place, wrong.message, wrong.hint)
    return record


def newer_format(path: str, content: bytes) -> Problem | None:
    """The problem of a file made by a later version; nothing more can be said about such a file."""
    line = content[: content.find(b"\n") + 1 or len(content)]
    if line.startswith(b'{"type":"document","format":%d,' % FORMAT) or len(line) > 1 << 20:
        return None
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("type") != "document":
        return None
    number = said.get("format")
    if type(number) is not int or number <= FORMAT:
        return None
    return Problem(
        "newer-format",
        Place(path, 1),
        f"the file has format {number}, this version reads up to {FORMAT}",
        "Install a newer version of annotate.",
    )


def _record(line: bytes) -> Record:
    try:
        return _decoder.decode(line)
    except msgspec.ValidationError as error:
        text = _text(line)
        _parse(text)  # What is not even proper JSON is told first.
        raise _misfit(text, str(error)) from None
    except (ValueError, RecursionError):
        _check_bytes(line)
        _parse(_text(line))
        raise _Wrong("not-json", "this is not a line of an annotation file") from None


def _check_form(line: bytes, record: Record) -> None:
    """The line is the one form of what it says."""
    form = _encoder.encode(record)
    if form == line:
        return
    _check_bytes(line)
    text = _text(line)
    _parse(text)
    wanted = form.decode()
    same = next(
        (i for i, (a, b) in enumerate(zip(text, wanted, strict=False)) if a != b),
        min(len(text), len(wanted)),
    )
    raise _Wrong(
        "not-canonical",
        "the line is not in its one form: key order, spaces, escapes or defaults written out",
        f"Here it should go on with {wanted[same : same + 40]!r}.",
        same,
    )


def _check_bytes(line: bytes) -> None:
    """What a line looks like when something happened to the file."""
    if not line.strip():
        raise _Wrong("blank-line", "a blank line", "Remove it.", 0)
    if line.startswith(_MARKERS):
        mark = line[:7].decode()
        raise _Wrong(
            "conflict-marker",
            f"a conflict marker of git ({mark}): this merge was not finished",
            "Resolve the conflict; each line between the markers is a record to keep or drop.",
            0,
        )
    if line.startswith(_BOM):
        raise _Wrong("byte-order-mark", "a byte order mark", "Save the file without it.", 0)
    if b"\0" in line:
        raise _Wrong(
            "zero-bytes",
            "bytes of zero: the file was damaged, as by a power cut",
            "Take the line from a copy or from the journal.",
            line.index(b"\0"),
        )
    if line.endswith(b"\r"):
        raise _Wrong(
            "carriage-return",
            "the line ends in CR LF",
            "Save the file with LF; in git, set `*.ann.jsonl -text`.",
            len(line.decode("utf-8", "replace")) - 1,
        )


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        column = len(line[: error.start].decode())
        raise _Wrong("not-utf-8", f"byte 0x{line[error.start]:02X} is not valid UTF-8", "", column) from None


def _parse(text: str) -> None:
    """Raises _Wrong if the text is not one JSON object without repeated keys and odd numbers."""
    try:
        said = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_int=_sane)
    except _Wrong as wrong:
        if wrong.column < 0 and wrong.slug == "duplicate-key":
            wrong.column = _second(text, wrong.hint)
            wrong.hint = "Keep one of them."
        raise
    except json.JSONDecodeError as error:
        raise _Wrong("not-json", f"not JSON: {error.msg}", "", error.pos) from None
    except RecursionError:
        raise _Wrong("too-deep", "brackets nested too deeply") from None
    if not isinstance(said, dict):
        raise _Wrong("not-json", "not a JSON object: a line begins with { and ends with }", "", 0)
    lone = re.search(r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])", text)
    if not _encodable(json.dumps(said, ensure_ascii=False)):
        column = lone.start() if lone else -1
        raise _Wrong("lone-surrogate", "half of a surrogate pair is not a character", "", column)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            # The key travels in the hint until its place in the line is known.
            raise _Wrong("duplicate-key", f"key {key!a} stands twice", key)
        found[key] = value
    return found


def _no_constant(name: str) -> object:
    raise _Wrong("not-a-number", f"{name} is not a number of JSON", _WRITE)


def _sane(digits: str) -> int:
    if len(digits) > 40:
        raise _Wrong("number-too-large", f"a number of {len(digits)} digits")
    return int(digits)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _second(text: str, key: str) -> int:
    quoted = json.dumps(key, ensure_ascii=False) + ":"
    return text.find(quoted, text.find(quoted) + 1)


def _misfit(text: str, message: str) -> _Wrong:
    """msgspec's message in the words of the file, with the field's place."""
    kind = json.loads(text).get("type")
    known = _fields(kind)
    if found := _UNKNOWN.search(message):
        return _unknown(text, kind, found[1], known)
    if found := _MISSING.search(message):
        name = found[1]
        hint = f"A {kind} line needs it." if known else f"A line is one of {', '.join(_TYPES)}."
        return _Wrong("missing-field", f"{name!r} is missing", hint, 0)
    found = _FIELD.search(message)
    field = found[1] if found else ""
    if field == "type":
        hint = did_you_mean(str(kind), _TYPES) or f"A line is one of {', '.join(_TYPES)}."
        return _Wrong("unknown-type", f"{kind!a} is no type of line", hint, _at(text, "type"))
    reason = message.split(" - at ")[0].replace("`", "")
    return _Wrong("wrong-type", f"{field!r}: {_lower(reason)}", "", _at(text, field))


def _unknown(text: str, kind: object, name: str, known: tuple[str, ...]) -> _Wrong:
    return _Wrong(
        "unknown-field",
        f"a {kind} line has no field {name!a}",
        did_you_mean(name, known) or f"Its fields are {', '.join(known)}.",
        _at(text, name),
    )


def _fields(kind: object) -> tuple[str, ...]:
    record = _TYPES.get(kind) if isinstance(kind, str) else None
    return tuple(f.encode_name for f in msgspec.structs.fields(record)) if record else ()


def _at(text: str, field: str) -> int:
    """Where the field stands; a quote within a string is escaped, so this finds no other place."""
    return text.find(json.dumps(field, ensure_ascii=False) + ":")


def _lower(reason: str) -> str:
    return reason[:1].lower() + reason[1:]
