"""A document is read whole and as it was signed by the key that it names, or not at all."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ConfigDict, Field

from consent.envelope import PublicKey, seal_envelope
from consent.signed_document import SignedDocument
from datadonor.errors import DatadonorError, ExitCode

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
TYPE = "application/vnd.datadonor.made-up+json"


class Note(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True)

    from_: str = Field(alias="from")
    words: str | None = None
    key: str


class NoteUnreadable(DatadonorError):
    code = "NOTE_UNREADABLE"
    exit_code = ExitCode.TAMPERED


NOTES = SignedDocument(Note, TYPE, "key", NoteUnreadable)
NOTE = Note(from_="Ib", key=PublicKey.of(KEY).format())


def sealed(by: Ed25519PrivateKey = KEY, kind: str = TYPE, **changes: Any) -> bytes:  # noqa: ANN401 - any value
    return seal_envelope(NOTES.values(NOTE) | changes, kind, [by])


def test_what_was_signed_is_read_again() -> None:
    content = NOTES.sign(NOTE, KEY)
    assert NOTES.read(content) == NOTE
    assert content == sealed()
    assert NOTES.values(NOTE) == {"from": "Ib", "key": NOTE.key}


def test_nobody_signs_in_the_name_of_another_key() -> None:
    with pytest.raises(ValueError, match="another key"):
        NOTES.sign(NOTE, OTHER)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        sealed(OTHER),
        sealed(kind="application/vnd.datadonor.other+json"),
        sealed(key="ed25519:AAAA"),
        sealed(key="no key at all"),
        sealed(words=7),
        sealed(more="a field that would get lost"),
        sealed(words=None),
        seal_envelope({"from_": "Ib", "key": NOTE.key}, TYPE, [KEY]),
    ],
    ids=["nothing", "empty", "another's signature", "another kind", "half a key", "no key",
         "another type", "more than is read", "a field that says nothing", "another name"],
)  # fmt: skip
def test_what_is_not_as_it_was_signed_is_not_read(content: bytes) -> None:
    with pytest.raises(NoteUnreadable) as found:
        NOTES.read(content)
    assert found.value.__cause__ is None


def test_a_changed_byte_is_seen() -> None:
    outer = json.loads(sealed())
    outer["payload"] = json.loads(sealed(words="ja"))["payload"]
    with pytest.raises(NoteUnreadable):
        NOTES.read(json.dumps(outer).encode())
