"""What may be wrong with a schema though every line of it is well-formed."""

from __future__ import annotations

from annotate.core.problems import Level
from annotate.report.rules.rule import Rule, Section

LINTS = Section(
    "Schemas that cannot be meant so",
    (
        Rule(
            "impossible-condition",
            "a `when` or `where` asks for what cannot be true together, so it never holds",
            "ask for less: two values of one attribute cannot both be chosen, and an attribute has no value "
            "while it is not asked itself",
            "schemas/small.yaml:7:35: 'hedge' of 'claim' is never asked: the condition cannot hold "
            "[impossible-condition]",
        ),
        Rule(
            "impossible-constraint",
            "a constraint requires what `from`, `to`, `out`, `in` or a `when` of the same schema rule out",
            "change one of the two",
            "schemas/small.yaml:12:38: constraint 'two-sources' can never be met: 0..1 'attributed_to' can leave "
            "a 'claim', not 2 [impossible-constraint]",
        ),
        Rule(
            "no-pair",
            "a relation that nothing can be joined by: no label of spans, or no relation that can be made, may be "
            "at one of its ends, or `out` or `in` allows none",
            "name labels of spans at its ends, or remove it",
            "schemas/small.yaml:9:3: relation 'by' can join nothing: nothing can be at its `from` [no-pair]",
        ),
        Rule(
            "unreachable-rule",
            "a rule of overlap that never decides, because the rules before it name all its pairs",
            "put it before them: the first rule that names a pair decides",
            "schemas/small.yaml:10:5: warning: the rule for 'claim' and 'source' never decides: the rules before it "
            "name all such pairs [unreachable-rule]",
            Level.WARNING,
        ),
        Rule(
            "no-key",
            "more labels or relations than letters and digits: the last ones have no key",
            "take fewer, or choose those by name",
            "schemas/small.yaml:70:3: warning: no letter or digit is left as the key of 'sixty-third' [no-key]",
            Level.WARNING,
        ),
        Rule(
            "key-shared",
            "two questions about one annotation give one key to an answer each",
            "choose another for one of them: asked together, the first question keeps it",
            "schemas/small.yaml:8:50: warning: key 'f' of 'kind' is taken by 'polarity' [key-shared]",
            Level.WARNING,
        ),
        Rule(
            "color-alone",
            "two labels are shown with the same sign, so that only their colors differ",
            "give each its own `glyph`; not everyone sees every color",
            "schemas/small.yaml:70:3: warning: 'sixty-fourth' is told from 'sixty-third' by color alone [color-alone]",
            Level.WARNING,
        ),
        Rule(
            "colors-alike",
            "two labels of spans have colors that look the same",
            "choose another for one of them, or let the theme choose",
            "schemas/small.yaml:5:12: warning: 'source' has almost the color of 'claim' [colors-alike]",
            Level.WARNING,
        ),
    ),
)
