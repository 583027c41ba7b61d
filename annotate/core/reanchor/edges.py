"""What stands directly beside the text that stayed: what stood there before, or something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from annotate.core.reanchor.pieces import Piece
from annotate.core.reanchor.texts import Text

_SEEN = re.compile(r"\S")


def with_edges(old: Text, new: Text, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, in their order, with what is beside them: the one before, or the start of the
    paragraph, on both sides the same, or something else."""
    if not pieces:
        return []
    joined = [_blank(old, one.here[1], two.old) and _blank(new, one.there[1], two.new) for one, two in pairwise(pieces)]
    return [
        piece._replace(
            left=not before and not (_begins(old, piece.old) and _begins(new, piece.new)),
            right=not behind and not (_ends(old, piece.here[1]) and _ends(new, piece.there[1])),
        )
        for piece, before, behind in zip(pieces, [False, *joined], [*joined, False], strict=True)
    ]


def _blank(text: Text, start: int, end: int) -> bool:
    """Whether nothing but white space is between, if anything."""
    return start <= end and _SEEN.search(text.text, start, end) is None


def _begins(text: Text, offset: int) -> bool:
    return _blank(text, text.starts[text.at(offset)], offset)


def _ends(text: Text, offset: int) -> bool:
    return _blank(text, offset, text.ends[text.at(offset - 1)])
