"""What the citizen is asked: ``datadonor approvals …`` and ``datadonor request …``."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from consent.approval import Approval, Standing
from consent.case import asking_for_more
from consent.envelope import MOST_BYTES
from consent.refreshing import refresh_approvals
from consent.request import SignedRequest, open_request, request_document
from consent.request_versions import compare_requests, needs_new_consent
from consent.reviewing import (
    Reviewed,
    open_offered,
    published_requests,
    review_requests,
    take_in,
)
from consent.shelf import RequestShelf
from consent.summary import summarise_request
from datadonor.audit.custody import OpenVault
from datadonor.cli.common import Common, exit_unsound, read_file
from datadonor.cli.lines import wrapped
from datadonor.errors import ExitCode
from datadonor.registry.client import RegistryClient
from datadonor.registry.view import RegistryView

approvals: Final = typer.Typer(no_args_is_help=True)
requests: Final = typer.Typer(no_args_is_help=True)

_MOST_ROOT_BYTES: Final = 512_000  # as much as python-tuf reads of a root

RequestId = Annotated[str, typer.Argument(help="help.request_id", metavar="ID")]


# -- the list of approved recipients and projects ---------------------------------


@approvals.command(help="help.approvals_use")
def use(
    ctx: typer.Context,
    location: Annotated[str, typer.Argument(help="help.approvals_location")],
    *,
    root: Annotated[Path, typer.Option(help="help.approvals_root")],
) -> int:
    """Choose the list to believe."""
    common: Common = ctx.obj
    first_root = read_file(root, _MOST_ROOT_BYTES)
    with common.open() as opened:
        client = RegistryClient(opened)
        client.use(location, first_root)
        return _refresh(common, opened, client)


@approvals.command(help="help.approvals_refresh")
def refresh(ctx: typer.Context) -> int:
    """Read the list anew."""
    common: Common = ctx.obj
    with common.open() as opened:
        return _refresh(common, opened, RegistryClient(opened))


@approvals.command(help="help.approvals_recipients")
def recipients(ctx: typer.Context) -> int:
    """Show who is approved."""
    common: Common = ctx.obj
    with common.open() as opened:
        view = RegistryClient(opened).view()
        known = [] if view is None else sorted(view.recipients.values(), key=lambda one: one.id)
        now = datetime.now(UTC)
        common.document(
            {
                **_as_of(view, now),
                "recipients": [
                    {
                        **recipient.model_dump(mode="json", exclude_none=True),
                        "approved": view is not None
                        and view.is_recipient_approved(recipient.id, now),
                    }
                    for recipient in known
                ],
            }
        )
        _say_as_of(common, view, now)
        for recipient in known:
            name = recipient.name.da if common.language == "da" else recipient.name.en
            is_approved = view is not None and view.is_recipient_approved(recipient.id, now)
            key = "approvals.recipient" if is_approved else "approvals.recipient_stopped"
            common.say(common.text(key, id=recipient.id, name=name))
        return ExitCode.YES


@approvals.command(help="help.approvals_projects")
def projects(ctx: typer.Context) -> int:
    """Show what is approved."""
    common: Common = ctx.obj
    with common.open() as opened:
        view = RegistryClient(opened).view()
        now = datetime.now(UTC)
        reviewed = review_requests(opened, published_requests(view), view, common.language)
        code = exit_unsound(opened)
    common.document({**_as_of(view, now), "projects": [_document(one, common) for one in reviewed]})
    _say_as_of(common, view, now)
    for one in reviewed:
        _say(one, common)
    return code


# -- requests ---------------------------------------------------------------------


@requests.command("add", help="help.request_add")
def add(ctx: typer.Context, file: Annotated[Path, typer.Argument(help="help.request_file")]) -> int:
    """Take in a request, if it is approved."""
    common: Common = ctx.obj
    content = read_file(file, MOST_BYTES)
    signed = open_offered(content)
    if signed is None:
        return _tell_altered(common)
    with common.open() as opened:
        (reviewed,) = review_requests(
            opened, [signed], RegistryClient(opened).view(), common.language
        )
        is_approved = take_in(opened, reviewed, common.who)
        wider = asking_for_more(opened, common.language)
    common.document(_document(reviewed, common))
    for sentence in _sentences(reviewed, common):
        common.say(sentence)
    if signed.request.id in wider:
        common.say(wrapped(common.text("consent.newer", id=signed.request.id), hanging=0))
    return ExitCode.YES if is_approved else ExitCode.NO


@requests.command("list", help="help.request_list")
def list_requests(ctx: typer.Context) -> int:
    """Show the requests that were taken in."""
    common: Common = ctx.obj
    with common.open() as opened:
        view = RegistryClient(opened).view()
        reviewed = review_requests(opened, RequestShelf(opened).all(), view, common.language)
        code = exit_unsound(opened)
    common.document({"requests": [_document(one, common) for one in reviewed]})
    for one in reviewed:
        _say(one, common)
    if not reviewed:
        common.say(common.text("request.none"))
    return code


@requests.command("show", help="help.request_show")
def show(
    ctx: typer.Context,
    request_id: RequestId,
    *,
    version: Annotated[int | None, typer.Option(help="help.request_version")] = None,
) -> int:
    """Show one request in full."""
    common: Common = ctx.obj
    with common.open() as opened:
        signed = RequestShelf(opened).get(request_id, version)
        (reviewed,) = review_requests(
            opened, [signed], RegistryClient(opened).view(), common.language
        )
    common.document({**_document(reviewed, common), "request": request_document(signed.request)})
    for line in summarise_request(signed.request, reviewed.approval.recipient, common.language):
        common.say(line)
    common.say("")
    for sentence in _sentences(reviewed, common):
        common.say(sentence)
    return ExitCode.YES if reviewed.approval.is_approved else ExitCode.NO


@requests.command("diff", help="help.request_diff")
def diff(
    ctx: typer.Context,
    request_id: RequestId,
    old: Annotated[int, typer.Argument(help="help.request_old", metavar="V1")],
    new: Annotated[int, typer.Argument(help="help.request_new", metavar="V2")],
) -> int:
    """Show what changed between two versions of a request."""
    common: Common = ctx.obj
    with common.open() as opened:
        shelf = RequestShelf(opened)
        changes = compare_requests(
            shelf.get(request_id, old).request, shelf.get(request_id, new).request
        )
    must_ask = needs_new_consent(changes)
    common.document(
        {
            "project": request_id,
            "from": old,
            "to": new,
            "needs_new_consent": must_ask,
            "changes": [
                {
                    "code": change.code,
                    "needs_new_consent": change.needs_new_consent,
                    "message": change.sentence(common.language),
                }
                for change in changes
            ],
        }
    )
    for change in changes:
        common.say(f"- {change.sentence(common.language)}")
    common.say(common.text("request.asks_again" if must_ask else "request.asks_not_again"))
    return ExitCode.YES


def read_request(file: Path) -> SignedRequest:
    """Read a ``.ddrequest``.

    Raises:
        FileMissing, DiskRefused, EnvelopeDamaged, RequestInvalid, RequestTooNew: As their
            names say.
    """
    return open_request(read_file(file, MOST_BYTES))


# -- within -----------------------------------------------------------------------


def _refresh(common: Common, opened: OpenVault, client: RegistryClient) -> int:
    refreshed = refresh_approvals(opened, common.language, client)
    report, view = refreshed.report, refreshed.view
    now = datetime.now(UTC)
    common.document(
        {
            **_as_of(view, now),
            "added": report.added,
            "changed": report.changed,
            "removed": report.removed,
            "requests": report.requests,
            "received_bytes": report.received_bytes,
            "stopped": refreshed.stopped,
            "needs_new_consent": refreshed.asking_for_more,
        }
    )
    count = 0 if view is None else len(view.recipients)
    common.say(common.text("approvals.read", recipients=count, projects=len(_newest(view))))
    _say_as_of(common, view, now)
    told = (
        ("consent.stopped", refreshed.stopped),
        ("consent.newer", refreshed.asking_for_more),
    )
    for key, projects in told:
        for project in projects:
            common.say(wrapped(common.text(key, id=project), hanging=0))
    return ExitCode.YES


def _newest(view: RegistryView | None) -> Sequence[str]:
    return sorted({signed.request.id for signed in published_requests(view)})


def _as_of(view: RegistryView | None, now: datetime) -> dict[str, Any]:
    if view is None:
        return {"as_of": None, "fresh_until": None, "fresh": False}
    return {
        "as_of": view.as_of.isoformat(),
        "fresh_until": view.fresh_until.isoformat(),
        "fresh": view.is_fresh(now),
    }


def _say_as_of(common: Common, view: RegistryView | None, now: datetime) -> None:
    if view is None:
        common.say(common.text("approvals.none"))
        return
    day = f"{view.as_of.astimezone():%Y-%m-%d %H:%M}"
    common.say(common.text("approvals.as_of" if view.is_fresh(now) else "approvals.stale", day=day))


def _tell_altered(common: Common) -> int:
    """Answer about a file of which nothing but its kind can be told."""
    approval = Approval(Standing.ALTERED)
    common.document(
        {
            "approved": False,
            "standing": approval.standing,
            "message": approval.sentence(common.language),
        }
    )
    common.say(approval.sentence(common.language))
    return ExitCode.NO


def _document(reviewed: Reviewed, common: Common) -> dict[str, Any]:
    request = reviewed.signed.request
    return {
        "project": request.id,
        "version": request.version,
        "title": request.title.in_language(common.language),
        "recipient": request.recipient,
        "digest": reviewed.signed.digest,
        "approved": reviewed.approval.is_approved,
        "standing": reviewed.approval.standing,
        "message": reviewed.approval.sentence(common.language),
        "sent": reviewed.sent,
    }


def _sentences(reviewed: Reviewed, common: Common) -> list[str]:
    """Say how it stands; of what is not approved also what has left already."""
    said = [reviewed.approval.sentence(common.language)]
    if not reviewed.approval.is_approved:
        key = "request.sent" if reviewed.sent else "request.not_sent"
        said.append(common.text(key, count=reviewed.sent))
    return said


def _say(reviewed: Reviewed, common: Common) -> None:
    """Say it as one of a list."""
    request = reviewed.signed.request
    title = request.title.in_language(common.language)
    common.say(f"{request.id} ({request.version})  {title}")
    if not reviewed.approval.is_approved:
        for sentence in _sentences(reviewed, common):
            common.say(f"    {sentence}")
