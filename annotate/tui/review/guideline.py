"""What the schema says about the label that a question is about."""

from __future__ import annotations

from annotate.core.review import Subject
from annotate.tui import guidelines
from annotate.tui.review.hand import case_in_hand, version_in_hand
from annotate.tui.review.wording import label_of
from annotate.tui.state import Env, State, replace


def guideline(state: State, env: Env) -> State:
    """That of the version in hand; a choice of all if it has none."""
    case = case_in_hand(state) if state.hand else None
    name = ""
    if case is not None and case.subject is Subject.SPAN:
        name = label_of(case.versions[version_in_hand(state) - 1].record)
    elif case is not None and case.subject is Subject.LABEL:
        name = case.name
    if name in state.session.schema.labels:
        return guidelines.read_guideline(state, name)
    return guidelines.guideline(replace(state, focus=""), env)
