"""All projects: those that ask, those one takes part in or did, and those on the list."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from datadonor.texts import Language
from ui import choosing
from ui.approvals import ListStanding
from ui.navigation import Place
from ui.offered import LISTED
from ui.project_cards import Group, ProjectCard, Projects, read_projects
from ui.session import Session
from ui.widgets.cards import CardButton
from ui.widgets.chips import Chips
from ui.widgets.column import Column
from ui.widgets.dropping import DropPage
from ui.widgets.empty import EmptyState
from ui.widgets.labels import Prose, SubHeading
from ui.widgets.list_card import ListCard
from ui.widgets.project_words import ProjectWords

_ALL = "all"


class ProjectsPage(DropPage):
    """Cards by state; a chip shows one state alone."""

    characters = 84

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._shown: tuple[Projects, Language] | None = None
        self.cards: dict[str, CardButton] = {}
        self._lead = Prose()
        self.chips = Chips()
        self.empty = EmptyState("inbox")
        self._groups = Column(24)
        self.list_card = ListCard(self, Place.PROJECTS)
        for part in (self._lead, self.chips, self.empty, self._groups, self.list_card):
            self.content.addWidget(part)
        self.chips.hide()
        self.empty.hide()
        self.chips.chosen.connect(lambda _: self._show_cards())
        self.primary_button.clicked.connect(self._on_open)
        self.show_foot(primary=not session.is_read_only)
        self.empty.button.clicked.connect(self._on_open)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.heading.setText(self.tr("Which projects do you want to help?"))
        self._lead.setText(
            self.tr(
                "You decide for each project by itself, and you can always change your mind. "
                "Nothing is sent from this page."
            )
        )
        self.primary_button.setText(self.tr("Open a request file"))
        if self._shown is None:
            return
        if self._shown[1] is not self.session.language:
            self.read_anew()
            return
        self._show()

    @override
    def refresh(self) -> None:
        language = self.session.language
        self.ask(
            lambda opened: read_projects(opened, language),
            lambda shown: self._on_read(shown, language),
        )

    @override
    def focus_first(self) -> None:
        for button in (*self.cards.values(), self.list_card.button, self.primary_button):
            if button.isVisibleTo(self) and button.isEnabled():
                button.setFocus()
                return

    @override
    def take_file(self, path: Path) -> None:
        self.session.go(Place.REQUEST, str(path))

    # -- within -----------------------------------------------------------------

    def _on_read(self, shown: Projects, language: Language) -> None:
        is_first = self._shown is None
        self._shown = shown, language
        self.retranslate()
        if is_first:
            self.focus_first()

    def _show(self) -> None:
        if self._shown is None:
            return
        shown, language = self._shown
        words = ProjectWords(language)
        counts = {group: len(shown.of(group)) for group in Group}
        chips = [(_ALL, self.tr("All", "projects"))]
        chips += [
            (group.value, f"{words.group(group)} ({counts[group]})")
            for group in Group
            if counts[group]
        ]
        before = self.chips.current
        self.chips.set_chips(chips)
        self.chips.choose(before if before in dict(chips) else _ALL)
        self.chips.setVisible(len(chips) > 2)  # noqa: PLR2004 - one group needs no choice
        self.list_card.show_list(shown.approvals)
        has_list = shown.approvals.standing is not ListStanding.NOT_CHOSEN
        self._lay_list_card(is_first=not has_list or shown.approvals.standing is ListStanding.OLD)
        self.empty.setVisible(not shown.cards and has_list)
        self.empty.set_words(
            self.tr("No projects yet"),
            self.tr(
                "When you get a request, as a file in an e-mail or from a hospital, open it here. "
                "You can also drop the file on this page."
            ),
        )
        self._show_cards()

    def _lay_list_card(self, *, is_first: bool) -> None:
        """Put the list above the projects where something has to be done about it."""
        self.content.removeWidget(self.list_card)
        self.content.insertWidget(1 if is_first else self.content.count(), self.list_card)
        # A screen reader goes by the order of stacking, and not by the layout's.
        if is_first:
            self.list_card.stackUnder(self.chips)
        else:
            self.list_card.raise_()

    def _show_cards(self) -> None:
        if self._shown is None:
            return
        shown, language = self._shown
        words = ProjectWords(language)
        chosen = self.chips.current
        self.cards = {}
        groups: list[QWidget] = []
        for group in Group:
            cards = shown.of(group) if chosen in {_ALL, "", group.value} else ()
            if cards:
                groups.append(self._group(words, group, cards))
        self._groups.fill(groups)

    def _group(self, words: ProjectWords, group: Group, cards: tuple[ProjectCard, ...]) -> QWidget:
        heading = SubHeading()
        heading.setText(words.group(group))
        parts: list[QWidget] = [heading]
        for card in cards:
            button = CardButton(card.title, words.sentence(card), words.icon(card))
            button.setAccessibleName(f"{card.title}. {words.group(group)}. {words.sentence(card)}")
            button.clicked.connect(lambda _=False, card=card: self._on_card(card))
            self.cards[card.project] = button
            parts.append(button)
        column = Column(8)
        column.fill(parts)
        return column

    def _on_card(self, card: ProjectCard) -> None:
        if card.group is Group.LISTED:
            self.session.go(Place.REQUEST, f"{LISTED}{card.project}")
        else:
            self.session.go(Place.PROJECT, card.project)

    def _on_open(self) -> None:
        if self.session.is_practice and self.session.practice is not None:
            self.session.go(Place.REQUEST)  # the made-up requests stand there
            return
        wanted = self.tr("Requests (*.ddrequest);;All files (*)")
        file = choosing.choose_file(self, self.tr("Which request do you want to open?"), wanted)
        if file is not None:
            self.take_file(file)
