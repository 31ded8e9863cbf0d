"""What two bundles have in common: every word, value, length and name in them, to be compared.

Beside it someone who gives to two projects, each of a recipient of its own.
"""

import base64
import binascii
import io
import json
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from consent.gate import Purpose, Release
from consent.request import ProjectRequest, Resolution, SignedRequest
from datadonor.records.categories import CategoryId
from datadonor.records.sample import Document, IdentifierKind, KnownIdentifier, Source
from datadonor.registry.targets import Recipient, project_name, recipient_name, to_bytes
from export.answers import SUFFIX
from export.outbox import Entry, Outbox
from export.preparing import prepare
from export.pseudonym import Donor, ProjectIdentity
from tests.consents import signed_request
from tests.releases import RECIPIENT, Citizen, citizen, version_of
from tests.seals import Reader, keys_of, make_reader, open_all
from tests.synthetic_fhir import LOINC, coded, quantity
from tests.unit.conftest import SyntheticVault
from tests.unit.records.stored import HOUR, Record, asleep, letter, pulse, steps

WINDOW: Final = ("2023-01-01", "2030-12-31")
DAY_MS: Final = 24 * HOUR
FIRST_MORNING: Final = 1_738_576_800_000
"""2025-02-03 10:00 UTC. No record lies so near midnight that summer time moves its day."""

NAMED: Final = Source("Karen Testesens ur")
SHORTEST: Final = 6
"""Signs of a word that two strangers' keys and digests do not share by chance."""

_WORD: Final = re.compile(r"[0-9A-Za-zÆØÅæøå]+(?:[-_.:+/=][0-9A-Za-zÆØÅæøå]+)*")
_PIECE: Final = re.compile(r"[0-9A-Za-z]+")
_BASE64: Final = re.compile(r"[0-9A-Za-z+/]{64,}={0,2}")


# -- what stands in a bundle ---------------------------------------------------


def tokens_of(content: bytes, *names: str) -> set[str]:
    """Return everything that stands in a bundle, as far as two bundles could share it.

    Args:
        content: The tar, opened with the recipient's key.
        names: Under which it and its answers lie outside.
    """
    found = set(names) | {f"length {len(content)}"}
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        for member in tar.getmembers():
            head = (member.mode, member.uid, member.gid, member.uname, member.gname, member.mtime)
            found |= {member.name, f"header {head} {member.type!r} {sorted(member.pax_headers)}"}
            found.add(f"length of {member.name}: {member.size}")
            file = tar.extractfile(member)
            assert file is not None, "a bundle has nothing but files"
            found |= _of_file(member.name, file.read())
    return found


def _of_file(name: str, content: bytes) -> set[str]:
    """Return a file's words and their pieces, and each value of JSON with where it stands."""
    text = content.decode()
    found: set[str] = set()
    for word in _WORD.findall(text):
        found |= {each for each in (word, *_PIECE.findall(word)) if len(each) >= SHORTEST}
    kind = name.rpartition("/")[2].split("-0")[0]
    if name.endswith(".ndjson"):
        for line in text.splitlines():
            found |= set(_values(kind, json.loads(line)))
    elif name.endswith((".json", ".jsonld")):
        found |= set(_values(kind, json.loads(text)))
    elif name.endswith(".csv"):
        header, *rows = (line.split(",") for line in text.splitlines())
        for row in rows:
            found |= {f"{kind}.{key}={cell}" for key, cell in zip(header, row, strict=False)}
    else:
        found |= {f"{kind}: {line}" for line in text.splitlines()}
    return found


