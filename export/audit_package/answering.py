"""What recipients hold and said: the commitments to this log, and their signed answers."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from consent.donor_key import pseudonym_of
from consent.envelope import EnvelopeDamaged, PublicKey
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
from export.answers import (
    AnswerNotSigned,
    SignedAnswer,
    may_follow,
    open_answer_of,
    require_about,
)
from export.audit_package.gathering import ANSWERS, OPENINGS
from export.audit_package.reading import Package
from export.audit_package.registry_copy import RegistryCopy
from export.bundle.commitment import log_commitment

_OF_UPKEEP: Final = 2
"""Help that was over, and keys that were changed, are told of before anything else is."""

_PROVES: Final = {"erase": {"deleted"}, "anonymise": {"deleted", "withdrawn"}}


class Bundle(NamedTuple):
    """A bundle as the log tells of it; ``recorded`` is when it was sealed."""

    position: Position
    project: str
    sealed: DonationSealed
    recorded: str


class AnswerTold(NamedTuple):
    """An answer as the log tells of it."""

    position: Position
    project: str | None
    answered: DonationAnswered


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


def read_conversation(
    package: Package, newest: RegistryCopy, registry_at: Mapping[str, RegistryCopy]
) -> Conversation:
    """Open every commitment, verify every answer, and see what deletion is proven.

    Args:
        package: What was read.
        newest: What the registry published last.
        registry_at: The same when each bundle was sealed, by the bundle's digest.
    """
    said = Conversation()
    given: dict[str | None, Position] = {}
    for position, event in package.told():
        if isinstance(event.what, ConsentGiven):
            given[event.what.decision_sha256] = position
        elif isinstance(event.what, DonationSealed) and event.project is not None:
            bundle = Bundle(position, event.project, event.what, event.when.recorded)
            said.bundles[event.what.bundle_sha256] = bundle
            consent = given.get(event.what.decision_sha256, Position(-1))
            said.findings += _commitment(package, bundle, consent)
    for position, event in package.told(DonationAnswered.kind):
        if isinstance(event.what, DonationAnswered):
            copies = [newest, registry_at.get(event.what.bundle_sha256, newest)]
            told = AnswerTold(position, event.project, event.what)
            said.findings += _answer(package, copies, said, told)
    said.findings += _unproven(package, said)
    return said


# -- within ---------------------------------------------------------------------------


def _commitment(package: Package, bundle: Bundle, consent: Position) -> Iterator[PackageFinding]:
    """Open the commitment in a bundle: it binds this log as it was when it was sealed.

    So it holds the consent by which, and everything since, but for what a program tells of
    its own upkeep in the step in which it seals.
    """
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
    is_at_sealing = consent < head.size <= bundle.position <= head.size + _OF_UPKEEP
    if not is_at_sealing or tree.root_at(head.size) != head.root:
        yield finding("HISTORY_REWRITTEN", bundle.position, size=head.size)


def _answer(
    package: Package,
    copies: list[RegistryCopy],
    said: Conversation,
    told: AnswerTold,
) -> Iterator[PackageFinding]:
    position, project, what = told
    bundle = said.bundles.get(what.bundle_sha256)
    content = package.files.get(f"{ANSWERS}{what.answer_sha256}.ddanswer")
    if bundle is None or bundle.project != project:
        yield finding("ANSWER_OTHER", position)
        return
    if content is None:
        yield finding("ANSWER_NOT_KEPT", position)
        return
    keys = _keys_of(bundle.sealed.recipient, copies)
    if not keys:
        yield finding("ANSWER_UNCHECKED", position)
        return
    try:
        signed = open_answer_of(content, keys)
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


def _keys_of(recipient: str, copies: list[RegistryCopy]) -> list[PublicKey]:
    """Return the keys that a recipient has, or had when the bundle was sealed."""
    found = [copy.recipients[recipient] for copy in copies if recipient in copy.recipients]
    keys = []
    for key in dict.fromkeys(key for each in found for key in each.receipt_keys):
        with suppress(EnvelopeDamaged):
            keys.append(PublicKey.parse(key))
    return keys


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
