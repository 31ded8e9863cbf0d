"""Timestamps from outside: ``datadonor log timestamps``."""

from pathlib import Path
from typing import Annotated, Any

import typer

from datadonor.audit.custody import OpenVault
from datadonor.cli.common import Common, exit_unsound, read_file
from datadonor.cli.errors import Usage
from datadonor.cli.lines import wrapped
from export.timestamps.authority import choose_authority, drop_authority, time_authority
from export.timestamps.stamping import kept_timestamps, last_stamp, stamp_waiting, unstamped
from export.timestamps.token import MOST_ROOT_BYTES, is_available


def timestamps(
    ctx: typer.Context,
    *,
    on: Annotated[str | None, typer.Option(help="help.timestamps_on", metavar="URL")] = None,
    root: Annotated[Path | None, typer.Option(help="help.timestamps_root", metavar="FILE")] = None,
    off: Annotated[bool, typer.Option("--off", help="help.timestamps_off")] = False,
    now: Annotated[bool, typer.Option("--now", help="help.timestamps_now")] = False,
) -> int:
    """Show, switch on or switch off timestamps; or have what waits stamped."""
    common: Common = ctx.obj
    _require_one(on, root, off=off, now=now)
    with common.open() as opened:
        done = None
        if on is not None and root is not None:
            choose_authority(opened, on, read_file(root, MOST_ROOT_BYTES), common.who)
        elif off:
            drop_authority(opened, common.who)
        elif now:
            stamping = stamp_waiting(opened, who=common.who)
            if stamping.error is not None:
                if stamping.done:
                    common.say(common.text("timestamps.stamped", count=stamping.done))
                raise stamping.error
            done = stamping.done
        _tell(opened, done, common)
        return exit_unsound(opened)


def _require_one(on: str | None, root: Path | None, *, off: bool, now: bool) -> None:
    """Check that one thing is asked for, with what it needs.

    Raises:
        Usage: It is not.
    """
    if (on is None) != (root is None):
        raise Usage(option="--on" if on is None else "--root")
    if (on is not None) + off + now > 1:
        raise Usage(option="--off" if off else "--now")


def _tell(opened: OpenVault, done: int | None, common: Common) -> None:
    authority, last = time_authority(opened), last_stamp(opened)
    count, waiting = len(kept_timestamps(opened)), len(unstamped(opened))
    document: dict[str, Any] = {
        "available": is_available(),
        "on": authority is not None,
        "url": None,
        "root_sha256": None,
        "timestamps": count,
        "waiting": waiting,
        "last": None,
    }
    if done is not None:
        document["stamped"] = done
        common.say(common.text("timestamps.stamped", count=done))
    if not is_available():
        common.say(common.text("timestamps.unavailable"))
    if authority is None:
        common.say(common.text("timestamps.off"))
    else:
        document |= {"url": authority.url, "root_sha256": authority.root.sha256}
        host, name = authority.host, authority.root.name
        common.say(wrapped(common.text("timestamps.on", host=host, name=name), hanging=0))
        common.say(f"  {authority.root.sha256}")
        common.say(wrapped(common.text("timestamps.learns", host=host), hanging=0))
    if count or authority is not None:
        common.say(common.text("timestamps.count", count=count, waiting=waiting))
    if last is not None:
        document["last"] = {"host": last.host, "stamped": last.stamped.isoformat()}
        moment = f"{last.stamped:%Y-%m-%d %H:%M:%S}"
        common.say(common.text("timestamps.last", host=last.host, moment=moment))
    common.document(document)
