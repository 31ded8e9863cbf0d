"""Synthetic payloads and bundles: of any size, for any project, of any donor."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.donor_key import donor_key
from consent.request import SignedRequest, open_request, sign_request
from export.bundle.commitment import log_commitment
from export.bundle.contents import Contents, Payload, Totals, survey
from export.bundle.manifest import Facts, RegistryVersions
from export.bundle.parts import File
from export.bundle.writing import write_bundle
from export.outgoing import Outgoing, Row
from export.receiving.verifying import Expected
from tests.synthetic_requests import complete_request

RECIPIENT_KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
DAY: Final = date(2026, 9, 1)
COLUMNS: Final = {"steps": ("id", "day", "count"), "sleep": ("id", "stage", "minutes")}


@dataclass(frozen=True)
class Readings:
    """What leaves, made anew at each walk: the same each time for the same donor and project."""

    count: int
    mark: str = "r"
    padding: int = 0

    def __iter__(self) -> Iterator[Outgoing]:
        for number in range(self.count):
            name = f"{self.mark}-{number:06d}"
            kind = ("Observation", "Condition")[number % 7 == 0]
            document = {
                "id": name,
                "note": "x" * self.padding,
                "resourceType": kind,
                "valueQuantity": {"value": number * 3 % 101},
            }
            table = ("steps", "sleep")[number % 5 == 0]
            cells = (name, "2026-02-03" if table == "steps" else "deep", number * 3 % 101)
            yield Outgoing(
                kind,
                json.dumps(document, separators=(",", ":")).encode(),
                (Row(table, cells),),
                "steps",
                "activity",
                None,
                ("dates_shifted", "ids_rekeyed"),
            )


def dictionary(totals: Totals) -> bytes:
    """Write a small data dictionary."""
    return json.dumps({"rows": totals.by_table, "rules": totals.by_rule}).encode()


def documents(mark: str = "r") -> tuple[File, ...]:
    """Return the consent's three files."""
    return (
        File("data/consent/consent.json", b'{"subject":"%s"}' % mark.encode()),
        File("data/consent/consent-fhir.json", b'{"resourceType":"Consent"}'),
        File("data/consent/consent-27560.jsonld", b'{"@context":{}}'),
    )


def payload(
    count: int = 40, *, project: str | None = None, mark: str = "r", padding: int = 0
) -> Payload:
    """Return what leaves."""
    return Payload(
        documents(mark),
        Readings(count, mark, padding),
        COLUMNS,
        dictionary,
        project or complete_request().id,
        DAY,
    )


def signed_request(version: int = 1, project: str | None = None) -> SignedRequest:
    """Return a request as the registry publishes it."""
    request = complete_request(version=version, id=project or complete_request().id)
    return open_request(sign_request(request, RECIPIENT_KEY))


def facts(contents: Contents, request: SignedRequest, **changes: object) -> Facts:
    """Return what a manifest says."""
    said = {
        "recipient": request.request.recipient,
        "project": request.request.id,
        "request_version": request.request.version,
        "request_sha256": request.digest,
        "sequence": 1,
        "confirmed_sha256": contents.digest,
        "log_commitment": log_commitment(request.request.id, bytes(32), b"checkpoint"),
        "registry_versions": RegistryVersions(root=1, timestamp=40, snapshot=7, targets=7),
    }
    return Facts.model_validate(said | changes)


def signer(secret: bytes = bytes(32), project: str | None = None) -> Ed25519PrivateKey:
    """Return a donor's key."""
    return donor_key(secret, project or complete_request().id)


def unwatched(path: str, content: bytes) -> None:
    """See nothing."""


def bundle(
    given: Payload | None = None,
    *,
    request: SignedRequest | None = None,
    key: Ed25519PrivateKey | None = None,
    **changes: object,
) -> bytes:
    """Return a whole bundle's tar stream."""
    given = given or payload()
    contents = survey(given)
    request = request or signed_request()
    out = io.BytesIO()
    said = facts(contents, request, **changes)
    write_bundle(given, contents, key or signer(project=given.project), said, out, unwatched)
    return out.getvalue()


def expected(*requests: SignedRequest, **changes: object) -> Expected:
    """Return what the recipient knows."""
    known = requests or (signed_request(),)
    given = {"recipient": known[0].request.recipient, "requests": known}
    return Expected(**({"last_seen": lambda project, pseudonym: None} | given | changes))  # type: ignore[arg-type]
