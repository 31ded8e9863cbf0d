"""What stands in the public catalogue, and how each project stands.

A project is one line however many versions it has. It is open, or ended (its last day
or its recipient's has passed), or stopped (it or its recipient was revoked). A
revocation counts from when it is known, also one dated ahead: in doubt, no download.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Final, Literal, NamedTuple

from consent.request import ProjectRequest, SignedRequest
from datadonor.errors import DatadonorError, ExitCode
from datadonor.registry.targets import Recipient, Revocation, Revocations

# Names that are taken, or that Windows keeps for devices whatever follows the dot.
_TAKEN: Final = frozenset(
    {"index", "con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)


EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
"""An e-mail address within a line of contact. What else may be one stays text."""


class CatalogueRecipientMissing(DatadonorError):
    """A published project names a recipient whose record was not given.

    Facts: ``project``, the project's id.
    """

    code = "CATALOGUE_RECIPIENT_MISSING"
    exit_code = ExitCode.BAD_FILE


@dataclass(frozen=True, slots=True)
class PublishedProject:
    """One version of a project, and the day on which the operator approved it."""

    signed: SignedRequest
    approved_on: date


class Stop(NamedTuple):
    """A revocation that touches a project: of the project itself or of its recipient."""

    of: Literal["project", "recipient"]
    revocation: Revocation

    @property
    def since(self) -> date:
        """The day from which it holds (UTC)."""
        return self.revocation.since.astimezone(UTC).date()


class End(NamedTuple):
    """The last day on which a project could be answered, and whose day it was."""

    of: Literal["project", "recipient"]
    last: date


@dataclass(frozen=True, slots=True)
class Listing:
    """One project of the catalogue: its newest version, and how it stands.

    ``earlier`` is newest first. ``stem`` names its files; it is unique in the
    catalogue also where large and small letters are one.
    """

    newest: PublishedProject
    earlier: tuple[PublishedProject, ...]
    recipient: Recipient
    stops: tuple[Stop, ...]
    end: End | None
    stem: str

    @property
    def request(self) -> ProjectRequest:
        """The newest version's request."""
        return self.newest.signed.request

    @property
    def first_approved_on(self) -> date:
        """The day on which its first version was approved."""
        return min(each.approved_on for each in (self.newest, *self.earlier))

    @property
    def is_open(self) -> bool:
        """Whether it can be answered, and its request downloaded."""
        return self.state == "open"

    @property
    def state(self) -> Literal["open", "ended", "stopped"]:
        """How it stands."""
        if self.stops:
            return "stopped"
        return "open" if self.end is None else "ended"

    @property
    def request_file(self) -> str:
        """The file's name for the newest version's bytes."""
        return f"{self.stem}-{self.request.version}.ddrequest"


def list_projects(
    projects: Sequence[PublishedProject],
    recipients: Sequence[Recipient],
    revocations: Revocations,
    made: datetime,
) -> list[Listing]:
    """Return one listing a project: the latest approved first, then by id.

    Raises:
        CatalogueRecipientMissing: A project's recipient is not among the recipients.
    """
    versions: dict[str, list[PublishedProject]] = {}
    for project in sorted(projects, key=_by_version, reverse=True):
        versions.setdefault(project.signed.request.id, []).append(project)
    records = {recipient.id: recipient for recipient in recipients}
    stems = _file_stems(versions)
    listings = []
    for project_id, (newest, *earlier) in versions.items():
        recipient = records.get(newest.signed.request.recipient)
        if recipient is None:
            raise CatalogueRecipientMissing(project=project_id)
        listings.append(
            Listing(
                newest,
                tuple(earlier),
                recipient,
                tuple(_stops(newest.signed.request, revocations)),
                _end(newest.signed.request, recipient, made.astimezone(UTC).date()),
                stems[project_id],
            )
        )
    listings.sort(key=lambda listing: listing.request.id)
    listings.sort(key=lambda listing: listing.newest.approved_on, reverse=True)
    return listings


def _by_version(project: PublishedProject) -> tuple[int, date, str]:
    return project.signed.request.version, project.approved_on, project.signed.digest


def _stops(request: ProjectRequest, revocations: Revocations) -> Iterable[Stop]:
    for revocation in sorted(revocations.revocations, key=lambda each: each.since):
        if revocation.id == request.id:
            yield Stop("project", revocation)
        elif revocation.id == request.recipient:
            yield Stop("recipient", revocation)


def _end(request: ProjectRequest, recipient: Recipient, today: date) -> End | None:
    ends = [End("project", request.valid_until), End("recipient", recipient.valid_until)]
    passed = [end for end in ends if end.last < today]
    return min(passed, key=lambda end: end.last, default=None)


def _file_stems(ids: Iterable[str]) -> dict[str, str]:
    """Return project id → a file name's stem, the id itself wherever that is safe.

    Sticks and Windows take ``A`` for ``a``; then each but the first gets eight digits
    of its id's SHA-256.
    """
    stems: dict[str, str] = {}
    used = set(_TAKEN)
    for project_id in sorted(ids):
        plain = project_id.casefold()
        is_free = plain not in used and plain.partition(".")[0] not in _TAKEN
        stem = project_id if is_free else f"{project_id}-{_digits(project_id)}"
        if not is_free and plain.partition(".")[0] in _TAKEN:
            stem = f"project-{stem}"
        used.add(stem.casefold())
        stems[project_id] = stem
    return stems


def _digits(project_id: str) -> str:
    return sha256(project_id.encode()).hexdigest()[:8]
