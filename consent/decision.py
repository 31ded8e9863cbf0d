"""A decision: what a person said to one project, signed with their key for that project.

A decision is a DSSE envelope around RFC 8785 JSON. The log's event names it by the
SHA-256 of the envelope; the envelope itself lies in the vault under that digest
(``docs/adr/0015-decisions-are-documents.md``). It never leaves the vault as it is: it
tells exact times, who helped, and the names of records left out.
"""

from hashlib import sha256
from typing import Annotated, Any, Final, Literal, NamedTuple, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from consent.choices import Choices
from consent.donor_key import Pseudonym, pseudonym_of
from consent.envelope import PublicKey
from consent.request_text import Digest, Identifier, Prose
from consent.signed_document import SignedDocument
from datadonor.audit.fields import Instant
from datadonor.errors import DatadonorError, ExitCode

FORMAT: Final = "datadonor.decision/1"
PAYLOAD_TYPE: Final = "application/vnd.datadonor.decision+json"

GivingAct = Literal["given", "changed", "renewed"]
"""A yes. It replaces everything that was chosen before."""

Act = GivingAct | Literal["refused", "withdrawn"]
"""What was decided."""

GIVING: Final = frozenset({"given", "changed", "renewed"})

_PROSE: Final[TypeAdapter[str]] = TypeAdapter(Prose)


class DecisionUnreadable(DatadonorError):
    """A stored decision is not what its event names, or not signed by the donor's key."""

    code = "DECISION_UNREADABLE"
    exit_code = ExitCode.TAMPERED


class ReasonUnfit(DatadonorError):
    """A reason is too long, or holds characters that cannot be seen."""

    code = "REASON_UNFIT"
    exit_code = ExitCode.USAGE


class Decision(BaseModel):
    """What was decided, when and by whom (``docs/formats/decision.md``).

    Attributes:
        act: What was decided.
        project: The registry's id.
        request_version: Of the version that was shown.
        request_sha256: Of that version's ``.ddrequest``.
        decided: When it was true: the moment of signing, or the date on a paper.
        donor_key: The donor's public key for this project.
        previous_sha256: Of the decision that was in force before, if there was one.
        choices: What was chosen. Of a refusal or withdrawal only who decided, in which
            language, and who helped.
        item: The one item that is withdrawn; nothing for all of it.
        reason: The person's own words, which nobody is told.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["datadonor.decision/1"] = FORMAT
    act: Act
    project: Identifier
    request_version: Annotated[int, Field(ge=1, le=9999)]
    request_sha256: Digest
    decided: Instant
    donor_key: Annotated[str, StringConstraints(max_length=100)]
    previous_sha256: Digest | None = None
    choices: Choices
    item: Identifier | None = None
    reason: Prose | None = None

    @model_validator(mode="after")
    def _says_what_its_act_needs(self) -> Self:
        if self.item is not None and self.act != "withdrawn":
            msg = "only a withdrawal is about one item"
            raise ValueError(msg)
        if (self.act in GIVING) != bool(self.choices.granted):
            msg = "a consent, and nothing else, grants"
            raise ValueError(msg)
        if self.act in GIVING and None in (self.choices.text_sha256, self.choices.language):
            msg = "a consent is to a text"
            raise ValueError(msg)
        return self

    @property
    def pseudonym(self) -> Pseudonym:
        """What the recipient calls the donor."""
        return pseudonym_of(PublicKey.parse(self.donor_key))


_DOCUMENT: Final = SignedDocument(Decision, PAYLOAD_TYPE, "donor_key", DecisionUnreadable)


def fit_reason(reason: str | None) -> str | None:
    """Return a reason as a decision takes it; nothing if nothing is said.

    Raises:
        ReasonUnfit: It is too long, or holds characters that cannot be seen.
    """
    if reason is None or not reason.strip():
        return None
    try:
        return _PROSE.validate_python(reason.strip().replace("\r\n", "\n"))
    except ValidationError:
        raise ReasonUnfit from None


class SignedDecision(NamedTuple):
    """A decision with the bytes of its envelope."""

    decision: Decision
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the envelope in hex: how the log names it."""
        return sha256(self.content).hexdigest()


def sign_decision(decision: Decision, private_key: Ed25519PrivateKey) -> SignedDecision:
    """Sign a decision with the donor's key for its project.

    Raises:
        ValueError: It is another key than the decision names.
        DecisionUnreadable: It could not be read again; nothing was kept.
    """
    # What is signed can be read again: a copy of a model is not checked by pydantic.
    return open_decision(_DOCUMENT.sign(decision, private_key))


def decision_document(decision: Decision) -> dict[str, Any]:
    """Return a decision as plain JSON values, absent fields left out."""
    return _DOCUMENT.values(decision)


def open_decision(content: bytes) -> SignedDecision:
    """Read a decision and check that the key it names has signed it.

    Raises:
        DecisionUnreadable: It is none, or it is not.
    """
    return SignedDecision(_DOCUMENT.read(content), content)
