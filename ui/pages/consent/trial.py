"""Try it on my data: what would go by the answers so far, in numbers and examples."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consent.agreement import Part, PartKind
from datadonor.texts import Language
from ui.translation import LOCALES
from ui.trying import Tried, TriedCategory
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.reading import Reading, Strong


class TrialView(QWidget):
    """Shows a trial. Nothing is sent by it, and nothing written."""

    def __init__(self, tried: Tried, language: Language) -> None:
        super().__init__()
        self._locale = LOCALES[language]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        lead, close = Prose(), Prose()
        lead.setText(
            self.tr(
                "With your answers as they are now, %Ln record(s) could be sent.", "", tried.going
            )
        )
        close.setText(
            self.tr("This is only a trial. Nothing was sent, and nothing was written down.")
        )
        self._column.addWidget(lead)
        if tried.differences is not None:
            self._column.addWidget(self._differences(tried))
        for category in tried.categories:
            self._column.addWidget(self._card(category))
        self._column.addWidget(close)

    def _number(self, count: int) -> str:
        return self._locale.toString(count)

    def _differences(self, tried: Tried) -> Card:
        card, heading = Card(), SubHeading()
        heading.setText(self.tr("What your latest changes do"))
        card.body.addWidget(heading)
        if not tried.differences:
            same = Prose()
            same.setText(self.tr("The same records would go as before."))
            card.body.addWidget(same)
            return card
        facts = Facts()
        change = self.tr("%1 before, %2 now", "numbers of records")
        facts.set_facts(
            [
                (
                    each.name,
                    change.replace("%1", self._number(each.before)).replace(
                        "%2", self._number(each.after)
                    ),
                )
                for each in tried.differences
            ]
        )
        card.body.addWidget(facts)
        return card

    def _card(self, category: TriedCategory) -> Card:
        card, name, going = Card(), SubHeading(), Strong()
        name.setText(category.name)
        going.setText(self._going(category))
        card.body.addWidget(name)
        card.body.addWidget(going)
        if category.days is not None:
            days = Prose()
            span = self.tr("From %1 until and including %2.", "two days")
            days.setText(span.replace("%1", category.days[0]).replace("%2", category.days[1]))
            card.body.addWidget(days)
        if len(category.types) > 1:
            facts = Facts()
            facts.set_facts([(kind, self._number(count)) for kind, count in category.types])
            card.body.addWidget(facts)
        self._add_list(card, self.tr("For example:"), category.examples)
        self._add_list(card, self.tr("What stays with you:"), category.staying)
        return card

    def _going(self, category: TriedCategory) -> str:
        if not category.total:
            return self.tr("You have none of this.")
        if not category.going:
            return self.tr("Nothing of this would go.")
        said = self.tr("%1 of %2 would go.", "numbers of records")
        return said.replace("%1", self._number(category.going)).replace(
            "%2", self._number(category.total)
        )

    def _add_list(self, card: Card, title: str, lines: tuple[str, ...]) -> None:
        if not lines:
            return
        heading = QuietText()
        heading.setText(title)
        card.body.addWidget(heading)
        card.body.addWidget(Reading(Part(PartKind.ENTRY, line) for line in lines))
