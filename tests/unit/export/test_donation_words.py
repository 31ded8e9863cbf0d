"""Donations in words: titles, changes, sizes and leaks, whole and without what must not be said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from consent.gate import RefusalReason
from datadonor.audit.events import ReleaseRefused
from datadonor.records.sample import IdentifierKind
from datadonor.texts import Language
from export.donation_words import (
    change_in_words,
    leak_in_words,
    record_title,
    size_in_words,
    state_in_words,
)
from export.leak_gate import Leak
from export.leaks import CprKind, Finding, View
from export.outbox import BundleState
from export.preview import Preview
from export.previewing import preview_release
from export.sending import ReleaseRefusedNow
from tests.donations import NAMED, Donor, donor
from tests.releases import PROJECT, new_template
from tests.unit.conftest import SyntheticVault

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH


@pytest.fixture(scope="module")
def noon(tmp_path_factory: pytest.TempPathFactory) -> SyntheticVault:
    return new_template(tmp_path_factory.mktemp("noon") / "vault")


@pytest.fixture
def giver(noon: SyntheticVault, tmp_path: Path) -> Iterator[Donor]:
    with donor(noon, tmp_path) as someone:
        yield someone


def test_looking_is_refused_as_sending_is_and_leaves_no_event(giver: Donor) -> None:
    opened = giver.citizen.opened
    assert preview_release(opened, PROJECT).digest == Preview(giver.prepare()).digest
    giver.citizen.book.withdraw(giver.citizen.release().request)
    size = opened.log.size
    with pytest.raises(ReleaseRefusedNow) as refused:
        preview_release(opened, PROJECT)
    assert refused.value.reason is RefusalReason.WITHDRAWN
    assert opened.log.size == size
    assert list(opened.log.events_of(ReleaseRefused)) == []


def test_every_record_has_a_title_and_every_change_a_name_a_before_and_an_after(
    giver: Donor,
) -> None:
    for shown in preview_release(giver.citizen.opened, PROJECT).examples():
        danish, english = (record_title(shown, language) for language in (DANISH, ENGLISH))
        assert danish
        assert danish != english
        for change in shown.changes:
            words = change_in_words(change, shown, DANISH)
            assert all((words.field, words.before, words.after))
            assert words.is_sent is (change.after is not None)
            if change.before is not None:
                assert words.before == change.before


def test_what_is_not_sent_says_so_and_keeps_what_it_was(giver: Donor) -> None:
    shown = next(
        each
        for each in preview_release(giver.citizen.opened, PROJECT).examples()
        if any(change.before == NAMED.name for change in each.changes)
    )
    change = next(each for each in shown.changes if each.before == NAMED.name)
    for language in Language:
        words = change_in_words(change, shown, language)
        assert not words.is_sent
        assert words.before == NAMED.name
        assert NAMED.name not in words.after


@pytest.mark.parametrize(
    ("size", "danish"),
    [
        (0, "0 B"),
        (1023, "1.023 B"),
        (1024, "1 kB"),
        (1536, "1,5 kB"),
        (3 << 20, "3 MB"),
        (5 << 30, "5 GB"),
    ],
)
def test_a_size_is_in_the_unit_that_is_easiest_to_read(size: int, danish: str) -> None:
    assert size_in_words(size, DANISH) == danish


def test_every_state_has_words() -> None:
    words = [state_in_words(state, DANISH) for state in BundleState]
    assert all(words)
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("is_certain", [True, False])
@pytest.mark.parametrize("kind", [*IdentifierKind, *CprKind])
def test_a_leak_is_told_by_its_place_and_kind(
    kind: IdentifierKind | CprKind, *, is_certain: bool
) -> None:
    finding = Finding(kind, next(iter(View)), 17, 42, is_certain=is_certain, is_known=True)
    for language in Language:
        said = leak_in_words(Leak("data/fhir/Observation.ndjson", finding), language)
        assert "data/fhir/Observation.ndjson" in said
        assert "17" in said
