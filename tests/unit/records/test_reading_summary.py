"""The summary, search, and the person's order of sources."""

from pathlib import Path

import pytest

from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.records.categories import CategoryId
from datadonor.records.listing import Shelf
from datadonor.records.searching import Found, fold, search
from datadonor.records.source_order import SourceMissing, ranked_sources, set_source_order
from datadonor.records.summary import CategorySummary, summary
from datadonor.texts import Language
from tests.unit.conftest import PASSPHRASE
from tests.unit.records.stored import (
    CLINIC,
    HOUR,
    NOON,
    PHONE,
    WATCH,
    asleep,
    bring_in,
    letter,
    pulse,
    steps,
    workout,
)


def of(opened: OpenVault, name: str) -> CategorySummary:
    return next(each for each in summary(opened.vault.connection) if each.category == name)


class TestSummary:
    def test_an_empty_vault_has_none(self, opened: OpenVault) -> None:
        assert summary(opened.vault.connection) == ()

    def test_it_counts_everything_by_category(self, opened: OpenVault) -> None:
        bring_in(
            opened,
            [
                *(pulse(NOON + n * HOUR, 60 + n) for n in range(3)),
                pulse(NOON + 3 * HOUR, None),  # taken back: it has no value
                steps(NOON - HOUR, 100, PHONE),
                workout(NOON),
                letter(1, NOON - 2 * HOUR),
                letter(2, None),
            ],
        )
        names = [each.category for each in summary(opened.vault.connection)]
        assert set(names) == {"heart", "activity", "conditions"}
        heart, activity, letters = (of(opened, n) for n in ("heart", "activity", "conditions"))
        assert (heart.samples, heart.episodes, heart.documents) == (4, 0, 0)
        assert (heart.first_ms, heart.last_ms) == (NOON, NOON + 3 * HOUR)
        assert (activity.records, activity.episodes) == (2, 1)
        assert activity.sources == (PHONE, WATCH)
        assert (letters.documents, letters.first_ms) == (2, NOON - 2 * HOUR)
        assert letters.sources == (CLINIC,)
        (pulses,) = heart.types
        assert pulses.latest is not None
        assert (pulses.latest.number, pulses.unit, pulses.samples) == (62, "/min", 4)
        assert (pulses.plain_sum, pulses.total) == (None, None)

    def test_what_two_sources_tell_of_the_same_walk_is_counted_once(
        self, opened: OpenVault
    ) -> None:
        bring_in(opened, [steps(NOON, 100), steps(NOON, 90, PHONE), steps(NOON + HOUR, 5, PHONE)])
        (told,) = of(opened, "activity").types
        assert (told.plain_sum, told.total) == (195, 105)
        assert told.doubled == 0  # the values differ

    def test_the_same_measurement_by_two_roads_is_counted(self, opened: OpenVault) -> None:
        bring_in(opened, [pulse(NOON, 62), pulse(NOON + 1, 62, PHONE), pulse(NOON + HOUR, 62)])
        (told,) = of(opened, "heart").types
        assert told.doubled == 2
        words = [asleep(NOON, "asleep_core"), asleep(NOON, "asleep_core", PHONE)]
        bring_in(opened, words, "cd" * 32)
        assert of(opened, "sleep").types[0].doubled == 2

    def test_one_source_alone_is_never_doubled(self, opened: OpenVault) -> None:
        bring_in(opened, [pulse(NOON, 62), pulse(NOON + 1, 62)])
        assert of(opened, "heart").types[0].doubled == 0


def test_a_stored_vault_of_an_older_program_is_read(tmp_path: Path) -> None:
    """Every shape of record that schema 3 was released with."""
    stored = Path(__file__).parents[2] / "vectors" / "vaults" / "schema-3.ddbackup"
    custody.restore(tmp_path / "vault", stored, PASSPHRASE, SELF)
    with custody.open_vault(tmp_path / "vault", PASSPHRASE) as opened:
        found = {each.category: each.records for each in summary(opened.vault.connection)}
    assert found == {"heart": 2, "activity": 3, "sleep": 1, "conditions": 1}


