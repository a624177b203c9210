"""A PostgreSQL server of the tests, in a temporary folder. `python -m tests.contract.server` looks for its programs."""

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

import psycopg

OLDEST: Final = 15
_QUICK: Final = "-c fsync=off -c full_page_writes=off -c max_connections=50 -c shared_buffers=32MB"
# What is killed here are processes, not the machine: without fsync nothing that the tests look for is lost.


def programs() -> Path | None:
    """The folder of initdb and pg_ctl of a server that is new enough, or None."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name, reverse=True)
    return next((folder for folder in folders if _version(folder) >= OLDEST), None)


def _version(folder: Path) -> int:
    if not (folder / "pg_ctl").exists():
        return 0
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\) (\d+)", said)
    return int(number.group(1)) if number else 0


class Server:
    """A running server. `fresh()` gives the address of a new empty database."""

    def __init__(self, folder: Path, programs: Path, account: pwd.struct_passwd | None) -> None:
        self.folder = folder
        self.programs = programs
        self.account = account
        self._numbers = count(1)

    def address(self, user: str = "tester", name: str = "postgres") -> str:
        """The address of a database, over a socket: nothing listens on the network."""
        return f"postgresql://{user}@/{name}?host={self.folder}"

    def fresh(self) -> str:
        """The address under which there is nothing yet: an account with a schema of its own, which costs less than
        a database of its own.
        """
        name = f"test{next(self._numbers)}"
        for statement in (
            "CREATE ROLE {0} LOGIN SUPERUSER",
            "CREATE SCHEMA {0}",
            "ALTER ROLE {0} SET search_path = {0}",
        ):
            self.run(statement.format(name))
        return self.address(name)

    def remove(self, address: str) -> None:
        """Forgets the account of an address, with all connections."""
        name = address.partition("@")[0].rpartition("/")[2]
        self.run(f"DROP SCHEMA {name} CASCADE")
        self.run(f"ALTER ROLE {name} NOLOGIN")
        self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{name}'")  # noqa: S608

    def run(self, statement: str) -> None:
        """Runs a statement outside of the database under test."""
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def crash(self) -> None:
        """Stops the server as a crash would, and starts it again."""
        self.control("-m", "immediate", "stop")
        self.control("start")

    def control(self, *words: str) -> None:
        """pg_ctl, under the server's account; SIGQUIT of `immediate` leaves recovery to the next start."""
        options = f"{_QUICK} -c listen_addresses='' -k {self.folder}"
        paths: list[str | Path] = ["-D", self.folder / "data", "-l", self.folder / "log"]
        self.call("pg_ctl", *paths, "-s", "-w", "-t", "60", "-o", options, *words)

    def call(self, program: str, *words: str | Path) -> None:
        """A program of the server; as root under another account, since it refuses to run as root."""
        who = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []} if self.account else {}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": self.folder}
        subprocess.run([self.programs / program, *words], check=True, **quiet, **who)  # type: ignore[call-overload]


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """Starts a server with the programs of this folder, and stops it."""
    place = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    account = _unprivileged() if os.getuid() == 0 else None
    server = Server(place, folder, account)
    try:
        if account is not None:
            os.chown(place, account.pw_uid, account.pw_gid)
        server.call("initdb", "-D", place / "data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")
        server.control("start")
        try:
            yield server
        finally:
            server.control("-m", "immediate", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("no account to run PostgreSQL under")


if __name__ == "__main__":
    where = programs()
    print(where or f"no PostgreSQL {OLDEST} or newer")
    sys.exit(where is None)
