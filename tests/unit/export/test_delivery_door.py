"""Sending through the one door out: what is said, what is taken, and how it ends."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
import trustme

from datadonor.errors import DatadonorError
from datadonor.network import (
    AddressInsecure,
    AnswerCutShort,
    AnswerRefused,
    AnswerTooLarge,
    AnswerUnreadable,
    Body,
    CertificateRejected,
    Contact,
    Door,
    Head,
    Limits,
    Message,
    NetworkRedirected,
    NetworkTooSlow,
    Purpose,
    TlsFailed,
    is_same_origin,
)
from datadonor.network.sending import PIECE_BYTES
from tests.unit.loopback import (
    Host,
    Serve,
    never_ends,
    only_this_computer,
    relays_to,
    reply,
    says,
)

CREATED = reply(b"", "Location: /files/1", status="201 Created")


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    with only_this_computer():
        yield


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = threading.active_count()
    yield
    assert threading.active_count() == before


@pytest.fixture
def contacts() -> list[Contact]:
    return []


@pytest.fixture
def door(contacts: list[Contact]) -> Iterator[Door]:
    limits = Limits(connect_seconds=1, read_seconds=1, reply_seconds=1, total_seconds=4)
    with Door(contacts.append, limits=limits) as made:
        yield made


def takes_all(answer: bytes, taken: list[bytes]) -> Serve:
    """Read each question with its body, and answer it."""

    def serve(host: Host, connection: socket.socket) -> None:
        while head := read_head(connection):
            length = next(
                (
                    int(line.split(b":")[1])
                    for line in head.lower().splitlines()
                    if line.startswith(b"content-length:")
                ),
                0,
            )
            host.heads.append(head.decode("latin-1"))
            taken.append(read_exactly(connection, length))
            host.send(connection, answer)

    return serve


def read_head(connection: socket.socket) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        come = connection.recv(1)
        if not come:
            return b""
        head += come
    return head


def read_exactly(connection: socket.socket, length: int) -> bytes:
    body = b""
    while len(body) < length:
        come = connection.recv(length - len(body))
        if not come:
            break
        body += come
    return body


def patch(url: str, content: bytes, pieces: list[bytes] | None = None) -> Message:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0"}
    return Message("PATCH", url, headers, Body(len(content), pieces or [content]))


def test_nothing_is_said_but_what_is_on_the_list(door: Door) -> None:
    taken: list[bytes] = []
    with Host(takes_all(reply(), taken)) as host:
        door.send(patch(host.url("/files/1"), b"abc"), Purpose.DELIVERY)
        door.close()
    lines = [
        "PATCH /files/1 HTTP/1.1",
        f"Host: 127.0.0.1:{host.port}",
        "User-Agent: Datadonor",
        "Accept-Encoding: identity",
        "Tus-Resumable: 1.0.0",
        "Upload-Offset: 0",
        "Content-Length: 3",
    ]
    assert host.heads == ["\r\n".join([*lines, "", ""])]
    assert taken == [b"abc"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Authorization", "Basic x"),
        ("Cookie", "donor=1"),
        ("X-Request-ID", "1"),
        ("User-Agent", "Datadonor/1.2"),
        ("upload-offset", "0"),
        ("Upload-Offset", "0\r\nX: y"),
        ("Upload-Offset", "0\n"),
        ("Upload-Offset", ""),
        ("Upload-Metadata", "filename blå"),
    ],
)
def test_a_header_that_is_not_on_the_list_cannot_be_said(name: str, value: str) -> None:
    with pytest.raises(ValueError, match="header"):
        Message("HEAD", "http://127.0.0.1/", {name: value})


def test_a_body_leaves_in_pieces_and_is_counted(door: Door, contacts: list[Contact]) -> None:
    taken: list[bytes] = []
    content = bytes(range(256)) * 2000
    pieces = [content[:1], b"", content[1:400_000], content[400_000:]]
    with Host(takes_all(reply(b"thanks", status="200 OK"), taken)) as host:
        door.send(patch(host.url(), content, pieces), Purpose.DELIVERY)
        door.close()
    assert taken == [content]
    assert max(len(piece) for piece in pieces) > PIECE_BYTES
    assert contacts == [Contact("127.0.0.1", Purpose.DELIVERY, "answered", 0, len(content))]


def test_the_head_of_the_answer_is_what_comes_back(door: Door) -> None:
    with Host(says(CREATED)) as host:
        message = Message("POST", host.url(), welcome=frozenset({201}))
        head = door.send(message, Purpose.DELIVERY)
        door.close()
    assert head == Head(201, {"content-length": "0", "location": "/files/1"})


def test_a_connection_is_kept_from_one_message_to_the_next(door: Door) -> None:
    taken: list[bytes] = []
    with Host(takes_all(reply(b"a text that nobody reads"), taken)) as host:
        for _ in range(3):
            door.send(patch(host.url(), b"abc"), Purpose.DELIVERY)
        assert host.connections == 1
        door.close()


@pytest.mark.parametrize("status", [200, 202, 400, 404, 409, 413, 423, 460, 500])
def test_a_status_that_is_not_welcome_is_an_error_that_names_it(
    door: Door, contacts: list[Contact], status: int
) -> None:
    with Host(says(reply(b"no", status=f"{status} No"))) as host:
        message = Message("POST", host.url(), welcome=frozenset({201}))
        with pytest.raises(AnswerRefused) as caught:
            door.send(message, Purpose.DELIVERY)
        door.close()
    assert caught.value.status == status
    assert contacts[0].outcome == "refused"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(door: Door, status: int) -> None:
    with Host(says(reply())) as other:
        elsewhere = reply(b"", f"Location: {other.url()}", status=f"{status} Elsewhere")
        with Host(says(elsewhere)) as host, pytest.raises(NetworkRedirected):
            door.send(Message("HEAD", host.url()), Purpose.DELIVERY)
    assert other.connections == 0


def test_nothing_is_sent_in_the_clear_to_another_computer(
    door: Door, contacts: list[Contact]
) -> None:
    with pytest.raises(AddressInsecure):
        door.send(patch("http://eksempel.dk/", b"abc"), Purpose.DELIVERY)
    assert contacts == []


class Stopped(DatadonorError):
    """What the reading of a body may raise."""


def stops_after(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield b"x" * 1000
    raise Stopped


def test_what_stops_a_body_comes_out_as_it_is(door: Door, contacts: list[Contact]) -> None:
    taken: list[bytes] = []
    with Host(takes_all(reply(), taken)) as host, pytest.raises(Stopped):
        door.send(Message("PATCH", host.url(), {}, Body(5000, stops_after(2))), Purpose.DELIVERY)
    assert contacts == [Contact("127.0.0.1", Purpose.DELIVERY, "failed", 0, 2000)]


@pytest.mark.parametrize("said", [2, 4])
def test_a_body_of_another_length_than_was_said_is_a_fault(door: Door, said: int) -> None:
    taken: list[bytes] = []
    message = Body(said, [b"abc"])
    with Host(takes_all(reply(), taken)) as host, pytest.raises(RuntimeError, match="body is"):
        door.send(Message("PATCH", host.url(), {}, message), Purpose.DELIVERY)


def test_a_server_that_takes_nothing_is_not_waited_for(door: Door) -> None:
    def serve(host: Host, connection: socket.socket) -> None:
        host.is_over.wait(10)

    started = time.monotonic()
    with Host(serve) as host, pytest.raises(NetworkTooSlow):
        door.send(patch(host.url(), b"x" * 30_000_000), Purpose.DELIVERY)
    assert time.monotonic() - started < 6


def test_a_server_that_takes_a_little_at_a_time_is_ended_by_the_total(
    contacts: list[Contact],
) -> None:
    """Each piece is in time, and the whole is not."""

    def serve(host: Host, connection: socket.socket) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        while not host.is_over.wait(0.01):
            connection.recv(4096)

    limits = Limits(read_seconds=5, reply_seconds=5, total_seconds=0.6)
    started = time.monotonic()
    with (
        Door(contacts.append, limits=limits) as door,
        Host(serve) as host,
        pytest.raises(NetworkTooSlow),
    ):
        door.send(patch(host.url(), b"x" * 30_000_000), Purpose.DELIVERY)
    assert time.monotonic() - started < 4


def test_an_answer_to_a_body_may_take_longer_than_one_to_a_question(
    contacts: list[Contact],
) -> None:
    def serve(host: Host, connection: socket.socket) -> None:
        while head := read_head(connection):
            read_exactly(connection, 1 if head.startswith(b"PATCH") else 0)
            host.is_over.wait(0.4)
            host.send(connection, reply())

    limits = Limits(read_seconds=0.1, reply_seconds=5)
    with Door(contacts.append, limits=limits) as door, Host(serve) as host:
        door.send(patch(host.url(), b"x"), Purpose.DELIVERY)
        with pytest.raises(NetworkTooSlow):
            door.send(Message("HEAD", host.url()), Purpose.DELIVERY)


def test_a_refusal_in_the_middle_of_a_body_is_heard(door: Door) -> None:
    """RFC 9112 §9.3: a server may answer before it has read everything, and close."""

    def serve(host: Host, connection: socket.socket) -> None:
        read_head(connection)
        host.send(connection, reply(b"", "Connection: close", status="413 Too Large"))
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass

    with Host(serve) as host, pytest.raises(AnswerRefused) as caught:
        door.send(patch(host.url(), b"x" * 3_000_000), Purpose.DELIVERY)
    assert caught.value.status == 413


@pytest.mark.parametrize("length", range(0, len(CREATED) - 1, 3))
def test_an_answer_that_is_cut_anywhere_in_its_head_is_cut_and_not_strange(
    door: Door, length: int
) -> None:
    def serve(host: Host, connection: socket.socket) -> None:
        read_head(connection)
        host.send(connection, CREATED[:length])

    with Host(serve) as host, pytest.raises(AnswerCutShort):
        door.send(Message("POST", host.url(), welcome=frozenset({201})), Purpose.DELIVERY)


def test_an_answer_that_is_not_http_is_strange(door: Door) -> None:
    """The control of the one above."""
    with Host(says(b"220 mail ready\r\n\r\n")) as host, pytest.raises(AnswerUnreadable):
        door.send(Message("HEAD", host.url()), Purpose.DELIVERY)


def test_a_head_without_end_is_ended(door: Door) -> None:
    line = b"X: " + b"x" * 4000 + b"\r\n"
    with (
        Host(never_ends(b"HTTP/1.1 200 OK\r\n", line)) as host,
        pytest.raises((AnswerTooLarge, AnswerUnreadable)),
    ):
        door.send(Message("HEAD", host.url()), Purpose.DELIVERY)


def test_a_text_without_end_is_not_waited_for(door: Door) -> None:
    started = time.monotonic()
    with Host(never_ends(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536)) as host:
        assert door.send(Message("POST", host.url()), Purpose.DELIVERY).status == 200
    assert time.monotonic() - started < 3


def test_what_stands_in_a_message_is_not_told_by_its_name() -> None:
    message = patch("https://eksempel.dk/hemmelig", b"hemmelig")
    assert "hemmelig" not in repr(message)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://eksempel.dk/a", "https://EKSEMPEL.dk:443/b?c", True),
        ("http://127.0.0.1:80/", "http://127.0.0.1/", True),
        ("https://eksempel.dk/", "http://eksempel.dk/", False),
        ("https://eksempel.dk/", "https://eksempel.dk:8443/", False),
        ("https://eksempel.dk/", "https://a.eksempel.dk/", False),
        ("https://eksempel.dk/", "https://eksempel.dk@andet.dk/", False),
        ("https://eksempel.dk/", "https://me@eksempel.dk/", False),
        ("https://eksempel.dk/", "https://eksempel.dk\\@andet.dk/", False),
        ("https://eksempel.dk/", "https://eksempel.dk:x/", False),
        ("https://[::1/", "https://[::1/", False),
        ("ftp://eksempel.dk/", "ftp://eksempel.dk/", False),
        ("file:///a", "file:///a", False),
        ("", "", False),
    ],
)
def test_an_origin_is_scheme_host_and_port(one: str, other: str, same: bool) -> None:
    assert is_same_origin(one, other) is same
    assert is_same_origin(other, one) is same


# -- through TLS and proxies --------------------------------------------------------

NAME: Final = "modtager.eksempel.test"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(
    authority: trustme.CA, contacts: list[Contact], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Door]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    limits = Limits(read_seconds=1, reply_seconds=1, total_seconds=4)
    with Door(contacts.append, limits=limits, ca_file=file) as made:
        yield made


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", NAME).configure_cert(context)
    return context


def test_a_body_leaves_through_tls(secure: Door, tls: ssl.SSLContext) -> None:
    taken: list[bytes] = []
    content = bytes(range(256)) * 4000
    with Host(takes_all(reply(), taken), tls=tls) as host:
        for _ in range(2):
            secure.send(patch(host.url(host="localhost"), content), Purpose.DELIVERY)
        assert host.connections == 1
        secure.close()
    assert taken == [content] * 2


def test_not_a_byte_leaves_for_one_that_does_not_prove_its_name(
    secure: Door, tls: ssl.SSLContext, contacts: list[Contact]
) -> None:
    taken: list[bytes] = []
    with (
        Host(takes_all(reply(), taken), tls=tls) as host,
        pytest.raises(CertificateRejected),
    ):
        secure.send(patch(host.url(host="127.0.0.1"), b"abc"), Purpose.DELIVERY)
    assert taken == []
    assert contacts == [Contact("127.0.0.1", Purpose.DELIVERY, "refused", 0, 0)]


def test_a_server_that_takes_nothing_through_tls_is_not_waited_for(
    secure: Door, tls: ssl.SSLContext
) -> None:
    def serve(host: Host, connection: socket.socket) -> None:
        host.is_over.wait(10)

    started = time.monotonic()
    with Host(serve, tls=tls) as host, pytest.raises(NetworkTooSlow):
        secure.send(patch(host.url(host="localhost"), b"x" * 30_000_000), Purpose.DELIVERY)
    assert time.monotonic() - started < 6


def test_a_body_leaves_through_a_proxy_that_hears_nothing_but_the_host(
    secure: Door, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[bytes] = []
    with Host(takes_all(reply(), taken), tls=tls) as host, Host(relays_to(host.port)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url())
        secure.send(patch(f"https://{NAME}/files/1", b"abc"), Purpose.DELIVERY)
        secure.close()
    assert taken == [b"abc"]
    assert all("files" not in head for head in proxy.heads)


def test_a_proxy_is_not_blamed_for_a_cut_in_a_body(
    secure: Door, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cut may pass. What a proxy refuses is for the person to look at."""

    def serve(host: Host, connection: socket.socket) -> None:
        read_head(connection)
        connection.recv(1000)

    with Host(serve, tls=tls) as host, Host(relays_to(host.port)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url())
        with pytest.raises((AnswerCutShort, TlsFailed)):
            secure.send(patch(f"https://{NAME}/files/1", b"x" * 3_000_000), Purpose.DELIVERY)
