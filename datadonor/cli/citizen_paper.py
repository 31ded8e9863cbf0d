"""A consent on paper: ``datadonor paper …``."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from consent.case import ConsentCase, Which, case_of, case_to_answer
from consent.paper_entry import (
    FilledForm,
    case_of_code,
    choices_of_file,
    enter_paper,
    form_of,
)
from consent.paper_form import PaperForm
from consent.paper_form_pdf import form_pdf
from consent.paper_page import MOST_BYTES, last_page, read_page
from consent.periods import local_day
from datadonor import paths
from datadonor.cli.common import Common, read_file
from datadonor.cli.consent_answer import anew, answer
from datadonor.cli.consent_choices import read_choices
from datadonor.cli.consent_notes import thanks_lines
from datadonor.cli.errors import Usage
from datadonor.cli.lines import wrapped
from datadonor.cli.mandate_keys import AsMandates, HolderFiles, open_signers
from datadonor.errors import ExitCode
from datadonor.texts import Language
from datadonor.vault.backup import FileExists

app: Final = typer.Typer(no_args_is_help=True, help="help.paper")

ProjectName = Annotated[str, typer.Argument(help="help.consent_project", metavar="ID")]
Out = Annotated[Path, typer.Option(help="help.paper_out")]


@app.command("form", help="help.paper_form")
def save_form(
    ctx: typer.Context,
    project: ProjectName,
    *,
    out: Out,
    version: Annotated[int | None, typer.Option(help="help.consent_version")] = None,
) -> int:
    """Save the form of a request, to be printed."""
    common: Common = ctx.obj
    if out.exists():
        raise FileExists
    with common.open() as opened:
        case = case_to_answer(opened, project, common.language, version)
        form = form_of(case, common.language)
        content = form_pdf(form, local_day(opened.log.now()))
    with paths.disk_errors():
        paths.write_durably(out, content)
    common.document({"form": str(out), **_form_document(form)})
    common.say(wrapped(common.text("paper.saved", file=out.name, code=form.code), hanging=0))
    common.say(wrapped(common.text("paper.print_it"), hanging=0))
    common.say(f"  datadonor paper enter {project}")
    return ExitCode.YES


@app.command("enter", help="help.paper_enter")
def enter(  # noqa: PLR0913 - one for each option
    ctx: typer.Context,
    project: ProjectName,
    *,
    signed_on: Annotated[str, typer.Option(help="help.paper_signed_on")],
    page: Annotated[Path, typer.Option(help="help.paper_scan")],
    choices: Annotated[Path | None, typer.Option("--choices", help="help.paper_choices")] = None,
    is_no: Annotated[bool, typer.Option("--no", help="help.paper_no")] = False,
    code: Annotated[str | None, typer.Option("--form", help="help.paper_code")] = None,
    as_mandates: AsMandates = None,
    holder_files: HolderFiles = None,
) -> int:
    """Write down an answer that was given on paper."""
    common: Common = ctx.obj
    day = _day(signed_on)
    if is_no == (choices is not None):
        raise Usage(option="--choices")
    said = None if choices is None else read_choices(choices)
    picture = read_page(read_file(page, MOST_BYTES))
    with common.open() as opened:
        if code is None:
            language = common.language
            if said is not None and said.language is not None:
                language = Language(said.language)
            case = case_to_answer(opened, project, common.language, None)
            form = form_of(case, language)
        else:
            case, form = case_of_code(opened, project, code, common.language)
        bound = None if said is None else choices_of_file(form, said)
        signers = open_signers(common, opened, as_mandates, holder_files)
        enter_paper(case, FilledForm(form, bound, day, picture, signers))
        answer(common, anew(common, case), _answer_lines(common, case, is_no=is_no))
    return ExitCode.YES


@app.command("page", help="help.paper_page")
def save_page(ctx: typer.Context, project: ProjectName, *, out: Out) -> int:
    """Save the picture of the page that was entered last."""
    common: Common = ctx.obj
    if out.exists():
        raise FileExists
    with common.open() as opened:
        opened.log.require_alone()
        case_of(opened, project, common.language, Which.STANDING)
        found = last_page(opened, project)
    with paths.disk_errors():
        paths.write_durably(out, found.content)
    common.document(
        {
            "page": str(out),
            "media_type": found.media_type,
            "size": len(found.content),
            "sha256": sha256(found.content).hexdigest(),
        }
    )
    common.say(wrapped(common.text("paper.page_saved", file=out.name), hanging=0))
    return ExitCode.YES


# -- within ---------------------------------------------------------------------------


def _form_document(form: PaperForm) -> dict[str, Any]:
    return {
        "project": form.request.id,
        "version": form.request.version,
        "language": form.language.value,
        "form_sha256": form.sha256,
        "code": form.code,
        "text_sha256": form.text_sha256,
        "boxes": [
            {
                "number": ask.number,
                "field": ask.field,
                "question": ask.words,
                "answers": [{"key": each.key, "words": each.words} for each in ask.answers],
            }
            for ask in form.asks
        ],
    }


def _answer_lines(common: Common, case: ConsentCase, *, is_no: bool) -> list[str]:
    if is_no:
        return [wrapped(common.text("paper.entered_no"), hanging=0)]
    said = wrapped(common.text("paper.entered"), hanging=0)
    return [said, "", *thanks_lines(anew(common, case), common)]


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Usage(option="--signed-on") from None
