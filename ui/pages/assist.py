"""Somebody helps at this vault: begun and ended by the person, and what it can and cannot do."""

from typing_extensions import override

from datadonor.audit.assistance import start_assistance
from datadonor.audit.wording import role_words
from datadonor.errors import DatadonorError
from datadonor.vault.errors import WrongPassphrase
from ui.announce import announce
from ui.help_end import end_help
from ui.session import Session
from ui.tasks import Changes
from ui.translation import local_moment
from ui.widgets.banner import Kind
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.help_form import HelpForm
from ui.widgets.informing_card import InformingCard
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.page import Page, add_titled
from ui.widgets.project_parts import capital


class AssistPage(Page):
    """The form before the help begins; who helps, and how to end it, while it is in force."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._purpose = Prose()
        self._may_title, self._may = SubHeading(), Prose()
        self._not_title, self._not = SubHeading(), Prose()
        self.form = HelpForm(session)
        self.status = QuietText()
        self.facts = Facts()
        self._who = Card()
        self._who.body.addWidget(self.facts)
        self.informing = InformingCard(self)
        self.content.addWidget(self._purpose)
        self.content.addWidget(self._who)
        add_titled(self.content, self._may_title, self._may)
        add_titled(self.content, self._not_title, self._not)
        for part in (self.informing, self.form, self.status):
            self.content.addWidget(part)
        self.show_foot(back=True, primary=True)
        self.primary_button.clicked.connect(self._on_primary)
        self.form.entered.connect(self._on_primary)
        session.assistance_changed.connect(self._on_help_changed)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        helped = self.session.assistance
        self._may_title.setText(self.tr("What the one who helps may do"))
        self._may.setText(self.tr("Explain, find the way, and make the text larger."))
        self._not_title.setText(self.tr("What only you can do"))
        self._not.setText(
            self.tr(
                "Say yes or no, send what you donate, and end the help. Each time you write your "
                "passphrase yourself; never tell it to anybody. Meanwhile nothing else is saved, "
                "copied or printed, and your recovery words are not shown."
            )
        )
        if helped is None:
            self.heading.setText(self.tr("Is somebody going to help you?"))
            self._purpose.setText(
                self.tr(
                    "While somebody helps, there is a coloured edge around the window, and who "
                    "it was stands in your log. You can end the help at any time, with your "
                    "passphrase. When the time has run out, your vault is locked."
                )
            )
            self.primary_button.setText(self.tr("Be&gin the help"))
        else:
            self.heading.setText(self.tr("Somebody is helping you"))
            self._purpose.setText(
                self.tr("It stands in your log, with everything that happens meanwhile.")
            )
            self.primary_button.setText(self.tr("&End the help"))
        self._show_facts()
        self.informing.retranslate()

    @override
    def refresh(self) -> None:
        is_helped = self.session.assistance is not None
        self.form.setVisible(not is_helped)
        self._who.setVisible(is_helped)
        self.status.hide()
        self.primary_button.setEnabled(True)
        self.informing.read()

    @override
    def focus_first(self) -> None:
        if self.session.assistance is None:
            self.form.focus_first()
        else:
            self.primary_button.setFocus()

    @override
    def concerns(self, changes: Changes) -> bool:
        return changes.consent

    # -- within --------------------------------------------------------------------

    def _show_facts(self) -> None:
        helped = self.session.assistance
        if helped is None:
            return
        language, helper = self.session.language, helped.helper
        self.facts.set_facts(
            [
                (self.tr("Who"), helper.name),
                (self.tr("What they are to you"), capital(role_words(helper.role, language))),
                (self.tr("Where they work"), helper.organisation or ""),
                (self.tr("Number"), helper.authorisation_id or ""),
                (self.tr("Since"), local_moment(helped.since, language)),
                (self.tr("At the latest until"), local_moment(helped.until, language)),
            ]
        )

    def _on_primary(self) -> None:
        if not self.primary_button.isEnabled():
            return
        if self.session.assistance is None:
            self._begin()
        else:
            end_help(self)

    def _begin(self) -> None:
        helper = self.form.helper()
        minutes = None if helper is None else self.form.length()
        if helper is None or minutes is None:
            return
        passphrase = self.form.passphrase.take()
        if not passphrase:
            self.form.passphrase.say(self.tr("Write your passphrase: it is you who lets them."))
            self.form.passphrase.field.setFocus()
            return
        self.primary_button.setEnabled(False)
        self.status.setText(self.tr("Checking your passphrase …"))
        self.status.show()

        def is_owner() -> None:
            self.session.start_assistance(
                lambda opened: start_assistance(opened, helper, minutes),
                self.form.clear,
                self._on_failed,
            )

        self.session.verify_passphrase(passphrase, is_owner, self._on_failed)

    def _on_failed(self, error: DatadonorError) -> None:
        self.primary_button.setEnabled(True)
        self.status.hide()
        if isinstance(error, WrongPassphrase):
            # What follows it in the catalogue is for someone who is locked out.
            self.form.passphrase.say(error.user_message(self.session.language).message)
            self.form.passphrase.field.setFocus()
        else:
            self.show_error(error)

    def _on_help_changed(self) -> None:
        self.retranslate()
        if not self.isVisible():
            return
        self.read_anew()
        self.start_at_top()
        if self.session.assistance is None:
            said = self.tr("The help has ended"), self.tr("Nobody sits beside you any more.")
            self.show_message(Kind.OK, *said)
        announce(self, self.heading.text())
        self.focus_first()
