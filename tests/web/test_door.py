"""Tokens: made once, kept as hashes; and a door that does not open to other machines by mistake."""

import stat
from pathlib import Path

import pytest

from dateline.errors_serving import DoorOpen, TokensInvalid
from dateline.web.door import Door, hashed, is_local, new_token, open_door, read_tokens


def test_a_new_token_is_kept_as_its_hash_alone(tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    token = new_token(path, "ana")
    assert len(token) >= 40
    assert path.read_text(encoding="utf-8") == f"ana {hashed(token)}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    other = new_token(path, "ben")
    assert read_tokens(path) == {hashed(token): "ana", hashed(other): "ben"}
    door = open_door("127.0.0.1", (), True, path)
    assert [door.holder(one) for one in (token, other, door.key, "x", "", None)] == [
        "ana",
        "ben",
        "local",
        None,
        None,
        None,
    ]


def test_a_name_is_given_once(tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    new_token(path, "ana")
    for wrong in ("ana", "", "two words", "x" * 65, "línea\n"):
        with pytest.raises(TokensInvalid):
            new_token(path, wrong)


@pytest.mark.parametrize("content", ["ana", "ana 12", f"ana {'g' * 64}", f"ana  {'a' * 64}", "\0"])
def test_a_mistake_in_the_file_names_its_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "tokens"
    path.write_text(f"# names and hashes\n\n{content}\n", encoding="utf-8")
    with pytest.raises(TokensInvalid, match=r"tokens:3"):
        read_tokens(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TokensInvalid, match="cannot be read"):
        read_tokens(tmp_path / "none")
    with pytest.raises(TokensInvalid, match="cannot be written"):
        new_token(tmp_path / "none" / "tokens", "ana")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.3.2.1"])
def test_this_machine_needs_no_token(host: str) -> None:
    assert is_local(host)
    door = open_door(host, (), False, None)
    assert (door.local, door.key, door.may_read(None), door.may_write("local")) == (True, None, True, False)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "news.example", ""])  # noqa: S104 (refused)
def test_beyond_this_machine_only_with_a_token(host: str, tmp_path: Path) -> None:
    assert not is_local(host)
    with pytest.raises(DoorOpen):
        open_door(host, (), False, None)
    path = tmp_path / "tokens"
    path.write_text("# none yet\n", encoding="utf-8")
    with pytest.raises(DoorOpen):
        open_door(host, (), False, path)
    new_token(path, "ana")
    door = open_door(host, ("News.Example",), True, path)
    assert not door.may_read(None)
    assert door.key is None, "a session by a printed key is for this machine"
    assert "news.example" in door.names


def test_a_door_as_it_is_without_settings_is_closed() -> None:
    door = Door()
    assert door.local
    assert not door.write
    assert door.holder("anything") is None
