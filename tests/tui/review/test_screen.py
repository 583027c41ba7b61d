"""What the screen of a review shows."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from prompt_toolkit.output import ColorDepth

from annotate.core.display import width
from annotate.core.events import DocumentMark
from annotate.core.marks import gather
from annotate.core.review import Accept, review_of_merged
from annotate.core.session import Session
from annotate.tui import dispatch, mouse
from annotate.tui.review.facts import disputed, facts_of
from annotate.tui.review.lanes import initials
from annotate.tui.review.pieces import middle
from annotate.tui.screen import Surroundings, draw
from annotate.tui.theme import styles, themes
from tests.tui.review.reviewer import TEXT, YAML, Reviewer, at_screen, link, mark, reviewer, samples, side
from tests.tui.typist import document_of, schema_of

LONG, SHORT = mark("claim", "forty bridges need repair"), mark("claim", "bridges need repair", "short")
SURE = mark("claim", "forty bridges need repair", "sure", attributes={"sure": False, "mood": "sad"})
COUNCIL = mark("source", "The council")
MAYOR = mark("claim", "The mayor will not pay for it")


def desk_of(folder: Path, *sides: tuple[object, ...], **more: object) -> Reviewer:
    names = ("ann", "bob", "cat", "dan", "eve", "fay")
    return reviewer(folder, *(side(n, *of) for n, of in zip(names, sides, strict=False)), **more)  # type: ignore[arg-type]


def test_each_annotator_has_bars_of_their_own_where_they_differ(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG, COUNCIL), (SHORT, COUNCIL))
    rows = [row.rstrip() for row in desk.shown().splitlines()[1:5]]
    assert rows == [
        " 1 ·▎ The council said forty bridges need repair.",
        "   =▎ S──────────",
        "   a▎                  C1═══════════════════════",
        "   b▎                        C2═════════════════",
    ]


def test_annotators_who_say_the_same_share_their_bars(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG,), (LONG,), (SHORT,), rule=Accept.NONE)
    assert [desk.row(who)[:5] for who in ("  ab▎", "   c▎")] == ["  ab▎", "   c▎"]


def test_an_open_question_has_a_sign_a_settled_one_another_and_what_was_not_taken_is_dotted(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG, COUNCIL), (SHORT, mark("source", "council", "c")))
    assert "C≠──" in desk.row("   a▎") and "S1══" in desk.row("   a▎")
    desk.press("1")
    assert "S✓──" in desk.row("   a▎") and "S┄┄┄" in desk.row("   b▎")


def test_what_the_reviewer_made_stands_with_what_is_agreed(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG,), (mark("claim", "said forty bridges", "x"),)).press("-")
    assert "C──────────── " in desk.row("   =▎")
    desk.press("up")
    assert "C════════════ " in desk.row("   =▎")
    assert "✓ common borders" in desk.shown()


def test_the_panel_tells_who_says_what_and_what_of_it_differs(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG,), (SURE,))
    shown = desk.shown()
    assert "▸≠ C claim forty bridges need repair" in shown
    assert "▸1 ann  sure: yes  " in shown
    assert " 2 bob  sure: no  mood: sad" in shown


def test_what_one_has_and_another_has_not_is_taken_with_1_or_0(tmp_path: Path) -> None:
    shown = desk_of(tmp_path, (LONG,), ()).shown()
    assert " 1 ann" in shown and " 0 bob  nothing there" in shown
    assert " 1 take  0 none" in shown


def test_names_are_hidden_where_the_review_is_blind(tmp_path: Path) -> None:
    desk = reviewer(tmp_path, side("ann", LONG), side("bob", SHORT), blind=True)
    for key in ("1", "u", "a", "escape", "?"):
        assert "ann" not in desk.shown().replace("annotator", "").replace("annotation", "")
        assert "bob" not in desk.shown()
        desk.press(key)


def test_the_header_counts_what_is_open_and_what_is_settled(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG, COUNCIL), (SHORT, COUNCIL))
    assert "1 open, 0 settled  1 agreed" in desk.row("article")
    assert "0 open, 1 settled  1 agreed" in desk.press("1").row("article")


def test_what_differs_is_told_apart_by_style_too(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG,), (SHORT,))
    found = [text for row in desk._drawn.rows for style, text in row if "class:found" in style]
    assert "forty " in found  # in the text
    assert found.count("forty ") == 2  # and in the version that has it


def test_the_ends_of_a_link_in_question_are_told_apart_in_the_text(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG, COUNCIL, link(LONG, COUNCIL)), (LONG, COUNCIL))
    assert "▸≠ link said_by forty bridges need repair → The council" in desk.shown()
    strong = {text for row in desk._drawn.rows for style, text in row if "class:focus" in style}
    assert {"The council", "forty bridges need repair"} <= strong


def test_what_all_agree_on_is_only_counted(tmp_path: Path) -> None:
    shown = desk_of(tmp_path, (LONG, COUNCIL), (SHORT, COUNCIL)).shown()
    assert "1 open  1 all agree on" in shown and "source The council" not in shown


@pytest.mark.parametrize("columns", [20, 21, 30, 40, 60, 80, 99, 100, 120, 200])
@pytest.mark.parametrize("rows", [5, 8, 12, 24, 50])
def test_the_screen_is_full_in_windows_of_every_size(columns: int, rows: int) -> None:
    desk = samples(columns, rows)
    for key in ("1", "tab", "down", "a", "escape", "r", "escape", "e", "escape", "?"):
        desk.press(key)
        shown = desk._drawn.rows
        assert len(shown) == rows
        assert all(sum(width(text) for _, text in row) == columns for row in shown)


def test_the_question_in_hand_is_in_sight_at_80_by_24() -> None:
    desk = samples()
    for _ in range(150):
        shown = desk.shown()
        assert "▸" in shown and any(sign in shown for sign in ("1═", "1 ", "1─")), shown
        for number in range(1, len(desk.standing.case.versions) + 1):
            assert f"{number} " in shown
        desk.press("tab")


def test_texts_of_every_script_are_shown_cell_by_cell(tmp_path: Path) -> None:
    text = "橋は四十本修理が必要です。 הגשר ישן מאוד 👩‍👩‍👧 e\u0301te\u0301"
    for words, fewer in (("橋は四十本", "四十本"), ("הגשר ישן", "ישן"), ("👩‍👩‍👧 e\u0301te\u0301", "e\u0301te\u0301")):
        one, other = (mark("claim", each, f"{i}{each[:3]}", text=text) for i, each in enumerate((words, fewer)))
        desk = reviewer(tmp_path, side("ann", one, text=text), side("bob", other, text=text), text=text)
        for columns in (20, 40, 80, 120):
            rows = draw(desk.state, Surroundings(desk._keys), columns, 24).rows
            assert all(sum(width(piece) for _, piece in row) == columns for row in rows)
        assert "C2═" in desk.shown()


def test_only_ascii_is_drawn_where_only_ascii_can_be(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG, COUNCIL), (SHORT, mark("source", "council", "c")))
    for key in ("1", "down", "?"):
        desk.press(key)
        for columns in (80, 120):
            drawn = draw(desk.state, Surroundings(desk._keys, ascii=True), columns, 24)
            text = "".join(piece for row in drawn.rows for _, piece in row)
            assert text.isascii(), [each for each in text if not each.isascii()]


@pytest.mark.parametrize("theme", themes.values(), ids=themes)
@pytest.mark.parametrize("depth", [ColorDepth.DEPTH_1_BIT, ColorDepth.DEPTH_4_BIT, ColorDepth.DEPTH_24_BIT])
def test_every_style_of_the_screen_is_known_to_every_theme(theme: object, depth: ColorDepth) -> None:
    desk = samples(120, 40)
    style = styles(theme, desk.state.session.schema, depth)  # type: ignore[arg-type]
    known = {name for names, _ in style.class_names_and_attrs for name in names}
    for key in ("1", "down", "r", "escape", "a", "escape"):
        desk.press(key)
        used = {each for row in desk._drawn.rows for of, _ in row for each in of.split() if each.startswith("class:")}
        plain = {"good", "done", "menu", "menu-current", "hint-typed", "todo", "key"}
        assert {each.removeprefix("class:") for each in used} <= known | plain


def test_hostile_names_and_texts_do_no_harm(tmp_path: Path) -> None:
    text = "Bad \x1b[31m\u202e text\x07 here."
    one = mark("claim", "Bad \x1b[31m\u202e text", "a", text=text)
    other = mark("claim", "\u202e text\x07", "b", text=text)
    noted = {1: {"note": "\x1b]0;x\x07"}}
    sides = side("ann\x1b[2J", one, text=text), side("bob", other, text=text, said=noted)
    desk = reviewer(tmp_path, *sides, text=text)
    for key in ("down", "1", "1", "a", "escape"):
        assert not set("\x1b\x07\u202e") & set(desk.shown())
        desk.press(key)


def test_a_click_takes_the_question_that_is_there_in_hand(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG, COUNCIL), (SHORT, mark("source", "council", "c")))
    state = mouse.click(desk.state, LONG.start + 1)
    assert state.hand != desk.state.hand
    assert mouse.click(state, COUNCIL.start).hand == desk.state.hand


def test_the_wheel_scrolls_the_text_and_leaves_the_question_in_hand_as_long_as_it_is_there(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG, MAYOR), (SHORT,))
    desk.press("2", "up")
    held = desk.state
    down = mouse.wheel(held, desk._env(), down=True)
    assert (down.n, down.cursor > held.cursor) == (3, True)
    assert desk.walk.review.known[down.hand].n == 3  # what is beside the text is about what is in it
    assert mouse.wheel(down, desk._env(), down=False).n == 1
    desk.press("r")
    assert mouse.wheel(desk.state, desk._env(), down=True) is desk.state


def test_a_turn_of_the_wheel_within_a_paragraph_keeps_question_and_version(tmp_path: Path) -> None:
    text = " ".join(["The council said forty bridges need repair."] * 9)
    one, other = mark("claim", "forty bridges", "a", text=text), mark("claim", "bridges", "b", text=text)
    desk = reviewer(tmp_path, side("ann", one, text=text), side("bob", other, text=text), text=text).press("right")
    held = desk.state
    down = mouse.wheel(held, desk._env(), down=True)
    assert down.cursor > held.cursor and (down.hand, down.doing) == (held.hand, held.doing)


def test_open_questions_nearby_tell_who_says_what(tmp_path: Path) -> None:
    short = mark("source", "council", "c")
    desk = desk_of(tmp_path, (LONG, COUNCIL), (SHORT, short), (LONG,), columns=120, rows=40)
    shown = desk.shown()
    assert "≠ C claim forty bridges need repair" in shown and "ann, cat +forty  bob" in shown
    shown = desk.press("tab").shown()
    assert "≠ S source The council" in shown and "ann +The  bob  cat nothing there" in shown
    assert "✓ann, cat +forty  bob" in desk.press("1").shown()


def test_below_the_text_a_neighbor_tells_it_in_its_line(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (SURE, COUNCIL), (LONG, mark("place", "The council", "p")), ())
    assert "ann: source | bob: place…" in desk.press("tab").row("≠ source or place The council")


def test_with_little_room_open_neighbors_are_told_of_first(tmp_path: Path) -> None:
    figure = mark("place", "forty")
    desk = desk_of(tmp_path, (COUNCIL, figure, LONG), (figure, SHORT, mark("source", "said", "s")), ())
    shown = desk.press("1", "tab").shown()
    order = ["▸≠ P place forty", "≠ C claim forty", "≠ S source said  bob | ann, cat: nothing"]
    assert sorted(order, key=shown.index) == order
    assert shown.index("✓ S source The council") > shown.index(order[-1])


def test_neighbors_are_told_without_names_where_the_review_is_blind(tmp_path: Path) -> None:
    sides = side("ann", LONG, COUNCIL), side("bob", SHORT, mark("source", "council", "c"))
    for columns, rows in ((80, 24), (120, 40)):
        desk = reviewer(tmp_path, *sides, blind=True, columns=columns, rows=rows)
        for key in ("tab", "e", "escape", "r"):
            desk.press(key)
            assert not {"ann", "bob"} & set(re.findall(r"\w+", desk.shown()))


def test_what_is_still_open_is_told_while_the_result_is_edited(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG, COUNCIL), (SHORT, mark("source", "council", "c")), columns=120, rows=40)
    shown = desk.press("e").shown()
    assert "Still open here" in shown and "ann +forty  bob" in shown


def test_the_question_stays_in_sight_while_its_reason_is_asked(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG,), (SHORT,), columns=120, rows=40)
    shown = desk.press("r").shown()
    assert "≠ C claim  differs: borders" in shown and "guideline-unclear" in shown


def test_the_list_of_questions_can_be_hidden(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG,), (SHORT,))
    drawn = draw(desk.state, Surroundings(desk._keys, side=False), 80, 24)
    assert "1 ann" not in "".join(piece for row in drawn.rows for _, piece in row)


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (("ann", "bob"), ("a", "b")),
        (("ann", "art"), ("an", "ar")),
        (("A", "B"), ("A", "B")),
        (("anna", "annb"), ("1", "2")),
        (("=", "b"), ("1", "2")),
    ],
)
def test_lanes_have_the_shortest_names_that_tell_them_apart(names: tuple[str, ...], short: tuple[str, ...]) -> None:
    assert initials(names) == short


def test_a_text_is_shortened_in_its_middle() -> None:
    assert middle("forty bridges need repair", 40) == "forty bridges need repair"
    assert middle("forty bridges need repair", 15) == "forty b… repair"
    assert width(middle("橋" * 30, 11)) <= 11


def test_only_what_is_not_common_to_all_versions_is_disputed(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG,), (SHORT,))
    case = desk.standing.case
    assert disputed(case) == ((LONG.start, SHORT.start),)
    facts = facts_of(desk.walk.review, desk.state.session, case)
    assert [[(p.start, p.end, p.differs) for p in each.pieces] for each in facts] == [
        [(LONG.start, SHORT.start, True), (SHORT.start, SHORT.end, False)],
        [(SHORT.start, SHORT.end, False)],
    ]


def test_keys_are_kept_for_the_program_while_a_window_is_too_small(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, (LONG,), (SHORT,))
    assert "too small" in draw(desk.state, Surroundings(desk._keys), 19, 24).rows[0][0][1]
    assert dispatch.commands(desk.state, "union")[0][0] == "union"


def test_the_versions_of_a_merge_s_conflict_stand_only_where_they_can_be_taken(tmp_path: Path) -> None:
    schema = schema_of(YAML, tmp_path)
    document = document_of(TEXT)
    marked = [msgspec.structs.replace(each, conflict="x") for each in (LONG, SHORT)]
    marks = gather(DocumentMark(), (), [(1, each) for each in (*marked, COUNCIL)], ())
    session = Session(document, schema, "carol", marks)
    desk = at_screen(review_of_merged(session), session, Accept.UNANIMOUS, 80, 24)
    assert desk.row("   =▎").split() == ["=▎", "S──────────"]
    assert "C1══" in desk.row("   A▎") and "C2══" in desk.row("   B▎")
    desk.press("2")
    assert desk.labeled == [("source", "The council"), ("claim", "bridges need repair")] and not desk.open
