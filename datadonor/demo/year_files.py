"""Writing the files of the made-up year, the small ones among them here."""

import csv
import io
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from datadonor import paths
from datadonor.demo.year import (
    BORN,
    DAYS,
    FAMILY_NAME,
    GIVEN_NAME,
    NEWER_DAYS,
    YearFiles,
    chance,
    moment,
)
from datadonor.demo.year_clinic import monitoring_document, patient_summary
from datadonor.demo.year_phone import write_phone_export

SENSOR_DAYS: Final = 14
_A_DAY: Final = 288
"""One number every five minutes."""

SENSOR_READINGS: Final = SENSOR_DAYS * _A_DAY
_FIRST_SENSOR_DAY: Final = 340

_HEADINGS: Final = (
    *("Indeks", "Tidsstempel (ÅÅÅÅ-MM-DDTtt:mm:ss)", "Hændelsestype", "Hændelsesundertype"),
    *("Patientoplysninger", "Enhedsoplysninger", "Kildeenheds-id", "Glukoseværdi (mmol/l)"),
    *("Insulinværdi (u)", "Kulhydratværdi (gram)", "Varighed (tt:mm:ss)"),
    *("Glukoseændringshastighed (mmol/l/min)", "Sendertid (langt heltal)", "Sender-id"),
)

NOTEBOOK_ROWS: Final = 26
"""Every second week of the year."""

NOTEBOOK_COLUMNS: Final = 3


def write_year(folder: Path) -> YearFiles:
    """Write all files. The same bytes come out each time.

    Args:
        folder: Made if it is not there; its files are replaced.

    Raises:
        DiskFull, DiskRefused: It cannot be written.
    """
    files = YearFiles(paths.private_folder(folder))
    with paths.disk_errors():
        write_phone_export(files.phone)
        write_phone_export(files.phone_newer, NEWER_DAYS)
        files.monitoring.write_text(monitoring_document(), "utf-8")
        files.patient_summary.write_text(patient_summary(), "utf-8")
        files.sensor.write_text(_sensor(), "utf-8-sig", newline="")
        files.notebook.write_text("".join(_notebook()), "utf-8", newline="")
    return files


def _sensor() -> str:
    """Return a Clarity export in Danish: who and what first, then readings."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    about = (
        ("FirstName", GIVEN_NAME),
        ("LastName", FAMILY_NAME),
        ("DateOfBirth", BORN.isoformat()),
    )
    for index, (word, value) in enumerate(about, 1):
        writer.writerow([index, "", word, "", value, *[""] * 8])
    writer.writerow([len(about) + 1, "", "Device", "", "", "Dexcom G7", "", *[""] * 6])
    for nth in range(SENSOR_READINGS):
        day, part = divmod(nth, _A_DAY)
        when = moment(_FIRST_SENSOR_DAY + day, part * 300).isoformat()
        reading = [nth + 6, when, "EGV", "", "", "", "Dexcom G7", _glucose(day, part)]
        writer.writerow([*reading, *[""] * 4, str(300 * nth), "OPDIGTET"])
    return text.getvalue()


def _glucose(day: int, part: int) -> str:
    """Return mmol/L: three meals a day, and a little chance."""
    hours = part / 12
    meals = sum(3.2 * math.exp(-((hours - meal) ** 2)) for meal in (8.8, 13.6, 19.4))
    return f"{6.1 + meals + chance('glucose', 1000 * day + part).uniform(-0.3, 0.3):.1f}"


def _notebook() -> Iterator[str]:
    """Write a table as a Danish spreadsheet does: semicolons, decimal commas, day first."""
    yield "Dato;Tid;Livvidde (cm);Temperatur (°C);Puls;Bemærkning\r\n"
    for nth in range(NOTEBOOK_ROWS):
        day = nth * DAYS // NOTEBOOK_ROWS
        dice = chance("notebook", day)
        waist, heat = f"{94 - nth / 8:.1f}", f"{dice.uniform(36.2, 37.1):.1f}"
        row = f"{waist};{heat};".replace(".", ",") + f"{dice.randrange(60, 76)};"
        when = f"{moment(day, 8.5 * 3600):%d-%m-%Y;%H:%M}"
        yield f"{when};{row}{'' if nth % 5 else 'lidt træt'}\r\n"
