"""What would go, before anything is decided: ``datadonor consent try`` and ``consent draft``."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from consent.case import ConsentCase, Which, case_of, case_to_answer
from consent.choice_rules import widenings
from consent.choices import Choices
from consent.request import Item, ProjectRequest
from consent.trial import (
    CategoryTrial,
    Change,
    Comparison,
    Trial,
    compare,
    everything_asked,
    try_choices,
)
from consent.trial_counts import Tally
from datadonor import paths
from datadonor.cli.common import Common, exit_unsound
from datadonor.cli.consent_choices import read_choices
from datadonor.cli.consent_lines import command_lines, day_words, title_line
from datadonor.cli.lines import wrapped
from datadonor.cli.record_lines import mark_lines, record_lines
from datadonor.cli.record_words import record_document
from datadonor.cli.summary_lines import counted
from datadonor.errors import ExitCode
from datadonor.records.categories import CategoryId
from datadonor.records.labels import category_label, name_label
from datadonor.records.unit_words import written_number
from datadonor.texts import text
from datadonor.vault.backup import FileExists

ProjectName = Annotated[str, typer.Argument(help="help.consent_project", metavar="ID")]


def try_project(
    ctx: typer.Context,
    project: ProjectName,
    *,
    file: Annotated[Path | None, typer.Option("--choices", help="help.consent_choices_try")] = None,
) -> int:
    """Show what would go under some choices. Nothing is sent, and nothing is written."""
    common: Common = ctx.obj
    choices = None if file is None else read_choices(file)
    with common.open() as opened:
        case = case_of(opened, project, common.language, Which.STANDING)
        in_force = case.choices()
        for problem in () if choices is None else widenings(case.signed.request, choices):
            raise problem
        trial = _trial(case, choices or in_force or everything_asked(case.signed.request))
        comparison = None
        if in_force is not None and choices is not None:
            comparison = compare(_trial(case, in_force), trial)
        common.document(_document(case, trial, comparison, common))
        key = "choices" if choices is not None else "in_force" if in_force else "everything"
        lines = [title_line(case, common), "", wrapped(common.text(f"trial.{key}"), hanging=0)]
        for line in (*lines, *_lines(trial, common)):
            common.say(line)
        if comparison is not None:
            for line in _comparison_lines(comparison, common):
                common.say(line)
        common.say("\n" + wrapped(common.text("trial.nothing_sent"), hanging=0))
        return exit_unsound(opened)


def draft(
    ctx: typer.Context,
    project: ProjectName,
    *,
    out: Annotated[Path, typer.Option(help="help.consent_out")],
) -> int:
    """Write a file of choices in which nothing is granted."""
    common: Common = ctx.obj
    if out.exists():
        raise FileExists
    with common.open() as opened:
        request = case_to_answer(opened, project, common.language, None).signed.request
    content = json.dumps(draft_document(request), ensure_ascii=False, indent=2) + "\n"
    with paths.disk_errors():
        paths.write_durably(out, content.encode())
    common.document({"draft": str(out), "project": project, "version": request.version})
    common.say(wrapped(common.text("consent.draft_written", file=out.name), hanging=0))
    question, command = common.text("consent.draft_next"), f"give {project} --choices {out.name}"
    for line in command_lines(question, command):
        common.say(line)
    return ExitCode.YES


def draft_document(request: ProjectRequest) -> dict[str, Any]:
    """Return choices with a no to everything, and what was asked beside each no."""
    return {
        "items": {item.id: _item_document(item) for item in request.items},
        "options": {option.id.value: False for option in request.options},
        "demographics": [],
        "frequency": request.frequency,
    }


# -- within ---------------------------------------------------------------------------


def _item_document(item: Item) -> dict[str, Any]:
    types = {} if item.types is None else {"types": list(item.types)}
    return {
        "granted": False,
        **types,
        "from": str(item.window.from_),
        "until": str(item.window.until),
        "resolution": item.finest_resolution.value,
        "excluded_records": [],
    }


def _trial(case: ConsentCase, choices: Choices) -> Trial:
    opened = case.opened
    return try_choices(opened.vault.connection, case.signed.request, choices, opened.log.now())


def _document(
    case: ConsentCase, trial: Trial, comparison: Comparison | None, common: Common
) -> dict[str, Any]:
    return {
        "project": case.signed.request.id,
        "version": case.signed.request.version,
        "records": trial.whole.going,
        "categories": [
            {
                "category": each.category,
                **_tally_document(each.whole),
                "types": {name: _tally_document(tally) for name, tally in each.types.items()},
                "examples": [record_document(example, common) for example in each.examples],
            }
            for each in trial.categories
        ],
        "items": [{"item": each.item, **_tally_document(each.whole)} for each in trial.items],
        "changes": None
        if comparison is None
        else [
            {"item": each.what, "before": each.before, "after": each.after}
            for each in comparison.items
        ],
    }


def _tally_document(tally: Tally) -> dict[str, Any]:
    days = tally.days
    return {
        "records": tally.going,
        "first_day": None if days is None else str(days.first),
        "last_day": None if days is None else str(days.last),
        "stays": {reason.value: count for reason, count in tally.staying.items()},
    }


def _lines(trial: Trial, common: Common) -> Iterator[str]:
    for each in trial.categories:
        yield ""
        name = category_label(each.category, common.language)
        said = counted("trial.would_go", each.whole.going, common)
        yield wrapped(common.text("consent.option", name=name, answer=said), hanging=2)
        days = each.whole.days
        if days is not None:
            first, last = day_words(days.first, common), day_words(days.last, common)
            yield wrapped(common.text("consent.window", first=first, last=last), 2, 2)
        yield from _type_lines(each, common)
        for reason, count in each.whole.staying.items():
            number = written_number(count, common.language, 0)
            yield wrapped(text(f"consent_deny.{reason}", common.language, count=number), 2, 2)
        if each.examples:
            yield "  " + common.text("trial.examples")
            yield from (f"    {line}" for line in record_lines(each.examples, common))
    yield from mark_lines([one for each in trial.categories for one in each.examples], common)


def _type_lines(each: CategoryTrial, common: Common) -> Iterator[str]:
    for name, tally in each.types.items():
        if tally.going:
            label = name_label(name, common.language)
            count = written_number(tally.going, common.language, 0)
            yield wrapped(f"- {common.text('consent.option', name=label, answer=count)}", 2, 2)


def _comparison_lines(comparison: Comparison, common: Common) -> Iterator[str]:
    yield ""
    if not comparison.categories:
        yield wrapped(common.text("trial.no_difference"), hanging=0)
        return
    yield wrapped(common.text("trial.difference"), hanging=0)
    yield from (_change_line(change, common) for change in comparison.categories)


def _change_line(change: Change, common: Common) -> str:
    before, after = (
        written_number(count, common.language, 0) for count in (change.before, change.after)
    )
    name = category_label(CategoryId(change.what), common.language)
    said = common.text("trial.before_after", name=name, before=before, after=after)
    return wrapped(f"- {said}", 2, 2)
