"""The documents of an auditor's package: what the events that are shown are about.

Decisions and the texts and requests they bind, the openings of the commitments that
recipients hold, the recipients' answers, what the registry published, and receipts. Each
lies under a name that follows from the events, so that nothing has to be believed of a name.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import rfc8785

from consent.case import Which, case_of
from consent.decision import DecisionUnreadable, SignedDecision, open_decision
from consent.documents import ConsentDocumentGone, load_document
from consent.receipt.record import Copy, ReceiptOfUnknown
from consent.receipt.writing import Form, ReceiptNeedsConsent, consent_record, receipt_content
from consent.shelf import RequestShelf, RequestUnknown
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import DonationAnswered, DonationSealed
from datadonor.audit.package_log import Placed
from datadonor.registry.store import FIRST_ROOT, load_files, load_records, root_name
from datadonor.registry.targets import REVOCATIONS, recipient_name
from datadonor.texts import Language
from export.kept_answers import kept_answer

DECISIONS: Final = "decisions/"
TEXTS: Final = "texts/"
REQUESTS: Final = "requests/"
OPENINGS: Final = "openings/"
ANSWERS: Final = "answers/"
REGISTRY: Final = "registry/"
TARGETS: Final = "registry/targets/"
RECEIPTS: Final = "receipts/"

_METADATA: Final = (FIRST_ROOT, "timestamp.json", "snapshot.json", "targets.json")
_UNREADABLE: Final = (
    ConsentDocumentGone, DecisionUnreadable, ReceiptNeedsConsent, ReceiptOfUnknown, RequestUnknown,
)  # fmt: skip


class Gathered(NamedTuple):
    """The documents by their names, and the decisions that are not among them."""

    files: dict[str, bytes]
    withheld: frozenset[str]


def gather(opened: OpenVault, shown: Sequence[Placed], project: str | None) -> Gathered:
    """Return the documents that the events shown are about."""
    files: dict[str, bytes] = {}
    withheld = set()
    for name in _named(shown, "decision_sha256"):
        content = _document(opened, name)
        if content is None:
            continue
        if _tells_more(content):
            withheld.add(name)
        else:
            files[f"{DECISIONS}{name}.json"] = content
    for name in _named(shown, "text_sha256"):
        text = _document(opened, name)
        if text is not None:
            files[f"{TEXTS}{name}.txt"] = text
    shelf = RequestShelf(opened)
    for name in _named(shown, "request_sha256"):
        try:
            files[f"{REQUESTS}{name}.ddrequest"] = shelf.exactly(name).content
        except RequestUnknown:
            continue
    files |= _openings(opened, project)
    for name in _named(shown, "answer_sha256", DonationAnswered):
        answer = kept_answer(opened, name)
        if answer is not None:
            files[f"{ANSWERS}{name}.ddanswer"] = answer
    files |= _registry(opened, shown)
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


def _document(opened: OpenVault, digest: str) -> bytes | None:
    try:
        return load_document(opened.vault.connection, digest)
    except ConsentDocumentGone:
        return None


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


def _registry(opened: OpenVault, shown: Iterable[Placed]) -> dict[str, bytes]:
    """Return what the registry last published of the recipients in question, signed as it was."""
    kept = load_files(opened.vault.connection)
    files = {f"{REGISTRY}{name}": kept[name] for name in _METADATA if name in kept}
    number = 2
    while (content := kept.get(root_name(number))) is not None:
        files[f"{REGISTRY}{number}.root.json"] = content
        number += 1
    recipients = {
        each.event.what.recipient
        for each in shown
        if each.event is not None and isinstance(each.event.what, DonationSealed)
    }
    wanted = {REVOCATIONS, *map(recipient_name, recipients)}
    records = load_records(opened.vault.connection)
    return files | {f"{TARGETS}{name}": content for name, content in records if name in wanted}


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
