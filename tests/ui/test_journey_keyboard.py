"""A newcomer's whole way with the keyboard alone, in Danish, in the made-up world.

From nothing to a proven deletion. Nothing is read but the window; at the end the vault's
own log says whether what the person did is what happened.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from datadonor.vault import hardening
from tests.ui.journey import Machine, Typist, log_of
from tests.ui.sights import arrow_to, in_sight, ticked

PASSPHRASE = "blå hest ved åen"
PROJECT = "oevelse-soevn-puls-skridt"
TITLE = "Øvelse: Søvn, puls og skridt"

LOGGED = [
    "vault.created",
    "registry.chosen",
    "registry.refreshed",
    *("import.finished",) * 3,  # of two files, one of which is two in one
    f"request.added {PROJECT}",
    f"consent.given {PROJECT}",
    f"donation.sealed {PROJECT}",
    f"donation.sent {PROJECT}",
    f"donation.answered {PROJECT} received",
    f"consent.withdrawn {PROJECT}",
    f"donation.notice_sent {PROJECT}",
    f"donation.answered {PROJECT} deleted",
]
"""What the person does below, in order."""

SEEN = [
    "Boksen blev lavet.",
    "Der blev valgt, hvem der fører listen over godkendte modtagere.",
    "Listen over godkendte modtagere blev hentet.",
    *("En fil blev hentet ind:",) * 3,
    f"Du tog imod en forespørgsel fra »{TITLE}«.",
    f"Du sagde ja til »{TITLE}«.",
    f"Du pakkede og forseglede donation 1 til »{TITLE}«.",
    f"Du sendte donation 1 til »{TITLE}«.",
    f"Modtageren har underskrevet, at det, du sendte til »{TITLE}«, er modtaget.",
    f"Du trak dit samtykke til »{TITLE}« tilbage.",
    f"Du gav modtageren besked om, at du har trukket dit samtykke til »{TITLE}« tilbage.",
    f"Modtageren har underskrevet, at det, du sendte til »{TITLE}«, er slettet.",
]
"""The same as the person finds it, below each other from the last to the first."""


@pytest.fixture
def machine(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Machine]:
    made = Machine(qapp, qtbot, tmp_path / "home")
    made.start()
    yield made
    made.close()


@pytest.fixture
def person(machine: Machine, qtbot: QtBot) -> Typist:
    return Typist(machine, qtbot, "tastatur")


def test_a_newcomer_goes_the_whole_way_by_keyboard(
    machine: Machine, person: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WCAG 2.2: 2.1.1, 2.1.2, 2.4.3, 2.4.7; whoever stops in the middle loses nothing."""
    begin(person)
    bring_in(person)
    open_request(person)
    answer_the_first_half(person)
    vault = lock_and_come_back(machine, person, monkeypatch)
    answer_the_rest(person)
    sign(person)
    donate(person)
    hear_back(person, "Kvitteret: modtageren har skrevet under på det")
    withdraw(person)
    hear_back(person, "modtageren har underskrevet, at den er slettet")
    find_all_of_it(person)
    machine.close()
    # The wrong passphrase at the signing is told when the vault is opened the next time.
    assert log_of(vault, PASSPHRASE) == [*LOGGED, "vault.wrong_tries"]


def begin(person: Typist) -> None:
    """First run: language, promise, practice, passphrase, recovery words."""
    person.comes_to("How would you like to read?")
    person.presses("Dansk")
    person.comes_to("Hvordan vil du helst læse?")
    person.presses("Næste")
    person.comes_to("Det er Datadonor")
    person.presses("Næste")
    person.comes_to("Hvem skal bruge Datadonor her?")
    person.presses("Prøv først med opdigtede data")
    person.comes_to("Vælg en adgangssætning")
    person.presses("En, som jeg selv finder på")
    person.writes("Din adgangssætning", PASSPHRASE)
    person.writes("Den samme én gang til", PASSPHRASE)
    person.presses("Lav min boks")
    person.comes_to("Gem dine 24 gendannelsesord")
    words = person.copies_numbered_words()
    assert len(words) == 24
    person.presses("Jeg har ordene på papir")
    person.comes_to("Har du arket ved hånden?")
    for number in dict.fromkeys(re.findall(r"Ord nummer (\d+)", person.reads())):
        person.writes(f"Ord nummer {number}", words[number])
    person.presses("Færdig")


