"""The one thing to do next: the rule, and what a real vault says to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from consent.gate import Gate, Purpose, Release
from datadonor.audit import custody, events
from datadonor.audit.events import BackedUp
from datadonor.texts import Language
from export.outbox import Outbox
from export.preparing import prepare
from tests.ui.asked_vaults import make_asked
from tests.ui.givers import make_giver
from tests.ui.vaults import PASSPHRASE, make_vault, open_weak
from ui.keeping import Section
from ui.navigation import Place
from ui.next_step import (
    BACKUP_DAYS,
    Facts,
    NextStep,
    Step,
    choose_step,
    read_facts,
    read_next_step,
)

EVERYTHING = Facts(
    is_read_only=True,
    has_words=False,
    has_data=False,
    untold=("a", "b"),
    sealed=("c",),
    begun=("d",),
    asked=("e",),
    asking_for_more=("f",),
    unsent=("g",),
    unanswered=("h",),
    has_requests=False,
    backup_days=BACKUP_DAYS + 1,
)

ORDER = [
    (NextStep(Step.STOPPED, Place.STOPPED), {"is_read_only": False}),
    (NextStep(Step.WORDS, Place.SETTINGS, Section.RECOVERY), {"has_words": True}),
    (NextStep(Step.NOTICE, Place.SENDING, "a"), {"untold": ()}),
    (NextStep(Step.WAITING, Place.SENDING, "c"), {"sealed": ()}),
    (NextStep(Step.IMPORT, Place.IMPORT), {"has_data": True}),
    (NextStep(Step.CONTINUE, Place.CONSENT, "d"), {"begun": ()}),
    (NextStep(Step.REQUEST, Place.PROJECT, "e"), {"asked": ()}),
    (NextStep(Step.MORE, Place.PROJECT, "f"), {"asking_for_more": ()}),
    (NextStep(Step.PREVIEW, Place.PREVIEW, "g"), {"unsent": ()}),
    (NextStep(Step.BACKUP, Place.SETTINGS, Section.BACKUP), {"backup_days": BACKUP_DAYS}),
    (NextStep(Step.PROJECTS, Place.PROJECTS), {"has_requests": True}),
    (NextStep(Step.ANSWER, Place.SENDING, "h"), {"unanswered": ()}),
    (NextStep(Step.NOTHING), {}),
]


def test_the_most_urgent_comes_first_and_each_is_reached_when_those_before_are_done() -> None:
    facts = EVERYTHING
    for expected, done in ORDER:
        assert choose_step(facts) == expected
        facts = replace(facts, **done)  # type: ignore[arg-type] # a field and its value
    assert {step.step for step, _ in ORDER} == set(Step)


def test_without_anything_to_do_nothing_is_asked_for() -> None:
    assert choose_step(Facts()) == NextStep(Step.NOTHING)


# -- real vaults ----------------------------------------------------------------------


def step_of(folder: Path, *, has_words: bool = True) -> NextStep:
    with custody.open_vault(folder, PASSPHRASE) as opened:
        return read_next_step(opened, Language.ENGLISH, has_words=has_words)


def test_a_new_vault_asks_for_data(tmp_path: Path) -> None:
    assert step_of(make_vault(tmp_path / "vault")).step is Step.IMPORT


def test_words_that_nobody_has_confirmed_come_before_data(tmp_path: Path) -> None:
    folder = make_vault(tmp_path / "vault")
    assert step_of(folder, has_words=False).argument == Section.RECOVERY


def test_a_request_is_led_to_by_its_name(tmp_path: Path) -> None:
    step = step_of(make_asked(tmp_path / "someone"))
    assert (step.step, step.place) == (Step.REQUEST, Place.PROJECT)
    assert step.title is not None
    assert step.title.in_language(Language.ENGLISH) == "Sleep and heart rhythm"


def test_a_yes_by_which_nothing_was_sent_leads_to_the_preview(tmp_path: Path) -> None:
    step = step_of(make_asked(tmp_path / "someone", says_yes=True))
    assert (step.step, step.place) == (Step.PREVIEW, Place.PREVIEW)
    assert step.argument


def test_an_answer_that_was_begun_is_gone_on_with(tmp_path: Path) -> None:
    folder = make_asked(tmp_path / "someone")
    with open_weak(folder, lambda: datetime.now(UTC)) as opened:
        facts = read_facts(opened, Language.ENGLISH, has_words=True)
        (project,) = facts.asked
        opened.vault.connection.execute(
            "INSERT INTO conversation (project, updated, content) VALUES (?, ?, ?)",
            (project, "2026-05-03T06:12:00.000Z", b"{}"),
        )
        step = read_next_step(opened, Language.ENGLISH, has_words=True)
    assert (step.step, step.place, step.argument) == (Step.CONTINUE, Place.CONSENT, project)


def test_a_donation_is_followed_from_its_seal_to_its_answer(tmp_path: Path) -> None:
    with make_giver(tmp_path / "giver").open() as opened:
        assert read_facts(opened, Language.ENGLISH, has_words=True).unanswered == ()
        project = read_next_step(opened, Language.ENGLISH, has_words=True).argument
        release = Gate(opened).open(Purpose(project))
        assert isinstance(release, Release)
        prepared = prepare(opened, release)
        digest = prepared.contents.digest
        entry = Outbox(opened).seal(prepared, digest)
        step = read_next_step(opened, Language.ENGLISH, has_words=True)
        assert (step.step, step.place, step.argument) == (Step.WAITING, Place.SENDING, project)
        Outbox(opened).sent(entry, digest)
        step = read_next_step(opened, Language.ENGLISH, has_words=True)
        assert (step.step, step.place, step.argument) == (Step.ANSWER, Place.SENDING, project)


@pytest.mark.parametrize(
    ("days_ago", "is_due"), [(BACKUP_DAYS - 1, False), (BACKUP_DAYS + 2, True)]
)
def test_a_backup_grows_old(tmp_path: Path, days_ago: int, is_due: bool) -> None:
    folder = make_vault(tmp_path / "vault")
    first = datetime(2026, 9, 1, 12, tzinfo=UTC)
    with open_weak(folder, lambda: first) as opened:
        opened.log.record(BackedUp(backup_sha256="1" * 64, log_size=1), events.SELF)
    later = first + timedelta(days=days_ago)
    with open_weak(folder, lambda: later) as opened:
        facts = read_facts(opened, Language.ENGLISH, has_words=True)
    assert facts.backup_days == days_ago
    assert (choose_step(Facts(backup_days=facts.backup_days)).step is Step.BACKUP) == is_due


def test_a_vault_that_can_only_be_read_leads_to_what_can_be_done(rolled_back: Path) -> None:
    with open_weak(rolled_back) as opened:
        step = read_next_step(opened, Language.ENGLISH, has_words=False)
    assert step == NextStep(Step.STOPPED, Place.STOPPED)
