"""A private key in a file of its own, sealed under a passphrase.

For the keys of those who are not citizens: an operator's signing keys, a recipient's
seal and receipt keys. The file says what kind of key it holds and what its public half
is, so that one can see which key is needed before a passphrase is asked for. All of
that is bound to the seal (AES-256-GCM with it as additional data): an edited line only
makes the file fail to open.

The file is read as hostile: bounded in size and in what it may ask of the machine.
Must not know: what the key is for.
"""

import secrets
from typing import Annotated, Final, Literal, NamedTuple

import rfc8785
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from datadonor.errors import DatadonorError, ExitCode
from datadonor.vault.errors import PassphraseTooShort
from datadonor.vault.kdf import LEAST_PASSPHRASE, SALT_BYTES, KdfParameters, derive_key

FORMAT: Final = "datadonor.private-key/1"

MOST_BYTES: Final = 16 * 1024
"""Of a whole file; a key with its parameters needs less than a tenth."""

MOST_SECRET_BYTES: Final = 4096
"""Of the secret itself; the largest that is kept here, an age identity, has 74."""

_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16


class PrivateKeyDamaged(DatadonorError):
    """The bytes are not a sealed private key."""

    code = "PRIVATE_KEY_DAMAGED"
    exit_code = ExitCode.BAD_FILE


class PrivateKeyTooNew(DatadonorError):
    """The key file was written by a newer version of the program."""

    code = "PRIVATE_KEY_TOO_NEW"
    exit_code = ExitCode.BAD_FILE


class WrongKeyPassphrase(DatadonorError):
    """The key does not open with this passphrase, or a line of its file was edited.

    The seal cannot tell the two apart.
    """

    code = "WRONG_KEY_PASSPHRASE"
    exit_code = ExitCode.WRONG_KEY


class SealedKey(BaseModel):
    """The whole of a key file (``docs/formats/private-key.md``). Lower-case hexadecimal."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    format: Literal["datadonor.private-key/1"] = FORMAT
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
    public: Annotated[str, StringConstraints(pattern=r"^[ -~]{1,1000}$")]
    kdf: KdfParameters
    salt: Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
    nonce: Annotated[str, StringConstraints(pattern="^[0-9a-f]{24}$")]
    ct: Annotated[
        str,
        StringConstraints(
            pattern="^([0-9a-f]{2})+$",
            min_length=2 * (_TAG_BYTES + 1),
            max_length=2 * (_TAG_BYTES + MOST_SECRET_BYTES),
        ),
        Field(repr=False),
    ]

    def bound(self) -> bytes:
        """Return what the seal covers besides the secret: all but ``nonce`` and ``ct``."""
        return rfc8785.dumps(self.model_dump(mode="json", exclude={"nonce", "ct"}))


class PrivateKey(NamedTuple):
    """An opened key: its kind, and the secret itself."""

    kind: str
    secret: bytes


def seal_private_key(
    secret: bytes, kind: str, public: str, passphrase: str, kdf: KdfParameters
) -> bytes:
    """Return the bytes of a key file. Takes one run of Argon2id.

    Args:
        secret: 1 to 4096 bytes, in whatever form its kind has.
        kind: A word of the caller's, such as ``tuf-ed25519``: lower-case letters,
            digits, dot, underscore, hyphen.
        public: The public half as text: 1 to 1000 printable ASCII characters.
        passphrase: At least ``LEAST_PASSPHRASE`` characters.
        kdf: What opening it will cost.

    Raises:
        PassphraseTooShort: It is shorter.
        ValueError: Secret, kind or public half is not in the form above.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise PassphraseTooShort(least=LEAST_PASSPHRASE)
    if not 1 <= len(secret) <= MOST_SECRET_BYTES:
        msg = "a secret has 1 to 4096 bytes"
        raise ValueError(msg)
    salt = secrets.token_bytes(SALT_BYTES)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    placeholder = "00" * (_TAG_BYTES + 1)
    empty = SealedKey(
        kind=kind, public=public, kdf=kdf, salt=salt.hex(), nonce=nonce.hex(), ct=placeholder
    )
    sealed = AESGCM(derive_key(passphrase, salt, kdf)).encrypt(nonce, secret, empty.bound())
    whole = empty.model_copy(update={"ct": sealed.hex()})
    return rfc8785.dumps(whole.model_dump(mode="json")) + b"\n"


def open_private_key(content: bytes, passphrase: str) -> PrivateKey:
    """Open a key file. Takes one run of Argon2id, within the bounds of ``KdfParameters``.

    Raises:
        PrivateKeyDamaged: It is not a key file, or larger than one can be.
        PrivateKeyTooNew: It is one, of a later format.
        WrongKeyPassphrase: It does not open with this passphrase.
    """
    sealed = parse_sealed_key(content)
    key = derive_key(passphrase, bytes.fromhex(sealed.salt), sealed.kdf)
    try:
        secret = AESGCM(key).decrypt(
            bytes.fromhex(sealed.nonce), bytes.fromhex(sealed.ct), sealed.bound()
        )
    except InvalidTag:
        raise WrongKeyPassphrase from None
    return PrivateKey(sealed.kind, secret)


def parse_sealed_key(content: bytes) -> SealedKey:
    """Read what a key file says of itself. Nothing of it is verified before it is opened.

    Raises:
        PrivateKeyDamaged: It is not a key file, or larger than one can be.
        PrivateKeyTooNew: It is one, of a later format.
    """
    if len(content) > MOST_BYTES:
        raise PrivateKeyDamaged
    try:
        return SealedKey.model_validate_json(content)
    except ValidationError as error:
        is_later = any(
            problem["loc"] == ("format",)
            and str(problem["input"]).startswith(FORMAT.partition("/")[0] + "/")
            for problem in error.errors(include_url=False)
        )
    raise PrivateKeyTooNew if is_later else PrivateKeyDamaged
