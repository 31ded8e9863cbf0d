"""Marked health data go through an import and are found nowhere on the disk in the clear.

The real command runs in a process of its own, with a home and a folder for temporary
files of its own. While it runs, and afterwards, every byte under the vault, the home
and the temporary folder is searched for the marks, as UTF-8 and as UTF-16.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest

from datadonor.audit import custody
from datadonor.sources.beside import LARGE_BYTES
from tests.conftest import XDG
from tests.synthetic_apple import element, entry, export, quantity, record
from tests.synthetic_fhir import bundle, coded, patient, pulse
from tests.synthetic_medcom import Monitoring, Organizer, Reading
from tests.unit.conftest import PASSPHRASE, WEAK

pytestmark = pytest.mark.timeout(600)

WORD: Final = "Kanariefugl"
"""In every text; no other file on this computer has it."""

PAUSE_SECONDS: Final = 0.02
MANY: Final = 40_000
"""Samples of the export: enough of them that a second process reads it."""


def figure(index: int) -> str:
    """Return a marked number as text."""
    return f"7{index % 100:02d}.{index % 10_000:04d}1357"


# -- marked files -------------------------------------------------------------


def marked_export(place: Path) -> None:
    """Write an Apple export in which sources, metadata, units and numbers are marked."""
    days = [f"2026-{1 + n // 28 % 12:02d}-{1 + n % 28:02d}" for n in range(MANY)]
    seconds = [f"{n // 3600 % 24:02d}:{n // 60 % 60:02d}:{n % 60:02d}" for n in range(MANY)]
    samples = [
        record(
            "HKQuantityTypeIdentifierStepCount",
            f"{day} {clock} +0100",
            value=figure(index),
            unit=f"{WORD} unit" if index % 1000 == 0 else "count",
            source=f"{WORD}s ur",
            device=f"<<{WORD} device",
        )
        for index, (day, clock) in enumerate(zip(days, seconds, strict=True))
    ]
    note = record(
        "HKQuantityTypeIdentifierBodyMass",
        "2026-05-01 08:00:00 +0200",
        value=figure(1),
        unit="kg",
        metadata=[("HKTimeZone", "Europe/Copenhagen"), (f"{WORD}Key", f"{WORD} value")],
    )
    workout = element(
        "Workout",
        {
            "workoutActivityType": f"HKWorkoutActivityType{WORD}",
            "duration": figure(2),
            "durationUnit": "min",
            "sourceName": f"{WORD}s ur",
            "creationDate": "2026-05-01 08:00:00 +0200",
            "startDate": "2026-05-01 08:00:00 +0200",
            "endDate": "2026-05-01 08:30:00 +0200",
        },
        [entry(f"{WORD}", f"{WORD}")],
    )
    broken = quantity("HeartRate", "never", f"{WORD}", "count/min")
    place.write_bytes(export(*samples, note, workout, broken))
    assert place.stat().st_size > LARGE_BYTES


def marked_documents(folder: Path) -> None:
    """Write a clinical bundle and a home-monitoring document with marked texts."""
    condition = {
        "resourceType": "Condition",
        "id": f"{WORD}-1",
        "subject": {"reference": "Patient/niels-1974"},
        "code": coded("http://snomed.info/sct", "38341003", f"{WORD} hypertension"),
        "note": [{"text": f"{WORD} {figure(3)}"}],
    }
    person = patient(name=[{"family": WORD, "given": [WORD]}], birthDate="1974-01-30")
    content = bundle(person, pulse(float(figure(4))), condition)
    (folder / "bundle.json").write_text(json.dumps(content), "utf-8")
    reading = Reading(value=figure(5), comment=f"{WORD} {figure(6)}")
    document = Monitoring(results=(Organizer((reading,)),))
    (folder / "monitoring.xml").write_bytes(document.xml())


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """Return a folder of files to import, outside the home."""
    folder = tmp_path / "given"
    folder.mkdir()
    marked_export(folder / "export.xml")
    marked_documents(folder)
    return folder


# -- looking ------------------------------------------------------------------

MARKS: Final = [WORD.encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be")]
NUMBERS: Final = [  # "7xx.xxxx1357" is in nothing else that a vault's folder holds
    re.compile(b"7\\d{2}\\.\\d{4}1357"),
    re.compile(
        b"\\x00".join((b"7", b"\\d", b"\\d", b"\\.", *[b"\\d"] * 4, b"1", b"3", b"5", b"7"))
    ),
]


def leaks_in(content: bytes) -> list[str]:
    """Return which marks stand in some bytes."""
    found = [repr(mark) for mark in MARKS if mark in content]
    return found + [repr(number.pattern) for number in NUMBERS if number.search(content)]


def leaks_under(*folders: Path) -> dict[str, list[str]]:
    """Search every file, and every name; those that are gone meanwhile are passed over."""
    found = {}
    for folder in folders:
        for file in folder.rglob("*"):
            content = os.fsencode(str(file.relative_to(folder)))
            with suppress(OSError):
                content += file.read_bytes() if file.is_file() else b""
            if leaks := leaks_in(content):
                found[str(file)] = leaks
    return found


class Places:
    """Where a command may write: a vault, a home and a folder for temporary files."""

    def __init__(self, root: Path) -> None:
        self.vault, self.home, self.temporary = (
            root / name for name in ("vault", "home", "temporary")
        )
        self.passphrase = root / "passphrase"
        self.passphrase.write_text(PASSPHRASE)
        for folder in (self.home, self.temporary):
            folder.mkdir()
        custody.create_vault(self.vault, PASSPHRASE, kdf=WEAK)

    @property
    def environment(self) -> Mapping[str, str]:
        """What the child sees: nothing of ours but the way to Python."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            **{variable: str(self.home / folder) for variable, folder in XDG.items()},
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"), str(self.temporary)),
            "LANG": "C.UTF-8",
        }

    def watch(self, *words: str) -> Iterator[dict[str, list[str]]]:
        """Run a command; yield what leaks while it runs, and once more when it has ended.

        Its own output is not health data either: that is searched, too.
        """
        program = [sys.executable, "-m", "datadonor", "--vault", str(self.vault)]
        command = [*program, "--passphrase-file", str(self.passphrase), *words]
        with subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as child:
            while child.poll() is None:
                yield self.leaks()
                time.sleep(PAUSE_SECONDS)
            assert child.stdout is not None
            assert child.stderr is not None
            said = child.stdout.read() + child.stderr.read()
        assert child.returncode == 0, said.decode(errors="replace")
        said_leaks = leaks_in(said)
        yield {**self.leaks(), **({"its output": said_leaks} if said_leaks else {})}

    def leaks(self) -> dict[str, list[str]]:
        return leaks_under(self.vault, self.home, self.temporary)


