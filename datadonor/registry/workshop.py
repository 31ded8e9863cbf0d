"""The operator's folder: what has been approved, published or not yet.

Three folders stand in it: ``keys`` (sealed private keys), ``records`` (what is approved,
one file each under its target's name) and ``public`` (what a web server serves). This
module knows the records; ``docs/formats/registry.md`` describes the whole.

Must not know: keys, signatures, what a request says.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Final, Literal

import rfc8785
from pydantic import BaseModel, ConfigDict, ValidationError

from datadonor import paths
from datadonor.registry.targets import (
    PROJECT_NAME,
    RECIPIENT_NAME,
    REVOCATIONS,
    Names,
    Recipient,
    RecordInvalid,
    Revocation,
    Revocations,
    Url,
    parse_recipient,
    parse_revocations,
    project_name,
    recipient_name,
    to_bytes,
)
from datadonor.registry.workshop_errors import (
    IdRevoked,
    IdTaken,
    IdUnknown,
    VersionTaken,
    WorkshopInUse,
)
from datadonor.vault.errors import VaultInUse
from datadonor.vault.occupancy import Occupancy

KEYS: Final = "keys"
RECORDS: Final = "records"
PUBLIC: Final = "public"

MOST_RECIPIENT_BYTES: Final = 64 * 1024
"""Of one recipient's record; eight keys and eight addresses need a tenth."""

ABOUT: Final = "about.json"
"""Who keeps the registry: never signed, only shown in the catalogue."""

_NUMBERED: Final = re.compile(r"([1-9][0-9]{0,3})\.ddrequest")


