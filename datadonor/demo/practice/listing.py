"""The made-up operator: a registry of one recipient and two requests, signed for long.

A real registry is signed anew each week, so that a revocation is soon heard of. Nobody
signs this one in somebody's home, and nothing in it will be revoked; so it is signed as of
nearly a year from now, and its signatures hold until then.
"""

import shutil
from datetime import datetime, timedelta
from typing import Final

from consent.admission import require_admissible, require_signed_by_recipient
from consent.periods import local_day
from consent.recipient_keys import RECORD
from consent.request import open_request
from datadonor import paths
from datadonor.demo.practice.asking import CHEAP, PASSPHRASE
from datadonor.demo.practice.ground import Backstage, PracticeGround
from datadonor.registry.publisher import Registry
from datadonor.registry.targets import parse_recipient, to_bytes

HOLDS: Final = timedelta(days=365)
"""How long the signatures hold at least, from the day on which they are made."""

RENEWED: Final = timedelta(days=30)
"""What is left of them when they are made anew."""


def publish_registry(ground: PracticeGround, now: datetime) -> None:
    """Make the registry and publish the recipient and its requests.

    What an earlier try has left behind is removed first.

    Raises:
        DatadonorError: As ``Registry.create`` and ``Registry.publish``.
    """
    backstage, today = Backstage(ground.folder), local_day(now)
    with paths.disk_errors():
        if backstage.workshop.exists():
            shutil.rmtree(backstage.workshop)
    registry = Registry.create(backstage.workshop, _passphrase, now + HOLDS, CHEAP)
    with paths.disk_errors():
        record = parse_recipient((backstage.keys / RECORD).read_bytes())
        requests = [open_request(file.read_bytes()) for file in ground.requests]
    require_admissible(record, today)
    registry.add_recipient(to_bytes(record))
    for signed in requests:
        require_signed_by_recipient(registry.records, signed, today)
        registry.approve(signed.request.id, signed.request.version, signed.content, today)
    registry.publish(_passphrase, now + HOLDS)


def renew_registry(ground: PracticeGround, now: datetime) -> bool:
    """Sign the registry for another year if its signatures soon run out.

    Returns:
        Whether it was signed.

    Raises:
        DatadonorError: As ``Registry.renew_root`` and ``Registry.publish``.
    """
    registry = Registry.open(Backstage(ground.folder).workshop)
    left = min(role.expires for role in registry.status(now).roles.values()) - now
    if left > RENEWED:
        return False
    registry.renew_root(_passphrase, now + HOLDS)
    registry.publish(_passphrase, now + HOLDS)
    return True


def _passphrase(_key_name: str) -> str:
    return PASSPHRASE
