"""What can change between two versions of a request, and whether it needs a new consent."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self

from consent.vocabulary import Facts, Words, day_in_words, sentence, term_in_words
from datadonor.texts import Language

_ASK = True
_KEEP = False


class ChangeCode(StrEnum):
    """Every change. Whether it needs a new consent is part of what the code means."""

    needs_new_consent: bool

    def __new__(cls, code: str, needs_new_consent: bool) -> Self:  # noqa: FBT001 - a table below
        """Make a member that is its code and knows whether the person is asked again."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.needs_new_consent = needs_new_consent
        return member

    VERSION_CHANGED = "VERSION_CHANGED", _KEEP
    TITLE_CHANGED = "TITLE_CHANGED", _ASK
    SUMMARY_CHANGED = "SUMMARY_CHANGED", _ASK
    CONTROLLER_CHANGED = "CONTROLLER_CHANGED", _ASK
    CONTROLLER_CONTACT_CHANGED = "CONTROLLER_CONTACT_CHANGED", _KEEP
    INVESTIGATOR_CHANGED = "INVESTIGATOR_CHANGED", _KEEP
    RECIPIENT_CHANGED = "RECIPIENT_CHANGED", _ASK
    ETHICS_ADDED = "ETHICS_ADDED", _KEEP
    ETHICS_REMOVED = "ETHICS_REMOVED", _ASK
    ETHICS_CHANGED = "ETHICS_CHANGED", _ASK
    ETHICS_DETAILS_CHANGED = "ETHICS_DETAILS_CHANGED", _KEEP
    LEGAL_BASIS_CHANGED = "LEGAL_BASIS_CHANGED", _ASK
    COMPLAINTS_CHANGED = "COMPLAINTS_CHANGED", _KEEP
    PURPOSE_ADDED = "PURPOSE_ADDED", _ASK
    PURPOSE_REMOVED = "PURPOSE_REMOVED", _KEEP

    DATA_USE_PERMISSION_CHANGED = "DATA_USE_PERMISSION_CHANGED", _ASK
    DATA_USE_PERMISSION_NARROWED = "DATA_USE_PERMISSION_NARROWED", _KEEP
    DATA_USE_LIMIT_ADDED = "DATA_USE_LIMIT_ADDED", _KEEP
    DATA_USE_LIMIT_REMOVED = "DATA_USE_LIMIT_REMOVED", _ASK
    DATA_USE_ALLOWANCE_ADDED = "DATA_USE_ALLOWANCE_ADDED", _ASK
    DATA_USE_ALLOWANCE_REMOVED = "DATA_USE_ALLOWANCE_REMOVED", _KEEP

    ITEM_ADDED = "ITEM_ADDED", _ASK
    ITEM_REMOVED = "ITEM_REMOVED", _KEEP
    ITEM_CATEGORY_CHANGED = "ITEM_CATEGORY_CHANGED", _ASK
    ITEM_TYPES_ADDED = "ITEM_TYPES_ADDED", _ASK
    ITEM_TYPES_REMOVED = "ITEM_TYPES_REMOVED", _KEEP
    ITEM_REASON_CHANGED = "ITEM_REASON_CHANGED", _ASK
    ITEM_REQUIRED = "ITEM_REQUIRED", _ASK
    ITEM_OPTIONAL = "ITEM_OPTIONAL", _KEEP
    WINDOW_STARTS_EARLIER = "WINDOW_STARTS_EARLIER", _ASK
    WINDOW_STARTS_LATER = "WINDOW_STARTS_LATER", _KEEP
    WINDOW_ENDS_LATER = "WINDOW_ENDS_LATER", _ASK
    WINDOW_ENDS_EARLIER = "WINDOW_ENDS_EARLIER", _KEEP
    RESOLUTION_FINER = "RESOLUTION_FINER", _ASK
    RESOLUTION_COARSER = "RESOLUTION_COARSER", _KEEP
    DATES_TELL_MORE = "DATES_TELL_MORE", _ASK
    DATES_TELL_LESS = "DATES_TELL_LESS", _KEEP

    DEMOGRAPHIC_ADDED = "DEMOGRAPHIC_ADDED", _ASK
    DEMOGRAPHIC_COARSER = "DEMOGRAPHIC_COARSER", _KEEP
    DEMOGRAPHIC_REMOVED = "DEMOGRAPHIC_REMOVED", _KEEP
    FREQUENCY_MORE_OFTEN = "FREQUENCY_MORE_OFTEN", _ASK
    FREQUENCY_LESS_OFTEN = "FREQUENCY_LESS_OFTEN", _KEEP
    UNTIL_LATER = "UNTIL_LATER", _ASK
    UNTIL_EARLIER = "UNTIL_EARLIER", _KEEP
    VALID_LONGER = "VALID_LONGER", _ASK
    VALID_SHORTER = "VALID_SHORTER", _KEEP

    OPTION_ADDED = "OPTION_ADDED", _ASK
    OPTION_REMOVED = "OPTION_REMOVED", _KEEP
    OPTION_TEXT_CHANGED = "OPTION_TEXT_CHANGED", _ASK
    RETENTION_LONGER = "RETENTION_LONGER", _ASK
    RETENTION_SHORTER = "RETENTION_SHORTER", _KEEP
    RETENTION_CHANGED = "RETENTION_CHANGED", _ASK
    RETENTION_ENDS_ANONYMOUS = "RETENTION_ENDS_ANONYMOUS", _ASK
    RETENTION_ENDS_ERASED = "RETENTION_ENDS_ERASED", _KEEP
    STORAGE_CHANGED = "STORAGE_CHANGED", _ASK
    WITHDRAWAL_WEAKER = "WITHDRAWAL_WEAKER", _ASK
    WITHDRAWAL_STRONGER = "WITHDRAWAL_STRONGER", _KEEP
    WITHDRAWAL_TEXT_CHANGED = "WITHDRAWAL_TEXT_CHANGED", _ASK
    QUESTIONS_CHANGED = "QUESTIONS_CHANGED", _KEEP
    QUESTIONNAIRE_ADDED = "QUESTIONNAIRE_ADDED", _ASK
    QUESTIONNAIRE_CHANGED = "QUESTIONNAIRE_CHANGED", _ASK
    QUESTIONNAIRE_REMOVED = "QUESTIONNAIRE_REMOVED", _KEEP

    ORDER_CHANGED = "ORDER_CHANGED", _KEEP
    OTHER_CHANGED = "OTHER_CHANGED", _ASK


