"""Deciding about a project at a terminal: from the first page to what is written down."""

from consent.beginning import begun, own_data
from consent.case import ConsentCase
from consent.choices import Choices
from consent.deciding import Declined, leave_for_later, require_answerable, say_no, say_yes
from consent.flow import discard_conversation
from consent.mandate_signing import NOBODY, Signers
from datadonor.cli.common import Common
from datadonor.cli.consent_answer import anew, answer, thank
from datadonor.cli.consent_lines import command_lines
from datadonor.cli.consent_notes import withdrawn_lines
from datadonor.cli.conversation_beginning import beginning_lines
from datadonor.cli.conversation_talk import Ended, Talk, Wish
from datadonor.cli.lines import wrapped
from datadonor.errors import ExitCode


def converse(
    common: Common, case: ConsentCase, *, is_change: bool, signers: Signers = NOBODY
) -> int:
    """Walk the person through a request, and write down what they decide.

    Args:
        common: How to answer.
        case: The request, and how its project stands.
        is_change: Whether what is in force is changed, or something new is answered.
        signers: Who decides for the person, if somebody does.

    Returns:
        0 if they said yes, 1 if they said no or want to decide another day.

    Raises:
        DatadonorError: As ``require_answerable`` and ``say_yes`` say. Nothing was changed.
    """
    require_answerable(case, is_change=is_change)
    beginning = begun(case, common.language, is_change=is_change)
    for line in beginning_lines(beginning, common, is_change=is_change):
        common.say(wrapped(line, hanging=2))
    talk = Talk(common, case, beginning.conversation, own_data(case))
    try:
        choices = talk.until_signed()
    except Ended as ended:
        return _end(common, case, ended.wish, is_change=is_change, signers=signers)
    say_yes(case, choices, is_change=is_change, signers=signers)
    common.say("")
    return thank(common, case)


def _end(
    common: Common, case: ConsentCase, wish: Wish, *, is_change: bool, signers: Signers
) -> int:
    """Write down a no or a while to think, and say so."""
    project = case.signed.request.id
    lines = [wrapped(common.text("consent.kept_as_is"), hanging=0)]
    if wish is Wish.KEEP:
        discard_conversation(case.opened, project)
    elif wish is Wish.LATER:
        leave_for_later(case, common.who)
        command = f"{'change' if is_change else 'give'} {project}"
        lines = command_lines(common.text("consent.answers_kept"), command)
    else:
        said = Choices(language=common.language.value)
        declined = say_no(case, said, is_change=is_change, signers=signers)
        if declined is Declined.WITHDRAWN:
            lines = withdrawn_lines(anew(common, case), common)
        elif declined is Declined.REFUSED:
            lines = [wrapped(common.text("consent.said_no"), hanging=0)]
    answer(common, anew(common, case), ["", *lines])
    return ExitCode.NO
