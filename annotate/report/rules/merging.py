"""Rules about files that are merged."""

from annotate.report.rules.rule import Rule, Section

MERGING = Section(
    "Merging",
    (
        Rule(
            "conflict",
            "two sides of a merge changed the same thing differently, and nobody has decided yet",
            "settle it with `annotate review`; or by hand, for good: remove the version that is not wanted, and the "
            "field `conflict` of the other",
            "work/ferry.bob.ann.jsonl:4: claim m8d1x0rt is one version of the conflict 'm8d1x0rt' [conflict]",
        ),
        Rule(
            "other-annotator",
            "files of different people are to be merged as if they were versions of one",
            "compare and adjudicate them with `annotate review`",
            "one file is alice's, the other bob's [other-annotator]",
        ),
        Rule(
            "other-document",
            "files about different documents are to be merged",
            "name versions of one file",
            "one file is about 'ferry', the other about 'bridge' [other-document]",
        ),
        Rule(
            "git-refused",
            "git says no: outside a repository, or to a configuration that it cannot write",
            "do what git asks for",
            "git refuses: could not lock config file .git/config: File exists [git-refused]",
        ),
    ),
)
