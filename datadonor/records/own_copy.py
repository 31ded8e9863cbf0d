"""The person's own copy: everything in the vault as FHIR R4, with a dictionary.

Health data leave the vault here on purpose, in the clear, to a folder that the person
names, and nothing is written anywhere else. Memory is bounded however much there is. What
is cut off takes back what it wrote (``docs/formats/own-copy.md``).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final, TypeVar

import orjson

from datadonor import paths
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Actor, DataExported, instant
from datadonor.errors import DatadonorError, ExitCode
from datadonor.records.dictionaries import (
    StoredType,
    stored_context,
    stored_sources,
    stored_types,
)
from datadonor.records.fhir import Frame, Resource, device, patient, words
from datadonor.records.fhir_episodes import episode_resources
from datadonor.records.fhir_observations import LOWER, UPPER, Mould, PairMould
from datadonor.records.ndjson import ResourceFiles, one_line
from datadonor.records.own_copy_dictionary import (
    DICTIONARY,
    Contents,
    device_id,
    device_name,
    dictionary,
    import_uri,
)
from datadonor.records.record_id import EpisodeId
from datadonor.records.sample import Context, Source
from datadonor.records.stored import (
    SampleRow,
    document_kinds,
    documents_of,
    in_pairs,
    samples_of,
    stored_episodes,
    stored_imports,
)
from datadonor.records.types import TypeId
from datadonor.texts import Language
from datadonor.vault.database import Connection

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

README: Final = "README.txt"
_PATIENT: Final = "Patient"
_ID: Final = re.compile(r"[A-Za-z0-9.-]{1,64}")
_REPORT_EVERY: Final = 4096
_MOST_MOULDS: Final = 20_000
"""Combinations of type, source and context that are kept ready; an honest vault has some
thousands. Beyond it they are made anew."""


class OwnCopyFolderNotEmpty(DatadonorError):
    """There is something in the folder already. Nothing was written."""

    code = "OWN_COPY_FOLDER_NOT_EMPTY"
    exit_code = ExitCode.BAD_FILE


class OwnCopyInVault(DatadonorError):
    """The folder lies in the vault's own. Nothing was written."""

    code = "OWN_COPY_IN_VAULT"
    exit_code = ExitCode.BAD_FILE


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """What was written: files, and the records of the vault that are in them."""

    files: int
    records: int


def export_own_copy(
    opened: OpenVault,
    folder: Path,
    who: Actor,
    language: Language,
    *,
    report_progress: Callable[[int], None] = lambda _: None,
) -> OwnCopy:
    """Write everything in the vault, in the clear, to a folder.

    Called on the vault's writing thread. A vault that is read-only because its log is
    not whole can be copied too, for the data are the person's; there the log cannot say so.

    Args:
        opened: The vault.
        folder: Empty, or not there yet. Becomes 0700, its files 0600.
        who: Who asks for it.
        language: Of the names in the resources; the dictionary has both.
        report_progress: Called now and then with the number of records written; what it
            raises ends the copy.

    Raises:
        HelperPresent, OwnCopyFolderNotEmpty, OwnCopyInVault: Nothing was written.
        DiskFull, DiskRefused: Nothing is left behind.
    """
    opened.log.require_alone()
    is_ours = _prepare(folder, opened.vault.folder)
    try:
        with ResourceFiles(folder) as out:
            copy = _Copy(opened.vault.connection, out, language, report_progress)
            records = copy.write(instant(opened.log.now()))
            written = OwnCopy(len(out.files), records)
            if not opened.vault.is_read_only:
                details = DataExported(records=written.records, files=written.files)
                # Last, and still within: a copy that the log does not know of is none.
                opened.log.record(details, who)
    except BaseException:
        if is_ours:
            with suppress(OSError):
                folder.rmdir()
        raise
    return written


def _prepare(folder: Path, vault: Path) -> bool:
    """Make the folder if need be, and say whether it was made."""
    with paths.disk_errors():
        place = folder.resolve()
        if place.is_relative_to(vault.resolve()):
            raise OwnCopyInVault
        is_there = folder.exists()
        if is_there and any(folder.iterdir()):
            raise OwnCopyFolderNotEmpty
    paths.private_folder(folder)
    return not is_there


