"""Who is using this: the persons of this account, and those who need no vault."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.errors import DatadonorError
from datadonor.people import LabelRefused, Person
from datadonor.settings import Settings, save_settings
from ui.chairs import Chairs, read_chairs
from ui.help import Chapter
from ui.navigation import Place
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.banner import Kind
from ui.widgets.cards import CardButton
from ui.widgets.label_form import LabelForm
from ui.widgets.labels import Prose, SubHeading
from ui.widgets.language_switch import LanguageSwitch
from ui.widgets.page import Page, add_titled
from ui.widgets.person_row import PersonRow
from ui.widgets.reading_order import read_in_order

_LOOKS: Final = ("language", "text_percent", "colours")
"""What a new person begins with, because whoever helps them in can read it."""


class ChairsPage(Page):
    """Nobody is chosen beforehand, and who used it last is not kept."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chairs: Chairs | None = None
        self._purpose = Prose()
        self._persons = SubHeading()
        self.rows: list[PersonRow] = []
        self._box = QWidget()  # where it stands is where its rows are read, made when they may
        self._row_layout = QVBoxLayout(self._box)
        self._row_layout.setContentsMargins(0, 0, 0, 0)
        self._row_layout.setSpacing(8)
        self.form = LabelForm()
        self.new_button = CardButton()
        self._others = SubHeading()
        self.helping_button = CardButton()
        self.researcher_button = CardButton()
        self.auditor_button = CardButton()
        self.content.addWidget(self._purpose)
        self.content.addSpacing(8)
        self._row_layout.addWidget(self.form)
        add_titled(self.content, self._persons, self._box, self.new_button)
        self.content.addSpacing(8)
        add_titled(
            self.content,
            self._others,
            self.helping_button,
            self.researcher_button,
            self.auditor_button,
        )
        self.foot.add_left(LanguageSwitch(session))
        self._connect()
        self.retranslate()

    # -- what a page is ---------------------------------------------------------

    @override
    def retranslate(self) -> None:
        self.heading.setText(self.tr("Who is using this?"))
        self._purpose.setText(
            self.tr(
                "Each person has a vault of their own, with a passphrase of their own. "
                "Nothing is shared between them."
            )
        )
        self._persons.setText(self.tr("With a vault"))
        self._name_primary()
        self.new_button.set_words(
            self.tr("A new person"),
            self.tr("Make a vault for somebody else who uses this computer."),
            "plus",
        )
        self._others.setText(self.tr("Without a vault"))
        self.helping_button.set_words(
            self.tr("I help someone else"),
            self.tr("They unlock their own vault and start the help there."),
            "users",
        )
        self.researcher_button.set_words(
            self.tr("I am a researcher"),
            self.tr("Write requests, and receive what is donated."),
            "flask-round",
        )
        self.auditor_button.set_words(
            self.tr("I am an auditor"),
            self.tr("Check a package that somebody has given you."),
            "scale",
        )

    @override
    def refresh(self) -> None:
        self._show_chairs()

    @override
    def focus_first(self) -> None:
        if self.rows:
            self.rows[0].card.setFocus()

    @override
    def go_back(self) -> None:
        """Leave what was begun, or the page."""
        if self.form.isVisible():
            self._close_form()
        else:
            super().go_back()

    # -- within -----------------------------------------------------------------

    def _connect(self) -> None:
        session = self.session
        self.new_button.clicked.connect(lambda: self._open_form(None))
        self.form.entered.connect(self._on_saved)
        self.primary_button.clicked.connect(self._on_saved)
        self.form.forget_asked.connect(self._on_forget)
        self.helping_button.clicked.connect(lambda: session.go(Place.HELP, Chapter.HELPING))
        self.researcher_button.clicked.connect(lambda: session.take_seat("researcher"))
        self.auditor_button.clicked.connect(lambda: session.take_seat("auditor"))

    def _show_chairs(self) -> None:
        chairs = read_chairs(self.session)
        if chairs != self._chairs:
            self._chairs = chairs
            self._make_rows(chairs)
        self._show_form(is_shown=False)

    def _make_rows(self, chairs: Chairs) -> None:
        for row in self.rows:
            self._row_layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [PersonRow(chair, is_alone=not chairs.is_several) for chair in chairs.chairs]
        for place, row in enumerate(self.rows):
            self._row_layout.insertWidget(place, row)
            row.chosen.connect(self.session.choose_person)
            row.change_asked.connect(self._open_form)
            row.show()
        self._order_rows(len(self.rows))

    def _open_form(self, person: Person | None) -> None:
        self.banner.hide()
        self._row_layout.removeWidget(self.form)
        place = self._place_of_form(person)
        self._row_layout.insertWidget(place, self.form)
        self._order_rows(place)
        self.form.begin_with(person)
        self._show_form(is_shown=True)
        self.form.focus_first()
        # How tall it is, is known when it has been laid out.
        QTimer.singleShot(0, self.form, lambda: self.scroll_to(self.form))

    def _order_rows(self, place: int) -> None:
        """Have the rows read from the top, with the form after so many of them."""
        read_in_order(*self.rows[:place], self.form, *self.rows[place:])

    def _place_of_form(self, person: Person | None) -> int:
        """Return where the form stands: below its person, or last for a new one."""
        for place, row in enumerate(self.rows):
            if row.chair.person == person:
                return place + 1
        return len(self.rows)

    def _close_form(self) -> None:
        person = self.form.person
        self._show_form(is_shown=False)
        for row in self.rows:
            if row.chair.person == person:
                row.change_button.setFocus()
                return
        self.new_button.setFocus()

    def _show_form(self, *, is_shown: bool) -> None:
        self.form.setVisible(is_shown)
        may_add = self._chairs is not None and self._chairs.may_add
        self.new_button.setVisible(may_add and not is_shown)
        # Where everything begins there is nothing to go back to but what was begun here.
        self.show_foot(back=is_shown or not self.session.is_choosing, primary=is_shown)
        self._name_primary()

    def _name_primary(self) -> None:
        is_new = self.form.person is None
        self.primary_button.setText(
            self.tr("&Put on the list") if is_new else self.tr("&Save the name")
        )

    def _on_saved(self) -> None:
        person, label = self.form.person, self.form.field.text()
        if person is None:
            self._change(lambda: self._add(label), self.session.choose_person)
        else:
            people = self.session.people
            self._change(lambda: people.rename(person.id, label), self._on_renamed)

    def _add(self, label: str) -> Person:
        """Put a new person on the list, who begins with what can be read here."""
        person = self.session.people.add(label)
        looks = self.session.settings.model_dump(include=set(_LOOKS))
        save_settings(person.settings, Settings(**looks))
        return person

    def _on_renamed(self, person: Person) -> None:
        self._show_chairs()
        self._focus_on(person)

    def _on_forget(self) -> None:
        person = self.form.person
        if person is not None:
            self._change(lambda: self.session.people.forget(person.id), self._on_forgotten)

    def _on_forgotten(self, person: Person) -> None:
        self._show_chairs()
        said = self.tr("Nothing was deleted. The vault lies in %1")
        self.show_message(
            Kind.OK,
            self.tr("%1 is off the list").replace("%1", person.label),
            said.replace("%1", str(person.vault)),
            self.tr("Put back on the list"),
            lambda: self._put_back(person),
        )
        self.banner.button.setFocus()

    def _put_back(self, person: Person) -> None:
        people = self.session.people
        self._change(lambda: people.add(person.label, person.id), self._on_put_back)

    def _on_put_back(self, person: Person) -> None:
        self.banner.hide()
        self._on_renamed(person)

    def _focus_on(self, person: Person) -> None:
        for row in self.rows:
            if row.chair.person.id == person.id:
                row.card.setFocus()

    def _change(self, work: Callable[[], Person], then: Callable[[Person], None]) -> None:
        self.session.tasks.run_command(work, Changes(), then, self._on_failed)

    def _on_failed(self, error: DatadonorError) -> None:
        if isinstance(error, LabelRefused) and self.form.isVisible():
            said = error.user_message(self.session.language)
            self.form.say_wrong(f"{said.message} {said.remedy}")
        else:
            self.show_error(error)
