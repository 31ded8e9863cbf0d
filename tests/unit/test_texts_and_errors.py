"""Every error has a code, and every text is there in Danish and English."""

import importlib
import pkgutil
import re
import string
from collections.abc import Iterator, Mapping
from enum import StrEnum

import pytest

import consent
import datadonor
import export
from datadonor.audit import events
from datadonor.errors import DatadonorError, ExitCode, UserMessage
from datadonor.records import sample
from datadonor.sources import errors as sources_errors
from datadonor.sources import found
from datadonor.sources.tables import proposal
from datadonor.texts import Language, UnknownText, catalogue, text

ENDS = (".", "!", "?", ":")
OWN = {package.__name__ for package in (datadonor, consent, export)}


def all_errors(root: type[DatadonorError] = DatadonorError) -> Iterator[type[DatadonorError]]:
    """Yield the errors of the program: what other tests make for themselves is not its own."""
    if root.__module__.partition(".")[0] in OWN:
        yield root
    for below in root.__subclasses__():
        yield from all_errors(below)


@pytest.fixture(scope="module", autouse=True)
def _every_module() -> None:
    for package in (datadonor, consent, export):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name != "datadonor.__main__":
                importlib.import_module(module.name)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def untrue(texts: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return the keys that are not the same sentence in exactly both languages."""
    return [
        key
        for key, sentences in texts.items()
        if set(sentences) != set(Language)
        or len({frozenset(placeholders(sentence)) for sentence in sentences.values()}) != 1
        or not all(sentence.strip() for sentence in sentences.values())
    ]


def test_every_text_is_in_both_languages_with_the_same_facts() -> None:
    assert untrue(catalogue()) == []


@pytest.mark.parametrize(
    "planted",
    [
        {"da": "Kun dansk."},
        {"da": "Så {mange}.", "en": "So {few}."},
        {"da": "", "en": "Empty."},
        {"da": "a", "en": "b", "sv": "c"},
    ],
)
def test_a_text_that_lacks_something_is_caught(planted: dict[str, str]) -> None:
    assert untrue({"planted": planted}) == ["planted"]


def test_every_error_has_words_that_end_as_sentences() -> None:
    for error in all_errors():
        for part in ("what", "remedy"):
            for sentence in catalogue()[f"errors.{error.code}.{part}"].values():
                assert sentence.endswith(ENDS), error.code


def test_no_two_errors_share_a_code() -> None:
    codes = [error.code for error in all_errors()]
    assert len(codes) == len(set(codes))


def test_an_error_made_by_a_test_is_not_one_of_the_programs() -> None:
    class Planted(DatadonorError):
        pass

    assert Planted in DatadonorError.__subclasses__()
    assert Planted not in set(all_errors())


def test_no_words_are_left_without_an_error() -> None:
    written = {key.split(".")[1] for key in catalogue() if key.startswith("errors.")}
    assert written == {error.code for error in all_errors()}


def test_every_kind_of_event_has_words() -> None:
    written = {key.removeprefix("events.") for key in catalogue() if key.startswith("events.")}
    assert written == set(events.KINDS)


def test_an_error_prints_its_code_only() -> None:
    error = DatadonorError(count=3)
    assert str(error) == "FAULT"
    assert isinstance(error.user_message(Language.DANISH), UserMessage)


def test_exit_codes_are_those_of_the_contract() -> None:
    assert [code.value for code in ExitCode] == [0, 1, 2, 3, 4, 5, 6, 7, 70]


def test_an_unknown_key_is_a_fault_of_ours() -> None:
    with pytest.raises(UnknownText):
        text("errors.NOT_THERE.what", Language.ENGLISH)


def claims_anonymity(sentence: str) -> bool:
    """Say whether a sentence calls data anonymous; the code word ``anonymise`` does not."""
    return re.search(r"anonym(?!ise\b)", sentence, re.IGNORECASE) is not None


def test_no_text_of_ours_calls_data_anonymous() -> None:
    """What leaves is pseudonymised: still a person's data (GDPR recital 26)."""
    said = [
        key
        for key, sentences in catalogue().items()
        if any(claims_anonymity(sentence) for sentence in sentences.values())
    ]
    assert said == []
    assert claims_anonymity("Data bliver gjort anonyme.")


def importing_words(part: str) -> set[str]:
    """Return what the catalogue has words for in one part of the report on an import."""
    start = f"importing.{part}."
    return {key.removeprefix(start) for key in catalogue() if key.startswith(start)}


@pytest.mark.parametrize(
    ("part", "words"),
    [("fault", found.Fault), ("note", found.Note), ("doubt", proposal.Doubt)],
)
def test_everything_that_an_import_can_say_has_words(part: str, words: type[StrEnum]) -> None:
    """And no words are left over. A code without words would end an import with a fault."""
    assert importing_words(part) == {word.value for word in words}
    assert importing_words(part) != {word.value for word in words} | {"PLANTED"}


def test_every_class_of_device_has_words() -> None:
    start = "records.device."
    written = {key.removeprefix(start) for key in catalogue() if key.startswith(start)}
    assert written == {device.value for device in sample.DeviceClass}


def test_every_way_to_refuse_a_file_has_words_of_its_own() -> None:
    refusals = list(all_errors(sources_errors.FileRefused))
    assert len(refusals) > 8
    assert {error.code for error in refusals} >= {"FILE_REFUSED", "FILE_CUT", "MAPPING_NEEDED"}
    others: list[type[DatadonorError]] = [
        sources_errors.SomeoneElse,
        sources_errors.ImportCancelled,
    ]
    for error in refusals + others:
        assert error.code != DatadonorError.code
        assert f"errors.{error.code}.what" in catalogue()
