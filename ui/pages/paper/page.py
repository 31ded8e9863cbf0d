"""A consent on paper, about one project: printed here, and entered here when it is filled in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from typing_extensions import override

from consent.paper_form import PaperForm
from consent.paper_page import PaperPage as PaperScan
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from datadonor.vault.errors import WrongPassphrase
from ui import choosing
from ui.navigation import Place
from ui.pages.paper.beginning import PaperWaysView
from ui.pages.paper.checking import CheckPaperView, PaperEnteredView
from ui.pages.paper.filling import DayAndPageView, TicksView, WhichFormView
from ui.papering import (
    Filling,
    Papers,
    check_answers,
    check_day,
    enter_form,
    forget,
    keep,
    read_papers,
    read_scan,
    save_form,
    save_page,
)
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.banner import Kind
from ui.widgets.stage import StagePage

_STEPS = 4


class PaperPage(StagePage):
    """Entered with a project's id. Steps: which form, what is ticked, day and page, check."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.papers: Papers | None = None
        self.filling: Filling | None = None
        self.is_over = False
        self.primary_button.clicked.connect(self._on_primary)
        self.other_button.clicked.connect(lambda: session.go(Place.PROJECT, self.argument))
        self.retranslate()

    @override
    def enter(self, argument: str = "") -> None:
        self.papers, self.filling, self.is_over = None, None, False
        self.shown = self.show_nothing
        self.show_nothing()
        super().enter(argument)

    @override
    def refresh(self) -> None:
        if self.papers is None:
            project, language = self.argument, self.session.language
            self.ask(lambda opened: read_papers(opened, project, language), self._on_read)

    @override
    def concerns(self, changes: Changes) -> bool:
        return False  # what is entered is a paper's, and changes with nothing in here

    @override
    def retranslate(self) -> None:
        self.shown()

    @override
    def show_nothing(self) -> None:
        self.put(None, self.tr("Answer on paper"))

    @override
    def go_back(self) -> None:
        before = {
            WhichFormView: self._show_ways,
            TicksView: self._show_which,
            DayAndPageView: self._show_ticks,
            CheckPaperView: self._show_day,
        }.get(type(self.view))
        if before is None:
            self.session.back()
        else:
            self.banner.hide()
            self.turn_to(before)

    def _on_read(self, papers: Papers) -> None:
        self.papers = papers
        self.turn_to(self._show_ways)

    # -- views -------------------------------------------------------------------

    def _show_ways(self) -> None:
        if self.papers is None:
            return
        may_enter = not self.session.is_read_only
        view = PaperWaysView(self.papers, self.session.language, may_enter=may_enter)
        view.form_wanted.connect(self._on_form_wanted)
        view.page_wanted.connect(self._on_page_wanted)
        view.anew_wanted.connect(self._on_anew_wanted)
        self.put(view, self.tr("Answer on paper"))
        if may_enter and not self.papers.is_answered:
            is_begun = self._begun is not None
            go_on, begin = self.tr("Go on with the form"), self.tr("Enter a filled form")
            self.offer(go_on if is_begun else begin)
        elif self.papers.is_answered:
            self.offer("", self.tr("See the project"))

    def _show_which(self) -> None:
        if self.papers is None:
            return
        current = None if self.filling is None else self.filling.form
        view = WhichFormView(self.papers.forms, current)
        view.chosen.connect(self._on_form_chosen)
        self._put_step(view, self.tr("Which form is it?"), 1)

    def _show_ticks(self) -> None:
        if self.filling is not None:
            view = TicksView(self.filling)
            view.ticked.connect(self._on_ticked)
            self._put_step(view, self.tr("What is ticked on the form?"), 2)

    def _show_day(self) -> None:
        if self.filling is not None:
            view = DayAndPageView(self.filling, self.session.language)
            view.picture_wanted.connect(self._on_picture_wanted)
            view.day_entered.connect(self._on_day_entered)
            self._put_step(view, self.tr("When was it signed?"), 3)

    def _show_check(self) -> None:
        if self.filling is not None and self.papers is not None:
            view = CheckPaperView(self.filling, self.papers.deciders, self.session.language)
            view.passphrase.entered.connect(self._on_primary)
            view.answers_button.clicked.connect(lambda: self.turn_to(self._show_ticks))
            view.day_button.clicked.connect(lambda: self.turn_to(self._show_day))
            self._put_step(view, self.tr("Is this what stands on the paper?"), 4)
            self.offer(self.tr("Write it down"))

    def _show_done(self) -> None:
        if self.filling is not None:
            is_no = self.filling.is_no
            view = PaperEnteredView(self, self.argument, is_no=is_no)
            self.put(view, self.tr("The answer from the paper is written down"))
            self.offer(self.tr("See the project"))
            self.back_button.hide()

    def _put_step(
        self,
        view: WhichFormView | TicksView | DayAndPageView | CheckPaperView,
        heading: str,
        number: int,
    ) -> None:
        self.put(view, heading)
        self.step_line.set_step(number, _STEPS, "")
        self.step_line.show()
        self.offer(self.tr("Next"))

    # -- onwards -----------------------------------------------------------------

    @property
    def _begun(self) -> Filling | None:
        return self.filling or (None if self.papers is None else self.papers.begun)

    def _on_primary(self) -> None:
        if not self.primary_button.isEnabled():
            return
        match self.view:
            case PaperWaysView():
                self.filling = self._begun
                self.turn_to(self._show_which if self.filling is None else self._show_ticks)
            case WhichFormView() as which:
                self._leave_which(which)
            case TicksView() as ticks:
                self._leave_ticks(ticks)
            case DayAndPageView() as day:
                self._leave_day(day)
            case CheckPaperView() as check:
                self._verify(check)
            case PaperEnteredView():
                self.session.go(Place.PROJECT, self.argument)

    def _leave_which(self, view: WhichFormView) -> None:
        if self.filling is None:
            view.error.say(self.tr("Choose the code that stands on the form."))
            view.focus_first()
        else:
            self.turn_to(self._show_ticks)

    def _leave_ticks(self, view: TicksView) -> None:
        filling = self.filling
        if filling is None:
            return
        view.say_missing(filling.missing)
        if filling.missing:
            self.scroll_to(view.groups[filling.missing[0].field])
            return
        self.ask(
            lambda opened: check_answers(opened, filling), lambda _: self._turn_on(self._show_day)
        )

    def _leave_day(self, view: DayAndPageView) -> None:
        day, before = view.read_day(), self.filling
        if day is None or before is None:
            return
        filling = replace(before, signed_on=day)
        self._set(filling)
        if filling.page is None:
            view.say_no_picture()
            return
        language = self.session.language
        self.ask(
            lambda opened: check_day(opened, filling, language),
            lambda _: self._turn_on(self._show_check),
        )

    def _turn_on(self, view: Callable[[], None]) -> None:
        self.banner.hide()
        self.turn_to(view)

    # -- what the person does ----------------------------------------------------

    def _on_form_chosen(self, form: PaperForm) -> None:
        before = self.filling
        if before is None or before.form != form:
            self._set(Filling(form))

    def _on_ticked(self, asked: str, key: str) -> None:
        if self.filling is not None:
            self._set(self.filling.ticked(asked, key))

    def _on_day_entered(self, day: date | None) -> None:
        if self.filling is not None:
            self._set(replace(self.filling, signed_on=day))

    def _set(self, filling: Filling) -> None:
        """Take what was entered, and keep it in the vault."""
        self.filling = filling
        self.act(lambda opened: keep(opened, filling), Changes(), lambda _: None)

    def _on_anew_wanted(self) -> None:
        project = self.argument

        def forgotten(_: None) -> None:
            self.filling = None
            if self.papers is not None:
                self.papers = self.papers._replace(begun=None)
            self.turn_to(self._show_ways)

        self.act(lambda opened: forget(opened, project), Changes(), forgotten)

    def _on_picture_wanted(self) -> None:
        title = self.tr("Which picture of the page?")
        wanted = self.tr("Pictures of pages (*.pdf *.jpg *.jpeg *.png)")
        file = choosing.choose_file(self, title, wanted)
        if file is None:
            return

        def read(page: PaperScan) -> None:
            if isinstance(self.view, DayAndPageView) and self.filling is not None:
                self.filling = replace(self.filling, page=page)
                self.banner.hide()
                self.view.show_picture(self.filling.page)

        self.ask(lambda _: read_scan(file), read)

    def _on_form_wanted(self, form: PaperForm) -> None:
        names = {
            Language.DANISH: self.tr("consent form in Danish.pdf"),
            Language.ENGLISH: self.tr("consent form in English.pdf"),
        }
        title = self.tr("Where is the form to lie?")
        file = choosing.choose_file_to_save(self, title, names[form.language], "*.pdf")
        if file is not None:
            self.act(
                lambda opened: save_form(opened, form, file),
                Changes(),
                lambda _: self._tell_saved(form, file.name),
            )

    def _tell_saved(self, form: PaperForm, name: str) -> None:
        said = self.tr("It lies in %1 and has the code %2. Open it from there to print it.")
        words = said.replace("%1", name).replace("%2", form.code)
        self.show_message(Kind.OK, self.tr("The form is saved"), words)

    def _on_page_wanted(self) -> None:
        if self.papers is None:
            return
        project, language, ending = self.argument, self.session.language, self.papers.ending
        name = self.tr("signed page.%1").replace("%1", ending)
        title = self.tr("Where is the picture to lie?")
        file = choosing.choose_file_to_save(self, title, name, f"*.{ending}")
        if file is not None:
            said = self.tr("It lies in %1. Anyone who gets hold of the file can read it.")
            self.act(
                lambda opened: save_page(opened, project, file, language),
                Changes(),
                lambda _: self.show_message(
                    Kind.OK, self.tr("The picture is saved"), said.replace("%1", file.name)
                ),
            )

    # -- writing it down -----------------------------------------------------------

    def _verify(self, view: CheckPaperView) -> None:
        filling = self.filling
        if filling is None:
            return
        if not view.passphrase.field.text():
            view.passphrase.say(self.tr("Write your passphrase to sign."))
            view.passphrase.field.setFocus()
            return
        keys = view.signers.take()
        if keys is None:
            self.scroll_to(view.signers)
            return
        passphrase = view.passphrase.take()
        self.primary_button.setEnabled(False)
        view.say_status(self.tr("Checking your passphrase …"))
        language, failed = self.session.language, partial(self._on_failed, view)

        def is_owner() -> None:
            if self.view is view:
                self.session.act(
                    lambda opened: enter_form(opened, filling, keys, language),
                    Changes(vault=True, consent=True),
                    self._on_entered,
                    failed,
                )

        self.session.verify_passphrase(passphrase, is_owner, failed)

    def _on_entered(self, _: None) -> None:
        self.is_over = True
        self.banner.hide()
        self.turn_to(self._show_done)

    def _on_failed(self, view: CheckPaperView, error: DatadonorError) -> None:
        if self.view is not view:
            return
        self.primary_button.setEnabled(True)
        view.say_status("")
        if view.signers.say_wrong(error):
            return
        if isinstance(error, WrongPassphrase):
            # What follows it in the catalogue is for someone who is locked out.
            view.passphrase.say(error.user_message(self.session.language).message)
            view.passphrase.field.setFocus()
        else:
            self.show_error(error)
