"""Every line there is, as rows: `help` lists them, and a test compares them with the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from annotate.core.edit import Refused
from annotate.core.nearest import did_you_mean
from annotate.core.schema import Scope
from annotate.tui.plain import finding, linking, making, reviewing, saying, telling
from annotate.tui.plain.call import Call, label_named
from annotate.tui.plain.going import accept, documents_open, elsewhere, go_to, to_part
from annotate.tui.state import Answering, Doing, Marking, Picking, State

Reply = State | tuple[str, ...]
"""What a line leads to; lines alone only tell, and change nothing."""


class Command(msgspec.Struct, frozen=True):
    """`names`: the stable name of the action, then shorter ones. `during` are the half done things
    it goes on with; others are dropped. `says`: the message of the action is worth a line."""

    names: tuple[str, ...]
    usage: str
    help: str
    do: Callable[[Call], Reply]
    during: tuple[type[Doing], ...] = ()
    says: bool = False


def _action(name: str) -> Callable[[Call], Reply]:
    return lambda call: call.run(name)


def _match(name: str) -> Callable[[Call], Reply]:
    return lambda call: finding.match(call, name)


FORM: tuple[type[Doing], ...] = (Answering,)
LIST: tuple[type[Doing], ...] = (Picking,)
MARKED: tuple[type[Doing], ...] = (Marking,)
ANY: tuple[type[Doing], ...] = (Answering, Picking, Marking)

COMMANDS: tuple[Command, ...] = (
    # Deciding
    Command(("accept", "done", "d"), "", "the paragraph is done as it is; on to the next", accept, says=True),
    Command(("flag",), "[A]", "flag the paragraph and go on; with a name, flag that (again: unflag)", saying.flag),
    Command(("reopen",), "", "take the decision about the paragraph back", _action("reopen")),
    Command(("undo", "u"), "", "take the last step back", _action("undo"), says=True),
    Command(("redo",), "", "do it again", _action("redo"), says=True),
    # Going
    Command(("next-paragraph", "next", "n"), "", "the next paragraph", _action("next-paragraph")),
    Command(("previous-paragraph", "previous", "b"), "", "the paragraph before", _action("previous-paragraph")),
    Command(("next-undecided", "todo"), "", "the next paragraph still to do", _action("next-undecided"), says=True),
    Command(("goto",), "N", "paragraph N; N alone does too", go_to),
    Command(("part",), "N", "part N of a paragraph too long to be read at once", to_part),
    # Labeling: the labels themselves are listed by `help` too
    Command(
        ("answer",), "NAME=VALUE", "answer what is asked; NAME=VALUE or =VALUE alone does too", saying.answer, FORM
    ),
    Command(("confirm", "ok"), "", "take what is proposed", saying.ok, FORM),
    Command(("attributes", "about"), "A", "all that can be said about an annotation or link", telling.about, ANY),
    Command(("set",), "A NAME=VALUE ...", "answer or change attributes", saying.set_answers),
    Command(("clear",), "A NAME ... | LABEL", "take answers back; take a label of the paragraph off", saying.clear),
    Command(("edges",), "A PLACES", "move an annotation to other words", making.edges),
    Command(("add-fragment", "fragment"), "A PLACES", "add words to an annotation", making.add_fragment),
    Command(
        ("remove-fragment", "unfragment"),
        "A PLACES",
        "take the fragments that begin there away",
        making.remove_fragment,
    ),
    Command(("relabel",), "A LABEL [NAME=VALUE ...]", "give it another label", making.relabel),
    Command(("delete",), "A", "delete an annotation with its links, or a link", making.delete),
    Command(("link",), "A B [KIND] [NAME=VALUE ...]", "link A to B", linking.link),
    Command(("unlink",), "R | A B [KIND]", "remove a link", linking.unlink),
    Command(("note",), "[A] TEXT", "a note on an annotation or link, or on the paragraph", saying.note),
    Command(("document-note",), "TEXT", "a note on the document", saying.document_note),
    Command(("unnote",), "[A | document]", "remove a note", saying.unnote),
    # Finding
    Command(("search",), "TEXT", "select the next place of a text; a label alone then labels it", finding.search),
    Command(("next-match",), "", "the next place", _match("next-match"), MARKED),
    Command(("previous-match",), "", "the place before", _match("previous-match"), MARKED),
    Command(("everywhere",), "A", "list the other places of the same text", finding.everywhere),
    Command(("apply",), "1 3-5 | all", "label those of the list", finding.apply, LIST, says=True),
    # Telling
    Command(("show", "s"), "", "the paragraph again", telling.show, ANY),
    Command(("words", "w"), "[N-M]", "the words with their numbers", telling.words, ANY),
    Command(("guideline",), "LABEL", "what the schema says about a label", telling.guideline, ANY),
    Command(("labels",), "", "the labels and what they are for", telling.labels, ANY),
    Command(("document-labels", "document"), "", "what is said about the document as a whole", telling.document, ANY),
    Command(("help", "?", "h"), "[COMMAND]", "these lines", lambda call: help_lines(call), ANY),
    # The program
    Command(("documents",), "", "list of documents", _action("documents")),
    Command(("open",), "N", "document N of that list", documents_open),
    Command(("next-document",), "", "the next document", _action("next-document")),
    Command(("previous-document",), "", "the document before", _action("previous-document")),
    Command(("save",), "", "save now", _action("save")),
    Command(("saved",), "", "how much is saved", lambda call: (call.saved,), ANY),
    Command(("elsewhere",), "FOLDER", "save into another folder", elsewhere, says=True),
    Command(("quit", "q"), "", "save and leave", _action("quit")),
)


REVIEWING: tuple[Command, ...] = (
    Command(
        ("take", "t"),
        "N | none [question N]",
        "take that version of the question in hand, or none; on to the next",
        reviewing.take,
        says=True,
    ),
    Command(("take-none", "none"), "[N]", "no version is right", reviewing.take_none, says=True),
    Command(
        ("take-annotator", "take-all"),
        "ANNOTATOR",
        "all that is open in the paragraph as this annotator has it",
        reviewing.take_all,
        says=True,
    ),
    Command(("union",), "[N]", "the borders of all versions, answers of version N", reviewing.union, says=True),
    Command(
        ("intersection",), "[N]", "what all versions cover, answers of version N", reviewing.intersection, says=True
    ),
    Command(("adopt",), "A", "an annotation that you made settles it", reviewing.adopt, says=True),
    Command(("reopen-question",), "[N]", "as if it had not been decided", reviewing.reopen),
    Command(("reason",), "[WORDS]", "why they disagreed; alone, the usual reasons", reviewing.reason, ANY, says=True),
    Command(("remark",), "TEXT", "a note on the question; nothing takes it away", reviewing.remark, says=True),
    Command(("next-open",), "", "the next open question", reviewing.next_question, says=True),
    Command(("previous-open",), "", "the open question before", reviewing.previous_question, says=True),
    Command(("question",), "[N]", "question N of the paragraph; alone, the one in hand", reviewing.question, ANY),
    Command(
        ("questions",),
        "[document]",
        "all that are to be settled in the paragraph, or about the document",
        reviewing.questions,
        ANY,
    ),
    Command(("left",), "", "how many questions are left", lambda call: (reviewing.left_lines(call.state),), ANY),
    Command(
        ("accept", "done", "d"),
        "",
        "the paragraph is done, if nothing in it is open; on to the next question",
        reviewing.accept,
        says=True,
    ),
    Command(("undo", "u"), "", "take the last step back", reviewing.undo, says=True),
)
"""What there is in a review besides, and in the place of what is called the same."""


def known_commands(call: Call) -> tuple[Command, ...]:
    """All that there is here."""
    if call.state.walk is None:
        return COMMANDS
    taken = {name for each in REVIEWING for name in each.names}
    return (*REVIEWING, *(each for each in COMMANDS if each.names[0] not in taken))


def is_command(name: str) -> bool:
    """Whether a line that begins so is no label, anywhere."""
    return any(name in each.names for each in (*REVIEWING, *COMMANDS))


def found(call: Call, name: str) -> Command:
    """The command or label of that name; a label's key wins a letter. Raises Refused."""
    label = label_named(call, name)
    by_key = label is not None and name == label.key
    command = next((each for each in known_commands(call) if name in each.names), None)
    if label is not None and (by_key or command is None):
        chosen = label
        return Command((label.name,), "", "", lambda it: making.label(it, chosen), MARKED)
    if command is not None:
        return command
    if name.isascii() and name.isdigit():
        return Command((name,), "", "", lambda it: go_to(msgspec.structs.replace(it, rest=name)))
    raise Refused(_unknown(call, name))


