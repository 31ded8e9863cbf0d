"""Timestamps by somebody outside: off until the person switches them on."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from datadonor.network import AddressInsecure, AddressInvalid
from export.timestamps.authority import TimeAuthority, choose_authority, drop_authority
from export.timestamps.stamping import Stamping, stamp_waiting
from export.timestamps.token import Root
from ui import choosing
from ui.announce import announce
from ui.keeping import Kept
from ui.pages.settings.section import SectionView
from ui.session import Session, sentences
from ui.tasks import Changes
from ui.timestamping import TimestampStanding, in_groups, read_root
from ui.translation import local_moment
from ui.widgets.banner import Kind
from ui.widgets.bullets import Bullets
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.labelled_field import LabelledField
from ui.widgets.labels import ErrorText, Prose, QuietText, SubHeading

_T = TypeVar("_T")
_ADDRESS_ERRORS = (AddressInsecure, AddressInvalid)


class AuthorityForm(QWidget):
    """Who is to stamp: an address, and the certificate that the answers are checked by."""

    asked_for_root = Signal()
    """The person wants to choose the file with the certificate."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.root: Root | None = None
        self._how = SubHeading()
        self._address = LabelledField()
        self.address, self.address_error = self._address.field, self._address.error
        self.address.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self._root_label = Prose()
        self.root_button = PlainButton()
        self.root_error = ErrorText()
        self._chosen = Facts()
        self._compare = QuietText()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._how, self._address, self._root_label):
            column.addWidget(part)
        column.addWidget(self.root_button, 0, Qt.AlignmentFlag.AlignLeft)
        for below in (self.root_error, self._chosen, self._compare):
            column.addWidget(below)
        self.root_button.clicked.connect(self.asked_for_root)
        self.clear()

    def retranslate(self) -> None:
        """Write every text anew."""
        self._how.setText(self.tr("Who shall stamp?"))
        self._address.set_words(
            self.tr("The &address where timestamps are asked for, as they give it")
        )
        self._root_label.setText(
            self.tr(
                "Their root certificate, a file that you get from them. It shows that a "
                "timestamp comes from them and from nobody else."
            )
        )
        self.root_button.setText(self.tr("Choose the &certificate …"))
        self._chosen.set_facts([] if self.root is None else root_facts(self.root))
        self._chosen.setVisible(self.root is not None)
        self._compare.setText(
            self.tr("Compare the fingerprint with the one that they have made known.")
        )
        self._compare.setVisible(self.root is not None)

    def clear(self) -> None:
        """Begin anew: nothing is written or chosen."""
        self._address.clear()
        self.take_root(None)

    def take_root(self, root: Root | None) -> None:
        """Show the certificate that was chosen."""
        self.root = root
        self.say_root("")
        self.retranslate()

    def say_address(self, error: str) -> None:
        """Say beside the field what is wrong with the address, or nothing."""
        self._address.say(error)
        self._lead_to(self.address, error)

    def say_root(self, error: str) -> None:
        """Say beside the button what is wrong with the file, or nothing."""
        self.root_error.say(error)
        self.root_button.setAccessibleDescription(error)
        self._lead_to(self.root_button, error)

    def is_filled(self) -> bool:
        """Say whether all is there; what is missing is said at its place."""
        if self.root is None:
            self.say_root(self.tr("Choose the certificate first."))
        if not self.address.text().strip():
            self.say_address(self.tr("Write the address first."))
        return self.root is not None and bool(self.address.text().strip())

    @staticmethod
    def _lead_to(widget: QWidget, error: str) -> None:
        if error:
            widget.setFocus()
            announce(widget, error)


