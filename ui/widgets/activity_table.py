"""Events in words, as a table that is as tall as what it shows."""

from PySide6.QtCore import QObject
from typing_extensions import override

from datadonor.texts import Language
from ui import activity_words
from ui.activity import ActivityRow
from ui.widgets.row_model import RowModel, Words
from ui.widgets.whole_table import WholeTable


class ActivityModel(RowModel):
    """Rows of events."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ActivityRow, ...] = ()
        self._language = Language.ENGLISH

    def show_rows(self, rows: tuple[ActivityRow, ...], language: Language) -> None:
        """Show these rows, in this language."""
        self.beginResetModel()
        self._rows = rows
        self._language = language
        self.endResetModel()

    @override
    def count(self) -> int:
        return len(self._rows)

    @override
    def titles(self) -> Words:
        return self.tr("When"), self.tr("What happened"), self.tr("Who")

    @override
    def words(self, row: int) -> Words:
        shown = self._rows[row]
        return (
            activity_words.when(shown, self._language),
            activity_words.sentence(shown, self._language),
            "" if shown.event is None else activity_words.who(shown.event.who),
        )

    @override
    def spoken(self, row: int) -> str:
        when, what, who = self.words(row)
        return ". ".join(filter(None, (what.rstrip("."), who, when)))


class ActivityTable(WholeTable):
    """What has happened, and who did it."""

    def __init__(self) -> None:
        rows = ActivityModel()
        super().__init__(rows)
        self.activities = rows

    def show_rows(self, rows: tuple[ActivityRow, ...], language: Language) -> None:
        """Show these rows, and become as tall as they are."""
        self.activities.show_rows(rows, language)
        self.fit()
