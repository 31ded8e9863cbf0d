"""One project: how the person stands to it, what they said yes to, what was sent, what is next."""

from PySide6.QtCore import Qt
from typing_extensions import override

from consent.ledger import ConsentState
from datadonor.texts import Language
from ui.conversing import CHANGE
from ui.navigation import Place
from ui.offered import LISTED
from ui.project_story import ProjectStory, find_story
from ui.session import Session
from ui.widgets.banner import Banner, Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.column import Column
from ui.widgets.empty import EmptyState
from ui.widgets.labels import QuietText
from ui.widgets.page import Page
from ui.widgets.project_actions import Action, Actions, actions_of
from ui.widgets.project_parts import (
    AboutCard,
    NewsCard,
    PastCard,
    SendingCard,
    TermsCard,
    UnfinishedCard,
)
from ui.widgets.receipt_card import ReceiptCard

_KINDS = {
    ConsentState.REQUESTED: Kind.INFO,
    ConsentState.PUT_OFF: Kind.INFO,
    ConsentState.REFUSED: Kind.INFO,
    ConsentState.GIVEN: Kind.OK,
    ConsentState.RENEWED: Kind.OK,
    ConsentState.EXPIRED: Kind.WARNING,
    ConsentState.WITHDRAWN: Kind.INFO,
    ConsentState.STOPPED: Kind.ERROR,
    ConsentState.INVALIDATED: Kind.ERROR,
    ConsentState.UNKNOWN: Kind.ERROR,
}


