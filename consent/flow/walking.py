"""Walking through the steps: back and forth as one likes, and to the last when all is there.

People want to look ahead before they decide, so every step is open at all times but one:
to sign there must be nothing missing. Must not know: screens, the vault, the clock.
"""

from datetime import date

from consent.flow.conversation import Conversation, require_about
from consent.flow.missing import require_ready
from consent.flow.steps import StepId, step_after, step_at, step_before
from consent.request import ProjectRequest


def go_to(
    conversation: Conversation, request: ProjectRequest, step: StepId, today: date
) -> Conversation:
    """Go to a step; to the one after it if the request has nothing for it.

    Args:
        conversation: So far.
        request: What is asked.
        step: Where to.
        today: In Denmark.

    Raises:
        NotReadyToSign: It is the last step, and something is missing.
        ConversationElsewhere: The conversation is about another request.
    """
    require_about(conversation, request)
    step = step_at(request, step)
    if step is StepId.SIGN:
        require_ready(conversation, request, today)
    return conversation.model_copy(update={"step": step})


def next_step(conversation: Conversation, request: ProjectRequest, today: date) -> Conversation:
    """Go on by one step; from the last one, stay.

    Raises:
        NotReadyToSign, ConversationElsewhere: As ``go_to`` says.
    """
    return go_to(conversation, request, step_after(request, conversation.step), today)


def previous_step(conversation: Conversation, request: ProjectRequest) -> Conversation:
    """Go back by one step; from the first one, stay.

    Raises:
        ConversationElsewhere: The conversation is about another request.
    """
    require_about(conversation, request)
    return conversation.model_copy(update={"step": step_before(request, conversation.step)})
