"""Decisions that somebody made for the person: had they the right, and did they sign?

Asked of the events alone, by the rules of ``consent.mandate_rights`` and
``consent.mandate_rules``, which the consent book asked too. The documents of the mandates
name people and are not in a package; what others signed about a decision is.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from typing import Final

from consent.attestation import AttestationUnreadable, SignedAttestation, open_attestation
from consent.ledger import fold
from consent.log_entries import EVERY_PROJECT, Entry
from consent.mandate_rights import Told, told
from consent.mandate_rules import (
    Act,
    DecidedThemselves,
    UnderAge,
    own_word,
    require_right,
)
from consent.periods import local_day
from datadonor.audit.events import (
    AttestationAdded,
    ConsentGiven,
    ConsentRefused,
    ConsentWithdrawn,
    Event,
    MandateRecorded,
    Position,
    moment,
)
from datadonor.audit.package_findings import PackageFinding, finding
from export.audit_package.gathering import ATTESTATIONS
from export.audit_package.reading import Package

NOT_SIGNED: Final = "not_signed"
RIGHT_OVER: Final = "right_over"
JOINT_MISSING: Final = "joint_missing"
OUTLASTS: Final = "outlasts"
UNDER_AGE: Final = "under_age"
OWN_WORD: Final = "own_word"
MANDATE_ENDED: Final = "mandate_ended"

_ACTS: Final[dict[type, Act]] = {
    ConsentGiven: "yes",
    ConsentRefused: "refuse",
    ConsentWithdrawn: "withdraw",
}


class Rights:
    """Who had which right at each place of the log, and who signed what."""

    def __init__(self, package: Package) -> None:
        """Take what the log tells of mandates and signatures."""
        self.mandates = list(package.told("mandate."))
        self.consents = dict(package.told(ConsentGiven.kind))
        self._places = [position for position, _ in self.mandates]
        self._of_all = [each for each in package.entries if each.project == EVERY_PROJECT]
        self._entries: dict[str, list[Entry]] = {
            each.project: list(self._of_all) for each in package.entries
        }
        for entry in package.entries:
            if entry.project != EVERY_PROJECT:
                self._entries[entry.project].append(entry)
        for several in self._entries.values():
            several.sort(key=lambda each: each.position)
        self._signed: dict[str, list[tuple[Position, AttestationAdded]]] = {}
        for position, event in package.told(AttestationAdded.kind):
            if isinstance(event.what, AttestationAdded):
                self._signed.setdefault(event.what.decision_sha256, []).append(
                    (position, event.what)
                )

    def history(self, project: str, position: Position) -> list[Entry]:
        """Return the events about a project's consent that stand before a place."""
        entries = self._entries.get(project, self._of_all)
        return entries[: bisect_left(entries, position, key=lambda each: each.position)]

    def before(self, position: Position, decided: Position, digest: str | None) -> Told:
        """Return the rights at a place, and the signatures that a decision was made with.

        Args:
            position: What was recorded by then counts.
            decided: Where the decision stands. Its signatures stand directly behind it.
            digest: Of its document.
        """
        rights = told(self.mandates[: bisect_left(self._places, position)]).rights
        signatures: list[AttestationAdded] = []
        for place, signed in self._signed.get(digest or "", ()):
            if place == decided + 1 + len(signatures):
                signatures.append(signed)
        return Told(rights, tuple(signatures))

    def why_void(self, consent: Position, release: Position, event: Event) -> str | None:
        """Say why those who gave a consent could not give it, when something leaves.

        Args:
            consent: Where the consent stands.
            release: Where what leaves stands.
            event: The one of the release.
        """
        given = self.consents.get(consent)
        if given is None:
            return None
        if given.who.capacity == "self":
            then = told(self.mandates[: bisect_left(self._places, release)])
            said = getattr(given.what, "decided", None) or given.when.recorded
            return UNDER_AGE if then.is_under_age(local_day(moment(said))) else None
        digest = getattr(given.what, "decision_sha256", None)
        then = self.before(release, consent, digest)
        today = local_day(moment(event.when.recorded))
        has_word = then.has_word_of_holders(digest, given.who.capacity, given.who.basis, today)
        return None if has_word else MANDATE_ENDED


