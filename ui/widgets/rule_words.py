"""A rule in two or three words, for a column of a table; its sentence stands elsewhere."""

from PySide6.QtCore import QObject

from datadonor.texts import Language
from export.preview import rule_sentence

PLAIN = frozenset({"fields_allowed", "number_rounded"})
"""Rules that hold for everything, and say nothing about one record."""


class RuleWords(QObject):
    """Speaks the language in force."""

    def brief(self, rule: str, language: Language) -> str:
        """Return a rule in a few words; a rarer one in its first sentence."""
        if rule in PLAIN:
            return ""
        known = self._known().get(rule)
        if known is not None:
            return known
        sentence = rule_sentence(rule, language)
        first, dot, _ = sentence.partition(". ")
        return first if dot else sentence.rstrip(".")

    def _known(self) -> dict[str, str]:
        return {
            "dates_shifted": self.tr("All dates are moved"),
            "dates_month": self.tr("Only the month and year"),
            "dates_year": self.tr("Only the year"),
            "dates_exact": self.tr("True dates are needed"),
            "time_of_day_dropped": self.tr("Time of day left out"),
            "resolution_hour": self.tr("Summed up by the hour"),
            "resolution_day": self.tr("Summed up by the day"),
            "resolution_week": self.tr("Summed up by the week"),
            "resolution_month": self.tr("Summed up by the month"),
            "resolution_summary": self.tr("Summed up for the whole time"),
            "source_dropped": self.tr("Source left out"),
            "ids_rekeyed": self.tr("A number in place of your name"),
            "device_class_only": self.tr("Only the kind of device"),
            "display_dropped": self.tr("Only the code"),
        }
