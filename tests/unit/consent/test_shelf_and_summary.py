"""Requests are kept as the bytes they were, and told in plain lines."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.request import open_request, sign_request
from consent.shelf import RequestShelf, RequestUnknown
from consent.summary import duration_in_words, summarise_request
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF, RequestAdded
from datadonor.texts import Language
from tests.synthetic_requests import SAMPLES, complete_request, sample_request
from tests.unit.conftest import SyntheticVault

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
KEY = Ed25519PrivateKey.generate()
FIRST = open_request(sign_request(complete_request(), KEY))
SECOND = open_request(sign_request(complete_request(version=2), KEY))


def test_a_request_is_kept_and_its_taking_in_is_an_event(
    closed: SyntheticVault, opened: OpenVault
) -> None:
    shelf = RequestShelf(opened)
    assert shelf.add(FIRST, SELF, NOW)
    assert not shelf.add(FIRST, SELF, NOW), "the same bytes again change nothing"
    assert shelf.add(SECOND, SELF, NOW)
    told = [stored.event for stored in opened.log.events() if stored.event]
    added = [event for event in told if isinstance(event.what, RequestAdded)]
    assert [event.what.request_version for event in added if isinstance(event.what, RequestAdded)]
    assert len(added) == 2
    assert added[0].project == FIRST.request.id
    opened.close()
    with closed.open() as again:
        assert [one.content for one in RequestShelf(again).all()] == [FIRST.content, SECOND.content]


def test_the_newest_version_comes_unless_one_is_named(opened: OpenVault) -> None:
    shelf = RequestShelf(opened)
    shelf.add(SECOND, SELF, NOW)
    shelf.add(FIRST, SELF, NOW)
    assert shelf.get(FIRST.request.id) == SECOND
    assert shelf.get(FIRST.request.id, 1) == FIRST
    with pytest.raises(RequestUnknown):
        shelf.get(FIRST.request.id, 3)
    with pytest.raises(RequestUnknown):
        shelf.get("another")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_summary_says_everything_a_person_decides_about(name: str, language: Language) -> None:
    request = sample_request(name)
    lines = "\n".join(summarise_request(request, None, language))
    assert request.title.in_language(language) in lines
    for paragraph in request.summary.in_language(language).splitlines():
        assert paragraph in lines
    for item in request.items:
        assert item.why.in_language(language) in lines
    for option in request.options:
        assert option.text.in_language(language) in lines
    assert request.withdrawal.text.in_language(language) in lines
    assert str(request.valid_until) in lines
    assert request.complaints is not None
    assert request.complaints.contact in lines


@pytest.mark.parametrize(
    ("duration", "danish", "english"),
    [
        ("P1Y", "1 år", "1 year"),
        ("P10Y6M", "10 år 6 måneder", "10 years 6 months"),
        ("P2W1D", "2 uger 1 dag", "2 weeks 1 day"),
        (None, "", ""),
    ],
)
def test_a_duration_is_told_in_words(duration: str | None, danish: str, english: str) -> None:
    assert duration_in_words(duration, Language.DANISH) == danish
    assert duration_in_words(duration, Language.ENGLISH) == english
