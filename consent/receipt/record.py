"""What a consent is, said once: the record from which every receipt is written.

There are two copies. The donor's has everything. The recipient's has nothing that could
link the donor across two recipients: no place in any log, no digest of what lies in the
vault, no exact times, no true days where record dates are moved or made coarser, no names
of helpers or of records left out, no reasons.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Literal, NamedTuple
from uuid import UUID

from consent.attestation import SignedAttestation
from consent.choices import Helper, ItemChoice
from consent.decision import GivingAct, SignedDecision
from consent.donor_key import Pseudonym
from consent.ledger import ConsentState, ProjectConsent
from consent.mandate import Mandate
from consent.periods import Period, local_day
from consent.policy import resolution_of, window_of
from consent.request import Dates, Frequency, Item, OptionId, ProjectRequest, Resolution, Texts
from datadonor.audit.events import moment
from datadonor.errors import DatadonorError, ExitCode
from datadonor.records.categories import EHDS, Named, category
from datadonor.registry.targets import Recipient
from datadonor.texts import Language

_ENDED = frozenset(
    {
        ConsentState.EXPIRED,
        ConsentState.WITHDRAWN,
        ConsentState.STOPPED,
        ConsentState.INVALIDATED,
    }
)


class Copy(StrEnum):
    """Whose copy it is."""

    DONOR = "donor"
    RECIPIENT = "recipient"


class ReceiptOfUnknown(DatadonorError):
    """The log tells something of the consent that this program cannot read: no receipt of it."""

    code = "RECEIPT_OF_UNKNOWN"
    exit_code = ExitCode.NO


class RecordedItem(NamedTuple):
    """What was decided about one item.

    Attributes:
        id: Of the request.
        category: Of the vocabulary; its names and its term in DPV's list stand beside it.
        types: Those granted; nothing for all of the category.
        window: Days of records, both ends included; nothing if it was not granted, or if
            the copy is the recipient's and record dates go moved or coarser than a day.
        window_days: How many days the window has.
        left_out: How many single records the person left out.
        withdrawn: Whether it was granted and taken back since.
    """

    id: str
    category: str
    name: Named
    ehds_iri: str
    why: Texts
    required: bool
    granted: bool
    types: tuple[str, ...] | None
    window: Period | None
    window_days: int
    resolution: Resolution
    dates: Dates
    left_out: int
    withdrawn: bool


class Informed(NamedTuple):
    """Somebody who signed that they told the donor what the decision was about.

    Attributes:
        informer: Who.
        key: Their public key, as text.
        at: When they signed.
        statement_sha256: Of what they signed; it lies in the vault.
    """

    informer: Helper
    key: str
    at: str
    statement_sha256: str


class Holder(NamedTuple):
    """Somebody who signed for the donor. Of the recipient's copy only that there is one.

    Attributes:
        name: What they are called.
        relation: What they are to the donor: one of ``consent.mandate.RELATIONS``.
        statement_sha256: Of what they signed; it lies in the vault.
    """

    name: str | None = None
    relation: str | None = None
    statement_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """One consent as it stands, for one reader.

    Attributes:
        copy: Whose copy it is.
        consent_id: Of the donor's consent to this project, through all its changes.
        receipt_id: Of this receipt: another one for another copy, state or decision.
        state: As the ledger says it.
        act: Whether it was a first yes, a change or a renewal.
        given_at: When it was decided, UTC; for the recipient the day at midnight UTC.
        state_at: When the state became true; likewise.
        given_recorded_at: When it was recorded; later than ``given_at`` if it was on paper.
        state_recorded_at: When the last event about the state was recorded.
        state_by: Who made it so (``ProjectConsent.by``); of an expired one, who last
            decided on it.
        first_day: The first day on which it holds, in Denmark.
        last_day: The last one, included.
        subject: What the recipient calls the donor.
        given_by: Who decided; ``basis`` by what right.
        helper: Who helped; nothing in the recipient's copy.
        informed: Who signed that they informed; likewise.
        holders: Who signed for the donor, with keys of their own, in the order they did.
        items: Every item of the request, in its order, granted or not.
        options: Every option of the request: yes, no, or nothing where it was not chosen.
        text: The whole text that was agreed to.
        decision_sha256: Of the signed decision; nothing in the recipient's copy.
        log_position: Of the event that made the state so; likewise.
        receipt_of_end: Whether it tells that the consent is over.
        is_on_paper: Whether the yes was given on paper, and entered from there.
    """

    copy: Copy
    consent_id: UUID
    receipt_id: UUID
    state: ConsentState
    act: GivingAct
    given_at: str
    state_at: str
    given_recorded_at: str
    state_recorded_at: str
    state_by: str | None
    first_day: date
    last_day: date
    subject: Pseudonym
    given_by: Literal["self", "guardian", "proxy"]
    basis: str | None
    helper: Helper | None
    informed: tuple[Informed, ...]
    request: ProjectRequest
    request_sha256: str
    recipient: Recipient | None
    items: tuple[RecordedItem, ...]
    options: tuple[tuple[OptionId, bool | None], ...]
    demographics: tuple[str, ...]
    frequency: Frequency
    language: Language
    text: str
    text_sha256: str
    decision_sha256: str | None
    log_position: int | None
    end_reason: str | None
    is_on_paper: bool = False
    holders: tuple[Holder, ...] = ()

    @property
    def receipt_of_end(self) -> bool:
        """Whether it tells that the consent is over."""
        return self.state in _ENDED

    @property
    def granted(self) -> tuple[RecordedItem, ...]:
        """The items that were granted and not withdrawn since."""
        return tuple(item for item in self.items if item.granted)


def record_consent(
    consent: ProjectConsent,
    signed: SignedDecision,
    request: ProjectRequest,
    text: str,
    recipient: Recipient | None,
    copy: Copy,
    attestations: Sequence[SignedAttestation] = (),
    *,
    is_on_paper: bool = False,
) -> ConsentRecord:
    """Bring together what a receipt says.

    Args:
        consent: How the project stands; it has a consent, in force or over.
        signed: The decision that the consent was given by.
        request: The version of the request that it is to.
        text: The text that was shown.
        recipient: The registry's record of who gets the data.
        copy: Whose copy it is to be.
        attestations: What others signed about the decision.
        is_on_paper: Whether the yes was given on paper.

    Raises:
        ReceiptOfUnknown: Nobody can say how the consent stands.
        ValueError: The consent was never given, or is another one than the decision.
    """
    given, decision = consent.given, signed.decision
    if consent.state is ConsentState.UNKNOWN:
        raise ReceiptOfUnknown
    if given is None or given.event.decision_sha256 != signed.digest:
        raise ValueError("no consent by this decision")
    choices, is_donors = decision.choices, copy is Copy.DONOR
    state_at = consent.since or given.true_since
    told = str if is_donors else _day_only
    reason = consent.reason if consent.state in _ENDED else None
    return ConsentRecord(
        copy=copy,
        consent_id=_uuid("consent", request.id, decision.pseudonym),
        receipt_id=_uuid("receipt", request.id, signed.digest, copy, consent.state, state_at),
        state=consent.state,
        act=given.event.act,
        given_at=told(given.true_since),
        state_at=told(state_at),
        given_recorded_at=told(given.recorded),
        state_recorded_at=told(consent.recorded or given.recorded),
        state_by=consent.by,
        first_day=local_day(moment(given.true_since)),
        last_day=date.fromisoformat(given.event.last_day),
        subject=decision.pseudonym,
        given_by=choices.given_by,
        basis=choices.basis,
        helper=choices.assisted_by if is_donors else None,
        informed=tuple(_informed(attestations)) if is_donors else (),
        request=request,
        request_sha256=given.event.request_sha256,
        recipient=recipient,
        items=tuple(
            _item(item, choices.items.get(item.id), consent.withdrawn_items, copy)
            for item in request.items
        ),
        options=tuple((each.id, choices.options.get(each.id)) for each in request.options),
        demographics=choices.demographics,
        frequency=choices.frequency or request.frequency,
        language=Language(given.event.language),
        text=text,
        text_sha256=given.event.text_sha256,
        decision_sha256=signed.digest if is_donors else None,
        log_position=consent.position if is_donors else None,
        end_reason=reason if is_donors else None,
        is_on_paper=is_on_paper,
    )


def with_holders(
    record: ConsentRecord,
    attestations: Sequence[SignedAttestation],
    mandates: Mapping[str, Mandate],
) -> ConsentRecord:
    """Return a record that says who signed for the donor; the recipient's names nobody.

    Args:
        record: Of the decision.
        attestations: What others signed about it.
        mandates: By digest; a holder without one is not named.
    """
    return replace(record, holders=tuple(_holders(record.copy, attestations, mandates)))


def _holders(
    copy: Copy, attestations: Sequence[SignedAttestation], mandates: Mapping[str, Mandate]
) -> Iterator[Holder]:
    for signed in attestations:
        digest = signed.attestation.mandate_sha256
        if digest is None:
            continue
        mandate = mandates.get(digest)
        if copy is not Copy.DONOR:
            yield Holder()
        elif mandate is None:
            yield Holder(statement_sha256=signed.digest)
        else:
            yield Holder(mandate.holder, mandate.relation, signed.digest)


def _informed(attestations: Sequence[SignedAttestation]) -> Iterator[Informed]:
    for signed in attestations:
        said = signed.attestation
        if said.role == "informing" and said.name is not None:
            informer = Helper(
                name=said.name,
                role=said.title or "other",
                organisation=said.organisation,
                authorisation_id=said.authorisation_id,
            )
            yield Informed(informer, said.key, said.at, signed.digest)


def _item(
    item: Item, choice: ItemChoice | None, withdrawn: frozenset[str], copy: Copy
) -> RecordedItem:
    known = category(item.category)
    kept = choice or ItemChoice(granted=False)
    is_granted = kept.granted and item.id not in withdrawn
    window = window_of(item, kept) if is_granted else None
    is_hidden = copy is Copy.RECIPIENT and item.dates is not Dates.EXACT
    return RecordedItem(
        id=item.id,
        category=item.category,
        name=known.name if known else Named(da=item.category, en=item.category),
        ehds_iri=known.ehds_iri if known else EHDS + "PersonalElectronicHealthData",
        why=item.why,
        required=item.required,
        granted=is_granted,
        types=kept.types or item.types,
        window=None if is_hidden else window,
        window_days=0 if window is None else window.days,
        resolution=resolution_of(item, kept),
        dates=item.dates,
        left_out=len(kept.excluded_records),
        withdrawn=kept.granted and not is_granted,
    )


def _uuid(*parts: str) -> UUID:
    """Return a UUID that the same parts always give (RFC 9562 §5.8, version 8)."""
    joined = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
    octets = bytearray(sha256(b"datadonor/receipt-id/v1" + joined).digest()[:16])
    octets[6] = octets[6] & 0x0F | 0x80
    octets[8] = octets[8] & 0x3F | 0x80
    return UUID(bytes=bytes(octets))


def _day_only(instant: str) -> str:
    """Round a moment to its day in Denmark, written at midnight UTC."""
    return f"{local_day(moment(instant))}T00:00:00.000Z"
