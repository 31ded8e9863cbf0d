"""What is in the vault: ``datadonor data …``."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from datadonor.cli.citizen_deleting import delete
from datadonor.cli.common import Common, exit_unsound
from datadonor.cli.errors import Usage
from datadonor.cli.lines import escaped, wrapped
from datadonor.cli.progress import drawn_progress
from datadonor.cli.record_lines import mark_lines, record_lines, whole_record_lines
from datadonor.cli.record_words import parse_category, record_document, source_document, utc_text
from datadonor.cli.summary_lines import summary_lines
from datadonor.records.labels import (
    category_label,
    category_word,
    name_label,
    source_label,
)
from datadonor.records.listing import Key
from datadonor.records.own_copy import export_own_copy
from datadonor.records.pressures import pressures_of
from datadonor.records.reading import MOST_ON_A_PAGE, Span, page
from datadonor.records.record_id import parse_record_id
from datadonor.records.searching import Found, Match, search
from datadonor.records.source_order import ranked_sources, set_source_order
from datadonor.records.summary import CategorySummary, TypeSummary, summary
from datadonor.records.unit_words import written_number
from datadonor.records.whole_record import WholeRecord, record

app: Final = typer.Typer(no_args_is_help=True)
app.command("delete", help="help.data_delete")(delete)

_DAY_CHARACTERS: Final = 10
_USUAL_LIMIT: Final = 100


@app.command("summary", help="help.data_summary")
def show_summary(ctx: typer.Context) -> int:
    """Show how much there is of what."""
    common: Common = ctx.obj
    with common.open() as opened:
        found = summary(opened.vault.connection)
        latest = [kind.latest for each in found for kind in each.kinds]
        pressures = pressures_of(
            opened.vault.connection, [each for each in latest if each is not None]
        )
        code = exit_unsound(opened)
    common.document(
        {
            "records": sum(each.records for each in found),
            "categories": [_category_document(each, common) for each in found],
        }
    )
    for line in summary_lines(found, common, pressures):
        common.say(line)
    if not found:
        common.say(common.text("data.none"))
    return code


@app.command("list", help="help.data_list")
def list_records(
    ctx: typer.Context,
    *,
    of_category: Annotated[str, typer.Option("--category", help="help.data_category", metavar="C")],
    of_type: Annotated[str | None, typer.Option("--type", help="help.data_type")] = None,
    since: Annotated[str | None, typer.Option("--from", help="help.data_from")] = None,
    until: Annotated[str | None, typer.Option("--until", help="help.data_until")] = None,
    limit: Annotated[
        int, typer.Option(min=1, max=MOST_ON_A_PAGE, help="help.data_limit")
    ] = _USUAL_LIMIT,
    after: Annotated[str | None, typer.Option(help="help.data_after")] = None,
) -> int:
    """Show records of a category, newest first."""
    common: Common = ctx.obj
    wanted = parse_category(of_category)
    everything = Span()
    span = Span(
        everything.from_ms if since is None else _moment_ms(since, "--from"),
        everything.until_ms if until is None else _moment_ms(until, "--until", is_end=True),
    )
    key = None if after is None else Key.parse(after)
    with common.open() as opened:
        shown = page(
            opened.vault.connection, wanted, type_name=of_type, span=span, after=key, limit=limit
        )
        pressures = pressures_of(opened.vault.connection, shown.records)
        code = exit_unsound(opened)
    following = None if shown.next is None else shown.next.format()
    common.document(
        {
            "category": category_word(wanted),
            "records": [record_document(each, common) for each in shown.records],
            "next": following,
        }
    )
    for line in record_lines(shown.records, common, pressures):
        common.say(line)
    for line in mark_lines(shown.records, common):
        common.say(line)
    if following is not None:
        common.say(wrapped(common.text("data.more", after=following)))
    if not shown.records:
        common.say(common.text("data.none"))
    return code


@app.command("show", help="help.data_show")
def show(
    ctx: typer.Context,
    record_id: Annotated[str, typer.Argument(help="help.data_record_id", metavar="ID")],
) -> int:
    """Show everything that is known about one record."""
    common: Common = ctx.obj
    wanted = parse_record_id(record_id)
    with common.open() as opened:
        whole = record(opened.vault.connection, wanted)
        pressures = pressures_of(opened.vault.connection, [whole.listed])
        code = exit_unsound(opened)
    document = _whole_document(whole, common)
    common.document({"record": document})
    for line in whole_record_lines(whole, common, pressures):
        common.say(line)
    rest = {name: value for name, value in document.items() if value not in (None, [], "")}
    common.say("\n" + common.text("data.all_known"))
    common.say(escaped(json.dumps(rest, ensure_ascii=False, indent=2)))
    return code


@app.command("search", help="help.data_search")
def find(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(help="help.data_words", metavar="WORDS")],
) -> int:
    """Find types, categories, workouts and documents by words."""
    common: Common = ctx.obj
    with common.open() as opened:
        found = search(opened.vault.connection, " ".join(words), common.language)
        code = exit_unsound(opened)
    common.document(
        {
            "found": [
                {
                    "what": each.what.value,
                    "category": category_word(each.category),
                    "name": each.name,
                    "label": _found_label(each, common),
                    "id": None if each.document is None else str(each.document),
                }
                for each in found
            ]
        }
    )
    for each in found:
        where = each.name if each.document is None else str(each.document)
        category = category_label(each.category, common.language)
        common.say(wrapped(f"{_found_label(each, common)} ({category})  [{where}]"))
    if not found:
        common.say(common.text("data.none"))
    return code


@app.command("sources", help="help.data_sources")
def sources(
    ctx: typer.Context,
    *,
    order: Annotated[str | None, typer.Option(help="help.data_order", metavar="ID,ID,…")] = None,
) -> int:
    """Show who tells, the one to be believed first in front; or change that order."""
    common: Common = ctx.obj
    numbers = None if order is None else _numbers(order)
    with common.open() as opened:
        if numbers is not None:
            set_source_order(opened, numbers, common.who)
        found = ranked_sources(opened.vault.connection)
        code = exit_unsound(opened)
    common.document(
        {
            "sources": [
                {"id": each.number, **source_document(each.source), "ranked": each.is_ranked}
                for each in found
            ]
        }
    )
    for each in found:
        common.say(
            wrapped(f"{each.number:>4}  {source_label(each.source, common.language)}", hanging=6)
        )
    if not found:
        common.say(common.text("data.none"))
    return code


@app.command("export", help="help.data_export")
def export(
    ctx: typer.Context, *, out: Annotated[Path, typer.Option(help="help.data_out", metavar="DIR")]
) -> int:
    """Write a copy of everything, in the clear."""
    common: Common = ctx.obj
    with common.open() as opened, drawn_progress(out.name) as draw:
        written = export_own_copy(
            opened,
            out,
            common.who,
            common.language,
            report_progress=lambda records: draw(records, None),
        )
        code = exit_unsound(opened)
    common.document({"folder": str(out), "files": written.files, "records": written.records})
    files, records = (
        written_number(count, common.language, 0) for count in (written.files, written.records)
    )
    common.say(wrapped(common.text("data.exported", files=files, records=records), hanging=0))
    return code


# -- within ---------------------------------------------------------------------------


def _found_label(found: Match, common: Common) -> str:
    """Return what a person calls what was found; a document without title by its kind."""
    if found.what is Found.DOCUMENT and found.label == found.name:
        return name_label(found.name, common.language)
    return found.label


def _moment_ms(written: str, option: str, *, is_end: bool = False) -> int:
    """Read a day or a moment; without a zone it is the computer's own.

    A day as an end holds that whole day.
    """
    try:
        moment = datetime.fromisoformat(written)
        if is_end and len(written) == _DAY_CHARACTERS:
            moment += timedelta(days=1)
        return int(moment.astimezone().timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        raise Usage(option=option) from None


def _numbers(order: str) -> list[int]:
    try:
        return [int(part) for part in order.split(",") if part.strip()]
    except ValueError:
        raise Usage(option="--order") from None


def _category_document(found: CategorySummary, common: Common) -> dict[str, Any]:
    return {
        "category": category_word(found.category),
        "name": category_label(found.category, common.language),
        "samples": found.samples,
        "episodes": found.episodes,
        "documents": found.documents,
        "first": utc_text(found.first_ms),
        "last": utc_text(found.last_ms),
        "sources": [source_document(each) for each in found.sources],
        "types": [_type_document(each, common) for each in found.types],
        "kinds": [
            {
                "kind": each.name,
                "name": name_label(each.name, common.language),
                "shape": "document" if each.is_document else "episode",
                "records": each.count,
            }
            for each in found.kinds
        ],
    }


def _type_document(found: TypeSummary, common: Common) -> dict[str, Any]:
    return {
        "type": found.name,
        "name": name_label(found.name, common.language),
        "unit": found.unit,
        "samples": found.samples,
        "first": utc_text(found.first_ms),
        "last": utc_text(found.last_ms),
        "latest": None if found.latest is None else record_document(found.latest, common),
        "sources": [source_document(each) for each in found.sources],
        "sum": found.plain_sum,
        "total": found.total,
        "doubled": found.doubled,
    }


def _whole_document(whole: WholeRecord, common: Common) -> dict[str, Any]:
    body = None if whole.body is None else _body(whole.body)
    return {
        **record_document(whole.listed, common),
        "import": whole.origin._asdict(),
        "unit_written": whole.unit_written,
        "detail": whole.detail,
        "facts": whole.facts,
        "traces": [trace._asdict() for trace in whole.traces],
        "body": body,
    }


def _body(body: bytes) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")
