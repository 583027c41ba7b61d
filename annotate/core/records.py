"""The lines of an annotation file.

The order of the fields is the order of the keys in the file, a field with its default is left out,
and `encode` is the only form a line may have: `decode(line)` encoded again is the same bytes.
Records hold no cycles and come by the hundred thousand: they are kept from the garbage collector.

In an adjudicated file `sources` are the annotations, as "annotator:id", that one was made from. In a
merged file all versions of what two sides changed differently have the same `conflict`.
"""

from collections.abc import Mapping
from enum import Enum

import msgspec

from annotate.core.schema import Value

FORMAT = 1

Attributes = Mapping[str, Value]
Labels = Mapping[str, Attributes]
"""The labels of a paragraph or a document: name -> attributes."""


_AUTO = "auto"


class Status(str, Enum):
    TODO = "todo"
    DONE = "done"
    FLAGGED = "flagged"


class Origin(str, Enum):
    HUMAN = "human"
    RULE = "rule"
    MODEL = "model"
    IMPORT = "import"


class DocumentRecord(msgspec.Struct, frozen=True, tag="document", omit_defaults=True, forbid_unknown_fields=True):
    """The first line: which text was annotated, by whom, with which schema.

    `sha256` is that of the document's bytes, `schema_sha256` that of the schema file's.
    """

    format: int
    document: str
    source: str
    sha256: str
    encoding: str
    schema: str
    schema_version: str
    annotator: str
    schema_sha256: str = ""
    bom: bool = False
    paragraphs: str = _AUTO
    labels: Labels = {}
    note: str = ""
    flag: bool = False
    conflict: str = ""

    def __post_init__(self) -> None:
        # Only the very object of a default is left out, and what was read is another one.
        if self.paragraphs == _AUTO:
            msgspec.structs.force_setattr(self, "paragraphs", _AUTO)


class ParagraphRecord(
    msgspec.Struct,
    frozen=True,
    gc=False,
    tag="paragraph",
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A paragraph with its text and what was decided about it; `n` counts from 1.

    `seconds` is the active time spent on it until the decision.
    """

    n: int
    start: int
    text: str
    status: Status
    by: str = ""
    at: str = ""
    seconds: int = 0
    labels: Labels = {}
    note: str = ""
    flag: bool = False
    sources: tuple[str, ...] = ()
    conflict: str = ""


class SpanRecord(
    msgspec.Struct,
    frozen=True,
    gc=False,
    tag="span",
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """An annotated stretch of text. `fragments` only if it is discontinuous: then `start` and `end`
    are the outer bounds and `quote` the parts joined by a space."""

    id: str
    label: str
    start: int
    end: int
    fragments: tuple[tuple[int, int], ...] = ()
    quote: str = ""
    attributes: Attributes = {}
    origin: Origin
    by: str = ""
    note: str = ""
    flag: bool = False
    sources: tuple[str, ...] = ()
    conflict: str = ""

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """The fragments, or the one stretch there is."""
        return self.fragments or ((self.start, self.end),)


class RelationRecord(
    msgspec.Struct,
    frozen=True,
    gc=False,
    tag="relation",
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """A link between two ends, each the id of a span or of another relation.

    It stands in the block of its paragraph: that of the span it leaves or, if it leaves a relation,
    of that relation. Behind the spans of a block come the relations that leave them, span by span,
    then those that leave these relations, in the order in which these stand, and so on; those that
    leave the same end by label and id. Going from source to source always leads to a span.
    """

    id: str
    label: str
    source: str = msgspec.field(name="from")
    target: str = msgspec.field(name="to")
    attributes: Attributes = {}
    origin: Origin
    by: str = ""
    note: str = ""
    flag: bool = False
    sources: tuple[str, ...] = ()
    conflict: str = ""


def end_of(thing: SpanRecord | RelationRecord) -> str:
    """What a relation that ends here has to be allowed to join: a label, or `@` and the label of a
    relation. See `schema.Relation.joins`."""
    return thing.label if isinstance(thing, SpanRecord) else f"@{thing.label}"


Record = DocumentRecord | ParagraphRecord | SpanRecord | RelationRecord
