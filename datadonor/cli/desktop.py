"""The program in the desktop's menu: ``datadonor desktop install | remove``."""

from typing import Any, Final

import typer

from datadonor import desktop_entry
from datadonor.cli.common import Common
from datadonor.desktop_entry import DesktopFiles
from datadonor.errors import ExitCode

app: Final = typer.Typer(no_args_is_help=True)


@app.command(help="help.desktop_install")
def install(ctx: typer.Context) -> int:
    """Put it into the menu, and open requests and auditor's packages by a double click."""
    common: Common = ctx.obj
    done = desktop_entry.install(desktop_entry.data_home(), desktop_entry.own_command())
    common.document(_as_document(done))
    common.say(common.text("desktop.installed"))
    return ExitCode.YES


@app.command(help="help.desktop_remove")
def remove(ctx: typer.Context) -> int:
    """Take it out again."""
    common: Common = ctx.obj
    done = desktop_entry.remove(desktop_entry.data_home())
    common.document(_as_document(done))
    common.say(common.text("desktop.removed" if done.files else "desktop.nothing"))
    return ExitCode.YES


def _as_document(done: DesktopFiles) -> dict[str, Any]:
    return {
        "ok": True,
        "files": [str(file) for file in done.files],
        "refreshed": list(done.refreshed),
    }
