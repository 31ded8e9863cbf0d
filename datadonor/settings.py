"""What the person has set: language, text size, colours. One frozen model, no secrets.

Loaded once and passed in; changing it makes a new one. A file that cannot be read
counts as not there: nobody should be kept out of their data by a setting.
"""

import json
import locale
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from datadonor import paths
from datadonor.texts import Language

_MOST_BYTES = 64 * 1024


class Settings(BaseModel):
    """The settings of one account on one computer."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: Literal["datadonor.settings/1"] = "datadonor.settings/1"
    language: Language = Language.ENGLISH
    text_percent: Annotated[int, Field(ge=100, le=200)] = 100
    colours: Literal["light", "dark", "contrast"] = "light"


def default_settings() -> Settings:
    """Return what holds before anything is set: Danish on a Danish computer."""
    try:
        spoken = locale.getlocale()[0] or ""
    except ValueError:
        spoken = ""
    is_danish = spoken.lower().startswith(("da", "danish"))
    return Settings(language=Language.DANISH if is_danish else Language.ENGLISH)


def load_settings(file: Path) -> Settings:
    """Read the settings, or the defaults where there are none to be read."""
    try:
        with file.open("rb") as opened:
            return Settings.model_validate_json(opened.read(_MOST_BYTES))
    except (OSError, ValidationError):
        return default_settings()


def save_settings(file: Path, settings: Settings) -> None:
    """Write the settings.

    Raises:
        DiskFull, DiskRefused: The old settings stand.
    """
    paths.private_folder(file.parent)
    text = json.dumps(settings.model_dump(mode="json"), indent=2)
    paths.atomic_write(file, text.encode() + b"\n")
