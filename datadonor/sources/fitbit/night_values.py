"""Reading what is one number a night: the service's score, and the wrist's temperature."""

from collections.abc import Iterator
from typing import Final

from datadonor.records.sample import Sample
from datadonor.records.types import TypeId
from datadonor.sources.csv_rows import number
from datadonor.sources.fitbit.ledger import FIRST_MS, SERVICE, Ledger
from datadonor.sources.fitbit.rows import named_rows
from datadonor.sources.fitbit.shapes import Part, Shape
from datadonor.sources.fitbit.sleep import span_of
from datadonor.sources.found import Fault, Found, Note, RowUnreadable
from datadonor.sources.times import moment_from_iso

SLEEP_SCORE: Final = TypeId("SleepScore")
NIGHT_TEMPERATURE: Final = TypeId("AppleSleepingWristTemperature")


def read_scores(ledger: Ledger, part: Part) -> Iterator[Found]:
    """Read the service's own scores of nights, from either tree."""
    is_new = part.shape is Shape.SCORES
    for row, line in named_rows(part.entry):
        text = row.get("overall_score", "")
        try:
            moment = moment_from_iso(row.get("score_time", row.get("timestamp", "")), ledger.zone)
            score = number(text) if text else -1.0
        except RowUnreadable as fault:
            yield ledger.unreadable(part.entry, f"line {line}", fault.fault)
            continue
        days = ledger.days(SLEEP_SCORE)
        if score <= 0 or moment.ms < FIRST_MS:
            ledger.notes[Note.PLACEHOLDER_SKIPPED] += 1
        elif not is_new and days.has_one(moment.ms):
            ledger.notes[Note.COPY_SKIPPED] += 1
        else:
            if is_new:
                days.add_one(moment.ms)
            ledger.note_basis(moment.basis)
            context = ledger.context(moment.basis, "{score}")
            yield Sample(SLEEP_SCORE, moment.ms, 0, score, None, SERVICE, context)


def read_night_temperatures(ledger: Ledger, part: Part) -> Iterator[Found]:
    """Read the wrist's temperature over each night."""
    for row, line in named_rows(part.entry):
        try:
            start, duration = span_of(ledger, row["sleep_start"], row["sleep_end"], "")
            value = number(row["nightly_temperature"])
        except KeyError:
            yield ledger.unreadable(part.entry, f"line {line}", Fault.FIELD_MISSING)
            continue
        except RowUnreadable as fault:
            yield ledger.unreadable(part.entry, f"line {line}", fault.fault)
            continue
        if start.ms < FIRST_MS or not value:
            ledger.notes[Note.PLACEHOLDER_SKIPPED] += 1
            continue
        ledger.note_basis(start.basis)
        context = ledger.context(start.basis, "Cel")
        yield Sample(NIGHT_TEMPERATURE, start.ms, duration, value, None, SERVICE, context)
