"""The order of versions, what a version promises, and the way from one to another."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from annotate.core.migrations import Migration

Version = tuple[int, int, int]

_NUMBERS = re.compile(r"\d{1,9}(?:\.\d{1,9}){0,2}")


class Way(msgspec.Struct, frozen=True):
    """The migrations that lead from one version to another, in their order."""

    migrations: tuple[Migration, ...] = ()


def parsed(version: str) -> Version:
    """Major, minor, patch; 1.2 is 1.2.0. What follows `-` or `+` does not count."""
    found = _NUMBERS.match(version)
    numbers = [int(each) for each in found[0].split(".")] if found else []
    major, minor, patch = (*numbers, 0, 0, 0)[:3]
    return major, minor, patch


def same_version(one: str, other: str) -> bool:
    """1.2 and 1.2.0 are the same; 1.2.0-beta and 1.2.0 are not."""
    return parsed(one) == parsed(other) and _rest(one) == _rest(other)


def next_breaking(version: str) -> str:
    """The nearest version that may remove and narrow; below 1.0.0 the second number says so."""
    major, minor, _ = parsed(version)
    return f"{major + 1}.0.0" if major else f"0.{minor + 1}.0"


def next_adding(version: str) -> str:
    """The nearest version that may add something."""
    major, minor, patch = parsed(version)
    return f"{major}.{minor + 1}.0" if major else f"0.{minor}.{patch + 1}"


def may_break(old: str, new: str) -> bool:
    """Whether `new` says that it removes or narrows what `old` had."""
    return parsed(new) >= parsed(next_breaking(old))


def way(migrations: Sequence[Migration], old: str, new: str) -> Way | None:
    """The shortest way with the fewest versions skipped; None if there is none.

    From a version to a later one that promises to remove and narrow nothing, no migration is
    needed, unless there is one in between: then that is taken.
    """
    reached: dict[str, tuple[Migration, ...]] = {old: ()}
    waiting = [old]
    while waiting:
        here = waiting.pop(0)
        if same_version(here, new) or _follows(migrations, here, new):
            return Way(reached[here])
        for each in migrations:
            leads = same_version(here, each.old) or _follows(migrations, here, each.old)
            if leads and each.new not in reached:
                reached[each.new] = (*reached[here], each)
                waiting.append(each.new)
    return None


def _follows(migrations: Sequence[Migration], old: str, new: str) -> bool:
    """Whether what was made with `old` is good for `new` as it is, by the promise of the numbers."""
    first, last = parsed(old), parsed(new)
    if not first < last or may_break(old, new):
        return False
    return not any(
        first <= parsed(each.old) and parsed(each.new) <= last and each.old != each.new for each in migrations
    )


def _rest(version: str) -> str:
    found = _NUMBERS.match(version)
    return version[found.end() :] if found else version
