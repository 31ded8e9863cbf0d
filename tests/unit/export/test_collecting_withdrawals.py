"""A withdrawal is carried out as was promised, proven, and nothing comes back after it."""

import csv
import io
import json
import re
import shutil
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from consent.request import open_request, sign_request
from export.receiving.desk import Desk
from export.receiving.store import Store
from tests import bundles, inboxes
from tests.inboxes import Citizen, Place, Sender
from tests.synthetic_requests import with_change

LATER = inboxes.NOW + timedelta(days=3)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def sender_of(place: Place, effect: str, count: int = 2) -> Sender:
    """Return a donor of whom some bundles lie in the store."""
    sender = Sender(signed=inboxes.request(effect))
    for _ in range(count):
        sender.send(place.inbox)
    assert place.collect(desk(effect)).received == count
    return sender


def desk(effect: str, *more: str) -> Desk:
    return inboxes.desk(*(inboxes.request(each) for each in (effect, *more)), now=LATER)


def says(place: Place, words: str, below: str = "store") -> list[str]:
    """Return the files that say some words."""
    return [name for name, content in place.tree(below).items() if words.encode() in content]


@pytest.mark.parametrize("is_sealed", [True, False])
def test_everything_is_erased_and_each_bundle_is_answered_for(
    place: Place, is_sealed: bool
) -> None:
    sender = sender_of(place, "erase")
    received = [place.answer(each) for each in sender.sent]
    notice = sender.withdraw(place.inbox, is_sealed=is_sealed)
    (file,) = place.inbox.iterdir()
    name = file.stem
    report = place.collect(desk("erase"))
    assert (report.notices, report.deleted, report.matters) == (1, 2, [])
    assert place.bundles(sender) == []
    for digest, before in zip(sender.sent, received, strict=True):
        answer = place.answer(digest).answer
        assert (answer.kind, answer.detail.effect) == ("deleted", "erase")
        assert answer.detail.confirmed_sha256 == before.answer.detail.confirmed_sha256
        assert answer.detail.previous_sha256 == before.digest
        assert answer.detail.notice_sha256 == name
    own = place.answer(name).answer
    assert (own.kind, own.detail.missing) == ("withdrawn", None)
    kept = place.donor(sender) / "_notices" / f"{name}.ddwithdrawal"
    assert kept.read_bytes() == notice.content


def test_no_value_of_a_record_is_left_after_erasing(place: Place) -> None:
    sender = sender_of(place, "erase")
    assert says(place, "HeartRate")
    sender.withdraw(place.inbox)
    place.collect(desk("erase"))
    assert says(place, "HeartRate") == []
    assert says(place, sender.citizen.record_id("h1")) == []


def test_another_donors_bundles_stay(place: Place) -> None:
    other = Sender(Citizen(2))
    other.send(place.inbox)
    sender = Sender()
    sender.send(place.inbox)
    place.collect()
    sender.withdraw(place.inbox, bundles=tuple(sender.sent + other.sent))
    place.collect()
    assert (place.bundles(sender), place.bundles(other)) == ([], ["1"])
    assert place.answer(other.sent[0]).answer.kind == "received"


def test_a_bundle_that_comes_after_the_notice_is_never_filed(place: Place) -> None:
    sender = sender_of(place, "erase", 1)
    late = sender.send(place.inbox).rename(place.root / "late")
    sender.withdraw(place.inbox)
    (notice,) = place.inbox.iterdir()
    place.collect(desk("erase"))
    assert place.answer(notice.stem).answer.detail.missing == (sender.sent[1],)
    late.rename(place.inbox / "late.age")
    report = place.collect(desk("erase"))
    assert (report.received, report.deleted, report.in_quarantine) == (0, 1, 0)
    assert place.bundles(sender) == []
    assert place.answer(sender.sent[1]).answer.kind == "deleted"
    assert list(place.inbox.iterdir()) == []


def test_an_erased_bundle_that_comes_again_is_answered_and_let_go(place: Place) -> None:
    sender = Sender()
    file = sender.send(place.inbox)
    content = file.read_bytes()
    place.collect()
    sender.withdraw(place.inbox)
    place.collect(desk("erase"))
    before = place.tree()
    file.write_bytes(content)
    place.collect(desk("erase"))
    assert place.tree() == before


def test_another_bundle_with_an_erased_number_is_let_go_too(place: Place) -> None:
    sender = sender_of(place, "erase", 1)
    sender.withdraw(place.inbox)
    place.collect(desk("erase"))
    sender.send(place.inbox, sender.citizen.heart("z"), sequence=1, previous_sha256=None)
    report = place.collect(desk("erase"))
    assert (report.received, report.deleted, report.in_quarantine) == (0, 1, 0)
    assert place.answer(sender.sent[1]).answer.kind == "deleted"


