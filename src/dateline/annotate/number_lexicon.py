"""Word lists of the quantity finder: what a number is made of, what qualifies it, what shows it is no figure."""

from types import MappingProxyType
from typing import Final

from dateline.model.codes import Qualifier


def word_set(words: str) -> frozenset[str]:
    """The words of a string; a list of them is easier read so than as a column of literals."""
    return frozenset(words.split())


_UNITS: Final = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_UNITS_2: Final = "seventeen eighteen nineteen"
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL: Final = MappingProxyType(
    {word: n for n, word in enumerate(f"{_UNITS} {_UNITS_2}".split(), 1)}
    | {word: n * 10 for n, word in enumerate(_TENS.split(), 2)}
    | {"fourty": 40}
)
SCALES: Final = MappingProxyType(
    {
        "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
        "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7,
    }
)  # fmt: skip
ABBREVIATIONS: Final = MappingProxyType(
    {"m": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "bn": 10**9, "bln": 10**9, "b": 10**9, "k": 10**3,
     "tn": 10**12, "trn": 10**12}
)  # fmt: skip
# One of the unit named (annotation guide): the lower bound of a vague word.
PLURALS: Final = MappingProxyType(
    {
        "tens": 10,
        "dozens": 12,
        "scores": 20,
        "hundreds": 10**2,
        "thousands": 10**3,
        "millions": 10**6,
        "billions": 10**9,
    }
)
SINGULARS: Final = MappingProxyType({"dozen": 12, "hundred": 100, **SCALES})
# "A few hundred" is read as one hundred, "several hundred" as two: so the labelled dispatches have it.
MULTIPLIERS: Final = MappingProxyType(
    {("several",): 2, ("a", "few"): 1, ("few",): 1, ("many",): 1, ("a", "couple", "of"): 2}
)
DENOMINATORS: Final = MappingProxyType(
    {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
)

SYMBOLS: Final = MappingProxyType(
    {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₪": "ILS", "₺": "TRY", "₴": "UAH",
     "₦": "NGN", "₩": "KRW", "₱": "PHP", "฿": "THB", "₫": "VND", "₾": "GEL", "₼": "AZN", "֏": "AMD", "৳": "BDT"}
)  # fmt: skip
DOLLAR_PREFIXES: Final = MappingProxyType(
    {"us": "USD", "a": "AUD", "au": "AUD", "aud": "AUD", "c": "CAD", "ca": "CAD", "can": "CAD", "nz": "NZD",
     "hk": "HKD", "s": "SGD", "nt": "TWD", "usd": "USD"}
)  # fmt: skip
# Written before an amount ("EUR 5 million", "Rs 200"); lower case here, upper or title case in the text.
CODES: Final = MappingProxyType(
    {
        code.lower(): code
        for code in word_set(
            "USD EUR GBP JPY CHF CAD AUD NZD SEK NOK DKK RUB UAH CNY INR PKR BDT NGN KES ZAR ETB SDG SSP XOF XAF TRY "
            "ILS SAR AED QAR KWD IQD IRR SYP LBP JOD EGP PLN CZK HUF RON AMD AZN GEL AFN MMK THB PHP IDR MYR KRW BRL "
            "MXN COP"
        )
    }
    | {"rs": "INR"}
)
_MONEY: Final = (
    "dollar USD|euro EUR|pound GBP|sterling GBP|yen JPY|yuan CNY|renminbi CNY|rupee INR|taka BDT|zloty PLN|"
    "rouble RUB|ruble RUB|hryvnia UAH|lira TRY|liras TRY|shekel ILS|riyal SAR|rial IRR|dirham AED|naira NGN|"
    "rand ZAR|birr ETB|shilling KES|franc CHF|baht THB|won KRW|kyat MMK|dong VND|ringgit MYR|rupiah IDR|"
    "afghani AFN|cedi GHS|kwacha ZMW|dinar IQD|peso MXN|krona SEK|kronor SEK|krone NOK|kroner NOK|lari GEL|"
    "dram AMD|manat AZN|tenge KZT|som KGS|leu RON|forint HUF|lempira HNL|quetzal GTQ|bolivar VES|gourde HTG"
)
MONEY: Final = MappingProxyType(
    {form: code for word, code in (entry.split() for entry in _MONEY.split("|")) for form in (word, f"{word}s")}
)
# A nationality before the word settles which dollar, pound, dinar or franc it is.
_NATIONAL_MONEY: Final = (
    "australian dollar AUD|canadian dollar CAD|american dollar USD|zealand dollar NZD|us dollar USD|"
    "egyptian pound EGP|syrian pound SYP|lebanese pound LBP|sudanese pound SDG|british pound GBP|swiss franc CHF|"
    "cfa franc XOF|congolese franc CDF|rwandan franc RWF|french franc FRF|pakistani rupee PKR|indian rupee INR|"
    "nepalese rupee NPR|lankan rupee LKR|iraqi dinar IQD|jordanian dinar JOD|kuwaiti dinar KWD|libyan dinar LYD|"
    "serbian dinar RSD|tunisian dinar TND|algerian dinar DZD|kenyan shilling KES|ugandan shilling UGX|"
    "somali shilling SOS|colombian peso COP|philippine peso PHP|mexican peso MXN|argentine peso ARS|chilean peso CLP|"
    "iranian rial IRR|yemeni rial YER|omani rial OMR|qatari riyal QAR|saudi riyal SAR|russian rouble RUB|"
    "turkish lira TRY|belarusian rouble BYN|swedish krona SEK|swedish kronor SEK|norwegian krone NOK|"
    "norwegian kroner NOK|danish krone DKK|danish kroner DKK"
)
NATIONAL_MONEY: Final = MappingProxyType(
    {(nation, word): code for nation, word, code in (entry.split() for entry in _NATIONAL_MONEY.split("|"))}
)

_QUALIFIERS: Final = {
    Qualifier.AT_LEAST: "at least|at the very least|at a minimum|no fewer than|no less than|not less than"
    "|not fewer than|a minimum of|as few as",
    Qualifier.MORE_THAN: "more than|greater than|over|upwards of|upward of|in excess of|exceeding|exceed"
    "|exceeds|exceeded|above|beyond|north of|>",
    Qualifier.UP_TO: "up to|as many as|as much as|at most|no more than|not more than|a maximum of|fewer than|less than"
    "|under|below|<",
    Qualifier.NEARLY: "nearly|almost|close to|just under|just short of|just shy of|approaching|virtually|not quite",
    Qualifier.ABOUT: "some|around|about|roughly|approximately|approx|circa|ca|an estimated|estimated|estimated at"
    "|perhaps|maybe|an approximate|in the region of|in the order of|on the order of|something like|~",
}
QUALIFIERS: Final = MappingProxyType(
    {tuple(phrase.split()): code for code, phrases in _QUALIFIERS.items() for phrase in phrases.split("|")}
)
# Words that may stand before "more than", "over" or "fewer than" and belong to the qualifier.
DEGREES: Final = (("a", "little"), ("a", "bit"), ("little",), ("slightly",), ("just",), ("well",), ("far",), ("much",))
DEGREE_HEADS: Final = frozenset({"more", "over", "above", "fewer", "less", "under", "below", "beyond", "in"})
# "Handed over 104 captives": the word is part of the verb.
OVER_VERBS: Final = word_set(
    "hand hands handed handing turn turned turning turns take takes taking taken took give gave given giving "
    "brought bring carried crossed signed sign going went made make passed control rule protests protest "
    "dispute row clashes victory concern concerns anger talks war fight"
)
AFTER: Final = MappingProxyType(
    {
        ("or", "more"): Qualifier.AT_LEAST, ("at", "least"): Qualifier.AT_LEAST, ("and", "more"): Qualifier.AT_LEAST,
        ("or", "so"): Qualifier.ABOUT, ("or", "fewer"): Qualifier.UP_TO, ("or", "less"): Qualifier.UP_TO,
        ("at", "most"): Qualifier.UP_TO, ("-", "plus"): Qualifier.AT_LEAST, ("-", "odd"): Qualifier.ABOUT,
        ("+",): Qualifier.AT_LEAST,
    }
)  # fmt: skip

MONTHS: Final = word_set(
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec"
)
# Nouns that show a number to be a measure, a time or a count of things that are never a figure.
MEASURES: Final = word_set(
    "km kms kilometre kilometres kilometer kilometers metre metres meter meters mile miles yard yards foot "
    "feet inch inches ft cm mm kph mph knots degrees degree pounds celsius fahrenheit kg kgs kilogram "
    "kilograms kilo kilos gram grams tonne tonnes ton tons litre litres liter liters gallon gallons barrel "
    "barrels bpd acre acres hectare hectares megawatt megawatts mw gw gigawatts kilowatts volts bushel "
    "bushels sacks bags pallets quintals m hour hours hrs minute minutes mins second seconds day days night "
    "nights week weeks fortnight month months year years decade decades century centuries o'clock o’clock am "
    "pm gmt utc weekends summers winters evenings mornings sundays mondays tuesdays wednesdays thursdays "
    "fridays saturdays time times fold percentage"
)
THINGS: Final = word_set(
    "countries nations states governments provinces districts regions cities towns villages settlements "
    "municipalities neighbourhoods neighborhoods governorates counties islands islets camps bases posts "
    "checkpoints crossings bridges roads aircraft planes jets warplanes helicopters drones missiles rockets "
    "shells mortars bombs grenades mines rounds tanks ships vessels warships frigates destroyers submarines "
    "boats vehicles trucks lorries buses cars ambulances convoys flights sorties trains wagons carriages "
    "containers tents blankets schools hospitals clinics churches mosques shops classrooms airports ports "
    "banks embassies companies firms factories reactors attacks strikes airstrikes raids operations clashes "
    "incidents explosions blasts earthquakes aftershocks storms fronts battles wars coups elections votes "
    "seats points goals articles paragraphs pages resolutions laws bills treaties agreements protocols rules "
    "conditions demands proposals meetings sessions talks summits conferences visits parties sides factions "
    "languages factors issues areas sectors sites places locations stages phases steps weapons rifles guns "
    "pistols howitzers launchers warheads squadrons battalions brigades divisions projects programmes "
    "programs partnerships statements reports letters photographs pictures videos documents games matches "
    "wickets runs medals laps sets lines centimetres readings items kinds types ways units airdrops routes "
    "tunnels munitions targets positions contingents armies navies directions systems halves continents "
    "chapters books rooms tests patrols views channels stations domains departments terminals balloons "
    "consulates laptops computers buoys labels occasions kitchens speedboats blocs shots firearms shotguns "
    "gunshots bullets crimes offences offenses charges counts townships sources missions pieces soles streets "
    "avenues squares degrees halls chambers rivals flags copies"
)
DESIGNATORS: Final = word_set(
    "resolution resolutions article articles chapter flight route highway group unit division section "
    "sections part annex phase page pages no nos number room gate camp block region zone sector grade type "
    "channel version paragraph paragraphs table figure level covid mark model boeing airbus apollo rule track "
    "category class magnitude op line war file form building bus road day appendix clause item agenda title "
    "ward precinct site tower film episode season step windows iphone committee formula protocol decree "
    "directive law order case docket bill proposition amendment age aged ages u under-"
)
AGE_BEARERS: Final = word_set(
    "girl boy man woman child son daughter baby infant pupil youth toddler girls boys children"
)
ONE_BEFORE: Final = word_set(
    "no any each this that which every the another an day number square loved not chapter only"
)
ONE_AFTER: Final = word_set(
    "another day point side hand thing way reason such place step who whose that is can must should may "
    "cannot would could might morning evening night year week month hour minute time moment word example kind "
    "sort form type part by aspect end option question"
)
STOP: Final = (
    word_set(
        "a an the this that these those its their his her our my your it they them he she we you i him us there "
        "here who whom whose which what when where while as if than then so but and or nor yet both either "
        "neither not no of in on at to from by for with without within into onto over under after before since "
        "until till during through across among amongst between against about around near off out up down per via "
        "along behind beyond despite except like inside outside toward towards upon because though although "
        "unless whether is are was were be been being am has have had having do does did done will would shall "
        "should can could may might must cannot died fled said says say went came left lost got took taken made "
        "remained remain remains vanished disappeared marched live lived attended perished escaped arrived "
        "crossed joined returned gathered rallied voted set each ago now later today yesterday tomorrow also "
        "still only even just again already alone altogether overall together nearly almost some all every "
        "seriously badly critically gravely slightly daily annually monthly sleep depend need monday tuesday "
        "wednesday thursday friday saturday sunday apiece instead saw drowned fell last next"
    )
    | MONTHS
)
PLURAL_NOUNS: Final = word_set(
    "people men women children police personnel crew staff cattle youth clergy folk townsfolk dead deceased "
    "injured wounded missing homeless faithful worshippers infantry cavalry"
)
PEOPLE: Final = word_set("men women girls boys children police soldiers civilians policemen officers militants women")
BETWEEN_NOUN: Final = word_set("more other others additional further extra of")
DETERMINERS: Final = word_set("the these those its their his her our my all some")
HOMES: Final = word_set(
    "homes houses dwellings buildings apartments flats huts structures home house building dwelling"
)
# Nouns that are adjectives before another noun ("25 wounded people").
CONDITIONS: Final = word_set("dead deceased injured wounded missing homeless faithful youth police crew staff")
SUPERLATIVES: Final = word_set(
    "most largest biggest best worst oldest poorest richest strongest main key greatest smallest newest"
)
# What may follow a share ("half of them", "half the population"), and what is a share of need ("a third funded").
SHARED: Final = word_set("of the its their his her our all that those these")
STATES: Final = word_set("funded financed covered met full empty complete destroyed")
# "200m from the border" is a distance, "1.2m Syrians" is not.
AFTER_METRES: Final = word_set(
    "from away off north south east west long high deep wide tall below above of sprint race to apart inside "
    "into down up beyond within further hurdles final"
)
MINUTE_MARKS: Final = word_set("° º ′ ″")
