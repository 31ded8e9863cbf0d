"""The made-up year, and that each step of it can fail."""

import json
import re
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from datadonor.audit import custody, events
from datadonor.demo import health, health_attacks
from datadonor.demo.stage import PASSPHRASE, Stage
from datadonor.demo.year import BORN, CPR, DAYS, NEWER_DAYS, YearFiles
from datadonor.demo.year_clinic import RETRACTED, another_person
from datadonor.demo.year_files import write_year
from datadonor.demo.year_phone import count_phone_records, write_phone_export
from datadonor.records.categories import CategoryId
from datadonor.records.deleting import delete_everything
from datadonor.records.own_copy import export_own_copy
from datadonor.records.summary import CategorySummary
from datadonor.sources import beside
from datadonor.sources.errors import FileDamaged
from datadonor.sources.pipeline import Report, import_parcel
from datadonor.texts import Language
from datadonor.vault import kdf
from datadonor.vault.kdf import KdfParameters
from tests.importing import recognise

WEAK = KdfParameters(memory_kib=8192, iterations=1, lanes=1)
XML = "apple_health_export/export.xml"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> YearFiles:
    return write_year(tmp_path_factory.mktemp("year"))


def contents(files: YearFiles) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in files.folder.iterdir()}


def lines(export: Path) -> list[bytes]:
    with zipfile.ZipFile(export) as archive:
        return archive.read(XML).splitlines()


# -- the files ---------------------------------------------------------------------


def test_the_same_files_come_out_each_time(year: YearFiles, tmp_path: Path) -> None:
    """The demo plays the same for everybody."""
    assert contents(write_year(tmp_path)) == contents(year)
    assert len(contents(year)) == 6


def test_each_file_is_what_it_says(year: YearFiles) -> None:
    assert {file.name: set(recognise(file)) for file in year.folder.iterdir()} == {
        "export.zip": {"apple_health", "gpx"},
        "export-newer.zip": {"apple_health", "gpx"},
        "home-monitoring.xml": {"medcom_phmr"},
        "patient-summary.json": {"fhir"},
        "sensor.csv": {"dexcom_clarity"},
        "notebook.csv": {"table"},
    }


def test_no_file_is_read_beside(year: YearFiles) -> None:
    """The demo is played under a watch that a second process would leave."""
    assert max(len(content) for content in contents(year).values()) < beside.LARGE_BYTES / 2


def test_a_newer_export_holds_the_older_one(year: YearFiles) -> None:
    older, newer = lines(year.phone), lines(year.phone_newer)
    known = set(newer)
    gone = [line for line in older if line not in known]
    assert [b"ExportDate" in line for line in gone] == [True]
    assert len(newer) > len(older)
    assert NEWER_DAYS > DAYS


def test_records_are_counted_by_what_stands_in_the_file(tmp_path: Path) -> None:
    """One record less is one less: the count would see what an import loses."""
    write_phone_export(tmp_path / "whole.zip", days=8)
    whole = lines(tmp_path / "whole.zip")
    lost = whole.index(next(line for line in whole if line.startswith(b" <Record")))
    with zipfile.ZipFile(tmp_path / "less.zip", "w") as archive:
        archive.writestr(XML, b"\n".join(whole[:lost] + whole[lost + 1 :]))
    with_route = count_phone_records(tmp_path / "whole.zip")
    assert count_phone_records(tmp_path / "less.zip") == with_route - 2


