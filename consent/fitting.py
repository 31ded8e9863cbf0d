"""Later versions of a request that ask for less: which one holds, and what then is left.

A later version that is only narrower needs no new consent (``consent.request_versions``).
From then on the narrower one holds: what is no longer asked for is no longer sent.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from consent.approval import Standing, judge_request
from consent.choice_rules import RAREST_FIRST, is_record_name, last_day_of
from consent.choices import Choices, ItemChoice
from consent.envelope import EnvelopeDamaged
from consent.policy import resolution_of, window_of
from consent.request import (
    Demographic,
    Item,
    ProjectRequest,
    RequestInvalid,
    RequestTooNew,
    SignedRequest,
    open_request,
)
from consent.request_versions import compare_requests, needs_new_consent
from datadonor.registry.view import RegistryView
from datadonor.texts import Language

_FINER: Final[dict[Demographic, Demographic]] = {
    "age_band": "year_of_birth",
    "region": "municipality",
}
"""What is told already by something finer."""


def version_in_force(agreed: SignedRequest, view: RegistryView, now: datetime) -> ProjectRequest:
    """Return the newest approved version that asks for no more than what was agreed to.

    One whose last day has passed holds as well: it asked for less by ending sooner, and
    the version before it does not come back for that.
    """
    for later in _later_versions(agreed.request, view):
        standing = judge_request(later, view, now, Language.ENGLISH).standing
        if standing in {Standing.APPROVED, Standing.ENDED} and not needs_new_consent(
            compare_requests(agreed.request, later.request)
        ):
            return later.request
    return agreed.request


def fit_choices(choices: Choices, request: ProjectRequest) -> Choices:
    """Return the part of some choices that a narrower version of their request still asks for.

    The result widens neither the choices nor the request. A record that was left out stays
    out of the whole project, also when the item under which that was said is gone.
    """
    items = {
        item.id: _fit_item(item, choice)
        for item in request.items
        if (choice := choices.items.get(item.id)) is not None
    }
    if orphans := _left_out_elsewhere(choices, items):
        first = request.items[0].id
        items[first] = _also_without(items.get(first) or ItemChoice(granted=False), orphans)
    asked = {option.id for option in request.options}
    last = last_day_of(request)
    return choices.model_copy(
        update={
            "items": items,
            "options": {each: yes for each, yes in choices.options.items() if each in asked},
            "demographics": tuple(
                what
                for what in request.demographics
                if what in choices.demographics or _FINER.get(what) in choices.demographics
            ),
            "frequency": min(
                choices.frequency or request.frequency, request.frequency, key=RAREST_FIRST.index
            ),
            "expires": last if choices.expires is None else min(choices.expires, last),
        }
    )


def _left_out_elsewhere(choices: Choices, items: Mapping[str, ItemChoice]) -> tuple[str, ...]:
    """Return the records left out of items that are gone, in order, each once."""
    named = (
        record
        for item_id, choice in sorted(choices.items.items())
        if item_id not in items
        for record in choice.excluded_records
        if is_record_name(record)
    )
    return tuple(dict.fromkeys(named))


def _also_without(choice: ItemChoice, records: tuple[str, ...]) -> ItemChoice:
    # Copied unchecked: of several items together they may be more than one item may name.
    together = tuple(dict.fromkeys((*choice.excluded_records, *records)))
    return choice.model_copy(update={"excluded_records": together})


def _fit_item(item: Item, choice: ItemChoice) -> ItemChoice:
    window = window_of(item, choice)
    types = choice.types
    if types is not None and item.types is not None:
        types = tuple(each for each in types if each in item.types)
    if not choice.granted or window is None or types == ():
        # Records left out stay out: that is a no to the record, not to the item.
        return ItemChoice(granted=False, excluded_records=choice.excluded_records)
    return choice.model_copy(
        update={
            "types": types,
            "from_": window.first,
            "until": window.last,
            "resolution": resolution_of(item, choice),
        }
    )


def _later_versions(request: ProjectRequest, view: RegistryView) -> Iterator[SignedRequest]:
    """Yield the published versions after one, the newest first; unreadable ones left out."""
    versions: Iterable[int] = view.projects.get(request.id, {})
    for version in sorted(versions, reverse=True):
        content = view.published(request.id, version)
        if version <= request.version or content is None:
            continue
        try:
            signed = open_request(content)
        except (EnvelopeDamaged, RequestInvalid, RequestTooNew):
            continue
        if (signed.request.id, signed.request.version) == (request.id, version):
            yield signed
