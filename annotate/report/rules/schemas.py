"""What can be wrong with a schema."""

from annotate.core.problems import Level
from annotate.report.rules.rule import Rule, Section

SCHEMAS = Section(
    "Schemas",
    (
        Rule(
            "outdated-json-schema",
            "what editors check the schemas beside it against is of another version of the program, or was changed",
            "renew it with the command in the hint",
            "schemas/label-schema.schema.json: info: not the JSON Schema of this version of annotate "
            "[outdated-json-schema]",
            Level.INFO,
        ),
        Rule(
            "no-labels",
            "a schema without labels",
            "add some; `labels: [a, b]` is enough",
            "schemas/small.yaml:1:1: the schema has no labels [no-labels]",
        ),
        Rule(
            "duplicate-label",
            "a label is declared twice",
            "give each its own name",
            "schemas/small.yaml:7:3: label 'claim' is declared twice in labels [duplicate-label]",
        ),
        Rule(
            "duplicate-attribute",
            "an attribute is declared twice",
            "give each its own name",
            "schemas/small.yaml:7:7: attribute 'kind' is declared twice in attributes [duplicate-attribute]",
        ),
        Rule(
            "duplicate-relation",
            "a relation is declared twice",
            "give each its own name",
            "schemas/small.yaml:9:3: relation 'by' is declared twice in relations [duplicate-relation]",
        ),
        Rule(
            "duplicate-constraint",
            "two constraints with one id",
            "give each its own",
            "schemas/small.yaml:14:9: constraint 'sourced' is declared twice [duplicate-constraint]",
        ),
        Rule(
            "bad-name",
            "no name for a label, attribute, relation or value",
            "begin with a letter; then letters, digits, `_`, `-`",
            "schemas/small.yaml:3:3: label '2nd' does not begin with a letter [bad-name]",
        ),
        Rule(
            "bad-id",
            "an id that cannot be one",
            "write a schema's as `news-claims`, an annotation's as 8 characters of a-z and 0-9",
            "work/ferry.bob.ann.jsonl:3: 'k3f9' is not an id [bad-id]",
        ),
        Rule(
            "bad-version",
            "a version that cannot be one",
            "write it as `1.0.0`",
            "schemas/small.yaml:2:10: version cannot be 'first' [bad-version]",
        ),
        Rule(
            "bad-language",
            "a language that cannot be one",
            "write its tag, as `en` or `pt-BR`",
            "schemas/small.yaml:3:11: language cannot be 'English!' [bad-language]",
        ),
        Rule(
            "unknown-language",
            "`schema_language` is of a later version of annotate",
            "install a newer one",
            "schemas/small.yaml:1:18: schema language '2' is not known [unknown-language]",
        ),
        Rule(
            "bad-key",
            "the key of a label or value that is not exactly one character",
            "choose another",
            "schemas/small.yaml:4:10: key of 'claim' must be exactly one letter or digit, not 'cl' [bad-key]",
        ),
        Rule(
            "key-taken",
            "two labels have one key",
            "choose another for one of them",
            "schemas/small.yaml:8:10: key 'c' of 'cause' is already that of 'claim' [key-taken]",
        ),
        Rule(
            "bad-glyph",
            "a glyph that is not one visible character",
            "choose another",
            "schemas/small.yaml:4:12: glyph of 'claim' must be one character of width 1, not '<>' [bad-glyph]",
        ),
        Rule(
            "glyph-taken",
            "two labels have one glyph",
            "choose another for one of them",
            "schemas/small.yaml:8:12: glyph '+' of 'cause' is already that of 'claim' [glyph-taken]",
        ),
        Rule(
            "bad-color",
            "neither `#rrggbb` nor the name of a color",
            "choose another",
            "schemas/small.yaml:4:12: color of label 'claim' cannot be 'reddish' [bad-color]",
        ),
        Rule(
            "not-for-scope",
            "a key that labels of this scope do not have",
            "remove it or change the scope",
            "schemas/small.yaml:5:5: label 'topic' has scope document; select is for labels of spans [not-for-scope]",
        ),
        Rule(
            "not-for-type",
            "a key that attributes of this type do not have",
            "remove it or change the type",
            "schemas/small.yaml:7:9: attribute 'certain' is of type bool, which has no values [not-for-type]",
        ),
        Rule(
            "not-for-unit",
            "a constraint that what it is about cannot meet",
            "ask for something that it has, or name another in `each`",
            "schemas/small.yaml:15:9: where is about the attributes of a label, and each is none [not-for-unit]",
        ),
        Rule(
            "no-values",
            "an enum or set without values",
            "add `values:`",
            "schemas/small.yaml:6:9: attribute 'kind' has no values [no-values]",
        ),
        Rule(
            "bad-default",
            "the default is none of the attribute's values",
            "correct it",
            "schemas/small.yaml:8:18: default of 'kind': 'rumour' is no value [bad-default]",
        ),
        Rule(
            "bad-pattern",
            "the pattern is not one, or could take for ever",
            "simplify it",
            "schemas/small.yaml:8:18: pattern '[a-': this bracket is not closed (character 1) [bad-pattern]",
        ),
        Rule(
            "empty-range",
            "the least is over the most",
            "turn them round",
            "schemas/small.yaml:8:9: min of attribute 'share' is over its max [empty-range]",
        ),
        Rule(
            "bad-range",
            "a range as `1..3` or `0..*` is wanted, from low to high",
            "correct it",
            "schemas/small.yaml:11:25: out '3..1' goes down [bad-range]",
        ),
        Rule(
            "contradiction",
            "two things that cannot both hold",
            "drop one",
            "schemas/small.yaml:11:5: relation 'by' cannot be both symmetric and acyclic [contradiction]",
        ),
        Rule(
            "named-twice",
            "the same name twice in a list",
            "keep one",
            "schemas/small.yaml:6:28: value 'official' is named twice [named-twice]",
        ),
        Rule(
            "unknown-label",
            "a label that the schema does not declare",
            "take the nearest, which the hint names, or declare it",
            "work/ferry.bob.ann.jsonl:3: 'sauce' is not a label of 'small' [unknown-label]",
        ),
        Rule(
            "unknown-attribute",
            "an attribute that is not declared here",
            "take the nearest, which the hint names, or declare it",
            "work/ferry.bob.ann.jsonl:4: a 'claim' has no attribute 'certian' [unknown-attribute]",
        ),
        Rule(
            "unknown-value",
            "a value that the attribute does not have",
            "take the nearest, which the hint names, or declare it",
            "schemas/small.yaml:9:23: 'rumour' is not a value of 'kind' [unknown-value]",
        ),
        Rule(
            "unknown-relation",
            "a relation that the schema does not declare",
            "take the nearest, which the hint names, or declare it",
            "work/ferry.bob.ann.jsonl:5: 'buy' is not a relation of 'small' [unknown-relation]",
        ),
        Rule(
            "condition-circle",
            "conditions that wait for each other, so that none of the attributes is ever asked",
            "remove one",
            "schemas/small.yaml:8:15: conditions go round in a circle, so none of these is ever asked: kind, reason, "
            "kind [condition-circle]",
        ),
        Rule(
            "empty-condition",
            "a condition that says nothing",
            "complete it, or remove it",
            "schemas/small.yaml:8:15: when of 'reason' says no condition [empty-condition]",
        ),
        Rule(
            "bad-pair",
            "an overlap rule that is not about two labels",
            "write it as `{pair: [a, b], rule: nest}`",
            "schemas/small.yaml:12:12: pair must be a list of two labels [bad-pair]",
        ),
        Rule(
            "not-discontinuous",
            "`max_fragments` for labels in one piece",
            "add `discontinuous: true`",
            "schemas/small.yaml:3:9: max_fragments is given but spans are not discontinuous [not-discontinuous]",
        ),
        Rule(
            "bad-requirement",
            "a constraint requires nothing, or more than one thing",
            "require one thing, in one direction; for more, write more constraints",
            "schemas/small.yaml:16:14: require must say one thing [bad-requirement]",
        ),
        Rule(
            "bad-step",
            "a migration step that is not one key with what belongs to it, that renames two to one name, or whose "
            "value does not fit; or a migration that leads nowhere",
            "begin each step with `- `, as `- rename_label: {old: new}`; to make one label of two, `merge_labels`",
            "schemas/small.yaml:21:9: a step must have exactly one key [bad-step]",
        ),
        Rule(
            "unknown-step",
            "a migration step that there is not",
            "take the nearest, which the hint names",
            "schemas/small.yaml:21:9: there is no step 'rename_lable' [unknown-step]",
        ),
        Rule(
            "mark-not-found",
            "an example marks words that are not in its text",
            "copy them from the text",
            "schemas/small.yaml:6:40: mark 'the bridge' does not occur in its text [mark-not-found]",
        ),
        Rule(
            "more-mistakes",
            "there are more than are shown",
            "correct these first",
            "schemas/small.yaml: 12 more mistakes are not shown [more-mistakes]",
        ),
    ),
)
