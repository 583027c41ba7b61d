"""Which kinds of problems are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotate.errors import Usage
from annotate.report.found import Found


class Selection(NamedTuple):
    """Slugs: those alone if there are any in `only`, and none of `never`."""

    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()

    def of(self, found: Iterable[Found]) -> Iterator[Found]:
        """The same files with what is wanted of their problems.

        Why a file could not be read is always told: nothing else is known about it.
        """
        for each in found:
            if each.unread or not (self.only or self.never):
                yield each
            else:
                yield each._replace(problems=[x for x in each.problems if self._wants(x.slug)])

    def _wants(self, slug: str) -> bool:
        return slug not in self.never and (not self.only or slug in self.only)


def selection(only: Sequence[str], never: Sequence[str]) -> Selection:
    """From what was given: each a slug or several with commas. Raises Usage for an unknown one."""
    return Selection(frozenset(_slugs(only)), frozenset(_slugs(never)))


def _slugs(given: Sequence[str]) -> Iterator[str]:
    for slug in (part.strip() for each in given for part in each.split(",")):
        if slug:
            yield _known(slug)


def _known(slug: str) -> str:
    from annotate.report.rules import RULES

    if slug not in RULES:
        from annotate.core.nearest import did_you_mean

        hint = did_you_mean(slug, RULES) or "the slug is the word in brackets behind a problem."
        raise Usage(f"There is no kind of problem {slug!r}.", slug="usage", hint=hint)
    return slug
