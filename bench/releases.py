"""A vault from which much was released, for measuring what checking its package costs."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from datadonor.audit.events import (
    SELF,
    ConsentGiven,
    DonationAnswered,
    DonationSealed,
    DonationSent,
)
from datadonor.registry.at_release import keep_registry
from export.answers import Answer, Detail, SignedAnswer, sign_answer, statement_of
from export.audit_package.making import Wanted, make_package
from export.bundle.commitment import BLINDING_BYTES, log_commitment
from export.kept_answers import keep_answer
from export.pseudonym import Donor as Identity
from tests.consents import RECIPIENT_KEY
from tests.donations import Donor, donor
from tests.releases import PROJECT, RECIPIENT, new_template

_EACH_REGISTRY: Final = 20
"""Releases from one state of the registry to the next."""

_DIGEST: Final = "0" * 64


def package_of_releases(folder: Path, number: int) -> bytes:
    """Return the package of a vault with so many releases: sealed, sent, and answered.

    The bundles themselves are left out: no package has them.
    """
    with _giver(folder) as giver:
        opened = giver.citizen.opened
        (given,) = opened.log.events_of(ConsentGiven)
        assert given.event is not None
        by = getattr(given.event.what, "decision_sha256", _DIGEST)
        chance = random.Random(1)
        for sequence in range(1, number + 1):
            if sequence % _EACH_REGISTRY == 0:
                giver.citizen.clock.forward(hours=6)
                giver.citizen.republish()
                giver.citizen.refresh()
            _release(giver, sequence, by, chance)
        return make_package(opened, Wanted()).content


# -- within ---------------------------------------------------------------------------


@contextmanager
def _giver(folder: Path) -> Iterator[Donor]:
    template = new_template(folder / "template")
    with donor(template, folder / "giver") as someone:
        yield someone


def _release(giver: Donor, sequence: int, by: str, chance: random.Random) -> None:
    opened = giver.citizen.opened
    bundle, blinding = chance.randbytes(32), chance.randbytes(BLINDING_BYTES)
    checkpoint = opened.log.checkpoint()
    answer = _answer(giver, sequence, bundle.hex())
    keep_answer(opened, answer)
    sealed = DonationSealed(
        recipient=RECIPIENT.id, sequence=sequence, records=1, decision_sha256=by,
        confirmed_sha256=_DIGEST, bundle_sha256=bundle.hex(),
        log_commitment=log_commitment(PROJECT, blinding, checkpoint),
    )  # fmt: skip
    sent = DonationSent(
        recipient=RECIPIENT.id, sequence=sequence, bundle_sha256=bundle.hex(),
        confirmed_sha256=_DIGEST,
    )  # fmt: skip
    answered = DonationAnswered(
        answer="received", bundle_sha256=bundle.hex(), answer_sha256=answer.digest
    )
    with opened.log.transaction(SELF) as recording:
        recording.connection.execute(
            "INSERT INTO outbox (project, sequence, state, recipient, format, bundle_sha256, "
            "bundle_bytes, manifest_sha256, blinding, checkpoint, updated) "
            "VALUES (?, ?, 'received', ?, 'age', ?, 1, zeroblob(32), ?, ?, '')",
            (PROJECT, sequence, RECIPIENT.id, bundle, blinding, checkpoint),
        )
        keep_registry(recording.connection, bundle.hex(), RECIPIENT.id)
        for details in (sealed, sent, answered):
            recording.append(details, project=PROJECT)


def _answer(giver: Donor, sequence: int, bundle_sha256: str) -> SignedAnswer:
    detail = Detail(
        sequence=sequence, manifest_sha256=_DIGEST, confirmed_sha256=_DIGEST, files=1,
        size_bytes=1,
    )  # fmt: skip
    secret = giver.citizen.opened.vault.secret()
    return sign_answer(
        Answer(
            kind="received",
            project=PROJECT,
            pseudonym=Identity(secret).for_project(PROJECT).pseudonym,
            bundle_sha256=bundle_sha256,
            at="2026-09-02T08:00:00.000Z",
            statement=statement_of("received", detail),
            detail=detail,
        ),
        RECIPIENT_KEY,
    )
