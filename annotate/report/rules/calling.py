"""What can be wrong with how a command was called, and with where it reads and writes."""

from annotate.report.rules.rule import Rule, Section

CALLING = Section(
    "Calling a command",
    (
        Rule(
            "usage",
            "a flag, argument or command that is not known, or nothing to work on",
            "read `annotate COMMAND --help`",
            "There is no command 'validat'. [usage]",
        ),
        Rule(
            "cannot-read",
            "a file or folder is not there or may not be read",
            "check the name and the permissions",
            "work/ferry.bob.ann.jsonl: Permission denied [cannot-read]",
        ),
        Rule(
            "cannot-compare",
            "files of one document that cannot be set against each other: another text or schema, twice the same"
            " annotator, or lines that cannot be read",
            "compare files of the same text and schema; `annotate validate` shows what is broken",
            "work/ferry.bob.ann.jsonl:1: cannot be compared with work/ferry.ann.ann.jsonl: they are about different"
            " texts [cannot-compare]",
        ),
        Rule(
            "bad-table",
            "a table of ratings without the annotators' names in its first line, or with lines of another length",
            "give each item a line and each annotator a column; an empty cell is no answer",
            "ratings.csv: 2 cells for 3 annotators in 'yes,no' [bad-table]",
        ),
        Rule(
            "cannot-write",
            "the output folder, or wherever the output goes, cannot be written",
            "check its permissions and the space on the disk",
            "No space left on device [cannot-write]",
        ),
        Rule(
            "not-a-file",
            "a folder, pipe, socket or device where a file is wanted",
            "name a plain file",
            "work/ferry.pipe.ann.jsonl: this is a named pipe, not an annotation file [not-a-file]",
        ),
        Rule(
            "not-a-plain-file",
            "a link where something is to be written; nothing is written through links",
            "name the file or folder itself",
            "work: a link or not a plain file or folder; nothing is written through it [not-a-plain-file]",
        ),
        Rule(
            "already-there",
            "a new file would take the place of one that is there",
            "give another name, or replace it with `--force`",
            "schemas/harbor.yaml: there is something already [already-there]",
        ),
        Rule(
            "changed-meanwhile",
            "another program wrote the file while it was about to be written anew",
            "run the command again",
            "work/ferry.bob.ann.jsonl: changed by another program meanwhile, not overwritten [changed-meanwhile]",
        ),
        Rule(
            "locked",
            "somebody else, or another window of yours, is working on this file",
            "wait, or close the other one; the message names it",
            "ferry is being annotated by process 4711 on harbor [locked]",
        ),
        Rule(
            "unfit-name",
            "the name of a document or annotator cannot be part of a file name",
            "use letters, digits, `-`, `_`",
            "the annotator 'a/b' cannot be a file name: it has a '/' [unfit-name]",
        ),
        Rule(
            "no-schema",
            "the schema that is meant, or that a file names, is not there",
            "give `--schema` a file or a known id, or put the schema into `schemas/`",
            "work/ferry.bob.ann.jsonl:1: there is no schema 'small' to check this against [no-schema]",
        ),
        Rule(
            "bad-revision",
            "a file of a revision, `REV:PATH`, that git does not have",
            "name a revision and a path in it, as HEAD~1:schemas/news.yaml",
            "HEAD~1:schemas/news.yml: git knows no such file [bad-revision]",
        ),
        Rule(
            "no-git",
            "git is wanted for a file of a revision and cannot be asked",
            "install git, or name the files themselves",
            "there is no git to ask [no-git]",
        ),
        Rule(
            "project-only",
            "the personal configuration holds a key for projects",
            "move it into the project's `annotate.yaml`",
            "config.yaml:2:1: 'corpus' belongs to a project [project-only]",
        ),
        Rule(
            "outside-project",
            "`annotate.yaml` names a path outside its folder",
            "name a path below it, or use the flag",
            "annotate.yaml:1:6: '../elsewhere' is not below the project's folder [outside-project]",
        ),
    ),
)
