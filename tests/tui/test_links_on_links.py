"""Links as ends of links, where a schema lets them be: on the screen and in the line mode."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotate.core.records import RelationRecord
from annotate.core.schema import Schema
from annotate.tui.state import Answering, Choosing, Owner, Picking
from tests.tui.scribe import Scribe
from tests.tui.typist import Typist

TEXT = "Ann said rents rise. Bo doubts it.\nNobody asked."
SCHEMA = """
labels: {claim: {key: c}, source: {key: s}}
relations:
  said_by: {from: claim, to: source, attributes: {sure: {type: bool}}}
  doubted_by: {from: "@said_by", to: source}
  answers: {from: claim, to: "@relation"}
"""

Make = Callable[[str], Schema]


@pytest.fixture
def typist(schema: Make) -> Typist:
    """Two sources, two claims and the first link; the cursor at the start of the paragraph."""
    typist = Typist.at(TEXT, schema(SCHEMA), annotator="alice")
    typist.press("s").jump("rents", "rise").press("c").jump("Bo").press("enter", "s").jump("doubts", "it").press("c")
    typist.press("<").hint("rents rise").hint("Ann")
    return typist.press("home")


def kinds(typist: Typist) -> list[str]:
    return sorted(link.label for link in typist.links)


def link(typist: Typist, kind: str) -> RelationRecord:
    (found,) = (each for each in typist.links if each.label == kind)
    return found


def letters(typist: Typist) -> str:
    """The letters of the one link that is offered."""
    doing = typist.state.doing
    assert isinstance(doing, Choosing), typist.state.message
    (hint,) = (hint for hint in doing.hints if hint.offset is None)
    return hint.letters


def test_a_link_gets_letters_beside_the_text_where_it_may_be_linked_to(typist: Typist) -> None:
    typist.press("tab", "tab", "tab", "tab")
    assert typist.state.focused is not None and typist.state.focused.quote == "doubts it"
    typist.press(">")
    assert "rents rise said_by Ann" in typist.shown()
    typist.press(*letters(typist))
    assert link(typist, "answers").target == link(typist, "said_by").id


def test_both_ends_can_be_chosen_from_the_start(typist: Typist) -> None:
    typist.press("<")
    typist.press(*letters(typist)).hint("Bo")
    assert kinds(typist) == ["doubted_by", "said_by"]
    assert link(typist, "doubted_by").source == link(typist, "said_by").id


def test_tab_takes_a_link_in_hand_behind_the_annotation_it_leaves(typist: Typist) -> None:
    typist.press("tab", "tab")
    assert typist.state.in_hand == typist.links[0]
    assert "▸→ said_by Ann" in typist.shown()
    typist.press(">").hint("Bo")
    assert kinds(typist) == ["doubted_by", "said_by"]


def test_tab_goes_round_in_both_directions(typist: Typist) -> None:
    forth, back = [], []
    for _ in range(5):
        forth.append(typist.press("tab").state.focus)
    for _ in range(5):
        back.append(typist.press("s-tab").state.focus)
    assert len(set(forth)) == 5 and back == [*reversed(forth[:-1]), forth[-1]]


def test_a_link_in_hand_is_answered_noted_and_deleted_with_what_hangs_on_it(typist: Typist) -> None:
    typist.press("tab", "tab", ">").hint("Bo").press("=")
    assert typist.state.doing == Answering(Owner.RELATION, link(typist, "said_by").id)
    typist.answer("yes").press("escape", '"').type("read again")
    said = link(typist, "said_by")
    assert (said.attributes, said.note) == ({"sure": True}, "read again")
    typist.press("backspace")
    assert (typist.links, typist.state.message) == ([], "deleted with 1 link")
    typist.press("c-u")
    assert kinds(typist) == ["doubted_by", "said_by"]


def test_a_link_on_a_link_is_shown_below_it(typist: Typist) -> None:
    shown = typist.press("tab", "tab", ">").hint("Bo").shown()
    assert "   ▸→ said_by Ann" in shown.replace("  ▸", "   ▸", 1)
    assert "→ doubted_by Bo" in shown


def test_the_list_of_targets_holds_links_too(typist: Typist) -> None:
    typist.press(*["tab"] * 4, ">", ">")
    assert isinstance(typist.state.doing, Picking)
    texts = [entry.text.strip() for entry in typist.state.doing.entries]
    assert texts == ["1  source  Bo", "1  said_by  (rents rise said_by Ann)", "1  source  Ann"]


def test_without_such_links_nothing_is_offered_and_tab_goes_by_annotations(claims: Schema) -> None:
    typist = Typist.at("Ann said rents rise.", claims).press("s").answer("person").press("c").answer("attributed")
    typist.press(">").hint("Ann").press("<")
    assert isinstance(typist.state.doing, Choosing)
    assert all(hint.offset is not None for hint in typist.state.doing.hints)
    typist.press("escape", "home", "tab", "tab")
    assert typist.state.focus in {span.id for span in typist.spans}


def test_the_line_mode_links_links(tmp_path: Path, schema: Make) -> None:
    Scribe(tmp_path, schema(SCHEMA), TEXT).play("""
        article: paragraph 1 of 2, to do
        text: Ann said rents rise. Bo doubts it.
        > claim "rents rise"
        a1 claim: rents rise
        saved 1
        > source "Ann"
        a2 source: Ann
        saved 2
        > source "Bo"
        a3 source: Bo
        saved 3
        > link a1 a2
        r1 said_by: a1 to a2
        saved 3
        > link r1 a3
        r2 doubted_by: r1 to a3
        saved 3
        > show
        article: paragraph 1 of 2, to do
        text: Ann said rents rise. Bo doubts it.
        a2 source: Ann
        a1 claim: rents rise
        r1 said_by: a1 to a2
        r2 doubted_by: r1 to a3
        a3 source: Bo
        > link r1 a1
        error: no link leads from a said_by to a claim
        > unlink r1 a3
        r2 deleted
        saved 3
    """)
