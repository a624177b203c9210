"""The application: pages, lists, feeds and features over one store, behind the guard."""

from typing import Final

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from dateline import __version__
from dateline.store.base_linking import LinkingStore
from dateline.web import assets, faults, review, session
from dateline.web.api import feeds, joined, lists, ogc, records
from dateline.web.door import Door
from dateline.web.guard import Guard
from dateline.web.live import Live
from dateline.web.pages import actors, agreements, documents, figures, incidents, overview, situation

ROUTERS: Final = (
    assets.router, session.router, situation.router, incidents.router, figures.router,
    agreements.router, actors.router, documents.router, overview.router,
    records.router, joined.router, lists.router, ogc.router, feeds.router, review.router,
)  # fmt: skip


def create_app(store: LinkingStore, door: Door | None = None, writing: LinkingStore | None = None) -> Guard:
    """The application over an open store, best one for reading only; `writing` is what judgements go to, if any.

    `app.state.live` and `app.state.writing` are what the routes work with.
    """
    app = FastAPI(title="dateline", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.live = Live(store)
    app.state.writing = writing
    app.state.review = review.router.routes
    for router in ROUTERS:
        app.include_router(router)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    faults.install(app)
    return Guard(app, door or Door())
