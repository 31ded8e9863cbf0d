"""Somebody beside the person: ``datadonor assist start | end | status | keys | sign``."""

from pathlib import Path
from typing import Annotated, Final

import typer

from consent.informing import new_informing_key, open_informing_key, sign_as_informing
from datadonor import paths
from datadonor.audit.assistance import end_assistance, start_assistance, the_helper
from datadonor.audit.events import Assistant
from datadonor.cli.common import Common, exit_unsound, read_file
from datadonor.cli.errors import Usage
from datadonor.cli.help_lines import help_document, help_facts
from datadonor.cli.lines import wrapped
from datadonor.errors import ExitCode
from datadonor.vault import kdf
from datadonor.vault.backup import FileExists
from datadonor.vault.keystore import MOST_BYTES

app: Final = typer.Typer(no_args_is_help=True)

_MINUTES: Final = 30

HelperName = Annotated[str | None, typer.Option("--name", help="help.assist_name")]
HelperRole = Annotated[str | None, typer.Option("--role", help="help.assist_role")]
Organisation = Annotated[str | None, typer.Option(help="help.assist_organisation")]
AuthorisationId = Annotated[str | None, typer.Option(help="help.assist_authorisation_id")]
KeyPassphraseFile = Annotated[Path | None, typer.Option(help="help.assist_key_passphrase_file")]


@app.command(help="help.assist_start")
def start(
    ctx: typer.Context,
    *,
    name: Annotated[str, typer.Option(help="help.assist_name")],
    role: Annotated[str, typer.Option(help="help.assist_role")],
    organisation: Organisation = None,
    authorisation_id: AuthorisationId = None,
    minutes: Annotated[int, typer.Option(help="help.assist_minutes")] = _MINUTES,
) -> int:
    """Begin help: somebody sits beside the person from now on."""
    common: Common = ctx.obj
    helper = the_helper(name, role, organisation, authorisation_id)
    with common.open() as opened:
        begun = start_assistance(opened, helper, minutes)
    common.document({"assistance": help_document(begun)})
    common.say(
        wrapped(common.text("assist.started", **help_facts(begun, common.language)), hanging=0)
    )
    common.say(wrapped(common.text("assist.rules"), hanging=0))
    return ExitCode.YES


@app.command(help="help.assist_end")
def end(ctx: typer.Context) -> int:
    """End the help."""
    common: Common = ctx.obj
    with common.open() as opened:
        end_assistance(opened)
    common.document({"assistance": None})
    common.say(common.text("assist.ended"))
    return ExitCode.YES


@app.command(help="help.assist_status")
def status(ctx: typer.Context) -> int:
    """Say whether somebody helps, who, and until when."""
    common: Common = ctx.obj
    with common.open() as opened:
        now = opened.log.assistance
        common.document({"assistance": None if now is None else help_document(now)})
        said = "none" if now is None else "now"
        facts = {} if now is None else help_facts(now, common.language)
        common.say(wrapped(common.text(f"assist.{said}", **facts), hanging=0))
        return exit_unsound(opened)


@app.command(help="help.assist_keys")
def keys(
    ctx: typer.Context,
    *,
    out: Annotated[Path, typer.Option(help="help.assist_keys_out")],
    key_passphrase_file: KeyPassphraseFile = None,
) -> int:
    """Make the key with which somebody signs that they informed. Needs no vault."""
    common: Common = ctx.obj
    if out.exists():
        raise FileExists
    made = new_informing_key(common.new_passphrase(key_passphrase_file), kdf.calibrate())
    paths.atomic_write(out, made.content)
    public = made.public.format()
    common.document({"key": str(out), "public": public})
    common.say(wrapped(common.text("assist.key_made", file=out.name), hanging=0))
    common.say(common.text("assist.key_public", public=public))
    return ExitCode.YES


@app.command(help="help.assist_sign")
def sign(
    ctx: typer.Context,
    project: Annotated[str, typer.Argument(help="help.consent_project", metavar="ID")],
    *,
    key: Annotated[Path, typer.Option(help="help.assist_key")],
    key_passphrase_file: KeyPassphraseFile = None,
    name: HelperName = None,
    role: HelperRole = None,
    organisation: Organisation = None,
    authorisation_id: AuthorisationId = None,
) -> int:
    """Sign the newest decision about a project as the one who informed."""
    common: Common = ctx.obj
    informer = _informer(name, role, organisation, authorisation_id)
    content = read_file(key, MOST_BYTES)
    with common.open() as opened:
        private = open_informing_key(content, common.key_passphrase(key_passphrase_file))
        signed = sign_as_informing(opened, project, private, informer)
    said = signed.attestation
    common.document(
        {
            "project": project,
            "decision_sha256": said.decision_sha256,
            "attestation_sha256": signed.digest,
            "key": said.key,
            "at": said.at,
        }
    )
    common.say(wrapped(common.text("assist.signed", name=said.name or ""), hanging=0))
    return ExitCode.YES


def _informer(
    name: str | None, role: str | None, organisation: str | None, authorisation_id: str | None
) -> Assistant | None:
    """Return who is named on the command line; nothing if nobody is."""
    if name is not None and role is not None:
        return the_helper(name, role, organisation, authorisation_id)
    said = {"--name": name, "--role": role}
    others = {"--organisation": organisation, "--authorisation-id": authorisation_id}
    if any(value is not None for value in (*said.values(), *others.values())):
        raise Usage(option=next(option for option, value in said.items() if value is None))
    return None
