"""A made-up year: Karen Testesen, born in 1948, and the files that she has of it.

Everything follows from the number of a day, so that the same files come out each time,
and a later export of her telephone holds an earlier one unchanged. Nobody is meant: her
number is that of a test person whom MedCom publishes. Must not know the vault.
"""

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

FIRST_DAY: Final = date(2025, 6, 1)
DAYS: Final = 365
NEWER_DAYS: Final = DAYS + 28
"""How far the telephone's second export reaches."""

GIVEN_NAME: Final = "Karen"
FAMILY_NAME: Final = "Testesen"
BORN: Final = date(1948, 12, 25)
CPR: Final = "2512489996"
"""Of the test person in MedCom's published examples."""

_SEED: Final = "karen-testesen"


class YearFiles(NamedTuple):
    """Where the files of the year lie."""

    folder: Path

    @property
    def phone(self) -> Path:
        """The telephone's export of the year."""
        return self.folder / "export.zip"

    @property
    def phone_newer(self) -> Path:
        """The same telephone's export some weeks later."""
        return self.folder / "export-newer.zip"

    @property
    def monitoring(self) -> Path:
        """What she measured at home for the clinic."""
        return self.folder / "home-monitoring.xml"

    @property
    def patient_summary(self) -> Path:
        """What the clinic has on her."""
        return self.folder / "patient-summary.json"

    @property
    def sensor(self) -> Path:
        """Two weeks with a glucose sensor."""
        return self.folder / "sensor.csv"

    @property
    def notebook(self) -> Path:
        """A table that she keeps herself."""
        return self.folder / "notebook.csv"


def chance(what: str, day: int) -> random.Random:
    """Return chance that is the same each time for one thing on one day."""
    return random.Random(f"{_SEED}/{what}/{day}")  # noqa: S311 - a made-up life, no secret


def moment(day: int, seconds: float) -> datetime:
    """Return local time without a zone, to the second.

    Args:
        day: Counted from the first day of the year, which is 0.
        seconds: Since its midnight; may reach into the next day.
    """
    begin = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day)  # noqa: DTZ001 - as clocks show it
    return begin + timedelta(days=day, seconds=int(seconds))
