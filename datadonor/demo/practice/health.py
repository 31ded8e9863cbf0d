"""Made-up health files that end the day before yesterday, whatever day it is.

They are the made-up year with every day moved by the same number of days; what lies before
that year, such as a birthday, stays where it is. No day of it lies ahead of the clock.
"""

import io
import re
import zipfile
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from datadonor import paths
from datadonor.demo.practice.ground import PracticeGround
from datadonor.demo.year import DAYS, FIRST_DAY
from datadonor.demo.year_clinic import patient_summary
from datadonor.demo.year_phone import write_phone_export

_DAY: Final = re.compile(rb"(?<!\d)20\d\d-[01]\d-[0-3]\d(?!\d)")
_LAST_DAY_AGO: Final = timedelta(days=2)  # its night ends in the morning after
_COMPRESSION: Final = 6


def write_health_files(ground: PracticeGround, today: date) -> None:
    """Write what a telephone with a watch and a clinic hand out.

    Raises:
        DiskFull, DiskRefused: They cannot be written.
    """
    paths.private_folder(ground.phone_file.parent)
    last = FIRST_DAY + timedelta(days=DAYS - 1)
    days = (today - _LAST_DAY_AGO - last).days
    paths.atomic_write(ground.phone_file, _phone_export(ground.phone_file, days))
    paths.atomic_write(ground.clinic_file, moved(patient_summary().encode(), days))


def moved(content: bytes, days: int) -> bytes:
    """Move every day of the made-up year that stands in a text, written as ISO 8601 does."""

    @cache
    def other(written: bytes) -> bytes:
        day = date.fromisoformat(written.decode())
        return written if day < FIRST_DAY else str(day + timedelta(days=days)).encode()

    return _DAY.sub(lambda found: other(found[0]), content)


def _phone_export(file: Path, days: int) -> bytes:
    """Return the export; its unmoved form stands beside the file for a moment."""
    unmoved = file.with_name(f"{file.name}.tmp")
    moved_export = io.BytesIO()
    try:
        with paths.disk_errors():
            write_phone_export(unmoved)
            with (
                zipfile.ZipFile(unmoved) as before,
                zipfile.ZipFile(moved_export, "w") as after,
            ):
                for member in before.infolist():
                    content = moved(before.read(member), days)
                    new = zipfile.ZipInfo(moved(member.filename.encode(), days).decode())
                    after.writestr(new, content, zipfile.ZIP_DEFLATED, _COMPRESSION)
    finally:
        paths.discard(unmoved)
    return moved_export.getvalue()
