"""The one door out: what it says, what it takes, and how it tells of it.

Real servers on loopback that behave as badly as a test asks. TLS and proxies are in
``test_network_ways.py``.
"""

import gc
import gzip
import re
import socket
import threading
import time
import traceback
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Final

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from datadonor.errors import DatadonorError, ExitCode
from datadonor.network import (
    AddressInsecure,
    AddressInvalid,
    AnswerCutShort,
    AnswerRefused,
    AnswerTooLarge,
    AnswerUnreadable,
    Contact,
    Door,
    Limits,
    NetworkError,
    NetworkRedirected,
    NetworkTooSlow,
    NetworkUnreachable,
    Purpose,
)
from datadonor.network.metering import _MeteredReader
from datadonor.network.sending import PIECE_BYTES
from datadonor.network.wire import HEADERS
from datadonor.texts import Language
from tests.unit.loopback import (
    Host,
    Serve,
    drips,
    never_ends,
    only_this_computer,
    reply,
    says,
    says_and_leaves,
)

MOST: Final = 1000
QUICK: Final = Limits(connect_seconds=1, read_seconds=5, total_seconds=0.45)
"""So much silence is allowed that only the total can end it. What drips lasts for 3 s."""

SECRET: Final = "hemmelig-sti"
DOCUMENT: Final = Path(__file__).resolve().parents[2] / "docs" / "formats" / "network.md"

CHUNKED: Final = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
UNTIL_CLOSE: Final = b"HTTP/1.1 200 OK\r\n\r\n"


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    """Take the place of the fixture for all tests: loopback may be reached here."""
    with only_this_computer():
        yield


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = threading.active_count()
    yield
    assert threading.active_count() == before


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def contacts() -> list[Contact]:
    return []


@pytest.fixture
def door(contacts: list[Contact]) -> Iterator[Door]:
    with Door(contacts.append) as made:
        yield made


@pytest.fixture
def quick(contacts: list[Contact]) -> Iterator[Door]:
    with Door(contacts.append, limits=QUICK) as made:
        yield made


def fetch(door: Door, url: str, most_bytes: int = MOST) -> bytes:
    with door.get(url, Purpose.REGISTRY, most_bytes) as answer:
        return answer.read()


def refusal(door: Door, serve: Serve, most_bytes: int = MOST) -> NetworkError:
    """Ask a server that is made for it, and return what is raised."""
    with Host(serve) as host, pytest.raises(NetworkError) as caught:
        fetch(door, host.url(f"/{SECRET}"), most_bytes)
    return caught.value


# -- what leaves --------------------------------------------------------------------


def test_nothing_is_sent_but_three_headers_that_say_nothing(door: Door) -> None:
    with Host(says(reply(b"answer"))) as host:
        assert fetch(door, host.url("/a/b.json?c=d#part")) == b"answer"
        door.close()
    (head,) = host.heads
    assert head == (
        "GET /a/b.json?c=d HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{host.port}\r\n"
        "User-Agent: Datadonor\r\n"
        "Accept-Encoding: identity\r\n"
        "\r\n"
    )


