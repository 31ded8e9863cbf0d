"""The steps of the conversation, in their order.

Navigation is data: which steps there are follows from the request, and which one comes
next from the order here. Must not know: screens, the vault, the clock.
"""

from enum import StrEnum

from consent.request import ProjectRequest


class StepId(StrEnum):
    """Every step, in the order in which they are taken."""

    WHO_AND_WHY = "who_and_why"
    WHICH_DATA = "which_data"
    HOW_FINE = "how_fine"
    HOW_LONG_AND_OFTEN = "how_long_and_often"
    OPTIONS = "options"
    IF_YOU_REGRET = "if_you_regret"
    QUESTIONS = "questions"
    CHECK = "check"
    SIGN = "sign"

    @property
    def place(self) -> int:
        """0 for the first."""
        return list(StepId).index(self)


def steps_of(request: ProjectRequest) -> tuple[StepId, ...]:
    """Return the steps of a request in their order. One with nothing to answer is left out."""
    absent = set()
    if not request.options:
        absent.add(StepId.OPTIONS)
    if not request.comprehension:
        absent.add(StepId.QUESTIONS)
    return tuple(step for step in StepId if step not in absent)


def step_after(request: ProjectRequest, step: StepId) -> StepId:
    """Return the step that follows; the last one follows itself."""
    later = [each for each in steps_of(request) if each.place > step.place]
    return later[0] if later else step


def step_before(request: ProjectRequest, step: StepId) -> StepId:
    """Return the step that comes before; the first one comes before itself."""
    earlier = [each for each in steps_of(request) if each.place < step.place]
    return earlier[-1] if earlier else step


def step_at(request: ProjectRequest, step: StepId) -> StepId:
    """Return a step, or the one after it if the request has nothing for it."""
    return step if step in steps_of(request) else step_after(request, step)
