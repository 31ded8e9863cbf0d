"""The data types of FHIR R4 that our receipts use, as models, narrowed to what we write.

Times have a zone, periods are whole days, codes of other people's systems are those of
``consent.receipt.fhir_terms`` and no others. The validators we know let wrong codes, empty
lists and reversed periods through; these do not. No error tells a value.

Source: FHIR R4 4.0.1 §2.24 (data types) and §2.24.0.1 (primitive types); narrower where it
says "ours".
"""

import re
from datetime import date, datetime
from typing import Annotated, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic.alias_generators import to_camel

from consent.receipt.fhir_terms import DOMAIN, DPV, DUO, EXTENSIONS, OURS, TERMS, URI, Term
from datadonor.records.categories import EHDS

_OPEN: Final = frozenset({DPV, EHDS, DUO, URI})
"""Systems whose codes a request may choose freely."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)


class Part(BaseModel):
    """Frozen, with FHIR's names, and nothing in it that is not declared."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        alias_generator=to_camel,
        populate_by_name=True,
    )


class Fault(ValueError):
    """What a validator of ours raises: the code of a fault, and never a value."""


def _day(written: str) -> str:
    if not _DAY.fullmatch(written):
        raise Fault("day_unreadable")
    try:
        date.fromisoformat(written)
    except ValueError:
        raise Fault("day_impossible") from None
    return written


def _moment(written: str) -> str:
    found = _MOMENT.fullmatch(written)
    if found is None:
        raise Fault("time_unreadable")
    if found["zone"] is None:
        raise Fault("time_without_zone")
    try:
        datetime.fromisoformat(written)
    except ValueError:
        raise Fault("time_impossible") from None
    return written


def _not_blank(written: str) -> str:
    if not written.strip():
        raise Fault("empty")
    return written


Day = Annotated[str, AfterValidator(_day)]
"""A whole day. R4 lets a month or a year stand there; ours never do."""
Moment = Annotated[str, AfterValidator(_moment)]
"""With zone (R4 instant)."""
Text = Annotated[
    str, StringConstraints(pattern=r"^([ \r\n\t]|[^\s\x00-\x1f])+$"), AfterValidator(_not_blank)
]
Uri = Annotated[str, StringConstraints(pattern=r"^[^\s\x00-\x1f]+$")]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]{1,64}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[^\s\x00-\x1f]+( [^\s\x00-\x1f]+)*$")]
Base64 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]+={0,2}$")]
LanguageCode = Literal["da", "en"]


class Coding(Part):
    """A code. Of the systems of others only those that we use."""

    system: Uri
    code: Code

    @model_validator(mode="after")
    def _is_known(self) -> Self:
        if self.system not in _OPEN and not self.system.startswith(OURS):
            if self.system not in {term.system for term in TERMS}:
                raise Fault("system_unknown")
            if Term(self.system, self.code) not in TERMS:
                raise Fault("code_unknown")
        return self


class Concept(Part):
    """R4 CodeableConcept."""

    coding: Annotated[tuple[Coding, ...], Field(min_length=1)] | None = None
    text: Text | None = None

    def has(self, term: Term) -> bool:
        """Say whether a term is among its codings."""
        return any((each.system, each.code) == term for each in self.coding or ())


def bound(*allowed: Term) -> AfterValidator:
    """Bind a concept or coding: one of these terms it must have."""

    def check(value: Concept | Coding) -> Concept | Coding:
        codings = (value,) if isinstance(value, Coding) else value.coding or ()
        if not any((each.system, each.code) in allowed for each in codings):
            raise Fault("code_unknown")
        return value

    return AfterValidator(check)


class Period(Part):
    """R4 Period, of whole days, both of them there (ours)."""

    start: Day
    end: Day

    @model_validator(mode="after")
    def _per_1(self) -> Self:
        if self.end < self.start:
            raise Fault("per-1")
        return self


class Identifier(Part):
    """R4 Identifier."""

    use: Literal["usual", "official", "temp", "secondary", "old"] | None = None
    system: Uri
    value: Text


class Reference(Part):
    """R4 Reference: to a resource of the receipt, or by identifier or name (ref-1)."""

    reference: Annotated[str, StringConstraints(pattern=r"^urn:uuid:[0-9a-f-]{36}$")] | None = None
    type: Literal["Patient", "Organization", "Consent"] | None = None
    identifier: Identifier | None = None
    display: Text | None = None

    @model_validator(mode="after")
    def _refers(self) -> Self:
        if self.reference is None and self.identifier is None and self.display is None:
            raise Fault("reference_empty")
        return self


class _Extensible(Part):
    url: Uri
    value_code: Code | None = None
    value_coding: Coding | None = None
    value_boolean: bool | None = None
    value_reference: Reference | None = None
    value_positive_int: Annotated[int, Field(ge=1, lt=2**31)] | None = None
    value_unsigned_int: Annotated[int, Field(ge=0, lt=2**31)] | None = None

    def _says(self) -> int:
        return len(self.model_fields_set - {"url"})


class InnerExtension(_Extensible):
    """One part of an extension."""

    url: Literal["domain", "status", "option", "answer", "item", "withdrawn"]

    @model_validator(mode="after")
    def _ext_1(self) -> Self:
        if self._says() != 1:
            raise Fault("ext-1")
        return self


class Extension(_Extensible):
    """R4 Extension: one of ours, or the link to the study. A value, or parts (ext-1)."""

    extension: Annotated[tuple[InnerExtension, ...], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _ext_1(self) -> Self:
        if self.url not in EXTENSIONS | {DOMAIN}:
            raise Fault("extension_unknown")
        if self._says() != 1:
            raise Fault("ext-1")
        return self


Extensions = Annotated[tuple[Extension, ...], Field(min_length=1)]
References = Annotated[tuple[Reference, ...], Field(min_length=1)]
