"""Labeling line by line: whole sessions, as they are typed and answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from annotate.core.records import ParagraphRecord, RelationRecord, SpanRecord
from annotate.core.schema import Schema
from annotate.tui.keys import BINDINGS
from annotate.tui.plain.commands import COMMANDS
from annotate.tui.state import Marking, Reading
from tests.tui.scribe import Scribe

TEXT = """\
The council said that about 40 bridges need repair, and two schools closed.

A mayor feared "it" might not reopen. Residents called the toll a blessing.

Nobody came.
"""
FIRST = """\
article: paragraph 1 of 3, to do
text: The council said that about 40 bridges need repair, and two schools closed."""
SECOND = """\
article: paragraph 2 of 3, to do
text: A mayor feared "it" might not reopen. Residents called the toll a blessing."""

Play = Callable[..., Scribe]


@pytest.fixture
def play(tmp_path: Path, claims: Schema) -> Play:
    """`play(transcript)`: a session on `TEXT`, or on another one, that starts in paragraph 1."""

    def run(transcript: str, text: str = TEXT, first: str = FIRST, schema: Schema = claims) -> Scribe:
        return Scribe(tmp_path, schema, text).play(f"{first}\n{transcript.strip()}")

    return run


def test_a_label_takes_quoted_words_and_asks_for_what_is_required(play: Play) -> None:
    play("""
> claim "40 bridges need repair"
a1 claim: 40 bridges need repair
saved 1
a1 needs attribution: a attributed, u unattributed
answer as attribution=attributed, or =a
> attribution=a
a1 attribution: attributed
saved 1
""")


def test_answers_stand_on_the_same_line_too(play: Play) -> None:
    scribe = play("""
> c 6-9 attribution=attributed certainty=possible hedge="about"
a1 claim: 40 bridges need repair
a1 attribution: attributed
a1 certainty: possible
a1 hedge: about
saved 1
""")
    span = next(each.record for each in scribe.file().entries if isinstance(each.record, SpanRecord))
    assert span.attributes["hedge"] == (22, 27)


def test_the_text_proposes_what_a_figure_is_and_ok_takes_it(play: Play) -> None:
    play("""
> figure
a1 figure: about 40
saved 1
a1 kind, proposed: cardinal
a1 value, proposed: 40
a1 comparator, proposed: approx
ok takes what is proposed, kind=ordinal changes it
> value=41
a1 kind, proposed: cardinal
a1 value, proposed: 41
a1 comparator, proposed: approx
ok takes what is proposed, kind=ordinal changes it
> ok
a1 kind: cardinal
a1 value: 41
a1 comparator: approx
saved 1
> figure ok
a2 figure: two
a2 kind: cardinal
a2 value: 2
saved 2
> figure
error: there is no number left to label here
""")


def test_a_refused_line_is_one_line_and_changes_nothing(play: Play) -> None:
    scribe = play("""
> claim "bridge" attribution=maybe
error: attribution: 'maybe' is not one of its values
> claim "bridges" colour=red
error: there is no attribute 'colour' here
> claim bridges
error: 'bridges' is no place: say "some text", or word numbers as 5-9
> claim "40 bridges
error: quotes stand around whole words, as "40 bridges"; write \\" for one inside
> claim "barns"
error: "barns" is not in this paragraph
> claim 9-5
error: there are words 1 to 13 here, not 9-5
> source
error: say which words: source "some text", or source 5-6
> set a1 kind=person
error: there is no 'a1'; an annotation is named as a1, a link as r1
> link
error: say what to link: link a1 a2, and how if there are several ways
> cliam 5-9
error: there is no 'cliam'; did you mean 'claim'? help lists what there is
> =a
error: nothing is asked now; help set tells how to change an answer
> goto 99
error: there are paragraphs 1 to 3
> undo
error: there is nothing to undo
> apply all
error: list the places first: everywhere a1
> saved
saved 0
""")
    assert not scribe.path().exists()


def test_an_empty_line_and_a_comment_decide_nothing(play: Play) -> None:
    play("""
