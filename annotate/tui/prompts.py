"""Lines that are typed: notes, commands, paragraph numbers; and what completes them."""

from __future__ import annotations

from collections.abc import Callable

from annotate.core import edit
from annotate.core.conflicts import own_note
from annotate.core.edit import Refused
from annotate.core.schema import Attribute, Value
from annotate.tui import answering, searching
from annotate.tui.offers import earlier, offers
from annotate.tui.questions import declared, shown_value
from annotate.tui.state import (
    Answering,
    Doing,
    Env,
    Owner,
    PromptKind,
    Request,
    State,
    Typing,
    act,
    at_rest,
    place,
    refuse,
    replace,
)


def goto(state: State, env: Env) -> State:
    """Ask for the number of a paragraph."""
    title = f"go to paragraph (1 to {len(state.session.document)})"
    return replace(state, doing=Typing(PromptKind.GOTO, title), message="", alert=False)


def note_paragraph(state: State, env: Env) -> State:
    """A note on the annotation in hand, or else on the paragraph."""
    if state.in_hand is not None:
        return _ask_note(state, f"note on this {state.in_hand.label}", state.focus, state.rest)
    return _ask_note(state, f"note on paragraph {state.n}", "", state.rest)


def note_thing(state: State, env: Env) -> State:
    """A note on what the form is about."""
    form = state.doing
    if not isinstance(form, Answering):
        raise Refused("no form is open")
    if form.owner is Owner.DOCUMENT:
        return note_document(state, env)
    id = "" if form.owner is Owner.PARAGRAPH else form.id
    return _ask_note(state, f"note on this {form.owner.value}", id, form)


def note_document(state: State, env: Env) -> State:
    text = own_note(state.session.marks.document)
    doing = Typing(PromptKind.NOTE, "note on the document", text, of="document", back=state.rest)
    return replace(state, doing=doing, message="", alert=False)


def done(state: State, env: Env, text: str) -> State:
    """The line is finished."""
    prompt = typing(state)
    match prompt.kind:
        case PromptKind.SEARCH:
            return searching.find(state, env, text)
        case PromptKind.GOTO:
            return _goto(state, text)
        case PromptKind.NOTE:
            return _note(state, env, prompt, text.strip())
        case PromptKind.VALUE:
            return answering.type_value(state, env, text)
        case PromptKind.FOLDER:
            return replace(at_rest(state), request=Request.ELSEWHERE, argument=text.strip())
        case PromptKind.REASON | PromptKind.QUESTION_NOTE:
            from annotate.tui.review import saying

            done = saying.say_reason if prompt.kind is PromptKind.REASON else saying.note
            return done(state, env, prompt.of, text)
        case PromptKind.COMMAND:
            raise Refused("no such command")


def leave(state: State, env: Env) -> State:
    """Back to what was before; a search that was not finished leaves the cursor where it was."""
    prompt = typing(state)
    if prompt.kind is PromptKind.SEARCH:
        state = searching.look(state, int(prompt.of), "")
    return replace(state, doing=prompt.back, message="", alert=False)


def suggestions(state: State, text: str) -> tuple[str, ...]:
    """Earlier answers that begin with, or else hold, what is typed; first those that the schema wants
    offered, then others to the same question."""
    prompt = state.doing
    if not isinstance(prompt, Typing) or prompt.kind is not PromptKind.VALUE:
        return ()
    known = (*_offered(state, prompt), *_said(state, prompt, earlier))
    small = text.casefold()
    fitting = [each for each in dict.fromkeys(known) if small in each.casefold() and each != text]
    return tuple(sorted(fitting, key=lambda each: not each.casefold().startswith(small)))


def proposes(state: State) -> bool:
    """Whether the first suggestion is what Enter takes, as long as nothing is typed."""
    prompt = state.doing
    return isinstance(prompt, Typing) and not prompt.text and bool(_offered(state, prompt))


def _offered(state: State, prompt: Typing) -> tuple[str, ...]:
    return _said(state, prompt, offers)


def _said(
    state: State, prompt: Typing, find: Callable[[State, Answering, Attribute], tuple[Value, ...]]
) -> tuple[str, ...]:
    if prompt.kind is not PromptKind.VALUE or not isinstance(prompt.back, Answering):
        return ()
    attribute = next((each for each in declared(state, prompt.back) if each.name == prompt.of), None)
    found = find(state, prompt.back, attribute) if attribute else ()
    return tuple(shown_value(attribute, each, state.session.document.text) for each in found if attribute)


def typing(state: State) -> Typing:
    if not isinstance(state.doing, Typing):
        raise Refused("nothing is being typed")
    return state.doing


def _goto(state: State, text: str) -> State:
    try:
        n = int(text)
    except ValueError:
        return refuse(at_rest(state), f"{text[:20]!r} is no number of a paragraph")
    count = len(state.session.document)
    if not 1 <= n <= count:
        return refuse(at_rest(state), f"there are paragraphs 1 to {count}")
    return place(at_rest(state), n)


def _ask_note(state: State, title: str, id: str, back: Doing) -> State:
    marks = state.session.marks
    thing = marks.span(id) or marks.relations.get(id) if id else marks.paragraph(state.n)
    text = own_note(thing) if thing else ""
    doing = Typing(PromptKind.NOTE, title, text, of=id, back=back)
    return replace(state, doing=doing, message="", alert=False)


def _note(state: State, env: Env, prompt: Typing, text: str) -> State:
    state = replace(state, doing=prompt.back)
    message = "noted" if text else "note removed"
    if prompt.of == "document":
        return act(state, edit.note_document(state.session, env.now(), state.n, text), message)
    return act(state, edit.note(state.session, env.now(), state.n, prompt.of, text), message)
