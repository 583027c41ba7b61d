"""Clauses: the smallest stretches that could be asked "is that so?".

There is no grammar here, only cues in sight. A sentence is cut at semicolons, colons, commas and
conjunctions where a clause with its own subject and verb stands on both sides, and after
reporting words ("said that"). What only reports ("The ministry said", ", she added") is no clause
and left out, so are a leading conjunction and closing punctuation. Made for English; elsewhere a
sentence is cut at semicolons, and Chinese and Japanese at their commas.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotate.core import cues
from annotate.core.enclosures import parentheses
from annotate.core.grammar import (
    Piece,
    Sentence,
    after_quote,
    has_verb,
    lacks_subject,
    leading,
    only_reports,
    read_sentence,
    reported,
    states,
)
from annotate.core.sentences import sentences

_STRONG = frozenset(";:؛；：")
_HALVES = frozenset(";؛；")
_COMMAS = frozenset(",，")
_FOREIGN = frozenset(";؛；，")


def clauses(text: str, start: int, end: int, after: int = 0) -> Iterator[tuple[int, int]]:
    """The clauses in `text[start:end]`, in order and disjoint; one at least where words are.

    Those of sentences that end behind the offset `after`, read when they are asked for: of many
    thousand characters mostly one sentence is wanted.
    """
    for low, high in sentences(text, start, end):
        sentence = read_sentence(text, low, high) if after < high else None
        if sentence is None or not sentence.spans:
            continue
        if not any("a" <= word[0] <= "z" for word in sentence.lower):
            yield from _foreign(sentence, high)
            continue
        for piece in _joined(sentence, _pieces(sentence, _nested(text, low, high))):
            yield _span(sentence, piece, high)


def _nested(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Stretches in brackets or between dashes: no cut is made there, nor after the second dash.

    In order and disjoint: what lies within another is left out.
    """
    found: list[tuple[int, int]] = []
    for start, end in parentheses(text, low, high):
        if found and end <= found[-1][1]:
            continue
        after = end
        while after < high and text[after] in " –—-":
            after += 1
        found.append((start - 1, after + (after > end)))
    return found


def _foreign(sentence: Sentence, high: int) -> list[tuple[int, int]]:
    """Cut at the marks that part clauses in scripts whose words are not known here."""
    found = []
    first = 0
    for index in range(1, len(sentence.spans)):
        if _FOREIGN.intersection(sentence.gaps[index]):
            found.append(Piece(first, first, index - 1))
            first = index
    found.append(Piece(first, first, len(sentence.spans) - 1))
    return [_span(sentence, piece, high) for piece in found]


def _pieces(sentence: Sentence, nested: list[tuple[int, int]]) -> list[Piece]:
    """The sentence in stretches between possible cuts."""
    aside = 0  # the first of `nested` that does not end before the word
    pieces = [Piece(0, leading(sentence, 0), 0)]
    for index in range(1, len(sentence.spans)):
        place = sentence.spans[index][0]
        piece = None
        while aside < len(nested) and nested[aside][1] <= place:
            aside += 1
        if aside == len(nested) or place < nested[aside][0]:
            piece = _opened(sentence, pieces[-1], index)
        if piece:
            pieces.append(piece)
        else:
            pieces[-1].last = index
    return _filled(pieces)


def _filled(pieces: list[Piece]) -> list[Piece]:
    """Without those that hold no more than a conjunction; after "that," a report still begins."""
    filled = []
    pending = False
    for piece in pieces:
        piece.reported |= pending
        pending = piece.reported and piece.first > piece.last
        if piece.first <= piece.last:
            filled.append(piece)
    return filled


def _opened(sentence: Sentence, before: Piece, index: int) -> Piece | None:
    """The piece that word `index` opens, if a clause may begin there."""
    gap, word = sentence.gaps[index], sentence.lower[index]
    introduced = reported(sentence, before, index)
    if introduced >= 0:
        return Piece(index, introduced, index, reported=True)
    if not gap.isspace():
        strong = not _STRONG.isdisjoint(gap)
        if strong or not _COMMAS.isdisjoint(gap) or " – " in gap or "—" in gap or "“" in gap:
            return Piece(index, leading(sentence, index), index, strong=strong)
    if index + 1 == len(sentence.lower):
        return None
    following = sentence.lower[index + 1]
    if word in cues.CONTRASTING and following in cues.SUBJECT_STARTS:
        return Piece(index, index + 1, index)
    if word == "and" and following in cues.PRONOUNS and following not in ("those", "these", "this"):
        return Piece(index, index + 1, index)
    return None


