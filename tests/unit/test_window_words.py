"""No sentence tells a person in the window to write a command.

The catalogue's sentences name commands where the command line speaks. Whoever sits at the
window is told of its pages and buttons instead (``resources/texts/window.toml``).
"""

import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from consent.book import ConsentMissing
from datadonor.texts import Language, Skin, UnknownText, catalogue, speak_for, text

Texts = Mapping[str, Mapping[str, str]]

ROOT: Final = Path(__file__).parents[2]

WINDOW: Final = "window."

OF_COMMANDS: Final = ("commands.", "demo", WINDOW)
"""Files whose sentences are not asked: those of commands themselves, and the window's own."""

ON_SCREEN: Final = ("approval.", "consent_held.", "consent_refusals.", "errors.", "findings.")
"""Sentences that are shown and never written into what a person signs, keeps or sends."""

COMMAND: Final = re.compile(
    r"\bdatadonor [a-z]"  # a command; the program's name has a capital letter
    r"|(?<![\w-])--[a-z]"  # an option
    r"|kommando|command|terminal",
    re.IGNORECASE | re.ASCII,
)
NAMES_PROGRAM: Final = re.compile(r"\bDatadonor\b")

NAME: Final = {Language.DANISH: re.compile("»([^«]*)«"), Language.ENGLISH: re.compile("“([^”]*)”")}
"""What a page or button is called, in the quotation marks of each language."""

ONLY_AT_THE_COMMAND_LINE: Final[Mapping[str, frozenset[str]]] = {
    "about the words of a command itself, or what it can ask at a terminal": frozenset(
        {
            "errors.USAGE.what",
            "errors.USAGE.remedy",
            "errors.NO_TERMINAL.remedy",
            "errors.CONFIRMATION_NEEDED.remedy",
            "errors.DIGEST_NEEDED.remedy",
        }
    ),
    "said by a command after it has sent; the window has a page for that": frozenset(
        {"donation.sent.next", "donation.sent.waited"}
    ),
    "about a file that says what a table's columns mean; the window asks instead": frozenset(
        {"errors.MAPPING_UNREADABLE.remedy", "importing.report.proposal"}
    ),
    "said by a researcher's command, or in a file; the window says it otherwise": frozenset(
        {"donation.bundle.gap", "draft.head", "errors.COLLECT_STOPPED.remedy"}
    ),
    "met by whoever keeps the registry, whose tools are commands": frozenset(
        {
            "errors.RECIPIENT_NOT_ADMITTED.remedy",
            "errors.RENEWAL_NOT_ENOUGH.remedy",
            "errors.SIGNING_KEY_MISSING.remedy",
            "errors.SIGNING_KEY_UNKNOWN.remedy",
            "errors.WORKSHOP_IN_USE.what",
            "errors.WORKSHOP_MISSING.remedy",
            "registry.notice.ROLE_ENDS_SOON",
            "registry.notice.ROLE_EXPIRED",
        }
    ),
    "stands on the catalogue's web pages, which are not part of the window": frozenset(
        {"catalogue.answer.step_add"}
    ),
}

EXCUSED: Final = frozenset().union(*ONLY_AT_THE_COMMAND_LINE.values())


@pytest.fixture(autouse=True)
def _back_to_the_command_line() -> Iterator[None]:
    yield
    speak_for(Skin.COMMAND_LINE)


def names_command(sentence: str) -> bool:
    """Say whether a sentence names a command, an option or the terminal."""
    return COMMAND.search(NAMES_PROGRAM.sub("", sentence)) is not None


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def commands_told(texts: Texts) -> set[str]:
    """Return the keys of the sentences that name a command and that the window would say."""
    return {
        key
        for key, sentences in texts.items()
        if not key.startswith(OF_COMMANDS)
        and key not in EXCUSED
        and WINDOW + key not in texts
        and any(names_command(sentence) for sentence in sentences.values())
    }


def window_faults(texts: Texts) -> set[str]:
    """Return the window's keys that are not a fitting sentence in the place of another."""
    return {
        key
        for key, sentences in texts.items()
        if key.startswith(WINDOW)
        if not key.removeprefix(WINDOW).startswith(ON_SCREEN)
        or key.removeprefix(WINDOW) not in texts
        or any(names_command(sentence) for sentence in sentences.values())
        or any(
            placeholders(sentence) != placeholders(texts[key.removeprefix(WINDOW)][language])
            for language, sentence in sentences.items()
        )
    }


def window_names() -> set[tuple[str, str]]:
    """Return what the window's parts are called: in English, and in Danish."""
    tree = ET.parse(ROOT / "resources" / "i18n" / "datadonor_da.ts")  # noqa: S314 - our own
    return {
        (
            message.findtext("source", "").replace("&", ""),
            message.findtext("translation", "").replace("&", ""),
        )
        for message in tree.getroot().iter("message")
    }


