"""What it costs a recipient to empty an inbox, and how that grows.

The floor is the same sealed files, opened by pyrage and unpacked by Python's tarfile: nothing
is verified, compared with the consent, answered, or brought to the disk.
"""

import io
import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pyrage

from bench.donation import Keys, heart_request
from bench.measure import Work
from bench.registry import Question, Setting, Sides, benchmark
from consent.request import SignedRequest
from datadonor.records.categories import CategoryId
from datadonor.records.fhir import category_concepts
from export.bundle.commitment import log_commitment
from export.bundle.contents import Payload, survey
from export.bundle.manifest import Facts, RegistryVersions
from export.bundle.parts import File
from export.bundle.writing import write_bundle
from export.consented import CONSENT, Consented, ConsentedItem, consented_bytes
from export.outgoing import Outgoing, Row
from export.pseudonym import Donor, ProjectIdentity
from export.receiving.collecting import collect
from export.receiving.desk import Desk
from export.seal.port import PrivateSealKey
from export.series.codes import type_concept
from export.series.tables import COLUMNS

_SIZES: Final = (200, 1_000)
_NOW: Final = datetime(2026, 9, 1, 12, tzinfo=UTC)
_TODAY: Final = date(2026, 9, 1)
_READINGS: Final = 2
"""In one bundle: what is measured is what a bundle costs, not its data."""


@benchmark(
    "collect",
    Question("1 000 tiny bundles collected / 200", "1000", "200", aim=6),
    Question("200 collected / opened and unpacked", "200", "200 unpacked"),
    Question("1 000 collected / opened and unpacked", "1000", "1000 unpacked"),
    Question("an empty inbox, 1 000 donors in the store / they collected", "idle", "1000"),
)
def collecting(setting: Setting) -> Iterator[Sides]:
    """Collect one bundle each of so many donors into a store that is new.

    Copying the bundles into the inbox is not timed. Every bundle waits for the disk several
    times, so on a slow or busy disk a round takes minutes and the disk is what is measured.
    """
    keys = Keys.new()
    signed = heart_request(keys)
    sides = {}
    for size in _SIZES:
        folder = setting.folder / str(size)
        folder.mkdir()
        count = setting.count(size)
        for number in range(count):
            sealed = pyrage.encrypt(_bundle(signed, number), [keys.seal.to_public()])
            (folder / f"{sha256(sealed).hexdigest()}.age").write_bytes(sealed)
        setting.facts[str(size)] = {
            "bundles": count,
            "sealed bytes": sum(file.stat().st_size for file in folder.iterdir()),
        }
        sides[str(size)] = partial(_collecting, folder, _desk(keys, signed))
        sides[f"{size} unpacked"] = partial(_unpacking, folder, keys)
        sides["idle"] = partial(_finding_nothing, folder, _desk(keys, signed))
    yield sides


def _desk(keys: Keys, signed: SignedRequest) -> Desk:
    return Desk(
        recipient=keys.recipient(signed.request.recipient),
        requests=(signed,),
        seal_keys=(PrivateSealKey("age", str(keys.seal).encode()),),
        receipt_key=keys.receipt,
        now=_NOW,
    )


# -- the sides ------------------------------------------------------------------------


@contextmanager
def _collecting(sealed: Path, desk: Desk) -> Iterator[Work]:
    place = sealed.with_name(f"{sealed.name}-place")
    shutil.copytree(sealed, place / "inbox")
    received: list[int] = []

    def work() -> None:
        report = collect(place / "inbox", place / "store", place / "answers", desk)
        received.append(report.received)

    yield work
    assert received == [len(list(sealed.iterdir()))]
    shutil.rmtree(place)


@contextmanager
def _finding_nothing(sealed: Path, desk: Desk) -> Iterator[Work]:
    """Collect again when all has been: what every run costs for what the store holds."""
    place = sealed.with_name(f"{sealed.name}-place")
    with _collecting(sealed, desk) as fill:
        fill()
        yield lambda: collect(place / "inbox", place / "store", place / "answers", desk)


@contextmanager
def _unpacking(sealed: Path, keys: Keys) -> Iterator[Work]:
    place = sealed.with_name(f"{sealed.name}-unpacked")

    def work() -> None:
        for file in sealed.iterdir():
            content = pyrage.decrypt(file.read_bytes(), [keys.seal])
            with tarfile.open(fileobj=io.BytesIO(content)) as tar:
                if hasattr(tarfile, "data_filter"):  # from Python 3.11.4 on
                    tar.extraction_filter = tarfile.data_filter
                tar.extractall(place / file.stem)  # noqa: S202 - a bundle of our own

    yield work
    assert len(list(place.iterdir())) == len(list(sealed.iterdir()))
    shutil.rmtree(place)


# -- the bundles ----------------------------------------------------------------------


def _bundle(signed: SignedRequest, number: int) -> bytes:
    """Return one donor's first bundle, not yet sealed."""
    project = signed.request.id
    donor = Donor(sha256(b"donor %d" % number).digest()).for_project(project)
    payload = Payload(
        documents=(File(CONSENT, consented_bytes(_consented(signed, donor.pseudonym))),),
        outgoing=[_reading(donor, nth) for nth in range(_READINGS)],
        columns={name: tuple(each.name for each in columns) for name, columns in COLUMNS.items()},
        dictionary=lambda _: b'{"format":"datadonor.dictionary/1"}',
        project=project,
        day=_TODAY,
    )
    contents = survey(payload)
    facts = Facts(
        recipient=signed.request.recipient,
        project=project,
        request_version=signed.request.version,
        request_sha256=signed.digest,
        sequence=1,
        previous_sha256=None,
        confirmed_sha256=contents.digest,
        log_commitment=log_commitment(project, bytes(32), b"checkpoint"),
        registry_versions=RegistryVersions(root=1, timestamp=1, snapshot=1, targets=1),
    )
    out = io.BytesIO()
    write_bundle(payload, contents, donor.signing_key, facts, out, lambda *_: None)
    return out.getvalue()


def _consented(signed: SignedRequest, pseudonym: str) -> Consented:
    asked = signed.request
    return Consented(
        project=asked.id,
        request_version=asked.version,
        request_sha256=signed.digest,
        pseudonym=pseudonym,
        given_on=_TODAY,
        last_day=min(asked.until or asked.valid_until, asked.valid_until),
        items=tuple(
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
        frequency=asked.frequency,
        language="da",
        text_sha256="0" * 64,
    )


def _reading(donor: ProjectIdentity, nth: int) -> Outgoing:
    name, when = donor.record_id("Observation", f"made up {nth}"), f"2026-03-0{1 + nth}T08:00:00Z"
    resource: dict[str, Any] = {
        "resourceType": "Observation",
        "id": name,
        "status": "final",
        "category": category_concepts(CategoryId("heart")),
        "code": type_concept("HeartRate"),
        "subject": {"reference": f"Patient/{donor.pseudonym}"},
        "effectiveDateTime": when,
        "valueQuantity": {"value": 61, "unit": "/min"},
    }
    row = Row("samples", (name, "HeartRate", None, when, None, 61, "/min", "watch"))
    line = json.dumps(resource).encode()
    return Outgoing("Observation", line, (row,), "heart", "heart", None, ("ids_rekeyed",))