def _joined(sentence: Sentence, pieces: list[Piece]) -> list[Piece]:
    """Pieces that are no clauses joined to the one before, reporting frames left out."""
    groups: list[list[Piece]] = []
    for index, piece in enumerate(pieces):
        introduces = index + 1 < len(pieces) and pieces[index + 1].reported
        if piece.reported and groups:
            _without_frame(sentence, groups)
        elif groups and not _parts(sentence, groups[-1], piece, introduces):
            piece.stated = groups[-1][-1].stated or states(sentence, piece)
            groups[-1].append(piece)
            continue
        piece.stated = states(sentence, piece)
        groups.append([piece])
    whole = [_whole(sentence, group) for group in groups]
    claims = [piece for piece in whole if not only_reports(sentence, piece)]
    return claims or [Piece(0, whole[0].first, len(sentence.spans) - 1)]


def _whole(sentence: Sentence, group: list[Piece]) -> Piece:
    """The group as one piece; "Until summer, ..." keeps its first word, which is no conjunction."""
    head = group[0]
    bound = sentence.lower[head.opening] in ("until", "before", "after", "since", "as")
    first = head.first if not bound or states(sentence, head) else head.opening
    return Piece(head.opening, first, group[-1].last, head.reported)


def _without_frame(sentence: Sentence, groups: list[list[Piece]]) -> None:
    """Take away what introduces a report: the last piece, and its subject if that stands apart.

    Of "He left, and said" only "and said"; of "It closed, but the Post, quoting police, said" all
    from "but".
    """
    group = groups[-1]
    taken = group.pop()
    while group and taken.opening == taken.first and lacks_subject(sentence, taken):
        if has_verb(sentence, group[-1].first, group[-1].last):
            break
        taken = group.pop()
    if not group or not has_verb(sentence, group[0].first, group[-1].last):
        groups.pop()


def _parts(sentence: Sentence, group: list[Piece], right: Piece, introduces: bool) -> bool:
    """Whether a clause stands on both sides of a cut."""
    left = Piece(group[0].opening, group[0].first, group[-1].last, group[0].reported)
    inserted = len(group) > 1 and only_reports(sentence, group[-1])  # "Fog, she added, stops ..."
    if only_reports(sentence, left) and not inserted:
        return True
    stated = states(sentence, left) or group[-1].stated
    if only_reports(sentence, right) and not introduces:
        return stated or after_quote(sentence, right)
    if {sentence.lower[left.opening], sentence.lower[right.opening]} & cues.CONDITIONAL:
        return False
    if sentence.lower[right.first - 1] == "that" and not right.reported:
        return stated and right.last > right.first
    if right.strong and has_verb(sentence, right.first, right.last):
        halves = not _HALVES.isdisjoint(sentence.gaps[right.opening])
        return halves or has_verb(sentence, left.first, left.last)
    return stated and states(sentence, right) and not _continues_list(sentence, group, right)


def _continues_list(sentence: Sentence, group: list[Piece], right: Piece) -> bool:
    """ "a movement, thought, and broad current": no verb between commas is a list."""
    last = group[-1]
    return (
        len(group) > 1
        and not has_verb(sentence, last.first, last.last)
        and sentence.lower[right.opening] in ("and", "or")
        and sentence.lower[right.first] not in cues.PRONOUNS
    )


def _span(sentence: Sentence, piece: Piece, high: int) -> tuple[int, int]:
    """From the first word to the last, with a bracket or mark that closes what opened inside."""
    start, end = sentence.spans[piece.first][0], sentence.spans[piece.last][1]
    for opening, closing in ("()", "[]", "“”", "«»", "（）", "「」"):
        inside = sentence.text.count(opening, start, end) > sentence.text.count(closing, start, end)
        if inside and end < high and sentence.text[end] == closing:
            end += 1
    return start, end