>
> # the rest is silence
> saved
saved 0
""")


def test_words_that_stand_there_more_than_once_are_not_guessed(play: Play) -> None:
    play(
        """
> stance "it"
error: this stands here 2 times: "it"#1 is word 3, "it"#2 is word 8
> stance "it"#2 polarity=against target=it
a1 stance: it
a1 polarity: against
a1 target: it
saved 1
> stance "it"#3
error: "it" stands here only 2 times
""",
        "They say it is so, and then it was.",
        """\
article: paragraph 1 of 1, to do
text: They say it is so, and then it was.""",
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('"the COUNCIL"', "The council"),
        ('"don\'t know"', "don’t know"),
        ('"two lines"', "two\nlines"),
        ('"said \\"no\\""', "said “no"),
        ("1-2,5-6", "The council don’t know"),
        ("at 7", "two"),
    ],
)
def test_what_a_keyboard_lacks_is_found_too(tmp_path: Path, claims: Schema, typed: str, found: str) -> None:
    text = "The council, and they don’t know two\nlines: he said “no”.\n\nThe end."
    scribe = Scribe(tmp_path, claims, text)
    scribe.type([f"source {typed}"])
    spans = [each.record for each in scribe.file().entries if isinstance(each.record, SpanRecord)]
    assert [span.quote for span in spans] == [found]


def test_natural_units_are_taken_at_a_word(play: Play) -> None:
    play("""
> claim clause at 11 attribution=u
a1 claim: two schools closed
a1 attribution: unattributed
saved 1
> claim sentence attribution=a
a2 claim: The council said that about 40 bridges need repair, and two schools closed
a2 attribution: attributed
saved 2
> words 11-13
11 two
12 schools
13 closed
""")


def test_a_link_is_named_and_its_kind_said_if_there_are_several(play: Play) -> None:
    play("""
> claim 6-9 attribution=a
a1 claim: 40 bridges need repair
a1 attribution: attributed
saved 1
> claim 11-13 attribution=u
a2 claim: two schools closed
a2 attribution: unattributed
saved 2
> source 1-2 kind=government
a3 source: The council
a3 kind: government
saved 3
> link a1 a3
r1 attributed_to: a1 to a3
saved 3
> link a1 a2
error: say how: link a1 a2 supports or link a1 a2 attacks or link a1 a2 repeats
> link a1 a2 supports
r2 supports: a1 to a2
saved 3
> link a3 a1
error: no link leads from a source to a claim
> unlink a1 a2
r2 deleted
saved 3
> delete a3
r1 deleted
a3 deleted
saved 2
> undo
a3 source: The council
a3 kind: government
r1 attributed_to: a1 to a3
undone: source deleted
saved 3
""")


def test_everything_about_an_annotation_can_be_changed(play: Play) -> None:
    scribe = play("""
> source "council" kind=person
a1 source: council
a1 kind: person
saved 1
> edges a1 "The council"
a1 source: The council
saved 1
> set a1 kind=government canonical="Town council" cue=3
a1 cue: said
a1 kind: government
a1 canonical: Town council
saved 1
> clear a1 canonical
a1 canonical: none
saved 1
> fragment a1 "bridges"
a1 source: The council ... bridges
saved 1
> unfragment a1 "bridges"
a1 source: The council
saved 1
> note a1 ask Ruth
a1 note: ask Ruth
saved 1
> flag a1
a1 flagged
saved 1
> relabel a1 claim attribution=u
a1 claim: The council
a1 cue: none
a1 kind: none
a1 attribution: unattributed
saved 1
> unnote a1
a1 note: none
saved 1
> show
article: paragraph 1 of 3, to do
text: The council said that about 40 bridges need repair, and two schools closed.
a1 claim: The council
a1 attribution: unattributed
a1 flagged
""")
    assert not scribe.file().problems


def test_what_may_be_said_about_an_annotation_is_told_when_asked(play: Play, schema: Callable[[str], Schema]) -> None:
    small = schema(
        "id: small\nlabels: {name: {attributes: {kind: {type: enum, values: [town, river], default: town},"
        " height: {type: int}}}}\n"
    )
    play(
        """
