"""Bundles are sealed whole or not at all, each with what is new, and never two as one."""

import json
from datetime import date, timedelta

import pytest

from consent.gate import Refusal
from datadonor.audit.events import DonationSealed
from datadonor.records.rollups import date_in_denmark
from datadonor.records.sample import IdentifierKind
from export.bundle.errors import BundleChanged, BundleNotConfirmed
from export.leak_gate import LeakFound
from export.outbox import BundleState, NotDue, NothingNew, Outbox, _month_after
from export.preparing import prepare
from export.pseudonym import ProjectIdentity
from tests.donations import DAY, DAYS, FIRST_NOON, Donor
from tests.releases import PROJECT
from tests.unit.records.stored import HOUR, asleep, pulse


def lines(files: dict[str, bytes]) -> list[bytes]:
    return [
        line
        for name, content in sorted(files.items())
        if name.startswith("data/fhir/")
        for line in content.splitlines()
    ]


def nothing_is_left(giver: Donor) -> bool:
    connection = giver.citizen.opened.vault.connection
    folder = giver.outbox.folder
    return (
        giver.outbox.entries() == []
        and connection.number("SELECT count(*) FROM sent_line") == 0
        and (not folder.exists() or list(folder.iterdir()) == [])
        and list(giver.citizen.opened.log.events_of(DonationSealed)) == []
    )


def test_what_was_confirmed_is_what_the_recipient_opens(giver: Donor) -> None:
    prepared = giver.prepare()
    entry = giver.outbox.seal(prepared, prepared.contents.digest)
    files = giver.files(entry)
    sent = [each.line for each in giver.prepare().stream.outgoing()]
    assert sent == []  # all of it was sealed
    assert len(lines(files)) - 1 == prepared.records > DAYS  # and the person
    verified = giver.verified(entry)
    assert verified.manifest.facts.confirmed_sha256 == prepared.contents.digest
    assert verified.manifest.facts.sequence == 1
    assert entry.state is BundleState.SEALED


def test_nothing_that_points_at_the_donor_is_in_it(giver: Donor) -> None:
    everything = b"".join(giver.files(giver.seal()).values())
    for telling in (b"Karen", b"Testesen", b"310245", b"Armb", b"s1.", b"motion"):
        assert telling not in everything


@pytest.mark.parametrize("planted", ["restless", "HeartRate", "summaries"])
def test_a_leak_stops_the_release_and_leaves_nothing(giver: Donor, planted: str) -> None:
    """Negative control: what stands in the bundle is made an identifier of the donor's."""
    connection = giver.citizen.opened.vault.connection
    connection.execute(
        "INSERT INTO known_identifier SELECT ?, ?, 1, id FROM import LIMIT 1",
        (IdentifierKind.NAME, planted),
    )
    prepared = giver.prepare()
    with pytest.raises(LeakFound) as caught:
        _ = prepared.contents
    assert {leak.finding.kind for leak in caught.value.leaks} == {IdentifierKind.NAME}
    assert planted not in repr([leak.finding for leak in caught.value.leaks])
    with pytest.raises(LeakFound):
        giver.outbox.seal(prepared, "0" * 64)
    assert nothing_is_left(giver)


def test_what_was_not_confirmed_is_not_sealed(giver: Donor) -> None:
    with pytest.raises(BundleNotConfirmed):
        giver.outbox.seal(giver.prepare(), "0" * 64)
    assert nothing_is_left(giver)


def test_what_has_changed_since_it_was_confirmed_is_not_sealed(giver: Donor) -> None:
    prepared = giver.prepare()
    digest = prepared.contents.digest
    giver.bring(pulse(FIRST_NOON + 100 * DAY + 5 * HOUR, 77))
    with pytest.raises(BundleChanged):
        giver.outbox.seal(prepared, digest)
    assert nothing_is_left(giver)


