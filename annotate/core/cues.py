"""Word lists that stand in for a grammar of English where clauses are cut; all in lower case."""

from __future__ import annotations


def word_set(*rows: str) -> frozenset[str]:
    return frozenset(word for row in rows for word in row.split())


COORDINATING = word_set(
    "and but or so yet nor",
)

SUBORDINATING = word_set(
    "because although though while whereas when after before since until unless if as once",
)

# These may cut without a comma; the rest bind a condition or a time that belongs to the claim.
CONTRASTING = word_set(
    "because although though while whereas but",
)

# A condition belongs to what depends on it.
CONDITIONAL = word_set(
    "if unless",
)

FOCUSING = word_set(
    "especially even particularly just only mainly not",
)

# Dropped before a comma: they join sentences and say nothing themselves.
LINKING = word_set(
    "however therefore moreover furthermore rather thus hence nevertheless nonetheless",
    "meanwhile instead besides still then indeed consequently accordingly",
)

RELATIVE = word_set(
    "which who whom whose where that what",
)

PREPOSITIONS = word_set(
    "in on at of by with without during despite for from to through between among about",
    "against into over under within across like unlike regarding concerning according such",
    "including excluding especially along amid given per via toward towards upon behind",
    "beyond plus",
)

PRONOUNS = word_set(
    "it he she they we i you there this these those",
)

SUBJECT_STARTS = PRONOUNS | word_set(
    "the a an its his her their our my your some many most all no every each both several few",
    "one two three four five six seven eight nine ten",
)

AUXILIARIES = word_set(
    "is are was were am be been has have had do does did will would can could may might must",
    "shall should cannot isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't",
    "didn't won't wouldn't can't couldn't mustn't shouldn't it's that's there's he's she's",
    "they're we're i'm they've",
)

# Verbs of saying, thinking and showing after which "that" begins what is said, thought or shown.
CUES = word_set(
    "said says say saying told tells tell telling added adds announced announces announce",
    "announcing confirmed confirms confirm confirming noted notes note noting revealed",
    "reveals reveal reported reports report reporting claimed claims claim claiming argued",
    "argues argue arguing insisted insists insist stated states state stating believed",
    "believes believe believing thought thinks think thinking considered considers consider",
    "considering fears fear feared feared hoped hopes hope expected expects expect warned",
    "warns warn warning stressed stresses stress reiterated reiterates admitted admits admit",
    "denied denies deny acknowledged acknowledges acknowledge explained explains explain",
    "showed shows show shown showing found finds find finding indicated indicates indicate",
    "indicating suggested suggests suggest suggesting means mean meant remember remembered",
    "realized realizes realize realised recalled recalls recall declared declares declare",
    "estimated estimates estimate concluded concludes conclude predicted predicts predict",
    "promised promises promise pointed wrote writes write heard hears hear learned learns",
    "learn knew knows know agreed agrees agree saw sees see demanded demands demand demanding",
    "felt feels feel convinced assured informed maintains maintained observed observes",
    "testified alleged alleges complained emphasized emphasised proves proved prove proving",
    "doubt evidence likely clear certain obvious true possible noteworthy sure confident",
    "afraid fact sign signs belief statement statements idea view impression conclusion",
    "known messages message news rumor rumors word guarantee guarantees",
)

# Of those, the ones that are so commonly followed by a clause that "that" can be missing.
SAYING = word_set(
    "said says say believes believe thinks think argues insists insisted admitted claims",
)

# Verbs in -s or past tense that are hardly ever nouns; regular past tenses are known by -ed.
FINITE = word_set(
    "became become becomes began begins brought brings built builds bought came comes cost",
    "costs cut went goes got gets gave gives grew grows held holds kept keeps knew knows led",
    "leads left lost loses made makes meant means met paid pays put ran remained remains rose",
    "saw sees seems seem sent sold sells set shook showed shows sought seeks spent spoke",
    "speaks stood stands struck took takes taught told threw understood won wrote writes fell",
    "felt found fought forgot chose drew drove ate broke caught dealt hid hurt laid lay let",
    "lit rang read rode sang sank sat shot shut slept slid spread stole swam swept swore tore",
    "wore woke wound allows appears appear argues believes belongs carries constitutes",
    "consists contains continues contradicts decides demands depends deserves distracts",
    "exists expects explains fails follows happens has includes indicates insists involves",
    "lacks lies lives needs need offers opens owes owns plans prefers produces proves",
    "provides reaches receives refuses regards relies replaces represents requires require",
    "serves suffers suggests tends threatens turns wants want warns believe believes think",
    "thinks say says said fears fear earns earn indicate suggest want remain continue include",
    "require depend exist fail succeed succeeds insist claim claims",
)

# Words in -ed that are no verbs.
NOT_PAST = word_set(
    "hundred indeed need red bed speed feed seed united wicked naked sacred hatred shed embed",
    "reed weed greed breed creed armored so-called high-speed",
)
