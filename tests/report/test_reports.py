"""Reports for other programs: read back by their own rules, whatever problems say."""

import json
import re
import xml.etree.ElementTree as xml
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from annotate.core.problems import Level, Place, Problem
from annotate.report import github, gitlab, junit, objects, sarif
from annotate.report.found import Found, by_place
from annotate.report.rules import RULES
from annotate.report.source import Source
from tests.report.sarif_part import LOG

JUNIT = xmlschema.XMLSchema(str(Path(__file__).with_name("junit-10.xsd")))
CODE_SCANNING = jsonschema.Draft7Validator(LOG)
OASIS = jsonschema.Draft202012Validator(
    json.loads(Path(__file__).with_name("sarif-2.1.0.json").read_text("utf-8")),
    format_checker=jsonschema.FormatChecker(("uri", "uri-reference")),
)
HOSTILE = "]]>\x1b[31m%0A\r\n::error::\x00\x9b\u202e\ud83d\ufffe<&\"',:[x](http://y){0}" + "é" * 100_000
NAMES = ("caf\udce9 %,:;#?.yaml", "a]]>&<\"'\n\x1b.yaml", "\u202e.yaml", "a/../b.yaml")

anything = st.text(st.characters(exclude_categories=()), max_size=60)
problems = st.builds(
    Problem,
    slug=st.sampled_from(["unknown-label", "overlap", "constraint", "not-json"]),
    place=st.builds(Place, anything, st.integers(0, 9), st.integers(0, 40)),
    message=anything,
    hint=anything,
    level=st.sampled_from(Level),
)


@st.composite
def files(draw: st.DrawFn) -> Found:
    path = draw(anything.filter(lambda name: "\0" not in name and name))
    found = draw(st.lists(problems, max_size=4))
    moved = [Problem(x.slug, Place(path, x.place.line, x.place.column), x.message, x.hint, x.level) for x in found]
    return Found(path, draw(st.sampled_from(["schema", "annotations", "project", ""])), by_place(moved))


def wrong(slug: str = "unknown-label", line: int = 1, column: int = 0, **more: Any) -> Problem:
    return Problem(slug, Place(more.pop("path", "a.yaml"), line, column), more.pop("message", "it is wrong"), **more)


def file(*found: Problem, path: str = "a.yaml", unread: bool = False) -> Found:
    return Found(path, "schema", found, unread)


def same(path: str) -> str:
    return path


def text_of(content: str) -> Any:
    return lambda path: Source(content.encode())


def sarif_of(found: Iterable[Found], content: str = "labels: [a]\n") -> Any:
    told = "".join(sarif.pieces(found, same, text_of(content)))
    assert told.isascii()
    log = json.loads(told)
    OASIS.validate(log)
    CODE_SCANNING.validate(log)
    return log["runs"][0]


def gitlab_of(found: Iterable[Found], content: str = "labels: [a]\n") -> Any:
    return json.loads("".join(gitlab.pieces(found, same, text_of(content))))


def junit_of(found: Iterable[Found], strict: bool = False) -> xml.Element:
    told = "".join(junit.pieces(found, strict))
    assert told.isascii()
    JUNIT.validate(told)
    return xml.fromstring(told)


def commands_of(found: Iterable[Found]) -> list[tuple[str, dict[str, str], str]]:
    """As the runner of GitHub Actions reads them: level, properties, message."""
    return [read(line) for line in "".join(github.pieces(found, same)).splitlines()]


def read(line: str) -> tuple[str, dict[str, str], str]:
    parts = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
    assert parts is not None, line
    properties = dict(each.split("=", 1) for each in parts[2].split(","))
    escapes = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}

    def plain(text: str, known: set[str]) -> str:
        return re.sub("%(..)", lambda m: escapes[m[0]] if m[0] in known else m[0], text)

    everywhere = {"%0D", "%0A", "%25"}
    return (
        parts[1],
        {name: plain(value, set(escapes)) for name, value in properties.items()},
        plain(parts[3], everywhere),
    )


@pytest.mark.parametrize("path", ["\ud800", "a\udcff b", "\udfff/\udc80"])
def test_any_name_of_a_file_is_reported_to_code_scanning(path: str) -> None:
    found = [Found(path, "schema", [Problem("unknown-label", Place(path, 1, 1), "odd")], False)]
    assert len(sarif_of(found)["results"]) == 1


@given(st.lists(files(), max_size=4), st.booleans(), anything)
def test_whatever_is_told_the_reports_stay_what_they_are(found: list[Found], strict: bool, content: str) -> None:
    number = sum(len(each.problems) for each in found)
    text = content.encode("utf-8", "replace")
    run = json.loads("".join(sarif.pieces(found, same, lambda _: Source(text))))
    OASIS.validate(run)
    CODE_SCANNING.validate(run)
    assert len(run["runs"][0]["results"]) == number
    assert len(gitlab_of(found)) == number
    assert len(commands_of(found)) == number
    assert len(json.loads("".join(objects.pieces(found)))["problems"]) == number
    assert len(junit_of(found, strict).findall("testsuite/testcase")) == len(found)


