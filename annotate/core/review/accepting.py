"""Questions that need no reviewer, settled beforehand as one step."""

from __future__ import annotations

from enum import Enum

from annotate.core.edit import Refused
from annotate.core.events import Step
from annotate.core.review.at_once import accept_at_once
from annotate.core.review.cases import Case, Review
from annotate.core.review.drafting import Draft
from annotate.core.review.outcomes import of_version
from annotate.core.review.settling import finish_paragraph, settle
from annotate.core.review.states import is_outdated, standing_of
from annotate.core.rulings import BEFOREHAND, How
from annotate.core.session import Session

ACTION = "accept"
"""How the actions of such steps begin, followed by what was accepted."""


def is_beforehand(step: Step) -> bool:
    """Whether the step was made before the reviewer began; nobody means it with an undo."""
    return step.action.startswith(f"{ACTION} ")


class Accept(str, Enum):
    """What is accepted beforehand: what all say who could say something, at least two; or what more
    than half of them say; or nothing."""

    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    NONE = "none"


def accept(review: Review, session: Session, at: str, rule: Accept) -> Step | None:
    """Settles what nobody has looked at yet, and what was settled beforehand and has changed since;
    None if there is nothing of the kind.

    Nothing is accepted that somebody flagged for another look, or that somebody has twice. What
    the schema does not allow beside what was accepted before stays open.
    """
    if rule is Accept.NONE or review.merged:
        return None
    draft = Draft(session, at)
    touched = accept_at_once(review, draft)
    for n in review.paragraphs:
        for case in review.of(n):
            number = _accepted(case, rule)
            if number is None or not _is_free(review, draft, case):
                continue
            how = How.UNANIMOUS if case.unanimous else How.MAJORITY
            try:
                settle(review, draft, case, of_version(draft, case, number, how))
            except Refused:
                continue
            touched.add(n)
    for n in sorted({*touched, *review.settled} - {0}):
        if n in review.settled or any(case.key.startswith("decision") for case in review.of(n)):
            finish_paragraph(review, draft, n, beforehand=True)
    try:
        return draft.step(f"{ACTION} {rule.value}", 1)
    except Refused:
        return None


def _accepted(case: Case, rule: Accept) -> int | None:
    """The number of the version that is accepted, 0 for none."""
    if case.doubled or case.flagged:
        return None
    if case.unanimous:
        return 1
    if rule is not Accept.MAJORITY:
        return None
    most = len(case.versions[0].sides)
    all_ = len(case.absent) + sum(len(version.sides) for version in case.versions)
    if 2 * most > all_ and most > 1:
        return 1
    return 0 if 2 * len(case.absent) > all_ and len(case.absent) > 1 else None


def _is_free(review: Review, draft: Draft, case: Case) -> bool:
    ruling = draft.marks.rulings.get(case.key)
    if ruling is not None and ruling.settles and not (ruling.how in BEFOREHAND and is_outdated(case, ruling)):
        return False
    return standing_of(review, draft.schema, draft.marks, case).state.asks
