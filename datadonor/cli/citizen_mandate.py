"""Who may decide for the person: ``datadonor mandate add | list | end | hand-over``."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from consent.mandate import RELATIONS, Mandate, MandateUnfit, Terms, mandate_document
from consent.mandates import (
    StandingMandate,
    custody_to_hand_over,
    end_mandate,
    find_mandate,
    hand_over,
    is_to_be_told,
    is_under_age,
    mandates,
    record_mandate,
)
from consent.periods import local_day
from datadonor.cli.common import Common, exit_unsound
from datadonor.cli.errors import Usage
from datadonor.cli.lines import wrapped
from datadonor.cli.mandate_keys import SHORT
from datadonor.errors import ExitCode
from datadonor.texts import text
from datadonor.vault import kdf

app: Final = typer.Typer(no_args_is_help=True)

MandateName = Annotated[str, typer.Argument(help="help.mandate_name", metavar="MANDATE")]
NewPassphraseFile = Annotated[Path | None, typer.Option(help="help.new_passphrase_file")]


@app.command(help="help.mandate_add")
def add(  # noqa: PLR0913 - one for each option that a person writes
    ctx: typer.Context,
    *,
    holder: Annotated[str, typer.Option(help="help.mandate_holder", metavar="NAME")],
    basis: Annotated[str, typer.Option(help="help.mandate_basis", metavar="BASIS")],
    relation: Annotated[str, typer.Option(help="help.mandate_relation", metavar="RELATION")],
    since: Annotated[str | None, typer.Option(help="help.mandate_since", metavar="DAY")] = None,
    last_day: Annotated[
        str | None, typer.Option(help="help.mandate_last_day", metavar="DAY")
    ] = None,
    of_age_on: Annotated[
        str | None, typer.Option(help="help.mandate_of_age_on", metavar="DAY")
    ] = None,
    joint: Annotated[bool, typer.Option("--joint", help="help.mandate_joint")] = False,
    replaces: Annotated[
        str | None, typer.Option(help="help.mandate_replaces", metavar="MANDATE")
    ] = None,
    holder_passphrase_file: Annotated[
        Path | None, typer.Option(help="help.mandate_holder_file", metavar="FILE")
    ] = None,
) -> int:
    """Record that somebody may decide for the person."""
    common: Common = ctx.obj
    if relation not in RELATIONS:
        raise MandateUnfit(where="relation")
    with common.open() as opened:
        today = local_day(opened.log.now())
        terms = Terms(
            basis,
            holder,
            relation,
            _day(since, "--since") or today,
            _day(last_day, "--last-day"),
            joint,
            _day(of_age_on, "--of-age-on"),
        )
        common.say(wrapped(common.text("mandate.holder_writes", name=holder), hanging=0))
        passphrase = common.new_passphrase(holder_passphrase_file)
        found = record_mandate(
            opened, terms, passphrase, who=common.who, replaces=replaces, kdf=kdf.calibrate()
        )
        common.document({"mandate": _document(found, today)})
        common.say(wrapped(_line(common, found, today), hanging=2))
        if found.mandate.is_joint:
            common.say(wrapped(common.text("mandate.is_joint"), hanging=0))
        if is_to_be_told([found], today):
            common.say(wrapped(common.text("mandate.tell_the_young"), hanging=0))
    return ExitCode.YES


@app.command("list", help="help.mandate_list")
def list_mandates(ctx: typer.Context) -> int:
    """List who may decide for the person, and who could."""
    common: Common = ctx.obj
    with common.open() as opened:
        today = local_day(opened.log.now())
        found = mandates(opened)
        common.document({"mandates": [_document(each, today) for each in found]})
        for each in found:
            common.say(wrapped(_line(common, each, today), hanging=2))
        if not found:
            common.say(wrapped(common.text("mandate.none"), hanging=0))
        is_due = custody_to_hand_over(found, today)
        if is_due and is_under_age(opened, today):
            common.say(wrapped(text("mandate.contradicts.of_age_on", common.language), hanging=0))
        elif is_due:
            common.say(wrapped(common.text("mandate.hand_over_due"), hanging=0))
            common.say("  datadonor mandate hand-over")
        elif is_to_be_told(found, today):
            common.say(wrapped(common.text("mandate.tell_the_young"), hanging=0))
        return exit_unsound(opened)


@app.command(help="help.mandate_end")
def end(ctx: typer.Context, mandate: MandateName) -> int:
    """End a right to decide before its time."""
    common: Common = ctx.obj
    with common.open() as opened:
        found = find_mandate(opened, mandate)
        end_mandate(opened, found.digest, who=common.who)
        ended = find_mandate(opened, found.digest)
        common.document({"mandate": _document(ended, local_day(opened.log.now()))})
        common.say(wrapped(common.text("mandate.ended", name=found.mandate.holder), hanging=0))
    return ExitCode.YES


@app.command("hand-over", help="help.mandate_hand_over")
def hand_over_vault(
    ctx: typer.Context,
    *,
    new_passphrase_file: NewPassphraseFile = None,
    recovery_out: Annotated[Path | None, typer.Option(help="help.recovery_out")] = None,
) -> int:
    """Give the vault to the person who has come of age."""
    common: Common = ctx.obj
    with common.place_for_words(recovery_out), common.open() as opened:
        words = hand_over(
            opened,
            common.new_passphrase(new_passphrase_file),
            who=common.who,
            kdf=kdf.calibrate(),
        )
    common.say(wrapped(common.text("mandate.handed_over"), hanging=0))
    common.document({"handed_over": True, **common.hand_out(words, recovery_out)})
    return ExitCode.YES


# -- within ---------------------------------------------------------------------------


def _day(written: str | None, option: str) -> date | None:
    try:
        return None if written is None else date.fromisoformat(written)
    except ValueError:
        raise Usage(option=option) from None


def _document(found: StandingMandate, today: date) -> Mapping[str, Any]:
    said = mandate_document(found.mandate)
    del said["format"]
    return {
        "id": found.digest,
        **said,
        "position": found.position,
        "ended": found.ended,
        "in_force": found.holds_on(today),
    }


def _line(common: Common, found: StandingMandate, today: date) -> str:
    """Return who it is, on what basis, from when to when, and whether it holds."""
    said: Mandate = found.mandate
    state = "in_force"
    if found.ended is not None:
        state = f"was_{found.ended}"
    elif found.is_over_on(today):
        state = "over"
    elif not found.holds_on(today):
        state = "to_come"
    return common.text(
        "mandate.line",
        id=found.digest[:SHORT],
        name=said.holder,
        basis=text(f"mandate.basis.{said.basis}", common.language),
        since=str(said.since),
        until="–" if said.last_day is None else str(said.last_day),
        state=common.text(f"mandate.{state}"),
    )
