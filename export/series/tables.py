"""The tables of samples, sums and episodes, described: columns, units, codes.

Plain data for a bundle's dictionary. It names what was sent and nothing else of what the
vault holds. Must not know any record.
"""

from collections.abc import Collection, Iterable
from typing import Any, Final, NamedTuple

from consent.policy import Grant
from consent.request import Resolution
from consent.selection import ItemSelection
from datadonor.records.categories import Named
from datadonor.records.episodes import EpisodeKind, episode_kind
from datadonor.records.types import CodeWord, SampleType, sample_type
from datadonor.texts import Language, text
from export.series.codes import type_concept
from export.series.episodes import EPISODES_TABLE
from export.series.kinds import STATISTICS, TRACES_TOLD, kind_concept, statistic_unit
from export.series.samples import SAMPLES_TABLE
from export.series.summed import SUMMARIES_TABLE

Document = dict[str, Any]


class Column(NamedTuple):
    """A column: its name, its UCUM unit if all its numbers have one, and what it holds.

    ``precision`` is one of ``id``, ``code``, ``date``, ``count`` and ``number``.
    """

    name: str
    precision: str
    unit: str | None = None


_NUMBERS: Final = "number"

COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    SAMPLES_TABLE: (
        Column("id", "id"),
        Column("type", "code"),
        Column("code", "code"),
        Column("start", "date"),
        Column("end", "date"),
        Column("value", _NUMBERS),
        Column("unit", "code"),
        Column("device_class", "code"),
    ),
    SUMMARIES_TABLE: (
        Column("id", "id"),
        Column("type", "code"),
        Column("code", "code"),
        Column("resolution", "code"),
        Column("start", "date"),
        Column("end", "date"),
        Column("days", "count", "d"),
        Column("count", "count", "1"),
        Column("unit", "code"),
        Column("low", _NUMBERS),
        Column("high", _NUMBERS),
        Column("mean", _NUMBERS),
        Column("total", _NUMBERS),
    ),
    EPISODES_TABLE: (
        Column("id", "id"),
        Column("kind", "code"),
        Column("code", "code"),
        Column("start", "date"),
        Column("end", "date"),
        Column("seconds", _NUMBERS, "s"),
        *(Column(each.name, _NUMBERS, statistic_unit(each)) for each in STATISTICS),
        Column("device_class", "code"),
    ),
}
"""Each table's columns, in the order of a row's cells."""


def dictionary_of(items: Iterable[ItemSelection], told: Collection[str]) -> Document:
    """Describe what samples and episodes of some items are sent as.

    Args:
        items: Those of which something is sent.
        told: The types and kinds of which something is sent: the cells ``type`` and
            ``kind`` of the rows. Others are not named, for their absence tells as well.

    Returns:
        Plain JSON: ``tables``, ``types``, ``kinds`` and ``items``, each a list.
    """
    granted = [item.grant for item in items]
    fine = {grant.resolution is Resolution.RAW for grant in granted}
    tables = [SAMPLES_TABLE, EPISODES_TABLE] if True in fine else []
    tables += [SUMMARIES_TABLE] if False in fine else []
    names = sorted(told)
    return {
        "tables": [_table(name) for name in tables],
        "types": [_type(each) for each in map(sample_type, names) if each is not None],
        "kinds": [_kind(each) for each in map(episode_kind, names) if each is not None],
        "items": [_item(grant) for grant in granted],
    }


def _item(grant: Grant) -> Document:
    return {
        "item": grant.item,
        "resolution": {"code": grant.resolution.value, **_both("resolution", grant.resolution)},
        "dates": {"code": grant.dates.value, **_both("dates", grant.dates)},
    }


def _table(name: str) -> Document:
    return {
        "table": name,
        **_both("table", name),
        "columns": [_column(name, each) for each in COLUMNS[name]],
    }


def _column(table: str, column: Column) -> Document:
    return {
        "name": column.name,
        **_both(f"column.{table}", column.name),
        "unit": column.unit,
        "precision": _both("precision", column.precision),
    }


def _type(known: SampleType) -> Document:
    return {
        "id": known.id,
        "name": _named(known.name),
        "category": known.category,
        "value": known.value.value,
        "unit": known.unit,
        "adds_up": known.adds_up,
        "plausible": None if known.low is None else [known.low, known.high],
        "codes": type_concept(known.id)["coding"],
        "answers": [_answer(word, answer) for word, answer in known.codes.items()],
    }


def _answer(word: str, answer: CodeWord) -> Document:
    codes = {"loinc": answer.loinc, "snomed": answer.snomed}
    return {"code": word, **_named(answer.name), **{key: one for key, one in codes.items() if one}}


def _kind(known: EpisodeKind) -> Document:
    return {
        "id": known.id,
        "name": _named(known.name),
        "category": known.category,
        "codes": kind_concept(known.id)["coding"],
        "traces": sorted(TRACES_TOLD.get(known.id, ())),
    }


def _named(name: Named) -> Document:
    return {language.value: name.in_language(language) for language in Language}


def _both(*key: str) -> Document:
    return {each.value: text(".".join(("series", *key)), each) for each in Language}
