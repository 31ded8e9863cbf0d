"""What a recipient's folders hold, signing a request into them, and how things stand there."""

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from consent.recipient_keys import (
    RECEIPT_KEY,
    RECORD,
    KeysMissing,
    make_recipient_keys,
    open_receipt_key,
)
from consent.request import open_request
from datadonor.errors import DatadonorError
from datadonor.registry.targets import RecordInvalid
from datadonor.vault.keystore import WrongKeyPassphrase
from export.receiving.answering import AnswerBook
from export.receiving.by_hand import ProjectOfOthers, say_done, waiting
from export.receiving.collecting import collect
from export.receiving.keys_folder import (
    REQUESTS,
    RequestsMissing,
    desk_of,
    kept_place,
    kept_requests,
    known_requests,
    read_record,
    recipient_of,
)
from export.receiving.signing import RequestFaulty, VersionSigned, sign_into
from export.receiving.standing import Standing, read_standing
from export.receiving.store import ATTENTION, SERIES
from tests.researchers import Researcher, make_researcher
from tests.synthetic_requests import TODAY, complete_request, with_change
from tests.unit.conftest import PASSPHRASE, WEAK


@pytest.fixture
def researcher(tmp_path: Path) -> Researcher:
    return make_researcher(tmp_path / "desk")


def run(researcher: Researcher) -> None:
    desk = desk_of(researcher.keys, PASSPHRASE, ())
    collect(researcher.inbox, researcher.store, researcher.answers, desk)


def standing(researcher: Researcher) -> Standing:
    return read_standing(researcher.inbox, researcher.store, researcher.answers)


# -- the folder of keys -----------------------------------------------------------------


def test_a_request_is_kept_with_the_keys_and_known_once(researcher: Researcher) -> None:
    (kept,) = kept_requests(researcher.keys)
    assert kept.digest == researcher.signed.digest
    assert known_requests(researcher.keys, [researcher.signed]) == [kept]


def test_what_is_no_request_is_passed_over(researcher: Researcher) -> None:
    (researcher.keys / "note.ddrequest").write_text("not one")
    (researcher.keys / REQUESTS / "folder.ddrequest").mkdir()
    assert len(kept_requests(researcher.keys)) == 1


def test_without_any_request_there_is_nothing_to_hold_bundles_to(tmp_path: Path) -> None:
    researcher = make_researcher(tmp_path / "desk", keeps_request=False)
    with pytest.raises(RequestsMissing):
        desk_of(researcher.keys, PASSPHRASE, ())
    assert desk_of(researcher.keys, PASSPHRASE, [researcher.signed]).requests


def test_a_record_without_an_id_takes_it_from_the_request(researcher: Researcher) -> None:
    record = read_record(researcher.keys)
    short = {name: record[name] for name in ("format", "seal", "receipt_keys")}
    (researcher.keys / RECORD).write_text(json.dumps(short))
    found = recipient_of(researcher.keys, [researcher.signed])
    assert found.id == researcher.signed.request.recipient
    with pytest.raises(RecordInvalid):
        recipient_of(researcher.keys, [])


def test_a_folder_without_keys_is_told_as_that(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing):
        read_record(tmp_path)


# -- signing ------------------------------------------------------------------------------


def test_a_signed_request_is_written_and_kept(tmp_path: Path) -> None:
    keys, file = tmp_path / "keys", tmp_path / "study.ddrequest"
    make_recipient_keys(keys, PASSPHRASE, WEAK, {})
    content = sign_into(complete_request(), keys, PASSPHRASE, file, TODAY)
    assert file.read_bytes() == content
    assert [each.content for each in kept_requests(keys)] == [content]
    assert open_request(content).request == complete_request()


@pytest.mark.parametrize(
    ("where", "passphrase", "error"),
    [("valid_until", PASSPHRASE, RequestFaulty), ("", "not the right one", WrongKeyPassphrase)],
)
def test_what_must_not_be_signed_leaves_nothing_behind(
    tmp_path: Path, where: str, passphrase: str, error: type[DatadonorError]
) -> None:
    keys, file = tmp_path / "keys", tmp_path / "study.ddrequest"
    make_recipient_keys(keys, PASSPHRASE, WEAK, {})
    asked = complete_request()
    asked = with_change(asked, where, "2020-01-01") if where else asked
    with pytest.raises(error):
        sign_into(asked, keys, passphrase, file, TODAY)
    assert not file.exists()
    assert kept_requests(keys) == []