def bring_in(person: Typist) -> None:
    """The made-up files, each shown before it is read."""
    person.comes_to("Din boks er åben")
    person.presses("Hent mine data ind")
    person.comes_to("Hvilke filer vil du hente ind?")
    person.presses("Hent de opdigtede filer ind")
    person.comes_to("Er det her, du vil hente ind?")
    person.sees("telefon-og-ur.zip")
    person.presses("Hent ind")
    person.waits_for("fra-klinikken.json")
    person.presses("Hent ind")
    person.comes_to("Det blev hentet ind")


def open_request(person: Typist) -> None:
    """Help is one key away, and Escape leads back."""
    person.presses("Projekter")
    person.comes_to("Hvilke projekter vil du hjælpe?")
    person.types(Qt.Key.Key_F1)
    person.rests()
    person.looks()
    assert person.heading != "Hvilke projekter vil du hjælpe?"
    person.types(Qt.Key.Key_Escape)
    person.comes_to("Hvilke projekter vil du hjælpe?")
    person.presses("Åbn en forespørgsel")
    person.comes_to("Hvilken forespørgsel vil du åbne?")
    person.presses(TITLE)
    person.comes_to("Et projekt beder om dine data")
    person.sees("Godkendt: du kan svare på forespørgslen")
    person.presses("Begynd")


def answer_the_first_half(person: Typist) -> None:
    """Yes to two of three kinds of data, of one of them less, and a no."""
    person.comes_to("Hvem spørger, og hvorfor?")
    assert ticked(person.window) == [], "something is chosen before the person has chosen"
    person.presses("Jeg svarer for mig selv")
    person.presses("Næste")
    person.comes_to("Hvilke data vil du give?")
    assert ticked(person.window) == []
    person.presses("Ja", about="Søvn")
    person.presses("Nej", about="Hjerte")
    person.presses("Ja", about="Aktivitet")
    person.looks()
    person.presses("Næste")
    person.comes_to("Hvor meget skal de se?")
    person.presses("Skridt", about="Aktivitet: Hvad vil du give")
    person.presses("Et tal for hver uge", about="Aktivitet: Hvor fint")
    person.looks()
    person.presses("Næste")
    person.comes_to("Hvor tit og hvor længe?")
    person.presses("Næste")
    person.comes_to("Hvad svarer du til resten?")
    person.presses("Nej", about="At kontakte dig igen")
    person.rests()


