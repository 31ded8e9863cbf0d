"""One element of the export as a small tree, read by expat; known malformations mended.

What is handed to expat is bounded beforehand, for it gathers all attributes of a tag
before anybody can say stop.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from xml.parsers import expat

from datadonor.records.patterns import AGAIN
from datadonor.sources.found import Fault, RowUnreadable

_MOST_DEPTH: Final = 16
_MOST_TAG: Final = 256 << 10
"""Bytes between two tags, the first included. A long one has 1 kB. Source: our choice."""

_MOST_PARTS: Final = 1_000_000
"""Elements and attributes in one element: a day of points once a second has 0.8 million."""

_FORBIDDEN: Final = bytes(code for code in range(32) if code not in b"\t\n\r")
"""XML 1.0 §2.2 forbids them; exports hold them all the same."""

_LONG_TAG: Final = re.compile(rb"<[^<]{%d}" % _MOST_TAG)
_TAG: Final = re.compile(
    rb"<([A-Za-z]+)([^<>\"/]*+(?:(?:\"[^\"<]*+\"|/(?!>))[^<>\"/]*+)%b)(/?)>" % AGAIN
)
_ATTRIBUTE: Final = re.compile(rb"(?<!\S)([A-Za-z][A-Za-z0-9]*)=(\"[^\"<]*\")")


class Element(NamedTuple):
    """An element: its name, its attributes, and the elements in it."""

    name: str
    attributes: Mapping[str, str]
    children: "tuple[Element, ...]" = ()

    def named(self, name: str) -> "Iterator[Element]":
        """Yield its children of one name."""
        return (child for child in self.children if child.name == name)


class _TooMuch(Exception):
    """A tree that no export has."""


def parse_element(content: bytes) -> Element:
    """Read one element, whole.

    What expat refuses is mended where real exports are known to break it: iOS 16 wrote
    ``startDate`` twice in place of ``endDate``, iOS 8 attributes with blanks in their
    names.

    Raises:
        RowUnreadable: It cannot be read, or is larger than any honest one.
    """
    clean = content.translate(None, _FORBIDDEN)
    if len(clean) > _MOST_TAG and _LONG_TAG.search(clean):
        raise RowUnreadable(Fault.TOO_LARGE)
    try:
        parsed = _parse(clean) or _parse(_mend(clean))
    except _TooMuch:
        raise RowUnreadable(Fault.TOO_LARGE) from None
    if parsed is None:
        raise RowUnreadable(_why(clean))
    return parsed


def _parse(content: bytes) -> Element | None:
    open_elements: list[tuple[str, Mapping[str, str], list[Element]]] = [("", {}, [])]
    parser = expat.ParserCreate("UTF-8")
    parts = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal parts
        parts += 1 + len(attributes)
        if parts > _MOST_PARTS or len(open_elements) > _MOST_DEPTH:
            raise _TooMuch
        open_elements.append((name, attributes, []))

    def end(_: str) -> None:
        name, attributes, children = open_elements.pop()
        open_elements[-1][2].append(Element(name, attributes, tuple(children)))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError:
        return None
    return open_elements[0][2][0]


def _why(content: bytes) -> Fault:
    try:
        content.decode()
    except UnicodeDecodeError:
        return Fault.TEXT_UNREADABLE
    return Fault.SHAPE_UNKNOWN


def _mend(content: bytes) -> bytes:
    return _TAG.sub(_mended_tag, content)


def _mended_tag(tag: re.Match[bytes]) -> bytes:
    """Keep attributes that XML knows; the second ``startDate`` is the end."""
    kept: dict[bytes, bytes] = {}
    for name, value in _ATTRIBUTE.findall(tag[2]):
        if name == b"startDate" and name in kept:
            kept.setdefault(b"endDate", value)
        else:
            kept.setdefault(name, value)
    written = b"".join(b" " + name + b"=" + value for name, value in kept.items())
    return b"<" + tag[1] + written + tag[3] + b">"
