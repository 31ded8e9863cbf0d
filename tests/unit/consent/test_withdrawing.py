"""Whether there is anything to take back, and how far it reaches."""

import pytest

from consent.book import ConsentMissing, ItemNotGranted
from consent.case import ConsentCase, Which, case_of
from consent.documents import ConsentDocumentGone
from consent.ledger import ConsentState
from consent.shelf import RequestShelf
from consent.withdrawing import Reach, reach_of, require_withdrawable
from datadonor.audit.events import SELF
from datadonor.texts import Language
from tests.consents import signed_request
from tests.releases import PROJECT, Citizen, signed_version, version_of

REQUEST = signed_version(1).request
REQUIRED = next(item.id for item in REQUEST.items if item.required)
OTHERS = [item.id for item in REQUEST.items if not item.required]


def now(donor: Citizen) -> ConsentCase:
    return case_of(donor.opened, PROJECT, Language.DANISH, Which.AGREED)


def test_there_is_nothing_to_take_back_before_a_yes(donor: Citizen) -> None:
    RequestShelf(donor.opened).add(signed_version(1), SELF, donor.opened.log.now())
    with pytest.raises(ConsentMissing):
        require_withdrawable(now(donor))


def test_a_consent_is_taken_back_once(donor: Citizen) -> None:
    donor.give()
    require_withdrawable(now(donor))
    donor.book.withdraw(REQUEST)
    with pytest.raises(ConsentMissing):
        require_withdrawable(now(donor))


def test_what_has_run_out_can_still_be_taken_back(donor: Citizen) -> None:
    """Something may have been sent by it."""
    donor.give()
    donor.clock.forward(days=4000)
    assert now(donor).consent.state is ConsentState.EXPIRED
    require_withdrawable(now(donor))


def test_what_was_not_granted_is_not_taken_back(donor: Citizen) -> None:
    donor.give()
    donor.change(OTHERS[0])
    require_withdrawable(now(donor), OTHERS[1])
    for item in (OTHERS[0], "no_such_item"):
        with pytest.raises(ItemNotGranted):
            require_withdrawable(now(donor), item)


def test_all_of_it_can_be_taken_back_when_nobody_can_read_what_it_was(donor: Citizen) -> None:
    donor.give()
    donor.execute("DELETE FROM consent_document")
    require_withdrawable(now(donor))
    assert reach_of(now(donor)) is Reach.ALL
    with pytest.raises(ConsentDocumentGone):
        require_withdrawable(now(donor), REQUIRED)


def test_an_item_alone_is_taken_back_if_the_rest_can_stand(donor: Citizen) -> None:
    donor.give()
    assert reach_of(now(donor), OTHERS[0]) is Reach.ITEM
    donor.book.withdraw(REQUEST, OTHERS[0])
    assert now(donor).is_in_force


def test_without_what_is_required_nothing_stands(donor: Citizen) -> None:
    donor.give()
    assert reach_of(now(donor), REQUIRED) is Reach.REQUIRED
    donor.book.withdraw(REQUEST, REQUIRED)
    assert now(donor).consent.state is ConsentState.WITHDRAWN


def test_the_last_item_is_all_of_it(donor: Citizen) -> None:
    free = signed_request(version_of(2, items=tuple(OTHERS)))
    donor.publish(free)
    donor.refresh()
    donor.give(free)
    first, *others = OTHERS
    assert reach_of(now(donor), first) is Reach.ITEM
    for other in others:
        donor.book.withdraw(free.request, other)
    assert reach_of(now(donor), first) is Reach.LAST
    donor.book.withdraw(free.request, first)
    assert now(donor).consent.state is ConsentState.WITHDRAWN