def _values(place: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(f"{place}.{key}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(place, inner)
    else:
        yield f"{place}={value}"
        if isinstance(value, str) and _BASE64.fullmatch(value):
            yield from _within(place, value)


def _within(place: str, value: str) -> Iterator[str]:
    """Yield what stands in base64, if it is JSON: an envelope's payload."""
    try:
        inner = base64.b64decode(value, validate=True).decode()
        document = json.loads(inner)
    except (binascii.Error, ValueError):
        return
    yield from _values(place, document)
    yield from _of_file("envelope", inner.encode())


# -- who gives to two projects -------------------------------------------------


@dataclass(frozen=True)
class Project:
    """One project with its recipient."""

    signed: SignedRequest
    recipient: Recipient
    reader: Reader

    @property
    def id(self) -> str:
        """The registry's id."""
        return str(self.signed.request.id)


def project(name: str) -> Project:
    """Return a project that asks for series and for clinical documents, and its recipient."""
    reader = make_reader("age")
    recipient = RECIPIENT.model_copy(update={"id": f"{name}-modtager", "seal": keys_of(reader)})
    return Project(signed_request(asks_for_all(name, str(recipient.id))), recipient, reader)


def asks_for_all(name: str, recipient: str) -> ProjectRequest:
    """Return a request for series and for clinical documents."""
    asked = version_of(1, window=WINDOW)
    letters = [
        asked.items[0].model_copy(
            update={
                "id": kind,
                "category": kind,
                "required": False,
                "finest_resolution": Resolution.RAW,
            }
        )
        for kind in ("conditions", "laboratory")
    ]
    changed = {"id": name, "recipient": recipient, "items": (*asked.items, *letters)}
    return ProjectRequest.model_validate(dict(asked) | changed)


@dataclass
class Giver:
    """Someone with an open vault, and the projects that their registry approves."""

    citizen: Citizen
    projects: tuple[Project, ...]

    def identity(self, to: Project) -> ProjectIdentity:
        """Return who the giver is in a project."""
        return Donor(self.citizen.opened.vault.secret()).for_project(to.id)

    def publish(self) -> None:
        """Have the registry publish all projects anew, and read it."""
        records = {project_name(each.id, 1): each.signed.content for each in self.projects}
        records |= {
            recipient_name(str(each.recipient.id)): to_bytes(each.recipient)
            for each in self.projects
        }
        registry = self.citizen.registry
        registry.now = self.citizen.clock.now
        registry.write_root()
        registry.publish(records)
        self.citizen.refresh()

    def release(self, to: Project) -> Release:
        """Say yes to a project and ask the gate."""
        self.citizen.recipient = to.recipient
        self.citizen.give(to.signed)
        answer = self.citizen.ask(Purpose(to.id))
        assert isinstance(answer, Release), answer
        return answer

    def seal(self, to: Project) -> tuple[bytes, Entry]:
        """Say yes and seal; return what the recipient opens, and the entry in the outbox."""
        prepared = prepare(self.citizen.opened, self.release(to))
        outbox = Outbox(self.citizen.opened)
        entry = outbox.seal(prepared, prepared.contents.digest)
        return open_all(outbox.file(entry).read_bytes(), to.reader), entry

    def send(self, to: Project) -> set[str]:
        """Say yes, seal, and return what the recipient finds in the bundle and around it."""
        content, entry = self.seal(to)
        return tokens_of(content, entry.file_name, entry.bundle_sha256 + SUFFIX)


@contextmanager
def giver(template: SyntheticVault, folder: Path, *projects: Project) -> Iterator[Giver]:
    """Return someone without data whose registry approves some projects."""
    folder.mkdir()
    with citizen(template, folder) as someone:
        found = Giver(someone, projects)
        found.publish()
        yield found


# -- what they have -------------------------------------------------------------


def life(later_ms: int) -> Iterator[Record]:
    """Yield forty days of someone's life, begun so much later than that of the first one."""
    for day in range(40):
        morning = FIRST_MORNING + later_ms + day * DAY_MS
        yield asleep(morning - 7 * HOUR, "restless", NAMED, minutes=300 + day % 7)
        for hour in range(3):
            yield pulse(morning + hour * HOUR + day * 1_000, 60 + (day + hour) % 40, NAMED)
        yield steps(morning, 1_000 + day, NAMED)
        if day % 10 == 0:
            yield from _papers(day, morning)
    yield KnownIdentifier(IdentifierKind.NAME, "Karen Testesen", is_subject=True)


def another_life() -> Iterator[Record]:
    """Yield what no project asks for, so that the vault has counted on when the rest comes."""
    long_ago = FIRST_MORNING - 15 * 365 * DAY_MS
    for number in range(7):
        source = Source(f"Gammelt ur {number}")
        yield steps(long_ago + number * DAY_MS, 500 + number, source)
        yield from _papers(900 + number, long_ago + number * DAY_MS)


def _papers(number: int, at_ms: int) -> Iterator[Document]:
    """Yield a diagnosis and a result of one day."""
    at = datetime.fromtimestamp(at_ms / 1000, UTC)
    subject = {"reference": "Patient/karen", "display": "Karen Testesen"}
    diagnosis = {
        "resourceType": "Condition",
        "id": f"diagnose-{number}",
        "code": coded("http://hl7.org/fhir/sid/icd-10", "E11.9", "Sukkersyge"),
        "subject": subject,
        "recordedDate": str(at.date()),
    }
    result = {
        "resourceType": "Observation",
        "id": f"svar-{number}",
        "status": "final",
        "code": coded(LOINC, "718-7", "Hemoglobin"),
        "subject": subject,
        "effectiveDateTime": at.isoformat(),
        "valueQuantity": quantity(8.0 + number % 7 / 10, "mmol/L"),
    }
    for category, body in (("conditions", diagnosis), ("laboratory", result)):
        yield letter(
            number,
            at_ms,
            kind=str(body["resourceType"]),
            category=CategoryId(category),
            identity=f"{category}-{number}-{at_ms}",
            body=json.dumps(body).encode(),
        )
