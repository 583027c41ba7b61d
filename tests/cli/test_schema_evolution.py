"""A schema changes under annotations that are there: `annotate schema diff` and `migrate`."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotate.cli.schema.offering import offer
from annotate.cli.schema.planning import Plan, Target, plan
from annotate.core.records import SpanRecord
from annotate.errors import AnnotateError
from annotate.store.annotations import read_annotations
from annotate.store.desk import open_desk
from annotate.store.documents import read_document
from annotate.store.project import load_settings
from annotate.store.schemas import load_schema

if TYPE_CHECKING:
    from .conftest import Run, Work

NEW = """\
id: small
version: 2.0.0
labels:
  statement: {attributes: {sure: {type: bool, required: true}}}
  source:
relations:
  by: {from: statement, to: source}
migrations:
  - from: 1.0.0
    to: 2.0.0
    steps:
"""
RENAMES = """\
      - rename_label: {claim: statement}
      - rename_attribute: {label: statement, map: {certain: sure}}
"""
GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]


@pytest.fixture
def later(work: Work) -> Path:
    """The second version, in a file of its own beside the first."""
    path = work.schema.with_name("small-2.yaml")
    path.write_text(NEW + RENAMES, encoding="utf-8")
    return path


def spans(path: Path) -> list[SpanRecord]:
    file = read_annotations(path)
    assert not file.problems
    return [e.record for e in file.entries if isinstance(e.record, SpanRecord)]


def test_diff_tells_what_changed_and_what_the_migrations_see_to(run: Run, work: Work, later: Path) -> None:
    result = run("schema", "diff", "small", later)
    assert (result.status, result.err) == (0, "")
    assert result.out.splitlines()[:5] == [
        "small 1.0.0 -> small 2.0.0: compatible",
        "",
        "Seen to by the migrations of the schema",
        "  label: 'claim' becomes 'statement'",
        "  attribute of 'statement': 'certain' becomes 'sure'",
    ]


def test_diff_proposes_steps_and_a_version(run: Run, work: Work) -> None:
    work.schema.with_name("b.yaml").write_text("id: small\nversion: 1.1.0\nlabels: [claims, source]\n")
    result = run("schema", "diff", "small", "schemas/b.yaml", "--exit-code")
    assert result.status == 1
    assert "Version: 1.1.0 promises that nothing is removed or narrowed; it has to be raised to 2.0.0." in result.out
    assert "    - from: 1.0.0\n      to: 2.0.0\n" in result.out
    assert "        - rename_label: {claim: claims}\n" in result.out
    assert run("schema", "diff", "small", "schemas/b.yaml").status == 0


def test_an_annotation_file_in_place_of_a_schema_is_told_so(run: Run, work: Work, later: Path) -> None:
    path = work.annotate()
    for arguments in (("diff", path, "small"), ("diff", "small", path), ("migrate", "exports", "--to", path)):
        result = run("schema", *arguments)
        assert (result.status, result.out) == (2, "")
        assert "an annotation file, where a schema is meant [usage]" in result.err


def test_schemas_in_the_wrong_order_are_told_so(run: Run, work: Work, later: Path) -> None:
    assert (
        "Version: 1.0.0 is before 2.0.0 (the earlier schema is named first)"
        in run("schema", "diff", later, "small").out
    )


def test_where_no_step_is_known_none_is_announced(run: Run, work: Work) -> None:
    work.schema.with_name("b.yaml").write_text(
        "{id: small, version: 2.0.0, labels: {claim: {attributes: {size: {type: int, required: true}}}}}\n"
    )
    work.schema.with_name("a.yaml").write_text("{id: small, version: 1.0.0, labels: {claim: {}}}\n")
    told = run("schema", "diff", "schemas/a.yaml", "schemas/b.yaml").out
    assert "attribute 'size' of 'claim' is new and required" in told
    assert "These steps would do" not in told
    assert "To be decided by you: a `fill_attribute`" in told


def test_diff_counts_what_records_use(run: Run, work: Work) -> None:
    work.annotate()
    work.schema.with_name("b.yaml").write_text(
        "id: small\nversion: 2.0.0\nlabels: {claim: {attributes: {certain: {type: bool, required: true}}}}\n"
    )
    result = run("schema", "diff", "small", "schemas/b.yaml", "exports")
    assert "label 'source' is removed (1 use in 1 file: exports/article.alice.ann.jsonl:3)" in result.out
    assert result.err == "1 file asked\n"


def test_what_no_record_uses_does_not_stop_the_gate(run: Run, work: Work) -> None:
    work.annotate()
    old = work.schema.read_text()
    work.schema.with_name("a.yaml").write_text(old.replace("  source:", "  source:\n  rumor:"))
    without = ("schema", "diff", "schemas/a.yaml", "small", "--exit-code")
    assert run(*without).status == 1
    result = run(*without, "exports")
    assert result.status == 0
    assert "Removed or narrowed, but not used by the records given\n  label 'rumor' is removed\n" in result.out


def test_diff_for_programs_and_for_pull_requests(run: Run, work: Work, later: Path) -> None:
    told = json.loads(run("schema", "diff", "small", later, "--format", "json").out)
    assert (told["verdict"], told["fine"], told["version"]) == ("compatible", True, None)
    migrated = [each["slug"] for each in told["changes"] if each["severity"] == "migrated"]
    assert migrated == ["label-renamed", "attribute-renamed"]
    markdown = run("schema", "diff", "small", later, "--format", "markdown").out
    assert markdown.startswith("### small 1.0.0 → small 2.0.0: compatible\n")
    assert "- label: 'claim' becomes 'statement'\n" in markdown


def test_markdown_shows_names_as_they_are(run: Run, work: Work) -> None:
    name = "<b>*x*</b> [y](z)"
    work.schema.with_name("b.yaml").write_text(f'id: small\nversion: 1.1.0\nlabels: [claim, source, "{name}"]\n')
    out = run("schema", "diff", "small", "schemas/b.yaml", "--format", "markdown").out
    assert r"'\<b\>\*x\*\</b\> \[y\](z)' is new" in out


def test_revisions_of_git_are_compared(run: Run, work: Work) -> None:
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "one"]):
        subprocess.run([*GIT, *arguments], cwd=work.folder, check=True, capture_output=True)
    work.schema.write_text(NEW + RENAMES)
    assert run("schema", "diff", "HEAD:schemas/small.yaml", "small").out.startswith("small 1.0.0 -> small 2.0.0")
    refused = run("schema", "diff", "--", "-p:schemas/small.yaml", "small")
    assert (refused.status, "[bad-revision]" in refused.err) == (2, True)


def test_a_dry_run_tells_and_changes_nothing(run: Run, work: Work, later: Path) -> None:
    path = work.annotate()
    before = path.read_bytes()
    result = run("schema", "migrate", "exports", "--to", later)
    assert result.status == 0
    assert result.out.splitlines()[0] == "1.0.0 -> 2.0.0"
    assert "  rename_label: {claim: statement}" in result.out
    assert result.err == "1 to migrate; nothing is written without --write\n"
    assert path.read_bytes() == before


def test_files_are_migrated_and_sound_afterwards(run: Run, work: Work, later: Path) -> None:
    path = work.annotate()
    result = run("schema", "migrate", "exports", "--to", later, "--write")
    assert (result.status, result.err) == (0, "1 migrated\n")
    assert [(each.label, dict(each.attributes)) for each in spans(path)] == [
        ("source", {}),
        ("statement", {"sure": True}),
    ]
    assert run("validate", "exports", "--schema", later).status == 0
    again = run("schema", "migrate", "exports", "--to", later, "--write")
    assert (again.status, again.err) == (0, "0 migrated, 1 already 2.0.0\n")


def test_a_migration_is_taken_back_to_the_very_bytes(run: Run, work: Work, later: Path) -> None:
    path = work.annotate()
    before = path.read_bytes()
    run("schema", "migrate", "exports", "--to", later, "--write")
    assert path.read_bytes() != before
    result = run("schema", "migrate", "exports", "--to", "small", "--from", later, "--reverse", "--write")
    assert (result.status, path.read_bytes()) == (0, before)


def test_a_loss_has_to_be_allowed_and_is_kept_in_a_note(run: Run, work: Work, later: Path) -> None:
    path = work.annotate()
    later.write_text(NEW + RENAMES + "      - drop_attribute: {label: statement, name: sure, keep: note}\n")
    refused = run("schema", "migrate", path, "--to", later, "--write")
    assert (refused.status, "[lossy-migration]" in refused.err) == (1, True)
    assert spans(path)[1].label == "claim"
    assert run("schema", "migrate", path, "--to", later, "--write", "--allow-loss").status == 0
    statement = spans(path)[1]
    assert statement.note.startswith("2.0.0: sure was true; 2.0.0: this 'statement' has no 'sure'")
    assert statement.flag


def test_nothing_is_written_if_one_file_cannot_be_migrated(run: Run, work: Work, later: Path) -> None:
    path = work.annotate()
    broken = work.annotate("bert")
    broken.write_bytes(broken.read_bytes() + b"{}\n")
    before = path.read_bytes()
    result = run("schema", "migrate", "exports", "--to", later, "--write")
    assert result.status == 1
    assert "exports/article.bert.ann.jsonl:" in result.err
    assert "1 file cannot be migrated, so none is written." in result.err
    assert path.read_bytes() == before


def test_values_without_a_place_are_listed_with_their_places_and_their_paragraphs_reopened(
    run: Run, work: Work, later: Path
) -> None:
    path = work.annotate()
    kept = NEW.replace("sure: {type: bool, required: true}", "sure: {type: enum, values: [yes, no]}")
    steps = RENAMES + "      - retype_attribute: {label: statement, name: sure, type: enum}\n"
    later.write_text(kept + steps, encoding="utf-8")
    result = run("schema", "migrate", "exports", "--to", later)
    told = result.out.split("\n\n")
    assert told[1].splitlines()[0] == "No place in the later schema, kept in notes (1):"
    place = "exports/article.alice.ann.jsonl:4: aaaaaaaa '40 bridges need repair': "
    assert told[1].splitlines()[1] == place + 'statement: sure was "true", which is not one of its values'
    assert told[2] == "To be looked at again: 1 annotation flagged, 1 paragraph re-opened\n"
    assert max(map(len, told[0].splitlines())) <= 80
    assert run("schema", "migrate", "exports", "--to", later, "--write", "--allow-loss").status == 0
    statement = spans(path)[1]
    assert (dict(statement.attributes), statement.flag) == ({}, True)
    assert 'sure was "true"' in statement.note
    assert b'"status":"todo"' in path.read_bytes()


def test_what_becomes_of_each_file_is_worked_out_once(
    run: Run, work: Work, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("alice", "bert", "cleo"):
        work.annotate(name)
    worked_out: list[str] = []

    def counting(path: Path, target: Target) -> Plan | None:
        worked_out.append(path.name)
        return plan(path, target)

    monkeypatch.setattr("annotate.cli.schema.surveying.plan", counting)
    assert run("schema", "migrate", "exports", "--to", later, "--write").err == "3 migrated\n"
    assert sorted(worked_out) == [work.path(name).name for name in ("alice", "bert", "cleo")]
    assert run("validate", "exports", "--schema", later).status == 0


def test_what_is_to_be_written_may_be_more_than_is_kept_in_memory(
    run: Run, work: Work, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [work.annotate(name) for name in ("alice", "bert")]
    monkeypatch.setattr("annotate.cli.schema.staging.IN_MEMORY", 10)
    assert run("schema", "migrate", "exports", "--to", later, "--write").status == 0
    assert [spans(path)[1].label for path in paths] == ["statement", "statement"]


def test_a_file_that_changes_before_it_is_written_is_left_as_it_is(
    run: Run, work: Work, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = work.annotate("alice"), work.annotate("bert")

    def touching(path: Path, target: Target) -> Plan | None:
        if path == second.relative_to(work.folder):
            first.write_bytes(first.read_bytes().replace(b"alice", b"alina"))
        return plan(path, target)

    monkeypatch.setattr("annotate.cli.schema.surveying.plan", touching)
    result = run("schema", "migrate", "exports", "--to", later, "--write")
    assert (result.status, "[changed-meanwhile]" in result.err) == (3, True)
    assert result.err.endswith("1 migrated, 1 not written\n")
    assert (spans(first)[1].label, spans(second)[1].label) == ("claim", "statement")


def test_a_file_behind_its_journal_is_not_migrated(run: Run, work: Work, later: Path) -> None:
    work.annotate()
    with (work.out / ".journal" / "article.alice.jsonl").open("ab") as journal:
        journal.write(b'{"type":"undo"}\n')
    result = run("schema", "migrate", "exports", "--to", later, "--write")
    assert (result.status, "[unfolded-journal]" in result.err) == (3, True)


def test_where_no_steps_lead_the_versions_are_named(run: Run, work: Work, later: Path) -> None:
    work.annotate()
    later.write_text(NEW.replace("2.0.0", "3.0.0").replace("from: 1.0.0", "from: 2.0.0") + RENAMES)
    result = run("schema", "migrate", "exports", "--to", later)
    assert result.status == 1
    assert "no migration of 'small' leads from 1.0.0 to 3.0.0 [no-migration]" in result.err


def test_a_minor_version_needs_no_steps_but_may_not_break_its_promise(run: Run, work: Work, later: Path) -> None:
    path = work.annotate()
    later.write_text(work.schema.read_text().replace("1.0.0", "1.1.0") + "  near:\n")
    assert run("schema", "migrate", "exports", "--to", later, "--write").status == 0
    assert b'"schema_version":"1.1.0"' in path.read_bytes()
    later.write_text("id: small\nversion: 1.2.0\nlabels: [source]\n")
    broken = run("schema", "migrate", "exports", "--to", later, "--write")
    assert (broken.status, "[no-migration]" in broken.err) == (1, True)
    assert "If it was wrong before, name the earlier schema with --from" in broken.err
    assert broken.err.endswith("0 to migrate, 1 refused\n")


def test_who_said_write_is_not_told_to(run: Run, work: Work, later: Path) -> None:
    work.annotate()
    work.annotate("bert").write_text("[]\n")
    result = run("schema", "migrate", "exports", "--to", later, "--write")
    assert result.err.endswith("so none is written.\n1 to migrate, 1 refused\n")


def test_files_of_other_schemas_are_left_alone_in_folders_and_refused_by_name(
    run: Run, work: Work, later: Path
) -> None:
    path = work.annotate()
    later.write_text((NEW + RENAMES).replace("id: small", "id: other"))
    folder = run("schema", "migrate", "exports", "--to", later)
    assert (folder.status, folder.err) == (0, "0 to migrate, 1 of other schemas\n")
    named = run("schema", "migrate", path, "--to", later)
    assert (named.status, "[other-schema]" in named.err) == (1, True)


def test_a_file_behind_a_link_is_not_written(run: Run, work: Work, later: Path) -> None:
    path = work.annotate()
    link = work.folder / path.name
    os.symlink(path, link)
    before = path.read_bytes()
    result = run("schema", "migrate", link, "--to", later, "--write")
    assert (result.status, "[not-a-plain-file]" in result.err) == (3, True)
    assert (path.read_bytes(), link.is_symlink()) == (before, True)


def test_opening_after_a_migration_goes_on_without_a_wrong_word(run: Run, work: Work, later: Path) -> None:
    work.annotate()
    run("schema", "migrate", "exports", "--to", later, "--write")
    document = read_document(work.document, root=work.document.parent)
    desk = open_desk(document, load_schema(later), "alice", work.out)
    notices = desk.notices
    desk.close()
    assert not notices


def test_opening_offers_the_migration(run: Run, work: Work, later: Path) -> None:
    path = work.annotate()
    found = offer(path, load_schema(later), load_settings(work.folder, {}))
    assert found is not None
    assert not found.lossy
    assert any("rename_label: {claim: statement}" in line for line in found.table)
    found.apply()
    assert spans(path)[1].label == "statement"
    assert offer(path, load_schema(later), load_settings(work.folder, {})) is None


def test_nothing_is_offered_where_there_is_nothing_to_do(work: Work, later: Path) -> None:
    settings = load_settings(work.folder, {})
    assert offer(work.path(), load_schema(later), settings) is None
    path = work.annotate()
    later.write_text(work.schema.read_text().replace("1.0.0", "1.1.0"))
    assert offer(path, load_schema(later), settings) is None


def test_an_offer_that_cannot_be_made_says_why(work: Work, later: Path) -> None:
    path = work.annotate()
    later.write_text("id: small\nversion: 4.0.0\nlabels: [x]\n")
    with pytest.raises(AnnotateError, match="no migration of 'small' leads from"):
        offer(path, load_schema(later), load_settings(work.folder, {}))


def test_names_that_could_drive_the_terminal_are_made_harmless(run: Run, work: Work) -> None:
    work.schema.with_name("b.yaml").write_text('id: small\nversion: 2.0.0\nlabels: [claim, "so\\u202Erce"]\n')
    for form in ("text", "markdown", "json"):
        assert not run("schema", "diff", "small", "schemas/b.yaml", "--format", form).harmful