def judge_deciders(package: Package, rights: Rights) -> Iterator[PackageFinding]:
    """Yield which decisions were not theirs who made them, and which signatures are false."""
    yield from _false_signatures(package, rights)
    if not rights.mandates and all(
        event.who.capacity in {"self", "program"} for _, event in package.told("consent.")
    ):
        return  # nobody decides for the person
    for position, event in package.told("consent."):
        act = _ACTS.get(type(event.what))
        if act is not None:
            for reason in _against(package, rights, (position, event), act):
                yield finding("DECIDED_WITHOUT_RIGHT", position, reason=reason)


# -- within ---------------------------------------------------------------------------


def _against(
    package: Package, rights: Rights, placed: tuple[Position, Event], act: Act
) -> Iterator[str]:
    """Yield what speaks against a decision: the right, the signatures, the person's own word."""
    position, event = placed
    capacity, basis = event.who.capacity, event.who.basis
    days = _days(event)
    digest = getattr(event.what, "decision_sha256", None)
    then = rights.before(position, position, digest)
    if capacity != "self":
        used = then.of_decision(digest, capacity)
        if not used:
            yield NOT_SIGNED
        elif not all(
            right.holds_on(day) and right.event.basis == basis for right in used for day in days
        ):
            yield RIGHT_OVER
        elif then.lacks_joint_holder(used, capacity, basis, days):
            yield JOINT_MISSING
        ends = [right.event.last_day for right in used if right.event.last_day is not None]
        if isinstance(event.what, ConsentGiven) and ends and event.what.last_day > min(ends):
            yield OUTLASTS
    history = rights.history(event.project or "", position)
    signed = package.decision(digest)
    try:
        require_right(
            act,
            capacity,
            basis,
            own_word(history),
            fold(history, max(days)).state if history else None,
            () if signed is None else signed.decision.choices.granted,
            is_under_age=any(then.is_under_age(day) for day in days),
        )
    except UnderAge:
        yield UNDER_AGE
    except DecidedThemselves:
        yield OWN_WORD


def _days(event: Event) -> set[date]:
    """Return when a decision had to be theirs: as it was written down, and on paper."""
    said = getattr(event.what, "decided", None) or event.when.recorded
    return {local_day(moment(each)) for each in (event.when.recorded, said)}


def _false_signatures(package: Package, rights: Rights) -> Iterator[PackageFinding]:
    holders = {
        what.mandate_sha256: (what.capacity, what.holder_key)
        for _, event in rights.mandates
        if isinstance(what := event.what, MandateRecorded)
    }
    for position, event in package.told(AttestationAdded.kind):
        what = event.what
        if not isinstance(what, AttestationAdded):
            continue
        content = package.files.get(f"{ATTESTATIONS}{what.statement_sha256}.json")
        if content is None:
            yield finding("DOCUMENT_NOT_KEPT", position)
            continue
        try:
            signed = open_attestation(content)
        except AttestationUnreadable:
            yield finding("ATTESTATION_FORGED", position)
            continue
        by = holders.get(signed.attestation.mandate_sha256 or "")
        is_right = by == (what.role, what.signer_key) or what.role == "informing"
        if not is_right or not _is_the_one(signed, event, what):
            yield finding("ATTESTATION_FORGED", position)


def _is_the_one(signed: SignedAttestation, event: Event, what: AttestationAdded) -> bool:
    """Say whether a statement is the one that its event names."""
    said = signed.attestation
    return (said.role, said.decision_sha256, said.key, said.project) == (
        what.role, what.decision_sha256, what.signer_key, event.project,
    )  # fmt: skip
