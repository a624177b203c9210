"""Offices and their holders: facts of the table, and how words find an office."""

from datetime import date

import pytest

from dateline.knowledge.offices import all_terms, office_of, terms_of


@pytest.mark.parametrize(
    ("words", "on", "holders"),
    [
        ("the Turkish president", "2020-02-21", ["Recep Tayyip Erdoğan"]),
        ("president of Turkey", "2014-08-27", ["Abdullah Gül"]),
        ("Turkey's president", "2014-08-28", ["Recep Tayyip Erdoğan"]),
        ("US Secretary of State", "2018-04-15", []),
        ("US foreign minister", "2019", ["Mike Pompeo"]),
        ("U.S. Defense Secretary", "2022", ["Lloyd Austin"]),
        ("Britain's home secretary", "2022-10-20", ["Grant Shapps"]),
        ("UN chief", "2006-12-31", ["Kofi Annan"]),
        ("Secretary-General of the United Nations", "2007-01-01", ["Ban Ki-moon"]),
        ("UN special envoy for Syria", "2015", ["Staffan de Mistura"]),
        ("UN envoy to Syria", "2013", ["Lakhdar Brahimi"]),
        ("head of the International Atomic Energy Agency", "2021", ["Rafael Grossi"]),
        ("NATO secretary general", "2014-09-30", ["Anders Fogh Rasmussen"]),
        ("leader of Hezbollah", "2010", ["Hassan Nasrallah"]),
        ("the Russian leader", "2010", ["Dmitry Medvedev"]),
        ("chairman of the African Union", "2021-06", ["Félix Tshisekedi"]),
        ("AU Commission chairperson", "2021-06", ["Moussa Faki Mahamat"]),
        ("the pope", "2014", ["Francis"]),
        ("president of the Republic of the Congo", "2020", ["Denis Sassou Nguesso"]),
        ("British prime minister", "2016", ["David Cameron", "Theresa May"]),
    ],
)
def test_who_held_an_office(words: str, on: str, holders: list[str]) -> None:
    assert [term.person for office in office_of(words) for term in office.at(on)] == holders


def test_words_without_an_owner_need_a_country() -> None:
    assert office_of("the president") == ()
    assert [t.person for office in office_of("the president", "FRA") for t in office.at("2020")] == ["Emmanuel Macron"]
    assert office_of("the Turkish baker") == ()


def test_terms_of_a_person_in_order() -> None:
    offices = [(term.office, term.start, term.end) for term in terms_of("Vladimir Putin") if term.start >= "1999-12"]
    assert offices == [
        ("president of Russia", "1999-12-31", "2008-05-07"),
        ("prime minister of Russia", "2008-05-08", "2012-05-08"),
        ("president of Russia", "2012-05-07", None),
    ]
    assert terms_of("Recep Tayyip Erdogan") == terms_of("Tayyip Erdoğan")


def test_the_table_is_in_order() -> None:
    """Every date is in the calendar, and no term ends before it begins."""
    for term in all_terms():
        for day in filter(None, (term.start, term.end)):
            assert date.fromisoformat((day + "-01-01")[:10] if len(day) < 7 else (day + "-01")[:10])
        assert term.end is None or term.start[: len(term.end)] <= term.end[: len(term.start)], term


def test_a_coarse_date_names_all_who_may_have_held_it() -> None:
    (office,) = office_of("president of Turkey")
    assert [term.person for term in office.at("2014")] == ["Abdullah Gül", "Recep Tayyip Erdoğan"]
    assert [term.person for term in office.at("2014-08")] == ["Abdullah Gül", "Recep Tayyip Erdoğan"]
