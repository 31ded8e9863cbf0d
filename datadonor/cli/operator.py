"""The operator's registry: ``datadonor registry init | add-recipient | approve | …``."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from pydantic import ValidationError

from consent.admission import (
    build_catalogue_of,
    other_recipients,
    require_admissible,
    require_signed_by_recipient,
)
from consent.envelope import MOST_BYTES
from consent.request import open_request
from consent.request_check import RequestFinding, check_request, has_errors
from datadonor import paths
from datadonor.cli.common import Common, read_file
from datadonor.cli.errors import Usage
from datadonor.cli.key_prompts import ask_new_passphrases, ask_once, ask_passphrases
from datadonor.errors import ExitCode
from datadonor.registry.publisher import UNNAMED, Registry
from datadonor.registry.status import PublishReport, RoleStatus, notices
from datadonor.registry.targets import Names, parse_recipient
from datadonor.registry.workshop import MOST_RECIPIENT_BYTES, PUBLIC, About
from datadonor.texts import Fact, text
from datadonor.vault import kdf

app: Final = typer.Typer(no_args_is_help=True)

Workshop = Annotated[
    Path, typer.Option("--registry", metavar="DIR", help="help.registry_folder", show_default=False)
]
KeyFolders = Annotated[list[Path] | None, typer.Option(metavar="DIR", help="help.registry_keys")]
HERE: Final = Path()


@app.command(help="help.registry_init")
def init(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="help.registry_dir")],
    *,
    name: Annotated[str | None, typer.Option(help="help.registry_name")] = None,
    name_en: Annotated[str | None, typer.Option(help="help.registry_name_en")] = None,
    url: Annotated[str | None, typer.Option(help="help.registry_url")] = None,
) -> int:
    """Make a registry and its keys."""
    common: Common = ctx.obj
    registry = Registry.create(
        folder, ask_new_passphrases(common), _now(), kdf.calibrate(), _about(name, name_en, url)
    )
    root = folder / PUBLIC / "root.json"
    with paths.disk_errors():
        digest = sha256(root.read_bytes()).hexdigest()
    common.document(
        {
            "registry": str(folder),
            "root": str(root),
            "root_sha256": digest,
            "keys": list(registry.keys_in_force()),
        }
    )
    _say(common, "made", folder=str(folder), root=str(root), digest=digest)
    _say(common, "move_keys")
    return ExitCode.YES


@app.command("add-recipient", help="help.registry_add_recipient")
def add_recipient(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="help.registry_recipient_file")],
    *,
    folder: Workshop = HERE,
) -> int:
    """Approve a recipient."""
    common: Common = ctx.obj
    registry = Registry.open(folder)
    content = read_file(file, MOST_RECIPIENT_BYTES)
    recipient = parse_recipient(content[:MOST_RECIPIENT_BYTES])
    require_admissible(recipient, _now().date())
    is_new = registry.records.recipient(recipient.id) is None
    registry.add_recipient(content)
    common.document({"recipient": recipient.id, "new": is_new})
    _say(common, "recipient_added" if is_new else "recipient_replaced", id=recipient.id)
    return ExitCode.YES


@app.command(help="help.registry_approve")
def approve(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="help.registry_request_file")],
    *,
    folder: Workshop = HERE,
) -> int:
    """Approve a request, as it is, byte for byte."""
    common: Common = ctx.obj
    registry = Registry.open(folder)
    signed = open_request(read_file(file, MOST_BYTES))
    request = signed.request
    require_signed_by_recipient(registry.records, signed, _now().date())
    findings = check_request(request, _now().astimezone().date())
    is_good = not has_errors(findings)
    is_new = is_good and registry.approve(
        request.id, request.version, signed.content, _now().date()
    )
    common.document(
        {
            "approved": is_good,
            "new": is_new,
            "project": request.id,
            "version": request.version,
            "recipient": request.recipient,
            "sha256": signed.digest,
            "findings": [_as_document(finding, common) for finding in findings],
        }
    )
    for finding in findings:
        _say(
            common,
            str(finding.severity),
            where=finding.where,
            what=finding.sentence(common.language),
        )
    if others := other_recipients(registry.records, request):
        common.warn(_words(common, "other_recipient", id=request.id, recipients=", ".join(others)))
    facts: dict[str, Fact] = {"id": request.id, "version": request.version}
    _say(common, "approved" if is_good else "not_approved", **facts)
    return ExitCode.YES if is_good else ExitCode.NO


@app.command(help="help.registry_revoke")
def revoke(
    ctx: typer.Context,
    revoked: Annotated[str, typer.Argument(metavar="ID", help="help.registry_id")],
    *,
    reason: Annotated[str, typer.Option(help="help.registry_reason")],
    reason_en: Annotated[str | None, typer.Option(help="help.registry_reason_en")] = None,
    folder: Workshop = HERE,
) -> int:
    """Say that a recipient or project is approved no longer."""
    common: Common = ctx.obj
    registry = Registry.open(folder)
    names = _names(reason, reason_en, "--reason")
    revocation = registry.revoke(revoked, _now().replace(microsecond=0), names)
    common.document({"revoked": revoked, "since": revocation.since.isoformat()})
    _say(common, "revoked", id=revoked)
    return ExitCode.YES


@app.command(help="help.registry_publish")
def publish(
    ctx: typer.Context,
    *,
    renew: Annotated[bool, typer.Option("--renew", help="help.registry_renew")] = False,
    root: Annotated[bool, typer.Option("--root", help="help.registry_root")] = False,
    keys: KeyFolders = None,
    folder: Workshop = HERE,
) -> int:
    """Sign what is approved, and write it out."""
    common: Common = ctx.obj
    if renew and root:
        raise Usage(option="--renew")
    registry = Registry.open(folder, keys or ())
    passphrases = ask_once(ask_passphrases(common))
    now = _now()
    signed: tuple[str, ...] = ()
    if root:
        signed = registry.renew_root(passphrases, now).signed
    if renew:
        report = registry.refresh_timestamp(passphrases, now)
    else:
        report = registry.publish(passphrases, now, build_catalogue_of(registry.records, now))
    _tell(common, report, signed)
    return _warn_and_exit(common, registry, now)


@app.command("rotate-root", help="help.registry_rotate")
def rotate_root(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="help.registry_key_name")],
    *,
    new_passphrase_file: Annotated[
        Path | None, typer.Option(help="help.new_passphrase_file")
    ] = None,
    keys: KeyFolders = None,
    folder: Workshop = HERE,
) -> int:
    """Put a new key in the place of another, by a new root."""
    common: Common = ctx.obj
    registry = Registry.open(folder, keys or ())
    known = registry.keys_in_force()
    ask, ask_new = ask_passphrases(common), ask_new_passphrases(common, new_passphrase_file)

    def passphrases(key: str) -> str:
        return ask(key) if key in known else ask_new(key)

    now = _now()
    new = registry.rotate_root(name, passphrases, now, kdf.calibrate())
    common.document({"old": name, "new": new, "root": registry.status(now).roles["root"].version})
    _say(common, "rotated", old=name, new=new)
    return ExitCode.YES


@app.command(help="help.registry_status")
def status(ctx: typer.Context, *, folder: Workshop = HERE) -> int:
    """Say how the registry stands."""
    common: Common = ctx.obj
    registry = Registry.open(folder)
    now = _now()
    found = registry.status(now)
    common.document(
        {
            "live": found.is_live,
            "roles": _roles(found.roles),
            "unpublished": {
                "added": found.unpublished.added,
                "changed": found.unpublished.changed,
                "removed": found.unpublished.removed,
            },
            "recipients": found.recipients,
            "projects": found.projects,
            "revoked": found.revoked,
            "keys": found.keys,
            "notices": [
                {"code": notice.code, "message": notice.sentence(common.language)}
                for notice in notices(found)
            ],
        }
    )
    _say(
        common,
        "counts",
        recipients=found.recipients,
        projects=found.projects,
        revoked=found.revoked,
    )
    for role, each in found.roles.items():
        _say(common, "role", role=role, version=each.version, day=f"{each.expires:%Y-%m-%d}")
    for sign, names in (
        ("+", found.unpublished.added),
        ("*", found.unpublished.changed),
        ("-", found.unpublished.removed),
    ):
        for target in names:
            common.say(f"  {sign} {target}")
    for notice in notices(found):
        common.say(notice.sentence(common.language))
    return ExitCode.YES if found.is_live else ExitCode.NO


def _about(name: str | None, name_en: str | None, url: str | None) -> About:
    if url is not None and not url.startswith(("https://", "http://")):
        raise Usage(option="--url")
    names = UNNAMED.name if name is None else _names(name, name_en, "--name")
    try:
        return About(name=names, url=url)
    except ValidationError:
        raise Usage(option="--url") from None


def _names(danish: str, english: str | None, option: str) -> Names:
    try:
        return Names(da=danish, en=danish if english is None else english)
    except ValidationError:
        raise Usage(option=option) from None


# -- within -----------------------------------------------------------------------


def _now() -> datetime:
    return datetime.now(UTC)


# -- answering --------------------------------------------------------------------


def _words(common: Common, key: str, **facts: Fact) -> str:
    return text(f"registry.{key}", common.language, **facts)


def _say(common: Common, key: str, **facts: Fact) -> None:
    common.say(_words(common, key, **facts))


def _tell(common: Common, report: PublishReport, also_signed: tuple[str, ...]) -> None:
    signed = [*also_signed, *report.signed]
    changes = report.changes
    common.document(
        {
            "signed": signed,
            "added": changes.added,
            "changed": changes.changed,
            "removed": changes.removed,
            "roles": _roles(report.roles),
        }
    )
    _say(common, "published", count=changes.count, roles=", ".join(signed))
    until = min(role.expires for role in report.roles.values())
    _say(common, "live_until", day=f"{until:%Y-%m-%d}")


def _warn_and_exit(common: Common, registry: Registry, now: datetime) -> ExitCode:
    found = registry.status(now)
    for notice in notices(found):
        common.warn(notice.sentence(common.language))
    return ExitCode.YES if found.is_live else ExitCode.NO


def _roles(roles: Mapping[str, RoleStatus]) -> dict[str, Any]:
    return {
        name: {
            "version": role.version,
            "expires": role.expires.isoformat(),
            "days": role.days,
            "signed": role.is_signed,
        }
        for name, role in roles.items()
    }


def _as_document(finding: RequestFinding, common: Common) -> dict[str, str]:
    return {
        "code": str(finding.code),
        "severity": str(finding.severity),
        "where": finding.where,
        "message": finding.sentence(common.language),
    }