def test_who_says_yes_again_is_received_again(place: Place) -> None:
    sender = sender_of(place, "erase")
    sender.withdraw(place.inbox)
    place.collect(desk("erase"))
    sender.send(place.inbox)
    report = place.collect(desk("erase"))
    assert (report.received, report.matters) == (1, [])
    assert place.bundles(sender) == ["3"]


def test_a_bundle_and_its_withdrawal_in_one_inbox(place: Place) -> None:
    sender = Sender()
    sender.send(place.inbox)
    sender.withdraw(place.inbox)
    report = place.collect()
    assert (report.received, report.deleted) == (0, 1)
    assert place.answer(sender.sent[0]).answer.kind == "deleted"


def test_what_may_be_kept_is_kept_and_answered_as_withdrawn(place: Place) -> None:
    sender = sender_of(place, "future_only")
    sender.withdraw(place.inbox)
    report = place.collect(desk("future_only"))
    assert (report.notices, report.deleted, report.unlinked) == (1, 0, 0)
    assert place.bundles(sender) == ["1", "2"]
    kinds = {place.answer(each).answer.kind for each in sender.sent}
    assert kinds == {"withdrawn"}


# -- cut off from the donor --------------------------------------------------------------


def test_records_are_cut_off_from_their_donor(place: Place) -> None:
    sender = sender_of(place, "anonymise")
    citizen = sender.citizen
    before = place.tree("store")
    sender.withdraw(place.inbox)
    report = place.collect(desk("anonymise"))
    assert (report.unlinked, report.deleted) == (2, 0)
    assert place.bundles(sender) == []
    cut = place.store / sender.signed.request.id / "_unlinked"
    assert len(list(cut.iterdir())) == 2
    tokens = {each.name for each in cut.iterdir()}
    for name, content in place.tree("store").items():
        if "_unlinked" in name:
            assert citizen.pseudonym.encode() not in content
            assert b"sha256" not in content
            assert not any(
                citizen.record_id(each).encode() in content for each in ("h1", "h2", "s1", "s2")
            )
        elif citizen.pseudonym in name:
            assert not any(token.encode() in content for token in tokens), name
    names = {re.sub(r".*/_unlinked/[^/]+/", "", name) for name in place.tree("store")}
    assert not any("consent" in name or "manifest" in name for name in names)
    assert {place.answer(each).answer.detail.effect for each in sender.sent} == {"anonymise"}
    assert len(before) > len(place.tree("store"))


def test_figures_stay_the_same_and_ids_still_fit_each_other(place: Place) -> None:
    sender = sender_of(place, "anonymise", 1)
    folder = place.donor(sender) / "1" / "data"
    lines = (folder / "fhir" / "Observation-0001.ndjson").read_text("utf-8").splitlines()
    sender.withdraw(place.inbox)
    place.collect(desk("anonymise"))
    (cut,) = (place.store / sender.signed.request.id / "_unlinked").iterdir()
    after = (cut / "data" / "fhir" / "Observation-0001.ndjson").read_text("utf-8").splitlines()
    table = (cut / "data" / "tables" / "samples-0001.csv").read_text("utf-8")
    (row,) = csv.DictReader(io.StringIO(table))
    one, _ = (json.loads(line) for line in after)
    assert row["id"] == one["id"]
    for old, new in zip(map(json.loads, lines), map(json.loads, after), strict=True):
        assert old.pop("id") != new.pop("id")
        assert new.pop("subject") == {"reference": f"Patient/{cut.name}"}
        old.pop("subject")
        assert old == new


def test_two_bundles_of_one_donor_no_longer_show_that_they_are_one_donors(place: Place) -> None:
    sender = Sender(signed=inboxes.request("anonymise"))
    for _ in range(2):
        sender.send(place.inbox, sender.citizen.heart("same"))
    place.collect(desk("anonymise"))
    sender.withdraw(place.inbox)
    place.collect(desk("anonymise"))
    found = []
    for cut in (place.store / sender.signed.request.id / "_unlinked").iterdir():
        (line,) = (cut / "data/fhir/Observation-0001.ndjson").read_text("utf-8").splitlines()
        said = json.loads(line)
        found.append({said["id"], said["subject"]["reference"]})
        assert {each.stat().st_mtime for each in (cut, *cut.rglob("*")) if each.is_dir()} == {0.0}
    assert found[0].isdisjoint(found[1])


def test_the_times_of_files_do_not_tell_which_run_made_them(place: Place) -> None:
    sender = sender_of(place, "anonymise", 1)
    sender.withdraw(place.inbox)
    place.collect(desk("anonymise"))
    (cut,) = (place.store / sender.signed.request.id / "_unlinked").iterdir()
    assert {each.stat().st_mtime for each in cut.rglob("*") if each.is_file()} == {0.0}


