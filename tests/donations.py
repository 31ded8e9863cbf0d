"""A donor with half a year of data, and the recipient who can open what is sealed for it."""

import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from datadonor.records.sample import IdentifierKind, KnownIdentifier, Sample, Source
from datadonor.records.writing import RecordWriter
from export.outbox import Entry, Outbox
from export.preparing import Prepared, prepare
from export.receiving.tar_reading import Pieces
from export.receiving.verifying import Expected, Verified, verify_bundle
from export.seal.opening import open_sealed
from tests.releases import RECIPIENT, Citizen, citizen, signed_version
from tests.seals import Reader, keys_of, make_reader, open_all
from tests.stores import new_import
from tests.unit.conftest import SyntheticVault
from tests.unit.records.stored import HOUR, asleep, pulse, steps

DAY: Final = 24 * HOUR
FIRST_NOON: Final = 1_767_265_200_000
"""2026-01-01 12:00 in Copenhagen, in UTC milliseconds."""

DAYS: Final = 240
"""Days with data: to the end of August 2026, when the clock of these tests stands still."""

NAMED: Final = Source("Karen Testesens ur")
"""A source whose name names the donor, as telephones call their watches."""


@dataclass
class Donor:
    """Someone with data who said yes, and whoever gets them."""

    citizen: Citizen
    reader: Reader

    @property
    def outbox(self) -> Outbox:
        """What is on its way."""
        return Outbox(self.citizen.opened)

    def prepare(self) -> Prepared:
        """Ask the gate, and make ready what it lets through."""
        return prepare(self.citizen.opened, self.citizen.release())

    def seal(self) -> Entry:
        """Confirm and seal whatever there is."""
        prepared = self.prepare()
        return self.outbox.seal(prepared, prepared.contents.digest)

    def verified(self, entry: Entry) -> Verified:
        """Read a bundle as its recipient does."""
        expected = Expected(RECIPIENT.id, [signed_version(1)], lambda *_: None)
        with (
            self.outbox.file(entry).open("rb") as sealed,
            open_sealed(sealed, self.reader.private) as opened,
        ):
            return verify_bundle(Pieces(opened), expected)

    def files(self, entry: Entry) -> dict[str, bytes]:
        """Open a bundle with nothing but a tar reader."""
        content = open_all(self.outbox.file(entry).read_bytes(), self.reader)
        with tarfile.open(fileobj=io.BytesIO(content)) as tar:
            found = {member: tar.extractfile(member) for member in tar.getmembers()}
            return {member.name: file.read() for member, file in found.items() if file}

    def bring(self, *samples: Sample) -> None:
        """Bring in more data."""
        bring_in(self.citizen, samples)


def bring_in(someone: Citizen, samples: Iterator[Sample] | tuple[Sample, ...]) -> None:
    """Write samples into a vault, and what points at the donor."""
    connection = someone.opened.vault.connection
    with connection.transaction():
        writer = RecordWriter(connection, new_import(connection))
        for sample in samples:
            writer.add_sample(sample)
        for kind, value in (
            (IdentifierKind.NAME, "Karen Testesen"),
            (IdentifierKind.CPR, "3102451234"),
        ):
            writer.add_identifier(KnownIdentifier(kind, value, is_subject=True))
        writer.finish()


def year() -> Iterator[Sample]:
    """Yield a night, some heartbeats and some steps for each day."""
    for day in range(DAYS):
        noon = FIRST_NOON + day * DAY
        yield asleep(noon - 12 * HOUR, "restless", NAMED, minutes=400 + day % 60)
        for hour in range(3):
            yield pulse(noon + hour * HOUR, 60 + (day + hour) % 40, NAMED)
        yield steps(noon, 1_000 + day, NAMED)


@contextmanager
def donor(template: SyntheticVault, folder: Path) -> Iterator[Donor]:
    """Return someone who has said yes to all of the first version, with data."""
    reader = make_reader("age")
    with citizen(template, folder) as someone:
        someone.recipient = RECIPIENT.model_copy(update={"seal": keys_of(reader)})
        someone.republish()
        someone.refresh()
        bring_in(someone, year())
        someone.give()
        yield Donor(someone, reader)
