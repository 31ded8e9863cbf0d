"""What the person has set: language, text size, colours, locking. One frozen model, no secrets.

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

Seat = Literal["citizen", "researcher", "auditor"]
"""Who sits at this computer account, as far as what is shown first goes."""

_MOST_BYTES = 64 * 1024


class Settings(BaseModel):
    """The settings of one account on one computer.

    Attributes:
        format: Of the file.
        language: Of every text.
        text_percent: The size of text, in percent of the usual one.
        colours: ``system`` follows what the computer asks for: dark, or high contrast.
        auto_lock_minutes: How long nobody needs to have touched anything before it locks.
        recovery_words_to_confirm: Whether a vault was made whose words nobody has confirmed to
            have on paper. Nothing of the words themselves.
        seat: Who the window is for before a vault is open.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: Literal["datadonor.settings/1"] = "datadonor.settings/1"
    language: Language = Language.ENGLISH
    text_percent: Annotated[int, Field(ge=100, le=200)] = 100
    colours: Literal["system", "light", "dark", "contrast"] = "system"
    auto_lock_minutes: Annotated[int, Field(ge=2, le=60)] = 10
    recovery_words_to_confirm: bool = False
    seat: Seat = "citizen"


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
