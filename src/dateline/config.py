"""Typed settings; the only reader of the environment."""

from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from dateline.errors import SettingInvalid


class Settings(BaseSettings):
    """Each field is read from `DATELINE_` plus its name in capitals; an empty variable counts as unset.

    `NO_COLOR` is not here: rich reads it.
    """

    model_config = SettingsConfigDict(env_prefix="DATELINE_", env_ignore_empty=True, frozen=True, extra="forbid")

    model_dir: Path | None = Field(default=None, description="folder of the model; unset is the one that ships")
    workers: int | None = Field(default=None, ge=1, le=256, description="documents read at once; unset is one a core")
    max_characters: int = Field(default=500_000, ge=1, description="longer texts are rejected unless forced")
    contact: str | None = Field(default=None, description="mail or web address that servers are told")
    allow_networks: str = Field(
        default="", description="networks to fetch from although they are not public, in CIDR form"
    )
    tokens: Path | None = Field(default=None, description="file of the tokens that the dashboard takes")
    data_root: Path | None = Field(default=None, description="development data of the evaluations")


@cache
def settings() -> Settings:
    """The settings of this process, read once; a value that cannot be used raises SettingInvalid."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(["DATELINE", *map(str, first["loc"])]).upper()
        hint = f"unset {name}"
        raise SettingInvalid(name, f"{first['msg']} (it is {first['input']!r})", hint) from error
