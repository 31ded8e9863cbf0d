"""What is missing in a request, what has to be mended, and what the office will ask about."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from consent.draft import SKELETON
from datadonor.texts import Language
from ui.researching_draft import Flaw, FlawKind
from ui.researching_form import Values, field_for, is_under
from ui.widgets.cards import Card, CardButton
from ui.widgets.column import Column
from ui.widgets.draft_words import DraftWords
from ui.widgets.labels import Prose, SubHeading

_SIGNS = {
    FlawKind.MISSING: "pencil",
    FlawKind.UNFIT: "circle-x",
    FlawKind.ERROR: "circle-x",
    FlawKind.ADVICE: "info",
}


class FlawWords(QObject):
    """Speaks the language in force."""

    def of(self, flaw: Flaw, values: Values, language: Language) -> tuple[str, str]:
        """Return where it is, begun with how grave it is, and what was found."""
        field = field_for(flaw.where, values)
        words = DraftWords()
        place = words.entry(flaw.where, values) if field is None else words.field(field)
        if _is_strange(flaw, values):
            place = f"“{flaw.where}”"
        grave = {
            FlawKind.MISSING: self.tr("Still to write"),
            FlawKind.UNFIT: self.tr("To be mended"),
            FlawKind.ERROR: self.tr("To be mended"),
            FlawKind.ADVICE: self.tr("Advice"),
        }[flaw.kind]
        title = f"{grave}: {place}" if place else grave
        if _is_strange(flaw, values):
            return title, self.tr("No request has a field of this name. Take it out of the file.")
        return title, self.sentence(flaw, language)

    def sentence(self, flaw: Flaw, language: Language) -> str:
        """Return what was found; nothing for what is only missing."""
        if flaw.kind is FlawKind.UNFIT:
            return self.tr("This cannot be read as it is written.")
        return flaw.sentence.get(language, "")

    def summary(self, flaws: Sequence[Flaw]) -> str:
        """Return in one sentence what stands between the draft and signing."""
        missing = sum(flaw.kind is FlawKind.MISSING for flaw in flaws)
        grave = sum(flaw.is_grave for flaw in flaws) - missing
        advice = len(flaws) - missing - grave
        said = []
        if missing:
            said.append(self.tr("%n field(s) are still to be written.", "", missing))
        if grave:
            said.append(self.tr("%n thing(s) have to be mended.", "", grave))
        if advice:
            said.append(self.tr("%n thing(s) the office may ask about.", "", advice))
        return " ".join(said) or self.tr("Nothing was found. That does not mean it is approved.")


class FindingsCard(Card):
    """A list of what was found; each line leads to its field."""

    led_to = Signal(str)
    """The place of what was found."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._summary = SubHeading(), Prose()
        self._rows = Column(8)
        self.buttons: list[CardButton] = []
        for part in (self._title, self._summary, self._rows):
            self.body.addWidget(part)

    def show_flaws(
        self, flaws: Sequence[Flaw], shown: Sequence[Flaw], values: Values, language: Language
    ) -> None:
        """Show what was found.

        Args:
            flaws: All of it, for the sentence on top.
            shown: What is listed.
            values: The draft, for the names of fields.
            language: Of the check's own words.
        """
        words = FlawWords()
        self._title.setText(self.tr("What the check says"))
        self._summary.setText(words.summary(flaws))
        self.buttons = [self._row(flaw, words, values, language) for flaw in shown]
        rows: list[QWidget] = [*self.buttons]
        self._rows.fill(rows)

    def _row(self, flaw: Flaw, words: FlawWords, values: Values, language: Language) -> CardButton:
        title, sentence = words.of(flaw, values, language)
        button = CardButton(title, sentence, _SIGNS[flaw.kind])
        button.clicked.connect(lambda: self.led_to.emit(flaw.where))
        return button


def _is_strange(flaw: Flaw, values: Values) -> bool:
    """Say whether a flaw is a field of the draft's own that no request has."""
    return flaw.where in values and flaw.where not in SKELETON


def sentences_at(where: str, flaws: Sequence[Flaw], language: Language) -> str:
    """Return what was found at a field, for the line below it."""
    words = FlawWords()
    said = [
        words.sentence(flaw, language)
        for flaw in flaws
        if flaw.where == where or is_under(flaw.where, where)
    ]
    return " ".join(dict.fromkeys(filter(None, said)))
