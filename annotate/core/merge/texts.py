"""Three versions of an annotation file brought to one text.

Offsets of different texts cannot be compared. Where one side was brought to a changed document and
the other one was not, the other and the base are taken along to it, in the way of `reanchor`: what
nobody changed then comes out the same on all sides.
"""

from __future__ import annotations

from annotate.core.compare.blocks import Sheaf, sheaf_of
from annotate.core.compare.texts import document_of, same_text
from annotate.core.merge.conflicts import Unmergeable
from annotate.core.reanchor import reanchor


def on_one_text(base: Sheaf | None, ours: Sheaf, theirs: Sheaf) -> tuple[Sheaf | None, Sheaf, Sheaf]:
    """The three, about the same paragraphs. Raises Unmergeable if both sides changed the text, or
    nobody can say which did."""
    if same_text(ours, theirs):
        if base is not None and not same_text(base, ours):
            base = _brought(base, ours)
        return base, ours, theirs
    if base is not None and same_text(base, ours):
        ours = _brought(ours, theirs)
        return _brought(base, theirs), ours, theirs
    if base is not None and same_text(base, theirs):
        theirs = _brought(theirs, ours)
        return _brought(base, ours), ours, theirs
    raise other_text()


def other_text() -> Unmergeable:
    return Unmergeable(
        "the two sides are about different versions of the document",
        slug="document-changed",
        hint="bring both to the document as it is now with `annotate reanchor`, then merge.",
    )


def _brought(sheaf: Sheaf, there: Sheaf) -> Sheaf:
    """The annotations of the one in the text of the other."""
    if not there.blocks:
        raise other_text()
    try:
        return sheaf_of(reanchor(sheaf.records, document_of(there)).records)
    except ValueError:
        raise other_text() from None