# -- the tests ----------------------------------------------------------------


def test_marked_data_are_nowhere_in_the_clear(tmp_path: Path, given: Path) -> None:
    """During and after, whatever the database spills, the log notes or a process leaves."""
    places = Places(tmp_path)
    looks = 0
    for leaks in places.watch("import", "--mine", *map(str, sorted(given.iterdir()))):
        assert leaks == {}
        looks += 1
    assert looks > 10, "it was looked at while it ran"
    assert stored(places) > MANY, "the data did go in"


def stored(places: Places) -> int:
    """Count the marked samples in the vault, and make sure that they came as they were."""
    with custody.open_vault(places.vault, PASSPHRASE) as opened:
        connection = opened.vault.connection
        bodies = [bytes(body) for (body,) in connection.rows("SELECT body FROM document")]
        assert any(WORD.encode() in body for body in bodies)
        names: list[Any] = [name for (name,) in connection.rows("SELECT name FROM source")]
        assert f"{WORD}s ur" in names
        return connection.number("SELECT count(*) FROM sample WHERE number BETWEEN 700 AND 800")


def test_the_given_files_are_marked_in_every_way(given: Path) -> None:
    """Control: the search finds the marks in what was given."""
    leaks = leaks_under(given)
    assert sorted(Path(file).name for file in leaks) == [
        "bundle.json",
        "export.xml",
        "monitoring.xml",
    ]
    assert all(len(each) == 2 for each in leaks.values())


@pytest.mark.parametrize(
    "leak",
    [
        WORD.encode(),
        f"a text with {WORD} in it".encode("utf-16"),
        WORD.encode("utf-16-be"),
        figure(1234).encode(),
        f"value={figure(5)};".encode("utf-16-le"),
    ],
)
@pytest.mark.parametrize("place", ["vault", "home", "temporary"])
def test_a_deliberate_leak_is_found(tmp_path: Path, leak: bytes, place: str) -> None:
    """Negative control: one file with one mark, anywhere, however it is called."""
    places = Places(tmp_path)
    assert places.leaks() == {}
    file = getattr(places, place) / "deep" / "some.tmp"
    file.parent.mkdir(parents=True)
    file.write_bytes(os.urandom(10_000) + leak + os.urandom(10_000))
    assert list(places.leaks()) == [str(file)]
    file.unlink()
    (file.parent / f"{WORD}.lock").touch()
    assert list(places.leaks()) == [str(file.parent / f"{WORD}.lock")]


def test_a_leak_that_is_gone_afterwards_is_found_as_well(tmp_path: Path, given: Path) -> None:
    """Negative control: a program that writes a temporary file and removes it."""
    places = Places(tmp_path)
    file = places.temporary / "gone.tmp"
    found = []
    for leaks in places.watch("vault", "info"):
        found += list(leaks)
        if file.exists():
            file.unlink()
        else:
            file.write_text(WORD)
    assert str(file) in found
