"""The table of who is how far."""

import pytest

from annotate.core.display import width
from annotate.core.progress import Progress
from annotate.core.records import Status
from annotate.report.progress import BAR, table
from annotate.report.words import count, duration


def row(done: int, flagged: int, paragraphs: int, **more: object) -> Progress:
    decided = {Status.DONE: done, Status.FLAGGED: flagged}
    return Progress("doc", "ann", paragraphs=paragraphs, decided=decided, **more)  # type: ignore[arg-type]


def bar(row: Progress) -> str:
    """The bar in plain characters: `#` done, `!` flagged, `.` to do."""
    return table([row], 120, color=False, blocks=False).splitlines()[1].split()[2]


@pytest.mark.parametrize(
    ("done", "flagged", "paragraphs", "drawn"),
    [
        (0, 0, 10, "." * BAR),
        (10, 0, 10, "#" * BAR),
        (5, 0, 10, "#" * 5 + "." * 5),
        (5, 5, 10, "#" * 5 + "!" * 5),
        (1, 0, 10_000, "#" + "." * 9),
        (9_999, 0, 10_000, "#" * 9 + "."),
        (9_999, 1, 10_000, "#" * 9 + "!"),
        (0, 0, 0, "." * BAR),
    ],
)
def test_a_bar_shows_what_there_is_and_is_full_only_at_the_end(
    done: int, flagged: int, paragraphs: int, drawn: str
) -> None:
    assert bar(row(done, flagged, paragraphs)) == drawn


def test_without_color_there_is_no_escape_and_with_color_there_is() -> None:
    assert "\x1b" not in table([row(1, 1, 3)], 80, color=False, blocks=True)
    assert "\x1b" in table([row(1, 1, 3)], 80, color=True, blocks=True)


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
def test_the_table_keeps_within_its_width(columns: int) -> None:
    long = row(1, 2, 30_000, labels={f"label-{n}": n for n in range(30)}, seconds=100_000)
    drawn = table([long, row(1, 1, 2)], columns, color=False, blocks=True)
    assert max(map(width, drawn.splitlines())) <= columns


def test_a_total_stands_below_several_rows() -> None:
    assert table([row(1, 0, 3)], 120, color=False, blocks=True).count("\n") == 2
    last = table([row(1, 0, 3), row(2, 1, 4)], 120, color=False, blocks=True).splitlines()[-1]
    assert last.split()[0] == "all"
    assert "3/7" in last


def test_every_label_is_told_the_most_frequent_first() -> None:
    labels = {f"l{n}": 9 - n for n in range(8)}
    drawn = table([row(0, 0, 1, labels=labels)], 80, color=False, blocks=True)
    told = " ".join(f"l{n} {9 - n}," for n in range(7)) + " l7 2"
    assert drawn.splitlines()[-1].split(maxsplit=3) == ["doc", "ann", "44", told]


@pytest.mark.parametrize("columns", [60, 80])
def test_names_are_never_cut_short(columns: int) -> None:
    drawn = table([row(1, 0, 3)], columns, color=False, blocks=True)
    assert drawn.splitlines()[1].split()[:2] == ["doc", "ann"]
    long = Progress("a/very/long/name/of/a/document/2024-05-01", "somebody-with-a-long-name", 3)
    first, *rest = table([long], columns, color=False, blocks=True).splitlines()
    names = first.index("annotator"), first.index("done") - BAR - 2
    assert "".join(line[: names[0]].strip() for line in rest) == long.document
    assert "".join(line[names[0] : names[1]].strip() for line in rest) == long.annotator


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, ""), (45, "45 s"), (60, "1 min"), (3599, "1 h 00 min"), (7500, "2 h 05 min")],
)
def test_durations_in_words(seconds: int, words: str) -> None:
    assert duration(seconds) == words


def test_counts_in_words() -> None:
    assert [count(n, "file") for n in (0, 1, 1200)] == ["0 files", "1 file", "1,200 files"]
