"""Taking a consent back through the window: as easy as giving it was, GDPR article 7(3)."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from consent.book import ConsentBook
from consent.choices import ItemChoice
from consent.documents import load_decision
from consent.gate import Gate, Purpose, Release
from consent.ledger import ConsentState, ProjectConsent
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import ConsentWithdrawn
from datadonor.errors import DatadonorError
from datadonor.texts import Language, text
from export.outbox import Outbox
from export.preparing import prepare
from tests.releases import PROJECT
from tests.ui import watching
from tests.ui.asked_vaults import make_asked
from tests.ui.conftest import Starter
from tests.ui.givers import make_giver
from tests.ui.vaults import PASSPHRASE
from tests.ui.walking import go, idle, press, unlocked, write
from ui.app import Started
from ui.navigation import Place
from ui.pages.withdraw import WithdrawalForm, WithdrawnView, WithdrawPage

ONLY_SLEEP = {
    "items": {
        "sleep": ItemChoice(granted=True),
        "heart": ItemChoice(granted=False),
        "activity": ItemChoice(granted=False),
    }
}


@pytest.fixture(scope="module")
def _agreed(_low_floor: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_asked(tmp_path_factory.mktemp("withdraw") / "agreed", says_yes=True)


@pytest.fixture
def agreed(_agreed: Path, tmp_path: Path) -> Path:
    """The vault of someone who has said yes to everything."""
    return shutil.copytree(_agreed, tmp_path / "vault")


def page(started: Started) -> WithdrawPage:
    found = started.window.page
    assert isinstance(found, WithdrawPage)
    return found


def form(started: Started) -> WithdrawalForm:
    found = page(started).view
    assert isinstance(found, WithdrawalForm)
    return found


def visit(open_window: Starter, qtbot: QtBot, vault: Path, **settings: object) -> Started:
    started = unlocked(open_window, qtbot, vault, PASSPHRASE, **settings)
    go(started, qtbot, Place.WITHDRAW, PROJECT)
    return started


def confirm(started: Started, qtbot: QtBot, passphrase: str = PASSPHRASE) -> None:
    form(started).passphrase.field.setText(passphrase)
    page(started).primary_button.click()
    qtbot.waitUntil(lambda: page(started).withdrawn is not None)
    idle(started, qtbot)


def consent(started: Started, qtbot: QtBot) -> ProjectConsent:
    found: list[ProjectConsent | None] = []

    def read(opened: OpenVault) -> ProjectConsent | None:
        return ConsentBook(opened).consent(PROJECT)

    started.session.ask(read, found.append, _refuse)
    qtbot.waitUntil(lambda: bool(found))
    assert found[0] is not None
    return found[0]


def stands(started: Started, qtbot: QtBot, state: ConsentState) -> bool:
    return consent(started, qtbot).state is state


def withdrawals(started: Started, qtbot: QtBot) -> list[str | None]:
    """Return the reasons that the signed withdrawals give."""
    found: list[list[str | None]] = []

    def read(opened: OpenVault) -> list[str | None]:
        return [
            load_decision(
                opened.vault.connection, stored.event.what.decision_sha256 or ""
            ).decision.reason
            for stored in opened.log.events_of(ConsentWithdrawn)
            if stored.event is not None and isinstance(stored.event.what, ConsentWithdrawn)
        ]

    started.session.ask(read, found.append, _refuse)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


@pytest.mark.parametrize("language", list(Language))
def test_the_projects_own_promise_is_read_before_anything_is_done(
    open_window: Starter, qtbot: QtBot, agreed: Path, language: Language
) -> None:
    started = visit(open_window, qtbot, agreed, language=language)
    shown = " ".join(watching.name_of(each) for each in watching.seen(page(started)))
    assert text("agreement.effect.future_only", language) in shown
    assert text("agreement.results_stay", language) in shown
    assert stands(started, qtbot, ConsentState.GIVEN)


def test_all_of_it_is_taken_back_with_the_keyboard_alone(
    open_window: Starter, qtbot: QtBot, agreed: Path
) -> None:
    started = visit(open_window, qtbot, agreed)
    focus = QApplication.focusWidget()
    assert focus is not None
    reach(form(started).extent.options[""])
    press(Qt.Key.Key_Space)
    reach(form(started).reason)
    write("I have moved")
    reach(form(started).passphrase.field)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page(started).withdrawn is not None)
    idle(started, qtbot)
    assert stands(started, qtbot, ConsentState.WITHDRAWN)
    assert withdrawals(started, qtbot) == ["I have moved"]
    assert isinstance(page(started).view, WithdrawnView)
    assert page(started).heading.text() == "Your yes is taken back"
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    assert started.window.place is Place.PROJECT


def reach(widget: object) -> None:
    for _ in range(100):
        if QApplication.focusWidget() is widget:
            return
        press(Qt.Key.Key_Tab)
    pytest.fail("the keyboard does not reach it")


def test_what_is_taken_back_is_not_chosen_beforehand(
    open_window: Starter, qtbot: QtBot, agreed: Path
) -> None:
    started = visit(open_window, qtbot, agreed)
    chosen = [each for each in form(started).findChildren(QRadioButton) if each.isChecked()]
    assert chosen == []
    form(started).passphrase.field.setText(PASSPHRASE)
    page(started).primary_button.click()
    idle(started, qtbot)
    assert form(started).error.isVisible()
    assert stands(started, qtbot, ConsentState.GIVEN)


def test_one_item_is_taken_back_and_the_rest_stands(
    open_window: Starter, qtbot: QtBot, agreed: Path
) -> None:
    started = visit(open_window, qtbot, agreed)
    form(started).extent.options["heart"].click()
    assert "The rest of your yes stands" in form(started).reach.text()
    confirm(started, qtbot)
    assert page(started).heading.text() == "Part of your yes is taken back"
    assert consent(started, qtbot).state.is_in_force
    assert consent(started, qtbot).withdrawn_items == {"heart"}


def test_what_nobody_can_take_part_without_takes_all_with_it(
    open_window: Starter, qtbot: QtBot, agreed: Path
) -> None:
    started = visit(open_window, qtbot, agreed)
    form(started).extent.options["sleep"].click()
    assert "Nobody can take part without this" in form(started).reach.text()
    confirm(started, qtbot)
    assert stands(started, qtbot, ConsentState.WITHDRAWN)


def test_where_there_is_one_thing_nothing_has_to_be_chosen(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    vault = make_asked(tmp_path / "sleep", says_yes=True, **ONLY_SLEEP)
    started = visit(open_window, qtbot, vault)
    assert form(started).extent.options == {}
    confirm(started, qtbot)
    assert stands(started, qtbot, ConsentState.WITHDRAWN)


def test_another_passphrase_takes_nothing_back(
    open_window: Starter, qtbot: QtBot, agreed: Path
) -> None:
    started = visit(open_window, qtbot, agreed)
    form(started).extent.options[""].click()
    form(started).passphrase.field.setText("someone else's words")
    page(started).primary_button.click()
    qtbot.waitUntil(lambda: "does not open" in form(started).passphrase.error.text())
    assert stands(started, qtbot, ConsentState.GIVEN)
    confirm(started, qtbot)
    assert stands(started, qtbot, ConsentState.WITHDRAWN)


def test_who_has_had_data_is_to_be_told(open_window: Starter, qtbot: QtBot, tmp_path: Path) -> None:
    giver = make_giver(tmp_path / "sent", pulses=1)
    with giver.open() as opened:
        release = Gate(opened).open(Purpose(PROJECT))
        assert isinstance(release, Release)
        prepared = prepare(opened, release)
        outbox = Outbox(opened)
        entry = outbox.seal(prepared, prepared.contents.digest)
        outbox.sent(entry, prepared.contents.digest)
    started = visit(open_window, qtbot, giver.vault)
    form(started).extent.options[""].click()
    confirm(started, qtbot)
    withdrawn = page(started).withdrawn
    assert withdrawn is not None
    assert withdrawn.is_notice_due
    page(started).primary_button.click()
    idle(started, qtbot)
    assert started.window.place is Place.SENDING


def test_without_a_consent_there_is_nothing_to_take_back(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = visit(open_window, qtbot, make_asked(tmp_path / "new"))
    assert text("errors.CONSENT_MISSING.what", Language.ENGLISH) in page(started).banner.text
    assert page(started).primary_button.isHidden()


def test_a_no_less_easy_than_the_yes_can_be_kept(
    open_window: Starter, qtbot: QtBot, agreed: Path
) -> None:
    started = visit(open_window, qtbot, agreed)
    watching.settle(started.window)
    assert page(started).primary_button.size() == page(started).other_button.size()
    page(started).other_button.click()
    idle(started, qtbot)
    assert started.window.place is not Place.WITHDRAW
    assert stands(started, qtbot, ConsentState.GIVEN)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("is_done", [False, True])
def test_the_page_can_be_named_hit_and_read_at_200_percent(
    open_window: Starter, qtbot: QtBot, agreed: Path, language: Language, *, is_done: bool
) -> None:
    """WCAG 2.2: 4.1.2, 2.5.3, 2.5.8, 1.4.4, 1.4.10."""
    started = visit(open_window, qtbot, agreed, language=language, text_percent=200)
    window = started.window
    window.resize(800, 600)
    form(started).extent.options[""].click()
    if is_done:
        confirm(started, qtbot)
    watching.settle(window)
    assert watching.unnamed(window) == []
    assert watching.misnamed(window) == []
    assert watching.doubled_mnemonics(window) == []
    assert watching.small_targets(window) == []
    assert watching.clipped(window) == []


def _refuse(error: DatadonorError) -> None:
    raise AssertionError(error.code)
