"""Timestamps in the settings: off at first, switched on with an address and a certificate.

The authority is OpenSSL's, on this computer, asked through the program's own door.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from datadonor.audit import custody
from datadonor.audit.events import SELF, DonationSealed, DonationSent, NetworkContacted
from export.timestamps.authority import choose_authority, time_authority
from export.timestamps.stamping import kept_timestamps, unstamped
from tests.timestamping import Authority, Desk, listening
from tests.ui import watching
from tests.ui.conftest import Starter
from tests.ui.givers import make_giver
from tests.ui.test_sending_page import confirmed, sent_to
from tests.ui.vaults import PASSPHRASE, open_weak
from tests.ui.walking import go, idle, press, unlocked, visit
from tests.unit.loopback import only_this_computer, reply
from ui import choosing
from ui.app import Started
from ui.keeping import Section
from ui.navigation import Destination, Place
from ui.pages.sending.choosing_way import FOLDER
from ui.pages.settings import SettingsPage
from ui.pages.settings.timestamps import TimestampsSection
from ui.timestamping import in_groups

COMMITMENT = "ab" * 32
BUNDLE = "12" * 32


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    with only_this_computer():
        yield


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def desk(authority: Authority) -> Iterator[Desk]:
    with listening(authority) as there:
        yield there


@pytest.fixture
def sent(whole: Path) -> Path:
    """Someone whose donation has left without a timestamp."""
    with open_weak(whole) as opened:
        sealed = DonationSealed(
            recipient="hospital",
            sequence=7,
            records=3,
            decision_sha256=BUNDLE,
            confirmed_sha256=BUNDLE,
            bundle_sha256=BUNDLE,
            log_commitment=COMMITMENT,
        )
        left = DonationSent(
            recipient="hospital", sequence=7, bundle_sha256=BUNDLE, confirmed_sha256=BUNDLE
        )
        opened.log.record(sealed, SELF, project="soevn")
        opened.log.record(left, SELF, project="soevn")
    return whole


def page_of(started: Started) -> SettingsPage:
    page = started.window.pages[Place.SETTINGS]
    assert isinstance(page, SettingsPage)
    return page


def section_of(started: Started) -> TimestampsSection:
    section = page_of(started).section
    assert isinstance(section, TimestampsSection)
    return section


def at(open_window: Starter, qtbot: QtBot, vault: Path, **settings: object) -> Started:
    to = Destination(Place.SETTINGS, Section.TIMESTAMPS)
    return visit(open_window, qtbot, to, vault, **settings)


def choose(started: Started, qtbot: QtBot, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Choose a certificate in the system's window."""

    def dialog(*asked: object, **_: object) -> list[str]:
        assert QFileDialog.FileMode.ExistingFile in asked
        return [str(file)]

    monkeypatch.setattr(choosing, "dialog", dialog)
    section_of(started).form.root_button.click()
    idle(started, qtbot)


def switch_on(vault: Path, url: str, authority: Authority) -> None:
    with open_weak(vault) as opened:
        choose_authority(opened, url, authority.root_pem)


def test_it_is_off_at_first_and_nothing_is_filled_in(
    open_window: Starter, qtbot: QtBot, sent: Path
) -> None:
    started = at(open_window, qtbot, sent)
    section = section_of(started)
    assert section.form.isVisible()
    assert section.off_button.isHidden()
    assert section.form.address.text() == ""
    assert section.form.root is None
    assert "Nobody is asked" in section.facts.findChildren(type(section.purpose))[1].text()
    go(started, qtbot, Place.SETTINGS)
    assert "Switched off" in page_of(started).cards[Section.TIMESTAMPS].accessibleName()


