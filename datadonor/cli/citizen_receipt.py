"""The receipt of a consent in a file: ``datadonor consent receipt``."""

from pathlib import Path
from typing import Annotated

import typer

from consent.case import Which, case_of
from consent.receipt.record import Copy
from consent.receipt.writing import Form, write_receipt
from datadonor.cli.common import Common
from datadonor.cli.lines import wrapped
from datadonor.errors import ExitCode
from datadonor.vault.backup import FileExists


def receipt(
    ctx: typer.Context,
    project: Annotated[str, typer.Argument(help="help.consent_project", metavar="ID")],
    *,
    form: Annotated[Form, typer.Option("--format", help="help.consent_format")],
    out: Annotated[Path, typer.Option(help="help.consent_out")],
    copy_for: Annotated[Copy, typer.Option("--for", help="help.consent_for")] = Copy.DONOR,
) -> int:
    """Write a receipt of a consent to a file, and note in the log that it was written."""
    common: Common = ctx.obj
    if out.exists():
        raise FileExists
    with common.open() as opened:
        case = case_of(opened, project, common.language, Which.AGREED)
        written = write_receipt(case, form, copy_for, common.language, out, common.who)
    common.document(
        {
            "receipt": str(out),
            "project": project,
            "format": form.value,
            "for": copy_for.value,
            "state": written.record.state.value,
            "receipt_id": str(written.record.receipt_id),
            "sha256": written.sha256,
        }
    )
    common.say(wrapped(common.text("consent.receipt_written", file=out.name), hanging=0))
    common.say(wrapped(common.text(f"consent.receipt_for_{copy_for.value}"), hanging=0))
    return ExitCode.YES
