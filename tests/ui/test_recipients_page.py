"""Who may receive data: the list, why each is on it, who is not any more, and choosing a list."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consent.envelope import PublicKey
from datadonor.texts import Language
from tests.attacks.registries import SyntheticRegistry
from tests.consents import RECIPIENT_KEY
from tests.releases import PROJECT, RECIPIENT, signed_version
from tests.ui import inspection, watching
from tests.ui.conftest import Starter
from tests.ui.listed_vaults import asked_of, listed, make_listed
from tests.ui.vaults import make_vault
from tests.ui.walking import idle, press, told, visit, write
from ui import choosing
from ui.app import Started
from ui.approvals import ListStanding, read_list
from ui.key_words import WORD_COUNT, words_of_key
from ui.navigation import Destination, Place
from ui.pages.recipients import RecipientsPage
from ui.recipient_cards import read_recipients

HERE = Destination(Place.RECIPIENTS)


def page(started: Started) -> RecipientsPage:
    found = started.window.page
    assert isinstance(found, RecipientsPage)
    return found


# -- who is on it ----------------------------------------------------------------------


def test_an_approved_recipient_is_shown_with_why_until_when_and_its_key(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = visit(open_window, qtbot, HERE, make_listed(tmp_path, 1))
    said = told(started)
    request = signed_version(1).request
    assert request.ethics is not None
    for expected in (
        RECIPIENT.name.en,
        " ".join(request.title.en.split()),
        request.ethics.committee,
        request.ethics.case_number,
        " ".join(words_of_key(RECIPIENT.receipt_keys[0])),
        str(tmp_path / "registry"),
    ):
        assert expected in said


@pytest.mark.parametrize("revoked", [RECIPIENT.id, PROJECT])
def test_what_was_taken_back_is_shown_with_day_and_reason(
    open_window: Starter, qtbot: QtBot, tmp_path: Path, revoked: str
) -> None:
    with listed(tmp_path, 1) as someone:
        someone.revoke(revoked)
        someone.refresh()
    started = visit(open_window, qtbot, HERE, tmp_path / "vault")
    assert "No longer approved" in told(started)
    assert "Reason: " in told(started)


def test_a_recipient_whose_time_has_run_out_is_approved_no_longer(tmp_path: Path) -> None:
    with listed(tmp_path, 1) as someone:
        before = read_recipients(someone.opened, Language.DANISH)
        yesterday = datetime(2020, 1, 1, tzinfo=UTC).date()
        someone.recipient = RECIPIENT.model_copy(update={"valid_until": yesterday})
        someone.republish()
        someone.refresh()
        after = read_recipients(someone.opened, Language.DANISH)
    assert (len(before.approved), len(before.former)) == (1, 0)
    assert (len(after.approved), len(after.former)) == (0, 1)


def test_a_key_has_the_same_words_always_and_another_key_has_others() -> None:
    written = PublicKey.of(RECIPIENT_KEY).format()
    assert len(words_of_key(written)) == WORD_COUNT
    assert words_of_key(written) == words_of_key(RECIPIENT.receipt_keys[0])
    raw = bytearray(PublicKey.of(RECIPIENT_KEY).raw)
    for place in range(len(raw)):
        changed = raw.copy()
        changed[place] ^= 1
        words = words_of_key(PublicKey(bytes(changed)).format())
        assert words != words_of_key(written)
    assert words_of_key("ed25519:sludder") == ()


# -- choosing a list --------------------------------------------------------------------


def test_a_list_is_chosen_by_keyboard_and_fetched_at_once(
    open_window: Starter, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listed(tmp_path, 1) as someone:
        root = tmp_path / "root.json"
        root.write_bytes(someone.registry.root)
    started = visit(open_window, qtbot, HERE, make_vault(tmp_path / "new" / "vault"))
    assert page(started).chooser.place_field.hasFocus()
    write(str(tmp_path / "registry"))
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(root)])
    page(started).chooser.root_button.setFocus()
    press(Qt.Key.Key_Space)
    page(started).primary_button.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: started.session.job is None)
    idle(started, qtbot)
    assert page(started).banner.text.startswith("The newest list is here")
    assert page(started).chooser.isHidden()
    assert RECIPIENT.name.en in told(started)
    assert asked_of(started, qtbot, read_list).standing is ListStanding.FRESH


def test_what_is_missing_is_said_beside_its_field(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = visit(open_window, qtbot, HERE, make_vault(tmp_path / "vault"))
    chooser = page(started).chooser
    page(started).primary_button.click()
    assert chooser.place_error.isVisible()
    assert chooser.root_error.isVisible()
    assert chooser.place_field.hasFocus()
    chooser.place_field.setText("https://liste.example")
    chooser.choose_root(tmp_path / "væk.json")
    page(started).primary_button.click()
    assert not chooser.place_error.isVisible()
    assert chooser.root_error.text() == "The file is no longer there."
    assert started.session.job is None


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff" * 900_000])
def test_a_root_that_is_none_changes_nothing(
    open_window: Starter, qtbot: QtBot, tmp_path: Path, content: bytes
) -> None:
    vault = make_listed(tmp_path, 1)
    root = tmp_path / "falsk.json"
    root.write_bytes(content)
    started = visit(open_window, qtbot, HERE, vault)
    page(started).other_button.click()
    page(started).chooser.place_field.setText(str(tmp_path / "registry"))
    page(started).chooser.choose_root(root)
    page(started).primary_button.click()
    qtbot.waitUntil(lambda: started.session.job is None)
    idle(started, qtbot)
    assert page(started).banner.isVisible() or page(started).chooser.root_error.isVisible()
    found = asked_of(started, qtbot, read_list)
    assert found.standing is ListStanding.FRESH
    assert found.location == str(tmp_path / "registry")


def test_a_list_of_others_is_another_list(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    """A root of one registry does not open another one: nothing of it is shown."""
    vault = make_listed(tmp_path, 1)
    other = SyntheticRegistry(tmp_path / "other", datetime.now(UTC))
    root = tmp_path / "other.json"
    root.write_bytes(other.root)
    started = visit(open_window, qtbot, HERE, vault)
    page(started).other_button.click()
    page(started).chooser.place_field.setText(str(tmp_path / "registry"))
    page(started).chooser.choose_root(root)
    page(started).primary_button.click()
    qtbot.waitUntil(lambda: started.session.job is None)
    idle(started, qtbot)
    assert page(started).banner.text.startswith("The list was not fetched")
    assert asked_of(started, qtbot, read_list).standing is ListStanding.NOT_READ


def test_escape_leaves_the_choosing_and_keeps_the_list(
    open_window: Starter, qtbot: QtBot, tmp_path: Path
) -> None:
    started = visit(open_window, qtbot, HERE, make_listed(tmp_path, 1))
    page(started).other_button.click()
    assert page(started).chooser.isVisible()
    press(Qt.Key.Key_Escape)
    assert started.window.place is Place.RECIPIENTS
    assert page(started).chooser.isHidden()
    assert RECIPIENT.name.en in told(started)


# -- how it looks ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("kind", ["choosing", "approved", "revoked"])
def test_the_page_can_be_named_hit_and_read(
    open_window: Starter,
    qtbot: QtBot,
    tmp_path: Path,
    language: Language,
    percent: int,
    kind: str,
) -> None:
    """WCAG 2.2 at 800 × 600."""
    if kind == "choosing":
        vault = make_vault(tmp_path / "vault")
    else:
        vault = tmp_path / "vault"
        with listed(tmp_path, 1) as someone:
            if kind == "revoked":
                someone.revoke(RECIPIENT.id, PROJECT)
                someone.refresh()
    started = visit(open_window, qtbot, HERE, vault, language=language, text_percent=percent)
    started.window.resize(800, 600)
    watching.settle(started.window)
    assert inspection.faults(started.window, language) == []
