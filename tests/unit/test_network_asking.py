"""Asking by a message: what leaves is as in sending, and what comes back as in asking."""

from collections.abc import Iterator

import pytest

from datadonor.network import (
    AddressInsecure,
    AnswerRefused,
    AnswerTooLarge,
    Body,
    Contact,
    Door,
    Message,
    NetworkError,
    NetworkRedirected,
    Purpose,
    host_of,
)
from tests.unit.loopback import Host, only_this_computer, reply, says

BODY = b"a question"


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    with only_this_computer():
        yield


def message(url: str) -> Message:
    headers = {"Content-Type": "text/plain"}
    return Message("POST", url, headers, Body(len(BODY), [BODY]), welcome=frozenset({204}))


def ask(host: Host, most_bytes: int = 10) -> tuple[bytes, str, list[Contact]]:
    contacts: list[Contact] = []
    with (
        Door(contacts.append) as door,
        door.ask(message(host.url("/a")), Purpose.TIMESTAMP, most_bytes) as answer,
    ):
        return answer.read(), answer.media_type, contacts


def test_the_body_leaves_and_the_answer_is_read() -> None:
    with Host(says(reply(b"an answer!", "Content-Type: Text/Plain; charset=utf-8"))) as host:
        content, media_type, contacts = ask(host)
    assert (content, media_type) == (b"an answer!", "text/plain")
    (head,) = host.heads
    assert head.startswith("POST /a HTTP/1.1\r\n")
    assert f"Content-Length: {len(BODY)}\r\n" in head
    expected = Contact("127.0.0.1", Purpose.TIMESTAMP, "answered", 10, len(BODY))
    assert contacts == [expected]


def test_an_answer_without_a_media_type_has_none() -> None:
    with Host(says(reply(b"x"))) as host:
        assert ask(host)[1] == ""


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (reply(b"elevenbytes"), AnswerTooLarge),
        (reply(b"", "Location: /b", status="308 Moved"), NetworkRedirected),
        (reply(b"", status="204 Welcome only to send"), AnswerRefused),
        (reply(b"", status="500 No"), AnswerRefused),
    ],
)
def test_what_is_not_taken(answer: bytes, error: type[NetworkError]) -> None:
    """A status that is welcome to ``send`` is none here: an answer is wanted."""
    with Host(says(answer)) as host, pytest.raises(error):
        ask(host)


def test_the_same_addresses_may_be_asked() -> None:
    question = message("http://eksempel.dk/")
    with (
        Door(lambda _: None) as door,
        pytest.raises(AddressInsecure),
        door.ask(question, Purpose.TIMESTAMP, 1),
    ):
        pass
    assert host_of("https://EKSEMPEL.dk:444/a") == "eksempel.dk"
    with pytest.raises(AddressInsecure):
        host_of("http://eksempel.dk/")
