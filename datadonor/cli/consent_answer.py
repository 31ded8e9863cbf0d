"""How a command about consent answers after something was decided."""

from collections.abc import Iterable

from consent.case import ConsentCase, case_of
from datadonor.cli.common import Common
from datadonor.cli.consent_document import consent_document
from datadonor.cli.consent_notes import thanks_lines
from datadonor.errors import ExitCode


def answer(common: Common, case: ConsentCase, lines: Iterable[str]) -> None:
    """Answer with the document that all of these commands share, or with lines."""
    common.document(consent_document(case, common))
    for line in lines:
        common.say(line)


def anew(common: Common, case: ConsentCase) -> ConsentCase:
    """Return how a project stands after something was written."""
    return case_of(case.opened, case.signed.request.id, common.language)


def thank(common: Common, case: ConsentCase) -> int:
    """Answer to a yes that was written down: what goes, what does not, and what to do next."""
    now = anew(common, case)
    answer(common, now, thanks_lines(now, common))
    return ExitCode.YES
