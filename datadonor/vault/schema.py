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
    # 2: what the registry published, and the requests that the person has taken in
    (
        """
        CREATE TABLE registry_file (
            name        TEXT PRIMARY KEY,     -- of the metadata, root history included
            content     BLOB NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE registry_target (
            name        TEXT PRIMARY KEY,
            sha256      BLOB NOT NULL CHECK (length(sha256) = 32),
            content     BLOB NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE project_request (
            project     TEXT NOT NULL,
            version     INTEGER NOT NULL,
            sha256      BLOB NOT NULL CHECK (length(sha256) = 32),
            added       TEXT NOT NULL,        -- moment, as in the log
            content     BLOB NOT NULL,        -- the bytes of the .ddrequest
            PRIMARY KEY (project, version, sha256)
        ) STRICT
        """,
    ),
)

VERSION: Final = len(STEPS)
"""The schema that this program writes."""
