"""Commitments are stamped when the person has switched that on, and never before.

The authority is OpenSSL's, asked over HTTP on this computer; hostile ones answer as they could.
"""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from datadonor.audit.assistance import HelperPresent, end_assistance, start_assistance, the_helper
from datadonor.audit.events import (
    SELF,
    DonationSealed,
    NetworkContacted,
    TimeAuthorityChosen,
    TimeAuthorityDropped,
    TimestampReceived,
    moment,
)
from datadonor.errors import DatadonorError
from datadonor.network import (
    AddressInsecure,
    AddressInvalid,
    AnswerCutShort,
    AnswerRefused,
    AnswerTooLarge,
    Door,
    Limits,
    NetworkRedirected,
    NetworkTooSlow,
    NetworkUnreachable,
)
from export.delivery import Course
from export.sending import Route, Sent, send
from export.timestamps.authority import choose_authority, drop_authority, time_authority
from export.timestamps.errors import (
    TimeRootInvalid,
    TimestampFault,
    TimestampRefused,
    TimestampsOff,
)
from export.timestamps.stamping import (
    MOST_WAITING,
    Stamping,
    kept_timestamps,
    last_stamp,
    stamp,
    stamp_after_sending,
    stamp_waiting,
    unstamped,
)
from export.timestamps.token import MOST_REPLY_BYTES, new_query, verify_timestamp
from tests.donations import DAY, DAYS, FIRST_NOON, Donor
from tests.releases import PROJECT
from tests.timestamping import CONTENT_TYPE, Authority, Desk, Signer, content_of
from tests.unit.loopback import only_this_computer, reply
from tests.unit.records.stored import steps


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    with only_this_computer():
        yield


@pytest.fixture
def chosen(giver: Donor, desk: Desk) -> Donor:
    """Someone who has switched timestamps on."""
    choose_authority(giver.citizen.opened, desk.url, desk.authority.root_pem)
    return giver


def send_one(giver: Donor, folder: Path) -> Sent:
    inbox = folder / "inbox"
    inbox.mkdir(exist_ok=True)
    route = Route(Course(lambda _: None, random.Random(1).random), inbox)
    sent = send(giver.citizen.opened, PROJECT, lambda shown: shown.digest, route)
    assert sent is not None
    return sent


def told(giver: Donor, kind: type) -> list[object]:
    found = giver.citizen.opened.log.events_of(kind)
    return [stored.event.what for stored in found if stored.event is not None]


def commitments(giver: Donor) -> list[str]:
    return [what.log_commitment for what in told(giver, DonationSealed)]  # type: ignore[attr-defined]


# -- off -------------------------------------------------------------------------------


def test_nobody_is_spoken_with_while_it_is_off(giver: Donor, desk: Desk, tmp_path: Path) -> None:
    """Off is how every vault begins; and a vault where it was switched off again."""
    opened = giver.citizen.opened
    assert time_authority(opened) is None
    assert send_one(giver, tmp_path).stamping is None
    with pytest.raises(TimestampsOff):
        stamp(opened, commitments(giver)[0])
    with pytest.raises(TimestampsOff):
        stamp_waiting(opened)
    choose_authority(opened, desk.url, desk.authority.root_pem)
    drop_authority(opened)
    with pytest.raises(TimestampsOff):
        stamp_waiting(opened)
    assert desk.host is not None
    assert desk.host.connections == 0
    assert told(giver, NetworkContacted) == []
    assert unstamped(opened) == commitments(giver)  # known, and asked of nobody


def test_switching_on_and_off_asks_nobody_and_is_in_the_log(giver: Donor, desk: Desk) -> None:
    opened = giver.citizen.opened
    made = choose_authority(opened, f"  {desk.url} ", desk.authority.root_pem)
    assert time_authority(opened) == made
    assert (made.url, made.host) == (desk.url, "127.0.0.1")
    expected = TimeAuthorityChosen(host="127.0.0.1", root_sha256=made.root.sha256)
    assert told(giver, TimeAuthorityChosen) == [expected]
    giver.citizen.reopen()
    assert time_authority(giver.citizen.opened) == made
    drop_authority(giver.citizen.opened)
    assert told(giver, TimeAuthorityDropped) == [TimeAuthorityDropped()]
    assert time_authority(giver.citizen.opened) is None
    with pytest.raises(TimestampsOff):
        drop_authority(giver.citizen.opened)
    assert desk.queries == []


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("http://example.invalid/tsa", AddressInsecure),
        ("https://user@example.invalid/tsa", AddressInsecure),
        ("ftp://example.invalid/tsa", AddressInsecure),
        ("tidsstempel", AddressInvalid),
        ("", AddressInvalid),
        ("https://" + "a" * 3000, AddressInvalid),
        ("https://example.invalid/\nx", AddressInvalid),
    ],
)
def test_an_address_that_may_not_be_asked_is_not_chosen(
    giver: Donor, authority: Authority, url: str, error: type[DatadonorError]
) -> None:
    with pytest.raises(error):
        choose_authority(giver.citizen.opened, url, authority.root_pem)
    assert time_authority(giver.citizen.opened) is None


