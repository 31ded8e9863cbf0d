"""What the checker can find: every code, how grave it is, and its sentence."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from consent.vocabulary import Facts, sentence
from datadonor.texts import Language


class Severity(StrEnum):
    """What a finding means for approval."""

    ERROR = "error"
    """Must be mended before the request can be approved."""

    ADVICE = "advice"
    """The office should look at it; there may be a good reason."""


class Code(StrEnum):
    """Everything the checker can find. A code that has been released keeps its meaning."""

    severity: Severity

    def __new__(cls, code: str, severity: Severity) -> Self:
        """Make a member that is its code and knows how grave it is."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.severity = severity
        return member

    # Who is answerable, and on what ground.
    ETHICS_MISSING = "ETHICS_MISSING", Severity.ERROR
    CASE_NUMBER_DOUBTFUL = "CASE_NUMBER_DOUBTFUL", Severity.ERROR
    APPROVED_IN_FUTURE = "APPROVED_IN_FUTURE", Severity.ERROR
    CVR_WRONG = "CVR_WRONG", Severity.ERROR
    ADDRESS_DOUBTFUL = "ADDRESS_DOUBTFUL", Severity.ADVICE
    CONTACT_UNREACHABLE = "CONTACT_UNREACHABLE", Severity.ERROR
    INVESTIGATOR_CONTACT_MISSING = "INVESTIGATOR_CONTACT_MISSING", Severity.ADVICE
    COMPLAINTS_MISSING = "COMPLAINTS_MISSING", Severity.ERROR
    COMPLAINTS_NOT_AUTHORITY = "COMPLAINTS_NOT_AUTHORITY", Severity.ADVICE
    LEGAL_BASIS_UNKNOWN = "LEGAL_BASIS_UNKNOWN", Severity.ADVICE
    FORM_OPTION_MISSING = "FORM_OPTION_MISSING", Severity.ADVICE

    # What the data may be used for.
    PURPOSE_UNKNOWN = "PURPOSE_UNKNOWN", Severity.ERROR
    COMMERCIAL_WITHOUT_OPTION = "COMMERCIAL_WITHOUT_OPTION", Severity.ERROR
    DATA_USE_MISSING = "DATA_USE_MISSING", Severity.ADVICE
    DATA_USE_UNKNOWN = "DATA_USE_UNKNOWN", Severity.ERROR
    DATA_USE_CONTRADICTORY = "DATA_USE_CONTRADICTORY", Severity.ERROR
    DATA_USE_AGAINST_PURPOSE = "DATA_USE_AGAINST_PURPOSE", Severity.ERROR
    DATA_USE_AGAINST_OPTION = "DATA_USE_AGAINST_OPTION", Severity.ADVICE

    # How long, where, and what happens on withdrawal.
    VALID_UNTIL_PAST = "VALID_UNTIL_PAST", Severity.ERROR
    VALID_TOO_LONG = "VALID_TOO_LONG", Severity.ADVICE
    FREQUENCY_WITHOUT_END = "FREQUENCY_WITHOUT_END", Severity.ERROR
    UNTIL_AFTER_VALID = "UNTIL_AFTER_VALID", Severity.ERROR
    RETENTION_TOO_SHORT = "RETENTION_TOO_SHORT", Severity.ERROR
    RETENTION_LONG = "RETENTION_LONG", Severity.ADVICE
    STORAGE_OUTSIDE_EU = "STORAGE_OUTSIDE_EU", Severity.ERROR
    STORAGE_UNCLEAR = "STORAGE_UNCLEAR", Severity.ADVICE
    WITHDRAWAL_TEXT_UNCLEAR = "WITHDRAWAL_TEXT_UNCLEAR", Severity.ERROR
    FUTURE_ONLY_AGAINST_CONSENT = "FUTURE_ONLY_AGAINST_CONSENT", Severity.ERROR

    # No more than is needed.
    CATEGORY_UNKNOWN = "CATEGORY_UNKNOWN", Severity.ERROR
    ITEM_TYPE_UNKNOWN = "ITEM_TYPE_UNKNOWN", Severity.ERROR
    SENSITIVE_REQUIRED = "SENSITIVE_REQUIRED", Severity.ERROR
    SENSITIVE_RAW = "SENSITIVE_RAW", Severity.ADVICE
    RAW_WITHOUT_REASON = "RAW_WITHOUT_REASON", Severity.ERROR
    FINER_THAN_USUAL = "FINER_THAN_USUAL", Severity.ADVICE
    EXACT_DATES_WITHOUT_REASON = "EXACT_DATES_WITHOUT_REASON", Severity.ERROR
    WINDOW_BEYOND_STUDY = "WINDOW_BEYOND_STUDY", Severity.ERROR
    WINDOW_LONG = "WINDOW_LONG", Severity.ADVICE
    DEMOGRAPHICS_IDENTIFY = "DEMOGRAPHICS_IDENTIFY", Severity.ADVICE
    DEMOGRAPHICS_DOUBLE = "DEMOGRAPHICS_DOUBLE", Severity.ADVICE
    NOTHING_OPTIONAL = "NOTHING_OPTIONAL", Severity.ADVICE

    # What a person reads.
    SUMMARY_WITHOUT_PURPOSE = "SUMMARY_WITHOUT_PURPOSE", Severity.ERROR
    SUMMARY_WITHOUT_RISKS = "SUMMARY_WITHOUT_RISKS", Severity.ERROR
    SUMMARY_WITHOUT_CHOICE = "SUMMARY_WITHOUT_CHOICE", Severity.ERROR
    SUMMARY_WITHOUT_WITHDRAWAL = "SUMMARY_WITHOUT_WITHDRAWAL", Severity.ERROR
    SUMMARY_WITHOUT_PROTECTION = "SUMMARY_WITHOUT_PROTECTION", Severity.ERROR
    SUMMARY_VERY_HARD = "SUMMARY_VERY_HARD", Severity.ERROR
    TEXT_HARD = "TEXT_HARD", Severity.ADVICE
    TEXTS_IDENTICAL = "TEXTS_IDENTICAL", Severity.ERROR
    TEXT_IN_WRONG_LANGUAGE = "TEXT_IN_WRONG_LANGUAGE", Severity.ERROR
    TEXTS_DIFFER_IN_PARTS = "TEXTS_DIFFER_IN_PARTS", Severity.ADVICE
    TEXTS_DIFFER_IN_NUMBERS = "TEXTS_DIFFER_IN_NUMBERS", Severity.ERROR
    TEXTS_DIFFER_IN_LENGTH = "TEXTS_DIFFER_IN_LENGTH", Severity.ADVICE

    # What a person is asked.
    COMPREHENSION_FEW = "COMPREHENSION_FEW", Severity.ADVICE
    COMPREHENSION_SAME_PLACE = "COMPREHENSION_SAME_PLACE", Severity.ADVICE
    QUESTIONNAIRE_INVALID = "QUESTIONNAIRE_INVALID", Severity.ERROR
    QUESTIONNAIRE_NOT_ASKED = "QUESTIONNAIRE_NOT_ASKED", Severity.ADVICE


@dataclass(frozen=True)
class RequestFinding:
    """One thing that an ethics office would point at.

    Attributes:
        code: What was found.
        where: The field, as a path of our field names and positions from 0:
            ``items.0.why.da``.
        facts: What stands in the sentence.
    """

    code: Code
    where: str
    facts: Facts = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.code.severity

    def sentence(self, language: Language) -> str:
        """Say what is wrong and what would mend it."""
        return sentence(f"request_check.{self.code}", language, self.facts)
