"""Who is using this: persons, seats and files, as they are met before any vault is open."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from datadonor.people import MOST_PEOPLE, People, Person
from datadonor.settings import Settings, load_settings, save_settings
from datadonor.texts import Language
from tests.ui.ending import end
from tests.ui.inspection import faults
from tests.ui.test_pages import headings, unlock_page
from tests.ui.vaults import PASSPHRASE, make_vault
from tests.ui.walking import idle, press, told, write
from tests.ui.watching import settle
from ui import app
from ui.app import Started, start
from ui.navigation import Place
from ui.offering import is_package
from ui.pages.chairs import ChairsPage
from ui.widgets.labels import SubHeading

Opener = Callable[..., Started]
PACKAGE = b"PK\x03\x04" + bytes(26) + b'manifest.json{"files":{'


@pytest.fixture
def people(whole: Path) -> People:
    """Those who share the folder that ``whole`` lies in; Åse has a vault, too."""
    found = People(whole.parent / "config", whole.parent)
    make_vault(found.add("Bedstemor Åse").vault)
    return found


@pytest.fixture
def opens(qapp: QApplication, qtbot: QtBot) -> Iterator[Opener]:
    """Opens windows as the program does, and ends them after the test."""
    running: list[Started] = []

    def begin(people: People, vault: Path | None = None, **settings: object) -> Started:
        folder = vault or people.persons()[0].vault
        file = people.settings_of(folder) if vault else people.undecided_settings
        if settings:
            save_settings(file, Settings.model_validate(settings))
        is_choosing = vault is None and people.is_several
        if vault is None and not is_choosing:
            file = people.settings_of(folder)
        started = start(qapp, folder, file, None, people, is_choosing=is_choosing)
        running.append(started)
        started.window.resize(1060, 720)
        with qtbot.waitExposed(started.window):
            started.window.show()
        return started

    yield begin
    for started in running:
        end(started)


def page(started: Started) -> ChairsPage:
    shown = started.window.page
    assert isinstance(shown, ChairsPage)
    return shown


def row_of(started: Started, label: str) -> int:
    labels = [row.name for row in page(started).rows]
    return labels.index(label)


def all_files(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def belongings(person: Person, people: People) -> dict[str, str]:
    """Return every file of a person's, and the list that they stand on."""
    files = (person.settings, people.file)
    read = {str(file): file.read_text("utf-8") if file.exists() else "" for file in files}
    return {**all_files(person.vault), **read}


# -- choosing -----------------------------------------------------------------------------


def test_with_one_person_the_window_begins_as_always(opens: Opener, whole: Path) -> None:
    started = opens(People(whole.parent / "config", whole.parent))
    assert started.window.place is Place.UNLOCK
    assert "vault of" not in told(started)
    assert not unlock_page(started).other_button.isVisible()


def test_with_several_it_asks_first_and_nobody_is_chosen(opens: Opener, people: People) -> None:
    started = opens(people)
    assert started.window.place is Place.CHAIRS
    assert [row.name for row in page(started).rows] == ["The first person", "Bedstemor Åse"]
    assert not any("Chosen" in row.card.accessibleName() for row in page(started).rows)
    for place in (Place.UNLOCK, Place.RECOVER, Place.RESTORE, Place.WELCOME, Place.HOME):
        started.session.go(place)
        assert started.window.place is Place.CHAIRS


def test_a_person_is_chosen_with_the_keyboard_and_only_their_vault_is_led_to(
    opens: Opener, people: People, became: list[list[str]]
) -> None:
    started = opens(people)
    assert QApplication.focusWidget() is page(started).rows[0].card
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page(started).rows[1].card
    # Pressed and never let go: by then the process would be another.
    QTest.keyPress(page(started).rows[1].card, Qt.Key.Key_Return)
    assert became == [["--vault", str(people.find("bedstemor åse").vault)]]


def test_their_own_settings_are_in_force_before_they_unlock(opens: Opener, people: People) -> None:
    first, ase = people.persons()
    save_settings(ase.settings, Settings(language=Language.DANISH, text_percent=150))
    save_settings(first.settings, Settings(language=Language.ENGLISH))
    started = opens(people, ase.vault)
    assert headings(started.window) == ["Lås din boks op"]
    assert started.session.settings.text_percent == 150
    assert "Bedstemor Åse" in told(started)
    assert started.window.windowTitle() == "Datadonor"


def test_what_one_does_in_the_window_changes_no_file_of_the_other(
    opens: Opener, qtbot: QtBot, people: People, became: list[list[str]]
) -> None:
    first, ase = people.persons()
    for one, other in ((first, ase), (ase, first)):
        before = belongings(other, people)
        started = unlocked_by_hand(opens(people, one.vault), qtbot)
        started.session.change_settings(language="da", auto_lock_minutes=3, seat="auditor")
        idle(started, qtbot)
        started.window.side.lock_button.click()
        assert belongings(other, people) == before
        assert load_settings(one.settings).auto_lock_minutes == 3
    assert became == [["--vault", str(first.vault)], ["--vault", str(ase.vault)]]


