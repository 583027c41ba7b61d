"""What a merge puts together is held against the schema: nothing that it breaks is passed over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotate.core.canonical import in_order
from annotate.core.records import Origin, Record, RelationRecord, SpanRecord, Status
from annotate.store.annotations import encode, read_annotations
from tests.core.merge.histories import set_

Run = Any
Work = Any
OUT = "exports/article.carol.ann.jsonl"
LABELS = """\
id: small
version: 1.0.0
labels:
  claim: {attributes: {certain: {type: bool, required: true}, kinds: {type: set, values: [a, b, c]}}}
  source:
"""
FREE = f"{LABELS}relations:\n  by: {{from: claim, to: source}}\n"


@pytest.fixture
def base(run: Run, work: Work) -> list[Record]:
    """A claim by a source in the first paragraph; three paragraphs."""
    return [entry.record for entry in read_annotations(work.annotate()).entries]


def merged(run: Run, work: Work, schema: str, *sides: list[Record], options: tuple[str, ...] = ()) -> Any:
    """`annotate merge` of base, ours and theirs, by this schema."""
    work.schema.write_text(schema, encoding="utf-8")
    for name, records in zip(("base", "ours", "theirs"), sides, strict=True):
        Path(name).write_bytes(b"".join(encode(each) + b"\n" for each in in_order(records)))
    return run("merge", "base", "ours", "theirs", "-o", OUT, *options)


def slugs(said: str) -> list[str]:
    return [line.rpartition("[")[2].rstrip("]") for line in said.splitlines() if line.endswith("]")]


def span(id: str, label: str, start: int, quote: str, **more: Any) -> SpanRecord:
    if label == "claim":
        more.setdefault("attributes", {"certain": True})
    end = start + len(quote)
    return SpanRecord(id=id, label=label, start=start, end=end, quote=quote, origin=Origin.HUMAN, **more)


def link(id: str, label: str, source: str, target: str) -> RelationRecord:
    return RelationRecord(id=id, label=label, source=source, target=target, origin=Origin.HUMAN)


def changed(records: list[Record], key: object, **more: Any) -> list[Record]:
    """With other fields of an annotation, by its id, or of a paragraph, by its number."""
    return [set_(each, **more) if key in (getattr(each, "id", ""), getattr(each, "n", 0)) else each for each in records]


def without(records: list[Record], *ids: str) -> list[Record]:
    return [each for each in records if getattr(each, "id", "") not in ids]


ASKED = span("oooooooo", "claim", 42, "Nobody asked")
THE = span("tttttttt", "claim", 49, "asked the")
SOURCE = span("ssssssss", "source", 42, "Nobody")
END = span("eeeeeeee", "source", 71, "The end")
NO_OVERLAP = FREE + "overlap: [{pair: [claim, claim], rule: forbid}]\n"
STRATEGIES = [(), ("--strategy", "ours"), ("--strategy", "theirs"), ("--strategy", "union")]


@pytest.mark.parametrize("options", STRATEGIES)
def test_annotations_of_both_sides_that_may_not_overlap_are_told_where_they_stand(
    run: Run, work: Work, base: list[Record], options: tuple[str, ...]
) -> None:
    result = merged(run, work, NO_OVERLAP, base, [*base, ASKED], [*base, THE], options=options)
    assert result.status == 1 and slugs(result.err) == ["overlap"]
    (line,) = [line for line in result.err.splitlines() if line.startswith(OUT)]
    number = int(line.split(":")[1])
    assert Path(OUT).read_text(encoding="utf-8").split("\n")[number - 1] == encode(THE).decode()
    assert "1 problem that neither side had" in result.err and f"annotate validate {OUT}" in result.err
    assert "overlap" in slugs(run("validate", OUT).out)


def test_union_of_versions_that_may_not_stand_together_is_told(run: Run, work: Work, base: list[Record]) -> None:
    one, other = (changed(base, "aaaaaaaa", attributes={"certain": each}) for each in (True, False))
    before = changed(base, "aaaaaaaa", attributes={})
    result = merged(run, work, NO_OVERLAP, before, one, other, options=("--strategy", "union"))
    assert result.status == 1 and slugs(result.err) == ["overlap"]
    text = Path(OUT).read_text(encoding="utf-8")
    assert text.count('"quote":"40 bridges need repair"') == 2 and '"conflict"' not in text


def test_versions_of_an_open_conflict_are_not_held_against_each_other(run: Run, work: Work, base: list[Record]) -> None:
    one, other = (changed(base, "aaaaaaaa", attributes={"certain": each}) for each in (True, False))
    before = changed(base, "aaaaaaaa", attributes={})
    result = merged(run, work, NO_OVERLAP, before, one, other)
    assert result.status == 1 and slugs(result.err) == ["conflict"]


PER = "constraints: [{{id: one, each: {0}, require: {{any_label: [claim], count: 0..{1}}}}}]\n"


@pytest.mark.parametrize(("unit", "most", "theirs"), [("paragraph", 1, 49), ("document", 2, 49), ("document", 2, 71)])
def test_more_than_a_paragraph_or_a_document_may_have_is_told(
    run: Run, work: Work, base: list[Record], unit: str, most: int, theirs: int
) -> None:
    quote = "asked" if theirs == 49 else "The end"
    sides = [*base, set_(ASKED, end=48, quote="Nobody")], [*base, span("tttttttt", "claim", theirs, quote)]
    decided = [[*changed(each, 3, status=Status.DONE)] for each in (base, *sides)]
    decided = [[*changed(each, 2, status=Status.DONE)] for each in decided]
    result = merged(run, work, FREE + PER.format(unit, most), *decided)
    assert result.status == 1 and slugs(result.err) == ["constraint"]


def test_more_relations_than_an_annotation_may_have_are_told_wherever_they_lead(
    run: Run, work: Work, base: list[Record]
) -> None:
    schema = FREE.replace("to: source", "to: source, out: 0..2")
    before = [*base, SOURCE, END]
    ours, theirs = (
        [*before, link("oooooooo", "by", "aaaaaaaa", "ssssssss")],
        [*before, link("tttttttt", "by", "aaaaaaaa", "eeeeeeee")],
    )
    assert slugs(merged(run, work, schema, before, ours, theirs).err) == ["too-many-relations"]


def test_relations_of_both_sides_that_make_a_circle_are_told(run: Run, work: Work, base: list[Record]) -> None:
    schema = FREE + '  near: {from: "*", to: "*", acyclic: true}\n'
    before = [*base, SOURCE, END, link("nnnnnnnn", "near", "bbbbbbbb", "ssssssss")]
    before.append(link("mmmmmmmm", "near", "eeeeeeee", "aaaaaaaa"))
    ours = [*before, link("oooooooo", "near", "aaaaaaaa", "bbbbbbbb")]
    theirs = [*before, link("tttttttt", "near", "ssssssss", "eeeeeeee")]
    assert slugs(merged(run, work, schema, before, ours, theirs).err) == ["circle"]


def test_a_relation_to_what_the_other_side_gave_another_label_is_told(run: Run, work: Work, base: list[Record]) -> None:
    before = [*base, END]
    ours = [*before, link("oooooooo", "by", "aaaaaaaa", "eeeeeeee")]
    theirs = changed(before, "eeeeeeee", label="claim", attributes={"certain": False})
    assert slugs(merged(run, work, FREE, before, ours, theirs).err) == ["wrong-end"]


def test_a_paragraph_that_is_done_without_what_it_needs_is_told(run: Run, work: Work, base: list[Record]) -> None:
    before = changed([*base, ASKED], 2, status=Status.TODO)
    done = changed(before, 2, status=Status.DONE)
    unsaid = changed(before, "oooooooo", attributes={})
    assert slugs(merged(run, work, FREE, before, done, unsaid).err) == ["missing-attribute"]


def test_a_paragraph_that_is_done_without_the_relations_it_needs_is_told(
    run: Run, work: Work, base: list[Record]
) -> None:
    schema = FREE.replace("to: source", "to: source, out: 1..1")
    before = changed(base, 1, status=Status.TODO)
    done = changed(before, 1, status=Status.DONE)
    assert slugs(merged(run, work, schema, before, done, without(before, "cccccccc")).err) == ["too-few-relations"]


def test_labels_of_the_document_are_held_against_the_schema_too(run: Run, work: Work, base: list[Record]) -> None:
    mood = "mood: {scope: document, attributes: {kind: {type: enum, values: [a, b], required: true}, why: {when: "
    schema = FREE.replace("  source:\n", f"  source:\n  {mood}{{kind: b}}, type: string}}}}}}\n")
    before, ours, theirs = (
        [set_(base[0], labels={"mood": values}), *base[1:]]
        for values in ({"kind": "b"}, {"kind": "a"}, {"kind": "b", "why": "rain"})
    )
    assert slugs(merged(run, work, schema, before, ours, theirs).err) == ["hidden-value"]


@pytest.mark.parametrize("wide", [False, True])
def test_what_a_side_had_already_is_not_told_again(run: Run, work: Work, base: list[Record], wide: bool) -> None:
    schema = NO_OVERLAP + (PER.format("document", 1) if wide else "")
    before = [*base, ASKED, THE]
    ours = changed(before, "oooooooo", note="?", attributes={"certain": False})
    theirs = [*changed(before, "tttttttt", note="!"), SOURCE]
    result = merged(run, work, schema, before, ours, theirs)
    assert (result.status, slugs(result.err)) == (0, [])


def test_what_is_only_due_later_does_not_stop_a_merge(run: Run, work: Work, base: list[Record]) -> None:
    before = changed(base, 2, status=Status.TODO)
    ours, theirs = [*before, set_(ASKED, attributes={})], [*before, SOURCE]
    assert merged(run, work, NO_OVERLAP, before, ours, theirs).status == 0


def test_without_the_schema_files_are_merged_all_the_same(run: Run, work: Work, base: list[Record]) -> None:
    other = NO_OVERLAP.replace("id: small", "id: large")
    assert merged(run, work, other, base, [*base, ASKED], [*base, THE]).status == 0


def test_members_of_a_set_that_is_then_too_small_for_the_schema_are_told(
    run: Run, work: Work, base: list[Record]
) -> None:
    schema = FREE.replace("values: [a, b, c]", "values: [a, b, c], min: 2")
    before, ours, theirs = (
        changed(base, "aaaaaaaa", attributes={"certain": True, "kinds": kinds})
        for kinds in (("a", "b", "c"), ("a", "b"), ("b", "c"))
    )
    result = merged(run, work, schema, before, ours, theirs)
    assert result.status == 1 and slugs(result.err) == ["unfit-value"]


def test_members_of_a_set_come_in_the_order_of_the_schema(run: Run, work: Work, base: list[Record]) -> None:
    work.schema.write_text(FREE.replace("[a, b, c]", "[c, a, b]"), encoding="utf-8")
    head = set_(base[0], schema_sha256="")
    before, ours, theirs = (
        changed([head, *base[1:]], "aaaaaaaa", attributes={"certain": True, "kinds": kinds})
        for kinds in (("a",), ("a", "b"), ("c", "a"))
    )
    result = merged(run, work, work.schema.read_text(encoding="utf-8"), before, ours, theirs)
    assert result.status == 0 and '"kinds":["c","a","b"]' in Path(OUT).read_text(encoding="utf-8")
