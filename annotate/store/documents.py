"""Documents on the disk: text files, read as they are or refused with one line of why."""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from annotate.core.document import Document, ParagraphMode
from annotate.core.paragraphs import paragraphs
from annotate.errors import AnnotateError, Findings, Unreadable, Usage
from annotate.store.reading import cannot_read, open_plain, read_from

LIMIT = 64 * 1024 * 1024
"""Bytes. A larger text is better parted: nobody reads it in one sitting."""

SUFFIXES = (".txt", ".md")

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = ("undefined", "idna", "punycode", "unicode_escape", "raw_unicode_escape")
_HEAD = 8192
_PIECE = 1 << 16
# Text has none of these beside the odd stray one; images, archives and programs are full of them.
_BINARY = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\x08"))


def read_document(
    path: str | os.PathLike[str],
    *,
    root: str | os.PathLike[str] | None = None,
    encoding: str = "utf-8",
    mode: ParagraphMode = ParagraphMode.AUTO,
) -> Document:
    """The text in `path`, decoded and otherwise unchanged; see `document_id` for its id.

    Raises:
        Unreadable: there is no regular file, or it cannot be read, or it is larger than `LIMIT`.
        Findings: the bytes are not text in `encoding`, or there is nothing to label.
        Usage: no such encoding.
    """
    path = Path(path)
    codec = _codec(encoding)
    content = _content(path)
    text = _decoded(path, content, codec)
    bom = text.startswith("\ufeff") or _names_its_bom(content, codec)
    text = text.removeprefix("\ufeff")
    if not text or text.isspace():
        raise Findings(f"{path}: the file holds no text", slug="empty-document", hint="Name a file with text.")
    starts, ends = paragraphs(text, mode)
    return Document(
        id=document_id(path, root),
        source=path.as_posix(),
        text=text,
        sha256=hashlib.sha256(content).hexdigest(),
        encoding=codec,
        bom=bom,
        mode=mode,
        starts=starts,
        ends=ends,
    )


def document_id(path: str | os.PathLike[str], root: str | os.PathLike[str] | None = None) -> str:
    """The path below `root` without suffix, with slashes; the bare name if it lies elsewhere."""
    path = Path(path)
    if root is not None:
        try:
            path = Path(os.path.abspath(path)).relative_to(os.path.abspath(root))
        except ValueError:
            return path.stem
        return path.with_suffix("").as_posix()
    return path.stem


def find_documents(path: str | os.PathLike[str]) -> list[Path]:
    """The file itself, or the documents below a folder by name, but no hidden ones or outside
    links.

    Raises Unreadable if there is nothing at `path`, Findings if the folder holds no document.
    """
    path = Path(path)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise cannot_read(path, error) from None
    if not stat.S_ISDIR(mode):
        return [path]
    found = sorted(_below(path), key=lambda p: p.parts)
    if not found:
        raise Findings(
            f"{path}: the folder holds no document",
            slug="no-documents",
            hint=f"Documents end in {' or '.join(SUFFIXES)}.",
        )
    return found


def _below(folder: Path) -> Iterator[Path]:
    home = folder.resolve()
    for parent, names, files in os.walk(folder, followlinks=False):
        names[:] = [name for name in names if not name.startswith(".")]
        for name in files:
            path = Path(parent, name)
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES:
                continue
            if path.is_file() and (not path.is_symlink() or path.resolve().is_relative_to(home)):
                yield path


def check_writable(document: Document) -> None:
    """Raises Usage if annotation files, which are UTF-8, cannot hold the text.

    Piece by piece: memory for all of a large text would take longer than the look at it.
    """
    if document.text.isascii():
        return
    for start in range(0, len(document.text), _PIECE):
        try:
            document.text[start : start + _PIECE].encode("utf-16-le")  # the quickest that minds
        except UnicodeEncodeError as error:
            raise _half(document, start + error.start) from None


