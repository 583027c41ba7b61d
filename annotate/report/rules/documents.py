"""What can be wrong with a document."""

from annotate.report.rules.rule import Rule, Section

DOCUMENTS = Section(
    "Documents",
    (
        Rule(
            "unknown-encoding",
            "there is no such encoding",
            "name one, for example utf-8, latin-1, cp1252, shift_jis",
            "'utf-9' is not a text encoding [unknown-encoding]",
        ),
        Rule(
            "bad-encoding",
            "the bytes are not text in this encoding; the message has the offset",
            "name the right one with `--encoding`, or repair the file",
            "corpus/letter.txt:3: byte 212 (0xE9): not valid utf-8: invalid continuation byte [bad-encoding]",
        ),
        Rule(
            "binary",
            "the file holds no text but an image, an archive, a program",
            "name a text file",
            "corpus/map.txt: this is binary data, not text: it is full of control bytes [binary]",
        ),
        Rule(
            "lone-surrogate",
            "half of a surrogate pair, which is not a character",
            "repair the text or the line",
            "work/ferry.bob.ann.jsonl:4:88: half of a surrogate pair is not a character [lone-surrogate]",
        ),
        Rule(
            "empty-document",
            "there is nothing to label",
            "name a file with text",
            "corpus/blank.txt: the file holds no text [empty-document]",
        ),
        Rule(
            "no-documents",
            "a folder without any `.txt` or `.md`",
            "name another folder, or the file itself",
            "corpus: the folder holds no document [no-documents]",
        ),
        Rule(
            "same-name",
            "two documents whose names differ only in their folder or suffix",
            "rename one, or label them into different folders",
            "a/ferry.txt and b/ferry.txt are both called 'ferry'. [same-name]",
        ),
        Rule(
            "too-large",
            "over the limit: 64 MiB for a document, 1 MiB for YAML",
            "part it into several files",
            "corpus/archive.txt: larger than 64 MiB [too-large]",
        ),
        Rule(
            "outdated",
            "a document or its schema has changed since it was annotated, and nobody is there to be asked",
            "the command that the hint names brings the annotations along; so does opening the document "
            "by itself in a terminal",
            "ferry.txt: the document has changed since it was annotated in work/ferry.bob.ann.jsonl [outdated]",
        ),
        Rule(
            "document-changed",
            "the document is not the one that was annotated",
            "bring back the text as it was, or `annotate reanchor` the annotations to the new one",
            "work/ferry.bob.ann.jsonl:1: corpus/ferry.txt has changed since it was annotated [document-changed]",
        ),
    ),
)
