"""The documents of an auditor's package: what the events that are shown are about.

Decisions and the texts and requests they bind, the openings of the commitments that
recipients hold, the recipients' answers, what the registry published, and receipts. Each
lies under a name that follows from the events, so that nothing has to be believed of a name.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final, NamedTuple

import rfc8785

from consent.case import Which, case_of
from consent.decision import DecisionUnreadable, SignedDecision, open_decision
from consent.documents import ConsentDocumentGone, load_document
from consent.receipt.record import Copy, ReceiptOfUnknown
from consent.receipt.writing import Form, ReceiptNeedsConsent, consent_record, receipt_content
from consent.shelf import RequestShelf, RequestUnknown
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import AttestationAdded, DonationAnswered, DonationSealed
from datadonor.audit.package_log import Placed
from datadonor.registry.at_release import TARGETS_FOLDER, kept_content, kept_names, signed_files
from datadonor.registry.store import load_records
from datadonor.registry.targets import REVOCATIONS, recipient_name
from datadonor.texts import Language
from export.kept_answers import kept_answer
from export.timestamps.stamping import kept_timestamps

DECISIONS: Final = "decisions/"
TEXTS: Final = "texts/"
REQUESTS: Final = "requests/"
OPENINGS: Final = "openings/"
ANSWERS: Final = "answers/"
ATTESTATIONS: Final = "attestations/"
TIMESTAMPS: Final = "timestamps/"
REGISTRY: Final = "registry/"
RELEASES: Final = "registry/releases/"
KEPT: Final = "registry/kept/"
RECEIPTS: Final = "receipts/"

_UNREADABLE: Final = (
    ConsentDocumentGone, DecisionUnreadable, ReceiptNeedsConsent, ReceiptOfUnknown, RequestUnknown,
)  # fmt: skip


class Gathered(NamedTuple):
    """The documents by their names, and the decisions that are not among them."""

    files: dict[str, bytes]
    withheld: frozenset[str]


def gather(opened: OpenVault, shown: Sequence[Placed], project: str | None) -> Gathered:
    """Return the documents that the events shown are about."""
    decisions = dict(_documents(opened, _named(shown, "decision_sha256")))
    withheld = {name for name, content in decisions.items() if _tells_more(content)}
    files = {
        f"{DECISIONS}{name}.json": content
        for name, content in decisions.items()
        if name not in withheld
    }
    for name, content in _documents(opened, _named(shown, "text_sha256")):
        files[f"{TEXTS}{name}.txt"] = content
    for name, content in _documents(opened, _named(shown, "statement_sha256", AttestationAdded)):
        files[f"{ATTESTATIONS}{name}.json"] = content
    files |= _requests(opened, _named(shown, "request_sha256"))
    files |= _openings(opened, project)
    for name in _named(shown, "answer_sha256", DonationAnswered):
        answer = kept_answer(opened, name)
        if answer is not None:
            files[f"{ANSWERS}{name}.ddanswer"] = answer
    files |= _timestamps(opened, _named(shown, "log_commitment", DonationSealed))
    files |= _registry(opened, shown)
    files |= _registry_then(opened, _named(shown, "bundle_sha256", DonationSealed))
    projects = {each.event.project for each in shown if each.event is not None}
    files |= dict(_receipts(opened, sorted(each for each in projects if each)))
    return Gathered(files, frozenset(withheld))


# -- within ---------------------------------------------------------------------------


def _named(shown: Iterable[Placed], field: str, kind: type = object) -> list[str]:
    """Return the digests that some events name in a field, each once."""
    said = (
        getattr(each.event.what, field, None)
        for each in shown
        if each.event is not None and isinstance(each.event.what, kind)
    )
    return list(dict.fromkeys(digest for digest in said if digest is not None))


def _documents(opened: OpenVault, digests: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield digest and bytes of those documents that are there as they were."""
    for digest in digests:
        with suppress(ConsentDocumentGone):
            yield digest, load_document(opened.vault.connection, digest)


def _requests(opened: OpenVault, digests: Iterable[str]) -> dict[str, bytes]:
    shelf, files = RequestShelf(opened), {}
    for digest in digests:
        with suppress(RequestUnknown):
            files[f"{REQUESTS}{digest}.ddrequest"] = shelf.exactly(digest).content
    return files


def _tells_more(content: bytes) -> bool:
    """Say whether a decision holds what is nobody's business: own words, or names of records.

    A record's name tells when something was measured.
    """
    try:
        signed: SignedDecision = open_decision(content)
    except DecisionUnreadable:
        return True  # who knows what stands in it
    choices = signed.decision.choices
    return signed.decision.reason is not None or any(
        choice.excluded_records for choice in choices.items.values()
    )


def _openings(opened: OpenVault, project: str | None) -> dict[str, bytes]:
    """Return for each bundle what opens the commitment that its recipient holds."""
    rows = opened.vault.connection.rows(
        "SELECT project, bundle_sha256, blinding, checkpoint FROM outbox "
        "WHERE ? IS NULL OR project = ?",
        (project, project),
    )
    return {
        f"{OPENINGS}{bundle.hex()}.json": rfc8785.dumps(
            {
                "blinding": blinding.hex(),
                "bundle_sha256": bundle.hex(),
                "checkpoint": checkpoint.decode(),
                "project": about,
            }
        )
        for about, bundle, blinding, checkpoint in rows
    }


def _timestamps(opened: OpenVault, commitments: Iterable[str]) -> dict[str, bytes]:
    """Return what was asked of an authority for each commitment, its answer, and its root."""
    wanted = set(commitments)
    files: dict[str, bytes] = {}
    for kept in kept_timestamps(opened):
        if kept.commitment in wanted:
            name = f"{TIMESTAMPS}{kept.commitment}"
            files |= {f"{name}.tsq": kept.query, f"{name}.tsr": kept.reply}
            files[f"{name}.pem"] = kept.root_pem
    return files


def _registry(opened: OpenVault, shown: Iterable[Placed]) -> dict[str, bytes]:
    """Return what the registry last published of the recipients in question, signed as it was."""
    connection = opened.vault.connection
    recipients = {
        each.event.what.recipient
        for each in shown
        if each.event is not None and isinstance(each.event.what, DonationSealed)
    }
    wanted = {REVOCATIONS, *map(recipient_name, recipients)}
    files = signed_files(connection)
    files |= {
        f"{TARGETS_FOLDER}{name}": content
        for name, content in load_records(connection)
        if name in wanted
    }
    return {f"{REGISTRY}{name}": content for name, content in files.items()}


def _registry_then(opened: OpenVault, bundles: Iterable[str]) -> dict[str, bytes]:
    """Return the registry as it was when each bundle was sealed, each file once."""
    connection, files = opened.vault.connection, {}
    for bundle in bundles:
        names = kept_names(connection, bundle)
        if not names:
            continue  # sealed before these were kept
        files[f"{RELEASES}{bundle}.json"] = rfc8785.dumps(names)
        for digest in names.values():
            if (name := f"{KEPT}{digest}") not in files:
                content = kept_content(connection, digest)
                files |= {} if content is None else {name: content}
    return files


def _receipts(opened: OpenVault, projects: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the receipt of each project's last consent, as a recipient has it."""
    for project in projects:
        try:
            case = case_of(opened, project, Language.ENGLISH, Which.AGREED)
            record = consent_record(case, Copy.RECIPIENT)
            content = receipt_content(case, record, Form.TS27560, Language.ENGLISH)
        except _UNREADABLE:
            continue
        yield f"{RECEIPTS}{project}.jsonld", content
