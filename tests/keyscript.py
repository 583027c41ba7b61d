"""Keys as a person would tell them: `{the council} s <government>`.

f  enter  pagedown      a key by its name
{40 bridges}            jump over the text: `;`, the letters over its first and over its last word
<government>            the letters that the screen shows for it: over a word or an annotation (that
                        begins so), before an answer or a line of a list
"two words"             a line typed into a prompt, with Enter
# at the start          a comment to the end of the line
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.core.units import block_at, words_of
from annotate.tui.questions import questions
from annotate.tui.state import Answering, Choosing, Picking, Typing
from tests.tui.typist import Typist

_TOKEN = re.compile(r"\{[^}\s][^}]*\}|<[^>\s][^>]*>|\"[^\"\s][^\"]*\"|\S+")


class Unplayable(AssertionError):
    """The script does not fit what is on the screen; the message says where."""


def play(typist: Typist, script: str, *, strict: bool = False) -> Typist:
    """Presses every key. Raises Unplayable where nothing such is shown or asked for; if `strict`,
    also where the program refuses."""
    for number, line in enumerate(script.splitlines(), 1):
        if not line.startswith("#"):
            for token in _TOKEN.findall(line):
                where = f"line {number}: {token}"
                _play(typist, token, where)
                if strict and typist.state.alert:
                    raise Unplayable(f"{where}: {typist.state.message}")
    return typist


def _play(typist: Typist, token: str, where: str) -> None:
    for key in _keys(typist, token, where):
        if isinstance(typist.state.doing, Typing):
            raise Unplayable(f"{where}: {typist.state.doing.title!r} is asked for; type it")
        typist.press(key)
    if len(token) > 1 and token[0] == '"':
        if not isinstance(typist.state.doing, Typing):
            raise Unplayable(f"{where}: nothing is to be typed")
        typist.type(token[1:-1])


def _keys(typist: Typist, token: str, where: str) -> Iterator[str]:
    """The keys that the token stands for, each once the one before is pressed."""
    if len(token) == 1 or token[0] not in '{<"':
        yield token
    elif token[0] == "{":
        yield from _jump(typist, token[1:-1], where)
    elif token[0] == "<":
        yield from _shown(typist, token[1:-1], where)


def _jump(typist: Typist, text: str, where: str) -> Iterator[str]:
    document, n = typist.state.session.document, typist.state.n
    paragraph = document.paragraph(n)
    start = document.text.find(text, paragraph.start, paragraph.end)
    if start < 0:
        raise Unplayable(f"{where}: not in paragraph {n}")
    words = words_of(document, block_at(document, start))
    chosen = [word for word in words if start < word[1] and word[0] < start + len(text)]
    yield ";"
    yield from _over(typist, chosen[0], where)
    if len(chosen) > 1:
        yield from _over(typist, chosen[-1], where)
    else:
        yield "enter"


def _over(typist: Typist, word: tuple[int, int], where: str) -> str:
    doing = typist.state.doing
    hints = doing.hints if isinstance(doing, Choosing) else ()
    for hint in hints:
        if hint.target == word:
            return hint.letters
    raise Unplayable(f"{where}: no letters over it ({typist.state.message})")


def _shown(typist: Typist, text: str, where: str) -> str:
    choices = [choice for choice in _choices(typist) if choice[1]]
    exact = [keys for shown, keys in choices if shown == text]
    fitting = exact or [keys for shown, keys in choices if shown.startswith(text)]
    if fitting:
        return fitting[0]
    raise Unplayable(f"{where}: is not shown ({typist.state.message})")


def _choices(typist: Typist) -> Iterator[tuple[str, str]]:
    """What can be chosen, as it reads, with its keys."""
    state = typist.state
    match state.doing:
        case Choosing(hints=hints):
            for hint in hints:
                if isinstance(hint.target, str):
                    span = state.session.marks.span(hint.target)
                    yield span.quote if span else "", hint.letters
                else:
                    yield state.session.document.text[slice(*hint.target)], hint.letters
        case Answering() as form:
            for question in questions(state, form):
                yield question.attribute.name, question.key
                for answer in question.answers:
                    yield answer.text, answer.key
        case Picking(entries=entries):
            for entry in entries:
                yield entry.value, entry.key
