"""One computer, several chairs, and the keyboard alone: who helped is seen by whoever checks.

Åse is one of two with a vault here. A nurse helps her while she says yes, and signs that she
explained it. Alone again Åse sends, and packs her log for an auditor, who opens the file in
the same window and knows nothing but what stands in it.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from consent.informing import new_informing_key
from datadonor.cli.app import run
from datadonor.people import People, Person
from datadonor.settings import Settings, save_settings
from datadonor.texts import Language
from tests.ui.journey import Machine, Typist, log_of
from tests.ui.test_journey_keyboard import (
    PROJECT,
    TITLE,
    answer_the_first_half,
    answer_the_rest,
    sign,
)
from tests.ui.vaults import PASSPHRASE, WEAK, make_vault
from tests.ui.worlds import typical_world
from ui import choosing
from ui.app import Started, start

NURSE: Final = "Nina Nyborg"
KEY_PASSPHRASE: Final = "ni gule heste"
HELPS: Final = f"{NURSE} hjælper indtil kl."

LOGGED: Final = [
    "assistance.started",
    f"consent.given {PROJECT}",
    f"attestation.added {PROJECT}",
    "assistance.ended",
    f"donation.sealed {PROJECT}",
    f"donation.sent {PROJECT}",
    "vault.wrong_tries",  # the wrong passphrase at the signing, told when it is opened again
    "log.exported",
]
"""What happens below in Åse's vault, in order."""


class Household(Machine):
    """A computer that several persons use; it asks first who sits there."""

    def __init__(self, app: QApplication, qtbot: QtBot, home: Path) -> None:
        super().__init__(app, qtbot, home)
        self.people = People(home / "config", home / "data")
        make_vault(self.people.persons()[0].vault)
        self.ase = self.people.add("Bedstemor Åse")
        shutil.copytree(typical_world(home / "world").vault, self.ase.vault)
        for file in (self.ase.settings, self.people.undecided_settings):
            save_settings(file, Settings(language=Language.DANISH))

    @override
    def start(self, vault: Path | None = None) -> Started:
        """Open the window for whoever comes, or at the entrance of a vault."""
        self.close()
        folder = vault or self.people.persons()[0].vault
        looks = self.people.settings_of(vault) if vault else self.people.undecided_settings
        self._running = start(
            self._app, folder, looks, None, self.people, is_choosing=vault is None
        )
        self._running.window.resize(1060, 720)
        with self._qtbot.waitExposed(self._running.window):
            self._running.window.show()
        return self._running


