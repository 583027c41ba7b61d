"""The difference of two versions of a schema: lines for people, Markdown for a pull request, JSON
for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from annotate.core.display import display
from annotate.core.evolution import Advice, SchemaChange, Severity, Uses, verdict, yaml_of
from annotate.core.migrations import Migration
from annotate.core.schema import Schema
from annotate.report.objects import unicode
from annotate.report.words import count

HARMLESS = "not used by the records given"
SHOWN = 50
"""Changes of one kind that are shown to people; the others are counted."""

_ORDER = (
    Severity.BREAKING,
    Severity.MIGRATION,
    Severity.MIGRATED,
    Severity.ADDITIVE,
    Severity.COSMETIC,
)
_TITLES: Mapping[Severity, str] = {
    Severity.BREAKING: "Breaking: no step does this, somebody has to look again",
    Severity.MIGRATION: "Needs migration",
    Severity.MIGRATED: "Seen to by the migrations of the schema",
    Severity.ADDITIVE: "Added or loosened",
    Severity.COSMETIC: "Only how it looks or is explained",
}


class Finding(NamedTuple):
    """Everything that is said about two versions. `proposal` has the steps that would do,
    `undecided` what no step can be proposed for."""

    old: Schema
    new: Schema
    changes: tuple[SchemaChange, ...]
    advice: Advice | None = None
    proposal: Migration | None = None
    undecided: tuple[SchemaChange, ...] = ()

    @property
    def verdict(self) -> Severity:
        return verdict(self.changes)

    @property
    def is_fine(self) -> bool:
        """Whether annotations come along and the version says what was done."""
        due = self.advice is not None and self.advice.is_due
        return self.verdict is Severity.ADDITIVE and not due


def lines(finding: Finding) -> Iterator[str]:
    """For a terminal; not yet safe to show."""
    yield f"{_name(finding.old)} -> {_name(finding.new)}: {_words(finding.verdict)}"
    for title, changes in _groups(finding.changes):
        yield ""
        yield title
        for change in changes[:SHOWN]:
            yield f"  {change.message}{_used(change)}"
        if len(changes) > SHOWN:
            yield f"  … and {len(changes) - SHOWN:,} more"
    if finding.advice:
        yield ""
        yield _version(finding.advice)
    yield from _steps(finding)


def markdown(finding: Finding) -> Iterator[str]:
    """The same as Markdown; nothing in it can be taken for more than text."""
    yield f"### {_plain(_name(finding.old))} → {_plain(_name(finding.new))}: {_words(finding.verdict)}"
    for title, changes in _groups(finding.changes):
        yield ""
        yield f"**{title}**"
        yield ""
        for change in changes[:SHOWN]:
            yield f"- {_plain(change.message + _used(change))}"
        if len(changes) > SHOWN:
            yield f"- … and {len(changes) - SHOWN:,} more"
    if finding.advice:
        yield ""
        yield _plain(_version(finding.advice))
    if steps := list(_yaml(finding)):
        yield ""
        yield _heading(finding)
        yield ""
        fence = _fence(steps)
        yield f"{fence}yaml"
        yield from steps
        yield fence


def to_json(finding: Finding) -> str:
    """One object, in ASCII."""
    whole = {
        "old": _object_of(finding.old),
        "new": _object_of(finding.new),
        "verdict": _words(finding.verdict),
        "fine": finding.is_fine,
        "changes": [_change(each) for each in finding.changes],
        "version": _advice(finding.advice),
        "steps": [unicode(line) for line in _yaml(finding)],
        "undecided": [unicode(each.message) for each in finding.undecided],
    }
    return json.dumps(whole, indent=2)


def _groups(changes: Sequence[SchemaChange]) -> Iterator[tuple[str, list[SchemaChange]]]:
    for severity in _ORDER:
        found = [each for each in changes if each.severity is severity and not each.is_harmless]
        if found:
            yield _TITLES[severity], found
    if harmless := [each for each in changes if each.is_harmless]:
        yield f"Removed or narrowed, but {HARMLESS}", harmless


def _words(severity: Severity) -> str:
    return "compatible" if severity is Severity.ADDITIVE else severity.value


def _name(schema: Schema) -> str:
    return f"{schema.id} {schema.version}"


def _used(change: SchemaChange) -> str:
    if change.uses is None or not change.uses.count:
        return ""
    return f" ({_uses(change.uses)})"


def _uses(uses: Uses) -> str:
    where = ", ".join(map(str, uses.first))
    more = ", …" if uses.count > len(uses.first) else ""
    return f"{count(uses.count, 'use')} in {count(uses.files, 'file')}: {where}{more}"


def _version(advice: Advice) -> str:
    return f"Version: {advice.reason}; it {'has to' if advice.is_due else 'should'} be raised to {advice.version}."


def _steps(finding: Finding) -> Iterator[str]:
    if steps := list(_yaml(finding)):
        yield ""
        yield _heading(finding)
        yield ""
        yield from (f"  {line}" for line in steps)


def _heading(finding: Finding) -> str:
    if finding.proposal:
        return "These steps would do, if they say what is meant:"
    return "No step can be proposed:"


def _yaml(finding: Finding) -> Iterator[str]:
    if finding.proposal:
        yield from yaml_of(finding.proposal)
    if finding.undecided:
        yield "# To be decided by you: a `fill_attribute`, or that annotators are asked again."
        yield from (f"# - {display(each.message)}" for each in finding.undecided)


def _plain(text: str) -> str:
    """Text that Markdown shows as it is; a line end would begin something new."""
    shown = display(text)
    return "".join(f"\\{each}" if each in "\\`*_[]<>#|~&$" else each for each in shown)


def _fence(steps: Sequence[str]) -> str:
    """Longer than any that could end it."""
    longest = max((len(part) for line in steps for part in line.split() if set(part) == {"`"}), default=0)
    return "`" * max(3, longest + 1)


def _object_of(schema: Schema) -> dict[str, str]:
    return {"id": unicode(schema.id), "version": unicode(schema.version), "path": unicode(schema.path)}


def _advice(advice: Advice | None) -> dict[str, str | bool] | None:
    if advice is None:
        return None
    return {"needed": advice.version, "reason": unicode(advice.reason), "due": advice.is_due}


def _change(change: SchemaChange) -> dict[str, object]:
    uses = change.uses
    return {
        "slug": change.slug,
        "severity": change.severity.value,
        "message": unicode(change.message),
        "harmless": change.is_harmless,
        "uses": None
        if uses is None
        else {
            "count": uses.count,
            "files": uses.files,
            "first": [{"path": unicode(each.path), "line": each.line} for each in uses.first],
        },
    }
