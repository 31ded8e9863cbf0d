"""Whether an opened request may be answered, in words: a title that begins with one, and why."""

from PySide6.QtCore import QObject

from datadonor.texts import Language
from ui.offered import Offered, RequestFault, Verdict
from ui.offered_file import FileFault


class OfferedWords(QObject):
    """Speaks the language in force."""

    def of_verdict(self, offered: Offered, language: Language) -> tuple[str, str]:
        """Return a title and sentences. Of what is on the list the core has the sentence."""
        own = {
            Verdict.APPROVED: self.tr(
                "Those who keep the list have looked at it, and published exactly this request. "
                "Whether you take part is yours alone to decide."
            ),
            Verdict.NO_LIST: self.tr(
                "Without a list of approved projects nobody can tell whether this request is what "
                "it says. Choose a list first."
            ),
            Verdict.TOO_OLD: self.tr(
                "Your list has run out, so it cannot tell whether this request is approved today. "
                "Fetch a new list, and look again."
            ),
            Verdict.LIST_DAMAGED: self.tr(
                "Your copy of the list is not what was signed, so it is not used. Fetch it again, "
                "and look again."
            ),
        }
        title = {
            Verdict.APPROVED: self.tr("Approved: you can answer this request"),
            Verdict.TOO_OLD: self.tr("Stop: your list is too old to decide"),
            Verdict.NO_LIST: self.tr("Stop: you have not chosen a list"),
            Verdict.LIST_DAMAGED: self.tr("Stop: your list is damaged"),
            Verdict.NOT_ON_LIST: self.tr("Stop: the request is not on the approved list"),
            Verdict.REVOKED: self.tr("Stop: the approval has been taken back"),
            Verdict.ENDED: self.tr("Stop: the project is over"),
        }[offered.verdict]
        return title, " ".join(filter(None, [self._sentence(offered, own), *self._more(offered)]))

    def of_fault(self, fault: FileFault | RequestFault) -> tuple[str, str]:
        """Return why a file is not opened."""
        title = self.tr("Stop: this is not a request that can be opened")
        said = {
            FileFault.GONE: self.tr(
                "The file is not there. It may have been moved, or its stick taken out."
            ),
            FileFault.FOLDER: self.tr("That is a folder. Choose the file in it."),
            FileFault.NO_FILE: self.tr("That is not an ordinary file."),
            FileFault.FORBIDDEN: self.tr(
                "This computer does not let you read the file. Copy it to a folder of your own, "
                "and try again."
            ),
            FileFault.TOO_LARGE: self.tr("The file is much larger than any request."),
            RequestFault.NOT_A_REQUEST: self.tr(
                "The file is something else than a request, or it is damaged. Ask the sender for "
                "it again."
            ),
            RequestFault.TOO_NEW: self.tr(
                "The request was written for a newer version of Datadonor. Update Datadonor, and "
                "try again."
            ),
        }[fault]
        return title, said

    def _sentence(self, offered: Offered, own: dict[Verdict, str]) -> str:
        return own.get(offered.verdict, offered.sentence)

    def _more(self, offered: Offered) -> list[str]:
        """Say what has been sent to a project that may not be answered, and what stands."""
        if offered.verdict is Verdict.APPROVED:
            if offered.is_answered:
                return [self.tr("You have already said yes to exactly this request.")]
            if offered.state is not None and offered.state.is_in_force:
                return [
                    self.tr(
                        "You have said yes to an earlier version. It goes on until you decide "
                        "otherwise."
                    )
                ]
            return []
        if not offered.sent:
            return [self.tr("You have sent nothing to this project.")] if offered.signed else []
        return [self.tr("You have sent data to this project %n time(s).", "", offered.sent)]
