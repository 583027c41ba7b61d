"""Measure the number-phrase finder against published annotations, and its speed.

    .venv/bin/python benchmarks/number_phrases.py [DATA] [--wrong]

DATA (default ../shared/data beside the repository) holds `recognizers-number`, `measeval-trial`
and `seed-article`. `--wrong` lists every disagreement.

Recognizers-Text marks bare numbers (ordinals apart), ends inclusive, without approximators, units
and dates. So an expectation is met if its characters lie inside one of our phrases and the value is
equal to 15 digits (as a part of ours where ours is a range, ratio or date: then its digits count);
its borders are exact if ours are the same once approximator, currency and unit are taken off.
"last" and "next" are their relative ordinals and no numbers of ours: left out.
MeasEval marks quantities with unit and modifiers, and a list as one. Met: our phrase overlaps it;
exact: same borders; precision is the share of our phrases that overlap a quantity.
Neither set marks every kind: a phrase of a kind that a set leaves out (ordinals or all but
ordinals in Recognizers; dates and ordinals in MeasEval) counts as found only where it overlaps an
expectation. MeasEval marks only some counts ("two codes"), which keeps its precision low.
"""

import json
import re
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from annotate.core.numbers import Kind, NumberPhrase, find_numbers


class Expected(msgspec.Struct, frozen=True):
    """A published annotation: half-open borders, and the value if the set has one."""

    start: int
    end: int
    value: float | None = None
    hard: bool = False


class Score(msgspec.Struct):
    """Counts over one data set."""

    expected: int = 0
    met: int = 0
    exact: int = 0
    found: int = 0
    right: int = 0
    wrong: list[str] = []

    def lines(self, name: str) -> Iterator[str]:
        yield (
            f"{name:24} expected {self.expected:4}  found {self.found:4}  "
            f"precision {self.right / max(1, self.found):6.1%}  "
            f"recall {self.met / max(1, self.expected):6.1%}  "
            f"exact borders {self.exact / max(1, self.expected):6.1%} of expected, "
            f"{self.exact / max(1, self.met):6.1%} of met"
        )


def recognizers(path: Path) -> Iterator[tuple[str, list[Expected]]]:
    """Each sentence with its expected numbers."""
    for row in json.loads(path.read_text(encoding="utf-8-sig")):
        hard = any(key.startswith("NotSupported") for key in row)
        wanted = [
            Expected(one["Start"], one["End"] + 1, float(one["Resolution"]["value"]), hard)
            for one in row["Results"]
            if one["TypeName"] != "ordinal.relative"
        ]
        yield row["Input"], wanted


def measeval(folder: Path) -> Iterator[tuple[str, list[Expected]]]:
    """Each paragraph with its quantities."""
    for path in sorted((folder / "tsv").glob("*.tsv")):
        text = (folder / "txt" / f"{path.stem}.txt").read_text(encoding="utf-8")
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
        yield text, [Expected(int(row[3]), int(row[4])) for row in rows if row[2] == "Quantity"]


def values_in(phrase: NumberPhrase) -> set[float]:
    """The value of a phrase, or the numbers of its range, ratio or date."""
    if phrase.value is not None:
        return {float(f"{phrase.value:.14g}")}
    values = {float(part) for part in re.findall(r"\d+(?:\.\d+)?", phrase.value_text or "")}
    if phrase.kind is Kind.RATIO and "/" in (phrase.value_text or ""):
        part, whole = (phrase.value_text or "").split("/")
        values.add(float(f"{float(part) / float(whole):.14g}"))
    return values


def core_of(text: str, phrase: NumberPhrase, wanted: Expected) -> bool:
    """Ours and theirs have the same borders once modifiers and units are taken off ours."""
    before, after = text[phrase.start : wanted.start], text[wanted.end : phrase.end]
    return not re.search(r"\d", before + after)


def compare(text: str, wanted: list[Expected], score: Score, values: bool, kinds: frozenset[Kind]) -> None:
    """Add one text to the counts; `kinds` are those the data set marks."""
    found = [
        phrase
        for phrase in find_numbers(text)
        if phrase.kind in kinds or any(phrase.start < one.end and one.start < phrase.end for one in wanted)
    ]
    right: set[int] = set()
    score.found += len(found)
    for one in wanted:
        score.expected += 1
        hits = [p for p in found if p.start < one.end and one.start < p.end]
        if values:
            good = [
                p
                for p in hits
                if p.start <= one.start
                and one.end <= p.end
                and one.value is not None
                and float(f"{one.value:.14g}") in values_in(p)
            ]
        else:
            good = hits
        right.update(p.start for p in good)
        score.met += bool(good)
        if values:
            exact = any(core_of(text, p, one) for p in good)
        else:
            exact = any((p.start, p.end) == (one.start, one.end) for p in good)
        score.exact += exact
        if not exact:
            shown = [(text[p.start : p.end], p.kind.value, p.value) for p in hits]
            mark = "border" if good else "missed"
            context = text[max(0, one.start - 25) : one.end + 25]
            score.wrong.append(f"{mark}: {text[one.start : one.end]!r} got {shown} in {context!r}")
    score.right += len(right)
    for phrase in found:
        if phrase.start not in right and not any(phrase.start < one.end and one.start < phrase.end for one in wanted):
            context = text[max(0, phrase.start - 25) : phrase.end + 25]
            score.wrong.append(f"extra: {text[phrase.start : phrase.end]!r} in {context!r}")


def speed(article: str) -> str:
    """Time per sentence of the article, each the best of five runs."""
    sentences = [s for s in re.split(r"(?<=[.!?])\s+|\n", article) if s.strip()]
    micros = []
    for sentence in sentences:
        best = min(_timed(sentence) for _ in range(5))
        micros.append(best * 1e6)
    ranked = sorted(micros)
    return (
        f"{len(sentences)} sentences: median {statistics.median(ranked):.0f} µs, "
        f"p99 {ranked[int(len(ranked) * 0.99)]:.0f} µs, worst {ranked[-1]:.0f} µs; "
        f"whole article at once {min(_timed(article) for _ in range(5)) * 1e3:.2f} ms"
    )


def _timed(text: str) -> float:
    start = time.perf_counter()
    find_numbers(text)
    return time.perf_counter() - start


def main() -> None:
    paths = [arg for arg in sys.argv[1:] if not arg.startswith("-")]
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    data = Path(paths[0]) if paths else beside
    if not data.is_dir():
        raise SystemExit(f"{data}: no such folder\nHint: give the folder of the data sets")
    numbers, ordinals = (
        list(recognizers(data / "recognizers-number" / name)) for name in ("NumberModel.json", "OrdinalModel.json")
    )
    quantities = list(measeval(data / "measeval-trial"))
    plain = frozenset(Kind) - {Kind.ORDINAL, Kind.DATE}
    for name, texts, values, kinds in (
        ("recognizers cardinal", numbers, True, plain),
        ("recognizers ordinal", ordinals, True, frozenset({Kind.ORDINAL})),
        ("measeval quantities", quantities, False, plain),
    ):
        score = Score()
        for text, wanted in texts:
            compare(text, wanted, score, values, kinds)
        print(*score.lines(name), sep="\n")
        if "--wrong" in sys.argv:
            print(*("  " + line for line in score.wrong), sep="\n")
    article = (data / "seed-article/article.txt").read_text(encoding="utf-8")
    if "--wrong" in sys.argv:
        for phrase in find_numbers(article):
            print("  ", msgspec.to_builtins(phrase), repr(article[phrase.start : phrase.end]))
    print(speed(article))


if __name__ == "__main__":
    main()