def test_no_password_is_taken_from_netrc(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    file = Path.home() / ".netrc"
    file.write_text("machine 127.0.0.1\nlogin someone\npassword secret\n", "utf-8")
    file.chmod(0o600)
    with Host(says_and_leaves(reply())) as host:
        fetch(door, host.url())
        assert "authorization" not in host.heads[0].lower()
        # The control: the same library, used as usual, sends it.
        requests.get(host.url(), timeout=5).close()
        assert "authorization" in host.heads[1].lower()


def test_no_cookie_is_kept(door: Door) -> None:
    with Host(says(reply(b"", "Set-Cookie: donor=1; Path=/"))) as host:
        fetch(door, host.url())
        fetch(door, host.url())
        with requests.Session() as usual:
            usual.get(host.url(), timeout=5)
            usual.get(host.url(), timeout=5)
        door.close()
    assert ["cookie" in head.lower() for head in host.heads] == [False, False, False, True]


def test_a_connection_is_kept_within_one_door(door: Door) -> None:
    with Host(says(reply(b"answer"))) as host:
        assert [fetch(door, host.url()) for _ in range(3)] == [b"answer"] * 3
        assert host.connections == 1
        door.close()


def test_a_refusal_with_a_short_text_does_not_cost_the_connection(door: Door) -> None:
    with Host(says(reply(b"not here", status="404 Not Found"))) as host:
        for _ in range(2):
            with pytest.raises(AnswerRefused):
                fetch(door, host.url())
        assert host.connections == 1
        door.close()


def test_a_closed_door_keeps_no_connection(door: Door) -> None:
    left = threading.Event()

    def serve(host: Host, connection: socket.socket) -> None:
        says(reply())(host, connection)
        left.set()

    with Host(serve) as host:
        fetch(door, host.url())
        assert not left.wait(0.05)
        door.close()
        assert left.wait(5)


@pytest.mark.parametrize(
    "url",
    [
        "http://eksempel.dk/",
        "http://127.0.0.1.eksempel.dk/",
        "http://localhost.eksempel.dk/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::2]/",
        "http://0.0.0.0/",
        "http://128.0.0.1/",
        "http://10.0.0.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://localhost@eksempel.dk/",
        "http://eksempel.dk#@localhost/",
        "http://eksempel.dk?@localhost/",
        "http://eksempel.dk\\@localhost/",
        "http://user@localhost/",
        "http://user:ordet@127.0.0.1/",
        "https://user:ordet@eksempel.dk/",
        "https://:@eksempel.dk/",
        "HTTP://EKSEMPEL.DK/",
        "httpx://localhost/",
        "ftp://localhost/",
        "file:///etc/hostname",
        "file://localhost/etc/hostname",
        "//localhost/",
        "localhost",
        "/local/path",
        "",
        " ",
        "https://",
        "https:///path",
        "http://[::1",
        "http://localhost:port/",
        "http://localhost:99999/",
        "http://*.dk/",
        "http://ek\nsempel.dk/",
        "http://" + "a" * 70 + ".dk/",
        "\x00",
    ],
)
def test_an_address_that_may_not_be_asked_is_not(
    door: Door, contacts: list[Contact], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_up(*_: object) -> None:
        pytest.fail("a name was looked up")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises((AddressInvalid, AddressInsecure)) as caught:
        fetch(door, url)
    assert caught.value.exit_code == ExitCode.OTHER_SIDE
    assert "ordet" not in told(caught.value)
    assert contacts == []


@pytest.mark.parametrize("name", ["127.0.0.1", "127.45.6.7", "localhost", "LOCALHOST"])
def test_this_computer_may_be_asked_without_encryption(door: Door, name: str) -> None:
    with Host(says_and_leaves(reply(b"here"))) as host:
        # All of 127.0.0.0/8 is this computer; what is not set up for it has nobody there.
        try:
            assert fetch(door, host.url(host=name)) == b"here"
        except NetworkUnreachable:
            assert name == "127.45.6.7"


def test_this_computer_may_be_asked_by_ipv6(door: Door, contacts: list[Contact]) -> None:
    try:
        host = Host(says_and_leaves(reply(b"here")), address="::1")
    except OSError:
        pytest.skip("no IPv6 here")
    with host:
        assert fetch(door, host.url(host="[::1]")) == b"here"
    assert f"Host: [::1]:{host.port}\r\n" in host.heads[0]
    assert contacts[0].host == "::1"


# -- what is taken ------------------------------------------------------------------


def in_chunks(*pieces: bytes) -> bytes:
    framed = [b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces]
    return CHUNKED + b"".join(framed) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    "content",
    [
        reply(b"x" * MOST),
        reply(b"x" * MOST, "Content-Encoding: identity"),
        reply(b"x" * MOST).replace(b"HTTP/1.1", b"HTTP/1.0"),
        in_chunks(b"x" * (MOST - 1), b"x"),
        in_chunks(*[b"xxxxxxxx"] * (MOST // 8)),
        UNTIL_CLOSE + b"x" * MOST,
        b"HTTP/1.1 100 Continue\r\n\r\n" + reply(b"x" * MOST),
    ],
)
def test_a_body_of_the_greatest_length_is_taken(
    door: Door, contacts: list[Contact], content: bytes
) -> None:
    with Host(says_and_leaves(content)) as host:
        assert fetch(door, host.url()) == b"x" * MOST
    assert contacts == [Contact("127.0.0.1", Purpose.REGISTRY, "answered", MOST)]


def test_a_body_comes_in_pieces_of_bounded_length(door: Door) -> None:
    body = bytes(range(256)) * 4096
    with (
        Host(says_and_leaves(reply(body))) as host,
        door.get(host.url(), Purpose.ANSWERS, len(body)) as answer,
    ):
        pieces = list(answer.pieces())
        assert list(answer.pieces()) == []
    assert b"".join(pieces) == body
    assert all(0 < len(piece) <= PIECE_BYTES for piece in pieces)


def test_what_has_come_is_given_without_waiting_for_more(door: Door) -> None:
    was_given = threading.Event()

    def serve(host: Host, connection: socket.socket) -> None:
        host.ask(connection)
        host.send(connection, b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf")
        assert was_given.wait(5)
        host.send(connection, b"rest")

    with Host(serve) as host, door.get(host.url(), Purpose.REGISTRY, MOST) as answer:
        pieces = answer.pieces()
        assert next(pieces) == b"half"
        was_given.set()
        assert b"".join(pieces) == b"rest"


def test_an_empty_body_is_an_answer(door: Door) -> None:
    with Host(says_and_leaves(reply())) as host:
        assert fetch(door, host.url(), most_bytes=0) == b""


@pytest.mark.parametrize(
    "content",
    [
        reply(b"x" * (MOST + 1)),
        in_chunks(b"x" * (MOST + 1)),
        in_chunks(*[b"x"] * (MOST + 1)),
        UNTIL_CLOSE + b"x" * (MOST + 1),
    ],
)
def test_one_byte_more_is_too_much(door: Door, contacts: list[Contact], content: bytes) -> None:
    assert isinstance(refusal(door, says_and_leaves(content)), AnswerTooLarge)
    (contact,) = contacts
    assert contact.outcome == "refused"
    assert contact.received_bytes <= MOST + 1


def test_too_great_a_length_is_refused_before_the_body(door: Door, contacts: list[Contact]) -> None:
    content = b"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n"  # and no body at all
    assert isinstance(refusal(door, says_and_leaves(content)), AnswerTooLarge)
    assert contacts[0].received_bytes == 0


def test_no_more_is_read_than_was_announced(door: Door) -> None:
    content = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nreal" + reply(b"smuggled")
    with Host(says(content)) as host:
        assert [fetch(door, host.url()) for _ in range(3)] == [b"real"] * 3


@pytest.mark.parametrize(
    ("at_once", "again"),
    [
        pytest.param(UNTIL_CLOSE, b"x" * 4096, id="body"),
        pytest.param(CHUNKED, b"1000\r\n" + b"x" * 4096 + b"\r\n", id="chunks"),
        pytest.param(CHUNKED + b"1;", b"x" * 4096, id="chunk-extension"),
        pytest.param(CHUNKED + b"0\r\n", b"X-Trailer: x\r\n" * 300, id="trailers"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 4096, id="header"),
        pytest.param(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 200, id="continue"),
        pytest.param(b"", b"HTTP/1.1 100 Continue\r\nX: x\r\n\r\n" * 200, id="continue-headers"),
        pytest.param(b"", b"x" * 4096, id="status"),
    ],
)
def test_data_without_end_are_ended(door: Door, at_once: bytes, again: bytes) -> None:
    started = time.monotonic()
    error = refusal(door, never_ends(at_once, again))
    assert isinstance(error, AnswerTooLarge | AnswerUnreadable | AnswerCutShort)
    assert time.monotonic() - started < 5


def test_a_redirect_without_end_is_neither_followed_nor_read(door: Door) -> None:
    """The library reads the body of a redirect even when told not to follow it."""
    with Host(says(reply(b"elsewhere"))) as other:
        head = f"HTTP/1.1 302 Found\r\nLocation: {other.url()}\r\n\r\n".encode()
        with Host(never_ends(head, b"x" * 65536)) as host, pytest.raises(NetworkRedirected):
            fetch(door, host.url())
    assert other.connections == 0
    assert host.sent_bytes < 32 * 1024 * 1024  # what the system's buffers take, and no more


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308, 399])
def test_no_redirect_is_followed(door: Door, contacts: list[Contact], status: int) -> None:
    with Host(says(reply(b"elsewhere"))) as other:
        content = reply(b"", f"Location: {other.url()}", status=f"{status} Elsewhere")
        assert isinstance(refusal(door, says(content)), NetworkRedirected)
    assert other.connections == 0
    assert contacts[0].outcome == "refused"


@pytest.mark.parametrize("status", [201, 204, 206, 400, 401, 403, 404, 407, 410, 429, 500, 503])
def test_any_status_but_200_is_an_error_that_names_it(
    door: Door, contacts: list[Contact], status: int
) -> None:
    """Retry-After too is left to the caller."""
    content = reply(b"" if status == 204 else b"no", "Retry-After: 9", status=f"{status} No")
    error = refusal(door, says(content))
    assert isinstance(error, AnswerRefused)
    assert error.status == status
    assert str(status) in error.user_message(Language.DANISH).message
    assert contacts == [Contact("127.0.0.1", Purpose.REGISTRY, "refused", 0)]


@pytest.mark.parametrize(
    "again", [b"x" * 65536, b""], ids=["a refusal without end", "a refusal that goes silent"]
)
def test_a_refusal_is_not_waited_for(door: Door, again: bytes) -> None:
    def serve(host: Host, connection: socket.socket) -> None:
        host.ask(connection)
        host.send(connection, b"HTTP/1.1 404 Not Found\r\n\r\n")
        while not host.is_over.wait(0 if again else 0.05):
            host.send(connection, again)

    started = time.monotonic()
    assert isinstance(refusal(door, serve), AnswerRefused)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "header",
    [
        "Content-Encoding: gzip",
        "Content-Encoding: GZIP",
        "Content-Encoding: br",
        "Content-Encoding: identity, gzip",
        "Content-Encoding: gzip\r\nContent-Encoding: identity",
        "Content-Encoding:",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: gzip, chunked",
    ],
)
def test_a_coded_body_is_refused_unread(door: Door, contacts: list[Contact], header: str) -> None:
    bomb = gzip.compress(bytes(10 * 1024 * 1024))
    assert len(bomb) < 11_000
    error = refusal(door, says_and_leaves(reply(bomb, header)), most_bytes=11_000)
    assert isinstance(error, AnswerUnreadable)
    assert contacts[0].received_bytes == 0


def test_compressed_bytes_are_never_unpacked(door: Door) -> None:
    bomb = gzip.compress(bytes(10 * 1024 * 1024))
    with Host(says_and_leaves(reply(bomb))) as host:
        assert fetch(door, host.url(), most_bytes=11_000) == bomb


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123456789", id="length"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", id="no-body"),
        pytest.param(b"HTTP/1.1 200 OK\r\n", id="after-status"),
        pytest.param(b"HTTP/1.1 200 OK", id="in-status"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length", id="in-header"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n", id="after-header"),
        pytest.param(b"HTTP/1.1 100 Continue\r\n\r\n", id="after-continue"),
        pytest.param(CHUNKED + b"8\r\n1234", id="in-chunk"),
        pytest.param(CHUNKED + b"4\r\n1234", id="after-chunk"),
        pytest.param(CHUNKED + b"4\r\n1234\r\n", id="between-chunks"),
        pytest.param(CHUNKED, id="before-chunks"),
    ],
)
def test_an_answer_that_is_cut_is_not_taken(
    door: Door, contacts: list[Contact], content: bytes
) -> None:
    assert isinstance(refusal(door, says_and_leaves(content)), AnswerCutShort)
    assert contacts[0].outcome == "failed"


