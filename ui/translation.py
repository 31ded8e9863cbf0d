"""Danish and English in the window: Qt's translators, and dates and numbers.

The English source strings are the keys. ``resources/i18n/*.ts`` hold the translations
and ``*.qm`` what Qt reads; both are in the repository, so that a fresh checkout and an
installed package speak Danish without a build step that someone must remember. A test
makes the ``.qm`` anew and fails if it differs, and fails on strings that the ``.ts``
lacks or has unfinished. ``python -m tests.ui.translations`` renews both files.

English needs a file too: without it plurals would read "1 event(s)".
"""

from datetime import datetime
from importlib.resources import files
from typing import Final

from PySide6.QtCore import (
    QCoreApplication,
    QDateTime,
    QLibraryInfo,
    QLocale,
    QTranslator,
)

from datadonor.audit.events import moment
from datadonor.texts import Language

LOCALES: Final = {
    Language.DANISH: QLocale(QLocale.Language.Danish, QLocale.Country.Denmark),
    Language.ENGLISH: QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}

OWN_NAMES: Final = {Language.DANISH: "Dansk", Language.ENGLISH: "English"}
"""What each language calls itself: for those who cannot read the other."""


class Translation:
    """The language of one application; can be changed while it runs."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []

    def speak(self, language: Language) -> None:
        """Use a language from now on; every widget is told by a ``LanguageChange``."""
        QLocale.setDefault(LOCALES[language])
        self.end()
        self._installed = [
            loaded for loaded in (_of_qt(language), _ours(language)) if loaded is not None
        ]
        for new in self._installed:
            self._app.installTranslator(new)

    def end(self) -> None:
        """Speak the source's own words again."""
        for old in self._installed:
            self._app.removeTranslator(old)
        self._installed = []


def local_time(recorded: str, language: Language) -> str:
    """Write a moment of the log (UTC) as a date and time on this computer's clock."""
    return local_moment(moment(recorded), language)


def local_moment(when: datetime, language: Language) -> str:
    """Write a moment as a date and time on this computer's clock."""
    # Qt's own formats: strftime would follow the machine's language, not the person's.
    pattern = QCoreApplication.translate(
        "Dates", "d MMMM yyyy 'at' HH:mm", "a pattern of Qt's: keep the letters, order them"
    )
    local = QDateTime.fromSecsSinceEpoch(int(when.timestamp()))
    return LOCALES[language].toString(local, pattern)


def _ours(language: Language) -> QTranslator | None:
    return _loaded(str(files("resources").joinpath("i18n", f"datadonor_{language}.qm")))


def _of_qt(language: Language) -> QTranslator | None:
    """Return Qt's own words, such as the menu of a text field. English is built in."""
    if language is Language.ENGLISH:
        return None
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return _loaded(f"{folder}/qtbase_{language}.qm")


def _loaded(file: str) -> QTranslator | None:
    translator = QTranslator()
    return translator if translator.load(file) else None
