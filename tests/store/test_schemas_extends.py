"""Schemas that build on others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotate.core.conditions import OneOf
from annotate.core.schema import Overlap, Schema
from annotate.errors import Unreadable
from annotate.store.schemas import load_schema, parse_schema, read_schema, shipped_schemas

BASE = """\
id: base
version: 2.0.0
title: The base
language: en
principles: Be fair.
span: {granularity: word, discontinuous: true}
labels:
  claim:
    key: c
    guideline: [One clause.]
    attributes:
      sure: {type: enum, values: [yes, perhaps, no], default: yes, keys: {yes: y, perhaps: p}}
      hedge: {type: string, when: {sure: [perhaps, no]}}
  source: {key: s, color: "#009E73"}
  figure: {key: f}
overlap:
  - {pair: [claim, figure], rule: nest}
  - {pair: [claim, source], rule: forbid}
relations:
  said_by: {from: claim, to: source, attributes: {how: {type: enum, values: [said, wrote]}}}
  counts: {from: [claim, figure], to: figure}
  doubts: {from: source, to: ["@counts", "@said_by"]}
constraints:
  - {id: has-source, each: claim, where: {sure: yes}, require: {relation: said_by, out: 1..1}, message: who?}
  - {id: has-figure, each: source, require: {any_label: [figure, claim], count: 1..*}, level: warning}
  - {id: of-figure, each: figure, require: {relation: counts, degree: 1..*}}
migrations:
  - {from: 1.0.0, to: 2.0.0, steps: [rename_label: {number: figure}]}
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "base.yaml"
    path.write_text(BASE)
    return path


def on(base: Path, text: str, name: str = "base.yaml") -> Schema:
    """The schema that builds on the base and says this besides."""
    path = base.parent / "own.yaml"
    path.write_text(f"extends: {name}\n{text}")
    return load_schema(path)


def mistakes(base: Path, text: str) -> list[str]:
    path = base.parent / "own.yaml"
    path.write_text(text)
    schema, problems = read_schema(path)
    assert schema is None
    assert all(each.hint or each.message for each in problems)
    return [f"{Path(each.place.path).name}:{each.place.line}:{each.place.column} {each.slug}" for each in problems]


def test_all_is_as_in_the_base_but_what_makes_a_schema_itself(base: Path) -> None:
    schema, original = on(base, ""), load_schema(base)
    assert schema.labels == original.labels
    assert schema.relations == original.relations
    assert schema.constraints == original.constraints
    assert schema.overlap == original.overlap
    assert (schema.language, schema.principles) == ("en", "Be fair.")
    assert (schema.id, schema.version, schema.title, schema.migrations) == ("own", "0.0.0", "", ())


def test_new_names_come_after_those_of_the_base(base: Path) -> None:
    schema = on(base, "labels: {cue: {key: q}}\nrelations: {by: {from: cue, to: claim}}")
    assert list(schema.labels) == ["claim", "source", "figure", "cue"]
    assert list(schema.relations) == ["said_by", "counts", "doubts", "by"]
    assert list(on(base, "labels: [cue]").labels) == ["claim", "source", "figure", "cue"]


def test_a_label_given_again_is_changed_key_by_key(base: Path) -> None:
    schema = on(base, "labels: {claim: {guideline: [Another.], attributes: {size: {type: int}}}}")
    claim = schema.labels["claim"]
    assert (claim.key, claim.guideline) == ("c", ("Another.",))
    assert [each.name for each in claim.attributes] == ["sure", "hedge", "size"]


def test_an_attribute_given_again_is_changed_key_by_key_but_replaced_with_its_type(base: Path) -> None:
    label = on(base, "labels: {claim: {attributes: {hedge: {required: true}}}}").labels["claim"]
    hedge = label.attribute("hedge")
    assert hedge is not None and hedge.required and hedge.when == OneOf("sure", ("perhaps", "no"))
    label = on(base, "labels: {claim: {attributes: {hedge: {type: bool}}}}").labels["claim"]
    hedge = label.attribute("hedge")
    assert hedge is not None and hedge.when is None


