"""The time-stamp authority that the person has chosen; none until they do.

Choosing one is switching timestamps on, and dropping it is switching them off. What was
stamped before stays. Nothing here speaks with anybody.
"""

from typing import Final, NamedTuple

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF, Actor, TimeAuthorityChosen, TimeAuthorityDropped
from datadonor.network import AddressInvalid, host_of
from export.timestamps.errors import TimestampsOff, TimestampsUnavailable
from export.timestamps.token import Root, is_available, parse_root

_MOST_ADDRESS_CHARACTERS: Final = 2000


class TimeAuthority(NamedTuple):
    """Whom commitments are stamped by.

    Attributes:
        url: Where it is asked.
        host: Of the address, as the log names it.
        root: What its answers are checked by.
    """

    url: str
    host: str
    root: Root


def time_authority(opened: OpenVault) -> TimeAuthority | None:
    """Return the authority that is chosen; nothing while timestamps are switched off.

    Raises:
        TimeRootInvalid, NetworkError: What the vault holds of it was changed from outside.
    """
    query = "SELECT url, root FROM time_authority WHERE id = 1"
    row = next(iter(opened.vault.connection.rows(query)), None)
    if row is None:
        return None
    url, root = str(row[0]), bytes(row[1])
    return TimeAuthority(url, host_of(url), parse_root(root))


def choose_authority(
    opened: OpenVault, url: str, root_pem: bytes, who: Actor = SELF
) -> TimeAuthority:
    """Switch timestamps on, or choose another authority. Nobody is asked anything yet.

    Args:
        opened: The vault, on its writing thread.
        url: Where the authority is asked: ``https``, or ``http`` on this computer.
        root_pem: Its root certificate, which the person got by a way that they trust.
        who: Who chooses.

    Raises:
        HelperPresent: It is for the person alone.
        TimestampsUnavailable: There is no library for it here.
        AddressInvalid, AddressInsecure: It may not be asked.
        TimeRootInvalid: There is no root certificate in the file.
        VaultReadOnly, DiskFull, DiskRefused: What was chosen before stands.
    """
    opened.log.require_alone()
    if not is_available():
        raise TimestampsUnavailable
    address = url.strip()
    if len(address) > _MOST_ADDRESS_CHARACTERS or not address.isprintable():
        raise AddressInvalid
    chosen = TimeAuthority(address, host_of(address), parse_root(root_pem))
    with opened.log.transaction(who) as recording:
        recording.connection.execute(
            "INSERT OR REPLACE INTO time_authority (id, url, root) VALUES (1, ?, ?)",
            (chosen.url, chosen.root.pem),
        )
        recording.append(TimeAuthorityChosen(host=chosen.host, root_sha256=chosen.root.sha256))
    return chosen


def drop_authority(opened: OpenVault, who: Actor = SELF) -> None:
    """Switch timestamps off. The stamps that there are stay, and can be checked as before.

    Raises:
        HelperPresent: It is for the person alone.
        TimestampsOff: They are off already.
        VaultReadOnly, DiskFull, DiskRefused: They stay on.
    """
    opened.log.require_alone()
    rows = opened.vault.connection.rows("SELECT 1 FROM time_authority WHERE id = 1")
    if next(iter(rows), None) is None:
        raise TimestampsOff
    with opened.log.transaction(who) as recording:
        recording.connection.execute("DELETE FROM time_authority")
        recording.append(TimeAuthorityDropped())
