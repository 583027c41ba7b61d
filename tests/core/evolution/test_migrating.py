"""What becomes of annotations when their schema changes."""

from annotate.core.evolution import migrate
from annotate.core.records import DocumentRecord, RelationRecord, Status
from tests.core.evolution.builder import (
    evolved,
    file_of,
    first_paragraph,
    head,
    migrated,
    paragraph,
    relation,
    schema_of,
    span,
    spans_of,
)


def test_a_label_is_renamed_on_text_paragraph_and_document() -> None:
    new = evolved(
        "labels: {claim: , role: {scope: paragraph}, kind: {scope: document}}",
        "rename_label: {statement: claim, part: role, genre: kind}",
    )
    records = [head({"genre": {}}), paragraph(labels={"part": {}}), span("a", "statement", 4, 11)]
    result = migrated(records, new)
    document = result.records[0]
    assert isinstance(document, DocumentRecord)
    assert document.labels == {"kind": {}}
    assert first_paragraph(result).labels == {"role": {}}
    assert spans_of(result)[0].label == "claim"
    assert not result.is_lossy
    assert result.outcomes[0].changed == 3


def test_the_document_line_says_the_new_version_and_hash() -> None:
    new = evolved("labels: [claim]")
    document = migrated(file_of(span("a", "claim", 4, 11)), new).records[0]
    assert isinstance(document, DocumentRecord)
    assert (document.schema_version, document.schema_sha256) == ("2.0.0", new.hash)


def test_a_label_renamed_into_one_in_use_is_a_loss_that_the_note_keeps() -> None:
    new = evolved("labels: [claim]", "rename_label: {statement: claim}")
    result = migrated(file_of(span("a", "claim", 4, 11), span("b", "statement", 25, 34)), new)
    assert result.is_lossy
    assert [each.note for each in spans_of(result)] == ["", '2.0.0: label was "statement"']


def test_labels_change_their_names_with_each_other_without_a_loss() -> None:
    new = evolved("labels: [a, b]", "rename_label: {a: b, b: a}")
    result = migrated(file_of(span("a", "a", 4, 11), span("b", "b", 25, 34)), new)
    assert not result.is_lossy
    assert [each.label for each in spans_of(result)] == ["b", "a"]


def test_merged_labels_are_told_apart_by_their_notes() -> None:
    new = evolved("labels: [source]", "merge_labels: {labels: [person, group], into: source}")
    result = migrated(file_of(span("a", "person", 4, 11), span("b", "group", 25, 34)), new)
    assert [each.label for each in spans_of(result)] == ["source", "source"]
    assert [each.note for each in spans_of(result)] == [
        '2.0.0: label was "person"',
        '2.0.0: label was "group"',
    ]
    assert result.outcomes[0].lost == 2


def test_a_label_is_split_by_what_its_annotations_answer() -> None:
    new = evolved(
        "labels: [date, share, figure]",
        "split_label: {label: number, into: {date: {kind: date}, share: {kind: [percent, part]}}, otherwise: figure}",
        *(f"drop_attribute: {{label: {each}, name: kind}}" for each in ("date", "share", "figure")),
    )
    records = file_of(
        span("a", "number", 0, 3, {"kind": "date"}),
        span("b", "number", 4, 11, {"kind": "part"}),
        span("c", "number", 25, 34),
    )
    assert [each.label for each in spans_of(migrated(records, new))] == ["date", "share", "figure"]


def test_a_split_goes_by_defaults_if_the_earlier_schema_is_known() -> None:
    old = schema_of("labels: {number: {attributes: {kind: {type: enum, values: [date, size], default: date}}}}")
    new = evolved(
        "labels: [date, figure]", "split_label: {label: number, into: {date: {kind: date}}, otherwise: figure}"
    )
    records = file_of(span("a", "number", 4, 11))
    assert spans_of(migrated(records, new, old))[0].label == "date"
    assert spans_of(migrated(records, new))[0].label == "figure"


def test_a_dropped_annotation_stands_in_the_note_of_its_paragraph_with_all_it_said() -> None:
    new = evolved("labels: [claim]", "drop_label: {label: stance, keep: note}")
    records = file_of(span("a", "stance", 4, 11, {"tone": "sour"}, note="who knows"))
    result = migrated(records, new)
    assert not spans_of(result)
    note = first_paragraph(result).note
    assert note == '2.0.0: dropped stance "council" at 4-11 {"tone":"sour"} (note: who knows)'
    assert (result.outcomes[0].dropped, first_paragraph(result).status) == (1, Status.DONE)


def test_what_hangs_on_a_dropped_annotation_goes_with_it_and_is_noted() -> None:
    new = evolved('labels: [claim]\nrelations: {by: , doubts: {from: "*", to: "@by"}}', "drop_label: {label: source}")
    records = file_of(
        span("a", "source", 4, 11),
        span("b", "claim", 25, 34),
        relation("c", "by", "b", "a"),
        relation("d", "doubts", "b", "c"),
    )
    result = migrated(records, new)
    assert [each.id for each in spans_of(result)] == ["b" * 8]
    assert not [each for each in result.records if isinstance(each, RelationRecord)]
    note = first_paragraph(result).note
    assert "dropped by from bbbbbbbb to aaaaaaaa" in note
    assert "dropped doubts from bbbbbbbb to cccccccc" in note


