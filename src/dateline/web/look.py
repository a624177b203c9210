"""Templates to pages. Whatever an article brought passes autoescape, and control characters are shown as pictures."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from dateline import __version__
from dateline.export.labels import CONTROL_PICTURES, NUMERALS, QUAD_NAMES, between, bounds, code_words
from dateline.model.codes import QUAD, EventType
from dateline.model.linked import FigureHistory, FigurePoint
from dateline.model.records import Actor, Figure
from dateline.situation.columns import Party, label_of
from dateline.web.assets import address
from dateline.web.door import Door

PAGES: Final = (
    ("/", "Situation"),
    ("/incidents", "Incidents"),
    ("/figures", "Figures"),
    ("/agreements", "Agreements"),
    ("/actors", "Actors"),
    ("/documents", "Documents"),
    ("/sources", "Sources"),
)
"""The bar at the top: address and name."""

_HASH: Final = re.compile(r"[0-9a-f]{64}")


def page(
    request: Request,
    template: str,
    values: Mapping[str, object],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """A page, or the part of one that `template` is."""
    state = request.scope.get("state", {})
    door = state.get("door") or Door()
    user = state.get("user")
    common = {
        "path": request.url.path,
        "user": user,
        "may_write": door.may_write(user),
        "reviewable": _has_review(request),
    }
    return HTMLResponse(
        _environment().get_template(template).render(common | dict(values)), status, dict(headers or {})
    )


def _has_review(request: Request) -> bool:
    app = request.scope.get("app")
    return app is not None and bool(app.state.review)


def is_partial(request: Request) -> bool:
    """Whether a script of ours asks, which puts the answer into the page that is there."""
    return request.headers.get("hx-request") == "true" and request.headers.get("hx-history-restore-request") != "true"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dateline.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "version": __version__,
        "pages": PAGES,
        "quads": QUAD_NAMES,
        "quads_named": QUAD_NAMES,
        "static": address,
        "link": link,
    }
    environment.filters |= {
        "words": words,
        "number": NUMERALS.format,
        "code": code_words,
        "day": day,
        "plural": plural,
        "web": web_address,
        "host": host,
        "actor": actor_address,
        "amount": amount,
        "amounts": value,
        "span": spread,
        "quad": quad,
        "source": source,
        "merged": merged,
        "api": for_lists,
        "lists": for_clusters,
    }
    return environment


def _visible(value: object) -> object:
    return value.translate(CONTROL_PICTURES) if isinstance(value, str) else value


def words(text: str | None) -> Markup:
    """Words of an article among our own: isolated, so that their direction cannot turn what stands around them."""
    return Markup("<bdi>{}</bdi>").format((text or "").translate(CONTROL_PICTURES))


def day(ordinal: int) -> str:
    """An ordinal as ISO day; 0 is none."""
    return date.fromordinal(ordinal).isoformat() if ordinal > 0 else ""


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 event`, `1,204 events`."""
    return f"{NUMERALS.format(number)} {one if number == 1 else many or one + 's'}"


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web, else None: `javascript:` and the like never become a link."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def host(url: str) -> str:
    """The server of a web address."""
    return urlsplit(url).netloc


def link(path: str, **parameters: object) -> str:
    """An address with those parameters that have a value."""
    chosen = {name.rstrip("_"): value for name, value in parameters.items() if value not in (None, "")}
    return f"{path}?{urlencode(chosen)}" if chosen else path


def actor_address(actor: Actor | Party) -> str:
    """The page of an actor."""
    name = actor.name or actor.code or "unnamed"
    if isinstance(actor, Actor) and actor.name is None and actor.span is not None:
        name = actor.span.text
    return f"/actors/{quote(label_of(name, actor.code, actor.id), safe='')}"


def amount(figure: Figure) -> str:
    """`at least 9 people`."""
    return f"{bounds(figure)} {figure.unit}".strip()


def merged(parameters: Mapping[str, object], **more: object) -> dict[str, object]:
    """Parameters with others put in their place; an empty one is taken out."""
    return dict(parameters) | more | {"cursor": ""}


def for_lists(parameters: Mapping[str, object]) -> dict[str, object]:
    """The parameters of the page that lists and feeds take, too."""
    return {name: value for name, value in parameters.items() if name not in ("kind", "type", "cursor")}


def value(point: FigurePoint) -> str:
    """`40`, `at least 40`, `30 to 40`."""
    return between(point.low, point.high)


def spread(history: FigureHistory) -> str:
    """What all tellings of the whole bound."""
    return between(history.low, history.high)


def quad(kind: EventType) -> int:
    """The quad class of an event type."""
    return QUAD[kind]


def source(name: str) -> str:
    """A source that is only a document has its hash for a name, which nobody wants to read."""
    return "an unnamed source" if _HASH.fullmatch(name) else name


def for_clusters(parameters: Mapping[str, object]) -> dict[str, object]:
    """Those that the lists of incidents, figures and agreements all take."""
    return {name: value for name, value in for_lists(parameters).items() if name != "status"}
