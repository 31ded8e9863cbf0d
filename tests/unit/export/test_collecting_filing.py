"""Collecting: whole bundles are filed and answered once, and everything else is kept apart."""

import errno
import json
import shutil
import stat
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.request import open_request, sign_request
from datadonor.errors import DatadonorError, DiskFull
from datadonor.texts import Language
from export.answers import SignedAnswer
from export.receiving import store
from export.receiving.collecting import AnswerKeyUnpublished, collect
from export.receiving.desk import Matter
from export.receiving.store import Store, StoreDamaged, StoreInUse
from tests import inboxes
from tests.inboxes import Citizen, Place, Sender
from tests.seals import make_reader, seal


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def details(signed: SignedAnswer) -> dict[str, Any]:
    return signed.answer.detail.model_dump(exclude_none=True)


def test_a_bundle_is_filed_by_project_pseudonym_and_number_and_answered(place: Place) -> None:
    sender = Sender()
    sender.send(place.inbox)
    report = place.collect()
    assert (report.received, report.rejected, report.matters) == (1, 0, [])
    assert place.bundles(sender) == ["1"]
    answer = place.answer(sender.sent[0]).answer
    assert (answer.kind, answer.project) == ("received", sender.signed.request.id)
    assert answer.pseudonym == sender.citizen.pseudonym
    assert answer.detail.manifest_sha256 == sender.previous
    assert list(place.inbox.iterdir()) == []


def test_everything_in_the_store_is_private(place: Place) -> None:
    sender = Sender()
    sender.send(place.inbox)
    (place.inbox / "strange.age").write_bytes(b"not sealed at all")
    sender.withdraw(place.inbox, through_sequence=0)
    place.collect()
    for path in (place.store, *place.store.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_bundles_are_taken_in_the_order_of_their_numbers_whatever_their_names(
    place: Place,
) -> None:
    senders = [Sender(Citizen(number)) for number in range(3)]
    for _ in range(4):
        for sender in senders:
            sender.send(place.inbox)
    report = place.collect()
    assert (report.received, report.matters) == (12, [])
    assert all(place.bundles(sender) == ["1", "2", "3", "4"] for sender in senders)


def test_both_seals_are_opened_by_the_key_that_fits(place: Place) -> None:
    other = make_reader("crypt4gh")
    Sender(Citizen(1)).send(place.inbox)
    Sender(Citizen(2), reader=other).send(place.inbox)
    at = inboxes.desk(seal_keys=(other.private, inboxes.READER.private))
    assert place.collect(at).received == 2


def test_a_second_run_changes_nothing(place: Place) -> None:
    sender = Sender()
    sender.send(place.inbox)
    (place.inbox / "strange.age").write_bytes(b"not sealed at all")
    place.collect()
    before = place.tree()
    again = place.collect(inboxes.desk(now=inboxes.NOW + timedelta(days=3)))
    assert place.tree() == before
    assert (again.received, again.rejected, again.in_quarantine) == (0, 0, 1)


def test_the_same_file_again_is_answered_the_same(place: Place) -> None:
    sender = Sender()
    file = sender.send(place.inbox)
    content = file.read_bytes()
    place.collect()
    before = place.tree()
    file.write_bytes(content)
    report = place.collect(inboxes.desk(now=inboxes.NOW + timedelta(days=3)))
    assert (report.received, report.again, report.rejected) == (0, 1, 0)
    assert place.tree() == before


def test_the_same_bundle_sealed_anew_is_not_filed_twice_and_each_seal_is_answered(
    place: Place,
) -> None:
    sender = Sender()
    content, _ = sender.plain()
    sender.put(place.inbox, content)
    place.collect()
    sender.put(place.inbox, content)
    assert place.collect().again == 1
    assert len(set(sender.sent)) == 2
    assert [place.answer(each).answer.kind for each in sender.sent] == ["received"] * 2
    assert place.bundles(sender) == ["1"]


def test_another_bundle_with_a_number_that_came_is_refused_as_a_replay(place: Place) -> None:
    sender = Sender()
    sender.send(place.inbox)
    place.collect()
    sender.send(place.inbox, sender.citizen.heart("other"), sequence=1, previous_sha256=None)
    report = place.collect()
    assert [each.code for each in report.matters] == ["BUNDLE_REPLAYED"]
    assert details(place.answer(sender.sent[1])) == {"code": "BUNDLE_REPLAYED"}
    assert place.answer(sender.sent[1]).answer.pseudonym == sender.citizen.pseudonym


def test_a_missing_bundle_is_told_and_refused_if_it_comes_later(place: Place) -> None:
    sender = Sender()
    late = sender.send(place.inbox).rename(place.root / "late")
    sender.send(place.inbox)
    report = place.collect()
    assert (report.received, [each.kind for each in report.matters]) == (1, ["gap"])
    late.rename(place.inbox / "late.age")
    assert [each.code for each in place.collect().matters] == ["BUNDLE_REPLAYED"]


def damaged(content: bytes) -> bytes:
    return content[:-40] + bytes([content[-40] ^ 1]) + content[-39:]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda sealed: sealed[:-100], {"SEAL_CUT", "SEAL_ALTERED"}),
        (damaged, {"SEAL_ALTERED"}),
        (lambda _: b"", {"SEAL_UNKNOWN", "SEAL_DAMAGED", "SEAL_CUT"}),
        (lambda _: b"junk" * 100, {"SEAL_UNKNOWN"}),
        (lambda _: seal(b"", inboxes.READER), {"BUNDLE_CUT"}),
        (lambda _: seal(b"junk" * 1000, inboxes.READER), {"BUNDLE_NOT_CANONICAL"}),
        (lambda _: seal(b"{}", inboxes.READER), {"NOTICE_UNREADABLE"}),
        (lambda _: seal(b"{" * 5_000_000, inboxes.READER), {"NOTICE_UNREADABLE"}),
        (lambda _: seal(b"x", make_reader("age")), {"SEAL_WRONG_KEY"}),
    ],
)
def test_what_is_not_right_is_kept_apart_with_its_reason_and_answered(
    place: Place,
    spoil: Any,  # noqa: ANN401
    code: set[str],
) -> None:
    sender = Sender()
    file = sender.send(place.inbox)
    spoiled = spoil(file.read_bytes())
    file.unlink()
    name = sha256(spoiled).hexdigest()
    (place.inbox / "mail.AGE").write_bytes(spoiled)
    report = place.collect()
    assert (report.received, report.rejected, report.in_quarantine) == (0, 1, 1)
    kept = place.store / "_quarantine" / name
    assert (kept / f"{name}.age").read_bytes() == spoiled
    reason = json.loads((kept / "reason.json").read_bytes())
    assert reason["code"] in code
    assert set(reason["what"]) == {"da", "en"}
    assert details(place.answer(name)) == {"code": reason["code"]}
    assert not (place.store / sender.signed.request.id).exists()


