"""What changed between two versions of a request, and whether to ask the person again.

A person said yes to one text and one extent. Anything **wider** (more data, finer, for
longer, more often, to others, for something else) and any **changed text** that they
decided on needs a new consent; what is narrower, and details of contact, does not. What
is not known to be narrower counts as wider: the comparison fails closed.

Each code says whether it needs a new consent (``consent.request_versions.change``); the table
stands in ``docs/formats/request.md``. Order within lists carries no meaning.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import rfc8785

from consent.request import ProjectRequest, request_document
from consent.request_versions.change import (
    Change,
    ChangeCode,
    before_and_now,
    moved_day,
    only_in,
    other_change,
    word,
)
from consent.request_versions.items import compare_demographics, compare_items
from consent.request_versions.use import compare_data_use, compare_legal_basis, compare_purposes

__all__ = ["Change", "ChangeCode", "compare_requests", "needs_new_consent"]

_OFTEN: Final = ("once", "monthly", "weekly")
_STRONGEST_FIRST: Final = ("erase", "anonymise", "future_only")


def compare_requests(old: ProjectRequest, new: ProjectRequest) -> list[Change]:
    """Return what differs, in the order of the request's fields.

    Equal requests give an empty list; different ones never do.

    Raises:
        ValueError: They are requests of two projects.
    """
    if old.id != new.id:
        msg = "versions of two projects cannot be compared"
        raise ValueError(msg)
    changes = []
    before, now = request_document(old), request_document(new)
    for field in ProjectRequest.model_fields:
        if before.get(field) == now.get(field):
            continue
        found = list(_BY_FIELD.get(field, _nothing)(old, new))
        if not found:
            is_order = _without_order(before.get(field)) == _without_order(now.get(field))
            found = [Change(ChangeCode.ORDER_CHANGED, field) if is_order else other_change(field)]
        changes += found
    return changes


def needs_new_consent(changes: Iterable[Change]) -> bool:
    """Say whether someone who consented to the old version must be asked again."""
    return any(change.needs_new_consent for change in changes)


def _nothing(_old: ProjectRequest, _new: ProjectRequest) -> Iterator[Change]:
    yield from ()


def _always(field: str, code: ChangeCode) -> Callable[..., Iterator[Change]]:
    def compare(_old: ProjectRequest, _new: ProjectRequest) -> Iterator[Change]:
        yield Change(code, field)

    return compare


def _version(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    facts = {"before": old.version, "now": new.version}
    yield Change(ChangeCode.VERSION_CHANGED, "version", facts)


def _controller(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    before, now = old.controller, new.controller
    if (before.name, before.cvr) != (now.name, now.cvr):
        facts = {"before": before.name, "now": now.name}
        yield Change(ChangeCode.CONTROLLER_CHANGED, "controller", facts)
    if (before.address, before.contact, before.dpo) != (now.address, now.contact, now.dpo):
        yield Change(ChangeCode.CONTROLLER_CONTACT_CHANGED, "controller")


def _recipient(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    facts = {"before": old.recipient, "now": new.recipient}
    yield Change(ChangeCode.RECIPIENT_CHANGED, "recipient", facts)


def _ethics(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    before, now = old.ethics, new.ethics
    if before is None:
        yield Change(ChangeCode.ETHICS_ADDED, "ethics")
    elif now is None:
        yield Change(ChangeCode.ETHICS_REMOVED, "ethics")
    elif (before.committee, before.case_number) != (now.committee, now.case_number):
        yield Change(ChangeCode.ETHICS_CHANGED, "ethics")
    else:
        yield Change(ChangeCode.ETHICS_DETAILS_CHANGED, "ethics")


def _frequency(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    is_more = _OFTEN.index(new.frequency) > _OFTEN.index(old.frequency)
    code = ChangeCode.FREQUENCY_MORE_OFTEN if is_more else ChangeCode.FREQUENCY_LESS_OFTEN
    yield Change(code, "frequency", before_and_now("frequency", old.frequency, new.frequency))


def _until(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    yield from moved_day(
        old.until or old.valid_until,
        new.until or new.valid_until,
        "until",
        {},
        (ChangeCode.UNTIL_LATER, ChangeCode.UNTIL_EARLIER),
    )


def _valid_until(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    codes = (ChangeCode.VALID_LONGER, ChangeCode.VALID_SHORTER)
    yield from moved_day(old.valid_until, new.valid_until, "valid_until", {}, codes)


def _options(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    before = {str(option.id): option for option in old.options}
    now = {str(option.id): option for option in new.options}
    for option in [*now, *only_in(before, now)]:
        if option not in before:
            code = ChangeCode.OPTION_ADDED
        elif option not in now:
            code = ChangeCode.OPTION_REMOVED
        elif before[option] != now[option]:
            code = ChangeCode.OPTION_TEXT_CHANGED
        else:
            continue
        yield Change(code, f"options.{option}", {"option": word("options", option)})


def _retention(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    before, now = old.retention, new.retention
    if before.until is not None and now.until is not None:
        codes = (ChangeCode.RETENTION_LONGER, ChangeCode.RETENTION_SHORTER)
        yield from moved_day(before.until, now.until, "retention", {}, codes)
    elif before.duration is not None and now.duration is not None:
        if before.duration != now.duration:
            yield Change(_duration_change(before.duration, now.duration), "retention")
    else:
        yield Change(ChangeCode.RETENTION_CHANGED, "retention")
    if before.then != now.then:
        is_erased = now.then == "erase"
        yield Change(
            ChangeCode.RETENTION_ENDS_ERASED if is_erased else ChangeCode.RETENTION_ENDS_ANONYMOUS,
            "retention",
        )


def _duration_change(before: str, now: str) -> ChangeCode:
    """Compare months with months and days with days: a month has no number of days."""
    (months, days), (months_now, days_now) = _duration(before), _duration(now)
    if (months, days) != (months_now, days_now):
        if months_now <= months and days_now <= days:
            return ChangeCode.RETENTION_SHORTER
        if months_now >= months and days_now >= days:
            return ChangeCode.RETENTION_LONGER
    return ChangeCode.RETENTION_CHANGED


def _duration(written: str) -> tuple[int, int]:
    parts = {"Y": 0, "M": 0, "W": 0, "D": 0}
    for count, unit in re.findall(r"(\d+)([YMWD])", written):
        parts[unit] += int(count)
    return parts["Y"] * 12 + parts["M"], parts["W"] * 7 + parts["D"]


def _storage(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    facts = {"before": old.storage_location, "now": new.storage_location}
    yield Change(ChangeCode.STORAGE_CHANGED, "storage_location", facts)


def _withdrawal(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    before, now = old.withdrawal, new.withdrawal
    if before.effect != now.effect:
        is_weaker = _STRONGEST_FIRST.index(now.effect) > _STRONGEST_FIRST.index(before.effect)
        yield Change(
            ChangeCode.WITHDRAWAL_WEAKER if is_weaker else ChangeCode.WITHDRAWAL_STRONGER,
            "withdrawal.effect",
            before_and_now("effects", before.effect, now.effect),
        )
    if before.text != now.text:
        yield Change(ChangeCode.WITHDRAWAL_TEXT_CHANGED, "withdrawal.text")


def _comprehension(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    if set(old.comprehension) != set(new.comprehension):
        yield Change(ChangeCode.QUESTIONS_CHANGED, "comprehension")


def _questionnaires(old: ProjectRequest, new: ProjectRequest) -> Iterator[Change]:
    before, now = (_by_name(request.questionnaires) for request in (old, new))
    for name in [*now, *only_in(before, now)]:
        if name not in before:
            code = ChangeCode.QUESTIONNAIRE_ADDED
        elif name not in now:
            code = ChangeCode.QUESTIONNAIRE_REMOVED
        elif before[name] != now[name]:
            code = ChangeCode.QUESTIONNAIRE_CHANGED
        else:
            continue
        yield Change(code, "questionnaires")


def _by_name(questionnaires: Iterable[Mapping[str, Any]]) -> dict[str, list[bytes]]:
    """Group questionnaires by their own name; what has none is named by its place."""
    named: dict[str, list[bytes]] = {}
    for number, questionnaire in enumerate(questionnaires):
        name = questionnaire.get("url") or questionnaire.get("id") or number
        named.setdefault(str(name), []).append(rfc8785.dumps(dict(questionnaire)))
    return {name: sorted(each) for name, each in named.items()}


_BY_FIELD: Final[Mapping[str, Callable[[ProjectRequest, ProjectRequest], Iterator[Change]]]] = {
    "version": _version,
    "title": _always("title", ChangeCode.TITLE_CHANGED),
    "summary": _always("summary", ChangeCode.SUMMARY_CHANGED),
    "controller": _controller,
    "investigator": _always("investigator", ChangeCode.INVESTIGATOR_CHANGED),
    "recipient": _recipient,
    "ethics": _ethics,
    "legal_basis": compare_legal_basis,
    "complaints": _always("complaints", ChangeCode.COMPLAINTS_CHANGED),
    "purposes": compare_purposes,
    "data_use": compare_data_use,
    "items": compare_items,
    "demographics": compare_demographics,
    "frequency": _frequency,
    "until": _until,
    "options": _options,
    "retention": _retention,
    "storage_location": _storage,
    "withdrawal": _withdrawal,
    "comprehension": _comprehension,
    "questionnaires": _questionnaires,
    "valid_until": _valid_until,
}


def _without_order(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {name: _without_order(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return sorted((_without_order(inner) for inner in value), key=rfc8785.dumps)
    return value
