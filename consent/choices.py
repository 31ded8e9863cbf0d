"""What a person decides about one request: item by item, option by option.

Nothing is chosen beforehand: what a person has not said yes to is a no. The model holds
the form; whether choices keep within what was asked is for ``consent.choice_rules``.
"""

import json
from hashlib import sha256
from typing import Annotated, Any, Final, Literal, Self

import rfc8785
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from consent.envelope import without_doubles
from consent.request import Demographic, Frequency, OptionId, Resolution
from consent.request_text import Day, Digest, Identifier
from datadonor.audit.fields import Code, Name
from datadonor.errors import DatadonorError, ExitCode

MOST_BYTES: Final = 1024 * 1024
"""Of a file of choices: room for some ten thousand records left out."""

MOST_EXCLUDED: Final = 10_000
"""Records left out of all items together: what a signed decision has room for. Who leaves
out more is served better by a window."""

RecordName = Annotated[str, StringConstraints(pattern=r"^[sed][0-9.\-]{1,120}$")]
"""A record as ``datadonor.records.record_id`` writes it. Never leaves the computer."""


class ChoicesUnreadable(DatadonorError):
    """A file is not a person's choices (fact: ``where``, the first field that is off)."""

    code = "CHOICES_UNREADABLE"
    exit_code = ExitCode.BAD_FILE


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class ItemChoice(_Part):
    """What is decided about one item. What is left out is as the request asks.

    Attributes:
        granted: Yes or no.
        types: Only these of the types asked for; at least one.
        from_: The first day of records, whole days in Denmark.
        until: The last day, included.
        resolution: Coarser than was asked.
        excluded_records: Single records that stay here, whatever else is granted.
    """

    granted: bool
    types: Annotated[tuple[Identifier, ...], Field(min_length=1)] | None = None
    from_: Annotated[Day | None, Field(alias="from")] = None
    until: Day | None = None
    resolution: Resolution | None = None
    excluded_records: tuple[RecordName, ...] = ()

    @model_validator(mode="after")
    def _is_plain(self) -> Self:
        if self.from_ is not None and self.until is not None and self.until < self.from_:
            msg = "the window ends before it begins"
            raise ValueError(msg)
        for several in (self.types or (), self.excluded_records):
            if len(several) != len(set(several)):
                msg = "one stands twice"
                raise ValueError(msg)
        return self


class Helper(_Part):
    """Someone who sat beside the person while they decided."""

    name: Name
    role: Code
    organisation: Name | None = None
    authorisation_id: Identifier | None = None


class Choices(_Part):
    """Everything that a person decides about one version of a request.

    Attributes:
        items: Item id → what is decided about it. An item that is not here was not chosen.
        options: Option → yes or no. One that is not here was not chosen, which is a no.
        demographics: What may be told about the person. Empty: nothing.
        frequency: Less often than was asked.
        expires: The last day on which data may be sent.
        language: Of the text that was shown.
        text_sha256: Of exactly that text.
        comprehension: The answer given to each question, by number from 0.
        given_by: Who decided.
        basis: What gives a guardian or proxy the right.
        assisted_by: Who helped.
    """

    items: dict[Identifier, ItemChoice] = Field(default_factory=dict)
    options: dict[OptionId, bool] = Field(default_factory=dict)
    demographics: tuple[Demographic, ...] = ()
    frequency: Frequency | None = None
    expires: Day | None = None
    language: Literal["da", "en"] | None = None
    text_sha256: Digest | None = None
    comprehension: Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(max_length=10)] = ()
    given_by: Literal["self", "guardian", "proxy"] = "self"
    basis: Code | None = None
    assisted_by: Helper | None = None

    @model_validator(mode="after")
    def _says_by_what_right(self) -> Self:
        if (self.given_by == "self") != (self.basis is None):
            msg = "a guardian or proxy, and nobody else, has a basis"
            raise ValueError(msg)
        if len(self.demographics) != len(set(self.demographics)):
            msg = "demographics: one stands twice"
            raise ValueError(msg)
        if sum(len(choice.excluded_records) for choice in self.items.values()) > MOST_EXCLUDED:
            msg = "too many records are left out"
            raise ValueError(msg)
        return self

    def is_granted(self, item_id: str) -> bool:
        """Whether the person said yes to an item."""
        choice = self.items.get(item_id)
        return choice is not None and choice.granted

    @property
    def granted(self) -> tuple[str, ...]:
        """The ids of the items that were granted, ascending."""
        return tuple(sorted(each for each, choice in self.items.items() if choice.granted))

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of the choices as RFC 8785 JSON."""
        return sha256(rfc8785.dumps(choices_document(self))).hexdigest()

    def without_item(self, item_id: str) -> "Choices":
        """Return the same choices with a no to one item. The records it leaves out stay out."""
        before = self.items.get(item_id)
        left_out = () if before is None else before.excluded_records
        items = {**self.items, item_id: ItemChoice(granted=False, excluded_records=left_out)}
        return self.model_copy(update={"items": items})


def choices_document(choices: Choices) -> dict[str, Any]:
    """Return choices as plain JSON values, what is not said left out."""
    return choices.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=False)


def parse_choices(content: bytes) -> Choices:
    """Read a file of choices.

    Raises:
        ChoicesUnreadable: It is none; ``where`` names the first field that is off.
    """
    if len(content) > MOST_BYTES:
        raise ChoicesUnreadable(where="file")
    try:
        document = json.loads(content.decode("utf-8-sig"), object_pairs_hook=without_doubles)
    except (ValueError, RecursionError):
        raise ChoicesUnreadable(where="file") from None
    return parse_choices_document(document)


def parse_choices_document(document: Any) -> Choices:  # noqa: ANN401 - any JSON
    """Turn plain JSON values into choices.

    Raises:
        ChoicesUnreadable: As in ``parse_choices``.
    """
    try:
        return Choices.model_validate_json(
            json.dumps(document), strict=True, by_alias=True, by_name=False
        )
    except ValidationError as error:
        problem = error.errors(include_url=False, include_context=False)[0]
    except (TypeError, ValueError, RecursionError):
        raise ChoicesUnreadable(where="file") from None
    known = [str(step) for step in problem["loc"] if step in _NAMES]
    raise ChoicesUnreadable(where=".".join(known) or "file")


_NAMES: Final = frozenset(
    field.alias or name
    for model in (Choices, ItemChoice, Helper)
    for name, field in model.model_fields.items()
)
