"""What is read back has the digest that it was asked for by, or it is an error."""

from collections.abc import Iterator
from hashlib import sha256

import pytest

from consent.decision import DecisionUnreadable
from consent.documents import (
    ConsentDocumentGone,
    load_decision,
    load_document,
    load_text,
    save_document,
)
from datadonor.errors import ExitCode
from datadonor.vault.database import Connection
from tests.stores import store_in_memory


@pytest.fixture
def connection() -> Iterator[Connection]:
    with store_in_memory() as found:
        yield found


def test_bytes_come_back_by_their_digest(connection: Connection) -> None:
    digest = save_document(connection, b"Jeg siger ja\n")
    assert digest == sha256(b"Jeg siger ja\n").hexdigest()
    assert load_document(connection, digest) == b"Jeg siger ja\n"
    assert load_text(connection, digest) == "Jeg siger ja\n"


def test_the_same_bytes_are_kept_once(connection: Connection) -> None:
    assert save_document(connection, b"one") == save_document(connection, b"one")
    save_document(connection, b"two")
    assert connection.number("SELECT count(*) FROM consent_document") == 2


def test_what_was_never_kept_is_gone(connection: Connection) -> None:
    with pytest.raises(ConsentDocumentGone) as caught:
        load_document(connection, "0" * 64)
    assert caught.value.exit_code is ExitCode.TAMPERED


@pytest.mark.parametrize("other", [b"", b"other", b"one ", b"One"])
def test_what_was_altered_is_gone_until_it_is_kept_again(
    connection: Connection, other: bytes
) -> None:
    digest = save_document(connection, b"one")
    connection.execute("UPDATE consent_document SET content = ?", (other,))
    for load in (load_document, load_text, load_decision):
        with pytest.raises(ConsentDocumentGone):
            load(connection, digest)
    save_document(connection, b"one")
    assert load_document(connection, digest) == b"one"


def test_a_document_is_no_decision_because_it_is_kept(connection: Connection) -> None:
    with pytest.raises(DecisionUnreadable):
        load_decision(connection, save_document(connection, b"{}"))


def test_bytes_that_are_no_text_are_none(connection: Connection) -> None:
    with pytest.raises(ConsentDocumentGone) as caught:
        load_text(connection, save_document(connection, b"\xff"))
    assert caught.value.__cause__ is None
