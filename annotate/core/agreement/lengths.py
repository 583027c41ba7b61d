"""Krippendorff's later family of alphas for units: how far do annotators part a text in the same way?

Everything is made from how much text of two annotators' units lies in the same place. What is
expected is what units of these lengths would share if paired at random, none of them with itself.
Texts of several documents are laid end to end: lengths and squares of lengths are added up.

Source: Krippendorff, Mathet, Bouvry and Widlöcher 2016, "On the reliability of unitizing textual
continua: Further developments", Quality & Quantity 50.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from annotate.core.agreement.values import Undefined, Value

NOTHING = Undefined("nobody marks anything")
NOT_SHARED = Undefined("no text is marked by two annotators")
ALL_ALIKE = Undefined("all that two annotators mark has the same label, so agreement cannot be told from chance")
_ROOM = 1e-12


class Matter(msgspec.Struct, frozen=True):
    """The text with one label (or set of labels), of all annotators together.

    `marked` is its length and `squares` the sum of the squares of the lengths of its units. `met`
    counts how much of it each other annotator marks, whatever the label: with `m` annotators, up to
    `m - 1` times its length. `met_squares` is the sum of the squares of that, unit by unit.
    """

    marked: int = 0
    squares: int = 0
    met: int = 0
    met_squares: int = 0


class Whole(msgspec.Struct, frozen=True):
    """A text of `length`, parted by `annotators`; `same` is how much of `met` has the same label."""

    annotators: int
    length: int
    matters: Sequence[Matter]
    same: int

    @property
    def met(self) -> int:
        """What two annotators mark, whatever the label."""
        return sum(each.met for each in self.matters)


def u_alpha(whole: Whole) -> Value:
    """Units and gaps, with their labels."""
    total, gaps, marked, space = _sizes(whole)
    if not marked:
        return NOTHING
    others, met = whole.annotators - 1, whole.met
    # Each two annotators, both ways around, and so as many times as there are others.
    apart = total * others - whole.same - ((gaps - marked) * others + met)
    alike = gaps * (gaps - 1) + sum(each.marked**2 - each.squares for each in whole.matters)
    return _alpha(apart / others, total * (space - alike) / space, total)


def binary_u_alpha(whole: Whole) -> Value:
    """Units and gaps, whatever the labels."""
    total, gaps, marked, space = _sizes(whole)
    if not marked:
        return NOTHING
    others = whole.annotators - 1
    return _alpha(2 * (marked * others - whole.met) / others, 2 * total * gaps * marked / space, total)


def cu_alpha(whole: Whole) -> Value:
    """Labels, of what two annotators mark."""
    met = whole.met
    if not met:
        return NOT_SHARED
    space = met**2 - sum(each.met_squares for each in whole.matters)
    alike = sum(each.met**2 - each.met_squares for each in whole.matters)
    found = _alpha(met - whole.same, met * (space - alike) / space, met)
    return ALL_ALIKE if isinstance(found, Undefined) else found


def ku_alpha(matter: Matter, same: int, met: int) -> Value:
    """One label among all, of what two annotators mark; `same` is how much both give it, `met` what
    two annotators mark with any label."""
    if not matter.met:
        return Undefined("no text with the label is marked by two annotators")
    expected = matter.met**2 * (met - matter.met)
    if not expected:
        return ALL_ALIKE
    return 1 - (met * matter.met - matter.met_squares) * (matter.met - same) / expected


def _sizes(whole: Whole) -> tuple[int, int, int, int]:
    """How long the texts of all annotators are, their gaps and what they mark; and how many pairs of
    places there are, none in the same unit. A gap has no unit: its places are paired freely."""
    total = whole.annotators * whole.length
    marked = sum(each.marked for each in whole.matters)
    gaps = total - marked
    return total, gaps, marked, total**2 - gaps - sum(each.squares for each in whole.matters)


def _alpha(observed: float, expected: float, total: int) -> Value:
    if expected <= _ROOM * total:
        return Undefined("all of the text is marked in the same way, so agreement cannot be told from chance")
    return 1 - observed / expected
