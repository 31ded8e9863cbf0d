"""The auditor: ``datadonor auditor verify | show``. Needs no vault and no passphrase."""

import sys
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from consent.periods import local_day
from datadonor import paths
from datadonor.audit.package_file import MOST_BYTES
from datadonor.audit.wording import role_words
from datadonor.cli.common import Common, read_file
from datadonor.cli.errors import Usage
from datadonor.cli.lines import wrapped
from datadonor.errors import ExitCode
from datadonor.vault.backup import FileExists
from export.audit_package.csv_form import events_csv
from export.audit_package.fhir_form import audit_events
from export.audit_package.judging import Report, judge_package
from export.audit_package.report_paper import report_html, report_pdf
from export.audit_package.telling import full_document, summary_document

app: Final = typer.Typer(no_args_is_help=True)

_File = Annotated[Path, typer.Argument(help="help.auditor_file", metavar="FILE")]


class Form(StrEnum):
    """How the events are shown."""

    TEXT = "text"
    CSV = "csv"
    FHIR = "fhir"
    PDF = "pdf"
    HTML = "html"


_ON_PAPER: Final = frozenset({Form.PDF, Form.HTML})


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
    out: Annotated[Path | None, typer.Option(help="help.auditor_out", metavar="FILE")] = None,
) -> int:
    """Show what a package tells: who decided what, what left, and what does not fit."""
    common: Common = ctx.obj
    if (form in _ON_PAPER and out is None) or (form is Form.TEXT and out is not None):
        raise Usage(option="--out")
    if out is not None and out.exists():
        raise FileExists
    content = read_file(file, MOST_BYTES)
    report = judge_package(content)
    if out is not None:
        _write(common, report, form, content, out)
    elif common.is_json:
        common.document(full_document(report, common.language))
    elif form is Form.CSV:
        sys.stdout.write(events_csv(report, common.language))
    elif form is Form.FHIR:
        sys.stdout.write(audit_events(report).decode() + "\n")
    else:
        _say_all(common, report)
    return report.exit_code


# -- within ---------------------------------------------------------------------------


def _write(common: Common, report: Report, form: Form, content: bytes, out: Path) -> None:
    """Write a table, AuditEvents or a report to a new file."""
    written = _written(common, report, form, content)
    paths.atomic_write(out, written)
    digest = sha256(written).hexdigest()
    ok = report.exit_code is ExitCode.YES
    common.document({"report": str(out), "format": form.value, "sha256": digest, "ok": ok})
    common.say(wrapped(common.text("auditor.written", file=out.name), hanging=0))


def _written(common: Common, report: Report, form: Form, content: bytes) -> bytes:
    language, today = common.language, local_day(datetime.now(UTC))
    match form:
        case Form.PDF:
            return report_pdf(report, content, language, today)
        case Form.HTML:
            return report_html(report, content, language, today)
        case Form.FHIR:
            return audit_events(report)
        case _:
            return events_csv(report, language).encode()


def _say_verdict(common: Common, report: Report, document: dict[str, Any]) -> None:
    counts = report.package.manifest.log
    key = "not_whole"
    if report.exit_code is ExitCode.YES:
        key = "whole_shown" if counts.hidden else "whole"
    common.say(wrapped(common.text(f"auditor.{key}"), hanging=0))
    facts = {"size": counts.size, "shown": counts.shown, "hidden": counts.hidden}
    common.say(wrapped(common.text("auditor.counts", **facts), hanging=0))
    covered = {"covered": document["covered"], "releases": document["releases"]}
    common.say(wrapped(common.text("auditor.covered", **covered), hanging=0))
    common.say(wrapped(common.text("auditor.key", vkey=document["key"]), hanging=0))
    if (root := document["registry_root_sha256"]) is not None:
        common.say(wrapped(common.text("auditor.registry", digest=root), hanging=0))
    for found in document["findings"]:
        rank = common.text(f"auditor.rank_{found['rank']}")
        common.say(wrapped(f"{rank} {found['code']}: {found['message']} ({found['where']})"))


def _say_all(common: Common, report: Report) -> None:
    document = full_document(report, common.language)
    _say_verdict(common, report, document)
    common.say("")
    common.say(common.text("auditor.decisions"))
    for each in document["decisions"]:
        _say_decision(common, each)
    common.say("")
    common.say(common.text("auditor.releases"))
    stamps = {stamp["log_commitment"]: stamp for stamp in document["timestamps"]}
    for each in document["released"]:
        _say_release(common, each, stamps.get(each["log_commitment"]))
    common.say("")
    common.say(common.text("auditor.others"))
    for each in document["refusals"]:
        common.say(wrapped(_line(each, each["words"])))
    for each in document["answers"]:
        common.say(wrapped(f"{each['at'][:16]}  {each['statement'][common.language.value]}"))


def _say_decision(common: Common, each: dict[str, Any]) -> None:
    """Say who decided what, who helped or signed, and by which text."""
    common.say(wrapped(_line(each, each["words"])))
    beneath: list[str] = []
    if helper := each["who"].get("assisted_by"):
        role = role_words(helper["role"], common.language)
        beneath.append(common.text("auditor.helped", name=helper["name"], role=role))
    if each["granted"]:
        beneath.append(common.text("auditor.granted", items=", ".join(each["granted"])))
    for signed in each["signatures"]:
        facts = {"name": signed["name"] or "–", "key": signed["key"]}
        beneath.append(common.text(f"auditor.signed_{signed['role']}", **facts))
    pages = [page["page_sha256"] for page in each["paper"]]
    beneath += [common.text("auditor.paper", digest=digest) for digest in pages]
    if each["text_sha256"]:
        beneath.append(common.text("auditor.text", digest=each["text_sha256"]))
    for said in beneath:
        common.say(wrapped(said, indent=4))


def _say_release(common: Common, each: dict[str, Any], stamp: dict[str, Any] | None) -> None:
    """Say what left, whether it was covered, and what binds the log as it was then."""
    key = "is_covered" if each["covered"] else "is_not_covered"
    said = common.text(f"auditor.{key}", recipient=each["recipient"], kind=each["kind"])
    common.say(wrapped(_line(each, said)))
    commitment = each["log_commitment"]
    if not commitment:
        return
    common.say(wrapped(common.text("auditor.commitment", digest=commitment), indent=4))
    if stamp is not None:
        facts = {"host": stamp["host"], "moment": stamp["stamped"]}
        common.say(wrapped(common.text("auditor.stamped", **facts), indent=4))


def _line(each: dict[str, Any], words: str) -> str:
    """Return place, moment in UTC, project, and what happened."""
    return f"{each['position']:>5}  {each['recorded'][:16]}Z  [{each['project']}] {words}"
