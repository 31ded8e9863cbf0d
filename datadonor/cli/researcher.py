"""The researcher: ``datadonor researcher keys | request … | open | verify | collect | done``."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from consent.draft import open_draft, open_finished, write_draft
from consent.recipient_keys import known_fields, make_recipient_keys
from consent.request_check import RequestFinding, check_request, has_errors
from datadonor import paths
from datadonor.cli.common import Common
from datadonor.cli.errors import FileMissing, Usage
from datadonor.cli.researcher_bundles import collect_all, open_one, say_done_by_hand, verify_one
from datadonor.errors import ExitCode
from datadonor.vault import kdf
from datadonor.vault.backup import FileExists
from export.receiving.signing import sign_into

app: Final = typer.Typer(no_args_is_help=True)
request: Final = typer.Typer(no_args_is_help=True)
app.add_typer(request, name="request", help="help.researcher_request")
app.command("open", help="help.researcher_open")(open_one)
app.command("verify", help="help.researcher_verify")(verify_one)
app.command("collect", help="help.researcher_collect")(collect_all)
app.command("done", help="help.researcher_done")(say_done_by_hand)

_ASKED: Final = (
    ("id",), ("title", "da"), ("title", "en"), ("controller", "name"), ("controller", "address"),
    ("controller", "contact"), ("controller", "dpo"), ("investigator", "name"), ("recipient",),
    ("ethics", "committee"), ("ethics", "case_number"), ("storage_location",), ("valid_until",),
)  # fmt: skip
"""What is asked at a terminal; the rest is easier to write than to answer."""


@app.command(help="help.researcher_keys")
def keys(
    ctx: typer.Context,
    *,
    out: Annotated[Path, typer.Option(help="help.keys_out")],
    recipient_id: Annotated[str | None, typer.Option("--id", help="help.recipient_id")] = None,
    name: Annotated[str | None, typer.Option(help="help.recipient_name")] = None,
    kind: Annotated[str | None, typer.Option(help="help.recipient_kind")] = None,
    valid_until: Annotated[str | None, typer.Option(help="help.recipient_until")] = None,
) -> int:
    """Make the keys of a recipient."""
    common: Common = ctx.obj
    known = known_fields(recipient_id, name, kind, _day(valid_until, "--valid-until"))
    passphrase = common.new_passphrase(common.passphrase_file)
    record = make_recipient_keys(out, passphrase, kdf.calibrate(), known)
    common.document({"folder": str(out), "recipient": record})
    common.say(common.text("researcher.keys_made", folder=str(out)))
    return ExitCode.YES


@request.command(help="help.request_draft")
def draft(
    ctx: typer.Context,
    *,
    out: Annotated[Path, typer.Option(help="help.draft_out")],
    source: Annotated[Path | None, typer.Option("--from", help="help.draft_from")] = None,
) -> int:
    """Write a draft with an explanation above each field."""
    common: Common = ctx.obj
    if out.exists():
        raise FileExists
    values = {} if source is None else open_draft(_there(source))
    if source is None and sys.stdin.isatty():
        values = _ask(common)
    paths.atomic_write(out, write_draft(values, common.language).encode())
    common.document({"draft": str(out)})
    common.say(common.text("researcher.draft_written", file=out.name))
    return ExitCode.YES


@request.command(help="help.request_check")
def check(ctx: typer.Context, file: Annotated[Path, typer.Argument(help="help.draft_file")]) -> int:
    """Read a draft or a signed request as an ethics office would."""
    common: Common = ctx.obj
    findings = check_request(open_finished(_there(file)), _today())
    is_good = _tell(common, findings)
    return ExitCode.YES if is_good else ExitCode.NO


@request.command(help="help.request_sign")
def sign(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="help.draft_file")],
    *,
    keys_folder: Annotated[Path, typer.Option("--keys", help="help.keys_folder")],
    out: Annotated[Path, typer.Option(help="help.request_out")],
) -> int:
    """Sign a request that has no fault in it."""
    common: Common = ctx.obj
    if out.exists():
        raise FileExists
    ready = open_finished(_there(file))
    findings = check_request(ready, _today())
    if has_errors(findings):
        _tell(common, findings)
        return ExitCode.NO
    sign_into(ready, keys_folder, common.passphrase(), out, _today())
    common.document({"request": str(out), "project": ready.id, "version": ready.version})
    common.say(common.text("researcher.signed", file=out.name))
    return ExitCode.YES


def _tell(common: Common, findings: list[RequestFinding]) -> bool:
    is_good = not has_errors(findings)
    common.document(
        {
            "ok": is_good,
            "findings": [
                {
                    "code": finding.code,
                    "severity": finding.severity,
                    "where": finding.where,
                    "message": finding.sentence(common.language),
                }
                for finding in findings
            ],
        }
    )
    for finding in findings:
        kind = common.text(f"researcher.{finding.severity}")
        common.say(f"{kind} {finding.where}: {finding.sentence(common.language)}")
    common.say(common.text("researcher.check_good" if is_good else "researcher.check_bad"))
    return is_good


def _there(file: Path) -> Path:
    if not file.is_file():
        raise FileMissing
    return file


def _ask(common: Common) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for path in _ASKED:
        answer = typer.prompt(common.text(f"ask.{'_'.join(path)}"), default="", err=True)
        if not answer:
            continue
        if len(path) == 1:
            values[path[0]] = answer
        else:
            values.setdefault(path[0], {})[path[1]] = answer
    return values


def _day(written: str | None, option: str) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Usage(option=option) from None


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
