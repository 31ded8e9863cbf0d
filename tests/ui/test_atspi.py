"""Each page as a screen reader meets it: the real program, over the accessibility bus.

A page must make sense from names, roles and values alone, and be reached by what the bus
offers to do. A new page is one more ``Scene``.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from datadonor.audit import custody
from datadonor.texts import Language
from datadonor.vault.kdf import FLOOR
from tests.ui.atspi import CannotBeDone, Desk, ScreenReader, desk, missing_parts
from tests.ui.spoken import COVERED, PRESSED, Node, faults, heading, page_of
from tests.ui.vaults import PASSPHRASE, fill
from tests.ui.wording import Words
from tests.ui.worlds import full_world
from tests.ui.xvfb import wait_until

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(bool(missing_parts()), reason=f"needs {' and '.join(missing_parts())}"),
]

CHILD = Path(__file__).with_name("atspi_child.py")
LANGUAGES = pytest.mark.parametrize("language", list(Language))

Play = Callable[[ScreenReader, Words], None]


@dataclass(frozen=True)
class Scene:
    """A page, and how someone gets there who neither sees nor points."""

    name: str
    heading: tuple[str, str]  # the context and the English of its text
    play: Play
    has_vault: bool = True


def stay(reader: ScreenReader, words: Words) -> None:
    """Do nothing: the program begins with the page."""


def unlock(reader: ScreenReader, words: Words) -> None:
    reader.page(words("UnlockPage", "Unlock your vault"))
    reader.write(words("UnlockPage", "&Passphrase"), PASSPHRASE)
    reader.press(words("UnlockPage", "&Unlock"), "push button")


def go(entry: str) -> Play:
    """Return the way over an entry of the navigation."""

    def play(reader: ScreenReader, words: Words) -> None:
        reader.press(words("Side", entry))

    return play


SCENES = (
    Scene("first-run", ("WelcomePage", "How would you like to read?"), stay, has_vault=False),
    Scene("unlock", ("UnlockPage", "Unlock your vault"), stay),
    Scene("home", ("HomePage", "Your vault is open"), unlock),
    Scene("display", ("DisplayPage", "How should the window look?"), go("Language and display")),
)


@pytest.fixture(scope="module")
def bus() -> Iterator[Desk]:
    with desk() as made:
        yield made


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vault") / "vault"
    custody.create_vault(folder, PASSPHRASE)
    fill(folder)
    return folder


@LANGUAGES
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_every_page_makes_sense_from_what_is_heard(
    bus: Desk, vault: Path, tmp_path: Path, scene: Scene, language: Language
) -> None:
    """EN 301 549, 11.5.2.5 to 11.5.2.13; WCAG 2.2, 1.3.1, 1.3.2, 2.4.6, 4.1.2."""
    words = Words(language)
    expected = words(*scene.heading)
    folder = vault if scene.has_vault else tmp_path / "none"
    with bus.reading(folder, {"language": language}) as reader:
        reader.wait_until_there()
        scene.play(reader, words)
        tree = reader.page(expected)
        found = faults(tree, expected)
        assert found == [], f"{found}\n{tree}"
        assert _keyboard(tree), f"the keyboard is nowhere\n{tree}"


ENTRIES = (
    "My data",
    "Import",
    "Projects",
    "Sending",
    "Activity",
    "Recipients",
    "Settings",
    "Help",
    "Home",
)


TITLES = {
    Language.DANISH: "Øvelse: Søvn, puls og skridt",
    Language.ENGLISH: "Practice: Sleep, pulse and steps",
}
OF_A_PROJECT = (
    ("See what would be sent", "PreviewPage", "Exactly this leaves your computer"),
    ("Withdraw my consent", "WithdrawPage", "Do you want to take your yes back?"),
)


@LANGUAGES
def test_every_entry_of_the_navigation_leads_to_a_page_that_makes_sense(
    bus: Desk, vault: Path, language: Language
) -> None:
    """As above, for whatever stands there: the heading is what is said first."""
    words, broken = Words(language), []
    with bus.reading(vault, {"language": language}) as reader:
        unlock(reader, words)
        before = reader.page(words("HomePage", "Your vault is open"))
        for entry in ENTRIES:
            reader.press(words("Side", entry))
            tree = reader.page_after(heading(before))
            broken += [f"{entry}: {fault}" for fault in faults(tree, heading(tree))]
            if not _keyboard(tree):
                broken.append(f"{entry}: the keyboard is nowhere")
            before = tree
    assert broken == []


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault to practise in, with one donation answered and another proven deleted."""
    return full_world(tmp_path_factory.mktemp("w") / "w", FLOOR).vault


