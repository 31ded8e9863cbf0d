"""R4's own definitions: which elements a resource has, and which repeat.

Read once from ``resources/fhir/r4-elements.json``, made from the definitions of HL7 FHIR
4.0.1 (CC0). Only XML needs it, where an element does not say whether it is one of many.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import orjson

_BASE: Final = ""
"""The key under which a row names the kind whose elements it has too."""

RESOURCE: Final = "Resource"


class Primitive(StrEnum):
    """What a value without parts is in JSON. Dates, codes and URLs are strings there."""

    STRING = "string"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"


class Element(NamedTuple):
    """One element of a kind: ``kind`` is a ``Primitive``'s word or another kind."""

    kind: str
    is_list: bool


@cache
def elements_of(kind: str) -> Mapping[str, Element]:
    """Return the elements of a kind by name, inherited ones too; none if it is not R4's."""
    row = _table().get(kind, {})
    found = dict(elements_of(row[_BASE])) if _BASE in row else {}
    for name, text in row.items():
        if name != _BASE:
            found[name] = Element(text.removesuffix("*"), text.endswith("*"))
    return found


@cache
def is_r4_resource(kind: str) -> bool:
    """Whether a kind is a resource of R4, and not a part of one."""
    base = _table().get(kind, {}).get(_BASE)
    return base is not None and (base == RESOURCE or is_r4_resource(base))


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    file = files("resources").joinpath("fhir", "r4-elements.json")
    table: Mapping[str, Mapping[str, str]] = orjson.loads(file.read_bytes())
    return table