def test_telephone_and_watch_count_the_same_walks(year: YearFiles) -> None:
    told = [line.decode() for line in lines(year.phone) if b"StepCount" in line]
    counted = {"Karens iPhone": 0, "Karens Apple Watch": 0}
    for line in told:
        (source,), (value,) = re.findall('sourceName="([^"]+)', line), re.findall('ue="(.+)"', line)
        counted[source] += int(value)
    a_day = {name: steps // DAYS for name, steps in counted.items()}
    assert 1_500 < a_day["Karens iPhone"] < a_day["Karens Apple Watch"] < 8_000


def test_every_file_is_about_one_person_but_one(year: YearFiles) -> None:
    """Her number is of a published test person, and her day of birth is that number's."""
    assert CPR[:6] == f"{BORN:%d%m%y}"
    found = set(re.findall(rb"\b\d{6}-?\d{4}\b", b"".join(contents(year).values())))
    assert CPR.encode() in found
    assert json.loads(another_person())["entry"][0]["resource"]["birthDate"] != f"{BORN}"
    assert CPR not in another_person()


def test_one_reading_is_taken_back(year: YearFiles) -> None:
    assert year.monitoring.read_text("utf-8").count('"nullified"') == RETRACTED


# -- what is shown -----------------------------------------------------------------


def test_the_overview_is_a_table() -> None:
    """Every column begins, or for numbers ends, in one place; a day is a day in Denmark."""
    a_minute_to_midnight_utc = 1_767_225_540_000  # 2025-12-31T23:59:00Z
    found = [
        CategorySummary(CategoryId("sleep"), 7, 2, 1, a_minute_to_midnight_utc, None, (), ()),
        CategorySummary(CategoryId(""), 12_000, 0, 0, None, None, (), ()),
    ]
    assert health.overview_lines(found, Language.DANISH) == [
        "Hvad                 Antal  Første dag  Seneste dag",
        "Søvn                    10  2026-01-01  –",
        "Endnu uden kategori  12000  –           –",
    ]
    assert health.overview_lines([], Language.ENGLISH) == ["What  Number  First day  Latest day"]


# -- the steps ---------------------------------------------------------------------


@pytest.fixture
def stage(tmp_path: Path, year: YearFiles, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Set the stage: a vault without data, and the files of the year."""
    monkeypatch.setattr(kdf, "FLOOR", WEAK)
    shutil.copytree(year.folder, tmp_path / "year")
    stage = Stage(tmp_path, WEAK, lambda _: None, Language.ENGLISH)
    custody.create_vault(stage.vault, PASSPHRASE, kdf=WEAK)
    return stage


def lose_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every import that adds anything lose a record."""

    def import_less(*words: object, **more: object) -> Sequence[Report]:
        first, *others = import_parcel(*words, **more)  # type: ignore[arg-type]
        less = {name: count - 1 for name, count in first.by_category.items()}
        return [replace(first, added=first.added - 1, by_category=less), *others]

    monkeypatch.setattr(health, "import_parcel", import_less)


def test_every_step_succeeds(stage: Stage) -> None:
    said: list[str] = []
    stage.say = said.append
    for name, step in {**health.STEPS, **health_attacks.ATTACKS}.items():
        assert step(stage), name
    assert any(line.split() == ["Vaccinations", "3", "2021-02-02", "2025-10-14"] for line in said)


@pytest.mark.parametrize("name", ["phone", "sensor", "monitoring", "notebook"])
def test_an_import_that_loses_a_record_fails(
    stage: Stage, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert health.STEPS[name](stage)
    with stage.open() as opened:
        delete_everything(opened, events.SELF)
    lose_one(monkeypatch)
    assert not health.STEPS[name](stage)


@pytest.mark.parametrize("name", ["overview", "walks", "regret", "again", "newer"])
def test_a_vault_without_the_year_fails(stage: Stage, name: str) -> None:
    assert not health.STEPS[name](stage)


def test_an_own_copy_that_lacks_a_record_fails(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert health.STEPS["clinic"](stage)

    def export_less(*words: object) -> object:
        copy = export_own_copy(*words)  # type: ignore[arg-type]
        return replace(copy, records=copy.records - 1)

    monkeypatch.setattr(health, "export_own_copy", export_less)
    assert not health.STEPS["own_copy"](stage)


def test_a_file_that_is_taken_in_is_no_attack_seen(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: whoever takes everything in, or says the wrong reason, is found out."""
    said: list[str] = []
    stage.say = said.append

    def accept(*_: object) -> tuple[()]:
        return ()

    def refuse(*_: object) -> tuple[()]:
        raise FileDamaged

    for other, word in ((accept, "NOT seen"), (refuse, "Seen")):
        monkeypatch.setattr(health_attacks, "import_parcel", other)
        done = {name: step(stage) for name, step in health_attacks.ATTACKS.items()}
        assert set(done.values()) == {False}
        assert all(word in line for line in said[-len(done) :])


def test_a_refusal_that_leaves_something_behind_is_found_out(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:

    def import_and_refuse(opened: custody.OpenVault, file: Path, who: object) -> None:
        opened.log.record(events.ConsentWithdrawn(), events.SELF, project="p")
        import_parcel(opened, file, events.SELF)

    monkeypatch.setattr(health_attacks, "import_parcel", import_and_refuse)
    assert not health_attacks.ATTACKS["entities"](stage)
