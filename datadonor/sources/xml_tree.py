"""XML that comes from outside, read into a tree without trusting a byte of it.

Nothing outside the bytes is ever looked at: no DTD, no entity, no schema, no stylesheet.
What could cost more than its own size is refused before a parser sees it: entities,
long tags, many attributes. Comments and processing instructions are left out. Must not
know any format; how large a document may be is its caller's business.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final, NamedTuple
from xml.parsers import expat

from lxml import etree

from datadonor.sources.errors import FileCut, FileDamaged, FileHostile, FileTooLarge

MOST_DEPTH: Final = 200
"""Source: our choice; clinical documents reach about 30."""

MOST_ATTRIBUTES: Final = 1_000
"""On one element, declarations of namespaces included. Source: our choice; schemas know 20."""

MOST_TAGS: Final = 2_000_000
"""In one tree: some 300 MB of memory. Source: our choice."""

MOST_OPENINGS: Final = 500
"""How many elements ``openings`` looks at."""

_LONGEST_NAME: Final = 64
"""Of an encoding; every one that is read is shorter."""

_SHORT_TAG: Final = 4_096
"""A tag of fewer characters cannot hold more than ``MOST_ATTRIBUTES``."""

_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]+")
_DECLARATION: Final = re.compile(rb"<\?xml\s(?:(?!\?>).){0,1024}\?>", re.DOTALL)
_ENCODING: Final = re.compile(rb"""\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ASIDE: Final = re.compile(rb"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_DOCTYPE: Final = re.compile(
    rb"""<!DOCTYPE[^\["'>]*+(?:(?:"[^"]*+"|'[^']*+')[^\["'>]*+){0,64}([\[>]?)"""
)
_LONG: Final = re.compile(rb"<[^<!?/][^<]{%d}" % _SHORT_TAG)
_PIECE: Final = re.compile(rb"""[^"'<>]*+(?:("[^"<]*+"|'[^'<]*+')|>)""")
_SUBSET_END: Final = re.compile(rb"\]\s*>")
_TOO_DEEP: Final = etree.XPath("boolean(" + "/*" * (MOST_DEPTH + 1) + ")")
_ENDS_EARLY: Final = frozenset(
    expat.errors.codes[text]
    for text in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)
_BEYOND_LIMITS: Final = (etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_ENTITY_LOOP)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_READ: Final = frozenset({"utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252"})


class Opening(NamedTuple):
    """The beginning of one element: the root has depth 1, names are ``{namespace}local``."""

    depth: int
    name: str
    attributes: Mapping[str, str]
    text: str
    """What stands between this element's tag and the next tag, spaces taken off its ends."""


def parse_xml(data: bytes, *, most_attribute_bytes: int = 16 << 20) -> etree._Element:
    """Return the root of a document.

    Line numbers (``sourceline``) are those of ``data``. Control characters that XML
    forbids are left out, for some programs write them. A document type that only names
    a DTD is passed over; undeclared entities are then an error.

    Args:
        data: UTF-8 or UTF-16, with or without a mark, or Latin-1 or Windows-1252 if
            the file says so. Bounded by the caller.
        most_attribute_bytes: The longest value of an attribute, as UTF-8. Attached
            files stand in attributes in some formats.

    Raises:
        FileHostile: It declares entities or a document type of its own, is deeper than
            ``MOST_DEPTH``, or an element has more than ``MOST_ATTRIBUTES`` or a longer one.
        FileTooLarge: It has more than ``MOST_TAGS``.
        FileCut: It ends before its root does.
        FileDamaged: It is no well-formed XML, or not in the encoding it says.
    """
    text = _without_document_type(_CONTROL.sub(b"", _as_utf8(data)))
    if text.count(b"<") > MOST_TAGS:
        raise FileTooLarge
    _verify_tags(text, most_attribute_bytes)
    root = _parsed(text)
    if _TOO_DEEP(root):
        raise FileHostile
    return root


def openings(head: bytes) -> Iterator[Opening]:
    """Yield the first elements of a document of which only the beginning is there.

    To say what a file is. Stops without a word where the bytes end or are no XML, and
    after ``MOST_OPENINGS``; declared entities are not expanded but end it too.
    """
    text = _CONTROL.sub(b"", _as_utf8_somehow(head))
    try:
        start = _root_start(text)
    except FileDamaged:
        return
    yield from _Openings().read(text[start:])


