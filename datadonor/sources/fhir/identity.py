"""What makes a resource the same one when it comes again, and which of two is newer.

Source of the order: FHIR R4, Resource.id is a server's and Resource.identifier the
business's own, which survives a move between servers.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, Final

import orjson

from datadonor.sources.fhir.dates import when
from datadonor.sources.fhir.paths import Tree, part, parts, text
from datadonor.sources.found import Fault, RowUnreadable
from datadonor.sources.reading import COPENHAGEN

_PASSING: Final = frozenset({"temp", "secondary", "old"})
"""Uses of an identifier that another may have, or that ends."""

_MOST_REMEMBERED: Final = 200_000
_URN: Final = re.compile(r'urn:(?:uuid|oid):[^"\\\s]+')
_UNIQUE: Final = re.compile(r"[0-9A-Fa-f-]{32,36}")
"""A UUID is the same thing whichever road it came by; ``1`` is one at each server."""

_LONG: Final = 24
_LONGEST_NUMBER: Final = 12
_ASIDE: Final = frozenset({"id", "meta", "text"})


class Identities:
    """Gives each resource of an import its identity.

    Two resources can bear one identifier: the number of a request, on all its answers.
    The second then counts by its server's id too, for neither may push out the other.
    """

    def __init__(self) -> None:
        """Begin before the first resource."""
        self._owners: dict[bytes, bytes] = {}

    def identity_of(self, resource: Tree, full_url: str | None) -> str:
        """Return an identity that says nothing of what it was made from.

        Numbers of persons stand in identifiers; a digest is enough to know one again.

        Raises:
            RowUnreadable: It has nothing to be known by and is nested beyond reason.
        """
        kind = text(resource, "resourceType") or ""
        ways = list(_ways(resource, full_url))
        identity = _digest(kind, *ways[0])
        if len(ways) == 1:
            return identity.hex()
        owner = _digest(kind, *ways[-1])
        if len(self._owners) < _MOST_REMEMBERED:
            self._owners.setdefault(identity, owner)
        is_its_own = self._owners.get(identity, owner) == owner
        return (identity if is_its_own else _digest(kind, *ways[0], *ways[-1])).hex()


def version_of(resource: Tree) -> str:
    """Return what orders versions as text: when it was last changed, then its number.

    Empty if the resource says neither.
    """
    meta = part(resource, "meta")
    changed_ms = 0
    try:
        if found := when(meta.get("lastUpdated"), COPENHAGEN):
            changed_ms = max(found.moment.ms, 0)
    except RowUnreadable:
        pass
    number = text(meta, "versionId") or ""
    if not (number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER):
        number = ""  # a digest or a UUID: it says nothing of the order
    if not changed_ms and not number:
        return ""
    return f"{changed_ms:014d}.{number:0>{_LONGEST_NUMBER}}"


def _ways(resource: Tree, full_url: str | None) -> Iterator[tuple[str, ...]]:
    """Yield what a resource can be known by, the best first."""
    named = [each for each in parts(resource, "identifier") if _is_whole(each)]
    lasting = [each for each in named if text(each, "use") not in _PASSING]
    for each in (lasting or named)[:1]:
        yield "identifier", text(each, "system") or "", text(each, "value") or ""
    origin = text(part(resource, "meta"), "source") or ""
    is_address = full_url is not None and full_url.startswith(("http://", "https://"))
    if server_id := text(resource, "id"):
        base = full_url.rpartition("/")[0] if full_url and is_address else origin
        yield "id", "" if _UNIQUE.fullmatch(server_id) else base, server_id
    elif full_url and is_address:
        yield "address", full_url
    else:
        yield "content", _content(resource)


def _is_whole(identifier: Tree) -> bool:
    """Whether it names one thing. Health gateways write long values without a system."""
    value = text(identifier, "value") or ""
    return bool(value) and (len(value) >= _LONG or text(identifier, "system") is not None)


def _content(resource: Tree) -> str:
    """Return what a resource says, but for what may be new at each export."""
    said: dict[str, Any] = {name: value for name, value in resource.items() if name not in _ASIDE}
    try:
        body = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:  # deeper than any honest resource
        raise RowUnreadable(Fault.SHAPE_UNKNOWN) from None
    return _URN.sub("urn:", body.decode())


def _digest(*words: str) -> bytes:
    return blake2b("\n".join(words).encode(), digest_size=16).digest()
