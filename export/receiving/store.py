"""Where a recipient keeps what it was given: by project, pseudonym and number of the bundle.

A bundle's folder gets its name when every byte in it is verified and checked, so a folder
that has a name is whole. What came, was deleted or was refused is kept beside it without a
value of any record (``series.json``), so that a bundle that was erased cannot come again.
Names that begin with an underscore are the store's own; no project's can.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final, Literal, Self

import rfc8785
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from consent.request_text import IDENTIFIER, Day, Digest, Identifier
from datadonor import paths
from datadonor.errors import DatadonorError, ExitCode
from datadonor.vault.errors import VaultInUse
from datadonor.vault.occupancy import Occupancy
from export.answers import Effect
from export.bundle.layout import MANIFEST, MANIFEST_BYTES
from export.receiving.manifest_reading import Manifest, parse_manifest
from export.receiving.refusals import BundleRefused
from export.receiving.verifying import Seen

WORK: Final = "_work"
QUARANTINE: Final = "_quarantine"
ATTENTION: Final = "_attention"
TURN: Final = "_turn"
UNLINKED: Final = "_unlinked"
NOTICES: Final = "_notices"
SERIES: Final = "series.json"

PSEUDONYM: Final = r"^[a-z2-7]{20}$"
"""Of a donor in a project: the name of their folder."""

_MOST_SERIES_BYTES: Final = 64 * 1024 * 1024
_BAG_FILES: Final = 3
_PROJECT: Final = re.compile(IDENTIFIER)
_DONOR: Final = re.compile(PSEUDONYM)

_STRENGTH: Final[tuple[Effect, ...]] = ("future_only", "anonymise", "erase")


class StoreInUse(DatadonorError):
    """Another program is collecting into the store at this moment."""

    code = "STORE_IN_USE"
    exit_code = ExitCode.NO


class StoreDamaged(DatadonorError):
    """What the store says of itself is not what lies in it. Nothing was changed."""

    code = "STORE_DAMAGED"
    exit_code = ExitCode.TAMPERED


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_Count = Annotated[int, Field(ge=0, le=2**53 - 1, strict=True)]


class Held(_Part):
    """A bundle that came, whether or not it is still here.

    Attributes:
        sequence: Its number.
        manifest_sha256: Of its manifest.
        confirmed_sha256: Of the list of its files.
        bundle_sha256: Of the sealed files that it came in, ascending.
        files: Below ``data``.
        size_bytes: Of them together.
        request_version: By which it was released.
        state: Whether it lies here, was deleted, or had its link to the donor cut.
        token: While the link is being cut: where the cut copy comes to lie.
    """

    sequence: Annotated[int, Field(ge=1, le=2**53 - 1, strict=True)]
    manifest_sha256: Digest
    confirmed_sha256: Digest
    bundle_sha256: tuple[Digest, ...] = ()
    files: _Count
    size_bytes: _Count
    request_version: Annotated[int, Field(ge=1, le=9999, strict=True)]
    state: Literal["held", "deleted", "unlinked"] = "held"
    token: Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{20}$")] | None = None

    @classmethod
    def of(cls, manifest: Manifest, manifest_sha256: str) -> Self:
        """Return what is kept of a bundle's manifest."""
        payload = manifest.files[_BAG_FILES:]
        return cls(
            sequence=manifest.facts.sequence,
            manifest_sha256=manifest_sha256,
            confirmed_sha256=manifest.facts.confirmed_sha256,
            files=len(payload),
            size_bytes=sum(file.length for file in payload),
            request_version=manifest.facts.request_version,
        )


class Withdrawn(_Part):
    """A notice that was taken: what it is about and what is to be done by it."""

    notice_sha256: Digest
    at: Day
    effect: Effect
    through_sequence: _Count
    item: Identifier | None = None