class ProjectPage(Page):
    """Entered with a project's id."""

    characters = 84

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._story: tuple[ProjectStory, Language] | None = None
        self._receipt: ReceiptCard | None = None
        self.subtitle = QuietText()
        self.standing = Banner()
        self.stop = Banner()
        self.ways = Actions()
        self.paper_button = PlainButton()
        self.parts = Column(24)
        self.gone = EmptyState("triangle-alert")
        for part in (self.subtitle, self.standing, self.stop, self.ways):
            self.content.addWidget(part)
        self.content.addWidget(self.paper_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(self.parts)
        self.content.addWidget(self.gone)
        self.paper_button.clicked.connect(lambda: self._go(Place.PAPER))
        self.ways.chosen.connect(self._on_action)
        self.primary_button.clicked.connect(self._on_primary)
        self.gone.button.clicked.connect(lambda: session.go(Place.PROJECTS))
        self._clear()
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.gone.set_words(
            self.tr("There is no such project in your vault"),
            self.tr("Its request may be damaged, or it was never taken in."),
            self.tr("See all projects"),
        )
        if self._story is None:
            self.heading.setText(self.tr("Project"))
            return
        story, language = self._story
        if language is not self.session.language:
            self.read_anew()
            return
        self._show(story)

    @override
    def enter(self, argument: str = "") -> None:
        self._clear()
        super().enter(argument)

    @override
    def refresh(self) -> None:
        project, language = self.argument, self.session.language
        self.ask(
            lambda opened: find_story(opened, project, language),
            lambda story: self._on_read(story, language),
        )

    @override
    def focus_first(self) -> None:
        for button in (self.primary_button, *self.ways.buttons.values(), self.back_button):
            if button.isVisibleTo(self):
                button.setFocus()
                return

    # -- within -----------------------------------------------------------------

    def _clear(self) -> None:
        self._story = self._receipt = None
        ways = (self.ways, self.paper_button)
        for part in (self.subtitle, self.standing, self.stop, *ways, self.gone):
            part.hide()
        self.parts.fill([])
        self.show_foot(back=True)

    def _on_gone(self) -> None:
        self._clear()
        self.retranslate()
        self.gone.show()
        self.gone.button.setFocus()

    def _on_read(self, story: ProjectStory | None, language: Language) -> None:
        if story is None:
            self._on_gone()
            return
        is_first = self._story is None
        self._story = story, language
        self.gone.hide()
        self.retranslate()
        if is_first:
            self.focus_first()

    def _show(self, story: ProjectStory) -> None:
        language = self.session.language
        self.heading.setText(story.title)
        self.subtitle.setText(story.recipient)
        self.subtitle.setVisible(bool(story.recipient))
        self._show_standing(story)
        primary, others = actions_of(story, is_read_only=self.session.is_read_only)
        self.ways.offer(others)
        self.paper_button.setText(self.tr("Use a paper form"))
        self.paper_button.setVisible(story.is_approved and not self.session.is_read_only)
        self.show_foot(back=True, primary=primary is not None)
        if primary is not None:
            self.primary_button.setText(self.ways.name(primary))
        news = NewsCard(story) if story.news else None
        if news is not None:
            news.button.setVisible(not self.session.is_read_only)
            news.button.clicked.connect(self._on_newer)
        unfinished = UnfinishedCard(story) if self._may_go_on(story) else None
        if unfinished is not None:
            unfinished.button.clicked.connect(self._on_go_on)
        sending = SendingCard(story, language)
        sending.led_to.connect(self._on_led)
        past = PastCard(story, language)
        past.all_button.clicked.connect(lambda: self._go(Place.ACTIVITY))
        parts = [
            unfinished,
            news,
            TermsCard(story.terms, language) if story.terms is not None else None,
            sending if sending.has_words else None,
            self._receipt_of(story),
            past,
            AboutCard(story),
        ]
        self.parts.fill([part for part in parts if part is not None])

    def _show_standing(self, story: ProjectStory) -> None:
        kind = _KINDS[story.state]
        title = self.ways.state_title(story, self.session.language)
        why = self.tr("Reason: %1.").replace("%1", story.reason) if story.reason else ""
        self.standing.show_message(kind, title, f"{story.state_words} {why}".strip())
        is_asking = story.state in {ConsentState.REQUESTED, ConsentState.PUT_OFF}
        if story.approval_words and (is_asking or story.state.is_in_force):
            title = self.tr("Stop: nothing can be decided or sent at present")
            self.stop.show_message(Kind.ERROR, title, story.approval_words)
        else:
            self.stop.hide()

    def _receipt_of(self, story: ProjectStory) -> ReceiptCard | None:
        """Return the card of the last consent's receipt; made anew with the page's parts."""
        self._receipt = ReceiptCard(self, story.project) if story.is_given else None
        return self._receipt

    # -- leading on --------------------------------------------------------------

    def _on_primary(self) -> None:
        if self._story is None:
            return
        primary, _ = actions_of(self._story[0], is_read_only=self.session.is_read_only)
        if primary is not None:
            self._on_action(primary)

    def _on_action(self, action: Action) -> None:
        place = {
            Action.DECIDE: Place.CONSENT,
            Action.AGAIN: Place.CONSENT,
            Action.CHANGE: Place.CONSENT,
            Action.PREVIEW: Place.PREVIEW,
            Action.SENDING: Place.SENDING,
            Action.WITHDRAW: Place.WITHDRAW,
        }[action]
        self._go(place, CHANGE if action is Action.CHANGE else "")

    def _may_go_on(self, story: ProjectStory) -> bool:
        return story.missing is not None and story.is_approved and not self.session.is_read_only

    def _on_go_on(self) -> None:
        if self._story is not None:
            story = self._story[0]
            is_change = story.state.is_in_force and not story.is_newer_kept
            self._go(Place.CONSENT, CHANGE if is_change else "")

    def _on_newer(self) -> None:
        if self._story is not None and self._story[0].is_newer_kept:
            self._go(Place.CONSENT)
        else:
            self.session.go(Place.REQUEST, f"{LISTED}{self.argument}")

    def _on_led(self, place: Place, errand: str) -> None:
        self.session.go(place, errand.replace("{project}", self.argument))

    def _go(self, place: Place, more: str = "") -> None:
        self.session.go(place, f"{self.argument}{more}")
