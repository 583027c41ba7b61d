"""Words and signs around a number that say how exact it is."""

from annotate.core.numbers.phrase import Comparator
from annotate.core.numbers.tokens import Token
from annotate.core.numbers.vocabulary import word_set

APPROX, ALMOST = Comparator.APPROX, Comparator.ALMOST
MORE, LEAST = Comparator.MORE_THAN, Comparator.AT_LEAST
LESS, MOST = Comparator.LESS_THAN, Comparator.AT_MOST

BEFORE: dict[Comparator, str] = {
    Comparator.EXACT: "exactly, precisely",
    APPROX: "about, around, approximately, approx ., approx, roughly, some, circa, c ., ca ., ca, "
    "an estimated, estimated, an approximate, in the region of, of the order of, on the order of, "
    "in the order of, more or less, somewhere around, near, near to, ~, ∼, ≈, ～, ≃, ≅, ±",
    ALMOST: "almost, nearly, close to, approaching, nearing, just under, just below, "
    "just short of, a little under, a little less than, slightly less than, slightly under, "
    "slightly below, virtually, practically, not quite",
    MORE: "more than, over, above, exceeding, in excess of, greater than, upwards of, upward of, "
    "just over, just above, well over, well above, a little over, a little more than, "
    "slightly more than, slightly over, slightly above, much more than, far more than, "
    "higher than, larger than, bigger than, longer than, older than, better than, beyond, "
    "north of, >, ＞",
    LEAST: "at least, no fewer than, no less than, not less than, not fewer than, a minimum of, "
    "minimum of, as few as, as little as, as low as, ≥, ⩾, >=",
    LESS: "less than, fewer than, under, below, lower than, smaller than, shorter than, "
    "younger than, well under, well below, much less than, far less than, far fewer than, "
    "south of, <, ＜",
    MOST: "at most, up to, no more than, not more than, as many as, as much as, as high as, "
    "as long as, as far as, a maximum of, maximum of, no later than, a total of up to, ≤, ⩽, <=",
}
AFTER: dict[Comparator, str] = {
    APPROX: "or so, or thereabouts, approximately, give or take, more or less",
    LEAST: "or more, or over, and over, and above, or above, or greater, and more, and up, "
    "or older, and older, plus, at least, +",
    MOST: "or less, or fewer, or under, and under, or below, and below, at most, or younger, at the most",
}
# A preposition after these words, not an approximator: "talks about two plans".
PREPOSITION_AFTER: dict[str, frozenset[str]] = {
    "about": word_set(
        "talk talks talked talking think thinks thought thinking ask asks asked asking know knows "
        "knew hear hears heard hearing learn learned speak speaks spoke speaking worry worries "
        "worried concern concerned concerns care cares cared question questions doubt doubts "
        "information story stories report reports book books article articles debate debates joke "
        "jokes tell tells told telling write writes wrote written writing read reads complain "
        "complains complained complaints argue argued argues argument discussion discussions happy "
        "sad angry optimistic pessimistic clear bring brings brought what how anything something "
        "nothing everything news facts rumors lies truth all"
    ),
    "over": word_set(
        "war wars fight fights fighting fought dispute disputes conflict conflicts argue argued "
        "control power victory win won concern concerns worry outrage anger row spread vote voted "
        "handed hand take takes took taken taking"
    ),
    "around": word_set("all move moved turn turned turning walk walked centered revolve"),
    "near": word_set("the"),
    "under": word_set("come comes came fall falls fell"),
}


def _tree(phrases: dict[Comparator, str]) -> dict[str, list[tuple[tuple[str, ...], Comparator]]]:
    """By first word: the phrases as word tuples, longest first."""
    tree: dict[str, list[tuple[tuple[str, ...], Comparator]]] = {}
    for comparator, forms in phrases.items():
        for form in forms.split(", "):
            words = tuple(form.split()) if form not in (">=", "<=") else tuple(form)
            tree.setdefault(words[0], []).append((words, comparator))
    for forms_of_word in tree.values():
        forms_of_word.sort(key=lambda entry: -len(entry[0]))
    return tree


BEFORE_BY_WORD = _tree(BEFORE)
AFTER_BY_WORD = _tree(AFTER)


def _match(
    tokens: list[Token],
    i: int,
    table: dict[str, list[tuple[tuple[str, ...], Comparator]]],
) -> tuple[Comparator, int] | None:
    for words, comparator in table.get(tokens[i].low, ()):
        if all(tokens[i + k].low == word for k, word in enumerate(words)):
            return comparator, i + len(words)
    return None


def modifiers_at(tokens: list[Token], i: int) -> tuple[Comparator, int]:
    """What up to three modifiers from token `i` on say together, and the token after them.

    One that bounds wins over one that only blurs: "up to around 650" is at most.
    """
    told = Comparator.EXACT
    for _ in range(3):
        found = _match(tokens, i, BEFORE_BY_WORD)
        if found is None:
            break
        comparator, i = found
        if told in (Comparator.EXACT, APPROX):
            told = comparator if comparator is not Comparator.EXACT else told
    return told, i


def is_preposition(tokens: list[Token], i: int) -> bool:
    """Token `i` could be an approximator, but the word before it governs it."""
    governors = PREPOSITION_AFTER.get(tokens[i].low)
    return governors is not None and i > 0 and tokens[i - 1].low in governors


def modifier_after(tokens: list[Token], i: int) -> tuple[Comparator, int] | None:
    """A modifier that follows its number ("or so", "+"), and the token after it."""
    return _match(tokens, i, AFTER_BY_WORD)
