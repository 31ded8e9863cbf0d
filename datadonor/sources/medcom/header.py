"""What stands over a clinical document: which it is, which version, when, and by whom.

No person is read here; that is the business of ``persons``.
"""

import hashlib
import re
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from lxml import etree

from datadonor.sources.errors import VersionUnknown
from datadonor.sources.found import RowUnreadable
from datadonor.sources.medcom.elements import (
    CDA,
    SDTC,
    Identity,
    Span,
    attribute,
    child,
    children,
    has_template,
    ids_of,
    span_of,
    text_of,
)
from datadonor.sources.medcom.recognition import Kind
from datadonor.sources.times import Moment
from datadonor.sources.xml_tree import openings

_PROFILE_TEMPLATE: Final = "1.2.208.184.10.1.10"
_PROFILE_SYSTEM: Final = "1.2.208.184.100.10"
_PROFILE: Final = re.compile(r"(phmr|qrd)(?:-v([0-9]{1,3})(?:\.[0-9]{1,3}){0,2})?")
_KNOWN_MAJORS: Final = {Kind.PHMR: {"1", "2"}, Kind.QRD: {"1"}}
_TAKEN_BACK: Final = frozenset({"nullified", "aborted", "cancelled"})
_VERSION_DIGITS: Final = 10
_LONGEST_IDENTITY: Final = 200
_LONGEST_NAME: Final = 120


class Header(NamedTuple):
    """The head of one document.

    ``identity`` is lasting, ``version`` orders as text. ``made`` is the document's own
    time. ``event`` is when all that it holds was done, if it says one single time;
    ``period`` is what it covers. ``keeper`` is the organisation that keeps it.
    """

    identity: str
    version: str
    is_retracted: bool
    profile: str | None
    made: Moment | None
    event: Moment | None
    period: Span | None
    keeper: str | None


def read_header(root: etree._Element, kind: Kind, zone: ZoneInfo) -> Header:
    """Read the head of a document.

    Times that cannot be read are left out: the readings have their own.

    Raises:
        VersionUnknown: It follows a profile of a later generation than is known.
    """
    made = _span(child(root, "effectiveTime"), zone)
    event, period = _period(root, zone)
    named = "custodian/assignedCustodian/representedCustodianOrganization/name"
    return Header(
        identity=identity_text(next(ids_of(root, "setId"), None) or next(ids_of(root), None), root),
        version=version_text(attribute(child(root, "versionNumber"), "value")),
        is_retracted=_status(root) in _TAKEN_BACK,
        profile=_profile(root, kind),
        made=None if made is None else made.start,
        event=event,
        period=period,
        keeper=text_of(child(root, named))[:_LONGEST_NAME].strip() or None,
    )


def identity_text(identity: Identity | None, root: etree._Element | None = None) -> str:
    """Write an identifier as one text; without one, the document's own digest is it."""
    if identity is None:
        content = b"" if root is None else etree.tostring(root)
        return "sha256:" + hashlib.sha256(content).hexdigest()
    text = f"{identity.root}|{identity.extension}"
    if len(text) > _LONGEST_IDENTITY:
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    return text


def version_text(number: str) -> str:
    """Write a version so that later ones come later in the order of texts."""
    is_number = number.isascii() and number.isdigit() and len(number) <= _VERSION_DIGITS
    return number.zfill(_VERSION_DIGITS) if is_number else ""


def edition_of(head: bytes) -> tuple[str, str] | None:
    """Return identity and version from a document's first bytes, or nothing.

    The same as ``read_header`` finds, for it stands before anything long.
    """
    first: dict[str, dict[str, str]] = {}
    for opening in openings(head):
        if opening.depth == 2:  # noqa: PLR2004 - a child of the root
            first.setdefault(opening.name, dict(opening.attributes))
    found = first.get(CDA + "setId") or first.get(CDA + "id")
    if found is None:
        return None
    identity = Identity(found.get("root", "").strip(), found.get("extension", "").strip())
    if not any(identity):
        return None
    version = first.get(CDA + "versionNumber", {}).get("value", "").strip()
    return identity_text(identity), version_text(version)


def _status(root: etree._Element) -> str:
    return attribute(root.find(SDTC + "statusCode"), "code").lower()


def _profile(root: etree._Element, kind: Kind) -> str | None:
    for event in children(root, "documentationOf/serviceEvent"):
        for identity in ids_of(event):
            is_named = identity.root == _PROFILE_SYSTEM or has_template(event, _PROFILE_TEMPLATE)
            match = _PROFILE.search(identity.extension.lower()) if is_named else None
            if match is None:
                continue
            if match[2] and match[2] not in _KNOWN_MAJORS[kind]:
                raise VersionUnknown
            return match[0]
    return None


def _period(root: etree._Element, zone: ZoneInfo) -> tuple[Moment | None, Span | None]:
    """Return the one time of what was done, if it is one, and the time that is covered."""
    for event in children(root, "documentationOf/serviceEvent"):
        span = _span(child(event, "effectiveTime"), zone)
        if span is not None:
            return (None if span.duration_ms else span.start), span
    return None, None


def _span(time: etree._Element | None, zone: ZoneInfo) -> Span | None:
    try:
        return span_of(time, zone)
    except RowUnreadable:
        return None
