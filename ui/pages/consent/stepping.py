"""The steps of the conversation: taken up, shown, answered, kept."""

from abc import abstractmethod

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from consent.flow import ActionId, StepId
from consent.flow.page import Value
from datadonor.errors import DatadonorError
from ui.conversing import CHANGE, Barred, Sitting, keep, sit_down
from ui.pages.consent.check import CheckView
from ui.pages.consent.refusing import BarredView
from ui.pages.consent.signing import SignView
from ui.pages.consent.step import StepView
from ui.pages.consent.ways import Ways, no_label
from ui.session import Session, sentences
from ui.talking import Talk
from ui.tasks import Changes
from ui.trying import Own, own_data
from ui.widgets.banner import Kind
from ui.widgets.reading_order import read_in_order
from ui.widgets.stage import StagePage


class SteppingPage(StagePage):
    """One conversation at a time, step by step, each answer kept as it is given."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.talk: Talk | None = None
        self._barred: DatadonorError | None = None
        self.ways = Ways()
        self.ways.hide()
        self.content.addWidget(self.ways)

    # -- for the whole page ------------------------------------------------------

    @property
    def project(self) -> str:
        """The registry's id."""
        return self.argument.removesuffix(CHANGE)

    @property
    def is_over(self) -> bool:
        """Whether the conversation has ended, so that nothing is read anew."""
        return False

    @abstractmethod
    def show_text(self) -> None:
        """Show the whole text that is agreed to."""

    @abstractmethod
    def on_records_wanted(self, item: str) -> None:
        """Show the single records of an item."""

    @abstractmethod
    def on_primary(self) -> None:
        """Go on, or sign."""

    @abstractmethod
    def on_spoken(self, talk: Talk) -> None:
        """Bring what is shown beside the steps into another language."""

    # -- being shown -------------------------------------------------------------

    @override
    def enter(self, argument: str = "") -> None:
        self.talk, self._barred = None, None
        self.shown = self.show_nothing
        self.show_nothing()
        super().enter(argument)

    @override
    def refresh(self) -> None:
        if self.is_over:
            return  # what was decided is read once, and then stands
        errand, language = self.argument, self.session.language
        self.ask(lambda opened: sit_down(opened, errand, language), self._on_sitting)

    @override
    def concerns(self, changes: Changes) -> bool:
        # Consent itself is changed by this page alone while it is shown.
        return changes.records or changes.registry

    @override
    def retranslate(self) -> None:
        talk = self.talk
        is_spoken = talk is not None and not self.is_over and self.session.is_open
        if talk is not None and is_spoken and talk.speak(self.session.language):
            self.keep_answers(talk)
            self._count_own(talk)
            self.on_spoken(talk)
        self.shown()

    @override
    def show_nothing(self) -> None:
        self.put(None, self.tr("Your answer to the project"))

    @override
    def go_back(self) -> None:
        talk = self.talk
        if talk is None or self.is_over:
            self.session.back()
        elif self.shown != self.show_step:
            self.turn_to(self.show_step)
        elif talk.go_back():
            self.keep_answers(talk)
            self.turn_to(self.show_step)
        else:
            self.session.back()

    @override
    def set_narrow(self, *, is_narrow: bool) -> None:
        super().set_narrow(is_narrow=is_narrow)
        if isinstance(self.view, StepView):
            self.offer_ways()

    # -- what came from the vault ------------------------------------------------

    def _on_sitting(self, sitting: Sitting | Barred) -> None:
        if isinstance(sitting, Barred):
            self.talk, self._barred = None, sitting.error
            self.turn_to(self._show_barred)
            return
        is_new = self.talk is None
        self.talk = Talk(sitting)
        self._count_own(self.talk)
        if is_new or isinstance(self.view, StepView):
            self.turn_to(self.show_step)
        if is_new:
            self._greet(sitting)

    def _greet(self, sitting: Sitting) -> None:
        if sitting.news:
            title = self.tr("Something is another than last time")
            self.show_message(Kind.WARNING, title, " ".join(sitting.news))
        elif sitting.is_resumed:
            title = self.tr("You are back where you stopped")
            self.show_message(Kind.INFO, title, self.tr("Your answers are as you left them."))
        elif sitting.is_change:
            title = self.tr("Here is what you have said yes to")
            words = self.tr("Change what you like. Nothing changes before you sign.")
            self.show_message(Kind.INFO, title, words)

    def _count_own(self, talk: Talk) -> None:
        request, language = talk.request, self.session.language

        def counted(own: Own) -> None:
            talk.own = own
            if isinstance(self.view, StepView) and self.talk is talk:
                self.view.follow()

        self.ask(lambda opened: own_data(opened, request, language), counted)

    # -- views -------------------------------------------------------------------

    def _show_barred(self) -> None:
        if self._barred is not None:
            view = BarredView(self._barred, self.session.language)
            self.put(view, self.tr("Your answer to the project"))
            self.offer("", self.tr("See the project"))

    def show_step(self) -> None:
        """Show the step where the conversation is."""
        talk = self.talk
        if talk is None:
            return
        shown = talk.page()
        view = self._step_view(talk)
        view.answered.connect(self._on_answered)
        view.records_wanted.connect(self.on_records_wanted)
        view.rest_refused.connect(self._on_rest_refused)
        self.put(view, shown.heading)
        self.step_line.set_step(shown.number, shown.of, "")
        self.step_line.show()
        self.offer_ways()

    def _step_view(self, talk: Talk) -> StepView:
        if talk.step is StepId.CHECK:
            check = CheckView(talk)
            check.correction_wanted.connect(self._on_correction_wanted)
            check.text_wanted.connect(lambda: self.turn_to(self.show_text))
            return check
        if talk.step is StepId.SIGN:
            signing = SignView(talk)
            signing.text_wanted.connect(lambda: self.turn_to(self.show_text))
            signing.signed.connect(self.on_primary)
            return signing
        return StepView(talk)

    def offer_ways(self) -> None:
        """Offer what can be done on the step beside answering."""
        talk = self.talk
        if talk is None:
            return
        shown = talk.page()
        # Where the foot would fill half a small window, a no stands with the other ways;
        # never so where one can sign: there yes and no are two buttons of one size.
        is_no_here = self.is_narrow and shown.id is not StepId.SIGN
        self.ways.offer(shown, has_older=talk.sitting.has_older, is_no_here=is_no_here)
        self.ways.show()
        onwards = {ActionId.NEXT, ActionId.SIGN}
        primary = next(each.label for each in shown.actions if each.id in onwards)
        if talk.is_correcting:
            primary = self.tr("Back to all answers")
        is_signing = shown.id is StepId.SIGN
        self.offer(primary, "" if is_no_here else no_label(shown), is_even=is_signing)

    @override
    def put(self, view: QWidget | None, heading: str) -> None:
        super().put(view, heading)
        if hasattr(self, "ways"):
            self.ways.hide()
            read_in_order(self.ways)  # below the view, which was made after them

    # -- answering ---------------------------------------------------------------

    def _on_answered(self, field: str, value: Value) -> None:
        talk, view = self.talk, self.view
        if talk is None or not isinstance(view, StepView):
            return
        try:
            talk.answer(field, value)
        except DatadonorError as error:
            view.say_error(field, sentences(error, self.session.language))
            return
        view.say_error(field, "")
        self.keep_answers(talk)
        view.follow()

    def _on_rest_refused(self) -> None:
        if self.talk is not None and isinstance(self.view, StepView):
            self.talk.refuse_rest()
            self.keep_answers(self.talk)
            self.view.follow()
            self.primary_button.setFocus()

    def _on_correction_wanted(self, step: StepId, field: str) -> None:
        talk = self.talk
        if talk is None:
            return
        if step is not talk.step:
            talk.go_to(step, is_correcting=True)
            self.keep_answers(talk)
            self.turn_to(self.show_step)
        if isinstance(self.view, StepView):
            self.view.focus_field(field)
            if field in self.view.fields:
                self.scroll_to(self.view.fields[field])

    def keep_answers(self, talk: Talk) -> None:
        """Keep what was answered, and where the person is."""
        conversation = talk.conversation
        self.act(lambda opened: keep(opened, conversation), Changes(), lambda _: None)
