"""Everything that has happened to one consent: ``datadonor consent history``."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from consent.case import case_of
from consent.chronicle import Chronicle, Happening
from consent.chronicle_words import difference_line, happening_lines
from consent.differences import Difference
from consent.request import ProjectRequest
from datadonor.cli.common import Common, exit_unsound
from datadonor.cli.consent_lines import title_line
from datadonor.cli.lines import wrapped


def history(
    ctx: typer.Context,
    project: Annotated[str, typer.Argument(help="help.consent_project", metavar="ID")],
) -> int:
    """Show everything that has happened to one consent, oldest first."""
    common: Common = ctx.obj
    with common.open() as opened:
        case = case_of(opened, project, common.language)
        request = case.signed.request
        chronicle = Chronicle(opened, project)
        found = [(each, chronicle.differences(each)) for each in chronicle.timeline()]
        code = exit_unsound(opened)
    common.document(
        {
            "project": project,
            "history": [_document(*each, request, common) for each in found],
        }
    )
    common.say(title_line(case, common))
    for happening, differences in found:
        for line in _lines(happening, differences, request, common):
            common.say(line)
    return code


def _document(
    happening: Happening, differences: list[Difference], request: ProjectRequest, common: Common
) -> dict[str, Any]:
    event = happening.event
    plain = None if event is None else event.model_dump(mode="json", exclude_none=True)
    return {
        "position": happening.position,
        "what": happening.what.value,
        "since": happening.true_since or None,
        "recorded": happening.recorded or None,
        "message": happening_lines(happening, common.language, request)[0],
        "changes": [difference_line(each, common.language, request) for each in differences],
        "event": plain,
    }


def _lines(
    happening: Happening, differences: list[Difference], request: ProjectRequest, common: Common
) -> Iterator[str]:
    first, *more = happening_lines(happening, common.language, request)
    yield ""
    yield wrapped(first, hanging=2)
    for each in more:
        yield wrapped(each, 2, 0)
    for difference in differences:
        yield wrapped(f"- {difference_line(difference, common.language, request)}", 2, 2)
