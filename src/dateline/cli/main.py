"""The command `dateline`: finds the command that was typed, imports only its module, and settles how it ends.

Each command lies in a module of its name with a function of its name. Only the module of the typed command is
imported, by name: `read` brings the inference engine and the page parser, and `dateline --help`, which names all
commands, is to answer at once. The others stand in the listing with a stub.
"""

import importlib
import logging
import os
import sys
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Annotated, Final, TextIO

import typer

from dateline import __version__
from dateline.cli.exits import Exit, epilog, exit_of
from dateline.cli.messages import say, show_error
from dateline.cli.output import ReaderGone
from dateline.errors import DatelineError, UsageError

COMMANDS: Final = MappingProxyType(
    {
        "read": "Read dispatches into events, quotations, figures and agreements.",
        "add": "Read dispatches and keep them in a database.",
        "collect": "Visit the sources that are due, once.",
        "watch": "Keep visiting the sources until stopped.",
        "sources": "Show how each source is doing.",
        "search": "Find kept documents by their words.",
        "withdraw": "Take a document and its records back.",
        "doctor": "Check a database and what it depends on, and mend what is safe to mend.",
        "export": "Write the kept records to a file.",
        "incidents": "List what happened, with every source's telling of it.",
        "figures": "Follow figures over time and sources.",
        "agreements": "List agreements with their timelines.",
        "report": "Write a cited situation report of a place and period.",
        "why": "Say why things are linked.",
        "merge": "Judge that things are one.",
        "split": "Judge that things are not one.",
        "undo": "Take a judgement back.",
        "changes": "List what changed in a database since a time.",
        "serve": "Show the situation in a browser, and answer programs.",
        "demo": "Read invented dispatches, show one, write a page of six and a database of two weeks.",
        "who": "Say whom the words stand for at a date, and why.",
        "where": "Say which place the words stand for, and why.",
        "when": "Say which days the words stand for, and why.",
        "explain": "Say what an error code means and what mends it.",
    }
)


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns the exit code; no traceback but for a fault of ours."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    # Libraries log what they find odd in a page; what matters to the user is said by the rejection.
    logging.basicConfig(handlers=[logging.NullHandler()])
    try:
        return _settled(typed)
    finally:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                _forget_unwritable(stream)


def _settled(typed: list[str]) -> int:
    try:
        return _run(typed)
    except DatelineError as error:
        show_error(error)
        return exit_of(error)
    except KeyboardInterrupt:
        say("interrupted")
        return Exit.INTERRUPTED
    except (ReaderGone, BrokenPipeError):
        return Exit.DONE


def application(typed: str | None) -> typer.Typer:
    """The command line with the module of the command `typed` imported, and stubs for the others."""
    app = typer.Typer(
        name="dateline",
        help="Read news dispatches into records, each with the exact characters it came from.",
        no_args_is_help=True,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_options)
    for name, summary in COMMANDS.items():
        app.command(name, help=None if name == typed else summary, epilog=epilog())(
            _function(name) if name == typed else _stub
        )
    return app


def _run(typed: list[str]) -> int:
    command = next((argument for argument in typed if not argument.startswith("-")), None)
    app = application(command)
    try:
        code = app(typed or ["--help"], prog_name="dateline", standalone_mode=False)
    except typer.TyperException as error:
        subject = f"dateline {command}" if command in COMMANDS else "dateline"
        raise UsageError(subject, error.format_message(), f"{subject} --help") from error
    return code if isinstance(code, int) else Exit.DONE


def _function(name: str) -> Callable[..., int]:
    function: Callable[..., int] = getattr(importlib.import_module(f"dateline.cli.{name}"), name)
    return function


def _stub() -> int:
    return Exit.DONE


def _say_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"dateline {__version__}\n")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_say_version)
    ] = False,
) -> None:
    """Options of the program itself."""


def _forget_unwritable(stream: TextIO) -> None:
    """What cannot be written is dropped here; at exit Python would try again, complain, and make the exit code 120."""
    try:
        stream.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