# -- promises ------------------------------------------------------------------------


def test_a_notice_that_says_another_promise_goes_to_a_person(place: Place) -> None:
    sender = sender_of(place, "erase", 1)
    stranger = Sender(signed=inboxes.request("future_only"), sequence=1, sent=sender.sent)
    stranger.withdraw(place.inbox)
    report = place.collect(desk("erase"))
    assert [each.code for each in report.matters] == ["NOTICE_OF_OTHER"]
    assert place.bundles(sender) == ["1"]


def test_what_was_promised_when_it_was_sent_holds_if_it_does_more(place: Place) -> None:
    """A later version may not make less of what was promised for what was sent before."""
    first = inboxes.request("erase", 1)
    second = inboxes.request("future_only", 2)
    known = inboxes.desk(first, second)
    sender = Sender(signed=first)
    sender.send(place.inbox)
    sender.signed = second
    sender.send(place.inbox)
    place.collect(known)
    assert place.bundles(sender) == ["1", "2"]
    sender.withdraw(place.inbox)
    report = place.collect(known)
    assert report.deleted == 1
    assert place.bundles(sender) == ["2"]
    assert place.answer(sender.sent[0]).answer.kind == "deleted"
    assert place.answer(sender.sent[1]).answer.kind == "withdrawn"


def test_a_notice_for_another_recipient_or_item_is_refused(place: Place) -> None:
    sender = sender_of(place, "erase", 1)
    sender.withdraw(place.inbox, item="no-such-item")
    other = with_change(inboxes.request().request, "recipient", "somebody-else")
    sender.signed = open_request(sign_request(other, bundles.RECIPIENT_KEY))
    sender.withdraw(place.inbox)
    report = place.collect(desk("erase"))
    assert [each.code for each in report.matters] == ["NOTICE_OF_OTHER"] * 2
    assert place.bundles(Sender()) == ["1"]


def test_what_was_refused_and_is_the_donors_is_erased_too(place: Place) -> None:
    sender = Sender()
    sender.send(place.inbox, sender.citizen.heart("x", note=[{"text": "more"}]))
    cut = sender.send(place.inbox)
    whole = cut.read_bytes()
    cut.write_bytes(whole[: len(whole) // 2])
    name = sha256(cut.read_bytes()).hexdigest()
    cut.rename(cut.with_name(f"{name}.age"))
    sender.sent[1] = name
    assert place.collect().rejected == 2
    sender.withdraw(place.inbox)
    report = place.collect(desk("erase"))
    assert (report.deleted, report.in_quarantine) in {(2, 0), (1, 1)}
    assert place.answer(sender.sent[0]).answer.kind == "deleted"


def test_what_was_refused_and_could_be_anybodys_goes_to_a_person(place: Place) -> None:
    sender = Sender()
    place.inbox.mkdir()
    (place.inbox / "x.age").write_bytes(b"junk")
    place.collect()
    (junk,) = (each.name for each in (place.store / "_quarantine").iterdir())
    sender.withdraw(place.inbox, bundles=(junk,))
    report = place.collect(desk("erase"))
    assert [(each.kind, each.sha256) for each in report.matters] == [("unsure", junk)]
    assert report.in_quarantine == 1
    assert place.answer(junk).answer.kind == "rejected"


def test_a_notice_twice_changes_nothing_more(place: Place) -> None:
    sender = sender_of(place, "erase")
    sender.withdraw(place.inbox)
    (file,) = place.inbox.iterdir()
    content = file.read_bytes()
    place.collect(desk("erase"))
    before = place.tree()
    file.write_bytes(content)
    place.collect(desk("erase"))
    assert place.tree() == before


# -- what is written down -------------------------------------------------------------


def test_the_series_tells_what_came_and_what_became_of_it(place: Place) -> None:
    sender = sender_of(place, "erase")
    sender.withdraw(place.inbox)
    place.collect(desk("erase"))
    series = Store(place.store).load(sender.signed.request.id, sender.citizen.pseudonym)
    assert [(each.sequence, each.state) for each in series.bundles] == [
        (1, "deleted"),
        (2, "deleted"),
    ]
    assert [each.through_sequence for each in series.withdrawals] == [2]


def test_a_deleted_bundle_that_is_put_back_is_told(place: Place) -> None:
    sender = sender_of(place, "erase", 1)
    shutil.copytree(place.donor(sender) / "1", place.root / "backup")
    sender.withdraw(place.inbox)
    place.collect(desk("erase"))
    shutil.copytree(place.root / "backup", place.donor(sender) / "1")
    sender.send(place.inbox)
    assert [each.kind for each in place.collect(desk("erase")).matters] == ["store_damaged"]
