"""A release made ready: what would leave, surveyed and searched, before anything is sealed.

The preview and the bundle are made from the same ``Prepared``: what the person confirms is
the digest of what will be written, and writing stops if it is not that any more.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from consent.book import ConsentBook
from consent.documents import load_text
from consent.gate import Release
from consent.receipt.fhir import fhir_file
from consent.receipt.record import ConsentRecord, Copy, record_consent
from consent.receipt.ts27560 import ts27560_bytes
from consent.request import request_document
from datadonor.audit.custody import OpenVault
from datadonor.texts import catalogue
from datadonor.vault.database import Connection
from export.bundle.contents import Contents, Payload, Totals, survey
from export.bundle.parts import File
from export.consented import CONSENT, consented_bytes, consented_of
from export.demographics import Demographics, demographics_of
from export.demographics_known import known_about
from export.demographics_sent import (
    PERSON_COLUMNS,
    PERSON_TABLE,
    outgoing_person,
    person_table,
)
from export.leak_gate import LeakGate
from export.leaks import load_known
from export.minimisation.rules import rules
from export.minimisation.tables import Table, tables
from export.outgoing import Outgoing, Withheld
from export.pseudonym import Donor, ProjectIdentity
from export.series.tables import COLUMNS, dictionary_of
from export.stream import Stream

_FHIR: Final = "data/consent/consent-fhir.json"
_TS27560: Final = "data/consent/consent-27560.jsonld"
_OURS: Final = ("series.", "recognisability.", "bundle.")
"""The parts of the catalogue whose sentences stand in bundles."""

_IS_PHRASE: Final = re.compile(r"\w\W+\w")


Passing = Callable[[Iterator[Outgoing]], Iterator[Outgoing]]
"""Lets records pass on a walk, one by one and unchanged; raises to stop it."""


def unwatched(records: Iterator[Outgoing]) -> Iterator[Outgoing]:
    """Let records pass."""
    return records


@dataclass
class _Walk:
    """Walks a stream as often as it is asked, and remembers what the last walk met."""

    stream: Stream
    person: Outgoing
    passing: Passing = unwatched
    told: set[str] = field(default_factory=set)
    withheld: list[Withheld] = field(default_factory=list)

    def __iter__(self) -> Iterator[Outgoing]:
        return self.passing(self._records())

    def _records(self) -> Iterator[Outgoing]:
        self.withheld.clear()
        if not self.stream.is_known(self.person):
            yield self.person
        for each in self.stream.walk():
            if isinstance(each, Withheld):
                self.withheld.append(each)
                continue
            for row in each.rows:
                self.told.update(cell for cell in row.cells[1:2] if isinstance(cell, str))
            yield each


@dataclass(frozen=True)
class Prepared:
    """One release, ready to be shown and to be written.

    Attributes:
        release: The right to send it.
        identity: The donor in its project.
        stream: What is sent, record by record.
        payload: The same as files, with the person under the pseudonym before it.
        about: What is told about the person, and what of it is not.
        gate: Searches all of it.
    """

    release: Release
    identity: ProjectIdentity
    stream: Stream
    payload: Payload
    about: Demographics
    gate: LeakGate
    _walk: _Walk

    @cached_property
    def contents(self) -> Contents:
        """What it comes to: every file with its digest. Walks through all of it once.

        Raises:
            LeakFound: Something in it points at the person. Nothing may be sent.
            RecordTooLarge, BundleTooManyFiles: As their names say.
        """
        return survey(self.payload, self.gate.watch)

    def payload_through(self, watch: Callable[[Iterator[Outgoing]], Iterator[Outgoing]]) -> Payload:
        """Return the payload for one more walk, with its records passing through a watch."""
        return replace(self.payload, outgoing=watch(iter(self._walk)))

    @property
    def records(self) -> int:
        """How many records it comes to, without the person."""
        return self.contents.totals.lines - self.contents.totals.by_type.get("Patient", 0)

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """What stays although its item was granted. Known once ``contents`` is."""
        merged: Counter[tuple[str, str, str]] = Counter()
        for each in self._walk.withheld:
            merged[each.item, each.category, each.reason] += each.count
        return tuple(Withheld(*key, count) for key, count in merged.items())


def prepare(
    opened: OpenVault, release: Release, *, only_new: bool = True, passing: Passing = unwatched
) -> Prepared:
    """Make a release ready. Writes nothing.

    Args:
        opened: The vault.
        release: Just given by the gate.
        only_new: Leave out what an earlier bundle of the project had.
        passing: Sees every record on every walk: when it is surveyed and when it is sealed.

    Raises:
        ConsentDocumentGone, DecisionUnreadable: The consent is not there as it was signed.
    """
    connection = opened.vault.connection
    identity = Donor(opened.vault.secret()).for_project(release.request.id)
    stream = Stream(release, connection, identity, only_new)
    about = demographics_of(
        known_about(connection), release.choices.demographics, stream.release_day.year
    )
    walk = _Walk(stream, outgoing_person(about.told, identity.pseudonym), passing)
    record = _consent_record(opened, release)
    payload = Payload(
        documents=(
            File(CONSENT, consented_bytes(consented_of(record))),
            File(_FHIR, fhir_file(record)),
            File(_TS27560, ts27560_bytes(record)),
        ),
        outgoing=walk,
        columns=_columns(),
        dictionary=lambda totals: _dictionary(stream, walk.told, totals),
        project=release.request.id,
        day=stream.release_day,
    )
    gate = _leak_gate(connection, release, record.text)
    return Prepared(release, identity, stream, payload, about, gate, walk)


def _consent_record(opened: OpenVault, release: Release) -> ConsentRecord:
    """Return the recipient's copy of the consent, as it stands."""
    consent = ConsentBook(opened).consent(release.request.id)
    if consent is None or consent.given is None:
        raise ValueError("a release is by a consent")
    shown = load_text(opened.vault.connection, consent.given.event.text_sha256)
    return record_consent(
        consent, release.decision, release.agreed.request, shown, release.recipient, Copy.RECIPIENT
    )