> name "council" height=12
a1 name: council
a1 height: 12
saved 1
> about a1
a1 name: council
a1 is in paragraph 1, word 2
a1 kind: town by default; may be t town, r river
a1 height: 12; may be a whole number
""",
        schema=small,
    )


def test_paragraphs_are_decided_labeled_noted_and_walked_through(play: Play) -> None:
    scribe = play(f"""
> paragraph_role role=heading remark=t,off_topic
paragraph 1 paragraph_role role: heading
paragraph 1 paragraph_role remark: translation_damage, off_topic
saved 0
> note a matter of taste
paragraph 1 note: a matter of taste
saved 0
> document-note seen twice
document note: seen twice
saved 0
> done
paragraph 1 done
saved 0
{SECOND}
> flag
paragraph 2 flagged
saved 0
article: paragraph 3 of 3, to do
text: Nobody came.
> done
paragraph 3 done
this was the last paragraph; every paragraph is decided
saved 0
> undo
paragraph 3 to do
undone: paragraph 3 done
saved 0
> 2
article: paragraph 2 of 3, flagged
text: A mayor feared "it" might not reopen. Residents called the toll a blessing.
> reopen
paragraph 2 to do
saved 0
> next
article: paragraph 3 of 3, to do
text: Nobody came.
> todo
{SECOND}
> previous
article: paragraph 1 of 3, done
text: The council said that about 40 bridges need repair, and two schools closed.
paragraph_role role: heading
paragraph_role remark: translation_damage, off_topic
note: a matter of taste
> clear paragraph_role
paragraph 1 paragraph_role role: none
paragraph 1 paragraph_role remark: none
saved 0
> document
document note: seen twice
""")
    paragraphs = [e.record for e in scribe.file().entries if isinstance(e.record, ParagraphRecord)]
    assert [each.status.value for each in paragraphs] == ["done", "todo", "todo"]


def test_questions_about_the_paragraph_are_put_once(play: Play) -> None:
    play("""
> p
paragraph_role role: body by default; may be b body, h heading, q quotation, c caption, o boilerplate
paragraph_role remark: none; may be t translation_damage, n near_duplicate, f off_topic; several with commas
answer as role=heading, or =h
> =h
paragraph 1 paragraph_role role: heading
saved 0
> remark=off_topic
paragraph 1 paragraph_role remark: off_topic
saved 0
> ok
""")


def test_a_label_without_questions_is_put_on_and_taken_off(play: Play, schema: Callable[[str], Schema]) -> None:
    small = schema("id: small\nlabels: {odd: {scope: paragraph}, whole: {scope: document}}\n")
    play(
        """
> odd
paragraph 1 odd
saved 0
> odd
paragraph 1 not odd
saved 0
> odd
paragraph 1 odd
saved 0
> odd why=so
error: odd has no attributes
> whole
document whole
saved 0
> clear odd
paragraph 1 not odd
saved 0
> clear odd
error: the paragraph is not labeled odd
> odd 5-6
error: odd is about the paragraph, not about words of it
""",
        schema=small,
    )


def test_an_answer_behind_a_bare_sign_is_the_whole_line(play: Play) -> None:
    play("""
> stance "need" polarity=f
a1 stance: need
a1 polarity: favor
saved 1
a1 needs target: some words
answer as target="some words", or ="some words"
> target=the new toll
error: a value of several words stands in quotes, as target="the new toll"
> =the new toll
a1 target: the new toll
saved 1
> stance "closed" polarity=f
a2 stance: closed
a2 polarity: favor
saved 2
a2 needs target: some words; earlier: the new toll
answer as target="some words", or ="some words"
""")


def test_a_search_selects_and_a_label_alone_takes_the_selection(play: Play) -> None:
    play(f"""
