"""How each kind of value is sent: by the words of the allow-list.

A treatment takes whatever a sender put there and returns what is sent, or nothing. It never
raises for a value, but by ``Stays`` where all of the record must stay.
"""

from collections.abc import Callable, Mapping
from typing import Final

from export.minimisation.around import Around
from export.minimisation.codings import coding, concept, word
from export.minimisation.numbers import (
    age,
    boolean,
    decimal,
    integer,
    positive,
    quantity,
    ratio,
    span,
)
from export.minimisation.pointing import canonical, link, reference
from export.minimisation.times import day, instant, moment, period, time_of_day

Treatment = Callable[[object, str, str, Around], object]
"""The value, what the allow-list tells, the path, and what stands around."""

TREATMENTS: Final[Mapping[str, Treatment]] = {
    "age": age,
    "boolean": boolean,
    "canonical": canonical,
    "code": word,
    "coding": coding,
    "concept": concept,
    "date": day,
    "dateTime": moment,
    "decimal": decimal,
    "instant": instant,
    "integer": integer,
    "link": link,
    "period": period,
    "positive": positive,
    "quantity": quantity,
    "range": span,
    "ratio": ratio,
    "reference": reference,
    "time": time_of_day,
}
"""By the words of the allow-list."""
