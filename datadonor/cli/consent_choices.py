"""Choices that come in a file: read, and bound to the text that is then read out.

What can be refused without reading is refused before: nobody listens to a long text for
nothing. The consent book asks everything once more.
"""

from pathlib import Path

from consent.agreement import Agreement
from consent.book import ConsentInForce, ConsentMissing
from consent.choice_rules import QuestionsUnanswered, TextNotShown, require_fitting
from consent.choices import MOST_BYTES, Choices, parse_choices
from consent.periods import local_day
from consent.request import ProjectRequest
from consent.yes import require_approved
from datadonor.cli.asking import is_somebody_there
from datadonor.cli.common import Common, read_file
from datadonor.cli.consent_case import ConsentCase
from datadonor.cli.consent_lines import text_lines
from datadonor.cli.consent_questions import ask_questions
from datadonor.texts import Language


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
    if case.is_answered_yes:
        raise ConsentInForce
    _require_possible(case, choices)
    return _read_out(common, case, choices, case.agreement(_language(common, choices)))


def changed_text(common: Common, case: ConsentCase, choices: Choices) -> Choices:
    """Return other choices about what is in force; the text is read out if it is another one.

    It is another one in another language, or if the recipient has another name by now.

    Raises:
        ConsentMissing: No consent is in force.
        RequestNotApproved, ChoicesRefused: As their kinds say. Nothing was changed.
    """
    decision = case.book.decision(case.consent)
    if decision is None:
        raise ConsentMissing
    before = decision.decision.choices
    kept = choices
    if choices.language is None:
        kept = choices.model_copy(update={"language": before.language})
    if not kept.comprehension:
        kept = kept.model_copy(update={"comprehension": before.comprehension})
    _require_possible(case, kept)
    text = case.agreement(_language(common, kept))
    if text.digest == before.text_sha256 and kept.text_sha256 in {None, text.digest}:
        return kept.model_copy(update={"text_sha256": text.digest})
    return _read_out(common, case, kept, text)


# -- within ---------------------------------------------------------------------------


def _require_possible(case: ConsentCase, choices: Choices) -> None:
    """Refuse what would be refused in the end, but for questions that can still be asked."""
    today = local_day(case.opened.log.now())
    require_approved(case.signed, case.approval, today)
    request = case.signed.request
    answered = choices.comprehension or _right_answers(request)
    require_fitting(request, choices.model_copy(update={"comprehension": answered}), today)


def _read_out(common: Common, case: ConsentCase, choices: Choices, text: Agreement) -> Choices:
    if choices.text_sha256 not in {None, text.digest}:
        raise TextNotShown
    say = common.warn if common.is_json else common.say
    for line in text_lines(text):
        say(line)
    say("")
    update = {"language": text.language.value, "text_sha256": text.digest}
    request = case.signed.request
    if request.comprehension and not choices.comprehension:
        if not is_somebody_there(common):
            raise QuestionsUnanswered(count=len(request.comprehension))
        answers = ask_questions(common, request)
        return choices.model_copy(update={**update, "comprehension": answers})
    return choices.model_copy(update=update)


def _language(common: Common, choices: Choices) -> Language:
    return common.language if choices.language is None else Language(choices.language)


def _right_answers(request: ProjectRequest) -> tuple[int, ...]:
    return tuple(question.correct for question in request.comprehension)