def test_keys_of_values_go_when_the_values_are_given_again(base: Path) -> None:
    schema = on(
        base,
        "labels: {claim: {attributes: {sure: {values: [perhaps, no], default: no}}}}\n"
        "constraints: [{id: has-source, where: {sure: no}}]",
    )
    sure = schema.labels["claim"].attribute("sure")
    assert sure is not None and sure.values == ("perhaps", "no")


def test_a_condition_is_replaced_as_a_whole(base: Path) -> None:
    label = on(base, "labels: {claim: {attributes: {hedge: {when: {sure: no}}}}}").labels["claim"]
    hedge = label.attribute("hedge")
    assert hedge is not None and hedge.when == OneOf("sure", ("no",))


def test_span_rules_are_changed_one_by_one(base: Path) -> None:
    rules = on(base, "span: {max_fragments: 3}").labels["claim"].span
    assert (rules.granularity.value, rules.discontinuous, rules.max_fragments) == ("word", True, 3)


def test_own_rules_of_overlap_decide_before_those_of_the_base(base: Path) -> None:
    schema = on(base, "overlap: [{pair: [figure, claim], rule: forbid}]")
    assert schema.overlap_rule("claim", "figure") is Overlap.FORBID
    assert schema.overlap_rule("claim", "source") is Overlap.FORBID


def test_a_constraint_given_again_by_its_id_is_changed_key_by_key(base: Path) -> None:
    schema = on(
        base, "constraints: [{id: has-source, level: info}, {id: new, each: claim, require: {attribute: sure}}]"
    )
    assert [each.id for each in schema.constraints] == ["has-source", "has-figure", "of-figure", "new"]
    first = schema.constraints[0]
    assert (first.level.value, first.message, first.label) == ("info", "who?", "claim")


def test_a_label_is_renamed_wherever_it_is_used(base: Path) -> None:
    schema = on(base, "rename: {labels: {claim: statement, figure: number}}")
    assert list(schema.labels) == ["statement", "source", "number"]
    assert schema.overlap[0].pair == ("statement", "number")
    assert schema.relations["counts"].sources == ("statement", "number")
    assert [each.label for each in schema.constraints] == ["statement", "source", "number"]
    assert schema.labels["statement"].key == "c"


def test_names_can_be_exchanged(base: Path) -> None:
    schema = on(base, "rename: {labels: {claim: source, source: claim}}")
    assert (schema.labels["source"].key, schema.labels["claim"].key) == ("c", "s")
    assert schema.relations["said_by"].sources == ("source",)


def test_a_relation_is_renamed_wherever_it_is_used(base: Path) -> None:
    schema = on(base, "rename: {relations: {said_by: by}}")
    assert list(schema.relations) == ["by", "counts", "doubts"]
    assert schema.relations["doubts"].targets == ("@counts", "@by")
    assert schema.constraints[0].require == load_with(base, "said_by", "by").constraints[0].require


def load_with(base: Path, old: str, new: str) -> Schema:
    """The base with a word exchanged everywhere."""
    path = base.parent / "exchanged.yaml"
    path.write_text(BASE.replace(old, new))
    return load_schema(path)


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        ("rename: {labels: {claim: statement}}", "claim", "statement"),
        ("rename: {attributes: {claim.sure: certain}}", "sure", "certain"),
        ("rename: {attributes: {said_by.how: way}}", "how", "way"),
        ("rename: {values: {claim.sure.perhaps: maybe}}", "perhaps", "maybe"),
        ("rename: {values: {said_by.how.wrote: penned}}", "wrote", "penned"),
        ("rename: {constraints: {has-source: sourced}}", "has-source", "sourced"),
        ("rename: {labels: {claim: statement}, attributes: {claim.sure: certain}}\n", "", ""),
    ],
)
def test_renaming_is_as_if_the_base_had_been_written_so(base: Path, change: str, old: str, new: str) -> None:
    schema = on(base, change)
    same = load_with(base, old, new) if old else load_with(base, "claim", "statement")
    if not old:
        (base.parent / "exchanged.yaml").write_text(BASE.replace("claim", "statement").replace("sure", "certain"))
        same = load_schema(base.parent / "exchanged.yaml")
    assert schema.labels == same.labels
    assert schema.relations == same.relations
    assert schema.constraints == same.constraints
    assert schema.overlap == same.overlap