def test_a_connection_that_is_reset_is_cut(door: Door) -> None:
    def serve(host: Host, connection: socket.socket) -> None:
        host.ask(connection)
        host.send(connection, b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n1234")
        linger = (1).to_bytes(4, "little") + (0).to_bytes(4, "little")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        connection.close()

    assert isinstance(refusal(door, serve), AnswerCutShort)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"not HTTP at all\r\n\r\n", id="prose"),
        pytest.param(b"SSH-2.0-OpenSSH\r\n", id="ssh"),
        pytest.param(b"HTTP/1.1 abc OK\r\n\r\n", id="status-word"),
        pytest.param(b"HTTP/1.1 99 OK\r\n\r\n", id="status-99"),
        pytest.param(b"HTTP/1.1 1000 OK\r\n\r\n", id="status-1000"),
        pytest.param(b"HTTP/3 200 OK\r\n\r\n", id="version"),
        pytest.param(b"\x00" * 100 + b"\r\n\r\n", id="nulls"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 150 + b"\r\n", id="hundred-and-fifty-headers"
        ),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
            id="two-lengths",
        ),
    ],
)
def test_what_is_not_an_answer_is_refused(
    door: Door, contacts: list[Contact], content: bytes
) -> None:
    assert isinstance(refusal(door, says_and_leaves(content)), AnswerUnreadable)
    assert contacts[0].outcome == "refused"


