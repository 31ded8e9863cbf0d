"""No sequence of acts lets a record through after a withdrawal, until a new yes.

A real vault, a real registry and the real gate are driven through acts in any order; a
model in plain words (``tests.release_model``) says what may go after each.
"""

import copy
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from consent.book import ConsentBook
from consent.choices import Choices, ItemChoice
from consent.fitting import version_in_force
from consent.gate import Release
from consent.ledger import ProjectConsent, fold
from consent.policy import Permit, evaluate
from consent.request import ProjectRequest, SignedRequest
from consent.selection import select
from consent.stopping import stop_revoked
from datadonor.audit.events import SELF, ConsentGiven, Position, moment
from datadonor.errors import DatadonorError
from datadonor.records.listing import Shelf
from datadonor.registry.view import RegistryView
from tests.consents import NOON, Clock, fitting_choices
from tests.release_model import (
    ALL,
    ASKED,
    DAYS,
    DENMARK,
    FRESH,
    REQUIRED,
    Consent,
    Known,
    Place,
    World,
    bring_in_records,
    may_go,
    place_of,
    records_of,
)
from tests.releases import (
    PROJECT,
    RECIPIENT,
    VERSIONS,
    Citizen,
    citizen,
    new_template,
    open_at,
    signed_version,
)
from tests.unit.conftest import SyntheticVault


def let_through(someone: Citizen) -> set[Place]:
    """Ask the gate, then the rules about each record, in Python and in SQL."""
    answer = someone.look()
    if not isinstance(answer, Release):
        return set()
    connection = someone.opened.vault.connection
    found = set()
    for place, record in records_of(connection).items():
        said = evaluate(answer.request, answer.choices, record, answer.now)
        if isinstance(said, Permit):
            assert [each.item for each in said.grants] == [place[0]]
            found.add(place)
    selection = select(connection, answer.request, answer.choices, answer.now)
    shelf = Shelf(connection)
    selected = {place_of(shelf.sample(row)) for each in selection.items for row in each.samples()}
    assert selected == found
    return found


windows = st.sampled_from([(None, None), (date(2025, 6, 1), None), (None, date(2026, 3, 31))])
versions = st.sampled_from(sorted(ASKED))
lengths = st.sampled_from(
    [timedelta(minutes=5)] * 3
    + [timedelta(hours=1)] * 3
    + [timedelta(days=1)] * 3
    + [timedelta(days=6, hours=23), timedelta(days=8), timedelta(days=130)]
)


