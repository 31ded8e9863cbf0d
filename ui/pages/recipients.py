"""Who may receive data: the approved list, why each of them is on it, and who no longer is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from datadonor.texts import Language
from ui.approvals import ListStanding, choose_list
from ui.calendar_words import day_label
from ui.navigation import Place
from ui.recipient_cards import Recipients, read_recipients
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.buttons import PlainButton
from ui.widgets.column import Column
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.list_card import CHOOSE, ListCard
from ui.widgets.list_chooser import ListChooser
from ui.widgets.page import Page
from ui.widgets.recipient_card import ApprovedCard, FormerCard, StoppedCard


class RecipientsPage(Page):
    """The list itself on top, then the recipients; the list is chosen here, too."""

    characters = 84

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._shown: tuple[Recipients, Language] | None = None
        self._is_choosing = False
        self._lead = Prose()
        self.list_card = ListCard(self, Place.RECIPIENTS)
        self.chooser = ListChooser()
        self.approved = Column()
        self.former = Column()
        self._source = Column(6)
        self.other_button = PlainButton()
        for part in (self._lead, self.list_card, self.chooser, self.approved, self.former):
            self.content.addWidget(part)
        self.content.addWidget(self._source)
        self.content.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.chooser.hide()
        self.other_button.hide()
        self.other_button.clicked.connect(self._on_other)
        self.chooser.submitted.connect(self._on_use)
        self.primary_button.clicked.connect(self._on_use)
        self.list_card.fetched.connect(self._on_fetched)
        session.job_changed.connect(self._on_job_changed)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.heading.setText(self.tr("Who may receive data?"))
        self._lead.setText(
            self.tr(
                "Only those on the approved list. Here you can see who they are, why they are on "
                "it, and who has been taken off it."
            )
        )
        self.other_button.setText(self.tr("Choose another list"))
        self.primary_button.setText(self.tr("Use this list"))
        if self._shown is None:
            return
        shown, language = self._shown
        if language is not self.session.language:
            self.read_anew()
            return
        self._show_cards(shown)

    @override
    def enter(self, argument: str = "") -> None:
        self._is_choosing = argument == CHOOSE
        if self._is_choosing:
            self.chooser.clear()
        super().enter(argument)

    @override
    def refresh(self) -> None:
        language = self.session.language
        self.ask(
            lambda opened: read_recipients(opened, language),
            lambda shown: self._on_read(shown, language),
        )

    @override
    def focus_first(self) -> None:
        if not self.chooser.isHidden():
            self.chooser.place_field.setFocus()
        elif not self.list_card.isHidden() and not self.list_card.button.isHidden():
            self.list_card.button.setFocus()
        else:
            self.setFocus()

    @override
    def go_back(self) -> None:
        if self._is_choosing and self._has_list():
            self._choose(is_choosing=False)
        else:
            super().go_back()

    # -- within -----------------------------------------------------------------

    def _on_read(self, shown: Recipients, language: Language) -> None:
        is_first = self._shown is None
        self._shown = shown, language
        self.retranslate()
        self._choose(is_choosing=self._is_choosing)
        if is_first:
            self.focus_first()

    def _has_list(self) -> bool:
        if self._shown is None:
            return False
        return self._shown[0].approvals.standing is not ListStanding.NOT_CHOSEN

    def _choose(self, *, is_choosing: bool) -> None:
        """Show the list, or what it is chosen by."""
        self._is_choosing = is_choosing
        may_choose = not self.session.is_read_only
        is_needed = not self._has_list() and not self.list_card.is_practice_offered
        is_shown = may_choose and (is_choosing or is_needed)
        self.chooser.setVisible(is_shown)
        for part in (self.approved, self.former):
            part.setHidden(is_shown or not part.findChildren(QLabel))
        self._source.setHidden(is_shown or not self._has_list())
        self.list_card.setHidden(is_shown)
        self.other_button.setVisible(may_choose and self._has_list() and not is_shown)
        self.show_foot(back=is_choosing, primary=is_shown)
        self._on_job_changed()

    def _on_other(self) -> None:
        self._choose(is_choosing=True)
        self.chooser.place_field.setFocus()
        self.scroll_to(self.heading)

    def _on_fetched(self) -> None:
        self._is_choosing = False  # the page is read anew in a moment
        self.chooser.clear()

    def _on_use(self) -> None:
        self.as_person(self._use)

    def _use(self) -> None:
        if self.session.job is not None:
            return
        root = self.chooser.take_root()
        if root is None:
            return
        location, language = self.chooser.location, self.session.language
        self.list_card.fetch(
            lambda opened, course: choose_list(opened, location, root, course, language)
        )

    def _on_job_changed(self) -> None:
        self.primary_button.setEnabled(self.session.job is None)
        if self.session.job is not None:
            self.list_card.show()  # it tells how far the fetching is

    @override
    def concerns(self, changes: Changes) -> bool:
        return changes.vault or changes.registry

    def _show_cards(self, shown: Recipients) -> None:
        self.list_card.show_list(shown.approvals)
        language = self.session.language
        heading, none = SubHeading(), QuietText()
        heading.setText(self.tr("Approved"))
        none.setText(self.tr("No recipient is approved at present."))
        cards: list[QWidget] = [ApprovedCard(each, language) for each in shown.approved]
        is_read = shown.approvals.standing in {ListStanding.FRESH, ListStanding.OLD}
        self.approved.fill([heading, *(cards or [none])] if is_read else [])
        self.former.fill(list(self._former(shown, language)))
        self._tell_source(shown)

    def _former(self, shown: Recipients, language: Language) -> list[QWidget]:
        gone: list[QWidget] = [FormerCard(each, language) for each in shown.former]
        for project in shown.stopped_projects:
            card = StoppedCard()
            card.say(
                self.tr("The project %1").replace("%1", project.title),
                self.tr("Stopped %1.").replace("%1", day_label(project.since, language)),
                self.tr("Reason: %1").replace("%1", project.why),
            )
            gone.append(card)
        if not gone:
            return []
        heading = SubHeading()
        heading.setText(self.tr("No longer approved"))
        return [heading, *gone]

    def _tell_source(self, shown: Recipients) -> None:
        heading, where, note = SubHeading(), Prose(), QuietText()
        heading.setText(self.tr("Where the list comes from"))
        where.setText(shown.approvals.location)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        note.setText(
            self.tr(
                "Those who keep the list sign it. If a single letter of it is changed on the way "
                "to you, it is not used. Fetching it tells nobody which project you look at."
            )
        )
        self._source.fill([heading, where, note])