def test_after_a_lock_somebody_else_can_be_chosen(
    opens: Opener, people: People, became: list[list[str]]
) -> None:
    first, ase = people.persons()
    started = opens(people, ase.vault)  # as after a lock
    unlock_page(started).other_button.click()
    assert started.window.place is Place.CHAIRS
    chosen = page(started).rows[row_of(started, "Bedstemor Åse")]
    assert "Chosen now" in chosen.card.accessibleName()
    chosen.card.click()
    assert headings(started.window) == ["Unlock your vault"]  # theirs is the one already
    started.session.go(Place.CHAIRS)
    page(started).rows[0].card.click()
    assert became == [["--vault", str(first.vault)]]


def test_what_is_set_before_anyone_is_chosen_is_nobodys(
    opens: Opener, qtbot: QtBot, people: People
) -> None:
    first, ase = people.persons()
    save_settings(first.settings, Settings(language=Language.DANISH))
    started = opens(people)
    assert headings(started.window) != ["Who is using this?"]  # as the first person reads
    started.session.change_settings(language="en", text_percent=175)
    idle(started, qtbot)
    assert load_settings(first.settings).text_percent == 100
    assert not ase.settings.exists()
    assert load_settings(people.undecided_settings).text_percent == 175


# -- the list ---------------------------------------------------------------------------------


def test_a_new_person_is_added_with_the_keyboard_and_led_to_a_vault_of_their_own(
    opens: Opener, qtbot: QtBot, people: People, became: list[list[str]]
) -> None:
    started = opens(people, language="en", text_percent=150)
    page(started).new_button.setFocus()
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page(started).form.field
    write("Jørgen Æbleskov")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(became))
    person = people.find("jørgen æbleskov")
    assert became == [["--vault", str(person.vault)]]
    assert load_settings(person.settings).text_percent == 150  # they can read what comes
    begun = opens(people, person.vault)
    assert begun.window.place is Place.WELCOME


def test_a_name_that_is_taken_is_said_beside_the_field(
    opens: Opener, qtbot: QtBot, people: People, became: list[list[str]]
) -> None:
    started = opens(people)
    page(started).new_button.click()
    form = page(started).form
    form.field.setText("bedstemor ÅSE")
    page(started).primary_button.click()
    qtbot.waitUntil(lambda: bool(form.error.text()))
    assert form.error.isVisible()
    assert form.field.accessibleDescription() == form.error.text()
    assert QApplication.focusWidget() is form.field
    press(Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert QApplication.focusWidget() is page(started).new_button
    assert became == []


def test_a_person_is_called_something_else(opens: Opener, qtbot: QtBot, people: People) -> None:
    started = opens(people)
    page(started).rows[0].change_button.click()
    form = page(started).form
    assert not form.forget_button.isVisible()  # the first person stays
    form.field.setText("Anna")
    page(started).primary_button.click()
    qtbot.waitUntil(lambda: page(started).rows[0].name == "Anna")
    assert QApplication.focusWidget() is page(started).rows[0].card
    assert people.persons()[0].label == "Anna"


def test_who_is_taken_off_the_list_keeps_everything_and_can_be_put_back(
    opens: Opener, qtbot: QtBot, people: People
) -> None:
    ase = people.find("bedstemor åse")
    before = all_files(ase.vault)
    started = opens(people)
    page(started).rows[1].change_button.click()
    page(started).form.forget_button.click()
    qtbot.waitUntil(page(started).banner.isVisible)
    assert str(ase.vault) in page(started).banner.text
    assert not people.is_several
    assert QApplication.focusWidget() is page(started).banner.button
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: people.is_several)
    qtbot.waitUntil(lambda: len(page(started).rows) == 2)
    assert people.find("bedstemor åse") == ase
    assert all_files(ase.vault) == before


def test_a_list_that_cannot_be_read_keeps_nobody_out_and_is_kept(
    opens: Opener, qtbot: QtBot, whole: Path
) -> None:
    people = People(whole.parent / "config", whole.parent)
    people.config.mkdir()
    people.file.write_bytes(b'{"format": "datadonor.people/1", "others": [{"id": "../..')
    started = opens(people)
    assert started.window.place is Place.UNLOCK
    started.session.go(Place.CHAIRS)
    page(started).new_button.click()
    page(started).form.field.setText("Ib")
    page(started).primary_button.click()
    qtbot.waitUntil(page(started).banner.isVisible)
    assert "people.json" in page(started).banner.text
    assert people.file.read_bytes().endswith(b"../..")


