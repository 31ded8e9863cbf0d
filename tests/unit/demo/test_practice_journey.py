"""Somebody practises: the whole way, with made-up data and nothing else made up."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from consent.approval import Approval, judge_request
from consent.book import ConsentBook
from consent.choices import ItemChoice
from consent.request import SignedRequest, open_request
from consent.shelf import RequestShelf
from consent.yes import RequestNotApproved
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.demo import practice
from datadonor.demo.practice import PracticeGround
from datadonor.demo.year_phone import count_phone_records
from datadonor.records.summary import summary
from datadonor.registry.client import RegistryClient
from datadonor.sources.pipeline import import_parcel
from datadonor.texts import Language
from export.awaiting import awaited
from export.delivery import Course
from export.fetching import fetch_answers
from export.noticing import send_notices
from export.outbox import BundleState, NothingNew, Outbox
from export.preview import Preview
from export.sending import Route, send
from tests.consents import fitting_choices
from tests.unit.conftest import PASSPHRASE, WEAK, no_wait

ROUTE = Route(Course(no_wait, random.Random(1).random))
"""By the recipient's record, as the window sends."""


@dataclass(frozen=True)
class Practising:
    """Somebody who has made a vault to practise in and brought in what there was."""

    ground: PracticeGround
    opened: OpenVault

    def approval(self, signed: SignedRequest) -> Approval:
        """Return what the registry says of a request."""
        view = RegistryClient(self.opened).view()
        return judge_request(signed, view, self.opened.log.now(), Language.DANISH)

    def take_in(self, file: Path) -> SignedRequest:
        """Put a request on the shelf."""
        signed = open_request(file.read_bytes())
        RequestShelf(self.opened).add(signed, SELF, self.opened.log.now())
        return signed

    def say_yes(self, signed: SignedRequest, *granted: str) -> None:
        """Say yes to some of it."""
        approval = self.approval(signed)
        items = {each.id: ItemChoice(granted=each.id in granted) for each in signed.request.items}
        choices = fitting_choices(
            signed, recipient=approval.recipient, items=items, demographics=("age_band",)
        )
        ConsentBook(self.opened).give(signed, choices, approval)

    def send(self, signed: SignedRequest) -> set[str]:
        """Send, and return the categories that went."""
        went: set[str] = set()

        def confirm(shown: Preview) -> str:
            went.update(shown.by_category)
            return shown.digest

        assert send(self.opened, signed.request.id, confirm, ROUTE) is not None
        return went

    def states(self, signed: SignedRequest) -> list[BundleState]:
        """Return how what was sent stands."""
        return [each.state for each in Outbox(self.opened).entries(signed.request.id)]


@pytest.fixture
def practising(tmp_path: Path) -> Iterator[Practising]:
    ground = practice.make_practice(tmp_path / "Øvelse & prøve 100 %")
    custody.create_vault(ground.vault, PASSPHRASE, kdf=WEAK)
    with custody.open_vault(ground.vault, PASSPHRASE) as opened:
        for file in ground.health_files:
            for report in import_parcel(opened, file, SELF):
                assert report.added
                assert not report.unreadable_count
        client = RegistryClient(opened)
        client.use(ground.registry, ground.root_file.read_bytes())
        client.refresh()
        yield Practising(ground, opened)


def test_from_import_to_proven_deletion(practising: Practising) -> None:
    opened, ground = practising.opened, practising.ground
    records = sum(each.records for each in summary(opened.vault.connection))
    assert records > count_phone_records(ground.phone_file)

    signed = practising.take_in(ground.requests[0])
    practising.say_yes(signed, "sleep", "steps")
    assert practising.send(signed) == {"sleep", "activity"}
    assert practising.states(signed) == [BundleState.SENT]

    assert practice.play_recipient(ground) == 1
    assert practice.play_recipient(ground) == 0
    assert [each.error for each in fetch_answers(opened)] == [None]
    assert practising.states(signed) == [BundleState.RECEIVED]

    ConsentBook(opened).withdraw(signed.request)
    send_notices(opened, signed.request.id, ROUTE)
    assert len(awaited(opened)) == 1
    assert practice.play_recipient(ground) == 2  # to the notice, and anew to the bundle
    assert practice.play_recipient(ground) == 0
    assert [each.error for each in fetch_answers(opened)] == [None]
    assert practising.states(signed) == [BundleState.DELETED]
    assert awaited(opened) == []
    assert opened.log.inspect() == []
    assert not list((ground.folder / "recipient" / "store").rglob("*.ndjson"))
    assert not list((ground.folder / "recipient" / "store").rglob("*.csv"))


def test_what_the_clinic_wrote_can_be_sent_too(practising: Practising) -> None:
    signed = practising.take_in(practising.ground.requests[1])
    practising.say_yes(signed, "blood")
    assert practising.send(signed) == {"laboratory"}
    assert practice.play_recipient(practising.ground) == 1


def test_without_data_there_is_nothing_to_practise_with(tmp_path: Path) -> None:
    """The control: what is sent above is what was brought in."""
    ground = practice.make_practice(tmp_path / "Øvelse & prøve 100 %")
    custody.create_vault(ground.vault, PASSPHRASE, kdf=WEAK)
    with custody.open_vault(ground.vault, PASSPHRASE) as opened:
        client = RegistryClient(opened)
        client.use(ground.registry, ground.root_file.read_bytes())
        client.refresh()
        somebody = Practising(ground, opened)
        signed = somebody.take_in(ground.requests[0])
        somebody.say_yes(signed, "sleep")
        with pytest.raises(NothingNew):
            somebody.send(signed)
    assert practice.play_recipient(ground) == 0


def test_nobody_can_say_yes_to_what_is_not_approved(practising: Practising) -> None:
    signed = open_request(practising.ground.stranger.read_bytes())
    choices = fitting_choices(signed)
    with pytest.raises(RequestNotApproved):
        ConsentBook(practising.opened).give(signed, choices, practising.approval(signed))
    assert not Outbox(practising.opened).entries()
