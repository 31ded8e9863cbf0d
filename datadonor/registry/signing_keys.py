"""The operator's keys: which role has which, and how they are opened when needed.

Each key is Ed25519, has a name (``root1`` … ``online``), and lies sealed under a
passphrase of its own in a file ``NAME.key``. The name also stands in the root beside
the public key, so the root alone says which keys are in force. The files of offline
keys need not be there until they are used: they can lie on sticks.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import (  # type: ignore[attr-defined]  # its exports are not declared
    CryptoSigner,
    Key,
    SSlibKey,
)
from tuf.api.metadata import Root, Snapshot, Targets, Timestamp

from datadonor import paths
from datadonor.errors import DatadonorError, ExitCode
from datadonor.vault.kdf import KdfParameters
from datadonor.vault.keystore import (
    MOST_BYTES,
    PrivateKeyDamaged,
    open_private_key,
    parse_sealed_key,
    seal_private_key,
)

KIND: Final = "tuf-ed25519"
"""In the sealed file: the secret is the 32-byte seed of RFC 8032, public is hexadecimal."""

NAME_FIELD: Final = "x-datadonor-name"
"""Where a key's name stands in the root; other clients pass over fields that they do not know."""

Passphrases = Callable[[str], str]
"""From a key's name to its passphrase: asks a person, or reads a file."""

_NAME: Final = re.compile(r"(root|targets|online)([1-9][0-9]{0,3})?")


class RolePlan(NamedTuple):
    """How a new registry sets up one role."""

    keys: tuple[str, ...]
    threshold: int
    lifetime: timedelta


PLAN: Final[Mapping[str, RolePlan]] = {
    Root.type: RolePlan(("root1", "root2", "root3"), 2, timedelta(days=365)),
    Targets.type: RolePlan(("targets1", "targets2"), 2, timedelta(days=180)),
    Snapshot.type: RolePlan(("online",), 1, timedelta(days=30)),
    Timestamp.type: RolePlan(("online",), 1, timedelta(days=7)),
}
"""Our choice. One lost root key stops nothing, one stolen one opens nothing; what is
approved takes two persons; what is signed weekly takes one key that lies at hand. A week
is how long a citizen's program can be kept from hearing of a revocation."""

OFFLINE: Final = frozenset({Root.type, Targets.type})
"""Roles whose keys should not lie where the online key does."""

KEY_NAMES: Final = tuple(dict.fromkeys(name for plan in PLAN.values() for name in plan.keys))
"""The keys of a new registry, each once."""


class SigningKeyMissing(DatadonorError):
    """The file of a key that must sign is not where it was looked for (fact: ``name``)."""

    code = "SIGNING_KEY_MISSING"
    exit_code = ExitCode.BAD_FILE


class SigningKeyWrong(DatadonorError):
    """The file holds another key than the root names (fact: ``name``)."""

    code = "SIGNING_KEY_WRONG"
    exit_code = ExitCode.WRONG_KEY


class SigningKeyUnknown(DatadonorError):
    """The root names no such key (fact: ``name``)."""

    code = "SIGNING_KEY_UNKNOWN"
    exit_code = ExitCode.USAGE


class NewKey(NamedTuple):
    """A key just made: what signs with it, and its sealed file."""

    name: str
    signer: CryptoSigner
    sealed: bytes


def make_key(name: str, passphrase: str, kdf: KdfParameters) -> NewKey:
    """Make a key.

    Raises:
        PassphraseTooShort: The passphrase is.
    """
    private = Ed25519PrivateKey.generate()
    public = private.public_key()
    key = SSlibKey.from_crypto(public)
    key.unrecognized_fields[NAME_FIELD] = name
    sealed = seal_private_key(
        private.private_bytes_raw(), KIND, public.public_bytes_raw().hex(), passphrase, kdf
    )
    return NewKey(name, CryptoSigner(private, key), sealed)


def key_file(name: str) -> str:
    """Return the name of a key's file."""
    return f"{name}.key"


class KeyRing:
    """Opens keys by name where their files are found, asking for each passphrase once."""

    def __init__(self, folders: Sequence[Path], passphrases: Passphrases) -> None:
        """Look in the folders, in this order."""
        self._folders = tuple(folders)
        self._passphrases = passphrases
        self._opened: dict[str, CryptoSigner] = {}

    def add(self, key: NewKey) -> None:
        """Hold a key that has just been made."""
        self._opened[key.name] = key.signer

    def has(self, name: str) -> bool:
        """Say whether a key is held, or its file is there."""
        return name in self._opened or self._find(name) is not None

    def signer(self, name: str, public: Key) -> CryptoSigner:
        """Return what signs with a key.

        Args:
            name: The key's.
            public: Its public half as the root has it.

        Raises:
            SigningKeyMissing: Its file is in none of the folders.
            SigningKeyWrong: The file holds another key.
            PrivateKeyDamaged, PrivateKeyTooNew: The file is not a sealed key.
            WrongKeyPassphrase: It does not open.
            DiskRefused: It may not be read.
        """
        if name not in self._opened:
            self._opened[name] = self._open(name, public)
        return self._opened[name]

    def _open(self, name: str, public: Key) -> CryptoSigner:
        file = self._find(name)
        if file is None or not isinstance(public, SSlibKey):
            raise SigningKeyMissing(name=name)
        with paths.disk_errors(), file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
        if parse_sealed_key(content).public != public.keyval.get("public"):
            raise SigningKeyWrong(name=name)
        kind, seed = open_private_key(content, self._passphrases(name))
        try:
            private = Ed25519PrivateKey.from_private_bytes(seed)
        except ValueError:
            raise PrivateKeyDamaged from None
        if kind != KIND or private.public_key().public_bytes_raw().hex() != public.keyval["public"]:
            raise PrivateKeyDamaged
        return CryptoSigner(private, public)

    def _find(self, name: str) -> Path | None:
        files = [folder / key_file(name) for folder in self._folders]
        return next((file for file in files if file.is_file()), None)


def names_of(root: Root, role: str) -> dict[str, Key]:
    """Return the keys of a role by name, ascending by name.

    A name is also that of a file, so one that is not of our form does not count: such a
    key bears its id.
    """
    named = {}
    for key in (root.keys[key_id] for key_id in root.roles[role].keyids):
        name = str(key.unrecognized_fields.get(NAME_FIELD, ""))
        named[name if _NAME.fullmatch(name) else key.keyid] = key
    return dict(sorted(named.items()))


def next_name(name: str, taken: Sequence[str]) -> str:
    """Return the name of the key that replaces another: ``root4`` after ``root1`` … ``root3``."""
    kind = _NAME.fullmatch(name)
    if kind is None:
        raise SigningKeyUnknown(name=name)
    found = [_NAME.fullmatch(each) for each in taken]
    numbers = [int(each[2] or 1) for each in found if each is not None and each[1] == kind[1]]
    return f"{kind[1]}{max(numbers, default=0) + 1}"


def key_files(folder: Path) -> list[str]:
    """Return the names of the keys whose files lie in a folder, ascending."""
    with paths.disk_errors():
        found = [each.name.removesuffix(".key") for each in folder.glob("*.key")]
    return sorted(name for name in found if _NAME.fullmatch(name))
