"""Questions in a line each, and what annotators have where nobody has decided yet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from annotate.core.display import width
from annotate.core.review import Case, Review, Standing, State
from annotate.core.review.states import result_of
from annotate.core.session import Session
from annotate.tui.held import Basis
from annotate.tui.review.facts import facts_of, loose
from annotate.tui.review.pieces import SHORT, middle
from annotate.tui.review.row import walk_of
from annotate.tui.review.signs import QUOTE, SIGNS, fact_row, label_fragment, name_of
from annotate.tui.review.wording import names, nothing, outcome, quote_of
from annotate.tui.rows import fitted, safe
from annotate.tui.state import State as Screen
from annotate.tui.theme import Fragment, Row

_INDENT = 5
_BETWEEN = 2


def nearby(screen: Screen, standing: Standing, columns: int, *, tall: bool) -> tuple[Row, ...]:
    """How a question stands, what it is about, what was taken, and of one that is open who says what;
    if it may be `tall`, who says what in any case, in a row of its own."""
    review, session = walk_of(screen).review, screen.session
    result = session.marks.span(result_of(session.marks, standing.case.key) or "")
    parts = review, standing, result, session.schema, session.document, loose(review, session)
    rows = _rows(Basis((review, session, standing), *parts), columns - 1, tall)
    pointer = "▸" if standing.case.key == screen.hand else " "
    return ((("class:accent", pointer), *rows[0]), *rows[1:])


@lru_cache(maxsize=512)
def _rows(basis: Basis[tuple[Review, Session, Standing]], columns: int, tall: bool) -> tuple[Row, ...]:
    review, session, standing = basis.of
    case = standing.case
    # Whatever is decided, a question that was in two rows stays there: what is below does not move.
    tall = tall and standing.state in (State.OPEN, State.CHANGED, State.SETTLED)
    told = "" if standing.state is State.WAITING else outcome(review, standing)
    if standing.state.asks and not tall:
        told = " | ".join(_in_words(review, session, case))
    named = name_of(session.schema, case)
    head = _line(SIGNS[standing.state], named, quote_of(review, session.marks, case), "" if tall else told, columns)
    if not tall:
        return (head,)
    taken = standing.taken
    if told and taken is None:
        return head, (("class:good", safe(" " * _INDENT + told, columns)),)
    return head, fitted(_versions(review, session, case, taken, columns), columns)


def _line(sign: Fragment, named: Row, quote: str, told: str, columns: int) -> Row:
    told = safe(told, max(8, columns // 3))
    told = f"  {told}" if told else ""
    room = columns - 3 - sum(width(text) for _, text in named) - width(told)
    quote = safe(quote, max(SHORT, min(room, QUOTE)))
    return ((sign[0], f"{sign[1]} "), *named, ("", f" {quote}"), ("class:faint", told))


def _in_words(review: Review, session: Session, case: Case) -> Iterator[str]:
    """`alice`, with what tells the version from others in a word or two."""
    for version, facts in zip(case.versions, facts_of(review, session, case), strict=True):
        said = [facts.label.text] if facts.label.differs else []
        said += [fact.text for fact in facts.others if fact.differs]
        who = names(review, version.sides)
        yield f"{who}: {', '.join(said)}" if said else who
    if case.absent:
        yield f"{names(review, case.absent)}: nothing"


def _versions(review: Review, session: Session, case: Case, taken: int | None, columns: int) -> Iterator[Fragment]:
    """Who says what, as far as not all do, and whose was taken."""
    every = facts_of(review, session, case)
    wide = sum(facts.moved for facts in every)
    lead = " " * _INDENT
    for number, (version, facts) in enumerate(zip(case.versions, every, strict=True), 1):
        yield _who(lead, review, version.sides, taken == number, columns)
        if facts.label.differs:
            yield "", " "
            yield label_fragment(session.schema, facts.label.text, "")
        for piece in facts.pieces:
            if piece.differs:
                share = max(SHORT, (columns - _INDENT) // wide - SHORT)
                yield "class:found", f" +{middle(session.document.text[piece.start : piece.end].strip(), share)}"
        for fact in facts.others:
            if fact.differs:
                yield "", " "
                yield from fact_row(fact)
        lead = " " * _BETWEEN
    if case.absent:
        yield _who(lead, review, case.absent, taken == 0, columns)
        yield "", f" {nothing(case)}"
    elif taken == 0:
        yield "class:good", f"{lead}none of these"


def _who(lead: str, review: Review, sides: tuple[int, ...], taken: bool, columns: int) -> Fragment:
    who = safe(names(review, sides), max(8, columns // 3))
    return ("class:good", f"{lead[:-1]}✓{who}") if taken else ("class:faint", f"{lead}{who}")