def test_what_is_given_again_is_given_under_its_new_name(base: Path) -> None:
    schema = on(base, "rename: {labels: {claim: statement}}\nlabels: {statement: {key: t}, claim: {key: x}}")
    assert [(each.name, each.key) for each in schema.labels.values()][-1] == ("claim", "x")
    assert schema.labels["statement"].key == "t"


def test_a_removed_label_goes_with_all_that_is_about_nothing_then(base: Path) -> None:
    schema = on(base, "remove: {labels: [figure]}")
    assert list(schema.labels) == ["claim", "source"]
    assert [each.pair for each in schema.overlap] == [("claim", "source")]
    assert list(schema.relations) == ["said_by", "doubts"]
    assert schema.relations["doubts"].targets == ("@said_by",)
    assert [each.id for each in schema.constraints] == ["has-source", "has-figure"]


def test_a_relation_whose_only_ends_are_removed_goes_too(base: Path) -> None:
    schema = on(base, "remove: {relations: [counts, said_by]}")
    assert not schema.relations
    assert [each.id for each in schema.constraints] == ["has-figure"]


def test_attributes_values_and_constraints_are_removed(base: Path) -> None:
    schema = on(base, "remove: {attributes: claim.hedge, values: [claim.sure.perhaps], constraints: has-figure}")
    (sure,) = schema.labels["claim"].attributes
    assert sure.values == ("yes", "no")
    assert [each.id for each in schema.constraints] == ["has-source", "of-figure"]


def test_a_removed_value_goes_from_the_conditions_that_list_it(base: Path) -> None:
    label = on(base, "remove: {values: claim.sure.perhaps}").labels["claim"]
    hedge = label.attribute("hedge")
    assert hedge is not None and hedge.when == OneOf("sure", ("no",))


def test_bases_are_built_on_bases(base: Path) -> None:
    middle = base.parent / "middle.yaml"
    middle.write_text("extends: base\nrename: {labels: {claim: statement}}\nremove: {labels: figure}\nlabels: [cue]")
    schema = on(base, "rename: {labels: {statement: thesis}}\nlabels: {cue: {key: q}}", "middle")
    assert [(each.name, each.key) for each in schema.labels.values()] == [
        ("thesis", "c"),
        ("source", "s"),
        ("cue", "q"),
    ]


def test_the_hash_changes_with_every_file_it_is_made_of(base: Path) -> None:
    before = on(base, "")
    base.write_text(BASE + "# new\n")
    after = on(base, "")
    assert before.hash != after.hash
    assert len(after.hash) == 64
    assert after.hash != load_schema(base).hash


def test_a_shipped_schema_is_found_by_its_id(base: Path) -> None:
    schema = on(base, "remove: {labels: [MISC]}", "ner-conll2003")
    assert list(schema.labels) == ["PER", "ORG", "LOC"]


def test_a_schema_may_build_on_the_shipped_one_of_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "news-claims.yaml"
    path.write_text("extends: news-claims\nid: news-claims\nversion: 1.1.0\nlabels: {claim: {help: Ours.}}")
    schema = load_schema(path)
    assert (schema.labels["claim"].help, schema.version) == ("Ours.", "1.1.0")
    assert len(schema.labels) == 5


def test_an_id_is_looked_for_beside_the_schema_first_by_name_then_inside(base: Path) -> None:
    (base.parent / "pii.yml").write_text("labels: [ours]")
    (base.parent / "x.yaml").write_text('# a remark\nid: "team-core"  # ours\nlabels: [core]')
    assert list(on(base, "", "pii").labels) == ["ours"]
    assert list(on(base, "", "team-core").labels) == ["core"]


def test_a_base_may_lie_in_a_folder_below(base: Path) -> None:
    (base.parent / "parts").mkdir()
    (base.parent / "parts" / "core.yaml").write_text("labels: [core]")
    assert list(on(base, "", "parts/core.yaml").labels) == ["core"]


