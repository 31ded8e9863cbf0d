"""Auditor's packages of a donor who gave something and was answered."""

from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from export.answers import Answer, Detail, SignedAnswer, sign_answer, statement_of
from export.audit_package.making import Wanted, make_package
from export.kept_answers import keep_answer
from export.outbox import Entry
from export.pseudonym import Donor as DonorIdentity
from tests.consents import RECIPIENT_KEY
from tests.donations import Donor
from tests.releases import PROJECT

STRANGER: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
"""A key that nobody trusts."""


def give_something(giver: Donor) -> Entry:
    """Seal and send a bundle."""
    entry = giver.seal()
    giver.outbox.sent(entry, giver.outbox.confirmed(entry))
    return entry


def answered(
    giver: Donor, entry: Entry, kind: Any, key: Ed25519PrivateKey = RECIPIENT_KEY, **changes: Any  # noqa: ANN401 - any field
) -> SignedAnswer:  # fmt: skip
    """Have the recipient answer about a bundle, and take its answer in."""
    opened = giver.citizen.opened
    detail = Detail(effect="erase")
    if kind == "received":
        confirmed = giver.outbox.confirmed(entry)
        detail = Detail(
            sequence=1, manifest_sha256="0" * 64, confirmed_sha256=confirmed, files=1, size_bytes=1
        )
    fields = {
        "kind": kind,
        "project": PROJECT,
        "pseudonym": DonorIdentity(opened.vault.secret()).for_project(PROJECT).pseudonym,
        "bundle_sha256": entry.bundle_sha256,
        "at": "2026-09-02T08:00:00.000Z",
        "statement": statement_of(kind, detail),
        "detail": detail,
    }
    signed = sign_answer(Answer.model_validate(fields | changes), key)
    keep_answer(opened, signed)
    giver.outbox.answered(entry, kind, signed.digest)
    return signed


def package_of(giver: Donor, wanted: Wanted | None = None) -> bytes:
    """Return the package of a donor's vault."""
    return make_package(giver.citizen.opened, wanted or Wanted()).content
