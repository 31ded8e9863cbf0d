"""The auditor: ``datadonor auditor verify | show``. Needs no vault and no passphrase."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from datadonor.audit.package_file import MOST_BYTES
from datadonor.cli.common import Common, read_file
from datadonor.cli.lines import wrapped
from datadonor.errors import ExitCode
from export.audit_package.csv_form import events_csv
from export.audit_package.fhir_form import audit_events
from export.audit_package.judging import Report, judge_package
from export.audit_package.telling import full_document, summary_document

app: Final = typer.Typer(no_args_is_help=True)

_File = Annotated[Path, typer.Argument(help="help.auditor_file", metavar="FILE")]


class Form(StrEnum):
    """How the events are shown."""

    TEXT = "text"
    CSV = "csv"
    FHIR = "fhir"


@app.command(help="help.auditor_verify")
def verify(ctx: typer.Context, file: _File) -> int:
    """Check a package, and say what does not fit."""
    common: Common = ctx.obj
    report = judge_package(read_file(file, MOST_BYTES))
    document = summary_document(report, common.language)
    common.document(document)
    _say_verdict(common, report, document)
    return report.exit_code


@app.command(help="help.auditor_show")
def show(
    ctx: typer.Context,
    file: _File,
    *,
    form: Annotated[Form, typer.Option("--format", help="help.auditor_format")] = Form.TEXT,
) -> int:
    """Show what a package tells: who decided what, what left, and what does not fit."""
    common: Common = ctx.obj
    report = judge_package(read_file(file, MOST_BYTES))
    if common.is_json:
        common.document(full_document(report, common.language))
    elif form is Form.CSV:
        sys.stdout.write(events_csv(report, common.language))
    elif form is Form.FHIR:
        sys.stdout.write(audit_events(report).decode() + "\n")
    else:
        _say_all(common, report)
    return report.exit_code


# -- within ---------------------------------------------------------------------------


def _say_verdict(common: Common, report: Report, document: dict[str, Any]) -> None:
    counts = report.package.manifest.log
    key = "whole" if report.exit_code is ExitCode.YES else "not_whole"
    common.say(wrapped(common.text(f"auditor.{key}"), hanging=0))
    facts = {"size": counts.size, "shown": counts.shown, "hidden": counts.hidden}
    common.say(wrapped(common.text("auditor.counts", **facts), hanging=0))
    covered = {"covered": document["covered"], "releases": document["releases"]}
    common.say(wrapped(common.text("auditor.covered", **covered), hanging=0))
    common.say(wrapped(common.text("auditor.key", vkey=document["key"]), hanging=0))
    for found in document["findings"]:
        rank = common.text(f"auditor.rank_{found['rank']}")
        common.say(wrapped(f"{rank} {found['code']}: {found['message']} ({found['where']})"))


def _say_all(common: Common, report: Report) -> None:
    document = full_document(report, common.language)
    _say_verdict(common, report, document)
    common.say("")
    common.say(common.text("auditor.decisions"))
    for each in document["decisions"]:
        common.say(wrapped(_line(each, each["words"])))
        if each["who"].get("assisted_by"):
            helper = each["who"]["assisted_by"]
            said = common.text("auditor.helped", name=helper["name"], role=helper["role"])
            common.say(wrapped(said, indent=4))
        if each["granted"]:
            said = common.text("auditor.granted", items=", ".join(each["granted"]))
            common.say(wrapped(said, indent=4))
        if each["text_sha256"]:
            said = common.text("auditor.text", digest=each["text_sha256"])
            common.say(wrapped(said, indent=4))
    common.say("")
    common.say(common.text("auditor.releases"))
    for each in document["released"]:
        key = "is_covered" if each["covered"] else "is_not_covered"
        said = common.text(f"auditor.{key}", recipient=each["recipient"], kind=each["kind"])
        common.say(wrapped(_line(each, said)))
        if each["log_commitment"]:
            said = common.text("auditor.commitment", digest=each["log_commitment"])
            common.say(wrapped(said, indent=4))
    common.say("")
    common.say(common.text("auditor.others"))
    for each in document["refusals"]:
        common.say(wrapped(_line(each, each["words"])))
    for each in document["answers"]:
        common.say(wrapped(f"{each['at'][:16]}  {each['statement'][common.language.value]}"))


def _line(each: dict[str, Any], words: str) -> str:
    """Return place, moment in UTC, project, and what happened."""
    return f"{each['position']:>5}  {each['recorded'][:16]}Z  [{each['project']}] {words}"
