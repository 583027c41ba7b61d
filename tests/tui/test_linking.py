"""Links between annotations, made with hint letters."""

from annotate.core.schema import Schema
from annotate.tui.state import Picking
from tests.tui.typist import Typist

TEXT = "Ann Lee said that rents have doubled, and that schools closed.\nShe denied it, Bo Ray said."


def claims_and_sources(claims: Schema) -> Typist:
    typist = Typist.at(TEXT, claims).jump("Ann", "Lee").press("s").answer("person")
    typist.press("c").answer("attributed").press("c").answer("attributed")
    typist.press("pagedown").jump("Bo", "Ray").press("s").answer("person").press("pageup")
    return typist


def test_a_link_may_lead_to_another_paragraph(claims: Schema) -> None:
    typist = claims_and_sources(claims).press("tab", "tab", ">").hint("Bo Ray")
    assert [(link.label, typist.state.session.marks.span(link.target).quote) for link in typist.links] == [  # type: ignore[union-attr]
        ("attributed_to", "Bo Ray")
    ]


def test_only_what_may_be_linked_gets_letters(claims: Schema) -> None:
    typist = claims_and_sources(claims).press(">")
    quotes = {typist.state.session.marks.span(h.target).quote for h in typist.state.doing.hints}  # type: ignore[union-attr]
    assert quotes == {"Bo Ray"}


def test_the_kind_is_asked_only_if_there_are_several(claims: Schema) -> None:
    typist = claims_and_sources(claims).press("<").hint("rents have doubled").hint("schools closed")
    assert isinstance(typist.state.doing, Picking)
    typist.press("+")
    assert [link.label for link in typist.links] == ["supports"]


def test_a_link_that_would_exceed_its_number_is_not_offered(claims: Schema) -> None:
    typist = claims_and_sources(claims).press("tab", "tab", ">").hint("Bo Ray").press(">")
    targets = {typist.state.session.marks.span(h.target).quote for h in typist.state.doing.hints}  # type: ignore[union-attr]
    assert "Ann Lee" not in targets


def test_links_that_would_go_in_a_circle_are_not_offered(claims: Schema) -> None:
    typist = claims_and_sources(claims).press("<").hint("rents have doubled").hint("schools closed").press("+")
    typist.press("<").hint("schools closed").hint("rents have doubled")
    kinds = [entry.value for entry in typist.state.doing.entries]  # type: ignore[union-attr]
    assert "supports" not in kinds and "attacks" in kinds


def test_escape_leaves_without_a_link(claims: Schema) -> None:
    typist = claims_and_sources(claims).press("<", "escape")
    assert typist.links == []


def test_letters_typed_by_mistake_are_taken_back(claims: Schema) -> None:
    typist = Typist.at(" ".join(["word"] * 60), claims).press("g")
    two = next(h.letters for h in typist.state.doing.hints if len(h.letters) == 2)  # type: ignore[union-attr]
    typist.press(two[0], "backspace")
    assert typist.state.doing.typed == ""  # type: ignore[union-attr]


FAR = "The council said it. The council repeats it.\n" + "Nothing here.\n" * 8 + "The council said it.\n"


def test_an_annotation_far_away_is_linked_by_a_list_that_begins_with_the_same_text(
    claims: Schema,
) -> None:
    typist = Typist.at(FAR, claims)
    typist.jump("The", "it").press("c").answer("unattributed")
    typist.jump("repeats", "it").press("c").answer("unattributed")
    typist.press(*["pagedown"] * 9)
    typist.jump("The", "it").press("c").answer("unattributed")
    typist.press(">")
    assert isinstance(typist.state.doing, Picking)
    quotes = [entry.text.split("claim  ")[1] for entry in typist.state.doing.entries]
    assert quotes == ["The council said it", "repeats it"]
    typist.press("enter", "=")
    assert [(each.label, each.target) for each in typist.links] == [("repeats", typist.spans[0].id)]


def test_the_list_can_be_asked_for_instead_of_letters(claims: Schema) -> None:
    typist = Typist.at("The council said it.", claims).jump("The", "council").press("s").answer("group")
    typist.jump("said", "it").press("c").answer("attributed").press(">", ">", "enter")
    assert [each.label for each in typist.links] == ["attributed_to"]


def test_there_is_a_reason_if_nothing_can_be_linked_to(claims: Schema) -> None:
    typist = Typist.at("The council said it.", claims).press("s").answer("group").press(">")
    assert "nothing in this document" in typist.state.message


def test_what_can_only_be_linked_to_asks_what_links_to_it(claims: Schema) -> None:
    typist = Typist.at("The council said it.", claims).jump("said", "it").press("c").answer("attributed")
    typist.press("home", "s").answer("group").press(">").hint("said it")
    assert [(each.label, each.target) for each in typist.links] == [("attributed_to", typist.spans[0].id)]


def test_only_what_is_in_sight_gets_a_letter(claims: Schema) -> None:
    text = "They said it.\n" + "A long paragraph of nothing but words. " * 30 + "\nShe denied it."
    typist = Typist.at(text, claims).press("s").answer("group").press("pagedown", "pagedown", "s").answer("person")
    typist.jump("denied", "it").press("c").answer("attributed").press(">")
    quotes = {typist.state.session.marks.span(h.target).quote for h in typist.state.doing.hints}  # type: ignore[union-attr]
    assert quotes == {"She"}


def test_letters_that_stand_side_by_side_are_told_apart_in_the_panel(claims: Schema) -> None:
    typist = Typist.at("The council said it.", claims).jump("The", "council").press("s").answer("group")
    typist.jump("The", "it").press("c").answer("unattributed")
    typist.jump("said", "it").press("c").answer("attributed").press(">")
    letters = {typist.state.session.marks.span(h.target).quote: h.letters for h in typist.state.doing.hints}  # type: ignore[union-attr]
    shown = typist.shown()
    assert f" {letters['The council']}  S source The council" in shown
    assert f" {letters['The council said it']}  C claim The council said it" in shown


def test_the_list_begins_with_what_says_nearly_the_same(claims: Schema) -> None:
    text = "The mayor will not open the bridge.\n" + "Nothing here.\n" * 3
    text += "They came.\nThe mayor would not open the bridge.\n"
    typist = Typist.at(text, claims).press("c").answer("unattributed").press(*["pagedown"] * 4, "c")
    typist.answer("unattributed").press("pagedown", "c").answer("unattributed").press(">", ">")
    picking = typist.state.doing
    assert isinstance(picking, Picking)
    assert [entry.text.split("claim  ")[1] for entry in picking.entries] == [
        "The mayor will not open the bridge",
        "They came",
    ]
    assert "▸    1  claim  The mayor will" in typist.shown()


def test_a_link_that_is_removed_leaves_its_annotation_in_hand(claims: Schema) -> None:
    typist = Typist.at("The council said it.", claims).jump("The", "council").press("s").answer("group")
    typist.jump("said", "it").press("c").answer("attributed").press(">").hint("The council")
    typist.press("=", ">", "enter", "-")
    assert typist.links == []
    assert typist.state.focused is not None and typist.state.focused.quote == "said it"


def test_all_that_is_said_of_the_annotation_in_hand_is_seen_on_a_narrow_screen(claims: Schema) -> None:
    typist = Typist.at("The council said it. The council repeats it. She denies it.", claims)
    typist.jump("The", "council").press("s").answer("group").jump("said", "it").press("c").answer("unattributed")
    typist.jump("repeats", "it").press("c").answer("attributed").press(">").hint("The council")
    typist.press(">").hint("said it").press("=")
    assert "attributed_to The council" in typist.shown() and "repeats said it" in typist.shown()
