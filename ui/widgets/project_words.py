"""What is said of a project among others: its group, and one sentence on a card."""

from datetime import date

from PySide6.QtCore import QObject

from datadonor.texts import Language
from ui.calendar_words import short_day_label
from ui.project_cards import Group, ProjectCard


class ProjectWords(QObject):
    """Speaks the language in force."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def group(self, group: Group) -> str:
        """Return what a group is called, above its cards and on its chip."""
        return {
            Group.NEW: self.tr("New", "projects that ask"),
            Group.CONSIDERED: self.tr("Being considered"),
            Group.ACTIVE: self.tr("Active"),
            Group.WITHDRAWN: self.tr("Withdrawn"),
            Group.EXPIRED: self.tr("Run out"),
            Group.STOPPED: self.tr("Stopped"),
            Group.REFUSED: self.tr("No thank you"),
            Group.UNREADABLE: self.tr("Cannot be read"),
            Group.LISTED: self.tr("On the approved list"),
        }[group]

    def icon(self, card: ProjectCard) -> str:
        """Return the drawing beside a card: it tells the groups apart without colour."""
        return {
            Group.NEW: "inbox",
            Group.CONSIDERED: "clock",
            Group.ACTIVE: "hand-heart",
            Group.WITHDRAWN: "undo-2",
            Group.EXPIRED: "calendar",
            Group.STOPPED: "octagon-x",
            Group.REFUSED: "x",
            Group.UNREADABLE: "triangle-alert",
            Group.LISTED: "file-text",
        }[card.group]

    def sentence(self, card: ProjectCard) -> str:
        """Return what a card says below the project's name."""
        said = [self._recipient(card), self._state(card)]
        if card.asks_for_more:
            said.append(self.tr("A new version asks for more, and waits for your decision."))
        if card.is_begun and card.group is Group.ACTIVE:
            said.append(self.tr("You have begun to change your choices."))
        elif card.is_begun:
            said.append(self.tr("You have begun to answer."))
        return " ".join(filter(None, said))

    def _recipient(self, card: ProjectCard) -> str:
        return f"{card.recipient}." if card.recipient else ""

    def _state(self, card: ProjectCard) -> str:
        if card.group in {Group.NEW, Group.CONSIDERED} and not card.is_approved:
            return self.tr("It cannot be answered at present.")
        said, day = {
            Group.NEW: (self.tr("It asked you %1."), card.since),
            Group.CONSIDERED: (self.tr("You have not decided yet."), card.since),
            Group.ACTIVE: (self.tr("Your consent holds until %1."), card.last_day),
            Group.WITHDRAWN: (self.tr("You withdrew your consent %1."), card.since),
            Group.EXPIRED: (self.tr("Your consent ran out %1."), card.since),
            Group.STOPPED: (self.tr("Your consent was stopped by others %1."), card.since),
            Group.REFUSED: (self.tr("You said no %1."), card.since),
            Group.UNREADABLE: (self.tr("Nothing is sent to it."), card.since),
            Group.LISTED: (self.tr("It can be answered until %1."), card.last_day),
        }[card.group]
        return self._dated(said, day)

    def _dated(self, said: str, day: date | None) -> str:
        if day is None:
            return "" if "%1" in said else said
        return said.replace("%1", short_day_label(day, self._language))
