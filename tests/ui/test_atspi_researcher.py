"""The researcher's pages by ear: a request is written, and an inbox emptied, over the bus.

As in ``test_atspi_roles``; the system's own windows for choosing are answered beforehand.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from consent.draft import read_draft
from datadonor.texts import Language
from datadonor.vault.kdf import FLOOR
from export.receiving.standing import read_standing
from tests.researchers import make_researcher
from tests.ui.atspi import Desk, desk, missing_parts
from tests.ui.ear import Ear, has, on_page
from tests.ui.researching import keep_study
from tests.ui.vaults import PASSPHRASE
from tests.ui.wording import Words
from tests.ui.xvfb import wait_until

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(bool(missing_parts()), reason=f"needs {' and '.join(missing_parts())}"),
]

LANGUAGES = pytest.mark.parametrize("language", list(Language))
CHILD: Final = Path(__file__).with_name("chosen_child.py")
SECTIONS: Final = ("What for", "Which data", "How long", "Second thoughts", "Questions")


@pytest.fixture(scope="module")
def bus() -> Iterator[Desk]:
    with desk() as made:
        yield made


@contextmanager
def sitting(bus: Desk, home: Path, language: Language, *chosen: Path) -> Iterator[Ear]:
    """Sit in the researcher's chair, and choose these in the system's windows."""
    paths = json.dumps([str(each) for each in chosen])
    words = [str(CHILD), paths, "--vault", str(home / "none")]
    with bus.running(words, {"language": language, "seat": "researcher"}) as reader:
        reader.wait_until_there()
        ear = Ear(reader, Words(language))
        ear.hears("ResearcherPage", "Which keys do you work with?")
        yield ear


@LANGUAGES
def test_a_request_is_written_by_ear(bus: Desk, tmp_path: Path, language: Language) -> None:
    """Every part is heard by the rules; what is written is kept; what is missing is led to."""
    study, words = keep_study(tmp_path / "study.yaml"), Words(language)
    asks, block = words("DraftPage", "What do you ask of citizens?"), ""
    with sitting(bus, tmp_path, language, study) as ear:
        ear.reader.press(words("Side", "Write a request"))
        tree = ear.hears("DraftPage", "Which request do you want to write?")
        ear.presses(tree, words("BeginningView", "Go on with a draft, or change a request"))
        tree = ear.hears_page(asks)
        block = words("DraftWords", "What the project is called")
        title = words("DraftWords", "Title in Danish")
        (field,) = {
            node.name
            for node in on_page(tree)
            if node.text is not None and title in node.name and block in node.name
        }
        ear.reader.write(field, "Søvn og æbler")
        for section in SECTIONS:
            ear.chooses(words("DraftWords", section))
            ear.hears_page(asks)
        wait_until(
            lambda: read_draft(study.read_bytes())["title"]["da"] == "Søvn og æbler", "it is kept"
        )
        ear.chooses(words("DraftWords", "Who asks"))
        ear.hears_page(asks)
        ear.reader.write(field, "")
        ear.chooses(words("DraftWords", "Check and sign"))
        tree = ear.hears("DraftPage", "Is the request ready to be signed?")
        ear.presses(tree, words("FlawWords", "Still to write"))
        tree = ear.hears_page(asks)
        assert [node.name for node in on_page(tree) if has(node, "focused")] == [field]
        assert ear.wrong + ear.astray == []


@LANGUAGES
def test_an_inbox_is_emptied_by_ear(bus: Desk, tmp_path: Path, language: Language) -> None:
    """What is missing is said, and so is how it went."""
    researcher, words = make_researcher(tmp_path / "desk", cost=FLOOR), Words(language)
    researcher.citizen().send(researcher.inbox)
    with sitting(bus, tmp_path, language, researcher.keys) as ear:
        ear.reader.press(words("Side", "Receive data"))
        tree = ear.hears("BundlesPage", "What do you want to receive?")
        ear.presses(tree, words("BundlesPage", "Empty the inbox now"))
        tree = ear.hears("BundlesPage", "What do you want to receive?")
        (keys,) = (node for node in on_page(tree) if has(node, "focused"))
        assert keys.description == words("BundlesPage", "Choose this first.")
        ear.reader.press(keys.name)
        wait_until(lambda: "desk / keys" in str(ear.there()), "the keys are chosen")
        ear.reader.write(words("BundlesPage", "The keys’ &passphrase"), PASSPHRASE)
        ear.reader.press(words("BundlesPage", "Empty the inbox now"))
        told = words("BundlesPage", "The inbox is empty, and everything is answered")
        wait_until(lambda: any(told in each for each in ear.reader.heard()), told)
        ear.hears("BundlesPage", "What do you want to receive?")
        assert ear.wrong + ear.astray == []
    standing = read_standing(researcher.inbox, researcher.store, researcher.answers)
    assert (standing.inbox.sealed, standing.answers) == (0, 1)
