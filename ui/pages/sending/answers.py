"""Answers of recipients: looked for where they lie, and told in words when they are true."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from datadonor.texts import Language, text
from export.donation_words import answer_in_words
from export.fetching import AnswersNotOffered, Fetched
from ui.jobs import Job, Progress
from ui.sending import Post
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Prose, SubHeading
from ui.widgets.progress import ProgressPanel


class SendingAnswers(Card):
    """Looks for answers, and shows what was found the last time."""

    looked_for = Signal()
    looked_for_in_folder = Signal()
    practice_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Sequence[Fetched] | None = None
        self._post: Post | None = None
        self._job: Job | None = None
        self._pressed: QWidget | None = None  # what the keyboard was on before it was off
        self.title = SubHeading()
        self.text = Prose()
        self.found = Prose()
        self.look_button = PlainButton()
        self.folder_button = PlainButton()
        self.practice_button = PlainButton()
        self.practice_button.hide()
        self.panel = ProgressPanel()
        for part in (self.title, self.text, self.panel, self.found):
            self.body.addWidget(part)
        self._buttons = (self.look_button, self.folder_button, self.practice_button)
        row = FlowLayout(gap=12)
        for button in self._buttons:
            row.addWidget(button)
        self.body.addLayout(row)
        self.look_button.clicked.connect(self.looked_for)
        self.folder_button.clicked.connect(self.looked_for_in_folder)
        self.practice_button.clicked.connect(self.practice_wanted)

    def retranslate(self, language: Language) -> None:
        """Write every text anew."""
        self.title.setText(self.tr("Answers from recipients"))
        self.text.setText(
            self.tr(
                "A recipient answers with a signed file. It counts only when the signature "
                "is the recipient's own."
            )
        )
        self.look_button.setText(self.tr("&Look for answers"))
        self.folder_button.setText(self.tr("Look in a &folder …"))
        self.practice_button.setText(self.tr("Let the &made-up recipient answer"))
        self._write(language)

    def follow(self, job: Job) -> None:
        """Show a job until it ends."""
        self._job = job
        self.panel.follow(job, self._said)
        self._enable()
        job.ended.connect(self._enable)

    def show_post(self, post: Post, language: Language, *, is_practice: bool) -> None:
        """Say of which donations an answer may come.

        Args:
            post: The outbox.
            language: Of the words.
            is_practice: The recipient is made up, and answers when it is asked to.
        """
        self.practice_button.setVisible(is_practice)
        self._post = post
        self._enable()
        self._write(language)

    def show_found(self, found: Sequence[Fetched] | None, language: Language) -> None:
        """Show what was found, or nothing."""
        self._found = found
        self._write(language)

    def _enable(self) -> None:
        """Offer to look where an answer may come, and not while one is looked for."""
        is_free = self._job is None or not self._job.is_running
        may_come = self._post is not None and self._post.may_be_answered
        focus = QApplication.focusWidget()
        if focus in self._buttons:
            self._pressed = focus
        for button in self._buttons:
            button.setEnabled(is_free and may_come)
        if is_free and self._pressed is not None:
            # Qt hands the keyboard on when what it is on is switched off: it comes back.
            wanted = self._pressed if may_come else self
            wanted.setFocus()
            self._pressed = None

    def _write(self, language: Language) -> None:
        found = self._found
        self.found.setVisible(found is not None)
        if found is None:
            return
        lines = [self._line(each, language) for each in found]
        if not lines:
            lines = [text("donation.answers.none_waiting", language)]
        self.found.setText("\n".join(lines))

    def _line(self, fetched: Fetched, language: Language) -> str:
        posted = None if self._post is None else self._post.of(fetched.entry.project)
        title = fetched.entry.project if posted is None else posted.titles[language]
        words = answer_in_words(fetched, language)
        if isinstance(fetched.error, AnswersNotOffered):
            words = self.tr(
                "The recipient names no place where its answers lie. If you were given them "
                "as files, look in the folder where they are."
            )
        said, number = self.tr("%1, number %2: %3"), str(fetched.entry.sequence)
        return said.replace("%1", title).replace("%2", number).replace("%3", words)

    def _said(self, _: Progress) -> str:
        return self.tr("Answers are being looked for, and their signatures checked …")
