"""What went wrong on the way, in words, and where to go on."""

from typing import NamedTuple

from PySide6.QtCore import QObject

from datadonor.errors import DatadonorError
from datadonor.texts import Language
from export.bundle.errors import BundleChanged, BundleNotConfirmed
from export.leak_gate import LeakFound
from export.sending import DeliveryNotOffered, ReleaseRefusedNow
from ui.session import sentences
from ui.widgets.banner import Kind
from ui.widgets.refusal_words import RefusalWords


class Failing(NamedTuple):
    """A message, and whether the preview is where to go on."""

    kind: Kind
    title: str
    text: str
    leads_to_preview: bool = False


class FailureWords(QObject):
    """Speaks the language in force."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._refusals = RefusalWords(self)

    def of(self, error: DatadonorError, language: Language, *, lies_ready: bool) -> Failing:
        """Say what happened and what to do.

        Args:
            error: What sending raised.
            language: In force.
            lies_ready: Whether a sealed donation waits in the outbox now.
        """
        if isinstance(error, ReleaseRefusedNow):
            stop = self._refusals.of(error.reason)
            title = self.tr("Stop: nothing was sent")
            return Failing(Kind.ERROR, title, f"{stop.why} {stop.remedy}", leads_to_preview=True)
        if isinstance(error, LeakFound):
            return Failing(
                Kind.ERROR,
                self.tr("Stop: something in it points at a person"),
                self.tr("Nothing was sent. See the places on the preview."),
                leads_to_preview=True,
            )
        words = sentences(error, language)
        if isinstance(error, DeliveryNotOffered):
            words = self.tr(
                "The recipient names no address to send to. Save it in a folder or on a USB "
                "stick, and hand it over."
            )
        if lies_ready:
            title = self.tr("It lies ready in the outbox")
            more = self.tr("Nothing is lost: it is encrypted, and can be sent later.")
            return Failing(Kind.WARNING, title, f"{words} {more}")
        title = self.tr("That did not work")
        is_other = isinstance(error, BundleNotConfirmed | BundleChanged)
        return Failing(Kind.ERROR, title, words, leads_to_preview=is_other)