def test_nothing_is_left_open_after_a_bad_head(door: Door) -> None:
    """The libraries leave such a connection's reader to the garbage collector."""
    lengths = (
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n1"
    )
    error = refusal(door, says_and_leaves(lengths))
    assert isinstance(error, AnswerUnreadable)
    readers = [each for each in gc.get_objects() if isinstance(each, _MeteredReader)]
    assert [reader.closed for reader in readers] == [True] * len(readers)


def test_a_huge_head_is_refused(door: Door) -> None:
    headers = "".join(f"X-{number}: {'x' * 1000}\r\n" for number in range(90))
    head = f"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n{headers}\r\n".encode()
    assert isinstance(refusal(door, says_and_leaves(head)), AnswerTooLarge)
    with (
        Host(says_and_leaves(head)) as host,
        Door(ignore, limits=Limits(head_bytes=99_999)) as wide,
    ):
        assert fetch(wide, host.url()) == b""


FRAGMENTS: Final = [
    b"HTTP/1.1 ",
    b"200 OK\r\n",
    b"100 Continue\r\n\r\n",
    b"302 Found\r\nLocation: /\r\n",
    b"Content-Length: 5\r\n",
    b"Content-Length: -5\r\n",
    b"Content-Length: 5, 6\r\n",
    b"Content-Length: " + b"9" * 5000 + b"\r\n",
    b"Content-Length: \xb2\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Set-Cookie: a=b; expires=\xff\r\n",
    b"Content-Type: text/html; charset=\x00\r\n",
    b": \r\n",
    b" folded\r\n",
    b"\r\n",
    b"5\r\nabcde\r\n",
    b"-5\r\n",
    b"0x5\r\n",
    b"ffffffffffffffffffff\r\n",
    b"0\r\n\r\n",
    b"\xff\xfe",
]