> search blessing
{SECOND}
selected in paragraph 2, word 13: called the toll a [blessing].
> stance polarity=favor target="the toll"
a1 stance: blessing
a1 polarity: favor
a1 target: the toll
saved 1
> search zebra
error: 'zebra' is not in this document
> next-match
selected in paragraph 2, word 13: called the toll a [blessing].
""")


def test_the_same_text_is_labeled_wherever_it_is_ticked(play: Play) -> None:
    text = "A toll is a toll.\n\nNo toll! The toll stays."
    play(
        """
> figure "toll"#1 kind=vague
a1 figure: toll
a1 kind: vague
saved 1
> everywhere a1
1: paragraph 1: A toll is a [toll].
2: paragraph 2: No [toll]! The toll stays.
3: paragraph 2: No toll! The [toll] stays.
apply all labels them, apply 1 3-5 some of them
> apply 4
error: the list has 1 to 3, not 4
> apply 1,3
a2 figure: toll
a2 kind: vague
a3 figure: toll
a3 kind: vague
2 more labeled figure
saved 3
> undo
a3 deleted
a2 deleted
undone: figure labeled 2 times
saved 1
""",
        text,
        "article: paragraph 1 of 2, to do\ntext: A toll is a toll.",
    )


def test_documents_are_listed_opened_and_left_saved(tmp_path: Path, claims: Schema) -> None:
    Scribe(tmp_path, claims, "The council met.", "The mayor came.").play("""
article: paragraph 1 of 1, to do
text: The council met.
> source 1-2 kind=group
a1 source: The council
a1 kind: group
saved 1
> next-document
brief: paragraph 1 of 1, to do
text: The mayor came.
> source 1-2 kind=person
a1 source: The mayor
a1 kind: person
saved 1
> save
saved 1
> documents
1: article: 0 of 1 decided, 1 annotation
2: brief: 0 of 1 decided, 1 annotation, open
> open 2
error: this document is open already
> open 3
error: there is no such document: the list has 1 to 2
> open 1
article: paragraph 1 of 1, to do
text: The council met.
a1 source: The council
a1 kind: group
a1 warning: nothing is linked to this source; help claim tells how to label the other end
> quit
""")


def test_work_goes_on_where_it_was_left(tmp_path: Path, claims: Schema) -> None:
    scribe = Scribe(tmp_path, claims, TEXT)
    scribe.type(["figure ok", "done", "source 1-2 kind=official"])
    scribe.play(
        f"""
{SECOND}
a1 source: A mayor
a1 kind: official
a1 warning: nothing is linked to this source; help claim tells how to label the other end
> undo
a1 kind: none
undone: answer to kind
saved 2
> undo
a1 deleted
undone: source labeled
saved 1
""".replace("\n\n", "\n")
    )


def test_a_label_key_wins_a_short_name(play: Play, schema: Callable[[str], Schema]) -> None:
    play(
        """
