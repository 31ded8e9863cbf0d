"""Records as lines for people: when, what, how much, and who tells of it."""

from collections.abc import Sequence
from typing import Final

from datadonor.audit.events import moment
from datadonor.cli.common import Common
from datadonor.cli.lines import wrapped
from datadonor.records.labels import format_label, name_label, source_label
from datadonor.records.listed_labels import (
    Mark,
    begin_of,
    moment_label,
    pressure_label,
    value_label,
)
from datadonor.records.listing import Listed
from datadonor.records.pressures import PAIR, Pressures, couples
from datadonor.records.whole_record import WholeRecord

_WHEN_WIDTH: Final = 18
_BELOW: Final = 4

NO_PRESSURES: Final[Pressures] = {}


def record_lines(
    records: Sequence[Listed], common: Common, pressures: Pressures = NO_PRESSURES
) -> list[str]:
    """Return each record as two lines; the two numbers of a blood pressure stand as one."""
    joined = couples(records)
    lines: list[str] = []
    told: set[str] = set()
    for each in records:
        name = str(each.id)
        couple = joined.get(name)
        if couple is None:
            value = value_label(each, common.language, pressures.get(name))
            lines += _lines(each, common, value, [name])
        elif name not in told:
            members = [couple.pair] if couple.pair else [couple.upper, couple.lower]
            both = couple.pressure
            value = "" if both is None else pressure_label(both, common.language)
            names = [str(member.id) for member in members]
            lines += _lines(members[0], common, value, names, kind=PAIR)
            every = (couple.pair, couple.upper, couple.lower)
            told |= {str(member.id) for member in every if member is not None}
    return lines


def whole_record_lines(
    whole: WholeRecord, common: Common, pressures: Pressures = NO_PRESSURES
) -> list[str]:
    """Return one record, which import brought it, and how its file wrote the unit."""
    lines = record_lines([whole.listed], common, pressures)
    origin = whole.origin
    day = "" if origin.recorded is None else f"{moment(origin.recorded).astimezone():%Y-%m-%d}"
    said = common.text(
        "data.brought_in" if day else "data.brought_in_undated",
        format=format_label(origin.format, common.language),
        day=day,
        name=origin.id,
    )
    lines.append(wrapped(said, _BELOW, 0))
    if whole.unit_written:
        lines.append(wrapped(common.text("data.unit_written", unit=whole.unit_written), _BELOW, 0))
    return lines + mark_lines([whole.listed], common)


def mark_lines(records: Sequence[Listed], common: Common) -> list[str]:
    """Explain the marks behind the times of some records, each mark once."""
    begins = [begin_of(each) for each in records]
    met = {begin.mark for begin in begins if begin is not None}
    return [
        wrapped(f"{mark.value:<2} {mark.sentence(common.language)}", hanging=3)
        for mark in Mark
        if mark in met
    ]


# -- within ---------------------------------------------------------------------------


def _lines(
    record: Listed, common: Common, value: str, names: list[str], kind: str | None = None
) -> list[str]:
    label = name_label(kind or record.name, common.language)
    # Some titles begin with the kind: "Allergy: penicillin".
    is_said = value.casefold().startswith(label.casefold())
    what = value if is_said else f"{label}: {value}" if value else label
    sources = source_label(record.source, common.language)
    if record.also_from:
        others = ", ".join(source_label(source, common.language) for source in record.also_from)
        sources += " " + common.text("data.also_from", sources=others)
    shown = " ".join(f"[{name}]" for name in names)
    when = moment_label(record, common.language)
    return [
        wrapped(f"{when:<{_WHEN_WIDTH}} {what}", hanging=_WHEN_WIDTH + 1),
        wrapped(f"{sources}  {shown}", indent=_BELOW, hanging=0),
    ]
