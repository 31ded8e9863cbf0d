"""Everything that has happened to one consent: ``datadonor consent history``."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any, Final

import typer

from consent.book import ConsentBook
from consent.chronicle import Chronicle, Happening, What
from consent.chronicle_words import difference_line, happening_lines
from consent.differences import Difference, Standing, compare_standings
from consent.ledger import Entry, fold
from consent.periods import local_day
from consent.request import ProjectRequest
from consent.shelf import RequestShelf
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import moment
from datadonor.cli.common import Common, exit_unsound
from datadonor.cli.consent_case import case_of
from datadonor.cli.consent_lines import title_line
from datadonor.cli.lines import wrapped

_COMPARED: Final = frozenset({What.CHANGED, What.RENEWED, What.ITEM_WITHDRAWN})
"""After these it is told what is different from before."""


def history(
    ctx: typer.Context,
    project: Annotated[str, typer.Argument(help="help.consent_project", metavar="ID")],
) -> int:
    """Show everything that has happened to one consent, oldest first."""
    common: Common = ctx.obj
    with common.open() as opened:
        case = case_of(opened, project, common.language)
        request = case.signed.request
        timeline = Chronicle(opened, project).timeline()
        entries = ConsentBook(opened).history(project)
        found = [(each, _differences(opened, entries, each)) for each in timeline]
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


def _differences(
    opened: OpenVault, entries: Sequence[Entry], happening: Happening
) -> list[Difference]:
    """Return what a decision made different from what was known before it was recorded."""
    if happening.what not in _COMPARED or not happening.recorded:
        return []
    today = local_day(moment(happening.recorded))
    before = [each for each in entries if each.position < happening.position]
    after = [each for each in entries if each.position <= happening.position]
    both = (_standing(opened, known, today) for known in (before, after))
    return list(compare_standings(*both))


def _standing(opened: OpenVault, known: Sequence[Entry], today: date) -> Standing:
    consent = fold(known, today) if known else None
    choices = None if consent is None else ConsentBook(opened).choices(consent)
    if consent is None or consent.given is None or choices is None:
        return Standing(consent)
    signed = RequestShelf(opened).exactly(consent.given.event.request_sha256)
    return Standing(consent, choices, signed.request)


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
