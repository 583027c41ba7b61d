"""What is in the way when annotations go over to another version of their schema."""

from __future__ import annotations

from annotate.report.rules.rule import Rule, Section

EVOLUTION = Section(
    "Versions of schemas",
    (
        Rule(
            "no-migration",
            "no steps lead from the version that the file was made with to the one it should have, "
            "or there are none and the annotations do not fit",
            "raise the version of the schema and write the steps that `annotate schema diff` proposes into its "
            "`migrations`; with `steps: []` what does not fit is flagged",
            "work/ferry.bob.ann.jsonl: no migration of 'small' leads from 1.0.0 to 3.0.0 [no-migration]",
        ),
        Rule(
            "not-reversible",
            "a step of the migration cannot be taken back",
            "take the earlier file from git or a backup",
            "work/ferry.bob.ann.jsonl: `drop_label: {label: remark}` cannot be taken back: what was dropped is only "
            "in notes [not-reversible]",
        ),
        Rule(
            "lossy-migration",
            "labels or answers would be gone but for what notes say of them",
            "look at the table; if that is meant, add `--allow-loss`",
            "labels or answers would be lost, but for notes [lossy-migration]",
        ),
    ),
)