class About(BaseModel):
    """What the catalogue says of the registry itself: who keeps it, and where it is served."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["datadonor.workshop/1"] = "datadonor.workshop/1"
    name: Names
    url: Url | None = None


class Records:
    """What is approved. Every change is one file replaced atomically."""

    def __init__(self, workshop: Path) -> None:
        """Stand in a workshop; use ``make`` for a new one."""
        self.folder = workshop / RECORDS
        self._ids: dict[str, tuple[str, str]] | None = None

    @classmethod
    def make(cls, workshop: Path, about: About) -> "Records":
        """Make the folder of a new workshop, with nothing approved in it.

        Raises:
            DiskFull, DiskRefused: It could not be written.
        """
        records = cls(workshop)
        records._write(ABOUT, rfc8785.dumps(about.model_dump(mode="json", exclude_none=True)))
        records._write(REVOCATIONS, to_bytes(Revocations()))
        return records

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from changing anything meanwhile.

        Raises:
            WorkshopInUse: Another is at it.
            DiskRefused: The folder cannot be written to.
        """
        try:
            lock = Occupancy.enter(self.folder, "command")
        except VaultInUse as held:
            raise WorkshopInUse(pid=held.facts["pid"]) from None
        try:
            yield
        finally:
            lock.leave()

    # -- reading --------------------------------------------------------------

    def about(self) -> About:
        """Return who keeps the registry. The file may be edited by hand.

        Raises:
            RecordInvalid: It was, and no longer says so.
            DiskRefused: It may not be read.
        """
        try:
            return About.model_validate_json(self._read(ABOUT))
        except ValidationError:
            raise RecordInvalid(where=ABOUT) from None

    def recipients(self) -> dict[str, Recipient]:
        """Return all recipients by id, ascending.

        Raises:
            RecordInvalid: A file is not what was written here.
            DiskRefused: It may not be read.
        """
        return {
            name: parse_recipient(self._read(recipient_name(name)))
            for name in sorted(self._recipient_ids())
        }

    def recipient(self, recipient_id: str) -> Recipient | None:
        """Return one recipient, or nothing.

        Raises:
            RecordInvalid, DiskRefused: As in ``recipients``.
        """
        name = recipient_name(recipient_id)
        if RECIPIENT_NAME.fullmatch(name) is None or not (self.folder / name).is_file():
            return None
        return parse_recipient(self._read(name))

    def versions(self, project_id: str) -> dict[int, bytes]:
        """Return the approved bytes of a project by version, ascending; perhaps none.

        Raises:
            DiskRefused: They may not be read.
        """
        if PROJECT_NAME.fullmatch(project_name(project_id, 1)) is None:
            return {}
        numbers = sorted(
            int(found[1])
            for name in _names(self.folder / "projects" / project_id)
            if (found := _NUMBERED.fullmatch(name)) is not None
        )
        return {number: self._read(project_name(project_id, number)) for number in numbers}

    def approved_on(self, project_id: str, version: int) -> date | None:
        """Return the day on which a version was approved, where it was told."""
        with paths.disk_errors():
            try:
                return date.fromisoformat(self._day_file(project_id, version).read_text("utf-8"))
            except (FileNotFoundError, ValueError):
                return None

    def project_ids(self) -> list[str]:
        """Return the ids of all projects, ascending."""
        return sorted(
            name
            for name in _names(self.folder / "projects")
            if PROJECT_NAME.fullmatch(project_name(name, 1)) is not None
            and (self.folder / "projects" / name).is_dir()
        )

    def revocations(self) -> Revocations:
        """Return what is revoked.

        Raises:
            RecordInvalid, DiskRefused: As in ``recipients``.
        """
        return parse_revocations(self._read(REVOCATIONS))

    def contents(self) -> dict[str, bytes]:
        """Return the bytes of every record by its target's name, ascending; no bins.

        Files whose names are not those of a target (a lock, an editor's copy) are
        passed over.

        Raises:
            RecordInvalid: A recipient or the list of revocations is not what was
                written here.
            DiskRefused: A file may not be read.
        """
        found = {
            recipient_name(name): to_bytes(recipient)
            for name, recipient in self.recipients().items()
        }
        for project_id in self.project_ids():
            for version, content in self.versions(project_id).items():
                found[project_name(project_id, version)] = content
        found[REVOCATIONS] = to_bytes(self.revocations())
        return dict(sorted(found.items()))

    # -- changing -------------------------------------------------------------

    def add_recipient(self, content: bytes) -> Recipient:
        """Approve a recipient, or replace its record by a newer one.

        It is kept as RFC 8785 JSON, whatever form it came in.

        Raises:
            RecordInvalid: It is no recipient's record, or larger than one can be.
            IdTaken: A project bears the id, or it differs from another recipient's
                in letter case only.
            IdRevoked: The recipient has been revoked.
            WorkshopInUse, DiskFull, DiskRefused: Nothing was changed.
        """
        if len(content) > MOST_RECIPIENT_BYTES:
            raise RecordInvalid(where="record")
        recipient = parse_recipient(content)
        with self.alone():
            self._claim("recipients", recipient.id)
            self._write(recipient_name(recipient.id), to_bytes(recipient))
        return recipient

    def approve(
        self, project_id: str, version: int, content: bytes, on: date | None = None
    ) -> bool:
        """Approve exactly these bytes as one version of a project.

        Whether the recipient is known and has signed them is the caller's to check.

        Args:
            project_id: The project's.
            version: From 1; there may be gaps.
            content: Of the ``.ddrequest``.
            on: The day of approval, for the catalogue.

        Returns:
            Whether they were not approved already.

        Raises:
            RecordInvalid: Id or version cannot stand in a target's name.
            VersionTaken: Other bytes are approved as this version.
            IdTaken: A recipient bears the id, or it differs from another project's
                in letter case only.
            IdRevoked: The project has been revoked.
            WorkshopInUse, DiskFull, DiskRefused: Nothing was changed.
        """
        name = project_name(project_id, version)
        if PROJECT_NAME.fullmatch(name) is None:
            raise RecordInvalid(where="id")
        with self.alone():
            self._claim("projects", project_id)
            if (self.folder / name).exists():
                if self._read(name) != content:
                    raise VersionTaken(id=project_id, version=version)
                return False
            if on is not None:
                day_file = str(self._day_file(project_id, version).relative_to(self.folder))
                self._write(day_file, on.isoformat().encode())
            self._write(name, content)
            return True

    def revoke(self, revoked_id: str, since: datetime, reason: Names) -> Revocation:
        """Say that a recipient or project is approved no longer. It cannot be undone.

        Its record stays published: a citizen should see what it was.

        Args:
            revoked_id: Of a recipient or of a project, all its versions.
            since: With a zone.
            reason: What citizens will read.

        Raises:
            IdUnknown: Nothing bears the id.
            IdRevoked: It is revoked already.
            WorkshopInUse, DiskFull, DiskRefused: Nothing was changed.
        """
        with self.alone():
            _, borne = self._bearers().get(revoked_id.casefold(), ("", None))
            if borne != revoked_id:
                raise IdUnknown(id=revoked_id)
            already = self.revocations().revocations
            if any(each.id == revoked_id for each in already):
                raise IdRevoked(id=revoked_id)
            revocation = Revocation(id=revoked_id, since=since, reason=reason)
            self._write(REVOCATIONS, to_bytes(Revocations(revocations=(*already, revocation))))
        return revocation

    def _claim(self, kind: str, claimed_id: str) -> None:
        """Refuse an id that is revoked or belongs to something else; keep it otherwise."""
        if any(each.id == claimed_id for each in self.revocations().revocations):
            raise IdRevoked(id=claimed_id)
        # Without regard to case: not every disk can hold both, and no reader should have to
        # see the difference.
        bearer = (kind, claimed_id)
        if self._bearers().setdefault(claimed_id.casefold(), bearer) != bearer:
            raise IdTaken(id=claimed_id)

    def _bearers(self) -> dict[str, tuple[str, str]]:
        """Return who bears each id, by the id in lower case; read from the disk once."""
        if self._ids is None:
            self._ids = {
                **{each.casefold(): ("recipients", each) for each in self._recipient_ids()},
                **{each.casefold(): ("projects", each) for each in self.project_ids()},
            }
        return self._ids

    def _recipient_ids(self) -> list[str]:
        return [
            name.removesuffix(".json")
            for name in _names(self.folder / "recipients")
            if RECIPIENT_NAME.fullmatch(f"recipients/{name}") is not None
        ]

    def _day_file(self, project_id: str, version: int) -> Path:
        return self.folder / "projects" / project_id / f"{version}.approved"

    def _read(self, name: str) -> bytes:
        with paths.disk_errors():
            return (self.folder / name).read_bytes()

    def _write(self, name: str, content: bytes) -> None:
        paths.private_folder((self.folder / name).parent)
        paths.atomic_write(self.folder / name, content)


def _names(folder: Path) -> list[str]:
    with paths.disk_errors():
        try:
            return [each.name for each in folder.iterdir()]
        except FileNotFoundError:
            return []
