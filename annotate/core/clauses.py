"""Clauses: the smallest stretches that could be asked "is that so?".

There is no grammar here, only cues in sight. A sentence is cut at semicolons, colons, commas and
conjunctions where a clause with its own subject and verb stands on both sides, and after
reporting words ("said that"). What only reports ("The ministry said", ", she added") is no clause
and left out, so are a leading conjunction and closing punctuation. Made for English; elsewhere a
sentence is cut at semicolons, and Chinese and Japanese at their commas.
"""

from __future__ import annotations

import msgspec

from annotate.core import cues
from annotate.core.enclosures import parentheses
from annotate.core.sentences import sentences
from annotate.core.words import words

_STRONG = frozenset(";:؛；：")
_HALVES = frozenset(";؛；")
_WHO = ("that", "which", "who", "whom", "whose")
_COMMAS = frozenset(",，")
_FOREIGN = frozenset(";؛；，")
_FRAME = 9
"""Words. A longer stretch around a reporting word says something itself."""


class _Piece(msgspec.Struct):
    """Words `first .. last` of a sentence between two possible cuts, `first` after its
    conjunction."""

    opening: int
    first: int
    last: int
    reported: bool = False
    strong: bool = False


class _Sentence(msgspec.Struct):
    """The words of one sentence: where they are, in lower case, and what stands before each."""

    text: str
    spans: list[tuple[int, int]]
    lower: list[str]
    gaps: list[str]


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses in `text[start:end]`, in order and disjoint. A sentence with words has one at
    least."""
    found: list[tuple[int, int]] = []
    for low, high in sentences(text, start, end):
        sentence = _sentence(text, low, high)
        if not sentence.spans:
            continue
        if not any("a" <= word[0] <= "z" for word in sentence.lower):
            found += _foreign(sentence, high)
            continue
        kept = _joined(sentence, _pieces(sentence, _nested(text, low, high)))
        found += [_span(sentence, piece, high) for piece in kept]
    return found


def _sentence(text: str, low: int, high: int) -> _Sentence:
    spans = words(text, low, high)
    ends = [low] + [end for _, end in spans]
    return _Sentence(
        text,
        spans,
        [text[a:b].casefold().replace("’", "'") for a, b in spans],
        [text[end:start] for end, (start, _) in zip(ends, spans, strict=False)],
    )


def _nested(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Stretches in brackets or between dashes: no cut is made there, nor after the second dash."""
    found = []
    for start, end in parentheses(text, low, high):
        after = end
        while after < high and text[after] in " –—-":
            after += 1
        found.append((start - 1, after + (after > end)))
    return found


def _foreign(sentence: _Sentence, high: int) -> list[tuple[int, int]]:
    """Cut at the marks that part clauses in scripts whose words are not known here."""
    found = []
    first = 0
    for index in range(1, len(sentence.spans)):
        if _FOREIGN.intersection(sentence.gaps[index]):
            found.append(_Piece(first, first, index - 1))
            first = index
    found.append(_Piece(first, first, len(sentence.spans) - 1))
    return [_span(sentence, piece, high) for piece in found]


def _pieces(sentence: _Sentence, nested: list[tuple[int, int]]) -> list[_Piece]:
    """The sentence in stretches between possible cuts."""
    pieces = [_Piece(0, _leading(sentence, 0), 0)]
    for index in range(1, len(sentence.spans)):
        place = sentence.spans[index][0]
        piece = None
        if not any(a <= place < b for a, b in nested):
            piece = _opened(sentence, pieces[-1], index)
        if piece:
            pieces.append(piece)
        else:
            pieces[-1].last = index
    return _filled(pieces)


def _filled(pieces: list[_Piece]) -> list[_Piece]:
    """Without those that hold no more than a conjunction; after "that," a report still begins."""
    filled = []
    reported = False
    for piece in pieces:
        piece.reported |= reported
        reported = piece.reported and piece.first > piece.last
        if piece.first <= piece.last:
            filled.append(piece)
    return filled