class _Openings:
    """Collects the beginnings of elements from expat's events."""

    def __init__(self) -> None:
        self._found: list[tuple[int, str, Mapping[str, str], list[str]]] = []
        self._depth = 0
        self._texts: list[str] = []

    def read(self, text: bytes) -> Iterator[Opening]:
        parser = expat.ParserCreate("UTF-8", namespace_separator="}")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        with suppress(expat.ExpatError):  # what came before it may still say what it is
            parser.Parse(text, True)  # noqa: FBT003 - takes no names
        for depth, name, attributes, texts in self._found:
            yield Opening(depth, name, attributes, "".join(texts).strip())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._texts = []
        found = {_braced(key): value for key, value in attributes.items()}
        if len(self._found) < MOST_OPENINGS:
            self._found.append((self._depth, _braced(name), found, self._texts))

    def _end(self, _: str) -> None:
        self._depth -= 1
        self._texts = []

    def _text(self, text: str) -> None:
        self._texts.append(text)


def _braced(name: str) -> str:
    return "{" + name if "}" in name else name


def _as_utf8(data: bytes) -> bytes:
    """Return the bytes in UTF-8, checked, without mark.

    Raises:
        FileCut: The last character is not whole.
        FileDamaged: They are not in the encoding they say, or in one that is not read.
    """
    data, encoding = _encoding(data)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        raise FileDamaged from None
    if decoder.getstate()[0]:
        raise FileCut
    return text.encode()


def _as_utf8_somehow(head: bytes) -> bytes:
    """Return the bytes in UTF-8; what is none in their encoding stands as a sign for that."""
    try:
        head, encoding = _encoding(head)
    except FileDamaged:
        encoding = "utf-8"
    return head.decode(encoding, "replace").encode()


def _encoding(data: bytes) -> tuple[bytes, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :], encoding
    if data[:2] == b"<\0":
        return data, "utf-16-le"
    if data[:2] == b"\0<":
        return data, "utf-16-be"
    declaration = _DECLARATION.match(data)
    said = _ENCODING.search(declaration[0]) if declaration else None
    if said is None:
        return data, "utf-8"
    return data, _codec(said[1].decode("ascii"))


def _codec(said: str) -> str:
    try:
        name = codecs.lookup(said[:_LONGEST_NAME]).name
    except LookupError:
        raise FileDamaged from None
    if name.startswith("utf-16"):
        # The declaration could be read as bytes, so it is not true: some programs write
        # the declaration of a text in memory to a file of UTF-8.
        return "utf-8"
    if name not in _READ:
        raise FileDamaged
    return name


def _without_document_type(text: bytes) -> bytes:
    """Return the root and what follows, on the lines where they stood."""
    start = _root_start(text, refuse_subset=True)
    return b"\n" * text.count(b"\n", 0, start) + text[start:]


def _root_start(text: bytes, *, refuse_subset: bool = False) -> int:
    """Return where the root begins.

    Raises:
        FileHostile: There is a document type with declarations, and these are refused.
        FileDamaged: There is no root.
    """
    position = 0
    while True:
        if aside := _ASIDE.match(text, position):
            position = aside.end()
        elif doctype := _DOCTYPE.match(text, position):
            position = doctype.end()
            if doctype[1] == b"[":
                if refuse_subset:
                    raise FileHostile
                end = _SUBSET_END.search(text, position)
                position = end.end() if end else len(text)
        else:
            break
    if position >= len(text):
        raise FileCut if refuse_subset and text.strip() else FileDamaged
    return position


def _verify_tags(text: bytes, most_attribute_bytes: int) -> None:
    """Refuse tags that would cost a parser more than they weigh.

    Only long ones are looked at; a stretch without ``<`` is mostly text after a tag.
    """
    for stretch in _LONG.finditer(text):
        for number, length in enumerate(_attribute_lengths(text, stretch.start() + 1), 1):
            if number > MOST_ATTRIBUTES or length > most_attribute_bytes:
                raise FileHostile


def _attribute_lengths(text: bytes, position: int) -> Iterator[int]:
    """Yield how long each quoted value of a tag is, from a place within the tag on."""
    while (piece := _PIECE.match(text, position)) is not None and piece[1] is not None:
        yield len(piece[1]) - len('""')
        position = piece.end()


def _parsed(text: bytes) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        huge_tree=True,
    )
    try:
        parser.feed(text)
        return parser.close()
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) in _BEYOND_LIMITS:
            raise FileHostile from None
        raise (FileCut if _is_right_so_far(text) else FileDamaged) from None


def _is_right_so_far(text: bytes) -> bool:
    """Whether bytes that are no document are the beginning of one. lxml does not tell."""
    try:
        expat.ParserCreate("UTF-8").Parse(text, True)  # noqa: FBT003 - takes no names
    except expat.ExpatError as error:
        return error.code in _ENDS_EARLY
    return False
