"""FHIR XML as FHIR JSON, exactly (FHIR R4, 2.6.2): the vault keeps one form.

Lists are lists, decimals stand as they were written, what hangs on a primitive goes
beside it under ``_name``, and narrative is XHTML text. Comments are left out.
"""

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

import orjson
from lxml import etree

from datadonor.sources.fhir.elements import (
    RESOURCE,
    Element,
    Primitive,
    elements_of,
    is_r4_resource,
)
from datadonor.sources.found import Fault, RowUnreadable

FHIR: Final = "{http://hl7.org/fhir}"
"""The namespace, as lxml writes it before a name."""

_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_INTEGER: Final = re.compile(r"-?(?:0|[1-9]\d{0,9})")
_DECIMAL: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_ATTRIBUTES: Final = {"Extension": ("id", "url")}


def resource_json(resource: etree._Element) -> bytes:
    """Return one resource as FHIR JSON.

    Raises:
        RowUnreadable: It has elements that R4 does not know, or values that are none.
            Half of a resource could say something else than the whole.
    """
    try:
        return orjson.dumps(_resource(resource))
    except orjson.JSONEncodeError:  # deeper than any honest resource
        raise RowUnreadable(Fault.SHAPE_UNKNOWN) from None


def _children(parent: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the elements of FHIR and of XHTML within one, each with its name.

    Raises:
        RowUnreadable: There is an element of something else.
    """
    for child in parent.iterchildren(etree.Element):
        tag = str(child.tag)
        if not tag.startswith((FHIR, _XHTML)):
            raise RowUnreadable(Fault.SHAPE_UNKNOWN)
        yield tag.partition("}")[2], child


def _resource(element: etree._Element) -> dict[str, Any]:
    kind = str(element.tag).removeprefix(FHIR)
    if not is_r4_resource(kind):
        raise RowUnreadable(Fault.TYPE_UNKNOWN)
    return {"resourceType": kind, **_parts(element, kind)}


def _parts(element: etree._Element, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in _ATTRIBUTES.get(kind, ("id",)):
        if (value := element.get(name)) is not None:
            found[name] = value
    known = elements_of(kind)
    for name, child in _children(element):
        declared = known.get(name)
        if declared is None:
            raise RowUnreadable(Fault.SHAPE_UNKNOWN)
        if child.tag == f"{_XHTML}div":
            found[name] = "".join(_xhtml(child, is_outermost=True))
        elif declared.kind in set(Primitive):
            _put_primitive(found, name, declared, child)
        elif declared.kind == RESOURCE:
            _put(found, name, declared, _resource(_only_child(child)))
        else:
            _put(found, name, declared, _parts(child, declared.kind))
    return _without_empty(found)


def _put(found: dict[str, Any], name: str, declared: Element, value: object) -> None:
    if declared.is_list:
        found.setdefault(name, []).append(value)
    elif name in found:
        raise RowUnreadable(Fault.SHAPE_UNKNOWN)
    else:
        found[name] = value


def _put_primitive(
    found: dict[str, Any], name: str, declared: Element, child: etree._Element
) -> None:
    """Put a value under its name and its id and extensions beside it, both at one place."""
    text = child.get("value")
    value = None if text is None else _value(text, Primitive(declared.kind))
    _put(found, name, declared, value)
    _put(found, f"_{name}", declared, _parts(child, "Element") or None)


def _without_empty(found: dict[str, Any]) -> dict[str, Any]:
    """Leave out what stands beside primitives and is nothing throughout."""
    return {name: value for name, value in found.items() if not _is_nothing(value)}


def _is_nothing(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(each is None for each in value))


def _value(text: str, kind: Primitive) -> object:
    match kind:
        case Primitive.BOOLEAN if text in {"true", "false"}:
            return text == "true"
        case Primitive.INTEGER if _INTEGER.fullmatch(text):
            return int(text)
        case Primitive.DECIMAL if _DECIMAL.fullmatch(text):
            return orjson.Fragment(text)
        case Primitive.STRING:
            return text
    raise RowUnreadable(
        Fault.SHAPE_UNKNOWN if kind is Primitive.BOOLEAN else Fault.NUMBER_UNREADABLE
    )


def _only_child(holder: etree._Element) -> etree._Element:
    found = [child for _, child in _children(holder)]
    if len(found) != 1:
        raise RowUnreadable(Fault.SHAPE_UNKNOWN)
    return found[0]


def _xhtml(element: etree._Element, *, is_outermost: bool = False) -> Iterator[str]:
    """Write narrative with XHTML as the default namespace, whatever prefix the file uses."""
    tag = str(element.tag)
    if not tag.startswith(_XHTML):
        raise RowUnreadable(Fault.SHAPE_UNKNOWN)
    name = tag.removeprefix(_XHTML)
    yield f'<{name} xmlns="{_XHTML[1:-1]}"' if is_outermost else f"<{name}"
    for key, value in element.attrib.items():
        if not str(key).startswith("{") or str(key).startswith(_XML):
            yield f" {str(key).replace(_XML, 'xml:')}={quoteattr(str(value))}"
    if not len(element) and not element.text:
        yield "/>"
    else:
        yield ">" + escape(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                yield from _xhtml(child)
            yield escape(child.tail or "")
        yield f"</{name}>"
