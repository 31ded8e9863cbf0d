"""What mandates of the same right have to have in common, as long as they stand.

Those with the same right all decide together, or each alone: else one of two who share
custody could write down that she decides alone. And a person has one birthday.

Must not know: the vault, the log, the clock.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from typing_extensions import override

from consent.mandate import Mandate
from datadonor.errors import DatadonorError, ExitCode
from datadonor.texts import Fact, Language, text


class MandateContradicts(DatadonorError):
    """Another mandate that stands says something else (fact: ``where``)."""

    code = "MANDATE_CONTRADICTS"
    exit_code = ExitCode.NO

    @override
    def words(self, language: Language) -> Mapping[str, Fact]:
        """Say what has to be the same."""
        return {"said": text(f"mandate.contradicts.{self.facts['where']}", language)}


def require_consistent(said: Mandate, others: Iterable[Mandate], *, is_replacing: bool) -> None:
    """Check that a new mandate does not contradict those that stand.

    Args:
        said: The new one.
        others: Those that are in force or still to begin, without the one it replaces.
        is_replacing: Whether it takes the place of another. A birthday can then be mended,
            one mandate after the other.

    Raises:
        MandateContradicts: On whether they decide together, or on the 18th birthday.
    """
    for other in others:
        if (other.capacity, other.basis) != (said.capacity, said.basis):
            continue
        if other.is_joint != said.is_joint:
            raise MandateContradicts(where="joint")
        if other.of_age_on != said.of_age_on and not is_replacing:
            raise MandateContradicts(where="of_age_on")


def require_of_age(said: Iterable[Mandate], day: date) -> None:
    """Check that no custody names an 18th birthday that has not come.

    Raises:
        MandateContradicts: One does.
    """
    if any(each.of_age_on is not None and day < each.of_age_on for each in said):
        raise MandateContradicts(where="of_age_on")