def _opened(sentence: _Sentence, before: _Piece, index: int) -> _Piece | None:
    """The piece that word `index` opens, if a clause may begin there."""
    gap, word = sentence.gaps[index], sentence.lower[index]
    reported = _reported(sentence, before, index)
    if reported >= 0:
        return _Piece(index, reported, index, reported=True)
    if not gap.isspace():
        strong = not _STRONG.isdisjoint(gap)
        if strong or not _COMMAS.isdisjoint(gap) or " – " in gap or "—" in gap or "“" in gap:
            return _Piece(index, _leading(sentence, index), index, strong=strong)
    if index + 1 == len(sentence.lower):
        return None
    following = sentence.lower[index + 1]
    if word in cues.CONTRASTING and following in cues.SUBJECT_STARTS:
        return _Piece(index, index + 1, index)
    if word == "and" and following in cues.PRONOUNS and following not in ("those", "these", "this"):
        return _Piece(index, index + 1, index)
    return None


def _reported(sentence: _Sentence, before: _Piece, index: int) -> int:
    """The first word of what a reporting word just before `index` introduces, else -1."""
    word, last = sentence.lower[index], sentence.lower[index - 1]
    if index + 1 < len(sentence.lower) and word == "that":
        if last in cues.CUES:
            return index + 1
        if last in ("is", "was") and sentence.lower[index + 1] in cues.SUBJECT_STARTS:
            return index + 1
        recent = sentence.lower[max(before.opening, index - 6) : index]
        told = cues.CUES.intersection(recent) & _WITH_HEARER
        return index + 1 if told else -1
    if last not in cues.SAYING or not sentence.gaps[index].isspace():
        return -1
    named = sentence.text[sentence.spans[index][0]]
    starts = word in cues.SUBJECT_STARTS or named.isupper() or named.isdigit()
    stop = index
    while stop + 1 < len(sentence.gaps) and sentence.gaps[stop + 1].isspace():
        stop += 1
    return index if starts and _has_verb(sentence, index + 1, stop) else -1


_WITH_HEARER = cues.word_set("told tells tell telling convinced assured informed warned")


def _leading(sentence: _Sentence, index: int) -> int:
    """The first word at or after `index` that is no conjunction and no linking word before a
    comma."""
    last = len(sentence.lower) - 1
    first = index
    while index < last:
        word = sentence.lower[index]
        if word in cues.CONDITIONAL:
            break
        linking = word in cues.LINKING and "," in sentence.gaps[index + 1]
        focusing = word in cues.FOCUSING and sentence.lower[index + 1] in cues.SUBORDINATING
        if not (linking or focusing or word in cues.COORDINATING or word in cues.SUBORDINATING):
            break
        if word == "as" and sentence.lower[index + 1] in ("for", "long", "well", "if", "of"):
            break
        if index > first and word not in cues.SUBORDINATING and word not in cues.LINKING:
            break
        index += 1
        if sentence.lower[index] == "that" and word in cues.COORDINATING and index < last:
            index += 1  # "said that ..., and that ..."
    return index


def _joined(sentence: _Sentence, pieces: list[_Piece]) -> list[_Piece]:
    """Pieces that are no clauses joined to the one before, reporting frames left out."""
    groups: list[list[_Piece]] = []
    for index, piece in enumerate(pieces):
        introduces = index + 1 < len(pieces) and pieces[index + 1].reported
        if piece.reported and groups:
            _without_frame(sentence, groups)
        elif groups and not _parts(sentence, groups[-1], piece, introduces):
            groups[-1].append(piece)
            continue
        groups.append([piece])
    whole = [_whole(sentence, group) for group in groups]
    claims = [piece for piece in whole if not _only_reports(sentence, piece)]
    return claims or [_Piece(0, whole[0].first, len(sentence.spans) - 1)]


def _whole(sentence: _Sentence, group: list[_Piece]) -> _Piece:
    """The group as one piece; "Until summer, ..." keeps its first word, which is no conjunction."""
    head = group[0]
    bound = sentence.lower[head.opening] in ("until", "before", "after", "since", "as")
    first = head.first if not bound or _states(sentence, head) else head.opening
    return _Piece(head.opening, first, group[-1].last, head.reported)


def _without_frame(sentence: _Sentence, groups: list[list[_Piece]]) -> None:
    """Take away what introduces a report: the last piece, and its subject if that stands apart.

    Of "He left, and said" only "and said"; of "It closed, but the Post, quoting police, said" all
    from "but".
    """
    group = groups[-1]
    taken = group.pop()
    while group and taken.opening == taken.first and _lacks_subject(sentence, taken):
        if _has_verb(sentence, group[-1].first, group[-1].last):
            break
        taken = group.pop()
    if not group or not _has_verb(sentence, group[0].first, group[-1].last):
        groups.pop()


