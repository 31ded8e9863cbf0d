"""Read a request as an ethics office would, and say what is missing or bad.

``consent.request`` holds the form; this looks at the content of what already has the
form. Every finding has a code, a place and a sentence in both languages. The checker
helps an office and a researcher: it never approves anything, it sees no meaning, and a
request without findings can still be a bad one. Must not know files, keys or the
registry. The day is passed in.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from consent.request import ProjectRequest
from consent.request_check.finding import Code, RequestFinding, Severity
from consent.request_check.formalities import (
    check_data_use,
    check_duration,
    check_legal_basis,
    check_parties,
    check_place,
    check_purposes,
    check_withdrawal,
)
from consent.request_check.language import check_summary, check_texts
from consent.request_check.minimisation import check_demographics, check_items
from consent.request_check.questions import check_comprehension, check_questionnaires

__all__ = ["Code", "RequestFinding", "Severity", "check_request", "has_errors"]

_CHECKS: Final[tuple[Callable[[ProjectRequest, date], Iterator[RequestFinding]], ...]] = (
    check_parties,
    check_legal_basis,
    check_purposes,
    check_data_use,
    check_items,
    check_demographics,
    check_duration,
    check_place,
    check_withdrawal,
    check_summary,
    check_texts,
    check_comprehension,
    check_questionnaires,
)


def check_request(request: ProjectRequest, today: date) -> list[RequestFinding]:
    """Return everything that an ethics office would point at.

    Args:
        request: A request that has the form.
        today: The day on which it is read, in the office's own calendar.

    Returns:
        Errors first, then advice, each in the order of the checks; empty if there is
        nothing to say.
    """
    findings = [finding for check in _CHECKS for finding in check(request, today)]
    return sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)


def has_errors(findings: list[RequestFinding]) -> bool:
    """Say whether something must be mended before approval."""
    return any(finding.severity is Severity.ERROR for finding in findings)
