"""What an annotator can do, each as the step it makes: `session, ... -> Step`.

Nothing is changed here; `session.advance` does that once the step is known to be allowed.
An id and a time are always given, so the same call makes the same step.
"""

from annotate.core.edit.answers import label_document, label_paragraph, set_attributes
from annotate.core.edit.links import relate, unrelate
from annotate.core.edit.remarks import decide, flag, note, note_document
from annotate.core.edit.spans import (
    add_fragment,
    create,
    create_all,
    delete,
    relabel,
    remove_fragment,
    reshape,
)
from annotate.core.edit.things import Refused, attributes_of, span_label, span_of, thing_of

__all__ = [
    "Refused",
    "add_fragment",
    "attributes_of",
    "create",
    "create_all",
    "decide",
    "delete",
    "flag",
    "label_document",
    "label_paragraph",
    "note",
    "note_document",
    "relabel",
    "relate",
    "remove_fragment",
    "reshape",
    "set_attributes",
    "span_label",
    "span_of",
    "thing_of",
    "unrelate",
]
