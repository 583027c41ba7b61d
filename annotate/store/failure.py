"""A write that failed, in words: a value for the screen, not an exception."""

from __future__ import annotations

import errno

import msgspec

from annotate.errors import AnnotateError

_HINTS = {
    errno.ENOSPC: "Free some space, or go on in another folder.",
    errno.EDQUOT: "Your quota is used up: free some space, or go on in another folder.",
    errno.EROFS: "The disk can only be read: go on in another folder.",
    errno.EACCES: "You may not write there: change the permissions, or go on in another folder.",
}


class Failure(msgspec.Struct, frozen=True):
    """Why something is not on the disk, in words, and what can be done."""

    reason: str
    hint: str


def failure_of(error: OSError | AnnotateError) -> Failure:
    if isinstance(error, AnnotateError):
        return Failure(error.message, error.hint)
    reason = (error.strerror or str(error)).lower()
    number = error.errno or 0
    return Failure(reason, _HINTS.get(number, "Try again, or go on in another folder."))
