"""What the activity page is to show: about what, by whom, since when."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.activity import Doer, Span, Topic, Wanted
from ui.widgets.cards import Card
from ui.widgets.chips import Chips
from ui.widgets.labels import QuietText
from ui.widgets.translated import Translated


class ActivityFilters(Translated, Card):
    """Three rows of choices; one of each is in force."""

    changed = Signal()
    """The person chose something else: see ``wanted``."""

    def __init__(self) -> None:
        super().__init__()
        self._project = ""
        self._labels = (QuietText(), QuietText(), QuietText())
        self.topics, self.doers, self.spans = Chips(), Chips(), Chips()
        for label, chips in zip(self._labels, self._rows(), strict=True):
            row = QWidget()
            inside = QVBoxLayout(row)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(6)
            inside.addWidget(label)
            inside.addWidget(chips)
            self.body.addWidget(row)
            chips.chosen.connect(lambda _: self.changed.emit())
        self.retranslate()
        self.set_wanted(Wanted())

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        return Wanted(
            topic=Topic(self.topics.current),
            doer=Doer(self.doers.current),
            span=Span(self.spans.current),
            project=self._project,
        )

    def set_wanted(self, wanted: Wanted) -> None:
        """Choose without telling."""
        self._project = wanted.project
        self.topics.choose(wanted.topic)
        self.doers.choose(wanted.doer)
        self.spans.choose(wanted.span)

    @override
    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        about, by, since = self._labels
        about.setText(self.tr("What it is about"))
        by.setText(self.tr("Who did it"))
        since.setText(self.tr("How far back"))
        self.topics.set_chips([(str(key), said) for key, said in self._topics().items()])
        self.doers.set_chips([(str(key), said) for key, said in self._doers().items()])
        self.spans.set_chips([(str(key), said) for key, said in self._spans().items()])

    def _rows(self) -> tuple[Chips, Chips, Chips]:
        return self.topics, self.doers, self.spans

    def _topics(self) -> Mapping[Topic, str]:
        return {
            Topic.EVERYTHING: self.tr("Everything"),
            Topic.DATA: self.tr("My data"),
            Topic.CONSENTS: self.tr("Consents"),
            Topic.SENDINGS: self.tr("Sendings"),
            Topic.REFUSALS: self.tr("Refusals"),
            Topic.APPROVALS: self.tr("List and network"),
            Topic.VAULT: self.tr("The vault"),
        }

    def _doers(self) -> Mapping[Doer, str]:
        return {
            Doer.ANYONE: self.tr("Anyone"),
            Doer.SELF: self.tr("You"),
            Doer.HELPED: self.tr("With help"),
            Doer.GUARDIAN: self.tr("Guardian"),
            Doer.PROXY: self.tr("Someone authorised"),
            Doer.PROGRAM: self.tr("The program"),
        }

    def _spans(self) -> Mapping[Span, str]:
        return {
            Span.ALL: self.tr("All of it"),
            Span.WEEK: self.tr("One week"),
            Span.MONTH: self.tr("One month"),
            Span.YEAR: self.tr("One year"),
        }
