"""One category: what it holds, and the chosen kind of it through time."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from datadonor.audit.custody import OpenVault
from datadonor.records.contents import Held, Holding
from datadonor.records.document_words import document_word_behind
from datadonor.records.labels import category_label, name_label
from datadonor.texts import Language
from ui.calendar_words import period_label, span_label
from ui.data.blocks import Block, Loaded, read_block, read_blocks
from ui.data.holdings import CategoryHolding, all_time, chosen_of, days_of
from ui.data.period import Period, Reach, closer, following, preceding, same_place
from ui.data.picture import Picture, Step, read_picture
from ui.pages.data.asking import Asks
from ui.pages.data.views import Views
from ui.plots.plot_view import load_canvas
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.chips import Chips
from ui.widgets.choice_list import Choice, ChoiceList
from ui.widgets.labels import Prose, QuietText, SubHeading

_KINDS_SHOWN: Final = 9
"""So many lines of kinds are seen at once; more scroll."""

_ANY_TIME: Final = Period(Reach.ALL, date.min, date.min)


def _key(holding: Holding | None) -> str:
    return "" if holding is None else f"{holding.held}/{holding.name}"


class Browser(QWidget):
    """Shows a category. Which kind, which period and which view are remembered meanwhile."""

    record_opened = Signal(object)
    """The person wants to see a ``RecordId`` whole."""

    delete_asked = Signal()
    """The person wants to delete the category."""

    def __init__(self, ask: Asks) -> None:
        super().__init__()
        self._ask = ask
        self._language = Language.ENGLISH
        self._category: CategoryHolding | None = None
        self._holding: Holding | None = None
        self._period: Period | None = None
        self._asked = 0
        self.title = SubHeading()
        self.only_kind = QuietText()
        self.kinds = ChoiceList(_KINDS_SHOWN)
        self._kinds_card = Card()
        self._kinds_card.body.setContentsMargins(4, 4, 4, 4)  # room for the focus ring
        self._kinds_card.body.addWidget(self.kinds)
        self.reaches = Chips()
        self.earlier_button = PlainButton()
        self.later_button = PlainButton()
        self.period_title = SubHeading()
        self.views = Views()
        self.remark = QuietText()
        self.closer_button = PlainButton()
        self.said = Prose()
        self.delete_button = PlainButton()
        self._lay_out()
        self.kinds.chosen.connect(self._on_kind)
        self.reaches.chosen.connect(self._on_reach)
        self.earlier_button.clicked.connect(lambda: self._move(preceding))
        self.later_button.clicked.connect(lambda: self._move(following))
        self.views.step_reached.connect(self._on_step)
        self.views.step_opened.connect(self._on_step_opened)
        self.views.record_row_opened.connect(self.record_opened)
        self.views.records_wanted.connect(self._read_records)
        self.closer_button.clicked.connect(self._on_closer)
        self.delete_button.clicked.connect(self.delete_asked)

    @property
    def category(self) -> CategoryHolding | None:
        """What is shown."""
        return self._category

    @property
    def holding(self) -> Holding | None:
        """The chosen kind of it."""
        return self._holding

    @property
    def period(self) -> Period | None:
        """The chosen period, if the kind has dates."""
        return self._period

    def show_category(self, category: CategoryHolding, language: Language, kind: str = "") -> None:
        """Show a category that holds something; the kind chosen before stays if it is still there.

        Args:
            category: Which.
            language: Of all words.
            kind: A kind of it to show now.
        """
        self._language = language
        before = self._holding
        is_same = before is not None and before.category == category.category
        wanted = kind or (before.name if before is not None and is_same else "")
        named = [each for each in category.kinds if each.name == wanted]
        self._category = category
        self._holding = (named or list(category.kinds))[0]
        if before is None or not is_same or self._holding.name != before.name:
            self._period = None
        self.retranslate()
        self._show_holding()

    def retranslate(self) -> None:
        """Write what does not depend on an answer."""
        self.reaches.set_chips(
            [
                (Reach.DAY, self.tr("Day")),
                (Reach.WEEK, self.tr("Week")),
                (Reach.MONTH, self.tr("Month")),
                (Reach.YEAR, self.tr("Year")),
                (Reach.ALL, self.tr("All")),
            ]
        )
        self.earlier_button.setText(self.tr("Earlier"))
        self.later_button.setText(self.tr("Later"))
        self.kinds.setAccessibleName(self.tr("What to look at"))
        self.delete_button.setText(self.tr("Delete this category …"))
        self.views.retranslate()
        if self._category is not None:
            self.title.setText(category_label(self._category.category, self._language))
            lines = [self._line(each) for each in self._category.kinds]
            self.kinds.show_choices(lines, _key(self._holding))
            is_only = len(lines) == 1
            self._kinds_card.setVisible(not is_only)
            self.only_kind.setVisible(is_only)
            self.only_kind.setText(f"{lines[0].title}: {lines[0].detail}")

    def focus_first(self) -> None:
        """Put the keyboard on what to look at, or where there is one thing only on the plot."""
        if self._kinds_card.isVisibleTo(self):
            self.kinds.setFocus()
        else:
            self.views.focus_first()

    # -- within -----------------------------------------------------------------------

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        walk = QHBoxLayout()
        walk.setSpacing(8)
        walk.addWidget(self.period_title, 1)
        walk.addWidget(self.earlier_button)
        walk.addWidget(self.later_button)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self.said, 1)
        titles = QVBoxLayout()
        titles.setSpacing(4)
        titles.addWidget(self.title)
        titles.addWidget(self.only_kind)
        layout.addLayout(titles)
        layout.addWidget(self._kinds_card)
        layout.addLayout(walk)
        layout.addWidget(self.reaches)
        layout.addWidget(self.views)
        layout.addLayout(below)
        layout.addWidget(self.closer_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.remark)
        layout.addSpacing(16)
        layout.addWidget(self.delete_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _line(self, holding: Holding) -> Choice:
        if holding.held is Held.DOCUMENTS:
            title = document_word_behind(holding.name, 2, self._language)
            title = f"{title[:1].upper()}{title[1:]}"
        else:
            title = name_label(holding.name, self._language)
        count = self.tr("%Ln record(s)", "", holding.records)
        days = days_of(holding)
        span = "" if days is None else f", {span_label(*days, self._language)}"
        return Choice(_key(holding), title, f"{count}{span}")

    def _show_holding(self) -> None:
        """Show the chosen kind at the chosen period, or at first all there is."""
        holding = self._holding
        if holding is None:
            return
        whole = all_time(holding)
        has_time = whole is not None
        if whole is None:
            self._period = None
        elif self._period is None or self._period.reach is Reach.ALL:
            self._period = whole
        for part in (self.reaches, self.period_title):
            part.setVisible(has_time)
        for button in (self.earlier_button, self.later_button):
            button.hide()
        self._show_period()

    def _show_period(self) -> None:
        holding, period = self._holding, self._period
        self._on_step(None)
        self.remark.hide()
        if holding is None:
            return
        self.views.begin(is_dated=period is not None)
        if period is None:
            self._read_records()
            return
        with QSignalBlocker(self.reaches):
            self.reaches.choose(period.reach)
        whole = all_time(holding) or period
        self.period_title.setText(period_label(period, self._language))
        for button in (self.earlier_button, self.later_button):
            button.setVisible(period.reach is not Reach.ALL)
        self.earlier_button.setEnabled(preceding(period, whole) is not None)
        self.later_button.setEnabled(following(period, whole) is not None)
        for button, words in (
            (self.earlier_button, preceding(period, whole)),
            (self.later_button, following(period, whole)),
        ):
            name = "" if words is None else f": {period_label(words, self._language)}"
            button.setAccessibleName(f"{button.text()}{name}")
        self._asked += 1
        asked, chosen = self._asked, chosen_of(holding)

        def answered(picture: Picture) -> None:
            if asked == self._asked:
                self._on_picture(picture)

        def read(opened: OpenVault) -> Picture:
            load_canvas()
            return read_picture(opened.vault.connection, chosen, period)

        self._ask(read, answered)

    def _on_picture(self, picture: Picture) -> None:
        holding = self._holding
        if holding is None:
            return
        label = self._line(holding).title
        self.views.show_picture(picture, self._language, label)
        self.remark.setText(
            self.tr("Some of it is written in another unit. You find it under “One by one”.")
        )
        self.remark.setVisible(picture.has_other_units)
        self._on_step(None)

    def _read_records(self) -> None:
        """Read where the single records stand; themselves they are read as they are seen."""
        holding = self._holding
        if holding is None:
            return
        whole = all_time(holding)
        period = self._period or whole or _ANY_TIME
        chosen = chosen_of(holding)
        self._asked += 1
        asked = self._asked

        def fetch(block: Block, then: Callable[[Loaded], None]) -> None:
            self._ask(lambda opened: read_block(opened.vault.connection, chosen, block), then)

        def answered(blocks: tuple[Block, ...]) -> None:
            if asked == self._asked:
                self.views.show_records(blocks, self._language, fetch, period)

        self._ask(lambda opened: read_blocks(opened.vault.connection, chosen, period), answered)

    # -- what the person does -----------------------------------------------------------

    def _on_kind(self, key: str) -> None:
        category = self._category
        if category is None:
            return
        self._holding = next(each for each in category.kinds if _key(each) == key)
        self._period = None
        self._show_holding()

    def _on_reach(self, reach: str) -> None:
        if self._holding is not None and self._period is not None:
            whole = all_time(self._holding) or self._period
            self._period = same_place(self._period, Reach(reach), whole)
            self._show_period()

    def _move(self, way: Callable[[Period, Period], Period | None]) -> None:
        if self._holding is None or self._period is None:
            return
        there = way(self._period, all_time(self._holding) or self._period)
        if there is not None:
            self._period = there
            self._show_period()

    def _on_step(self, step: Step | None) -> None:
        """Say below the plot what the marker stands on, and offer to look closer."""
        self.said.setText("" if step is None else self.views.sentence(step))
        self.said.setVisible(step is not None)
        deeper = None if step is None else self._closer(step)
        self.closer_button.setVisible(step is not None)
        if deeper is not None:
            words = self.tr("Look closer: %1")
            label = period_label(deeper, self._language)
            self.closer_button.setText(words.replace("%1", label))
        else:
            self.closer_button.setText(self.tr("See the records one by one"))

    def _on_closer(self) -> None:
        step = self.views.step
        if step is not None:
            self._on_step_opened(step)

    def _on_step_opened(self, step: Step) -> None:
        """Show the shorter period, or at last the single records."""
        deeper = self._closer(step)
        if deeper is None:
            self.views.go_to_records(step.start_ms)
        else:
            self._period = deeper
            self._show_period()

    def _closer(self, step: Step) -> Period | None:
        if self._holding is None or self._period is None:
            return None
        return closer(self._period, step.day, all_time(self._holding) or self._period)
