"""Options that several commands share."""

import shlex
from typing import Annotated

import typer

Db = Annotated[str, typer.Option("--db", metavar="FILE", help="The database: a file, or postgresql://USER@HOST/NAME.")]


def shell(db: str) -> str:
    """The database as it is typed in a suggested command; an address may hold a password and is not repeated."""
    return "FILE" if "://" in db else shlex.quote(db)