def lock_and_come_back(machine: Machine, person: Typist, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lock in the middle of an answer; what begins anew knows what was answered."""
    begun_with: list[list[str]] = []
    monkeypatch.setattr(hardening, "become", begun_with.append)
    person.types(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    ((_, folder),) = begun_with
    machine.start(Path(folder))
    person.comes_to("Lås din boks op")
    person.writes("Adgangssætning", PASSPHRASE)
    person.types(Qt.Key.Key_Return)
    person.comes_to("Din boks er åben")
    person.sees(f"Gør dit svar til »{TITLE}« færdigt")
    person.presses("Fortsæt")
    person.comes_to("Hvad svarer du til resten?")
    assert ticked(person.window) == ["Nej"]
    return Path(folder)


def answer_the_rest(person: Typist) -> None:
    """A wrong answer explains; what was passed over is led back to."""
    person.presses("Ja", about="At få besked")
    person.presses("Næste")
    person.comes_to("Hvad sker der, hvis du fortryder?")
    person.presses("Næste")
    person.comes_to("Er teksten klar?")
    person.presses("Det bliver sendt videre til andre.")
    person.waits_for("Det er ikke helt rigtigt")
    person.presses("Det bliver slettet.")
    person.presses("Nej, de får et dæknavn")
    person.presses("Nej, jeg kan nøjes")
    person.looks()
    person.presses("Næste")
    person.comes_to("Er det sådan, du vil have det?")
    person.presses("Svar ja eller nej til, om de må få det at vide: Aldersgruppe")
    person.comes_to("Hvilke data vil du give?")
    person.presses("Ja", about="Aldersgruppe")
    person.presses("Nej", about="Køn")
    person.looks()
    person.presses("Tilbage til alle svar")
    person.comes_to("Er det sådan, du vil have det?")
    person.presses("Læs hele teksten")
    person.comes_to(TITLE)
    top = person.first_line_in_sight()
    person.types(Qt.Key.Key_PageDown)
    assert person.first_line_in_sight() != top, "a text alone cannot be scrolled with keys"
    person.looks()
    person.types(Qt.Key.Key_Escape)
    person.comes_to("Er det sådan, du vil have det?")
    person.presses("Ja", about="Har du læst hele teksten")
    person.presses("Næste")


def sign(person: Typist) -> None:
    """The passphrase once more; a wrong one signs nothing."""
    person.comes_to("Vil du skrive under?")
    person.writes("Din adgangssætning", "forkert")
    person.types(Qt.Key.Key_Return)
    person.waits_for("passer ikke")
    person.comes_to("Vil du skrive under?")
    person.writes("Din adgangssætning", PASSPHRASE)
    person.types(Qt.Key.Key_Return)
    person.comes_to("Tak. Du har sagt ja")


def donate(person: Typist) -> None:
    """What leaves is seen first; what stays stands there, too."""
    person.presses("Se præcis, hvad der bliver sendt")
    person.comes_to("Præcis det, der forlader din computer")
    person.sees("Søvn", "20.008 bliver her: du har ikke sagt ja.")
    person.presses("Jeg har set, hvad der sendes")
    person.looks()
    person.presses("Doner nu")
    person.comes_to("Hvordan skal din donation sendes?")
    person.presses("Læg det, hvor modtageren henter det")
    person.presses("Send nu")
    person.comes_to("Din donation er sendt")
    person.sees("Ikke kvitteret endnu")


def hear_back(person: Typist, answer: str) -> None:
    person.presses("Lad den opdigtede modtager svare")
    person.waits_for(answer)
    person.finds_the_keyboard()


def withdraw(person: Typist) -> None:
    person.presses("Træk dit samtykke tilbage")
    person.comes_to("Vil du tage dit ja tilbage?")
    person.presses("Det hele")
    person.writes("Hvorfor?", "Jeg har fortrudt.")
    person.looks()
    person.writes("Din adgangssætning", PASSPHRASE)
    person.types(Qt.Key.Key_Return)
    person.comes_to("Dit ja er taget tilbage")
    person.presses("Giv modtageren besked")
    person.comes_to("Hvordan skal modtageren have besked?")
    person.presses("Læg det, hvor modtageren henter det")
    person.presses("Send nu")
    person.comes_to("Modtageren har fået besked")


def find_all_of_it(person: Typist) -> None:
    """Everything above stands on the activity page, in order, and each row opens."""
    person.presses("Aktivitet")
    person.comes_to("Hvad er der sket?")
    person.sees("Loggen er hel", f"{len(LOGGED)} hændelser")
    rows = person.rows()
    assert len(rows) == len(SEEN)
    for row, said in zip(rows, reversed(SEEN), strict=True):
        assert said in row
    person.opens_row("er slettet")
    person.comes_to("Hvad skete der dér?")
    person.types(Qt.Key.Key_Escape)
    person.comes_to("Hvad er der sket?")
    person.presses("Hjem")
    person.comes_to("Din boks er åben")


# -- planted faults -----------------------------------------------------------------


def test_a_thing_that_tab_does_not_reach_is_missed(machine: Machine, person: Typist) -> None:
    person.comes_to("How would you like to read?")
    welcome = machine.started.window.page
    welcome.primary_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    with pytest.raises(AssertionError, match="Tab never comes to 'Next'"):
        person.presses("Next")


def test_words_that_are_not_there_are_missed(person: Typist) -> None:
    person.comes_to("How would you like to read?")
    with pytest.raises(AssertionError, match="not on the page"):
        person.sees("Text size", "Hvordan vil du helst læse?")
    with pytest.raises(AssertionError, match="Tab never comes to 'Næste'"):
        person.presses("Næste")


def test_a_keyboard_out_of_sight_is_missed(machine: Machine, person: Typist) -> None:
    person.comes_to("How would you like to read?")
    page = machine.started.window.page
    tall = QLabel("\n" * 80)
    page.content.addWidget(tall)
    person.rests()
    page.scroll_to_rows(tall, 0, tall.height())
    with pytest.raises(AssertionError, match="out of sight"):
        person.finds_the_keyboard()


def test_a_log_that_says_something_else_is_seen(machine: Machine, whole: Path) -> None:
    said = log_of(whole, PASSPHRASE)
    assert said[0] == "vault.created"
    assert "consent.withdrawn hjerterytme" in said
    assert said != LOGGED


def test_the_arrow_points_from_one_thing_to_the_other(machine: Machine, person: Typist) -> None:
    person.comes_to("How would you like to read?")
    english, danish = person.reaches("English"), person.reaches("Dansk")
    assert arrow_to(english, danish) is Qt.Key.Key_Left
    assert arrow_to(danish, english) is Qt.Key.Key_Right
    assert in_sight(danish, machine.started.window)
