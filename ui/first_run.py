"""The way in for someone who has no vault yet: its steps, and who sits there. No Qt.

Navigation is data: the page is a skin over it. Must not know: any word or widget.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from datadonor.settings import Seat


class Step(StrEnum):
    """One screen of the way, in their order."""

    LOOKS = "looks"
    PROMISE = "promise"
    WHO = "who"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a step
    WORDS = "words"
    CONFIRM = "confirm"  # the second half of the recovery words


class Role(StrEnum):
    """Who will use Datadonor here."""

    SELF = "self"
    HELPING = "helping"
    RESEARCHER = "researcher"
    AUDITOR = "auditor"

    @property
    def seat(self) -> Seat:
        """Where they sit; citizens, and whoever helps one, need a vault."""
        match self:
            case Role.RESEARCHER:
                return "researcher"
            case Role.AUDITOR:
                return "auditor"
            case _:
                return "citizen"

    @property
    def makes_vault(self) -> bool:
        """Whether the way goes on to a vault; it leads elsewhere otherwise."""
        return self.seat == "citizen"


STEPS_COUNTED: Final = 5
"""What the person is told; both halves of the recovery words are one step."""


@dataclass(frozen=True, slots=True)
class FirstRun:
    """Where a person is on the way. ``has_vault`` once there is one: then no way leads back."""

    step: Step = Step.LOOKS
    role: Role | None = None
    has_vault: bool = False

    @property
    def number(self) -> int:
        """The step's number for the person, from 1."""
        return min(list(Step).index(self.step) + 1, STEPS_COUNTED)

    @property
    def may_go_on(self) -> bool:
        """Whether there is a next step: not before somebody is chosen, nor without a vault."""
        return self.step is not Step.WHO or (self.role is not None and self.role.makes_vault)

    @property
    def may_go_back(self) -> bool:
        """Whether there is a step before that can be gone to."""
        if self.has_vault:
            return self.step is Step.CONFIRM
        return self.step is not Step.LOOKS

    def choose(self, role: Role) -> Self:
        """Say who sits there."""
        return replace(self, role=role)

    def go_on(self) -> Self:
        """Return the next step, or where one is if there is none."""
        following = list(Step).index(self.step) + 1
        if not self.may_go_on or following == len(Step):
            return self
        return replace(self, step=list(Step)[following])

    def go_back(self) -> Self:
        """Return the step before, or where one is if it cannot be gone to."""
        if not self.may_go_back:
            return self
        return replace(self, step=list(Step)[list(Step).index(self.step) - 1])

    def with_vault(self) -> Self:
        """Go on to the words of the vault that has been made."""
        return replace(self, step=Step.WORDS, has_vault=True)
