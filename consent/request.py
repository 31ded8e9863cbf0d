"""The project request: who asks for what, why, how fine, and until when.

A request is what a researcher writes, an operator approves and a citizen answers.
Its payload is RFC 8785 JSON inside a DSSE envelope signed by the recipient
(``.ddrequest``); approval is the registry publishing exactly those bytes. The shape
is held by the model, what an ethics office would demand by ``consent.request_check``.
"""

import json
import re
from collections.abc import Sequence
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Any, Final, Literal, NamedTuple, NewType, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from consent.envelope import Envelope, EnvelopeDamaged, open_envelope, seal_envelope
from consent.request_text import Day, Digest, Identifier, Line, Prose, Questionnaire
from datadonor.errors import DatadonorError, ExitCode
from datadonor.texts import Language

FORMAT: Final = "datadonor.request/1"
PAYLOAD_TYPE: Final = "application/vnd.datadonor.request+json"
_MOST_DEPTH: Final = 40
_LATER: Final = re.compile(r"datadonor\.request/[0-9]{1,6}")

ProjectId = NewType("ProjectId", str)
"""The registry's id of a project."""


class RequestInvalid(DatadonorError):
    """The file is a signed envelope, but what it holds is not a request.

    Facts: ``where``, the name of the first field that does not fit (one of ours).
    """

    code = "REQUEST_INVALID"
    exit_code = ExitCode.BAD_FILE


class RequestTooNew(DatadonorError):
    """The request is of a later format than this program knows."""

    code = "REQUEST_TOO_NEW"
    exit_code = ExitCode.BAD_FILE


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Texts(_Part):
    """One text in both languages."""

    da: Prose
    en: Prose

    def in_language(self, language: Language) -> str:
        """Return the text of one language."""
        return self.da if language is Language.DANISH else self.en


class Controller(_Part):
    """Who is answerable for the data (GDPR art. 4(7))."""

    name: Line
    cvr: Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")] | None = None
    address: Line
    contact: Line
    dpo: Line


class Investigator(_Part):
    """The researcher in charge."""

    name: Line
    title: Line | None = None
    organisation: Line | None = None
    contact: Line | None = None


class Ethics(_Part):
    """The approval by a research ethics committee."""

    committee: Line
    case_number: Line
    approved_on: Day
    document_sha256: Digest | None = None


class Complaints(_Part):
    """Where a citizen complains (GDPR art. 77)."""

    name: Line
    contact: Line


class Resolution(StrEnum):
    """How fine the values are that are asked for, finest first."""

    RAW = "raw"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SUMMARY = "summary"

    @property
    def rank(self) -> int:
        """0 for the finest."""
        return list(Resolution).index(self)


class Dates(StrEnum):
    """What becomes of dates, most telling first.

    The order is one of thumb: shifted dates hide the season and keep the days between;
    a month tells the season and hides the days. Neither contains the other.
    """

    EXACT = "exact"
    SHIFTED = "shifted"
    MONTH = "month"
    YEAR = "year"

    @property
    def rank(self) -> int:
        """0 for the most telling."""
        return list(Dates).index(self)


class Window(_Part):
    """Which record dates are asked for: whole days, first and last included."""

    from_: Annotated[Day, Field(alias="from")]
    until: Day

    @model_validator(mode="after")
    def _is_ascending(self) -> Self:
        if self.until < self.from_:
            msg = "the window ends before it begins"
            raise ValueError(msg)
        return self


class Item(_Part):
    """One thing asked for: a data category, or some types of it, in a window."""

    id: Identifier
    category: Identifier
    types: Annotated[tuple[Identifier, ...], Field(min_length=1)] | None = None
    why: Texts
    required: bool
    window: Window
    finest_resolution: Resolution
    dates: Dates


class OptionId(StrEnum):
    """What can be agreed to beside the data themselves."""

    RECONTACT = "recontact"
    RESULTS = "results"
    INCIDENTAL_FINDINGS = "incidental_findings"
    COMMERCIAL = "commercial"
    OUTSIDE_EU = "outside_eu"
    SHARING_ONWARDS = "sharing_onwards"


class Option(_Part):
    """A yes or no of its own. Nothing is chosen beforehand."""

    id: OptionId
    text: Texts
    default: Literal[False] = False


class Retention(_Part):
    """How long the data are kept, and what happens then. Exactly one of the first two.

    ``duration`` (ISO 8601, whole days to years) counts from the day on which the
    recipient got the data, for each sending on its own.
    """

    until: Day | None = None
    duration: Annotated[str, StringConstraints(pattern=r"^P([0-9]{1,3}[YMWD]){1,4}$")] | None = None
    then: Literal["erase", "anonymise"]

    @model_validator(mode="after")
    def _has_one_end(self) -> Self:
        if (self.until is None) == (self.duration is None):
            msg = "either until or duration"
            raise ValueError(msg)
        return self


class Withdrawal(_Part):
    """What happens to data already sent when the donor withdraws."""

    effect: Literal["erase", "anonymise", "future_only"]
    text: Texts


class Question(_Part):
    """A question that shows whether the text was understood."""

    question: Texts
    answers: Annotated[tuple[Texts, ...], Field(min_length=2, max_length=6)]
    correct: Annotated[int, Field(ge=0)]
    explanation: Texts

    @model_validator(mode="after")
    def _has_its_answer(self) -> Self:
        if self.correct >= len(self.answers):
            msg = "the correct answer is not among the answers"
            raise ValueError(msg)
        return self


Demographic = Literal["year_of_birth", "age_band", "sex", "region", "municipality"]
Frequency = Literal["once", "weekly", "monthly"]