@pytest.fixture
def household(
    _low_floor: None, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> Iterator[Household]:
    made = Household(qapp, qtbot, tmp_path / "home")
    yield made
    made.close()


def test_who_helped_is_seen_by_whoever_checks(
    household: Household,
    qtbot: QtBot,
    became: list[list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """WCAG 2.2: 2.1.1, 2.4.3, 2.4.7; the regulation's conditions of consent (GDPR art. 7(1))."""
    key = tmp_path / "nina.key"
    key.write_bytes(new_informing_key(KEY_PASSPHRASE, WEAK).content)
    before = log_of(household.ase.vault, PASSPHRASE)
    person = Typist(household, qtbot, "roles")

    household.start()
    choose_ase(household, person, became)
    begin_help(person)
    say_yes(person)
    sign_as_the_nurse(person, key, monkeypatch)
    end_help(person)
    donate(person)
    lock(household, person, became)
    package = pack_the_log(household.ase, tmp_path)
    assert log_of(household.ase.vault, PASSPHRASE) == [*before, *LOGGED]

    household.start()
    check(person, package, monkeypatch)
    read_who_helped(person)
    assert log_of(household.ase.vault, PASSPHRASE) == [*before, *LOGGED], "checking wrote nothing"


def choose_ase(household: Household, person: Typist, became: list[list[str]]) -> None:
    """One of two is chosen, and nobody else's vault is led to."""
    person.comes_to("Hvem bruger computeren?")
    person.sees("Den første person", "Bedstemor Åse")
    person.presses("Bedstemor Åse")
    assert became.pop() == ["--vault", str(household.ase.vault)]
    household.start(household.ase.vault)
    person.comes_to("Lås din boks op")
    person.sees("Denne boks tilhører Bedstemor Åse")
    person.writes("Adgangssætning", PASSPHRASE)
    person.types(Qt.Key.Key_Return)
    person.comes_to("Din boks er åben")


def begin_help(person: Typist) -> None:
    """It is begun by the person, with their own passphrase, and stands on every page."""
    person.presses("Indstillinger")
    person.comes_to("Indstillinger")
    person.presses("Der er en, der hjælper mig")
    person.comes_to("Er der en, der skal hjælpe dig?")
    person.writes("Navn på den, der hjælper", NURSE)
    person.presses("Sygeplejerske")
    person.writes("Hvor arbejder den, der hjælper?", "Vestklinikken (opdigtet)")
    person.presses("30 minutter")
    person.writes("Din egen adgangssætning", PASSPHRASE)
    person.types(Qt.Key.Key_Return)
    person.comes_to("Der er en, der hjælper dig")
    person.sees(HELPS)


def say_yes(person: Typist) -> None:
    """The whole conversation, and the person's own passphrase at the end of it."""
    person.presses("Projekter")
    person.comes_to("Hvilke projekter vil du hjælpe?")
    person.presses(TITLE)
    person.comes_to(TITLE)
    person.presses("Beslut dig nu")
    answer_the_first_half(person)
    person.sees(HELPS)
    answer_the_rest(person)
    sign(person)
    person.sees(HELPS)


def sign_as_the_nurse(person: Typist, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """She signs with a key of her own that she informed; it is not the person's passphrase."""
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(key)])
    person.presses("Indstillinger")
    person.comes_to("Indstillinger")
    person.presses("Der er en, der hjælper mig")
    person.comes_to("Der er en, der hjælper dig")
    person.presses(TITLE)
    person.presses("Vælg din nøglefil")
    person.rests()
    person.writes("Adgangssætningen til din nøglefil", PASSPHRASE)
    person.presses("Skriv under på, at jeg har informeret")
    person.waits_for("Adgangssætningen passer ikke til nøglen")
    person.writes("Adgangssætningen til din nøglefil", KEY_PASSPHRASE)
    person.presses("Skriv under på, at jeg har informeret")
    person.waits_for("Der er skrevet under")


def end_help(person: Typist) -> None:
    """With the passphrase: it is the person who says that they are alone."""
    person.presses("Afslut hjælpen")
    person.waits_for("Skriv selv din adgangssætning")
    person.writes("Din adgangssætning", PASSPHRASE)
    person.types(Qt.Key.Key_Return)
    person.waits_for("Hjælpen er slut")
    assert HELPS not in person.reads()


def donate(person: Typist) -> None:
    """Alone again."""
    person.presses("Projekter")
    person.comes_to("Hvilke projekter vil du hjælpe?")
    person.presses(TITLE)
    person.comes_to(TITLE)
    person.presses("Se, hvad der ville blive sendt")
    person.comes_to("Præcis det, der forlader din computer")
    person.presses("Jeg har set, hvad der sendes")
    person.presses("Doner nu")
    person.comes_to("Hvordan skal din donation sendes?")
    person.presses("Læg det, hvor modtageren henter det")
    person.presses("Send nu")
    person.comes_to("Din donation er sendt")


def lock(household: Household, person: Typist, became: list[list[str]]) -> None:
    person.types(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert became.pop() == ["--vault", str(household.ase.vault)]
    household.close()


def pack_the_log(ase: Person, folder: Path) -> Path:
    """With the command: the window makes no package."""
    file, secret = folder / "aase.ddaudit", folder / "secret"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    words = ["log", "package", f"--out={file}", f"--vault={ase.vault}"]
    assert run([*words, f"--passphrase-file={secret}"], lambda *_, **__: {}) == 0
    return file


def check(person: Typist, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The auditor needs no vault, and has none."""
    monkeypatch.setattr(choosing, "dialog", lambda *_, **__: [str(package)])
    person.comes_to("Hvem bruger computeren?")
    person.presses("Jeg er revisor")
    person.comes_to("Hvilken pakke vil du kontrollere?")
    person.presses("Vælg en pakke")
    person.comes_to("Hvad viser pakken?")
    person.sees("Pakken er hel")


def read_who_helped(person: Typist) -> None:
    """The yes names the nurse and her signature; what was sent was covered by it."""
    person.presses("Svar")
    person.rests()
    person.opens_row("Der blev sagt ja")
    person.comes_to("Hvad ved man om det her?")
    person.sees(NURSE)
    person.types(Qt.Key.Key_Escape)
    person.comes_to("Hvad viser pakken?")
    person.presses("Hvad der blev sendt")
    person.rests()
    person.opens_row("Sendt")
    person.comes_to("Hvad ved man om det her?")
    person.sees("Dækket af et samtykke")


# -- planted faults -----------------------------------------------------------------


def test_without_help_no_page_says_that_somebody_helps(
    household: Household, qtbot: QtBot, became: list[list[str]]
) -> None:
    """The negative control of what is seen above."""
    person = Typist(household, qtbot, "alone")
    household.start()
    choose_ase(household, person, became)
    assert "hjælper indtil" not in person.reads()
    with pytest.raises(AssertionError, match="not on the page"):
        person.sees(HELPS)


def test_the_first_persons_passphrase_is_no_way_in_for_another(
    household: Household, qtbot: QtBot
) -> None:
    person = Typist(household, qtbot, "stranger")
    household.start(household.ase.vault)
    person.comes_to("Lås din boks op")
    person.writes("Adgangssætning", f"{PASSPHRASE} igen")
    person.types(Qt.Key.Key_Return)
    person.waits_for("passer ikke til boksen")
