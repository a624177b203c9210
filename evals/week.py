"""A week of seven invented sources: what each list and page says at a moment, as a function of the moment alone.

Our own dispatches are told by a feed with pages, a mirror that prints some of them again under other addresses, an
Atom and a JSON feed with whole texts, a news sitemap, a ninjs wire and a NewsML-G2 wire. Some are corrected after some
days, some taken back, one is under embargo. Every list keeps all that it has announced, so that whoever looks at it
now and then misses nothing for good.
"""

import html
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from evals.corpus import authored, is_dev

START: Final = datetime(2026, 11, 2, tzinfo=UTC)
DAYS: Final = 7.0
_EACH: Final = 5
_DISPATCHES: Final = 6 * _EACH
_LAST_FIRST: Final = 2.0
_CORRECTED: Final = 4.5
_WITHDRAWN: Final = 5.5
_EMBARGO: Final = 3.5
_LISTS: Final = ("rss", "atom", "feed", "sitemap", "ninjs", "newsml")
_WIRES: Final = frozenset({"ninjs", "newsml"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One version of a dispatch; `version` counts from 1, and the last one may take it back."""

    version: int
    at: float
    text: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A dispatch of one list; `at` and `embargo` are days since the start."""

    number: int
    of: str
    title: str
    tellings: tuple[Telling, ...]
    embargo: float | None = None

    @property
    def at(self) -> float:
        """When it is told first."""
        return self.tellings[0].at

    def told(self, day: float) -> tuple[Telling, ...]:
        """Its versions up to a moment."""
        return tuple(telling for telling in self.tellings if telling.at <= day)


@dataclass(frozen=True, slots=True)
class Answer:
    """What lies at an address."""

    media: str
    body: bytes


def sources(base: str) -> str:
    """The list of sources (TOML) for a server at `base`."""
    kinds = {"rss": "feed", "mirror": "feed", "atom": "feed", "feed": "feed", "sitemap": "sitemap"}
    kinds |= dict.fromkeys(_WIRES, "wire")
    return "".join(
        f'[source.{name}]\nkind = "{kind}"\nurl = "{base}/{name}"\ninterval = "2 h"\npublisher = "The {name} post"\n'
        for name, kind in kinds.items()
    )


class Week:
    """The lists and pages; `base` is the address of the server, without a slash at its end."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._items = _items()
        self._lists: dict[str, Callable[[Sequence[tuple[Item, Telling]]], Answer]] = {
            "rss": lambda told: self._rss(told, "rss"),
            "atom": self._atom,
            "feed": self._json_feed,
            "sitemap": self._sitemap,
        }

    def answer(self, path: str, day: float, ids: str = "") -> Answer | None:
        """What lies at the path (without its query) at a moment in days; `ids` is put before the ids of feeds."""
        name, _, number = path.strip("/").partition("/")
        if number:
            return self._page(name, number, day)
        told = [(item, item.told(day)) for item in self._items if item.told(day)]
        last = [(item, tellings[-1]) for item, tellings in told]
        if name == "mirror":
            return self._rss([each for each in last if each[0].of == "rss" and each[0].number % 2 == 0], "mirror", ids)
        if name == "rss":
            return self._rss([each for each in last if each[0].of == "rss"], "rss", ids)
        if name in self._lists:
            return self._lists[name]([each for each in last if each[0].of == name])
        every = [(item, telling) for item, tellings in told for telling in tellings if item.of == name]
        return {"ninjs": _ninjs, "newsml": _newsml}[name](every) if name in _WIRES else None

    def _page(self, of: str, number: str, day: float) -> Answer | None:
        origin = "rss" if of == "mirror" else of
        item = next((each for each in self._items if each.of == origin and str(each.number) == number), None)
        told = item.told(day) if item is not None else ()
        if item is None or not told:
            return None
        blocks = "".join(f"<p>{html.escape(line)}</p>" for line in told[-1].text.split("\n") if line.strip())
        head = f"<title>{html.escape(item.title)}</title>"
        page = f"<!doctype html><html><head>{head}</head><body><article>{blocks}</article></body></html>"
        return Answer("text/html; charset=utf-8", page.encode())

    def _rss(self, told: Sequence[tuple[Item, Telling]], name: str, ids: str = "") -> Answer:
        count = "?utm_source=mirror" if name == "mirror" else ""
        entries = "".join(
            f"<item><guid isPermaLink='false'>{ids}{name}-{item.number}</guid>"
            f"<title>{html.escape(_headline(item, telling))}</title>"
            f"<link>{self._base}/{name}/{item.number}{count}</link><pubDate>{_mail(item.at)}</pubDate></item>\n"
            for item, telling in reversed(told)
        )
        return Answer("application/rss+xml", f"<rss version='2.0'><channel>\n{entries}</channel></rss>".encode())

    def _atom(self, told: Sequence[tuple[Item, Telling]]) -> Answer:
        entries = "".join(
            f"<entry><id>tag:atom,{item.number}</id><title>{html.escape(_headline(item, telling))}</title>"
            f"<published>{_iso(item.at)}</published><updated>{_iso(telling.at)}</updated>"
            f"<content type='text'>{html.escape(telling.text)}</content></entry>\n"
            for item, telling in reversed(told)
        )
        feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Atom</title>\n{entries}</feed>"
        return Answer("application/atom+xml", feed.encode())

    def _json_feed(self, told: Sequence[tuple[Item, Telling]]) -> Answer:
        items = [
            {"id": f"feed-{item.number}", "title": _headline(item, telling), "content_text": telling.text}
            | {"date_published": _iso(item.at), "date_modified": _iso(telling.at)}
            for item, telling in reversed(told)
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Feed", "items": items}
        return Answer("application/feed+json", json.dumps(feed).encode())

    def _sitemap(self, told: Sequence[tuple[Item, Telling]]) -> Answer:
        news = "http://www.google.com/schemas/sitemap-news/0.9"
        entries = "".join(
            f"<url><loc>{self._base}/sitemap/{item.number}</loc><lastmod>{_iso(telling.at)}</lastmod><n:news>"
            f"<n:publication_date>{_iso(item.at)}</n:publication_date>"
            f"<n:title>{html.escape(_headline(item, telling))}</n:title></n:news></url>\n"
            for item, telling in told
        )
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return Answer("application/xml", f"<urlset xmlns='{space}' xmlns:n='{news}'>\n{entries}</urlset>".encode())


def _ninjs(told: Sequence[tuple[Item, Telling]]) -> Answer:
    items = []
    for item, telling in told:
        value = {"uri": f"urn:ninjs:{item.number}", "version": str(telling.version), "type": "text"}
        value |= {"headline": item.title, "versioncreated": _iso(telling.at), "firstcreated": _iso(item.at)}
        value |= {"pubstatus": "canceled"} if telling.withdrawn else {"body_text": telling.text}
        items.append(value | ({"embargoed": _iso(item.embargo)} if item.embargo is not None else {}))
    return Answer("application/json", json.dumps(items).encode())


def _newsml(told: Sequence[tuple[Item, Telling]]) -> Answer:
    parts = "".join(
        f"<newsItem guid='urn:newsml:{item.number}' version='{telling.version}'>"
        "<itemMeta><itemClass qcode='ninat:text'/>"
        f"<versionCreated>{_iso(telling.at)}</versionCreated><firstCreated>{_iso(item.at)}</firstCreated>"
        f"<pubStatus qcode='stat:{'canceled' if telling.withdrawn else 'usable'}'/></itemMeta>"
        f"<contentMeta><headline>{html.escape(item.title)}</headline></contentMeta>"
        f"<contentSet><inlineData>{html.escape('' if telling.withdrawn else telling.text)}</inlineData></contentSet>"
        "</newsItem>\n"
        for item, telling in told
    )
    message = f"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>\n{parts}</itemSet></newsMessage>"
    return Answer("application/vnd.iptc.g2.newsmessage+xml", message.encode())


def _items() -> tuple[Item, ...]:
    """Short dispatches of the corpus, in the order of their ids; the first of each list has a later version."""
    documents = [gold.doc for gold in authored().documents if not is_dev(gold.doc.id)]
    chosen = sorted(documents, key=lambda doc: len(doc.text))[: 4 * _DISPATCHES : 4]
    found = []
    for place, doc in enumerate(chosen):
        of = _LISTS[place % len(_LISTS)]
        number = place // len(_LISTS)
        at = _LAST_FIRST * number / _EACH
        tellings = [Telling(1, at, doc.text)]
        if number in {0, 1}:
            tellings.append(Telling(2, _CORRECTED + number / 4, f"{doc.text}\n\nThis story has been corrected."))
        if number in {1, 2} and of in _WIRES:
            tellings.append(Telling(len(tellings) + 1, _WITHDRAWN, "", withdrawn=True))
        embargo = _EMBARGO if number == 3 and of == "ninjs" else None
        found.append(Item(number, of, doc.title or f"Dispatch {place}", tuple(tellings), embargo))
    return tuple(found)


def _headline(item: Item, telling: Telling) -> str:
    return item.title if telling.version == 1 else f"{item.title} (corrected)"


def _iso(day: float) -> str:
    return (START + timedelta(days=day)).isoformat(timespec="seconds")


def _mail(day: float) -> str:
    return f"{START + timedelta(days=day):%a, %d %b %Y %H:%M:%S} +0000"
