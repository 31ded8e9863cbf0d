"""What can be done about one project, by how the consent to it stands."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consent.ledger import ConsentState
from datadonor.texts import Language
from ui.calendar_words import short_moment_label
from ui.project_story import ProjectStory
from ui.widgets.buttons import PlainButton
from ui.widgets.flow import FlowLayout


class Action(StrEnum):
    """What can be done."""

    DECIDE = "decide"
    AGAIN = "again"  # of one that was answered: possible, and never what comes first
    PREVIEW = "preview"
    CHANGE = "change"
    SENDING = "sending"
    WITHDRAW = "withdraw"


def actions_of(
    story: ProjectStory, *, is_read_only: bool
) -> tuple[Action | None, tuple[Action, ...]]:
    """Return the one thing that comes first, and the others.

    Args:
        story: How the project stands.
        is_read_only: Whether the vault can only be looked at.
    """
    sending = (Action.SENDING,) if story.sent or story.is_notice_due else ()
    if is_read_only:
        return None, sending
    if story.state.is_in_force or story.state is ConsentState.UNKNOWN:
        return _of_consent(story, sending)
    if story.state in {ConsentState.REQUESTED, ConsentState.PUT_OFF}:
        return (Action.DECIDE if story.is_approved else None), sending
    again = (Action.AGAIN,) if story.is_approved else ()
    if story.is_notice_due:
        return Action.SENDING, again
    return None, (*sending, *again)


def _of_consent(
    story: ProjectStory, sending: tuple[Action, ...]
) -> tuple[Action | None, tuple[Action, ...]]:
    """Return what can be done about a yes; one that cannot be read can only be taken back."""
    withdraw = (Action.WITHDRAW,) if story.is_given else ()
    if story.terms is None:
        return None, (*sending, *withdraw)
    change = (Action.CHANGE,) if story.is_approved else ()
    return Action.PREVIEW, (*change, *sending, *withdraw)


class Actions(QWidget):
    """A button for each, side by side."""

    chosen = Signal(object)
    """An ``Action``."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[Action, PlainButton] = {}
        self._layout = FlowLayout(self)
        for action in Action:
            button = self.buttons[action] = PlainButton()
            button.clicked.connect(lambda _=False, action=action: self.chosen.emit(action))
            self._layout.addWidget(button)

    def offer(self, actions: Sequence[Action]) -> None:
        """Offer these, and no others."""
        for action, button in self.buttons.items():
            button.setText(self.name(action))
            button.setVisible(action in actions)
        self.setVisible(bool(actions))

    def name(self, action: Action) -> str:
        """Return what a button says."""
        return {
            Action.DECIDE: self.tr("Decide now"),
            Action.AGAIN: self.tr("Answer anew"),
            Action.PREVIEW: self.tr("See what would be sent"),
            Action.CHANGE: self.tr("Change my choices"),
            Action.SENDING: self.tr("See what was sent"),
            Action.WITHDRAW: self.tr("Withdraw my consent"),
        }[action]

    def state_title(self, story: ProjectStory, language: Language) -> str:
        """Return the state as a word, with since when."""
        word = {
            ConsentState.REQUESTED: self.tr("New", "a project that asks"),
            ConsentState.PUT_OFF: self.tr("Being considered"),
            ConsentState.REFUSED: self.tr("No thank you"),
            ConsentState.GIVEN: self.tr("Active"),
            ConsentState.RENEWED: self.tr("Active"),
            ConsentState.EXPIRED: self.tr("Run out"),
            ConsentState.WITHDRAWN: self.tr("Withdrawn"),
            ConsentState.STOPPED: self.tr("Stopped"),
            ConsentState.INVALIDATED: self.tr("Not valid"),
            ConsentState.UNKNOWN: self.tr("Cannot be read"),
        }[story.state]
        if story.since is None:
            return word
        said = self.tr("%1 since %2")
        return said.replace("%1", word).replace("%2", short_moment_label(story.since, language))
