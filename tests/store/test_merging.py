"""Annotation files merged as bytes: what comes out is what merging all of their records gives."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given

from annotate.core.compare.blocks import Sheaf, sheaf_of
from annotate.core.merge import Choice, Conflict, Unmergeable, merge
from annotate.core.records import Record, SpanRecord
from annotate.errors import Findings, Unreadable
from annotate.store.annotations import encode, parse_annotations
from annotate.store.comparing import Source
from annotate.store.merging import Known, Outcome, merge_sources
from annotate.store.reading import open_plain
from tests.core.merge.histories import HEAD, TEXTS, Sheet, forks, records, set_, span, symmetric


def content(said: list[Record]) -> bytes:
    return b"".join(encode(each) + b"\n" for each in said)


class Held(BytesIO):
    """Bytes that are opened as a file is."""

    def fileno(self) -> int:
        return 0


def source(name: str, data: bytes) -> Source:
    opened: Callable[[], BinaryIO] = partial(Held, data)
    return Source(name, opened)


def merged(base: bytes, ours: bytes, theirs: bytes, choice: Choice = Choice.OPEN) -> Outcome:
    return merge_sources(
        source("base", base) if base else None,
        source("ours", ours),
        source("theirs", theirs),
        Known(symmetric),
        lambda _conflict: choice,
    )


@given(forks())
def test_reading_only_what_differs_gives_what_reading_everything_gives(found: tuple[Sheaf, ...]) -> None:
    for start in (found[0], None):
        for choice in Choice:
            whole = merge(start, found[1], found[2], symmetric, lambda _conflict, choice=choice: choice)
            sides = [content(list(records(each))) if each else b"" for each in (start, *found[1:])]
            outcome = merged(*sides, choice=choice)
            assert b"".join(outcome.pieces()) == content(whole.records)
            assert sorted(names(outcome.merged.conflicts)) == sorted(names(whole.conflicts))


def names(conflicts: tuple[Conflict, ...]) -> list[str]:
    return [each.name for each in conflicts]


@given(forks())
def test_what_is_marked_is_where_it_is_said_to_be(found: tuple[Sheaf, ...]) -> None:
    outcome = merged(*(content(list(records(each))) for each in found))
    lines = b"".join(outcome.pieces()).splitlines()
    assert [(each.line, each.conflict) for each in outcome.marked] == sorted(
        (number, entry.record.conflict)
        for number, entry in enumerate(parse_annotations(Path("x"), b"\n".join(lines) + b"\n").entries, 1)
        if entry.record.conflict
    )


def sheet(*spans: SpanRecord) -> bytes:
    made = Sheet()
    made.spans = {each.id: each for each in spans}
    return content(list(records(made.sheaf())))


CLAIM = span("aaaaaaaa", "claim", (0, 3))


@pytest.mark.parametrize(
    "broken",
    [
        sheet(set_(CLAIM, quote="Tho")),
        sheet(CLAIM).replace(b'"id":"aaaaaaaa"', b'"id": "aaaaaaaa"'),
        sheet(CLAIM).removesuffix(b"\n"),
        sheet(CLAIM) + b"<<<<<<< ours\n",
        sheet(CLAIM, set_(CLAIM, id="bbbbbbbb")).replace(b"bbbbbbbb", b"aaaaaaaa"),
        b"\xff",
        b"",
    ],
)
def test_a_file_that_is_wrong_where_it_differs_is_refused_on_either_side(broken: bytes) -> None:
    whole = sheet()
    for sides in ((whole, whole, broken), (whole, broken, whole), (broken, whole, whole)):
        if sides[0]:
            with pytest.raises(Findings):
                merged(*sides)


def test_sides_of_different_texts_are_refused_and_a_side_that_was_brought_along_is_not() -> None:
    before, ours = sheet(), sheet(CLAIM)
    longer = before.replace(TEXTS[2].encode(), b"Snow fell all day.").replace(b"0" * 64, b"1" * 64)
    outcome = merged(before, ours, longer)
    said = b"".join(outcome.pieces())
    assert b"Snow fell all day." in said and b"aaaaaaaa" in said and b"1" * 64 in said
    with pytest.raises(Unmergeable):
        merged(before, ours.replace(TEXTS[2].encode(), b"Snow, snow."), longer)
    with pytest.raises(Unmergeable):
        merged(b"", ours, longer)


@pytest.mark.parametrize("changes", [{"document": "other"}, {"schema_version": "2.0.0"}, {"schema": "large"}])
def test_files_that_are_no_versions_of_one_are_refused(changes: dict[str, str]) -> None:
    other = sheet().replace(encode(HEAD), encode(set_(HEAD, **changes)))
    with pytest.raises(Unmergeable):
        merged(sheet(), sheet(CLAIM), other)


def test_files_of_two_people_are_refused() -> None:
    with pytest.raises(Unmergeable, match="alice's"):
        merged(b"", sheet(), sheet().replace(b'"alice"', b'"bob"'))


def test_a_file_that_changes_while_it_is_merged_is_not_written(tmp_path: Path) -> None:
    for name, data in (("ours", sheet(CLAIM)), ("theirs", sheet())):
        (tmp_path / name).write_bytes(data)
    ours, theirs = (Source(each, partial(open_plain, tmp_path / each, "a file")) for each in ("ours", "theirs"))
    outcome = merge_sources(None, ours, theirs, Known(symmetric), lambda _: Choice.OPEN)
    (tmp_path / "ours").write_bytes(sheet())
    with pytest.raises(Unreadable, match="changed by another program"):
        list(outcome.pieces())


def test_the_same_files_are_one(tmp_path: Path) -> None:
    whole = sheet(CLAIM)
    assert b"".join(merged(whole, whole, whole).pieces()) == whole
    assert sheaf_of(merged(whole, whole, whole).merged.records).blocks == ()