def test_a_bad_bundle_does_not_keep_a_good_one_waiting(place: Place) -> None:
    good = [Sender(Citizen(number)) for number in (1, 2)]
    good[0].send(place.inbox)
    (place.inbox / "0.age").write_bytes(b"junk")
    good[1].send(place.inbox)
    report = place.collect()
    assert (report.received, report.rejected) == (2, 1)


def test_a_bundle_for_others_or_for_an_unknown_request_is_refused(place: Place) -> None:
    Sender(Citizen(1)).send(place.inbox, recipient="somebody-else")
    Sender(Citizen(2), signed=inboxes.request(version=2)).send(place.inbox)
    codes = {each.code for each in place.collect().matters}
    assert codes == {"BUNDLE_OTHER_RECIPIENT", "BUNDLE_OTHER_REQUEST"}


def test_what_was_refused_can_be_put_back_when_its_reason_is_gone(place: Place) -> None:
    sender = Sender(signed=inboxes.request(version=2))
    sender.send(place.inbox)
    place.collect()
    (kept,) = (place.store / "_quarantine" / sender.sent[0]).glob("*.age")
    kept.rename(place.inbox / kept.name)
    known = inboxes.desk(inboxes.request(), inboxes.request(version=2))
    report = place.collect(known)
    assert (report.received, report.in_quarantine) == (1, 0)
    answer = place.answer(sender.sent[0]).answer
    assert (answer.kind, answer.detail.previous_sha256 is None) == ("received", False)


def test_what_is_no_bundle_stays_where_it_is(place: Place) -> None:
    place.inbox.mkdir()
    names = ["note.txt", "upload", "upload.json", ".hidden.age", "half.age.part"]
    for name in names:
        (place.inbox / name).write_bytes(b"x")
    (place.inbox / "folder.age").mkdir()
    (place.inbox / "link.age").symlink_to(place.inbox / "note.txt")
    report = place.collect()
    assert report.ignored == len(names) + 2
    assert len(list(place.inbox.iterdir())) == len(names) + 2
    assert report.rejected == 0


def test_a_request_that_the_recipient_did_not_sign_is_not_believed(place: Place) -> None:
    Sender().send(place.inbox)
    stranger = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
    forged = open_request(sign_request(inboxes.request().request, stranger))
    report = place.collect(inboxes.desk(forged))
    assert [each.code for each in report.matters] == ["BUNDLE_OTHER_PROJECT"]


def test_answers_that_nobody_would_believe_are_not_written(place: Place) -> None:
    Sender().send(place.inbox)
    at = inboxes.desk(receipt_key=Ed25519PrivateKey.from_private_bytes(b"s" * 32))
    with pytest.raises(AnswerKeyUnpublished):
        place.collect(at)
    assert not place.store.exists()


