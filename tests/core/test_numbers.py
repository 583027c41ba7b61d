"""What counts as a number phrase, where it begins and ends, and what it is worth."""

import pytest

from annotate.core.numbers import find_numbers

# Rule, then text and each phrase in it: quote | kind | value, or its text | unit | comparator.
# A comparator that is not printed is exact; a unit that is not printed is none.
PHRASES: dict[str, dict[str, list[str]]] = {
    "the approximator belongs to the phrase, what is counted does not": {
        "About 15 thousand people signed.": ["About 15 thousand | cardinal | 15000 | approx"],
        "the loss of more than 15 thousand homes": [
            "more than 15 thousand | cardinal | 15000 | more_than"
        ],
        "the death of approximately 80 of its trees": ["approximately 80 | cardinal | 80 | approx"],
        "that 1,000 were sold, including 202 in Lower Brask": [
            "1,000 | cardinal | 1000",
            "202 | cardinal | 202",
        ],
        "In addition to 97 Braskan ferries": ["97 | cardinal | 97"],
        "its two declared goals": ["two | cardinal | 2"],
        "more than one letter from readers": ["more than one | cardinal | 1 | more_than"],
        "some 300 boats": ["some 300 | cardinal | 300 | approx"],
        "300 or so boats": ["300 or so | cardinal | 300 | approx"],
        "no fewer than 12 boats": ["no fewer than 12 | cardinal | 12 | at_least"],
        "at least 12 boats": ["at least 12 | cardinal | 12 | at_least"],
        "40 or more boats": ["40 or more | cardinal | 40 | at_least"],
        "up to 12 boats": ["up to 12 | cardinal | 12 | at_most"],
        "not more than 5 boats": ["not more than 5 | cardinal | 5 | at_most"],
        "over 20 boats": ["over 20 | cardinal | 20 | more_than"],
        "just over 20 boats": ["just over 20 | cardinal | 20 | more_than"],
        "well under 20 boats": ["well under 20 | cardinal | 20 | less_than"],
        "up to around 650 K": ["up to around 650 K | measure | 650 | K | at_most"],
        "10+ boats": ["10+ | cardinal | 10 | at_least"],
        "<5 boats": ["<5 | cardinal | 5 | less_than"],
        "~30 boats": ["~30 | cardinal | 30 | approx"],
        "nearly\nforty boats": ["nearly\nforty | cardinal | 40 | almost"],
    },
    "a preposition is no approximator": {
        "She talks about two plans.": ["two | cardinal | 2"],
        "a dispute over two islands": ["two | cardinal | 2"],
        "paid $2000 over 3 years": ["$2000 | money | 2000 | USD", "3 years | duration | 3 | year"],
    },
    "a phrase ends with its paragraph": {
        "more than\n\n15 boats": ["15 | cardinal | 15"],
        "chapter of 3\n\n000 boats": ["3 | cardinal | 3", "000 | cardinal | 0"],
    },
    "time units belong to the phrase": {
        "after nearly two months of strikes": [
            "nearly two months | duration | 2 | month | almost"
        ],
        "after seven days of talks": ["seven days | duration | 7 | day"],
        "set it for one day, while": ["one day | duration | 1 | day"],
        "half an hour": ["half an hour | duration | 0.5 | hour"],
        "one and three-quarter hours": ["one and three-quarter hours | duration | 1.75 | hour"],
        "two and a half years": ["two and a half years | duration | 2.5 | year"],
        "an hour and a half": ["an hour and a half | duration | 1.5 | hour"],
        "a 12-day strike": ["12-day | duration | 12 | day"],
        "a 15-year-old ferry": ["15-year-old | duration | 15 | year"],
        "2 or 3 weeks": ["2 or 3 weeks | range | 2..3 | week"],
    },
    "digits of every notation have their value": {
        "1 000 000": ["1 000 000 | cardinal | 1000000"],
        "1\u202f000\u00a0000": ["1\u202f000\u00a0000 | cardinal | 1000000"],
        "12,34,567.89": ["12,34,567.89 | cardinal | 1234567.89"],
        "1.111,11": ["1.111,11 | cardinal | 1111.11"],
        "1'000'000": ["1'000'000 | cardinal | 1000000"],
        "1,5": ["1,5 | cardinal | 1.5"],
        ".25": [".25 | cardinal | 0.25"],
        "-5 and −5": ["-5 | cardinal | -5", "−5 | cardinal | -5"],
        "1/2, 3½ and 2 1/4": [
            "1/2 | cardinal | 0.5",
            "3½ | cardinal | 3.5",
            "2 1/4 | cardinal | 2.25",
        ],
        "10k, 2mil, 10 bln": [
            "10k | cardinal | 10000",
            "2mil | cardinal | 2000000",
            "10 bln | cardinal | 10000000000",
        ],
        "1.3x10^6": ["1.3x10^6 | cardinal | 1300000"],
        "4 × 10−8": ["4 × 10−8 | cardinal | 4e-08"],
        "22,24,26": ["22 | cardinal | 22", "24 | cardinal | 24", "26 | cardinal | 26"],
    },
    "digits of other scripts are digits": {
        "وصل ٣٤٥ قاربا": ["٣٤٥ | cardinal | 345"],
        "١٢٫٥٪": ["١٢٫٥٪ | percentage | 12.5 | %"],
        "１２": ["１２ | cardinal | 12"],
        "共有3只船": ["3 | cardinal | 3"],
        "共有3万只船": ["3 | cardinal | None"],
        "2023年": ["2023 | date | 2023"],
        "ב-7 סירות": ["7 | cardinal | 7"],
    },
    "words have their value": {
        "one hundred and sixty-one": ["one hundred and sixty-one | cardinal | 161"],
        "two hundred and two thousand": ["two hundred and two thousand | cardinal | 202000"],
        "3 hundred and 2 hundred": ["3 hundred | cardinal | 300", "2 hundred | cardinal | 200"],
        "three lakh crore": ["three lakh crore | cardinal | 3000000000000"],
        "half a dozen": ["half a dozen | cardinal | 6"],
        "a hundred, a dozen": ["a hundred | cardinal | 100", "a dozen | cardinal | 12"],
        "five and a half million": ["five and a half million | cardinal | 5500000"],
        "minus five point five": ["minus five point five | cardinal | -5.5"],
        "a quarter of the fleet": ["a quarter | cardinal | 0.25"],
        "two-thirds of it": ["two-thirds | cardinal | 0.666666666666667"],
        "fell by a third": ["a third | cardinal | 0.333333333333333"],
        "a two-ferry line": ["two | cardinal | 2"],
    },
    "hints without a number are vague": {
        "thousands of letters": ["thousands | vague | None"],
        "hundreds of thousands, and millions of": [
            "hundreds of thousands | vague | None",
            "millions | vague | None",
        ],
        "several hundred boats": ["several hundred | vague | None"],
        "millions of dollars": ["millions of dollars | vague | None | USD"],
    },
    "money has its currency": {
        "€3.5m": ["€3.5m | money | 3500000 | EUR"],
        "£2bn": ["£2bn | money | 2000000000 | GBP"],
        "US$ 5 million": ["US$ 5 million | money | 5000000 | USD"],
        "5 million dollars": ["5 million dollars | money | 5000000 | USD"],
        "300 Egyptian pounds": ["300 Egyptian pounds | money | 300 | EGP"],
        "half a million euros": ["half a million euros | money | 500000 | EUR"],
        "$5-10 million": ["$5-10 million | range | 5000000..10000000 | USD"],
    },
    "percent and measures have their unit": {
        "Prices rose 3.5% in 2021.": ["3.5% | percentage | 3.5 | %", "2021 | date | 2021"],
        "5 percentage points": ["5 percentage points | percentage | 5 | pp"],
        "20 km, 180ml, 30 °C": [
            "20 km | measure | 20 | km",
            "180ml | measure | 180 | ml",
            "30 °C | measure | 30 | °C",
        ],
        "60 km/h": ["60 km/h | measure | 60 | km/h"],
        "7.2 km s−1": ["7.2 km s−1 | measure | 7.2 | km s-1"],
        "20 miles per hour": ["20 miles per hour | measure | 20 | mi/h"],
        "440 ± 50 K": ["440 ± 50 K | measure | 440 | K"],
    },
    "ratios keep both numbers": {
        "at a ratio of three to one.": ["three to one | ratio | 3:1"],
        "3 women for every man": ["3 women for every man | ratio | 3:1"],
        "release 3 carts and barrels from the upper stores, for every cart it sells": [
            "3 carts and barrels from the upper stores, for every cart | ratio | 3:1"
        ],
        "two jobs for every five people": ["two jobs for every five | ratio | 2:5"],
        "one in five": ["one in five | ratio | 1/5"],
        "nearly nine out of ten": ["nearly nine out of ten | ratio | 9/10 | almost"],
        "won 3–1": ["3–1 | ratio | 3:1"],
        "10-to-1": ["10-to-1 | ratio | 10:1"],
        "20 per 100,000": ["20 per 100,000 | ratio | 20/100000"],
        "15 in 24 hours": ["15 | cardinal | 15", "24 hours | duration | 24 | hour"],
        "3 in 2021": ["3 | cardinal | 3", "2021 | date | 2021"],
    },
    "ranges keep both bounds": {
        "between 40 and 50%": ["between 40 and 50% | range | 40..50 | %"],
        "5-8 or 5–8": ["5-8 | range | 5..8", "5–8 | range | 5..8"],
        "from 5 to 8": ["from 5 to 8 | range | 5..8"],
        "fell from 5% to 3%": ["5% | percentage | 5 | %", "3% | percentage | 3 | %"],
        "rose from 3 to 5": ["3 | cardinal | 3", "5 | cardinal | 5"],
        "18- to 24-year-olds": ["18- to 24-year-olds | range | 18..24 | year"],
        "one or two": ["one or two | range | 1..2"],
        "10 to 15 per cent": ["10 to 15 per cent | range | 10..15 | %"],
        "2 to 3 million": ["2 to 3 million | range | 2000000..3000000"],
        "20 keV to 3 MeV": ["20 keV to 3 MeV | range | None | MeV"],
    },
    "times multiply or repeat": {
        "approximately three times as many ferries": [
            "approximately three times | multiplier | 3 | approx"
        ],
        "1.5x and tenfold": ["1.5x | multiplier | 1.5", "tenfold | multiplier | 10"],
        "twice the price": ["twice | multiplier | 2"],
        "twice a week": ["twice a week | frequency | 2 | week"],
        "five times a day": ["five times a day | frequency | 5 | day"],
        "every two years": ["every two years | frequency | 0.5 | year"],
        "She called twice.": ["twice | frequency | 2"],
        "announced more than once that": ["more than once | frequency | 1 | more_than"],
        "all at once": [],
    },
    "dates and times need a number": {
        "in November 2023 he said": ["November 2023 | date | 2023-11"],
        "the October 7 storm": ["October 7 | date | XXXX-10-07"],
        "since last October 7, by": ["last October 7 | date | XXXX-10-07"],
        "the 7th of October 2023": ["7th of October 2023 | date | 2023-10-07"],
        "at the end of last October": [],
        "we may march": [],
        "in 1948 – and": ["1948 | date | 1948"],
        "1948 letters": ["1948 | cardinal | 1948"],
        "from 1948 until 1967": ["from 1948 until 1967 | date | 1948..1967"],
        "2005–2010": ["2005–2010 | date | 2005..2010"],
        "2023-11-05": ["2023-11-05 | date | 2023-11-05"],
        "5/17/2018": ["5/17/2018 | date | 2018-05-17"],
        "05/06/2018": ["05/06/2018 | date | 2018-XX-XX"],
        "the 1990s, the '90s": ["1990s | date | 199X", "'90s | date | XX9X"],
        "in his 20s": ["20s | date | XX2X"],
        "the 21st century": ["21st century | date | 20XX"],
        "in '48": ["'48 | date | XX48"],
        "the 9/11 archive, the 7/7 archive": ["9/11 | date | XXXX-09-11", "7/7 | date | XXXX-XX-XX"],
        "on 10 May. He left.": ["10 May | date | XXXX-05-10"],
        "44 BC": ["44 BC | date | None"],
        "at 12:30": ["12:30 | date | 12:30"],
        "5 pm": ["5 pm | date | 17:00"],
    },
    "ordinals count, adverbs do not": {
        "“The first is past.”": ["first | ordinal | 1"],
        "2nd and twenty-first": ["2nd | ordinal | 2", "twenty-first | ordinal | 21"],
        "At first, it rained. Second, it froze.": [],
        "a first-class seat": [],
        "Second to none": [],
    },
    "one is a number before a noun and a pronoun elsewhere": {
        "One must ask why.": [],
        "The one you mentioned, this one, no one": [],
        "like the one waged by the guild": [],
        "one of its ministers": [],
        "one ferry": ["one | cardinal | 1"],
        "one by one": [],
    },
    "digits inside names and codes are no figures": {
        "F-16, COVID-19, A4, G7, 4G": [],
        "Article 5, Figs. 4 and 5, Table 2, Eq. (11), No. 5": [],
        "the Second World War, her 7th Army": [],
        "Council Resolution 1701": [],
        "1) Boats": [],
        "(2) Boats": [],
        "192.168.1.2, v1.2.3": [],
        "+1-222-2222/2222": [],
        "ann7@b9.example, https://example.org/12?n=3 and 4": ["4 | cardinal | 4"],
        "open 24/7": [],
        "as shown before [12]": [],
        "A number of farms, many, several": [],
    },
    "no phrase splits a character": {
        "press 5\ufe0f\u20e3 or 6\u20e3": [],
        "7\u0301 boats": [],
        "5 m\u0301": [],
        "\u06005 boats": [],
    },
}  # fmt: skip


def described(text: str) -> list[str]:
    """Each phrase of `text` as the table prints it."""
    lines = []
    for phrase in find_numbers(text):
        worth = phrase.value if phrase.value_text is None else phrase.value_text
        parts = [text[phrase.start : phrase.end], phrase.kind.value, str(worth)]
        if phrase.unit is not None:
            parts.append(phrase.unit)
        if phrase.comparator.value != "exact":
            parts.append(phrase.comparator.value)
        lines.append(" | ".join(parts))
    return lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(text, expected, id=f"{rule}: {text}")
        for rule, rows in PHRASES.items()
        for text, expected in rows.items()
    ],
)
def test_number_phrases(text: str, expected: list[str]) -> None:
    assert described(text) == expected


def test_offsets_are_those_of_the_whole_text_when_only_a_part_is_searched() -> None:
    text = "40 boats. Nearly 50 carts. 60 sheep."
    assert [text[p.start : p.end] for p in find_numbers(text, 10, 26)] == ["Nearly 50"]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 99)])
def test_a_part_that_is_not_in_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="0 <= start"):
        find_numbers("40 boats", start, end)
