"""The text that an annotation file is about, as its paragraph lines tell it."""

from __future__ import annotations

from array import array

from annotate.core.compare.blocks import Sheaf
from annotate.core.document import Document, ParagraphMode
from annotate.core.reanchor.texts import old_text


def same_text(one: Sheaf, other: Sheaf) -> bool:
    """Whether both have the same paragraphs at the same places."""
    if len(one.blocks) != len(other.blocks):
        return False
    return all(
        (a.paragraph.n, a.paragraph.start, a.paragraph.text) == (b.paragraph.n, b.paragraph.start, b.paragraph.text)
        for a, b in zip(one.blocks, other.blocks, strict=True)
    )


def document_of(sheaf: Sheaf) -> Document:
    """The document as far as the file has it: nothing is annotated between paragraphs.

    Raises ValueError if paragraphs lie too far apart for a text.
    """
    about = sheaf.document
    text = old_text(block.paragraph for block in sheaf.blocks)
    return Document(
        id=about.document,
        source=about.source,
        text=text.text,
        sha256=about.sha256,
        encoding=about.encoding,
        bom=about.bom,
        mode=ParagraphMode(about.paragraphs),
        starts=array("q", text.starts),
        ends=array("q", text.ends),
    )
