"""Who may come in: which hosts are ours, who may read, who may write. Tokens are kept as hashes only."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from types import MappingProxyType
from typing import Final

from dateline.errors_serving import DoorOpen, TokensInvalid

LOCAL_NAMES: Final = ("localhost", "127.0.0.1", "::1")
SESSION: Final = "dateline_session"
"""The name of the cookie; its value is a secret of this run of the program."""

_LINE: Final = re.compile(r"(?P<name>[\w.@-]{1,64}) (?P<hash>[0-9a-f]{64})")


def hashed(secret: str) -> str:
    """Tokens are long and random, so that one round of SHA-256 is enough: there is nothing to guess."""
    return hashlib.sha256(secret.encode("utf-8")).hexdigest()


def is_local(host: str) -> bool:
    """Whether only this machine reaches what listens at `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Door:
    """`key` opens a local session, and is None where there is none; `tokens` are names by hash.

    `names` are the hosts that a request may name, in lower case and without the port.
    """

    names: frozenset[str] = frozenset(LOCAL_NAMES)
    local: bool = True
    write: bool = False
    key: str | None = None
    tokens: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def holder(self, token: str | None) -> str | None:
        """The name of whoever holds this token or session, or None."""
        if not token:
            return None
        own = hashed(token)
        # Every hash is compared, in the same time each, so that nothing is learnt from how long it takes.
        found = [name for known, name in self.tokens.items() if hmac.compare_digest(known, own)]
        if self.key is not None and hmac.compare_digest(hashed(self.key), own):
            found.append("local")
        return found[0] if found else None

    def may_read(self, user: str | None) -> bool:
        """On this machine everybody; from elsewhere only holders of a token."""
        return self.local or user is not None

    def may_write(self, user: str | None) -> bool:
        """Nobody unless the program was started for it."""
        return self.write and user is not None


def open_door(host: str, names: tuple[str, ...], write: bool, tokens: Path | None) -> Door:
    """The door for what listens at `host`; DoorOpen where it would stand open to others."""
    known = read_tokens(tokens) if tokens is not None else {}
    local = is_local(host)
    if not local and not known:
        hint = "dateline serve --db FILE --tokens TOKENS --new-token NAME"
        raise DoorOpen(host, "other machines could read everything, and there is no token", hint)
    ours = frozenset(name.lower().strip("[]") for name in (*LOCAL_NAMES, host, *names))
    key = secrets.token_urlsafe(24) if write and local else None
    return Door(ours, local, write, key, MappingProxyType(known))


def read_tokens(path: Path) -> dict[str, str]:
    """Names by hash."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TokensInvalid(str(path), f"it cannot be read: {error}") from error
    found = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise TokensInvalid(f"{path}:{number}", "not a name, a space and a SHA-256")
        found[match["hash"]] = match["name"]
    return found


def new_token(path: Path, name: str) -> str:
    """A fresh token; only its hash is written, at the end of the file, which none but its owner may read."""
    token = secrets.token_urlsafe(32)
    line = f"{name} {hashed(token)}"
    if _LINE.fullmatch(line) is None:
        raise TokensInvalid(name, "names of tokens are 1 to 64 letters, digits or . @ _ -")
    known = read_tokens(path) if path.exists() else {}
    if name in known.values():
        raise TokensInvalid(f"{path}: {name}", "there is a token of this name; take its line out first")
    try:
        if not path.exists():
            path.touch(mode=0o600)
        with path.open("a", encoding="utf-8") as out:
            out.write(line + "\n")
    except OSError as error:
        raise TokensInvalid(str(path), f"it cannot be written: {(error.strerror or str(error)).lower()}") from error
    return token