def test_one_program_at_a_time(place: Place) -> None:
    Sender().send(place.inbox)
    with Store(place.store).turn(), pytest.raises(StoreInUse):
        place.collect()
    assert place.collect().received == 1


def test_a_full_disk_ends_the_run_and_the_next_one_goes_on(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    senders = [Sender(Citizen(number)) for number in range(3)]
    for sender in senders:
        sender.send(place.inbox)

    def full(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(store.Store, "publish", full)
        with pytest.raises(DiskFull):
            place.collect()
    assert len(list(place.inbox.iterdir())) == 3
    assert place.collect().received == 3


def test_progress_is_told_and_may_stop_the_run_between_two_files(place: Place) -> None:
    for number in range(3):
        Sender(Citizen(number)).send(place.inbox)

    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        assert total == 3
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        collect(place.inbox, place.store, place.answers, inboxes.desk(), stop)
    assert len(list(place.inbox.iterdir())) == 1
    assert place.collect().received == 1


# -- the store -----------------------------------------------------------------------


def test_a_folder_that_is_not_listed_counts_as_it_does_after_a_kill(place: Place) -> None:
    sender = Sender()
    sender.send(place.inbox)
    place.collect()
    (place.donor(sender) / "series.json").unlink()
    sender.send(place.inbox)
    report = place.collect()
    assert (report.received, report.matters) == (1, [])
    assert place.bundles(sender) == ["1", "2"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda donor: (donor / "series.json").write_bytes(b"{}"),
        lambda donor: (donor / "series.json").write_bytes(b"\xff"),
        lambda donor: (donor / "7").mkdir(),
        lambda donor: shutil.copytree(donor / "1", donor / "8"),
    ],
)
def test_a_store_that_was_meddled_with_is_told_and_not_written_into(
    place: Place,
    spoil: Any,  # noqa: ANN401
) -> None:
    sender, other = Sender(), Sender(Citizen(2))
    sender.send(place.inbox)
    place.collect()
    spoil(place.donor(sender))
    before = place.tree("store")
    sender.send(place.inbox)
    other.send(place.inbox)
    report = place.collect()
    assert [each.kind for each in report.matters] == ["store_damaged"]
    assert report.received == 1
    assert {name: each for name, each in place.tree("store").items() if name in before} == before
    assert len(list(place.inbox.iterdir())) == 1


def test_a_bundle_that_vanished_from_the_store_is_told_when_it_comes_again(place: Place) -> None:
    sender = Sender()
    file = sender.send(place.inbox)
    content = file.read_bytes()
    place.collect()
    shutil.rmtree(place.donor(sender) / "1")
    file.write_bytes(content)
    assert [each.kind for each in place.collect().matters] == ["store_damaged"]
    assert file.exists()


def test_a_series_of_another_donor_is_not_read_as_ones_own(place: Place) -> None:
    one, other = Sender(Citizen(1)), Sender(Citizen(2))
    one.send(place.inbox)
    place.collect()
    folder = place.donor(one)
    folder.rename(place.donor(other))
    with pytest.raises(StoreDamaged):
        Store(place.store).load(one.signed.request.id, other.citizen.pseudonym)


def test_a_file_on_another_disk_is_moved_whole(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place.root / "inbox").mkdir()
    (place.inbox / "junk.age").write_bytes(b"junk")
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.parent == place.inbox:
            raise OSError(errno.EXDEV, "other disk")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    report = place.collect()
    assert (report.rejected, report.in_quarantine) == (1, 1)
    assert list(place.inbox.iterdir()) == []
    assert [each.read_bytes() for each in place.store.glob("_quarantine/*/*.age")] == [b"junk"]


def test_every_matter_has_a_sentence() -> None:
    for kind in ("rejected", "gap", "store_damaged", "item_by_hand", "unsure"):
        for language in Language:
            assert Matter(kind, "0" * 64).sentence(language)


def test_no_error_holds_a_value_of_the_donors(place: Place) -> None:
    sender = Sender()
    sender.send(place.inbox, sender.citizen.heart("x", subject={"reference": "Patient/Agnete"}))
    report = place.collect()
    (matter,) = report.matters
    assert matter.code == "BUNDLE_BEYOND_CONSENT"
    text = (place.store / "_quarantine" / sender.sent[0] / "reason.json").read_text("utf-8")
    assert "Agnete" not in text
    assert "data/fhir/Observation-0001.ndjson" in text


def test_the_desk_does_not_print_its_keys() -> None:
    assert "SECRET" not in repr(replace(inboxes.desk()))
    assert issubclass(StoreDamaged, DatadonorError)
