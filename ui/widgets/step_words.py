"""One step of a picture in words: the same below the plot, in the table, and read aloud."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from datadonor.texts import Language
from ui.calendar_words import step_label
from ui.data.picture import Form, Picture, Step
from ui.data.words import amount_label, code_label, count_label, unit_label


class StepWords(QObject):
    """Speaks for one picture, in one language."""

    def __init__(self, picture: Picture, language: Language) -> None:
        super().__init__()
        self.picture = picture
        self.language = language

    def columns(self) -> tuple[str, ...]:
        """Return the titles of a table of the steps."""
        when, how_many = self.tr("When"), self.tr("Count")
        match self.picture.form:
            case Form.BAND:
                return (when, self.tr("Lowest"), self.tr("Highest"), self.tr("Mean"), how_many)
            case Form.BARS if self.picture.is_count:
                return (when, self.tr("Count"))
            case Form.BARS:
                return (when, self.tr("In all"), how_many)
            case Form.LANES if self.picture.is_count:
                return (when, self.tr("Answer"), self.tr("Count"))
            case Form.LANES:
                return (when, self.tr("Answer"), self.tr("How long"))
        return (when, self.tr("Value"))

    def cells(self, step: Step) -> tuple[str, ...]:
        """Return one row of it; the unit stands once above the table."""
        return tuple(map(self._without_unit, self._cells(step)))

    def _without_unit(self, said: str) -> str:
        unit = unit_label(self.picture.unit, self.language, self.picture.chosen.name)
        return said.removesuffix(f" {unit}") if unit else said

    def _cells(self, step: Step) -> tuple[str, ...]:
        when = step_label(step, self.picture.grain, self.language, is_short=True)
        how_many = count_label(step.samples, self.language)
        match self.picture.form:
            case Form.BAND:
                return (when, *map(self._number, (step.low, step.high, step.mean)), how_many)
            case Form.BARS if self.picture.is_count:
                return (when, how_many)
            case Form.BARS:
                return (when, self._amount(step), how_many)
            case Form.LANES:
                return (when, self._answer(step), self._amount(step))
        return (when, self._number(step.mean))

    def sentence(self, step: Step) -> str:
        """Return a step as it is read aloud."""
        when = self.when(step)
        match self.picture.form:
            case Form.BAND if step.low != step.high:
                said = self.tr("%1: lowest %2, highest %3, mean %4")
                facts = (when, *map(self._number, (step.low, step.high, step.mean)))
            case Form.BAND | Form.POINTS:
                said, facts = "%1: %2", (when, self._number(step.mean))
            case Form.LANES:
                said, facts = "%1: %2, %3", (when, self._answer(step), self._amount(step))
            case _ if self.picture.is_count:
                said = self.tr("%1: %n record(s)", "", step.samples)
                facts = (when,)
            case _:
                said, facts = self.tr("%1: %2 in all"), (when, self._amount(step))
        sentence = _filled(said, facts)
        return f"{sentence[:1].upper()}{sentence[1:]}"

    def when(self, step: Step) -> str:
        """Return the time of a step."""
        return step_label(step, self.picture.grain, self.language)

    def _number(self, number: float | None) -> str:
        if number is None:
            return ""
        return amount_label(number, self.picture.unit, self.language, self.picture.chosen.name)

    def _amount(self, step: Step) -> str:
        return self._number(step.amount)

    def _answer(self, step: Step) -> str:
        return code_label(self.picture.chosen.name, step.code, self.language)


def _filled(said: str, facts: Sequence[str]) -> str:
    for number, fact in enumerate(facts, start=1):
        said = said.replace(f"%{number}", fact)
    return said
