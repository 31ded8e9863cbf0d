"""The page of the conversation: what is seen between two steps, and how it ends."""

from collections.abc import Callable
from typing import Final

from typing_extensions import override

from consent.agreement import parts_of
from consent.deciding import Declined
from consent.trial import Trial
from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from datadonor.records.listing import Key
from datadonor.vault.errors import WrongPassphrase
from ui.conversing import CHANGE, keep_as_it_is, put_off, refuse, sign
from ui.navigation import Place
from ui.pages.consent.ending import ConsentEndView, Ending
from ui.pages.consent.refusing import RefusalView
from ui.pages.consent.signing import SignView
from ui.pages.consent.singles import SinglesView
from ui.pages.consent.stepping import SteppingPage
from ui.pages.consent.trial import TrialView
from ui.pages.consent.ways import Way, no_label
from ui.session import Session
from ui.talking import Talk
from ui.tasks import Changes
from ui.trying import Singles, Tried, records_of, trial_in_force, try_out
from ui.widgets.banner import Kind
from ui.widgets.reading import Reading

_DECIDED: Final = Changes(vault=True, consent=True)
"""What a decision changes for other pages."""


class ConsentPage(SteppingPage):
    """A person's answer to one project, from the first page to what is written down."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.ending: Ending | None = None
        self._baseline: Trial | None = None
        self._tried: Tried | None = None
        self.ways.chosen.connect(self._on_way)
        self.other_button.clicked.connect(self._on_other)
        self.primary_button.clicked.connect(self.on_primary)
        self.retranslate()

    @override
    def enter(self, argument: str = "") -> None:
        self.ending, self._baseline, self._tried = None, None, None
        super().enter(argument)

    @property
    @override
    def is_over(self) -> bool:
        return self.ending is not None

    @override
    def on_spoken(self, talk: Talk) -> None:
        if self.shown == self._show_trial:
            self._try(talk)
        elif self.shown == self._show_singles:
            self.shown = self.show_step

    # -- views -------------------------------------------------------------------

    @override
    def show_text(self) -> None:
        if self.talk is not None:
            title, *parts = parts_of(self.talk.agreement().text)
            self.put(Reading(parts), title.text)

    def _show_trial(self) -> None:
        if self._tried is not None:
            view = TrialView(self._tried, self.session.language)
            self.put(view, self.tr("What would go by your answers?"))

    def _show_singles(self) -> None:
        """Show the single records that ``_on_singles`` was given; made there, once."""

    def _show_no(self) -> None:
        talk = self.talk
        if talk is not None:
            sitting, language = talk.sitting, self.session.language
            view = RefusalView(sitting.deciders, language, has_older=sitting.has_older)
            self.put(view, self.tr("Do you want to say no to all of it?"))
            self.offer(no_label(talk.page()))

    def _show_end(self) -> None:
        ending, project = self.ending, self.project
        if ending is None:
            return
        view = ConsentEndView(self, project, ending)
        self.put(view, view.heading(ending))
        if ending.is_yes:
            self.offer(self.tr("See exactly what will be sent"), self.tr("See the project"))
        else:
            self.offer(self.tr("To the projects"))
        self.back_button.hide()

    # -- buttons -----------------------------------------------------------------

    @override
    def on_primary(self) -> None:
        talk = self.talk
        if self.ending is not None:
            place = Place.PREVIEW if self.ending.is_yes else Place.PROJECTS
            self.session.go(place, self.project if self.ending.is_yes else "")
        elif talk is None:
            return
        elif isinstance(self.view, RefusalView):
            view = self.view
            self.as_person(lambda: self._refuse(talk, view))
        elif isinstance(self.view, SignView):
            self._sign(talk, self.view)
        elif talk.go_on():
            self.banner.hide()
            self.keep_answers(talk)
            self.turn_to(self.show_step)
        else:
            self._tell_missing(talk)

    def _tell_missing(self, talk: Talk) -> None:
        """Lead to the first thing that is missing, and say so."""
        count = len(talk.lacking())
        said = self.tr("%Ln answer(s) are missing before you can sign.", "", count)
        self.show_message(Kind.WARNING, self.tr("Not everything is answered yet"), said)
        self.focus_first()

    def _on_other(self) -> None:
        if self.talk is None or self.ending is not None:
            self.session.go(Place.PROJECT, self.project)
        else:
            self._on_way(Way.NO)

    def _on_way(self, way: Way) -> None:
        talk = self.talk
        if talk is None:
            return
        conversation = talk.conversation
        match way:
            case Way.TRY:
                self._try(talk)
            case Way.TEXT:
                self.turn_to(self.show_text)
            case Way.OLDER:
                self.enter(self.project + CHANGE)
            case Way.LATER:
                self._end(lambda opened: put_off(opened, conversation), Ending.LATER)
            case Way.KEEP:
                self._end(lambda opened: keep_as_it_is(opened, conversation), Ending.UNCHANGED)
            case Way.NO if talk.sitting.is_change:
                self.session.go(Place.WITHDRAW, self.project)
            case Way.NO:
                self.turn_to(self._show_no)

    # -- the ends ----------------------------------------------------------------

    def _end(self, work: Callable[[OpenVault], object], ending: Ending) -> None:
        self.act(work, _DECIDED, lambda _: self._on_ended(ending))

    def _on_ended(self, ending: Ending) -> None:
        self.ending = ending
        self.banner.hide()
        self.turn_to(self._show_end)

    def _refuse(self, talk: Talk, view: RefusalView) -> None:
        conversation, keys = talk.conversation, view.signers.take()
        if keys is None:
            return

        def said(declined: Declined) -> None:
            is_kept = declined is Declined.KEPT
            self._on_ended(Ending.OLDER_STANDS if is_kept else Ending.REFUSED)

        def failed(error: DatadonorError) -> None:
            if self.view is not view or not view.signers.say_wrong(error):
                self.show_error(error)

        self.session.act(lambda opened: refuse(opened, conversation, keys), _DECIDED, said, failed)

    def _sign(self, talk: Talk, view: SignView) -> None:
        """Make sure who sits here, and only then write the yes down."""
        if not self.primary_button.isEnabled():
            return
        passphrase = view.passphrase.take()
        if not passphrase:
            view.passphrase.say(self.tr("Write your passphrase to sign."))
            view.passphrase.field.setFocus()
            return
        keys = view.signers.take()
        if keys is None:
            return
        self.primary_button.setEnabled(False)
        view.say_status(self.tr("Checking your passphrase …"))

        def failed(error: DatadonorError) -> None:
            if self.view is view:
                self._on_not_signed(view, error)

        def is_owner() -> None:
            if self.view is not view:
                return  # they have left the page: nothing is signed behind them
            conversation = talk.conversation
            ending = Ending.CHANGED if talk.sitting.is_change else Ending.GIVEN
            self.session.act(
                lambda opened: sign(opened, conversation, keys),
                _DECIDED,
                lambda _: self._on_ended(ending),
                failed,
            )

        self.session.verify_passphrase(passphrase, is_owner, failed)

    def _on_not_signed(self, view: SignView, error: DatadonorError) -> None:
        self.primary_button.setEnabled(True)
        view.say_status("")
        if isinstance(error, WrongPassphrase):
            # What follows it in the catalogue is for someone who is locked out.
            view.passphrase.say(error.user_message(self.session.language).message)
            view.passphrase.field.setFocus()
        elif not view.signers.say_wrong(error):
            self.show_error(error)

    # -- trying, and single records ----------------------------------------------

    def _try(self, talk: Talk) -> None:
        conversation, request, baseline = talk.conversation, talk.request, self._baseline
        project, is_change = self.project, talk.sitting.is_change

        def work(opened: OpenVault) -> Tried:
            before = baseline
            if before is None and is_change:
                before = trial_in_force(opened, project, conversation.language)
            return try_out(opened, conversation, request, before)

        def tried(found: Tried) -> None:
            self._tried = found
            if not talk.sitting.is_change:
                self._baseline = found.trial
            self.turn_to(self._show_trial)

        self.ask(work, tried)

    @override
    def on_records_wanted(self, item: str) -> None:
        self._read_singles(item, None, self._on_singles)

    def _read_singles(
        self, item: str, after: Key | None, then: Callable[[str, Singles], None]
    ) -> None:
        talk = self.talk
        if talk is not None:
            conversation, request = talk.conversation, talk.request
            self.ask(
                lambda opened: records_of(opened, conversation, request, item, after),
                lambda found: then(item, found),
            )

    def _on_singles(self, item: str, found: Singles) -> None:
        talk = self.talk
        if talk is None:
            return
        left_out = talk.conversation.item(item).narrowed.excluded_records
        view = SinglesView(item, left_out)
        view.add(found)
        view.changed.connect(self._on_left_out)
        view.older_wanted.connect(lambda after: self._read_singles(item, after, self._on_older))
        labels = {each.id: each.label for each in talk.page().fields}
        self.put(view, labels.get(f"items.{item}.excluded", ""))
        self.turn_to(self._show_singles)

    def _on_older(self, item: str, found: Singles) -> None:
        if isinstance(self.view, SinglesView) and self.view.item == item:
            self.view.add(found)

    def _on_left_out(self, records: tuple[str, ...]) -> None:
        talk, view = self.talk, self.view
        if talk is None or not isinstance(view, SinglesView):
            return
        try:
            talk.answer(f"items.{view.item}.excluded", records or None)
        except DatadonorError as error:
            self.show_error(error)
            return
        self.keep_answers(talk)
