"""Remembering what the columns of a kind of table mean, once a person has said so."""

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Actor
from datadonor.sources.errors import MappingNeeded
from datadonor.sources.tables.mapping import TableMapping
from datadonor.vault.database import Connection


def remembered_mappings(connection: Connection) -> dict[str, TableMapping]:
    """Return the mappings that the vault knows, by fingerprint.

    One that this program cannot read any more is left out: the person is asked again.
    """
    found: dict[str, TableMapping] = {}
    for fingerprint, text in connection.rows("SELECT fingerprint, mapping FROM table_mapping"):
        try:
            found[fingerprint] = TableMapping.from_json(text)
        except MappingNeeded:
            continue
    return found


def remember_mapping(opened: OpenVault, mapping: TableMapping, who: Actor) -> None:
    """Keep a mapping for the next table of its kind, in place of an older one.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    with opened.log.transaction(who) as recording:
        recording.connection.execute(
            "INSERT INTO table_mapping VALUES (?, ?) "
            "ON CONFLICT (fingerprint) DO UPDATE SET mapping = excluded.mapping",
            (mapping.fingerprint, mapping.to_json()),
        )