def _lacks_subject(sentence: _Sentence, piece: _Piece) -> bool:
    return _is_verb(sentence, piece.first) or sentence.lower[piece.first].endswith("ing")


def _parts(sentence: _Sentence, group: list[_Piece], right: _Piece, introduces: bool) -> bool:
    """Whether a clause stands on both sides of a cut."""
    left = _Piece(group[0].opening, group[0].first, group[-1].last, group[0].reported)
    inserted = len(group) > 1 and _only_reports(sentence, group[-1])  # "Fog, she added, stops ..."
    if _only_reports(sentence, left) and not inserted:
        return True
    stated = _states(sentence, left) or any(_states(sentence, piece) for piece in group)
    if _only_reports(sentence, right) and not introduces:
        return stated or _after_quote(sentence, right)
    if {sentence.lower[left.opening], sentence.lower[right.opening]} & cues.CONDITIONAL:
        return False
    if right.strong and _has_verb(sentence, right.first, right.last):
        halves = not _HALVES.isdisjoint(sentence.gaps[right.opening])
        return halves or _has_verb(sentence, left.first, left.last)
    return stated and _states(sentence, right) and not _continues_list(sentence, group, right)


def _continues_list(sentence: _Sentence, group: list[_Piece], right: _Piece) -> bool:
    """ "a movement, thought, and broad current": no verb between commas is a list."""
    last = group[-1]
    return (
        len(group) > 1
        and not _has_verb(sentence, last.first, last.last)
        and sentence.lower[right.opening] in ("and", "or")
        and sentence.lower[right.first] not in cues.PRONOUNS
    )


def _states(sentence: _Sentence, piece: _Piece) -> bool:
    return piece.reported or _is_clause(sentence, piece.first, piece.last)


def _is_clause(sentence: _Sentence, first: int, last: int) -> bool:
    """Whether words `first .. last` have a subject, as far as can be seen, and a verb after it."""
    word = sentence.lower[first]
    if word in cues.PREPOSITIONS or word in cues.RELATIVE or word.endswith(("ing", "ly")):
        return False
    if _is_verb(sentence, first):
        return False
    verbs = [index for index in range(first + 1, last + 1) if _is_verb(sentence, index)]
    relative = any(sentence.lower[index] in _WHO for index in range(first + 1, (verbs or [0])[0]))
    return len(verbs) > relative  # in "cranes that nobody needs" the verb is the relative clause's


def _only_reports(sentence: _Sentence, piece: _Piece) -> bool:
    """ "the mayor said", "said the mayor", "according to the audit"."""
    first, last = piece.first, piece.last
    if sentence.lower[first : first + 2] == ["according", "to"]:
        return last - first < _FRAME
    if piece.reported or last - first >= _FRAME or first == last:
        return False
    if _after_quote(sentence, piece) and not cues.CUES.isdisjoint(sentence.lower[first:last]):
        return True
    said = sentence.lower[last] in cues.CUES and _is_verb(sentence, last)
    if said:
        return not _has_verb(sentence, first, last - 1) or last - first < 4
    return sentence.lower[first] in cues.SAYING and piece.opening > 0


def _after_quote(sentence: _Sentence, piece: _Piece) -> bool:
    """Whether a quotation ends just before, so that "she told the council" belongs to it."""
    return any(mark in sentence.gaps[piece.opening] for mark in "”»") and piece.opening > 0


def _has_verb(sentence: _Sentence, first: int, last: int) -> bool:
    return any(_is_verb(sentence, index) for index in range(first, last + 1))


def _is_verb(sentence: _Sentence, index: int) -> bool:
    """Whether a word looks like a finite verb."""
    word = sentence.lower[index]
    if word in cues.AUXILIARIES:
        return True
    if index and sentence.lower[index - 1] in ("to", "the", "a", "an", "of", "its", "their"):
        return False
    if word in cues.FINITE:
        return True
    return word.endswith("ed") and len(word) > 3 and word not in cues.NOT_PAST


def _span(sentence: _Sentence, piece: _Piece, high: int) -> tuple[int, int]:
    """From the first word to the last, with a bracket or mark that closes what opened inside."""
    start, end = sentence.spans[piece.first][0], sentence.spans[piece.last][1]
    for opening, closing in ("()", "[]", "“”", "«»", "（）", "「」"):
        inside = sentence.text.count(opening, start, end) > sentence.text.count(closing, start, end)
        if inside and end < high and sentence.text[end] == closing:
            end += 1
    return start, end
