"""Three versions of an annotation file brought to one text.

Offsets of different texts cannot be compared. Where one side was brought to a changed document and
the other one was not, the other and the base are taken along to it, in the way of `reanchor`: what
nobody changed then comes out the same on all sides.
"""

from __future__ import annotations

from array import array

from annotate.core.compare.blocks import Sheaf, sheaf_of
from annotate.core.document import Document, ParagraphMode
from annotate.core.merge.conflicts import Unmergeable
from annotate.core.reanchor import reanchor
from annotate.core.reanchor.texts import old_text
from annotate.core.records import Record


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


def same_text(one: Sheaf, other: Sheaf) -> bool:
    """Whether both have the same paragraphs at the same places."""
    if len(one.blocks) != len(other.blocks):
        return False
    return all(
        (a.paragraph.n, a.paragraph.start, a.paragraph.text) == (b.paragraph.n, b.paragraph.start, b.paragraph.text)
        for a, b in zip(one.blocks, other.blocks, strict=True)
    )


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
        return sheaf_of(reanchor(_records(sheaf), _document(there)).records)
    except ValueError:
        raise other_text() from None


def _records(sheaf: Sheaf) -> list[Record]:
    records: list[Record] = [sheaf.document]
    for block in sheaf.blocks:
        records += (block.paragraph, *block.spans, *block.relations)
    return records


def _document(sheaf: Sheaf) -> Document:
    """The text as far as the file has it: nothing is annotated between paragraphs."""
    paragraphs = [block.paragraph for block in sheaf.blocks]
    about = sheaf.document
    return Document(
        id=about.document,
        source=about.source,
        text=old_text(paragraphs).text,
        sha256=about.sha256,
        encoding=about.encoding,
        bom=about.bom,
        mode=ParagraphMode(about.paragraphs),
        starts=array("q", [each.start for each in paragraphs]),
        ends=array("q", [each.start + len(each.text) for each in paragraphs]),
    )
