"""Taking a consent back: what it stops, what it cannot undo, and then it is done.

As easy as saying yes was: GDPR article 7(3).
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from consent.withdrawing import Reach
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from datadonor.vault.errors import WrongPassphrase
from ui.navigation import Place
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.cards import Card
from ui.widgets.fields import Field
from ui.widgets.labels import ErrorText, Prose, QuietText, SubHeading
from ui.widgets.reading import Reading
from ui.widgets.receipt_card import ReceiptCard
from ui.widgets.secret import PassphraseField
from ui.widgets.signers import SignersCard
from ui.widgets.stage import StagePage
from ui.widgets.ticks import OptionGroup
from ui.withdrawing import Withdrawal, Withdrawn, read_withdrawal, withdraw

MOST_REASON = 500
"""Signs. Source: our choice; a reason is for oneself, and no letter."""

_ALL = ""
"""The key of the choice to take back everything; no item has it."""


class WithdrawPage(StagePage):
    """One consent, read when the page is entered; taken back by the person who owns it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.withdrawal: Withdrawal | None = None
        self.withdrawn: Withdrawn | None = None
        self._item: str | None = None
        self.other_button.clicked.connect(self._on_other)
        self.primary_button.clicked.connect(self._on_primary)
        self.retranslate()

    @override
    def enter(self, argument: str = "") -> None:
        self.withdrawal, self.withdrawn, self._item = None, None, None
        self.shown = self.show_nothing
        self.show_nothing()
        super().enter(argument)

    @override
    def refresh(self) -> None:
        if self.withdrawn is None:
            self._read()

    @override
    def concerns(self, changes: Changes) -> bool:
        # Consent is changed by this page alone while it is shown, and then it is done.
        return False

    @override
    def retranslate(self) -> None:
        self.shown()
        is_asking = self.withdrawal is not None and self.withdrawn is None
        if is_asking and self.session.is_open:
            self._read()

    @override
    def show_nothing(self) -> None:
        self.put(None, self.tr("Take your yes back"))

    def _read(self) -> None:
        project, language = self.argument, self.session.language
        self.ask(lambda opened: read_withdrawal(opened, project, language), self._on_read)

    def _on_read(self, found: Withdrawal) -> None:
        reason = self.view.reason.text() if isinstance(self.view, WithdrawalForm) else ""
        self.withdrawal = found
        self.turn_to(self._show_asking)
        if isinstance(self.view, WithdrawalForm):
            self.view.reason.setText(reason)

    # -- views -------------------------------------------------------------------

    def _show_asking(self) -> None:
        if self.withdrawal is None:
            return
        view = WithdrawalForm(self.withdrawal, self.session.language)
        if len(self.withdrawal.items) <= 1:
            self._item = _ALL
        view.choose(self._item)
        view.passphrase.entered.connect(self._on_primary)
        view.item_chosen.connect(self._on_item_chosen)
        self.put(view, self.tr("Do you want to take your yes back?"))
        self.offer(self.tr("Take my yes back"), self.tr("Keep my yes as it is"), is_even=True)

    def _show_done(self) -> None:
        if self.withdrawal is None or self.withdrawn is None:
            return
        is_due, is_part = self.withdrawn.is_notice_due, self.withdrawn.is_rest_in_force
        view = WithdrawnView(self, self.withdrawal.project, self.withdrawn)
        whole = self.tr("Your yes is taken back")
        self.put(view, self.tr("Part of your yes is taken back") if is_part else whole)
        project = self.tr("See the project")
        self.offer(self.tr("Tell the recipient") if is_due else project, project if is_due else "")
        self.back_button.hide()

    # -- what the person does ----------------------------------------------------

    def _on_item_chosen(self, item: str) -> None:
        self._item = item

    def _on_other(self) -> None:
        if self.withdrawn is None:
            self.session.back()
        else:
            self.session.go(Place.PROJECT, self.argument)

    def _on_primary(self) -> None:
        if self.withdrawn is not None:
            place = Place.SENDING if self.withdrawn.is_notice_due else Place.PROJECT
            self.session.go(place, self.argument)
        elif isinstance(self.view, WithdrawalForm) and self.primary_button.isEnabled():
            self._verify(self.view)

    def _verify(self, view: "WithdrawalForm") -> None:
        if self._item is None:
            view.error.say(self.tr("Say what you want to take back."))
            view.focus_first()
            self.scroll_to(view.error)
            return
        passphrase = view.passphrase.take()
        if not passphrase:
            view.passphrase.say(self.tr("Write your passphrase to take your yes back."))
            view.passphrase.field.setFocus()
            return
        keys = view.signers.take()
        if keys is None:
            return
        self.primary_button.setEnabled(False)
        view.say_status(self.tr("Checking your passphrase …"))
        project, item, reason = self.argument, self._item or None, view.reason.text()
        language = self.session.language

        def failed(error: DatadonorError) -> None:
            if self.view is view:
                self._on_failed(view, error)

        def is_owner() -> None:
            if self.view is view:
                self.session.act(
                    lambda opened: withdraw(opened, project, item, reason, language, keys),
                    Changes(vault=True, consent=True, outbox=True),
                    self._on_withdrawn,
                    failed,
                )

        self.session.verify_passphrase(passphrase, is_owner, failed)

    def _on_withdrawn(self, withdrawn: Withdrawn) -> None:
        self.withdrawn = withdrawn
        self.banner.hide()
        self.turn_to(self._show_done)

    def _on_failed(self, view: "WithdrawalForm", error: DatadonorError) -> None:
        self.primary_button.setEnabled(True)
        view.say_status("")
        if isinstance(error, WrongPassphrase):
            # What follows it in the catalogue is for someone who is locked out.
            view.passphrase.say(error.user_message(self.session.language).message)
            view.passphrase.field.setFocus()
        elif not view.signers.say_wrong(error):
            self.show_error(error)


