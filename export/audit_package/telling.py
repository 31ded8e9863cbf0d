"""A checked package as plain values: for a page, a document, a table. No terminal, no window."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from consent.attestation import AttestationUnreadable, open_attestation
from consent.decision import SignedDecision
from consent.mandate_rights import told
from consent.periods import local_day
from datadonor.audit.events import (
    AttestationAdded,
    ConsentWithdrawn,
    DonationSealed,
    DonationSent,
    Event,
    PaperAttached,
    Position,
    ReleaseRefused,
    TimestampReceived,
    moment,
)
from datadonor.audit.package_findings import PackageFinding
from datadonor.audit.wording import describe_event
from datadonor.registry.signed import Versions
from datadonor.texts import Language
from export.audit_package.gathering import ATTESTATIONS
from export.audit_package.judging import Report
from export.audit_package.registry_copy import RegistryCopy, versions_before
from export.audit_package.replaying import Replayed


def summary_document(report: Report, language: Language) -> dict[str, Any]:
    """Return whether a package is whole and what was found, as plain values."""
    manifest, log = report.package.manifest, report.package.log
    return {
        "ok": report.exit_code == 0,
        "made": manifest.made,
        "project": manifest.project,
        "origin": log.key.partition("+")[0],
        "key": log.key,
        "root": log.tree.root_at(log.tree.size).hex(),
        "events": manifest.log.model_dump(),
        "releases": len(report.releases),
        "covered": sum(release.is_covered for release in report.releases),
        "registry_root_sha256": report.registry.root_sha256,
        "findings": [finding_document(each, language) for each in report.findings],
    }


def finding_document(found: PackageFinding, language: Language) -> dict[str, Any]:
    """Return one finding as plain values."""
    return {
        "code": found.code,
        "rank": found.rank.name.lower(),
        "where": found.where,
        "message": found.sentence(language),
    }


def full_document(report: Report, language: Language) -> dict[str, Any]:
    """Return everything that a package tells, as plain values."""
    at = versions_before(report.package)
    return {
        **summary_document(report, language),
        "decisions": list(decisions(report, language)),
        "released": [release_document(report, each, at(each.position)) for each in report.releases],
        "mandates": list(_mandates(report)),
        "timestamps": list(_timestamps(report)),
        "refusals": list(_refusals(report, language)),
        "withdrawals": list(_withdrawals(report)),
        "answers": list(_answers(report)),
    }


def decisions(report: Report, language: Language) -> Iterator[dict[str, Any]]:
    """Yield who decided what, when, and in which words."""
    package = report.package
    signatures, papers = _signatures(report), _papers(report)
    for position, event in package.told("consent."):
        what = event.what
        digest = getattr(what, "decision_sha256", None)
        signed = package.decision(digest)
        text_sha256 = getattr(what, "text_sha256", None)
        yield {
            **_base(position, event, language),
            "decided": getattr(what, "decided", None),
            "request_sha256": getattr(what, "request_sha256", None),
            "text_sha256": text_sha256,
            "text": None if text_sha256 is None else package.text(text_sha256),
            "decision_sha256": digest,
            "withheld": digest in package.manifest.withheld,
            **_chosen(signed),
            "signatures": signatures.get(digest or "", []),
            "paper": papers.get(digest or "", []),
        }


def release_document(report: Report, release: Replayed, then: Versions | None) -> dict[str, Any]:
    """Return one release with what covered it; ``then`` is the registry of that moment."""
    what = release.event.what
    assert isinstance(what, DonationSealed | DonationSent)  # noqa: S101 - what a release is
    consent = release.consent
    return {
        "position": release.position,
        "kind": release.event.kind,
        "recorded": release.event.when.recorded,
        "project": release.event.project,
        "recipient": what.recipient,
        "sequence": what.sequence,
        "bundle_sha256": what.bundle_sha256,
        "confirmed_sha256": what.confirmed_sha256,
        "log_commitment": getattr(what, "log_commitment", None),
        "covered": release.is_covered,
        "reason": release.reason,
        "consent": None if consent is None else consent.state.value,
        "consent_position": None
        if consent is None or consent.given is None
        else consent.given.position,
        "registry_targets_then": None if then is None else then.targets,
        "registry_targets_here": _targets(report.registry_at.get(what.bundle_sha256))
        or _targets(report.registry),
    }


# -- within ---------------------------------------------------------------------------


def _targets(registry: RegistryCopy | None) -> int | None:
    versions = None if registry is None else registry.versions
    return None if versions is None else versions.targets


def _base(position: Position, event: Event, language: Language) -> dict[str, Any]:
    return {
        "position": position,
        "kind": event.kind,
        "recorded": event.when.recorded,
        "project": event.project,
        "who": event.who.model_dump(mode="json", exclude_none=True),
        "words": describe_event(event, language),
    }


def _chosen(signed: SignedDecision | None) -> dict[str, Any]:
    if signed is None:
        return {"granted": None, "not_granted": None}
    items = signed.decision.choices.items
    return {
        "granted": list(signed.decision.choices.granted),
        "not_granted": sorted(each for each, choice in items.items() if not choice.granted),
    }


def _signatures(report: Report) -> dict[str, list[dict[str, Any]]]:
    """Return what others signed of each decision; who informed is named, and nobody else."""
    found: dict[str, list[dict[str, Any]]] = {}
    for _, event in report.package.told(AttestationAdded.kind):
        what = event.what
        if not isinstance(what, AttestationAdded):
            continue
        content = report.package.files.get(f"{ATTESTATIONS}{what.statement_sha256}.json")
        said = None
        if content is not None:
            with suppress(AttestationUnreadable):
                said = open_attestation(content).attestation
        found.setdefault(what.decision_sha256, []).append(
            {
                "role": what.role,
                "key": what.signer_key,
                "name": None if said is None else said.name,
                "at": None if said is None else said.at,
            }
        )
    return found


def _papers(report: Report) -> dict[str, list[dict[str, Any]]]:
    """Return the pages of each decision on paper, by their digests; they are not shown."""
    found: dict[str, list[dict[str, Any]]] = {}
    for _, event in report.package.other(PaperAttached.kind):
        if isinstance(what := event.what, PaperAttached):
            page = {"page_sha256": what.page_sha256, "form_sha256": what.form_sha256}
            found.setdefault(what.decision_sha256, []).append(page)
    return found


def _mandates(report: Report) -> Iterator[dict[str, Any]]:
    """Yield who could decide for the person, by what right and how long; nobody is named."""
    for right in told(report.package.told("mandate.")).rights:
        yield {
            "position": right.position,
            **right.event.model_dump(mode="json", exclude={"v"}),
            "ended": right.ended,
        }


def _timestamps(report: Report) -> Iterator[dict[str, Any]]:
    """Yield which authority stamped which commitment, and when."""
    for position, event in report.package.told(TimestampReceived.kind):
        if isinstance(what := event.what, TimestampReceived):
            yield {
                "position": position,
                "project": event.project,
                "host": what.host,
                "log_commitment": what.log_commitment,
                "stamped": what.stamped,
            }


def _refusals(report: Report, language: Language) -> Iterator[dict[str, Any]]:
    for position, event in report.package.other(ReleaseRefused.kind):
        if isinstance(event.what, ReleaseRefused):
            yield {**_base(position, event, language), "reason": event.what.reason}


def _withdrawals(report: Report) -> Iterator[dict[str, Any]]:
    """Yield each withdrawal with the bundles sent before it, and what was signed of them."""
    sent: dict[str | None, list[str]] = {}
    for position, event in report.package.told():
        if isinstance(event.what, DonationSent):
            sent.setdefault(event.project, []).append(event.what.bundle_sha256)
        elif isinstance(event.what, ConsentWithdrawn):
            yield {
                "position": position,
                "recorded": event.when.recorded,
                "day": str(local_day(moment(event.when.recorded))),
                "project": event.project,
                "item": event.what.item,
                "bundles": [
                    {
                        "bundle_sha256": digest,
                        "signed": [
                            {"kind": each.answer.kind, "at": each.answer.at}
                            for each in report.said.answers.get(digest, ())
                        ],
                    }
                    for digest in sent.get(event.project, ())
                ],
            }


def _answers(report: Report) -> Iterator[dict[str, Any]]:
    for digest, signed in report.said.answers.items():
        for each in signed:
            yield {
                "bundle_sha256": digest,
                "kind": each.answer.kind,
                "at": each.answer.at,
                "project": each.answer.project,
                "statement": each.answer.statement.model_dump(),
                "answer_sha256": each.digest,
            }
