"""One word for one thing, in every Danish text: catalogue, window and help.

What is to be avoided was once written somewhere, and meant the same as the word beside it.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from datadonor import texts

RESOURCES: Final = Path(__file__).parents[2] / "resources"

AVOIDED: Final = {
    "»…« around what is quoted": r"[“”„]|(?<!\w)'[^'\n]+'",
    "USB-nøgle": r"(?i)usb-stic?k",
    "forespørgsel": r"(?i)\banmodning",
    "registrering": r"(?i)\benkelte? oplysning|oplysning for oplysning",
    "donor": r"(?i)\bgiverens\b|\bdenne giver\b",
    "afslut": r"\bSlut (hjælpen|retten)|&Slut ",
    "kontrollere": r"(?i)\btjek",
    "udskrive": r"(?i)\bprint(es?|et)?\b",
    "autorisations-ID": r"(?i:autorisations)(?!-ID\b)",
}
"""The word that is used → what is not written in its place."""

FORMATS_OF_DATES: Final = re.compile(r"MMMM yyyy")


def danish() -> dict[str, str]:
    """Return every Danish text with where it stands."""
    found = {key: sentence["da"] for key, sentence in texts.catalogue().items()}
    tree = ET.parse(RESOURCES / "i18n" / "datadonor_da.ts")  # noqa: S314 - our own
    for number, message in enumerate(tree.getroot().iter("message")):
        node = message.find("translation")
        said = "".join(node.itertext()) if node is not None else ""
        found[f"window {number}: {message.findtext('source')}"] = said
    for file in (RESOURCES / "help" / "da").iterdir():
        found[file.name] = file.read_text("utf-8")
    return {place: said for place, said in found.items() if not FORMATS_OF_DATES.search(said)}


def places(said: Mapping[str, str], pattern: str) -> list[str]:
    """Return where a pattern is written."""
    return [place for place, text in said.items() if re.search(pattern, text)]


@pytest.mark.parametrize("word", AVOIDED)
def test_one_thing_has_one_word(word: str) -> None:
    assert places(danish(), AVOIDED[word]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kør 'datadonor log verify'.",
        "Læg den på et USB-stik.",
        "Projektets anmodning kom ind.",
        "2 enkelte oplysninger bliver hos dig.",
        "Underskrevet med giverens nøgle.",
        "Vælg »Slut hjælpen«.",
        "Adgangssætningen tjekkes.",
        "Det kan printes.",
        "Skriv dit autorisationsnummer.",
    ],
)
def test_another_word_is_found(text: str) -> None:
    assert [word for word, pattern in AVOIDED.items() if places({"planted": text}, pattern)]
    assert not places({"planted": "Printeren er EU's egen."}, AVOIDED["udskrive"])
    assert not places(
        {"planted": "Det er EU's og Danmarks regler."}, AVOIDED["»…« around what is quoted"]
    )
