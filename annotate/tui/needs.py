"""Something that is needed, in words and with what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

import msgspec

from annotate.core.constraints import Breach, Passage, label_count, link_count
from annotate.core.fitting import quoted
from annotate.core.problems import Level
from annotate.core.ranges import Range
from annotate.core.requirements import AttributePresent, LabelCount, LinkCount, ParagraphMatches, Side
from annotate.core.schema import Scope, admits
from annotate.core.session import Session


class Remedy(Enum):
    """What can be done about a need, whatever the keys or words for it are."""

    ANSWER = "answer"
    LINK = "link from it"
    LINKED = "link to it"
    UNLINK = "take links away"
    LABEL = "label something"
    UNLABEL = "delete something"
    TAKE_OFF = "take a label off"
    CHANGE = "change an answer"
    NOTHING = "nothing"


class Need(msgspec.Struct, frozen=True):
    """Something the schema asks for: of annotation or link `id`, or else of paragraph `n`, or else
    (n 0) of the document. `names` are the attribute, links or labels that it is about."""

    n: int
    id: str
    text: str
    remedy: Remedy
    names: tuple[str, ...] = ()
    level: Level = Level.ERROR


def need_of(session: Session, breach: Breach, passages: Sequence[Passage]) -> Need:
    constraint, n, id = breach.constraint, breach.n, breach.id
    match constraint.require:
        case LinkCount(relations, _, wanted) as require:
            count = link_count(session.schema, require, id, session.marks.links_of)
            side = _side(session, require, constraint.label)
            need = of_links(n, id, constraint.label, relations, side, wanted, count)
        case LabelCount(labels, wanted):
            need = _of_labels(session, breach, labels, wanted, label_count(labels, passages))
        case AttributePresent(attribute):
            subject = f"this {constraint.label}" if id else constraint.label
            remedy = Remedy.ANSWER if id else Remedy.LABEL
            names = (attribute,) if id else (constraint.label,)
            need = Need(n, id, f"{subject} has no {quoted(attribute)}", remedy, names)
        case ParagraphMatches(pattern):
            text = f"nothing here matches {quoted(pattern)}"
            need = Need(n, id, text, Remedy.CHANGE if constraint.where else Remedy.NOTHING)
    text = constraint.message or need.text
    return msgspec.structs.replace(need, text=text, level=constraint.level)


def _side(session: Session, wanted: LinkCount, label: str) -> Side:
    """Where links that may stand on either side can be made: from the label, else to it."""
    if wanted.side is not Side.DEGREE:
        return wanted.side
    kinds = [session.schema.relations[each] for each in wanted.relations if each in session.schema.relations]
    leaves = bool(kinds) and admits(kinds[0].sources, label)
    return Side.OUT if leaves else Side.IN


def of_links(n: int, id: str, label: str, kinds: tuple[str, ...], side: Side, wanted: Range, count: int) -> Need:
    names = _either(kinds)
    if count < wanted.low:
        text = f"this {label} has no {names}" if not count else f"this {label} needs {wanted.low} {names}"
        return Need(n, id, text, Remedy.LINKED if side is Side.IN else Remedy.LINK, kinds)
    most = f"at most {wanted.high} {names}" if wanted.high else f"no {names}"
    return Need(n, id, f"this {label} may have {most}", Remedy.UNLINK, kinds)


def _of_labels(session: Session, breach: Breach, labels: tuple[str, ...], wanted: Range, count: int) -> Need:
    where = "the paragraph" if breach.n else "the document"
    names = _either(labels)
    if count < wanted.low:
        text = f"{where} has no {names}" if not count else f"{where} needs {wanted.low} {names}"
        return Need(breach.n, breach.id, text, Remedy.LABEL, labels)
    most = f"at most {wanted.high} {names}" if wanted.high else f"no {names}"
    remedy = Remedy.UNLABEL if _on_text(session, labels) else Remedy.TAKE_OFF
    return Need(breach.n, breach.id, f"{where} may have {most}", remedy, labels)


def _on_text(session: Session, labels: Iterable[str]) -> bool:
    found = [session.schema.labels.get(each) for each in labels]
    return all(label is not None and label.scope is Scope.SPAN for label in found)


def _either(names: Iterable[str]) -> str:
    return " or ".join(quoted(name) for name in names)