class ProjectRequest(_Part):
    """The whole request (``docs/formats/request.md``)."""

    format: Literal["datadonor.request/1"] = FORMAT
    id: Identifier
    version: Annotated[int, Field(ge=1, le=9999, strict=True)]
    title: Texts
    summary: Texts
    controller: Controller
    investigator: Investigator
    recipient: Identifier
    ethics: Ethics | None = None
    legal_basis: Line
    complaints: Complaints | None = None
    purposes: Annotated[tuple[Line, ...], Field(min_length=1, max_length=20)]
    data_use: Annotated[tuple[Line, ...], Field(max_length=20)] = ()
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=100)]
    demographics: Annotated[tuple[Demographic, ...], Field(max_length=5)] = ()
    frequency: Frequency
    until: Day | None = None
    options: Annotated[tuple[Option, ...], Field(max_length=6)] = ()
    retention: Retention
    storage_location: Line
    withdrawal: Withdrawal
    comprehension: Annotated[tuple[Question, ...], Field(max_length=10)] = ()
    questionnaires: Annotated[tuple[Questionnaire, ...], Field(max_length=20)] = ()
    valid_until: Day

    @model_validator(mode="after")
    def _has_no_doubles(self) -> Self:
        lists: list[tuple[str, Sequence[str]]] = [
            ("items", [item.id for item in self.items]),
            ("options", [option.id for option in self.options]),
            ("demographics", self.demographics),
            ("purposes", self.purposes),
            ("data_use", self.data_use),
            *(("types", item.types or ()) for item in self.items),
        ]
        for name, ids in lists:
            if len(ids) != len(set(ids)):
                msg = f"{name}: one stands twice"
                raise ValueError(msg)
        return self

    def item(self, item_id: str) -> Item | None:
        """Return the item of an id, or nothing."""
        return next((item for item in self.items if item.id == item_id), None)


class SignedRequest(NamedTuple):
    """A request as it came: its model, its envelope, and the digest of its exact bytes."""

    request: ProjectRequest
    envelope: Envelope
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the envelope's bytes, in hex: what approval is about."""
        return sha256(self.content).hexdigest()


def sign_request(request: ProjectRequest, private_key: Ed25519PrivateKey) -> bytes:
    """Return the bytes of a ``.ddrequest``."""
    return seal_envelope(request_document(request), PAYLOAD_TYPE, [private_key])


def request_document(request: ProjectRequest) -> Any:  # noqa: ANN401 - any JSON
    """Return a request as plain JSON values, absent fields left out."""
    return request.model_dump(mode="json", by_alias=True, exclude_none=True)


def open_request(content: bytes) -> SignedRequest:
    """Read the bytes of a ``.ddrequest``. Whether anyone approved it is another matter.

    Raises:
        EnvelopeDamaged: Not an envelope of a request.
        RequestTooNew: Of a later format.
        RequestInvalid: Not a request.
    """
    envelope = open_envelope(content, PAYLOAD_TYPE)
    return SignedRequest(parse_request(envelope.payload), envelope, content)


def parse_request(payload: bytes) -> ProjectRequest:
    """Turn a request's JSON into its model.

    Raises:
        EnvelopeDamaged: Not JSON.
        RequestTooNew: Of a later format.
        RequestInvalid: Not a request; ``where`` names the first field that is off.
    """
    try:
        document = json.loads(payload)
    except (ValueError, RecursionError):
        raise EnvelopeDamaged from None
    if isinstance(document, dict) and "format" not in document:
        raise RequestInvalid(where="format")
    return parse_document(document)


def parse_document(document: Any) -> ProjectRequest:  # noqa: ANN401 - any JSON
    """Turn a request's plain JSON values into its model.

    A draft need not say its format; what is signed does.

    Raises:
        RequestTooNew, RequestInvalid: As in ``parse_request``.
    """
    if _depth(document) > _MOST_DEPTH:
        raise RequestInvalid(where="questionnaires")
    try:
        written = json.dumps(document)
    except (TypeError, ValueError):
        raise RequestInvalid(where="request") from None
    try:
        # As JSON, because strictness then takes a text for a date and for nothing else.
        return ProjectRequest.model_validate_json(
            written, strict=True, by_alias=True, by_name=False
        )
    except ValidationError as error:
        problem = error.errors(include_url=False, include_context=False)[0]
    if problem["loc"] == ("format",) and _LATER.fullmatch(str(document.get("format"))):
        raise RequestTooNew
    raise RequestInvalid(where=_where(problem["loc"]))


def _where(location: tuple[int | str, ...]) -> str:
    """Return a field's place by names of ours and numbers only."""
    known = [str(step) for step in location if isinstance(step, int) or step in _NAMES]
    return ".".join(known) or "request"


def _depth(value: Any) -> int:  # noqa: ANN401 - any JSON
    deepest, stack = 0, [(value, 1)]
    while stack:
        inner, depth = stack.pop()
        deepest = max(deepest, depth)
        if isinstance(inner, dict):
            stack += [(below, depth + 1) for below in inner.values()]
        elif isinstance(inner, list):
            stack += [(below, depth + 1) for below in inner]
    return deepest


def _field_names(model: type[BaseModel]) -> set[str]:
    names = set()
    for name, field in model.model_fields.items():
        names.add(field.alias or name)
    return names


_NAMES: Final = frozenset().union(
    *(
        _field_names(model)
        for model in (
            ProjectRequest, Controller, Investigator, Ethics, Complaints, Window, Item, Option,
            Retention, Withdrawal, Question, Texts,
        )
    )
)  # fmt: skip
