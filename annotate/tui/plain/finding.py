"""Lines that look for text and label it wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence

from annotate.core.edit import Refused
from annotate.tui import searching
from annotate.tui.plain.call import Call, texts_of
from annotate.tui.state import ListKind, Picking, State, replace


def search(call: Call) -> State:
    """The next place of the text is selected; a label's name alone then labels it."""
    if not call.rest:
        raise Refused("say what to look for: search bridges")
    return searching.find(call.state, call.env, call.rest)


def match(call: Call, command: str) -> State:
    if not call.state.search:
        raise Refused("search for something first: search bridges")
    return call.run(command)


def everywhere(call: Call) -> State:
    (name,) = texts_of(call, 1)
    span = call.names.span(call.state.session.marks, name)
    return searching.occurrences(replace(call.state, focus=span.id), call.env)


def apply(call: Call) -> State:
    """`apply 1 3-5` or `apply all`: label those of the list."""
    picking = call.state.doing
    if not isinstance(picking, Picking) or picking.kind is not ListKind.OCCURRENCES:
        raise Refused("list the places first: everywhere a1")
    chosen = _chosen_lines(texts_of(call), len(picking.entries))
    entries = tuple(replace(each, ticked=i in chosen) for i, each in enumerate(picking.entries, 1))
    return call.run("take", replace(call.state, doing=replace(picking, entries=entries)))


def _chosen_lines(words: Sequence[str], count: int) -> set[int]:
    """`1 3-5`, `1,3-5` or `all`, as numbers."""
    if list(words) == ["all"]:
        return set(range(1, count + 1))
    chosen: set[int] = set()
    for part in ",".join(words).split(","):
        first, dash, last = part.partition("-")
        numbers = [first, last if dash else first]
        if not all(each.isascii() and each.isdigit() and len(each) < 10 for each in numbers):
            raise Refused(f"{part[:40]!r} is no number of the list: apply 1 3-5, or apply all")
        low, high = map(int, numbers)
        if not 1 <= low <= high <= count:
            raise Refused(f"the list has 1 to {count}, not {part[:40]}")
        chosen |= set(range(low, high + 1))
    return chosen
