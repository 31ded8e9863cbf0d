"""The approved list on a page: how old it is, until when it holds, and the way to a newer one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from datadonor.records.rollups import ZONE
from ui.approvals import ApprovalList, ListNews, ListStanding, fetch_list, use_practice_list
from ui.calendar_words import short_day_label, short_moment_label
from ui.jobs import Course, Job, JobKind, Progress
from ui.navigation import Place
from ui.session import sentences
from ui.tasks import Changes
from ui.widgets.banner import Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.icons import Icon
from ui.widgets.labels import Prose, SubHeading
from ui.widgets.page import Page
from ui.widgets.progress import ProgressPanel

_ICONS = {
    ListStanding.FRESH: "shield-check",
    ListStanding.OLD: "clock",
    ListStanding.NOT_READ: "refresh-cw",
    ListStanding.NOT_CHOSEN: "list",
    ListStanding.DAMAGED: "triangle-alert",
}

CHOOSE = "choose"
"""What the page of recipients is entered with when a list is to be chosen."""

Fetching = Callable[[OpenVault, Course], ListNews]


class ListCard(Card):
    """One sentence on the list in use, and one button: fetch it, or choose one."""

    fetched = Signal()
    """The newest list is here."""

    def __init__(self, page: Page, place: Place) -> None:
        """Stand on a page.

        Args:
            page: It asks the vault, and shows messages.
            place: Where the page is, so that the window leads back to it meanwhile.
        """
        super().__init__()
        self._page = page
        self._place = place
        self._list: ApprovalList | None = None
        self._icon = Icon("list", 1.4)
        self._title = SubHeading()
        self._text = Prose()
        self.button = PlainButton()
        self.panel = ProgressPanel()
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addSpacing(8)
        words.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self.panel)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.button.clicked.connect(self._on_pressed)
        page.session.job_changed.connect(self._on_job_changed)
        self._on_job_changed()
        self.hide()

    def show_list(self, approvals: ApprovalList) -> None:
        """Show how the list stands."""
        self._list = approvals
        self._retranslate()
        self.setVisible(True)

    def fetch(self, fetching: Fetching | None = None) -> None:
        """Begin to fetch the list.

        Args:
            fetching: Chooses it first; the one in use is fetched if it is left out.
        """
        language = self._page.session.language
        self._page.banner.hide()
        self._page.session.run_long(
            JobKind.REFRESH,
            fetching or partial(fetch_list, language=language),
            Changes(consent=True, registry=True),
            self._on_fetched,
            self._on_failed,
            place=self._place,
            argument=self._page.argument,
        ).stopped.connect(self._on_stopped)

    @property
    def is_practice_offered(self) -> bool:
        """Whether the made-up list is one press away."""
        return self._page.session.is_practice and self._page.session.practice is not None

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._list is not None:
            self._retranslate()

    def _retranslate(self) -> None:
        if self._list is None:
            return
        self._icon.set_icon(_ICONS[self._list.standing])
        title, said, button = self._words(self._list)
        self._title.setText(title)
        self._text.setText(said)
        self.button.setText(button)
        self.button.setVisible(not self._page.session.is_read_only)

    def _words(self, approvals: ApprovalList) -> tuple[str, str, str]:
        """Return what it is called how it stands, what that means, and what can be done."""
        again = self.tr("Fetch the newest list")
        match approvals.standing:
            case ListStanding.FRESH:
                title = self.tr("Your list of approved projects is up to date")
                return title, self._age(approvals), again
            case ListStanding.OLD:
                said = self.tr(
                    "You can still read it, but nothing can be decided or sent by it before you "
                    "fetch it again."
                )
                title = self.tr("Too old: your list of approved projects")
                return title, f"{self._age(approvals)} {said}", again
            case ListStanding.NOT_READ:
                return (
                    self.tr("The list has been chosen, but not fetched yet"),
                    self.tr("As soon as it is here you can see what is approved."),
                    again,
                )
            case ListStanding.DAMAGED:
                return (
                    self.tr("Damaged: your copy of the list"),
                    self.tr("It is not what was signed, so it is not used. Fetch it again."),
                    again,
                )
            case ListStanding.NOT_CHOSEN:
                return self._words_to_choose()

    def _words_to_choose(self) -> tuple[str, str, str]:
        title = self.tr("First choose a list of approved projects")
        if self.is_practice_offered:
            said = self.tr("For the practice there is a made-up one.")
            return title, said, self.tr("Use the practice's list")
        said = self.tr(
            "It says which projects and recipients have been looked at and approved. Only "
            "requests that stand on it can be answered. You get its address from the "
            "organisation that keeps it."
        )
        return title, said, self.tr("Choose a list")

    def _age(self, approvals: ApprovalList) -> str:
        if approvals.as_of is None or approvals.fresh_until is None:
            return ""
        language = self._page.session.language
        fetched = short_moment_label(approvals.as_of.astimezone(ZONE), language)
        until = short_day_label(approvals.fresh_until.astimezone(ZONE).date(), language)
        if approvals.standing is ListStanding.OLD:
            said = self.tr("You fetched it %1. It held until %2.")
        else:
            said = self.tr("You fetched it %1. It holds until %2.")
        return said.replace("%1", fetched).replace("%2", until)

    # -- fetching ---------------------------------------------------------------

    def _on_pressed(self) -> None:
        if self._list is None or self._list.standing is not ListStanding.NOT_CHOSEN:
            self.fetch()
            return
        session = self._page.session
        practice = session.practice if self.is_practice_offered else None
        if practice is None:
            session.go(Place.RECIPIENTS, CHOOSE)
            return
        folder, language = session.vault_folder, session.language
        self.fetch(
            lambda opened, course: use_practice_list(opened, practice, folder, course, language)
        )

    def _on_job_changed(self) -> None:
        """Follow a fetch, whichever page it was begun on; one thing at a time."""
        job = self._page.session.job
        self.button.setEnabled(job is None)
        if job is not None and job.kind is JobKind.REFRESH:
            self._follow(job)

    def _follow(self, job: Job) -> None:
        self.panel.follow(job, self._progress_words)

    def _progress_words(self, progress: Progress) -> str:
        if not progress.done:
            return self.tr("The list is being fetched …")
        return self.tr("The list is being fetched: %Ln part(s) so far.", "", progress.done)

    def _on_fetched(self, news: ListNews) -> None:
        said = [
            self.tr("%Ln approved recipient(s).", "", news.recipients),
            self.tr("%Ln project(s).", "", news.projects),
        ]
        stopped = self.tr("Your consent to %1 has ended, because the approval was taken back.")
        more = self.tr(
            "%1 asks for more than you have said yes to. Nothing changes before you decide."
        )
        said += [stopped.replace("%1", title) for title in news.stopped]
        said += [more.replace("%1", title) for title in news.asking_for_more]
        kind = Kind.WARNING if news.stopped else Kind.OK
        self.fetched.emit()
        self._page.show_message(kind, self.tr("The newest list is here"), " ".join(said))

    def _on_failed(self, error: DatadonorError) -> None:
        self._page.read_anew()  # another list may have been chosen before it failed
        text = sentences(error, self._page.session.language)
        self._page.show_message(Kind.WARNING, self.tr("The list was not fetched"), text)

    def _on_stopped(self) -> None:
        self._page.read_anew()
        text = self.tr("What you had still holds.")
        self._page.show_message(Kind.INFO, self.tr("You stopped the fetching"), text)
