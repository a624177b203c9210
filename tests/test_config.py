"""Settings come from the environment, and a wrong one names its variable."""

from pathlib import Path

import pytest

from dateline.config import Settings, settings
from dateline.errors import SettingInvalid


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.cache_clear()
    for name in Settings.model_fields:
        monkeypatch.delenv(f"DATELINE_{name.upper()}", raising=False)


def test_defaults() -> None:
    found = settings()
    assert (found.model_dir, found.workers, found.max_characters, found.data_root) == (None, None, 500_000, None)
    assert (found.contact, found.allow_networks) == (None, "")


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_MODEL_DIR", "/models/a")
    monkeypatch.setenv("DATELINE_WORKERS", "3")
    monkeypatch.setenv("DATELINE_DATA_ROOT", "")
    assert (settings().model_dir, settings().workers, settings().data_root) == (Path("/models/a"), 3, None)


@pytest.mark.parametrize(("name", "value"), [("WORKERS", "abc"), ("WORKERS", "0"), ("MAX_CHARACTERS", "-5")])
def test_a_wrong_value_names_its_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"DATELINE_{name}", value)
    with pytest.raises(SettingInvalid) as caught:
        settings()
    assert caught.value.subject == f"DATELINE_{name}"
    assert value in caught.value.reason
    settings.cache_clear()
