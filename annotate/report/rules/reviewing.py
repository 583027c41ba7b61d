"""What is in the way of a review."""

from __future__ import annotations

from annotate.report.rules.rule import Rule, Section

REVIEWING = Section(
    "Reviews",
    (
        Rule(
            "open-conflict",
            "a file to be reviewed or compared with others was merged, and the merge left conflicts in it",
            "settle them first: `annotate review` with this file alone",
            "work/ferry.bob.ann.jsonl: a merge left conflicts in it [open-conflict]",
        ),
        Rule(
            "not-a-review",
            "there are annotations in the place of the result that no review made, as those of somebody who both "
            "annotates and reviews",
            "choose another folder with `-o`, or another name with `--annotator`",
            "work/ferry.bob.ann.jsonl: these annotations were not made by a review [not-a-review]",
        ),
        Rule(
            "damaged-review",
            "a line of the file beside the result, which holds what the reviewer decided, cannot be understood",
            "take that file from an earlier version; without it, what the result says of its sources counts",
            "reviewed/ferry.carol.review.jsonl:3: not a decision of a reviewer: JSON is malformed: invalid character "
            "(byte 0) [damaged-review]",
        ),
    ),
)