@pytest.mark.parametrize("path", NAMES)
def test_hostile_names_and_messages_break_no_report(path: str) -> None:
    found = [file(wrong(message=HOSTILE, hint=HOSTILE, path=path), path=path)]
    for told in (
        "".join(github.pieces(found, same)),
        "".join(gitlab.pieces(found, same, text_of(HOSTILE.encode("utf-8", "replace").decode()))),
        "".join(junit.pieces(found, strict=True)),
        "".join(objects.pieces(found)),
        "".join(sarif.pieces(found, same, text_of(""))),
    ):
        assert not set("\x00\x1b\x9b\u202e\ud83d\r") & set(told)
    assert len(commands_of(found)) == 1
    assert len(sarif_of(found)["results"]) == 1
    assert len(junit_of(found).findall("testsuite/testcase/failure")) == 1


def test_pages_get_messages_of_a_length_that_they_show() -> None:
    found = [file(wrong(message="x" * 100_000))]
    shown = sarif_of(found)["results"][0]["message"]["text"]
    assert len(shown) <= 1001
    assert shown.endswith("…")
    assert gitlab_of(found)[0]["description"] == shown


# GitHub


def test_a_command_says_where_what_and_what_to_do() -> None:
    found = [file(wrong(line=3, column=5, message="'a' is wrong", hint="write b.", level=Level.WARNING))]
    assert "".join(github.pieces(found, same)) == (
        "::warning file=a.yaml,line=3,col=5,endLine=3,title=unknown-label::'a' is wrong.%0AWrite b.\n"
    )


def test_a_command_about_a_whole_file_names_no_line() -> None:
    found = [file(wrong(line=0, level=Level.INFO))]
    assert commands_of(found) == [("notice", {"file": "a.yaml", "title": "unknown-label"}, "It is wrong.")]


def test_what_would_end_a_property_or_a_command_is_escaped() -> None:
    found = [file(wrong(path="a,b:c%2C.yaml", message="100%: a,b::c%0A"))]
    [(_, properties, message)] = commands_of(found)
    assert properties["file"] == "a,b:c%2C.yaml"
    assert message == "100%: a,b::c%0A."


# GitLab


def test_an_issue_has_the_documented_members() -> None:
    found = [file(wrong(line=1, hint="write b."), wrong(line=0, level=Level.INFO))]
    first, second = gitlab_of(found)
    assert re.fullmatch("[0-9a-f]{64}", first.pop("fingerprint"))
    assert first == {
        "description": "It is wrong. Write b.",
        "check_name": "unknown-label",
        "severity": "major",
        "location": {"path": "a.yaml", "lines": {"begin": 1}},
    }
    assert (second["severity"], second["location"]["lines"]["begin"]) == ("info", 1)


def test_no_problems_are_an_empty_list() -> None:
    assert gitlab_of([file()]) == []


def test_a_fingerprint_stays_when_its_line_moves_and_the_message_names_other_lines() -> None:
    before = gitlab_of([file(wrong(line=2, message="as on line 1"))], "a\nb: c\n")
    after = gitlab_of([file(wrong(line=4, message="as on line 3"))], "new\nnew\na\nb: c\n")
    assert before[0]["fingerprint"] == after[0]["fingerprint"]


def test_every_problem_has_a_fingerprint_of_its_own() -> None:
    found = [
        file(wrong(line=1), wrong(line=1), wrong(line=2), wrong("overlap", line=1)),
        file(wrong(line=1, path="b.yaml"), path="b.yaml"),
    ]
    prints = [each["fingerprint"] for each in gitlab_of(found, "same\nsame\n")]
    assert len(set(prints)) == len(prints) == 5


# JUnit


def test_each_file_is_a_case_that_fails_or_not() -> None:
    root = junit_of(
        [file(path="good"), file(wrong(), wrong("overlap", hint="move it.")), file(wrong("cannot-read"), unread=True)]
    )
    good, bad, unread = root.findall("testsuite")
    assert [(x.get("tests"), x.get("failures"), x.get("errors")) for x in (good, bad, unread)] == [
        ("1", "0", "0"),
        ("1", "1", "0"),
        ("1", "0", "1"),
    ]
    failure = bad.find("testcase/failure")
    assert failure is not None
    assert (failure.get("type"), failure.get("message")) == ("unknown-label", "2 errors")
    assert failure.text == ("a.yaml:1: it is wrong [unknown-label]\na.yaml:1: it is wrong [overlap]\nHint: Move it.")
    assert unread.find("testcase/error") is not None


