"""The auditor's package: ``datadonor log package``."""

from pathlib import Path
from typing import Annotated

import typer

from datadonor.cli.common import Common
from datadonor.cli.lines import wrapped
from datadonor.errors import ExitCode
from datadonor.vault.backup import FileExists
from export.audit_package.making import Wanted, save_package


def package(
    ctx: typer.Context,
    *,
    out: Annotated[Path, typer.Option(help="help.package_out", metavar="FILE")],
    project: Annotated[str | None, typer.Option(help="help.package_project")] = None,
    hide: Annotated[list[int] | None, typer.Option(help="help.package_hide")] = None,
) -> int:
    """Write what an auditor can check without the vault, and note in the log that it was."""
    common: Common = ctx.obj
    if out.exists():
        raise FileExists
    with common.open() as opened:
        wanted = Wanted(project, frozenset(hide or ()))
        made = save_package(opened, wanted, out, common.who)
    counts = made.manifest.log
    common.document(
        {
            "package": str(out),
            "sha256": made.sha256,
            "project": project,
            "events": counts.model_dump(),
            "withheld": list(made.manifest.withheld),
        }
    )
    facts = {"shown": counts.shown, "hidden": counts.hidden, "erased": counts.erased}
    common.say(wrapped(common.text("package.written", file=out.name, **facts), hanging=0))
    if made.manifest.withheld:
        number = len(made.manifest.withheld)
        common.say(wrapped(common.text("package.withheld", count=number), hanging=0))
    return ExitCode.YES
