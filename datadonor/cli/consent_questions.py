"""The questions about a request's text, asked at a terminal until the answers are right."""

from consent.choice_rules import QuestionsUnanswered
from consent.request import ProjectRequest, Question
from datadonor.cli.asking import NobodyThere, ask
from datadonor.cli.common import Common
from datadonor.cli.consent_lines import question_lines
from datadonor.cli.lines import wrapped


def ask_questions(common: Common, request: ProjectRequest) -> tuple[int, ...]:
    """Ask every question about the text. A wrong answer is explained, and asked again.

    Returns:
        The number of the right answer to each, from 0.

    Raises:
        QuestionsUnanswered: The person has left.
    """
    try:
        return tuple(
            _ask(common, question, number)
            for number, question in enumerate(request.comprehension, start=1)
        )
    except NobodyThere:
        raise QuestionsUnanswered(count=len(request.comprehension)) from None


def _ask(common: Common, question: Question, number: int) -> int:
    answers = [answer.in_language(common.language) for answer in question.answers]
    asked = question.question.in_language(common.language)
    while True:
        for line in question_lines(asked, answers, number, common):
            common.warn(line)
        said = ask(common, common.text("ask.number"))
        if said == str(question.correct + 1):
            common.warn(common.text("consent.right") + "\n")
            return question.correct
        if said not in {str(place) for place in range(1, len(answers) + 1)}:
            common.warn(wrapped(common.text("consent.only_number", count=len(answers)), hanging=0))
            continue
        explanation = " ".join(question.explanation.in_language(common.language).split())
        common.warn(wrapped(common.text("consent.not_quite"), hanging=0))
        common.warn(wrapped(explanation, hanging=0) + "\n")