def test_a_dropped_answer_goes_into_the_note_behind_what_stands_there() -> None:
    new = evolved("labels: [claim]", "drop_attribute: {label: claim, name: mood, keep: note}")
    result = migrated(file_of(span("a", "claim", 4, 11, {"mood": "grim"}, note="see below")), new)
    assert spans_of(result)[0].note == 'see below; 2.0.0: mood was "grim"'
    assert spans_of(result)[0].attributes == {}
    assert result.is_lossy


def test_dropping_what_no_annotation_has_loses_nothing() -> None:
    new = evolved("labels: [claim]", "drop_attribute: {label: claim, name: mood}", "drop_label: {label: x}")
    assert not migrated(file_of(span("a", "claim", 4, 11)), new).is_lossy


def test_relations_and_their_answers_are_changed_as_well() -> None:
    new = evolved(
        "labels: [claim]\nrelations: {by: {attributes: {sure: {type: enum, values: ['yes', 'no']}}}}",
        "rename_relation: {said_by: by}",
        "rename_attribute: {label: by, map: {certain: sure}}",
        "rename_value: {label: by, attribute: sure, map: {oui: 'yes'}}",
    )
    records = file_of(
        span("a", "claim", 4, 11),
        relation("c", "said_by", "a", "b", {"certain": "oui"}),
        span("b", "claim", 25, 34),
    )
    records[3], records[4] = records[4], records[3]
    (after,) = [each for each in migrated(records, new).records if isinstance(each, RelationRecord)]
    assert (after.label, after.attributes) == ("by", {"sure": "yes"})


TONE = "labels: {claim: {attributes: {tone: {type: enum, values: [warm, cold]}}}}"


def test_a_value_without_a_place_is_noted_flagged_and_told_with_its_place() -> None:
    new = evolved(TONE, "rename_value: {label: claim, attribute: tone, map: {hot: warm}}")
    records = file_of(
        span("a", "claim", 4, 11, {"tone": "hot"}),
        span("b", "claim", 25, 34, {"tone": "tepid"}),
    )
    result = migrated(records, new)
    good, lost = spans_of(result)
    assert (good.attributes, good.note, good.flag) == ({"tone": "warm"}, "", False)
    assert (lost.attributes, lost.flag) == ({}, True)
    assert lost.note == '2.0.0: tone was "tepid", which is not one of its values'
    (spot,) = result.outcomes[0].unmapped
    assert (spot.line, spot.id, spot.quote) == (4, "b" * 8, "the ferry")
    assert (result.outcomes[0].changed, result.outcomes[0].lost) == (2, 1)
    assert first_paragraph(result).status is Status.TODO
    assert (result.flagged, result.reopened, result.is_lossy) == (1, 1, True)


def test_values_that_become_one_are_noted_where_both_are_in_use() -> None:
    new = evolved(TONE, "rename_value: {label: claim, attribute: tone, map: {hot: warm, mild: warm}}")
    both = file_of(span("a", "claim", 4, 11, {"tone": "hot"}), span("b", "claim", 25, 34, {"tone": "mild"}))
    assert [each.note for each in spans_of(migrated(both, new))] == [
        '2.0.0: tone was "hot"',
        '2.0.0: tone was "mild"',
    ]
    assert not migrated(file_of(span("a", "claim", 4, 11, {"tone": "mild"})), new).is_lossy


def test_the_members_of_a_set_are_renamed_and_come_in_the_order_of_the_schema() -> None:
    new = evolved(
        "labels: {claim: {attributes: {marks: {type: set, values: [new, old, odd]}}}}",
        "rename_value: {label: claim, attribute: marks, map: {strange: odd}}",
    )
    records = file_of(
        span("a", "claim", 4, 11, {"marks": ("strange", "new")}),
        span("b", "claim", 25, 34, {"marks": ("new", "gone")}),
    )
    one, other = spans_of(migrated(records, new))
    assert one.attributes == {"marks": ("new", "odd")}
    assert (other.attributes, other.flag) == ({"marks": ("new",)}, True)
    assert '["new","gone"]' in other.note


def test_values_are_read_anew_and_those_that_cannot_be_are_kept_in_a_note() -> None:
    new = evolved(
        "labels: {figure: {attributes: {value: {type: int, max: 2000}}}}",
        "retype_attribute: {label: figure, name: value, type: int}",
    )
    records = file_of(
        span("a", "figure", 0, 3, {"value": "1,200"}),
        span("b", "figure", 4, 11, {"value": "a few"}),
        span("c", "figure", 25, 34, {"value": 3.0}),
        span("d", "figure", 35, 38, {"value": "9000"}),
    )
    result = migrated(records, new)
    assert [each.attributes for each in spans_of(result)] == [{"value": 1200}, {}, {"value": 3}, {}]
    assert [each.message for each in result.outcomes[0].unmapped] == [
        'figure: value was "a few", which is no int',
        "figure: value was 9000, which does not fit",
    ]
    assert (result.outcomes[0].changed, result.outcomes[0].lost) == (3, 2)