def test_no_answer_makes_anything_but_bytes_or_an_error_of_ours(contacts: list[Contact]) -> None:
    """Hostile input: well-formed parts in any order, with anything between them."""
    content = b""

    def serve(host: Host, connection: socket.socket) -> None:
        says_and_leaves(content)(host, connection)

    @given(st.lists(st.sampled_from(FRAGMENTS) | st.binary(max_size=8), max_size=12))
    @settings(max_examples=250, suppress_health_check=list(HealthCheck))
    def answer(parts: list[bytes]) -> None:
        nonlocal content
        content = b"HTTP/1.1 200 OK\r\n" + b"".join(parts)
        told_before = len(contacts)
        error: NetworkError | None = None
        try:
            assert len(fetch(door, host.url(f"/{SECRET}"), most_bytes=7)) <= 7
        except NetworkError as raised:
            error = raised
        (contact,) = contacts[told_before:]
        assert contact.outcome == ("answered" if error is None else error.outcome)
        assert error is None or SECRET not in told(error)

    with Host(serve) as host, Door(contacts.append, limits=QUICK) as door:
        answer()


# -- how long it may take -----------------------------------------------------------


@pytest.mark.parametrize(
    ("at_once", "slowly"),
    [
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", b"x" * 99, id="body"),
        pytest.param(UNTIL_CLOSE, b"x" * 99, id="body-without-length"),
        pytest.param(CHUNKED, b"1\r\nx\r\n" * 20, id="chunks"),
        pytest.param(CHUNKED + b"63\r\n", b"x" * 99, id="one-chunk"),
        pytest.param(CHUNKED, b"1;" + b"x" * 99, id="chunk-extension"),
        pytest.param(CHUNKED + b"0\r\n", b"X: " + b"x" * 99, id="trailer"),
        pytest.param(b"", b"HTTP/1.1 200 " + b"O" * 99, id="status"),
        pytest.param(b"HTTP/1.1 200 OK\r\n", b"X: " + b"x" * 99, id="head"),
        pytest.param(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 5, id="continue"),
    ],
)
def test_one_byte_at_a_time_ends_with_the_time_for_the_whole(
    quick: Door, contacts: list[Contact], at_once: bytes, slowly: bytes
) -> None:
    started = time.monotonic()
    assert isinstance(refusal(quick, drips(at_once, slowly)), NetworkTooSlow)
    assert QUICK.total_seconds <= time.monotonic() - started < 2
    assert contacts[0].outcome == "failed"


