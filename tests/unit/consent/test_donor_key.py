"""A donor has a key and a name of their own in every project, and nothing joins them."""

import base64
import hashlib
import hmac
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.donor_key import donor_key, pseudonym_of
from consent.envelope import PublicKey
from datadonor.audit import custody
from datadonor.audit.events import SELF
from tests.unit.conftest import PASSPHRASE, WEAK, SyntheticVault

SECRET = bytes(range(32))
DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "formats" / "decision.md"
VECTORS = [
    (
        "nordkysten-soevn-hjerterytme",
        "ed25519:mcFCNGqSDAylgOYyPkv+VDLEFrKWNyXpbHRxpVEc7Is=",
        "glbxkui4n2mwzsd7gthm",
    ),
    ("a", "ed25519:rL+Hp+jvfccsvEVdTXp/C1OQ3Bsp0d+pNXG0u8p7QJw=", "luiokuhb6usk3djsggr5"),
]


def public(secret: bytes, project: str) -> PublicKey:
    return PublicKey.of(donor_key(secret, project))


@pytest.mark.parametrize(("project", "key", "pseudonym"), VECTORS)
def test_a_secret_and_a_project_give_always_the_same(
    project: str, key: str, pseudonym: str
) -> None:
    """A key that came out otherwise after an update would make a stranger of the donor."""
    made = public(SECRET, project)
    assert made.format() == key
    assert pseudonym_of(made) == pseudonym
    document = DOCUMENT.read_text("utf-8")
    assert key in document
    assert pseudonym in document
    assert SECRET.hex() in document


@pytest.mark.parametrize("project", ["a", "nordkysten-soevn-hjerterytme", "x" * 64])
def test_the_key_is_made_as_rfc_5869_says(project: str) -> None:
    """By hand, so that a stranger's implementation comes to the same."""
    info = b"datadonor/donor-key/v1" + len(project).to_bytes(2, "big") + project.encode()
    extracted = hmac.digest(bytes(32), SECRET, hashlib.sha256)
    seed = hmac.digest(extracted, info + b"\x01", hashlib.sha256)
    assert donor_key(SECRET, project).private_bytes_raw() == seed


_projects = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True)


@given(_projects, _projects)
def test_two_projects_share_neither_key_nor_name(one: str, other: str) -> None:
    first, second = public(SECRET, one), public(SECRET, other)
    assert (first == second) == (one == other)
    assert (pseudonym_of(first) == pseudonym_of(second)) == (one == other)


@given(st.binary(min_size=32, max_size=32))
def test_two_donors_of_one_project_share_neither_key_nor_name(secret: bytes) -> None:
    if secret != SECRET:
        assert public(secret, "p") != public(SECRET, "p")
        assert pseudonym_of(public(secret, "p")) != pseudonym_of(public(SECRET, "p"))


def test_a_pseudonym_is_twenty_plain_signs_of_the_keys_digest() -> None:
    key = public(SECRET, "p")
    name = pseudonym_of(key)
    assert re.fullmatch("[a-z2-7]{20}", name)
    assert base64.b32decode(name.upper() + "====")[:12] == hashlib.sha256(key.raw).digest()[:12]


def test_new_keys_of_the_vault_leave_the_donors_key_as_it_was(closed: SyntheticVault) -> None:
    """Else the recipient could no longer tell that a withdrawal is the donor's."""
    with closed.open() as opened:
        before = public(opened.vault.secret(), "p")
        custody.rotate_keys(opened, PASSPHRASE, SELF, WEAK)
        assert public(opened.vault.secret(), "p") == before
