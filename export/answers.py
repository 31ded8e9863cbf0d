"""Answers: what a recipient says, signed, about one bundle or one notice that came to it.

An answer is a DSSE envelope around RFC 8785 JSON, signed with a receipt key of the
recipient's record. There is one file for each thing that came, named by the SHA-256 of its
bytes as they came. A later answer takes the place of an earlier one and names it by digest;
it may only go forward: from ``rejected`` or ``received`` to ``withdrawn`` to ``deleted``.

A ``deleted`` is a signed promise, not a proof in the sense of mathematics: nobody can prove
that no copy is left. What it proves is who said so, about which bytes, and when.
"""

import json
import re
from hashlib import sha256
from typing import Annotated, Any, Final, Literal, NamedTuple, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from consent.envelope import (
    EnvelopeDamaged,
    PublicKey,
    SignatureMissing,
    open_envelope,
    seal_envelope,
)
from consent.request import Texts
from consent.request_text import Digest, Identifier
from datadonor.audit.fields import Instant
from datadonor.errors import DatadonorError, ExitCode
from datadonor.registry.targets import Recipient
from datadonor.texts import Language, text

FORMAT: Final = "datadonor.answer/1"
PAYLOAD_TYPE: Final = "application/vnd.datadonor.answer+json"
SUFFIX: Final = ".ddanswer"

_LATER: Final = re.compile(r"datadonor\.answer/[0-9]{1,6}")

Kind = Literal["received", "rejected", "withdrawn", "deleted"]
Effect = Literal["erase", "anonymise", "future_only"]
"""What a project promises to do with data when the donor withdraws (``consent.request``)."""

_RANKS: Final[dict[Kind, int]] = {"rejected": 0, "received": 1, "withdrawn": 2, "deleted": 3}


class AnswerUnreadable(DatadonorError):
    """The file is not an answer."""

    code = "RECIPIENT_ANSWER_UNREADABLE"
    exit_code = ExitCode.BAD_FILE


class AnswerTooNew(DatadonorError):
    """The answer is of a later format than this program knows."""

    code = "RECIPIENT_ANSWER_TOO_NEW"
    exit_code = ExitCode.BAD_FILE


class AnswerNotSigned(DatadonorError):
    """None of the recipient's keys signed it, or it was changed since."""

    code = "RECIPIENT_ANSWER_UNSIGNED"
    exit_code = ExitCode.TAMPERED


class AnswerOfOther(DatadonorError):
    """It is about another bundle, project or donor than it was fetched for."""

    code = "RECIPIENT_ANSWER_OTHER"
    exit_code = ExitCode.TAMPERED


class AnswerContradicts(DatadonorError):
    """It takes back what the recipient signed before."""

    code = "RECIPIENT_ANSWER_CONTRADICTS"
    exit_code = ExitCode.TAMPERED


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_Count = Annotated[int, Field(ge=0, le=2**53 - 1, strict=True)]


class Detail(_Part):
    """What an answer says beside its kind. Codes, digests and counts; never a value of a record.

    Attributes:
        code: Of the error by which something was rejected.
        sequence: Of the bundle.
        manifest_sha256: Of the bundle's manifest.
        confirmed_sha256: Of the list of its files: the digest that the donor confirmed.
        files: Files in the bundle.
        size_bytes: Of all of them.
        effect: What was done, or is done from now on.
        notice_sha256: Of the notice by which it was done; nothing if the time was over.
        item: The one item that it is about.
        missing: Bundles that the notice names and that had not come by then.
        previous_sha256: Of the answer whose place this one takes.
    """

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{2,39}$")] | None = None
    sequence: _Count | None = None
    manifest_sha256: Digest | None = None
    confirmed_sha256: Digest | None = None
    files: _Count | None = None
    size_bytes: _Count | None = None
    effect: Effect | None = None
    notice_sha256: Digest | None = None
    item: Identifier | None = None
    missing: Annotated[tuple[Digest, ...], Field(max_length=10_000)] | None = None
    previous_sha256: Digest | None = None


_NEEDED: Final[dict[Kind, tuple[str, ...]]] = {
    "received": ("sequence", "manifest_sha256", "confirmed_sha256", "files", "size_bytes"),
    "rejected": ("code",),
    "withdrawn": ("effect", "notice_sha256"),
    "deleted": ("effect",),
}


