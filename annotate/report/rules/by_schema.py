"""What can be wrong with annotations, held against their schema."""

from annotate.core.problems import Level
from annotate.report.rules.rule import Rule, Section

BY_SCHEMA = Section(
    "Annotation files: by schema",
    (
        Rule(
            "other-schema",
            "made with another schema, version or content of it",
            "name the right one with `--schema`, bring the file up to it, or heed what else is told",
            "work/ferry.bob.ann.jsonl:1: warning: made with 'small' 1.0.0, checked against 1.1.0 [other-schema]",
            Level.WARNING,
        ),
        Rule(
            "wrong-scope",
            "a label for text on a paragraph, or the other way round",
            "move it, or change the scope in the schema",
            "work/ferry.bob.ann.jsonl:2: 'claim' is a label for a span, not for a paragraph [wrong-scope]",
        ),
        Rule(
            "unfit-value",
            "a value of the wrong type or out of its limits",
            "set it again",
            "work/ferry.bob.ann.jsonl:4: 'certain' of this 'claim': 3 is no bool [unfit-value]",
        ),
        Rule(
            "missing-attribute",
            "a required attribute without a value",
            "set it",
            "work/ferry.bob.ann.jsonl:4: this 'claim' has no 'certain', which is required [missing-attribute]",
        ),
        Rule(
            "hidden-value",
            "a value for an attribute that is not asked here",
            "remove it, or correct what its `when` looks at",
            "work/ferry.bob.ann.jsonl:4: 'reason' of this 'claim' has a value, but is not asked here [hidden-value]",
        ),
        Rule(
            "attribute-outside",
            "a stretch of text as a value lies in another paragraph",
            "mark it again",
            "work/ferry.bob.ann.jsonl:3: 'cue' of this 'source' is 90:94, outside paragraph 1 (0:40) "
            "[attribute-outside]",
        ),
        Rule(
            "discontinuous-span",
            "a span in pieces, of a label that is in one piece",
            "label the parts one by one",
            "work/ferry.bob.ann.jsonl:4: a 'claim' is one stretch of text, this one has 2 fragments "
            "[discontinuous-span]",
        ),
        Rule(
            "too-many-fragments",
            "more pieces than the label may have",
            "remove some of them, or label the parts one by one",
            "work/ferry.bob.ann.jsonl:4: a 'claim' has at most 3 fragments, this one 4 [too-many-fragments]",
        ),
        Rule(
            "cut-unit",
            "the label covers whole words or sentences, this span cuts one",
            "move its edges",
            "work/ferry.bob.ann.jsonl:3: a 'source' covers whole words, 'The counc' does not [cut-unit]",
        ),
        Rule(
            "untrimmed-span",
            "space or punctuation at an edge",
            "move the edge",
            "work/ferry.bob.ann.jsonl:3: this 'source' begins or ends with space: 'The council ' [untrimmed-span]",
        ),
        Rule(
            "overlap",
            "two spans lie as they may not, or one stands twice",
            "move or delete one",
            "work/ferry.bob.ann.jsonl:4: a 'claim' may not overlap a 'source': m8d1x0rt and, on line 3, k3f9w2qp "
            "[overlap]",
        ),
        Rule(
            "wrong-end",
            "a relation between labels that it does not join",
            "join others, or use another relation",
            "work/ferry.bob.ann.jsonl:5: 'by' does not lead from 'source' to 'claim' [wrong-end]",
        ),
        Rule(
            "self-relation",
            "an annotation related to itself",
            "join two different ones",
            "work/ferry.bob.ann.jsonl:5: 'by' leads from m8d1x0rt to itself [self-relation]",
        ),
        Rule(
            "out-of-reach",
            "a relation that leaves its paragraph and may not",
            "remove it",
            "work/ferry.bob.ann.jsonl:5: 'by' leads out of paragraph 1 [out-of-reach]",
        ),
        Rule(
            "repeated-relation",
            "two annotations joined twice in the same way",
            "remove one",
            "work/ferry.bob.ann.jsonl:6: m8d1x0rt and k3f9w2qp are joined by 'by' on line 5 already "
            "[repeated-relation]",
        ),
        Rule(
            "too-few-relations",
            "fewer relations than the schema's `out` or `in` asks for",
            "add some",
            "work/ferry.bob.ann.jsonl:4: 0 'by' leave this 'claim', at least 1 must [too-few-relations]",
        ),
        Rule(
            "too-many-relations",
            "more relations than the schema's `out` or `in` allows",
            "remove some",
            "work/ferry.bob.ann.jsonl:4: 2 'by' leave this 'claim', at most 1 may [too-many-relations]",
        ),
        Rule(
            "circle",
            "a relation without circles leads back to where it began",
            "remove one of those in the circle",
            "work/ferry.bob.ann.jsonl:9: 'supports' leads round in a circle: from m8d1x0rt to b2c4d6e7 to m8d1x0rt "
            "[circle]",
        ),
        Rule(
            "constraint",
            "a rule of the schema's `constraints` is not met",
            "do what the message says: it is the schema's own",
            "work/ferry.bob.ann.jsonl:4: a contested claim names two sources [constraint]",
        ),
        Rule(
            "undecided-paragraph",
            "asked for by `--require done`, a paragraph is still to do",
            "decide it",
            "work/ferry.bob.ann.jsonl:7: paragraph 3 is still to do [undecided-paragraph]",
        ),
    ),
    "A gap, as a missing value or relation, is a warning as long as its paragraph is not done.",
)