def _leak_gate(connection: Connection, release: Release, shown: str) -> LeakGate:
    """Return the search; what stands in a bundle whoever it is about is no leak.

    That is what the project has published, the text that everybody is shown, and our own
    words: a donor called Mark may live in Denmark.
    """
    public = (
        *_texts(request_document(release.agreed.request)),
        *_texts(release.recipient.model_dump(mode="json")),
        *_texts(shown.splitlines()),
        *_texts([rule.model_dump(mode="json") for rule in rules().values()]),
        *_texts([_described(table) for table in tables().values()]),
        *_texts([words for key, words in catalogue().items() if key.startswith(_OURS)]),
    )
    return LeakGate.of(load_known(connection), public)


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        if _IS_PHRASE.search(value):  # single words stand everywhere, and excuse nothing
            yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _columns() -> Mapping[str, tuple[str, ...]]:
    found = {name: tuple(column.name for column in columns) for name, columns in COLUMNS.items()}
    for table in tables().values():
        found[table.name] = tuple(column.name for column in table.columns)
    return {**found, PERSON_TABLE: PERSON_COLUMNS}


def _described(table: Table) -> dict[str, Any]:
    """Say what a table of documents holds, in the form of the others."""
    return {
        "table": table.name,
        "da": table.da,
        "en": table.en,
        "columns": [{"name": each.name, "da": each.da, "en": each.en} for each in table.columns],
    }


def _dictionary(stream: Stream, told: set[str], totals: Totals) -> bytes:
    """Describe what is sent: tables, types, and the rules that were applied to it."""
    document = dictionary_of(stream.items, told)
    document["tables"] += [
        _described(table) for _, table in sorted(tables().items()) if table.name in totals.by_table
    ]
    if PERSON_TABLE in totals.by_table:
        document["tables"].append(person_table())
    document["rules"] = [
        {"id": name, "da": rules()[name].da, "en": rules()[name].en}
        for name in totals.by_rule
        if name in rules()
    ]
    document["format"] = "datadonor.dictionary/1"
    return json.dumps(document, ensure_ascii=False, sort_keys=True).encode()
