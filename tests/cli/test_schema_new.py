"""`annotate schema new`: from labels on the command line, and by questions on a terminal."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.cli.schema.asking import ask_for, drafts
from annotate.cli.schema.drafting import Draft, LabelDraft, Question, RelationDraft, scalar, yaml
from annotate.core.schema import Schema, Scope
from annotate.store.schemas import json_schema, load_schema, parse_schema
from annotate.store.yaml.nodes import Scalar
from annotate.store.yaml.reading import read_node

Run = Any
LINE = "# yaml-language-server: $schema=label-schema.schema.json\n"


def read(text: str) -> Schema:
    schema, problems = parse_schema(text.encode(), Path("weirs.yaml"))
    assert (schema is not None, problems) == (True, ())
    assert schema
    return schema


def test_labels_as_arguments_make_a_schema_that_can_be_used(run: Run, tmp_path: Path) -> None:
    result = run("schema", "new", "weirs.yaml", "weir", "river", "--title", "Weirs: what they hold")
    assert (result.status, result.out) == (0, "")
    assert "Next: annotate label DOCUMENT --schema weirs.yaml\n" in result.err
    schema = load_schema(tmp_path / "weirs.yaml")
    assert (schema.id, schema.version, schema.title) == ("weirs", "1.0.0", "Weirs: what they hold")
    assert {label.name: label.key for label in schema.labels.values()} == {"weir": "w", "river": "r"}
    assert run("validate", "weirs.yaml", "--strict").status == 0


@pytest.mark.parametrize("words", [["a", "b"], ["--labels", "a, b"], ["schema.yaml", "a", "b"]])
def test_without_a_file_it_is_the_one_that_label_takes(run: Run, tmp_path: Path, words: list[str]) -> None:
    assert run("schema", "new", *words).status == 0
    assert list(load_schema(tmp_path / "schema.yaml").labels) == ["a", "b"]
    assert run("schema", "list").err.endswith("schema.yaml here.\n")


def test_editors_find_what_they_need_beside_the_schema(run: Run, tmp_path: Path) -> None:
    run("schema", "new", "schemas/weirs.yaml", "weir")
    assert (tmp_path / "schemas" / "weirs.yaml").read_text().startswith(LINE)
    beside = tmp_path / "schemas" / "label-schema.schema.json"
    assert beside.read_bytes() == json_schema().read_bytes()
    assert run("schema", "json-schema").out.encode() == beside.read_bytes()


def test_a_json_schema_that_is_there_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    (tmp_path / "label-schema.schema.json").write_text("mine")
    assert run("schema", "new", "weirs.yaml", "weir").status == 0
    assert (tmp_path / "label-schema.schema.json").read_text() == "mine"


def test_nothing_is_replaced_unless_it_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "weirs.yaml").write_text("labels: [mine]")
    result = run("schema", "new", "weirs.yaml", "weir")
    assert (result.status, result.out) == (2, "")
    assert "[already-there]" in result.err
    assert (tmp_path / "weirs.yaml").read_text() == "labels: [mine]"
    assert run("schema", "new", "weirs.yaml", "weir", "--force").status == 0
    assert list(load_schema(tmp_path / "weirs.yaml").labels) == ["weir"]


def test_nothing_is_written_through_a_link(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("labels: [mine]")
    (tmp_path / "weirs.yaml").symlink_to("mine.yaml")
    assert run("schema", "new", "weirs.yaml", "weir").status == 2
    assert run("schema", "new", "weirs.yaml", "weir", "--force").status == 3
    assert (tmp_path / "mine.yaml").read_text() == "labels: [mine]"


def test_a_schema_can_build_on_another(run: Run, tmp_path: Path) -> None:
    assert run("schema", "new", "weirs.yaml", "weir", "--from", "news-claims").status == 0
    labels = load_schema(tmp_path / "weirs.yaml").labels
    assert "claim" in labels
    assert "weir" in labels
    assert run("schema", "new", "same.yaml", "--from", "pii").status == 0
    assert load_schema(tmp_path / "same.yaml").id == "same"


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ([], "usage"),
        (["weirs.yaml"], "usage"),
        (["weirs.yaml", "a", "--labels", "b"], "usage"),
        (["weirs.yml.txt", "weir"], "usage"),
        (["schemas/weirs", "weir"], "usage"),
        (["weirs.yaml", "*"], "bad-name"),
        (["weirs.yaml", "a" * 65], "bad-name"),
        (["weirs.yaml", "a", "--id", "a b"], "bad-id"),
        (["weirs.yaml", "a", "--from", "newsclaims"], "no-schema"),
        (["weirs.yaml", "a\x07"], "control-character"),
    ],
)
def test_what_cannot_be_used_is_wrong_usage_and_writes_nothing(
    run: Run, tmp_path: Path, words: list[str], slug: str
) -> None:
    result = run("schema", "new", *words)
    assert (result.status, result.out) == (2, "")
    assert f"[{slug}]" in result.err
    assert not result.harmful
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------------------------- the text

DRAFT = Draft(
    "weirs",
    (
        LabelDraft(
            "weir", "w", "by its name", "sentence", (Question("state", ("whole", "no")), Question("size", type="int"))
        ),
        LabelDraft("kind of text", "k", "", "paragraph"),
        LabelDraft("river", "r"),
    ),
    "Weirs",
    relations=(RelationDraft("lies_in", "weir", "river"),),
)


def test_everything_that_was_said_is_in_the_schema() -> None:
    schema = read(yaml(DRAFT))
    weir = schema.labels["weir"]
    assert (weir.key, weir.help, weir.select.value) == ("w", "by its name", "sentence")
    assert [(each.name, each.type.value, each.values) for each in weir.attributes] == [
        ("state", "enum", ("whole", "no")),
        ("size", "int", ()),
    ]
    assert schema.labels["kind of text"].scope is Scope.PARAGRAPH
    assert schema.relations["lies_in"].joins("weir", "river")


def test_what_is_proposed_in_remarks_can_be_used_too() -> None:
    text = yaml(Draft("weirs", drafts(["weir", "river"])))
    said = re.sub(r"^( *)# (?=do|dont|guideline|  |attributes|relations|overlap)", r"\1", text, flags=re.M)
    schema = read(said)
    assert schema.labels["weir"].do
    assert schema.labels["weir"].attributes
    assert schema.relations
    assert schema.overlap


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp")), min_size=1))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    node = read_node(f"title: {scalar(text)}\n{scalar(text)}: 1\n".encode())
    assert isinstance(node.entries[0][1], Scalar)
    assert node.entries[0][1].text == text
    assert node.entries[1][0].text == text


# ------------------------------------------------------------------------------ the questions


class Person:
    """Answers in turn, and then Enter."""

    def __init__(self, *answers: str) -> None:
        self._answers: Iterator[str] = iter(answers)
        self.asked: list[str] = []

    def __call__(self, question: str, proposal: str) -> str:
        self.asked.append(question)
        return next(self._answers, "") or proposal


def test_enter_takes_what_is_proposed() -> None:
    draft = ask_for(Draft("weirs", ()), Person("", "weir, river"))
    assert draft == Draft("weirs", drafts(["weir", "river"]))


def test_the_answers_are_the_schema() -> None:
    person = Person(
        "Weirs", "weir, kind of text, river",
        "by its name", "w", "sent", "state = whole, no", "size = int", "",
        "", "k", "p", "",
        "", "r", "", "",
        "lies_in: weir -> river", "",
    )  # fmt: skip
    assert ask_for(Draft("weirs", ()), person) == DRAFT


def test_what_makes_no_sense_is_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    person = Person(
        "", "", "a, b",
        "", "ab", "+", "x", "letters", "clause", "= x", "size = huge", "",
        "", "x", "y", "", "",
        "nonsense", "r: a -> c", "r: a -> b", "",
    )  # fmt: skip
    draft = ask_for(Draft("weirs", ()), person)
    assert [(each.name, each.key, each.select) for each in draft.labels] == [("a", "x", "clause"), ("b", "y", "word")]
    assert draft.relations == (RelationDraft("r", "a", "b"),)
    told = capsys.readouterr().err
    assert told.count("One letter or digit.") == 2
    assert "x is the key of a." in told
    assert "There is no label 'c'." in told


def program(folder: Path) -> Any:
    command = ["-m", "annotate", "schema", "new", "weirs.yaml"]
    return pexpect.spawn(sys.executable, command, cwd=folder, encoding="utf-8", timeout=30)


def test_on_a_terminal_the_questions_are_asked(tmp_path: Path) -> None:
    child = program(tmp_path)
    for question, answer in (
        ("in a line", "Weirs"),
        ("Labels", "weir"),
        ("what is it for", "by its name"),
        (r"which key\? \[w\]", ""),
        ("take", ""),
        ("ask about it", ""),
        ("Relations", ""),
    ):
        child.expect(question)
        child.sendline(answer)
    child.expect("Next: annotate label DOCUMENT --schema weirs.yaml")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert load_schema(tmp_path / "weirs.yaml").labels["weir"].help == "by its name"


@pytest.mark.parametrize("key", ["c", "d"])
def test_ctrl_c_and_ctrl_d_write_nothing(tmp_path: Path, key: str) -> None:
    child = program(tmp_path)
    child.expect("in a line")
    child.sendline("Weirs")
    child.expect("Labels")
    child.sendcontrol(key)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert list(tmp_path.iterdir()) == []


def test_an_outdated_json_schema_is_told_with_what_renews_it(run: Run, tmp_path: Path) -> None:
    run("schema", "new", "schemas/weirs.yaml", "weir")
    beside = tmp_path / "schemas" / "label-schema.schema.json"
    assert run("validate", "--strict", "schemas") == (0, "", "1 file checked: no problems\n")
    beside.write_text("{}")
    renew = "schema json-schema -o schemas/label-schema.schema.json"
    told = run("validate", "--strict", "schemas")
    assert told.status == 0
    assert told.out == (
        "schemas/label-schema.schema.json: info: not the JSON Schema of this version of annotate "
        f"[outdated-json-schema]\nHint: `annotate {renew}` renews it.\n"
    )
    assert f"Hint: `annotate {renew}` renews it.\n" in run("schema", "new", "schemas/dams.yaml", "dam").err
    assert run(*renew.split()) == (0, "", "schemas/label-schema.schema.json: written\n")
    assert beside.read_bytes() == json_schema().read_bytes()
    assert run("validate", "schemas").out == ""


def test_a_pipe_by_the_name_of_the_json_schema_holds_nobody_up(run: Run, tmp_path: Path) -> None:
    (tmp_path / "weirs.yaml").write_text("labels: [weir]")
    os.mkfifo(tmp_path / "label-schema.schema.json")
    assert run("validate", "weirs.yaml").status == 0