class Life(RuleBasedStateMachine):
    """One person's acts, other people's acts, and time."""

    template: ClassVar[SyntheticVault]
    seen: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.stack = ExitStack()
        self.someone = self.stack.enter_context(citizen(self.template, self.folder))
        now = self.someone.clock.now
        self.world = World(fresh_until=now + FRESH)
        self.known = Known(published=frozenset({1}), as_of=now, fresh_until=self.world.fresh_until)
        self.saved: list[tuple[Path, Known]] = []

    def teardown(self) -> None:
        self.stack.close()
        shutil.rmtree(self.folder)

    # -- the person --------------------------------------------------------------

    @initialize(has_said_yes=st.sampled_from([True, True, True, False]))
    def begin(self, has_said_yes: bool) -> None:
        """Most lives begin with a yes, so that more can happen to it."""
        if has_said_yes:
            self._say_yes("give", 1, {}, None)

    @rule(act=st.sampled_from(["give", "change"]))
    def say_yes_to_what_is_known(self, act: str) -> None:
        for version in sorted(self.known.published):
            self._say_yes(act, version, {}, None)

    @rule(
        act=st.sampled_from(["give", "change"]),
        version=versions,
        chosen=st.dictionaries(st.sampled_from(sorted(ALL)), windows),
        days=st.none() | st.integers(0, 40),
        left_out=st.none() | st.tuples(st.sampled_from(sorted(ALL)), st.sampled_from(DAYS)),
    )
    def say_yes(
        self,
        act: str,
        version: int,
        chosen: dict[str, tuple[date | None, date | None]],
        days: int | None,
        left_out: Place | None,
    ) -> None:
        self._say_yes(act, version, chosen, days, left_out)

    def _say_yes(
        self,
        act: str,
        version: int,
        chosen: dict[str, tuple[date | None, date | None]],
        days: int | None,
        left_out: Place | None = None,
    ) -> None:
        asked, today = ASKED[version], self.now.astimezone(DENMARK).date()
        wanted = {REQUIRED: (None, None), **(chosen or dict.fromkeys(ALL, (None, None)))}
        wanted = {item: window for item, window in wanted.items() if item in asked.items}
        kept = records_of(self.someone.opened.vault.connection)
        names = () if left_out is None else (kept[left_out].name,)
        days_of = {
            item: (max(first or asked.first, asked.first), min(last or asked.last, asked.last))
            for item, (first, last) in wanted.items()
        }
        items = {
            item: ItemChoice(granted=True, from_=first, until=last, excluded_records=names)
            for item, (first, last) in days_of.items()
        }
        expires = None if days is None else min(today + timedelta(days=days), asked.end)
        signed = signed_version(version)
        try:
            if act == "give":
                self.someone.give(version, items=items, expires=expires)
            else:
                choices = fitting_choices(signed, recipient=RECIPIENT, items=items, expires=expires)
                self.someone.book.change(signed, choices, self.someone.approval(signed))
        except DatadonorError:
            return
        self.seen["yes"] += 1
        self.known.consent = Consent(
            version,
            days_of,
            frozenset() if left_out is None else frozenset({left_out}),
            min(expires or asked.end, asked.end),
        )
        self.known.is_in_force, self.known.is_unconfirmed = True, False
        self.world.has_withdrawn, self.world.withdrawn_items = False, set()

    @precondition(lambda self: self.known.is_in_force)
    @rule()
    def withdraw_everything(self) -> None:
        self.withdraw(None)

    @rule(item=st.none() | st.sampled_from(sorted(ALL)))
    def withdraw(self, item: str | None) -> None:
        consent = self.known.consent
        version = 1 if consent is None else consent.version
        try:
            self.someone.book.withdraw(VERSIONS[version], item)
        except DatadonorError:
            return
        assert consent is not None
        consent = self.known.consent = copy.deepcopy(consent)
        # Of what was ended already, whoever takes back one item takes back all.
        goes_on = self.known.is_in_force and set(consent.windows) != {item}
        if item is not None and item != REQUIRED and goes_on:
            del consent.windows[item]
            self.world.withdrawn_items.add(item)
        else:
            self.known.is_in_force = False
            self.world.has_withdrawn = True
            self.seen["withdrawal"] += 1

    @rule(version=versions)
    def refuse(self, version: int) -> None:
        try:
            self.someone.book.refuse(signed_version(version))
        except DatadonorError:
            return
        self.known.is_in_force = False

    @rule(version=versions)
    def put_off(self, version: int) -> None:
        self.someone.book.put_off(signed_version(version), SELF)

    @rule(was_never_valid=st.booleans())
    def find_invalid(self, was_never_valid: bool) -> None:
        try:
            self.someone.book.invalidate(PROJECT, "court", SELF, was_never_valid=was_never_valid)
        except DatadonorError:
            return
        self.known.is_in_force = False

    @rule()
    def try_to_send(self) -> None:
        self.someone.ask()

    # -- the operators -----------------------------------------------------------

    @rule(version=versions, is_read=st.booleans())
    def publish(self, version: int, is_read: bool) -> None:
        self.world.published |= {version}
        self.someone.publish(version)
        self._published(is_read)

    @rule(version=versions, is_read=st.booleans())
    def take_down(self, version: int, is_read: bool) -> None:
        self.world.published -= {version}
        self.someone.published.pop(version, None)
        self.someone.republish()
        self._published(is_read)

    @rule(
        ids=st.sampled_from([(), (), (PROJECT,), (RECIPIENT.id,), ("another",)]),
        is_read=st.booleans(),
    )
    def revoke(self, ids: tuple[str, ...], is_read: bool) -> None:
        self.world.revoked = frozenset(ids)
        self.someone.revoke(*ids)
        self._published(is_read)

    def _published(self, is_read: bool) -> None:
        self.world.fresh_until = self.someone.clock.now + FRESH
        if is_read:
            self.refresh(is_stopping=False)

    @rule(is_stopping=st.booleans())
    def refresh(self, is_stopping: bool) -> None:
        try:
            self.someone.refresh()
        except DatadonorError:
            return
        self.known.published, self.known.revoked = self.world.published, self.world.revoked
        self.known.as_of, self.known.fresh_until = self.now, self.world.fresh_until
        if is_stopping:
            self._stop()

    def _stop(self) -> None:
        consent, today = self.known.consent, self.now.astimezone(DENMARK).date()
        stopped = stop_revoked(self.someone.opened, self.someone.view)
        is_meant = (
            consent is not None
            and self.known.is_in_force
            and today <= consent.last
            and bool(self.known.revoked & {PROJECT, RECIPIENT.id})
        )
        assert stopped == ([PROJECT] if is_meant else [])
        if is_meant:
            self.known.is_in_force = False

    # -- time, and the vault as a whole ------------------------------------------

    @rule(length=lengths)
    def let_time_pass(self, length: timedelta) -> None:
        self.someone.clock.now += length

    @rule(length=lengths)
    def set_the_clock_back(self, length: timedelta) -> None:
        self.someone.clock.now -= length

    @rule()
    def set_the_clock_right(self) -> None:
        self.someone.clock.now = self.now

    @rule()
    def close_and_open(self) -> None:
        self.someone.reopen()

    @rule()
    def back_up(self) -> None:
        self.saved.append((self.someone.back_up(), copy.deepcopy(self.known)))

    @precondition(lambda self: self.saved)
    @rule(data=st.data())
    def put_a_backup_back(self, data: st.DataObject) -> None:
        file, known = data.draw(st.sampled_from(self.saved), label="backup")
        self.someone.restore(file)
        self.known = copy.deepcopy(known)
        self.known.is_unconfirmed = True

    # -- what must hold ----------------------------------------------------------

    @property
    def highest(self) -> datetime:
        """The moment that the last event tells of; none tells of a later one."""
        log = self.someone.opened.log
        (last,) = log.events_before(Position(log.size), 1)
        assert last.event is not None
        return moment(last.event.when.recorded)

    @property
    def now(self) -> datetime:
        return max(self.someone.clock.now, self.highest)

    @invariant()
    def exactly_what_may_go_is_let_through(self) -> None:
        size = self.someone.opened.log.size
        through = let_through(self.someone)
        self.seen["something let through"] += bool(through)
        lag = max(self.highest - self.someone.clock.now, timedelta())
        assert not (self.world.has_withdrawn and through), "nothing after a withdrawal"
        assert not {item for item, _ in through} & self.world.withdrawn_items
        assert through == may_go(self.known, self.now, lag)
        assert self.someone.opened.log.size == size


