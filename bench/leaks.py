"""What the gate before the seal costs: the leak scan over what would leave."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import Final

from bench.measure import ready
from bench.registry import Question, Setting, Sides, benchmark
from datadonor.records.sample import IdentifierKind, KnownIdentifier
from export.leaks import KnownIdentifiers, Scanner, numbers_of
from export.pseudonym import Donor

_PIECE: Final = 64 * 1024
_PEOPLE: Final = 10
"""With six identifiers each."""


@benchmark(
    "leaks",
    Question("10 MB of samples, 60 identifiers: scanned / read and hashed", "scan", "hash"),
    Question("the same with Danish words: scanned / read and hashed", "Danish", "hash Danish"),
    Question("samples: scanned / read as JSON", "scan", "parse", aim=1),
)
def leaks(setting: Setting) -> Iterator[Sides]:
    """Scan NDJSON as it would leave, in pieces, against reading and hashing the same bytes.

    Nothing may be found: these are honest bytes, and an alarm would stop a donation.
    """
    plain = _samples(setting.count(33_000), "/min")
    danish = _samples(setting.count(29_000), "slag pr. minut, målt på håndled")
    scanner = Scanner(_known())
    setting.facts["scan"] = {"bytes": len(plain)}
    setting.facts["Danish"] = {"bytes": len(danish)}
    yield {
        "scan": ready(partial(_scan, scanner, plain)),
        "Danish": ready(partial(_scan, scanner, danish)),
        "hash": ready(partial(_hash, plain)),
        "hash Danish": ready(partial(_hash, danish)),
        "parse": ready(partial(_parse, plain)),
    }


def _scan(scanner: Scanner, content: bytes) -> None:
    again = scanner.another(is_declared=numbers_of("value"))
    stream = BytesIO(content)
    while piece := stream.read(_PIECE):
        assert not again.feed(piece)
    assert not again.end()


def _hash(content: bytes) -> None:
    stream, digest = BytesIO(content), sha256()
    while piece := stream.read(_PIECE):
        digest.update(piece)
    assert digest.digest()


def _parse(content: bytes) -> None:
    assert all(json.loads(line) for line in content.splitlines())


def _known() -> KnownIdentifiers:
    chance = random.Random(5)
    found = []
    for number in range(_PEOPLE):
        given = ("Søren", "Åse", "Jens", "Mette", "Ole", "Bo", "Ebba", "Mark", "Ida", "Lærke")[
            number
        ]
        family = chance.choice(["Kjærgård", "Holm", "Østergaard", "Rask", "Dahl", "Bech"])
        day = f"{chance.randrange(1, 29):02}{chance.randrange(1, 13):02}"
        values = {
            IdentifierKind.NAME: f"{given} {family}",
            IdentifierKind.CPR: f"{day}{chance.randrange(10**6):06}",
            IdentifierKind.BIRTH_DATE: f"19{chance.randrange(30, 99)}-{day[2:]}-{day[:2]}",
            IdentifierKind.ADDRESS: f"Nørregade {number + 3}, 5970 Ærøskøbing",
            IdentifierKind.PHONE: str(chance.randrange(20_000_000, 99_999_999)),
            IdentifierKind.EMAIL: f"{given}.{number}@example.dk".lower(),
        }
        found += [KnownIdentifier(kind, value, number == 0) for kind, value in values.items()]
    return KnownIdentifiers.of(found)


def _samples(number: int, unit: str) -> bytes:
    """Return observations, half of them with whole numbers and half with long ones."""
    chance = random.Random(3)
    me = Donor(bytes(32)).for_project("bench")
    first = datetime(2021, 1, 1, tzinfo=UTC)
    lines = []
    for each in range(number):
        when = first + timedelta(seconds=chance.randrange(10**8))
        value = chance.choice([chance.randrange(300), chance.random() * 200])
        resource = {
            "resourceType": "Observation",
            "id": me.record_id("Observation", str(each)),
            "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
            "subject": {"reference": f"Patient/{me.pseudonym}"},
            "effectiveDateTime": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "valueQuantity": {"value": value, "unit": unit, "code": "/min"},
        }
        lines.append(json.dumps(resource, ensure_ascii=False, separators=(",", ":")))
    return "\n".join(lines).encode()