def test_a_refusal_to_sign_names_what_was_found(researcher: Researcher, tmp_path: Path) -> None:
    asked = with_change(complete_request(), "valid_until", "2020-01-01")
    with pytest.raises(RequestFaulty) as caught:
        sign_into(asked, researcher.keys, PASSPHRASE, tmp_path / "x.ddrequest", date(2026, 9, 1))
    assert "VALID_UNTIL_PAST" in {finding.code for finding in caught.value.findings}


@pytest.mark.parametrize("is_readable", [True, False])
def test_a_version_that_was_signed_is_never_signed_over(tmp_path: Path, is_readable: bool) -> None:
    keys, file = tmp_path / "keys", tmp_path / "study.ddrequest"
    make_recipient_keys(keys, PASSPHRASE, WEAK, {})
    asked = complete_request()
    content = sign_into(asked, keys, PASSPHRASE, file, TODAY)
    kept = kept_place(keys, asked)
    if not is_readable:
        kept.write_bytes(b"cut off")
    before = kept.read_bytes()
    changed = with_change(asked, "controller.address", "Strandvejen 2, 9999 Nordkysten")
    with pytest.raises(VersionSigned) as caught:  # before a passphrase is so much as tried
        sign_into(changed, keys, "not the right one", file, TODAY)
    assert caught.value.facts == {"version": 1, "file": kept.name}
    assert (kept.read_bytes(), file.read_bytes()) == (before, content)
    raised = with_change(changed, "version", 2)
    sign_into(raised, keys, PASSPHRASE, file, TODAY)
    assert kept.read_bytes() == before


def test_a_version_that_lies_among_the_keys_under_another_name_counts(tmp_path: Path) -> None:
    researcher = make_researcher(tmp_path / "desk", "future_only", keeps_request=False)
    (researcher.keys / "published.ddrequest").write_bytes(researcher.signed.content)
    changed = with_change(researcher.signed.request, "controller.address", "Elsewhere 2")
    with pytest.raises(VersionSigned):
        sign_into(changed, researcher.keys, PASSPHRASE, tmp_path / "x.ddrequest", TODAY)


def test_a_new_key_does_not_sign_over_what_the_old_one_signed(tmp_path: Path) -> None:
    researcher = make_researcher(tmp_path / "desk", "future_only")
    asked = researcher.signed.request
    make_recipient_keys(tmp_path / "new", PASSPHRASE, WEAK, {})
    (tmp_path / "new" / RECEIPT_KEY).rename(researcher.keys / RECEIPT_KEY)
    with pytest.raises(VersionSigned):
        sign_into(asked, researcher.keys, PASSPHRASE, tmp_path / "x.ddrequest", TODAY)
    assert [each.digest for each in kept_requests(researcher.keys)] == [researcher.signed.digest]
    assert not (tmp_path / "x.ddrequest").exists()


