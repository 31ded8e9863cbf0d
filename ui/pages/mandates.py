"""Who may decide for the person: written down, ended, and handed over at coming of age.

Its argument is one of ``View``, or the digest of a right: it is to end or, with ``CORRECT``
behind it, to be corrected. Without one everybody is listed.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from consent.mandate import MandateUnfit
from consent.mandate_consistency import MandateContradicts
from datadonor.errors import DatadonorError
from datadonor.vault.errors import WrongPassphrase
from datadonor.vault.recovery import RecoveryWords
from ui.mandating import Deciders, Holder, end, read_deciders, record, take_over
from ui.navigation import Place
from ui.session import Session, sentences
from ui.tasks import Changes
from ui.widgets.banner import Kind
from ui.widgets.holder_form import HolderForm
from ui.widgets.holders_view import EndView, HandOverView, HoldersView
from ui.widgets.labels import QuietText
from ui.widgets.secret import PassphraseField
from ui.widgets.stage import StagePage


class View(StrEnum):
    """What the page shows."""

    LIST = ""
    ADD = "add"
    HAND_OVER = "hand-over"


CORRECT: Final = "#correct"
"""Behind a digest: what is written down of that right is wrong."""

_CHANGED = Changes(vault=True, consent=True, outbox=True)
"""A right that ends can shut the gate."""


class MandatesPage(StagePage):
    """Everybody who may decide, the form for one more, and the hand-over."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.deciders: Deciders | None = None
        self.status = QuietText()
        self.status.hide()
        self.content.addWidget(self.status)
        self.primary_button.clicked.connect(self._on_primary)
        self.other_button.clicked.connect(lambda: session.go(Place.MANDATES, View.ADD))
        self.retranslate()

    @override
    def enter(self, argument: str = "") -> None:
        self.leave()
        self.deciders = None
        self.shown = self.show_nothing
        self.show_nothing()
        super().enter(argument)

    def leave(self) -> None:
        """Forget every passphrase and word that is on the page."""
        for part in (HolderForm, EndView, HandOverView):
            if isinstance(self.view, part):
                self.view.clear()

    @override
    def refresh(self) -> None:
        if not self._is_filled_in:
            self.ask(read_deciders, self._on_deciders)

    @override
    def concerns(self, changes: Changes) -> bool:
        return changes.consent

    @override
    def retranslate(self) -> None:
        if self._is_filled_in:
            self._name()  # what was written stays; the form speaks the new language itself
        else:
            self.shown()

    @override
    def go_back(self) -> None:
        if isinstance(self.view, HandOverView) and self.view.is_owed:
            self.show_message(
                Kind.WARNING, self.tr("The words are shown only now"), self.tr("Finish this first.")
            )
            return
        self.session.back()

    @override
    def show_nothing(self) -> None:
        self.put(None, self.tr("Who may decide for me"))

    # -- within --------------------------------------------------------------------

    @property
    def _is_filled_in(self) -> bool:
        """Whether something on the page would be lost if it were made anew."""
        return isinstance(self.view, HolderForm | HandOverView | EndView)

    def _holder(self, digest: str) -> Holder | None:
        holders = () if self.deciders is None else self.deciders.holders
        return next((each for each in holders if each.digest == digest), None)

    def _on_deciders(self, deciders: Deciders) -> None:
        self.deciders = deciders
        self.turn_to(self._show)

    def _show(self) -> None:
        deciders = self.deciders
        if deciders is None:
            return
        view = self._view(deciders)
        self.put(view, "")
        self._name()
        if isinstance(view, HoldersView):
            view.end_wanted.connect(lambda digest: self.session.go(Place.MANDATES, digest))
            view.correct_wanted.connect(
                lambda digest: self.session.go(Place.MANDATES, digest + CORRECT)
            )
        elif isinstance(view, HolderForm | EndView | HandOverView):
            view.entered.connect(self._on_primary)
        if isinstance(view, HandOverView):
            view.failed.connect(self.show_error)

    def _view(self, deciders: Deciders) -> QWidget:
        ending = self._holder(self.argument)
        if ending is not None:
            return EndView(ending)
        wrong = self._holder(self.argument.removesuffix(CORRECT))
        if wrong is not None and wrong.is_correctable:
            return HolderForm(self.session, wrong)
        if self.argument == View.ADD:
            return HolderForm(self.session)
        if self.argument == View.HAND_OVER and deciders.is_due:
            return HandOverView(self.session)
        can_change = not self.session.is_read_only
        return HoldersView(deciders, self.session.language, can_change=can_change)

    def _name(self) -> None:
        """Write the heading and the buttons of what is shown."""
        match self.view:
            case HolderForm(replaced=None):
                self.heading.setText(self.tr("Who may decide besides you?"))
                self.offer(self.tr("&Write it down"))
            case HolderForm():
                self.heading.setText(self.tr("What is to be corrected?"))
                self.offer(self.tr("&Write it down"))
            case EndView():
                self.heading.setText(self.tr("Should this right end?"))
                self.offer(self.tr("&End the right"))
            case HandOverView() as view:
                self.heading.setText(self.tr("Make the vault yours alone"))
                self.offer(view.primary)
            case _:
                self.heading.setText(self.tr("Who may decide for me"))
                is_due = self.deciders is not None and self.deciders.is_due
                can_change = not self.session.is_read_only
                add = self.tr("&Write somebody down") if can_change else ""
                if is_due and can_change:
                    self.offer(self.tr("&Make the vault mine alone"), add)
                else:
                    self.offer(add)

    # -- what the person does ------------------------------------------------------

    def _on_primary(self) -> None:
        if not self.primary_button.isEnabled():
            return
        match self.view:
            case HolderForm() as form:
                self._record(form)
            case EndView() as view:
                self._end(view)
            case HandOverView() as view:
                self._hand_over(view)
            case HoldersView():
                is_due = self.deciders is not None and self.deciders.is_due
                self.session.go(Place.MANDATES, View.HAND_OVER if is_due else View.ADD)

    def _record(self, form: HolderForm) -> None:
        terms = None if self.deciders is None else form.terms(self.deciders.today)
        secrets = None if terms is None else form.secrets()
        if terms is None or secrets is None:
            return
        theirs, own = secrets
        replaces = None if form.replaced is None else form.replaced.digest
        self._as_owner(
            own,
            form.passphrase,
            lambda: self.session.act(
                lambda opened: record(opened, terms, theirs, replaces),
                _CHANGED,
                lambda _: self._on_recorded(terms.holder, is_joint=terms.is_joint),
                self._on_failed,
            ),
        )

    def _end(self, view: EndView) -> None:
        passphrase, digest, name = view.passphrase.take(), self.argument, view.name
        if not passphrase:
            view.passphrase.say(self.tr("Write the passphrase that opens the vault."))
            view.passphrase.field.setFocus()
            return
        self._as_owner(
            passphrase,
            view.passphrase,
            lambda: self.session.act(
                lambda opened: end(opened, digest),
                _CHANGED,
                lambda _: self._on_ended(name),
                self._on_failed,
            ),
        )

    def _hand_over(self, view: HandOverView) -> None:
        if view.is_asking:
            passphrase = view.choice()
            if passphrase is None:
                return
            self._be_busy(self.tr("Making the vault yours …"))
            # No Changes: the page would begin anew, and the words would be gone.
            self.session.act(
                lambda opened: take_over(opened, passphrase),
                Changes(),
                self._on_words,
                self._on_failed,
            )
        elif view.go_on():
            self.session.change_settings(recovery_words_to_confirm=False)
            view.clear()
            self.session.tasks.changed.emit(_CHANGED)
            self._list_with(
                self.tr("The vault is yours alone"),
                self.tr("The old passphrase and the old recovery words no longer open it."),
            )
        else:
            self._name()

    def _on_words(self, words: RecoveryWords) -> None:
        self._rest()
        if isinstance(self.view, HandOverView):
            self.session.change_settings(recovery_words_to_confirm=True)
            self.view.show_words(words)
            self._name()
            self.start_at_top()
            self.view.focus_first()

    def _on_recorded(self, name: str, *, is_joint: bool) -> None:
        alone = self.tr("%1 signs with the passphrase that was just chosen.")
        together = self.tr(
            "%1 decides only together with somebody else. Write the other one down too; until "
            "then neither of them can decide anything."
        )
        said = together if is_joint else alone
        self._list_with(self.tr("It is written down"), said.replace("%1", name))

    def _on_ended(self, name: str) -> None:
        said = self.tr(
            "%1 can no longer decide. What was said yes to by that right sends nothing more, "
            "until it is answered anew."
        )
        self._list_with(self.tr("The right has ended"), said.replace("%1", name))

    def _list_with(self, title: str, said: str) -> None:
        self._rest()
        self.leave()
        self.put(None, "")
        self.argument = View.LIST
        self.read_anew()
        self.show_message(Kind.OK, title, said)

    def _as_owner(self, passphrase: str, field: PassphraseField, act: Callable[[], None]) -> None:
        """Do something once the vault's passphrase has been found right."""
        view = self.view
        self._be_busy(self.tr("Checking the passphrase …"))

        def failed(error: DatadonorError) -> None:
            self._rest()
            if isinstance(error, WrongPassphrase):
                # What follows it in the catalogue is for someone who is locked out.
                field.say(error.user_message(self.session.language).message)
                field.field.setFocus()
            else:
                self.show_error(error)

        def is_owner() -> None:
            if self.view is view:
                act()

        self.session.verify_passphrase(passphrase, is_owner, failed)

    def _on_failed(self, error: DatadonorError) -> None:
        self._rest()
        language = self.session.language
        is_said = (
            isinstance(error, MandateUnfit | MandateContradicts)
            and isinstance(self.view, HolderForm)
            and self.view.say_unfit(str(error.facts["where"]), error.user_message(language).remedy)
        )
        if not is_said:
            words = sentences(error, language)
            self.show_message(Kind.ERROR, self.tr("That did not work"), words)

    def _be_busy(self, words: str) -> None:
        self.primary_button.setEnabled(False)
        self.status.setText(words)
        self.status.show()

    def _rest(self) -> None:
        self.primary_button.setEnabled(True)
        self.status.hide()
