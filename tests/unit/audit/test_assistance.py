"""Help is a part of the log: begun and ended by the person, over by itself, named everywhere."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from datadonor.audit import assistance, custody, events
from datadonor.audit.assistance import (
    Assistance,
    AssistanceClockBehind,
    AssistanceInForce,
    AssistanceMissing,
    AssistanceTooLong,
    HelperPresent,
    HelperUnfit,
    end_assistance,
    require_alone,
    start_assistance,
    the_helper,
)
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import PROGRAM, SELF, Event, Why
from datadonor.audit.help_in_force import MOST_LAG
from datadonor.audit.log import NotErasable
from datadonor.audit.verdict import Condition
from datadonor.audit.wording import role_words
from datadonor.texts import Language, catalogue
from tests.consents import Clock
from tests.unit.conftest import PASSPHRASE, WEAK, SyntheticVault, no_wait

HELPER: Final = the_helper("Karen Opdigtet", "nurse", "Et sygehus (opdigtet)", "AB12C")
WITHDRAWN: Final = events.ConsentWithdrawn(item="steps")


@pytest.fixture(scope="module")
def made_at_noon(tmp_path_factory: pytest.TempPathFactory) -> SyntheticVault:
    folder = tmp_path_factory.mktemp("noon") / "vault"
    words = custody.create_vault(folder, PASSPHRASE, kdf=WEAK, system_clock=Clock())
    return SyntheticVault(folder, words)


class Table:
    """A vault, and a clock set by hand."""

    def __init__(self, made: SyntheticVault, folder: Path) -> None:
        self.clock = Clock()
        self._made = SyntheticVault(folder, made.words)
        folder.mkdir(mode=0o700)
        for file in made.folder.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        self.opened = self._open()

    def _open(self) -> OpenVault:
        folder, words = self._made.folder, self._made.words
        return custody.open_vault(folder, words, system_clock=self.clock, wait=no_wait)

    def reopen(self) -> None:
        """Close the vault and open it again, as a lock or another command does."""
        self.opened.close()
        self.opened = self._open()

    def in_force(self) -> Assistance | None:
        """Return the help in force."""
        return self.opened.log.assistance

    def told(self) -> list[Event]:
        """Return every event."""
        return [stored.event for stored in self.opened.log.events() if stored.event is not None]

    def told_of(self, *kinds: type[events.Details]) -> list[Event]:
        """Return the events of some kinds."""
        return [event for event in self.told() if isinstance(event.what, kinds)]


@pytest.fixture
def table(made_at_noon: SyntheticVault, tmp_path: Path) -> Iterator[Table]:
    there = Table(made_at_noon, tmp_path / "vault")
    yield there
    there.opened.close()


def helper_of(found: Assistance | None) -> events.Assistant | None:
    return None if found is None else found.helper


class TestBeginningAndEnding:
    def test_help_is_in_force_from_its_beginning_to_its_end(self, table: Table) -> None:
        assert table.in_force() is None
        begun = start_assistance(table.opened, HELPER, 30)
        assert begun == (HELPER, table.clock.now, table.clock.now + timedelta(minutes=30))
        assert table.in_force() == begun
        end_assistance(table.opened)
        assert table.in_force() is None

    def test_it_outlives_a_lock(self, table: Table) -> None:
        begun = start_assistance(table.opened, HELPER, 30)
        table.reopen()
        assert table.in_force() == begun
        end_assistance(table.opened)
        table.reopen()
        assert table.in_force() is None

    def test_one_helps_at_a_time(self, table: Table) -> None:
        start_assistance(table.opened, HELPER, 30)
        with pytest.raises(AssistanceInForce):
            start_assistance(table.opened, the_helper("En Anden", "friend"), 30)
        assert helper_of(table.in_force()) == HELPER

    def test_help_that_is_not_there_cannot_be_ended(self, table: Table) -> None:
        with pytest.raises(AssistanceMissing):
            end_assistance(table.opened)

    @pytest.mark.parametrize("minutes", [-1, 0, 4, 121, 10_000])
    def test_it_lasts_from_five_minutes_to_two_hours(self, table: Table, minutes: int) -> None:
        with pytest.raises(AssistanceTooLong):
            start_assistance(table.opened, HELPER, minutes)
        assert table.told_of(events.AssistanceStarted) == []

    @pytest.mark.parametrize("minutes", [5, 120])
    def test_both_ends_are_within(self, table: Table, minutes: int) -> None:
        begun = start_assistance(table.opened, HELPER, minutes)
        assert begun.until - begun.since == timedelta(minutes=minutes)

    def test_what_could_not_be_written_has_not_begun(self, table: Table) -> None:
        class Stopped(Exception):
            pass

        def write_and_stop() -> None:
            who = events.Actor(capacity="self", assisted_by=HELPER)
            with table.opened.log.transaction(who) as recording:
                recording.append(events.AssistanceStarted(until="2026-09-01T13:00:00.000Z"))
                raise Stopped

        with pytest.raises(Stopped):
            write_and_stop()
        assert table.in_force() is None


class TestWhoStandsInTheLog:
    def test_the_helper_stands_in_every_event_of_the_time(self, table: Table) -> None:
        table.opened.log.record(WITHDRAWN, SELF)
        start_assistance(table.opened, HELPER, 30)
        table.opened.log.record(WITHDRAWN, SELF)
        guardian = events.Actor(capacity="guardian", basis="custody")
        table.opened.log.record(WITHDRAWN, guardian)
        table.reopen()
        table.opened.log.record(WITHDRAWN, SELF)
        end_assistance(table.opened)
        table.opened.log.record(WITHDRAWN, SELF)
        helped = [event.who.assisted_by for event in table.told_of(events.ConsentWithdrawn)]
        assert helped == [None, HELPER, HELPER, HELPER, None]
        of_help = table.told_of(events.AssistanceStarted, events.AssistanceEnded)
        assert [event.who.assisted_by for event in of_help] == [HELPER, HELPER]
        assert table.told_of(events.ConsentWithdrawn)[2].who.basis == "custody"

    def test_who_is_claimed_counts_for_less_than_who_is_there(self, table: Table) -> None:
        start_assistance(table.opened, HELPER, 30)
        other = events.Actor(capacity="self", assisted_by=the_helper("En Anden", "friend"))
        table.opened.log.record(WITHDRAWN, other)
        (event,) = table.told_of(events.ConsentWithdrawn)
        assert event.who.assisted_by == HELPER

    def test_what_the_program_does_nobody_helps_with(self, table: Table) -> None:
        start_assistance(table.opened, HELPER, 30)
        table.opened.log.record(WITHDRAWN, PROGRAM, why=Why.AUTOMATIC)
        (event,) = table.told_of(events.ConsentWithdrawn)
        assert event.who == PROGRAM


class TestTheTime:
    def test_help_is_over_when_its_time_has_passed(self, table: Table) -> None:
        start_assistance(table.opened, HELPER, 30)
        table.clock.forward(minutes=29, seconds=59)
        assert table.in_force() is not None
        table.clock.forward(seconds=1)
        assert table.in_force() is None
        require_alone(table.opened)

    def test_the_next_write_says_that_it_is_over(self, table: Table) -> None:
        start_assistance(table.opened, HELPER, 30)
        later = table.clock.forward(hours=3)
        table.opened.log.record(WITHDRAWN, SELF)
        (ended,) = table.told_of(events.AssistanceEnded)
        assert (ended.who, ended.why) == (PROGRAM, Why.AUTOMATIC)
        assert ended.when.recorded == events.instant(later)
        assert table.told()[-1].who.assisted_by is None
        table.opened.log.record(WITHDRAWN, SELF)
        assert len(table.told_of(events.AssistanceEnded)) == 1

    def test_so_does_the_next_unlock(self, table: Table) -> None:
        start_assistance(table.opened, HELPER, 30)
        table.clock.forward(hours=3)
        table.reopen()
        assert len(table.told_of(events.AssistanceEnded)) == 1
        table.reopen()
        assert len(table.told_of(events.AssistanceEnded)) == 1

    def test_a_write_that_fails_leaves_it_to_the_next(self, table: Table) -> None:
        start_assistance(table.opened, HELPER, 30)
        table.clock.forward(hours=3)

        class Stopped(Exception):
            pass

        def stop() -> None:
            with table.opened.log.transaction(SELF):
                raise Stopped

        with pytest.raises(Stopped):
            stop()
        assert table.told_of(events.AssistanceEnded) == []
        assert table.opened.log.is_help_overdue
        table.opened.log.record(WITHDRAWN, SELF)
        assert len(table.told_of(events.AssistanceEnded)) == 1

    def test_new_help_can_begin_when_the_old_is_over(self, table: Table) -> None:
        start_assistance(table.opened, HELPER, 30)
        table.clock.forward(hours=3)
        other = the_helper("En Anden", "friend")
        start_assistance(table.opened, other, 30)
        kinds = [event.kind for event in table.told()[-3:]]
        assert kinds == ["assistance.started", "assistance.ended", "assistance.started"]
        assert helper_of(table.in_force()) == other

    def test_a_clock_set_back_does_not_prolong_it(self, table: Table) -> None:
        start_assistance(table.opened, HELPER, 30)
        table.clock.forward(minutes=25)
        table.opened.log.record(WITHDRAWN, SELF)
        table.clock.forward(minutes=-24)
        assert table.in_force() is None
        table.clock.forward(minutes=24)
        assert table.in_force() is None, "what is over does not come back"

    def test_nor_where_nothing_was_written_meanwhile(self, table: Table) -> None:
        start_assistance(table.opened, HELPER, 30)
        table.clock.forward(minutes=25)
        assert table.in_force() is not None
        table.clock.forward(minutes=-24)
        assert table.in_force() is None

    def test_with_a_clock_far_behind_it_does_not_begin_and_nothing_is_written(
        self, table: Table
    ) -> None:
        table.clock.forward(minutes=10)
        table.opened.log.record(WITHDRAWN, SELF)
        table.clock.forward(minutes=-10)
        size = table.opened.log.size
        with pytest.raises(AssistanceClockBehind):
            start_assistance(table.opened, HELPER, 30)
        assert table.opened.log.size == size
        table.clock.forward(minutes=9)
        start_assistance(table.opened, HELPER, 30)
        assert table.opened.log.assistance is not None

    def test_a_clock_that_is_corrected_by_seconds_does_not_end_it(self, table: Table) -> None:
        start_assistance(table.opened, HELPER, 30)
        table.clock.now -= MOST_LAG
        assert table.in_force() is not None
        table.clock.forward(seconds=-1)
        assert table.in_force() is None

    def test_its_end_says_that_the_clock_could_not_be_believed(self, table: Table) -> None:
        start_assistance(table.opened, HELPER, 30)
        table.clock.forward(days=-1)
        table.reopen()
        (ended,) = table.told_of(events.AssistanceEnded)
        assert ended.when.clock == "held"


class TestErasing:
    def test_nothing_is_erased_while_somebody_helps(self, table: Table) -> None:
        start_assistance(table.opened, HELPER, 30)
        begun = table.opened.log.size - 1
        with pytest.raises(HelperPresent):
            table.opened.log.erase(events.Position(begun), SELF)

    def test_an_end_is_not_erased_while_the_help_would_go_on_without_it(self, table: Table) -> None:
        start_assistance(table.opened, HELPER, 120)
        end_assistance(table.opened)
        end = events.Position(table.opened.log.size - 1)
        with pytest.raises(NotErasable):
            table.opened.log.erase(end, SELF)
        table.clock.forward(hours=2)
        table.opened.log.erase(end, SELF)
        table.reopen()
        assert table.in_force() is None
        assert table.opened.log.verdict.condition is Condition.WHOLE

    def test_both_can_be_erased_later(self, table: Table) -> None:
        start_assistance(table.opened, HELPER, 30)
        end_assistance(table.opened)
        table.clock.forward(days=1)
        for stored in list(table.opened.log.events()):
            if stored.event is not None and stored.event.kind.startswith("assistance."):
                table.opened.log.erase(stored.position, SELF)
        table.reopen()
        assert table.told_of(events.AssistanceStarted, events.AssistanceEnded) == []
        assert custody.inspect_log(table.opened.log) == []


class TestWhoHelps:
    def test_blank_words_were_not_said(self) -> None:
        assert the_helper("  Karen   Opdigtet ", "nurse", " ", "") == the_helper(
            "Karen Opdigtet", "nurse"
        )

    @pytest.mark.parametrize(
        ("field", "changes"),
        [
            ("name", {"name": ""}),
            ("name", {"name": "Karen 0101011234"}),
            ("name", {"name": "K" * 101}),
            ("name", {"name": "Karen\u202eOpdigtet"}),
            ("role", {"role": "queen"}),
            ("organisation", {"organisation": "Afsnit 7"}),
            ("authorisation_id", {"authorisation_id": "AB 12/C"}),
        ],
    )
    def test_what_cannot_be_written_down_is_named_by_its_field(
        self, field: str, changes: dict[str, str]
    ) -> None:
        said = {"name": "Karen Opdigtet", "role": "nurse"} | changes
        with pytest.raises(HelperUnfit) as refused:
            the_helper(**said)
        assert refused.value.facts == {"field": field}
        said_of_it = refused.value.user_message(Language.DANISH)
        for value in filter(None, changes.values()):
            assert value not in "".join(said_of_it)

    def test_every_role_has_words(self) -> None:
        keys = {f"assistance.role.{role}" for role in assistance.ROLES}
        assert keys == {key for key in catalogue() if key.startswith("assistance.role.")}
        assert role_words("nurse", Language.DANISH) == "sygeplejerske"
        assert role_words("not_a_role", Language.DANISH) == "not_a_role"
