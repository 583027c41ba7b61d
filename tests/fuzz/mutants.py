"""Files with mistakes in them, the same ones for the same number."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.program.payloads import PAYLOADS

_TEXTS = tuple(each.encode("utf-8", "surrogatepass") for each in PAYLOADS.values())
BYTES = (
    *(b"\0", b"\xff", b"\xe2\x82", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r", b"\r\n", b"\n", b"\n\n"),
    *(b"\xc2\x85", b"\xe2\x80\xa8", b"\x0c", b"\x1b", b"e" + b"\xcc\x81" * 400, b"\xe2\x80\x8d" * 50),
    *("👩\u200d🚀👨\u200d👩\u200d👧🇫🇷".encode(), "שלום عربي".encode(), "각ᄀ".encode(), "東京".encode()),
    *(b"x" * 5000, b" " * 5000, b"99999999999999999999 million", b"one in five of half a dozen "),
    *_TEXTS,
)
JSON = (
    *(b"NaN", b"1e999", b"-1", b"0", b"1.5", b"true", b"null", b"9" * 5000, b"18446744073709551616"),
    *(b"[" * 3000, b'{"a":' * 3000, b"[]", b"{}", b'""', b'"\\ud800"', b'"\\u0000"', b'"\\u202e\\u001b[2J"'),
    *(b"<<<<<<< ours\n", b"=======\n", b">>>>>>> theirs\n", b"\n", b"\n\n", b" ", b"\t", b"\\", b'"', b","),
    *(b'"type":"span",', b'"type":"document",', b'"id":"aaaaaaaa",', b'"start":0,', b'"end":3,', b'"n":1,'),
    *(b'"status":"done"', b'"format":2', b'"fragments":[[0,3],[5,9]],', b'"label":"x"', b'"through":99'),
    *(b'{"type":"undo","at":""}\n', b'{"type":"redo","at":""}\n', b'{"type":"visit","n":99999}\n'),
    *(b'{"type":"visit","n":-1}\n', b'{"type":"folded","through":-5}\n', b'{"type":"fold","through":2,"sha256":""}\n'),
    *(b"\0", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r\n"),
    *(each.replace(b'"', b"") for each in _TEXTS),
)


def mutant(chance: random.Random, sources: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """One of the sources with up to eight changes."""
    data = bytearray(chance.choice(sources))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((0, 1, 2, 10, 100)))
        lines = bytes(data).split(b"\n")
        match chance.randrange(9):
            case 0:
                data[at:end] = b""
            case 1 | 2:
                data[at:end] = chance.choice(words)
            case 3:
                data[at:at] = data[end : end + chance.choice((1, 20, 200))]
            case 4:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 5:
                lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
                data = bytearray(b"\n".join(lines))
            case 6:
                del lines[chance.randrange(len(lines))]
                data = bytearray(b"\n".join(lines))
            case 7:
                parts = bytes(data).split(b'"')
                parts[chance.randrange(len(parts))] = chance.choice((*parts, *words))
                data = bytearray(b'"'.join(parts))
            case _:
                if chance.random() < 0.2:
                    del data[at:]
                else:
                    number = str(chance.choice((-1, 0, 1, 7, 40, 41, 10**6, 2**63))).encode()
                    digits = [i for i, byte in enumerate(data) if 48 <= byte < 58]
                    if digits:
                        place = chance.choice(digits)
                        data[place : place + 1] = number
    return bytes(data)
