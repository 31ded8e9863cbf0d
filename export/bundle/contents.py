"""What a bundle will hold, found out before it is written: the first of two passes.

The digest over it is what the donor confirms. Nothing is kept of the records but counts.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from export.bundle.crate import crate_metadata
from export.bundle.errors import BundleTooManyFiles, RecordTooLarge
from export.bundle.layout import CRATE, DICTIONARY, MOST_FILES, PART_BYTES, is_payload_name
from export.bundle.listing import Listed
from export.bundle.parts import File, parts_of
from export.outgoing import Outgoing

Watch = Callable[[str, bytes], None]
"""Sees a file's name and all its bytes before any of them leaves; raises to stop it."""


class Totals(NamedTuple):
    """How much leaves. Each mapping ascends by its names.

    Attributes:
        lines: FHIR resources.
        by_type: FHIR type → resources.
        by_category: Category of the vocabulary → resources.
        by_item: The request's item → resources.
        by_table: Table → rows.
        by_rule: Rule of minimisation → resources that it was applied to.
    """

    lines: int
    by_type: Mapping[str, int]
    by_category: Mapping[str, int]
    by_item: Mapping[str, int]
    by_table: Mapping[str, int]
    by_rule: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Payload:
    """What shall leave.

    Attributes:
        documents: Files that are there already, in their order (``data/consent/…``).
        outgoing: Can be walked more than once, and is the same each time.
        columns: Of each table, in the order of the rows' cells.
        dictionary: Makes ``data/dictionary.json`` when it is known how much leaves. The
            same totals give the same bytes.
        project: The registry's id.
        day: On which it is released.
    """

    documents: tuple[File, ...]
    outgoing: Iterable[Outgoing]
    columns: Mapping[str, tuple[str, ...]]
    dictionary: Callable[[Totals], bytes]
    project: str
    day: date


@dataclass(frozen=True, slots=True)
class Contents:
    """Every payload file of a bundle in its order, and totals.

    Attributes:
        files: First the crate's metadata, then documents, then parts.
        totals: Of the records.
    """

    files: tuple[Listed, ...]
    totals: Totals

    @property
    def digest(self) -> str:
        """What the donor confirms (``digest_of``)."""
        return digest_of(self.files)

    @property
    def size_bytes(self) -> int:
        """Of all payload files together."""
        return sum(listed.length for listed in self.files)


def digest_of(files: Iterable[Listed]) -> str:
    """Return one digest for a set of payload files, whatever their order.

    It is the SHA-256, in hex, of ``manifest-sha256.txt`` as the bag holds it: a line
    ``SHA-256 PATH`` with two spaces for each file, ascending by path.
    """
    return sha256(checksum_lines(files)).hexdigest()


def checksum_lines(files: Iterable[Listed]) -> bytes:
    """Return the lines of a bag's list (RFC 8493 §2.1.3), ascending by path."""
    ascending = sorted(files, key=lambda listed: listed.path)
    return "".join(f"{listed.sha256}  {listed.path}\n" for listed in ascending).encode()


def survey(payload: Payload, watch: Watch | None = None) -> Contents:
    """Walk through all that would leave, and list it.

    Args:
        payload: Walked once.
        watch: Sees each file, as it would when the bundle is written.

    Raises:
        RecordTooLarge, BundleTooManyFiles: As their names say.
    """
    tally = Tally()
    parts = []
    for part in parts_of(tally.count(payload.outgoing), payload.columns):
        if watch is not None:
            watch(part.path, part.content)
        parts.append(listed(part))
        if len(parts) > MOST_FILES:
            raise BundleTooManyFiles(most=MOST_FILES)
    documents = documents_of(payload, tally.totals, parts)
    if watch is not None:
        for document in documents:
            watch(document.path, document.content)
    files = (*(listed(document) for document in documents), *parts)
    if len(files) > MOST_FILES:
        raise BundleTooManyFiles(most=MOST_FILES)
    return Contents(files, tally.totals)


def documents_of(payload: Payload, totals: Totals, parts: Iterable[Listed]) -> tuple[File, ...]:
    """Return the files that are not parts: the crate's metadata, documents, the dictionary.

    Raises:
        RecordTooLarge: One is larger than a file of a bundle may be.
        ValueError: A fault of ours: a name that no payload file has.
    """
    given = (*payload.documents, File(DICTIONARY, payload.dictionary(totals)))
    inside = (*(listed(document) for document in given), *parts)
    metadata = File(CRATE, crate_metadata(inside, payload.project, payload.day))
    documents = (metadata, *given)
    for document in documents:
        if not is_payload_name(document.path):
            raise ValueError("no name for a payload file")
        if len(document.content) > PART_BYTES:
            raise RecordTooLarge
    return documents


def listed(file: File) -> Listed:
    """Return what a list says of a file."""
    return Listed(file.path, sha256(file.content).hexdigest(), len(file.content))


class Tally:
    """Counts what passes by."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._alike: dict[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], int] = {}

    def count(self, stream: Iterable[Outgoing]) -> Iterator[Outgoing]:
        """Yield what is given, and count it."""
        alike = self._alike
        for outgoing in stream:
            tables = tuple([row.table for row in outgoing.rows])
            key = (
                outgoing.resource_type, outgoing.category, outgoing.item, tables, outgoing.rules,
            )  # fmt: skip
            alike[key] = alike.get(key, 0) + 1  # one look-up, as most are like many others
            yield outgoing

    @property
    def totals(self) -> Totals:
        """What was counted so far."""
        types, categories, items, tables, rules = (Counter[str]() for _ in range(5))
        for (kind, category, item, rows, applied), count in self._alike.items():
            types[kind] += count
            categories[category] += count
            items[item] += count
            for table in rows:
                tables[table] += count
            for rule in applied:
                rules[rule] += count
        ascending = (
            dict(sorted(each.items())) for each in (types, categories, items, tables, rules)
        )
        return Totals(sum(self._alike.values()), *ascending)
