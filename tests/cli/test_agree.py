"""`annotate agree`, from files to figures."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from annotate.core.agreement.metrics import METRICS
from tests.cli.conftest import Run, Work

ROOT = Path(__file__).parents[2]

SHORTER = '"start":17,"end":39,"quote":"40 bridges need repair"', '"start":20,"end":39,"quote":"bridges need repair"'


@pytest.fixture
def both(work: Work) -> Work:
    """Alice and Bob say the same."""
    work.annotate("alice")
    work.annotate("bob")
    return work


def figures(run: Run, *arguments: object) -> dict[tuple[str, str, str, str], dict]:
    """By unit, label, attribute and measure, about all annotators."""
    result = run("agree", *arguments, "--format", "json")
    found = json.loads(result.out)
    return {
        (each["unit"], each["label"] or each["about"], each["attribute"] or "", each["metric"]): each
        for each in found["figures"]
        if each["annotators"] == found["annotators"]
    }


def test_the_same_annotations_agree_fully(both: Work, run: Run) -> None:
    found = figures(run, "exports")
    for name in ("alpha", "cohen", "observed", "f1-token"):
        assert found["token", "claim", "", name]["value"] == 1
    for name in ("f1-exact", "f1-overlap", "alpha-u"):
        assert found["span", "claim", "", name]["value"] == 1
    assert found["relation", "by", "", "f1-exact"]["value"] == 1


def test_a_moved_border_is_not_exact_and_still_overlaps(both: Work, run: Run) -> None:
    # "40 bridges need repair" is four tokens, without its first one it is three.
    both.change(*SHORTER, "bob")
    found = figures(run, "exports")
    assert found["span", "claim", "", "f1-exact"]["value"] == 0
    assert found["span", "claim", "", "f1-overlap"]["value"] == 1
    assert found["token", "claim", "", "f1-token"]["value"] == pytest.approx(2 * 3 / 7)
    assert 0 < found["span", "claim", "", "alpha-u"]["value"] < 1


def test_what_is_still_to_do_is_missing_and_told(both: Work, run: Run) -> None:
    whole = figures(run, "exports")["token", "claim", "", "observed"]
    both.change('"status":"flagged","by":"bob","at":"2026-01-01T10:00:00Z","seconds":10', '"status":"todo"', "bob")
    part = figures(run, "exports")["token", "claim", "", "observed"]
    assert part["value"] == 1 and part["n"] == 7 and part["n"] < whole["n"]
    assert part["excluded"] + part["n"] == whole["excluded"] + whole["n"]
    assert "1 by alice, 2 by bob" in run("agree", "exports").out


def test_all_the_same_answers_are_undefined_with_the_reason(both: Work, run: Run) -> None:
    found = figures(run, "exports")["span", "claim", "certain", "alpha"]
    assert found["value"] is None and "same" in found["undefined"]
    text = run("agree", "exports").out
    assert "Undefined" in text and "claim.certain" in text and "nan" not in text.lower()


def test_an_attribute_that_is_not_to_be_compared_is_left_out(both: Work, run: Run) -> None:
    both.schema.write_text(both.schema.read_text().replace("required: true", "required: true, compare: false"))
    assert not [key for key in figures(run, "exports") if key[2] == "certain"]


def test_paragraphs_of_a_single_document_give_its_intervals_and_that_is_told(both: Work, run: Run) -> None:
    both.change(*SHORTER, "bob")
    found = figures(run, "exports", "--resamples", 50, "--seed", 7)
    one = found["token", "claim", "", "observed"]
    assert one["low"] < one["value"] < one["high"] == 1
    assert (one["seed"], one["resampled"], one["no_interval"]) == (7, "2 paragraphs of one document", None)
    for form in ("text", "html"):
        told = " ".join(run("agree", "exports", "--resamples", 50, "--format", form).out.split())
        assert "resamples of 2 paragraphs of one document" in told and "narrower than over documents" in told
    rows = list(csv.DictReader(io.StringIO(run("agree", "exports", "--format", "csv").out)))
    assert {row["resampled"] for row in rows if row["low"]} == {"2 paragraphs of one document"}


def test_what_is_not_made_from_single_paragraphs_has_no_interval_of_one_document(both: Work, run: Run) -> None:
    found = figures(run, "exports", "--resamples", 50)
    for key in (("relation", "by", "", "f1-exact"), ("span", "claim", "", "alpha-u")):
        assert found[key]["low"] is None and "single paragraphs" in found[key]["no_interval"]


def test_a_paragraph_that_only_one_decided_on_is_not_drawn(both: Work, run: Run) -> None:
    both.change('"status":"flagged","by":"bob","at":"2026-01-01T10:00:00Z","seconds":10', '"status":"todo"', "bob")
    one = figures(run, "exports")["token", "claim", "", "observed"]
    assert one["no_interval"] == "an interval needs two paragraphs that two annotators decided on"


def test_two_documents_have_an_interval_with_its_seed(both: Work, run: Run) -> None:
    for path in list(both.out.glob("*.jsonl")):
        content = path.read_text().replace('"document":"article"', '"document":"other"')
        (both.out / path.name.replace("article", "other")).write_text(content)
    found = figures(run, "exports", "--resamples", 50, "--seed", 7)["token", "claim", "", "alpha"]
    assert (found["low"], found["high"], found["seed"], found["resamples"]) == (1, 1, 7, 50)
    assert "seed 7" in run("agree", "exports", "--resamples", 50, "--seed", 7).out


def test_a_gate_passes_fails_and_says_what_fell_short(both: Work, run: Run) -> None:
    both.change(*SHORTER, "bob")
    one = ("agree", "exports", "--unit", "span", "--label", "claim", "--min")
    assert run(*one, "f1-overlap=1").status == 0
    failed = run(*one, "f1-exact=0.5")
    assert failed.status == 1 and "f1-exact of claim (span) is 0, to be at least 0.5" in failed.err


def test_an_undefined_figure_falls_short_of_its_gate(both: Work, run: Run) -> None:
    failed = run("agree", "exports", "--unit", "span", "--label", "claim", "--min", "alpha=-1")
    assert failed.status == 1 and "undefined" in failed.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--metric", "kapa"), ("--min", "alpha"), ("--min", "alpha=nan"), ("--min", "alpha=x"), ("--label", "clam"),
        ("--resamples", "-1"), ("--unit", "token", "--min", "f1-exact=1"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told(both: Work, run: Run, arguments: tuple[str, ...]) -> None:
    result = run("agree", "exports", *arguments)
    assert result.status == 2 and result.err


def test_disagreements_tell_file_line_and_who_says_what(both: Work, run: Run) -> None:
    path = both.change('"label":"source"', '"label":"claim"', "bob")
    lines = path.read_text().splitlines()
    number = next(n for n, line in enumerate(lines, 1) if '"bbbbbbbb"' in line and '"span"' in line)
    out = run("agree", "exports", "--disagreements", "--unit", "span").out
    assert f'article.bob.ann.jsonl:{number}: bob: claim "The council"' in out
    assert 'alice: source "The council"' in out


def test_a_stretch_of_text_is_told_by_its_words_and_is_no_category(work: Work, run: Run) -> None:
    schema = work.schema.read_text().replace("{certain:", "{hedge: {type: span}, certain:")
    work.schema.write_text(schema)
    for name, stretch in (("alice", "[20,27]"), ("bob", "[28,32]")):
        work.annotate(name)
        work.change('"certain":true}', f'"certain":true,"hedge":{stretch}}}', name)
    out = run("agree", "exports", "--label", "claim", "--disagreements").out
    assert 'alice: "bridges" at 20' in out and 'bob: "need" at 28' in out
    assert "claim.hedge (alice down" not in out and "20, 27" not in out


def test_other_texts_schemas_and_doubles_cannot_be_compared(both: Work, run: Run) -> None:
    path = both.path("bob")
    before = path.read_text()
    sha = re.search('"sha256":"([0-9a-f]+)"', before)
    assert sha
    schema, annotator = ('"schema":"small"', '"schema":"big"'), ('"annotator":"bob"', '"annotator":"alice"')
    for change in ((sha[1], "1" * 64), schema, annotator):
        path.write_text(before.replace(*change))
        result = run("agree", "exports")
        assert result.status == 1 and "[cannot-compare]" in result.err and not result.out


def test_each_two_of_three_annotators_are_told_of_if_that_is_wanted(both: Work, run: Run) -> None:
    both.annotate("carol")
    short, long = (run("agree", "exports", *more).out for more in ((), ("--pairs",)))
    assert "(alice and bob)" not in short and "(alice down, bob across)" not in short and "--pairs" in short
    assert "(alice and bob)" in long and "(bob and carol)" in long and "(bob down, carol across)" in long
    # Precision is about two, so who asks for it is told of two.
    assert "(alice and bob)" in run("agree", "exports", "--metric", "precision-exact").out


def test_a_schema_is_given_by_name_as_to_other_commands(both: Work, run: Run) -> None:
    assert run("agree", "exports", "--schema", "small") == run("agree", "exports")
    assert run("agree", "exports", "--schema", "smell").status == 2


def test_broken_lines_stop_it(both: Work, run: Run) -> None:
    both.change('"end":39', '"end":"x"', "bob")
    result = run("agree", "exports")
    assert result.status == 1 and "article.bob.ann.jsonl:" in result.err


def test_versions_of_a_conflict_are_not_counted_as_if_both_were_said(both: Work, run: Run) -> None:
    both.change('"certain":true},"origin":"human"', '"certain":true},"origin":"human","conflict":"aaaaaaaa"', "bob")
    status, out, err = run("agree", "exports")
    assert status == 1 and not out and "article.bob.ann.jsonl:4: " in err and "[open-conflict]" in err


def test_a_single_annotator_is_nothing_to_compare(work: Work, run: Run) -> None:
    work.annotate()
    assert run("agree", "exports").status == 2


def test_nothing_is_changed(both: Work, run: Run) -> None:
    before = {path: path.read_bytes() for path in both.out.rglob("*") if path.is_file()}
    run("agree", "exports", "--disagreements", "--format", "html", "-o", "page.html")
    assert before == {path: path.read_bytes() for path in both.out.rglob("*") if path.is_file()}


def test_csv_has_a_row_for_each_figure(both: Work, run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("agree", "exports", "--format", "csv").out)))
    assert len(rows) == len(json.loads(run("agree", "exports", "--format", "json").out)["figures"])
    assert all(bool(row["value"]) != bool(row["undefined"]) for row in rows)


def test_csv_holds_no_formula(tmp_path: Path, run: Run) -> None:
    Path("t.csv").write_text("=1+1,@b\nx,x\ny,x\n")
    assert "'=1+1 @b" in run("agree", "t.csv", "--format", "csv").out


def test_the_page_has_no_script_loads_nothing_and_escapes(tmp_path: Path, run: Run) -> None:
    Path("t.csv").write_text('<script>x</script>,"a""&b"\n<b>,<b>\n<i>,<b>\n')
    page = run("agree", "t.csv", "--format", "html").out
    assert "<script" not in page and "<b>," not in page and "&lt;script&gt;" in page
    assert "default-src 'none'" in page and not re.search(r'(src|href)="', page)
    assert "<svg" in page and "aria-label" in page


@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
def test_a_table_of_ratings_gives_alpha(tmp_path: Path, run: Run, form: str) -> None:
    Path("t.csv").write_text("item,ann,bob\n" + "\n".join(f"{n},{a},{b}" for n, (a, b) in enumerate(PAIRS)) + "\n")
    assert "0.095" in run("agree", "t.csv", "--metric", "alpha", "--format", form).out


@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
def test_an_undefined_mean_over_pairs_names_those_that_it_lacks_and_why(tmp_path: Path, run: Run, form: str) -> None:
    Path("t.csv").write_text("ann,bob,cat\nx,x,\ny,y,\nx,y,y\n")
    told = " ".join(run("agree", "t.csv", "--metric", "cohen", "--format", form).out.split())
    assert "lacks bob and cat (all answers are the same" in told and "ann and bob (" not in told


PAIRS = ((1, 0), (1, 1), (0, 1), (0, 0), (0, 0), (0, 1), (0, 0), (0, 1), (0, 0), (0, 0))
"""Krippendorff 2004, p. 224."""


@pytest.mark.parametrize("content", ["", "a\n1\n", "a,a\n1,1\n", "a,b\n1\n", 'a,b\n"1,2\n', "a,b\n\xff,1\n"])
def test_what_is_no_table_is_told(tmp_path: Path, run: Run, content: str) -> None:
    Path("t.csv").write_bytes(content.encode("latin-1"))
    result = run("agree", "t.csv")
    assert result.status == 1 and "[bad-table]" in result.err


def test_the_sample_annotators_agree_as_well_as_it_is_said(run: Run) -> None:
    found = figures(run, ROOT / "exports")
    assert found["span", "pooled", "", "f1-exact"]["value"] == pytest.approx(0.831, abs=5e-4)
    assert found["token", "stance", "", "alpha"]["value"] == pytest.approx(0.550, abs=5e-4)


def test_plain_signs_where_the_encoding_lacks_others(both: Work, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert run("agree", "exports").out.isascii()


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_lines_fit_the_terminal(both: Work, run: Run, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert max(map(len, run("agree", "exports").out.splitlines())) <= columns


def test_every_measure_is_listed_and_documented(run: Run) -> None:
    listed = run("agree", "--metric", "list").out
    page = (ROOT / "docs" / "agreement.md").read_text("utf-8")
    for metric in METRICS.values():
        assert f"{metric.name}: " in listed
        row = f"| `{metric.name}` | {metric.what} | {metric.source or '–'} | {metric.distrust} |"
        assert row in page


def test_whatever_is_told_to_programs_says_in_the_same_way_what_it_is_about(both: Work, run: Run) -> None:
    both.change('"certain":true', '"certain":false', "bob")
    both.change('"label":"source"', '"label":"claim"', "bob")
    asked = ("--label", "claim", "--min", "alpha=1", "--disagreements", "--format", "json")
    found = json.loads(run("agree", "exports", *asked).out)
    told = [each for name in ("figures", "confusions", "disagreements", "short_of") for each in found[name]]
    abouts = {(each["unit"], each["about"], each["label"], each["attribute"]) for each in told}
    assert {"pooled", "label", "attribute", "choice"} >= {about for _, about, _, _ in abouts}
    assert ("span", "attribute", "claim", "certain") in abouts
    for name in ("figures", "confusions", "disagreements", "short_of"):
        assert found[name] and all({"unit", "about", "label", "attribute"} <= each.keys() for each in found[name])
