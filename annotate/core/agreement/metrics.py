"""The measures by name: what each is, where it comes from and when not to trust it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import partial

import msgspec

from annotate.core.agreement import coefficients, hits
from annotate.core.agreement.alpha import Level, alpha
from annotate.core.agreement.hits import Hits
from annotate.core.agreement.layout import Counted
from annotate.core.agreement.subjects import Match
from annotate.core.agreement.values import Value
from annotate.core.agreement.weighted import ac2, weighted_cohen


class Of(str, Enum):
    """What a measure is made from: a table of answers, annotations found on both sides, the borders
    of stretches of text, how much text they share, or which of them belong together."""

    ANSWERS = "answers"
    HITS = "hits"
    STRETCHES = "stretches"
    LENGTHS = "lengths"
    ALIGNMENT = "alignment"


class Metric(msgspec.Struct, frozen=True):
    """`usual`: shown if no measure is asked for. `pairs_only`: not for three annotators or more."""

    name: str
    of: Of
    what: str
    source: str
    distrust: str
    usual: bool = True
    pairs_only: bool = False
    match: Match | None = None


_HITS = (
    (Match.EXACT, "the same label and borders", "one character more or less counts as nothing found"),
    (Match.OVERLAP, "the same label and any overlap, one to one", "a touch counts as much as the same borders"),
    (Match.TOKEN, "tokens with the label", "long spans count more than short ones"),
)

_KRIPPENDORFF = "Krippendorff 2004; 2011"
_FURTHER = "Krippendorff, Mathet, Bouvry and Widlöcher 2016"
_ROWS = (
    Metric(
        "observed",
        Of.ANSWERS,
        "share of pairs of answers that are the same",
        "",
        "where one answer is nearly always right, chance alone gives much of it",
    ),
    Metric(
        "cohen",
        Of.ANSWERS,
        "Cohen's kappa: beyond chance from each annotator's own habits; of more than two, the mean over pairs",
        "Cohen 1960; Light 1971",
        "rare or lopsided answers make it low in spite of much agreement; different habits raise it",
    ),
    Metric(
        "scott",
        Of.ANSWERS,
        "Scott's pi: beyond chance from the habits of both together",
        "Scott 1955",
        "as Cohen's kappa where answers are rare; for two annotators only",
        pairs_only=True,
    ),
    Metric(
        "fleiss",
        Of.ANSWERS,
        "Fleiss' kappa: Scott's pi for any number of annotators",
        "Fleiss 1971; Gwet 2014 for missing answers",
        "as Scott's pi; annotators are taken for exchangeable",
    ),
    Metric(
        "alpha",
        Of.ANSWERS,
        "Krippendorff's alpha on the scale of the attribute; missing answers are left out",
        _KRIPPENDORFF,
        "low where nearly all answers are the same; single large numbers rule it on interval scales",
    ),
    Metric(
        "ac1",
        Of.ANSWERS,
        "Gwet's AC1: beyond chance where only hard items are guessed",
        "Gwet 2008",
        "high for rare labels even if annotators never agree where one is; the number of categories counts",
    ),
    Metric(
        "bennett",
        Of.ANSWERS,
        "Bennett's S: beyond chance as if all categories were as likely",
        "Bennett, Alpert and Goldstein 1954",
        "categories that are hardly used raise it",
        usual=False,
    ),
    *(
        Metric(
            f"alpha-{level.value}",
            Of.ANSWERS,
            f"Krippendorff's alpha on the {level.value} scale, whatever the attribute's is",
            _KRIPPENDORFF,
            "a scale that the answers are not on gives a number without meaning",
            usual=False,
        )
        for level in Level
    ),
    *(
        Metric(
            f"{name}-{power}",
            Of.ANSWERS,
            f"{long} with {power} weights for near answers",
            source,
            "for answers with an order; the weights are a choice, so tell which",
            usual=False,
        )
        for name, long, source in (
            ("cohen", "Cohen's kappa", "Cohen 1968"),
            ("ac2", "Gwet's AC2", "Gwet 2014"),
        )
        for power in ("linear", "quadratic")
    ),
    *(
        Metric(
            f"{name}-{match.value}",
            Of.HITS,
            f"{long} {what}",
            "van Rijsbergen 1979; Hripcsak and Rothschild 2005",
            f"no correction for chance; {distrust}",
            usual=name == "f1",
            pairs_only=name != "f1",
            match=match,
        )
        for match, what, distrust in _HITS
        for name, long in (
            ("precision", "precision, the first annotator as the standard:"),
            ("recall", "recall, the first annotator as the standard:"),
            ("f1", "F1, the same whoever is first:"),
        )
    ),
    Metric(
        "alpha-u",
        Of.STRETCHES,
        "Krippendorff's unitizing alpha: where units begin and end, by characters",
        "Krippendorff 1995; 2004",
        "lengths count by their squares: one long unit that is lacking outweighs many short ones; "
        "with three annotators or more rather alpha-units, which was made for them",
    ),
    Metric(
        "alpha-units",
        Of.LENGTHS,
        "unitizing alpha of 2016: how far the same text is marked with the same label; of a label, with that one",
        _FURTHER,
        "long units count more than short ones; whether it is one unit or two side by side hardly counts",
    ),
    Metric(
        "alpha-units-binary",
        Of.LENGTHS,
        "unitizing alpha of 2016: how far the same text is marked at all, whatever the label",
        _FURTHER,
        "as alpha-units; where nearly all or nearly no text is marked, a little decides",
    ),
    Metric(
        "alpha-units-coding",
        Of.LENGTHS,
        "unitizing alpha of 2016: how far text that two annotators mark has the same label; of a label, that label",
        _FURTHER,
        "it says nothing of text that only one marks, so tell the coverage; of one label it compares with those that "
        "mark the same text only",
    ),
    Metric(
        "coverage",
        Of.LENGTHS,
        "share of the text that alpha-units-coding is about; of a label, share of the text with the label",
        _FURTHER,
        "no measure of agreement: it says how much of the text the other figure is made from",
    ),
    Metric(
        "gamma",
        Of.ALIGNMENT,
        "gamma: how well units can be aligned by place and label together; the mean over documents",
        "Mathet, Widlöcher and Métivier 2015",
        "chance is drawn at random, so tell the seed; very slow with many units in a document",
        usual=False,
    ),
)
METRICS: Mapping[str, Metric] = {each.name: each for each in _ROWS}


_POWERS = {"linear": 1, "quadratic": 2}
_PLAIN: Mapping[str, Callable[[Counted], Value]] = {
    "observed": coefficients.observed,
    "cohen": coefficients.cohen,
    "scott": coefficients.scott,
    "fleiss": coefficients.fleiss,
    "ac1": coefficients.ac1,
    "bennett": coefficients.bennett,
    **{f"alpha-{level.value}": partial(alpha, level=level) for level in Level},
    **{f"cohen-{name}": partial(weighted_cohen, power=power) for name, power in _POWERS.items()},
    **{f"ac2-{name}": partial(ac2, power=power) for name, power in _POWERS.items()},
}
_OF_HITS: Mapping[str, Callable[[Hits], Value]] = {
    "precision": hits.precision,
    "recall": hits.recall,
    "f1": hits.f1,
}


def of_answers(name: str, level: Level) -> Callable[[Counted], Value]:
    """The measure for answers on a scale."""
    return partial(alpha, level=level) if name == "alpha" else _PLAIN[name]


def of_hits(metric: Metric) -> Callable[[Hits], Value]:
    return _OF_HITS[metric.name.partition("-")[0]]


def usual() -> Sequence[str]:
    return [each.name for each in METRICS.values() if each.usual]