class TimestampsSection(SectionView):
    """What they are for, whom they tell what, and a way in and out."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.purpose = Prose()
        self._learns_title = SubHeading()
        self._learns = Bullets()
        self.form = AuthorityForm(session)
        self.facts = Facts()
        self._card = Card()
        self._card.body.addWidget(self.facts)
        self.off_button = PlainButton()
        for part in (self._card, self.purpose, self._learns_title, self._learns, self.form):
            self.column.addWidget(part)
        self.column.addWidget(self.off_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.asked_for_root.connect(self._on_choose)
        self.form.address.returnPressed.connect(self.on_primary)
        self.off_button.clicked.connect(self._on_off)
        self.retranslate()

    @property
    def standing(self) -> TimestampStanding | None:
        """How timestamps stand; nothing until that is read."""
        return None if self.kept is None else self.kept.timestamps

    @property
    def authority(self) -> TimeAuthority | None:
        """Who stamps; nothing while it is switched off."""
        return None if self.standing is None else self.standing.authority

    @property
    @override
    def title(self) -> str:
        return self.tr("Timestamps by somebody outside")

    @property
    @override
    def primary(self) -> str:
        standing = self.standing
        if standing is None or not standing.is_available:
            return ""
        if standing.authority is None:
            return self.tr("&Switch timestamps on")
        return self.tr("&Get the missing timestamps") if standing.waiting else ""

    @override
    def retranslate(self) -> None:
        self.purpose.setText(
            self.tr(
                "Somebody whom you and others trust signs that each of your donations was packed "
                "by a certain moment. With that it can be shown later that nobody wrote your log "
                "anew afterwards, not even you. You do not need it to donate."
            )
        )
        self._learns_title.setText(self.tr("What they get to know"))
        self._learns.set_entries(
            (
                self.tr("When your computer asks, and its address on the network."),
                self.tr("A number that says nothing about you, your data or the project."),
                self.tr(
                    "Nothing more. Those who get your donations cannot see whether you have "
                    "switched this on."
                ),
            )
        )
        self.off_button.setText(self.tr("Switch timestamps &off"))
        self.form.retranslate()
        self._show_standing()

    @override
    def show_kept(self, kept: Kept) -> None:
        super().show_kept(kept)
        self.foot_changed.emit()

    @override
    def enter(self) -> None:
        self.form.clear()

    @override
    def focus_first(self) -> bool:
        if self.form.isVisibleTo(self):
            self.form.address.setFocus()
            return True
        if self.off_button.isVisibleTo(self) and not self.primary:
            self.off_button.setFocus()
            return True
        return False

    @override
    def on_primary(self) -> None:
        if self.standing is None or not self.standing.is_available or self.is_busy:
            return
        if self.authority is not None:
            self._act(stamp_waiting, self._on_stamped)
        elif self.form.is_filled() and self.form.root is not None:
            url, pem = self.form.address.text(), self.form.root.pem
            self._act(lambda opened: choose_authority(opened, url, pem), self._on_chosen)

    # -- within -------------------------------------------------------------------------

    def _show_standing(self) -> None:
        standing, authority = self.standing, self.authority
        is_possible = standing is not None and standing.is_available
        self.form.setVisible(is_possible and authority is None)
        self.off_button.setVisible(authority is not None)
        facts = [] if standing is None else self._facts(standing)
        self.facts.set_facts(facts)
        self._card.setVisible(bool(facts))

    def _facts(self, standing: TimestampStanding) -> list[tuple[str, str]]:
        authority, last = standing.authority, standing.last
        facts = [(self.tr("Now"), self._now(standing))]
        if authority is not None:
            facts += root_facts(authority.root)
        if standing.stamps or authority is not None:
            written = QLocale().toString
            facts += [
                (self.tr("Timestamps in the vault"), written(standing.stamps)),
                (self.tr("Donations that wait for one"), written(standing.waiting)),
            ]
        if last is not None:
            when = self.tr("%1, from %2")
            when = when.replace("%1", local_moment(last.stamped, self.session.language))
            facts.append((self.tr("The last one"), when.replace("%2", last.host)))
        return facts

    def _now(self, standing: TimestampStanding) -> str:
        if not standing.is_available:
            return self.tr("This kind of computer cannot make timestamps.")
        if standing.authority is None:
            return self.tr("Switched off. Nobody is asked.")
        return self.tr("Switched on, from %1.").replace("%1", standing.authority.host)

    def _on_choose(self) -> None:
        wanted = self.tr("Certificates (*.pem *.crt *.cer);;All files (*)")
        file = choosing.choose_file(self, self.tr("Where is the root certificate?"), wanted)
        if file is not None:
            self.session.ask(lambda _: read_root(file), self._on_root, self._on_no_root)

    def _on_root(self, root: Root) -> None:
        self.form.take_root(root)
        said = self.tr("The certificate of %1 has been chosen.").replace("%1", root.name)
        announce(self.form.root_button, said)

    def _on_no_root(self, error: DatadonorError) -> None:
        self.form.take_root(None)
        self.form.say_root(sentences(error, self.session.language))

    def _on_off(self) -> None:
        self._act(drop_authority, self._on_dropped)

    def _act(self, work: Callable[[OpenVault], _T], then: Callable[[_T], None]) -> None:
        def done(result: _T) -> None:
            self._set_busy(is_busy=False)
            then(result)

        self._set_busy(is_busy=True)
        self.session.act(work, Changes(vault=True), done, self._on_failed)

    def _on_failed(self, error: DatadonorError) -> None:
        self._set_busy(is_busy=False)
        if isinstance(error, _ADDRESS_ERRORS) and self.authority is None:
            self.form.say_address(sentences(error, self.session.language))
        else:
            self.failed.emit(error)

    def _on_chosen(self, authority: TimeAuthority) -> None:
        self.form.clear()
        self.tell(
            Kind.OK,
            self.tr("Timestamps are switched on"),
            self.tr("%1 is asked the next time that you donate.").replace("%1", authority.host),
        )

    def _on_dropped(self, _: None) -> None:
        self.tell(
            Kind.OK,
            self.tr("Timestamps are switched off"),
            self.tr("Nobody is asked any more. Those that you have stay in the vault."),
        )

    def _on_stamped(self, stamping: Stamping) -> None:
        if stamping.error is None:
            came = self.tr("%n timestamp(s) came", "", stamping.done)
            self.tell(Kind.OK, came, self.tr("They lie in your vault."))
            return
        said = sentences(stamping.error, self.session.language)
        self.tell(Kind.WARNING, self.tr("Not all timestamps came"), said)


def root_facts(root: Root) -> list[tuple[str, str]]:
    """Return what a certificate is called, and its fingerprint."""
    return [
        (QCoreApplication.translate("Certificate", "Certificate of"), root.name),
        (QCoreApplication.translate("Certificate", "Its fingerprint"), in_groups(root.sha256)),
    ]
