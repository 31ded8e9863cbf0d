"""The made-up hospital's keys and requests, and a request by somebody whom nobody knows.

The texts lie in ``resources/practice``; their dates follow from the day on which they are
made, so that whoever practises finds them open, and its data within their windows.
"""

from datetime import date, timedelta
from importlib.resources import files
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.draft import finish_draft, read_draft
from consent.recipient_keys import make_recipient_keys, open_receipt_key
from consent.request import ProjectRequest, sign_request
from consent.request_check.formalities import years_after
from datadonor import paths
from datadonor.demo.practice.ground import Backstage, PracticeGround
from datadonor.vault.kdf import KdfParameters

RECIPIENT: Final = "oevelseshospitalet"
"""The recipient's id in the registry."""

PASSPHRASE: Final = "intet herinde er hemmeligt 1"  # noqa: S105 - of keys that protect nothing
"""Of all keys here. They are made anew in each folder, and sign for no one else."""

CHEAP: Final = KdfParameters(memory_kib=8 * 1024, iterations=1, lanes=1)
"""The least that is taken: what it would protect is made up, and the passphrase stands above."""

APPROVED: Final = ("sleep", "blood")
"""The requests that the registry approves, in the order of ``PracticeGround.requests``."""

STRANGER: Final = "stranger"

_REACHES_BACK: Final = -2
_SENT_FOR: Final = 3
_OPEN_FOR: Final = 4
_TRUSTED_FOR: Final = 10
"""Years from the day on which it is made."""

_APPROVED_AGO: Final = timedelta(days=90)


def make_recipient(ground: PracticeGround, today: date) -> None:
    """Make the hospital's keys and its record, with where it takes and answers.

    Raises:
        KeysExist, DiskFull, DiskRefused: As ``make_recipient_keys`` says.
    """
    known = {
        "id": RECIPIENT,
        "name": {
            "da": "Øvelseshospitalet (opdigtet)",
            "en": "The practice hospital (made up)",
        },
        "kind": "hospital",
        "delivery": [{"kind": "folder", "url": ground.inbox.absolute().as_uri()}],
        "answers_url": ground.answers.absolute().as_uri(),
        "valid_until": str(years_after(today, _TRUSTED_FOR)),
    }
    make_recipient_keys(Backstage(ground.folder).keys, PASSPHRASE, CHEAP, known)


def write_requests(ground: PracticeGround, today: date) -> None:
    """Write the hospital's requests, signed, and the stranger's, signed by a key of nobody's.

    Raises:
        KeysMissing, DiskFull, DiskRefused: As their names say.
    """
    paths.private_folder(ground.stranger.parent)
    key = open_receipt_key(Backstage(ground.folder).keys, PASSPHRASE)
    for file, name in zip(ground.requests, APPROVED, strict=True):
        paths.atomic_write(file, sign_request(request_of(name, today), key))
    unknown = sign_request(request_of(STRANGER, today), Ed25519PrivateKey.generate())
    paths.atomic_write(ground.stranger, unknown)


def request_of(name: str, today: date) -> ProjectRequest:
    """Return a request as it is asked on a day."""
    content = files("resources").joinpath("practice", f"request-{name}.yaml").read_bytes()
    values = read_draft(content)
    until = str(years_after(today, _SENT_FOR))
    window = {"from": str(years_after(today, _REACHES_BACK)), "until": until}
    items: list[dict[str, Any]] = values["items"]
    values["items"] = [{**item, "window": window} for item in items]
    values["valid_until"] = str(years_after(today, _OPEN_FOR))
    if values["frequency"] != "once":
        values["until"] = until
    if "ethics" in values:
        values["ethics"] = {**values["ethics"], "approved_on": str(today - _APPROVED_AGO)}
    return finish_draft(values)
