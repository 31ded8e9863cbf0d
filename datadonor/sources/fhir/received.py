"""Resources as they come: alone, one a line, in a list or in a Bundle; in JSON or in XML.

What is given on are the bytes of each, as they stood in the file; XML is made JSON.
Memory holds one resource at a time, and of XML one file. Must not know what a resource
means.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from io import BytesIO
from typing import Final, NamedTuple

from lxml import etree

from datadonor.sources.errors import FileCut, FileDamaged, FileRefused
from datadonor.sources.fhir.from_xml import FHIR, resource_json
from datadonor.sources.found import Fault, RowUnreadable, Unreadable
from datadonor.sources.json_items import (
    MOST_ITEM_BYTES,
    first_members,
    is_cut,
    items,
    members,
    parse_json,
)
from datadonor.sources.parcel import Entry
from datadonor.sources.xml_tree import openings, parse_xml

MOST_XML_BYTES: Final = 64 << 20
"""An XML file is held as a tree. Source: our choice; ten times the largest known."""

_KIND: Final = re.compile(r"[A-Z][A-Za-z]{2,39}")
_BUNDLE: Final = "Bundle"
_MOST_NESTED: Final = 3
"""A Bundle in a Bundle is an answer to a batch; nobody honest goes deeper."""


class Received(NamedTuple):
    """One resource: its FHIR JSON, and the address its Bundle gives it."""

    where: str
    body: bytes
    full_url: str | None = None


class Shape(Enum):
    """How resources lie in a file."""

    ALONE = auto()
    LINES = auto()
    LIST = auto()
    BUNDLE = auto()
    XML = auto()


def shape_of(head: bytes) -> Shape | None:
    """Say from a file's first bytes how resources lie in it, or that it is not FHIR."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"{"):
        return _shape_of_object(text)
    if text.startswith(b"["):
        return Shape.LIST if _is_resource(text[1:].lstrip()) else None
    if FHIR[1:-1].encode() not in head.replace(b"\0", b""):  # UTF-16 has a zero in each
        return None
    first = next(openings(head), None)
    return Shape.XML if first and first.name.startswith(FHIR) else None


def received(entry: Entry) -> Iterator[Received | Unreadable]:
    """Yield what one file holds, in order.

    Raises:
        FileRefused: It is cut, damaged, hostile or too large.
        DiskRefused, ImportCancelled: As in ``Entry.open``.
    """
    match shape_of(entry.head()):
        case Shape.XML:
            yield from _from_xml(entry)
        case Shape.LINES:
            yield from _from_lines(entry)
        case Shape.BUNDLE:
            with entry.open() as stream:
                for offset, piece in items(stream, ("entry",)):
                    yield from _from_bundle_entry(offset, piece, nested=0)
        case Shape.LIST:
            with entry.open() as stream:
                for offset, piece in items(stream):
                    yield from _taken_apart(Received(f"byte {offset}", piece), nested=0)
        case _:
            yield from _alone(entry)


def _shape_of_object(text: bytes) -> Shape | None:
    found = first_members(text)
    if not _is_resource(text):
        return None
    line, _, rest = text.partition(b"\n")
    if not rest:
        # One long line, or the first of many.
        is_bundle = found.get("resourceType") == _BUNDLE
        return Shape.BUNDLE if is_bundle else Shape.LINES
    if rest.lstrip().startswith(b"{") and line.rstrip().endswith(b"}") and _is_whole(line):
        return Shape.LINES
    return Shape.BUNDLE if found.get("resourceType", _BUNDLE) == _BUNDLE else Shape.ALONE


def _is_resource(text: bytes) -> bool:
    """Whether an object says which kind of resource it is. A Bundle's kind may come last."""
    found = first_members(text)
    kind = found.get("resourceType")
    if kind is None:
        is_bundle = "entry" in found and "resourceType" not in found
        return is_bundle and b'"resource"' in text and b'"resourceType"' in text
    return _KIND.fullmatch(kind) is not None


def _is_whole(line: bytes) -> bool:
    try:
        parse_json(line)
    except FileDamaged:
        return False
    return True


def _alone(entry: Entry) -> Iterator[Received | Unreadable]:
    body = entry.read(MOST_ITEM_BYTES).removeprefix(b"\xef\xbb\xbf").strip()
    if not _is_whole(body):
        raise FileCut if is_cut(body) else FileDamaged
    yield from _taken_apart(Received("byte 0", body), nested=0)


def _from_lines(entry: Entry) -> Iterator[Received | Unreadable]:
    with entry.open() as stream:
        number = 0
        while line := stream.readline(MOST_ITEM_BYTES + 1):
            number += 1
            where = f"line {number}"
            is_ended = line.endswith(b"\n")
            body = line.removeprefix(b"\xef\xbb\xbf").strip()
            if not is_ended and len(line) > MOST_ITEM_BYTES:
                yield Unreadable(where, Fault.TOO_LARGE)
                while not is_ended and (line := stream.readline(MOST_ITEM_BYTES)):
                    is_ended = line.endswith(b"\n")
            elif not body:
                continue
            elif not is_ended and is_cut(body):
                raise FileCut
            else:
                yield from _taken_apart(Received(where, body), nested=0)


def _taken_apart(one: Received, *, nested: int) -> Iterator[Received | Unreadable]:
    """Yield a resource, or what is in it if it is a Bundle."""
    try:
        is_bundle = b'"Bundle"' in one.body and (
            first_members(one.body).get("resourceType") == _BUNDLE
        )
        if not is_bundle:
            yield one
        elif nested > _MOST_NESTED:
            yield Unreadable(one.where, Fault.SHAPE_UNKNOWN)
        else:
            for offset, piece in items(BytesIO(one.body), ("entry",), len(one.body)):
                for inner in _from_bundle_entry(offset, piece, nested=nested + 1):
                    yield inner._replace(where=one.where)
    except FileRefused:
        yield Unreadable(one.where, Fault.SHAPE_UNKNOWN)


def _from_bundle_entry(
    offset: int, piece: bytes, *, nested: int
) -> Iterator[Received | Unreadable]:
    """Yield the resource of an entry of a Bundle; answers and deletions have none."""
    where = f"byte {offset}"
    try:
        found = {key: value for key, _, value in members(piece)}
        full_url = parse_json(found["fullUrl"]) if "fullUrl" in found else None
    except FileRefused:
        yield Unreadable(where, Fault.SHAPE_UNKNOWN)
        return
    if "resource" in found:
        address = full_url if isinstance(full_url, str) else None
        yield from _taken_apart(Received(where, found["resource"], address), nested=nested)


def _from_xml(entry: Entry) -> Iterator[Received | Unreadable]:
    yield from _from_element(parse_xml(entry.read(MOST_XML_BYTES)), None, nested=0)


def _from_element(
    element: etree._Element, full_url: str | None, *, nested: int
) -> Iterator[Received | Unreadable]:
    where = f"line {element.sourceline}"
    if element.tag == f"{FHIR}Bundle" and nested <= _MOST_NESTED:
        for each in element.iterchildren(f"{FHIR}entry"):
            address = each.find(f"{FHIR}fullUrl")
            for holder in each.iterchildren(f"{FHIR}resource"):
                for inner in holder.iterchildren(etree.Element):
                    url = None if address is None else address.get("value")
                    yield from _from_element(inner, url, nested=nested + 1)
        return
    try:
        yield Received(where, resource_json(element), full_url)
    except RowUnreadable as caught:
        yield Unreadable(where, caught.fault)
