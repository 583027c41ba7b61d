from annotate.core.ranges import Range
from annotate.core.schema import RELATION, Label, Overlap, OverlapRule, Relation, Schema, Scope


def test_a_range_holds_its_ends_and_may_be_open() -> None:
    assert [count in Range(1, 2) for count in range(4)] == [False, True, True, False]
    assert 10**9 in Range(1, None)
    assert [str(each) for each in (Range(), Range(1, 1))] == ["0..*", "1..1"]


def test_labels_are_found_by_what_they_label() -> None:
    schema = Schema("s", {"a": Label("a"), "p": Label("p", Scope.PARAGRAPH)})
    assert [label.name for label in schema.scoped(Scope.PARAGRAPH)] == ["p"]


def test_an_overlap_rule_works_in_both_orders_and_the_first_decides() -> None:
    rules = (OverlapRule(("a", "*"), Overlap.NEST), OverlapRule(("*", "*"), Overlap.FORBID))
    schema = Schema("s", {}, overlap=rules)
    assert schema.overlap_rule("b", "a") is Overlap.NEST
    assert schema.overlap_rule("b", "b") is Overlap.FORBID
    assert Schema("s", {}).overlap_rule("b", "b") is Overlap.ALLOW


def test_relations_between_two_labels_are_those_that_join_them_in_this_direction() -> None:
    relations = {"r": Relation("r", ("a",), ("b",)), "any": Relation("any")}
    schema = Schema("s", {}, relations=relations)
    assert [each.name for each in schema.relations_between("a", "b")] == ["r", "any"]
    assert [each.name for each in schema.relations_between("b", "a")] == ["any"]


def test_a_relation_leads_from_or_to_relations_only_where_the_schema_says_so() -> None:
    relations = {
        "doubts": Relation("doubts", ("a",), ("a", RELATION)),
        "weighs": Relation("weighs", (RELATION,), ("@doubts",)),
        "any": Relation("any"),
    }
    schema = Schema("s", {}, relations=relations)
    assert [each.name for each in schema.relations_between("a", "@any")] == ["doubts"]
    assert [each.name for each in schema.relations_between("@any", "@doubts")] == ["weighs"]
    assert [each.name for each in schema.relations_between("@doubts", "@any")] == []
    assert [each.name for each in schema.relations_between("a", "a")] == ["doubts", "any"]
    assert [each.leaves_relations for each in relations.values()] == [False, True, False]
    assert [each.reaches_relations for each in relations.values()] == [True, True, False]
