"""The outbox: for each project what was sent, how far it is, and what can be done now."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consent.vocabulary import day_in_words
from datadonor.texts import Language, text
from export.donation_words import state_in_words
from ui.navigation import Destination, Place
from ui.sending import Parcel, Post, Posted
from ui.translation import LOCALES
from ui.widgets.banner import Banner, Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Prose, QuietText, SubHeading

MOST_SHOWN = 12
"""Donations of one project; a year of monthly ones. Source: our choice."""


class OutboxCard(Card):
    """One project."""

    led_to = Signal(object)
    """A ``Destination``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.project = ""
        self.title = SubHeading()
        self.facts = Facts()
        self.owed = Banner()
        self.parcels = Prose()
        self.earlier = QuietText()
        self.send_button = PlainButton()
        self.preview_button = PlainButton()
        self.withdraw_button = PlainButton()
        for part in (self.title, self.facts, self.owed, self.parcels, self.earlier):
            self.body.addWidget(part)
        buttons = FlowLayout(gap=12)
        for button, place in (
            (self.send_button, Place.SENDING),
            (self.preview_button, Place.PREVIEW),
            (self.withdraw_button, Place.WITHDRAW),
        ):
            buttons.addWidget(button)
            button.clicked.connect(lambda _=False, place=place: self._lead(place))
        self.body.addLayout(buttons)

    def show_posted(self, posted: Posted, today: date, language: Language) -> None:
        """Show what there is of one project."""
        self.project = posted.project
        locale = LOCALES[language]
        self.title.setText(posted.titles[language])
        there = posted.there
        records = sum(each.records for each in there)
        has = self.tr("Nothing, as far as we know")
        if there:
            numbers = ", ".join(str(each.entry.sequence) for each in reversed(there))
            has = self.tr("Donation %1: %2 records in all")
            has = has.replace("%1", numbers).replace("%2", locale.toString(records))
        self.facts.set_facts(
            [
                (self.tr("Recipient"), posted.recipients[language]),
                (self.tr("What the recipient has"), has),
            ]
        )
        self._show_owed(posted, today, language)
        shown = posted.parcels[:MOST_SHOWN]
        self.parcels.setText("\n".join(self._parcel_words(each, language) for each in shown))
        self.parcels.setVisible(bool(shown))
        more = len(posted.parcels) - len(shown)
        self.earlier.setText(self.tr("and %n earlier one(s)", "", more))
        self.earlier.setVisible(more > 0)
        self._name_buttons(posted, posted.titles[language])

    def _show_owed(self, posted: Posted, today: date, language: Language) -> None:
        owed = posted.awaited
        if owed is not None:
            told, due = (day_in_words(each).in_language(language) for each in (owed.told, owed.due))
            is_late = owed.is_overdue(today)
            key = "donation.list.overdue" if is_late else "donation.list.awaited"
            title = self.tr("The recipient is late") if is_late else self.tr("You have withdrawn")
            kind = Kind.WARNING if is_late else Kind.INFO
            said = text(key, language, project=posted.titles[language], told=told, due=due)
            self.owed.show_message(kind, title, said)
        elif posted.due_notices:
            self.owed.show_message(
                Kind.WARNING,
                self.tr("The recipient has not been told"),
                self.tr("You have withdrawn your consent. Send the message about it."),
            )
        elif posted.waiting is not None:
            self.owed.show_message(
                Kind.INFO,
                self.tr("It lies ready in the outbox"),
                self.tr("It is encrypted, and has not been sent yet."),
            )
        else:
            self.owed.hide()

    def _parcel_words(self, parcel: Parcel, language: Language) -> str:
        state = state_in_words(parcel.entry.state, language)
        said = self.tr("Number %1, %2: %3")
        day = day_in_words(parcel.day).in_language(language)
        number = str(parcel.entry.sequence)
        return said.replace("%1", number).replace("%2", day).replace("%3", state)

    def _name_buttons(self, posted: Posted, title: str) -> None:
        is_notice = bool(posted.due_notices)
        send = self.tr("Tell the recipient") if is_notice else self.tr("Send it now")
        # Several projects have the same buttons: their names say which is meant.
        for button, words in (
            (self.send_button, send),
            (self.preview_button, self.tr("See what would be sent")),
            (self.withdraw_button, self.tr("Withdraw your consent")),
        ):
            button.setText(words)
            button.setAccessibleName(f"{words}: {title}")
        self.send_button.setVisible(is_notice or posted.waiting is not None)
        self.preview_button.setVisible(posted.may_withdraw)
        self.withdraw_button.setVisible(posted.may_withdraw)

    def _lead(self, place: Place) -> None:
        self.led_to.emit(Destination(place, self.project))


class OutboxList(QWidget):
    """A card for each project."""

    led_to = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[OutboxCard] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(16)

    def show_post(self, post: Post, language: Language) -> None:
        """Show every project of which anything was sent, or is to be."""
        shown = [each for each in post.projects if each.parcels or each.due_notices]
        while len(self.cards) > len(shown):
            card = self.cards.pop()
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        while len(self.cards) < len(shown):
            card = OutboxCard()
            card.led_to.connect(self.led_to)
            self._layout.addWidget(card)
            self.cards.append(card)
        for card, posted in zip(self.cards, shown, strict=True):
            card.show_posted(posted, post.today, language)

    def card_of(self, project: str) -> OutboxCard | None:
        """Return the card of a project, if it has one."""
        return next((each for each in self.cards if each.project == project), None)
