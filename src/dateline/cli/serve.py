"""`dateline serve`: the dashboard and the API over a database."""

import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.exits import Exit
from dateline.cli.messages import say
from dateline.cli.options import Db
from dateline.config import settings
from dateline.errors_serving import TokensInvalid
from dateline.web.door import Door, new_token, open_door
from dateline.web.server import Listening
from dateline.web.server import serve as listen


def serve(
    db: Db,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Listen at this port; 0 takes any that is free.")] = 8321,
    no_open: Annotated[bool, typer.Option("--no-open", help="Open no browser.")] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Let the local session and holders of a token write judgements.")
    ] = False,
    host: Annotated[str, typer.Option(help="Listen at this address; beyond this machine only with --tokens.")] = (
        "127.0.0.1"
    ),
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A name of this server that requests may use; may be repeated.")
    ] = None,
    tokens: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Tokens that are taken: a name and a SHA-256 a line.")
    ] = None,
    token_name: Annotated[
        str | None, typer.Option("--new-token", metavar="NAME", help="Add a token to FILE, print it, and stop.")
    ] = None,
) -> int:
    """Show the situation in a browser, and answer programs.

    Reading is open to this machine only, and writing to nobody, unless you say otherwise. Stop it with Ctrl-C.
    """
    tokens = tokens or settings().tokens
    if token_name is not None:
        return _make_token(tokens, token_name)
    door = open_door(host, tuple(name or ()), write, tokens)
    listen(db, Listening(host, port), door, lambda taken: _say_where(host, taken, door, no_open))
    say("stopped")
    return Exit.DONE


def _make_token(tokens: Path | None, name: str) -> int:
    if tokens is None:
        raise TokensInvalid("--new-token", "there is no file to write it to", "dateline serve --db FILE --tokens FILE")
    token = new_token(tokens, name)
    sys.stdout.write(token + "\n")
    say(f"kept only as a hash in {tokens}; it is not shown again\nnext: dateline serve --db FILE --tokens {tokens}")
    return Exit.DONE


def _say_where(host: str, port: int, door: Door, no_open: bool) -> None:
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"
    start = f"{address}session?key={door.key}" if door.key else address
    say(f"the dashboard is at {address} (API: {address}api)\nstop it with Ctrl-C")
    if door.key:
        say(f"to write, open this address once: {start}")
    if not door.local:
        say("other machines reach it, with a token; put a server with HTTPS in front, for it speaks plain HTTP")
    if not no_open and door.local and sys.stdout.isatty():
        with suppress(webbrowser.Error):
            webbrowser.open(start)
