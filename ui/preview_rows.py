"""One record on its way out, in words: with you, what is sent, and by which rule. No Qt.

The words hold values: they are for the person's own screen. What is sent is read off the
very row or line that goes into the bundle, never off what lies in the vault.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from consent.vocabulary import day_in_words
from datadonor.records.categories import CategoryId
from datadonor.records.episodes import workout_kinds
from datadonor.records.labels import category_label, name_label, source_label
from datadonor.records.listed_labels import begin_of, value_label
from datadonor.records.listing import Listed
from datadonor.records.record_id import parse_record_id
from datadonor.records.types import sample_type
from datadonor.records.unit_words import written_value
from datadonor.records.whole_record import record
from datadonor.texts import Language, catalogue, text
from datadonor.vault.database import Connection
from export.donation_words import change_in_words
from export.outgoing import Cell, Outgoing
from export.preview import DEVICE, Shown, rule_sentence
from export.series.tables import COLUMNS

_FULL_DAY: Final = 10
_MINUTE: Final = 60


class Line(NamedTuple):
    """One thing about a record: with you, as it is sent, and the rule in between.

    Nothing before stands for several measurements, nothing after for what is not sent.
    """

    before: str | None
    after: str | None
    rule: str


class FieldLine(NamedTuple):
    """One field of a record, as exactly as it is sent, and the rule in a sentence."""

    label: str
    before: str | None
    after: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """One record.

    Attributes:
        record: Its name in the vault; nothing for the person, and for sums.
        item: Of the request, by which it goes.
        category: Of the vocabulary.
        title: What a person calls it.
        lines: The few things to see at a glance: what, when, from where.
        fields: All of it.
        left_out: How many of the fields are not sent.
        content: The very line that stands in the bundle.
    """

    record: str | None
    item: str
    category: str
    title: str
    lines: tuple[Line, ...]
    fields: tuple[FieldLine, ...]
    left_out: int
    content: str


def row_of(shown: Shown, connection: Connection, language: Language) -> Row:
    """Put one record into words.

    Args:
        shown: What is sent, and what it was made of.
        connection: Of the open vault; reading is enough.
        language: Of the words.
    """
    outgoing = shown.outgoing
    held = None
    if outgoing.record is not None:
        held = record(connection, parse_record_id(outgoing.record)).listed
    words = _Words(shown, held, language)
    return Row(
        record=outgoing.record,
        item=outgoing.item,
        category=outgoing.category,
        title=words.title,
        lines=tuple(words.lines()),
        fields=tuple(words.fields()),
        left_out=sum(change.after is None for change in shown.changes),
        content=outgoing.line.decode(),
    )


def held_words(connection: Connection, name: str, language: Language) -> tuple[str, ...]:
    """Say what a record of the vault is, when it is from and where: for one that stays."""
    held = record(connection, parse_record_id(name)).listed
    return _what(held, language), _when(held, language), source_label(held.source, language)


class _Words:
    """The words for one record."""

    def __init__(self, shown: Shown, held: Listed | None, language: Language) -> None:
        self._shown = shown
        self._outgoing: Outgoing = shown.outgoing
        self._held = held
        self._language = language
        self._cells = _cells(shown.outgoing)

    @property
    def title(self) -> str:
        category = category_label(CategoryId(self._outgoing.category), self._language)
        name = self._name
        return category if name in {None, category} else f"{category}: {name}"

    @property
    def _name(self) -> str | None:
        kind = self._cells.get("type", self._cells.get("kind"))
        if isinstance(kind, str):
            return name_label(kind, self._language)
        held = self._held
        return None if held is None else name_label(held.name, self._language)

    def lines(self) -> Iterator[Line]:
        held, outgoing = self._held, self._outgoing
        if outgoing.resource_type == "Patient":
            number = str(json.loads(outgoing.line)["id"])
            yield Line(self.title, f"{self.title}: {number}", "ids_rekeyed")
            return
        before = None if held is None else _what(held, self._language)
        yield Line(before, self._sent_what(before), self._rule("value", "component", "code"))
        when = self._sent_when()
        if when is not None or (held is not None and held.start_ms is not None):
            yield Line(
                None if held is None else _when(held, self._language), when, self._rule("effective")
            )
        if self._cells and held is not None:
            source = source_label(held.source, self._language)
            yield Line(source, None, self._rule("performer"))

    def fields(self) -> Iterator[FieldLine]:
        what, when = (*self.lines(), None, None)[:2]
        for change in self._shown.changes:
            before, after = change.before, change.after
            field = change.field.partition(".")[2]
            if field.startswith(DEVICE):
                before, after = (self._device(each) for each in (before, after))
            elif self._cells and field == "code":
                before, after = self._name, f"{self._name} ({change.after})"
            elif self._cells and when is not None and field.startswith("effective"):
                before, after = when.before, when.after
            elif self._held is not None and what is not None and self._is_value(field):
                before, after = what.before, what.after
            why = rule_sentence(change.rule, self._language)
            label = change_in_words(change, self._shown, self._language).field
            yield FieldLine(label, before, after, why)

    def _device(self, word: str | None) -> str | None:
        key = f"records.device.{word}"
        return text(key, self._language) if key in catalogue() else word

    def _is_value(self, field: str) -> bool:
        return bool(self._cells) and field.startswith("value")

    # -- as it is sent ------------------------------------------------------------

    def _sent_what(self, before: str | None) -> str | None:
        """Return what is sent of a value, off the cells of its row."""
        name, cells = self._name or self._outgoing.resource_type, self._cells
        if not cells:  # a document: its fields say what goes
            return name if before is not None else None
        value = self._sent_value(str(cells.get("type") or cells.get("kind") or ""))
        return f"{name}: {value}" if value else name

    def _sent_value(self, kind: str) -> str:
        cells, language = self._cells, self._language
        code = cells.get("code")
        parts = [_answer(kind, code, language)] if isinstance(code, str) and code else []
        unit = cells.get("unit")
        unit = unit if isinstance(unit, str) else None
        if isinstance(seconds := cells.get("seconds"), int | float):
            parts.append(_length(round(seconds / _MINUTE), language))
        for name in ("value", "total", "mean"):
            number = cells.get(name)
            if isinstance(number, int | float):
                parts.append(written_value(number, unit, language, kind))
                break
        low, high = cells.get("low"), cells.get("high")
        if isinstance(low, int | float) and isinstance(high, int | float) and low != high:
            ends = (written_value(each, None, language, kind) for each in (low, high))
            parts[-1:] = [f"{' '.join(parts[-1:])} ({'–'.join(ends)})".strip()]
        return ", ".join(parts)

    def _sent_when(self) -> str | None:
        """Return the time that is sent; off the cells, or the first field that is a date."""
        start, end = self._cells.get("start"), self._cells.get("end")
        if isinstance(start, str):
            first = _written(start, self._language)
            last = _written(end, self._language) if isinstance(end, str) else first
            return first if first == last else f"{first} – {last}"
        for change in self._shown.changes:
            if change.after is not None and change.rule.startswith("dates_"):
                return _written(change.after, self._language)
        return None

    def _rule(self, *fields: str) -> str:
        """Return the rule by which one of some fields is as it is; the weightier ones first."""
        by_field: dict[str, str] = {}
        for change in self._shown.changes:
            name = change.field.partition(".")[2]
            key = next((each for each in fields if name.startswith(each)), None)
            if key is not None:
                by_field.setdefault(key, change.rule)
        if "effective" in fields and not by_field:
            dated = (each.rule for each in self._shown.changes if each.rule.startswith("dates_"))
            return next(dated, "fields_allowed")
        told = [by_field[each] for each in fields if each in by_field]
        return next((rule for rule in told if rule != "fields_allowed"), "fields_allowed")


# -- words ----------------------------------------------------------------------------


def _cells(outgoing: Outgoing) -> Mapping[str, Cell]:
    """Return the row of a measurement by its columns; nothing for other records."""
    for row in outgoing.rows:
        if row.table in COLUMNS:
            names = [column.name for column in COLUMNS[row.table]]
            return dict(zip(names, row.cells, strict=False))
    return {}


def _what(held: Listed, language: Language) -> str:
    label, value = name_label(held.name, language), value_label(held, language)
    # Some titles begin with the kind: "Allergy: penicillin".
    if value.casefold().startswith(label.casefold()):
        return value
    return f"{label}: {value}" if value else label


def _when(held: Listed, language: Language) -> str:
    begin = begin_of(held)
    if begin is None:
        return text("records.undated", language)
    day = day_in_words(begin.local.date()).in_language(language)
    return day if begin.is_day else f"{day}, {begin.local:%H:%M}{begin.mark or ''}"


def _answer(kind: str, code: str, language: Language) -> str:
    known = sample_type(kind)
    word = None if known is None else known.codes.get(code)
    named = word or workout_kinds().get(code)
    return code if named is None else named.name.in_language(language)


def _length(minutes: int, language: Language) -> str:
    hours, rest = divmod(minutes, _MINUTE)
    if not hours:
        return text("records.minutes", language, minutes=rest)
    return text("records.hours", language, hours=hours, minutes=rest)


def _written(when: str, language: Language) -> str:
    """Write a date of FHIR for people; what is no whole day stays as it is."""
    try:
        if len(when) == _FULL_DAY:
            return day_in_words(date.fromisoformat(when)).in_language(language)
        moment = datetime.fromisoformat(when)
    except ValueError:
        return when
    day = day_in_words(moment.date()).in_language(language)
    return f"{day}, {moment:%H:%M} UTC" if moment.tzinfo is not None else when
