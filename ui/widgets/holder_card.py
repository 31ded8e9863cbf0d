"""Somebody who may decide for the person, or who could: who, by what right, and until when."""

from PySide6.QtCore import Signal

from datadonor.texts import Language, text
from ui.calendar_words import short_day_label
from ui.mandating import Holder, HolderState
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Prose, SubHeading


class HolderCard(Card):
    """Made anew whenever it is shown."""

    end_wanted = Signal(str)
    """The right with this digest is to end."""

    correct_wanted = Signal(str)
    """What is written down of the right with this digest is wrong."""

    def __init__(self, holder: Holder, language: Language, *, can_change: bool) -> None:
        super().__init__()
        said = holder.mandate
        title, state, facts = SubHeading(), Prose(), Facts()
        title.setText(said.holder)
        state.setText(self._state(holder.state))
        until = said.last_day
        birthday = (
            []
            if said.of_age_on is None
            else [(self.tr("Turns 18"), short_day_label(said.of_age_on, language))]
        )
        facts.set_facts(
            [
                (self.tr("The right"), text(f"mandate.basis.{said.basis}", language)),
                (self.tr("They are"), text(f"mandate.relation.{said.relation}", language)),
                (self.tr("From"), short_day_label(said.since, language)),
                (
                    self.tr("Last day"),
                    self.tr("Until somebody ends it")
                    if until is None
                    else short_day_label(until, language),
                ),
                *birthday,
                (self.tr("Decides"), self._how(is_joint=said.is_joint)),
            ]
        )
        for part in (title, state, facts):
            self.body.addWidget(part)
        buttons = FlowLayout(gap=12)
        self.correct_button, self.button = PlainButton(), PlainButton()
        self.correct_button.setText(self.tr("Correct it"))
        self.button.setText(self.tr("End this right"))
        for button, wanted in (
            (self.correct_button, self.correct_wanted),
            (self.button, self.end_wanted),
        ):
            button.setAccessibleName(f"{button.text()}: {said.holder}")
            button.clicked.connect(lambda _=False, it=wanted: it.emit(holder.digest))
            buttons.addWidget(button)
        self.body.addLayout(buttons)
        self.correct_button.setVisible(holder.is_correctable and can_change)
        self.button.setVisible(holder.is_standing and can_change)

    def _how(self, *, is_joint: bool) -> str:
        return self.tr("Only together with somebody else") if is_joint else self.tr("Alone")

    def _state(self, state: HolderState) -> str:
        return {
            HolderState.IN_FORCE: self.tr("Can decide now."),
            HolderState.TO_COME: self.tr("Cannot decide yet."),
            HolderState.OVER: self.tr("Can decide no longer: the last day is over."),
            HolderState.WITHDRAWN: self.tr("Can decide no longer: it was ended."),
            HolderState.REPLACED: self.tr("Can decide no longer: another right took its place."),
            HolderState.OF_AGE: self.tr("Can decide no longer: the person has turned 18."),
        }[state]