def test_a_failure_in_the_last_step_leaves_nothing(
    giver: Donor, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(Exception):
        pass

    def fail(*_: object) -> None:
        raise Broken

    monkeypatch.setattr(Outbox, "_insert", fail)
    with pytest.raises(Broken):
        giver.seal()
    assert nothing_is_left(giver)


def test_the_next_one_has_only_what_is_new(giver: Donor) -> None:
    first = giver.seal()
    giver.outbox.sent(first, giver.outbox.confirmed(first))
    with pytest.raises(NotDue):
        giver.seal()
    before = set(lines(giver.files(first)))
    giver.citizen.clock.forward(days=32)
    giver.citizen.republish()
    giver.citizen.refresh()
    giver.bring(asleep(FIRST_NOON + 100 * DAY, "restless"), pulse(FIRST_NOON + 99 * DAY, 55))
    second = giver.seal()
    after = lines(giver.files(second))
    assert second.sequence == 2
    assert before.isdisjoint(after)
    assert giver.verified(second).manifest.facts.previous_sha256 == first.manifest_sha256
    ids = {json.loads(line)["id"] for line in before} & {json.loads(line)["id"] for line in after}
    assert ids  # a day that has changed comes again under its own id


def test_nothing_new_is_not_sent(giver: Donor, monkeypatch: pytest.MonkeyPatch) -> None:
    # One vault in 28 holds none back.
    monkeypatch.setattr(ProjectIdentity, "newest_days_held_back", 20)
    first = giver.seal()
    giver.outbox.answered(first, "received", "ab" * 32)
    assert not giver.outbox.file(first).exists()
    giver.citizen.clock.forward(days=400)
    giver.citizen.republish()
    giver.citizen.refresh()
    second = giver.seal()  # the days that were held back at the end
    assert second.sequence == 2
    giver.citizen.clock.forward(days=40)
    giver.citizen.republish()
    giver.citizen.refresh()
    with pytest.raises(NothingNew):
        giver.seal()


@pytest.mark.parametrize("end", ["dropped", "rejected", "deleted"])
def test_what_is_not_there_counts_as_not_sent(giver: Donor, end: str) -> None:
    """After a deletion too: who says yes again gives anew."""
    first = giver.seal()
    count = len(lines(giver.files(first)))
    if end == "dropped":
        giver.outbox.drop(first, "withdrawn")
    else:
        giver.outbox.answered(first, "rejected" if end == "rejected" else "deleted", "ab" * 32)
    assert not giver.outbox.file(first).exists()
    assert giver.prepare().contents.totals.lines == count
    assert giver.outbox.entries()[0].state is BundleState(end)


def test_leftovers_of_a_sealing_that_was_cut_off_are_cleared(giver: Donor) -> None:
    entry = giver.seal()
    for name in ("0123.part", f"{'ab' * 32}.age", "something else"):
        (giver.outbox.folder / name).write_bytes(b"cut")
    giver.outbox.clear_leftovers()
    assert [file.name for file in giver.outbox.folder.iterdir()] == [entry.file_name]


def test_the_ends_of_a_window_stay(giver: Donor) -> None:
    """Or the first day, which the project knows, would show by how much dates are moved."""
    prepared = giver.prepare()
    identity = prepared.identity
    days = [
        date.fromisoformat(json.loads(each.line)["effectivePeriod"]["start"][:10])
        - timedelta(days=identity.date_shift_days)
        for each in prepared.stream.outgoing()
        if each.item == "sleep"
    ]
    first = date_in_denmark(FIRST_NOON)
    assert min(days) >= date(2025, 1, 1) + timedelta(days=identity.oldest_days_held_back)
    assert min(days) in (first, first - timedelta(days=1))  # data begin long after the window
    newest = prepared.stream.release_day - timedelta(days=identity.newest_days_held_back)
    assert max(days) <= newest


def test_after_a_withdrawal_nothing_can_be_prepared(giver: Donor) -> None:
    giver.citizen.book.withdraw(giver.citizen.release().request)
    assert isinstance(giver.citizen.ask(), Refusal)


def test_a_month_later_is_the_same_day_or_the_last_one() -> None:
    assert _month_after(date(2026, 1, 15)) == date(2026, 2, 15)
    assert _month_after(date(2026, 1, 31)) == date(2026, 2, 28)
    assert _month_after(date(2028, 1, 31)) == date(2028, 2, 29)
    assert _month_after(date(2026, 12, 31)) == date(2027, 1, 31)


def test_the_same_vault_and_release_give_the_same_bytes(giver: Donor) -> None:
    prepared = giver.prepare()
    again = prepare(giver.citizen.opened, giver.citizen.release())
    assert prepared.contents.digest == again.contents.digest
    assert prepared.payload.project == PROJECT
