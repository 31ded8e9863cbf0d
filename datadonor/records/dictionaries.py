"""The small tables that the big one points into: types, sources, contexts.

A sample is a row of small numbers; what they stand for is written once. Must not know
samples.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple, NewType

from datadonor.records.sample import Basis, Context, DeviceClass, Flag, Source, Template, ZoneKnown
from datadonor.records.types import SampleType, TypeId, sample_type
from datadonor.records.units import Conversion, Dialect, conversion
from datadonor.vault.database import Connection

ImportId = NewType("ImportId", int)
"""The row of an import."""

_MOST_REMEMBERED: Final = 1 << 15
"""Templates of one file. The largest export seen has some ten thousand."""

_AS_IT_IS: Final = Conversion(1.0, 0.0)


class StoredType(NamedTuple):
    """A type as the vault numbers it.

    ``unit`` is UCUM and the type's own; for numbers whose unit is not known, and for
    types that the vocabulary lacks, it is the text of the file, so that numbers in
    different units never share a row of a roll-up.
    """

    id: int
    name: TypeId
    unit: str

    @property
    def known(self) -> SampleType | None:
        """The vocabulary's type, if it has it and the unit is the type's own."""
        found = sample_type(self.name)
        return found if found is not None and (found.unit or "") == self.unit else None


class Placed(NamedTuple):
    """What a template is in the vault: three numbers, and how its numbers are converted."""

    type_id: int
    source_id: int
    context_id: int
    conversion: Conversion


class Dictionaries:
    """Numbers what templates stand for, adding what is new. For one import."""

    def __init__(self, connection: Connection, import_id: ImportId) -> None:
        """Begin with what the vault knows."""
        self._connection = connection
        self._import_id = import_id
        self._types = {(each.name, each.unit): each.id for each in stored_types(connection)}
        self._sources = {source: number for number, source in stored_sources(connection)}
        self._contexts: dict[Context, int] = {}
        self._placed: dict[Template, Placed] = {}

    def place(self, template: Template) -> Placed:
        """Return what a template is in the vault."""
        placed = self._placed.get(template)
        if placed is None:
            if len(self._placed) >= _MOST_REMEMBERED:
                self._forget()
            placed = self._placed[template] = self._place(template)
        return placed

    def source_id(self, source: Source) -> int:
        """Return a source's number."""
        number = self._sources.get(source)
        if number is None:
            values = (source.name, source.device.value)
            self._connection.execute(
                "INSERT INTO source (name, device) VALUES (?, ?) ON CONFLICT DO NOTHING", values
            )
            query = "SELECT id FROM source WHERE name = ? AND device = ?"
            number = self._sources[source] = self._connection.number(query, values)
        return number

    def context_id(self, context: Context) -> int:
        """Return a context's number within this import."""
        number = self._contexts.get(context)
        if number is None:
            basis = context.basis
            number = self._add(
                "INSERT INTO context (import_id, zone_known, offset_minutes, zone, unit, dialect, "
                "flags, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                self._import_id,
                basis.known.value,
                basis.offset_minutes,
                basis.zone,
                context.unit,
                context.dialect.value,
                int(context.flags),
                context.detail,
            )
            self._contexts[context] = number
        return number

    def _forget(self) -> None:
        """Bound what is remembered; a file that makes it forget only costs more room."""
        self._placed.clear()
        self._contexts.clear()
        self._sources.clear()

    def _place(self, template: Template) -> Placed:
        kind = sample_type(template.type)
        context = template.context
        rule = None if kind is None else conversion(kind, context.unit, context.dialect)
        if kind is not None and rule is not None:
            unit = kind.unit or ""
        else:
            unit = context.unit or ""
            if kind is not None and kind.unit is not None:
                context = context._replace(flags=context.flags | Flag.UNCONVERTED)
        return Placed(
            self._type_id(template.type, unit),
            self.source_id(template.source),
            self.context_id(context),
            rule or _AS_IT_IS,
        )

    def _type_id(self, name: TypeId, unit: str) -> int:
        number = self._types.get((name, unit))
        if number is None:
            number = self._add("INSERT INTO sample_type (name, unit) VALUES (?, ?)", name, unit)
            self._types[name, unit] = number
        return number

    def _add(self, statement: str, *values: int | str | None) -> int:
        self._connection.execute(statement, values)
        return self._connection.number("SELECT last_insert_rowid()")


def stored_types(connection: Connection) -> Iterator[StoredType]:
    """Yield the types of which the vault has, or had, samples."""
    for number, name, unit in connection.rows("SELECT id, name, unit FROM sample_type"):
        yield StoredType(number, TypeId(name), unit)


def stored_sources(connection: Connection) -> Iterator[tuple[int, Source]]:
    """Yield the sources that the vault knows, with their numbers."""
    for number, name, device in connection.rows("SELECT id, name, device FROM source"):
        yield number, Source(name, DeviceClass(device))


def stored_context(connection: Connection, number: int) -> tuple[Context, ImportId]:
    """Return a context and the import it belongs to.

    Raises:
        LookupError: There is none of that number; rows never point at such.
    """
    row = connection.row(
        "SELECT zone_known, offset_minutes, zone, unit, dialect, flags, detail, import_id "
        "FROM context WHERE id = ?",
        (number,),
    )
    if row is None:
        raise LookupError
    known, offset, zone, unit, dialect, flags, detail, import_id = row
    basis = Basis(ZoneKnown(known), offset, zone)
    return Context(basis, unit, Dialect(dialect), Flag(flags), detail), ImportId(import_id)
