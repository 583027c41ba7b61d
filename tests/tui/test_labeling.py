"""Labels, decisions, undo: what the keys do to the annotations."""

from collections.abc import Callable

import pytest

from annotate.core.records import Status
from annotate.core.schema import Schema
from annotate.tui.state import Answering, Reading, Request
from tests.tui.typist import Typist

TEXT = "The council said that 40 bridges need repair, and two schools closed.\nA mayor feared it.\nNobody came."


def test_a_label_takes_the_next_unit_that_does_not_have_it(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims)
    typist.press("f", "enter", "f", "enter")
    assert typist.labeled == [("figure", "40"), ("figure", "two")]
    typist.press("f")
    assert typist.state.message == "there is no number left to label here"


def test_units_are_found_before_the_cursor_too(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("end", "f", "enter", "f", "enter")
    assert {quote for _, quote in typist.labeled} == {"40", "two"}


def test_what_may_not_overlap_is_refused_with_the_reason(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("s").answer("government").jump("The", "council").press("s")
    assert typist.labeled == [("source", "The")]
    assert typist.state.alert and "overlap" in typist.state.message


def test_nested_claims_are_allowed_and_crossing_ones_refused(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).jump("council", "repair").press("c").answer("attributed")
    typist.jump("bridges", "repair").press("c").answer("attributed")
    assert len(typist.labeled) == 2
    typist.jump("need", "two").press("c")
    assert len(typist.labeled) == 2
    assert "cross" in typist.state.message


def test_undo_and_redo_go_over_paragraphs_and_take_the_cursor_along(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("s").answer("group").press("enter", "s").answer("person")
    assert typist.labeled == [("source", "The"), ("source", "A")]
    typist.press("u", "u", "u")
    assert (typist.labeled, typist.state.n) == ([("source", "The")], 1)
    assert typist.state.session.marks.paragraph(1).status is Status.TODO
    typist.press("c-r", "c-r", "c-r")
    assert typist.labeled == [("source", "The"), ("source", "A")]
    assert typist.spans[1].attributes == {"kind": "person"}


def test_undoing_more_than_was_done_says_so(claims: Schema) -> None:
    assert Typist.at(TEXT, claims).press("u").state.message == "there is nothing to undo"


def test_a_deleted_annotation_comes_back_with_its_links(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).jump("The", "council").press("s").answer("government")
    typist.press("c").answer("attributed").press(">").hint("The council")
    typist.press("home", "backspace")
    assert (typist.labeled, typist.links) == ([("claim", "40 bridges need repair")], [])
    typist.press("u")
    assert (len(typist.labeled), len(typist.links)) == (2, 1)


def test_relabeling_drops_links_that_the_new_label_cannot_have_and_says_so(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).jump("The", "council").press("s").answer("government")
    typist.press("c").answer("attributed").press(">").hint("The council").press("home", "]", "t")
    assert typist.links == []
    typist.press("escape", "u")
    assert len(typist.links) == 1


def test_a_flag_is_a_decision_and_goes_when_pressed_again(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("!")
    assert typist.state.session.marks.paragraph(1).status is Status.FLAGGED
    assert typist.state.n == 2
    typist.press("pageup", "!")
    assert typist.state.session.marks.paragraph(1).status is Status.TODO


def test_accepting_a_done_paragraph_again_only_goes_on(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("enter", "pageup", "enter")
    assert typist.state.n == 2
    assert typist.state.session.done is not None and typist.state.session.done[0] is None


def test_a_decision_is_taken_back(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("enter", "pageup", "_")
    assert typist.state.session.marks.paragraph(1).status is Status.TODO


def test_every_decision_brings_the_file_up_to_date(claims: Schema) -> None:
    assert Typist.at(TEXT, claims).press("enter", "!").requests == [Request.SAVE, Request.SAVE]


def test_after_the_last_paragraph_it_says_what_is_left(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("pagedown", "pagedown", "enter")
    assert "2 before it still to do" in typist.state.message
    typist.press("%", "enter", "enter", "enter")
    assert "all is decided" in typist.state.message


def test_the_next_undecided_paragraph_is_found_round_the_document(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("enter", "enter", "%")
    assert typist.state.n == 3
    typist.press("enter", "%")
    assert typist.state.message == "every paragraph is decided"


def test_a_paragraph_label_is_put_on_and_taken_off(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("p").answer("heading", "off_topic").press("enter")
    assert typist.state.session.marks.paragraph(1).labels == {
        "paragraph_role": {"role": "heading", "remark": ("off_topic",)}
    }
    typist.press("p", "-")
    assert typist.state.session.marks.paragraph(1).labels == {}


def test_a_document_label_is_put_on(schema: Callable[[str], Schema]) -> None:
    yaml = "labels: {genre: {scope: document, key: g, attributes: {kind: {type: enum, values: [news, opinion]}}}}"
    typist = Typist.at(TEXT, schema(yaml)).press("@").answer("opinion").press("enter")
    assert typist.state.session.marks.document.labels == {"genre": {"kind": "opinion"}}


def test_notes_go_on_paragraphs_annotations_and_the_document(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("pagedown").press('"').type("odd").press("s").answer("person")
    typist.press('"').type("who?").press("^").type("all of it")
    marks = typist.state.session.marks
    assert (marks.paragraph(2).note, typist.spans[0].note, marks.document.note) == ("odd", "who?", "all of it")
    typist.press('"').type("")
    assert typist.spans[0].note == ""


def test_an_annotation_is_flagged_in_its_form(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("s").answer("person").press("=", "!")
    assert typist.spans[0].flag


def test_all_occurrences_are_labeled_in_one_step_with_the_same_attributes(claims: Schema) -> None:
    text = "Ann Lee spoke.\nThey heard Ann Lee.\nAnn Lees is another.\nAnn Lee left with Ann Lee."
    typist = Typist.at(text, claims).jump("Ann", "Lee").press("s").answer("person").press("*")
    typist.press("down", "space", "enter")
    assert [span.quote for span in typist.spans] == ["Ann Lee"] * 3
    assert all(span.attributes == {"kind": "person"} for span in typist.spans)
    typist.press("u")
    assert len(typist.spans) == 1


def test_the_form_closes_by_itself_when_nothing_required_is_left(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("s")
    assert isinstance(typist.state.doing, Answering)
    assert isinstance(typist.answer("person").state.doing, Reading)


def test_the_label_is_kept_when_its_questions_are_not_answered(claims: Schema) -> None:
    typist = Typist.at(TEXT, claims).press("s", "escape")
    assert typist.labeled == [("source", "The")]
    assert "kind?" in typist.shown()


def test_a_label_that_asks_nothing_is_put_on_and_taken_off_with_its_key(schema: Callable[[str], Schema]) -> None:
    own = schema("labels: {odd: {scope: paragraph, key: o}, seen: {scope: document, key: d}}")
    typist = Typist.at(TEXT, own).press("o", "d")
    marks = typist.state.session.marks
    assert (dict(marks.paragraph(1).labels), dict(marks.document.labels)) == ({"odd": {}}, {"seen": {}})
    marks = typist.press("o", "@").state.session.marks
    assert (dict(marks.paragraph(1).labels), dict(marks.document.labels)) == ({}, {})


def test_space_and_punctuation_at_the_ends_are_left_out_as_the_schema_says(schema: Callable[[str], Schema]) -> None:
    own = schema("labels: {a: {key: a, span: {trim: [space, punctuation]}}, b: {key: b, span: {trim: []}}}")
    typist = Typist.at("He said (40%), twice.", own).press("/").type("(40%), ").press("a")
    typist.press("/").type(" twice.").press("b")
    assert typist.labeled == [("a", "40%"), ("b", " twice.")]


def test_a_clause_in_which_something_has_the_label_is_passed_over(claims: Schema) -> None:
    typist = Typist.at("Rents rose by a lot last year. Schools closed.", claims).jump("rose", "lot").press("c")
    typist.answer("unattributed").press("c").answer("unattributed")
    assert typist.labeled == [("claim", "rose by a lot"), ("claim", "Schools closed")]


def test_it_is_labeled_as_a_whole_when_nothing_else_is_left(claims: Schema) -> None:
    typist = Typist.at("Rents rose by a lot.", claims).jump("rose", "lot").press("c").answer("unattributed")
    typist.press("c").answer("unattributed")
    assert ("claim", "Rents rose by a lot") in typist.labeled


@pytest.mark.parametrize("scope", ["paragraph", "document"])
def test_a_label_without_a_stretch_asks_what_it_has_to_and_is_changed_with_the_same_key(
    scope: str, schema: Callable[[str], Schema]
) -> None:
    own = schema(
        f"labels: {{role: {{scope: {scope}, key: r, attributes: "
        "{kind: {type: enum, values: [head, body], required: true}, sure: {type: bool}}}}"
    )
    typist = Typist.at(TEXT, own).press("r").answer("head")
    assert isinstance(typist.state.doing, Reading)
    typist.press("r").answer("body", "yes")
    assert isinstance(typist.state.doing, Answering)
    marks = typist.state.session.marks
    assert {**marks.paragraph(1).labels, **marks.document.labels} == {"role": {"kind": "body", "sure": True}}