def test_where_there_is_no_more_room_nobody_new_is_offered(opens: Opener, people: People) -> None:
    others = [{"id": f"{number:016x}", "label": f"P {number}"} for number in range(MOST_PEOPLE - 1)]
    document = {"format": "datadonor.people/1", "first": "", "others": others}
    people.file.write_text(json.dumps(document))
    started = opens(people)
    assert len(page(started).rows) == MOST_PEOPLE
    assert not page(started).new_button.isVisible()


# -- those who need no vault ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seat", "place"), [("researcher", Place.RESEARCHER), ("auditor", Place.AUDITOR)]
)
def test_alone_a_seat_is_kept_and_the_way_back_is_short(
    opens: Opener, qtbot: QtBot, whole: Path, seat: str, place: Place
) -> None:
    people = People(whole.parent / "config", whole.parent)
    started = opens(people)
    started.session.go(Place.CHAIRS)
    button = {"researcher": "researcher_button", "auditor": "auditor_button"}[seat]
    getattr(page(started), button).click()
    assert started.window.place is place
    idle(started, qtbot)
    again = opens(people)
    assert again.window.place is place
    again.window.side.buttons[Place.CHAIRS].click()
    assert page(again).rows[0].name == "My own data"
    page(again).rows[0].card.click()
    assert again.window.place is Place.UNLOCK
    idle(again, qtbot)
    assert opens(people).window.place is Place.UNLOCK


def test_among_several_who_sat_there_last_is_not_kept(
    opens: Opener, qtbot: QtBot, people: People
) -> None:
    started = opens(people)
    page(started).auditor_button.click()
    assert started.window.place is Place.AUDITOR
    idle(started, qtbot)
    assert load_settings(people.undecided_settings).seat == "citizen"
    assert opens(people).window.place is Place.CHAIRS


def test_who_helps_is_led_to_how_it_is_done(opens: Opener, people: People) -> None:
    started = opens(people)
    page(started).helping_button.click()
    assert started.window.place is Place.HELP
    assert headings(started.window) == ["Helping someone"]


# -- files from outside ----------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path) -> Path:
    file = tmp_path / "a.ddaudit"
    file.write_bytes(PACKAGE)
    return file


def test_a_package_is_opened_without_any_vault(
    opens: Opener, people: People, package: Path, became: list[list[str]]
) -> None:
    for vault in (None, people.persons()[0].vault):
        started = opens(people, vault)
        started.window.offer(package)
        assert started.window.place is Place.AUDITOR
        assert started.window.page.argument == str(package)
        assert not started.session.is_open
    assert became == []


def test_while_a_vault_is_open_a_package_waits_for_the_lock(
    opens: Opener, qtbot: QtBot, people: People, package: Path, became: list[list[str]]
) -> None:
    vault = people.persons()[0].vault
    started = unlocked_by_hand(opens(people, vault), qtbot)
    started.window.offer(package)
    assert started.window.place is Place.HOME
    assert started.window.page.banner.isVisible()
    assert "Lock your vault first" in started.window.page.banner.text
    started.window.page.banner.button.click()
    assert became == [["--vault", str(vault), str(package)]]


def test_a_page_without_vault_says_kindly_to_lock_first(
    opens: Opener, qtbot: QtBot, people: People, became: list[list[str]]
) -> None:
    vault = people.persons()[0].vault
    started = unlocked_by_hand(opens(people, vault), qtbot)
    for place in (Place.AUDITOR, Place.RESEARCHER, Place.CHAIRS):
        started.window.page.banner.hide()
        started.session.go(place)
        assert started.window.place is Place.HOME
        assert "Lock your vault first" in started.window.page.banner.text
    started.window.page.banner.button.click()
    assert became == [["--vault", str(vault)]]


def test_a_request_waits_while_somebody_is_chosen_and_goes_with_them(
    opens: Opener, people: People, tmp_path: Path, became: list[list[str]]
) -> None:
    request = tmp_path / "a.ddrequest"
    request.write_bytes(b"{}")
    started = opens(people)
    started.window.offer(request)
    assert started.window.place is Place.CHAIRS
    assert "opened a request" in page(started).banner.text
    page(started).rows[1].card.click()
    request_goes = ["--vault", str(people.persons()[1].vault), str(request)]
    assert became == [request_goes]


def test_a_request_that_has_gone_meanwhile_is_not_carried_along(
    opens: Opener, people: People, tmp_path: Path, became: list[list[str]]
) -> None:
    request = tmp_path / "a.ddrequest"
    request.write_bytes(b"{}")
    started = opens(people)
    started.window.offer(request)
    request.unlink()
    page(started).rows[1].card.click()
    assert became == [["--vault", str(people.persons()[1].vault)]]


