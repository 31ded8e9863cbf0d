"""Days, periods and times of day in words: Qt's locale, never strftime.

``strftime`` follows the machine's language, not the person's.
"""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from datadonor.records.rollups import ZONE
from datadonor.texts import Language
from ui.data.period import Period, Reach
from ui.data.picture import Grain, Step
from ui.data.whole import moment_in
from ui.translation import LOCALES

_Format = QLocale.FormatType


def day_label(day: date, language: Language) -> str:
    """Return "fredag den 21. august 2026"."""
    return LOCALES[language].toString(_qdate(day), _Format.LongFormat)


def short_day_label(day: date, language: Language) -> str:
    """Return "21. aug. 2026"."""
    pattern = QCoreApplication.translate(
        "Calendar", "d MMM yyyy", "a pattern of Qt's: keep the letters, order them"
    )
    return LOCALES[language].toString(_qdate(day), pattern)


def day_and_month(day: date, language: Language) -> str:
    """Return "21. aug."."""
    pattern = QCoreApplication.translate(
        "Calendar", "d MMM", "a pattern of Qt's: keep the letters, order them"
    )
    return LOCALES[language].toString(_qdate(day), pattern)


def month_label(day: date, language: Language) -> str:
    """Return "August 2026"."""
    name = month_name(day, language)
    return f"{name[0].upper()}{name[1:]} {day.year}"


def month_name(day: date, language: Language) -> str:
    """Return "august"."""
    return LOCALES[language].standaloneMonthName(day.month, _Format.LongFormat)


def short_month_name(day: date, language: Language) -> str:
    """Return "aug."."""
    return LOCALES[language].standaloneMonthName(day.month, _Format.ShortFormat)


def short_weekday(day: date, language: Language) -> str:
    """Return "fre."."""
    return LOCALES[language].standaloneDayName(day.isoweekday(), _Format.ShortFormat)


def time_label(when: datetime, language: Language) -> str:
    """Return "14.32"."""
    return LOCALES[language].toString(QTime(when.hour, when.minute), _Format.ShortFormat)


def moment_label(when: datetime, language: Language) -> str:
    """Return "fredag den 21. august 2026 kl. 14.32"."""
    words = QCoreApplication.translate("Calendar", "%1 at %2", "a day, a time of day")
    day = day_label(when.date(), language)
    return words.replace("%1", day).replace("%2", time_label(when, language))


def short_moment_label(when: datetime, language: Language) -> str:
    """Return "21. aug. 2026 kl. 14.32"."""
    words = QCoreApplication.translate("Calendar", "%1 at %2", "a day, a time of day")
    day = short_day_label(when.date(), language)
    return words.replace("%1", day).replace("%2", time_label(when, language))


def span_label(first: date, last: date, language: Language) -> str:
    """Return "3. jan. 2016 – 21. aug. 2026", or the one day."""
    one = short_day_label(first, language)
    return one if first == last else f"{one} – {short_day_label(last, language)}"


def period_label(period: Period, language: Language) -> str:
    """Return what a period is called."""
    match period.reach:
        case Reach.DAY:
            words = day_label(period.first, language)
        case Reach.WEEK:
            words = _week_label(period.first, period.last, language)
        case Reach.MONTH:
            return month_label(period.first, language)
        case Reach.YEAR:
            return str(period.first.year)
        case _:
            return span_label(period.first, period.last, language)
    return f"{words[0].upper()}{words[1:]}"


def step_label(step: Step, grain: Grain, language: Language, *, is_short: bool = False) -> str:
    """Return the time of one step; of an hour or a moment the time of day."""
    match grain:
        case Grain.MOMENT:
            return _at(moment_in(step.start_ms, ZONE), language)
        case Grain.HOUR:
            return _hours(step, language)
        case Grain.DAY:
            return _weekday_label(step.day, language) if is_short else day_label(step.day, language)
        case Grain.WEEK:
            last = moment_in(step.end_ms - 1, ZONE).date()
            return _week_label(step.day, last, language)
    return str(step.day.year) if grain is Grain.YEAR else month_label(step.day, language)


def _weekday_label(day: date, language: Language) -> str:
    return f"{short_weekday(day, language)} {short_day_label(day, language)}"


def _hours(step: Step, language: Language) -> str:
    begins, ends = (moment_in(ms, ZONE) for ms in (step.start_ms, step.end_ms))
    hours = f"{time_label(begins, language)}–{time_label(ends, language)}"
    return f"{day_and_month(begins.date(), language)} {hours}"


def _at(when: datetime, language: Language) -> str:
    words = QCoreApplication.translate("Calendar", "at %1", "a time of day")
    return words.replace("%1", time_label(when, language))


def _week_label(first: date, last: date, language: Language) -> str:
    words = QCoreApplication.translate("Calendar", "week %1, %2", "its number, its days")
    number = str(first.isocalendar().week)
    return words.replace("%1", number).replace("%2", span_label(first, last, language))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
