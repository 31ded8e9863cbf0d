"""The tables of the vault, and how an older vault becomes a newer one.

Each step is applied once, in order, inside one transaction with its number in
``user_version``. A step that has been released is never edited: a stored vault of
every earlier number is opened by the tests.
"""

from typing import Final

STEPS: Final[tuple[tuple[str, ...], ...]] = (
    # 1: the log, and the vault's own secret
    (
        """
        CREATE TABLE event (
            position    INTEGER PRIMARY KEY,  -- index of the leaf, from 0
            transaction_number INTEGER NOT NULL,  -- events committed together share it
            leaf_hash   BLOB NOT NULL CHECK (length(leaf_hash) = 32),
            body        BLOB                  -- RFC 8785 JSON; NULL once erased
        ) STRICT
        """,
        """
        CREATE TABLE secret (
            name        TEXT PRIMARY KEY,
            value       BLOB NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
    ),
)

VERSION: Final = len(STEPS)
"""The schema that this program writes."""
