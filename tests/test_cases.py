"""Folders of `cases/`: a document, the keys that are pressed on it, the annotation file they make.

`document.txt` and `keys.txt` (see `keyscript`) make `expected.ann.jsonl`, with `schema.yaml` if there
is one and else with news-claims. `python -m tests.test_cases` makes what is expected again, to be
read before it is committed.
"""

import sys
from pathlib import Path

import msgspec
import pytest

from annotate.core.session import Session
from annotate.store.content import lines_of
from annotate.store.documents import read_document
from annotate.store.schemas import load_schema
from annotate.tui.state import State, place
from tests.keyscript import play
from tests.tui.typist import Typist, news_claims

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/keys.txt"))


def made(case: Path) -> bytes:
    """The annotation file after the keys."""
    document = read_document(case / "document.txt", root=case)
    document = msgspec.structs.replace(document, source="document.txt")
    own = case / "schema.yaml"
    schema = load_schema(own) if own.exists() else news_claims()
    typist = Typist(place(State(Session(document, schema, "alice")), 1))
    play(typist, (case / "keys.txt").read_text(encoding="utf-8"))
    return b"".join(lines_of(typist.state.session))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_keys_make_the_annotations_expected(case: Path) -> None:
    expected = (case / "expected.ann.jsonl").read_bytes()
    assert made(case).decode().splitlines() == expected.decode().splitlines()


def test_there_are_cases() -> None:
    assert CASES


def main() -> None:
    for case in CASES:
        (case / "expected.ann.jsonl").write_bytes(made(case))
        sys.stderr.write(f"{case.name}\n")


if __name__ == "__main__":
    main()
