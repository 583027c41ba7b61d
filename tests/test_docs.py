"""The reference pages say what the program does: every key, field, example and output on them is tried.

A table of `docs/schema.md` is known by its heading; `PLACES` says where in a schema its keys stand.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from ruamel.yaml import YAML

from annotate.core import schema as core
from annotate.core.attributes import visible
from annotate.core.checks import check
from annotate.core.checks.sheet import lay_out
from annotate.core.document import Document
from annotate.core.fitting import misfit
from annotate.core.numbers import find_numbers
from annotate.core.pattern_steps import MAX_STEPS
from annotate.core.pattern_syntax import MAX_COUNT, MAX_LENGTH
from annotate.core.pattern_syntax import MAX_DEPTH as MAX_GROUPS
from annotate.core.patterns import PatternError, compile_pattern
from annotate.core.problems import Level
from annotate.core.records import DocumentRecord, ParagraphRecord, RelationRecord, SpanRecord
from annotate.core.session import Session
from annotate.store import journal
from annotate.store.annotations import encode, lines_of, marks_of, parse_annotations
from annotate.store.desk import open_desk
from annotate.store.documents import read_document
from annotate.store.recover import unfolded
from annotate.store.schemas import load_schema, parse_schema, shipped_schemas
from annotate.store.schemas.names import MAX_NAME
from annotate.store.schemas.schema import MAX_PROBLEMS
from annotate.store.yaml.fields import Fields
from annotate.store.yaml.reading import MAX_TOKENS
from annotate.store.yaml.text import MAX_BYTES, MAX_DEPTH

DOCS = Path(__file__).parents[1] / "docs"
SCHEMA = (DOCS / "schema.md").read_text("utf-8")
FILES = (DOCS / "files.md").read_text("utf-8")

Tree = Any  # YAML as ruamel.yaml reads it: mappings, lists, texts, numbers.


def section(page: str, heading: str) -> str:
    """What stands between a heading and the next one."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", page, re.M | re.S)
    assert found, f"no heading {heading!r}"
    return found[1]


def table(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head."""
    lines = section(page, heading).split("\n| --- ", 1)[1].split("\n\n")[0].splitlines()[1:]
    rows = [[cell.strip() for cell in re.split(r"(?<= )\|(?= |$)", line)[:-1]] for line in lines]
    rows = [[first.removeprefix("| "), *rest] for first, *rest in rows]
    assert rows
    return rows


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def fenced(page: str, language: str) -> list[str]:
    """The blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.M | re.S)


def tree_of(cell: str) -> Tree:
    """What the code in a cell, the inside of a mapping, says."""
    (text,) = code(cell)
    return YAML(typ="safe", pure=True).load("{" + text + "}")


# ---------------------------------------------------------------------------------- schema.md

ATTRIBUTES: Tree = {"certainty": {"type": "enum", "values": ["certain", "probable"]}}
LABELS: Tree = {"claim": {"attributes": ATTRIBUTES}, "source": {}}
LINKED: Tree = {"labels": LABELS, "relations": {"attributed_to": {"from": "claim", "to": "source"}}}
CONSTRAINT: Tree = {"id": "rule", "each": "claim", "require": {"relation": "attributed_to", "out": 1}}

PLACES = {
    "The schema": lambda example: {**LINKED, **example},
    "Labels": lambda example: {"labels": {"claim": example, "source": {}}},
    "Examples in guidelines": lambda example: {"labels": {"claim": {"do": [{"text": "The weir held.", **example}]}}},
    "Span rules": lambda example: {"labels": LABELS, "span": example},
    "Overlap rules": lambda example: {
        "labels": LABELS,
        "overlap": [{"pair": ["claim", "source"], "rule": "nest", **example}],
    },
    "Attributes": lambda example: {"labels": {"claim": {"attributes": {**ATTRIBUTES, "size": example}}}},
    "Relations": lambda example: {"labels": LABELS, "relations": {"attributed_to": example}},
    "Constraints": lambda example: {**LINKED, "constraints": [{**CONSTRAINT, **example}]},
    "Requirements": lambda example: {**LINKED, "constraints": [{**CONSTRAINT, "require": example}]},
    "Rename": lambda example: {"extends": "news-claims", "rename": example},
    "Remove": lambda example: {"extends": "news-claims", "remove": example},
    "Migrations": lambda example: {
        "labels": LABELS,
        "migrations": [{"from": "0.9.0", "to": "1.0.0", "steps": [], **example}],
    },
    "Steps": lambda example: {
        "labels": LABELS,
        "migrations": [{"from": "0.9.0", "to": "1.0.0", "steps": [example]}],
    },
}
TABLES = [heading for heading in PLACES if heading != "Steps"]
KEYS = [(heading, row) for heading in TABLES for row in table(SCHEMA, heading)]
STEPS = table(SCHEMA, "Steps")