class _Copy:
    """Writes one copy."""

    def __init__(
        self,
        connection: Connection,
        out: ResourceFiles,
        language: Language,
        report: Callable[[int], None],
    ) -> None:
        self._connection = connection
        self._out = out
        self._language = language
        self._report = report
        self._sources = dict(stored_sources(connection))
        self._imports = {each.number: each for each in stored_imports(connection)}
        self._frames: dict[tuple[int, int], Frame] = {}
        self._moulds: dict[tuple[int, int, int], Mould] = {}
        self._pair_moulds: dict[tuple[int, int], PairMould] = {}
        self._records = 0

    def write(self, made: str) -> int:
        """Write all files and return the number of records."""
        self._write_people_and_devices()
        samples = self._write_samples()
        episodes = self._write_episodes()
        documents = document_kinds(self._connection)
        for kind, _ in documents:
            self._write_documents(kind)
        readme = files("resources").joinpath("own_copy", README).read_bytes()
        self._out.add_file(README, readme)
        contents = Contents(
            made=made,
            language=self._language,
            records=self._records,
            samples=samples,
            episodes=episodes,
            documents=documents,
            sources=sorted(self._sources.items()),
            imports=tuple(self._imports.values()),
            files=self._out.files,
        )
        self._out.add_file(DICTIONARY, dictionary(contents))
        self._report(self._records)
        return self._records

    def _write_people_and_devices(self) -> None:
        self._out.add(patient(tuple(self._ids_of_patients())))
        for number, source in sorted(self._sources.items()):
            named = device_name(source.device, self._language)
            self._out.add(device(device_id(number), source, named))

    def _ids_of_patients(self) -> Iterable[str]:
        for body in documents_of(self._connection, _PATIENT):
            with suppress(orjson.JSONDecodeError):
                found = orjson.loads(body)
                name = found.get("id") if isinstance(found, dict) else None
                if isinstance(name, str) and _ID.fullmatch(name):
                    yield name

    # -- samples ----------------------------------------------------------------

    def _write_samples(self) -> list[tuple[StoredType, int]]:
        """Write all samples and return how many there were of each type."""
        types = sorted(stored_types(self._connection), key=lambda each: (each.name, each.unit))
        proper = {each.name: each for each in types if each.known is not None}
        upper, lower = proper.get(UPPER), proper.get(LOWER)
        counts: list[tuple[StoredType, int]] = []
        for kind in types:
            if upper is not None and lower is not None and kind in {upper, lower}:
                continue
            counts.append((kind, self._write_type(kind)))
        if upper is not None and lower is not None:
            counts += self._write_pressures(upper, lower)
        return [(kind, count) for kind, count in counts if count]

    def _write_type(self, kind: StoredType) -> int:
        before = self._records
        for row in samples_of(self._connection, kind):
            self._write_sample(kind, row)
        return self._records - before

    def _write_sample(self, kind: StoredType, row: SampleRow) -> None:
        start, source, duration, _, number, code, context = row
        mould = self._mould(kind, source, context)
        self._out.add(mould.observation(_sample_id(kind, row), start, duration, number, code))
        self._count(1)

    def _write_pressures(
        self, upper: StoredType, lower: StoredType
    ) -> list[tuple[StoredType, int]]:
        counts = Counter[TypeId]()
        both = (samples_of(self._connection, kind) for kind in (upper, lower))
        for one, other in in_pairs(*both):
            if one is not None and other is not None:
                self._write_pair(upper, lower, one, other)
            elif one is not None:
                self._write_sample(upper, one)
            elif other is not None:
                self._write_sample(lower, other)
            counts[UPPER] += one is not None
            counts[LOWER] += other is not None
        return [(upper, counts[UPPER]), (lower, counts[LOWER])]

    def _write_pair(
        self, upper: StoredType, lower: StoredType, one: SampleRow, other: SampleRow
    ) -> None:
        start, source, duration, _, number, code, context = one
        mould = self._pair_moulds.get((source, context))
        if mould is None:
            mould = PairMould(
                self._mould(upper, source, context),
                self._mould(lower, source, context),
                self._context(context),
                self._frame(source, context),
            )
            _keep(self._pair_moulds, (source, context), mould)
        # The name of the upper one, under a letter of its own.
        identifier = "p" + _sample_id(upper, one)[1:]
        self._out.add(
            mould.observation(identifier, start, duration, (number, code), (other[4], other[5]))
        )
        self._count(2)

    def _mould(self, kind: StoredType, source: int, context: int) -> Mould:
        key = (kind.id, source, context)
        mould = self._moulds.get(key)
        if mould is None:
            mould = Mould(kind, self._context(context), self._frame(source, context))
            _keep(self._moulds, key, mould)
        return mould

    # -- the rest ----------------------------------------------------------------

    def _write_episodes(self) -> Counter[str]:
        counts = Counter[str]()
        for number, source, context, episode in stored_episodes(self._connection):
            frame = self._frame(source, context)
            for resource in episode_resources(str(EpisodeId(number)), episode, frame):
                self._out.add(resource)
            counts[episode.kind] += 1
            self._count(1)
        return counts

    def _write_documents(self, kind: str) -> None:
        for body in documents_of(self._connection, kind):
            self._out.add_line(kind, one_line(body))
            self._count(1)

    def _frame(self, source_id: int, context_id: int) -> Frame:
        """Return what stands around the records of a source and a context."""
        key = (source_id, context_id)
        frame = self._frames.get(key)
        if frame is None:
            _, import_id = stored_context(self._connection, context_id)
            origin = import_uri(self._imports[import_id].name)
            reference = _reference(source_id, self._sources[source_id])
            frame = Frame(self._language, device=reference, origin=origin)
            _keep(self._frames, key, frame)
        return frame

    def _context(self, number: int) -> Context:
        return stored_context(self._connection, number)[0]

    def _count(self, records: int) -> None:
        before = self._records // _REPORT_EVERY
        self._records += records
        if self._records // _REPORT_EVERY != before:
            self._report(self._records)


def _sample_id(kind: StoredType, row: SampleRow) -> str:
    """Return what commands call a sample (``record_id.SampleId``), made quickly."""
    return f"s{kind.id}.{row[0]}.{row[1]}.{row[2]}.{row[3]}"


def _reference(source_id: int, source: Source) -> Resource:
    found: Resource = {"reference": f"Device/{device_id(source_id)}"}
    if (name := words(source.name)) is not None:
        found["display"] = name
    return found


def _keep(kept: dict[_Key, _Value], key: _Key, value: _Value) -> None:
    """Remember what was made; forget all before there is too much."""
    if len(kept) >= _MOST_MOULDS:
        kept.clear()
    kept[key] = value
