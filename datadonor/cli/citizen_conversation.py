"""Deciding about a project at a terminal: from the first page to what is written down."""

from consent.book import ConsentInForce
from consent.choices import Choices
from consent.flow import discard_conversation
from consent.ledger import ConsentState
from consent.periods import local_day
from consent.yes import require_approved
from datadonor.cli.common import Common
from datadonor.cli.consent_answer import anew, answer, thank
from datadonor.cli.consent_case import ConsentCase
from datadonor.cli.consent_lines import command_lines
from datadonor.cli.consent_notes import withdrawn_lines
from datadonor.cli.conversation_beginning import begun, own_data
from datadonor.cli.conversation_talk import Ended, Talk, Wish
from datadonor.cli.lines import wrapped
from datadonor.errors import ExitCode


def converse(common: Common, case: ConsentCase, *, is_change: bool) -> int:
    """Walk the person through a request, and write down what they decide.

    Args:
        common: How to answer.
        case: The request, and how its project stands.
        is_change: Whether what is in force is changed, or something new is answered.

    Returns:
        0 if they said yes, 1 if they said no or want to decide another day.

    Raises:
        ConsentInForce: It is a new answer to what is in force already.
        RequestNotApproved: As its kinds say.
        DatadonorError: As ``ConsentBook.give`` and ``change`` say. Nothing was changed.
    """
    if case.is_answered_yes and not is_change:
        raise ConsentInForce
    require_approved(case.signed, case.approval, local_day(case.opened.log.now()))
    conversation, lines = begun(common, case, is_change=is_change)
    for line in lines:
        common.say(wrapped(line, hanging=2))
    talk = Talk(common, case, conversation, own_data(case))
    try:
        choices = talk.until_signed()
    except Ended as ended:
        return _end(common, case, ended.wish, is_change=is_change)
    record = case.book.change if is_change else case.book.give
    record(case.signed, choices, case.approval)
    common.say("")
    return thank(common, case)


def _end(common: Common, case: ConsentCase, wish: Wish, *, is_change: bool) -> int:
    """Write down a no or a while to think, and say so."""
    book, project = case.book, case.signed.request.id
    said = Choices(language=common.language.value)
    lines = [wrapped(common.text("consent.kept_as_is"), hanging=0)]
    if wish is Wish.KEEP:
        discard_conversation(case.opened, project)
    elif wish is Wish.LATER:
        if case.consent.state is ConsentState.REQUESTED:
            book.put_off(case.signed, common.who)
        command = f"{'change' if is_change else 'give'} {project}"
        lines = command_lines(common.text("consent.answers_kept"), command)
    elif is_change:
        book.withdraw(case.signed.request, choices=said)
        lines = withdrawn_lines(anew(common, case), common)
    elif case.is_in_force:
        discard_conversation(case.opened, project)  # a no to more is no withdrawal of less
    else:
        book.refuse(case.signed, said)
        lines = [wrapped(common.text("consent.said_no"), hanging=0)]
    answer(common, anew(common, case), ["", *lines])
    return ExitCode.NO