class WithdrawalForm(QWidget):
    """What is taken back, what that cannot undo, why if one likes, and the passphrase."""

    item_chosen = Signal(str)
    """One item, or ``""`` for all."""

    def __init__(self, withdrawal: Withdrawal, language: Language) -> None:
        super().__init__()
        self._withdrawal = withdrawal
        self.extent = OptionGroup()
        self.error = ErrorText()
        self.reach = Prose()
        self.reason = Field()
        self.signers = SignersCard(withdrawal.deciders, language)
        self.passphrase = PassphraseField()
        self.status = QuietText()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._lead())
        column.addWidget(self._promise())
        if len(withdrawal.items) > 1:
            column.addWidget(self._extent())
            column.addWidget(self.error)
        column.addWidget(self.signers)
        column.addWidget(self._confirmation())
        self.signers.offer_all()
        self.signers.entered.connect(self.passphrase.field.setFocus)

    def choose(self, item: str | None) -> None:
        """Show what is to be taken back; nothing while that is not said."""
        if len(self._withdrawal.items) > 1:
            self.extent.choose(item)
        self._tell_reach(item)

    def focus_first(self) -> bool:
        """Put the keyboard where one begins to answer."""
        if len(self._withdrawal.items) > 1:
            self.extent.focus_first()
        else:
            self.reason.setFocus()
        return True

    def say_status(self, words: str) -> None:
        """Say what is going on, or nothing."""
        self.status.setText(words)
        self.status.setVisible(bool(words))

    def _lead(self) -> QWidget:
        title, lead = SubHeading(), Prose()
        title.setText(self._withdrawal.title)
        lead.setText(
            self.tr("You can take your yes back at any time. From then on, nothing more is sent.")
        )
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(lead)
        return part

    def _promise(self) -> QWidget:
        card, title = Card(), SubHeading()
        title.setText(self.tr("What the project promises, and what cannot be undone"))
        card.body.addWidget(title)
        card.body.addWidget(Reading(self._withdrawal.promise))
        return card

    def _extent(self) -> QWidget:
        self.extent.setTitle(self.tr("What do you want to take back?"))
        options = [(_ALL, self.tr("All of it"))]
        only = self.tr("Only this: %1", "a kind of data")
        options += [(each.id, only.replace("%1", each.name)) for each in self._withdrawal.items]
        self.extent.set_options(options)
        self.extent.chosen.connect(self._on_chosen)
        return self.extent

    def _confirmation(self) -> QWidget:
        card, label = Card(), Prose()
        label.setText(self.tr("Why? Only if you like. It stays in your vault."))
        label.setBuddy(self.reason)
        self.reason.setAccessibleName(label.text())
        self.reason.setMaxLength(MOST_REASON)
        self.passphrase.set_label(self.tr("Your &passphrase, the one that opens the vault"))
        for part in (self.reach, label, self.reason, self.passphrase, self.status):
            card.body.addWidget(part)
        self.status.hide()
        return card

    def _on_chosen(self, item: str) -> None:
        self.error.say("")
        self._tell_reach(item)
        self.item_chosen.emit(item)

    def _tell_reach(self, item: str | None) -> None:
        self.reach.setVisible(item is not None)
        found = next((each for each in self._withdrawal.items if each.id == item), None)
        words = {
            Reach.ALL: self.tr("You are about to take back all of your yes."),
            Reach.REQUIRED: self.tr(
                "Nobody can take part without this: %1. So you take back all of your yes."
            ),
            Reach.LAST: self.tr(
                "This is the only thing you have said yes to: %1. So you take back all of it."
            ),
            Reach.ITEM: self.tr(
                "You are about to take this back: %1. The rest of your yes stands as before."
            ),
        }
        reach, name = (Reach.ALL, "") if found is None else (found.reach, found.name)
        self.reach.setText(words[reach].replace("%1", name))


class WithdrawnView(QWidget):
    """Says that it is done, and what is left to do."""

    def __init__(self, page: StagePage, project: str, withdrawn: Withdrawn) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        told = (
            self.tr("The recipient has had data from you, and must be told. The notice is ready.")
            if withdrawn.is_notice_due
            else self.tr("Nothing had been sent, so nobody has to be told.")
        )
        rest = self.tr("It is written down and signed. The rest of your yes stands as before.")
        whole = self.tr("It is written down and signed. Nothing more is sent.")
        done = rest if withdrawn.is_rest_in_force else whole
        for sentence in (done, told):
            said = Prose()
            said.setText(sentence)
            column.addWidget(said)
        self.receipt = ReceiptCard(page, project)
        column.addWidget(self.receipt)
