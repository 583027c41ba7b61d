"""Reviewing: the files of several annotators become one, question by question.

    review = review_of(sides, schema, rulings)        all questions; or review_of_merged(session)
    step = accept(review, session, at, Accept.UNANIMOUS)      beforehand; None if there is nothing
    walk = Walk(review, schema)                       where each question stands
    walk.at(session.marks).of(n)                      those of a paragraph: Standing(case, state, ruling)
    walk.at(session.marks).row(n)                     the same, without looking at all of them: Row
    walk.at(session.marks).next(n, key)               the next to settle, over paragraphs; `previous`
    walk.at(session.marks).progress
    take(review, session, at, case, 1)                a step, or Refused

The result is an ordinary session: what the planners below give are steps that `session.advance`
plays and the journal keeps; a ruling on the question is one of the changes of each, and what follows
from it (relations that come along, the paragraph that is done) are others. All operations of
`core.edit` may be used on the result in between: a question stays settled, its annotation is edited.

    take(..., case, k)            version k, from 1; 0: none of them       reject(..., case)
    take_all(..., n, side)        all that is open in paragraph n as annotator `side`, from 0, has it
    union(..., case, k)           the borders of all versions with the rest of version k
    intersection(..., case, k)    what all cover
    adopt(..., case, id)          an annotation that the reviewer made settles it
    reason(..., case, text)       a `Reason`, or other words; note(..., case, text)
    reopen(..., case)             as if it had not been decided
    finish(..., n)                the paragraph is done; refused while anything in it is open

`case.versions[k - 1].sides` are those who say so, `review.say(sides)` their names as they may be shown
(A, B, C where the review is blind: then never show `sources` of the result either).
"""

from annotate.core.review.accepting import Accept as Accept
from annotate.core.review.accepting import accept as accept
from annotate.core.review.accepting import is_beforehand as is_beforehand
from annotate.core.review.cases import Case as Case
from annotate.core.review.cases import Review as Review
from annotate.core.review.cases import Side as Side
from annotate.core.review.cases import Subject as Subject
from annotate.core.review.cases import Version as Version
from annotate.core.review.gathering import review_of as review_of
from annotate.core.review.planning import adopt as adopt
from annotate.core.review.planning import finish as finish
from annotate.core.review.planning import intersection as intersection
from annotate.core.review.planning import note as note
from annotate.core.review.planning import reason as reason
from annotate.core.review.planning import reject as reject
from annotate.core.review.planning import reopen as reopen
from annotate.core.review.planning import take as take
from annotate.core.review.planning import take_all as take_all
from annotate.core.review.planning import union as union
from annotate.core.review.rows import Row as Row
from annotate.core.review.states import Standing as Standing
from annotate.core.review.states import State as State
from annotate.core.review.walking import Progress as Progress
from annotate.core.review.walking import Walk as Walk
from annotate.core.session import Session


def review_of_merged(session: Session) -> Review:
    """The conflicts that a merge left in a file: see `merged`."""
    # Here and not above: what merges is large, and a screen for labeling is there sooner without it.
    from annotate.core.review import merged

    return merged.review_of_merged(session)
