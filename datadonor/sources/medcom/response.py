"""Answers to a questionnaire as a FHIR R4 QuestionnaireResponse.

What was asked is told by code and not by wording, and answers that were chosen by code
and not by label: the wording of many forms is protected. What a person wrote stays. No
name, number or id of a person stands in it.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final, NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

import orjson
from lxml import etree

from datadonor.sources.found import Fault, RowUnreadable, Unreadable
from datadonor.sources.medcom.elements import (
    LOINC,
    Coded,
    Identity,
    attribute,
    child,
    children,
    codes_of,
    ids_of,
    is_coded,
    iso_time,
    local_name,
    moment_of,
    text_of,
    value_type,
)
from datadonor.sources.medcom.header import Header
from datadonor.sources.medcom.recognition import PHMR_CODE
from datadonor.sources.medcom.values import number_of

_REFERENCE_TEMPLATE: Final = "1.2.208.184.6.1"
_REFERENCE_KINDS: Final = "1.2.208.184.5"
"""Ids under this root say what kind of thing is referred to, and are no ids."""

_CHOICE_BOUNDS: Final = "74467-2"
_LONGEST_TEXT: Final = 100_000
_LONGEST_CODE: Final = 100
_MOST_ANSWERS: Final = 100_000
_LARGEST_INTEGER: Final = 2**31 - 1
_URI: Final = ":/?#[]@!$&'()*+,;=%-._~"
_CODED: Final = frozenset({"CE", "CD", "CV", "CO", "CS"})
_TEXT: Final = frozenset({"ST", "ED", "SC"})


class Response(NamedTuple):
    """A response's bytes, and what of the document could not be read."""

    body: bytes
    unreadable: tuple[Unreadable, ...]


class _Reader:
    """Reads the answers of one document."""

    def __init__(self, part: str, zone: ZoneInfo) -> None:
        self.unreadable: list[Unreadable] = []
        self._part = part
        self._zone = zone

    def sections(self, root: etree._Element) -> Iterator[dict[str, Any]]:
        """Yield one group for each section that holds answers."""
        path = "component/structuredBody/component/section"
        for number, section in enumerate(children(root, path), 1):
            used: dict[str, int] = {}
            answers = [
                self._question(observation, str(number), used)
                for observation in _observations(section)
            ]
            if answers:
                yield {"linkId": str(number), "item": answers}

    def _question(
        self, observation: etree._Element, section: str, used: dict[str, int]
    ) -> dict[str, Any]:
        codes = codes_of(child(observation, "code"))
        code = codes[0] if codes else Coded("", "")
        name = code.code[:_LONGEST_CODE] or "question"
        used[name] = used.get(name, 0) + 1
        again = f".{used[name]}" if used[name] > 1 else ""
        found: dict[str, Any] = {"linkId": f"{section}.{name}{again}"}
        if code.code and _is_oid(code.system):
            found["definition"] = f"urn:oid:{code.system}#{quote(code.code, safe='')}"
        where = f"{self._part}line {observation.sourceline}"
        answers = []
        for value in children(observation, "value")[:_MOST_ANSWERS]:
            try:
                answer = _answer(value, self._zone)
            except RowUnreadable as unread:
                self.unreadable.append(Unreadable(where, unread.fault))
                continue
            if answer:
                answers.append(answer)
        if answers:
            found["answer"] = answers
        return found


def response_of(root: etree._Element, header: Header, zone: ZoneInfo, part: str = "") -> Response:
    """Return the answers of a document, in its order.

    A question's ``linkId`` is the number of its section, its code, and a number if the
    code comes again in the section: codes are unique in neither form nor document. Its
    ``definition`` names the code's system. Source of the mapping: our choice, after
    the patterns of QRD-DK (numeric, choice, text, sliders).
    """
    reader = _Reader(part, zone)
    groups = list(reader.sections(root))
    body: dict[str, Any] = {
        "resourceType": "QuestionnaireResponse",
        "status": "entered-in-error" if header.is_retracted else "completed",
    }
    if form := _form_of(root):
        body["questionnaire"] = form
    if header.made is not None:
        body["authored"] = iso_time(header.made)
    if groups:
        body["item"] = groups
    return Response(orjson.dumps(body), tuple(reader.unreadable))


