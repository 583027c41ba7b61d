"""What clauses need to know of English: where verbs are, who reports, what a conjunction is."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

import msgspec

from annotate.core import cues
from annotate.core.words import words

_WITH_HEARER = cues.word_set("told tells tell telling convinced assured informed warned")
_RELATIVES = ("that", "which", "who", "whom", "whose")
_NO_FINITE_AFTER = ("to", "the", "a", "an", "of", "its", "their")
_FRAME = 9
"""Words. A longer stretch around a reporting word says something itself."""
_REACH = 40
"""Words in which the verb of what someone "said" is looked for."""


class Piece(msgspec.Struct):
    """Words `first .. last` of a sentence between two possible cuts, from `opening` on.

    Between `opening` and `first` are conjunctions. `reported`: "said that" or the like stands
    before; `strong`: a semicolon or colon does; `stated`: this piece, or one that it was joined to,
    is a clause.
    """

    opening: int
    first: int
    last: int
    reported: bool = False
    strong: bool = False
    stated: bool = False


class Sentence(msgspec.Struct):
    """The words of one sentence: where they are, in lower case, and what stands before each.

    `verbs[i]` and `relatives[i]` count those before word i, so that long sentences cost no more.
    """

    text: str
    spans: list[tuple[int, int]]
    lower: list[str]
    gaps: list[str]
    verbs: list[int]
    relatives: list[int]


def read_sentence(text: str, low: int, high: int) -> Sentence:
    """The sentence `text[low:high]`, its words looked up once."""
    spans = words(text, low, high)
    ends = [low] + [end for _, end in spans]
    lower = [text[a:b].casefold().replace("’", "'") for a, b in spans]
    gaps = [text[end:start] for end, (start, _) in zip(ends, spans, strict=False)]
    verbs = accumulate((_is_verb(lower, i) for i in range(len(lower))), initial=0)
    relatives = accumulate((word in _RELATIVES for word in lower), initial=0)
    return Sentence(text, spans, lower, gaps, list(verbs), list(relatives))


def leading(sentence: Sentence, index: int) -> int:
    """The first word from `index` on that is no conjunction, and no linking word with a comma."""
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


def states(sentence: Sentence, piece: Piece) -> bool:
    """Whether a piece is a clause on its own."""
    return piece.reported or _is_clause(sentence, piece.first, piece.last)


def _is_clause(sentence: Sentence, first: int, last: int) -> bool:
    """Whether words `first .. last` have a subject, as far as can be seen, and a verb after it."""
    word = sentence.lower[first]
    if word in cues.PREPOSITIONS or word in cues.RELATIVE or word.endswith(("ing", "ly")):
        return False
    if has_verb(sentence, first, first):
        return False
    count = sentence.verbs[last + 1] - sentence.verbs[first + 1]
    if not count:
        return False
    verb = bisect_right(sentence.verbs, sentence.verbs[first + 1]) - 1
    # In "cranes that nobody needs" the verb is the relative clause's.
    return count > (sentence.relatives[verb] > sentence.relatives[first + 1])


def only_reports(sentence: Sentence, piece: Piece) -> bool:
    """ "the mayor said", "said the mayor", "according to the audit"."""
    first, last = piece.first, piece.last
    if sentence.lower[first : first + 2] == ["according", "to"]:
        return last - first < _FRAME
    if piece.reported or last - first >= _FRAME or first == last:
        return False
    if after_quote(sentence, piece) and not cues.CUES.isdisjoint(sentence.lower[first:last]):
        return True
    said = sentence.lower[last] in cues.CUES and has_verb(sentence, last, last)
    if said:
        return not has_verb(sentence, first, last - 1) or last - first < 4
    return sentence.lower[first] in cues.SAYING and piece.opening > 0


def after_quote(sentence: Sentence, piece: Piece) -> bool:
    """Whether a quotation ends just before, so that "she told the council" belongs to it."""
    return any(mark in sentence.gaps[piece.opening] for mark in "”»") and piece.opening > 0


def reported(sentence: Sentence, before: Piece, index: int) -> int:
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
    limit = min(len(sentence.gaps) - 1, index + _REACH)
    while stop < limit and sentence.gaps[stop + 1].isspace():
        stop += 1
    return index if starts and has_verb(sentence, index + 1, stop) else -1


def lacks_subject(sentence: Sentence, piece: Piece) -> bool:
    """Whether a piece begins with its verb."""
    return has_verb(sentence, piece.first, piece.first) or sentence.lower[piece.first].endswith("ing")


def has_verb(sentence: Sentence, first: int, last: int) -> bool:
    """Whether there is a finite verb among words `first .. last`; none are in an empty range."""
    return last >= first and sentence.verbs[last + 1] > sentence.verbs[first]


def _is_verb(lower: list[str], index: int) -> bool:
    """Whether a word looks like a finite verb."""
    word = lower[index]
    if word in cues.AUXILIARIES:
        return True
    if index and lower[index - 1] in _NO_FINITE_AFTER:
        return False
    if word in cues.FINITE:
        return True
    return word.endswith("ed") and len(word) > 3 and word not in cues.NOT_PAST
