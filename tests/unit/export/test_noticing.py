"""A withdrawal is told to whoever got data: once, in order, and without asking any gate."""

import random
from pathlib import Path

import pytest

from datadonor.audit.events import NoticeSent
from export.delivery import Course
from export.noticing import NoNoticeDue, due_notices, send_notices
from export.sending import DeliveryNotOffered, Route
from export.withdrawing import open_notice
from tests.donations import Donor
from tests.releases import PROJECT, signed_version
from tests.seals import open_all


def route(folder: Path | None) -> Route:
    if folder is not None:
        folder.mkdir(exist_ok=True)
    return Route(Course(lambda _: None, random.Random(1).random), folder)


def give_something(giver: Donor) -> None:
    entry = giver.seal()
    giver.outbox.sent(entry, giver.outbox.confirmed(entry))


def test_what_was_sent_is_named_and_the_donor_signs(giver: Donor, tmp_path: Path) -> None:
    give_something(giver)
    entry = giver.outbox.entries()[0]
    giver.citizen.book.withdraw(signed_version(1).request, reason="nobody is told this")
    (receipt,) = send_notices(giver.citizen.opened, PROJECT, route(tmp_path / "inbox"))
    (file,) = (tmp_path / "inbox").iterdir()
    assert file.name == f"{receipt.sha256}.age"
    content = open_all(file.read_bytes(), giver.reader)
    notice = open_notice(content).notice
    assert notice.project == PROJECT
    assert notice.bundles == (entry.bundle_sha256,)
    assert notice.through_sequence == 1
    assert notice.effect == signed_version(1).request.withdrawal.effect
    assert b"nobody is told" not in content
    assert due_notices(giver.citizen.opened) == []
    assert list(giver.outbox.folder.glob("*.part")) == []
    with pytest.raises(NoNoticeDue):
        send_notices(giver.citizen.opened, PROJECT, route(tmp_path / "inbox"))


def test_nothing_is_told_when_nothing_was_sent(giver: Donor, tmp_path: Path) -> None:
    giver.seal()  # it lies here still
    giver.citizen.book.withdraw(signed_version(1).request)
    assert due_notices(giver.citizen.opened) == []
    with pytest.raises(NoNoticeDue):
        send_notices(giver.citizen.opened, PROJECT, route(tmp_path / "inbox"))


def test_each_withdrawal_is_told_once_and_in_its_order(giver: Donor, tmp_path: Path) -> None:
    give_something(giver)
    request = signed_version(1).request
    giver.citizen.book.withdraw(request, item="heart")
    giver.citizen.book.withdraw(request)
    assert [due.item for due in due_notices(giver.citizen.opened, PROJECT)] == ["heart", None]
    assert len(send_notices(giver.citizen.opened, PROJECT, route(tmp_path / "inbox"))) == 2
    assert due_notices(giver.citizen.opened) == []
    assert len(list(giver.citizen.opened.log.events_of(NoticeSent))) == 2


def test_it_needs_no_approval_and_no_fresh_list(giver: Donor, tmp_path: Path) -> None:
    """To take something back must be possible when all else has stopped."""
    give_something(giver)
    giver.citizen.book.withdraw(signed_version(1).request)
    giver.citizen.revoke(PROJECT)
    giver.citizen.refresh()
    giver.citizen.clock.forward(days=400)
    assert send_notices(giver.citizen.opened, PROJECT, route(tmp_path / "inbox"))


def test_a_recipient_who_takes_nothing_leaves_it_due(giver: Donor) -> None:
    give_something(giver)
    giver.citizen.book.withdraw(signed_version(1).request)
    with pytest.raises(DeliveryNotOffered):
        send_notices(giver.citizen.opened, PROJECT, route(None))
    assert len(due_notices(giver.citizen.opened)) == 1
    assert list(giver.outbox.folder.glob("*.part")) == []