def test_a_request_in_another_seat_says_whose_it_is(
    opens: Opener, whole: Path, tmp_path: Path
) -> None:
    request = tmp_path / "a.ddrequest"
    request.write_bytes(b"{}")
    people = People(whole.parent / "config", whole.parent)
    started = opens(people, whole, language="en", seat="auditor")
    started.window.offer(request)
    assert "opened a request" in started.window.page.banner.text
    started.window.page.banner.button.click()
    assert started.window.place is Place.UNLOCK


def test_a_package_is_known_by_its_name_and_else_by_how_it_begins(tmp_path: Path) -> None:
    for name, content, is_one in (
        ("a.ddaudit", b"", True),
        ("a.ddrequest", PACKAGE, False),
        ("unnamed", PACKAGE, True),
        ("other", b"PK\x03\x04" + bytes(26) + b"mimetype", False),
        ("text", b"{}", False),
        ("empty", b"", False),
    ):
        (tmp_path / name).write_bytes(content)
        assert is_package(tmp_path / name) is is_one
    assert not is_package(tmp_path)
    assert not is_package(tmp_path / "gone")


def unlocked_by_hand(started: Started, qtbot: QtBot) -> Started:
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.window.place is Place.HOME)
    idle(started, qtbot)
    return started


# -- seen, heard and read ----------------------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", list(Language))
def test_the_page_keeps_every_rule_with_twenty_persons(
    opens: Opener, qtbot: QtBot, people: People, language: Language, percent: int
) -> None:
    """WCAG 2.2: 1.3.1, 1.4.3, 1.4.4, 1.4.10, 1.4.11, 2.4.6, 2.5.3, 2.5.8, 4.1.2."""
    persons = [people.add(f"Æbleskov-Østergård {number}") for number in range(18)]
    assert len(people.persons()) == 20
    started = opens(people, language=language, text_percent=percent, colours="contrast")
    started.window.resize(800, 600)
    settle(started.window)
    assert faults(started.window, language) == []
    page(started).rows[-1].change_button.click()
    settle(started.window)
    assert faults(started.window, language) == []
    page(started).go_back()
    page(started).new_button.click()
    settle(started.window)
    assert faults(started.window, language) == []
    assert [row.name for row in page(started).rows[2:]] == [each.label for each in persons]


@pytest.mark.parametrize("language", list(Language))
def test_whose_vault_it_is_keeps_every_rule(
    opens: Opener, people: People, language: Language
) -> None:
    longest = people.add("Æbleskov-Østergård af Åbenrå og Ærøskøb")
    make_vault(longest.vault)
    started = opens(people, longest.vault, language=language, text_percent=200)
    started.window.resize(800, 600)
    settle(started.window)
    assert faults(started.window, language) == []
    said = [label.text() for label in started.window.findChildren(SubHeading)]
    assert any(longest.label in text for text in said)


def test_a_card_is_read_with_what_it_leads_to(opens: Opener, people: People) -> None:
    started = opens(people, language="en")
    new: Person = people.add("Ib")
    page(started).read_anew()
    row = page(started).rows[row_of(started, new.label)]
    assert row.card.accessibleName().startswith("Ib")
    assert "There is no vault yet" in row.card.accessibleName()
    assert row.change_button.accessibleName() == "Change Ib"


# -- one window for each ------------------------------------------------------------------------


def test_those_who_have_not_chosen_meet_apart_from_every_vault(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a second start would bring forward the window of somebody who has."""
    met: list[Path] = []

    def meet(folder: Path, _: Path | None) -> None:
        met.append(folder)

    monkeypatch.setattr(app, "begin", meet)
    first, ase = people.persons()
    app.run(first.vault, people.undecided_settings, people=people, is_choosing=True)
    app.run(ase.vault, ase.settings, people=people)
    assert met == [people.folder, ase.vault]


def test_the_real_program_asks_becomes_and_stands_before_the_vault_that_was_chosen(
    tmp_path: Path,
) -> None:
    """Beside a request that was double-clicked: it waits through the new image, too."""
    people = People.here()
    ase = people.add("Bedstemor Åse")
    for person, language in ((people.persons()[0], "en"), (ase, "da")):
        make_vault(person.vault)
        save_settings(person.settings, Settings(language=Language(language)))
    request = tmp_path / "a.ddrequest"
    request.write_bytes(b"{}")
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("chairs_child.py")), str(request)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    asked, stood = (json.loads(line) for line in done.stdout.splitlines())
    assert (asked["place"], asked["language"], asked["waits"]) == ("chairs", "en", True)
    assert (stood["place"], stood["language"], stood["waits"]) == ("unlock", "da", True)
    assert stood["vault"] == str(ase.vault)
    assert stood["pid"] == asked["pid"]
    assert load_settings(ase.settings).language is Language.DANISH
