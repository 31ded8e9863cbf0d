"""What there is to practise with: made once, kept fit, never over anything else."""

import json
import shutil
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from consent.approval import Standing, judge_request
from consent.request import open_request
from consent.request_check import check_request, has_errors
from datadonor.audit import custody
from datadonor.demo import practice
from datadonor.demo.practice.asking import APPROVED, STRANGER, request_of
from datadonor.demo.practice.ground import MARKER, PracticeFolderTaken, PracticeGround
from datadonor.demo.practice.health import moved
from datadonor.demo.practice.listing import HOLDS, RENEWED, renew_registry
from datadonor.demo.year import BORN, FIRST_DAY
from datadonor.demo.year_clinic import patient_summary
from datadonor.registry.client import RegistryClient
from datadonor.registry.errors import RegistryError
from datadonor.registry.publisher import Registry
from datadonor.registry.targets import parse_recipient
from datadonor.texts import Language
from tests.consents import Clock
from tests.importing import recognise
from tests.unit.conftest import PASSPHRASE, WEAK
from ui import practice as port

NOW = datetime(2027, 3, 1, 5, 30, tzinfo=UTC)
TODAY = date(2027, 3, 1)
DAYS = [date(2026, 6, 1), date(2026, 12, 31), date(2028, 2, 29), date(2040, 7, 15)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> PracticeGround:
    """To be looked at only."""
    return practice.make_practice(tmp_path_factory.mktemp("made") / "Øvelse og prøve", NOW)


@pytest.fixture
def ground(tmp_path: Path) -> PracticeGround:
    return practice.make_practice(tmp_path / "practice", NOW)


def contents(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def loader() -> port.Practice:
    """Return what the window is given; that it fits is checked with the types."""
    return practice


# -- the folder --------------------------------------------------------------------


def test_everything_is_there_but_the_vault(made: PracticeGround) -> None:
    there = [*made.health_files, *made.requests, made.stranger, made.root_file]
    assert all(file.is_file() for file in there)
    assert made.inbox.is_dir()
    assert made.answers.is_dir()
    assert not made.vault.exists()


def test_made_twice_is_made_once(ground: PracticeGround) -> None:
    before = contents(ground.folder)
    assert practice.make_practice(ground.folder, NOW + timedelta(days=100)) == ground
    assert contents(ground.folder) == before


def test_what_was_half_made_is_made_anew(ground: PracticeGround) -> None:
    """As if the run had been cut off halfway."""
    (ground.folder / MARKER).write_text('{"format": "datadonor.practice/1", "is_whole": false}')
    ground.clinic_file.unlink()
    (ground.folder / "registry" / "records" / "about.json").unlink()
    assert practice.load_practice(ground.vault) is None
    practice.make_practice(ground.folder, NOW)
    assert practice.load_practice(ground.vault) == ground
    assert ground.clinic_file.is_file()
    assert Registry.open(ground.folder / "registry").status(NOW).is_live


def test_what_was_thrown_away_can_be_had_again(ground: PracticeGround) -> None:
    """Whoever practises may tidy up, too."""
    requests = [file.read_bytes() for file in ground.requests]
    shutil.rmtree(ground.phone_file.parent)
    shutil.rmtree(ground.inbox)
    practice.make_practice(ground.folder, NOW)
    assert all(file.is_file() for file in ground.health_files)
    assert ground.inbox.is_dir()
    assert [file.read_bytes() for file in ground.requests] == requests


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("made up")
    before = contents(tmp_path)
    with pytest.raises(PracticeFolderTaken):
        practice.make_practice(tmp_path, NOW)
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    "said",
    ["", "{", "[]", '{"is_whole": true}', '{"format": "datadonor.practice/2"}', "[" * 5000],
)
def test_another_programs_file_of_the_name_is_no_marker(tmp_path: Path, said: str) -> None:
    (tmp_path / MARKER).write_text(said)
    assert not practice.is_practice(tmp_path / "vault")
    with pytest.raises(PracticeFolderTaken):
        practice.make_practice(tmp_path, NOW)


def test_a_practice_vault_is_told_from_a_real_one(made: PracticeGround, tmp_path: Path) -> None:
    assert practice.is_practice(made.vault)
    assert practice.load_practice(made.vault) == made
    assert not practice.is_practice(tmp_path / "vault")
    assert practice.load_practice(tmp_path / "vault") is None
    assert not practice.is_practice(made.folder / "another")


def test_the_window_tells_them_apart_in_the_same_way(made: PracticeGround, tmp_path: Path) -> None:
    """It may not ask the demo before it is loaded, so both know the marker's name."""
    for vault in (made.vault, made.folder / "another", tmp_path / "vault"):
        assert port.is_practice(vault) == practice.is_practice(vault)
    assert port.MARKER == MARKER


def test_one_practises_beside_the_real_vault(made: PracticeGround, tmp_path: Path) -> None:
    beside = practice.practice_folder(tmp_path / "vault")
    assert beside.parent == tmp_path
    assert not practice.is_practice(tmp_path / "vault")
    assert practice.practice_folder(beside / "vault") != beside  # nothing is there yet
    assert practice.practice_folder(made.vault) == made.folder


def test_it_fits_the_windows_port(made: PracticeGround) -> None:
    ground = loader().load_practice(made.vault)
    assert ground is not None
    names = [name for name in vars(port.PracticeGround) if not name.startswith("_")]
    assert len(names) == 8
    assert all(getattr(ground, name) for name in names)


def test_all_that_is_sent_stays_within_the_folder(made: PracticeGround) -> None:
    record = made.folder / "recipient" / "keys" / "recipient.json"
    recipient = parse_recipient(record.read_bytes())
    places = [each.url for each in recipient.delivery] + [str(recipient.answers_url)]
    assert places == [made.inbox.as_uri(), made.answers.as_uri()]
    assert made.inbox.is_relative_to(made.folder)
    assert made.answers.is_relative_to(made.folder)


# -- the requests ------------------------------------------------------------------


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", APPROVED)
def test_an_approved_request_has_no_fault_on_any_day(name: str, day: date) -> None:
    request = request_of(name, day)
    assert check_request(request, day) == []
    assert all(item.window.from_ < day < item.window.until for item in request.items)
    assert day < request.valid_until
    assert len(request.comprehension) > 1
    assert request.options
    assert request.withdrawal.effect == "erase"


def test_the_strangers_request_has_faults() -> None:
    assert has_errors(check_request(request_of(STRANGER, TODAY), TODAY))


def test_half_can_be_left_out() -> None:
    request = request_of("sleep", TODAY)
    assert {item.category: item.required for item in request.items} == {
        "sleep": True,
        "heart": False,
        "activity": False,
    }


# -- the health files --------------------------------------------------------------


def test_files_are_recognised_whatever_their_names(made: PracticeGround) -> None:
    found = [set(recognise(file)) for file in made.health_files]
    assert found == [{"apple_health", "gpx"}, {"fhir"}]


def test_the_phone_knows_a_year_and_no_day_ahead(made: PracticeGround) -> None:
    with zipfile.ZipFile(made.phone_file) as archive:
        names = archive.namelist()
        xml = archive.read("apple_health_export/export.xml").decode()
    days = sorted({part[:10] for part in xml.split('startDate="')[1:]})
    ends = max(part[:10] for part in xml.split('endDate="')[1:])
    assert (days[0], len(days)) == ("2026-02-28", 366)  # the last night has a morning
    assert days[-1] == ends < str(TODAY)
    assert str(BORN) in xml
    route = next(name for name in names if name.endswith(".gpx"))
    assert "2026-02-28" in route
    assert route.rpartition("/")[2] in xml


def test_what_lies_before_the_year_is_not_moved() -> None:
    summary = patient_summary()
    known = {day for day in ("2009-03-12", "2016-10-18", str(BORN)) if day in summary}
    assert len(known) == 3
    other = moved(summary.encode(), 100).decode()
    assert all(other.count(day) == summary.count(day) for day in known)
    assert "2025-10-14" in summary
    assert "2025-10-14" not in other
    assert "2026-01-22" in other
    assert json.loads(other)["resourceType"] == "Bundle"


def test_moving_there_and_back_changes_nothing() -> None:
    text = f"{FIRST_DAY} 0000-4000-8000 2025-06-30T10:00 120250601".encode()
    assert moved(moved(text, 400), 0) != text
    assert moved(text, 0) == text
    assert b"120250601" in moved(text, 400)


# -- the registry ------------------------------------------------------------------


def test_the_list_holds_for_a_year(made: PracticeGround) -> None:
    roles = Registry.open(made.folder / "registry").status(NOW).roles
    assert min(role.expires for role in roles.values()) >= NOW + timedelta(days=365)


def test_a_list_that_soon_runs_out_is_signed_anew(ground: PracticeGround) -> None:
    """The vault that knew the old one takes the new one."""
    clock = Clock(NOW)
    custody.create_vault(ground.vault, PASSPHRASE, kdf=WEAK, system_clock=clock)
    with custody.open_vault(ground.vault, PASSPHRASE, system_clock=clock) as opened:
        client = RegistryClient(opened)
        client.use(ground.registry, ground.root_file.read_bytes())
        client.refresh()
    assert not renew_registry(ground, NOW + HOLDS - RENEWED)
    for _ in range(3):
        clock.now += HOLDS + timedelta(days=8)  # a week more than was promised
        with custody.open_vault(ground.vault, PASSPHRASE, system_clock=clock) as opened:
            with pytest.raises(RegistryError):  # the control: nobody has signed it yet
                RegistryClient(opened).refresh()
            practice.make_practice(ground.folder, clock.now)
            RegistryClient(opened).refresh()
            view = RegistryClient(opened).view()
            assert view is not None
            view.require_fresh(clock.now)


def test_the_stranger_is_stopped_and_the_others_are_not(ground: PracticeGround) -> None:
    custody.create_vault(ground.vault, PASSPHRASE, kdf=WEAK, system_clock=Clock(NOW))
    with custody.open_vault(ground.vault, PASSPHRASE, system_clock=Clock(NOW)) as opened:
        client = RegistryClient(opened)
        client.use(ground.registry, ground.root_file.read_bytes())
        client.refresh()
        said = {
            file: judge_request(
                open_request(file.read_bytes()), client.view(), NOW, Language.DANISH
            ).standing
            for file in (*ground.requests, ground.stranger)
        }
    assert [said[file] for file in ground.requests] == [Standing.APPROVED] * 2
    assert said[ground.stranger] is Standing.NOT_PUBLISHED


# -- the recipient -----------------------------------------------------------------


def test_where_nothing_has_come_nothing_is_answered(ground: PracticeGround) -> None:
    assert practice.play_recipient(ground, NOW) == 0
    shutil.rmtree(ground.inbox)
    assert practice.play_recipient(ground, NOW) == 0
    assert not list(ground.answers.iterdir())


def test_what_is_no_bundle_is_refused_in_writing(ground: PracticeGround) -> None:
    """The control: an answer is counted when one is written."""
    (ground.inbox / f"{'a' * 64}.age").write_bytes(b"age-encryption.org/v1\nmade up")
    assert practice.play_recipient(ground, NOW) == 1
    assert practice.play_recipient(ground, NOW) == 0
    assert len(list(ground.answers.iterdir())) == 1