ASKED_BY = {
    "The schema": ("the schema",),
    "Labels": ("label",),
    "Examples in guidelines": ("an example of do", "an example of dont"),
    "Span rules": ("span",),
    "Overlap rules": ("an overlap rule",),
    "Attributes": ("attribute",),
    "Relations": ("relation",),
    "Constraints": ("a constraint",),
    "Requirements": ("require",),
    "Rename": ("rename",),
    "Remove": ("remove",),
    "Migrations": ("a migration",),
}
"""What the loader calls the mapping that a table is about."""


def name(given: object) -> str:
    return code(given[0])[0] if isinstance(given, list) else str(given)


def load(tree: Tree) -> core.Schema:
    """JSON is YAML too. Nothing may be wrong, not even a little."""
    return load_text(json.dumps(tree, ensure_ascii=False))


def load_text(text: str) -> core.Schema:
    schema, problems = parse_schema(text.encode(), Path("statements.yaml"))
    assert problems == ()
    assert schema
    return schema


@pytest.mark.parametrize("text", fenced(SCHEMA, "yaml"))
def test_every_schema_on_the_page_can_be_used(text: str) -> None:
    assert load_text(text).labels


def test_every_block_on_the_page_is_a_whole_schema() -> None:
    assert set(re.findall(r"^```(\w+)$", SCHEMA, re.M)) == {"yaml"}


def test_keys_are_dealt_out_as_the_page_says() -> None:
    labels = load_text(fenced(SCHEMA, "yaml")[0]).labels.values()
    said = " ".join(f"`{each.name}` `{each.key}`" for each in labels)
    (sentence,) = re.findall("^.*gets the key.*$", SCHEMA, re.M)
    assert " ".join(f"`{each}`" for each in code(sentence)) == said


@pytest.mark.parametrize(("heading", "row"), KEYS, ids=name)
def test_every_example_of_a_key_has_the_key_and_can_be_used(heading: str, row: list[str]) -> None:
    key, _, _, example, _ = row
    tree = tree_of(example)
    assert code(key)[0] in tree
    load(PLACES[heading](tree))


@pytest.mark.parametrize(("heading", "row"), [each for each in KEYS if code(each[1][2])], ids=name)
def test_a_default_written_out_changes_nothing(heading: str, row: list[str]) -> None:
    (key,), (default,), tree = code(row[0]), code(row[2]), tree_of(row[3])
    without = {each: value for each, value in tree.items() if each != key}
    given = without | tree_of(f"`{key}: {default}`")
    one, other = (load(PLACES[heading](each)) for each in (given, without))
    assert msgspec.structs.replace(one, hash="") == msgspec.structs.replace(other, hash="")


@pytest.mark.parametrize(("heading", "row"), [each for each in KEYS if each[1][2] == "must be there"], ids=name)
def test_what_must_be_there_is_missed(heading: str, row: list[str]) -> None:
    (key,), tree = code(row[0]), tree_of(row[3])
    whole = json.loads(json.dumps(PLACES[heading](tree)))
    for mapping in mappings(whole):
        if all(mapping.get(each) == value for each, value in tree.items()):
            del mapping[key]
    assert hints(whole)


@pytest.mark.parametrize("row", STEPS, ids=name)
def test_every_example_of_a_step_can_be_used(row: list[str]) -> None:
    (step,) = load(PLACES["Steps"](tree_of(row[2]))).migrations[0].steps
    assert type(step).__name__.lower() == code(row[0])[0].replace("_", "")


def test_every_step_is_on_the_page_and_no_other() -> None:
    (hint,) = hints(PLACES["Steps"]({"xyzzyx": {}}))
    assert re.findall("'(\\w+)'", hint) == [code(row[0])[0] for row in STEPS]


def test_every_key_of_the_loader_is_on_the_page_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = asked_while_loading_the_page(monkeypatch)
    for heading, places in ASKED_BY.items():
        shown = {code(row[0])[0] for row in table(SCHEMA, heading)}
        for place in places:
            assert asked[place] == shown, heading
    for row in STEPS:
        keys = set(code(row[1]))
        assert asked.get(code(row[0])[0], set()) == keys, row[0]
    known = {place for places in ASKED_BY.values() for place in places} | {code(row[0])[0] for row in STEPS}
    assert set(asked) <= known


