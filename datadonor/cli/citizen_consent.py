"""The person's will: ``datadonor consent …``."""

from pathlib import Path
from typing import Annotated, Final

import typer

from consent.book import ConsentMissing
from consent.case import (
    ConsentCase,
    Which,
    all_cases,
    case_at,
    case_of,
    case_to_answer,
)
from consent.choices import Choices
from consent.chronicle import Chronicle
from consent.chronicle_words import snapshot_line
from consent.deciding import say_yes
from consent.decision import fit_reason
from consent.withdrawing import require_withdrawable
from datadonor.cli.asking import is_confirmed, is_somebody_there
from datadonor.cli.citizen_conversation import converse
from datadonor.cli.citizen_history import history
from datadonor.cli.citizen_receipt import receipt
from datadonor.cli.citizen_trial import draft, try_project
from datadonor.cli.common import Common, exit_unsound
from datadonor.cli.consent_answer import anew, answer, thank
from datadonor.cli.consent_choices import bound_to_text, changed_text, read_choices
from datadonor.cli.consent_document import listed_document
from datadonor.cli.consent_lines import list_lines, regret_lines, standing_lines, text_lines
from datadonor.cli.consent_notes import unfinished_lines, withdrawal_lines, withdrawn_lines
from datadonor.cli.errors import Usage
from datadonor.cli.lines import wrapped
from datadonor.cli.mandate_keys import AsMandates, HolderFiles, open_signers
from datadonor.cli.moments import parse_moment
from datadonor.errors import ExitCode
from export.noticing import due_notices

app: Final = typer.Typer(no_args_is_help=True)

ProjectName = Annotated[str, typer.Argument(help="help.consent_project", metavar="ID")]
ChoicesFile = Annotated[Path | None, typer.Option("--choices", help="help.consent_choices")]
Reason = Annotated[str | None, typer.Option(help="help.consent_reason")]


@app.command(help="help.consent_show")
def show(
    ctx: typer.Context,
    project: Annotated[
        str | None, typer.Argument(help="help.consent_project", metavar="ID")
    ] = None,
    *,
    at: Annotated[str | None, typer.Option(help="help.consent_at")] = None,
    known: Annotated[str | None, typer.Option(help="help.consent_known")] = None,
    is_text_wanted: Annotated[bool, typer.Option("--text", help="help.consent_text")] = False,
) -> int:
    """Show how a consent stands, or all of them."""
    common: Common = ctx.obj
    if project is None:
        if at is not None or known is not None or is_text_wanted:
            raise Usage(option="ID")
        return _list(common)
    true_at = None if at is None else parse_moment(at, "--at")
    known_at = None if known is None else parse_moment(known, "--known")
    with common.open() as opened:
        if true_at is None and known_at is None:
            case: ConsentCase | None = case_of(opened, project, common.language)
        else:
            moment = true_at or opened.log.now()
            case = case_at(opened, project, common.language, moment, known_at)
        if case is None:
            common.document({"project": project, "state": None})
            common.say(wrapped(common.text("consent.not_known"), hanging=0))
            return exit_unsound(opened) or ExitCode.NO
        if true_at is not None or known_at is not None:
            snapshot = Chronicle(opened, project).at(true_at or opened.log.now(), known_at)
            common.say(wrapped(snapshot_line(snapshot, common.language), hanging=0) + "\n")
        answer(common, case, [*standing_lines(case, common), *unfinished_lines(case, common)])
        if is_text_wanted:
            for line in ("", *text_lines(case.text(common.language))):
                common.say(line)
        is_yes = case.is_in_force
        return exit_unsound(opened) or (ExitCode.YES if is_yes else ExitCode.NO)


@app.command(help="help.consent_give")
def give(
    ctx: typer.Context,
    project: ProjectName,
    *,
    file: ChoicesFile = None,
    version: Annotated[int | None, typer.Option(help="help.consent_version")] = None,
    as_mandates: AsMandates = None,
    holder_files: HolderFiles = None,
) -> int:
    """Say yes."""
    common: Common = ctx.obj
    choices = _chosen(common, file)
    with common.open() as opened:
        signers = open_signers(common, opened, as_mandates, holder_files)
        case = case_to_answer(opened, project, common.language, version)
        if choices is None:
            return converse(common, case, is_change=False, signers=signers)
        bound = bound_to_text(common, case, choices)
        say_yes(case, bound, is_change=False, signers=signers)
        return thank(common, case)


