"""Sending a donation over HTTP and fetching its answer, to servers on this computer."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from datadonor.registry.targets import Delivery
from export.delivery import tus
from export.outbox import BundleState, Outbox
from tests.commands import AtTheTerminal
from tests.recipients import Desk
from tests.releases import PROJECT
from tests.tus.double import Cuts, TusDouble
from tests.unit.loopback import only_this_computer


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    with only_this_computer():
        yield


@pytest.fixture
def server() -> Iterator[TusDouble]:
    with TusDouble() as made:
        yield made


@pytest.fixture
def online(giver: AtTheTerminal, server: TusDouble) -> AtTheTerminal:
    """Let the recipient's record name the server."""
    offer(giver, delivery=(Delivery(kind="tus", url=server.url),))
    return giver


def offer(giver: AtTheTerminal, **changes: object) -> None:
    recipient = giver.citizen.recipient
    assert recipient is not None
    giver.citizen.recipient = recipient.model_copy(update=changes)
    giver.publish(1)


def states(giver: AtTheTerminal) -> list[BundleState]:
    with giver.opened() as opened:
        return [each.state for each in Outbox(opened).entries()]


def test_it_is_sent_to_where_the_record_says_and_can_be_opened(
    online: AtTheTerminal, server: TusDouble, desk: Desk, tmp_path: Path
) -> None:
    answer = online.run("donation", "send", PROJECT, "--yes", "--json")
    assert answer.code == 0, answer.err
    assert answer.document["sent"]["way"] == "tus"
    (content,) = server.whole()
    (tmp_path / "came.age").write_bytes(content)
    assert desk.run("verify", str(tmp_path / "came.age")).code == 0


def test_the_log_says_which_computer_was_spoken_with(online: AtTheTerminal) -> None:
    online.run("donation", "send", PROJECT, "--yes")
    contacted = [
        event
        for event in online.run("log", "show", "--json").document["events"]
        if "network.contacted" in json.dumps(event) and "delivery" in json.dumps(event)
    ]
    assert len(contacted) == 1


def test_a_line_that_is_cut_for_good_keeps_the_bundle(
    online: AtTheTerminal, server: TusDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    monkeypatch.setattr(tus, "MOST_TRIES", 2)
    server.always("PATCH", Cuts(0))
    answer = online.run("donation", "send", PROJECT, "--yes")
    assert answer.code == 6, answer.err
    assert states(online) == [BundleState.SEALED]


def test_what_was_cut_goes_on_in_the_next_run(
    online: AtTheTerminal, server: TusDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(tus, "MOST_TRIES", 1)
        patch.setattr("time.sleep", lambda _seconds: None)
        server.on("PATCH", Cuts(20_000), Cuts(0), Cuts(0))
        first = online.run("donation", "send", PROJECT, "--yes")
    assert first.code == 6, first.err
    second = online.run("donation", "send", PROJECT, "--yes", "--json")
    assert second.code == 0, second.err
    assert second.document["sent"]["was_waiting"] is True
    assert len(server.whole()) == 1
    assert len(server.kept) == 1
    assert states(online) == [BundleState.SENT]


def test_the_answer_is_fetched_from_where_the_record_says(
    giver: AtTheTerminal, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "inbox").mkdir()
    giver.run("donation", "send", PROJECT, "--to", str(tmp_path / "inbox"), "--yes")
    with served(tmp_path / "answers") as url:
        offer(giver, answers_url=url)
        early = giver.run("donation", "answers", "--json")
        assert (early.code, early.document["answers"][0]["error"]) == (0, None)
        assert desk.collect(tmp_path).code == 0
        answer = giver.run("donation", "answers", "--json")
    assert answer.code == 0, answer.err
    assert answer.document["answers"][0]["state"] == "received"
    assert states(giver) == [BundleState.RECEIVED]


def test_a_server_that_is_not_there_exits_with_6(giver: AtTheTerminal, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    giver.run("donation", "send", PROJECT, "--to", str(tmp_path / "inbox"), "--yes")
    offer(giver, answers_url="http://127.0.0.1:9")
    answer = giver.run("donation", "answers")
    assert answer.code == 6
    assert states(giver) == [BundleState.SENT]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this computer."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