def asked_while_loading_the_page(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, set[str]]:
    """The keys that the loader looks for in each kind of mapping; what it looks for it knows."""
    asked: dict[str, set[str]] = {}
    original = Fields.node_of

    def node_of(fields: Fields, key: str) -> object:
        asked.setdefault(re.sub(r" ['\"].*", "", fields.what), set()).add(key)
        return original(fields, key)

    monkeypatch.setattr(Fields, "node_of", node_of)
    for heading, row in KEYS:
        load(PLACES[heading](tree_of(row[3])))
    for row in STEPS:
        load(PLACES["Steps"](tree_of(row[2])))
    for text in fenced(SCHEMA, "yaml"):
        load_text(text)
    return asked


@pytest.mark.parametrize(
    ("heading", "key", "kind"),
    [
        ("Labels", "scope", core.Scope),
        ("Labels", "select", core.Select),
        ("Span rules", "granularity", core.Granularity),
        ("Span rules", "trim", core.Trim),
        ("Overlap rules", "rule", core.Overlap),
        ("Attributes", "suggest", core.Suggest),
        ("Relations", "reach", core.Reach),
        ("Constraints", "level", Level),
    ],
)
def test_every_word_that_may_stand_for_a_key_is_on_the_page(heading: str, key: str, kind: Any) -> None:
    (row,) = (row for row in table(SCHEMA, heading) if code(row[0]) == [key])
    assert sorted(code(row[1])) == sorted(each.value for each in kind)


def test_every_type_is_on_the_page() -> None:
    assert [code(row[0])[0] for row in table(SCHEMA, "Types")] == [each.value for each in core.AttributeType]


@pytest.mark.parametrize("row", table(SCHEMA, "Types"), ids=name)
def test_the_values_of_a_type_fit_it(row: list[str]) -> None:
    choices = tuple(map(core.Choice, ("probable", "damaged", "off_topic")))
    attribute = core.Attribute("size", core.AttributeType(code(row[0])[0]), choices)
    for text in code(row[2]):
        value = json.loads(text)
        assert misfit(attribute, tuple(value) if isinstance(value, list) else value) is None


@pytest.mark.parametrize("row", table(SCHEMA, "Conditions"), ids=name)
def test_a_condition_holds_for_what_the_page_says(row: list[str]) -> None:
    condition, holds, fails = (tree_of(f"`it: {code(cell)[0]}`")["it"] for cell in row)
    asked = {
        "certainty": {"type": "enum", "values": ["certain", "probable", "possible"]},
        "target": {"type": "string"},
        "remarks": {"type": "set", "values": ["damaged", "doubled"]},
        "sure": {"type": "bool"},
        "then": {"type": "string", "when": condition},
    }
    attributes = load({"labels": {"claim": {"attributes": asked}}}).labels["claim"].attributes
    assert "then" in [each.name for each in visible(attributes, tuples(holds))]
    assert "then" not in [each.name for each in visible(attributes, tuples(fails))]


@pytest.mark.parametrize("text", code(section(SCHEMA, "Ranges")))
def test_a_range_can_be_written_so(text: str) -> None:
    range = load(PLACES["Relations"]({"out": text})).relations["attributed_to"].outgoing
    assert str(range) == {"2": "2..2", "*": "0..*"}.get(text, text)


@pytest.mark.parametrize("row", table(SCHEMA, "Patterns"), ids=name)
def test_a_pattern_describes_what_the_page_says(row: list[str]) -> None:
    pattern = compile_pattern(code(row[0])[0])
    assert pattern.matches(code(row[2])[0])
    assert not pattern.matches(code(row[3])[0])


