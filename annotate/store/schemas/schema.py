"""Label schemas: a YAML file read into `core.schema`, with line and column for every mistake."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.core.fitting import quoted
from annotate.core.problems import Place, Problem, errors
from annotate.core.schema import Schema, SpanRules
from annotate.store.schemas.constraints import read_constraints
from annotate.store.schemas.labels import read_labels
from annotate.store.schemas.language import check_language
from annotate.store.schemas.lints import lint
from annotate.store.schemas.migrations import read_migrations
from annotate.store.schemas.relations import read_relations
from annotate.store.schemas.spans import read_overlap, read_span_rules
from annotate.store.yaml.fields import Fields
from annotate.store.yaml.nodes import Mapping, Node
from annotate.store.yaml.reading import read_node
from annotate.store.yaml.report import Report
from annotate.store.yaml.text import YamlError

if TYPE_CHECKING:
    from annotate.store.schemas.extending import Bases

MAX_PROBLEMS = 50

_BUILDING = ("extends", "rename", "remove")
_ID = re.compile(r"\w[\w.-]{0,63}")
_VERSION = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){0,2}([-+][0-9A-Za-z.+-]{1,40})?")
_LANGUAGE_TAG = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}")


def parse_schema(data: bytes, path: Path, bases: Bases | None = None) -> tuple[Schema | None, tuple[Problem, ...]]:
    """As `loading.parse_schema`, which asks for what was not read beforehand."""
    report = Report(str(path))
    try:
        node = read_node(data)
    except YamlError as error:
        place = Place(str(path), error.line, error.column)
        return None, (Problem(error.slug, place, error.message, error.hint),)
    if not isinstance(node, Mapping):
        hint = "a schema is at least `labels: [a]`"
        report.error(node, "not-a-mapping", "a schema must be a mapping, `key: value`", hint)
        return None, _in_order(report)
    digest, doubts = hashlib.sha256(data).hexdigest(), None
    if any(key.text in _BUILDING for key, _ in node.entries):
        from annotate.store.schemas.extending import extend  # most schemas stand alone

        extended = extend(node, data, path, report, bases)
        if extended is None:
            return None, _in_order(report)
        node, digest, doubts = extended.tree, extended.hash, extended.doubts
    known = len(report.problems)
    schema = _schema(node, path, digest, report)
    if doubts is not None:
        report.problems[known:] = [each for each in report.problems[known:] if not doubts.cover(each)]
    if not report.failed():
        lint(schema, node, report)
    return (None if report.failed() else schema), _in_order(report)


def _schema(node: Node, path: Path, digest: str, report: Report) -> Schema:
    fields = Fields(node, report, "the schema")
    check_language(fields)
    rules = fields.node_of("span")
    span = SpanRules() if rules is None else read_span_rules(rules, SpanRules(), report)
    labels = read_labels(fields, span)
    relations = read_relations(fields, labels)
    schema = Schema(
        id=_matching(fields, "id", _ID, "letters, digits, `-`, `_`, `.`") or _id_of(path),
        labels=labels,
        version=_matching(fields, "version", _VERSION, "numbers as 1.0.0") or "0.0.0",
        title=fields.text("title"),
        language=_matching(fields, "language", _LANGUAGE_TAG, "a tag as `en` or `pt-BR`"),
        principles="\n".join(fields.texts("principles")),
        overlap=read_overlap(fields, labels),
        relations=relations,
        constraints=read_constraints(fields, labels, relations),
        migrations=read_migrations(fields),
        hash=digest,
        path=str(path),
    )
    fields.close()
    return schema


def _matching(fields: Fields, name: str, pattern: re.Pattern[str], form: str) -> str:
    node = fields.node_of(name)
    text = "" if node is None else fields.text(name)
    if node is not None and text and not pattern.fullmatch(text):
        message = f"{name} cannot be {quoted(text)}"
        fields.report.error(node, f"bad-{name}", message, f"use {form}")
        return ""
    return text


def _id_of(path: Path) -> str:
    """The name of the file as an id: what an id cannot have is left out."""
    return re.sub(r"[^\w.-]+", "-", path.stem).lstrip(".-")[:64] or "schema"


def _in_order(report: Report) -> tuple[Problem, ...]:
    problems = sorted(_causes(report.problems), key=lambda each: _order(report, each))
    left_out = len(problems) - MAX_PROBLEMS
    if left_out <= 0:
        return tuple(problems)
    shown = errors(problems)[:MAX_PROBLEMS] or problems[:MAX_PROBLEMS]
    message = f"{left_out} more mistakes are not shown"
    more = Problem("more-mistakes", Place(report.paths[0]), message, level=shown[0].level)
    return (*shown, more)


def _causes(problems: list[Problem]) -> list[Problem]:
    """Without labels it says nothing about a name that there is no such label."""
    if all(problem.slug != "no-labels" for problem in problems):
        return problems
    return [problem for problem in problems if problem.slug != "unknown-label"]


def _order(report: Report, problem: Problem) -> tuple[int, int, int]:
    place = problem.place
    return report.paths.index(place.path), place.line, place.column
