"""A researcher's folders as the real parts make them: keys, inbox, store and answers."""

from dataclasses import dataclass, field
from pathlib import Path

from consent.envelope import PublicKey
from consent.recipient_keys import (
    RECEIPT_KEY,
    RECEIPT_KIND,
    RECORD,
    make_recipient_keys,
)
from consent.request import SignedRequest
from datadonor.registry.targets import to_bytes
from datadonor.vault.kdf import KdfParameters
from datadonor.vault.keystore import seal_private_key
from export.receiving.keys_folder import keep_request, seal_key
from tests import bundles
from tests.inboxes import Citizen, Folders, Sender, recipient, request
from tests.seals import Reader
from tests.unit.conftest import PASSPHRASE, WEAK


@dataclass(frozen=True)
class Researcher(Folders):
    """Who receives in ``root``: the folders lie beside each other, as in the guide."""

    reader: Reader
    signed: SignedRequest = field(default_factory=request)

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    def citizen(self, number: int = 1) -> Sender:
        """Return somebody who donates to this researcher."""
        return Sender(Citizen(number), self.signed, self.reader)


def make_researcher(
    root: Path, effect: str = "erase", *, keeps_request: bool = True, cost: KdfParameters = WEAK
) -> Researcher:
    """Make the folders. The key that signs is the one of the tests' requests.

    Args:
        root: Made if it is not there.
        effect: What the request promises on withdrawal.
        keeps_request: Whether the request lies with the keys.
        cost: Of the passphrase.
    """
    keys = root / "keys"
    made = make_recipient_keys(keys, PASSPHRASE, cost, {})
    secret, public = bundles.RECIPIENT_KEY.private_bytes_raw(), bundles.RECIPIENT_KEY
    written = PublicKey.of(public).format()
    sealed = seal_private_key(secret, RECEIPT_KIND, written, PASSPHRASE, cost)
    (keys / RECEIPT_KEY).write_bytes(sealed)
    reader = Reader(made["seal"]["keys"][0], seal_key(keys, PASSPHRASE))
    (keys / RECORD).write_bytes(to_bytes(recipient(reader)))
    researcher = Researcher(root, reader, request(effect))
    if keeps_request:
        keep_request(keys, researcher.signed.content, researcher.signed.request)
    researcher.inbox.mkdir()
    return researcher
