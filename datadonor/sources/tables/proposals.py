"""What the tables in a file could mean: a proposal for each kind, to be shown and confirmed.

Holds headings and first rows, as every ``Proposal``: for the person's eyes, never for a log.
Must not know: where it is shown.
"""

from pathlib import Path
from typing import Final

from datadonor.errors import DatadonorError
from datadonor.sources.detection import detect
from datadonor.sources.parcel import open_parcel
from datadonor.sources.tables.proposal import Proposal, propose

MOST_PROPOSALS: Final = 5
"""Of one file, folder or zip. Source: our choice; nobody confirms more at a time."""

_TABLE: Final = "table"


def propose_mappings(file: Path) -> list[Proposal]:
    """Return a proposal for each kind of table in what a person gave, as they are met.

    Returns:
        At most ``MOST_PROPOSALS``, no two for the same headings. Nothing, if the file
        cannot be read a second time.
    """
    found: dict[str, Proposal] = {}
    try:
        with open_parcel(file) as parcel:
            claims, _ = detect(parcel)
            for entry in claims.get(_TABLE, ()):
                proposal = propose(entry)
                found.setdefault(proposal.fingerprint, proposal)
                if len(found) == MOST_PROPOSALS:
                    break
    except DatadonorError:
        pass  # what was said of the file already stands
    return list(found.values())