def _half(document: Document, offset: int) -> Usage:
    return Usage(
        f"{document.source}: character {offset} is half of a surrogate pair",
        slug="lone-surrogate",
        hint=f"The text is not valid {document.encoding}; name its encoding with --encoding.",
    )


def _codec(encoding: str) -> str:
    """The codec's own name."""
    try:
        codec = codecs.lookup(encoding)
        if not codec._is_text_encoding or codec.name.replace("-", "_") in _NO_TEXT:
            raise LookupError
    except (LookupError, ValueError, UnicodeError):
        raise Usage(
            f"{encoding!r} is not a text encoding",
            slug="unknown-encoding",
            hint="Examples: utf-8, utf-16, latin-1, cp1252, cp1256, shift_jis.",
        ) from None
    return "utf-8" if codec.name == "utf-8-sig" else codec.name


def _content(path: Path) -> bytes:
    """The bytes of a plain file. Opening never waits: a pipe is refused, not read."""
    with open_plain(path, "a text file") as file:
        if os.fstat(file.fileno()).st_size > LIMIT:
            raise _too_large(path)
        content = read_from(file, path)
    if len(content) > LIMIT:
        raise _too_large(path)
    return content


def _too_large(path: Path) -> AnnotateError:
    return Unreadable(
        f"{path}: larger than {LIMIT // 2**20} MiB",
        slug="too-large",
        hint="Part the text into several documents.",
    )


def _decoded(path: Path, content: bytes, codec: str) -> str:
    _check_coding(path, content, codec)
    try:
        text = content.decode(codec)
        if codec != "utf-8":
            text.encode("utf-8")  # some codecs let half a surrogate pair through
        return text
    except UnicodeEncodeError as error:
        raise Findings(
            f"{path}: not valid {codec}: half a surrogate pair at character {error.start}",
            slug="bad-encoding",
            hint=_try_other(codec),
        ) from None
    except UnicodeDecodeError as error:
        raise _undecodable(path, content, codec, error) from None
    except (UnicodeError, ValueError) as error:
        raise Findings(f"{path}: not valid {codec}: {error}", slug="bad-encoding", hint=_try_other(codec)) from None


def _check_coding(path: Path, content: bytes, codec: str) -> None:
    """What is plainly something else is told as such, not as a bad byte."""
    for bom, name in _BOMS:
        if content.startswith(bom) and not codec.startswith(("utf-16", "utf-32")):
            raise Findings(
                f"{path}: byte 0: the file begins like {name.upper()}, not {codec}",
                slug="bad-encoding",
                hint=f"Open it with --encoding {name}.",
            )
    if not codec.startswith(("utf-16", "utf-32")) and _is_binary(content[:_HEAD]):
        raise Findings(
            f"{path}: this is binary data, not text: it is full of control bytes",
            slug="binary",
            hint="Name a text file; a text in UTF-16 needs --encoding utf-16-le or utf-16-be.",
        )


def _is_binary(head: bytes) -> bool:
    """Whether more than a tenth is control bytes; a stray NUL in a text is shown, not refused."""
    controls = len(head) - len(head.translate(None, _BINARY))
    return controls > 2 and controls * 10 > len(head)


def _undecodable(path: Path, content: bytes, codec: str, error: UnicodeDecodeError) -> AnnotateError:
    line = content.count(b"\n", 0, error.start) + 1
    found = content[error.start : error.start + 1]
    shown = f" 0x{found[0]:02X}" if found else ""
    return Findings(
        f"{path}:{line}: byte {error.start}{shown}: not valid {codec}: {error.reason}",
        slug="bad-encoding",
        hint=_try_other(codec),
    )


def _try_other(codec: str) -> str:
    if codec == "utf-8":
        return "Convert the file to UTF-8, or name its encoding with --encoding, as in cp1252."
    return "Check the name given to --encoding."


def _names_its_bom(content: bytes, codec: str) -> bool:
    """The codecs utf-16 and utf-32 drop the mark themselves."""
    return codec in ("utf-16", "utf-32") and any(content.startswith(bom) for bom, _ in _BOMS)
