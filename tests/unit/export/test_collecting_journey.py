"""What a citizen's program really sends is what a recipient's program takes: no false alarms."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from consent.policy import Grant
from consent.request import Dates, Resolution, open_request, sign_request
from export.minimisation.allowing import allow_list
from export.minimisation.dates import DateTreatment
from export.minimisation.documents import Terms, minimise_document
from export.outbox import Entry
from export.outgoing import Outgoing
from export.pseudonym import Donor as Identity
from export.receiving.desk import Desk
from export.withdrawing import withdrawal_notice
from tests import bundles, inboxes
from tests.donations import DAY, FIRST_NOON, Donor
from tests.full_resources import full_resource, held
from tests.inboxes import Citizen, Place, Sender
from tests.releases import RECIPIENT, signed_version
from tests.seals import keys_of
from tests.synthetic_requests import with_change
from tests.unit.records.stored import HOUR, pulse

NEXT_MONTH = date(2026, 10, 1)


def desk_of(giver: Donor) -> Desk:
    record = RECIPIENT.model_copy(update={"seal": keys_of(giver.reader)})
    return inboxes.desk(signed_version(1), recipient=record, seal_keys=(giver.reader.private,))


def hand_over(giver: Donor, entry: Entry, place: Place) -> None:
    place.inbox.mkdir(exist_ok=True)
    shutil.copy(giver.outbox.file(entry), place.inbox / entry.file_name)


def test_two_donations_and_a_withdrawal(giver: Donor, tmp_path: Path) -> None:
    place = Place(tmp_path / "recipient")
    place.root.mkdir()
    first = giver.seal()
    hand_over(giver, first, place)
    report = place.collect(desk_of(giver))
    assert (report.received, report.matters) == (1, [])
    giver.citizen.clock.forward(days=40)
    giver.citizen.republish()
    giver.citizen.refresh()
    giver.bring(*(pulse(FIRST_NOON + (245 + day) * DAY + HOUR, 70) for day in range(30)))
    second = giver.seal()
    hand_over(giver, second, place)
    report = place.collect(desk_of(giver))
    assert (report.received, report.matters) == (1, [])
    notice = withdrawal_notice(
        signed_version(1),
        giver.prepare().identity.signing_key,
        NEXT_MONTH,
        through_sequence=2,
        bundles=(first.bundle_sha256, second.bundle_sha256),
    )
    (place.inbox / "notice.ddwithdrawal").write_bytes(notice.content)
    report = place.collect(desk_of(giver))
    assert report.notices == 1
    kinds = [place.answer(each.bundle_sha256).answer.kind for each in (first, second)]
    assert kinds == ["withdrawn"] * 2  # the sample promises that what was sent is kept


@pytest.mark.parametrize("dates", list(Dates))
def test_documents_of_every_kind_pass_as_they_are_minimised(tmp_path: Path, dates: Dates) -> None:
    citizen = Citizen()
    asked = inboxes.request().request
    item = asked.item("answers")
    assert item is not None
    asked = with_change(asked, f"items.{asked.items.index(item)}.dates", dates.value)
    signed = open_request(sign_request(asked, bundles.RECIPIENT_KEY))
    identity = Identity(citizen.secret).for_project(asked.id)
    treatment = DateTreatment(dates, identity, Resolution.RAW, inboxes.DAY)
    terms = Terms(Grant("answers", Resolution.RAW, dates), identity, treatment)
    sent: list[Outgoing] = []
    for kind in sorted(allow_list().sent):
        document = held(full_resource(kind).resource, "questionnaires", f"d{len(sent) + 1}")
        found = minimise_document(document, terms).outgoing
        if found is not None:
            sent.append(found)
    assert len({each.resource_type for each in sent}) > 10
    place = Place(tmp_path)
    Sender(citizen, signed).send(place.inbox, *sent)
    report = place.collect(inboxes.desk(signed))
    assert (report.received, report.matters) == (1, [])
