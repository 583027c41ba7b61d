"""The table of keys."""

from collections.abc import Callable
from string import ascii_letters, digits

import pytest

from annotate.core.schema import Schema
from annotate.store.project import ThemeName
from annotate.tui.dispatch import commands, help_page, keyboard
from annotate.tui.keys import ANY, BINDINGS, JUDGE, Binding, bindings_of, displaced, keymap, modes_of, unfit
from annotate.tui.review.keys import QUESTIONS
from annotate.tui.state import Judging, Leafing, Marking, Reading
from annotate.tui.theme import themes
from tests.tui.typist import Typist

ROWS = (*BINDINGS, *QUESTIONS)


@pytest.mark.parametrize("binding", ROWS, ids=lambda each: each.name)
def test_where_labels_have_keys_the_first_one_is_one_that_no_label_can_take(binding: Binding) -> None:
    assert binding.modes == JUDGE or binding.keys[0] not in ascii_letters + digits


@pytest.mark.parametrize("binding", ROWS, ids=lambda each: each.name)
def test_no_key_needs_alt_a_function_key_or_shifted_arrows(binding: Binding) -> None:
    for key in binding.keys:
        assert not key.startswith(("m-", "a-", "f1", "s-up", "s-down", "s-left", "s-right", "c-up"))
        assert len(key) == 1 or key.startswith("c-") or key in NAMED


NAMED = {
    "enter", "escape", "space", "tab", "s-tab", "backspace", "delete", "up", "down", "left", "right",
    "pageup", "pagedown", "home", "end",
}  # fmt: skip


def test_shift_tab_is_never_the_only_key() -> None:
    for binding in ROWS:
        assert binding.keys != ("s-tab",)


@pytest.mark.parametrize("reviewing", [False, True])
@pytest.mark.parametrize("mode", ANY)
def test_no_key_means_two_things_in_one_mode(mode: type, reviewing: bool) -> None:
    keys = [key for binding in bindings_of(reviewing) if mode in binding.modes for key in binding.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("reviewing", [False, True])
@pytest.mark.parametrize("mode", ANY)
def test_no_name_means_two_things_in_one_mode(mode: type, reviewing: bool) -> None:
    names = [each.name for each in bindings_of(reviewing) if mode in modes_of(each, reviewing)]
    assert len(names) == len(set(names))


def test_the_schema_wins_the_letters_and_help_shows_what_holds(schema: Callable[[str], Schema]) -> None:
    own = schema("labels: {good: {key: g}, undo_me: {key: u}}")
    bound = keymap(own)
    assert (Reading, "g") not in bound and (Reading, "u") not in bound
    assert (Reading, ";") in bound and (Reading, "c-u") in bound
    typist = Typist.at("one two", own).press("g")
    assert typist.labeled == [("good", "one")]
    text = "\n".join(line for _, line in help_page(keyboard(own), typist.state).lines)
    assert ";    " in text and ";  g" not in text


def test_keys_of_a_review_can_be_given_to_other_actions_too(claims: Schema) -> None:
    remapped = {"take-none": ["x"], "undo": ["c-k"]}
    assert unfit(remapped) is None
    bound = keymap(claims, remapped, reviewing=True)
    assert bound[Judging, "x"].name == "take-none" and (Judging, "0") not in bound
    assert bound[Judging, "c-k"].name == bound[Reading, "c-k"].name == "undo"
    assert not [*displaced(bound, remapped)]


def test_keys_can_be_given_to_other_actions(claims: Schema) -> None:
    bound = keymap(claims, {"accept": ["c-k"]})
    assert bound[Reading, "c-k"].name == "accept"
    assert (Reading, "enter") not in bound


@pytest.mark.parametrize("mode", [Reading, Marking])
def test_help_names_every_action_of_the_mode(claims: Schema, mode: type) -> None:
    typist = Typist.at("one two", claims)
    if mode is Marking:
        typist.press("space")
    typist.press("?")
    assert isinstance(typist.state.doing, Leafing)
    text = "\n".join(line for _, line in typist.state.doing.lines)
    for binding in bindings_of(reviewing=False):
        if mode in binding.modes:
            assert binding.help in text


def test_help_returns_to_what_was_being_done(claims: Schema) -> None:
    typist = Typist.at("one two", claims).press("space", "?", "escape")
    assert isinstance(typist.state.doing, Marking)


def test_every_action_can_be_called_by_its_name(claims: Schema) -> None:
    typist = Typist.at("one two\nthree", claims).press(":").type("next-paragraph")
    assert typist.state.n == 2
    typist.press(":").type("1")
    assert typist.state.n == 1
    typist.press(":").type("label source")
    assert typist.labeled == [("source", "one")]
    assert "no command" in typist.press("escape", ":").type("nonsense").state.message


def test_commands_are_found_by_what_they_do(claims: Schema) -> None:
    typist = Typist.at("one", claims)
    assert "everywhere" in [name for name, _ in commands(typist.state, "same text")]


def test_a_key_without_meaning_says_where_help_is(claims: Schema) -> None:
    typist = Typist.at("one", claims).press("Z")
    assert typist.state.message == "'Z' does nothing here; ? shows the keys"
    assert typist.press("c-k").state.message == "ctrl-k does nothing here; ? shows the keys"


def test_the_screen_has_every_theme_that_can_be_settled() -> None:
    assert list(themes) == [each.value for each in ThemeName]


@pytest.mark.parametrize("key", ["c-k", "c-_", "c-\\", "K", "§", "space", "s-tab", "pageup"])
def test_any_key_that_has_a_name_can_be_given_to_an_action(key: str) -> None:
    assert unfit({"accept": (key,)}) is None


@pytest.mark.parametrize(
    ("remapped", "message", "hint"),
    [
        ({"acept": ("c-k",)}, "there is no action 'acept'", "did you mean 'accept'?"),
        ({"accept": ("ctrl-k",)}, "'ctrl-k' for 'accept' is not the name of a key", "c-k for ctrl-k"),
        ({"accept": ("",)}, "'' for 'accept' is not the name of a key", "one character"),
    ],
)
def test_what_cannot_be_remapped_is_told(remapped: dict[str, tuple[str, ...]], message: str, hint: str) -> None:
    wrong = unfit(remapped)
    assert wrong and wrong[0] == message and hint in wrong[1]


def test_an_action_whose_new_key_is_a_label_s_keeps_its_own_and_that_is_told(claims: Schema) -> None:
    remapped = {"accept": ("c",)}
    bound = keymap(claims, remapped)
    assert bound[Reading, "enter"].name == "accept" and (Reading, "c") not in bound
    assert [*displaced(bound, remapped)] == ["the key c is taken: accept is on Enter"]


def test_an_action_without_any_key_left_is_told_too(claims: Schema) -> None:
    remapped = {"flag": ("enter",), "reopen": ("!",)}
    bound = keymap(claims, remapped)
    assert [*displaced(bound, remapped)] == ["the key Enter is taken: flag has no key, only its name behind :"]


def test_nothing_is_told_of_a_key_that_works(claims: Schema) -> None:
    remapped = {"accept": ("c", "c-x"), "theme": ("Z",)}
    assert [*displaced(keymap(claims, remapped), remapped)] == ["the key c is taken: accept is on ctrl-x"]
