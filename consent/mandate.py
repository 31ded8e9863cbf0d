"""A mandate: who may decide for the person, on what basis, and from when to when.

A mandate is a DSSE envelope around RFC 8785 JSON, signed with the holder's own key, and
lies in the vault under its SHA-256. It names its holder, so it never leaves the vault; the
log's event has its digest, the key and the days. Why it is so: ``docs/adr/0025``.

Must not know: the vault, the clock, decisions.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, Final, Literal, NamedTuple, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from typing_extensions import override

from consent.envelope import PublicKey
from consent.request_text import Day
from consent.signed_document import SignedDocument
from datadonor.audit.fields import Code, Name, PublicKeyText
from datadonor.errors import DatadonorError, ExitCode
from datadonor.texts import Fact, Language, text

FORMAT: Final = "datadonor.mandate/1"
PAYLOAD_TYPE: Final = "application/vnd.datadonor.mandate+json"

Capacity = Literal["guardian", "proxy"]
"""Whether somebody decides as a guardian, or with the person's trust in them."""

CUSTODY: Final = "parental_custody"
"""The basis that ends on its own when the person comes of age."""

BASES: Final[Mapping[str, tuple[str, ...]]] = {
    "self": (),
    "guardian": (CUSTODY, "guardianship"),
    "proxy": ("power_of_attorney", "future_power_of_attorney", "next_of_kin"),
}
"""What gives a guardian or proxy the right. Our own words."""

RELATIONS: Final = (
    "mother",
    "father",
    "parent",
    "spouse",
    "child",
    "sibling",
    "relative",
    "friend",
    "guardian",
    "other",
)
"""What somebody is to the person. Our own words."""

OF_AGE: Final = 18
"""Years. Source: værgemålsloven § 1."""


class MandateUnfit(DatadonorError):
    """What is said of a mandate does not go together (fact: ``where``)."""

    code = "MANDATE_UNFIT"
    exit_code = ExitCode.USAGE

    @override
    def words(self, language: Language) -> Mapping[str, Fact]:
        """Say what is to be written there, too."""
        return {**self.facts, "said": text(f"mandate.unfit.{self.facts['where']}", language)}


class MandateUnreadable(DatadonorError):
    """A stored mandate is not what its event says, or not signed by its holder's key."""

    code = "MANDATE_UNREADABLE"
    exit_code = ExitCode.TAMPERED


class Mandate(BaseModel):
    """Who may decide for the person (``docs/formats/mandate.md``).

    Attributes:
        capacity: As a guardian, or as a proxy.
        basis: What gives them the right; one of ``BASES``.
        holder: What they are called.
        relation: What they are to the person; one of ``RELATIONS``.
        holder_key: The public key that they sign with.
        since: The first day on which they may decide, in Denmark.
        last_day: The last one, included; nothing if it ends only when somebody ends it.
        is_joint: Whether they decide only together with the others of whom it is said too.
        of_age_on: Of custody, the person's 18th birthday. The day before it is the last one;
            what is written down anew says no other (``Terms``).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["datadonor.mandate/1"] = FORMAT
    capacity: Capacity
    basis: Code
    holder: Name
    relation: Code
    holder_key: PublicKeyText
    since: Day
    last_day: Day | None = None
    is_joint: bool = False
    of_age_on: Day | None = None

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        where = next(_unfit(self), None)
        if where is not None:
            msg = f"mandate: {where}"
            raise ValueError(msg)
        return self


_DOCUMENT: Final = SignedDocument(Mandate, PAYLOAD_TYPE, "holder_key", MandateUnreadable)


class Terms(NamedTuple):
    """What is said of a mandate before its holder has a key. As in ``Mandate``.

    Custody has no last day of its own: it lasts until the day before the 18th birthday.
    """

    basis: str
    holder: str
    relation: str
    since: date
    last_day: date | None = None
    is_joint: bool = False
    of_age_on: date | None = None

    @property
    def capacity(self) -> Capacity:
        """In what capacity a basis lets somebody decide.

        Raises:
            MandateUnfit: It is none of the bases that are known here.
        """
        if self.basis in BASES["guardian"]:
            return "guardian"
        if self.basis in BASES["proxy"]:
            return "proxy"
        raise MandateUnfit(where="basis")

    def mandate(self, holder_key: PublicKey) -> Mandate:
        """Return the mandate of a holder with a key.

        Raises:
            MandateUnfit: The terms do not go together.
        """
        holder = " ".join(self.holder.split())
        if not holder.isprintable():  # signs that cannot be seen, or turn the direction of words
            raise MandateUnfit(where="holder")
        said = {
            **self._asdict(),
            "capacity": self.capacity,
            "holder": holder,
            "last_day": self._last_day(),
            "holder_key": holder_key.format(),
        }
        try:
            return Mandate.model_validate(said)
        except ValidationError as error:
            problem = error.errors(include_url=False, include_context=False)[0]
        where = str(problem["loc"][0]) if problem["loc"] else problem["msg"].rpartition(" ")[2]
        raise MandateUnfit(where=where)

    def _last_day(self) -> date | None:
        """Return the last day; of custody it follows from the birthday.

        Raises:
            MandateUnfit: The birthday is not after the first day, as the day of birth is
                not; or custody was given another last day.
        """
        if self.basis != CUSTODY or self.of_age_on is None:
            return self.last_day
        if self.of_age_on <= self.since:
            raise MandateUnfit(where="of_age_on")
        day_before = self.of_age_on - timedelta(days=1)
        if self.last_day not in {None, day_before}:
            raise MandateUnfit(where="last_day")
        return day_before


class SignedMandate(NamedTuple):
    """A mandate with the bytes of its envelope."""

    mandate: Mandate
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the envelope in hex: how the log names it."""
        return sha256(self.content).hexdigest()


def sign_mandate(mandate: Mandate, holder_key: Ed25519PrivateKey) -> SignedMandate:
    """Sign a mandate with its holder's key: they take it on.

    Raises:
        ValueError: It is another key than the mandate names.
        MandateUnreadable: It could not be read again; nothing was kept.
    """
    return open_mandate(_DOCUMENT.sign(mandate, holder_key))


def mandate_document(mandate: Mandate) -> dict[str, Any]:
    """Return a mandate as plain JSON values, absent fields left out."""
    return _DOCUMENT.values(mandate)


def open_mandate(content: bytes) -> SignedMandate:
    """Read a mandate and check that the key it names has signed it.

    Raises:
        MandateUnreadable: It is none, or it is not.
    """
    return SignedMandate(_DOCUMENT.read(content), content)


def eighteenth_birthday(born: date) -> date:
    """Return the day on which somebody comes of age; of the 29th of February, 1 March."""
    try:
        return born.replace(year=born.year + OF_AGE)
    except ValueError:
        return date(born.year + OF_AGE, 3, 1)


def _unfit(mandate: Mandate) -> Iterator[str]:
    """Yield the names of fields that do not go with the others."""
    if mandate.basis not in BASES[mandate.capacity]:
        yield "basis"
    if mandate.relation not in RELATIONS:
        yield "relation"
    if (mandate.basis == CUSTODY) != (mandate.of_age_on is not None):
        yield "of_age_on"
    if mandate.of_age_on is not None and (
        mandate.last_day is None or mandate.last_day >= mandate.of_age_on
    ):
        yield "last_day"
    if mandate.last_day is not None and mandate.last_day < mandate.since:
        yield "last_day"
