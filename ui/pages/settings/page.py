"""The settings: an index of sections that says how each stands, and one section at a time."""

from collections.abc import Mapping

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.keeping import Kept, Section, read_kept
from ui.navigation import Place
from ui.pages.settings.backup import BackupSection, PlaceSection, size_label
from ui.pages.settings.deleting import DeleteSection
from ui.pages.settings.looks import LockSection, LooksSection
from ui.pages.settings.passphrase import PassphraseSection
from ui.pages.settings.recovery import KeysSection, RecoverySection
from ui.pages.settings.section import SectionView
from ui.pages.settings.timestamps import TimestampsSection
from ui.session import Session
from ui.tasks import Changes
from ui.translation import OWN_NAMES, local_moment
from ui.widgets.cards import CardButton
from ui.widgets.labels import SubHeading
from ui.widgets.page import Page

_SECTIONS: Mapping[Section, tuple[type[SectionView], str]] = {
    Section.LOOKS: (LooksSection, "languages"),
    Section.LOCK: (LockSection, "lock"),
    Section.PASSPHRASE: (PassphraseSection, "key-round"),
    Section.RECOVERY: (RecoverySection, "file-text"),
    Section.BACKUP: (BackupSection, "save"),
    Section.PLACE: (PlaceSection, "hard-drive"),
    Section.KEYS: (KeysSection, "refresh-cw"),
    Section.TIMESTAMPS: (TimestampsSection, "clock"),
    Section.DELETE: (DeleteSection, "trash-2"),
}
"""In the order of the index, with the drawing beside each."""

_OTHERS: Mapping[Place, str] = {Place.ASSIST: "users", Place.MANDATES: "scale"}
"""Pages of their own about other people, with the drawing beside each."""

_ADVANCED = Section.KEYS
"""From here on nobody needs it in an ordinary year."""


