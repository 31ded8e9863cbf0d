"""Why nothing can leave, in words, and the page where that can be put right."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject

from consent.gate import RefusalReason
from ui.navigation import Place


class Remedy(NamedTuple):
    """A refusal in words.

    Attributes:
        why: One sentence.
        remedy: What can be done.
        button: Leads there; empty if nothing leads anywhere.
        place: Where to.
        errand: What that page is to show; ``{project}`` stands for the project's id.
    """

    why: str
    remedy: str
    button: str = ""
    place: Place = Place.PROJECT
    errand: str = "{project}"


class RefusalWords(QObject):
    """Speaks the language in force."""

    def of(self, reason: RefusalReason) -> Remedy:
        """Return what a refusal means and what to do about it."""
        return {
            **self._about_consent(),
            **self._about_registry(),
            **self._about_vault(),
        }[reason]

    def _about_consent(self) -> Mapping[RefusalReason, Remedy]:
        see, again = self.tr("See the project"), self.tr("See the project to decide anew.")
        return {
            RefusalReason.NO_CONSENT: Remedy(
                self.tr("You have not said yes to the project."),
                self.tr("See the project, and decide when you are ready."),
                see,
            ),
            RefusalReason.REFUSED: Remedy(self.tr("You have said no to the project."), again, see),
            RefusalReason.EXPIRED: Remedy(
                self.tr("Your yes to the project has come to its end."), again, see
            ),
            RefusalReason.WITHDRAWN: Remedy(self.tr("You have taken back your yes."), again, see),
            RefusalReason.STOPPED: Remedy(
                self.tr(
                    "Your yes was stopped, because the project is no longer approved as it was."
                ),
                again,
                see,
            ),
            RefusalReason.INVALIDATED: Remedy(self.tr("Your yes was declared void."), again, see),
            RefusalReason.MANDATE_ENDED: Remedy(
                self.tr("It was decided for you by someone whose right to do so has ended."),
                again,
                see,
            ),
            RefusalReason.UNDER_AGE: Remedy(
                self.tr("The yes was said by somebody under 18. It takes those with custody."),
                again,
                see,
            ),
            RefusalReason.NOTHING_GRANTED: Remedy(
                self.tr("Nothing is left that you have said yes to."),
                self.tr("Change your choices, or let it be."),
                self.tr("Change your choices"),
                Place.CONSENT,
                "{project}#change",
            ),
            RefusalReason.CONSENT_UNREADABLE: Remedy(
                self.tr("What you signed cannot be read."),
                self.tr("You can withdraw your consent, and say yes anew if you wish."),
                see,
            ),
            RefusalReason.RESTORED: Remedy(
                self.tr(
                    "A backup was put back, and something that you decided since may be missing."
                ),
                self.tr("Look through your choices, and sign them anew if they still hold."),
                self.tr("Look through your choices"),
                Place.CONSENT,
                "{project}#change",
            ),
        }

    def _about_registry(self) -> Mapping[RefusalReason, Remedy]:
        fetch, see = self.tr("See the approved list"), self.tr("See the project")
        ended = self.tr("There is nothing you need to do.")
        wait = self.tr("Nothing is sent as long as that is so. What you have is not changed.")
        return {
            RefusalReason.NO_REGISTRY: Remedy(
                self.tr("You have not chosen a list of approved projects."),
                self.tr("Choose the list first."), fetch, Place.RECIPIENTS, "",
            ),
            RefusalReason.REGISTRY_DAMAGED: Remedy(
                self.tr("The list of approved projects is damaged."),
                self.tr("Fetch it anew."), fetch, Place.RECIPIENTS, "",
            ),
            RefusalReason.REGISTRY_STALE: Remedy(
                self.tr("The list of approved projects is too old to rely on."),
                self.tr("Fetch a new one."), fetch, Place.RECIPIENTS, "",
            ),
            RefusalReason.NOT_APPROVED: Remedy(
                self.tr("The project is not on the approved list as you said yes to it."), wait, see
            ),
            RefusalReason.REVOKED: Remedy(
                self.tr("The approval of the project or of its recipient was taken back."),
                wait, see,
            ),
            RefusalReason.PROJECT_ENDED: Remedy(
                self.tr("The project does not take data any longer."), ended, see
            ),
            RefusalReason.OTHER_RECIPIENT: Remedy(
                self.tr("This is not the recipient that you said yes to."), wait, see
            ),
            RefusalReason.OTHER_PURPOSE: Remedy(
                self.tr("This is not the purpose that you said yes to."), wait, see
            ),
        }  # fmt: skip

    def _about_vault(self) -> Mapping[RefusalReason, Remedy]:
        return {
            RefusalReason.LOG_UNSOUND: Remedy(
                self.tr("The log of your vault is not whole, so it can only be read."),
                self.tr("Put back a newer backup if you have one."),
                self.tr("See what has happened"),
                Place.STOPPED,
                "",
            ),
            RefusalReason.CLOCK_BEHIND: Remedy(
                self.tr("The clock of this computer is too far behind."),
                self.tr("Set the clock right, and open this page again."),
            ),
        }