@pytest.mark.parametrize("source", re.findall(r"\(`([^`]+)`\)", section(SCHEMA, "Patterns")))
def test_a_pattern_is_refused_as_the_page_says(source: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(source)


def test_the_limits_are_those_of_the_loader() -> None:
    text = " ".join(section(SCHEMA, "Limits").split())
    assert f"{MAX_BYTES:,} bytes, {MAX_DEPTH} levels, {MAX_TOKENS:,} tokens" in text
    assert f"{MAX_LENGTH:,} characters, {MAX_GROUPS} groups" in text
    assert f"counts up to {MAX_COUNT:,} and, with its counts written out, {MAX_STEPS} steps" in text
    assert f"the first {MAX_PROBLEMS} are shown" in text
    assert f"up to {MAX_NAME} characters" in section(SCHEMA, "Labels")


def test_every_shipped_schema_is_on_the_page_with_its_title() -> None:
    shown = {code(row[0])[0]: row[1] for row in table(SCHEMA, "Which schema is used")}
    assert shown == {id: load_schema(path).title for id, path in shipped_schemas().items()}


def test_figures_are_read_as_the_page_says() -> None:
    (phrase,) = find_numbers("nearly two months", 0, 17)
    for row in table(SCHEMA, "What is filled in"):
        value = getattr(phrase, code(row[0])[0])
        assert code(row[1]) == ([] if value is None else [str(getattr(value, "value", value))])
        if hasattr(value, "value"):
            assert code(row[2]) == [each.value for each in type(value)]


@pytest.mark.parametrize("row", table(SCHEMA, "What the schema decides on the screen"), ids=name)
def test_what_the_screen_is_said_to_look_at_are_keys(row: list[str]) -> None:
    assert set(code(row[0])) <= {code(row[0])[0] for _, row in KEYS}


def hints(tree: Tree) -> list[str]:
    _, problems = parse_schema(json.dumps(tree).encode(), Path("statements.yaml"))
    return [each.hint for each in problems]


def tuples(values: Tree) -> dict[str, core.Value]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}


def mappings(tree: Tree) -> Iterator[dict[str, Tree]]:
    if isinstance(tree, dict):
        yield tree
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from mappings(each)


# ----------------------------------------------------------------------------------- files.md

