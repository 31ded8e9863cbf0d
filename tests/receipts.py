"""Consents for the tests of receipts, each made by a real consent book in a real vault.

``record(Copy.DONOR, "narrowed")`` is all it takes. ``facts`` says what every receipt must
tell of it; the tests of each face read their finished document back and compare. Whatever
is in ``SECRETS`` stands in no recipient's copy.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from consent.agreement import agreement_text
from consent.book import ConsentBook
from consent.choices import Choices, Helper, ItemChoice
from consent.decision import SignedDecision
from consent.ledger import ProjectConsent
from consent.mandate import CUSTODY
from consent.mandates import Signer
from consent.receipt.record import ConsentRecord, Copy, record_consent
from consent.request import ProjectRequest, Resolution
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.records.types import types_of
from datadonor.registry.targets import Names, Recipient, SealKeys
from datadonor.texts import Language
from datadonor.vault.kdf import KdfParameters
from datadonor.vault.recovery import RecoveryWords
from tests.consents import NOON, Clock, approved, fitting_choices, signed_request
from tests.mandates import decider
from tests.synthetic_requests import sample_request

HELPER: Final = Helper(
    name="Birthe Hjælpsom",
    role="librarian",
    organisation="Byens Bibliotek (opdigtet)",
    authorisation_id="HJ-4711",
)
"""Made up."""

REASON: Final = "Jeg har fået nok"
"""A person's own words on a withdrawal. They stand in no receipt at all."""

LEFT_OUT: Final = ("e71077345", "d71077346")
"""Records left out of the first item of a narrowed consent. Only their number is told."""

SECRETS: Final = (
    *(HELPER.name, HELPER.role, "Byens Bibliotek", "HJ-4711"),
    *(REASON, *LEFT_OUT),
)
"""What stands in no recipient's copy."""

_KDF: Final = KdfParameters(memory_kib=8192, iterations=1, lanes=1)


class Told(NamedTuple):
    """What ``record_consent`` takes, but for whose copy it is."""

    consent: ProjectConsent
    signed: SignedDecision
    request: ProjectRequest
    text: str
    recipient: Recipient


def record(
    copy: Copy = Copy.DONOR,
    state: str = "full",
    *,
    request: str = "sleep",
    donor: int = 0,
    language: Language = Language.DANISH,
) -> ConsentRecord:
    """Return a consent as a receipt has to tell it.

    Args:
        copy: Whose copy.
        state: One of ``STATES``.
        request: The name of a sample request.
        donor: Which person, by a small number. All consents of one are signed by one vault.
        language: Of the text that was agreed to.
    """
    told = tell(state, request, donor, language)
    return record_consent(*told, copy)


def facts(record: ConsentRecord) -> dict[str, Any]:
    """Return what every receipt must tell, as plain values.

    ``granted`` has the granted items in the request's order; ``window`` is nothing where
    it must not be told, ``window_days`` always is.
    """
    request, recipient = record.request, record.recipient
    assert recipient is not None
    return {
        "consent": str(record.consent_id),
        "receipt": str(record.receipt_id),
        "state": record.state.value,
        "is_end": record.receipt_of_end,
        "project": request.id,
        "project_version": request.version,
        "request_sha256": record.request_sha256,
        "subject": record.subject,
        "given_at": record.given_at,
        "state_at": record.state_at,
        "first_day": str(record.first_day),
        "last_day": str(record.last_day),
        "given_by": record.given_by,
        "controller": request.controller.name,
        "recipient": recipient.id,
        "recipient_name": (recipient.name.da, recipient.name.en),
        "language": record.language.value,
        "text_sha256": record.text_sha256,
        "purposes": list(request.purposes),
        "granted": [
            {
                "item": item.id,
                "category": item.ehds_iri,
                "window": item.window and (str(item.window.first), str(item.window.last)),
                "window_days": item.window_days,
                "resolution": item.resolution.value,
                "dates": item.dates.value,
                "types": item.types and list(item.types),
                "left_out": item.left_out,
            }
            for item in record.granted
        ],
        "not_granted": [item.id for item in record.items if not item.granted],
        "options": {option.value: answer for option, answer in record.options},
        "demographics": list(record.demographics),
        "frequency": record.frequency,
        "withdrawal_effect": request.withdrawal.effect,
        "decision_sha256": record.decision_sha256,
    }


@cache
def tell(
    state: str,
    request: str = "sleep",
    donor: int = 0,
    language: Language = Language.DANISH,
) -> Told:
    """Let a donor decide, and return what the consent book says of it. Arguments as ``record``."""
    return told_by(STATES[state], sample_request(request), donor, language)


