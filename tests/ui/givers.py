"""Synthetic vaults of someone who said yes, and the recipient who can open what they send.

On top of ``asked_vaults``: by the computer's own clock, because the window goes by it.
"""

import io
import shutil
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from datadonor.audit.custody import OpenVault, open_vault
from datadonor.records.sample import Sample, Source
from datadonor.registry.targets import Delivery, Recipient
from export.outbox import Entry, Outbox
from export.receiving.desk import Desk
from tests import inboxes
from tests.consents import RECIPIENT_KEY
from tests.donations import bring_in
from tests.inboxes import Place
from tests.releases import RECIPIENT, signed_version
from tests.seals import Reader, keys_of, make_reader, open_all
from tests.ui.asked_vaults import asked
from tests.ui.vaults import PASSPHRASE
from tests.unit.records.stored import HOUR, pulse

DAY: Final = 24 * HOUR
NAMED: Final = Source("Karen Testesens ur")
"""A source whose name names the donor, as telephones call their watches."""


@dataclass(frozen=True)
class Giver:
    """A closed vault, the folders of its recipient, and what opens a bundle.

    Attributes:
        folder: Holds it all.
        reader: The recipient's keys for what is sealed.
        recipient: Its record.
    """

    folder: Path
    reader: Reader
    recipient: Recipient

    @property
    def vault(self) -> Path:
        """The vault; its passphrase is that of all these tests."""
        return self.folder / "vault"

    @property
    def place(self) -> Place:
        """The recipient's three folders."""
        return Place(self.folder / "recipient")

    @property
    def stick(self) -> Path:
        """An empty folder to save to."""
        return self.folder / "stick"

    def collect(self) -> int:
        """Have the recipient take what has arrived, and answer; return how many bundles."""
        at: Desk = inboxes.desk(
            signed_version(1),
            recipient=self.recipient,
            seal_keys=(self.reader.private,),
            now=datetime.now(UTC),
            receipt_key=RECIPIENT_KEY,
        )
        return self.place.collect(at).received

    def files(self, sealed: Path) -> dict[str, bytes]:
        """Open a bundle with the recipient's key and nothing but a tar reader."""
        content = open_all(sealed.read_bytes(), self.reader)
        with tarfile.open(fileobj=io.BytesIO(content)) as tar:
            found = {member: tar.extractfile(member) for member in tar.getmembers()}
            return {member.name: file.read() for member, file in found.items() if file}

    def copied(self, folder: Path) -> "Giver":
        """Return the same person in another folder. The recipient's record names the first."""
        shutil.copytree(self.folder, folder)
        return Giver(folder, self.reader, self.recipient)

    def open(self) -> OpenVault:
        """Open the vault beside the window. Only while that is closed."""
        return open_vault(self.vault, PASSPHRASE)

    def entries(self) -> list[Entry]:
        """Return what the outbox has. Only while the window is closed."""
        with self.open() as opened:
            return Outbox(opened).entries()


def make_giver(
    folder: Path, *, pulses: int = 300, has_address: bool = True, says_yes: bool = True
) -> Giver:
    """Make someone with data who has said yes to all of the sleep project.

    Args:
        folder: Empty or not there.
        pulses: Heartbeats that go one by one, some an hour, before the last weeks.
        has_address: Whether the recipient's record names a folder to send to.
        says_yes: Whether they have said yes.
    """
    folder.mkdir(exist_ok=True, parents=True)
    reader = make_reader("age")
    place = Place(folder / "recipient")
    for each in (place.inbox, place.answers, folder / "stick"):
        each.mkdir(parents=True)
    address = (Delivery(kind="folder", url=place.inbox.as_uri()),) if has_address else ()
    recipient = RECIPIENT.model_copy(
        update={
            "seal": keys_of(reader),
            "delivery": address,
            "answers_url": place.answers.as_uri() if has_address else None,
        }
    )
    with asked(folder) as someone:
        someone.recipient = recipient
        someone.republish()
        someone.refresh()
        bring_in(someone, _heartbeats(pulses))
        if says_yes:
            someone.give()
    return Giver(folder, reader, recipient)


def _heartbeats(count: int) -> Iterator[Sample]:
    """Yield heartbeats of the months before the last ones, every half hour."""
    midnight_ms = int(time.time() // 86_400 - 60) * DAY
    for number in range(count):
        day, half_hour = divmod(number, 48)
        at = midnight_ms - day * DAY + half_hour * HOUR // 2
        yield pulse(at, 60 + number % 40, NAMED)