def _observations(section: etree._Element) -> Iterator[etree._Element]:
    """Yield the answered questions of a section in order, those of nested groups too.

    Observations within another one (``entryRelationship``) say how many answers were
    allowed, and are no answers.
    """
    waiting = [each for entry in children(section, "entry") for each in entry][::-1]
    while waiting:
        element = waiting.pop()
        match local_name(element):
            case "observation":
                is_answer = attribute(element, "moodCode") in {"EVN", ""}
                if is_answer and not is_coded(child(element, "code"), _CHOICE_BOUNDS):
                    yield element
            case "organizer":
                parts = [each for one in children(element, "component") for each in one]
                waiting += parts[::-1]
            case _:
                pass


def _answer(value: etree._Element, zone: ZoneInfo) -> dict[str, Any] | None:
    """Return one answer as FHIR has it, or nothing if the question was left open.

    Raises:
        RowUnreadable: It is not of a kind that answers have, or not what it says.
    """
    shape = value_type(value)
    if shape in _CODED:
        return _choice(value)
    if shape in _TEXT:
        return _text(value)
    said = attribute(value, "value")
    if shape == "TS":
        return {"valueDateTime": iso_time(moment_of(said, zone))} if said else None
    if shape not in _SCALARS:
        raise RowUnreadable(Fault.SHAPE_UNKNOWN)
    return _SCALARS[shape](said, attribute(value, "unit")) if said else None


def _text(value: etree._Element) -> dict[str, Any] | None:
    text = "".join(str(piece) for piece in value.itertext()).strip()
    if len(text) > _LONGEST_TEXT:
        raise RowUnreadable(Fault.TOO_LARGE)
    return {"valueString": text} if text else None


def _choice(value: etree._Element) -> dict[str, Any] | None:
    codes = codes_of(value)
    if codes:
        code, system = codes[0]
        uri = {"system": _system_uri(system)} if system else {}
        return {"valueCoding": uri | {"code": code}}
    # "Other: …" has no code, and what stands for it the person wrote.
    text = text_of(child(value, "originalText"))[:_LONGEST_TEXT]
    return {"valueString": text} if text else None


def _integer(said: str, _: str) -> dict[str, Any]:
    digits = said.removeprefix("+").removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        raise RowUnreadable(Fault.NUMBER_UNREADABLE)
    if len(digits) > len(str(_LARGEST_INTEGER)) or int(digits) > _LARGEST_INTEGER:
        raise RowUnreadable(Fault.NUMBER_ABSURD)
    return {"valueInteger": int(said)}


def _real(said: str, _: str) -> dict[str, Any]:
    return {"valueDecimal": _decimal(said)}


def _quantity(said: str, unit: str) -> dict[str, Any]:
    return {"valueQuantity": {"value": _decimal(said)} | ({"unit": unit} if unit else {})}


def _truth(said: str, _: str) -> dict[str, Any]:
    if said not in {"true", "false"}:
        raise RowUnreadable(Fault.SHAPE_UNKNOWN)
    return {"valueBoolean": said == "true"}


_SCALARS: Final[dict[str, Callable[[str, str], dict[str, Any]]]] = {
    "INT": _integer,
    "REAL": _real,
    "PQ": _quantity,
    "BL": _truth,
}


def _decimal(said: str) -> orjson.Fragment:
    """Return a number with the digits it was written with, for they tell its precision."""
    number_of(said)
    return orjson.Fragment(str(Decimal(said.replace(",", "."))))


def _form_of(root: etree._Element) -> str | None:
    """Return the form that was answered, as a URI that is never fetched, or nothing."""
    for parent in children(root, "relatedDocument"):
        if attribute(parent, "typeCode") == "XFRM":
            for identity in ids_of(parent, "parentDocument/id"):
                return _form_uri(identity)
    for reference in root.iter("{urn:hl7-org:v3}reference"):
        document = child(reference, "externalDocument")
        if document is None or is_coded(child(document, "code"), PHMR_CODE, LOINC):
            continue
        for identity in ids_of(document):
            if identity.root != _REFERENCE_KINDS:
                return _form_uri(identity)
    return None


def _form_uri(identity: Identity) -> str:
    """Write a form's id as a URI: the extension alone if it is one already."""
    extension = identity.extension
    if extension.lower().startswith(("http://", "https://", "urn:")):
        return quote(extension, safe=_URI)
    root = f"urn:oid:{identity.root}" if _is_oid(identity.root) else quote(identity.root)
    return f"{root}#{quote(extension, safe='')}" if extension else root


def _system_uri(system: str) -> str:
    return f"urn:oid:{system}" if _is_oid(system) else quote(system, safe=_URI)


def _is_oid(text: str) -> bool:
    return bool(text) and text.replace(".", "").isdigit() and text.isascii() and "." in text
