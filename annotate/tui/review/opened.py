"""A question with all of its versions: who says so, and what of it not all say."""

from __future__ import annotations

from collections.abc import Iterator

from annotate.core.display import width
from annotate.core.review import Case, Standing, State, Subject
from annotate.core.rulings import BEFOREHAND, How
from annotate.tui.review.facts import Fact, Facts, facts_of
from annotate.tui.review.hand import version_in_hand
from annotate.tui.review.pieces import SHORT, covered, middle
from annotate.tui.review.row import walk_of
from annotate.tui.review.signs import SIGNS, fact_row, label_fragment, name_of
from annotate.tui.review.wording import names, nothing, outcome, quote_of
from annotate.tui.rows import flowed, safe, wrapped
from annotate.tui.state import Judging
from annotate.tui.state import State as Screen
from annotate.tui.theme import Fragment, Row

_ENDS = ("from", "to")
_BESIDE = 40
"""Columns that are enough for the text of a version to stand behind those who say so."""


def opened(screen: Screen, standing: Standing, columns: int) -> Iterator[Row]:
    case = standing.case
    review = walk_of(screen).review
    every = facts_of(review, screen.session, case)
    style, sign = SIGNS[standing.state]
    same = _is_told_once(case, every)
    head: list[Fragment] = [("class:accent", "▸"), (style, f"{sign} "), *name_of(screen.session.schema, case)]
    what = _differing(every)
    if what and not same:
        room = columns - sum(width(text) for _, text in head) - 4
        head.append(("class:faint", f"  {safe(what, max(8, room))}"))
    if same:
        room = columns - sum(width(text) for _, text in head) - 2
        head.append(("class:title", f" {middle(quote_of(review, screen.session.marks, case), room)}"))
    if case.flagged:
        head.append(("class:flagged", " !"))
    yield tuple(head)
    for number, facts in enumerate(every, 1):
        yield from _version(screen, standing, number, facts, columns)
    if case.absent:
        yield from _absent(screen, standing, columns)
    yield from _said(screen, standing, every, columns)


def _is_alike(fact: Fact, every: tuple[Facts, ...]) -> bool:
    return not fact.differs and all(fact in facts.others for facts in every)


def _is_told_once(case: Case, every: tuple[Facts, ...]) -> bool:
    """Whether all versions are about the same text, or join the same."""
    if case.subject is Subject.RELATION:
        return not any(fact.differs for facts in every for fact in facts.others if fact.name in _ENDS)
    return case.subject is Subject.SPAN and not any(facts.moved for facts in every)


def _differing(every: tuple[Facts, ...]) -> str:
    """What the versions do not have in common: `borders, type`."""
    if any(facts.label.differs for facts in every):
        return "differs: label, borders" if any(facts.moved for facts in every) else "differs: label"
    names: list[str] = []
    names += ["borders"] * any(facts.moved for facts in every)
    names += [fact.name for facts in every for fact in facts.others if fact.differs and fact.name]
    return f"differs: {', '.join(dict.fromkeys(names))}" if names else ""


def _version(screen: Screen, standing: Standing, number: int, facts: Facts, columns: int) -> Iterator[Row]:
    """Key, who says so, and what of it not all say; what all say is told once, below."""
    review, case = walk_of(screen).review, standing.case
    taken = standing.taken == number
    here = _is_held(screen, standing, number)
    mark = ("class:good", "✓") if taken else ("class:accent", "▸" if here else " ")
    who = safe(names(review, case.versions[number - 1].sides), max(8, columns // 3))
    head: Row = (("", " "), mark, ("class:key", f"{number} "), ("class:good" if taken else "", who))
    pieces: list[Row] = [head]
    if facts.label.differs:
        _, label = label_fragment(screen.session.schema, facts.label.text, "")
        pieces.append((("class:found", label),))
    if any(each.moved for each in facts_of(review, screen.session, case)):
        beside = columns - 7 - sum(width(text) for _, text in head)
        room = beside if beside >= _BESIDE else max(SHORT, columns - 6)
        pieces.append(covered(screen.session.document.text, facts.pieces, room))
    pieces += [fact_row(fact) for fact in facts.others if fact.differs]
    yield from flowed(pieces, columns, 5)
    if facts.note:
        style = "class:found" if facts.noted and case.subject is Subject.DECISION else "class:faint"
        yield from wrapped(style, f"     note: {safe(facts.note, 300)}", columns)


def _is_held(screen: Screen, standing: Standing, number: int) -> bool:
    """Whether keys without a number are about this version, of several."""
    held = standing.case.key == screen.hand and isinstance(screen.doing, Judging)
    return held and version_in_hand(screen) == number and len(standing.case.versions) > 1


def _absent(screen: Screen, standing: Standing, columns: int) -> Iterator[Row]:
    review, case = walk_of(screen).review, standing.case
    taken = standing.taken == 0
    who = safe(names(review, case.absent), max(8, columns // 2))
    style = "class:good" if taken else ""
    yield (
        ("", " "), ("class:good", "✓" if taken else " "), ("class:key", "0 "), (style, who), ("", f"  {nothing(case)}"),
    )  # fmt: skip


def _said(screen: Screen, standing: Standing, every: tuple[Facts, ...], columns: int) -> Iterator[Row]:
    """What the result has, if it is none of the versions; reason and note; what all say."""
    ruling, case = standing.ruling, standing.case
    if standing.state in (State.CHANGED, State.WAITING, State.MOOT):
        yield from wrapped("class:warning", f"   {outcome(walk_of(screen).review, standing)}", columns)
    elif ruling is not None and ruling.settles and standing.taken is None:
        yield from wrapped("class:good", f" ✓ {outcome(walk_of(screen).review, standing)}", columns)
    elif standing.taken == 0 and not case.absent:
        yield (("class:good", " ✓0 none of these"),)
    if ruling is not None and ruling.how in BEFOREHAND and standing.state is State.SETTLED:
        words = {How.UNANIMOUS: "all agree", How.MAJORITY: "most say so", How.ALONG: "came along"}
        yield (("class:faint", f"   accepted beforehand: {words[ruling.how]}"),)
    if case.doubled:
        yield from wrapped("class:faint", "   somebody has it twice: which is meant cannot be told", columns)
    if ruling is not None and (ruling.reason or ruling.note):
        reason = f"why: {safe(ruling.reason, 80)}  " if ruling.reason else ""
        note = f"note: {safe(ruling.note, 200)}" if ruling.note else ""
        yield from wrapped("class:accent", f"   {reason}{note}", columns)
    once = case.subject is Subject.RELATION and _is_told_once(case, every)
    alike = [fact for fact in every[0].others if _is_alike(fact, every) and not (once and fact.name in _ENDS)]
    if alike:
        lead: Row = (("class:faint", "   all say"),) if len(every) > 1 else (("", "  "),)
        yield from flowed([lead, *map(fact_row, alike)], columns, 5)
