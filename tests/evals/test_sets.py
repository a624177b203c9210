"""The evaluation-only sets, on records made up here."""

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from dateline.model.codes import EventType, FigureKind, Qualifier
from dateline.model.document import Document
from dateline.model.records import Event, Figure, Quotation, Reading, Span
from evals import idetect, plv, polnear
from evals.jsonl import SetError, read_records
from evals.scoring import plain_document
from tests.evals.build import actor, event_of, figure_of, gold_event, gold_figure, gold_quote, quotation_of

SENTENCE = "Arland condemned Borland after its troops withdrew."
PAIR = plv.Pair("p1", SENTENCE, "Arland", "Borland", "ACCUSE", (0, 6), (17, 24))


def read_of(text: str, *, events: tuple[Event, ...] = (), figures: tuple[Figure, ...] = ()) -> Reading:
    return Reading(plain_document("x", text), events, (), figures, ())


def event(kind: EventType, word: str, source: str | None, target: str | None) -> Event:
    at = SENTENCE.index(word)
    return event_of(
        gold_event("condemned", kind),
        anchor=Span(word, at, at + len(word)),
        actors=(actor(source, None, SENTENCE),) if source else (),
        recipients=(actor(target, None, SENTENCE),) if target else (),
    )


ACCUSE = event(EventType.ACCUSE, "condemned", "Arland", "Borland")
RETREAT = event(EventType.RETREAT, "withdrew", "Borland", None)


def test_plv_takes_the_event_between_the_pair() -> None:
    assert plv.choose(PAIR, read_of(SENTENCE, events=(RETREAT, ACCUSE))) == plv.Choice("ACCUSE", True)


def test_plv_prefers_the_right_sides_over_turned_ones() -> None:
    turned = event(EventType.ASSAULT, "condemned", "Borland", "Arland")
    assert plv.choose(PAIR, read_of(SENTENCE, events=(turned, ACCUSE))).root == "ACCUSE"
    assert plv.choose(PAIR, read_of(SENTENCE, events=(turned,))) == plv.Choice("ASSAULT", True)


def test_plv_falls_back_on_the_nearest_anchor() -> None:
    far = event(EventType.RETREAT, "withdrew", None, None)
    near = event(EventType.REJECT, "condemned", None, None)
    assert plv.choose(PAIR, read_of(SENTENCE, events=(far, near))) == plv.Choice("REJECT", False)
    assert plv.choose(PAIR, read_of(SENTENCE)) == plv.Choice(None, False)
    assert plv.choose(PAIR, None) == plv.Choice(None, False)


def test_plv_finds_the_words_where_the_marks_are_missing() -> None:
    unmarked = plv.Pair("p1", SENTENCE, "Arland", "Borland", "ACCUSE")
    assert plv.choose(unmarked, read_of(SENTENCE, events=(RETREAT, ACCUSE))) == plv.Choice("ACCUSE", True)
    lost = plv.Pair("p1", SENTENCE, "Corland", "", "ACCUSE")
    assert plv.choose(lost, read_of(SENTENCE, events=(RETREAT, ACCUSE))).root == "ACCUSE"


def test_plv_has_fifteen_roots_and_counts_silence_as_wrong() -> None:
    assert len(plv.ROOTS) == 15
    assert plv.ROOT_OF[EventType.CONCEDE] == plv.ROOT_OF[EventType.RETREAT] == "YIELD"
    right, none = plv.Choice("YIELD", True), plv.Choice(None, False)
    found = plv.score(["YIELD", "YIELD", "AID"], [right, none, plv.Choice("YIELD", False)])
    assert (found.accuracy, found.coverage, found.linked) == pytest.approx((1 / 3, 2 / 3, 1 / 3))
    assert found.f1["YIELD"] == pytest.approx(2 / 4)
    assert found.macro_f1 == pytest.approx(0.5 / 15)


EXCERPT_TEXT = "Some 300 people fled and 12 students were held."
EXCERPT = idetect.Excerpt("i1", EXCERPT_TEXT, 300, 300, 300, "Displaced", "People")


def figure(**changes: object) -> Figure:
    at = Span("Some 300", 0, 8)
    base = {"span": at, "kind": FigureKind.DISPLACED, "low": 300, "high": 300, "qualifier": Qualifier.ABOUT}
    return figure_of(gold_figure("12"), **(base | changes))


def test_idetect_right_answer() -> None:
    held = figure(kind=FigureKind.DETAINED, low=12, high=12, confidence=1.0)
    found = idetect.score([EXCERPT], [read_of(EXCERPT_TEXT, figures=(held, figure(confidence=0.4)))])
    assert (found.f1, found.number_f1, found.bounds_recall, found.kind, found.unit) == (1.0, 1.0, 1.0, 1.0, 1.0)


