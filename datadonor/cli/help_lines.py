"""What a command says of somebody who sits beside the person: who, and until when."""

from datetime import datetime
from typing import Any, Final

from datadonor.audit.events import instant
from datadonor.audit.help_in_force import Assistance
from datadonor.audit.wording import role_words
from datadonor.records.rollups import ZONE
from datadonor.texts import Language, text

_CLOCK: Final = {Language.DANISH: "%H.%M", Language.ENGLISH: "%H:%M"}


def help_line(assistance: Assistance, language: Language) -> str:
    """Return the one line that stands beside every answer while somebody helps."""
    return text("commands.assist.beside", language, **help_facts(assistance, language))


def help_facts(assistance: Assistance, language: Language) -> dict[str, str]:
    """Return who helps, what they are to the person, and until when, in words."""
    helper = assistance.helper
    place = "" if helper.organisation is None else f", {helper.organisation}"
    return {
        "name": f"{helper.name}{place}",
        "role": role_words(helper.role, language),
        "until": clock_words(assistance.until, language),
    }


def help_document(assistance: Assistance) -> dict[str, Any]:
    """Return who helps, since when and until when, for a JSON answer."""
    return {
        "helper": assistance.helper.model_dump(mode="json", exclude_none=True),
        "since": instant(assistance.since),
        "until": instant(assistance.until),
    }


def clock_words(moment: datetime, language: Language) -> str:
    """Return what the clock shows in Denmark at a moment."""
    return moment.astimezone(ZONE).strftime(_CLOCK[language])
