"""An annotator's name as a part of a file name."""

import unicodedata

LONGEST = 40
"""Characters; with four bytes each it still fits into a file name beside the document's."""

NAMELESS = "annotator"


def safe_name(name: str) -> str:
    """The name made so that `<document>.<name>.ann.jsonl` can be taken apart again.

    Letters and digits of any script (composed, NFC), `-` and `_` stay, anything else is one `-`.
    Never empty.
    """
    composed = unicodedata.normalize("NFC", name)
    kept = "".join(each if _fits(each) else " " for each in composed)
    parts = (part.strip("-_") for part in kept.split())
    # A combining mark that lost its letter would sit on the hyphen.
    joined = "-".join(filter(None, (_without_leading_marks(part) for part in parts)))
    return joined[:LONGEST].strip("-_") or NAMELESS


def _fits(character: str) -> bool:
    return character in "-_" or unicodedata.category(character)[0] in "LMN"


def _without_leading_marks(part: str) -> str:
    while part and unicodedata.category(part[0])[0] in "MP":
        part = part[1:]
    return part