class Series(_Part):
    """Everything that is known of one donor in one project: ``series.json``."""

    format: Literal["datadonor.series/1"] = "datadonor.series/1"
    project: Identifier
    pseudonym: Annotated[str, StringConstraints(pattern=PSEUDONYM)]
    bundles: tuple[Held, ...] = ()
    withdrawals: tuple[Withdrawn, ...] = ()

    @property
    def last_seen(self) -> Seen | None:
        """The bundle that came furthest, though it may be deleted since."""
        if not self.bundles:
            return None
        last = max(self.bundles, key=lambda held: held.sequence)
        return Seen(last.sequence, last.manifest_sha256)

    def held(self, sequence: int) -> Held | None:
        """Return the bundle of a number, or nothing."""
        return next((held for held in self.bundles if held.sequence == sequence), None)

    def withdrawals_of(self, sequence: int) -> tuple[Withdrawn, ...]:
        """Return the notices that are about the whole of a bundle."""
        return tuple(
            each
            for each in self.withdrawals
            if each.item is None and sequence <= each.through_sequence
        )

    def item_withdrawals_of(self, sequence: int) -> tuple[Withdrawn, ...]:
        """Return the notices by which one item is to be taken out of a bundle."""
        return tuple(
            each
            for each in self.withdrawals
            if each.item is not None
            and each.effect != "future_only"
            and sequence <= each.through_sequence
        )

    def is_gone(self, through_sequence: int) -> bool:
        """Say whether no bundle up to a number is here any more."""
        return not any(
            held.state == "held" and held.sequence <= through_sequence for held in self.bundles
        )

    def with_bundle(self, held: Held) -> "Series":
        """Return it with one bundle put in or replaced."""
        others = [each for each in self.bundles if each.sequence != held.sequence]
        bundles = sorted([*others, held], key=lambda each: each.sequence)
        return self.model_copy(update={"bundles": tuple(bundles)})

    def with_withdrawal(self, withdrawn: Withdrawn) -> "Series":
        """Return it with a notice added, if it is not there yet."""
        if any(each.notice_sha256 == withdrawn.notice_sha256 for each in self.withdrawals):
            return self
        return self.model_copy(update={"withdrawals": (*self.withdrawals, withdrawn)})


def strongest(*promises: Effect) -> Effect:
    """Return which of some promises does most for the donor."""
    return max(promises, key=_STRENGTH.index)