def test_what_is_no_root_is_not_chosen(chosen: Donor, desk: Desk) -> None:
    before = time_authority(chosen.citizen.opened)
    with pytest.raises(TimeRootInvalid):
        choose_authority(chosen.citizen.opened, desk.url, b"no certificate")
    assert time_authority(chosen.citizen.opened) == before


def test_it_is_for_the_person_alone(chosen: Donor, desk: Desk) -> None:
    opened = chosen.citizen.opened
    start_assistance(opened, the_helper("Ane Hjælper", "relative"), 30)
    with pytest.raises(HelperPresent):
        drop_authority(opened)
    with pytest.raises(HelperPresent):
        choose_authority(opened, desk.url, desk.authority.root_pem)
    assert time_authority(opened) is not None
    end_assistance(opened)
    drop_authority(opened)


# -- on --------------------------------------------------------------------------------


def test_what_is_sent_is_stamped_and_can_be_checked_by_anybody(
    chosen: Donor, desk: Desk, tmp_path: Path
) -> None:
    opened = chosen.citizen.opened
    sent = send_one(chosen, tmp_path)
    assert sent.stamping is not None
    assert (sent.stamping.done, sent.stamping.left, sent.stamping.error) == (1, 0, None)
    (commitment,) = commitments(chosen)
    (kept,) = kept_timestamps(opened)
    assert kept.commitment == commitment
    assert kept.root_pem == desk.authority.root_pem
    stamped = verify_timestamp(commitment, kept.query, kept.reply, kept.root_pem)
    (event,) = told(chosen, TimestampReceived)
    assert isinstance(event, TimestampReceived)
    assert event.log_commitment == commitment
    assert event.reply_sha256 == sha256(kept.reply).hexdigest()
    assert moment(event.stamped) == stamped
    assert (event.host, unstamped(opened)) == ("127.0.0.1", [])
    last = last_stamp(opened)
    assert last is not None
    assert (last.host, last.stamped) == ("127.0.0.1", stamped)


def test_the_authority_gets_a_digest_of_the_commitment_and_nothing_of_the_donation(
    chosen: Donor, desk: Desk, tmp_path: Path
) -> None:
    sent = send_one(chosen, tmp_path)
    (query,) = desk.queries
    (commitment,) = commitments(chosen)
    assert sha256(bytes.fromhex(commitment)).digest() in query
    assert len(query) < 80
    assert bytes.fromhex(commitment) not in query
    (head,) = desk.heads
    lines = head.split("\r\n")
    assert lines[0] == "POST /tsa HTTP/1.1"
    assert {line.partition(":")[0] for line in lines[1:]} == {
        *("Host", "User-Agent", "Accept-Encoding", "Content-Type", "Content-Length"),
    }
    assert "Content-Type: application/timestamp-query" in lines
    for secret in (PROJECT, sent.entry.bundle_sha256, sent.entry.recipient, commitment):
        assert secret not in head


def test_the_log_says_who_was_asked_and_for_what(chosen: Donor, tmp_path: Path) -> None:
    send_one(chosen, tmp_path)
    (contact,) = told(chosen, NetworkContacted)
    assert isinstance(contact, NetworkContacted)
    assert (contact.host, contact.purpose, contact.outcome) == (
        "127.0.0.1",
        "timestamp",
        "answered",
    )
    assert contact.received_bytes > 500


def test_the_bundle_of_someone_with_timestamps_has_no_trace_of_them(
    chosen: Donor, desk: Desk, tmp_path: Path
) -> None:
    """A recipient cannot tell who has switched it on."""
    sent = send_one(chosen, tmp_path)
    content = (tmp_path / "inbox" / sent.entry.file_name).read_bytes()
    (tmp_path / "vault" / "outbox").mkdir(exist_ok=True)
    (tmp_path / "vault" / "outbox" / sent.entry.file_name).write_bytes(content)
    files = chosen.files(sent.entry)
    assert not [name for name in files if "time" in name.lower() or "tsr" in name]
    assert not [name for name, bytes_ in files.items() if b"127.0.0.1" in bytes_]


# -- what fails ------------------------------------------------------------------------


