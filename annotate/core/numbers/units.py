"""Units of measurement, time and money: canonical name to the forms in print."""

from annotate.core.numbers.phrase import Kind
from annotate.core.numbers.vocabulary import word_set

# Written out; any case, plurals listed where they are not name + "s".
DURATIONS = {
    "millisecond": "millisecond milliseconds", "second": "second seconds sec secs",
    "minute": "minute minutes mins", "hour": "hour hours hr hrs", "day": "day days",
    "night": "night nights", "week": "week weeks", "weekend": "weekend weekends",
    "fortnight": "fortnight fortnights", "month": "month months mo",
    "year": "year years yr yrs", "decade": "decade decades", "century": "century centuries",
    "generation": "generation generations",
}  # fmt: skip
MEASURES = {
    "nm": "nanometer nanometers nanometre nanometres",
    "μm": "micrometer micrometers micrometre micrometres micron microns",
    "mm": "millimeter millimeters millimetre millimetres",
    "cm": "centimeter centimeters centimetre centimetres",
    "m": "meter meters metre metres",
    "km": "kilometer kilometers kilometre kilometres kms",
    "in": "inch inches", "ft": "foot feet", "yd": "yard yards", "mi": "mile miles",
    "acre": "acre acres", "ha": "hectare hectares", "dunam": "dunam dunams",
    "mg": "milligram milligrams", "g": "gram grams gramme grammes",
    "kg": "kilogram kilograms kilo kilos kgs", "t": "ton tons tonne tonnes",
    "oz": "ounce ounces", "lb": "lbs", "st": "stone",
    "ml": "milliliter milliliters millilitre millilitres",
    "l": "liter liters litre litres", "gal": "gallon gallons", "pint": "pint pints",
    "barrel": "barrel barrels",
    "degree": "degree degrees", "K": "kelvin kelvins",
    "Hz": "hertz", "kHz": "kilohertz", "MHz": "megahertz", "GHz": "gigahertz",
    "W": "watt watts", "kW": "kilowatt kilowatts", "MW": "megawatt megawatts",
    "GW": "gigawatt gigawatts", "kWh": "kilowatt-hour kilowatt-hours", "V": "volt volts",
    "A": "ampere amperes amps", "J": "joule joules", "cal": "calorie calories",
    "bit": "bit bits", "byte": "byte bytes", "KB": "kilobyte kilobytes",
    "MB": "megabyte megabytes", "GB": "gigabyte gigabytes", "TB": "terabyte terabytes",
    "dB": "decibel decibels", "ppm": "ppm", "ppb": "ppb", "ppt": "ppt", "ppq": "ppq",
    "mph": "mph", "kph": "kph kmh",
    "kt": "kiloton kilotons kilotonne kilotonnes", "Mt": "megaton megatons",
}  # fmt: skip
# Symbols; exact case, because M, m and Mm differ.
MEASURE_SYMBOLS = word_set(
    "nm μm µm um mm cm dm m km Mm ft yd mi sqm ha ng μg µg mg g kg Mg t kt Mt lb oz ml mL cl dl "
    "dL l L μl µl μL µL nl nL mbar nbar μbar µbar bar hPa kPa MPa GPa Pa atm K mK Hz kHz MHz GHz "
    "THz W mW kW MW GW TW kWh MWh GWh TWh V mV kV mA kA J kJ MJ GJ eV keV MeV GeV TeV N kN kcal "
    "cal KB kB MB GB TB PB Mb Gb kbps Mbps Gbps dB mol mmol nmol μmol µmol M mM μM µM nM ppm ppb "
    "mph kph kmh rpm Da kDa bp kb Rp Rs RRh mH cd lm lx Bq kBq Gy Sv mSv AU pc kpc Mpc"
)
DURATION_SYMBOLS = {
    "s": "second", "ms": "millisecond", "μs": "microsecond", "µs": "microsecond",
    "ns": "nanosecond", "min": "minute", "h": "hour", "yr": "year",
    "byr": "Gyr", "ka": "ka", "kyr": "kyr", "Ma": "Ma", "Myr": "Myr", "Ga": "Ga", "Gyr": "Gyr",
}  # fmt: skip
PERCENT_SIGNS = {"%": "%", "％": "%", "٪": "%", "‰": "‰"}

