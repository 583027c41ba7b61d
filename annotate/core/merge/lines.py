"""What becomes of the line of a paragraph or of the document, which cannot be there twice."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from annotate.core.merge.conflicts import Choice, Conflict, Settle, Unmergeable
from annotate.core.merge.fates import Shape, shaped
from annotate.core.merge.remarks import remark, remarked, without_notes
from annotate.core.merge.texts import other_text
from annotate.core.merge.weaving import Woven, equal, three, weave_line
from annotate.core.records import DocumentRecord, ParagraphRecord, Status

S = TypeVar("S", ParagraphRecord, DocumentRecord)
_replace = msgspec.structs.replace
_encode = msgspec.json.Encoder().encode


class LineFate(msgspec.Struct, Generic[S], frozen=True):
    record: S
    conflict: Conflict | None = None
    choice: Choice | None = None


def line_fate(base: S | None, ours: S, theirs: S, settle: Settle, shape: Shape) -> LineFate[S]:
    """The two versions of a line whose text is the same, as one."""
    if equal(ours, theirs) or equal(theirs, base):
        return LineFate(ours)
    if equal(ours, base):
        return LineFate(theirs)
    woven = shaped(weave_line(base, ours, theirs), shape)
    if not woven.clashes:
        return LineFate(woven.ours)
    n = ours.n if isinstance(ours, ParagraphRecord) else 0
    name = woven.ours.conflict or (f"paragraph-{n}" if n else "document")
    conflict = Conflict(name, n, woven.ours, woven.theirs, woven.clashes)
    choice = settle(conflict)
    if choice is Choice.OURS:
        return LineFate(woven.ours, conflict, choice)
    if choice is Choice.THEIRS:
        return LineFate(woven.theirs, conflict, choice)
    if choice is Choice.BOTH:
        joined = _joined(woven)
        if not joined.clashes:
            return LineFate(joined.ours, conflict, choice)
        woven = joined
    return LineFate(_marked(woven, name), conflict, Choice.OPEN)


def head_of(base: DocumentRecord | None, ours: DocumentRecord, theirs: DocumentRecord) -> DocumentRecord:
    """What the file is about and whose it is, without what is said about it. Raises Unmergeable."""
    before = base or ours
    picks = {
        name: three(getattr(before, name), getattr(ours, name), getattr(theirs, name))
        for name in ("source", "sha256", "encoding", "bom", "schema_sha256", "annotator")
    }
    if picks["annotator"].clash or (base is None and ours.annotator != theirs.annotator):
        message = f"one file is {ours.annotator}'s, the other {theirs.annotator}'s"
        hint = "`annotate review` puts together what several people annotated."
        raise Unmergeable(message, slug="other-annotator", hint=hint)
    if picks["sha256"].clash or (base is None and ours.sha256 != theirs.sha256):
        raise other_text()
    # A schema that was changed in two ways without a new version is none that can be named.
    picked = {name: min(pick.ours, pick.theirs) for name, pick in picks.items()}
    if picks["schema_sha256"].clash or (base is None and ours.schema_sha256 != theirs.schema_sha256):
        picked["schema_sha256"] = ""
    return _replace(ours, **picked)


def check(ours: DocumentRecord, theirs: DocumentRecord) -> None:
    """Raises Unmergeable if the files cannot be versions of one."""
    if ours.document != theirs.document:
        message = f"one file is about {ours.document!r}, the other about {theirs.document!r}"
        raise Unmergeable(message, slug="other-document", hint="name versions of one file.")
    mine, yours = ((each.schema, each.schema_version) for each in (ours, theirs))
    if mine != yours:
        message = f"one file is by the schema {mine[0]!r} {mine[1]}, the other by {yours[0]!r} {yours[1]}"
        hint = "bring both to one version with `annotate schema migrate` first."
        raise Unmergeable(message, slug="other-schema", hint=hint)


def _marked(woven: Woven[S], name: str) -> S:
    """The line that has to be decided: flagged where the decision is in doubt, with both versions in
    its note; as its own values those that come first, whichever side they are from."""
    ours, theirs = woven.ours, woven.theirs
    first = min(ours, theirs, key=_encode)
    note = "" if "note" in woven.clashes else ours.note
    told = remarked(note, [remark(field, ours, theirs) for field in woven.clashes])
    marked = _replace(first, note=told, conflict=name)
    if isinstance(marked, ParagraphRecord) and "decision" in woven.clashes:
        marked = _replace(marked, status=Status.FLAGGED)
    return marked


def _joined(woven: Woven[S]) -> Woven[S]:
    """With what both sides say where a line can say it: notes, and of two decisions the one that asks
    for another look. The rest still clashes."""
    ours, theirs = woven.ours, woven.theirs
    clashes = []
    for field in woven.clashes:
        if field == "note":
            note = without_notes(ours.note, theirs.note)
            ours, theirs = _replace(ours, note=note), _replace(theirs, note=note)
        elif field == "decision" and isinstance(ours, ParagraphRecord) and isinstance(theirs, ParagraphRecord):
            last = max((ours, theirs), key=_attention)
            decided = {each: getattr(last, each) for each in ("status", "by", "at", "seconds")}
            ours, theirs = _replace(ours, **decided), _replace(theirs, **decided)
        else:
            clashes.append(field)
    return Woven(ours, theirs, tuple(clashes))


def _attention(line: ParagraphRecord) -> tuple[int, str, str, int]:
    rank = (Status.DONE, Status.TODO, Status.FLAGGED).index(line.status)
    return rank, line.at, line.by, line.seconds
