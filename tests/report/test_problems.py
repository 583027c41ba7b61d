"""Problems in words."""

from annotate.core.problems import Level, Place, Problem
from annotate.report.found import Found
from annotate.report.problems import LINES, lines, pieces, summary


def problem(line: int, hint: str = "", level: Level = Level.ERROR, path: str = "a") -> Problem:
    return Problem("slug", Place(path, line, 3), f"wrong {line}", hint, level)


def test_a_problem_has_its_place_what_is_wrong_its_slug_and_a_hint() -> None:
    assert list(lines([problem(7, "do this.")])) == ["a:7:3: wrong 7 [slug]", "Hint: Do this."]


def test_what_is_no_error_says_what_it_is() -> None:
    levels = [problem(1, level=Level.WARNING), problem(2, level=Level.INFO)]
    assert list(lines(levels)) == ["a:1:3: warning: wrong 1 [slug]", "a:2:3: info: wrong 2 [slug]"]


def test_problems_come_in_the_order_of_their_places() -> None:
    mixed = [problem(9), problem(2), problem(1, path="b"), problem(10)]
    told = [line.split(": ")[0] for line in lines(mixed)]
    assert told == ["a:2:3", "a:9:3", "a:10:3", "b:1:3"]


def test_the_same_hint_is_given_once() -> None:
    found = [problem(1, "x"), problem(2, "x"), problem(3, "y"), problem(1, "x", path="b")]
    told = list(lines(found))
    assert [line for line in told if line.startswith("Hint")] == ["Hint: x", "Hint: y"]


def test_a_hint_that_was_given_before_is_not_given_again() -> None:
    said = {"x"}
    assert "Hint: x" not in list(lines([problem(1, "x"), problem(2, "y")], said))
    assert said == {"x", "y"}


def test_a_hint_that_is_not_given_again_takes_no_room() -> None:
    many = [problem(n, "x") for n in range(1, LINES + 1)]
    assert len(list(lines(many, {"x"}))) == LINES


def test_as_many_lines_as_there_may_be_are_all_shown() -> None:
    assert len(list(lines(map(problem, range(1, LINES + 1))))) == LINES


def test_more_are_counted_and_not_shown() -> None:
    told = list(lines(map(problem, range(1, LINES + 2))))
    assert len(told) == LINES
    assert told[-1] == "a: … and 2 more"


def test_hints_take_room_too() -> None:
    told = list(lines(problem(n, f"hint {n}") for n in range(1, 100)))
    assert len(told) <= LINES
    assert told[-1] == "a: … and 87 more"


def test_what_is_left_out_are_notes_and_warnings_first() -> None:
    notes = [problem(n, level=Level.INFO) for n in range(1, 100)]
    told = list(lines([*notes, problem(500), problem(400, level=Level.WARNING)]))
    assert "a:500:3: wrong 500 [slug]" in told
    assert "a:400:3: warning: wrong 400 [slug]" in told
    assert told.index("a:1:3: info: wrong 1 [slug]") == 0


def test_the_summary_counts_by_level() -> None:
    found = [problem(1), problem(2), problem(3, level=Level.WARNING), problem(4, level=Level.INFO)]
    assert summary(found, 1200) == "1,200 files checked: 2 errors, 1 warning, 1 info"
    assert summary([], 1) == "1 file checked: no problems"


def test_each_file_has_its_own_lines_safe_to_show_as_it_comes() -> None:
    odd = Problem("odd", Place("caf\udce9\x1b", 1), "\u202e", "a\nb")
    files = iter([Found("caf\udce9\x1b", "schema", [odd]), Found("b", "schema", [])])
    told = pieces(files, color=False)
    assert next(told) == "caf<U+DCE9>^[:1: <U+202E> [odd]\n"
    assert next(files).path == "b"
    assert list(told) == ["Hint: a↵b\n"]


def test_colors_are_ours_alone() -> None:
    odd = Problem("odd", Place("a\x1b[0m", 1), "\x1b[31mred", "\x1b[1m", Level.WARNING)
    told = "".join(pieces([Found("a", "schema", [odd])], color=True))
    assert told == (
        "\x1b[1ma^[[0m:1:\x1b[0m \x1b[33mwarning: \x1b[0m^[[31mred \x1b[33m[odd]\x1b[0m\n\x1b[2mHint: ^[[1m\x1b[0m\n"
    )
