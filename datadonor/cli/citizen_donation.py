"""What leaves, and what comes back: ``datadonor donation preview | send | list | answers``."""

import json
import os
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from consent.periods import local_day
from datadonor import paths
from datadonor.audit.custody import OpenVault
from datadonor.cli.asking import is_somebody_there
from datadonor.cli.common import Common, exit_unsound
from datadonor.cli.donation_document import (
    awaited_document,
    entry_document,
    fetched_document,
    preview_document,
    shown_document,
)
from datadonor.cli.donation_leaks import LeaksShown
from datadonor.cli.donation_lines import (
    all_lines,
    awaited_line,
    entry_line,
    fetched_line,
    next_lines,
    preview_lines,
    said,
    sent_lines,
)
from datadonor.cli.donation_sending import confirmed_by, drawn_course
from datadonor.cli.errors import DigestNeeded
from datadonor.cli.lines import wrapped
from datadonor.errors import ExitCode
from datadonor.vault.backup import FileExists
from export.awaiting import awaited
from export.fetching import fetch_answers
from export.noticing import send_notices
from export.outbox import Outbox
from export.preview import Preview
from export.previewing import preview_release
from export.sending import Route, Sent, send

app: Final = typer.Typer(no_args_is_help=True)

ProjectName = Annotated[str, typer.Argument(help="help.donation_project", metavar="ID")]


@app.command(help="help.donation_preview")
def preview(
    ctx: typer.Context,
    project: ProjectName,
    *,
    out: Annotated[Path | None, typer.Option(help="help.donation_out")] = None,
    is_all: Annotated[bool, typer.Option("--all", help="help.donation_all")] = False,
) -> int:
    """Show what would be sent, and what becomes of it on the way."""
    common: Common = ctx.obj
    if out is not None and os.path.lexists(out):
        raise FileExists
    with common.open() as opened:
        if out is not None:
            opened.log.require_alone()
        shown = preview_release(opened, project)
        with LeaksShown(common) as leaks:
            if out is not None:
                _write(shown, out)
            common.document(preview_document(shown, common, is_all=is_all))
            if not common.is_json:
                for line in all_lines(shown, common) if is_all else preview_lines(shown, common):
                    common.say(line)
                if out is not None:
                    common.say(wrapped(said(common, "preview.written", file=out.name), hanging=0))
                for line in next_lines(project, common) if shown.records else ():
                    common.say(line)
        return leaks.code or exit_unsound(opened)


@app.command("send", help="help.donation_send")
def send_donation(
    ctx: typer.Context,
    project: ProjectName,
    *,
    to: Annotated[Path | None, typer.Option("--to", help="help.donation_to")] = None,
    digest: Annotated[str | None, typer.Option(help="help.donation_digest")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="help.donation_yes")] = False,
) -> int:
    """Send a donation."""
    common: Common = ctx.obj
    if digest is None and not yes and not is_somebody_there(common):
        raise DigestNeeded
    with common.open() as opened:
        with LeaksShown(common) as leaks, drawn_course(common) as course:
            confirm = confirmed_by(common, digest, is_yes=yes)
            sent = send(opened, project, confirm, Route(course, to))
            return _tell_sent(sent, opened, common)
        return leaks.code


@app.command("notify", help="help.donation_notify")
def notify(
    ctx: typer.Context,
    project: ProjectName,
    *,
    to: Annotated[Path | None, typer.Option("--to", help="help.donation_notify_to")] = None,
) -> int:
    """Tell the recipient that a consent was taken back."""
    common: Common = ctx.obj
    with common.open() as opened, drawn_course(common) as course:
        receipts = send_notices(opened, project, Route(course, to))
    told = [{"notice_sha256": each.sha256, "way": each.kind} for each in receipts]
    common.document({"project": project, "notices": told})
    for each in receipts:
        common.say(wrapped(said(common, "notified"), hanging=0))
        if each.kind == "folder":
            common.say(said(common, "sent.file"))
            common.say(f"  {each.sha256}")
    common.say(wrapped(said(common, "sent.next"), hanging=0))
    return ExitCode.YES


@app.command("list", help="help.donation_list")
def list_donations(ctx: typer.Context) -> int:
    """Show what was sent, and how far it has come."""
    common: Common = ctx.obj
    with common.open() as opened:
        entries = Outbox(opened).entries()
        waiting, today = awaited(opened), local_day(opened.log.now())
        code = exit_unsound(opened)
    common.document(
        {
            "donations": [entry_document(entry) for entry in entries],
            "awaited": [awaited_document(each, today) for each in waiting],
        }
    )
    for entry in entries:
        common.say(entry_line(entry, common))
    for each in waiting:
        common.say(awaited_line(each, today, common))
    if not entries:
        common.say(said(common, "list.none"))
    return code


@app.command("answers", help="help.donation_answers")
def answers(
    ctx: typer.Context,
    *,
    source: Annotated[Path | None, typer.Option("--from", help="help.donation_from")] = None,
) -> int:
    """Fetch and verify what recipients have answered."""
    common: Common = ctx.obj
    with common.open() as opened:
        found = fetch_answers(opened, source)
        code = exit_unsound(opened)
    common.document({"answers": [fetched_document(each, common) for each in found]})
    for each in found:
        common.say(fetched_line(each, common))
    if not found:
        common.say(said(common, "answers.none_waiting"))
    first = next((each.error for each in found if each.error is not None), None)
    return code if first is None else first.exit_code


# -- within ---------------------------------------------------------------------------


def _write(shown: Preview, out: Path) -> None:
    """Write every record to a file for the person alone, whole or not at all.

    Raises:
        LeakFound: Something in it points at the person. Nothing is written.
        DiskFull, DiskRefused: Nothing is left behind.
    """
    _ = shown.digest  # a leak is found before anything is written
    staged = out.with_name(f".{out.name}.part")
    paths.discard(staged)
    try:
        with paths.disk_errors():
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            with os.fdopen(os.open(staged, flags, paths.FILE_MODE), "w", encoding="utf-8") as file:
                for each in shown.all_records():
                    file.write(json.dumps(shown_document(each), ensure_ascii=False) + "\n")
                file.flush()
                os.fsync(file.fileno())
        paths.publish(staged, out)
    except BaseException:
        paths.discard(staged)
        raise


def _tell_sent(sent: Sent | None, opened: OpenVault, common: Common) -> int:
    if sent is None:
        common.document({"sent": None})
        common.say(said(common, "kept"))
        return ExitCode.NO
    now = Outbox(opened).entries(sent.entry.project)
    entry = next(each for each in now if each.sequence == sent.entry.sequence)
    document: dict[str, Any] = {
        "sent": {
            **entry_document(entry),
            "way": sent.receipt.kind,
            "was_waiting": sent.was_waiting,
            "timestamped": None if sent.stamping is None else sent.stamping.error is None,
        }
    }
    common.document(document)
    for line in sent_lines(sent, common):
        common.say(line)
    return ExitCode.YES
