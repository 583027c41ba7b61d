"""What questions are called: by the first annotation they are about, and from then on the same.

A question that a reviewer has ruled on keeps the name it had then, as long as anything that it was
about is still part of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotate.core.rulings import Ruling


class Naming:
    def __init__(self, rulings: Mapping[str, Ruling]) -> None:
        self._taken: set[str] = set()
        self._known = {f"{_subject(key)} {source}": key for key, ruling in rulings.items() for source in ruling.sources}

    def of(self, subject: str, sources: Sequence[str]) -> str:
        """The name of the question about these annotations, as "annotator:id"; no two get the same."""
        if not self._known:
            plain = f"{subject} {min(sources)}"
            if plain not in self._taken:
                self._taken.add(plain)
                return plain
        ordered = [f"{subject} {each}" for each in sorted(sources)]
        key = self._free(known for each in ordered if (known := self._known.get(each)))
        key = key or self._free(each for each in ordered if each not in self._known)
        if key is None:
            key = self._free(f"{ordered[0]} {turn}" for turn in range(2, len(self._taken) + 4))
        assert key is not None
        self._taken.add(key)
        return key

    def _free(self, names: Iterable[str]) -> str | None:
        return next((each for each in names if each not in self._taken), None)


def _subject(key: str) -> str:
    return key.partition(" ")[0]
