"""Time expressions: what is found, what it resolves to, and that no text can break the finder."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate import dates
from dateline.annotate.dates import TimeExpression, TimeKind, find_times
from dateline.annotate.dates_calendar import day_near, make_day, parse_published
from dateline.model.codes import DatePrecision

WEDNESDAY = "2021-03-10"
ISO_PREFIX = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


def phrase(text: str, words: str, published: str | None = WEDNESDAY) -> TimeExpression:
    """The expression whose characters are exactly the given words."""
    found = {text[each.start : each.end]: each for each in find_times(text, published)}
    assert words in found, f"found only {sorted(found)}"
    return found[words]


RESOLVED = [
    # Whole dates.
    ("Saturday, March 6, 2021\n\nShells fell on the port.", "Saturday, March 6, 2021", "2021-03-06"),
    ("The pact of 4 July 2018 holds.", "4 July 2018", "2018-07-04"),
    ("They met on July 4, 2018 in Tunis.", "July 4, 2018", "2018-07-04"),
    ("They met on July 4th, 2018.", "July 4th, 2018", "2018-07-04"),
    ("On the 4th of July 2018 it rained.", "4th of July 2018", "2018-07-04"),
    ("The toll on Dec. 10, 2016 was nine.", "Dec. 10, 2016", "2016-12-10"),
    ("On Friday 15 July 2016 tanks rolled.", "Friday 15 July 2016", "2016-07-15"),
    ("A campaign on 20 Nov 2019 reached them.", "20 Nov 2019", "2019-11-20"),
    ("Held since 3 May 2020 in Minsk.", "since 3 May 2020", "2020-05-03"),
    ("Logged 2020-02-29 at the gate.", "2020-02-29", "2020-02-29"),
    ("Logged 31/01/2020 at the gate.", "31/01/2020", "2020-01-31"),
    ("Logged 05.05.2020 at the gate.", "05.05.2020", "2020-05-05"),
    ("On 12 July last year they fled.", "12 July last year", "2020-07-12"),
    ("The 9/11 attacks changed the law.", "9/11", "2001-09-11"),
    # Days without a year.
    ("Rebels left the town on 2 March.", "2 March", "2021-03-02"),
    ("Rebels left the town on December 24.", "December 24", "2020-12-24"),
    ("The mandate expires on 15 June.", "15 June", "2021-06-15"),
    ("The ban will be lifted on April 5.", "April 5", "2021-04-05"),
    ("The council extended the mission until 10 September.", "until 10 September", "2021-09-10"),
    ("Fuel must arrive by 1 May.", "by 1 May", "2021-05-01"),
    ("On the night of 18 February two died.", "the night of 18 February", "2021-02-18"),
    ("Customs rules change from 12 March.", "12 March", "2021-03-12"),
    ("KABUL, March 9 (Wire) - A bomb went off.", "March 9", "2021-03-09"),
    ("The 10 March raid failed.", "10 March", "2021-03-10"),
    ("Gunmen seized the mast on New Year's Eve.", "New Year's Eve", "2020-12-31"),
    # Weekdays told as news.
    ("Troops entered the town on Friday.", "Friday", "2021-03-05"),
    ("Troops entered the town on Wednesday.", "Wednesday", "2021-03-10"),
    ("Officials said on Thursday they would resign.", "Thursday", "2021-03-04"),
    ("The army shelled the port early on Monday.", "early on Monday", "2021-03-08"),
    ("The port was shelled late Monday.", "late Monday", "2021-03-08"),
    ("Two boys drowned on Sunday night.", "Sunday night", "2021-03-07"),
    ("The road has been shut since Saturday.", "since Saturday", "2021-03-06"),
    ("Monday's accord was welcomed.", "Monday", "2021-03-08"),
    ("He will resign, and on Tuesday his deputy left.", "Tuesday", "2021-03-09"),
    ("A truce, planned for Tuesday, fell through.", "Tuesday", "2021-03-09"),
    ("Talks that will matter opened on Tuesday.", "Tuesday", "2021-03-09"),
    ("A curfew lasted until Sunday.", "until Sunday", "2021-03-07"),
    ("The toll rose due to a landslide on Saturday.", "Saturday", "2021-03-06"),
    # Weekdays told as coming.
    ("The envoy will brief the council on Thursday.", "Thursday", "2021-03-11"),
    ("A delegation is to be received on Monday.", "Monday", "2021-03-15"),
    ("On Thursday a summit is planned in Oslo.", "Thursday", "2021-03-11"),
    ("Flights are due to start on Sunday.", "Sunday", "2021-03-14"),
    ("Another march is planned for Saturday.", "Saturday", "2021-03-13"),
    ("The vote, scheduled for Friday, worries many.", "Friday", "2021-03-12"),
    ("Ministers would meet in Jakarta on Thursday, she said.", "Thursday", "2021-03-11"),
    ("Clerks will strike unless wages are paid by Friday.", "by Friday", "2021-03-12"),
    ("Ministers hold back, until Monday, the new list.", "until Monday", "2021-03-15"),
    ("The hearing is set for Tuesday.", "Tuesday", "2021-03-16"),
    ("Observers expect the senate to vote on Friday.", "Friday", "2021-03-12"),
    ("The court will sit on Wednesday.", "Wednesday", "2021-03-10"),
    ("They will meet next Thursday.", "next Thursday", "2021-03-11"),
    ("They will meet next Wednesday.", "next Wednesday", "2021-03-17"),
    # Weekdays with "last", "this" and weeks.
    ("Parliament passed it last Saturday.", "last Saturday", "2021-03-06"),
    ("Parliament passed it last Wednesday.", "last Wednesday", "2021-03-03"),
    ("Parliament passed it last Tuesday.", "last Tuesday", "2021-03-02"),
    ("They shelled it on Friday last week.", "Friday last week", "2021-03-05"),
    ("It will sit on Tuesday next week.", "Tuesday next week", "2021-03-16"),
    ("The force will land this Friday.", "this Friday", "2021-03-12"),
    # Relative days.
    ("Rain fell yesterday morning.", "yesterday morning", "2021-03-09"),
    ("Today the port is calm.", "Today", "2021-03-10"),
    ("A plane will land tomorrow.", "tomorrow", "2021-03-11"),
    ("Guns fell silent last night.", "last night", "2021-03-09"),
    ("Tanks crossed overnight.", "overnight", "2021-03-10"),
    ("Tanks crossed overnight on Monday.", "overnight on Monday", "2021-03-08"),
    ("Tanks crossed overnight from Sunday to Monday.", "overnight from Sunday to Monday", "2021-03-08"),
    ("By this morning the toll was 9.", "By this morning", "2021-03-10"),
    ("He fled two days ago.", "two days ago", "2021-03-08"),
    ("It began the day before yesterday.", "the day before yesterday", "2021-03-08"),
    ("They signed on 2 March. Four days later it broke down.", "Four days later", "2021-03-06"),
    ("They met on Monday, though he had left the day before.", "the day before", "2021-03-07"),
    ("The pact of 2 March was broken the day after, in Bria.", "the day after", "2021-03-03"),
    ("Trade was cut on Monday, four days after experts gave their finding.", "four days after", "2021-03-04"),
    ("Ten days after both sides signed, buses run again.", "Ten days after", "2021-02-28"),
    ("On Friday they met; on the same day shells fell.", "the same day", "2021-03-05"),
    # Months.
    ("The swap was agreed last month.", "last month", "2021-02"),
    ("After last month's raid they left.", "last month", "2021-02"),
    ("They agreed earlier this month.", "earlier this month", "2021-03"),
    ("He will visit later this month.", "later this month", "2021-03"),
    ("The drill is due next month.", "next month", "2021-04"),
    ("Posts must go by the end of the month.", "by the end of the month", "2021-03"),
    ("They came by the end of the month before.", "by the end of the month before", "2021-02"),
    ("It collapsed last December.", "last December", "2020-12"),
    ("It was struck last March.", "last March", "2020-03"),
    ("It began in March last year.", "March last year", "2020-03"),
    ("In July of this year they will vote.", "July of this year", "2021-07"),
    ("Held since June 2014 by rebels.", "since June 2014", "2014-06"),
    ("It was signed in July 2014.", "July 2014", "2014-07"),
    ("The November 2020 truce holds.", "November 2020", "2020-11"),
    ("The coup of July, 2019 failed.", "July, 2019", "2019-07"),
    ("A truce of August 2015 collapsed eleven months later.", "eleven months later", "2016-07"),
    ("It began three months ago.", "three months ago", "2020-12"),
    # Years.
    ("Shut since 2009 to all.", "since 2009", "2009"),
    ("A fire in 2012 killed nine.", "2012", "2012"),
    ("The 2016 peace accord failed.", "2016", "2016"),
    ("It froze the aid in late 2020.", "in late 2020", "2020"),
    ("It left early in 2010.", "early in 2010", "2010"),
    ("They deploy in the summer of 2017.", "in the summer of 2017", "2017"),
    ("It closed last year.", "last year", "2020"),
    ("They sent home 600 this year.", "this year", "2021"),
    ("A panel will sit next year.", "next year", "2022"),
    ("Quotas went at the start of the year.", "at the start of the year", "2021"),
    ("He was shot two years ago.", "two years ago", "2019"),
]


@pytest.mark.parametrize(("text", "words", "start"), RESOLVED)
def test_resolves_against_publication(text: str, words: str, start: str) -> None:
    found = phrase(text, words)
    assert (found.date.start, found.date.end) == (start, None)
    assert found.date.precision == {4: "year", 7: "month", 10: "day"}[len(start)]


UNRESOLVED = [
    ("He fled last week.", "last week", TimeKind.RANGE, DatePrecision.WEEK),
    ("They met twice this week.", "this week", TimeKind.RANGE, DatePrecision.WEEK),
    ("Looting went on at the weekend.", "at the weekend", TimeKind.RANGE, DatePrecision.WEEK),
    ("He was arrested in May.", "in May", TimeKind.MONTH, DatePrecision.UNKNOWN),
    ("Guards unpaid since October left.", "since October", TimeKind.MONTH, DatePrecision.UNKNOWN),
    ("It was signed in mid-August.", "in mid-August", TimeKind.MONTH, DatePrecision.UNKNOWN),
    ("They left last summer.", "last summer", TimeKind.VAGUE, DatePrecision.UNKNOWN),
    ("It recently shut.", "recently", TimeKind.VAGUE, DatePrecision.UNKNOWN),
    ("War raged in the 1990s.", "in the 1990s", TimeKind.VAGUE, DatePrecision.UNKNOWN),
    ("A delegation came a week ago.", "a week ago", TimeKind.VAGUE, DatePrecision.UNKNOWN),
    ("So far 40 have died.", "So far", TimeKind.VAGUE, DatePrecision.UNKNOWN),
    ("Nine died in the past 24 hours.", "in the past 24 hours", TimeKind.DURATION, DatePrecision.UNKNOWN),
    ("A nine-year war ended.", "nine-year war", TimeKind.DURATION, DatePrecision.UNKNOWN),
    ("It lasted three decades of war.", "three decades of war", TimeKind.DURATION, DatePrecision.UNKNOWN),
    ("Nine died in the 24 hours to Saturday evening.", "in the 24 hours to Saturday evening", "duration", "unknown"),
    ("Raids come every spring.", "every spring", TimeKind.RECURRING, DatePrecision.UNKNOWN),
    ("Trucks cross each day.", "each day", TimeKind.RECURRING, DatePrecision.UNKNOWN),
    ("Due on 31 February 2022 it was.", "31 February 2022", TimeKind.DAY, DatePrecision.UNKNOWN),
    ("Due on 30 February it was.", "30 February", TimeKind.DAY, DatePrecision.UNKNOWN),
    ("Signed on 4 July 99999 in ink.", "4 July 99999", TimeKind.DAY, DatePrecision.UNKNOWN),
    ("Signed on 4 July 0000 in ink.", "4 July 0000", TimeKind.DAY, DatePrecision.UNKNOWN),
    ("Stamped 2020-13-45 in ink.", "2020-13-45", TimeKind.DAY, DatePrecision.UNKNOWN),
    ("Stamped 03/04/2020 in ink.", "03/04/2020", TimeKind.DAY, DatePrecision.UNKNOWN),
]


@pytest.mark.parametrize(("text", "words", "kind", "precision"), UNRESOLVED)
def test_finds_what_has_no_value(text: str, words: str, kind: str, precision: str) -> None:
    found = phrase(text, words)
    assert (found.kind, found.date.precision) == (kind, precision)
    assert found.date.start is None
    assert found.date.end is None


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("Strikes of May 15-24 killed six.", "May 15-24", "2020-05-15", "2020-05-24"),
        ("From 3 to 5 March 2019 they met.", "3 to 5 March 2019", "2019-03-03", "2019-03-05"),
        ("Talks on 29 and 30 January failed.", "29 and 30 January", "2021-01-29", "2021-01-30"),
        ("The war of 2011-2013 ended.", "2011-2013", "2011", "2013"),
        ("The war of 2011-13 ended.", "2011-13", "2011", "2013"),
        ("Rain from Saturday to Monday flooded it.", "from Saturday to Monday", "2021-03-06", "2021-03-08"),
    ],
)
def test_ranges_have_two_ends(text: str, words: str, start: str, end: str) -> None:
    found = phrase(text, words)
    assert found.kind is TimeKind.RANGE
    assert (found.date.start, found.date.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "About 2000 people fled.",
        "It killed 1950 soldiers.",
        "The ship carried $2015 in cash.",
        "They may march again.",
        "Under Resolution 2015 it is barred.",
        "The Sunday Times reported it.",
        "April Jones spoke.",
        "Fighters of the March 23 Movement left.",
        "Section 1.1 applies to 12 men.",
        "The boy was 12 years old.",
        "",
    ],
)
def test_leaves_other_words_alone(text: str) -> None:
    assert find_times(text, WEDNESDAY) == []


def test_a_count_after_a_month_is_no_day() -> None:
    assert phrase("In March 12 people were killed.", "In March").date.start is None


@pytest.mark.parametrize("published", [None, "", "yesterday", "2021-02-30", "2021", "99999-01-01", "٢٠٢١-٠٣-١٠"])
def test_without_publication_only_whole_dates_resolve(published: str | None) -> None:
    text = "On Friday, on 2 March, last month and last year; but in 2012, in May 2013 and on 15 July 2016."
    starts = [found.date.start for found in find_times(text, published)]
    assert starts == [None, None, None, None, "2012", "2013-05", "2016-07-15"]


def test_publication_may_be_a_date_time() -> None:
    assert phrase("He fled on Friday.", "Friday", "2021-03-10T23:00:00Z").date.start == "2021-03-05"


def test_first_and_last_days_of_the_calendar() -> None:
    assert phrase("He fled yesterday.", "yesterday", "0001-01-01").date.start is None
    assert phrase("He will flee tomorrow.", "tomorrow", "9999-12-31").date.start is None


def test_a_leap_day_is_looked_for_over_years() -> None:
    published = parse_published("2021-08-10")
    assert published is not None
    assert day_near(published, 2, 29, coming=False) == make_day(2020, 2, 29)
    assert day_near(published, 2, 29, coming=True) == make_day(2024, 2, 29)


def test_a_wrapped_line_is_one_blank_and_a_paragraph_break_is_none() -> None:
    assert phrase("He fled on 15\nJuly 2016.", "15\nJuly 2016").date.start == "2016-07-15"
    assert [found.date.start for found in find_times("It was 2015\n\nJuly 2016", None)] == ["2015", "2016-07"]


def test_hints_lose_no_phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(row[0] + " x" * 200 for row in [*RESOLVED, *UNRESOLVED])
    near = find_times(text, WEDNESDAY)
    monkeypatch.setattr(dates, "_REACH", len(text))
    assert find_times(text, WEDNESDAY) == near


NEWS = [words for _, words, *_ in RESOLVED] + [words for _, words, *_ in UNRESOLVED]
PIECES = st.one_of(st.text(max_size=12), st.sampled_from(NEWS), st.sampled_from(["will", "said", "on", ",", ".", "\n"]))
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=14).map(" ".join))
PUBLISHED = st.one_of(
    st.none(), st.text(max_size=12), st.dates().map(str), st.datetimes().map(lambda at: at.isoformat())
)


@given(text=TEXTS, published=PUBLISHED)
@settings(max_examples=300, deadline=None)
def test_spans_and_values_are_sound_for_any_text(text: str, published: str | None) -> None:
    found = find_times(text, published)
    assert found == find_times(text, published)
    place = 0
    for each in found:
        assert place <= each.start < each.end <= len(text)
        place = each.end
        assert each.date.span is not None
        assert each.date.span.text == text[each.start : each.end]
        assert (each.date.span.start, each.date.span.end) == (each.start, each.end)
        for value in (each.date.start, each.date.end):
            assert value is None or _is_iso_prefix(value)
        assert each.date.end is None or (each.date.start is not None and each.date.start <= each.date.end)
        assert (each.date.start is None) == (each.date.precision in {"unknown", "week"})


def _is_iso_prefix(value: str) -> bool:
    parts = [int(part) for part in value.split("-")] + [1, 1]
    return ISO_PREFIX.fullmatch(value) is not None and make_day(parts[0], parts[1], parts[2]) is not None


@given(year=st.integers(-5, 99999), month=st.integers(-5, 20), day=st.integers(-5, 40))
def test_days_no_calendar_has_are_none(year: int, month: int, day: int) -> None:
    made = make_day(year, month, day)
    assert made is None or (made.year, made.month, made.day) == (year, month, day)


@pytest.mark.parametrize(
    "unit", ["in ", "1", "\n", " ", "Monday ", "May 5 ", "a few ", "the end of ", "٣ ", "2011-", "since early on ", '"']
)
def test_cost_is_linear_in_the_text(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        before = time.process_time()
        find_times(text, WEDNESDAY)
        return time.process_time() - before

    seconds(1_000)
    # Ten times the text: a quadratic search would take a hundred times as long.
    assert seconds(100_000) < 40 * max(seconds(10_000), 0.02)
