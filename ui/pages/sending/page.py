"""Sending: by which way, how far it is, what the recipient has, and what it has answered.

The one page for everything on its way: a donation that was just confirmed, one that lies
ready, and the message that a consent was taken back.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from export.fetching import Fetched
from export.outbox import BundleState
from export.sending import Sent
from export.timestamps.words import stamping_sentence
from ui.choosing import choose_folder
from ui.jobs import Course, Job, JobKind
from ui.navigation import Destination, Place
from ui.pages.sending.answers import SendingAnswers
from ui.pages.sending.choosing_way import Load, SendingWay
from ui.pages.sending.failing import Failing, FailureWords
from ui.pages.sending.outbox import OutboxList
from ui.pages.sending.steps import SendingSteps, Stage
from ui.sending import (
    Errand,
    Parcel,
    Post,
    Posted,
    donate,
    look_for_answers,
    parse_errand,
    read_post,
    tell,
)
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.banner import Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.empty import EmptyState
from ui.widgets.labels import Prose, SubHeading
from ui.widgets.page import Page

_GROUP = 8
"""Signs of a digest that a person can compare at a glance."""

Work = Callable[[OpenVault, Course], Any]
"""What a job does on the database thread."""


class SendingPage(Page):
    """Entered with nothing, a project, or what was confirmed on its preview."""

    characters = 84

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._errand = Errand("", "")
        self._post: Post | None = None
        self._job: Job | None = None
        self._sent: Sent | None = None
        self._told = 0
        self._failure: DatadonorError | None = None
        self._has_begun = False  # the way is asked for once, not after each change
        self._words = FailureWords(self)
        self.way = SendingWay()
        self.steps = SendingSteps()
        self.next = Prose()
        self.preview_button = PlainButton()
        self.answers = SendingAnswers()
        self.outbox_title = SubHeading()
        self.outbox = OutboxList()
        self.empty = EmptyState("inbox")
        for above in (self.way, self.steps, self.next):
            self.content.addWidget(above)
        self.content.addWidget(self.preview_button, 0, Qt.AlignmentFlag.AlignLeft)
        for part in self._outbox_parts():
            self.content.addWidget(part)
        self._connect()
        self._show()
        self.retranslate()

    # -- the page -------------------------------------------------------------------

    @override
    def retranslate(self) -> None:
        language = self.session.language
        self.preview_button.setText(self.tr("See again what would be sent"))
        self.outbox_title.setText(self.tr("What you have sent"))
        self.empty.set_words(
            self.tr("Here you will see what you send"),
            self.tr(
                "When you have said yes to a project, you see exactly what would be sent, "
                "and decide. What you send is listed here, with the recipient's answers."
            ),
            self.tr("See the projects"),
        )
        self.steps.retranslate(language)
        self.answers.retranslate(language)
        self._show()

    @override
    def enter(self, argument: str = "") -> None:
        job = self._job
        if job is not None and job.is_running and argument in {"", self.argument}:
            self.focus_first()  # back to what is under way
            return
        self._errand = parse_errand(argument)
        self._sent, self._failure, self._told, self._has_begun = None, None, 0, False
        self.answers.show_found(None, self.session.language)
        super().enter(argument)

    @override
    def refresh(self) -> None:
        errand = self._errand
        self.ask(lambda opened: read_post(opened, errand), self._on_post)

    @override
    def focus_first(self) -> None:
        if self.way.isVisible():
            self.way.ways.focus_first()
            return
        wanted = (self.answers.look_button, self.empty.button)
        shown = (each for each in wanted if each.isVisible() and each.isEnabled())
        first = next(shown, None)
        if first is not None:
            first.setFocus()

    @override
    def concerns(self, changes: Changes) -> bool:
        return changes.outbox or changes.consent or changes.registry

    # -- what is to be sent -----------------------------------------------------------

    @property
    def posted(self) -> Posted | None:
        """What there is of the project that the page was entered with."""
        return None if self._post is None else self._post.of(self._errand.project)

    @property
    def gone(self) -> Parcel | None:
        """The donation that has left from this page, as it stands now."""
        posted = self.posted
        if posted is None:
            return None
        if self._sent is not None:
            which = self._sent.entry.sequence
            return next((each for each in posted.parcels if each.entry.sequence == which), None)
        return posted.sent_as(self._errand.digest)

    @property
    def load(self) -> Load | None:
        """What is to be sent now; nothing if nothing is, or it has been."""
        posted = self.posted
        if posted is None or not self._errand.project or self._told:
            return None
        if posted.waiting is not None:
            return Load.WAITING
        if self._sent is not None or self.gone is not None:
            return None
        if self._errand.is_donation:
            return Load.DONATION
        return Load.NOTICE if posted.due_notices else None

    def _on_post(self, post: Post) -> None:
        self._post = post
        language, posted, load = self.session.language, self.posted, self.load
        if posted is not None and load is not None and not self._has_begun:
            self._has_begun = True
            self.way.begin(posted, load, self._errand.digest, language)
        self._show()
        focus = QApplication.focusWidget()
        is_within = focus is not None and focus is not self and self.isAncestorOf(focus)
        if not is_within or (focus is not None and not focus.isVisible()):
            self.focus_first()

    def _send(self) -> None:
        if self.load is not None and self.way.is_ready:
            self.as_person(self._carry_out)

    def _carry_out(self) -> None:
        load, errand, folder = self.load, self._errand, self.way.target
        if load is None or not self.way.is_ready:
            return
        self.banner.hide()
        self._failure = None
        if load is Load.NOTICE:
            self._begin(lambda opened, course: tell(opened, course, errand.project, folder))
        else:
            going = errand if load is Load.DONATION else errand._replace(digest="")
            self._begin(lambda opened, course: donate(opened, course, going, folder))

    def _begin(self, work: Work) -> None:
        job = self.session.run_long(
            JobKind.SEND, work, Changes(outbox=True), self._on_sent, self._on_failed,
            place=Place.SENDING, argument=self.argument,
        )  # fmt: skip
        job.stopped.connect(self._on_stopped)
        self._job = job
        self.steps.follow(job)
        self._show()
        self.scroll_to(self.steps)

    def _on_sent(self, result: Sent | int | None) -> None:
        if isinstance(result, int):
            self._told = result
        else:
            self._sent = result
        self._job = None
        self.start_at_top()

    def _on_failed(self, error: DatadonorError) -> None:
        self._job, self._failure = None, error
        self._after_an_end()

    def _on_stopped(self) -> None:
        self._job = None
        self.show_message(
            Kind.INFO,
            self.tr("You stopped it"),
            self.tr("What was not encrypted yet is gone; what was lies ready in the outbox."),
        )
        self._after_an_end()

    def _after_an_end(self) -> None:
        """Read anew, everywhere: what is sealed by then lies in the outbox."""
        self._has_begun = False
        self.session.tasks.changed.emit(Changes(outbox=True))

    # -- answers ----------------------------------------------------------------------

    def _look(self) -> None:
        self._look_at(None)

    def _look_at(self, folder: Path | None) -> None:
        def work(opened: OpenVault, course: Course) -> tuple[Fetched, ...]:
            return look_for_answers(opened, course, folder)

        self._follow_answers(work)

    def _look_in_folder(self) -> None:
        folder = choose_folder(self, self.tr("Where do the answers lie?"))
        if folder is not None:
            self._look_at(folder)

    def _practise(self) -> None:
        """Have the made-up recipient answer, and look for its answers at once."""
        practice, vault = self.session.practice, self.session.vault_folder
        if practice is None:
            return

        def work(opened: OpenVault, course: Course) -> tuple[Fetched, ...]:
            ground = practice.load_practice(vault)
            if ground is not None:
                practice.play_recipient(ground)
            return look_for_answers(opened, course, None)

        self._follow_answers(work, JobKind.PRACTICE)

    def _follow_answers(self, work: Work, kind: JobKind = JobKind.FETCH) -> None:
        job = self.session.run_long(
            kind, work, Changes(outbox=True), self._on_found, self.show_error,
            place=Place.SENDING, argument=self.argument,
        )  # fmt: skip
        self.answers.follow(job)

    def _on_found(self, found: tuple[Fetched, ...]) -> None:
        self.answers.show_found(found, self.session.language)
        self.scroll_to(self.answers)

    # -- words and visibility -----------------------------------------------------------

    def _show(self) -> None:
        language, post, load = self.session.language, self._post, self.load
        is_under_way = self._job is not None and self._job.is_running
        if post is not None:
            self.outbox.show_post(post, language)
            self.answers.show_post(post, language, is_practice=self.session.is_practice)
        self.heading.setText(self._title(is_under_way=is_under_way))
        is_asked = load is not None and not is_under_way
        self.way.setVisible(is_asked)
        if is_asked and self.posted is not None and load is not None:
            self.way.show_load(self.posted, load, self._errand.digest, language)
        self.show_foot(back=is_asked or is_under_way, primary=is_asked)
        self.primary_button.setText(
            self.tr("Save &now") if self.way.target is not None else self.tr("Send &now")
        )
        self.primary_button.setEnabled(self.way.is_ready)
        self._show_end(is_under_way=is_under_way)
        self._show_failure()
        has_cards = bool(self.outbox.cards)
        is_quiet = not is_asked and not is_under_way
        self.outbox_title.setVisible(has_cards and self.heading.text() != self._quiet_title())
        self.outbox.setVisible(has_cards)
        self.answers.setVisible(has_cards and is_quiet)
        self.empty.setVisible(post is not None and not has_cards and is_quiet)

    def _title(self, *, is_under_way: bool) -> str:
        if is_under_way:
            return self.tr("It is on its way")
        match self.load:
            case Load.DONATION | Load.WAITING:
                return self.tr("How shall your donation be sent?")
            case Load.NOTICE:
                return self.tr("How shall the recipient be told?")
        if self.gone is not None:
            return self.tr("Your donation has been sent")
        return self.tr("The recipient has been told") if self._told else self._quiet_title()

    def _quiet_title(self) -> str:
        has_any = self._post is None or bool(self.outbox.cards)
        return self.tr("What you have sent") if has_any else self.tr("Nothing has been sent yet")

    def _show_end(self, *, is_under_way: bool) -> None:
        """Say what was done, and what comes now."""
        gone = self.gone
        if gone is not None and not is_under_way:
            is_answered = gone.entry.state is BundleState.RECEIVED
            self.steps.show_done(Stage.ACKNOWLEDGED if is_answered else Stage.SENT)
            self.next.setText(self._after_sending(gone))
        elif self._told:
            self.next.setText(self._after_telling())
        self.steps.setVisible(is_under_way or gone is not None)
        is_over = not is_under_way and (gone is not None or bool(self._told))
        self.next.setVisible(is_over and self.load is None)

    def _after_sending(self, gone: Parcel) -> str:
        parts = []
        if self.way.target is not None:
            said = self.tr(
                "Hand the folder or the stick to the recipient. The name of the file begins "
                "with %1."
            )
            parts.append(said.replace("%1", gone.entry.file_name[:_GROUP]))
        parts.append(
            self.tr(
                "When the recipient has answered, it stands here as acknowledged. You can "
                "withdraw your consent at any time, with the button below; the recipient "
                "is then told, and has to answer for what it does."
            )
        )
        if self._sent is not None:
            parts.append(stamping_sentence(self._sent.stamping, self.session.language))
        return " ".join(filter(None, parts))

    def _after_telling(self) -> str:
        posted = self.posted
        if posted is not None and posted.awaited is None:
            return self.tr("The recipient has answered. You can read the answer below.")
        return self.tr(
            "The recipient has a month to act on it and to answer. Until then it "
            "stands here as waiting."
        )

    def _show_failure(self) -> None:
        failing = self._failing()
        self.preview_button.setVisible(failing is not None and failing.leads_to_preview)
        if failing is not None:
            self.banner.show_message(failing.kind, failing.title, failing.text)

    def _failing(self) -> Failing | None:
        if self._failure is None:
            return None
        lies_ready = self.posted is not None and self.posted.waiting is not None
        return self._words.of(self._failure, self.session.language, lies_ready=lies_ready)

    # -- within -------------------------------------------------------------------------

    def _outbox_parts(self) -> tuple[QWidget, ...]:
        return (self.outbox_title, self.outbox, self.answers, self.empty)

    def _connect(self) -> None:
        self.way.changed.connect(self._show)
        self.way.changed.connect(self.owner_check.put_away)  # another way is to be sent by
        self.primary_button.clicked.connect(self._send)
        self.preview_button.clicked.connect(
            lambda: self.session.go(Place.PREVIEW, self._errand.project)
        )
        self.outbox.led_to.connect(self._go_to)
        self.answers.looked_for.connect(self._look)
        self.answers.looked_for_in_folder.connect(self._look_in_folder)
        self.answers.practice_wanted.connect(self._practise)
        self.empty.button.clicked.connect(lambda: self.session.go(Place.PROJECTS))

    def _go_to(self, destination: Destination) -> None:
        self.session.go(destination.place, destination.argument)
