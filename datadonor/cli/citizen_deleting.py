"""Deleting from the vault: ``datadonor data delete``."""

import sys
from collections.abc import Callable
from typing import Annotated, Final

import typer

from datadonor.audit.custody import OpenVault
from datadonor.cli.common import Common
from datadonor.cli.errors import ConfirmationNeeded, Usage
from datadonor.cli.record_words import parse_category
from datadonor.errors import ExitCode
from datadonor.records.deleting import (
    delete_category,
    delete_everything,
    delete_import,
    delete_record,
)
from datadonor.records.record_id import parse_record_id
from datadonor.records.unit_words import written_number

_YES: Final = frozenset({"ja", "j", "yes", "y"})
"""What counts as yes, in either language. Everything else is no."""

_Act = Callable[[OpenVault], int]


def delete(
    ctx: typer.Context,
    *,
    record: Annotated[str | None, typer.Option(help="help.delete_record", metavar="ID")] = None,
    category: Annotated[str | None, typer.Option(help="help.data_category", metavar="C")] = None,
    of_import: Annotated[
        str | None, typer.Option("--import", help="help.delete_import", metavar="ID")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--everything", help="help.delete_everything")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="help.delete_yes")] = False,
) -> int:
    """Delete one record, a category, an import, or everything."""
    common: Common = ctx.obj
    scope, act = _chosen(common, record, category, of_import, everything=everything)
    with common.open() as opened:
        if not yes and not _is_confirmed(common, scope):
            common.document({"deleted": 0, "scope": scope})
            common.say(common.text("data.kept"))
            return ExitCode.NO
        count = act(opened)
    common.document({"deleted": count, "scope": scope})
    common.say(common.text("data.deleted", count=written_number(count, common.language, 0)))
    common.say(common.text("data.backups_stay"))
    return ExitCode.YES


def _chosen(
    common: Common,
    record: str | None,
    category: str | None,
    of_import: str | None,
    *,
    everything: bool,
) -> tuple[str, _Act]:
    """Return what to delete.

    Raises:
        Usage: Nothing was named, or more than one thing.
        RecordIdUnreadable: What was named is no record.
    """
    given = [record is not None, category is not None, of_import is not None, everything]
    if sum(given) != 1:
        raise Usage(option="--record, --category, --import, --everything")
    if record is not None:
        record_id = parse_record_id(record)
        return "record", lambda opened: delete_record(opened, record_id, common.who)
    if category is not None:
        wanted = parse_category(category)
        return "category", lambda opened: delete_category(opened, wanted, common.who)
    if of_import is not None:
        return "import", lambda opened: delete_import(opened, of_import, common.who)
    return "everything", lambda opened: delete_everything(opened, common.who)


def _is_confirmed(common: Common, scope: str) -> bool:
    """Ask the person.

    Raises:
        ConfirmationNeeded: There is nobody to ask.
    """
    if common.is_json or not sys.stdin.isatty():
        raise ConfirmationNeeded
    sys.stderr.write(common.text(f"ask.delete_{scope}") + " ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in _YES
