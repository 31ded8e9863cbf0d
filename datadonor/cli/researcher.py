"""The researcher: ``datadonor researcher keys | request … | open | verify | collect``."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.draft import MOST_BYTES, finish_draft, read_draft, write_draft
from consent.recipient_keys import known_fields, make_recipient_keys, open_receipt_key
from consent.request import ProjectRequest, sign_request
from consent.request_check import RequestFinding, check_request
from datadonor import paths
from datadonor.cli.citizen_requests import read_request
from datadonor.cli.common import Common, read_file
from datadonor.cli.errors import Usage
from datadonor.cli.researcher_bundles import collect_all, open_one, verify_one
from datadonor.cli.researcher_desk import keep_request
from datadonor.errors import ExitCode
from datadonor.vault import kdf
from datadonor.vault.backup import FileExists

app: Final = typer.Typer(no_args_is_help=True)
request: Final = typer.Typer(no_args_is_help=True)
app.add_typer(request, name="request", help="help.researcher_request")
app.command("open", help="help.researcher_open")(open_one)
app.command("verify", help="help.researcher_verify")(verify_one)
app.command("collect", help="help.researcher_collect")(collect_all)

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
    values = {} if source is None else read_draft(read_file(source, MOST_BYTES))
    if source is None and sys.stdin.isatty():
        values = _ask(common)
    with paths.disk_errors():
        out.write_text(write_draft(values, common.language), encoding="utf-8")
    common.document({"draft": str(out)})
    common.say(common.text("researcher.draft_written", file=out.name))
    return ExitCode.YES


@request.command(help="help.request_check")
def check(ctx: typer.Context, file: Annotated[Path, typer.Argument(help="help.draft_file")]) -> int:
    """Read a draft or a signed request as an ethics office would."""
    common: Common = ctx.obj
    findings = check_request(_read_either(file), _today())
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
    ready = _read_either(file)
    findings = check_request(ready, _today())
    if any(finding.severity == "error" for finding in findings):
        _tell(common, findings)
        return ExitCode.NO
    key: Ed25519PrivateKey = open_receipt_key(keys_folder, common.passphrase())
    content = sign_request(ready, key)
    paths.atomic_write(out, content)
    keep_request(keys_folder, content, ready.id, ready.version)
    common.document({"request": str(out), "project": ready.id, "version": ready.version})
    common.say(common.text("researcher.signed", file=out.name))
    return ExitCode.YES


def _tell(common: Common, findings: list[RequestFinding]) -> bool:
    is_good = not any(finding.severity == "error" for finding in findings)
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


def _read_either(file: Path) -> ProjectRequest:
    if file.suffix == ".ddrequest":
        return read_request(file).request
    return finish_draft(read_draft(read_file(file, MOST_BYTES)))


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