def refuses(chosen: Donor, desk: Desk, say: Callable[[bytes], bytes]) -> DatadonorError:
    """Have a donation's commitment stamped by an authority that misbehaves; nothing is kept."""
    opened = chosen.citizen.opened
    entry = chosen.seal()
    chosen.outbox.sent(entry, chosen.outbox.confirmed(entry))
    honest, desk.say = desk.say, say
    quick = Limits(connect_seconds=1, read_seconds=1, reply_seconds=1, total_seconds=2)
    with pytest.raises(DatadonorError) as caught:
        stamp(opened, unstamped(opened)[0], partial(Door, limits=quick))
    assert kept_timestamps(opened) == []
    assert told(chosen, TimestampReceived) == []
    assert len(unstamped(opened)) == 1
    assert len(told(chosen, NetworkContacted)) == 1  # it was asked, and that is told
    desk.say = honest
    assert stamp_waiting(opened).done == 1  # and the same is taken from an honest one
    return caught.value


def test_an_answer_to_another_question(chosen: Donor, desk: Desk) -> None:
    error = refuses(
        chosen, desk, lambda _: reply(desk.authority.answer(new_query("cd" * 32)), CONTENT_TYPE)
    )
    assert isinstance(error, TimestampRefused)
    assert error.fault is TimestampFault.OTHER_DIGEST


def test_an_answer_that_was_kept_from_an_earlier_question(chosen: Donor, desk: Desk) -> None:
    """The commitment is the same; the nonce is not."""

    def replay(query: bytes) -> bytes:
        before_flag = len(query) - 4  # the nonce's last byte
        earlier = query[:before_flag] + bytes([query[before_flag] ^ 1]) + query[before_flag + 1 :]
        return reply(desk.authority.answer(earlier), CONTENT_TYPE)

    error = refuses(chosen, desk, replay)
    assert isinstance(error, TimestampRefused)
    assert error.fault is TimestampFault.OTHER_NONCE


def test_an_answer_by_somebody_else(chosen: Donor, desk: Desk, tmp_path: Path) -> None:
    other = Authority(tmp_path / "other")
    error = refuses(chosen, desk, lambda query: reply(other.answer(query), CONTENT_TYPE))
    assert isinstance(error, TimestampRefused)
    assert error.fault is TimestampFault.NOT_SIGNED
    assert error.facts == {"host": "127.0.0.1"}


def test_an_answer_by_a_certificate_that_may_not_stamp(
    chosen: Donor, desk: Desk, tmp_path: Path
) -> None:
    unfit = Authority(tmp_path / "unfit", Signer(purposes=()))

    def say(query: bytes) -> bytes:
        told_ = content_of(desk.authority.answer(query), tmp_path)
        return reply(unfit.sign(told_), CONTENT_TYPE)

    error = refuses(chosen, desk, say)
    assert isinstance(error, TimestampRefused)
    assert error.fault is TimestampFault.CERTIFICATE_UNFIT


def test_an_authority_that_says_no(chosen: Donor, desk: Desk) -> None:
    error = refuses(
        chosen, desk, lambda query: reply(desk.authority.answer(query, "sha512"), CONTENT_TYPE)
    )
    assert isinstance(error, TimestampRefused)
    assert error.fault is TimestampFault.NOT_GRANTED


def test_a_page_in_place_of_an_answer(chosen: Donor, desk: Desk) -> None:
    """The bytes are right, and said to be something else."""

    def say(query: bytes) -> bytes:
        return reply(desk.authority.answer(query), "Content-Type: text/html")

    error = refuses(chosen, desk, say)
    assert isinstance(error, TimestampRefused)
    assert error.fault is TimestampFault.NOT_A_REPLY


def test_an_answer_that_is_cut(chosen: Donor, desk: Desk) -> None:
    def say(query: bytes) -> bytes:
        return reply(desk.authority.answer(query)[:-1], CONTENT_TYPE)

    error = refuses(chosen, desk, say)
    assert isinstance(error, TimestampRefused)
    assert error.fault is TimestampFault.REPLY_UNREADABLE


