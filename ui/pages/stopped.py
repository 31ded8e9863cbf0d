"""A vault that opened and must not be gone on with: what it means, and the ways from here."""

from PySide6.QtCore import Qt
from typing_extensions import override

from datadonor.audit import custody, events
from ui.announce import announce
from ui.choosing import choose_file_to_save
from ui.jobs import JobKind
from ui.navigation import Place
from ui.session import Session
from ui.stopping import Stop, StopReason, read_stop
from ui.tasks import Changes
from ui.widgets.banner import Banner, Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.page import Page, add_titled


class StoppedPage(Page):
    """Shows a ``Stop``. Nothing is lost by reading on; nothing can be changed either."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._stop: Stop | None = None
        self._is_saving = False
        self._is_saved = False
        self.finding = Banner()
        self._meaning = Prose()
        self._restore_title = SubHeading()
        self._restore = Prose()
        self._keep_title = SubHeading()
        self._keep = Prose()
        self.backup_button = PlainButton()
        self.status = QuietText()
        self._read_title = SubHeading()
        self._read = Prose()
        self.content.addWidget(self.finding)
        self.content.addWidget(self._meaning)
        self.content.addSpacing(8)
        add_titled(self.content, self._restore_title, self._restore)
        keeping = add_titled(self.content, self._keep_title, self._keep)
        keeping.addWidget(self.backup_button, 0, Qt.AlignmentFlag.AlignLeft)
        keeping.addWidget(self.status)
        add_titled(self.content, self._read_title, self._read)
        self.show_foot(primary=True)
        self.primary_button.clicked.connect(lambda: session.go(Place.HOME))
        self.backup_button.clicked.connect(self._on_back_up)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.heading.setText(self.tr("Stop: the log of your vault is not whole"))
        self._restore_title.setText(self.tr("The best way: put back a backup"))
        self._restore.setText(
            self.tr(
                "If you have a backup that is newer, or that you trust: press “Lock”, and choose "
                "“I have a backup” on the page that comes. What is here is kept beside it."
            )
        )
        self._keep_title.setText(self.tr("If you have none: keep what is here"))
        self._keep.setText(
            self.tr(
                "Back up what is here, and put that backup back. You can then go on, and the log "
                "says openly that something is missing."
            )
        )
        self.backup_button.setText(self.tr("&Back up what is here …"))
        saving, saved = self.tr("Writing the backup …"), self.tr("The backup has been written.")
        self.status.setText(saving if self._is_saving else saved if self._is_saved else "")
        self._read_title.setText(self.tr("Or only look"))
        self._read.setText(
            self.tr(
                "You can see everything that is in the vault. Nothing can be brought in, sent or "
                "changed, and neither can the passphrase."
            )
        )
        self.primary_button.setText(self.tr("&Look without changing"))
        self._tell()

    @override
    def refresh(self) -> None:
        self.ask(read_stop, self._on_stop)

    @override
    def focus_first(self) -> None:
        self.primary_button.setFocus()

    def _on_stop(self, stop: Stop | None) -> None:
        self._stop = stop
        self.retranslate()
        if stop is not None:
            announce(self, self.finding.text, is_urgent=True)

    def _tell(self) -> None:
        stop = self._stop
        self.finding.setVisible(stop is not None)
        may_back_up = stop is not None and stop.may_back_up
        for part in (self._keep_title, self._keep, self.backup_button):
            part.setVisible(may_back_up)
        self.status.setVisible(may_back_up and bool(self.status.text()))
        if stop is None:
            return
        meanings = {
            StopReason.ROLLED_BACK: self.tr(
                "Your vault looks as it did earlier, and what has happened since is gone. That "
                "happens when old files are put back, for instance by a program that copies "
                "folders. It can also be that someone wanted to hide something."
            ),
            StopReason.ALTERED: self.tr(
                "The log is where you can see everything that has happened with your data. "
                "Something in it has been changed from outside Datadonor, so it can no longer "
                "be believed."
            ),
            StopReason.KEY_FILE: self.tr(
                "Beside your data lies a small file that remembers how the log should look. "
                "That file does not fit any more, so nobody can tell whether something is "
                "missing."
            ),
        }
        self._meaning.setText(meanings[stop.reason])
        self.finding.show_message(
            Kind.ERROR, self.tr("What was found"), stop.finding.sentence(self.session.language)
        )

    def _on_back_up(self) -> None:
        file = choose_file_to_save(
            self,
            self.tr("Where should the backup be written?"),
            self.tr("datadonor.ddbackup"),
            self.tr("Backups (*.ddbackup)"),
        )
        if file is None:
            return
        self._set_saving(is_saving=True)
        job = self.session.run_long(
            JobKind.BACKUP,
            lambda opened, _: custody.back_up(opened, file, events.SELF),
            Changes(),
            lambda _: self._on_backed_up(),
            self.show_error,
            place=Place.STOPPED,
        )
        job.ended.connect(lambda: self._set_saving(is_saving=False))

    def _on_backed_up(self) -> None:
        self._is_saved = True
        self.retranslate()
        announce(self, self.status.text())

    def _set_saving(self, *, is_saving: bool) -> None:
        self._is_saving = is_saving
        self.backup_button.setEnabled(not is_saving)
        self.retranslate()
