"""``datadonor log timestamps``: off at first, on by address and certificate, now on wish."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from datadonor.cli import citizen_timestamps
from export.timestamps.stamping import kept_timestamps
from tests.commands import AtTheTerminal
from tests.releases import PROJECT
from tests.timestamping import CONTENT_TYPE, Authority, Desk, listening
from tests.unit.loopback import only_this_computer, reply


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    with only_this_computer():
        yield


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def listener(authority: Authority) -> Iterator[Desk]:
    with listening(authority) as there:
        yield there


def stand(there: AtTheTerminal, *words: str, code: int = 0) -> dict[str, object]:
    answer = there.run("log", "timestamps", *words, "--json")
    assert answer.code == code, answer.err
    document: dict[str, object] = answer.document
    return document


def switch_on(there: AtTheTerminal, listener: Desk) -> dict[str, object]:
    return stand(there, "--on", listener.url, "--root", str(listener.authority.root_file))


def send(there: AtTheTerminal, inbox: Path, *words: str) -> str:
    inbox.mkdir(exist_ok=True)
    answer = there.run("donation", "send", PROJECT, "--to", str(inbox), "--yes", *words)
    assert answer.code == 0, answer.err
    return answer.out


def test_it_is_off_at_first_and_says_so(donor: AtTheTerminal) -> None:
    off = {
        "available": True,
        "on": False,
        "url": None,
        "root_sha256": None,
        "timestamps": 0,
        "waiting": 0,
        "last": None,
    }
    assert stand(donor) == off
    assert "off" in donor.run("log", "timestamps").out
    assert "slået fra" in donor.run("log", "timestamps", lang="da").out
    for words in (("--off",), ("--now",)):
        answer = donor.run("log", "timestamps", *words)
        assert (answer.code, answer.error) == (1, "TIMESTAMPS_OFF")


def test_on_and_off_again(donor: AtTheTerminal, listener: Desk) -> None:
    on = switch_on(donor, listener)
    assert (on["on"], on["url"]) == (True, listener.url)
    said = donor.run("log", "timestamps").out
    assert str(on["root_sha256"]) in said
    assert "127.0.0.1" in said
    assert stand(donor, "--off")["on"] is False
    kinds = [
        each["event"]["kind"] for each in donor.run("log", "show", "--json").document["events"]
    ]
    assert kinds[-2:] == ["timestamp.switched_on", "timestamp.switched_off"]
    assert listener.queries == []


@pytest.mark.parametrize(
    "words",
    [
        ("--on", "https://eksempel.dk"),
        ("--root", "root.pem"),
        ("--off", "--now"),
        ("--on", "https://eksempel.dk", "--root", "root.pem", "--off"),
        ("--on", "https://eksempel.dk", "--root", "root.pem", "--now"),
    ],
)
def test_one_thing_at_a_time(donor: AtTheTerminal, words: tuple[str, ...]) -> None:
    answer = donor.run("log", "timestamps", *words)
    assert (answer.code, answer.error) == (2, "USAGE")


def test_a_file_that_is_no_root_or_not_there(donor: AtTheTerminal, tmp_path: Path) -> None:
    file = tmp_path / "root.pem"
    url = ("--on", "https://eksempel.dk")
    answer = donor.run("log", "timestamps", *url, "--root", str(file))
    assert (answer.code, answer.error) == (3, "FILE_MISSING")
    file.write_text("no certificate")
    answer = donor.run("log", "timestamps", *url, "--root", str(file))
    assert (answer.code, answer.error) == (3, "TIME_ROOT_INVALID")
    assert stand(donor)["on"] is False


def test_a_donation_is_stamped_and_it_is_said(
    giver: AtTheTerminal, listener: Desk, tmp_path: Path
) -> None:
    switch_on(giver, listener)
    assert "timestamp" in send(giver, tmp_path / "inbox")
    now = stand(giver)
    assert (now["timestamps"], now["waiting"]) == (1, 0)
    assert isinstance(now["last"], dict)
    assert now["last"]["host"] == "127.0.0.1"
    assert len(listener.queries) == 1


def test_a_donation_without_timestamps_says_nothing_of_them(
    giver: AtTheTerminal, tmp_path: Path
) -> None:
    """Negative control."""
    assert "timestamp" not in send(giver, tmp_path / "inbox")


def test_what_did_not_come_is_said_kindly_and_asked_for_on_wish(
    giver: AtTheTerminal, listener: Desk, tmp_path: Path
) -> None:
    switch_on(giver, listener)
    honest, listener.say = listener.say, lambda _: reply(b"", status="503 Busy")
    assert "does no harm" in send(giver, tmp_path / "inbox")
    assert stand(giver)["waiting"] == 1
    answer = giver.run("log", "timestamps", "--now")
    assert (answer.code, answer.error) == (6, "ANSWER_REFUSED")
    listener.say = lambda _: reply(b"no", CONTENT_TYPE)
    answer = giver.run("log", "timestamps", "--now")
    assert (answer.code, answer.error) == (6, "TIMESTAMP_REFUSED")
    listener.say = honest
    now = stand(giver, "--now")
    assert (now["stamped"], now["waiting"]) == (1, 0)
    with giver.opened() as opened:
        assert len(kept_timestamps(opened)) == 1
    assert "came now: 0" in giver.run("log", "timestamps", "--now").out


def test_where_there_is_no_library(donor: AtTheTerminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(citizen_timestamps, "is_available", lambda: False)
    assert stand(donor)["available"] is False
    assert "Windows" in donor.run("log", "timestamps").out
