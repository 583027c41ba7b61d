"""What can be wrong with annotations, held against their document and journal."""

from annotate.core.problems import Level
from annotate.report.rules.rule import Rule, Section

BY_DOCUMENT = Section(
    "Annotation files: by document and journal",
    (
        Rule(
            "wrong-text",
            "a paragraph line does not say what the document does",
            "bring the line back from an earlier version",
            "work/ferry.bob.ann.jsonl:7: paragraph 3 is not the text of corpus/ferry.txt at its offset [wrong-text]",
        ),
        Rule(
            "missing-paragraph",
            "the document has more paragraphs than the file",
            "bring the lines back from an earlier version",
            "work/ferry.bob.ann.jsonl:1: corpus/ferry.txt has 4 paragraphs, the file 3 [missing-paragraph]",
        ),
        Rule(
            "paragraph-differs",
            "a file that is to be opened has other paragraphs than the document",
            "bring the lines back from an earlier version",
            "work/ferry.bob.ann.jsonl: paragraph 3 is not as in corpus/ferry.txt [paragraph-differs]",
        ),
        Rule(
            "no-document-found",
            "the document is not where it was annotated, so the text was not compared",
            "say with `--corpus` where documents are",
            "work/ferry.bob.ann.jsonl:1: info: corpus/ferry.txt is not to be found; checked without it "
            "[no-document-found]",
            Level.INFO,
        ),
        Rule(
            "other-paragraphs",
            "made with another `--paragraphs`",
            "use that one",
            "work/ferry.bob.ann.jsonl: made with --paragraphs line, not blank [other-paragraphs]",
        ),
        Rule(
            "other-file",
            "the file is about another document or annotator",
            "choose another output folder or name",
            "work/ferry.bob.ann.jsonl: this is ann's file about ferry, not bob's about ferry [other-file]",
        ),
        Rule(
            "misnamed-file",
            "the file is not called by its document and annotator",
            "rename it",
            "work/copy.ann.jsonl:1: warning: the file is not called ferry.bob.ann.jsonl, by its document and annotator "
            "[misnamed-file]",
            Level.WARNING,
        ),
        Rule(
            "unfolded-journal",
            "work is in the journal and not yet in the file, as after a crash",
            "open it with `annotate label`, or run `annotate recover`",
            "work/ferry.bob.ann.jsonl: warning: 5 steps in the journal are not in the file yet [unfolded-journal]",
            Level.WARNING,
        ),
        Rule(
            "bad-journal",
            "a journal was damaged or renamed",
            "give it back its name; the annotation file is as it was",
            "work/.journal/ferry.bob.jsonl:1: the journal's first line cannot be read [bad-journal]",
        ),
    ),
)
