"""What two reports have in common: on a week of reports, and on texts of any kind."""

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.link.block import HEADS, keys_of, rank_of
from dateline.link.compare import compare
from dateline.link.documents import copied
from dateline.link.profile import profile_of
from dateline.link.traits import Profile, packed, unpacked
from dateline.link.words import cosine, runs_of, stem, terms_of, weight
from dateline.model.linked import LinkKind
from dateline.model.records import Reading
from tests.contract.samples import document as any_document
from tests.contract.samples import reading as any_reading
from tests.link.week import CORRECTED, DENIED, ELSEWHERE, PLANNED, REPRINTED, RISEN, SHELLED, TRUCE, WEEK

PROFILES = {reading.document.sha256: profile_of(reading) for reading in WEEK}


def _scores(kind: LinkKind, one: Reading | Profile, other: Reading | Profile) -> list[float]:
    ends = [each if isinstance(each, Profile) else profile_of(each) for each in (one, other)]
    return [scored.score for scored in compare(*ends) if scored.kind == kind]


def _of(name: str) -> Profile:
    return PROFILES[name]


def test_a_shortened_text_is_a_reprint_and_a_new_one_is_not() -> None:
    assert copied(_of(SHELLED.sha256), _of(REPRINTED.sha256)) > 0.9
    assert copied(_of(SHELLED.sha256), _of(RISEN.sha256)) == 0


def test_tellings_of_one_act_are_linked_and_others_are_not() -> None:
    assert max(_scores(LinkKind.INCIDENT, _of(SHELLED.sha256), _of(RISEN.sha256))) > 0.5
    assert max(_scores(LinkKind.INCIDENT, _of(SHELLED.sha256), _of(ELSEWHERE.sha256)), default=0) < 0.5


def test_a_denial_belongs_to_its_act_and_a_plan_does_not() -> None:
    assert max(_scores(LinkKind.INCIDENT, _of(RISEN.sha256), _of(DENIED.sha256))) > 0.5
    assert _scores(LinkKind.INCIDENT, _of(SHELLED.sha256), _of(PLANNED.sha256)) == []


def test_what_one_text_takes_back_is_owned_by_what_it_puts_in_its_place() -> None:
    fourteen, seventeen = _of(CORRECTED.sha256).figures
    assert (fourteen.owner, seventeen.owner) == (None, fourteen.id)
    assert seventeen.taken_back
    assert fourteen.corrected


def test_reports_of_one_place_and_week_share_a_key() -> None:
    for one, other in combinations((SHELLED, REPRINTED, RISEN, CORRECTED, DENIED), 2):
        assert set(keys_of(_of(one.sha256))) & set(keys_of(_of(other.sha256)))
    assert not set(keys_of(_of(SHELLED.sha256))) & set(keys_of(_of(TRUCE.sha256)))


def test_comparing_is_symmetric_and_profiles_survive_packing() -> None:
    for one, other in combinations(PROFILES.values(), 2):
        assert compare(one, other) == compare(other, one)
    for profile in PROFILES.values():
        assert unpacked(packed(profile)) == profile


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from([None, "2024-05-11", "1800-01-01", "2100-12-31"]))
def test_any_text_can_be_compared(one: str, other: str, day: str | None) -> None:
    left = profile_of(any_reading(any_document(f"a{one}", published=day)))
    right = profile_of(any_reading(any_document(f"b{other}", published="2024-05-11")))
    found = compare(left, right)
    assert all(0 <= scored.score <= 1 and scored.a < scored.b for scored in found)
    assert all(0 <= key < 2**63 for key in keys_of(left))
    assert 0 <= rank_of(left.document) < 2**60


def test_words() -> None:
    assert stem("bombed") == stem("bombing") == stem("bombs")
    assert weight(stem("the")) == 0 < weight(stem("villages")) < weight(stem("Nyaung"))
    assert cosine(terms_of("market in Abu Shouk"), terms_of("the market of Abu Shouk")) > 0.99
    assert cosine({}, terms_of("market")) == 0
    assert runs_of("One two three four. Five!") == runs_of("one TWO three — four five")
    assert runs_of("one two three") == []
    assert HEADS > 1
