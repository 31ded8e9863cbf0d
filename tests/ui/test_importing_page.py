"""Bringing files in through the window: recognised first, whole or not at all, reported."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from tests.ui import watching
from tests.ui.conftest import Starter
from tests.ui.vaults import PASSPHRASE
from tests.ui.walking import go, idle, press, unlocked
from ui import bringing_in, choosing
from ui.app import Started
from ui.jobs import Cancelled, Course
from ui.navigation import Place
from ui.pages.importing.page import ImportPage, Step

CLEAR = "tid;puls;vægt kg\n2026-01-02 08:00;61;72,5\n2026-01-03 08:00;64;72,1\n"
DOUBTFUL = "dato;puls\n02-03-2026;61\n03-04-2026;64\n04-05-2026;66\n"
LANGUAGES = pytest.mark.parametrize("language", list(Language))


def page_of(started: Started) -> ImportPage:
    page = started.window.page
    assert isinstance(page, ImportPage)
    return page


def at_import(open_window: Starter, qtbot: QtBot, vault: Path, **settings: object) -> Started:
    started = unlocked(open_window, qtbot, vault, PASSPHRASE, **settings)
    go(started, qtbot, Place.IMPORT)
    return started


def step_of(page: ImportPage) -> Step:
    return page.step


def choose(started: Started, qtbot: QtBot, *files: Path) -> ImportPage:
    page = page_of(started)
    page.choose.drop.chosen.emit(list(files))
    idle(started, qtbot)
    return page


def table(folder: Path, content: str = CLEAR, name: str = "tabel.csv") -> Path:
    file = folder / name
    file.write_text(content, "utf-8")
    return file


def bundle(folder: Path, cpr: str | None = None) -> Path:
    """A FHIR file of an invented person."""
    patient: dict[str, object] = {"resourceType": "Patient", "id": "p"}
    if cpr is not None:
        patient["identifier"] = [{"system": "urn:oid:1.2.208.176.1.2", "value": cpr}]
    observation = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
        "subject": {"reference": "Patient/p"},
        "effectiveDateTime": "2026-02-01T08:00:00+01:00",
        "valueQuantity": {"value": 61, "system": "http://unitsofmeasure.org", "code": "/min"},
    }
    file = folder / f"svar-{cpr or 'uden'}.json"
    entries = [{"resource": patient}, {"resource": observation}]
    file.write_text(
        json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}), "utf-8"
    )
    return file


def refuse(error: DatadonorError) -> None:
    pytest.fail(f"no error was expected: {error.code}")


def counted(started: Started, qtbot: QtBot, table_name: str) -> int:
    found: list[int] = []

    def ask(opened: OpenVault) -> int:
        return opened.vault.connection.number(f"SELECT count(*) FROM {table_name}")

    started.session.ask(ask, found.append, refuse)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def said(page: ImportPage) -> str:
    return " ".join(label.text() for label in watching.seen(page) if isinstance(label, QLabel))


# -- the way through ------------------------------------------------------------------


def test_a_file_is_named_before_anything_of_it_is_read(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path
) -> None:
    started = at_import(open_window, qtbot, whole, language="en")
    page = choose(started, qtbot, bundle(tmp_path))
    assert step_of(page) is Step.RECOGNISED
    assert "svar-uden.json" in said(page)
    assert "FHIR" in said(page)
    assert counted(started, qtbot, "sample") == 0
    page.primary_button.click()
    idle(started, qtbot)
    assert step_of(page) is Step.DONE
    assert counted(started, qtbot, "sample") == 1


def test_the_same_file_again_brings_nothing_new_and_says_so(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path
) -> None:
    started = at_import(open_window, qtbot, whole, language="en")
    file = bundle(tmp_path)
    page = page_of(started)
    last = ""
    for _ in range(2):
        choose(started, qtbot, file)
        page.primary_button.click()
        idle(started, qtbot)
        last = said(page)
        page.primary_button.click()
        idle(started, qtbot)
    assert counted(started, qtbot, "sample") == 1
    assert "0" in last
    assert step_of(page) is Step.CHOOSE


def test_several_files_come_one_after_the_other(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path
) -> None:
    started = at_import(open_window, qtbot, whole)
    page = choose(started, qtbot, bundle(tmp_path), table(tmp_path))
    page.primary_button.click()
    idle(started, qtbot)
    assert step_of(page) is Step.RECOGNISED
    page.primary_button.click()
    idle(started, qtbot)
    assert step_of(page) is Step.DONE
    assert counted(started, qtbot, "import") == 2


def test_what_cannot_be_read_is_refused_with_its_reason_and_the_rest_goes_on(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path
) -> None:
    started = at_import(open_window, qtbot, whole, language="en")
    noise = tmp_path / "billede.bin"
    noise.write_bytes(bytes(range(256)) * 8)
    page = choose(started, qtbot, noise, tmp_path / "borte.json", bundle(tmp_path))
    page.primary_button.click()
    idle(started, qtbot)
    assert step_of(page) is Step.DONE
    assert "billede.bin" in page.banner.text
    assert "borte.json" in page.banner.text


def test_a_dropped_file_is_taken_like_a_chosen_one(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path
) -> None:
    started = at_import(open_window, qtbot, whole)
    page = page_of(started)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(bundle(tmp_path)))])
    page.choose.drop.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    idle(started, qtbot)
    assert step_of(page) is Step.RECOGNISED


def test_the_keyboard_alone_brings_a_file_in(
    open_window: Starter,
    qtbot: QtBot,
    whole: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = bundle(tmp_path)
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(file)])
    started = at_import(open_window, qtbot, whole)
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    assert page_of(started).step is Step.DONE


# -- whose it is ------------------------------------------------------------------------


def test_a_file_of_another_person_is_asked_about_and_nothing_is_ticked(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path
) -> None:
    started = at_import(open_window, qtbot, whole, language="en")
    page = choose(started, qtbot, bundle(tmp_path, "0101904444"))
    page.primary_button.click()
    idle(started, qtbot)
    page.primary_button.click()
    page = choose(started, qtbot, bundle(tmp_path, "0202902222"))
    page.primary_button.click()
    idle(started, qtbot)
    assert step_of(page) is Step.RECOGNISED
    assert page.mine.isVisible()
    assert not page.mine.isChecked()
    assert not page.primary_button.isEnabled()
    assert counted(started, qtbot, "import") == 1
    page.mine.click()
    page.primary_button.click()
    idle(started, qtbot)
    assert step_of(page) is Step.DONE
    assert counted(started, qtbot, "import") == 2


# -- tables ------------------------------------------------------------------------------


def test_a_table_is_settled_by_the_person_and_remembered(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path
) -> None:
    started = at_import(open_window, qtbot, whole)
    page = choose(started, qtbot, table(tmp_path))
    assert len(page.tables) == 1
    assert [combo.currentData() for combo in page.tables[0].combos.values()] == [
        "time",
        "HeartRate",
        "BodyMass",
    ]
    page.tables[0].combos[2].setCurrentIndex(0)  # left out
    page.primary_button.click()
    idle(started, qtbot)
    assert step_of(page) is Step.DONE
    assert counted(started, qtbot, "sample") == 2
    page.primary_button.click()
    page = choose(started, qtbot, table(tmp_path, CLEAR.replace("61", "62"), "ny.csv"))
    assert page.tables == []


def test_a_table_without_any_measurement_left_is_not_brought_in(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path
) -> None:
    started = at_import(open_window, qtbot, whole, language="en")
    page = choose(started, qtbot, table(tmp_path))
    for number in (1, 2):
        page.tables[0].combos[number].setCurrentIndex(0)
    page.primary_button.click()
    idle(started, qtbot)
    assert step_of(page) is Step.RECOGNISED
    assert "at least one must be a measurement" in page.tables[0].error.text()
    assert counted(started, qtbot, "sample") == 0


def test_the_order_of_day_and_month_is_asked_where_it_is_in_doubt(
    open_window: Starter, qtbot: QtBot, whole: Path, tmp_path: Path
) -> None:
    started = at_import(open_window, qtbot, whole)
    page = choose(started, qtbot, table(tmp_path, DOUBTFUL))
    order = page.tables[0].order
    assert order.isVisible()
    assert order.value() is None
    page.primary_button.click()
    idle(started, qtbot)
    assert step_of(page) is Step.RECOGNISED
    order.options["month"].click()
    page.primary_button.click()
    idle(started, qtbot)
    assert step_of(page) is Step.DONE


# -- stopping -------------------------------------------------------------------------------


def test_a_stop_in_the_middle_leaves_no_trace(
    open_window: Starter,
    qtbot: QtBot,
    whole: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = at_import(open_window, qtbot, whole, language="en")
    rows = "".join(f"2026-01-02 08:00:{n % 60:02};{60 + n % 40};72\n" for n in range(60_000))
    page = choose(started, qtbot, table(tmp_path, CLEAR.splitlines()[0] + "\n" + rows))
    reported: list[int] = []
    usual = Course.report

    def report(
        self: Course, done: int, total: int | None = None, step: str = "", found: int = 0
    ) -> None:
        if step == bringing_in.READING:
            reported.append(found)
            if found:
                page.progress.cancel_button.clicked.emit()
        usual(self, done, total, step, found)

    monkeypatch.setattr(Course, "report", report)
    events_before = counted(started, qtbot, "event")
    page.primary_button.click()
    idle(started, qtbot)
    assert any(reported), "it was stopped before anything was read"
    assert step_of(page) is Step.CHOOSE
    assert "as it was before" in page.banner.text
    assert counted(started, qtbot, "sample") == 0
    assert counted(started, qtbot, "import") == 0
    assert counted(started, qtbot, "event") == events_before


def test_recognising_can_be_given_up(tmp_path: Path, whole: Path) -> None:
    from tests.ui.vaults import open_weak

    given_up = Course(lambda _: None, lambda: True)
    with open_weak(whole) as opened, pytest.raises(Cancelled):
        bringing_in.recognise(opened, bundle(tmp_path), given_up)


# -- how it looks -----------------------------------------------------------------------------


@LANGUAGES
@pytest.mark.parametrize("percent", [100, 200])
def test_every_step_can_be_named_hit_and_read(
    open_window: Starter,
    qtbot: QtBot,
    whole: Path,
    tmp_path: Path,
    language: Language,
    percent: int,
) -> None:
    started = at_import(open_window, qtbot, whole, language=language, text_percent=percent)
    started.window.resize(800, 600)
    page = page_of(started)

    def bring_in_doubtful() -> None:
        page.tables[0].order.options["day"].click()
        page.primary_button.click()

    for go_on in (
        lambda: None,
        lambda: choose(started, qtbot, table(tmp_path, DOUBTFUL)),
        bring_in_doubtful,
    ):
        go_on()
        idle(started, qtbot)
        for rule in (
            watching.unnamed,
            watching.misnamed,
            watching.doubled_mnemonics,
            watching.small_targets,
            watching.clipped,
        ):
            assert rule(started.window) == [], (page.step, rule.__name__)
