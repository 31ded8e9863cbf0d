"""What recipients hold and said: the commitments to this log, and their signed answers."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from consent.donor_key import pseudonym_of
from consent.envelope import PublicKey
from datadonor.audit.events import (
    ConsentGiven,
    ConsentWithdrawn,
    DonationAnswered,
    DonationSealed,
    DonationSent,
    Position,
)
from datadonor.audit.package_findings import PackageFinding, finding
from datadonor.audit.package_log import open_head
from datadonor.errors import DatadonorError
from export.answers import AnswerNotSigned, SignedAnswer, may_follow, open_answer, require_about
from export.audit_package.gathering import ANSWERS, OPENINGS
from export.audit_package.reading import Package
from export.audit_package.registry_copy import RegistryCopy
from export.bundle.commitment import log_commitment

_PROVES: Final = {"erase": {"deleted"}, "anonymise": {"deleted", "withdrawn"}}


class Bundle(NamedTuple):
    """A bundle as the log tells of it."""

    position: Position
    project: str
    sealed: DonationSealed


@dataclass
class Conversation:
    """What recipients signed about the bundles of a package.

    Attributes:
        bundles: By the digest of the sealed file.
        answers: The verified answers about each, oldest first.
        findings: What does not fit.
    """

    bundles: dict[str, Bundle] = field(default_factory=dict)
    answers: dict[str, list[SignedAnswer]] = field(default_factory=dict)
    findings: list[PackageFinding] = field(default_factory=list)


def read_conversation(package: Package, registry: RegistryCopy) -> Conversation:
    """Open every commitment, verify every answer, and see what deletion is proven."""
    said = Conversation()
    for position, event in package.told(DonationSealed.kind):
        if isinstance(event.what, DonationSealed) and event.project is not None:
            bundle = Bundle(position, event.project, event.what)
            said.bundles[event.what.bundle_sha256] = bundle
            said.findings += _commitment(package, bundle)
    for position, event in package.told(DonationAnswered.kind):
        if isinstance(event.what, DonationAnswered):
            said.findings += _answer(package, registry, said, (position, event.what))
    said.findings += _unproven(package, said)
    return said


# -- within ---------------------------------------------------------------------------


def _commitment(package: Package, bundle: Bundle) -> Iterator[PackageFinding]:
    """Open the commitment in a bundle: it binds this log as it was when it was sealed."""
    name = f"{OPENINGS}{bundle.sealed.bundle_sha256}.json"
    content = package.files.get(name)
    if content is None:
        yield finding("OPENING_NOT_KEPT", bundle.position)
        return
    try:
        opening = json.loads(content)
        blinding = bytes.fromhex(opening["blinding"])
        checkpoint = opening["checkpoint"].encode()
        commitment = log_commitment(bundle.project, blinding, checkpoint)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        yield finding("COMMITMENT_DOES_NOT_OPEN", bundle.position)
        return
    if commitment != bundle.sealed.log_commitment:
        yield finding("COMMITMENT_DOES_NOT_OPEN", bundle.position)
        return
    head, findings = open_head(checkpoint, package.log.key, name)
    yield from findings
    if head is None:
        return
    tree = package.log.tree
    if head.size > bundle.position or tree.root_at(head.size) != head.root:
        yield finding("HISTORY_REWRITTEN", bundle.position, size=head.size)


def _answer(
    package: Package,
    registry: RegistryCopy,
    said: Conversation,
    placed: tuple[Position, DonationAnswered],
) -> Iterator[PackageFinding]:
    position, what = placed
    bundle = said.bundles.get(what.bundle_sha256)
    content = package.files.get(f"{ANSWERS}{what.answer_sha256}.ddanswer")
    if bundle is None:
        yield finding("ANSWER_OTHER", position)
        return
    if content is None:
        yield finding("ANSWER_NOT_KEPT", position)
        return
    recipient = registry.recipients.get(bundle.sealed.recipient)
    if recipient is None:
        yield finding("ANSWER_UNCHECKED", position)
        return
    try:
        signed = open_answer(content, recipient)
        pseudonym = _pseudonym(package, bundle) or signed.answer.pseudonym
        require_about(signed.answer, what.bundle_sha256, bundle.project, pseudonym)
    except AnswerNotSigned:
        yield finding("ANSWER_FORGED", position)
        return
    except DatadonorError:
        yield finding("ANSWER_OTHER", position)
        return
    confirmed = signed.answer.detail.confirmed_sha256
    if signed.answer.kind != what.answer or confirmed not in (None, bundle.sealed.confirmed_sha256):
        yield finding("ANSWER_OTHER", position)
    earlier = said.answers.setdefault(what.bundle_sha256, [])
    if earlier and not may_follow(earlier[-1].answer.kind, signed.answer.kind):
        yield finding("ANSWER_CONTRADICTS", position)
    earlier.append(signed)


def _pseudonym(package: Package, bundle: Bundle) -> str | None:
    """Return what the recipient calls the donor, if the decision is there to say so."""
    decision = package.decision(bundle.sealed.decision_sha256)
    if decision is None:
        return None
    return pseudonym_of(PublicKey.parse(decision.decision.donor_key))


def _unproven(package: Package, said: Conversation) -> Iterator[PackageFinding]:
    """Yield whole withdrawals after which a recipient has not signed that it did as promised."""
    given: dict[str, str] = {}
    sent: dict[str, list[str]] = {}
    for position, event in package.told():
        project = event.project or ""
        match event.what:
            case ConsentGiven() as what:
                given[project] = what.request_sha256
            case DonationSent() as what:
                sent.setdefault(project, []).append(what.bundle_sha256)
            case ConsentWithdrawn(item=None) if project in given:
                request = package.request(given[project])
                if request is None:
                    continue
                proof = _PROVES.get(request.request.withdrawal.effect, {"deleted", "withdrawn"})
                waiting = [
                    digest
                    for digest in sent.get(project, ())
                    if not _kinds(said, digest) & (proof | {"rejected"})
                ]
                if waiting:
                    yield finding("DELETION_NOT_PROVEN", position, count=len(waiting))
            case _:
                pass


def _kinds(said: Conversation, digest: str) -> set[str]:
    return {signed.answer.kind for signed in said.answers.get(digest, ())}
