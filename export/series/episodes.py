"""Episodes one by one: a minimal Observation and a row each, and tracings where they may go.

One episode is held at a time. Must not sum up.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from datadonor.records.dictionaries import stored_context, stored_sources
from datadonor.records.fhir import (
    Clock,
    Resource,
    decimal,
    extension_url,
    own_coding,
)
from datadonor.records.fhir_episodes import MOST_VALUES, StoredTrace, sampled_text
from datadonor.records.record_id import EpisodeId
from datadonor.records.writing import trace_values
from datadonor.vault.database import Row as StoredRow
from export.outgoing import Outgoing, Row
from export.series.codes import (
    device_extension,
    method_codings,
    quantity,
    rounded,
    unit_parts,
)
from export.series.kinds import (
    STATISTICS,
    TRACES_TOLD,
    WHOLE_DAYS,
    facts_of,
    kind_concept,
    statistic_unit,
    statistics_of,
    trace_codings,
    trace_period_ms,
    workout_codings,
)
from export.series.moments import When, day_number_of
from export.series.moulds import HEAD
from export.series.terms import OBSERVATION, Terms, Told, inside

EPISODES_TABLE: Final = "episodes"

_NOT_APPLICABLE: Final = {
    "extension": [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            "valueCode": "not-applicable",
        }
    ]
}
"""In place of SampledData.period, which is required, where points have times of their own."""


class _Traces(NamedTuple):
    """The rows of numbers of one episode."""

    kind: str
    facts: Mapping[str, Any]
    stored: Sequence[StoredTrace]

    def parts(self) -> list[range]:
        """Return the points, cut so that no part is too long for a FHIR string."""
        longest = max((len(trace.values) for trace in self.stored), default=0)
        starts = range(0, longest, MOST_VALUES)
        return [range(start, min(start + MOST_VALUES, longest)) for start in starts]

    def components(self, part: range) -> Iterator[Resource]:
        """Yield a part of each row as SampledData."""
        period = trace_period_ms(self.kind, self.facts)
        for trace in self.stored:
            values = trace.values[part.start : part.stop]
            if not len(values):
                continue
            data: Resource = {"origin": {"value": 0, **unit_parts(trace.unit)}}
            data |= {"_period": _NOT_APPLICABLE} if period is None else {"period": decimal(period)}
            data |= {"dimensions": 1, "data": sampled_text(values)}
            code = {"coding": trace_codings(trace.name, self.facts)}
            yield {"code": code, "valueSampledData": data}


def raw_episodes(terms: Terms, kinds: frozenset[str]) -> Iterator[Outgoing]:
    """Yield the episodes of some kinds, by kind and time.

    Args:
        terms: Whose resolution is raw.
        kinds: Those that may go.
    """
    telling = _Telling(terms)
    for kind, rows in groupby(terms.selection.episodes(), itemgetter(1)):
        if kind in kinds:
            told = (each for row in rows for each in telling.episode(row))
            yield from terms.outgoing(told)


class _Telling:
    """Makes episodes of their rows."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._connection = terms.selection.connection
        self._devices = {number: each.device for number, each in stored_sources(self._connection)}

    def episode(self, row: StoredRow) -> Iterator[Told]:
        """Yield one episode, and its tracings as more if they are very long."""
        number, kind, start_ms, duration_ms, source_id, context_id, code = row
        record = str(EpisodeId(number))
        own = self._terms.identity.record_id(OBSERVATION, record)
        context, _ = stored_context(self._connection, context_id)
        when = self._when(kind, Clock(context.basis), start_ms, duration_ms)
        facts = self._facts(number)
        device = self._devices[source_id]
        base = {"extension": [device_extension(device)], **self._terms.base(kind_concept(kind))}
        methods = method_codings(context)
        whole: Resource = {"method": {"coding": methods}} if methods else {}
        codings = workout_codings(code)
        if codings:
            whole["valueCodeableConcept"] = {"coding": codings}
        statistics = statistics_of(facts)
        traces = _Traces(kind, facts, self._stored_traces(number, kind))
        parts = traces.parts()
        components = [*_figures(duration_ms, statistics)]
        names: list[str] = []
        if len(parts) == 1:
            components += traces.components(parts[0])
        elif parts:
            names = [self._part_id(record, nth) for nth in range(1, len(parts) + 1)]
            whole["hasMember"] = [{"reference": f"{OBSERVATION}/{each}"} for each in names]
        if components:
            whole["component"] = components
        said = code if codings else None
        cells = (own, kind, said, when.start, when.end, rounded(duration_ms / 1000))
        numbers = (None if each is None else rounded(each) for each in statistics)
        table_row = Row(EPISODES_TABLE, (*cells, *numbers, device.value))
        yield Told(when, own, _line(own, base, when, whole), (table_row,), record)
        for name, part in zip(names, parts if names else (), strict=True):
            first = {"url": extension_url("first-point"), "valueInteger": part.start}
            around = {**base, "extension": [*base["extension"], first]}
            line = _line(name, around, when, {"component": [*traces.components(part)]})
            yield Told(when, name, line, (), record)

    def _when(self, kind: str, clock: Clock, start_ms: int, duration_ms: int) -> When:
        moments = self._terms.moments
        if kind in WHOLE_DAYS:
            return When(moments.day(day_number_of(clock.text(start_ms))))
        return moments.span(start_ms, duration_ms)

    def _part_id(self, record: str, nth: int) -> str:
        return self._terms.identity.record_id(OBSERVATION, f"{record}.{nth}")

    def _facts(self, number: int) -> Mapping[str, Any]:
        row = self._connection.row("SELECT facts FROM episode WHERE id = ?", (number,))
        return {} if row is None else facts_of(row[0])

    def _stored_traces(self, number: int, kind: str) -> list[StoredTrace]:
        told = TRACES_TOLD.get(kind)
        if told is None:
            return []
        query = "SELECT name, unit, item, count, content FROM trace WHERE episode_id = ? ORDER BY 1"
        return [
            StoredTrace(name, unit, trace_values(item, count, content))
            for name, unit, item, count, content in self._connection.rows(query, (number,))
            if name in told
        ]


def _figures(duration_ms: int, statistics: Sequence[float | None]) -> Iterator[Resource]:
    if duration_ms:
        yield _figure("duration", duration_ms / 1000, "s")
    for each, number in zip(STATISTICS, statistics, strict=True):
        if number is not None:
            yield _figure(each.name, number, statistic_unit(each))


def _figure(name: str, number: float, unit: str) -> Resource:
    code = {"coding": own_coding("statistic", name)}
    return {"code": code, "valueQuantity": quantity(number, unit)}


def _line(own: str, base: Resource, when: When, rest: Resource) -> bytes:
    behind = f",{inside(rest)}" if rest else ""
    return f'{HEAD}{own}",{inside(base)},{when.json}{behind}}}'.encode()