def test_the_usual_way_to_read_waits_for_ever() -> None:
    """Negative control: with the libraries' own limit on silence, drops are no silence."""
    serve = drips(b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n", b"x" * 40)
    with Host(serve) as host:
        started = time.monotonic()
        with requests.get(host.url(), stream=True, timeout=1) as response:
            assert len(response.raw.read(40)) == 40
        assert time.monotonic() - started > 1


@pytest.mark.parametrize("at_once", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1234"])
def test_silence_ends_sooner_than_the_whole(contacts: list[Contact], at_once: bytes) -> None:
    limits = Limits(connect_seconds=1, read_seconds=0.2, total_seconds=30)

    def serve(host: Host, connection: socket.socket) -> None:
        host.ask(connection)
        host.send(connection, at_once)
        host.is_over.wait(10)

    started = time.monotonic()
    with Door(contacts.append, limits=limits) as door:
        assert isinstance(refusal(door, serve), NetworkTooSlow)
    assert 0.2 <= time.monotonic() - started < 5


def test_the_clock_that_was_passed_in_is_the_one_that_counts() -> None:
    """Also for bytes that are here already and only wait to be taken."""
    now = 0.0
    with Host(says(reply(b"x" * 100))) as host, Door(ignore, clock=lambda: now) as door:
        with door.get(host.url(), Purpose.REGISTRY, MOST) as answer:
            now += 299.0
            assert answer.read() == b"x" * 100
        with door.get(host.url(), Purpose.REGISTRY, MOST) as answer:
            now += 301.0
            with pytest.raises(NetworkTooSlow):
                answer.read()


def test_nobody_there_is_unreachable(door: Door, contacts: list[Contact]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NetworkUnreachable):
        fetch(door, f"http://127.0.0.1:{port}/")
    assert contacts == [Contact("127.0.0.1", Purpose.REGISTRY, "failed", 0)]


def test_a_name_that_does_not_exist_is_unreachable(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_up(*_: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(NetworkUnreachable) as caught:
        fetch(door, "https://Findes-Ikke.dk/")
    assert caught.value.facts == {"host": "findes-ikke.dk"}


def test_what_was_already_going_wrong_is_not_blamed(door: Door) -> None:
    """Python chains an exception to the one being handled; that is not its cause."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    try:
        raise TimeoutError
    except TimeoutError:
        with pytest.raises(NetworkUnreachable):
            fetch(door, f"http://127.0.0.1:{port}/")
        assert isinstance(refusal(door, says_and_leaves(b"")), AnswerCutShort)


# -- what is told -------------------------------------------------------------------


def ignore(_: Contact) -> None:
    """Be told, and do nothing with it."""


def told(error: DatadonorError) -> str:
    """Return everything that an error could tell anyone."""
    words = [error.user_message(language) for language in Language]
    trace = traceback.format_exception(error)
    return repr([error, error.args, error.facts, vars(error), words, error.__cause__, trace])


@pytest.mark.parametrize(
    "serve",
    [
        says_and_leaves(b""),
        says_and_leaves(b"no HTTP\r\n\r\n"),
        says_and_leaves(reply(b"x" * 2000)),
        says_and_leaves(reply(status=f"302 {SECRET}")),
        says_and_leaves(reply(status=f"404 {SECRET}")),
        says_and_leaves(reply(b"", "Content-Encoding: gzip")),
        drips(b"", b"HTTP/1.1 200 OK" * 99),
    ],
)
def test_an_error_tells_the_host_and_nothing_more_of_the_address(quick: Door, serve: Serve) -> None:
    error = refusal(quick, serve)
    assert SECRET not in told(error)
    assert "127.0.0.1" in error.user_message(Language.ENGLISH).message
    assert error.exit_code == ExitCode.OTHER_SIDE


def test_an_error_tells_nothing_of_where_it_could_not_go(door: Door) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NetworkUnreachable) as caught:
        fetch(door, f"http://127.0.0.1:{port}/{SECRET}")
    assert SECRET not in told(caught.value)
    # The control: the library's own exception names it.
    assert SECRET in str(caught.value.__context__)


def test_a_contact_is_told_at_the_end_and_once(door: Door, contacts: list[Contact]) -> None:
    with (
        Host(says_and_leaves(reply(b"x" * 500))) as host,
        door.get(host.url(), Purpose.TIMESTAMP, MOST) as answer,
    ):
        assert contacts == []
        answer.read()
        assert contacts == []
    assert contacts == [Contact("127.0.0.1", Purpose.TIMESTAMP, "answered", 500)]


def read_and_fail(door: Door, host: Host) -> None:
    with door.get(host.url(), Purpose.DELIVERY, MOST) as answer:
        next(answer.pieces())
        raise KeyError


def test_an_answer_that_nobody_reads_was_still_a_contact(
    door: Door, contacts: list[Contact]
) -> None:
    with Host(says(reply(b"x" * 500))) as host:
        with door.get(host.url(), Purpose.DELIVERY, MOST):
            pass
        with pytest.raises(KeyError):
            read_and_fail(door, host)
    assert contacts[0] == Contact("127.0.0.1", Purpose.DELIVERY, "answered", 0)
    assert contacts[1] == Contact("127.0.0.1", Purpose.DELIVERY, "answered", 500)


def test_two_answers_at_a_time_do_not_mix(door: Door, contacts: list[Contact]) -> None:
    with Host(says(reply(b"one"))) as one, Host(says_and_leaves(b"")) as two:
        with door.get(one.url(), Purpose.REGISTRY, MOST) as answer:
            with pytest.raises(AnswerCutShort):
                fetch(door, two.url())
            assert answer.read() == b"one"
        with pytest.raises(AnswerCutShort), door.get(one.url(), Purpose.REGISTRY, MOST):
            fetch(door, two.url())
        door.close()
    assert [contact.outcome for contact in contacts] == ["failed", "answered"] * 2


def test_an_answer_is_not_read_after_its_block(door: Door) -> None:
    with Host(says_and_leaves(reply(b"x"))) as host:
        with door.get(host.url(), Purpose.REGISTRY, MOST) as answer:
            pass
        with pytest.raises(ValueError, match="with block"):
            answer.read()


class CannotWrite(Exception):
    """What a callback raises that has no room for its event."""


def fails(_: Contact) -> None:
    raise CannotWrite


def test_a_contact_that_cannot_be_written_down_does_not_pass_unnoticed() -> None:
    with Host(says(reply(b"answer"))) as host, Door(fails) as door:
        with pytest.raises(CannotWrite):
            fetch(door, host.url())
        door.close()


def test_a_failure_is_not_hidden_by_a_callback_that_fails() -> None:
    with Door(fails) as door:
        assert isinstance(refusal(door, says_and_leaves(b"")), AnswerCutShort)
        assert isinstance(refusal(door, says(reply(status="404 No"))), AnswerRefused)
        with Host(says(reply(b"x"))) as host:
            with pytest.raises(KeyError), door.get(host.url(), Purpose.REGISTRY, MOST):
                raise KeyError
            door.close()


# -- what is written of it ----------------------------------------------------------


def network_errors(root: type[NetworkError] = NetworkError) -> list[type[NetworkError]]:
    return [root, *chain.from_iterable(network_errors(below) for below in root.__subclasses__())]


def undocumented(text: str) -> list[str]:
    """Return what of the door's own words and numbers the document does not say."""
    numbers = [f"{value:g}" for value in vars(Limits()).values()]
    wanted = [
        *(f"`{purpose}`" for purpose in Purpose),
        *(f"`{name}: {value}`" for name, value in HEADERS.items()),
        *(f"| `{name}` | {number} |" for name, number in zip(vars(Limits()), numbers, strict=True)),
        *(f"| `{error.code}` | {error.outcome} |" for error in network_errors()),
    ]
    return [each for each in wanted if each not in text]


def test_the_document_says_what_leaves_and_what_the_limits_are() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert undocumented(text) == []
    assert undocumented(text.replace("| 300 |", "| 600 |")) == ["| `total_seconds` | 300 |"]
    assert undocumented(re.sub("`timestamp`", "", text)) == ["`timestamp`"]
