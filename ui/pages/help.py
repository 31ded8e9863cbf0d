"""The help: all chapters, one chapter, or what was found in them."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.announce import announce
from ui.help import Chapter, Finding, Spot, find, load_chapter, spot_of
from ui.navigation import Place
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card, CardButton
from ui.widgets.chapter_view import ChapterView
from ui.widgets.fields import Field
from ui.widgets.labels import PlainLabel, Prose, SubHeading
from ui.widgets.page import Page

_EDGE: Final = 8
"""Pixels of the card around the ring: the text has room of its own within."""

_FRAMES: Final = 4
"""Text, card, page and what scrolls it: each asks the next one for room, in a round of its own."""

_ICONS: Final = {
    Chapter.FIRST_STEPS: "footprints",
    Chapter.MY_DATA: "heart-pulse",
    Chapter.DECIDING: "hand-heart",
    Chapter.DONATING: "send",
    Chapter.STOPPING: "undo-2",
    Chapter.TROUBLE: "triangle-alert",
    Chapter.LIMITS: "scale",
    Chapter.HELPING: "users",
    Chapter.PAPER: "file-text",
    Chapter.CHECKING: "shield-check",
    Chapter.ASKING: "flask-round",
    Chapter.KEYBOARD: "eye",
    Chapter.WORDS: "book-open",
}


class HelpPage(Page):
    """Entered with the name of a page or of a chapter; with neither it shows them all."""

    scrolls_itself = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._spot: Spot | None = None
        self._sought = ""
        self._findings: tuple[Finding, ...] = ()
        self.field = Field()
        self.find_button = PlainButton()
        self.view = ChapterView()
        self.next_button = CardButton()
        self.contents_button = PlainButton()
        self.chapter_buttons = {chapter: CardButton() for chapter in Chapter}
        self.finding_buttons: list[CardButton] = []
        self._label = PlainLabel()
        self._lead = Prose()
        self._found = SubHeading()
        self._list = QWidget()
        self._results = QWidget()
        self._card = Card()
        self._place_parts()
        self._connect()
        self.show_foot(back=True)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        language = self.session.language
        self._label.setText(self.tr("&What are you looking for?"))
        self.find_button.setText(self.tr("&Find"))
        self.contents_button.setText(self.tr("&All chapters"))
        self._lead.setText(
            self.tr("Read what you need, when you need it. F1 shows the help of any page.")
        )
        for chapter, button in self.chapter_buttons.items():
            text = load_chapter(chapter, language)
            button.set_words(text.title, text.summary, _ICONS[chapter])
        if self._sought and self._spot is None:
            self._findings = find(self._sought, language)
        self._show()

    @override
    def refresh(self) -> None:
        before, self._spot = self._spot, spot_of(self.argument)
        # What was found stays for who comes back from it, and is marked in what it led to.
        found = {finding.spot for finding in self._findings}
        if (before if self._spot is None else self._spot) not in found:
            self._clear()
        self._show()

    @override
    def focus_first(self) -> None:
        if self._spot is None:
            self.field.setFocus()
        else:
            self.view.setFocus()
            self.view.go_to(self._spot.anchor)
            self._scroll_to_spot()

    @override
    def concerns(self, changes: Changes) -> bool:
        return False  # what stands here is the same for everyone

    # -- within ---------------------------------------------------------------

    def _place_parts(self) -> None:
        self._label.setBuddy(self.field)
        self._search = QWidget()
        search = QVBoxLayout(self._search)
        search.setContentsMargins(0, 0, 0, 0)
        search.setSpacing(8)
        search.addWidget(self._label)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.find_button)
        search.addLayout(row)

        chapters = _column(self._list)
        for button in self.chapter_buttons.values():
            chapters.addWidget(button)
        _column(self._results)
        self._card.body.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        self._card.body.addWidget(self.view)
        for part in (
            self._lead,
            self._search,
            self._found,
            self._list,
            self._results,
            self._card,
            self.next_button,
        ):
            self.content.addWidget(part)
        self.foot.add_left(self.contents_button)

    def _connect(self) -> None:
        self.field.returnPressed.connect(self._on_find)
        self.find_button.clicked.connect(self._on_find)
        self.contents_button.clicked.connect(self._on_contents)
        self.next_button.clicked.connect(self._on_next)
        self.view.link_followed.connect(self._on_link)
        self.view.row_reached.connect(
            lambda top, bottom: self.scroll_to_rows(self.view, top, bottom)
        )
        for chapter, button in self.chapter_buttons.items():
            button.clicked.connect(lambda _=False, to=chapter: self._go(Spot(to)))
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        shortcut.activated.connect(self._on_search_asked)

    def _show(self) -> None:
        """Show what there is to be shown: a chapter, what was found, or all chapters."""
        spot = self._spot
        is_search = spot is None and bool(self._sought)
        self._lead.setVisible(spot is None and not is_search)
        self._search.setVisible(spot is None)
        self._list.setVisible(spot is None and not (is_search and self._findings))
        self._found.setVisible(is_search)
        self._results.setVisible(is_search and bool(self._findings))
        self._card.setVisible(spot is not None)
        self.next_button.setVisible(spot is not None and spot.chapter.next is not None)
        self.contents_button.setVisible(spot is not None or is_search)
        if spot is not None:
            self._show_chapter(spot.chapter)
            return
        self.heading.setText(self.tr("What would you like to know?"))
        self._show_findings()

    def _show_chapter(self, chapter: Chapter) -> None:
        language = self.session.language
        text = load_chapter(chapter, language)
        self.heading.setText(text.title)
        self.view.setAccessibleName(text.title)
        self.view.show_blocks(text.blocks, self._sought.split())
        if chapter.next is not None:
            after = load_chapter(chapter.next, language)
            self.next_button.set_words(
                self.tr("Next: %1").replace("%1", after.title), after.summary, _ICONS[chapter.next]
            )

    def _show_findings(self) -> None:
        for button in self.finding_buttons:
            button.hide()
            button.deleteLater()
        self.finding_buttons = []
        self._found.setText(
            self.tr("Found in %n place(s)", "", len(self._findings))
            if self._findings
            else self.tr("Nothing was found. Try another word, or choose a chapter.")
        )
        results = self._results.layout()
        for finding in self._findings:
            button = CardButton(finding.heading, _told(finding), _ICONS[finding.spot.chapter])
            button.clicked.connect(lambda _=False, to=finding.spot: self._go(to))
            self.finding_buttons.append(button)
            if results is not None:
                results.addWidget(button)
                button.show()

    def _clear(self) -> None:
        self._sought, self._findings = "", ()
        self.field.clear()

    def _scroll_to_spot(self) -> None:
        """Have the heading that was led to stand at the top, with what it is about below."""
        if self._spot is not None and self._spot.anchor:
            _lay_out_now()
            line = self.view.line()
            self.scroll_to_rows(self.view, line.top() + self.height(), line.top())

    def _go(self, spot: Spot) -> None:
        self.session.go(Place.HELP, str(spot))

    def _on_find(self) -> None:
        self._sought = " ".join(self.field.text().split())
        self._findings = find(self._sought, self.session.language)
        self._show()
        if self._sought:
            announce(self._found, self._found.text())
        if self.finding_buttons:
            first = self.finding_buttons[0]
            _lay_out_now()
            first.setFocus()
            self.scroll_to(first)

    def _on_contents(self) -> None:
        self._clear()
        if self._spot is None:
            self._show()
            self.focus_first()
        else:
            self.session.go(Place.HELP)

    def _on_search_asked(self) -> None:
        if self._spot is not None:
            self._on_contents()
        self.field.setFocus()
        self.field.selectAll()

    def _on_next(self) -> None:
        if self._spot is not None and self._spot.chapter.next is not None:
            self._go(Spot(self._spot.chapter.next))

    def _on_link(self, link: str) -> None:
        spot = spot_of(link)
        if spot is not None:
            self._go(spot)


def _told(finding: Finding) -> str:
    """Say which chapter it is, where the heading does not."""
    if finding.heading == finding.title:
        return finding.snippet
    return f"{finding.title} – {finding.snippet}"


def _lay_out_now() -> None:
    """Have every part stand where it will stand, before it is scrolled to."""
    for _ in range(_FRAMES):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _column(widget: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    return layout