CURRENCY_SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₪": "ILS", "₹": "INR", "₽": "RUB",
    "₩": "KRW", "₺": "TRY", "₴": "UAH", "₦": "NGN", "₫": "VND", "₱": "PHP", "฿": "THB",
    "₡": "CRC", "₲": "PYG", "₵": "GHS", "₸": "KZT", "₼": "AZN", "₾": "GEL", "¢": "cent",
}  # fmt: skip
DOLLAR_PREFIXES = {
    "US": "USD", "A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD", "HK": "HKD", "NZ": "NZD",
    "S": "SGD", "R": "BRL", "NT": "TWD", "MX": "MXN",
}  # fmt: skip
CURRENCY_CODES = word_set(
    "USD EUR GBP JPY CHF CNY RMB AUD CAD NZD HKD SGD INR RUB KRW TRY ILS NIS EGP JOD SAR AED QAR "
    "KWD BHD OMR IQD IRR LBP SYP YER LYD TND DZD MAD SDG SEK NOK DKK ISK PLN CZK HUF RON BGN UAH "
    "BRL MXN ARS CLP COP PEN ZAR NGN KES GHS EGP THB VND IDR MYR PHP PKR BDT LKR TWD"
)
CURRENCY_ALIASES = {"RMB": "CNY", "NIS": "ILS"}
CURRENCIES = {
    "USD": "dollar dollars bucks", "EUR": "euro euros", "GBP": "pound pounds quid",
    "JPY": "yen", "CNY": "yuan renminbi", "ILS": "shekel shekels", "INR": "rupee rupees",
    "RUB": "ruble rubles rouble roubles", "TRY": "lira liras", "CHF": "franc francs",
    "dinar": "dinar dinars", "SAR": "riyal riyals", "IRR": "rial rials",
    "AED": "dirham dirhams", "SEK": "krona kronor", "NOK": "krone kroner", "MXN": "peso pesos",
    "ZAR": "rand", "BRL": "reais", "PLN": "zloty zlotys", "HUF": "forint forints",
    "UAH": "hryvnia hryvnias", "cent": "cent cents", "penny": "pence",
}  # fmt: skip
NATIONAL_CURRENCIES = {
    ("us", "dollar"): "USD", ("american", "dollar"): "USD", ("canadian", "dollar"): "CAD",
    ("australian", "dollar"): "AUD", ("singapore", "dollar"): "SGD",
    ("zealand", "dollar"): "NZD", ("egyptian", "pound"): "EGP", ("british", "pound"): "GBP",
    ("lebanese", "pound"): "LBP", ("syrian", "pound"): "SYP", ("sudanese", "pound"): "SDG",
    ("turkish", "lira"): "TRY", ("lebanese", "lira"): "LBP", ("syrian", "lira"): "SYP",
    ("swiss", "franc"): "CHF", ("jordanian", "dinar"): "JOD", ("kuwaiti", "dinar"): "KWD",
    ("iraqi", "dinar"): "IQD", ("tunisian", "dinar"): "TND", ("algerian", "dinar"): "DZD",
    ("libyan", "dinar"): "LYD", ("bahraini", "dinar"): "BHD", ("saudi", "riyal"): "SAR",
    ("qatari", "riyal"): "QAR", ("yemeni", "riyal"): "YER", ("iranian", "rial"): "IRR",
    ("omani", "rial"): "OMR", ("moroccan", "dirham"): "MAD", ("emirati", "dirham"): "AED",
    ("indian", "rupee"): "INR", ("pakistani", "rupee"): "PKR", ("chinese", "yuan"): "CNY",
    ("japanese", "yen"): "JPY", ("israeli", "shekel"): "ILS", ("russian", "ruble"): "RUB",
    ("mexican", "peso"): "MXN", ("argentine", "peso"): "ARS", ("chilean", "peso"): "CLP",
    ("swedish", "krona"): "SEK", ("norwegian", "krone"): "NOK", ("danish", "krone"): "DKK",
    ("south", "rand"): "ZAR",
}  # fmt: skip


def _by_form(
    tables: tuple[tuple[dict[str, str], Kind], ...],
) -> dict[str, tuple[str, Kind]]:
    """Each lower-case form to its canonical name and kind."""
    return {form: (name, kind) for table, kind in tables for name, forms in table.items() for form in forms.split()}


NAMES = _by_form(((DURATIONS, Kind.DURATION), (MEASURES, Kind.MEASURE), (CURRENCIES, Kind.MONEY)))
CURRENCY_STEMS = {form: forms.split()[0] for forms in CURRENCIES.values() for form in forms.split()}
NATIONALITIES = frozenset(adjective for adjective, _ in NATIONAL_CURRENCIES)
SYMBOLS: dict[str, tuple[str, Kind]] = {
    **{symbol: (symbol.replace("µ", "μ"), Kind.MEASURE) for symbol in MEASURE_SYMBOLS},
    **{symbol: (name, Kind.DURATION) for symbol, name in DURATION_SYMBOLS.items()},
}
