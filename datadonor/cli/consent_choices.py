"""Choices that come in a file: read, and bound to the text that is then read out."""

from pathlib import Path

from consent.case import ConsentCase
from consent.choice_rules import QuestionsUnanswered
from consent.choices import MOST_BYTES, Choices, parse_choices
from consent.deciding import ToAgree, choices_to_change, choices_to_give
from datadonor.cli.asking import is_somebody_there
from datadonor.cli.common import Common, read_file
from datadonor.cli.consent_lines import text_lines
from datadonor.cli.consent_questions import ask_questions


def read_choices(file: Path) -> Choices:
    """Read a file of choices.

    Raises:
        FileMissing, DiskRefused, ChoicesUnreadable: As their names say.
    """
    return parse_choices(read_file(file, MOST_BYTES))


def bound_to_text(common: Common, case: ConsentCase, choices: Choices) -> Choices:
    """Read the text of a request out, and return choices bound to it.

    The questions about it are asked at a terminal if the choices do not answer them.

    Raises:
        ConsentInForce: There is a consent to this version already.
        RequestNotApproved, ChoicesRefused: As their kinds say. Nothing was changed.
    """
    return _read_out(common, case, choices_to_give(case, choices, common.language))


def changed_text(common: Common, case: ConsentCase, choices: Choices) -> Choices:
    """Return other choices about what is in force; the text is read out if it is another one.

    Raises:
        ConsentMissing: No consent is in force.
        RequestNotApproved, ChoicesRefused: As their kinds say. Nothing was changed.
    """
    to_agree = choices_to_change(case, choices, common.language)
    return to_agree.bound() if to_agree.is_known else _read_out(common, case, to_agree)


# -- within ---------------------------------------------------------------------------


def _read_out(common: Common, case: ConsentCase, to_agree: ToAgree) -> Choices:
    say = common.warn if common.is_json else common.say
    for line in text_lines(to_agree.text):
        say(line)
    say("")
    request = case.signed.request
    if not request.comprehension or to_agree.choices.comprehension:
        return to_agree.bound()
    if not is_somebody_there(common):
        raise QuestionsUnanswered(count=len(request.comprehension))
    return to_agree.bound(ask_questions(common, request))
