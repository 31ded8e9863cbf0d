"""What a recipient was told stays open until it has signed that it is done."""

import random
from datetime import timedelta
from pathlib import Path

from consent.periods import local_day
from export.awaiting import ANSWER_DAYS, awaited
from export.delivery import Course
from export.noticing import send_notices
from export.sending import Route
from tests.donations import DAY, FIRST_NOON, Donor
from tests.releases import PROJECT, signed_version
from tests.unit.records.stored import HOUR, pulse


def told(giver: Donor, inbox: Path) -> None:
    """Send a bundle, take it back, and tell the recipient."""
    entry = giver.seal()
    giver.outbox.sent(entry, giver.outbox.confirmed(entry))
    giver.citizen.book.withdraw(signed_version(1).request)
    assert awaited(giver.citizen.opened) == []  # nobody was told yet
    inbox.mkdir()
    route = Route(Course(lambda _: None, random.Random(1).random), inbox)
    send_notices(giver.citizen.opened, PROJECT, route)


def test_it_waits_from_the_notice_to_the_answer(giver: Donor, tmp_path: Path) -> None:
    told(giver, tmp_path / "inbox")
    (waiting,) = awaited(giver.citizen.opened)
    today = local_day(giver.citizen.clock.now)
    assert (waiting.project, waiting.told, waiting.bundles) == (PROJECT, today, 1)
    giver.outbox.answered(giver.outbox.entries()[0], "received", "ab" * 32)
    assert len(awaited(giver.citizen.opened)) == 1  # that it came is not that it is gone
    giver.outbox.answered(giver.outbox.entries()[0], "withdrawn", "cd" * 32)
    assert awaited(giver.citizen.opened) == []


def test_a_month_is_what_the_recipient_has(giver: Donor, tmp_path: Path) -> None:
    told(giver, tmp_path / "inbox")
    (waiting,) = awaited(giver.citizen.opened)
    assert waiting.due - waiting.told == timedelta(days=ANSWER_DAYS)
    assert not waiting.is_overdue(waiting.due)
    assert waiting.is_overdue(waiting.due + timedelta(days=1))


def test_what_is_sent_by_a_later_consent_is_not_waited_for(giver: Donor, tmp_path: Path) -> None:
    told(giver, tmp_path / "inbox")
    giver.outbox.answered(giver.outbox.entries()[0], "withdrawn", "cd" * 32)
    giver.citizen.clock.forward(days=40)
    giver.citizen.republish()
    giver.citizen.refresh()
    giver.citizen.give()
    # How many of the newest days stay back is the donor's own chance: this is new to all.
    giver.bring(pulse(FIRST_NOON + 100 * DAY + 5 * HOUR, 77))
    giver.seal()
    assert awaited(giver.citizen.opened) == []
