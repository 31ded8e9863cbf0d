"""The citizen's vault: ``datadonor vault create | info | verify | passphrase | …``."""

from pathlib import Path
from typing import Annotated, Final

import typer

from datadonor.audit import custody
from datadonor.audit.custody import RestoreReport
from datadonor.audit.verdict import condition_finding
from datadonor.audit.wording import describe_event
from datadonor.cli import citizen_people
from datadonor.cli.common import Common, exit_unsound
from datadonor.cli.errors import FileMissing
from datadonor.cli.help_lines import help_document
from datadonor.errors import ExitCode
from datadonor.registry.client import RegistryClient
from datadonor.vault import kdf

app: Final = typer.Typer(no_args_is_help=True)
app.add_typer(citizen_people.app, name="people", help="help.vault_people")

RecoveryOut = Annotated[Path | None, typer.Option(help="help.recovery_out")]
NewPassphraseFile = Annotated[Path | None, typer.Option(help="help.new_passphrase_file")]


@app.command(help="help.vault_create")
def create(ctx: typer.Context, *, recovery_out: RecoveryOut = None) -> int:
    """Make a vault."""
    common: Common = ctx.obj
    with common.place_for_words(recovery_out):
        words = custody.create_vault(
            common.vault,
            common.new_passphrase(common.passphrase_file),
            who=common.who,
            kdf=kdf.calibrate(),
        )
    common.say(common.text("vault.created", folder=str(common.vault)))
    common.document({"vault": str(common.vault), **common.hand_out(words, recovery_out)})
    return ExitCode.YES


@app.command(help="help.vault_info")
def info(ctx: typer.Context) -> int:
    """Say what the vault is and how it stands."""
    common: Common = ctx.obj
    with common.open() as opened:
        verdict, assistance = opened.log.verdict, opened.log.assistance
        events = opened.log.size
        common.document(
            {
                "vault": str(common.vault),
                "schema": opened.vault.found.schema_now,
                "condition": verdict.condition,
                "read_only": opened.vault.is_read_only,
                "events": events,
                "last_event": verdict.last_recorded,
                "kdf": None if opened.vault.kdf is None else opened.vault.kdf.model_dump(),
                "assistance": None if assistance is None else help_document(assistance),
            }
        )
        common.say(common.text("vault.where", folder=str(common.vault)))
        common.say(condition_finding(verdict).sentence(common.language))
        return exit_unsound(opened)


@app.command(help="help.vault_verify")
def verify(ctx: typer.Context) -> int:
    """Look over the whole vault."""
    common: Common = ctx.obj
    with common.open() as opened:
        findings = [*custody.inspect(opened), *RegistryClient(opened).inspect()]
        is_whole = not opened.vault.is_read_only and all(found.is_harmless for found in findings)
        common.document(
            {
                "ok": is_whole,
                "findings": [
                    {"code": found.code, "message": found.sentence(common.language)}
                    for found in findings
                ],
            }
        )
        for found in findings:
            common.say(found.sentence(common.language))
        if is_whole:
            common.say(common.text("vault.whole", count=opened.log.size))
        return ExitCode.YES if is_whole else ExitCode.TAMPERED


@app.command(help="help.vault_passphrase")
def passphrase(ctx: typer.Context, *, new_passphrase_file: NewPassphraseFile = None) -> int:
    """Change the passphrase."""
    common: Common = ctx.obj
    with common.open() as opened:
        new = common.new_passphrase(new_passphrase_file)
        custody.change_passphrase(opened, new, common.who, kdf.calibrate())
    common.say(common.text("vault.passphrase_changed"))
    common.document({"changed": True})
    return ExitCode.YES


@app.command(help="help.vault_recover")
def recover(
    ctx: typer.Context,
    *,
    words_file: Annotated[Path | None, typer.Option(help="help.words_file")] = None,
    new_passphrase_file: NewPassphraseFile = None,
) -> int:
    """Open the vault with the recovery words and set a new passphrase."""
    common: Common = ctx.obj
    with common.open_with(lambda: common.recovery_words(words_file)) as opened:
        new = common.new_passphrase(new_passphrase_file)
        custody.change_passphrase(opened, new, common.who, kdf.calibrate())
    common.say(common.text("vault.passphrase_changed"))
    common.document({"changed": True})
    return ExitCode.YES


@app.command(help="help.vault_rotate")
def rotate(ctx: typer.Context, *, recovery_out: RecoveryOut = None) -> int:
    """Encrypt everything anew under a new key."""
    common: Common = ctx.obj
    with common.place_for_words(recovery_out), common.open() as opened:
        # Asked for again: who left the terminal open should not have the key changed.
        words = custody.rotate_keys(opened, common.passphrase(), common.who, kdf.calibrate())
    common.say(common.text("vault.rotated"))
    common.document({"rotated": True, **common.hand_out(words, recovery_out)})
    return ExitCode.YES


@app.command(help="help.vault_backup")
def backup(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(help="help.backup_file")]
) -> int:
    """Write the whole vault, still encrypted, to one file."""
    common: Common = ctx.obj
    with common.open() as opened:
        digest = custody.back_up(opened, file, common.who)
    common.say(common.text("vault.backed_up", file=file.name, digest=digest))
    common.document({"file": str(file), "sha256": digest})
    return ExitCode.YES


@app.command(help="help.vault_restore")
def restore(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(help="help.backup_file")]
) -> int:
    """Put a backup in the vault's place."""
    common: Common = ctx.obj
    if not file.is_file():
        raise FileMissing
    report = custody.restore(common.vault, file, common.passphrase(), common.who)
    common.document(
        {
            "restored": True,
            "sha256": report.backup_sha256,
            "events": report.log_size,
            "missing": report.missing_count,
            "missing_events": None
            if report.missing is None
            else [
                {"position": lost.position, "kind": lost.event.kind, "project": lost.event.project}
                for lost in report.missing
                if lost.event is not None
            ],
        }
    )
    _tell(common, report)
    return ExitCode.YES


def _tell(common: Common, report: RestoreReport) -> None:
    common.say(common.text("vault.restored", count=report.log_size))
    if report.missing_count is None:
        common.say(common.text("restore.unknown"))
    elif report.missing_count == 0:
        common.say(common.text("restore.nothing"))
    else:
        common.say(common.text("restore.missing", count=report.missing_count))
        for lost in report.missing or []:
            if lost.event is not None:
                day = lost.event.when.recorded[:10]
                common.say(f"  {day}  {describe_event(lost.event, common.language)}")