def unknown_names(texts: Texts, names: set[tuple[str, str]]) -> set[str]:
    """Return the window's keys that name a page or button which is not called that."""
    return {
        key
        for key, sentences in texts.items()
        if key.startswith(WINDOW)
        and not names.issuperset(
            zip(
                NAME[Language.ENGLISH].findall(sentences["en"]),
                NAME[Language.DANISH].findall(sentences["da"]),
                strict=True,
            )
        )
    }


def borrowed_words(source: str) -> set[str]:
    """Return the keys of the commands' own words that a piece of code names."""
    return set(re.findall(r'"(commands\.[a-z_.]+[a-z_])"', source))


# -- what holds ---------------------------------------------------------------------


def test_every_sentence_that_names_a_command_has_another_in_the_window() -> None:
    assert commands_told(catalogue()) == set()


def test_the_windows_sentences_take_the_place_of_others_and_name_no_command() -> None:
    assert window_faults(catalogue()) == set()


def test_pages_and_buttons_are_called_what_they_are_called_in_the_window() -> None:
    assert unknown_names(catalogue(), window_names()) == set()


def test_what_is_left_to_the_command_line_still_names_a_command_and_has_no_other_words() -> None:
    """A list of exceptions that nobody prunes ends by excusing everything."""
    texts = catalogue()
    for key in EXCUSED:
        assert any(names_command(sentence) for sentence in texts[key].values()), key
        assert WINDOW + key not in texts


def test_the_window_borrows_no_words_of_commands_that_name_one() -> None:
    borrowed = {
        key
        for file in (ROOT / "ui").rglob("*.py")
        for key in borrowed_words(file.read_text("utf-8"))
    }
    assert borrowed
    for key in borrowed:
        assert not any(names_command(sentence) for sentence in catalogue()[key].values()), key


# -- who speaks ---------------------------------------------------------------------


@pytest.mark.parametrize("language", Language)
def test_an_error_says_in_the_window_what_to_do_there(language: Language) -> None:
    error = ConsentMissing()
    before = error.user_message(language)
    speak_for(Skin.WINDOW)
    inside = error.user_message(language)
    speak_for(Skin.COMMAND_LINE)
    assert error.user_message(language) == before
    assert names_command(before.remedy)
    assert not names_command(inside.remedy)
    assert inside.message == before.message


def test_the_window_says_what_the_catalogue_says_where_it_has_no_words_of_its_own() -> None:
    said = text("errors.DISK_FULL.remedy", Language.ENGLISH)
    speak_for(Skin.WINDOW)
    assert text("errors.DISK_FULL.remedy", Language.ENGLISH) == said


def test_an_unknown_key_is_unknown_in_the_window_too() -> None:
    speak_for(Skin.WINDOW)
    with pytest.raises(UnknownText):
        text("errors.NOT_THERE.what", Language.ENGLISH)


# -- the checks catch what they are for ---------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kør 'datadonor vault verify'.", True),
        ("Write datadonor consent show.", True),
        ("Choose another folder with --vault.", True),
        ("Kør kommandoen igen.", True),
        ("a command in the terminal", True),
        ("Prøv igen – eller lad være -- det er helt i orden.", False),
        ("Luk Datadonor, og åbn det igen.", False),
        ("Datadonor does not know the type.", False),
    ],
)
def test_a_sentence_that_names_a_command_is_known(sentence: str, *, expected: bool) -> None:
    assert names_command(sentence) is expected


PLANTED: Final = {"errors.PLANTED.remedy": {"da": "Brug --ny.", "en": "Use --new {count}."}}


def test_a_sentence_without_words_for_the_window_is_caught() -> None:
    assert commands_told(PLANTED) == {"errors.PLANTED.remedy"}
    own = {"window.errors.PLANTED.remedy": {"da": "Vælg »Ny«.", "en": "Choose “New”."}}
    assert commands_told({**PLANTED, **own}) == set()


@pytest.mark.parametrize(
    ("key", "english"),
    [
        ("errors.PLANTED.remedy", "Use --newer {count}."),
        ("errors.PLANTED.remedy", "Choose “New”, without the count."),
        ("errors.NOBODY.remedy", "Choose “New” {count}."),
        ("receipt.planted", "Choose “New” {count}."),
    ],
)
def test_a_sentence_of_the_window_that_does_not_fit_is_caught(key: str, english: str) -> None:
    texts = {
        **PLANTED,
        "receipt.planted": {"en": "A receipt {count}."},
        f"window.{key}": {"en": english},
    }
    assert window_faults(texts) == {f"window.{key}"}


def test_a_fitting_sentence_of_the_window_is_not_caught() -> None:
    own = {"window.errors.PLANTED.remedy": {"en": "Choose “New” {count}."}}
    assert window_faults({**PLANTED, **own}) == set()


def test_a_button_that_is_called_something_else_is_caught() -> None:
    sentences = {"da": "Vælg »Hent den nyeste«.", "en": "Choose “Fetch the newest list”."}
    assert unknown_names({"window.errors.PLANTED.remedy": sentences}, window_names()) == {
        "window.errors.PLANTED.remedy"
    }


def test_borrowed_words_are_seen() -> None:
    assert borrowed_words('text("commands.restore.nothing", language)') == {
        "commands.restore.nothing"
    }