def test_the_same_request_may_be_signed_again(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    make_recipient_keys(keys, PASSPHRASE, WEAK, {})
    files = [tmp_path / "one.ddrequest", tmp_path / "two.ddrequest"]
    for file in files:
        sign_into(complete_request(), keys, PASSPHRASE, file, TODAY)
    assert files[0].read_bytes() == files[1].read_bytes()
    assert len(kept_requests(keys)) == 1


# -- how things stand ---------------------------------------------------------------------


def test_nothing_stands_where_nothing_is(tmp_path: Path) -> None:
    assert read_standing(None, None, None) == Standing()
    assert read_standing(tmp_path / "a", tmp_path / "b", tmp_path / "c") == Standing()


def test_what_waits_is_counted_without_a_key(researcher: Researcher) -> None:
    sender = researcher.citizen()
    sender.send(researcher.inbox)
    sender.withdraw(researcher.inbox, is_sealed=False)
    (researcher.inbox / "read me.txt").write_text("not a bundle")
    (researcher.inbox / ".hidden.age").write_bytes(b"")
    assert standing(researcher).inbox == (1, 1)


def test_what_was_filed_removed_refused_and_answered_is_counted(researcher: Researcher) -> None:
    first, second = researcher.citizen(1), researcher.citizen(2)
    for _ in range(2):
        first.send(researcher.inbox)
    second.send(researcher.inbox)
    (researcher.inbox / "0.age").write_bytes(b"not sealed at all")
    run(researcher)
    first.withdraw(researcher.inbox)
    run(researcher)
    found = standing(researcher)
    (held,) = found.held
    assert held == (researcher.signed.request.id, 2, 1, 2, 1)
    assert [each.code for each in found.refused] == ["SEAL_UNKNOWN"]
    assert found.inbox == (0, 0)
    assert found.answers == len(list(researcher.answers.iterdir())) > 0


def test_an_item_to_take_out_waits_until_it_is_signed_for(researcher: Researcher) -> None:
    sender = researcher.citizen()
    sender.send(researcher.inbox)
    sender.withdraw(researcher.inbox, item=researcher.signed.request.items[0].id)
    run(researcher)
    ((notice, asked),) = standing(researcher).by_hand
    assert asked.pseudonym == sender.citizen.pseudonym
    key = open_receipt_key(researcher.keys, PASSPHRASE)
    book = AnswerBook(researcher.answers, key, datetime.now(UTC))
    say_done(researcher.store, book, notice, kept_requests(researcher.keys))
    assert standing(researcher).by_hand == ()


def asked_by_hand(researcher: Researcher) -> str:
    """Let a citizen take one item back, and return the digest of the notice."""
    sender = researcher.citizen()
    sender.send(researcher.inbox)
    sender.withdraw(researcher.inbox, item=researcher.signed.request.items[0].id)
    run(researcher)
    (notice,) = waiting(researcher.store)
    return notice


def test_keys_of_others_do_not_answer_for_an_item(researcher: Researcher, tmp_path: Path) -> None:
    notice = asked_by_hand(researcher)
    others = make_recipient_keys(tmp_path / "others", PASSPHRASE, WEAK, {})
    assert others
    key = open_receipt_key(tmp_path / "others", PASSPHRASE)
    book = AnswerBook(researcher.answers, key, datetime.now(UTC))
    before = (researcher.answers / f"{notice}.ddanswer").read_bytes()
    with pytest.raises(ProjectOfOthers):
        say_done(researcher.store, book, notice, kept_requests(researcher.keys))
    assert set(waiting(researcher.store)) == {notice}
    assert (researcher.answers / f"{notice}.ddanswer").read_bytes() == before


@pytest.mark.parametrize("known_by", ["requests", "answers"])
def test_keys_answer_by_their_requests_or_by_the_answer_that_stands(
    researcher: Researcher, known_by: str
) -> None:
    notice = asked_by_hand(researcher)
    key = open_receipt_key(researcher.keys, PASSPHRASE)
    answers = researcher.answers if known_by == "answers" else researcher.root / "new"
    requests = kept_requests(researcher.keys) if known_by == "requests" else []
    say_done(researcher.store, AnswerBook(answers, key, datetime.now(UTC)), notice, requests)
    assert waiting(researcher.store) == {}


def test_what_was_copied_into_the_store_hides_nothing(researcher: Researcher) -> None:
    sender = researcher.citizen()
    sender.send(researcher.inbox)
    run(researcher)
    before = standing(researcher)
    project = researcher.store / researcher.signed.request.id
    donor = project / sender.citizen.pseudonym
    shutil.copytree(donor, project / f"{donor.name} - kopi")
    shutil.copytree(project, researcher.store / f"{project.name} (kopi)")
    assert standing(researcher) == before
    assert before.damaged == 0


@pytest.mark.parametrize("what", ["series", "folder", "file", "copy", "note", "copied note"])
def test_what_is_damaged_is_counted_and_hides_no_other(researcher: Researcher, what: str) -> None:
    notice = asked_by_hand(researcher)
    other = researcher.citizen(2)
    other.send(researcher.inbox)
    run(researcher)
    project = researcher.store / researcher.signed.request.id
    donor = project / other.citizen.pseudonym
    match what:
        case "series":
            (donor / SERIES).write_text("{}")
        case "folder":
            (donor / "7").mkdir()
        case "file":
            (donor / "7").write_text("x")
        case "copy":
            shutil.copytree(donor, project / ("a" * 20))
        case "note":
            (researcher.store / ATTENTION / f"{'0' * 64}.json").write_text("{}")
        case _:
            note = researcher.store / ATTENTION / f"{notice}.json"
            shutil.copy(note, note.with_stem(f"{notice} - kopi"))
    found = standing(researcher)
    assert found.damaged == 1
    assert found.held[0].donors == (2 if "cop" in what or what == "note" else 1)
    assert [each for each, _ in found.by_hand] == [notice]
    desk = desk_of(researcher.keys, PASSPHRASE, ())
    report = collect(researcher.inbox, researcher.store, researcher.answers, desk)
    assert (report.damaged, report.by_hand) == (1, 1)