class SettingsPage(Page):
    """Its argument is a ``Section``; without one the index is shown."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._kept: Kept | None = None
        self._is_to_focus = False
        self._index = QWidget()
        self._advanced = SubHeading()
        self._people = SubHeading()
        self.cards = {section: CardButton() for section in _SECTIONS}
        self.people = {place: CardButton() for place in _OTHERS}
        self.sections: dict[Section, SectionView] = {}
        self._lay_out()
        for section, card in self.cards.items():
            card.clicked.connect(lambda _=False, it=section: session.go(Place.SETTINGS, it))
        for place, card in self.people.items():
            card.clicked.connect(lambda _=False, it=place: session.go(it))
        session.settings_changed.connect(self.retranslate)
        self.primary_button.clicked.connect(self._on_primary)
        self.retranslate()

    @property
    def section(self) -> SectionView | None:
        """What is shown; nothing for the index."""
        if self.argument not in set(Section):
            return None
        return self._section(Section(self.argument))

    @override
    def enter(self, argument: str = "") -> None:
        for section in self.sections.values():
            section.leave()
        self.argument = argument
        self._show_part()
        shown = self.section
        if shown is not None:
            shown.enter()
        super().enter(argument)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if event.spontaneous():
            return  # the window was made small: the person comes back to what they see
        for section in self.sections.values():
            if not section.is_busy:
                section.leave()

    @override
    def refresh(self) -> None:
        self.ask(read_kept, self._on_kept)

    @override
    def focus_first(self) -> None:
        shown = self.section
        if shown is not None:
            if not shown.focus_first():
                (self.primary_button if shown.primary else self.back_button).setFocus()
                self._is_to_focus = self._kept is None or not shown.primary
        else:
            next(iter(self.cards.values())).setFocus()

    @override
    def concerns(self, changes: Changes) -> bool:
        return changes.vault

    @override
    def retranslate(self) -> None:
        shown = self.section
        self.heading.setText(self.tr("Settings") if shown is None else shown.title)
        self._advanced.setText(self.tr("Rarely needed"))
        self._people.setText(self.tr("Other people"))
        self.people[Place.ASSIST].set_words(
            self.tr("Somebody helps me"),
            self.tr("A nurse, a relative or somebody else sits beside you for a while."),
            _OTHERS[Place.ASSIST],
        )
        self.people[Place.MANDATES].set_words(
            self.tr("Who may decide for me"),
            self.tr("Parents, a guardian, or somebody with a power of attorney."),
            _OTHERS[Place.MANDATES],
        )
        words = self._words()
        for section, card in self.cards.items():
            card.set_words(*words[section], _SECTIONS[section][1])
        self._show_foot()

    # -- within --------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._index)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for section, card in self.cards.items():
            if section is _ADVANCED:
                column.addSpacing(12)
                column.addWidget(self._people)
                for other in self.people.values():
                    column.addWidget(other)
                column.addSpacing(12)
                column.addWidget(self._advanced)
            column.addWidget(card)
        self.content.addWidget(self._index)

    def _section(self, section: Section) -> SectionView:
        if section not in self.sections:
            view = self.sections[section] = _SECTIONS[section][0](self.session)
            view.hide()
            view.failed.connect(self.show_error)
            view.told.connect(self.show_message)
            view.foot_changed.connect(self._show_foot)
            self.content.addWidget(view)
        return self.sections[section]

    def _show_part(self) -> None:
        shown = self.section
        self._index.setVisible(shown is None)
        for section in self.sections.values():
            section.setVisible(section is shown)
        self.retranslate()

    def _show_foot(self) -> None:
        shown = self.section
        has_primary = shown is not None and bool(shown.primary)
        self.show_foot(back=shown is not None, primary=has_primary)
        if shown is not None:
            self.primary_button.setText(shown.primary)
            self.primary_button.setEnabled(not shown.is_busy)

    def _on_primary(self) -> None:
        shown = self.section
        if shown is not None:
            shown.on_primary()

    def _on_kept(self, kept: Kept) -> None:
        self._kept = kept
        shown = self.section
        if shown is not None:
            shown.show_kept(kept)
        self.retranslate()
        if self._is_to_focus and shown is not None:
            # Only now is it known where the section begins.
            self._is_to_focus = False
            if self.back_button.hasFocus():
                self.focus_first()
                self._is_to_focus = False

    def _words(self) -> Mapping[Section, tuple[str, str]]:
        """Return what each section is called, and how it stands."""
        settings, kept = self.session.settings, self._kept
        percent = self.tr("%1%").replace("%1", str(settings.text_percent))
        words = self.tr("For the day you forget the passphrase.")
        if settings.recovery_words_to_confirm:
            words = self.tr("You have not confirmed that you have them on paper.")
        size = "" if kept is None else size_label(kept.size_bytes)
        return {
            Section.LOOKS: (
                self.tr("Language, text size and colours"),
                self.tr("%1, text at %2.")
                .replace("%1", OWN_NAMES[settings.language])
                .replace("%2", percent),
            ),
            Section.LOCK: (
                self.tr("When the vault locks itself"),
                self.tr("After %n minute(s) without a touch.", "", settings.auto_lock_minutes),
            ),
            Section.PASSPHRASE: (
                self.tr("Passphrase"),
                self.tr("Choose another one."),
            ),
            Section.RECOVERY: (self.tr("Recovery words"), words),
            Section.BACKUP: (self.tr("Backup"), self._backup_words()),
            Section.PLACE: (self.tr("Where the vault lies"), size),
            Section.KEYS: (
                self.tr("Encrypt everything anew"),
                self.tr("If somebody may have had the vault's key."),
            ),
            Section.TIMESTAMPS: (self.tr("Timestamps"), self._timestamp_words()),
            Section.DELETE: (
                self.tr("Delete everything"),
                self.tr("The vault and all that is in it, for good."),
            ),
        }

    def _backup_words(self) -> str:
        if self._kept is None:
            return ""
        if self._kept.backed_up is None:
            return self.tr("None has been taken yet.")
        when = local_moment(self._kept.backed_up, self.session.language)
        return self.tr("The last one: %1.").replace("%1", when)

    def _timestamp_words(self) -> str:
        authority = None if self._kept is None else self._kept.timestamps.authority
        if authority is None:
            return self.tr("Switched off. For those who want more proof.")
        return self.tr("Switched on, from %1.").replace("%1", authority.host)