@pytest.fixture(scope="module", autouse=True)
def _template(tmp_path_factory: pytest.TempPathFactory) -> None:
    Life.template = new_template(tmp_path_factory.mktemp("template") / "vault")
    with open_at(Life.template, Clock()) as opened:
        bring_in_records(opened.vault.connection)


def test_no_sequence_of_acts_lets_a_record_through_after_a_withdrawal() -> None:
    Life.seen.clear()
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=50,
            stateful_step_count=30,
            suppress_health_check=list(HealthCheck),
        ),
    )
    for what in ("yes", "withdrawal", "something let through"):
        assert Life.seen[what], f"{what}: lives without it prove little"


# -- the model sees what a gate forgets ----------------------------------------------------

Story = Callable[[Life], None]


def restore_after_withdrawal(life: Life) -> None:
    life.back_up()
    life.withdraw(None)
    file, known = life.saved[0]
    life.someone.restore(file)
    life.known = replace(known, is_unconfirmed=True)


def see_a_narrower_version(life: Life) -> None:
    life.publish(2, is_read=True)


def see_a_version_that_ended_sooner(life: Life) -> None:
    life.publish(5, is_read=True)
    life.let_time_pass(timedelta(days=130))
    life.revoke((), is_read=True)


def set_the_clock_back(life: Life) -> None:
    life.set_the_clock_back(timedelta(hours=1))


def wait_too_long(life: Life) -> None:
    life.let_time_pass(timedelta(days=8))


def see_a_revocation(life: Life) -> None:
    life.revoke((PROJECT,), is_read=True)


def withdraw_one_item(life: Life) -> None:
    life.withdraw("heart")


def withdraw(life: Life) -> None:
    life.withdraw(None)


def nothing_withdrawn(book: ConsentBook, consent: ProjectConsent) -> Choices | None:
    signed = book.decision(consent)
    return None if signed is None else signed.decision.choices


def always_given(book: ConsentBook, project: str) -> ProjectConsent | None:
    kept = next(each for each in book.history(project) if each.kind == ConsentGiven.kind)
    return fold([kept], NOON.date())


def only_approved(agreed: SignedRequest, view: RegistryView, now: datetime) -> ProjectRequest:
    """Pass over a narrower version once its last day is over."""
    found = version_in_force(agreed, view, now)
    return found if found.valid_until >= now.date() else agreed.request


FORGETFUL: dict[str, tuple[Story, str, object]] = {
    "backups": (restore_after_withdrawal, "consent.gate._may_lack_events", lambda *_: False),
    "versions": (
        see_a_narrower_version,
        "consent.gate.version_in_force",
        lambda agreed, *_: agreed.request,
    ),
    "ends": (see_a_version_that_ended_sooner, "consent.gate.version_in_force", only_approved),
    "the clock": (set_the_clock_back, "consent.gate.MOST_CLOCK_LAG", timedelta(days=999)),
    "freshness": (wait_too_long, "consent.gate.RegistryView.is_fresh", lambda *_: True),
    "revocations": (see_a_revocation, "consent.gate.RegistryView.revocation", lambda *_: None),
    "items": (withdraw_one_item, "consent.gate.ConsentBook.choices", nothing_withdrawn),
    "withdrawals": (withdraw, "consent.gate.ConsentBook.consent", always_given),
}


@pytest.mark.parametrize("what", FORGETFUL)
def test_a_gate_that_forgets_a_question_is_found_out(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: the model agrees with the gate, and not with one that forgets."""
    story, name, faulty = FORGETFUL[what]
    life = Life()
    try:
        life.begin(has_said_yes=True)
        life.exactly_what_may_go_is_let_through()
        assert let_through(life.someone)
        story(life)
        life.exactly_what_may_go_is_let_through()
        monkeypatch.setattr(name, faulty)
        with pytest.raises(AssertionError):
            life.exactly_what_may_go_is_let_through()
    finally:
        life.teardown()