def test_idetect_right_number_with_wrong_bounds_kind_and_unit() -> None:
    wrong = figure(high=None, kind=FigureKind.HOMES_DESTROYED, unit="homes")
    found = idetect.score([EXCERPT], [read_of(EXCERPT_TEXT, figures=(wrong,))])
    assert (found.f1, found.number_f1, found.number_recall, found.bounds_recall) == (0.0, 1.0, 1.0, 0.0)
    assert (found.kind, found.unit) == (0.0, 0.0)


def test_idetect_answers_with_the_surest_figure() -> None:
    sure = figure(low=5, high=5, confidence=0.9)
    found = idetect.score([EXCERPT, EXCERPT], [read_of(EXCERPT_TEXT, figures=(figure(confidence=0.2), sure)), None])
    assert (found.precision, found.recall, found.bounds_recall) == (0.0, 0.0, 0.5)


def test_idetect_housing_and_households() -> None:
    homes = idetect.Excerpt("i1", EXCERPT_TEXT, 300, 300, 300, "Destroyed Housing", "Households")
    assert idetect.kind_right(homes, figure(kind=FigureKind.HOMES_DESTROYED))
    assert not idetect.kind_right(homes, figure())
    assert idetect.unit_right(homes, figure(unit="families"))
    assert not idetect.unit_right(homes, figure(unit="people"))


def test_idetect_leaves_out_what_cannot_be_scored(tmp_path: Path) -> None:
    path = tmp_path / "i.jsonl"
    start = '{"id":"%s","text":"x","figure":1,"value_min":1,"value_max":1,"term":"Displaced","unit":"People"'
    rest = ["}", ',"lang":"en"}', ',"lang":"es"}', ',"doubtful":"why"}', ',"sum_of":[1,2]}']
    path.write_text("\n".join(start % number + end for number, end in enumerate(rest)))
    seen: list[str] = []

    def read(documents: Iterable[Document]) -> Iterator[Reading]:
        for document in documents:
            seen.append(document.id)
            yield read_of("x")

    found = idetect.run(path, read)
    assert (found.items, found.left_out, seen) == (2, 3, ["0", "1"])


ARTICLE_TEXT = '"We want peace," Ada Brenn said, "and soon."'


def at(words: str) -> tuple[int, int]:
    start = ARTICLE_TEXT.index(words)
    return start, start + len(words)


def article(*content: str) -> polnear.Article:
    pieces = tuple(at(words) for words in content)
    return polnear.Article("n1", ARTICLE_TEXT, (polnear.Attribution((at("Ada Brenn"),), (at("said"),), pieces),))


def quotation(words: str, cue: bool = True, speaker: str | None = "Ada Brenn") -> Quotation:
    start, end = at(words)
    said = at("said")
    return quotation_of(
        gold_quote("We want peace,"),
        id=f"q{start}",
        span=Span(words, start, end),
        cue=Span("said", *said) if cue else None,
        speaker=actor(speaker, None, ARTICLE_TEXT) if speaker else None,
    )


def polnear_score(gold: polnear.Article, *found: Quotation) -> polnear.PolnearScore:
    reading = Reading(plain_document("n1", ARTICLE_TEXT), (), found, (), ())
    return polnear.score([gold], [reading])


def test_polnear_joins_the_halves_of_a_cut_quotation() -> None:
    score = polnear_score(article("We want peace", "and soon"), quotation("We want peace"), quotation("and soon"))
    assert score.exact == score.trimmed == score.partial == {"source": 1.0, "cue": 1.0, "content": 1.0}


def test_polnear_trims_marks_only_where_it_says_so() -> None:
    score = polnear_score(
        article('"We want peace,"', '"and soon."'), quotation("We want peace,"), quotation("and soon.")
    )
    assert (score.exact["content"], score.trimmed["content"], score.partial["content"]) == (0.0, 1.0, 1.0)


def test_polnear_partial_is_one_to_one() -> None:
    halves = quotation("We want peace", cue=False), quotation("and soon", cue=False, speaker=None)
    score = polnear_score(article("We want peace", "and soon"), *halves)
    assert score.exact["content"] == 0.0
    assert score.partial["content"] == pytest.approx(2 / 3)
    assert (score.exact["source"], score.exact["cue"]) == (1.0, 0.0)


def test_polnear_without_a_reading() -> None:
    score = polnear.score([article("and soon")], [None])
    assert set(score.exact.values()) == set(score.partial.values()) == {0.0}
    assert (score.articles, score.attributions) == (1, 1)


def test_sets_are_read_plain_or_gzipped_and_faults_are_placed(tmp_path: Path) -> None:
    line = b'{"id":"a","text":"x","attributions":[],"publisher":"not needed"}\n'
    plain, packed = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz"
    plain.write_bytes(line + b"\n" + line)
    packed.write_bytes(gzip.compress(line))
    assert len(read_records(plain, polnear.Article)) == 2
    assert read_records(packed, polnear.Article) == [polnear.Article("a", "x", ())]
    plain.write_bytes(line + b"{}\n")
    with pytest.raises(SetError, match=r"a\.jsonl:2"):
        read_records(plain, polnear.Article)