@dataclass(frozen=True)
class Change:
    """One thing that differs between two versions.

    Attributes:
        code: What kind of change.
        where: The field; items and options by their id: ``items.heart``.
        facts: What stands in the sentence.
    """

    code: ChangeCode
    where: str
    facts: Facts = field(default_factory=dict)

    @property
    def needs_new_consent(self) -> bool:
        """Whether someone who has consented must be asked again."""
        return self.code.needs_new_consent

    def sentence(self, language: Language) -> str:
        """Say what changed."""
        return sentence(f"request_versions.{self.code}", language, self.facts)


def other_change(where: str) -> Change:
    """Return the change of a field of which nothing more is known: it needs a new consent."""
    return Change(ChangeCode.OTHER_CHANGED, where, {"field": where})


def moved_day(
    before: date,
    now: date,
    where: str,
    facts: Mapping[str, Words],
    codes: tuple[ChangeCode, ChangeCode],
) -> Iterator[Change]:
    """Yield the first code if a day moved to later, the second if to earlier."""
    if before != now:
        days = {"before": day_in_words(before), "now": day_in_words(now)}
        yield Change(codes[0] if now > before else codes[1], where, {**facts, **days})


def only_in(some: Iterable[str], others: Iterable[str]) -> list[str]:
    """Return what is in the first and not in the second, in its order."""
    missing = set(others)
    return [each for each in some if each not in missing]


def word(table: str, name: str) -> Words:
    """Return the short name of something that a request chooses between."""
    return term_in_words(f"request_words.{table}.{name}")


def before_and_now(table: str, before: str, now: str) -> dict[str, Words]:
    """Return two short names as facts."""
    return {"before": word(table, before), "now": word(table, now)}