def told_by(
    act: "Callable[[Scene], None]",
    asked: ProjectRequest,
    donor: int = 0,
    language: Language = Language.DANISH,
) -> Told:
    """Let a donor act as a test says, on any request, and return what the book says of it."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "vault"
        files, words = _template(donor)
        folder.mkdir(0o700)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        # Donors decide on one day, at different times of it.
        clock = Clock(NOON + donor * timedelta(minutes=37, milliseconds=123))
        with custody.open_vault(folder, words, system_clock=clock, wait=_no_wait) as opened:
            book, recipient = ConsentBook(opened), recipient_of(asked)
            scene = Scene(opened, book, clock, asked, recipient, language)
            act(scene)
            consent = scene.book.consent(asked.id)
            assert consent is not None
            signed = scene.book.decision(consent)
            assert signed is not None
    return Told(consent, signed, asked, agreement_text(asked, scene.recipient, language).text,
                scene.recipient)  # fmt: skip


def recipient_of(request: ProjectRequest) -> Recipient:
    """Return a made-up registry record of who gets a request's data."""
    return Recipient(
        id=request.recipient,
        name=Names(da=f"{request.recipient} (opdigtet)", en=f"{request.recipient} (made up)"),
        kind="university",
        identifiers={"cvr": "99999993"},
        seal=SealKeys(format="age", keys=("age1madeup",)),
        receipt_keys=("ed25519:bWFkZXVw",),
        valid_until=request.valid_until,
    )


@dataclass(frozen=True)
class Scene:
    """Where a donor decides on one request."""

    opened: OpenVault
    book: ConsentBook
    clock: Clock
    request: ProjectRequest
    recipient: Recipient
    language: Language

    def give(
        self,
        choices: Choices | None = None,
        decided: datetime | None = None,
        signers: Sequence[Signer] = (),
        **changes: Any,  # noqa: ANN401 - any field of the choices
    ) -> None:
        """Say yes, to everything if nothing else is said."""
        signed = signed_request(self.request)
        chosen = choices or self.choices(**changes)
        approval = approved(signed, self.recipient)
        self.book.give(signed, chosen, approval, decided, signers=signers)

    def choices(self, **changes: Any) -> Choices:  # noqa: ANN401 - any field of the choices
        """Return a yes to everything, with some fields changed."""
        return fitting_choices(
            self.request, language=self.language, recipient=self.recipient, **changes
        )

    def decider(self, basis: str) -> Signer:
        """Record that somebody may decide for the donor, and return them ready to sign."""
        return decider(self.opened, basis)

    def narrow_choices(self) -> Choices:
        """Return choices that narrow whatever can be narrowed.

        The first item gets all of it; the second is a no; of the options the first is a
        yes, the second a no, and the others are not chosen.
        """
        first, second, *others = self.request.items
        items = {item.id: ItemChoice(granted=True) for item in others}
        items[first.id] = ItemChoice.model_validate(
            {
                "granted": True,
                "types": (next(iter(types_of(first.category))).id,),
                "from": "2026-02-03",
                "until": "2026-08-19",
                "resolution": Resolution.MONTH,
                "excluded_records": LEFT_OUT,
            }
        )
        items[second.id] = ItemChoice(granted=False)
        answers = dict(zip((each.id for each in self.request.options), (True, False), strict=False))
        return self.choices(
            items=items,
            options=answers,
            demographics=self.request.demographics[:1],
            frequency=self.request.frequency if self.request.frequency == "once" else "monthly",
            expires=min(self.request.valid_until, self.request.until or self.request.valid_until)
            .replace(year=2026, month=11, day=5),
        )  # fmt: skip


def _change(scene: Scene) -> None:
    scene.give()
    scene.clock.forward(days=3)
    signed = signed_request(scene.request)
    scene.book.change(signed, scene.narrow_choices(), approved(signed, scene.recipient))


def _withdraw(scene: Scene) -> None:
    scene.give()
    scene.clock.forward(days=10, minutes=17)
    scene.book.withdraw(scene.request, reason=REASON)


def _withdraw_item(scene: Scene) -> None:
    scene.give()
    scene.clock.forward(days=10)
    optional = next(item for item in scene.request.items if not item.required)
    scene.book.withdraw(scene.request, optional.id, REASON)


def _expire(scene: Scene) -> None:
    scene.give(scene.narrow_choices())
    scene.clock.forward(days=120)


def _stop(scene: Scene) -> None:
    scene.give()
    scene.clock.forward(days=20)
    scene.book.stop(scene.request.id, "controller", "study_ended")


def _invalidate(scene: Scene) -> None:
    scene.give()
    scene.clock.forward(days=20)
    scene.book.invalidate(scene.request.id, "authority", SELF, was_never_valid=False)


def _renew(scene: Scene) -> None:
    _withdraw(scene)
    scene.clock.forward(days=5)
    scene.give()


STATES: Final[Mapping[str, Callable[[Scene], None]]] = {
    "full": Scene.give,
    "narrowed": lambda scene: scene.give(scene.narrow_choices()),
    "changed": _change,
    "renewed": _renew,
    "item_withdrawn": _withdraw_item,
    "withdrawn": _withdraw,
    "expired": _expire,
    "stopped": _stop,
    "invalidated": _invalidate,
    "by_guardian": lambda scene: scene.give(signers=[scene.decider(CUSTODY)]),
    "by_proxy": lambda scene: scene.give(signers=[scene.decider("future_power_of_attorney")]),
    "helped": lambda scene: scene.give(assisted_by=HELPER),
}
"""How a consent can stand, and how it came to."""


@cache
def _template(donor: int) -> tuple[Mapping[str, bytes], RecoveryWords]:
    """Return the files of a new vault, and the words that open it."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / str(donor)
        words = custody.create_vault(folder, "blå hest ved åen", kdf=_KDF, system_clock=Clock())
        return {file.name: file.read_bytes() for file in folder.iterdir()}, words


def _no_wait(_seconds: float) -> None:
    pass
