"""What holds for every merge, whatever people did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hypothesis import assume, given

from annotate.core.compare.blocks import Sheaf, sheaf_of
from annotate.core.merge import Choice, Conflict, Merged, merge
from annotate.core.records import Record, RelationRecord, SpanRecord
from annotate.store.annotations import encode, parse_annotations
from tests.core.merge.histories import bases, forks, records, set_, symmetric

SWAPPED = {Choice.OURS: Choice.THEIRS, Choice.THEIRS: Choice.OURS}


def merged(base: Sheaf | None, ours: Sheaf, theirs: Sheaf, choice: Choice = Choice.OPEN) -> Merged:
    return merge(base, ours, theirs, symmetric, lambda conflict: choice)


def content(said: Sequence[Record]) -> bytes:
    return b"".join(encode(each) + b"\n" for each in said)


def bytes_of(sheaf: Sheaf) -> bytes:
    return content(list(records(sheaf)))


def annotations(said: Sequence[Record]) -> list[SpanRecord | RelationRecord]:
    return [each for each in said if isinstance(each, (SpanRecord, RelationRecord))]


def told(conflict: Conflict) -> tuple[object, ...]:
    sides = sorted(content([each]) if each else b"" for each in (conflict.ours, conflict.theirs))
    return conflict.name, conflict.n, sides, sorted(conflict.fields)


@given(forks(sides=1))
def test_a_side_that_changed_nothing_gives_what_the_other_one_made(found: tuple[Sheaf, ...]) -> None:
    base, side = found
    for ours, theirs in ((side, base), (base, side), (side, side)):
        done = merged(base, ours, theirs)
        assert content(done.records) == bytes_of(side)
        assert not done.conflicts


@given(bases())
def test_the_same_file_made_twice_is_one(side: Sheaf) -> None:
    done = merged(None, side, side)
    assert content(done.records) == bytes_of(side) and not done.conflicts


@given(forks())
def test_it_does_not_matter_whose_side_is_ours(found: tuple[Sheaf, ...]) -> None:
    base, ours, theirs = found
    for start in (base, None):
        for choice in Choice:
            one = merged(start, ours, theirs, choice)
            other = merged(start, theirs, ours, SWAPPED.get(choice, choice))
            assert content(one.records) == content(other.records)
            assert list(map(told, one.conflicts)) == list(map(told, other.conflicts))


@given(forks())
def test_the_result_is_a_valid_file_whatever_is_chosen(found: tuple[Sheaf, ...]) -> None:
    base, ours, theirs = found
    for start in (base, None):
        for choice in Choice:
            done = merged(start, ours, theirs, choice)
            assert parse_annotations(Path("a.ann.jsonl"), content(done.records)).problems == ()


@given(forks())
def test_every_open_conflict_is_marked_and_only_those_are(found: tuple[Sheaf, ...]) -> None:
    base, ours, theirs = found
    for start in (base, None):
        done = merged(start, ours, theirs)
        marked = {each.conflict for each in done.records if each.conflict}
        assert marked == {each.name for each in done.conflicts}


@given(forks())
def test_with_a_side_chosen_or_both_nothing_but_lines_that_can_say_one_thing_stay_open(
    found: tuple[Sheaf, ...],
) -> None:
    base, ours, theirs = found
    for choice in (Choice.OURS, Choice.THEIRS, Choice.BOTH):
        done = merged(base, ours, theirs, choice)
        assert not [each for each in annotations(done.records) if each.conflict]
        assert choice is Choice.BOTH or not done.conflicts


@given(forks())
def test_what_is_merged_once_is_merged(found: tuple[Sheaf, ...]) -> None:
    base, ours, theirs = found
    done = merged(base, ours, theirs)
    assume(not done.conflicts)
    whole = sheaf_of(done.records)
    for side in (ours, theirs):
        again = merged(base, whole, side)
        assert content(again.records) == content(done.records) and not again.conflicts


@given(forks())
def test_nothing_is_lost(found: tuple[Sheaf, ...]) -> None:
    """What somebody added or changed is in the result, in its words if nobody else touched it."""
    base, ours, theirs = found
    done = annotations(merged(base, ours, theirs).records)
    before = {each.id: each for each in annotations(list(records(base)))}
    for side, other in ((ours, theirs), (theirs, ours)):
        others = {each.id: each for each in annotations(list(records(other)))}
        for each in annotations(list(records(side))):
            if before.get(each.id) == each and each.id not in others:
                continue  # untouched here, removed there
            assert any(says(one, each, before.get(each.id)) for one in done)


def says(version: SpanRecord | RelationRecord, wanted: SpanRecord | RelationRecord, base: object) -> bool:
    """Whether a version has all that a side changed of an annotation, under whatever id."""
    if type(version) is not type(wanted):
        return False
    place = ("start", "end") if isinstance(wanted, SpanRecord) else ()
    fields = [name for name in ("label", *place, "note") if not base or getattr(base, name) != getattr(wanted, name)]
    if base is None:
        fields = [each for each in fields if each != "note" or wanted.note]
    before = base.attributes if isinstance(base, (SpanRecord, RelationRecord)) else {}
    answers = [name for name in {*wanted.attributes, *before} if wanted.attributes.get(name) != before.get(name)]
    return all(getattr(version, name) == getattr(wanted, name) for name in fields) and all(
        has_answer(version.attributes.get(name), wanted.attributes.get(name), before.get(name)) for name in answers
    )


def has_answer(found: object, wanted: object, before: object) -> bool:
    """Whether an answer has what a side made of one that was there before: of a set each member that it
    added or took away."""
    if found == wanted:
        return True
    if not (is_set(found) and is_set(wanted)):
        return False
    old = {*before} if is_set(before) else set()  # type: ignore[misc]
    changed = {*wanted} ^ old  # type: ignore[misc]
    return all((each in found) == (each in wanted) for each in changed)  # type: ignore[operator]


def is_set(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(each, str) for each in value)


@given(forks())
def test_a_member_of_a_set_is_there_if_a_side_added_it_and_no_side_took_it_away(found: tuple[Sheaf, ...]) -> None:
    base, ours, theirs = ({each.id: each.attributes for each in annotations(list(records(sheaf)))} for sheaf in found)
    done = {each.id: each for each in annotations(merged(*found).records)}
    for id in base.keys() & ours.keys() & theirs.keys() & done.keys():
        for name, value in done[id].attributes.items():
            old, mine, yours = (side[id].get(name) for side in (base, ours, theirs))
            if done[id].conflict or not all(map(is_set, (old, mine, yours, value))):
                continue
            members = {*mine, *yours} - {each for each in old if each not in mine or each not in yours}  # type: ignore[misc,operator,union-attr]
            assert {*value} == members and len({*value}) == len(value)  # type: ignore[misc,arg-type]


@given(forks())
def test_nothing_is_doubled(found: tuple[Sheaf, ...]) -> None:
    """What is new says the same of the same place no more often than on the side where it is said
    most; the versions of a conflict aside."""
    base, ours, theirs = found
    old = {each.id for each in annotations(list(records(base)))}
    most = tally(list(records(ours)), old) | tally(list(records(theirs)), old)
    for said, count in tally(merged(base, ours, theirs).records, old).items():
        assert count <= max(most[said], 1)


def tally(said: Sequence[Record], old: set[str]) -> Counter[str]:
    new = [each for each in annotations(said) if each.id not in old and not each.conflict]
    return Counter(repr(set_(each, id="")) for each in new)


@given(forks(sides=3))
def test_where_there_is_no_conflict_the_order_of_merges_does_not_matter(found: tuple[Sheaf, ...]) -> None:
    base, one, two, three = found
    left = merged(base, one, two)
    right = merged(base, two, three)
    assume(not left.conflicts and not right.conflicts)
    first = merged(base, sheaf_of(left.records), three)
    second = merged(base, one, sheaf_of(right.records))
    assume(not first.conflicts and not second.conflicts)
    # Of several annotations with one label on one place it may be another that has the old id.
    assert nameless(first.records) == nameless(second.records)


def nameless(said: Sequence[Record]) -> Counter[str]:
    """What the records say, with annotations called by what they are and not by their ids."""
    known = {each.id: each for each in annotations(said)}

    def named(id: str) -> object:
        each = known[id]
        if isinstance(each, SpanRecord):
            return each.label, each.stretches
        return each.label, named(each.source), named(each.target)

    lines: list[object] = [each for each in said if not isinstance(each, (SpanRecord, RelationRecord))]
    for each in annotations(said):
        ends = {} if isinstance(each, SpanRecord) else {"source": "", "target": ""}
        lines.append((set_(each, id="", **ends), named(each.id)))
    return Counter(map(repr, lines))