@pytest.mark.parametrize(
    ("say", "error"),
    [
        (lambda _: reply(bytes(MOST_REPLY_BYTES + 1), CONTENT_TYPE), AnswerTooLarge),
        (lambda _: reply(b"", "Location: https://example.invalid/", status="302 Found"),
         NetworkRedirected),
        (lambda _: reply(b"", "Location: /tsa", status="307 Temporary"), NetworkRedirected),
        (lambda _: reply(b"no", status="503 Busy"), AnswerRefused),
        (lambda _: reply(b"", status="204 Nothing"), AnswerRefused),
        (lambda _: reply(b"12345", CONTENT_TYPE).replace(b": 5", b": 9"),
         (AnswerCutShort, NetworkTooSlow)),
        (lambda _: b"", NetworkTooSlow),
    ],
    ids=["too long", "redirect", "redirect of a post", "busy", "nothing", "cut", "silent"],
)  # fmt: skip
def test_what_the_door_refuses(
    chosen: Donor,
    desk: Desk,
    say: Callable[[bytes], bytes],
    error: type[DatadonorError] | tuple[type[DatadonorError], ...],
) -> None:
    assert isinstance(refuses(chosen, desk, say), error)


def test_an_answer_as_long_as_may_be_is_read(chosen: Donor, desk: Desk) -> None:
    """Negative control for its bound: it is refused for what it says, and not for its length."""
    error = refuses(chosen, desk, lambda _: reply(bytes(MOST_REPLY_BYTES), CONTENT_TYPE))
    assert isinstance(error, TimestampRefused)
    assert error.fault is TimestampFault.REPLY_UNREADABLE


def test_a_donation_is_sent_though_no_stamp_comes_and_it_is_asked_for_with_the_next(
    chosen: Donor, desk: Desk, tmp_path: Path
) -> None:
    opened = chosen.citizen.opened
    honest, desk.say = desk.say, lambda _: reply(b"", status="503 Busy")
    sent = send_one(chosen, tmp_path)
    assert sent.stamping is not None
    assert isinstance(sent.stamping.error, AnswerRefused)
    assert (sent.stamping.done, sent.stamping.left) == (0, 1)
    assert [each.state for each in chosen.outbox.entries()] == ["sent"]
    assert len(list((tmp_path / "inbox").iterdir())) == 1
    desk.say = honest
    chosen.citizen.clock.now += timedelta(days=40)
    chosen.citizen.republish()
    chosen.citizen.refresh()
    chosen.bring(steps(FIRST_NOON + (DAYS + 20) * DAY, 4321))
    second = send_one(chosen, tmp_path)
    assert second.stamping is not None
    assert (second.stamping.done, second.stamping.error) == (2, None)
    assert {each.commitment for each in kept_timestamps(opened)} == set(commitments(chosen))
    assert unstamped(opened) == []


def test_nobody_there_does_not_stop_a_donation(
    giver: Donor, authority: Authority, tmp_path: Path
) -> None:
    choose_authority(giver.citizen.opened, "http://127.0.0.1:9/tsa", authority.root_pem)
    sent = send_one(giver, tmp_path)
    assert sent.stamping is not None
    assert isinstance(sent.stamping.error, NetworkUnreachable)


def test_a_slow_authority_keeps_a_donation_waiting_for_a_while_and_no_longer(
    chosen: Donor, desk: Desk, tmp_path: Path
) -> None:
    """What piled up while it was off is not all asked for in the seconds after a donation."""
    opened = chosen.citizen.opened
    drop_authority(opened)
    send_one(chosen, tmp_path)
    choose_authority(opened, desk.url, desk.authority.root_pem)
    seconds = iter([0.0, *[MOST_WAITING] * 9])
    slow = stamp_after_sending(opened, Door, SELF, lambda: next(seconds))
    assert slow == Stamping(0, 1)
    assert desk.host is not None
    assert desk.host.connections == 0
    assert stamp_after_sending(opened, Door, SELF, lambda: 0.0) == Stamping(1, 0)


def test_an_authority_that_was_spoilt_in_the_vault_does_not_stop_a_donation(
    chosen: Donor, tmp_path: Path
) -> None:
    chosen.citizen.execute("UPDATE time_authority SET root = ?", b"spoilt")
    sent = send_one(chosen, tmp_path)
    assert sent.stamping is not None
    assert isinstance(sent.stamping.error, TimeRootInvalid)


def test_what_was_sealed_and_not_sent_is_not_stamped(chosen: Donor) -> None:
    entry = chosen.seal()
    assert unstamped(chosen.citizen.opened) == []
    chosen.outbox.drop(entry, "test")
    assert unstamped(chosen.citizen.opened) == []


def test_the_stamps_stay_when_it_is_switched_off(chosen: Donor, tmp_path: Path) -> None:
    send_one(chosen, tmp_path)
    drop_authority(chosen.citizen.opened)
    (kept,) = kept_timestamps(chosen.citizen.opened)
    stamped = verify_timestamp(kept.commitment, kept.query, kept.reply, kept.root_pem)
    last = last_stamp(chosen.citizen.opened)
    assert last is not None
    assert last.stamped == stamped
