"""Listens: the application over a database, at an address."""

import errno
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn

from dateline.errors import StoreReadOnly
from dateline.errors_serving import PortTaken
from dateline.link.run import Linker
from dateline.link.traits import VERSION
from dateline.store.opening import open_store
from dateline.web.app import create_app
from dateline.web.door import Door


@dataclass(frozen=True, slots=True)
class Listening:
    """Where it listens. `port` 0 takes any that is free."""

    host: str
    port: int


class _Server(uvicorn.Server):
    """Says when it listens, and where."""

    def __init__(self, config: uvicorn.Config, started: Callable[[int], None]) -> None:
        super().__init__(config)
        self._started = started

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(None)
        ports = [one.getsockname()[1] for server in self.servers for one in server.sockets]
        if ports:
            self._started(ports[0])


def prepare(db: str) -> int:
    """Brings a database up to date, for the pages only read; returns how many documents had to be linked for it."""
    with open_store(db) as store:
        try:
            return sum(Linker(store).run()) if store.unlinked(VERSION) else 0
        except StoreReadOnly:
            return 0  # it is shown as whoever may write to it left it


def serve(db: str, at: Listening, door: Door, started: Callable[[int], None]) -> None:
    """Serves until it is interrupted; `started` is told the port. PortTaken where nothing can listen."""
    prepare(db)
    with open_store(db, readonly=True) as store, open_store(db) as writing:
        app = create_app(store, door, writing if door.write else None)
        config = uvicorn.Config(
            app, at.host, at.port, log_level="critical", access_log=False, server_header=False, date_header=True,
            proxy_headers=False, lifespan="off", ws="none", limit_concurrency=256, timeout_keep_alive=15,
        )  # fmt: skip
        try:
            _Server(config, started).run()
        except SystemExit as error:
            raise PortTaken(f"{at.host}:{at.port}", "nothing can listen there") from error
        except OSError as error:
            reason = "another program listens there" if error.errno == errno.EADDRINUSE else str(error)
            raise PortTaken(f"{at.host}:{at.port}", reason) from error
