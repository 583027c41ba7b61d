"""The commands below `annotate schema`: the group, list, show."""

from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from annotate.cli.schema import COMMANDS
from annotate.store.schemas import shipped_schemas

Run = Any

WEIRS = """\
title: Weirs
labels:
  weir: {key: w, help: a weir by its name, do: [{text: The Ost weir holds., mark: Ost weir}]}
  river: {key: r}
"""


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_the_list_says_of_a_command_what_it_says_of_itself(row: Any) -> None:
    command = getattr(import_module(row.module), row.identifier)
    assert isinstance(command, click.Command)
    assert command.name == row.name
    assert command.get_short_help_str(100).rstrip(".") == row.help.rstrip(".")


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_every_command_has_help(run: Run, row: Any) -> None:
    result = run("schema", row.name, "--help")
    assert result.status == 0
    assert result.out.startswith(f"Usage: annotate schema {row.name}")


def test_the_group_by_itself_shows_its_help_as_wrong_usage(run: Run) -> None:
    result = run("schema")
    assert (result.status, result.out) == (2, "")
    assert all(row.name in result.err for row in COMMANDS)


def test_a_misspelled_command_of_the_group_is_told_with_the_nearest_name(run: Run) -> None:
    told = "There is no command 'schema shwo'. [usage]\nHint: Did you mean 'show'?\n"
    assert run("schema", "shwo") == (2, "", told)


# -------------------------------------------------------------------------------------- list


def test_every_known_schema_is_listed_with_its_title(run: Run, tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "weirs.yaml").write_text(WEIRS)
    (tmp_path / "schemas" / "plain.yaml").write_text("labels: [a, b]")
    (tmp_path / "schemas" / "broken.yaml").write_text("labels: [a")
    result = run("schema", "list")
    assert result.status == 0
    lines = dict(line.split(maxsplit=1) for line in result.out.splitlines())
    assert set(lines) == {*shipped_schemas(), "weirs", "plain", "broken"}
    assert (lines["weirs"], lines["plain"]) == ("Weirs", "a, b")
    assert lines["broken"] == f"has mistakes: annotate validate {tmp_path / 'schemas' / 'broken.yaml'}"
    assert result.err == "`annotate label` takes news-claims here.\n"


def test_the_schema_that_label_takes_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "annotate.yaml").write_text("schema: pii\n")
    assert run("schema", "list").err == "`annotate label` takes pii here.\n"
    (tmp_path / "annotate.yaml").write_text("schema: piii\n")
    assert "[no-schema]" in run("schema", "list").err


# -------------------------------------------------------------------------------------- show


def test_a_schema_is_shown_by_file_or_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "weirs.yaml").write_text(WEIRS)
    shown = run("schema", "show", "weirs.yaml")
    assert (shown.status, shown.err) == (0, "")
    assert shown.out.startswith("Weirs\nweirs, version 0.0.0, 2 labels\n")
    assert "Do:    The [Ost weir] holds." in shown.out
    assert run("schema", "show", "pii").out.startswith("Personal information")


def test_without_a_name_the_schema_that_label_takes_is_shown(run: Run, tmp_path: Path) -> None:
    assert run("schema", "show").out.startswith("Claims, sources")
    (tmp_path / "schema.yaml").write_text(WEIRS)
    assert run("schema", "show").out.startswith("Weirs\n")
    (tmp_path / "annotate.yaml").write_text("schema: pii\n")
    assert run("schema", "show").out.startswith("Personal information")


def test_only_the_labels_asked_for_are_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "weirs.yaml").write_text(WEIRS)
    shown = run("schema", "show", "weirs.yaml", "--label", "river").out
    assert "[R] river" in shown
    assert "[W] weir" not in shown


def test_a_label_that_there_is_not_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    (tmp_path / "weirs.yaml").write_text(WEIRS)
    result = run("schema", "show", "weirs.yaml", "--label", "wier")
    assert (result.status, result.out) == (2, "")
    assert result.err == "there is no label 'wier' in 'weirs' [unknown-label]\nHint: Did you mean 'weir'?\n"


@pytest.mark.parametrize(("form", "start"), [("html", "<!DOCTYPE html>\n"), ("markdown", "# Weirs\n")])
def test_the_page_is_printed_or_written(run: Run, tmp_path: Path, form: str, start: str) -> None:
    (tmp_path / "weirs.yaml").write_text(WEIRS)
    printed = run("schema", "show", "weirs.yaml", "--format", form)
    assert printed.out.startswith(start)
    written = run("schema", "show", "weirs.yaml", "--format", form, "-o", "handed/out")
    assert (written.status, written.out, written.err) == (0, "", "handed/out: written\n")
    assert (tmp_path / "handed" / "out").read_text() == printed.out


def test_a_schema_with_mistakes_is_not_shown_but_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "weirs.yaml").write_text("labels: {weir: {key: ww}}\n")
    result = run("schema", "show", "weirs.yaml")
    assert (result.status, result.out) == (1, "")
    assert "weirs.yaml:1:22: " in result.err


def test_nothing_is_shown_that_drives_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "weirs.yaml").write_text('title: "a\u202eb\U000e0041"\nlabels: [a]\n')
    for form in ("text", "html", "markdown"):
        assert not run("schema", "show", "weirs.yaml", "--format", form).harmful
