"""Segments cover the text exactly, whatever the spans."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.export.labels import Kind, Role
from dateline.export.segments import Mark, marks, segments
from tests.export.sample import reading

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
OFFSETS = st.integers(min_value=-3, max_value=70)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """Any text, with spans that overlap, nest, cross, are empty or stand out of the text."""
    roles = st.sampled_from(list(Role))
    spans = draw(st.lists(st.tuples(OFFSETS, OFFSETS, roles), max_size=8))
    made = [Mark(a, b, f"Q{i}", Kind.QUOTATION, role) for i, (a, b, role) in enumerate(spans, 1)]
    return draw(TEXTS), made


@given(marked_texts())
def test_segments_join_to_the_text(case: tuple[str, list[Mark]]) -> None:
    text, made = case
    found = segments(text, made)
    assert "".join(text[s.start : s.end] for s in found) == text
    assert all(s.start < s.end for s in found)


@given(marked_texts())
def test_each_character_has_exactly_the_marks_that_cover_it(case: tuple[str, list[Mark]]) -> None:
    text, made = case
    for segment in segments(text, made):
        for offset in range(segment.start, segment.end):
            assert set(segment.marks) == {m for m in made if m.start <= offset < m.end}


def test_marks_come_widest_first() -> None:
    outer = Mark(0, 9, "Q1", Kind.QUOTATION, Role.WORDS)
    inner = Mark(2, 4, "E1", Kind.EVENT, Role.WHAT, 4)
    found = segments("abcdefghi", [inner, outer])
    assert [(s.start, s.end, [m.label for m in s.marks]) for s in found] == [
        (0, 2, ["Q1"]),
        (2, 4, ["Q1", "E1"]),
        (4, 9, ["Q1"]),
    ]


def test_every_span_of_a_reading_is_marked_in_its_role() -> None:
    made = reading()
    text = made.document.text
    found = {(m.label, m.role, text[m.start : m.end]) for m in marks(made)}
    assert {
        ("E1", Role.WHAT, "shelled"),
        ("E1", Role.ALSO, "killing"),
        ("E1", Role.WHO, "Odalian troops"),
        ("E1", Role.WHOM, "market town"),
        ("E1", Role.WHERE, "Tarru"),
        ("E1", Role.WHEN, "Tuesday"),
        ("E1", Role.SAYS, "residents"),
        ("Q1", Role.CUE, "told"),
        ("Q1", Role.TO, "Harbour News"),
        ("F2", Role.NUMBER, "nearly one million"),
        ("A1", Role.DEAL, "Lake Truce"),
    } <= found


def test_a_phrase_for_two_parties_is_marked_once() -> None:
    both = [m for m in marks(reading()) if m.label == "E3" and m.role is Role.WHO]
    assert len(both) == 1