class Answer(_Part):
    """What a recipient says (``docs/formats/answer.md``).

    Attributes:
        kind: What happened.
        project: The registry's id; nothing if what came could not be read so far.
        pseudonym: Of the donor; likewise.
        bundle_sha256: Of the sealed bundle, or of the notice, as it came.
        at: When, by the recipient's clock.
        statement: The same in words.
        detail: What else is known.
    """

    format: Literal["datadonor.answer/1"] = FORMAT
    kind: Kind
    project: Identifier | None = None
    pseudonym: Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{20}$")] | None = None
    bundle_sha256: Digest
    at: Instant
    statement: Texts
    detail: Detail = Detail()

    @model_validator(mode="after")
    def _says_what_its_kind_needs(self) -> Self:
        if any(getattr(self.detail, name) is None for name in _NEEDED[self.kind]):
            msg = "an answer of this kind says more"
            raise ValueError(msg)
        if (self.kind == "rejected") != (self.detail.code is not None):
            msg = "a rejection, and nothing else, has a code"
            raise ValueError(msg)
        if (self.project is None) != (self.pseudonym is None):
            msg = "whose it is is known, or it is not"
            raise ValueError(msg)
        if self.kind != "rejected" and self.project is None:
            msg = "nobody's"
            raise ValueError(msg)
        return self


class SignedAnswer(NamedTuple):
    """An answer with the bytes of its envelope."""

    answer: Answer
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the envelope in hex: how a later answer, and a log, names it."""
        return sha256(self.content).hexdigest()


def statement_of(kind: Kind, detail: Detail) -> Texts:
    """Return the words of our own that say what an answer says."""
    key = f"answers.{kind}"
    if kind in {"withdrawn", "deleted"}:
        key = f"{key}.item" if detail.item is not None else f"{key}.{detail.effect}"
    return Texts(da=text(key, Language.DANISH), en=text(key, Language.ENGLISH))


def sign_answer(answer: Answer, receipt_key: Ed25519PrivateKey) -> SignedAnswer:
    """Sign an answer with the recipient's receipt key."""
    content = seal_envelope(answer_document(answer), PAYLOAD_TYPE, [receipt_key])
    return SignedAnswer(_parse(open_envelope(content, PAYLOAD_TYPE).payload), content)


def answer_document(answer: Answer) -> dict[str, Any]:
    """Return an answer as plain JSON values, absent fields left out."""
    return answer.model_dump(mode="json", exclude_none=True)


def answer_name(bundle_sha256: str) -> str:
    """Return the name of the file that holds the answer about a bundle or notice."""
    return f"{bundle_sha256}{SUFFIX}"


def open_answer(content: bytes, recipient: Recipient) -> SignedAnswer:
    """Read an answer and check that the recipient signed it.

    Args:
        content: The file.
        recipient: As the registry publishes it.

    Raises:
        AnswerUnreadable: It is no answer.
        AnswerTooNew: It is one of a later format.
        AnswerNotSigned: No key of the recipient signed it.
    """
    try:
        keys = [PublicKey.parse(key) for key in recipient.receipt_keys]
    except EnvelopeDamaged:
        raise AnswerNotSigned from None
    return open_answer_of(content, keys)


def open_answer_of(content: bytes, keys: list[PublicKey]) -> SignedAnswer:
    """Read an answer and check that one of some keys signed it. Raises as ``open_answer``."""
    try:
        envelope = open_envelope(content, PAYLOAD_TYPE)
    except EnvelopeDamaged:
        raise AnswerUnreadable from None
    try:
        envelope.verify(keys)
    except SignatureMissing:
        raise AnswerNotSigned from None
    return SignedAnswer(_parse(envelope.payload), content)


def require_about(
    answer: Answer, bundle_sha256: str, project: str | None, pseudonym: str | None
) -> None:
    """Check that an answer is the one that was waited for.

    Args:
        answer: As it was signed.
        bundle_sha256: Of what was sent.
        project: For which it was sent.
        pseudonym: As whom.

    Raises:
        AnswerOfOther: It is not. A rejection may leave out whose it is.
    """
    whose = (answer.project, answer.pseudonym)
    is_ours = whose == (project, pseudonym) or (answer.kind == "rejected" and whose == (None, None))
    if answer.bundle_sha256 != bundle_sha256 or not is_ours:
        raise AnswerOfOther


def require_follows(earlier: Answer, later: Answer) -> None:
    """Check that a later answer takes nothing back.

    Raises:
        AnswerContradicts: It does.
    """
    if later != earlier and not may_follow(earlier.kind, later.kind):
        raise AnswerContradicts


def may_follow(earlier: Kind, later: Kind) -> bool:
    """Say whether an answer of a kind may take the place of one of another kind."""
    return _RANKS[later] > _RANKS[earlier]


def _parse(payload: bytes) -> Answer:
    document = json.loads(payload)
    said = str(document.get("format")) if isinstance(document, dict) else ""
    if said != FORMAT and _LATER.fullmatch(said):
        raise AnswerTooNew
    try:
        answer = Answer.model_validate_json(payload)
    except ValidationError:
        raise AnswerUnreadable from None
    if answer_document(answer) != document:
        raise AnswerUnreadable
    return answer
