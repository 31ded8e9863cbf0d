"""Synthetic inboxes: sealed bundles that keep within a consent, notices, and who collects them."""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.donor_key import donor_key, pseudonym_of
from consent.envelope import PublicKey
from consent.request import SignedRequest, open_request, sign_request
from datadonor.records.fhir import category_concepts
from datadonor.registry.targets import Names, Recipient
from export.answers import SignedAnswer, answer_name, open_answer
from export.bundle.contents import Payload, survey
from export.bundle.parts import File
from export.bundle.writing import Written, write_bundle
from export.consented import CONSENT, Consented, ConsentedItem, consented_bytes
from export.demographics_sent import PERSON_COLUMNS
from export.minimisation.tables import tables
from export.outgoing import Outgoing, Row
from export.pseudonym import Donor
from export.receiving.collecting import collect
from export.receiving.desk import Desk, Report
from export.series.codes import statistic, type_concept
from export.series.tables import COLUMNS
from export.withdrawing import SignedNotice, withdrawal_notice
from tests import bundles
from tests.seals import Reader, keys_of, make_reader, seal
from tests.synthetic_requests import complete_request, with_change

NOW: Final = datetime(2026, 9, 1, 12, tzinfo=UTC)
DAY: Final = date(2026, 9, 1)
HEART: Final = "HeartRate"
READER: Final = make_reader("age")


@cache
def request(effect: str = "erase", version: int = 1) -> SignedRequest:
    """Return the request: the sleep sample, with one promise or another."""
    asked = with_change(complete_request(version=version), "withdrawal.effect", effect)
    return open_request(sign_request(asked, bundles.RECIPIENT_KEY))


def consented(signed: SignedRequest, pseudonym: str, **changes: Any) -> Consented:  # noqa: ANN401
    """Return a yes to all items."""
    asked = signed.request
    fields: dict[str, Any] = {
        "project": asked.id,
        "request_version": asked.version,
        "request_sha256": signed.digest,
        "pseudonym": pseudonym,
        "given_on": DAY,
        "last_day": asked.valid_until,
        "items": tuple(
            ConsentedItem(
                id=item.id,
                category=item.category,
                types=item.types,
                resolution=item.finest_resolution,
                dates=item.dates,
                window_days=(item.window.until - item.window.from_).days + 1,
            )
            for item in asked.items
        ),
        "frequency": asked.frequency,
        "language": "da",
        "text_sha256": "0" * 64,
    }
    fields["last_day"] = min(asked.until or asked.valid_until, asked.valid_until)
    return Consented.model_validate(fields | changes)


@dataclass(frozen=True)
class Citizen:
    """Someone who donates. ``number`` makes their secret."""

    number: int = 1
    project: str = field(default_factory=lambda: str(complete_request().id))

    @property
    def secret(self) -> bytes:
        """Of nobody."""
        return sha256(b"citizen %d" % self.number).digest()

    @property
    def key(self) -> Ed25519PrivateKey:
        """For the project."""
        return donor_key(self.secret, self.project)

    @property
    def pseudonym(self) -> str:
        """In the project."""
        return pseudonym_of(PublicKey.of(self.key))

    def record_id(self, name: str) -> str:
        """Return an id as it is sent."""
        return Donor(self.secret).for_project(self.project).record_id("Observation", name)

    def heart(self, name: str, day: str = "2025-03-02", **changes: Any) -> Outgoing:  # noqa: ANN401
        """Return one reading of the heart rate, raw and dated."""
        when, own = f"{day}T08:00:00Z", self.record_id(name)
        resource: dict[str, Any] = {
            "resourceType": "Observation",
            "id": own,
            "status": "final",
            "category": category_concepts("heart"),  # type: ignore[arg-type]
            "code": type_concept(HEART),
            "subject": {"reference": f"Patient/{self.pseudonym}"},
            "effectiveDateTime": when,
            "valueQuantity": {"value": 61, "unit": "/min"},
        }
        row = Row("samples", (own, HEART, None, when, None, 61, "/min", "watch"))
        return _outgoing(resource | changes, row)

    def steps(self, name: str, day: str = "2025-03-02", **changes: Any) -> Outgoing:  # noqa: ANN401
        """Return the steps of one day."""
        own = self.record_id(name)
        resource: dict[str, Any] = {
            "resourceType": "Observation",
            "id": own,
            "status": "final",
            "category": category_concepts("activity"),  # type: ignore[arg-type]
            "code": type_concept("StepCount"),
            "subject": {"reference": f"Patient/{self.pseudonym}"},
            "effectivePeriod": {"start": day, "end": day},
            "component": [{"code": statistic("count"), "valueQuantity": {"value": 3}}],
        }
        cells = (own, "StepCount", None, "day", day, day, 1, 3, "1", 1, 9, 5, 15)
        return _outgoing(resource | changes, Row("summaries", cells))


def _outgoing(resource: Mapping[str, Any], *rows: Row, kind: str | None = None) -> Outgoing:
    line = json.dumps({key: value for key, value in resource.items() if value is not None})
    name = kind or str(resource["resourceType"])
    return Outgoing(name, line.encode(), rows, "item", "category", None, ("ids_rekeyed",))


