"""How a receipt speaks: in one language, to the donor or to the recipient."""

from datetime import date
from typing import Final, NamedTuple

from consent.periods import Period
from consent.receipt.record import ConsentRecord, Copy
from consent.vocabulary import Words, day_in_words
from datadonor.audit.events import moment
from datadonor.records.rollups import ZONE
from datadonor.texts import Fact, Language, UnknownText, text

_SHORT: Final = 8


class Speaker(NamedTuple):
    """Says the sentences of the catalogue's ``receipt`` file.

    Attributes:
        language: Danish or English.
        copy: To whom: the donor is ``you``, everyone else speaks of them.
        is_over: Whether the consent that is spoken of is over.
        is_own: Whether the donor, and nobody on their behalf, decided.
    """

    language: Language
    copy: Copy
    is_over: bool
    is_own: bool

    @classmethod
    def of(cls, record: ConsentRecord, language: Language) -> "Speaker":
        """Speak of a consent to the reader of its copy."""
        is_own = record.given_by == "self"
        return cls(language, record.copy, not record.state.is_in_force, is_own)

    def say(self, key: str, **facts: Fact) -> str:
        """Return a sentence that is the same for everyone."""
        return text(f"receipt.{key}", self.language, **facts)

    def tell(self, key: str, **facts: Fact) -> str:
        """Return a sentence that is said differently to the donor and to the recipient."""
        return self.say(f"{key}.{'you' if self.copy is Copy.DONOR else 'they'}", **facts)

    def decided(self, key: str, **facts: Fact) -> str:
        """Return a sentence about what was decided: the donor's own doing, or not."""
        is_yours = self.copy is Copy.DONOR and self.is_own
        return self.say(f"{key}.{'you' if is_yours else 'they'}", **facts)

    def now(self, key: str) -> str:
        """Return the key of words that are other ones once the consent is over."""
        return f"{key}.{'over' if self.is_over else 'now'}"

    def code(self, key: str, code: str) -> str:
        """Return the words for one of our codes, or words that say which code it is."""
        try:
            return self.say(f"{key}.{code}")
        except UnknownText:
            return self.say(f"{key}.other", code=code)

    def term(self, key: str) -> str:
        """Return words from elsewhere in the catalogue, as a sentence begins."""
        return in_front(text(key, self.language))

    def words(self, words: Words) -> str:
        """Return words of a vocabulary, as a sentence begins."""
        return in_front(words.in_language(self.language))

    def day(self, day: date) -> str:
        """Return a day as a person writes it."""
        return day_in_words(day).in_language(self.language)

    def days(self, count: int) -> str:
        """Return a number of days."""
        return self.say("days.one" if count == 1 else "days.many", count=count)

    def period(self, period: Period) -> str:
        """Return the first and the last day, both included."""
        return self.say("period", first=self.day(period.first), last=self.day(period.last))

    def moment(self, instant: str) -> str:
        """Return a moment as the donor's clock shows it; for the recipient the day."""
        when = moment(instant).astimezone(ZONE)
        day = self.day(when.date())
        if self.copy is not Copy.DONOR:
            return day
        return self.say("moment", day=day, hour=f"{when:%H}", minute=f"{when:%M}")


def in_front(words: str) -> str:
    """Return words as they stand in front of a sentence."""
    return words[:1].upper() + words[1:]


def groups_of(digest: str) -> tuple[str, ...]:
    """Cut a long number into groups of eight, to be read aloud."""
    return tuple(digest[start : start + _SHORT] for start in range(0, len(digest), _SHORT))