class TestSearch:
    @pytest.fixture
    def filled(self, opened: OpenVault) -> OpenVault:
        bring_in(
            opened,
            [
                pulse(NOON, 60),
                asleep(NOON, "asleep_core"),
                workout(NOON, "cycling"),
                letter(1, NOON, title="Svar på blodprøve", code="http://loinc.org|4548-4"),
            ],
        )
        return opened

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("puls", {(Found.TYPE, "HeartRate")}),
            ("HEART rate", {(Found.TYPE, "HeartRate")}),
            ("soevn", {(Found.CATEGORY, "sleep"), (Found.TYPE, "SleepAnalysis")}),
            ("SØVN", {(Found.CATEGORY, "sleep"), (Found.TYPE, "SleepAnalysis")}),
            ("cykling", {(Found.WORKOUT, "cycling")}),
            ("workout", {(Found.EPISODE, "Workout")}),
            ("blodprøve svar", {(Found.DOCUMENT, "Condition")}),
            ("4548-4", {(Found.DOCUMENT, "Condition")}),
            ("puls blodprøve", set()),
            ("steps", set()),  # a type of which the vault has none
            ("", set()),
            ("%", set()),
        ],
    )
    def test_words_find_what_is_there(
        self, filled: OpenVault, words: str, found: set[tuple[Found, str]]
    ) -> None:
        matches = search(filled.vault.connection, words, Language.ENGLISH)
        assert {(each.what, each.name) for each in matches} == found

    def test_labels_are_in_the_language_asked_for(self, filled: OpenVault) -> None:
        connection = filled.vault.connection
        assert search(connection, "heart rate", Language.DANISH)[0].label == "Puls"
        assert search(connection, "puls", Language.ENGLISH)[0].label == "Heart rate"

    @pytest.mark.parametrize(
        ("one", "other"),
        [("Ærø", "AEROE"), ("Å", "A\N{COMBINING RING ABOVE}"), ("café", "CAFE"), ("ﬁn", "fin")],
    )
    def test_letters_are_folded(self, one: str, other: str) -> None:
        assert fold(one) == fold(other)


class TestSourceOrder:
    def numbers(self, opened: OpenVault) -> dict[str, int]:
        return {one.name: number for number, one in Shelf(opened.vault.connection).sources.items()}

    def total(self, opened: OpenVault) -> float | None:
        return of(opened, "activity").types[0].total

    def test_a_persons_order_makes_totals_anew(self, opened: OpenVault) -> None:
        bring_in(opened, [steps(NOON, 100), steps(NOON, 90, PHONE)])
        assert self.total(opened) == 100
        numbers = self.numbers(opened)
        size, root = opened.log.size, opened.log.root()
        set_source_order(opened, [numbers[PHONE.name]], SELF)
        assert self.total(opened) == 90
        first, second = ranked_sources(opened.vault.connection)
        assert (first.source, first.is_ranked) == (PHONE, True)
        assert (second.source, second.is_ranked) == (WATCH, False)
        set_source_order(opened, [], SELF)
        assert self.total(opened) == 100
        assert (opened.log.size, opened.log.root()) == (size, root)

    def test_a_source_that_is_not_there_changes_nothing(self, opened: OpenVault) -> None:
        bring_in(opened, [steps(NOON, 100), steps(NOON, 90, PHONE)])
        number = self.numbers(opened)[PHONE.name]
        for wrong in ([number, 99], [number, number]):
            with pytest.raises(SourceMissing):
                set_source_order(opened, wrong, SELF)
        assert self.total(opened) == 100

    def test_categories_stand_in_the_order_in_which_they_are_shown(self, opened: OpenVault) -> None:
        bring_in(opened, [letter(1, NOON), pulse(NOON, 1), steps(NOON, 1)])
        names = [each.category for each in summary(opened.vault.connection)]
        assert names == [CategoryId(n) for n in ("heart", "activity", "conditions")]
