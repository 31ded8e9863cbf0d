"""The heartbeats behind one variability: a rate and the text of a clock for each.

The clock is written in the language of the telephone, in 12 or 24 hours, and nothing
says in which zone. A record lasts a minute, so that only what passed since it began
matters: whole quarters of an hour between the first beat and the record's beginning are
a difference of clocks, and half a day between two beats is one of halves.
"""

import re
from array import array
from collections.abc import Sequence
from typing import Final

from datadonor.records.sample import Episode, Sample, Trace
from datadonor.sources.apple.elements import Element
from datadonor.sources.found import Fault, RowUnreadable

_CLOCK: Final = rb'[^"<&0-9]{0,20}(\d{1,2})[.:](\d\d)[.:](\d\d)(?:[.,](\d{1,9}))?[^"<&0-9]{0,20}'
_BEAT: Final = re.compile(rb'<InstantaneousBeatsPerMinute bpm="(\d{1,4})" time="%b"/>\s*+' % _CLOCK)
_TIME: Final = re.compile(_CLOCK)
_BPM: Final = re.compile(r"\d{1,4}")

_MOST_BYTES: Final = 1 << 20
"""Of a record whose beats are taken out here; honest ones have 10 kB."""

_QUARTER_MS: Final = 900_000
_HALF_DAY_MS: Final = 43_200_000

Beat = tuple[int, int]
"""Beats a minute, and milliseconds since midnight or noon."""


def take_beats(content: bytes) -> tuple[bytes, list[Beat]]:
    """Take the beats out of a record's bytes: what is left is quickly read.

    Beats that are written another way stay in it, and so do too many.
    """
    if len(content) > _MOST_BYTES:
        return content, []
    found = [
        (int(bpm), _clock_ms(hour, minute, second, part))
        for bpm, hour, minute, second, part in _BEAT.findall(content)
    ]
    return (_BEAT.sub(b"", content), found) if found else (content, found)


def has_beats(element: Element) -> bool:
    """Whether there are beats left in a record."""
    return any(_named(element))


def beats_in(element: Element) -> list[Beat]:
    """Read the beats of a record, however they are written.

    Raises:
        RowUnreadable: A beat has no rate or no clock.
    """
    found: list[Beat] = []
    for beat in _named(element):
        bpm = beat.attributes.get("bpm", "").partition(".")[0]
        clock = _TIME.fullmatch(beat.attributes.get("time", "").encode())
        if clock is None or not _BPM.fullmatch(bpm):
            raise RowUnreadable(Fault.SHAPE_UNKNOWN)
        found.append((int(bpm), _clock_ms(*clock.groups(b""))))
    return found


def series_of(beats: Sequence[Beat], sample: Sample) -> Episode:
    """Return beats as an episode: rates, and milliseconds since the record began."""
    rates = array("h", (bpm for bpm, _ in beats))
    traces = (
        Trace("rate", "/min", rates),
        Trace("time", "ms", array("i", _since(sample.start_ms, [clock for _, clock in beats]))),
    )
    return Episode(
        "HeartbeatSeries",
        sample.start_ms,
        sample.duration_ms,
        sample.source,
        sample.context._replace(unit=None, detail=None),
        traces=traces,
    )


def _named(element: Element) -> list[Element]:
    return [
        beat
        for beats in element.named("HeartRateVariabilityMetadataList")
        for beat in beats.named("InstantaneousBeatsPerMinute")
    ]


def _since(start_ms: int, clocks: Sequence[int]) -> list[int]:
    first = clocks[0]
    begun = _centred(first - start_ms, _QUARTER_MS)
    return [begun + _centred(clock - first, _HALF_DAY_MS) for clock in clocks]


def _centred(difference: int, period: int) -> int:
    return (difference + period // 2) % period - period // 2


def _clock_ms(hour: bytes, minute: bytes, second: bytes, part: bytes) -> int:
    seconds = int(hour) * 3600 + int(minute) * 60 + int(second)
    return seconds * 1000 + (int(part[:3].ljust(3, b"0")) if part else 0)