def test_it_is_switched_on_by_address_and_certificate_and_asks_nobody(
    open_window: Starter,
    qtbot: QtBot,
    sent: Path,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = at(open_window, qtbot, sent)
    section = section_of(started)
    choose(started, qtbot, desk.authority.root_file, monkeypatch)
    root = section.form.root
    assert root is not None
    shown = " ".join(label.text() for label in section.form.findChildren(type(section.purpose)))
    assert in_groups(root.sha256) in shown
    section.form.address.setFocus()
    section.form.address.setText(desk.url)
    press(Qt.Key.Key_Return)
    idle(started, qtbot)
    assert "switched on" in page_of(started).banner.text
    assert section.form.isHidden()
    assert section.off_button.isVisible()
    go(started, qtbot, Place.SETTINGS)
    assert "127.0.0.1" in page_of(started).cards[Section.TIMESTAMPS].accessibleName()
    started.window.close()
    with custody.open_vault(sent, PASSPHRASE) as opened:
        chosen = time_authority(opened)
    assert chosen is not None
    assert (chosen.url, chosen.root) == (desk.url, root)
    assert desk.queries == []


def test_what_is_missing_or_wrong_is_said_at_its_place_and_changes_nothing(
    open_window: Starter,
    qtbot: QtBot,
    sent: Path,
    authority: Authority,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = at(open_window, qtbot, sent)
    page, form = page_of(started), section_of(started).form
    page.primary_button.click()
    assert form.address_error.isVisible()
    assert form.root_error.isVisible()
    assert form.address.hasFocus()
    (tmp_path / "other.pem").write_text("no certificate")
    choose(started, qtbot, tmp_path / "other.pem", monkeypatch)
    assert "root certificate" in form.root_error.text()
    assert form.root is None
    choose(started, qtbot, authority.root_file, monkeypatch)
    assert form.root_error.isHidden()
    form.address.setText("http://example.invalid/tsa")
    page.primary_button.click()
    idle(started, qtbot)
    assert "https" in form.address_error.text()
    assert form.address.accessibleDescription() == form.address_error.text()
    assert form.address.text() == "http://example.invalid/tsa"  # to be mended, not written anew
    assert page.banner.isHidden()
    started.window.close()
    with custody.open_vault(sent, PASSPHRASE) as opened:
        assert time_authority(opened) is None


def test_what_waits_is_stamped_when_asked_for(
    open_window: Starter, qtbot: QtBot, sent: Path, desk: Desk
) -> None:
    switch_on(sent, desk.url, desk.authority)
    started = at(open_window, qtbot, sent)
    page = page_of(started)
    assert "missing timestamps" in page.primary_button.text()
    page.primary_button.click()
    idle(started, qtbot)
    assert "came" in page.banner.text
    assert page.primary_button.isHidden()  # nothing waits any more
    started.window.close()
    with custody.open_vault(sent, PASSPHRASE) as opened:
        assert [each.commitment for each in kept_timestamps(opened)] == [COMMITMENT]
        assert unstamped(opened) == []
        assert list(opened.log.events_of(NetworkContacted))


def test_an_authority_that_does_not_answer_is_told_of_kindly(
    open_window: Starter, qtbot: QtBot, sent: Path, desk: Desk
) -> None:
    desk.say = lambda _: reply(b"", status="503 Busy")
    switch_on(sent, desk.url, desk.authority)
    started = at(open_window, qtbot, sent)
    page = page_of(started)
    page.primary_button.click()
    idle(started, qtbot)
    assert "Not all timestamps came" in page.banner.text
    assert page.primary_button.isVisible()  # it can be tried again


def test_it_is_switched_off_and_the_form_is_there_again(
    open_window: Starter, qtbot: QtBot, sent: Path, desk: Desk
) -> None:
    switch_on(sent, desk.url, desk.authority)
    started = at(open_window, qtbot, sent)
    section = section_of(started)
    section.off_button.click()
    idle(started, qtbot)
    assert "switched off" in page_of(started).banner.text
    assert section.form.isVisible()
    assert section.off_button.isHidden()
    assert desk.queries == []


def test_where_there_is_no_library_it_says_so_and_offers_nothing(
    open_window: Starter, qtbot: QtBot, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.timestamping.is_available", lambda: False)
    started = at(open_window, qtbot, sent)
    section = section_of(started)
    assert section.form.isHidden()
    assert section.off_button.isHidden()
    assert page_of(started).primary_button.isHidden()
    assert "cannot" in " ".join(
        label.text() for label in section.facts.findChildren(type(section.purpose))
    )


@pytest.mark.parametrize("is_on", [False, True])
@pytest.mark.parametrize("language", ["da", "en"])
def test_it_can_be_named_hit_and_read_at_twice_the_size(
    open_window: Starter,
    qtbot: QtBot,
    sent: Path,
    authority: Authority,
    language: str,
    is_on: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if is_on:
        switch_on(sent, "https://tidsstempel.example/tsa", authority)
    started = at(open_window, qtbot, sent, text_percent=200, language=language)
    window = started.window
    window.resize(800, 600)
    if not is_on:
        choose(started, qtbot, authority.root_file, monkeypatch)
        page_of(started).primary_button.click()  # with an error, too
        idle(started, qtbot)
    assert watching.unnamed(window) == []
    assert watching.misnamed(window) == []
    assert watching.doubled_mnemonics(window) == []
    assert watching.small_targets(window) == []
    assert watching.clipped(window) == []


# -- what is said of it where a donation was sent ------------------------------------------


@pytest.mark.parametrize(
    ("language", "is_there", "said"),
    [
        ("en", True, "A timestamp now shows by when"),
        ("da", True, "Et tidsstempel viser nu"),
        ("en", False, "no timestamp came. That does no harm"),
        ("da", False, "der kom intet tidsstempel. Det gør ingenting"),
        ("en", None, ""),
    ],
)
def test_a_donation_that_left_says_whether_a_timestamp_came(
    open_window: Starter,
    qtbot: QtBot,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    is_there: bool | None,
    said: str,
) -> None:
    giver = make_giver(tmp_path / "giver", pulses=300)
    if is_there is not None:
        url = desk.url if is_there else "http://127.0.0.1:9/tsa"
        switch_on(giver.vault, url, desk.authority)
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(giver.stick)])
    started = unlocked(open_window, qtbot, giver.vault, language=language)
    confirmed(started, qtbot)
    page = sent_to(started, qtbot, FOLDER)
    assert len(list(giver.stick.iterdir())) == 1  # it was sent, whether or not
    if said:
        assert said in page.next.text()
    else:
        assert "timestamp" not in page.next.text()
