"""Who collects, with what they know; and what they are told when it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.request import SignedRequest
from datadonor.errors import DatadonorError
from datadonor.registry.targets import Recipient
from datadonor.texts import Language, text
from export.receiving.verifying import MOST_BYTES
from export.seal.port import PrivateSealKey


@dataclass(frozen=True, slots=True)
class Desk:
    """Who collects, and what they know.

    Attributes:
        recipient: As the registry publishes it.
        requests: The approved versions of its requests, older ones too.
        seal_keys: Its private keys that open seals.
        receipt_key: Its private key that signs answers.
        now: With zone.
        most_bytes: Of payload that it takes in one bundle.
    """

    recipient: Recipient
    requests: Sequence[SignedRequest]
    seal_keys: Sequence[PrivateSealKey]
    receipt_key: Ed25519PrivateKey = field(repr=False)
    now: datetime
    most_bytes: int = MOST_BYTES


class Matter(NamedTuple):
    """Something that a person should look at.

    Attributes:
        kind: Has a sentence (``answers.matter``).
        sha256: Names the file that it is about.
        whose: Project and pseudonym, if they are known.
        code: Of an error, if there is one.
        reason: What that error says, its facts filled in.
    """

    kind: str
    sha256: str
    whose: tuple[str, str] | None = None
    code: str | None = None
    reason: Mapping[Language, str] = MappingProxyType({})

    @classmethod
    def of_error(
        cls, kind: str, sha256: str, whose: tuple[str, str] | None, error: DatadonorError
    ) -> Self:
        """Return what came of an error, with its words as they are then."""
        reason = {each: error.user_message(each).message for each in Language}
        return cls(kind, sha256, whose, error.code, reason)

    def sentence(self, language: Language) -> str:
        """Say it in words, without the reason."""
        return text(f"answers.matter.{self.kind}", language)


@dataclass(slots=True)
class Report:
    """What one run did.

    Attributes:
        received: Bundles that were filed.
        again: Bundles that had been filed before.
        rejected: Files that went to quarantine.
        notices: Notices that were carried out.
        deleted: Bundles that were deleted by them.
        unlinked: Bundles whose records were cut off from their donor.
        ignored: Files and folders in the inbox that are no bundle and no notice.
        matters: What a person should look at, from this run.
        in_quarantine: All that lies there now.
        by_hand: Notices about one item that a person is to carry out.
        damaged: Donors and notes of whom the store says what does not fit, or cannot be read.
    """

    received: int = 0
    again: int = 0
    rejected: int = 0
    notices: int = 0
    deleted: int = 0
    unlinked: int = 0
    ignored: int = 0
    matters: list[Matter] = field(default_factory=list)
    in_quarantine: int = 0
    by_hand: int = 0
    damaged: int = 0