> n 1
a1 name: The
saved 1
> next
article: paragraph 2 of 3, to do
text: A mayor feared "it" might not reopen. Residents called the toll a blessing.
""",
        schema=schema("id: small\nlabels: {name: {key: n}}\n"),
    )


def test_someone_at_a_terminal_is_prompted_and_a_script_is_not(tmp_path: Path, claims: Schema) -> None:
    scribe = Scribe(tmp_path, claims, TEXT)
    scribe.play(f"help lists the commands\n{FIRST}\n> saved\nsaved 0", terminal=True)
    assert scribe.painted == "> > "
    scribe.play(f"{FIRST}\n> saved\nsaved 0")
    assert scribe.painted == ""


def test_help_and_guidelines_say_what_there_is(tmp_path: Path, claims: Schema) -> None:
    scribe = Scribe(tmp_path, claims, TEXT)
    said = scribe.type(["help", "help undo", "labels", "guideline figure"])
    for command in COMMANDS:
        assert any(line.startswith(command.names[0]) for line in said)
    assert "undo, u: take the last step back" in said[said.index("> help undo") :][1]
    assert "claim, key c, for the span: " in "\n".join(said)
    assert "Do: It took [nearly two months]." in said


ONLY_ON_A_SCREEN = {
    # Ways to point with a cursor; here places are named by their words.
    "next-word", "previous-word", "line-down", "line-up", "start", "end", "next-annotation",
    "previous-annotation", "hint", "select-word", "select-sentence", "select-clause",
    "select-quote", "select-parenthesis", "select-number", "edge-right", "edge-left",
    "character-right", "character-left", "larger", "smaller", "other-edge", "start-edge",
    "end-edge", "keep-edges", "keep-part", "drop", "link-any",
    # What a screen looks like, and commands by name, which every line is here.
    "command", "panel", "theme", "redraw", "suspend",
}  # fmt: skip


def test_every_action_on_text_has_a_line() -> None:
    actions = {each.name for each in BINDINGS if {Reading, Marking} & set(each.modes)}
    assert actions - {name for each in COMMANDS for name in each.names} == ONLY_ON_A_SCREEN


def test_no_two_commands_share_a_name() -> None:
    names = [name for each in COMMANDS for name in each.names]
    assert len(names) == len(set(names))


def test_a_link_is_in_the_file(tmp_path: Path, claims: Schema) -> None:
    scribe = Scribe(tmp_path, claims, TEXT)
    scribe.type(["claim 6-9 attribution=a", "done", "source 1-2 kind=official", "link a1 a2", "show"])
    links = [e.record for e in scribe.file().entries if isinstance(e.record, RelationRecord)]
    assert [each.label for each in links] == ["attributed_to"]


def test_the_next_document_is_the_next_that_can_be_opened(tmp_path: Path, claims: Schema) -> None:
    scribe = Scribe(tmp_path, claims, "One.", "Two.", "Three.")
    broken = tmp_path / "corpus" / "brief.txt"
    broken.write_bytes(b"\xff")
    said = scribe.type(["next-document", "previous-document"])
    assert said[2:3] == ["> next-document"]
    assert said[3].startswith(f"left out: {broken}:1: byte 0")
    assert said[4:7] == ["column: paragraph 1 of 1, to do", "text: Three.", "> previous-document"]
    assert said[7].startswith("left out: ")
    assert said[8] == "article: paragraph 1 of 1, to do"


def test_past_the_last_document_that_can_be_opened_there_is_a_reason(tmp_path: Path, claims: Schema) -> None:
    scribe = Scribe(tmp_path, claims, "One.", "Two.")
    (tmp_path / "corpus" / "brief.txt").write_bytes(b"\xff")
    assert scribe.type(["next-document"])[-1].startswith("error: ")


def test_the_list_of_documents_tells_what_one_lacks_as_a_whole(tmp_path: Path, schema: Callable[[str], Schema]) -> None:
    topics = """
labels: {topic: {scope: document, key: t}}
constraints: [{id: a, each: document, require: {any_label: [topic], count: 1..1}, message: it needs a topic}]
"""
    Scribe(tmp_path, schema(topics), "One.").play("""
article: paragraph 1 of 1, to do
text: One.
> documents
1: article: not started, open
> done
paragraph 1 done
this was the last paragraph; every paragraph is decided; error: it needs a topic; topic labels it
saved 0
> documents
1: article: 1 of 1 decided, 0 annotations; it needs a topic, open
> topic
document topic
saved 0
> save
saved 0
> documents
1: article: 1 of 1 decided, 1 annotation, open
""")
