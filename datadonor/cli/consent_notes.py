"""What is said beside how a consent stands: thanks, what is taken back, what is missing."""

from consent.agreement import item_name
from consent.beginning import missing_in
from consent.case import ConsentCase
from consent.refusal_words import held_line, refusal_lines
from consent.withdrawing import reach_of
from datadonor.cli.common import Common
from datadonor.cli.consent_lines import command_lines, standing_lines
from datadonor.cli.lines import wrapped


def thanks_lines(case: ConsentCase, common: Common) -> list[str]:
    """Return what is said after a yes: that it is written down, what it is to, what next."""
    project, given = case.signed.request.id, case.consent.given
    is_changed = given is not None and given.event.act == "changed"
    thanks = common.text("consent.thanks_change" if is_changed else "consent.thanks")
    said = [thanks, common.text("consent.nothing_sent_yet")]
    return [
        *(wrapped(each, hanging=0) for each in said),
        "",
        *standing_lines(case, common),
        "",
        *command_lines(common.text("consent.how_change"), f"change {project}"),
        *command_lines(common.text("consent.how_withdraw"), f"withdraw {project}"),
        *_receipt_lines(project, common),
    ]


def unfinished_lines(case: ConsentCase, common: Common) -> list[str]:
    """Return what was refused on the way out, and what is missing in an unfinished answer."""
    refused = refusal_lines(case.opened, case.signed.request.id, common.language)
    if case.held_by is not None:
        refused.insert(0, held_line(case.held_by, common.language))
    lines = ["", *(wrapped(each, hanging=2) for each in refused)] if refused else []
    found = missing_in(case)
    if found is None:
        return lines
    project = case.signed.request.id
    verb = "change" if case.is_in_force else "give"
    key = "consent.unfinished" if found else "consent.unfinished_ready"
    missing = [wrapped(f"- {each.words}", 2, 2) for each in found]
    following = command_lines(common.text("consent.how_go_on"), f"{verb} {project}")
    return [*lines, "", wrapped(common.text(key), hanging=0), *missing, *following]


def withdrawal_lines(case: ConsentCase, item_id: str | None, common: Common) -> list[str]:
    """Return what is about to be taken back: all of it, or one item."""
    item = None if item_id is None else case.signed.request.item(item_id)
    name = item_id or "" if item is None else item_name(item, common.language)
    key = f"consent.withdraws_{reach_of(case, item_id)}"
    return [wrapped(common.text(key, name=name), hanging=0)]


def withdrawn_lines(case: ConsentCase, common: Common) -> list[str]:
    """Return what is said after something was taken back: how it stands now, what next."""
    return [*standing_lines(case, common), "", *_receipt_lines(case.signed.request.id, common)]


def _receipt_lines(project: str, common: Common) -> list[str]:
    command = f"receipt {project} --format pdf --out {common.text('consent.receipt_name')}"
    return command_lines(common.text("consent.how_receipt"), command)
