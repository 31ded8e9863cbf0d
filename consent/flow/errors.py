"""What a conversation about consent can refuse, beside what the choices themselves can."""

from datadonor.errors import DatadonorError, ExitCode


class AnswerUnfit(DatadonorError):
    """The answer is not one to this question: another form, or no such question."""

    code = "ANSWER_UNFIT"
    exit_code = ExitCode.USAGE


class WindowReversed(DatadonorError):
    """The window ends before it begins."""

    code = "WINDOW_REVERSED"
    exit_code = ExitCode.USAGE


class NotReadyToSign(DatadonorError):
    """Something is missing still (fact: ``count``, of how many answers)."""

    code = "NOT_READY_TO_SIGN"
    exit_code = ExitCode.NO


class ConversationElsewhere(DatadonorError):
    """The conversation is about another request, or another version of it."""

    code = "CONVERSATION_ELSEWHERE"
    exit_code = ExitCode.NO


class ConversationUnreadable(DatadonorError):
    """What is kept of a conversation is not as this program wrote it."""

    code = "CONVERSATION_UNREADABLE"
    exit_code = ExitCode.TAMPERED