@dataclass
class Sender:
    """A citizen's program: sends one bundle after another."""

    citizen: Citizen = field(default_factory=Citizen)
    signed: SignedRequest = field(default_factory=request)
    reader: Reader = field(default_factory=lambda: READER)
    sequence: int = 0
    previous: str | None = None
    sent: list[str] = field(default_factory=list)

    def send(self, inbox: Path, *outgoing: Outgoing, **changes: Any) -> Path:  # noqa: ANN401
        """Put the next bundle into an inbox."""
        content, written = self.plain(*outgoing, **changes)
        self.previous = written.manifest_sha256
        return self.put(inbox, content)

    def put(self, inbox: Path, content: bytes) -> Path:
        """Put sealed bytes into an inbox."""
        sealed = seal(content, self.reader)
        digest = sha256(sealed).hexdigest()
        self.sent.append(digest)
        ending = ".age" if self.reader.private.format == "age" else ".c4gh"
        inbox.mkdir(exist_ok=True, parents=True)
        file = inbox / f"{digest}{ending}"
        file.write_bytes(sealed)
        return file

    def plain(
        self,
        *outgoing: Outgoing,
        consent: Consented | None = None,
        documents: tuple[File, ...] | None = None,
        **changes: Any,  # noqa: ANN401
    ) -> tuple[bytes, Written]:
        """Return the next bundle's tar stream."""
        self.sequence = changes.pop("sequence", self.sequence + 1)
        default = (self.citizen.heart(f"h{self.sequence}"), self.citizen.steps(f"s{self.sequence}"))
        said = consent or consented(self.signed, self.citizen.pseudonym)
        given = Payload(
            documents or (File(CONSENT, consented_bytes(said)),),
            outgoing or default,
            COLUMN_NAMES,
            bundles.dictionary,
            self.signed.request.id,
            DAY,
        )
        contents = survey(given)
        previous = {} if self.previous is None else {"previous_sha256": self.previous}
        more = {"sequence": self.sequence, **previous, **changes}
        facts = bundles.facts(contents, self.signed, **more)
        out = io.BytesIO()
        written = write_bundle(given, contents, self.citizen.key, facts, out, bundles.unwatched)
        return out.getvalue(), written

    def withdraw(self, inbox: Path, *, is_sealed: bool = True, **changes: Any) -> SignedNotice:  # noqa: ANN401
        """Put a notice of withdrawal into an inbox."""
        said: dict[str, Any] = {
            "through_sequence": self.sequence,
            "bundles": tuple(self.sent),
        }
        notice = withdrawal_notice(self.signed, self.citizen.key, DAY, **(said | changes))
        inbox.mkdir(exist_ok=True)
        content = seal(notice.content, self.reader) if is_sealed else notice.content
        name = sha256(content).hexdigest()
        (inbox / f"{name}{'.age' if is_sealed else '.ddwithdrawal'}").write_bytes(content)
        return notice


COLUMN_NAMES: dict[str, tuple[str, ...]] = {
    name: tuple(column.name for column in columns) for name, columns in COLUMNS.items()
}
COLUMN_NAMES |= {
    table.name: tuple(column.name for column in table.columns) for table in tables().values()
}
COLUMN_NAMES |= {"person": PERSON_COLUMNS, "strange": ("id", "what")}
"""Of every table that is sent, and of one that never is."""


def recipient(reader: Reader | None = None) -> Recipient:
    """Return the recipient's record."""
    return Recipient(
        id=complete_request().recipient,
        name=Names(da="Et hospital (opdigtet)", en="A hospital (made up)"),
        kind="hospital",
        seal=keys_of(reader or READER),
        receipt_keys=(PublicKey.of(bundles.RECIPIENT_KEY).format(),),
        valid_until=date(2999, 12, 31),
    )


def desk(*requests: SignedRequest, **changes: Any) -> Desk:  # noqa: ANN401
    """Return who collects."""
    made = Desk(
        recipient(), requests or (request(),), (READER.private,), bundles.RECIPIENT_KEY, NOW
    )
    return replace(made, **changes)


@dataclass(frozen=True)
class Folders:
    """The three folders of a recipient."""

    root: Path

    @property
    def inbox(self) -> Path:
        """Where things arrive."""
        return self.root / "inbox"

    @property
    def store(self) -> Path:
        """Where they are filed."""
        return self.root / "store"

    @property
    def answers(self) -> Path:
        """Where answers are written."""
        return self.root / "answers"


@dataclass(frozen=True)
class Place(Folders):
    """What a recipient does with them."""

    def collect(self, at: Desk | None = None) -> Report:
        """Run once."""
        self.inbox.mkdir(exist_ok=True)
        return collect(self.inbox, self.store, self.answers, at or desk())

    def answer(self, digest: str) -> SignedAnswer:
        """Return the answer about a digest, verified."""
        return open_answer((self.answers / answer_name(digest)).read_bytes(), recipient())

    def donor(self, sender: Sender) -> Path:
        """Return a donor's folder."""
        return self.store / sender.signed.request.id / sender.citizen.pseudonym

    def bundles(self, sender: Sender) -> list[str]:
        """Return the numbers of the bundles that lie there."""
        folder = self.donor(sender)
        names = [each.name for each in folder.iterdir()] if folder.is_dir() else []
        return sorted(name for name in names if name.isdecimal())

    def tree(self, *below: str) -> dict[str, bytes]:
        """Return every file by name, of the store unless something else is said."""
        found: dict[str, bytes] = {}
        for name in below or ("store", "answers", "inbox"):
            for file in self._files(self.root / name):
                found[file.relative_to(self.root).as_posix()] = file.read_bytes()
        return found

    @staticmethod
    def _files(folder: Path) -> Iterator[Path]:
        return (file for file in sorted(folder.rglob("*")) if file.is_file())
