"""The consent as it travels in a bundle: ``data/consent/consent.json``.

What the recipient's program checks a bundle against: which items were granted, how fine,
for how long a time. It is made of the recipient's copy of the consent, so it holds nothing
that could link a donor across two recipients. The manifest's signature covers it.
"""

from typing import Annotated, Any, Final, Literal

import rfc8785
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from consent.receipt.record import ConsentRecord, Copy
from consent.request import Dates, Demographic, Frequency, OptionId, Resolution, Window
from consent.request_text import Day, Digest, Identifier
from datadonor.errors import DatadonorError, ExitCode

CONSENT: Final = "data/consent/consent.json"
FORMAT: Final = "datadonor.consent/1"


class ConsentedUnreadable(DatadonorError):
    """The consent in a bundle is not in its form."""

    code = "CONSENTED_UNREADABLE"
    exit_code = ExitCode.BAD_FILE


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class ConsentedItem(_Part):
    """An item that was granted.

    Attributes:
        id: Of the request.
        category: Of the vocabulary.
        types: Those granted; nothing for all of the category.
        resolution: The finest that may be sent.
        dates: What becomes of dates.
        window_days: How many days of records were granted.
        window: Which days, both included; told only where dates go as they are.
    """

    id: Identifier
    category: Identifier
    types: Annotated[tuple[Identifier, ...], Field(min_length=1)] | None = None
    resolution: Resolution
    dates: Dates
    window_days: Annotated[int, Field(ge=0, le=400_000, strict=True)]
    window: Window | None = None


class Consented(_Part):
    """What one donor agreed to, for one project, as its recipient is told.

    Attributes:
        given_on: The day in Denmark on which it was given.
        last_day: The last one, included, on which data may be sent.
        items: Those granted, in the request's order. What is not here was not granted.
        options: Those that were chosen, yes or no.
        demographics: What may be told about the person.
        text_sha256: Of the text that was agreed to.
    """

    format: Literal["datadonor.consent/1"] = FORMAT
    project: Identifier
    request_version: Annotated[int, Field(ge=1, le=9999, strict=True)]
    request_sha256: Digest
    pseudonym: Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{20}$")]
    given_on: Day
    last_day: Day
    items: Annotated[tuple[ConsentedItem, ...], Field(max_length=100)]
    options: dict[OptionId, bool] = Field(default_factory=dict)
    demographics: Annotated[tuple[Demographic, ...], Field(max_length=5)] = ()
    frequency: Frequency
    language: Literal["da", "en"]
    text_sha256: Digest

    def item(self, item_id: str) -> ConsentedItem | None:
        """Return the granted item of an id, or nothing."""
        return next((item for item in self.items if item.id == item_id), None)


def consented_of(record: ConsentRecord) -> Consented:
    """Say what a consent grants, for its recipient.

    Raises:
        ValueError: It is the donor's own copy, which tells more.
    """
    if record.copy is not Copy.RECIPIENT:
        raise ValueError("not the recipient's copy")
    return Consented(
        project=record.request.id,
        request_version=record.request.version,
        request_sha256=record.request_sha256,
        pseudonym=record.subject,
        given_on=record.first_day,
        last_day=record.last_day,
        items=tuple(
            ConsentedItem(
                id=item.id,
                category=item.category,
                types=item.types,
                resolution=item.resolution,
                dates=item.dates,
                window_days=item.window_days,
                window=None
                if item.window is None
                else Window(from_=item.window.first, until=item.window.last),
            )
            for item in record.granted
        ),
        options={option: said for option, said in record.options if said is not None},
        demographics=tuple(record.demographics),  # type: ignore[arg-type]
        frequency=record.frequency,
        language=record.language.value,
        text_sha256=record.text_sha256,
    )


def consented_bytes(consented: Consented) -> bytes:
    """Return the file: RFC 8785 JSON."""
    document: dict[str, Any] = consented.model_dump(mode="json", by_alias=True, exclude_none=True)
    return rfc8785.dumps(document)


def parse_consented(content: bytes) -> Consented:
    """Read the file.

    Raises:
        ConsentedUnreadable: It is none, or not written as ``consented_bytes`` does.
    """
    try:
        consented = Consented.model_validate_json(content, by_alias=True, by_name=False)
    except (ValueError, RecursionError):  # pydantic's errors are ValueErrors
        raise ConsentedUnreadable from None
    ids = [item.id for item in consented.items]
    if len(set(ids)) != len(ids) or consented_bytes(consented) != content:
        raise ConsentedUnreadable
    return consented
