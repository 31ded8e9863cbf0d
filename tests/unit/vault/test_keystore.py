"""A private key in a file: what opens it, what does not, and what a hostile file may ask."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datadonor.vault import kdf as kdf_module
from datadonor.vault.errors import PassphraseTooShort
from datadonor.vault.kdf import KdfParameters
from datadonor.vault.keystore import (
    FORMAT,
    MOST_BYTES,
    MOST_SECRET_BYTES,
    PrivateKeyDamaged,
    PrivateKeyTooNew,
    SealedKey,
    WrongKeyPassphrase,
    open_private_key,
    parse_sealed_key,
    seal_private_key,
)

WEAK = KdfParameters(memory_kib=8192, iterations=1, lanes=1)
PASSPHRASE = "blå hest ved åen"
SECRET = bytes(range(32))


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return seal_private_key(SECRET, "ed25519", "ed25519:AAAA=", PASSPHRASE, WEAK)


def edited(sealed: bytes, name: str, value: Any) -> bytes:  # noqa: ANN401 - any JSON
    written = json.loads(sealed)
    written[name] = value
    return json.dumps(written).encode()


def test_a_key_opens_with_its_passphrase(sealed: bytes) -> None:
    assert open_private_key(sealed, PASSPHRASE) == ("ed25519", SECRET)


def test_the_file_says_what_it_holds_but_not_the_secret(sealed: bytes) -> None:
    said = parse_sealed_key(sealed)
    assert (said.format, said.kind, said.public) == (FORMAT, "ed25519", "ed25519:AAAA=")
    assert SECRET not in sealed
    assert SECRET.hex().encode() not in sealed


def test_the_same_key_sealed_twice_is_two_files(sealed: bytes) -> None:
    again = parse_sealed_key(seal_private_key(SECRET, "ed25519", "ed25519:AAAA=", PASSPHRASE, WEAK))
    first = parse_sealed_key(sealed)
    assert again.salt != first.salt
    assert again.nonce != first.nonce
    assert again.ct != first.ct


@pytest.mark.parametrize("passphrase", ["", "blå hest ved åe", "Blå hest ved åen"])
def test_another_passphrase_does_not_open_it(sealed: bytes, passphrase: str) -> None:
    with pytest.raises(WrongKeyPassphrase):
        open_private_key(sealed, passphrase)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "age-x25519"),
        ("public", "ed25519:BBBB="),
        ("salt", "00" * 16),
        ("nonce", "00" * 12),
        ("kdf", {"name": "argon2id", "memory_kib": 8192, "iterations": 2, "lanes": 1}),
    ],
)
def test_an_edited_line_keeps_it_shut(sealed: bytes, name: str, value: Any) -> None:  # noqa: ANN401
    """All that the file says is bound to the seal, the public half too."""
    with pytest.raises(WrongKeyPassphrase):
        open_private_key(edited(sealed, name, value), PASSPHRASE)


def test_an_edited_secret_keeps_it_shut(sealed: bytes) -> None:
    ct = json.loads(sealed)["ct"]
    for place in (0, len(ct) // 2, len(ct) - 1):
        other = ct[:place] + ("0" if ct[place] != "0" else "1") + ct[place + 1 :]
        with pytest.raises(WrongKeyPassphrase):
            open_private_key(edited(sealed, "ct", other), PASSPHRASE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", "datadonor.vault-key/1"),
        ("format", None),
        ("kind", ""),
        ("kind", "../kind"),
        ("kind", 7),
        ("public", ""),
        ("public", "a\nb"),
        ("public", "å"),
        ("public", "a" * 1001),
        ("salt", "00" * 15),
        ("salt", "0G" * 16),
        ("nonce", "00" * 13),
        ("ct", "00" * 16),
        ("ct", "0" * 99),
        ("ct", "00" * (16 + MOST_SECRET_BYTES + 1)),
        ("kdf", {"name": "argon2id", "memory_kib": 2**21 + 1, "iterations": 1, "lanes": 1}),
        ("kdf", {"name": "argon2id", "memory_kib": 8192, "iterations": 21, "lanes": 1}),
        ("kdf", {"name": "argon2id", "memory_kib": 8192, "iterations": 1, "lanes": 17}),
        ("kdf", {"name": "scrypt", "memory_kib": 8192, "iterations": 1, "lanes": 1}),
        ("kdf", None),
        ("more", 1),
    ],
)
def test_what_is_off_is_refused_before_anything_is_computed(
    sealed: bytes,
    name: str,
    value: Any,  # noqa: ANN401
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("datadonor.vault.keystore.derive_key", pytest.fail)
    with pytest.raises(PrivateKeyDamaged):
        open_private_key(edited(sealed, name, value), PASSPHRASE)


def test_a_later_format_is_too_new(sealed: bytes) -> None:
    with pytest.raises(PrivateKeyTooNew):
        open_private_key(edited(sealed, "format", "datadonor.private-key/2"), PASSPHRASE)


def test_a_file_larger_than_one_can_be_is_refused(sealed: bytes) -> None:
    padding = b" " * (MOST_BYTES - len(sealed))
    assert open_private_key(sealed + padding, PASSPHRASE).secret == SECRET
    with pytest.raises(PrivateKeyDamaged):
        open_private_key(sealed + padding + b" ", PASSPHRASE)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_surprise_the_reader(content: bytes) -> None:
    with pytest.raises(PrivateKeyDamaged):
        parse_sealed_key(content)


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(PrivateKeyDamaged):
        parse_sealed_key(b"[" * (MOST_BYTES - 1))


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(PassphraseTooShort):
        seal_private_key(SECRET, "ed25519", "a", "x" * (kdf_module.LEAST_PASSPHRASE - 1), WEAK)


@pytest.mark.parametrize("secret", [b"", bytes(MOST_SECRET_BYTES + 1)])
def test_a_secret_that_no_reader_would_take_is_not_sealed(secret: bytes) -> None:
    with pytest.raises(ValueError, match="4096"):
        seal_private_key(secret, "ed25519", "a", PASSPHRASE, WEAK)


def test_the_largest_secret_is_sealed_and_opened() -> None:
    secret = bytes(MOST_SECRET_BYTES)
    sealed = seal_private_key(secret, "ed25519", "a", PASSPHRASE, WEAK)
    assert open_private_key(sealed, PASSPHRASE).secret == secret


def test_the_document_says_every_field_and_bound() -> None:
    folder = Path(__file__).resolve().parents[3] / "docs" / "formats"
    text = (folder / "private-key.md").read_text("utf-8")
    for name in SealedKey.model_fields:
        assert f"\n| `{name}` |" in text
    assert "\n| `planted` |" not in text
    assert f'`"{FORMAT}"`' in text
    for bound in (MOST_BYTES, MOST_SECRET_BYTES):
        assert f"{bound:,} bytes".replace(",", " ") in text
