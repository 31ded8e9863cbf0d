"""Why something was refused is kept in words, and can be said of every refusal there is."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from datadonor.errors import DatadonorError
from datadonor.texts import Language, catalogue
from export.receiving import collecting
from export.receiving.desk import Matter, Report
from export.receiving.quarantine import REASON, Quarantine, Refused
from export.receiving.standing import read_standing
from export.receiving.store import Store
from tests import inboxes
from tests.inboxes import Place, Sender

DIGEST = "0" * 64


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def kinds(root: type[DatadonorError]) -> Iterator[type[DatadonorError]]:
    """Yield a class of errors and all that are below it."""
    yield root
    for below in root.__subclasses__():
        yield from kinds(below)


REFUSALS = sorted(
    {each for root in collecting._REFUSALS for each in kinds(root)},
    key=lambda each: each.__name__,
)


def made(kind: type[DatadonorError]) -> DatadonorError:
    """Return an error with the facts that its sentences name."""
    sentences = [catalogue()[f"errors.{kind.code}.{part}"] for part in ("what", "remedy")]
    names = {
        name
        for each in sentences
        for language in Language
        for _, name, _, _ in Formatter().parse(each[language])
        if name
    }
    return kind(**dict.fromkeys(names, "data/a-file"))


@pytest.mark.parametrize("kind", REFUSALS, ids=lambda each: each.__name__)
def test_every_refusal_is_told_in_words_now_and_later(
    tmp_path: Path, kind: type[DatadonorError]
) -> None:
    error, store = made(kind), Store(tmp_path / "store")
    (tmp_path / "came.age").write_bytes(b"x")
    with store.turn():
        quarantine = Quarantine(store)
        quarantine.take(tmp_path / "came.age", DIGEST, error, None, date(2026, 9, 1))
        refused = quarantine.find(DIGEST)
    assert refused is not None
    matter = Matter.of_error("rejected", DIGEST, None, error)
    for language in Language:
        said = error.user_message(language)
        assert refused.sentences(language) == (said.message, said.remedy)
        assert matter.reason[language] == said.message


def test_some_refusals_name_a_file_so_the_check_above_has_something_to_find() -> None:
    named = {each.code for each in REFUSALS if made(each).facts}
    assert {"BUNDLE_BEYOND_CONSENT", "BUNDLE_RECORD_UNREADABLE"} <= named


def beyond_consent(place: Place) -> Report:
    """Collect a bundle with more in it than its consent grants."""
    sender = Sender()
    given = inboxes.consented(sender.signed, sender.citizen.pseudonym)
    sender.send(place.inbox, consent=given.model_copy(update={"items": given.items[:1]}))
    return place.collect()


def refused_of(place: Place) -> Refused:
    (refused,) = read_standing(place.inbox, place.store, place.answers).refused
    return refused


def test_what_goes_beyond_the_consent_is_told_with_the_name_of_its_file(place: Place) -> None:
    (matter,) = beyond_consent(place).matters
    refused = refused_of(place)
    assert matter.code == refused.code == "BUNDLE_BEYOND_CONSENT"
    for language in Language:
        assert "data/fhir/" in matter.reason[language]
        assert refused.sentences(language)[0] == matter.reason[language]


def test_a_reason_of_a_later_program_is_told_in_its_own_words(place: Place) -> None:
    beyond_consent(place)
    (file,) = place.store.glob(f"_quarantine/*/{REASON}")
    reason = json.loads(file.read_bytes()) | {"code": "BUNDLE_FROM_LATER"}
    file.write_text(json.dumps(reason))
    said = refused_of(place).sentences(Language.ENGLISH)
    assert said == (reason["what"]["en"], reason["remedy"]["en"])


@pytest.mark.parametrize("content", ["", "{}", '{"code": 1}'])
def test_a_reason_that_cannot_be_read_is_told_as_damage(place: Place, content: str) -> None:
    beyond_consent(place)
    (file,) = place.store.glob(f"_quarantine/*/{REASON}")
    file.write_text(content)
    what, remedy = refused_of(place).sentences(Language.DANISH)
    assert what == catalogue()["errors.STORE_DAMAGED.what"]["da"]
    assert remedy
