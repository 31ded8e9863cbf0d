"""The researcher's second half: ``datadonor researcher open | verify | collect | done``."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from consent.envelope import MOST_BYTES
from consent.recipient_keys import open_receipt_key
from consent.request import SignedRequest, open_request
from datadonor.cli.common import Common, read_file
from datadonor.cli.donation_lines import said
from datadonor.cli.errors import FileMissing
from datadonor.cli.lines import wrapped
from datadonor.cli.progress import drawn_progress, heard_stop
from datadonor.errors import DatadonorError, ExitCode
from export.receiving.answering import AnswerBook
from export.receiving.by_hand import say_done
from export.receiving.collecting import collect
from export.receiving.desk import Matter, Report
from export.receiving.keys_folder import desk_of, expected_of, kept_requests, seal_key
from export.receiving.opening import open_bundle
from export.receiving.unsealing import digest_of_file, unsealed
from export.receiving.verifying import Expected, Verified, verify_bundle

BundleFile = Annotated[Path, typer.Argument(help="help.bundle_file", metavar="BUNDLE")]
Keys = Annotated[Path, typer.Option("--keys", help="help.keys_folder")]
Requests = Annotated[list[Path] | None, typer.Option("--request", help="help.bundle_request")]


class Stopped(DatadonorError):
    """The person stopped it between two files."""

    code = "COLLECT_STOPPED"
    exit_code = ExitCode.NO


def open_one(
    ctx: typer.Context,
    bundle: BundleFile,
    *,
    keys: Keys,
    out: Annotated[Path, typer.Option(help="help.bundle_out")],
    requests: Requests = None,
) -> int:
    """Verify a bundle, and write what is in it into a new folder."""
    common: Common = ctx.obj
    expected = _expected(bundle, keys, requests)
    with unsealed(bundle, [seal_key(keys, common.passphrase())]) as source:
        verified = open_bundle(source, expected, out).verified
    _tell(common, bundle, verified, {"folder": str(out)})
    common.say(wrapped(said(common, "bundle.opened", folder=str(out)), hanging=0))
    return ExitCode.YES


def verify_one(
    ctx: typer.Context, bundle: BundleFile, *, keys: Keys, requests: Requests = None
) -> int:
    """Verify a bundle, and keep nothing of it."""
    common: Common = ctx.obj
    expected = _expected(bundle, keys, requests)
    with unsealed(bundle, [seal_key(keys, common.passphrase())]) as source:
        verified = verify_bundle(source, expected)
    _tell(common, bundle, verified, {})
    return ExitCode.YES


def collect_all(
    ctx: typer.Context,
    *,
    inbox: Annotated[Path, typer.Option(help="help.collect_inbox")],
    store: Annotated[Path, typer.Option(help="help.collect_store")],
    answers: Annotated[Path, typer.Option(help="help.collect_answers")],
    keys: Keys,
    requests: Requests = None,
) -> int:
    """Take everything out of an inbox, file it or refuse it, and answer."""
    common: Common = ctx.obj
    if not inbox.is_dir():
        raise FileMissing
    passphrase = common.passphrase()
    desk = desk_of(keys, passphrase, _named(requests))
    with heard_stop() as stop, drawn_progress(said(common, "collect.progress")) as draw:

        def report_progress(done: int, total: int) -> None:
            if stop.is_asked and done < total:
                raise Stopped
            draw(done, total)

        report = collect(inbox, store, answers, desk, report_progress)
    _tell_report(common, report)
    return ExitCode.YES if _is_calm(report) else ExitCode.NO


def say_done_by_hand(
    ctx: typer.Context,
    notice: Annotated[str, typer.Argument(help="help.done_notice", metavar="NOTICE")],
    *,
    store: Annotated[Path, typer.Option(help="help.collect_store")],
    answers: Annotated[Path, typer.Option(help="help.collect_answers")],
    keys: Keys,
) -> int:
    """Sign that a person has taken an item out of the store by hand."""
    common: Common = ctx.obj
    key = open_receipt_key(keys, common.passphrase())
    book = AnswerBook(answers, key, datetime.now(UTC))
    answer = say_done(store, book, notice, kept_requests(keys))
    common.document(
        {
            "ok": True,
            "project": answer.project,
            "pseudonym": answer.pseudonym,
            "item": answer.detail.item,
            "notice_sha256": notice,
        }
    )
    common.say(wrapped(said(common, "done.signed"), hanging=0))
    return ExitCode.YES


# -- within ---------------------------------------------------------------------------


def _expected(bundle: Path, keys: Path, more: list[Path] | None) -> Expected:
    if not bundle.is_file():
        raise FileMissing
    return expected_of(keys, _named(more))


def _named(files: list[Path] | None) -> list[SignedRequest]:
    """Read the requests that were named.

    Raises:
        FileMissing, EnvelopeDamaged, RequestInvalid, RequestTooNew: A file is not there, or
            not a request.
    """
    return [open_request(read_file(file, MOST_BYTES)) for file in files or ()]


def _tell(common: Common, bundle: Path, verified: Verified, more: dict[str, Any]) -> None:
    manifest = verified.manifest
    facts = manifest.facts
    common.document(
        {
            "ok": True,
            "project": facts.project,
            "request_version": facts.request_version,
            "pseudonym": manifest.pseudonym,
            "sequence": facts.sequence,
            "has_gap": verified.has_gap,
            "files": len(manifest.files),
            "confirmed_sha256": facts.confirmed_sha256,
            "manifest_sha256": verified.manifest_sha256,
            "bundle_sha256": digest_of_file(bundle),
            **more,
        }
    )
    words = {"pseudonym": str(manifest.pseudonym), "project": facts.project}
    counts = {"sequence": facts.sequence, "files": len(manifest.files)}
    common.say(wrapped(said(common, "bundle.verified", **words, **counts), hanging=0))
    if verified.has_gap:
        common.say(wrapped(said(common, "bundle.gap"), hanging=0))


def _tell_report(common: Common, report: Report) -> None:
    common.document(
        {
            "ok": _is_calm(report),
            "received": report.received,
            "again": report.again,
            "rejected": report.rejected,
            "notices": report.notices,
            "deleted": report.deleted,
            "unlinked": report.unlinked,
            "ignored": report.ignored,
            "in_quarantine": report.in_quarantine,
            "by_hand": report.by_hand,
            "damaged": report.damaged,
            "matters": [_matter_document(each, common) for each in report.matters],
        }
    )
    for line in _report_lines(report, common):
        common.say(line)


def _is_calm(report: Report) -> bool:
    """Say whether nothing of a run needs a person."""
    return not (report.rejected or report.matters or report.damaged)


def _report_lines(report: Report, common: Common) -> list[str]:
    lines = [
        said(common, "collect.received", count=report.received),
        said(common, "collect.again", count=report.again),
        said(common, "collect.rejected", count=report.rejected),
        said(
            common, "collect.notices", count=report.notices,
            deleted=report.deleted, unlinked=report.unlinked,
        ),
        said(common, "collect.ignored", count=report.ignored),
    ]  # fmt: skip
    if report.damaged:
        lines.append(said(common, "collect.damaged", count=report.damaged))
    if report.matters:
        lines += ["", said(common, "collect.matters")]
    for matter in report.matters:
        lines.append(wrapped(f"- {_matter_sentence(matter, common)}", 2, 2))
        lines.append(f"    {matter.sha256}")
    return lines


def _matter_document(matter: Matter, common: Common) -> dict[str, Any]:
    project, pseudonym = matter.whose or (None, None)
    return {
        "kind": matter.kind,
        "code": matter.code,
        "sha256": matter.sha256,
        "project": project,
        "pseudonym": pseudonym,
        "message": _matter_sentence(matter, common),
    }


def _matter_sentence(matter: Matter, common: Common) -> str:
    sentence = matter.sentence(common.language)
    if matter.code is not None:
        sentence = f"{sentence} {matter.code}: {matter.reason[common.language]}"
    return sentence
