"""What others have a part in, written into a real log: who signed too, on paper, by which right.

Only the events are written. The documents that they name are not there, so a package of such
a log is found to lack them.
"""

from consent.envelope import PublicKey
from datadonor.audit.events import (
    SELF,
    AttestationAdded,
    ConsentGiven,
    DonationSealed,
    MandateEnded,
    MandateRecorded,
    PaperAttached,
    Position,
    TimestampReceived,
)
from tests.consents import RECIPIENT_KEY
from tests.donations import Donor
from tests.releases import PROJECT

STAMPED = "2026-09-01T12:34:56.000Z"


def write_of_others(giver: Donor) -> None:
    """Write that a decision was signed and on paper, that a release was stamped, and a right."""
    log, key = giver.citizen.opened.log, PublicKey.of(RECIPIENT_KEY).format()
    (given, *_), (sealed, *_) = log.events_of(ConsentGiven), log.events_of(DonationSealed)
    yes = log.event(Position(given.position)).event
    release = log.event(Position(sealed.position)).event
    assert yes is not None
    assert release is not None
    assert isinstance(yes.what, ConsentGiven)
    assert isinstance(release.what, DonationSealed)
    decision = yes.what.decision_sha256
    assert decision is not None
    for details in (
        AttestationAdded(
            role="informing", decision_sha256=decision, statement_sha256="a" * 64, signer_key=key
        ),
        PaperAttached(
            decision_sha256=decision,
            form_sha256="b" * 64,
            page_sha256="c" * 64,
            media_type="application/pdf",
            size=1,
        ),
        TimestampReceived(
            host="tid.example",
            log_commitment=release.what.log_commitment,
            reply_sha256="d" * 64,
            stamped=STAMPED,
        ),
    ):
        log.record(details, SELF, project=PROJECT)
    log.record(
        MandateRecorded(
            mandate_sha256="e" * 64,
            holder_key=key,
            capacity="proxy",
            basis="power_of_attorney",
            since="2026-01-01",
            last_day="2027-01-31",
            is_joint=True,
        ),
        SELF,
    )
    log.record(MandateEnded(mandate_sha256="e" * 64, reason="withdrawn"), SELF)
