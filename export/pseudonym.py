"""Who the donor is in one project: a key, a name, a shift of dates, and ids for records.

All of it is made anew from the vault's secret and the project's id whenever it is needed.
The same donor is the same in a project for ever, so that a later donation, a correction
and a withdrawal find what was sent before; nobody can bring two projects together. Must
not know: names, CPR numbers, the clock, the database.
"""

import hmac
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from consent.donor_key import Pseudonym, donor_key, pseudonym_of
from consent.envelope import PublicKey
from consent.request import ProjectId

_DATE_SHIFT: Final = b"datadonor/date-shift/v1"
_HELD_BACK: Final = b"datadonor/held-back/v1"
_HELD_BACK_OLDEST: Final = b"datadonor/held-back-oldest/v1"
_RECORD_ID: Final = b"datadonor/record-id/v1"
_UUID: Final = b"datadonor/uuid/v1"

FEWEST_WEEKS: Final = 5
MOST_WEEKS: Final = 52
"""The shift: 35 to 364 days. More than a month, and never so much that ages are off by a year."""

MOST_DAYS_HELD_BACK: Final = 27
"""Four whole weeks, so that the end of the data leaves four shifts possible, each as likely.

Source: our choice. The shift is of whole weeks; whoever knows the day on which the records
were sent, and sees the last of them, learns the shift but for the weeks held back.
"""

ID_SIGNS: Final = "bcdfghjkmnpqrstv"
"""Consonants alone: an id can hold no name, no number and no date, not even by chance.

So the leak scan never takes an id for one. All are in FHIR's alphabet (FHIR R4 §2.24.0.1).
"""
ID_LENGTH: Final = 40
"""160 bits: no two records ever share one. FHIR allows 64 signs."""

_AS_SIGNS: Final = str.maketrans("0123456789abcdef", ID_SIGNS)


@dataclass(frozen=True)
class ProjectIdentity:
    """The donor in one project.

    Made by ``Donor.for_project``. Holds secrets: never shown, logged or stored.
    """

    project: str
    _secret: bytes = field(repr=False)

    def __repr__(self) -> str:
        return "ProjectIdentity(…)"

    @cached_property
    def signing_key(self) -> Ed25519PrivateKey:
        """The donor's key in this project: signs decisions and manifests."""
        return donor_key(self._secret, self.project)

    @cached_property
    def pseudonym(self) -> Pseudonym:
        """What the recipient calls the donor: 20 signs of base32, from the public key."""
        return pseudonym_of(PublicKey.of(self.signing_key))

    @cached_property
    def date_shift_days(self) -> int:
        """By how many days all dates are moved: whole weeks, −35 to −364, each as likely.

        Backwards only: a date in the future would show that there was a shift.
        """
        weeks = MOST_WEEKS - FEWEST_WEEKS + 1
        return -7 * (FEWEST_WEEKS + self._number(_DATE_SHIFT, weeks))

    @cached_property
    def newest_days_held_back(self) -> int:
        """How many of the newest days are not sent: 0 to 27, each as likely.

        Counted from the day of sending, so that a later donation brings them. Otherwise
        the last record would show what today is among shifted dates.
        """
        return self._number(_HELD_BACK, MOST_DAYS_HELD_BACK + 1)

    @cached_property
    def oldest_days_held_back(self) -> int:
        """How many days at the beginning of a window are not sent: 0 to 27, each as likely.

        Where there are data on every day the first one sent would else be the window's first
        day, which the project knows, and show the shift.
        """
        return self._number(_HELD_BACK_OLDEST, MOST_DAYS_HELD_BACK + 1)

    def record_id(self, kind: str, name: str) -> str:
        """Return the id under which a record goes out, and every reference to it.

        Args:
            kind: What it is the id of, such as a FHIR resource type.
            name: What the record is called in the vault. Cannot be found again from
                the id, nor from many ids, without the vault's secret.

        Returns:
            40 consonants in lower case: an ``id`` of FHIR R4.
        """
        digest = self._digest(self._record_key, kind, name)
        return digest[: ID_LENGTH // 2].hex().translate(_AS_SIGNS)

    def uuid(self, name: str) -> UUID:
        """Return a UUID for what must have one (RFC 9562 §5.8, version 8)."""
        raw = bytearray(self._digest(self._uuid_key, name)[:16])
        raw[6] = raw[6] & 0x0F | 0x80
        raw[8] = raw[8] & 0x3F | 0x80
        return UUID(bytes=bytes(raw))

    @cached_property
    def _record_key(self) -> bytes:
        return self._derived(_RECORD_ID)

    @cached_property
    def _uuid_key(self) -> bytes:
        return self._derived(_UUID)

    def _number(self, purpose: bytes, below: int) -> int:
        # 256 bits: what is left of an even spread is off by less than 2^-240.
        return int.from_bytes(self._derived(purpose), "big") % below

    def _derived(self, purpose: bytes) -> bytes:
        """Return 32 bytes for one purpose in this project (HKDF-SHA256, RFC 5869, no salt)."""
        name = self.project.encode()
        info = purpose + len(name).to_bytes(2, "big") + name
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(self._secret)

    @staticmethod
    def _digest(key: bytes, *parts: str) -> bytes:
        """Return HMAC-SHA256 over parts, each behind its length, so that none runs into another."""
        written = [part.encode() for part in parts]
        message = b"".join([len(each).to_bytes(4, "big") + each for each in written])
        return hmac.digest(key, message, "sha256")  # by name, which is three times as quick


class Donor:
    """The person, as far as projects may tell them from others."""

    def __init__(self, secret: bytes) -> None:
        """Begin with the vault's secret: 32 bytes.

        Raises:
            ValueError: There is none.
        """
        if not secret:
            raise ValueError("a donor has a secret")
        self._secret = secret

    def __repr__(self) -> str:
        return "Donor(…)"

    def for_project(self, project_id: ProjectId | str) -> ProjectIdentity:
        """Return who the donor is in a project. The same for ever, and like no other."""
        return ProjectIdentity(project_id, self._secret)
