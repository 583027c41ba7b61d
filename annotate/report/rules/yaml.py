"""What can be wrong with a YAML file, whatever it is about."""

from annotate.report.rules.rule import Rule, Section

YAML = Section(
    "Reading YAML",
    (
        Rule(
            "empty",
            "the file says nothing",
            "write something; a schema is at least `labels: [a]`",
            "schemas/small.yaml:1:1: the file is empty [empty]",
        ),
        Rule(
            "not-utf-8",
            "bytes that are not UTF-8",
            "save the file as UTF-8",
            "schemas/small.yaml:3:9: byte 41 (0xe9) is not valid UTF-8 [not-utf-8]",
        ),
        Rule(
            "control-character",
            "a character that no text needs, as such or as an escape",
            "remove it",
            "schemas/small.yaml:3:9: control character U+0007 [control-character]",
        ),
        Rule(
            "too-long",
            "over 20,000 tokens",
            "part it",
            "schemas/small.yaml:9000:3: more than 20,000 YAML tokens [too-long]",
        ),
        Rule(
            "too-deep",
            "brackets or levels nested too deeply",
            "write it flatter",
            "schemas/small.yaml:60:101: more than 50 levels deep [too-deep]",
        ),
        Rule(
            "yaml-syntax",
            "this is not YAML",
            "look at the place, where the reader gave up, and just before it",
            "schemas/small.yaml:4:1: could not find expected ':' [yaml-syntax]",
        ),
        Rule(
            "yaml-alias",
            "`*name`, a reference to another part",
            "write the value out",
            "schemas/small.yaml:7:12: alias '*shared' [yaml-alias]",
        ),
        Rule(
            "yaml-anchor",
            "`&name`, a mark that other parts refer to",
            "remove it",
            "schemas/small.yaml:3:12: anchor '&shared' [yaml-anchor]",
        ),
        Rule(
            "yaml-merge",
            "`<<`, which takes over the keys of another mapping",
            "write the keys out",
            "schemas/small.yaml:5:5: merge key `<<` [yaml-merge]",
        ),
        Rule(
            "yaml-tag",
            "`!name`, a type",
            "remove it; types follow from where a value stands",
            "schemas/small.yaml:2:9: tag '!label' [yaml-tag]",
        ),
        Rule(
            "yaml-key",
            "a list or mapping as a key",
            "make keys single words",
            "schemas/small.yaml:2:3: a list or mapping as a key [yaml-key]",
        ),
        Rule(
            "yaml-directive",
            "a line that begins with `%`",
            "remove it",
            "schemas/small.yaml:1:1: YAML 1.2 without directives is read [yaml-directive]",
        ),
        Rule(
            "yaml-documents",
            "a second document after `---`",
            "keep one to a file",
            "schemas/small.yaml:12:1: a second YAML document [yaml-documents]",
        ),
        Rule(
            "duplicate-key",
            "a key stands twice, in YAML or in a line of JSON",
            "keep one",
            "work/ferry.bob.ann.jsonl:2:29: key 'n' stands twice [duplicate-key]",
        ),
        Rule(
            "unknown-key",
            "a key that nobody reads",
            "take the nearest known one, which the hint names",
            "schemas/small.yaml:2:11: label 'claim' has no key 'colr' [unknown-key]",
        ),
        Rule(
            "missing-key",
            "something that has to be said is not",
            "add the key",
            "schemas/small.yaml:9:5: attribute 'kind' has no type [missing-key]",
        ),
        Rule(
            "missing-value",
            "a key without a value",
            "write one, or remove the key",
            "schemas/small.yaml:4:5: color has no value [missing-value]",
        ),
        Rule(
            "not-a-text",
            "a single text is wanted, not a list or mapping",
            "write it as the message says",
            "schemas/small.yaml:4:10: help must be a single text [not-a-text]",
        ),
        Rule(
            "not-a-list",
            "a list is wanted",
            "write it as `[a, b]`, or each on a line after `- `",
            "schemas/small.yaml:4:13: values must be a list [not-a-list]",
        ),
        Rule(
            "not-a-mapping",
            "a mapping is wanted",
            "write it as `key: value`",
            "schemas/small.yaml:4:10: label 'claim' must be a mapping, `key: value` [not-a-mapping]",
        ),
        Rule(
            "not-a-bool",
            "yes or no is wanted",
            "write `true` or `false`",
            "schemas/small.yaml:6:17: required must be true or false, not 'perhaps' [not-a-bool]",
        ),
        Rule(
            "not-a-number",
            "a number is wanted, of those that JSON knows",
            "write it in digits; there is no NaN and no infinity",
            "schemas/small.yaml:6:12: min must be a number, not 'ten' [not-a-number]",
        ),
        Rule(
            "unknown-choice",
            "not one of the words that may stand here",
            "take the nearest, which the hint names",
            "schemas/small.yaml:3:12: scope cannot be 'page' [unknown-choice]",
        ),
    ),
)