def help_lines(call: Call) -> tuple[str, ...]:
    lines = tuple(_help(call))
    if not call.rest:
        return lines
    name = call.rest
    chosen = found(call, name).names[0]
    return tuple(each for each in lines if each.split(maxsplit=1)[0].rstrip(",:") == chosen)


def _help(call: Call) -> Iterator[str]:
    for label in call.state.session.schema.labels.values():
        key = f", {label.key}" if label.key else ""
        yield f"{label.name}{key}{_USAGE[label.scope]}"
    for command in known_commands(call):
        usage = f" {command.usage}" if command.usage else ""
        yield f"{', '.join(_names(call, command))}{usage}: {command.help}"
    yield 'PLACES: "some text", "some text"#2 for the second, word numbers as 5-9, or several of these'
    yield "PLACES: clause, sentence, quote, parenthesis or number, or as clause at 5 the one at word 5"
    yield "PLACES: left out, what the label takes by itself; at 5, what it takes at word 5"
    yield "A, B, R: an annotation as a1, a link as r1"
    yield "ok: take what is proposed at once"
    yield "#: a line that starts so is passed over, as an empty one is"


_USAGE = {
    Scope.SPAN: " PLACES [NAME=VALUE ...] [ok]: label words",
    Scope.PARAGRAPH: " [NAME=VALUE ...]: label the paragraph",
    Scope.DOCUMENT: " [NAME=VALUE ...]: label the document",
}


def _names(call: Call, command: Command) -> Iterator[str]:
    """Those names that no label's key has taken."""
    return (name for name in command.names if name not in call.keys.labels)


def _unknown(call: Call, name: str) -> str:
    known = [*(n for each in known_commands(call) for n in each.names), *call.state.session.schema.labels]
    said = (f"there is no {name[:40]!r};", did_you_mean(name, known), "help lists what there is")
    return " ".join(filter(None, said))