def test_a_truth_becomes_a_choice_and_a_choice_a_set() -> None:
    new = evolved(
        """
labels:
  claim:
    attributes: {sure: {type: enum, values: [certain, open]}, about: {type: set, values: [x, y]}}""",
        "retype_attribute: {label: claim, name: sure, type: enum}",
        "rename_value: {label: claim, attribute: sure, map: {'true': certain, 'false': open}}",
        "retype_attribute: {label: claim, name: about, type: set}",
    )
    result = migrated(file_of(span("a", "claim", 4, 11, {"sure": True, "about": "y"})), new)
    assert spans_of(result)[0].attributes == {"sure": "certain", "about": ("y",)}
    assert not result.is_lossy


def test_what_is_not_said_is_filled_in_where_the_condition_holds() -> None:
    new = evolved(
        "labels: {claim: {attributes: {sure: {type: bool}, kind: {type: string}}}}",
        "fill_attribute: {label: claim, name: sure, value: 'true', when: {kind: plain}}",
    )
    records = file_of(
        span("a", "claim", 0, 3, {"kind": "plain"}),
        span("b", "claim", 4, 11, {"kind": "plain", "sure": False}),
        span("c", "claim", 25, 34, {"kind": "other"}),
    )
    assert [each.attributes.get("sure") for each in spans_of(migrated(records, new))] == [True, False, None]


def test_a_renamed_attribute_does_not_push_out_one_that_is_there() -> None:
    new = evolved(
        "labels: {claim: {attributes: {sure: {type: int}}}}",
        "rename_attribute: {label: claim, map: {certain: sure}}",
    )
    result = migrated(file_of(span("a", "claim", 4, 11, {"certain": 1, "sure": 2})), new)
    assert spans_of(result)[0].attributes == {"sure": 2}
    assert spans_of(result)[0].note == "2.0.0: certain was 1"


def test_what_does_not_fit_afterwards_stays_and_is_flagged_with_the_reason() -> None:
    new = evolved("labels: {claim: {attributes: {size: {type: int, max: 5, required: true}}}}")
    records = file_of(span("a", "claim", 0, 3, {"size": 9}), span("b", "claim", 4, 11), span("c", "other", 25, 34))
    result = migrated(records, new)
    assert [each.flag for each in spans_of(result)] == [True, True, True]
    assert spans_of(result)[0].attributes == {"size": 9}
    assert "must be at most 5" in spans_of(result)[0].note
    assert [each.line for each in result.misfits] == [5, 3, 4]
    assert first_paragraph(result).status is Status.TODO
    assert not result.is_lossy


def test_what_was_wrong_before_is_not_held_against_the_migration() -> None:
    old = schema_of("labels: {claim: {attributes: {size: {type: int}}}}")
    new = evolved("labels: {claim: {attributes: {size: {type: int}}}}")
    result = migrated(file_of(span("a", "claim", 4, 11, {"size": "nine"})), new, old)
    assert not result.misfits
    assert first_paragraph(result).status is Status.DONE


def test_an_answer_that_is_missing_while_its_paragraph_is_to_do_is_only_unfinished_work() -> None:
    new = evolved("labels: {claim: {attributes: {size: {type: int, required: true}}}}")
    result = migrated(file_of(span("a", "claim", 4, 11), status=Status.TODO), new)
    assert not result.misfits
    assert not spans_of(result)[0].flag


def test_a_flagged_paragraph_that_is_opened_again_remembers_it() -> None:
    new = evolved("labels: [claim]")
    result = migrated(file_of(span("a", "gone", 4, 11), status=Status.FLAGGED), new)
    assert first_paragraph(result).status is Status.TODO
    assert first_paragraph(result).note == "2.0.0: was flagged"


def test_labels_of_a_paragraph_that_become_one_keep_every_answer() -> None:
    new = evolved(
        "labels: {role: {scope: paragraph, attributes: {kind: {type: string}, by: {type: string}}}}",
        "merge_labels: {labels: [part, place], into: role}",
    )
    labels = {"part": {"kind": "lead"}, "place": {"kind": "top", "by": "desk"}}
    result = migrated([head(), paragraph(labels=labels)], new)
    block = first_paragraph(result)
    assert block.labels == {"role": {"kind": "lead", "by": "desk"}}
    assert block.note == ('2.0.0: role: label was "part", role: label was "place", role: kind was "top" too')


def test_annotations_are_in_the_order_of_a_file_afterwards() -> None:
    new = evolved("labels: [a, z]", "rename_label: {b: z, y: a}")
    result = migrated(file_of(span("a", "b", 4, 11), span("b", "y", 4, 11)), new)
    assert [each.label for each in spans_of(result)] == ["a", "z"]


def test_no_steps_change_nothing_but_the_version() -> None:
    schema = schema_of("labels: [claim]")
    records = file_of(span("a", "claim", 4, 11))
    assert migrate(records, (), schema, schema).records[1:] == tuple(records[1:])
