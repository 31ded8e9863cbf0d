"""A recipient at the command line: a folder of keys, an inbox, a store and answers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from consent.envelope import PublicKey
from consent.recipient_keys import RECEIPT_KEY, RECEIPT_KIND, RECORD, make_recipient_keys
from datadonor.cli.app import run
from datadonor.registry.targets import Recipient, SealKeys, to_bytes
from datadonor.vault.keystore import seal_private_key
from tests.commands import Answer
from tests.consents import RECIPIENT_KEY
from tests.releases import RECIPIENT, signed_version
from tests.unit.conftest import PASSPHRASE, WEAK

REQUEST_FILE: Final = "request.ddrequest"


@dataclass
class Desk:
    """Who receives what is sealed for ``recipient``."""

    keys: Path
    recipient: Recipient
    capsys: pytest.CaptureFixture[str]

    def run(self, *words: str, lang: str = "en") -> Answer:
        """Run one of the recipient's commands, with the keys."""
        secret = f"--passphrase-file={self.keys.parent / 'desk-passphrase'}"
        self.capsys.readouterr()
        code = run(
            ["researcher", *words, "--keys", str(self.keys), f"--lang={lang}", secret],
            lambda *_, **__: {},
        )
        return Answer(code, *self.capsys.readouterr())

    def collect(self, folder: Path, *words: str) -> Answer:
        """Empty ``inbox`` of a folder into its ``store``, with ``answers``."""
        places = (f"--{name}={folder / name}" for name in ("inbox", "store", "answers"))
        return self.run("collect", *places, *words)


def new_desk(folder: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """Make keys in ``keys`` of a folder; the request of the tests lies with them.

    The receipt key is the one that signs the requests of the tests.
    """
    keys = folder / "keys"
    made = make_recipient_keys(keys, PASSPHRASE, WEAK, {})
    recipient = RECIPIENT.model_copy(update={"seal": SealKeys(**made["seal"])})
    public = PublicKey.of(RECIPIENT_KEY).format()
    secret = RECIPIENT_KEY.private_bytes_raw()
    (keys / RECEIPT_KEY).write_bytes(
        seal_private_key(secret, RECEIPT_KIND, public, PASSPHRASE, WEAK)
    )
    (keys / RECORD).write_bytes(to_bytes(recipient))
    (keys / REQUEST_FILE).write_bytes(signed_version(1).content)
    (folder / "desk-passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    return Desk(keys, recipient, capsys)
