"""The citizen's log: ``datadonor log show | verify | package | timestamps``."""

from datetime import datetime
from typing import Annotated, Any, Final

import typer

from datadonor.audit import custody
from datadonor.audit.events import moment
from datadonor.audit.log import StoredEvent
from datadonor.audit.wording import describe_event
from datadonor.cli.citizen_package import package
from datadonor.cli.citizen_timestamps import timestamps
from datadonor.cli.common import Common, exit_unsound
from datadonor.cli.errors import Usage
from datadonor.errors import ExitCode
from datadonor.texts import Language, text

app: Final = typer.Typer(no_args_is_help=True)


@app.command(help="help.log_show")
def show(
    ctx: typer.Context,
    *,
    since: Annotated[str | None, typer.Option(help="help.since")] = None,
    kind: Annotated[str | None, typer.Option(help="help.kind")] = None,
    project: Annotated[str | None, typer.Option(help="help.project")] = None,
) -> int:
    """Show what happened, oldest first."""
    common: Common = ctx.obj
    earliest = None if since is None else _moment(since)
    with common.open() as opened:
        shown = [
            stored
            for stored in opened.log.events()
            if _is_wanted(stored, earliest=earliest, kind=kind, project=project)
        ]
        common.document({"events": [_as_document(stored) for stored in shown]})
        for stored in shown:
            common.say(_as_line(stored, common.language))
        return exit_unsound(opened)


@app.command(help="help.log_verify")
def verify(ctx: typer.Context) -> int:
    """Check that the log is whole."""
    common: Common = ctx.obj
    with common.open() as opened:
        log = opened.log
        findings = custody.inspect_log(log)
        is_whole = not opened.vault.is_read_only and all(found.is_harmless for found in findings)
        common.document(
            {
                "ok": is_whole,
                "entries": log.size,
                "root": log.root().hex(),
                "checkpoint": log.checkpoint().decode(),
                "findings": [
                    {"code": found.code, "message": found.sentence(common.language)}
                    for found in findings
                ],
            }
        )
        for found in findings:
            common.say(found.sentence(common.language))
        if is_whole:
            common.say(common.text("log.whole", count=log.size, root=log.root().hex()))
        return ExitCode.YES if is_whole else ExitCode.TAMPERED


app.command("package", help="help.log_package")(package)
app.command("timestamps", help="help.log_timestamps")(timestamps)


def _is_wanted(
    stored: StoredEvent, *, earliest: datetime | None, kind: str | None, project: str | None
) -> bool:
    event = stored.event
    if event is None:
        return earliest is None and kind is None and project is None
    return (
        (earliest is None or moment(event.when.recorded) >= earliest)
        and (kind is None or event.kind == kind or event.kind.startswith(f"{kind}."))
        and (project is None or event.project == project)
    )


def _as_document(stored: StoredEvent) -> dict[str, Any]:
    event = stored.event
    return {
        "position": stored.position,
        "leaf_sha256": stored.leaf_sha256,
        "event": None if event is None else event.model_dump(mode="json", exclude_none=True),
    }


def _as_line(stored: StoredEvent, language: Language) -> str:
    event = stored.event
    if event is None:
        return f"{stored.position:>5}  {text('commands.log.erased', language)}"
    local = moment(event.when.recorded).astimezone()
    about = f" [{event.project}]" if event.project else ""
    return f"{stored.position:>5}  {local:%Y-%m-%d %H:%M}  {describe_event(event, language)}{about}"


def _moment(written: str) -> datetime:
    """Read a day or a moment; without a zone it is the computer's own."""
    try:
        return datetime.fromisoformat(written).astimezone()
    except (ValueError, OverflowError, OSError):
        raise Usage(option="--since") from None
