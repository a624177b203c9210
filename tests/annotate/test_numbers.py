"""The quantity finder: spans, bounds, qualifiers and units, what it leaves out, and its time on hostile input."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.numbers import Quantity, find_quantities
from dateline.model.codes import Qualifier

EXACT, ABOUT, AT_LEAST = Qualifier.EXACT, Qualifier.ABOUT, Qualifier.AT_LEAST
MORE, UP_TO, NEARLY, VAGUE = Qualifier.MORE_THAN, Qualifier.UP_TO, Qualifier.NEARLY, Qualifier.VAGUE

Bound = int | float | None


def only(text: str) -> Quantity:
    found = find_quantities(text)
    assert len(found) == 1, [text[q.start : q.end] for q in found]
    return found[0]


def spans(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "span", "low", "high"),
    [
        ("The mayor counted 12 bodies", "12", 12, 12),
        ("The camp holds 12,480 people", "12,480", 12480, 12480),
        ("The camp holds 1 200 people", "1 200", 1200, 1200),
        ("The camp holds 2\u202f300\u202f000 people", "2\u202f300\u202f000", 2300000, 2300000),
        ("Aid reached 1.2m villagers", "1.2m", 1200000, 1200000),
        ("Aid reached 50k villagers", "50k", 50000, 50000),
        ("Aid reached 2.5 million villagers", "2.5 million", 2500000, 2500000),
        ("Aid reached 4-million villagers", "4-million", 4000000, 4000000),
        ("Aid reached 3 lakh villagers", "3 lakh", 300000, 300000),
        ("Aid reached 12,34,567 villagers", "12,34,567", 1234567, 1234567),
        ("Twenty-three sailors drowned", "Twenty-three", 23, 23),
        ("Sixty two sailors drowned", "Sixty two", 62, 62),
        ("One hundred and four sailors drowned", "One hundred and four", 104, 104),
        ("Two hundred and fifty-six sailors drowned", "Two hundred and fifty-six", 256, 256),
        ("Fifteen thousand sailors struck", "Fifteen thousand", 15000, 15000),
        ("One thousand two hundred sailors struck", "One thousand two hundred", 1200, 1200),
        ("Three hundred thousand workers struck", "Three hundred thousand", 300000, 300000),
        ("A hundred workers struck", "A hundred", 100, 100),
        ("A million workers struck", "A million", 1000000, 1000000),
        ("Half a million workers struck", "Half a million", 500000, 500000),
        ("A million and a half workers struck", "A million and a half", 1500000, 1500000),
        ("Three-and-a-half million workers struck", "Three-and-a-half million", 3500000, 3500000),
        ("2 and a half million workers struck", "2 and a half million", 2500000, 2500000),
        ("Half a dozen guards ran off", "Half a dozen", 6, 6),
        ("A dozen guards ran off", "A dozen", 12, 12),
        ("Two dozen guards ran off", "Two dozen", 24, 24),
        ("A 10,000-strong force stood by", "10,000", 10000, 10000),
        ("Another 20 miners are trapped", "20", 20, 20),
        ("An additional 300 miners are trapped", "300", 300, 300),
        ("20 more miners are trapped", "20", 20, 20),
        ("In May 2,000 miners struck", "2,000", 2000, 2000),
        ("On 3 May 12 miners died", "12", 12, 12),
    ],
)
def test_a_plain_number_is_exact(text: str, span: str, low: Bound, high: Bound) -> None:
    found = only(text)
    assert (text[found.start : found.end], found.low, found.high) == (span, low, high)
    assert (found.qualifier, found.unit) == (EXACT, "people")


@pytest.mark.parametrize(
    ("text", "span", "low"),
    [
        ("dozens of miners", "dozens", 12),
        ("scores of miners", "scores", 20),
        ("hundreds of miners", "hundreds", 100),
        ("thousands of miners", "thousands", 1000),
        ("millions of miners", "millions", 1000000),
        ("tens of thousands of miners", "tens of thousands", 10000),
        ("hundreds of thousands of miners", "hundreds of thousands", 100000),
        ("tens or hundreds of thousands of miners", "tens or hundreds of thousands", 10000),
        ("several hundred miners", "several hundred", 200),
        ("several thousand miners", "several thousand", 2000),
        ("several dozen miners", "several dozen", 24),
        ("several tens of thousands of miners", "several tens of thousands", 20000),
        ("several hundred thousand miners", "several hundred thousand", 200000),
        ("a few hundred miners", "a few hundred", 100),
        ("many thousands of miners", "many thousands", 1000),
        ("a couple of hundred miners", "a couple of hundred", 200),
    ],
)
def test_a_vague_word_bounds_from_below(text: str, span: str, low: int) -> None:
    found = only(f"Yesterday {text} struck")
    assert f"Yesterday {text} struck"[found.start : found.end] == span
    assert (found.low, found.high, found.qualifier, found.of) == (low, None, VAGUE, "miners")


@pytest.mark.parametrize(
    ("words", "qualifier", "low", "high"),
    [
        ("at least 40", AT_LEAST, 40, None),
        ("no fewer than 40", AT_LEAST, 40, None),
        ("not less than forty", AT_LEAST, 40, None),
        ("40 or more", AT_LEAST, 40, None),
        ("40-plus", AT_LEAST, 40, None),
        ("40+", AT_LEAST, 40, None),
        ("more than 40", MORE, 40, None),
        ("over 40", MORE, 40, None),
        ("well over forty", MORE, 40, None),
        ("slightly more than 40", MORE, 40, None),
        ("upwards of 40", MORE, 40, None),
        ("exceeding 40", MORE, 40, None),
        ("in excess of 40", MORE, 40, None),
        ("up to 40", UP_TO, None, 40),
        ("as many as 40", UP_TO, None, 40),
        ("no more than 40", UP_TO, None, 40),
        ("fewer than 40", UP_TO, None, 40),
        ("under 40", UP_TO, None, 40),
        ("40 or fewer", UP_TO, None, 40),
        ("nearly 40", NEARLY, None, 40),
        ("almost forty", NEARLY, None, 40),
        ("close to 40", NEARLY, None, 40),
        ("just under 40", NEARLY, None, 40),
        ("some 40", ABOUT, 40, 40),
        ("around 40", ABOUT, 40, 40),
        ("about forty", ABOUT, 40, 40),
        ("roughly 40", ABOUT, 40, 40),
        ("approximately 40", ABOUT, 40, 40),
        ("an estimated 40", ABOUT, 40, 40),
        ("perhaps forty", ABOUT, 40, 40),
        ("40-odd", ABOUT, 40, 40),
        ("40 or so", ABOUT, 40, 40),
        ("up to about 40", UP_TO, None, 40),
    ],
)
def test_the_qualifier_is_in_the_span_and_bounds(words: str, qualifier: Qualifier, low: Bound, high: Bound) -> None:
    text = f"The clinic treated {words} on the quay."
    found = only(text)
    assert text[found.start : found.end] == words
    assert (found.qualifier, found.low, found.high) == (qualifier, low, high)


@pytest.mark.parametrize(
    ("words", "low", "high", "unit"),
    [
        ("36 to 40", 36, 40, "people"),
        ("36-40", 36, 40, "people"),
        ("36–40", 36, 40, "people"),
        ("between 36 and 40", 36, 40, "people"),
        ("850 to 1,100", 850, 1100, "people"),
        ("two or three", 2, 3, "people"),
        ("2-3 million", 2000000, 3000000, "people"),
        ("10% to 15%", 10, 15, "%"),
        ("10 to 15 percent", 10, 15, "%"),
        ("$250m to $300m", 250000000, 300000000, "USD"),
        ("$2-3 million", 2000000, 3000000, "USD"),
    ],
)
def test_a_range_is_exact_with_both_bounds(words: str, low: int, high: int, unit: str) -> None:
    text = f"It said {words} were held."
    found = only(text)
    assert text[found.start : found.end] == words
    assert (found.low, found.high, found.qualifier, found.unit) == (low, high, EXACT, unit)


def test_a_qualified_range_keeps_both_bounds() -> None:
    found = only("Police counted around 200 to 300 marchers")
    assert (found.low, found.high, found.qualifier) == (200, 300, ABOUT)


def test_a_change_from_one_number_to_another_is_no_range() -> None:
    assert spans("The toll rose from 155 to 160 overnight") == ["155", "160"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12%", 12),
        ("0.4 per cent", 0.4),
        ("twelve percent", 12),
        ("four out of five", 80),
        ("three in five", 60),
        ("nine in ten", 90),
        ("one in every four", 25),
        ("2 in 10", 20),
        ("one resident in six", 17),
        ("nine tenths", 90),
        ("two thirds", 67),
        ("two-thirds", 67),
        ("three quarters", 75),
        ("one fifth", 20),
        ("a third", 33),
        ("half", 50),
    ],
)
def test_a_share_is_per_cent(words: str, value: float) -> None:
    text = f"Officials believe {words} of the crop is lost."
    found = only(text)
    assert text[found.start : found.end] == words
    assert (found.low, found.high, found.unit) == (value, value, "%")


def test_a_qualified_share() -> None:
    assert (only("Nearly half had fled").low, only("Nearly half had fled").high) == (None, 50)
    assert only("More than a third had fled").qualifier is MORE


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("$12", 12, "USD"),
        ("US$2.5m", 2500000, "USD"),
        ("A$40 million", 40000000, "AUD"),
        ("€3bn", 3000000000, "EUR"),
        ("£59.5 million", 59500000, "GBP"),
        ("EUR 5 million", 5000000, "EUR"),
        ("Rs 200 crore", 2000000000, "INR"),
        ("4 million euros", 4000000, "EUR"),
        ("30m euros", 30000000, "EUR"),
        ("6 million US dollars", 6000000, "USD"),
        ("six million Australian dollars", 6000000, "AUD"),
        ("50 million zlotys", 50000000, "PLN"),
        ("5 million Swiss francs", 5000000, "CHF"),
        ("700 million Swedish kronor", 700000000, "SEK"),
        ("30,000 taka", 30000, "BDT"),
        ("12 million pounds", 12000000, "GBP"),
    ],
)
def test_money_has_its_currency_code(words: str, value: int, unit: str) -> None:
    text = f"Donors promised {words} yesterday."
    found = only(text)
    assert text[found.start : found.end] == words
    assert (found.low, found.high, found.unit) == (value, value, unit)


@pytest.mark.parametrize(
    ("text", "unit", "of"),
    [
        ("Some 900 families moved out", "families", "families"),
        ("About 300 rural households moved out", "households", "rural households"),
        ("The flood took 40 homes", "homes", "homes"),
        ("The flood took 40 brick houses", "homes", "brick houses"),
        ("The flood took houses, around 40, in the port", "homes", None),
        ("Two of the wounded soldiers spoke", "people", "wounded soldiers"),
        ("Hundreds of Kurdish refugees spoke", "people", "Kurdish refugees"),
        ("Fifteen U.S. soldiers spoke", "people", "U.S. soldiers"),
        ("Forty men and women spoke", "people", "men and women"),
        ("Some 2,000 French are there", "people", "French"),
        ("Thirty-six were treated", "people", None),
        ("40 United Nations observers left", "people", "United Nations observers"),
    ],
)
def test_the_noun_gives_unit_and_what_is_counted(text: str, unit: str, of: str | None) -> None:
    found = only(text)
    assert (found.unit, found.of) == (unit, of)
    assert text[found.noun_start : found.noun_end] == (of or "")


@pytest.mark.parametrize(
    "text",
    [
        "They met on 14 March 2019",
        "They met on June 25, 2014",
        "They met on 3 to 5 June",
        "They met on June 25 and 26",
        "It began in 2014 and ended in the 1990s",
        "It will end in 9999",
        "It has stood since 1066, by 3000 it will be dust, and until 2500 none will mind",
        "The war of 1977-1979 and the years between 2011 and 2014",
        "They met at 10:30, at 7 p.m., at 0400 GMT and at nine in the evening",
        "The minister, aged 41, and a 17-year-old",
        "Samir Hadad, 34, spoke",
        "A boy of 12 spoke; she was 26",
        "Resolution 2254, Article 5 and Chapter 7",
        "F-16s, T-72s, COVID-19, M23 and the G20",
        "The attacks of 9/11 and 24/7 news",
        "Task force CTF 50 is at sea",
        "A 40 kilometre march of 3 days with 20 tonnes of flour",
        "Rebels fired 300 rockets over two provinces",
        "A magnitude 6 quake, then a 5.5 tremor",
        "A five-member panel and a three-day visit",
        "One by one they fell silent; no one spoke one day",
        "A third person spoke",
        "Half an hour later a quarter of an hour passed",
        "The score was 61-38",
        "4. Urges restraint",
        "The claim is false.[4]",
        "Version 1.2.3.4 of 12.03.2014",
        "It fell to minus six",
        "Zero or 0 deaths",
        "Children under five",
        "He hid 200m from the border",
    ],
)
def test_what_is_no_figure_is_left_out(text: str) -> None:
    assert spans(text) == []


def test_four_digits_after_in_count_what_follows_them() -> None:
    assert spans("Aid came in 9999 villagers' carts and by 3000 miners") == ["9999", "3000"]
    assert spans("The toll stood at 2400 by Friday") == ["2400"]


def test_over_may_belong_to_the_verb() -> None:
    assert only("The militia handed over 104 captives").qualifier is EXACT
    assert spans("The militia handed over 104 captives") == ["104"]


def test_quantities_of_one_sentence_come_in_order() -> None:
    text = "At least 12 people died, dozens were hurt and $3m was pledged to two of the 900 families on 4 May."
    assert spans(text) == ["At least 12", "dozens", "$3m", "two", "900"]


def test_a_paragraph_break_parts_a_qualifier_from_a_number() -> None:
    assert spans("They fled about\n\n12 people died") == ["12"]


WORDS = [
    *(
        "a",
        "an",
        "one",
        "twenty",
        "hundred",
        "thousand",
        "million",
        "dozen",
        "dozens",
        "several",
        "few",
        "half",
        "third",
    ),
    *("tenths", "at", "least", "more", "than", "between", "and", "to", "or", "in", "out", "of", "every", "per", "cent"),
    *("%", "percent", "$", "US", "€", "12", "1,200", "2.5", "2014", "m", "bn", "-", "–", ".", ",", "people", "homes"),
    *("euros", "May", "families", "\n\n", "said"),
]


def check(text: str) -> None:
    end = 0
    for found in find_quantities(text):
        assert end <= found.start < found.end <= found.noun_start <= found.noun_end <= len(text)
        assert text[found.start : found.end].strip()
        assert found.low is not None or found.high is not None
        if found.low is not None and found.high is not None:
            assert found.low <= found.high
        if found.of is None:
            assert found.noun_start == found.noun_end == found.end
        else:
            assert found.of == text[found.noun_start : found.noun_end] != ""
        end = found.end


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from(["", " ", "  ", "\u202f"]))
def test_any_heap_of_number_words_is_read(words: list[str], blank: str) -> None:
    check(blank.join(words))


@given(st.integers(min_value=1, max_value=10**12))
def test_a_grouped_integer_is_read_back(value: int) -> None:
    found = only(f"Exactly {value:,} voters spoke")
    assert (found.low, found.high) == (value, value)


@pytest.mark.parametrize(
    "part",
    [
        *("1", "1,", "111,", "111 ", "one ", "twenty-", "hundred and ", "million ", "5 million ", "1 to 2 ", "one in "),
        *("over ", "$", " ", "\n ", "of ", "several hundred ", "a few ", "five more ", "and a half ", "- ", "’a", "."),
    ],
)
def test_a_long_run_of_anything_is_read_in_linear_time(part: str) -> None:
    text = part * (200_000 // len(part))
    start = time.process_time()
    find_quantities(text)
    # A quadratic step over 200 kB takes minutes; the slowest linear run about two seconds of processor time.
    assert time.process_time() - start < 20
