"""What a file holds, what the registry says of it, and what follows from reading it anew."""

import pytest

from consent.approval import Standing
from consent.case import asking_for_more
from consent.envelope import EnvelopeDamaged
from consent.ledger import ConsentState
from consent.refreshing import refresh_approvals
from consent.request import RequestInvalid, SignedRequest
from consent.reviewing import (
    Reviewed,
    open_offered,
    published_requests,
    review_requests,
    take_in,
)
from consent.shelf import RequestShelf, RequestUnknown
from datadonor.audit.events import SELF
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from tests.consents import signed_request
from tests.releases import PROJECT, RECIPIENT, Citizen, signed_version, version_of

DANISH = Language.DANISH
FIRST = signed_version(1)
STRANGER = signed_request(version_of(1, id="et-andet-projekt", recipient="en-anden"))


def review(donor: Citizen, *requests: SignedRequest) -> list[Reviewed]:
    return review_requests(donor.opened, requests, donor.client.view(), DANISH)


class TestOffered:
    def test_a_request_is_read(self) -> None:
        assert open_offered(FIRST.content) == FIRST

    def test_one_that_was_altered_is_told_from_what_never_was_one(self) -> None:
        altered = FIRST.content.replace(b"payload", b"Payload", 1)
        assert open_offered(altered) is None
        assert open_offered(FIRST.content[:-40]) is None
        with pytest.raises((EnvelopeDamaged, RequestInvalid)):
            open_offered(b'{"a letter": "to grandmother"}')


class TestReview:
    def test_each_is_judged_in_the_order_given(self, donor: Citizen) -> None:
        found = review(donor, STRANGER, FIRST)
        assert [each.signed for each in found] == [STRANGER, FIRST]
        assert [each.approval.is_approved for each in found] == [False, True]
        assert found[0].approval.standing is Standing.NOT_PUBLISHED
        assert [each.sent for each in found] == [0, 0]

    def test_without_a_list_nothing_is_approved(self, donor: Citizen) -> None:
        (found,) = review_requests(donor.opened, [FIRST], None, DANISH)
        assert found.approval.standing is Standing.NO_REGISTRY

    def test_only_what_is_approved_is_taken_in(self, donor: Citizen) -> None:
        stranger, first = review(donor, STRANGER, FIRST)
        size = donor.opened.log.size
        assert not take_in(donor.opened, stranger, SELF)
        assert donor.opened.log.size == size
        with pytest.raises(RequestUnknown):
            RequestShelf(donor.opened).get(STRANGER.request.id)
        assert take_in(donor.opened, first, SELF)
        assert RequestShelf(donor.opened).get(PROJECT) == FIRST

    def test_what_is_published_is_listed_by_version(self, donor: Citizen) -> None:
        donor.publish(3, 2)
        donor.refresh()
        versions = [each.request.version for each in published_requests(donor.client.view())]
        assert versions == [1, 2, 3]
        assert published_requests(None) == []


class TestRefresh:
    def test_nothing_new_stops_nothing(self, donor: Citizen) -> None:
        donor.give()
        found = refresh_approvals(donor.opened, DANISH)
        assert (found.stopped, found.asking_for_more) == ((), ())
        assert found.view is not None
        assert found.report.as_of == found.view.as_of

    @pytest.mark.parametrize("revoked", [PROJECT, RECIPIENT.id])
    def test_what_was_revoked_is_stopped_in_the_same_act(
        self, donor: Citizen, revoked: str
    ) -> None:
        donor.give()
        donor.revoke(revoked)
        assert refresh_approvals(donor.opened, DANISH).stopped == (PROJECT,)
        consent = donor.book.consent(PROJECT)
        assert consent is not None
        assert consent.state is ConsentState.STOPPED

    def test_a_version_that_asks_for_more_is_told_of(self, donor: Citizen) -> None:
        donor.give()
        donor.publish(2)  # asks for less
        assert refresh_approvals(donor.opened, DANISH).asking_for_more == ()
        donor.publish(3)
        assert refresh_approvals(donor.opened, DANISH).asking_for_more == (PROJECT,)
        assert asking_for_more(donor.opened, DANISH) == [PROJECT]

    def test_a_list_that_cannot_be_read_stops_nothing(self, donor: Citizen) -> None:
        donor.give()
        donor.revoke(PROJECT)
        for file in donor.registry.folder.rglob("*timestamp*"):
            file.unlink()
        with pytest.raises(DatadonorError):
            refresh_approvals(donor.opened, DANISH)
        consent = donor.book.consent(PROJECT)
        assert consent is not None
        assert consent.state.is_in_force