TEXT, (STATEMENTS,) = fenced(FILES, "text")[1], fenced(FILES, "yaml")
ANNOTATED, JOURNAL = (block.encode() for block in fenced(FILES, "json"))
RECORDS = {
    "`document`": DocumentRecord,
    "`paragraph`": ParagraphRecord,
    "`span`": SpanRecord,
    "`relation`": RelationRecord,
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of the page, without the journal; the folder is the working folder."""
    for path, content in (
        ("corpus/bridge.txt", TEXT.encode()),
        ("schemas/statements.yaml", STATEMENTS.encode()),
        ("exports/bridge.alice.ann.jsonl", ANNOTATED),
    ):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def document() -> Document:
    return read_document(Path("corpus/bridge.txt"), root=Path("corpus"))


def schema() -> core.Schema:
    return load_schema(Path("schemas/statements.yaml"))


@pytest.mark.parametrize("heading", RECORDS)
def test_every_field_of_a_line_is_on_the_page_in_its_order_with_its_default(heading: str) -> None:
    shown = [(code(row[0])[0], [json.loads(text) for text in code(row[2])]) for row in table(FILES, heading)]
    fields = msgspec.structs.fields(RECORDS[heading])
    defaults = {each.encode_name: default_of(each) for each in fields}
    assert shown == [("type", []), *((each, defaults[each]) for each in defaults)]


def default_of(field: msgspec.structs.FieldInfo) -> list[object]:
    """As JSON has it; empty if the field must be there."""
    if field.default_factory is not msgspec.NODEFAULT:
        return [field.default_factory()]
    if field.default is msgspec.NODEFAULT:
        return []
    return [json.loads(msgspec.json.encode(field.default))]


def test_every_line_on_the_page_is_in_its_one_form() -> None:
    lines = ANNOTATED.splitlines()
    records = [entry.record for entry in parse_annotations(Path("page"), ANNOTATED).entries]
    assert [encode(each) for each in records] == lines
    assert {type(each) for each in records} == set(RECORDS.values())


def test_python_writes_the_lines_of_the_page_as_the_page_says() -> None:
    for line in ANNOTATED.decode().splitlines():
        assert json.dumps(json.loads(line), ensure_ascii=False, separators=(",", ":")) == line


def test_the_annotation_file_on_the_page_has_nothing_wrong(project: Path) -> None:
    file = parse_annotations(Path("page"), ANNOTATED)
    sheet = lay_out("page", ((entry.line, entry.record) for entry in file.entries))
    assert file.problems == ()
    assert [problem for problem in check(sheet, schema()) if problem.level is Level.ERROR] == []


def test_the_annotation_file_on_the_page_is_what_label_writes(project: Path) -> None:
    file = parse_annotations(Path("page"), ANNOTATED)
    session = Session(document(), schema(), "alice", marks_of(file))
    assert b"".join(lines_of(session)) == ANNOTATED


def test_offsets_count_as_the_page_says(project: Path) -> None:
    (reading,) = re.findall(r"`(open\(path.*?\.read\(\))`", FILES)
    text = eval(reading, {"path": "corpus/bridge.txt"})
    for line in ANNOTATED.splitlines():
        said = json.loads(line)
        if said["type"] == "span":
            parts = said.get("fragments") or [[said["start"], said["end"]]]
            assert " ".join(text[start:end] for start, end in parts) == said["quote"]


def test_the_python_on_the_page_prints_what_the_page_says(project: Path) -> None:
    first, second = fenced(FILES, "python")
    shown = fenced(FILES, "text")[-2:]
    for program, output in ((first, shown[0]), (first + second, "".join(shown))):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert done.stdout == output


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_jq_on_the_page_prints_what_the_page_says(project: Path) -> None:
    (commands,) = fenced(FILES, "sh")
    outputs = [
        subprocess.run(["sh", "-c", each], capture_output=True, text=True, check=True).stdout
        for each in commands.splitlines()
    ]
    assert outputs[0] == fenced(FILES, "text")[-2]
    assert [line.split() for line in outputs[1].splitlines()] == [["2", "claim"], ["2", "source"]]
    assert outputs[2] == "2\n"


def test_every_line_of_a_journal_is_on_the_page() -> None:
    entries = [msgspec.json.decode(each, type=journal.Entry) for each in JOURNAL.splitlines()]
    assert b"".join(map(journal.line, entries)) == JOURNAL
    kinds = [each.__struct_config__.tag for each in journal.Entry.__args__]
    assert sorted(code(row[0])[0] for row in table(FILES, "The journal")) == sorted(kinds)
    assert {each.__struct_config__.tag for each in entries} == set(kinds)


def test_a_missing_annotation_file_is_restored_from_the_journal_on_the_page(project: Path) -> None:
    path = project / "exports/bridge.alice.ann.jsonl"
    path.unlink()
    put_journal(project)
    desk = open_desk(document(), schema(), "alice", Path("exports"))
    assert (desk.notices, desk.position) == (("The annotation file was missing and is restored from the journal.",), 2)
    assert desk.fold() is None
    desk.close()
    (fold,) = journal.read_journal(JOURNAL).folds
    assert hashlib.sha256(path.read_bytes()).hexdigest() == fold.sha256


def test_a_journal_may_be_deleted_once_the_file_is_up_to_date(project: Path) -> None:
    path = project / "exports/bridge.alice.ann.jsonl"
    open_desk(document(), schema(), "alice", Path("exports")).close()
    assert unfolded(path) == 0
    shutil.rmtree(project / "exports/.journal")
    desk = open_desk(document(), schema(), "alice", Path("exports"))
    assert (desk.saved, desk.session.last, desk.notices) == (4, None, ())
    desk.close()
    assert path.read_bytes() == ANNOTATED


def test_the_names_of_the_files_are_those_on_the_page(project: Path) -> None:
    put_journal(project, JOURNAL + b'{"type":"undo"')
    (project / "exports/bridge.alice.ann.jsonl").unlink()
    desk = open_desk(document(), schema(), "alice", Path("exports"))
    desk.close()
    named = {line.split()[0] for line in fenced(FILES, "text")[0].splitlines()}
    aside = {"exports/.journal/bridge.alice.1.torn"}
    found = {path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_file()}
    assert found - aside == named - {"annotate.yaml", "exports/bridge.alice.ann.jsonl"}
    assert aside <= found


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_sees_what_the_page_puts_in_and_nothing_else(project: Path) -> None:
    put_journal(project)
    (project / "exports/.bridge.alice.0123456789abcdef.tmp").touch()
    (project / ".gitignore").write_text(fenced(FILES, "gitignore")[0])
    (project / ".gitattributes").write_text(fenced(FILES, "gitattributes")[0])
    subprocess.run(["git", "init", "-q"], check=True)
    run = ["git", "ls-files", "--others", "--exclude-standard", "--eol"]
    shown = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    rows = dict(reversed(line.split("\t")) for line in shown.splitlines())
    untouched = {path for path, row in rows.items() if "attr/-text" in row}
    assert untouched == {"corpus/bridge.txt", "exports/bridge.alice.ann.jsonl"}
    assert set(rows) - untouched == {".gitignore", ".gitattributes", "schemas/statements.yaml"}


def put_journal(project: Path, content: bytes = JOURNAL) -> None:
    (project / "exports/.journal").mkdir()
    (project / "exports/.journal/bridge.alice.jsonl").write_bytes(content)


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", page.read_text("utf-8")):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target.read_text("utf-8")), link


def anchors(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page, re.M)
    return {re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings}