def test_warnings_fail_a_case_only_if_one_is_strict() -> None:
    found = [file(wrong(level=Level.WARNING))]
    assert junit_of(found).find("testsuite/testcase/failure") is None
    output = junit_of(found).find("testsuite/testcase/system-out")
    assert output is not None and output.text == "a.yaml:1: warning: it is wrong [unknown-label]"
    assert junit_of(found, strict=True).find("testsuite/testcase/failure") is not None


# SARIF


@pytest.mark.parametrize(
    ("path", "value"),
    [("columnKind", "bytes"), ("results", [{"level": "error"}]), ("invocations", [{}]), ("slug", "unknown-label")],
)
def test_what_the_standard_refuses_is_seen_here(path: str, value: Any) -> None:
    log = {"version": "2.1.0", "runs": [sarif_of([file(wrong())])]}
    OASIS.validate(log)
    log["runs"][0][path] = value
    assert not OASIS.is_valid(log)


def test_a_place_that_is_no_uri_is_seen_here() -> None:
    run = sarif_of([file(wrong())])
    run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b"
    assert not OASIS.is_valid({"version": "2.1.0", "runs": [run]})


def test_a_result_has_all_that_code_scanning_needs() -> None:
    problem = wrong("unknown-key", 2, 3, message="'colr' is wrong", hint="color?")
    run = sarif_of([file(problem)], "labels:\n  colr: red\n")
    assert run["results"] == [
        {
            "ruleId": "unknown-key",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "'colr' is wrong. color?"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "a.yaml", "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 7},
                    }
                }
            ],
            "partialFingerprints": run["results"][0]["partialFingerprints"],
        }
    ]


def test_each_rule_that_is_used_is_explained_once_where_its_results_point() -> None:
    run = sarif_of([file(wrong("overlap"), wrong("constraint"), wrong("overlap"))])
    rules = run["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == ["overlap", "constraint"]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])


def test_every_rule_there_is_can_be_described() -> None:
    run = sarif_of([file(*(wrong(slug) for slug in RULES))])
    assert {each["id"] for each in run["tool"]["driver"]["rules"]} == set(RULES)


def test_levels_are_those_of_sarif() -> None:
    found = [file(*(wrong(level=level) for level in Level))]
    assert [each["level"] for each in sarif_of(found)["results"]] == ["error", "warning", "note"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/c%d.yaml", "a%20b/c%25d.yaml"),
        ("ä:#?.yaml", "%C3%A4%3A%23%3F.yaml"),
        ("caf\udce9", "caf%E9"),
        ("/tmp/a b", "file:///tmp/a%20b"),
    ],
)
def test_a_path_is_a_uri(path: str, uri: str) -> None:
    result = sarif_of([file(wrong(path=path), path=path)])["results"][0]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == uri
    assert ("uriBaseId" in place) == (not uri.startswith("file:"))


def test_text_of_a_message_is_no_link() -> None:
    run = sarif_of([file(wrong(message="see [this](https://example.org) and [that]"))])
    assert run["results"][0]["message"]["text"] == "See \\[this](https://example.org) and \\[that]."


def test_what_could_not_be_read_is_a_failure_of_the_run() -> None:
    invocation = sarif_of([file(wrong("cannot-read", 0), unread=True)])["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "It is wrong."
    assert sarif_of([file(wrong())])["invocations"] == [{"executionSuccessful": True}]


def test_more_than_code_scanning_takes_is_left_out_errors_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "LIMIT", 5)
    notes = [wrong(level=Level.INFO) for _ in range(4)]
    run = sarif_of([file(*notes), file(wrong(), wrong(), wrong()), file(*notes)])
    assert [each["level"] for each in run["results"]] == ["error"] * 3 + ["note"] * 2
    [told] = run["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"] == "6 more problems are left out: code scanning takes 5 at most."
    errors = sarif_of([file(*notes), *(file(wrong()) for _ in range(9))])
    assert [each["level"] for each in errors["results"]] == ["error"] * 5


def test_a_run_without_problems_is_one_all_the_same() -> None:
    run = sarif_of([file()])
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


# All


@pytest.mark.parametrize("pieces", [objects.pieces, lambda found: junit.pieces(found, False),
                                    lambda found: gitlab.pieces(found, same, text_of("a")),
                                    lambda found: github.pieces(found, same),
                                    lambda found: sarif.pieces(found, same, text_of("a"))])  # fmt: skip
def test_problems_are_written_as_they_come(pieces: Any) -> None:
    asked: list[int] = []

    def found() -> Iterable[Found]:
        for number in range(1000):
            asked.append(number)
            yield file(wrong(message=f"number {number}"))

    told = pieces(found())
    while "umber 3" not in next(told):
        pass
    assert len(asked) < 10
