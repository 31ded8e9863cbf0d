"""A clinical document on its way out: from the bytes in the vault to what is sent.

What goes is FHIR R4 with no more than the list allows, under an id of the project, about
its pseudonym; and the rows of a flat table that say the same. What cannot be sent safely
stays whole, by a rule with a name. Must not know the database, files or seals.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

import orjson

from consent.policy import Grant
from consent.request import Resolution
from datadonor.records.categories import Kind, category
from datadonor.records.rollups import date_in_denmark
from datadonor.records.sample import OPEN_END_MS
from export.minimisation.allowing import AllowList, Sent, allow_list
from export.minimisation.around import Around, Json, Keys
from export.minimisation.dates import DateTreatment, Shifts
from export.minimisation.resources import less_of
from export.minimisation.tables import rows_of
from export.minimisation.watch import Stays, Watch
from export.outgoing import Change, Outgoing


class Identity(Shifts, Protocol):
    """What of a donor's identity in a project must be known here."""

    @property
    def pseudonym(self) -> str:
        """What the recipient calls the donor."""

    def record_id(self, kind: str, name: str) -> str:
        """Return the id under which a record goes out."""


class HeldDocument(NamedTuple):
    """A document as the vault holds it.

    ``record`` is its name there. ``date_ms`` and ``end_ms`` are as
    ``datadonor.records.sample.Document`` has them.
    """

    record: str
    kind: str
    category: str
    body: bytes
    date_ms: int | None = None
    end_ms: int | None = None


class NothingElse:
    """Keys to nothing: every reference is dropped."""

    def target(self, kind: str | None, server_id: str) -> tuple[str, str] | None:
        """Return nothing."""
        del kind, server_id
        return None


NOTHING_ELSE: Final = NothingElse()


@dataclass(frozen=True)
class Terms:
    """On which terms documents are sent.

    Attributes:
        grant: By which item, how fine, and what becomes of dates.
        identity: The donor in the project.
        dates: How dates are treated.
        keys: What else is sent.
        may_tell_rare: The groups of rare codes, and single ones as ``uri|code``, to which
            the person said an explicit yes.
        allowed: What may leave.
    """

    grant: Grant
    identity: Identity
    dates: DateTreatment
    keys: Keys = NOTHING_ELSE
    may_tell_rare: frozenset[str] = frozenset()
    allowed: AllowList = field(default_factory=allow_list)


class Minimised(NamedTuple):
    """What became of a document.

    Attributes:
        outgoing: What is sent; nothing if it stays.
        withheld: The rule by which it stays, if it does.
        dropped: How often an element of a name was dropped. Names are FHIR's own.
        known_as: Kind and id by which others of its file point at it, if it has one.
    """

    outgoing: Outgoing | None
    withheld: str | None
    dropped: Mapping[str, int]
    known_as: tuple[str, str] | None = None


def minimise_document(document: HeldDocument, terms: Terms) -> Minimised:
    """Make a document as little telling as the list wants it. Never raises for its bytes."""
    return _minimised(document, terms, Watch())


def changes_of(document: HeldDocument, terms: Terms) -> list[Change]:
    """Return each value of a document with what is sent of it, and by which rule.

    For the person's own screen: it holds values. From the same walk as
    ``minimise_document``, so that it cannot say anything else. Of a document that stays it
    is the one line that says why.
    """
    watch = Watch(changes=[])
    found = _minimised(document, terms, watch)
    if found.withheld is not None:
        return [Change(document.kind, document.kind, None, found.withheld)]
    return watch.changes or []


def _minimised(document: HeldDocument, terms: Terms, watch: Watch) -> Minimised:
    known_as = None
    try:
        sent = _sent(document, terms)
        resource = _parsed(document)
        server_id = resource.get("id")
        known_as = (document.kind, server_id) if isinstance(server_id, str) else None
        around = Around(watch, terms.dates, terms.keys, terms.may_tell_rare)
        left = less_of(resource, sent, around)
    except Stays as stays:
        return Minimised(None, stays.rule, watch.dropped, known_as)
    whole = _named(resource, document.record, sent, left, terms.identity, watch)
    outgoing = Outgoing(
        resource_type=sent.kind,
        line=orjson.dumps(whole),
        rows=rows_of(whole, sent.table),
        item=terms.grant.item,
        category=document.category,
        record=document.record,
        rules=tuple(sorted(watch.rules | {"fields_allowed"})),
    )
    return Minimised(outgoing, None, watch.dropped, known_as)


def _sent(document: HeldDocument, terms: Terms) -> Sent:
    """Return what may leave of a kind.

    Raises:
        Stays: Nothing of it, or not this one, by what is known without reading it.
    """
    sent = terms.allowed.sent.get(document.kind)
    if sent is None:
        raise Stays(terms.allowed.stays.get(document.kind, "kind_not_sent"))
    # Documents of a series hold single values, which are summed up where less is granted.
    known = category(document.category)
    is_series = known is None or known.kind is Kind.SERIES
    if is_series and terms.grant.resolution is not Resolution.RAW:
        raise Stays(f"resolution_{terms.grant.resolution}")
    # What is not over has an end that is no date: the elements say when it began.
    end_ms = None if document.end_ms == OPEN_END_MS else document.end_ms
    for ms in (document.date_ms, end_ms):
        if ms is not None and _is_held_back(ms, terms.dates):
            raise Stays("newest_days_held_back")
    return sent


def _is_held_back(ms: int, dates: DateTreatment) -> bool:
    try:
        return dates.is_held_back(date_in_denmark(ms))
    except OverflowError:
        return True


def _parsed(document: HeldDocument) -> Json:
    try:
        resource = orjson.loads(document.body)
    except orjson.JSONDecodeError:
        raise Stays("unreadable") from None
    if not isinstance(resource, dict) or resource.get("resourceType") != document.kind:
        raise Stays("unreadable")
    return resource


def _named(
    resource: Json, record: str, sent: Sent, left: Json, identity: Identity, watch: Watch
) -> Json:
    """Return what is left under the record's id in the project, about its pseudonym."""
    new_id = identity.record_id(sent.kind, record)
    watch.keep(f"{sent.kind}.id", resource.get("id"), new_id, "ids_rekeyed")
    whole: Json = {"resourceType": sent.kind, "id": new_id}
    if sent.about is not None:
        place = f"Patient/{identity.pseudonym}"
        was = resource.get("subject", resource.get("patient"))
        watch.keep(f"{sent.kind}.{sent.about}", was, place, "ids_rekeyed")
        whole[sent.about] = {"reference": place}
    return whole | left