@app.command(help="help.consent_change")
def change(
    ctx: typer.Context,
    project: ProjectName,
    *,
    file: ChoicesFile = None,
    as_mandates: AsMandates = None,
    holder_files: HolderFiles = None,
) -> int:
    """Choose otherwise."""
    common: Common = ctx.obj
    choices = _chosen(common, file)
    with common.open() as opened:
        case = case_of(opened, project, common.language, Which.AGREED)
        if not case.is_in_force:
            raise ConsentMissing
        signers = open_signers(common, opened, as_mandates, holder_files)
        if choices is None:
            return converse(common, case, is_change=True, signers=signers)
        bound = changed_text(common, case, choices)
        say_yes(case, bound, is_change=True, signers=signers)
        return thank(common, case)


@app.command(help="help.consent_refuse")
def refuse(
    ctx: typer.Context,
    project: ProjectName,
    *,
    reason: Reason = None,
    as_mandates: AsMandates = None,
    holder_files: HolderFiles = None,
) -> int:
    """Say no."""
    common: Common = ctx.obj
    said = fit_reason(reason)
    with common.open() as opened:
        case = case_to_answer(opened, project, common.language, None)
        signers = open_signers(common, opened, as_mandates, holder_files)
        choices = Choices(language=common.language.value)
        case.book.refuse(case.signed, choices, said, signers=signers)
        answer(common, anew(common, case), [wrapped(common.text("consent.said_no"), hanging=0)])
    return ExitCode.YES


@app.command(help="help.consent_later")
def later(ctx: typer.Context, project: ProjectName) -> int:
    """Decide another day."""
    common: Common = ctx.obj
    with common.open() as opened:
        case = case_to_answer(opened, project, common.language, None)
        case.book.put_off(case.signed, common.who)
        answer(common, anew(common, case), [wrapped(common.text("consent.put_off"), hanging=0)])
    return ExitCode.YES


@app.command(help="help.consent_withdraw")
def withdraw(
    ctx: typer.Context,
    project: ProjectName,
    *,
    item: Annotated[str | None, typer.Option(help="help.consent_item")] = None,
    reason: Reason = None,
    yes: Annotated[bool, typer.Option("--yes", help="help.consent_yes")] = False,
    as_mandates: AsMandates = None,
    holder_files: HolderFiles = None,
) -> int:
    """Take a consent back, whole or one item of it."""
    common: Common = ctx.obj
    said = fit_reason(reason)
    with common.open() as opened:
        case = case_of(opened, project, common.language, Which.AGREED)
        require_withdrawable(case)
        request = case.signed.request
        if item is not None and request.item(item) is None:
            raise Usage(option="--item")
        require_withdrawable(case, item)
        for line in [*withdrawal_lines(case, item, common), *regret_lines(case, common)]:
            common.say(line)
        prompt = "\n" + common.text("ask.withdraw")
        if not yes and is_somebody_there(common) and not is_confirmed(common, prompt):
            answer(common, case, ["", wrapped(common.text("consent.kept"), hanging=0)])
            return ExitCode.NO
        signers = open_signers(common, opened, as_mandates, holder_files)
        choices = Choices(language=common.language.value)
        case.book.withdraw(request, item, said, choices, signers=signers)
        now = anew(common, case)
        lines = ["", *withdrawn_lines(now, common)]
        if due_notices(opened, project):
            told = common.text("consent.tell_recipient")
            lines += ["", wrapped(told, hanging=0), f"  datadonor donation notify {project}"]
        answer(common, now, lines)
    return ExitCode.YES


app.command("history", help="help.consent_history")(history)
app.command("receipt", help="help.consent_receipt")(receipt)
app.command("try", help="help.consent_try")(try_project)
app.command("draft", help="help.consent_draft")(draft)


# -- within ---------------------------------------------------------------------------


def _list(common: Common) -> int:
    with common.open() as opened:
        cases = all_cases(opened, common.language)
        common.document({"consents": [listed_document(case, common) for case in cases]})
        for case in cases:
            for line in list_lines(case, common):
                common.say(line)
        if not cases:
            common.say(wrapped(common.text("consent.none"), hanging=0))
        return exit_unsound(opened)


def _chosen(common: Common, file: Path | None) -> Choices | None:
    """Return the choices of a file; nothing if a person is to be asked.

    Raises:
        Usage: There is no file, and nobody to ask.
        FileMissing, DiskRefused, ChoicesUnreadable: As their names say.
    """
    if file is not None:
        return read_choices(file)
    if not is_somebody_there(common):
        raise Usage(option="--choices")
    return None