@LANGUAGES
def test_the_way_of_a_donation_makes_sense_from_what_is_heard(
    bus: Desk, lived_in: Path, language: Language
) -> None:
    """Import, a request and a stranger's, project, answer, preview, withdrawal, sending."""
    words, title = Words(language), TITLES[language]
    broken: list[str] = []
    with bus.reading(lived_in, {"language": language}) as reader:

        def hears(context: str, expected: str) -> Node:
            tree = reader.page(words(context, expected))
            found = faults(tree, heading(tree))
            broken.extend(f"{heading(tree)}: {fault}" for fault in found)
            if not _keyboard(tree):
                broken.append(f"{heading(tree)}: the keyboard is nowhere")
            return tree

        unlock(reader, words)
        hears("HomePage", "Your vault is open")
        reader.press(words("Side", "Import"))
        hears("ImportPage", "Which files do you want to bring in?")
        reader.press(words("ChooseStep", "Bring in the made-up files"))
        hears("ImportPage", "Is this what you want to bring in?")
        reader.press(words("Side", "Projects"))
        hears("ProjectsPage", "Which projects do you want to help?")
        reader.press(words("ProjectsPage", "Open a request file"))
        tree = hears("RequestPage", "Which request do you want to open?")
        reader.press(_named(tree, words("PractiseCard", "A request from a stranger")))
        hears("RequestPage", "You cannot answer this request")
        for action, context, expected in OF_A_PROJECT:
            reader.press(words("Side", "Projects"))
            tree = hears("ProjectsPage", "Which projects do you want to help?")
            reader.press(_named(tree, title))
            tree = reader.page(title)
            broken.extend(faults(tree, title))
            reader.press(_named(tree, words("Actions", action)))
            hears(context, expected)
        reader.press(words("Side", "Sending"))
        hears("SendingPage", "What you have sent")
    assert broken == []


def _named(tree: Node, words: str) -> str:
    """Return the whole name of the one thing on the page that begins with some words."""
    page = page_of(tree)
    assert page is not None
    (found,) = {
        node.name for node in page.walk() if node.role in PRESSED and node.name.startswith(words)
    }
    return found


def _keyboard(tree: Node) -> list[Node]:
    return [node for node in tree.walk() if "focused" in node.states and node.role != "frame"]


def test_a_wrong_passphrase_is_announced_and_never_told(bus: Desk, vault: Path) -> None:
    """WCAG 2.2, 4.1.3 and 3.3.1; a secret is covered on the bus, too."""
    words = Words(Language.ENGLISH)
    with bus.reading(vault, {"language": Language.ENGLISH}) as reader:
        reader.page(words("UnlockPage", "Unlock your vault"))
        reader.write("Passphrase", "forkert")
        field = _one(reader.page("Unlock your vault"), "password text")
        assert field.text
        assert set(field.text) <= COVERED
        reader.press("Unlock", "push button")
        wait_until(lambda: any("does not open" in said for said in reader.heard()), "the answer")
        field = _one(reader.page("Unlock your vault"), "password text")
        assert "does not open" in field.description
        assert "forkert" not in f"{reader.tree()} {reader.heard()}"


def test_a_choice_is_made_by_what_the_bus_offers_to_do(bus: Desk, vault: Path) -> None:
    """EN 301 549, 11.5.2.13: an action that is offered does what it says.

    A screen reader's click on a choice comes as "Toggle", not as a mouse's.
    """
    with bus.reading(vault, {"language": Language.ENGLISH}) as reader:
        reader.page("Unlock your vault")
        reader.press("Language and display")
        reader.page("How should the window look?")
        reader.press("Dansk", "radio button")
        tree = reader.page(Words(Language.DANISH)("DisplayPage", "How should the window look?"))
        chosen = {node.name for node in tree.walk() if "checked" in node.states}
        assert "Dansk" in chosen
        assert "English" not in chosen


def test_faults_in_a_real_window_come_over_the_bus(bus: Desk) -> None:
    """Planted faults: what the rules catch in a tree, the bus really shows."""
    with subprocess.Popen([sys.executable, str(CHILD)], env=dict(bus.environment)) as planted:
        with bus.reader(planted) as reader:
            reader.wait_until_there()
            tree = reader.tree()
            assert tree is not None
            found = faults(tree, "A page")
            with pytest.raises(CannotBeDone, match="2 things"):
                reader.press("Open")
            with pytest.raises(CannotBeDone, match="0 things"):
                reader.press("Close")
        planted.kill()
    assert "a push button without a name" in found
    assert "a text without a name" in found
    assert "two things are called 'Open'" in found
    assert any("is read before" in fault for fault in found)
    assert "the page begins with 'Read first, stands last', not 'A page'" in found


def _one(tree: Node, role: str) -> Node:
    (found,) = [node for node in tree.walk() if node.role == role]
    return found
