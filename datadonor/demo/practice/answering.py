"""The made-up recipient at work: it collects what has come, answers, and does what it promised.

It does so with a recipient's own program, so that the person sees true answers. Must not
know: the vault.
"""

from datetime import UTC, datetime
from pathlib import Path

from consent.recipient_keys import SEAL_KEY, open_receipt_key
from consent.request import open_request
from datadonor import paths
from datadonor.demo.practice.asking import PASSPHRASE, RECIPIENT
from datadonor.demo.practice.ground import Backstage, HasVault, PracticeGround
from datadonor.registry.publisher import Registry
from datadonor.registry.workshop_errors import WorkshopMissing
from datadonor.vault.keystore import open_private_key
from export.receiving.collecting import collect
from export.receiving.desk import Desk
from export.seal.port import PrivateSealKey


def play_recipient(ground: HasVault, now: datetime | None = None) -> int:
    """Take what lies in the inbox and answer it: received, refused, or withdrawn and erased.

    Args:
        ground: As ``make_practice`` or ``load_practice`` gave it.
        now: With zone; the computer's time if left out.

    Returns:
        How many answers were written. None if nothing had come.

    Raises:
        StoreInUse: It is being played at this moment.
        DatadonorError: As ``collect``; or something of it has been taken away.
    """
    here = PracticeGround(ground.vault.parent)
    desk = _desk(here, now or datetime.now(UTC))
    paths.private_folder(here.inbox)
    before = _contents(here.answers)
    collect(here.inbox, Backstage(here.folder).store, here.answers, desk)
    after = _contents(here.answers)
    return sum(before.get(name) != content for name, content in after.items())


def _desk(ground: PracticeGround, now: datetime) -> Desk:
    backstage = Backstage(ground.folder)
    recipient = Registry.open(backstage.workshop).records.recipient(RECIPIENT)
    if recipient is None:
        raise WorkshopMissing
    with paths.disk_errors():
        requests = [open_request(file.read_bytes()) for file in ground.requests]
        sealed = (backstage.keys / SEAL_KEY).read_bytes()
    kind, secret = open_private_key(sealed, PASSPHRASE)
    return Desk(
        recipient=recipient,
        requests=requests,
        seal_keys=[PrivateSealKey.from_key_file(kind, secret)],
        receipt_key=open_receipt_key(backstage.keys, PASSPHRASE),
        now=now,
    )


def _contents(folder: Path) -> dict[str, bytes]:
    with paths.disk_errors():
        if not folder.is_dir():
            return {}
        return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
