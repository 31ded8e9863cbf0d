"""A request that was opened: the verdict first, and no way past a stop."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from consent.envelope import MOST_BYTES
from consent.ledger import ConsentState
from consent.reading import ConsentReading
from consent.request import SignedRequest
from consent.shelf import RequestShelf
from datadonor.audit.assistance import start_assistance, the_helper
from datadonor.audit.custody import OpenVault
from datadonor.registry.client import RegistryClient
from datadonor.texts import Language
from tests.consents import signed_request
from tests.releases import PROJECT, RECIPIENT, Citizen, signed_version, version_of
from tests.ui import inspection, watching
from tests.ui.conftest import Starter
from tests.ui.listed_vaults import asked_of, listed, make_listed
from tests.ui.vaults import PASSPHRASE, make_vault
from tests.ui.walking import decide, go, idle, press, unlocked
from ui import choosing
from ui.app import Started
from ui.navigation import Place
from ui.offered import LISTED, Offered, RequestFault, Verdict, read_offered
from ui.offered_file import FileFault
from ui.pages.request import RequestPage
from ui.widgets.banner import Kind

CHANGED = signed_request(version_of(1, window=("2025-02-01", "2030-12-31")))
_YESTERDAY = datetime.now(UTC).date() - timedelta(days=1)
ENDED = signed_request(version_of(6, valid_until=_YESTERDAY, until=_YESTERDAY))
UNSIGNED = signed_request("steps")


def page(started: Started) -> RequestPage:
    found = started.window.page
    assert isinstance(found, RequestPage)
    return found


def written(folder: Path, content: bytes, name: str = "spørg mig.ddrequest") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def visit(
    open_window: Starter, qtbot: QtBot, vault: Path, argument: object, **settings: object
) -> Started:
    started = unlocked(open_window, qtbot, vault, PASSPHRASE, **({"language": "en"} | settings))
    go(started, qtbot, Place.REQUEST, str(argument))
    return started


def shelf(opened: OpenVault) -> list[SignedRequest]:
    return RequestShelf(opened).all()


def state(opened: OpenVault) -> ConsentState | None:
    consent = ConsentReading(opened).consent(PROJECT)
    return None if consent is None else consent.state


def told(started: Started) -> str:
    return " ".join(
        widget.text() for widget in watching.seen(started.window) if isinstance(widget, QLabel)
    )


# -- what is approved -------------------------------------------------------------


def test_an_approved_request_says_who_asks_for_what_and_why(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    vault = make_listed(tmp_path, 1)
    file = written(tmp_path, signed_version(1).content)
    started = visit(open_window, qtbot, vault, file)
    request = signed_version(1).request
    said = told(started)
    assert page(started).verdict.text.startswith("Approved")
    for expected in (
        request.controller.name,
        request.investigator.name,
        RECIPIENT.name.en,
        " ".join(request.title.en.split()),
        " ".join(request.items[0].why.en.split()),
        request.summary.en.splitlines()[0],
    ):
        assert expected in said


def test_nothing_is_taken_in_by_looking(open_window: Starter, qtbot: QtBot, tmp_path: Path) -> None:
    vault = make_listed(tmp_path, 1)
    started = visit(open_window, qtbot, vault, written(tmp_path, signed_version(1).content))
    assert asked_of(started, qtbot, shelf) == []


def test_begin_takes_the_request_in_and_leads_to_the_conversation(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    """By keyboard alone: the keyboard begins on the primary button."""
    vault = make_listed(tmp_path, 1)
    started = visit(open_window, qtbot, vault, written(tmp_path, signed_version(1).content))
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    assert started.window.place is Place.CONSENT
    assert started.window.page.argument == PROJECT
    assert [each.digest for each in asked_of(started, qtbot, shelf)] == [signed_version(1).digest]


def test_a_request_can_be_kept_to_be_decided_later(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    vault = make_listed(tmp_path, 1)
    started = visit(open_window, qtbot, vault, written(tmp_path, signed_version(1).content))
    later = page(started).later
    assert later is not None
    later.button.click()
    idle(started, qtbot)
    assert started.window.place is Place.PROJECT
    assert asked_of(started, qtbot, state) is ConsentState.PUT_OFF


def test_a_no_is_written_down_and_is_as_big_as_a_yes(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    vault = make_listed(tmp_path, 1)
    started = visit(open_window, qtbot, vault, written(tmp_path, signed_version(1).content))
    yes, no = page(started).primary_button, page(started).refuse_button
    assert yes.size() == no.size()
    no.click()
    idle(started, qtbot)
    assert started.window.place is Place.PROJECT
    assert asked_of(started, qtbot, state) is ConsentState.REFUSED


def test_while_somebody_helps_a_no_asks_for_the_passphrase(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    vault = make_listed(tmp_path, 1)
    started = visit(open_window, qtbot, vault, written(tmp_path, signed_version(1).content))
    started.session.start_assistance(
        lambda opened: start_assistance(opened, the_helper("Nina Nyborg", "nurse"), 60),
        lambda: None,
        failed=lambda error: pytest.fail(str(error)),
    )
    idle(started, qtbot)
    page(started).refuse_button.click()
    idle(started, qtbot)
    assert asked_of(started, qtbot, state) is None
    decide(started, qtbot)
    assert started.window.place is Place.PROJECT
    assert asked_of(started, qtbot, state) is ConsentState.REFUSED


def test_a_project_of_the_list_opens_without_a_file(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    """The newest version is the one that is offered."""
    started = visit(open_window, qtbot, make_listed(tmp_path, 1, 2), f"{LISTED}{PROJECT}")
    assert page(started).verdict.text.startswith("Approved")
    page(started).primary_button.click()
    idle(started, qtbot)
    assert [each.request.version for each in asked_of(started, qtbot, shelf)] == [2]


def test_what_was_answered_leads_to_the_project_and_offers_no_second_answer(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    with listed(tmp_path, 1) as someone:
        someone.give()
    started = visit(
        open_window, qtbot, tmp_path / "vault", written(tmp_path, signed_version(1).content)
    )
    assert page(started).later is None
    assert page(started).refuse_button.isHidden()
    page(started).primary_button.click()
    idle(started, qtbot)
    assert started.window.place is Place.PROJECT


# -- what is a stop ---------------------------------------------------------------


def _nothing(_: Citizen) -> None:
    """Leave everything as it is."""


def _revoke_project(someone: Citizen) -> None:
    someone.revoke(PROJECT)
    someone.refresh()


def _revoke_recipient(someone: Citizen) -> None:
    someone.revoke(RECIPIENT.id)
    someone.refresh()


def _damage(someone: Citizen) -> None:
    someone.execute("UPDATE registry_target SET content = X'7B7D'")


STOPS = [
    pytest.param(signed_version(2).content, _nothing, 0, Verdict.NOT_ON_LIST, id="not-published"),
    pytest.param(CHANGED.content, _nothing, 0, Verdict.NOT_ON_LIST, id="other-bytes"),
    pytest.param(UNSIGNED.content, _nothing, 0, Verdict.NOT_ON_LIST, id="other-project"),
    pytest.param(signed_version(1).content[:-40], _nothing, 0, Verdict.NOT_ON_LIST, id="cut-short"),
    pytest.param(
        signed_version(1).content, _revoke_project, 0, Verdict.REVOKED, id="project-revoked"
    ),
    pytest.param(
        signed_version(1).content, _revoke_recipient, 0, Verdict.REVOKED, id="recipient-revoked"
    ),
    pytest.param(ENDED.content, _nothing, 0, Verdict.ENDED, id="ended"),
    pytest.param(signed_version(1).content, _nothing, 30, Verdict.TOO_OLD, id="list-too-old"),
    pytest.param(signed_version(2).content, _nothing, 30, Verdict.TOO_OLD, id="newer-than-list"),
    pytest.param(signed_version(1).content, _damage, 0, Verdict.LIST_DAMAGED, id="list-damaged"),
]


@pytest.mark.parametrize(("content", "happen", "days_ago", "verdict"), STOPS)
def test_every_other_verdict_is_a_stop_in_words_and_nothing_can_be_answered(
    open_window: Starter,
    qtbot: QtBot,
    tmp_path: Path,
    content: bytes,
    happen: Callable[[Citizen], None],
    days_ago: int,
    verdict: Verdict,
) -> None:
    with listed(tmp_path, 1, ENDED, days_ago=days_ago) as someone:
        happen(someone)
    file = written(tmp_path, content)
    started = visit(open_window, qtbot, tmp_path / "vault", file)
    found = asked_of(
        started, qtbot, lambda opened: read_offered(opened, str(file), Language.ENGLISH)
    )
    assert isinstance(found, Offered)
    assert found.verdict is verdict
    assert page(started).verdict.text.startswith("Stop: ")
    assert page(started).verdict._kind is Kind.ERROR
    assert page(started).later is None
    for button in (page(started).primary_button, page(started).refuse_button):
        assert button.isHidden()
        button.click()  # a click that no person can make takes nothing in either
    idle(started, qtbot)
    assert asked_of(started, qtbot, shelf) == []
    assert "datadonor " not in page(started).verdict.text  # no command to type


def test_without_a_list_nothing_can_be_told(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    vault = make_vault(tmp_path / "vault")
    started = visit(open_window, qtbot, vault, written(tmp_path, signed_version(1).content))
    assert page(started).verdict.text.startswith("Stop: ")
    page(started).list_card.button.click()
    idle(started, qtbot)
    assert started.window.place is Place.RECIPIENTS


def test_an_old_list_is_fetched_from_the_page_and_the_verdict_follows(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    with listed(tmp_path, 1, days_ago=30) as someone:
        someone.clock.now = datetime.now(UTC)
        someone.republish()
    started = visit(
        open_window, qtbot, tmp_path / "vault", written(tmp_path, signed_version(1).content)
    )
    assert page(started).verdict.text.startswith("Stop")
    assert page(started).list_card.button.hasFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.session.job is None)
    idle(started, qtbot)
    assert page(started).verdict.text.startswith("Approved")
    assert not page(started).primary_button.isHidden()


def test_an_approval_that_is_taken_back_meanwhile_is_noticed_before_taking_in(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    """The page shows what was true; the vault is asked once more."""
    with listed(tmp_path, 1) as someone:
        someone.revoke(PROJECT)  # published, and not read yet
    started = visit(
        open_window, qtbot, tmp_path / "vault", written(tmp_path, signed_version(1).content)
    )
    asked_of(started, qtbot, lambda opened: RegistryClient(opened).refresh())
    assert page(started).verdict.text.startswith("Approved")
    page(started).primary_button.click()
    idle(started, qtbot)
    assert started.window.place is Place.REQUEST
    assert page(started).verdict.text.startswith("Stop")
    assert asked_of(started, qtbot, shelf) == []


# -- files that are none ------------------------------------------------------------


def _gone(folder: Path) -> str:
    return str(folder / "væk.ddrequest")


def _folder(folder: Path) -> str:
    return str(folder)


def _pipe(folder: Path) -> str:
    os.mkfifo(folder / "pipe.ddrequest")
    return str(folder / "pipe.ddrequest")


def _huge(folder: Path) -> str:
    file = folder / "stor.ddrequest"
    with file.open("wb") as opened:
        opened.truncate(MOST_BYTES + 1)
    return str(file)


def _of(content: bytes) -> Callable[[Path], str]:
    return lambda folder: str(written(folder, content))


FAULTS = [
    pytest.param(_gone, FileFault.GONE, id="gone"),
    pytest.param(_folder, FileFault.FOLDER, id="folder"),
    pytest.param(_pipe, FileFault.NO_FILE, id="pipe"),
    pytest.param(lambda _: "/dev/zero", FileFault.NO_FILE, id="device"),
    pytest.param(_huge, FileFault.TOO_LARGE, id="huge"),
    pytest.param(lambda folder: f"{folder}/a\0b", FileFault.GONE, id="nul"),
    pytest.param(lambda folder: f"{folder}/{'a' * 5000}", FileFault.GONE, id="endless-name"),
    pytest.param(_of(b""), RequestFault.NOT_A_REQUEST, id="empty"),
    pytest.param(_of(b"\x00\xff" * 500), RequestFault.NOT_A_REQUEST, id="bytes"),
    pytest.param(_of(b"{}"), RequestFault.NOT_A_REQUEST, id="json"),
    pytest.param(_of(b"[" * 100_000), RequestFault.NOT_A_REQUEST, id="deep"),
    pytest.param(lambda _: "relative.ddrequest", FileFault.GONE, id="relative"),
]


@pytest.mark.parametrize(("make", "fault"), FAULTS)
def test_a_file_that_is_no_request_is_kindly_refused(
    open_window: Starter,
    qtbot: QtBot,
    tmp_path: Path,
    make: Callable[[Path], str],
    fault: FileFault | RequestFault,
) -> None:
    (tmp_path / "offered").mkdir()
    argument = make(tmp_path / "offered")
    started = visit(open_window, qtbot, make_listed(tmp_path, 1), argument)
    found = asked_of(started, qtbot, lambda opened: read_offered(opened, argument, Language.DANISH))
    assert found is fault
    assert page(started).verdict.text.startswith("Stop: ")
    assert page(started).primary_button.isHidden()
    assert not page(started).empty.button.isHidden()
    assert argument not in told(started)  # a path can hold a name


# -- choosing ----------------------------------------------------------------------------


def test_a_file_can_be_chosen_and_dropped(
    open_window: Starter, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = make_listed(tmp_path, 1)
    file = written(tmp_path, signed_version(1).content)
    started = visit(open_window, qtbot, vault, "")
    assert page(started).heading.text() == "Which request do you want to open?"
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(file)])
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    assert page(started).verdict.text.startswith("Approved")
    go(started, qtbot, Place.REQUEST)
    drop(page(started), file)
    idle(started, qtbot)
    assert page(started).verdict.text.startswith("Approved")


def drop(target: RequestPage, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    target.dropEvent(event)


def test_two_files_dropped_at_once_open_none(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    file = written(tmp_path, signed_version(1).content)
    started = visit(open_window, qtbot, make_listed(tmp_path, 1), "")
    drop(page(started), file, file)
    idle(started, qtbot)
    assert page(started).argument == ""


# -- how it looks ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("version", [1, 2])
def test_the_page_can_be_named_hit_and_read(
    open_window: Starter,
    qtbot: QtBot,
    tmp_path: Path,
    language: Language,
    percent: int,
    version: int,
) -> None:
    """WCAG 2.2 at 800 × 600, of what is approved and of what is a stop."""
    file = written(tmp_path, signed_version(version).content)
    vault = make_listed(tmp_path, 1)
    started = visit(open_window, qtbot, vault, file, language=language, text_percent=percent)
    started.window.resize(800, 600)
    watching.settle(started.window)
    assert inspection.faults(started.window, language) == []


def test_the_language_can_be_changed_while_a_request_is_read(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    file = written(tmp_path, signed_version(1).content)
    started = visit(open_window, qtbot, make_listed(tmp_path, 1), file)
    started.session.change_settings(language=Language.DANISH)
    idle(started, qtbot)
    said = told(started)
    request = signed_version(1).request
    assert " ".join(request.title.da.split()) in said
    assert " ".join(request.title.en.split()) not in said
    buttons = started.window.page.findChildren(QPushButton)
    assert buttons
