"""The other chairs by ear: whoever sits down, is helped, decides or checks, over the bus.

As in ``test_atspi``: the real program, and nothing but names, roles, states and what the bus
offers to do. What is pressed there must really happen.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from consent.periods import local_day
from datadonor.audit import custody
from datadonor.audit.events import SELF
from datadonor.demo.practice.ground import PracticeGround
from datadonor.texts import Language, text
from datadonor.vault.kdf import FLOOR
from export.audit_package.making import Wanted, save_package
from tests.papers import PNG
from tests.ui.atspi import CannotBeDone, Desk, desk, missing_parts
from tests.ui.ear import Ear, has, named, on_page
from tests.ui.spoken import WRITTEN, Node, heading, page_of
from tests.ui.test_atspi import unlock
from tests.ui.vaults import PASSPHRASE
from tests.ui.wording import Words
from tests.ui.worlds import full_world, typical_world
from tests.ui.xvfb import wait_until

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(bool(missing_parts()), reason=f"needs {' and '.join(missing_parts())}"),
]

LANGUAGES = pytest.mark.parametrize("language", list(Language))
NURSE: Final = "Nina Nyborg"
WITHDRAWN: Final = {
    Language.DANISH: "Øvelse: Blodprøver og hverdag",
    Language.ENGLISH: "Practice: Blood tests and daily life",
}
"""The project that can be answered anew."""

WAITING: Final = {
    Language.DANISH: "Øvelse: Søvn, puls og skridt",
    Language.ENGLISH: "Practice: Sleep, pulse and steps",
}
"""The project that nobody has answered yet, in a vault without a whole life."""

CHOSEN: Final = Path(__file__).with_name("chosen_child.py")
HALF_AN_HOUR: Final = {Language.DANISH: "30 minutter", Language.ENGLISH: "30 minutes"}


@pytest.fixture(scope="module")
def bus() -> Iterator[Desk]:
    with desk() as made:
        yield made


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> PracticeGround:
    """A whole life with the program, of which each test gets a copy."""
    return full_world(tmp_path_factory.mktemp("w") / "w", FLOOR).ground


@pytest.fixture
def vault(ground: PracticeGround, tmp_path: Path) -> Path:
    return shutil.copytree(ground.vault, tmp_path / "vault")


@contextmanager
def listening(bus: Desk, vault: Path, language: Language, **settings: object) -> Iterator[Ear]:
    with bus.reading(vault, {"language": language, **settings}) as reader:
        reader.wait_until_there()
        yield Ear(reader, Words(language))


# -- who sits there ------------------------------------------------------------------


@LANGUAGES
def test_the_chairs_are_chosen_by_ear(bus: Desk, tmp_path: Path, language: Language) -> None:
    """From who is using this to the auditor's page and to the researcher's, without a vault."""
    with listening(bus, tmp_path / "none", language) as ear:
        ear.hears("WelcomePage", "How would you like to read?")
        ear.reader.press(ear.words("Side", "Who is using this"))
        tree = ear.hears("ChairsPage", "Who is using this?")
        ear.presses(tree, ear.words("ChairsPage", "I am an auditor"))
        ear.hears("AuditorPage", "Which package would you like to check?")
        ear.reader.press(ear.words("Side", "Who is using this"))
        tree = ear.hears("ChairsPage", "Who is using this?")
        ear.presses(tree, ear.words("ChairsPage", "I am a researcher"))
        ear.hears("ResearcherPage", "Which keys do you work with?")
        ear.reader.press(ear.words("Side", "Write a request"))
        tree = ear.hears("DraftPage", "Which request do you want to write?")
        assert named(tree, ear.words("BeginningView", "Write a new request"))
        assert ear.wrong + ear.astray == []


# -- somebody helps -------------------------------------------------------------------


@LANGUAGES
def test_help_is_begun_and_ended_by_ear(bus: Desk, vault: Path, language: Language) -> None:
    """What is missing is said; who helps is heard on every page; and it stands in the log."""
    with listening(bus, vault, language) as ear:
        reader, words = ear.reader, ear.words
        unlock(reader, words)
        ear.hears("HomePage", "Your vault is open")
        _to_the_help(ear)
        tree = ear.hears("AssistPage", "Is somebody going to help you?")
        assert not [node for node in on_page(tree) if has(node, "checked")], "chosen beforehand"
        reader.write(words("HelpForm", "&Name of the one who helps"), NURSE)
        reader.write(words("HelpForm", "Your own &passphrase"), PASSPHRASE)
        reader.press(words("AssistPage", "Be&gin the help"))
        missing = words("HelpForm", "Choose what they are to you.")
        wait_until(lambda: missing in str(reader.tree()), "what is missing")
        ear.chooses(text("assistance.role.nurse", language).capitalize())
        ear.chooses(HALF_AN_HOUR[language])
        reader.write(words("HelpForm", "Your own &passphrase"), PASSPHRASE)
        reader.press(words("AssistPage", "Be&gin the help"))
        tree = ear.hears("AssistPage", "Somebody is helping you")
        assert words("AssistPage", "Somebody is helping you") in reader.heard()
        assert _says_who_helps(tree)
        reader.press(words("Side", "Home"))
        assert _says_who_helps(ear.hears("HomePage", "Your vault is open"))
        reader.press(words("AssistStrip", "End the help"))
        asked = words("HelpEnd", "Do you want to end the help?")
        wait_until(lambda: asked in str(reader.tree()), "the question")
        reader.write(words("OwnerCheck", "Your &passphrase"), PASSPHRASE)
        reader.press(words("OwnerCheck", "&Do it"))
        wait_until(lambda: not _says_who_helps(ear.there()), "the end of the help")
        assert ear.wrong + ear.astray == []
    assert _kinds(vault)[-2:] == ["assistance.started", "assistance.ended"]


def test_nobody_is_said_to_help_where_nobody_does(bus: Desk, vault: Path) -> None:
    """The negative control."""
    with listening(bus, vault, Language.ENGLISH) as ear:
        unlock(ear.reader, ear.words)
        assert not _says_who_helps(ear.hears("HomePage", "Your vault is open"))
        with pytest.raises(CannotBeDone, match="0 things"):
            ear.reader.press("End the help")


# -- the consent conversation ---------------------------------------------------------


@LANGUAGES
def test_a_request_is_answered_by_ear(bus: Desk, vault: Path, language: Language) -> None:
    """Nothing is chosen beforehand; a yes and a no are heard as chosen; the way goes on."""
    with listening(bus, vault, language) as ear:
        reader, words = ear.reader, ear.words
        unlock(reader, words)
        ear.hears("HomePage", "Your vault is open")
        reader.press(words("Side", "Projects"))
        tree = ear.hears("ProjectsPage", "Which projects do you want to help?")
        ear.presses(tree, WITHDRAWN[language])
        tree = reader.page_after(heading(tree))
        ear.presses(tree, words("Actions", "Answer anew"))
        tree = ear.hears_page(text("consent_flow.heading.who_and_why", language))
        assert not [node for node in on_page(tree) if has(node, "checked")]
        ear.chooses(text("consent_flow.given_by.self", language))
        reader.press(text("consent_flow.action.next", language))
        tree = ear.hears_page(text("consent_flow.heading.which_data", language))
        answers = [node for node in on_page(tree) if node.role == "radio button"]
        assert len(answers) > 2
        assert not [node for node in answers if has(node, "checked")]
        for answer in (answers[0].name, answers[1].name):
            ear.chooses(answer)
        assert ear.wrong + ear.astray == []


# -- on paper -------------------------------------------------------------------------


@LANGUAGES
def test_a_filled_form_is_entered_by_ear(bus: Desk, tmp_path: Path, language: Language) -> None:
    """Each question is heard with its answers; nothing is ticked before; and it counts."""
    vault = typical_world(tmp_path / "w", FLOOR).vault
    scan, words = tmp_path / "page.png", Words(language)
    scan.write_bytes(PNG)
    opening = [str(CHOSEN), json.dumps([str(scan)]), "--vault", str(vault)]
    with bus.running(opening, {"language": language}) as reader:
        reader.wait_until_there()
        ear = Ear(reader, words)
        unlock(reader, words)
        ear.hears("HomePage", "Your vault is open")
        reader.press(words("Side", "Projects"))
        tree = ear.hears("ProjectsPage", "Which projects do you want to help?")
        ear.presses(tree, WAITING[language])
        tree = reader.page_after(heading(tree))
        ear.presses(tree, words("ProjectPage", "Use a paper form"))
        tree = ear.hears("PaperPage", "Answer on paper")
        ear.presses(tree, words("PaperPage", "Enter a filled form"))
        ear.chooses(_choices(ear.hears("PaperPage", "Which form is it?"))[0])
        reader.press(words("PaperPage", "Next"))
        tree = ear.hears("PaperPage", "What is ticked on the form?")
        assert not [node for node in on_page(tree) if has(node, "checked")]
        for answer in (_choices(tree)[0], _choices(tree)[-1]):  # yes to a part, no to all
            ear.chooses(answer)
        reader.press(words("PaperPage", "Next"))
        tree = ear.hears("PaperPage", "When was it signed?")
        (day,) = (node.name for node in on_page(tree) if node.role in WRITTEN)
        reader.write(day, str(local_day(datetime.now(UTC))))
        reader.press(words("DayAndPageView", "Choose the picture …"))
        wait_until(lambda: "PNG" in str(ear.there()), "the picture is chosen")
        reader.press(words("PaperPage", "Next"))
        ear.hears("PaperPage", "Is this what stands on the paper?")
        label = words("CheckPaperView", "Your &passphrase, the one that opens the vault")
        reader.write(label, PASSPHRASE)
        reader.press(words("PaperPage", "Write it down"))
        ear.hears("PaperPage", "The answer from the paper is written down")
        assert ear.wrong + ear.astray == []
    assert "consent.refused" in _kinds(vault)[-2:]


# -- somebody else decides --------------------------------------------------------------


@LANGUAGES
def test_who_may_decide_is_written_down_by_ear(bus: Desk, vault: Path, language: Language) -> None:
    """Nothing is chosen beforehand; what is missing is said; and it stands in the log."""
    with listening(bus, vault, language) as ear:
        reader, words = ear.reader, ear.words
        unlock(reader, words)
        reader.page_after(words("UnlockPage", "Unlock your vault"))
        reader.press(words("Side", "Settings"))
        tree = ear.hears("SettingsPage", "Settings")
        ear.presses(tree, words("SettingsPage", "Who may decide for me"))
        tree = ear.hears("MandatesPage", "Who may decide for me")
        ear.presses(tree, words("MandatesPage", "&Write somebody down"))
        tree = ear.hears("MandatesPage", "Who may decide besides you?")
        assert not [node for node in on_page(tree) if has(node, "checked")]
        name = words("HolderForm", "&Name of the one who may decide")
        reader.press(words("MandatesPage", "&Write it down"))
        tree = ear.hears("MandatesPage", "Who may decide besides you?")
        (missing,) = (node for node in on_page(tree) if has(node, "focused"))
        assert missing.name.startswith(name)
        assert missing.description == words("HolderForm", "Write who it is.")
        reader.write(missing.name, "Solvej Opdigtet")
        wait_until(lambda: not _described(ear, missing.name), "what was wrong is taken back")
        ear.chooses(text("mandate.basis.power_of_attorney", language))
        ear.chooses(text("mandate.relation.friend", language))
        ear.chooses(words("HolderForm", "Yes, alone"))
        for label in ("Their &own passphrase", "The s&ame once more"):
            reader.write(words("HolderForm", label), "gul kande på hylden")
        reader.write(words("HolderForm", "The vault’s &passphrase"), PASSPHRASE)
        ear.hears("MandatesPage", "Who may decide besides you?")
        reader.press(words("MandatesPage", "&Write it down"))
        tree = ear.hears("MandatesPage", "Who may decide for me")
        assert any("Solvej Opdigtet" in node.name for node in on_page(tree))
        assert ear.wrong + ear.astray == []
    assert _kinds(vault)[-1] == "mandate.recorded"


# -- the auditor ----------------------------------------------------------------------


@LANGUAGES
def test_a_package_is_read_by_ear(
    bus: Desk, packages: Path, tmp_path: Path, language: Language
) -> None:
    """The verdict is heard first, each part is reached, and a line tells what stands behind it."""
    words = Words(language)
    opening = ["-m", "datadonor", "--vault", str(tmp_path / "none"), str(packages)]
    with bus.running(opening, {"language": language}) as reader:
        ear = Ear(reader, words)
        tree = ear.hears("AuditorPage", "What does the package show?")
        verdict = text("audit_report.verdict.whole.title", language)
        assert any(verdict in node.name for node in on_page(tree))
        for section in ("Decisions", "What was sent", "Findings"):
            chosen = words("PackageView", section)
            ear.chooses(chosen)
            ear.hears("AuditorPage", "What does the package show?")
        assert ear.wrong + ear.astray == []


@pytest.fixture(scope="module")
def packages(ground: PracticeGround, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    file = folder / "some.ddaudit"
    copy = shutil.copytree(ground.vault, folder / "vault")
    with custody.open_vault(copy, PASSPHRASE) as opened:
        save_package(opened, Wanted(), file, SELF)
    return file


# -- within ---------------------------------------------------------------------------


def _to_the_help(ear: Ear) -> None:
    ear.reader.press(ear.words("Side", "Settings"))
    tree = ear.hears("SettingsPage", "Settings")
    ear.presses(tree, ear.words("SettingsPage", "Somebody helps me"))


def _choices(tree: Node) -> list[str]:
    return [node.name for node in on_page(tree) if node.role == "radio button"]


def _described(ear: Ear, name: str) -> str:
    """Return what is said of a field besides its name."""
    fields = (node for node in on_page(ear.there()) if node.role in WRITTEN)
    (field,) = (node for node in fields if node.name == name)
    return field.description


def _says_who_helps(tree: Node) -> bool:
    """Say whether the line above every page names who helps."""
    page = page_of(tree)
    on_page = set() if page is None else {id(node) for node in page.walk()}
    return any(NURSE in node.name for node in tree.walk() if id(node) not in on_page)


def _kinds(vault: Path) -> list[str]:
    with custody.open_vault(vault, PASSPHRASE) as opened:
        return [each.event.kind for each in opened.log.events() if each.event is not None]
