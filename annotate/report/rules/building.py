"""What may be wrong when a schema builds on another."""

from __future__ import annotations

from annotate.report.rules.rule import Rule, Section

BUILDING = Section(
    "Schemas that build on others",
    (
        Rule(
            "no-base",
            "`rename` or `remove` in a schema that builds on no other",
            "name the other schema with `extends`, or change the labels themselves",
            "schemas/small.yaml:2:1: `remove` without `extends`: there is nothing to remove from [no-base]",
        ),
        Rule(
            "outside-folder",
            "`extends` names a file that is not in the folder of the schema",
            "keep both in one folder; a schema that comes with the program is named by its id",
            "schemas/small.yaml:1:10: '../base.yaml' leads out of the folder of the schema [outside-folder]",
        ),
        Rule(
            "extends-circle",
            "schemas that build on each other, none of which stands alone",
            "take `extends` out of one of them",
            "schemas/base.yaml:1:10: schemas build on each other in a circle: "
            "'small.yaml' -> 'base.yaml' -> 'small.yaml' [extends-circle]",
        ),
        Rule(
            "name-taken",
            "`rename` gives a name that something else in the base has",
            "choose another, or rename or remove that too",
            "schemas/small.yaml:2:26: 'claim' cannot be called 'source' [name-taken]",
        ),
        Rule(
            "unknown-constraint",
            "`rename` or `remove` names a constraint that the base does not have",
            "take the nearest, which the hint names",
            "schemas/small.yaml:2:23: the base has no constraint 'has-sauce' [unknown-constraint]",
        ),
    ),
)
