"""Questions of a review, one line each, or as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from annotate.core.review import Review, Standing
from annotate.core.review.telling import subject, tell
from annotate.report.words import count


class SaidBy(msgspec.Struct, frozen=True):
    """A version; `annotators` as they may be shown."""

    annotators: tuple[str, ...]
    says: str


class Question(msgspec.Struct, frozen=True, omit_defaults=True):
    """An open question; `start` and `end` are offsets in the document."""

    document: str
    paragraph: int
    about: str
    state: str
    start: int
    end: int
    versions: tuple[SaidBy, ...]
    without: tuple[str, ...] = ()
    reason: str = ""
    note: str = ""


def question(document: str, review: Review, standing: Standing) -> Question:
    case, ruling = standing.case, standing.ruling
    return Question(
        document=document,
        paragraph=case.n,
        about=subject(case),
        state=standing.state.value,
        start=case.start,
        end=case.end,
        versions=tuple(SaidBy(review.say(each.sides), tell(review, case, each)) for each in case.versions),
        without=review.say(case.absent),
        reason=ruling.reason if ruling else "",
        note=ruling.note if ruling else "",
    )


def question_lines(found: Sequence[Question]) -> Iterator[str]:
    """A line for each, under a line for each paragraph."""
    place: tuple[str, int] | None = None
    for each in found:
        if (each.document, each.paragraph) != place:
            place = each.document, each.paragraph
            here = sum((other.document, other.paragraph) == place for other in found)
            where = f"paragraph {each.paragraph}" if each.paragraph else "as a whole"
            yield f"{each.document}, {where}: {count(here, 'question')}"
        yield f"  {_told(each)}"


def to_json(found: Sequence[Question]) -> str:
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode()


def _told(each: Question) -> str:
    said = [f"{version.says} ({', '.join(version.annotators)})" for version in each.versions]
    if each.without:
        said.append(f"nothing ({', '.join(each.without)})")
    state = f"{each.state}, " if each.state != "open" else ""
    tail = "; ".join(filter(None, (each.reason, each.note)))
    return f"{state}{' | '.join(said)}" + (f" - {tail}" if tail else "")
