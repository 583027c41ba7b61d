"""What can be wrong with the lines of an annotation file, each and together."""

from annotate.report.rules.rule import Rule, Section

LINES = Section(
    "Annotation files: their lines",
    (
        Rule(
            "newer-format",
            "written by a later version of annotate",
            "install a newer one",
            "work/ferry.bob.ann.jsonl:1: the file has format 2, this version reads up to 1 [newer-format]",
        ),
        Rule(
            "conflict-marker",
            "a merge was not finished",
            "resolve it; every line between the markers is a record to keep or drop",
            "work/ferry.bob.ann.jsonl:6:1: a conflict marker of git (<<<<<<<): this merge was not "
            "finished [conflict-marker]",
        ),
        Rule(
            "not-json",
            "the line is not a JSON object",
            "bring it back from an earlier version",
            "work/ferry.bob.ann.jsonl:4:1: not a JSON object: a line begins with { and ends with } [not-json]",
        ),
        Rule(
            "blank-line",
            "an editor added an empty line",
            "remove it",
            "work/ferry.bob.ann.jsonl:9:1: a blank line [blank-line]",
        ),
        Rule(
            "carriage-return",
            "an editor or git changed the line ends",
            "save the file with LF; in git, set `*.ann.jsonl -text`",
            "work/ferry.bob.ann.jsonl:1:231: the line ends in CR LF [carriage-return]",
        ),
        Rule(
            "byte-order-mark",
            "an editor put a mark before the first line",
            "save the file as UTF-8 without it",
            "work/ferry.bob.ann.jsonl:1:1: a byte order mark [byte-order-mark]",
        ),
        Rule(
            "missing-line-end",
            "the last line does not end, so that something may be missing",
            "compare it with an earlier version; if all is there, end it with a line feed",
            "work/ferry.bob.ann.jsonl:12: the last line does not end: the file may be cut off [missing-line-end]",
        ),
        Rule(
            "zero-bytes",
            "the file was damaged, as by a power cut",
            "take the lines from a copy or the journal",
            "work/ferry.bob.ann.jsonl:8:1: bytes of zero: the file was damaged, as by a power cut [zero-bytes]",
        ),
        Rule(
            "not-canonical",
            "the line says what it should, but not in its one form",
            "run `annotate format`: it puts keys, spaces, escapes and defaults in order",
            "work/ferry.bob.ann.jsonl:3:8: the line is not in its one form: key order, spaces, escapes or "
            "defaults written out [not-canonical]",
        ),
        Rule(
            "unknown-type",
            "the line is none of document, paragraph, span, relation",
            "correct its `type`; the hint has the nearest",
            "work/ferry.bob.ann.jsonl:3:2: 'spam' is no type of line [unknown-type]",
        ),
        Rule(
            "unknown-field",
            "the line has a field that its type does not have",
            "correct its name; the hint has the nearest",
            "work/ferry.bob.ann.jsonl:2:21: a paragraph line has no field 'm' [unknown-field]",
        ),
        Rule(
            "missing-field",
            "a field that the line needs is not there",
            "add it, or bring the line back from an earlier version",
            "work/ferry.bob.ann.jsonl:4:1: 'quote' is missing [missing-field]",
        ),
        Rule(
            "wrong-type",
            "a field holds another kind of value than it should",
            "correct it as the message says",
            "work/ferry.bob.ann.jsonl:4:47: 'start': expected `int`, got `str` [wrong-type]",
        ),
        Rule(
            "number-too-large",
            "a number of many digits",
            "correct it",
            "work/ferry.bob.ann.jsonl:4: a number of 5000 digits [number-too-large]",
        ),
        Rule(
            "too-many",
            "over 1,000 problems; the rest of the file is not read",
            "correct these first",
            "work/ferry.bob.ann.jsonl:1002: too many problems; not read further [too-many]",
        ),
        Rule(
            "no-document",
            "the first line is not the document's",
            "bring it back from an earlier version",
            "work/ferry.bob.ann.jsonl:1: the first line is not the document's [no-document]",
        ),
        Rule(
            "line-order",
            "lines are not in their order",
            "run `annotate format`: the document comes first, then each paragraph, its spans, their relations",
            "work/ferry.bob.ann.jsonl:5: span k3f9w2qp stands behind a later one [line-order]",
        ),
        Rule(
            "bad-format",
            "there is no such format of annotation files",
            "write `1`",
            "work/ferry.bob.ann.jsonl:1: there is no format 0 [bad-format]",
        ),
        Rule(
            "bad-hash",
            "the hash of the document cannot be one",
            "bring the line back: it has 64 digits 0-9, a-f",
            "work/ferry.bob.ann.jsonl:1: 'sha256' is not 64 hexadecimal digits [bad-hash]",
        ),
        Rule(
            "bad-time",
            "a time or a duration that cannot be",
            "write times as 2026-01-31T09:30:00Z, durations in seconds from 0",
            "work/ferry.bob.ann.jsonl:2: 'at' is 'yesterday', not a time [bad-time]",
        ),
        Rule(
            "bad-mode",
            "there is no such way to part a text into paragraphs",
            "write auto, line or blank",
            "work/ferry.bob.ann.jsonl:1: 'paragraphs' is 'page' [bad-mode]",
        ),
        Rule(
            "duplicate-id",
            "two annotations with one id",
            "give one of them a new id, and correct the relations that mean it",
            "work/ferry.bob.ann.jsonl:7: id 'k3f9w2qp' is taken already, on line 3 [duplicate-id]",
        ),
        Rule(
            "paragraph-number",
            "paragraphs are missing, doubled or moved",
            "bring the lines back from an earlier version",
            "work/ferry.bob.ann.jsonl:6: paragraph 3 where 2 is due [paragraph-number]",
        ),
        Rule(
            "paragraph-start",
            "a paragraph starts before the one above ends",
            "bring the lines back from an earlier version",
            "work/ferry.bob.ann.jsonl:6: paragraph 2 starts at 30, before 40, the end of paragraph 1 [paragraph-start]",
        ),
        Rule(
            "bad-offset",
            "start and end are no stretch of text",
            "correct them; they count characters of the document, from 0, the end excluded",
            "work/ferry.bob.ann.jsonl:4: span m8d1x0rt: 39:17 is not a stretch of text in order [bad-offset]",
        ),
        Rule(
            "outside-paragraph",
            "a span is not within its paragraph",
            "correct its offsets or its place in the file",
            "work/ferry.bob.ann.jsonl:4: span m8d1x0rt: 1700:1739 is not within paragraph 1 (0:40) [outside-paragraph]",
        ),
        Rule(
            "wrong-quote",
            "the text at the offsets is not the quote",
            "find the right offsets, or mark it again",
            "work/ferry.bob.ann.jsonl:3: span k3f9w2qp: the text at 0:11 is 'The council', "
            "not 'The mayor' [wrong-quote]",
        ),
        Rule(
            "split-character",
            "an offset lies within a character of several code points",
            "move it to the border of the character",
            "work/ferry.bob.ann.jsonl:8: span b2c4d6e7: offset 55 is within a character that consists of "
            "several code points [split-character]",
        ),
        Rule(
            "dangling-relation",
            "a relation to an annotation that is not there",
            "remove it, or bring the annotation back",
            "work/ferry.bob.ann.jsonl:5: relation q7z4n5bc: there is no annotation 'dddddddd', named in 'to' "
            "[dangling-relation]",
        ),
        Rule(
            "rootless-relation",
            "relations that leave each other in a circle, so that none of them belongs to a span",
            "let one of these relations leave a span",
            "work/ferry.bob.ann.jsonl:8: relation q7z4n5bc leaves r2s4t6u7, from which one comes round to it again "
            "[rootless-relation]",
        ),
    ),
)
