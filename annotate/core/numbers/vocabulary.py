"""The English words numbers are made of, as tables. All keys are lower case."""


def word_set(words: str) -> frozenset[str]:
    """The words of a table that is printed as running text."""
    return frozenset(words.split())


ONES = {
    "zero": 0, "nought": 0, "naught": 0, "nil": 0,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "quadrillion": 10**15, "quintillion": 10**18, "lakh": 10**5, "crore": 10**7,
    "mln": 10**6, "mil": 10**6, "mn": 10**6, "bln": 10**9, "bn": 10**9, "tln": 10**12,
    "tn": 10**12, "trn": 10**12,
}  # fmt: skip
# Letters that scale a number they touch; exact case, because 5M is five million but 5m five meters.
ATTACHED_SCALES = {
    "k": 10**3, "K": 10**3, "M": 10**6, "MM": 10**6, "mm": 10**6, "mn": 10**6, "mln": 10**6,
    "mil": 10**6, "B": 10**9, "b": 10**9, "bn": 10**9, "Bn": 10**9, "BN": 10**9, "bln": 10**9,
    "T": 10**12, "tn": 10**12, "trn": 10**12, "m": 10**6,
}  # fmt: skip
# Ten to a trillion in Chinese and Japanese: the digits before them are not the whole number.
EASTERN_SCALES = frozenset("十百千万萬億亿兆")
# Those that mean something else unless a currency sign stands before.
MONEY_ONLY_SCALES = frozenset({"m", "mm", "T"})
DOZENS = frozenset({"dozen", "dozens", "doz", "dozs", "dz", "dzs"})
PLURAL_SCALES = frozenset(
    {"tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions",
     "lakhs", "crores"}
)  # fmt: skip
VAGUE_LEADS = frozenset({"several", "few", "many", "some", "couple"})

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "nineth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
    "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17,
    "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
}  # fmt: skip
ORDINAL_SCALES = {
    "hundredth": 100, "thousandth": 10**3, "millionth": 10**6, "billionth": 10**9,
    "trillionth": 10**12,
}  # fmt: skip
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th", "ST", "ND", "RD", "TH"})
# "second" is no denominator: two seconds are a duration.
DENOMINATORS = {
    "half": 2, "quarter": 4,
    **{word: value for word, value in ORDINALS.items() if value > 2},
    **ORDINAL_SCALES,
}  # fmt: skip
PLURAL_DENOMINATORS = {
    "halves": 2, **{word + "s": value for word, value in DENOMINATORS.items() if value > 2},
}  # fmt: skip
FRACTION_SIGNS = {
    "¼": (1, 4), "½": (1, 2), "¾": (3, 4), "⅐": (1, 7), "⅑": (1, 9), "⅒": (1, 10),
    "⅓": (1, 3), "⅔": (2, 3), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
FOLDS = {
    "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7,
    "eightfold": 8, "ninefold": 9, "tenfold": 10, "hundredfold": 100, "thousandfold": 1000,
}  # fmt: skip
ADVERBS = {"once": 1, "twice": 2, "thrice": 3}

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
DECADES = {
    "twenties": "2", "thirties": "3", "forties": "4", "fifties": "5", "sixties": "6",
    "seventies": "7", "eighties": "8", "nineties": "9",
}  # fmt: skip
DATE_LEADS = frozenset({"last", "next", "this", "early", "late", "mid"})
# Words before a bare four-digit number that make it a year whatever follows.
YEAR_CUES = frozenset(
    {"in", "since", "until", "till", "by", "before", "after", "during", "year", "years", "early",
     "late", "mid", "from", "of", "the", "spring", "summer", "autumn", "fall", "winter", "circa",
     "between", "pre", "post", "through", "this", "that", "for", "february", *MONTHS}
)  # fmt: skip
ERAS = frozenset({"AD", "CE", "BC", "BCE"})

# After these, a bare number names a thing ("Article 5"): digits inside names are no figures.
REFERENCES = frozenset(
    {"article", "articles", "chapter", "chapters", "section", "sections", "paragraph", "figure",
     "figures", "fig", "figs", "table", "tables", "page", "pages", "pp", "appendix", "annex",
     "equation", "eq", "eqs", "ref", "refs", "resolution", "resolutions", "channel", "channels",
     "route", "highway", "flight", "gate", "room", "apartment", "flat", "suite", "platform",
     "boeing", "airbus", "apollo", "windows", "formula", "version", "type", "volume", "vol",
     "issue", "no", "nos", "nr", "number", "line", "area", "zone", "pier", "phone", "tel", "fax",
     "nrs", "box", "isbn", "issn", "radio", "psalm", "verse", "surah", "sura", "clause", "protocol",
     "axis", "axes", "site", "sites", "phase", "model", "models", "episode", "unit", "voyager"}
)  # fmt: skip
# A full stop after these is an abbreviation's.
ABBREVIATIONS = word_set("fig figs eq eqs no nos nr nrs vol pp p ref refs sec art ch para")
# Prefixes that may be joined to a number without making it a code.
NUMBER_PREFIXES = frozenset(
    {"mid", "pre", "post", "early", "late", "sub", "over", "under", "non", "circa", "and", "to",
     "from", "about", "around", "some", "c", "ca"}
)  # fmt: skip

# "One" before these, or after those, is a pronoun.
ONE_BEFORE = frozenset(
    {"must", "can", "cannot", "could", "should", "would", "may", "might", "will", "shall", "is",
     "was", "are", "were", "be", "been", "has", "had", "have", "does", "did", "do", "ought",
     "needs", "who", "whom", "whose", "which", "that", "another", "of", "in", "on", "at", "to",
     "for", "from", "with", "without", "as", "when", "where", "if", "but", "and", "or", "by",
     "than", "then", "so", "because", "while", "after", "before", "you", "we", "they", "he",
     "she", "it", "i", "this", "these", "those", "the", "a", "an", "into", "over", "under",
     "about", "against", "between", "through", "not", "never", "also", "just", "wonders",
     "expects", "knows", "thinks", "sees", "finds", "says", "wants", "likes", "hopes",
     "asks", "feels", "gets", "makes", "takes", "looks", "seems", "fears", "believes"}
)  # fmt: skip
ONE_COUNTED_AFTER = word_set("minus negative than least about nearly almost point exactly version")
ONE_HYPHENED = word_set("sided time off way eyed size on liner upmanship")
ONE_AFTER = frozenset(
    {"the", "this", "that", "which", "each", "every", "any", "no", "another", "such", "last",
     "next", "previous", "current", "first", "second", "third", "other", "former", "latter", "a",
     "only", "good", "new", "old", "big", "small", "right", "wrong", "whole", "same", "loved",
     "my", "your", "his", "her", "its", "our", "their", "these", "those", "what"}
)  # fmt: skip
# "Half" after these is a part of a whole that was named, not a number.
HALF_AFTER = frozenset({"first", "second", "other", "latter", "former", "this", "that", "each",
                        "better", "in", "into", "top", "bottom", "upper", "lower"})  # fmt: skip
HALF_BEFORE = word_set("past way time brother sister baked hearted wit empty full")
# "A third" after these is 1/3.
SHARE_AFTER = word_set(
    "by almost nearly about than over under around only roughly approximately to and just least fell rose"
)
