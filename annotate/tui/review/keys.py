"""The keys of a review besides those of `label`: while a question is in hand, and back to it.

Letters are free here: keys of labels act only while the result is edited.
"""

from __future__ import annotations

from annotate.tui.keys import JUDGE, READ, TEXT, Binding
from annotate.tui.review import editing, hand, saying, settling
from annotate.tui.review.guideline import guideline

QUESTIONS: tuple[Binding, ...] = (
    Binding("take-version", ("space",), settling.take_version, JUDGE, "Take the version in hand"),
    Binding("take-none", ("0",), settling.take_none, JUDGE, "None of these", "none"),
    Binding("accept", ("enter",), settling.accept, JUDGE, "On to what is open, else the next paragraph", "go on"),
    Binding("next-version", ("right", "l"), hand.next_version, JUDGE, "Version in hand: the next"),
    Binding("previous-version", ("left", "h"), hand.previous_version, JUDGE, "Version in hand: the one before"),
    Binding("take-annotator", ("a", "@"), settling.ask_annotator, JUDGE, "Take all of one annotator here", "all of"),
    Binding("union", ("+",), settling.union, JUDGE, "Borders of all versions together", "union"),
    Binding("intersection", ("-",), settling.intersection, JUDGE, "Borders that all have in common", "common"),
    Binding("edit", ("e", "*"), editing.begin, JUDGE, "Edit the result freely, with all keys of label", "edit"),
    Binding("attributes", ("=",), editing.attributes, JUDGE, "Attributes of the result", "attributes"),
    Binding("reason", ("r", "#"), saying.ask_reason, JUDGE, "Why they disagree", "why"),
    Binding("last-reason", ("R", "$"), saying.ask_last_reason, JUDGE, "Why they disagreed about what was settled last"),
    Binding("note", ('"',), saying.ask_note, JUDGE, "Note on the question"),
    Binding("reopen", ("o", "_"), settling.reopen, JUDGE, "Open the question again"),
    Binding("undo", ("c-u", "c-_", "u"), settling.undo, JUDGE, "Undo", "undo"),
    Binding("redo", ("c-r", "U"), settling.redo, JUDGE, "Redo"),
    Binding("next-open", ("tab", "n"), hand.next_open, JUDGE, "Next open question, over paragraphs", "next"),
    Binding("previous-open", ("s-tab", "`", "p"), hand.previous_open, JUDGE, "Open question before"),
    Binding("next-question", ("down", "j"), hand.next_here, JUDGE, "Next question here, settled or not"),
    Binding(
        "previous-question", ("up", "k"), hand.previous_here, JUDGE, "Question before, settled or not", "look back"
    ),
    Binding("document-questions", ("^",), hand.document_questions, JUDGE, "Questions about the document"),
    Binding("accept", ("enter",), editing.back, READ, "Back to the questions", "back"),
    Binding("drop", ("escape",), editing.drop, TEXT, "Drop the selection, or back to the questions", "drop"),
    Binding("guideline", ("\\",), guideline, JUDGE, "Guideline of the label", "guideline"),
)