def test_a_base_is_never_read_from_outside_the_folder(base: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    here = tmp_path / "in" / "base.yaml"
    here.symlink_to(base)
    for name in ("../base.yaml", str(base), "base.yaml", "base"):
        assert mistakes(here, f"labels: [a]\nextends: {name}") == ["own.yaml:2:10 outside-folder"]


def test_a_base_is_a_plain_file(base: Path) -> None:
    os.mkfifo(base.parent / "pipe.yaml")
    (base.parent / "folder.yaml").mkdir()
    assert mistakes(base, "extends: pipe.yaml") == ["own.yaml:1:10 not-a-file"]
    assert mistakes(base, "extends: folder.yaml") == ["own.yaml:1:10 not-a-file"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("extends: nothing.yaml", "own.yaml:1:10 no-schema"),
        ("extends: bse", "own.yaml:1:10 no-schema"),
        ('extends: "a\\0b"', "own.yaml:1:10 control-character"),
        ("extends: [base]", "own.yaml:1:10 not-a-text"),
        ("extends:", "own.yaml:1:9 missing-value"),
        ("extends: own.yaml", "own.yaml:1:10 extends-circle"),
        ("labels: [a]\nrename: {labels: {a: b}}", "own.yaml:2:1 no-base"),
        ("labels: [a]\nremove: {labels: a}", "own.yaml:2:1 no-base"),
        ("extends: base\nrename: {labels: {clam: x}}", "own.yaml:2:19 unknown-label"),
        ("extends: base\nrename: {relations: {said: x}}", "own.yaml:2:22 unknown-relation"),
        ("extends: base\nrename: {attributes: {claim: x}}", "own.yaml:2:23 unknown-attribute"),
        ("extends: base\nremove: {values: claim.sure.maybe}", "own.yaml:2:18 unknown-value"),
        ("extends: base\nremove: {constraints: x}", "own.yaml:2:23 unknown-constraint"),
        ("extends: base\nremove: {label: claim}", "own.yaml:2:10 unknown-key"),
        ("extends: base\nremove: [claim]", "own.yaml:2:9 not-a-mapping"),
        ("extends: base\nremove: {labels: [claim, claim]}", "own.yaml:2:26 named-twice"),
        ("extends: base\nrename: {labels: {claim: x}}\nremove: {labels: [claim]}", "own.yaml:3:19 contradiction"),
        ("extends: base\nrename: {labels: {claim: source}}", "own.yaml:2:26 name-taken"),
        ("extends: base\nrename: {labels: {claim: x, source: x}}", "own.yaml:2:37 name-taken"),
        ("extends: base\nrename: {labels: {claim: '*'}}", "own.yaml:2:26 bad-name"),
        ("extends: base\nrename: {attributes: {claim.sure: claim.certain}}", "own.yaml:2:35 bad-name"),
        ("extends: base\nrename: {labels: {claim: [x]}}", "own.yaml:2:26 not-a-text"),
        ("extends: base\nlabels: {claim: {keey: x}}", "own.yaml:2:18 unknown-key"),
        ("extends: base\nlabels: {a: {key: c}}", "own.yaml:2:19 key-taken"),
        ("extends: base\nlabels: {a: , a: }", "own.yaml:2:15 duplicate-label"),
        ("extends: base\nremove: {attributes: claim.sure}", "base.yaml:13:36 unknown-attribute"),
        ("extends: base\nremove: {values: [claim.sure.yes]}", "base.yaml:12:63 bad-default"),
        ("extends: broken.yaml", "broken.yaml:2:16 unknown-choice"),
        ("extends: damaged.yaml", "damaged.yaml:1:1 yaml-syntax"),
        ("extends: list.yaml", "list.yaml:1:1 not-a-mapping"),
        ("extends: later.yaml", "later.yaml:1:18 unknown-language"),
        ("extends: a.yaml", "b.yaml:2:10 extends-circle"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_the_file_where_it_stands(base: Path, text: str, expected: str) -> None:
    others = {
        "broken": "labels: {x: {select: all}}".replace("{x", "\n  {x"),
        "damaged": "labels: [a\n",
        "list": "- a",
        "later": "schema_language: 2\nlabels: [a]",
        "a": "extends: b.yaml\nlabels: [a]",
        "b": "labels: [b]\nextends: a.yaml",
    }
    for name, content in others.items():
        (base.parent / f"{name}.yaml").write_text(content)
    found = mistakes(base, text)
    assert found[0] == expected, found


def test_more_than_eight_bases_are_too_many(tmp_path: Path) -> None:
    for depth in range(10):
        below = f"extends: s{depth - 1}.yaml\n" if depth else ""
        (tmp_path / f"s{depth}.yaml").write_text(f"{below}labels: [l{depth}]")
    assert len(load_schema(tmp_path / "s8.yaml").labels) == 9
    _, problems = read_schema(tmp_path / "s9.yaml")
    assert [(each.slug, Path(each.place.path).name) for each in problems] == [("too-deep", "s1.yaml")]


def test_the_limits_hold_for_all_files_together(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("labels: [a]\n#" + "x" * 600_000)
    (tmp_path / "b.yaml").write_text("extends: a.yaml\n#" + "x" * 600_000)
    _, problems = read_schema(tmp_path / "b.yaml")
    assert [each.slug for each in problems] == ["too-large"]


def test_a_base_can_be_found_elsewhere_than_on_the_disk() -> None:
    def bases(name: str, path: Path) -> tuple[Path, bytes]:
        assert (name, path) == ("core", Path("HEAD:own.yaml"))
        return Path("HEAD:core.yaml"), b"labels: [core]"

    schema, problems = parse_schema(b"extends: core\nlabels: [own]", Path("HEAD:own.yaml"), bases)
    assert schema is not None and not problems
    assert list(schema.labels) == ["core", "own"]


@pytest.mark.parametrize("name", sorted(shipped_schemas()))
def test_every_shipped_schema_can_be_built_on(name: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(f"extends: {name}")
    schema, original = load_schema(path), load_schema(shipped_schemas()[name])
    assert (schema.labels, schema.relations) == (original.labels, original.relations)


def test_the_schema_itself_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        load_schema(tmp_path / "own.yaml")


# What is wrong besides: all of it is told at once.


def test_a_wrong_rename_hides_nothing_that_is_wrong_besides(base: Path) -> None:
    text = """\
extends: base.yaml
rename: {labels: {clam: opinion}}
remove: {relations: [count]}
colour: red
labels:
  voice: {key: vv}
relations:
  doubted: {from: claim, to: sauce}
"""
    assert mistakes(base, text) == [
        "own.yaml:2:19 unknown-label",
        "own.yaml:3:22 unknown-relation",
        "own.yaml:4:1 unknown-key",
        "own.yaml:6:16 bad-key",
        "own.yaml:8:30 unknown-label",
    ]


def test_what_follows_from_a_wrong_rename_is_not_told(base: Path) -> None:
    text = """\
extends: base.yaml
rename: {labels: {clam: opinion}, attributes: {claim.shure: certain}}
labels:
  claim: {attributes: {certain: {default: nothing}}}
  opinion: {key: c}
relations:
  held: {from: opinion, to: source}
constraints:
  - {id: certainly, each: claim, where: {certain: yes}, require: {relation: said_by, out: 1..1}}
"""
    assert mistakes(base, text) == ["own.yaml:2:19 unknown-label", "own.yaml:2:48 unknown-attribute"]


def test_nor_what_follows_from_a_wrong_remove(base: Path) -> None:
    text = """\
extends: base.yaml
remove: {labels: [clam]}
labels:
  assertion: {key: c}
"""
    assert mistakes(base, text) == ["own.yaml:2:19 unknown-label"]


def test_a_wrong_rename_in_a_base_is_told_once_and_what_is_wrong_above_it_too(base: Path) -> None:
    (base.parent / "middle.yaml").write_text("extends: base.yaml\nrename: {labels: {clam: opinion}}\n")
    text = "extends: middle.yaml\nrename: {labels: {opinion: view}}\ncolour: red\nlabels: {view: {key: q}}\n"
    assert mistakes(base, text) == ["own.yaml:3:1 unknown-key", "middle.yaml:2:19 unknown-label"]


def test_rename_without_a_base_hides_nothing_either(base: Path) -> None:
    text = """\
rename: {labels: {claim: opinion}}
labels: {claim: {key: cc}}
relations: {held: {from: opinion, to: claim}}
"""
    assert mistakes(base, text) == ["own.yaml:1:1 no-base", "own.yaml:2:23 bad-key"]