class Store:
    """A recipient's store. One program at a time."""

    def __init__(self, root: Path) -> None:
        """Stand for the store in a folder."""
        self.root = root

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the store for this program alone, and sweep up after one that was killed.

        Raises:
            StoreInUse: Another program has it.
            DiskFull, DiskRefused: As their names say.
        """
        paths.private_folder(self.root)
        try:
            occupancy = Occupancy.enter(paths.private_folder(self.root / TURN), "command")
        except VaultInUse:
            raise StoreInUse from None
        try:
            remove_folder(self.root / WORK)
            paths.private_folder(self.root / WORK)
            yield
            remove_folder(self.root / WORK)
        finally:
            occupancy.leave()

    def donors(self) -> Iterator[tuple[str, str]]:
        """Yield project and pseudonym of everyone here, ascending; other names are passed over."""
        for project in _folders_called(self.root, _PROJECT):
            for donor in _folders_called(project, _DONOR):
                if (donor / SERIES).is_file():
                    yield project.name, donor.name

    def work(self, name: str) -> Path:
        """Return where something lies while it is being made."""
        return self.root / WORK / name

    def donor(self, project: str, pseudonym: str) -> Path:
        """Return the folder of a donor."""
        return self.root / project / pseudonym

    def bundle(self, series: Series, sequence: int) -> Path:
        """Return the folder of a bundle."""
        return self.donor(series.project, series.pseudonym) / str(sequence)

    def unlinked(self, project: str, token: str) -> Path:
        """Return where records lie that are cut off from their donor."""
        return self.root / project / UNLINKED / token

    def load(self, project: str, pseudonym: str) -> Series:
        """Return what is known of a donor, folders included that a killed run did not list.

        Raises:
            StoreDamaged: No donor's folder is called so; or ``series.json`` is not
                readable, or is another donor's; or a folder that it does not list is no
                bundle of the donor; or one that was deleted is there again.
        """
        folder = self.donor(project, pseudonym)
        try:
            series = Series(project=project, pseudonym=pseudonym)
        except ValueError:
            raise StoreDamaged from None
        with paths.disk_errors():
            listed = sorted(folder.iterdir()) if folder.is_dir() else []
            if folder / SERIES in listed:
                series = _read_series(folder / SERIES, project, pseudonym)
        for each in listed:
            if not each.name.isdecimal():
                continue
            held = series.held(int(each.name))
            if held is None:
                series = series.with_bundle(_adopted(each, series))
            elif held.state != "held":  # it was deleted, and somebody put it back
                raise StoreDamaged
        return series

    def save(self, series: Series) -> None:
        """Keep what is known of a donor, durably."""
        folder = self.donor(series.project, series.pseudonym)
        document = series.model_dump(mode="json", exclude_none=True)
        self.write(folder / SERIES, rfc8785.dumps(document))

    def write(self, file: Path, content: bytes) -> None:
        """Replace a file of the store; what a kill leaves of it lies in ``work``.

        Raises:
            DiskFull, DiskRefused: The old file stands unchanged.
        """
        self._folders(file.parent)
        paths.publish(paths.stage(self.work(file.name), content), file)

    def publish(self, made: Path, folder: Path) -> None:
        """Give what was made in ``work`` its name in the store, durably."""
        self._folders(folder.parent)
        with paths.disk_errors():
            made.rename(folder)
            paths.sync_folder(folder.parent)

    def _folders(self, folder: Path) -> None:
        """Make a folder of the store, and those it lies in, private."""
        for each in reversed(folder.relative_to(self.root).parents):
            paths.private_folder(self.root / each)
        paths.private_folder(folder)

    def remove(self, folder: Path, name: str) -> None:
        """Delete a folder of the store: away from its name at once, then for good.

        What a kill leaves of it lies in ``work``, and the next run deletes it.
        """
        with paths.disk_errors():
            if folder.is_dir():
                remove_folder(self.work(name))
                folder.rename(self.work(name))
                paths.sync_folder(folder.parent)
        remove_folder(self.work(name))


def remove_folder(folder: Path) -> None:
    """Delete a folder and what is in it, if it is there.

    Raises:
        DiskRefused: It cannot be deleted.
    """
    with paths.disk_errors():
        if folder.is_dir():
            shutil.rmtree(folder)
            paths.sync_folder(folder.parent)


def _folders_called(root: Path, pattern: re.Pattern[str]) -> list[Path]:
    with paths.disk_errors():
        return sorted(
            each for each in root.iterdir() if pattern.fullmatch(each.name) and each.is_dir()
        )


def _read_series(file: Path, project: str, pseudonym: str) -> Series:
    with paths.disk_errors(), file.open("rb") as opened:
        content = opened.read(_MOST_SERIES_BYTES)
    try:
        series = Series.model_validate_json(content)
    except ValueError:
        raise StoreDamaged from None
    if (series.project, series.pseudonym) != (project, pseudonym):
        raise StoreDamaged
    return series


def _adopted(folder: Path, series: Series) -> Held:
    """Return a bundle that has its name and is not listed: the run was killed in between."""
    with paths.disk_errors():
        try:
            with (folder / MANIFEST).open("rb") as opened:
                content = opened.read(MANIFEST_BYTES + 1)
        except (FileNotFoundError, NotADirectoryError):
            raise StoreDamaged from None
    try:
        manifest = parse_manifest(content)
    except BundleRefused:
        raise StoreDamaged from None
    facts = manifest.facts
    said = (facts.project, manifest.pseudonym, str(facts.sequence))
    if said != (series.project, series.pseudonym, folder.name):
        raise StoreDamaged
    return Held.of(manifest, sha256(content).hexdigest())
