"""The rules as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotate.report.rules.rule import Rule, Section
from annotate.report.sentence import sentence

_HEAD = """\
<!-- Written by `python docs/problems.py` from annotate/report/rules; change those. -->
# Problems and what to do about them

Every problem is told as `file:line:column: message [slug]` with a hint below; lines and columns count from 1. The
slug in brackets names the kind of problem and never changes its meaning; `--format`, `--select` and `--ignore` of
[`annotate validate`](validate.md) use it. A problem is an error unless it says `warning:` or `info:`. Each kind is
explained here once.
"""


def page(sections: Iterable[Section]) -> str:
    sections = list(sections)
    contents = "".join(f"- [{each.title}](#{_anchor(each.title)})\n" for each in sections)
    return "\n".join((_HEAD, contents, *(part for each in sections for part in _section(each))))


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}\n"
    if section.note:
        yield f"{section.note}\n"
    yield from map(_rule, section.rules)


def _rule(rule: Rule) -> str:
    example = f"    {rule.example}\n"
    return f"### `{rule.slug}`\n\n{sentence(rule.cause)}\n\n{example}\n{sentence(rule.cure)}\n"


def _anchor(title: str) -> str:
    return "".join(each for each in title.lower().replace(" ", "-") if each.isalnum() or each == "-")
