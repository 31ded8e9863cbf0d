"""One item that a donor takes back: a person is asked, until nothing of it is left."""

from datetime import timedelta
from pathlib import Path

import pytest

from export.receiving.answering import AnswerBook
from export.receiving.by_hand import NothingByHand, say_done, waiting
from export.receiving.desk import Desk
from tests import bundles, inboxes
from tests.inboxes import Citizen, Place, Sender

LATER = inboxes.NOW + timedelta(days=3)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def desk(effect: str) -> Desk:
    return inboxes.desk(inboxes.request(effect), now=LATER)


def sender_of(place: Place, effect: str, count: int = 2) -> Sender:
    """Return a donor of whom some bundles lie in the store."""
    sender = Sender(signed=inboxes.request(effect))
    for _ in range(count):
        sender.send(place.inbox)
    assert place.collect(desk(effect)).received == count
    return sender


def test_one_item_is_taken_out_by_a_person_who_signs_for_it(place: Place) -> None:
    sender = sender_of(place, "erase")
    sender.withdraw(place.inbox, item="heart")
    (file,) = place.inbox.iterdir()
    report = place.collect(desk("erase"))
    assert ([each.kind for each in report.matters], report.by_hand) == (["item_by_hand"], 1)
    assert place.bundles(sender) == ["1", "2"]
    assert place.answer(file.stem).answer.kind == "withdrawn"
    assert place.collect(desk("erase")).by_hand == 1
    assert waiting(place.store)[file.stem].item == "heart"
    book = AnswerBook(place.answers, bundles.RECIPIENT_KEY, LATER)
    answer = say_done(place.store, book, file.stem, ())
    assert (answer.kind, answer.detail.item) == ("deleted", "heart")
    assert place.answer(file.stem).answer == answer
    assert place.collect(desk("erase")).by_hand == 0
    with pytest.raises(NothingByHand):
        say_done(place.store, book, file.stem, ())


def done_by_hand(place: Place) -> str:
    """Sign for the one item that waits, and return the digest of its notice."""
    (notice,) = waiting(place.store)
    book = AnswerBook(place.answers, bundles.RECIPIENT_KEY, LATER)
    say_done(place.store, book, notice, ())
    return notice


@pytest.mark.parametrize("is_done", [True, False])
def test_a_bundle_that_comes_after_an_item_was_taken_back_asks_a_person_again(
    place: Place, is_done: bool
) -> None:
    sender = sender_of(place, "erase", 1)
    late = sender.send(place.inbox).rename(place.root / "late.age")
    sender.withdraw(place.inbox, item="heart")
    place.collect(desk("erase"))
    (notice,) = waiting(place.store)
    if is_done:
        done_by_hand(place)
    late.rename(place.inbox / "late.age")
    report = place.collect(desk("erase"))
    assert report.received == 1
    assert [(each.kind, each.sha256) for each in report.matters] == [("item_by_hand", notice)]
    assert (set(waiting(place.store)), report.by_hand) == ({notice}, 1)
    assert waiting(place.store)[notice].through_sequence == 2


def test_a_bundle_of_a_later_yes_asks_nobody(place: Place) -> None:
    sender = sender_of(place, "erase", 1)
    sender.withdraw(place.inbox, item="heart")
    place.collect(desk("erase"))
    done_by_hand(place)
    sender.send(place.inbox)
    report = place.collect(desk("erase"))
    assert (report.received, report.matters, report.by_hand) == (1, [], 0)


def test_a_bundle_after_an_item_that_may_be_kept_asks_nobody(place: Place) -> None:
    sender = sender_of(place, "future_only", 1)
    late = sender.send(place.inbox).rename(place.root / "late.age")
    sender.withdraw(place.inbox, item="heart")
    place.collect(desk("future_only"))
    late.rename(place.inbox / "late.age")
    report = place.collect(desk("future_only"))
    assert (report.received, report.matters, report.by_hand) == (1, [], 0)


def test_the_same_notice_about_an_item_asks_nobody_when_it_was_done(place: Place) -> None:
    sender = sender_of(place, "erase", 1)
    sender.withdraw(place.inbox, item="heart")
    (file,) = place.inbox.iterdir()
    content = file.read_bytes()
    place.collect(desk("erase"))
    notice = done_by_hand(place)
    file.write_bytes(content)
    report = place.collect(desk("erase"))
    assert (report.notices, report.matters, report.by_hand) == (1, [], 0)
    assert place.answer(notice).answer.kind == "deleted"


@pytest.mark.parametrize("effect", ["erase", "anonymise"])
def test_nobody_is_asked_for_an_item_when_all_of_the_donors_is_gone(
    place: Place, effect: str
) -> None:
    sender, other = sender_of(place, effect), Sender(Citizen(2), inboxes.request(effect))
    other.send(place.inbox)
    for each in (sender, other):
        each.withdraw(place.inbox, item="heart")
    place.collect(desk(effect))
    notices = {asked.pseudonym: notice for notice, asked in waiting(place.store).items()}
    assert len(notices) == 2
    sender.withdraw(place.inbox)
    report = place.collect(desk(effect))
    assert (place.bundles(sender), report.by_hand) == ([], 1)
    assert [each.pseudonym for each in waiting(place.store).values()] == [other.citizen.pseudonym]
    answer = place.answer(notices[sender.citizen.pseudonym]).answer
    assert (answer.kind, answer.detail.item) == ("deleted", "heart")


def test_an_item_still_waits_when_all_was_taken_back_and_may_be_kept(place: Place) -> None:
    """A bundle that was sent under a promise to keep it stays, and so does what is to be done."""
    first = inboxes.request("erase", 1)
    second = inboxes.request("future_only", 2)
    known = inboxes.desk(first, second)
    sender = Sender(signed=second)
    sender.send(place.inbox)
    sender.signed = first
    sender.withdraw(place.inbox, item="heart")
    place.collect(known)
    sender.signed = second
    sender.withdraw(place.inbox)
    report = place.collect(known)
    assert (place.bundles(sender), report.by_hand) == (["1"], 1)


def test_one_item_that_may_be_kept_asks_nobody(place: Place) -> None:
    sender = sender_of(place, "future_only")
    sender.withdraw(place.inbox, item="heart")
    report = place.collect(desk("future_only"))
    assert (report.matters, report.by_hand) == ([], 0)
