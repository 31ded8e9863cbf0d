"""One sitting of the conversation about consent: pages are read out, fields are asked.

What is shown and what counts as an answer comes from ``consent.flow``. Every answer is
kept at once, so that the person can leave at any prompt and go on on another day.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from consent.case import ConsentCase
from consent.choice_rules import ChoicesRefused
from consent.choices import Choices
from consent.flow import (
    AnswerUnfit,
    Conversation,
    Field,
    FieldKind,
    OwnData,
    Page,
    StepId,
    WindowReversed,
    answer,
    choices_to_sign,
    go_to,
    next_step,
    page,
    previous_step,
    refuse_rest,
    save_conversation,
)
from consent.flow.page import Value
from consent.periods import local_day
from datadonor.cli.asking import YES, NobodyThere, ask
from datadonor.cli.common import Common
from datadonor.cli.consent_lines import regret_lines, text_lines
from datadonor.cli.conversation_lines import (
    field_lines,
    help_lines,
    page_lines,
    read_day,
    read_value,
)
from datadonor.cli.lines import wrapped
from datadonor.errors import DatadonorError

_NARROWING: Final = frozenset({StepId.HOW_FINE, StepId.HOW_LONG_AND_OFTEN})
"""Steps that need no answer: whoever wants to give less there says so."""

_WITH_REST: Final = frozenset({StepId.WHICH_DATA, StepId.OPTIONS})
_CLEARED: Final = "-"
_REFUSALS: Final = (ChoicesRefused, AnswerUnfit, WindowReversed)


class Wish(StrEnum):
    """What can be typed at any prompt instead of an answer."""

    BACK = "back"
    HELP = "help"
    TEXT = "text"
    REST = "rest"
    LATER = "later"
    SAY_NO = "say_no"
    KEEP = "keep"


_TYPED: Final[Mapping[str, Wish]] = {
    "<": Wish.BACK,
    "?": Wish.HELP,
    **dict.fromkeys(("tekst", "text"), Wish.TEXT),
    **dict.fromkeys(("resten", "rest"), Wish.REST),
    **dict.fromkeys(("q", "senere", "later"), Wish.LATER),
    **dict.fromkeys(("nej tak", "no thanks", "no thank you"), Wish.SAY_NO),
    **dict.fromkeys(("behold", "keep"), Wish.KEEP),
}


class Ended(Exception):
    """The person has ended the conversation without signing: later, no, or keep as it is."""

    def __init__(self, wish: Wish) -> None:
        super().__init__(wish)
        self.wish = wish


class Talk:
    """One sitting at a terminal, about one request."""

    def __init__(
        self,
        common: Common,
        case: ConsentCase,
        conversation: Conversation,
        own: Mapping[str, OwnData],
    ) -> None:
        """Begin where the conversation is.

        Args:
            common: How to answer.
            case: The request, and how its project stands.
            conversation: About this very request.
            own: Item id → what the person has of it.
        """
        self.conversation = conversation
        self._common = common
        self._case = case
        self._own = own
        self._request = case.signed.request
        self._today = local_day(case.opened.log.now())
        self._is_correcting = False
        self._is_page_done = False

    def until_signed(self) -> Choices:
        """Go from page to page until the person signs.

        Raises:
            Ended: They end it otherwise. What they answered is kept.
        """
        try:
            while not self._is_signed():
                pass
        except NobodyThere:
            raise Ended(Wish.LATER) from None
        return choices_to_sign(self.conversation, self._request, self._today)

    # -- pages ----------------------------------------------------------------

    def _is_signed(self) -> bool:
        """Show one page, and move on or back from it."""
        shown = self._page()
        self._say(page_lines(shown, self._common))
        if shown.id is StepId.SIGN:
            return self._is_sign_wanted()
        if not self._is_through(shown):
            self._is_correcting = False
            self._keep(previous_step(self.conversation, self._request))
        elif shown.id is StepId.CHECK:
            self._leave_check(shown)
        elif self._is_correcting:
            self._is_correcting = False
            self._go_to(StepId.CHECK)
        else:
            self._keep(next_step(self.conversation, self._request, self._today))
        return False

    def _is_through(self, shown: Page) -> bool:
        """Ask the fields of a page one by one; false if the person wants to go back a page."""
        if shown.id in _NARROWING and shown.fields:
            said = self._ask("narrow")
            if said is Wish.BACK or said is None or said.casefold() not in YES:
                return said is not Wish.BACK
        elif shown.id is not StepId.CHECK and not shown.fields:
            return self._ask("next") is not Wish.BACK
        place, self._is_page_done = 0, False
        while place < len(self._page().fields) and not self._is_page_done:
            is_answered = self._is_answered(self._page().fields[place])
            if not is_answered and place == 0:
                return False
            place += 1 if is_answered else -1
        return True

    def _leave_check(self, shown: Page) -> None:
        """Go on to sign, or to where something is missing, or to what is to be corrected."""
        now = self._page()
        if now.missing:
            self._say(["", *(wrapped(each, hanging=0) for each in now.notes)])
            self._say(wrapped(f"- {each.words}", 2, 2) for each in now.missing)
        said = self._ask("missing" if now.missing else "check")
        steps = {str(place): group.step for place, group in enumerate(shown.groups, start=1)}
        if said is Wish.BACK:
            self._keep(previous_step(self.conversation, self._request))
        elif said in steps:
            self._is_correcting = True
            self._go_to(steps[said])
        elif said is not None:
            self._refuse(AnswerUnfit())
        elif now.missing:
            self._is_correcting = now.missing[0].step is not StepId.CHECK
            self._go_to(now.missing[0].step)
        else:
            self._go_to(StepId.SIGN)

    def _is_sign_wanted(self) -> bool:
        said = self._ask("sign")
        if said is Wish.BACK:
            self._keep(previous_step(self.conversation, self._request))
            return False
        return said is not None and said.casefold() in YES

    # -- fields ---------------------------------------------------------------

    def _is_answered(self, field: Field) -> bool:
        """Ask one field until it is answered or passed over; false to go back."""
        if field.id == "text_read":
            if field.value is True:
                return True
            self._say(["", *text_lines(self._case.agreement(self._common.language))])
        self._say(field_lines(field, self._common))
        while True:
            try:
                said = self._answer_of(field)
                if said is Wish.BACK:
                    return False
                if said is not None and said is not Wish.REST:
                    self._keep(self.conversation)
            except _REFUSALS as error:
                self._refuse(error)
                continue
            field = next((each for each in self._page().fields if each.id == field.id), field)
            if said is None or not field.feedback:
                return True
            self._say([wrapped(field.feedback, 2, 0)])
            if self._is_right(field):
                return True
            self._say(field_lines(field, self._common))

    def _answer_of(self, field: Field) -> str | None:
        """Ask for the answer to a field and take it into the conversation.

        Returns:
            The field that was answered, or a wish; nothing if it was passed over.
        """
        typed: list[str | None] = []
        for prompt in _prompts(field):
            said = self._ask(prompt)
            if said is Wish.REST:
                self._refuse_rest()
            if isinstance(said, Wish):
                return said
            typed.append(said)
        if not any(typed):
            return None
        value = _value_of(field, typed)
        self.conversation = answer(self.conversation, self._request, field.id, value, self._today)
        return field.id

    def _refuse_rest(self) -> None:
        if self.conversation.step not in _WITH_REST:
            raise AnswerUnfit
        self._keep(refuse_rest(self.conversation, self._request))
        self._is_page_done = True

    def _is_right(self, field: Field) -> bool:
        question = self._request.comprehension[int(field.id.rpartition(".")[2])]
        return field.value == str(question.correct)

    # -- within ---------------------------------------------------------------

    def _ask(self, prompt: str) -> str | Wish | None:
        """Ask for one line; explain and read out the text as often as it is wished for.

        Returns:
            What was typed, or to go back, or no to the rest; nothing for Enter alone.

        Raises:
            Ended: The person wants to end it here.
            NobodyThere: The terminal was closed.
        """
        while True:
            typed = ask(self._common, "\n" + self._common.text(f"talk.prompt.{prompt}"))
            wish = _TYPED.get(typed.casefold())
            if wish is Wish.HELP:
                self._say(help_lines(self._common))
            elif wish is Wish.TEXT:
                self._say(["", *text_lines(self._case.agreement(self._common.language))])
            elif wish is Wish.SAY_NO:
                self._say_no()
            elif wish in {Wish.LATER, Wish.KEEP}:
                raise Ended(wish)
            else:
                return wish or typed or None

    def _say_no(self) -> None:
        """Make sure that a no is meant for all of it; go on if it is not.

        Raises:
            Ended: It is.
        """
        is_change = self.conversation.purpose == "change"
        if is_change:
            self._say(regret_lines(self._case, self._common))
        prompt = self._common.text("ask.withdraw" if is_change else "ask.say_no")
        if ask(self._common, "\n" + prompt).casefold() in YES:
            raise Ended(Wish.SAY_NO)

    def _page(self) -> Page:
        return page(
            self.conversation, self._request, self._case.approval.recipient, self._today, self._own
        )

    def _go_to(self, step: StepId) -> None:
        self._keep(go_to(self.conversation, self._request, step, self._today))

    def _keep(self, conversation: Conversation) -> None:
        self.conversation = conversation
        save_conversation(self._case.opened, conversation, self._case.opened.log.now())

    def _refuse(self, error: DatadonorError) -> None:
        said = error.user_message(self._common.language)
        self._say([wrapped(f"{said.message} {said.remedy}", 2, 0)])

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._common.say(line)


def _prompts(field: Field) -> Sequence[str]:
    """Return the prompts of a field. Where an answer stands, Enter leaves it."""
    if field.kind is FieldKind.DAYS:
        return ("first", "last")
    if field.kind is FieldKind.CHOICE and field.is_required and field.value is None:
        return (FieldKind.QUESTION,)
    is_kept = field.kind is FieldKind.YES_NO and field.value is not None
    return ("yes_no_kept",) if is_kept else (field.kind,)


def _value_of(field: Field, typed: Sequence[str | None]) -> Value:
    """Return what was typed as a field's value; nothing where the answer is taken away."""
    if field.kind is FieldKind.DAYS:
        first, last = (None if each in {None, _CLEARED} else read_day(str(each)) for each in typed)
        return first, last
    (said,) = typed
    return None if said is None or said == _CLEARED else read_value(field, said)
