"""What the columns of a table could mean, shown to the person to confirm."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from datadonor.cli.common import Common
from datadonor.cli.lines import escaped
from datadonor.errors import DatadonorError
from datadonor.sources.detection import detect
from datadonor.sources.parcel import open_parcel
from datadonor.sources.tables.proposal import Proposal, propose
from datadonor.texts import text

_MOST: Final = 5
_TABLE: Final = "table"


class ShownProposal(NamedTuple):
    """A proposal, as a document and in words."""

    proposal: Proposal

    def document(self) -> dict[str, Any]:
        """Return it for a script. ``mapping`` is null if nothing could be proposed."""
        return {
            "mapping": self._mapping(),
            "headings": list(self.proposal.headings),
            "doubts": sorted(doubt.value for doubt in self.proposal.doubts),
        }

    def say(self, common: Common) -> None:
        """Say it: the mapping on standard output, so that it can be saved as it is."""
        for column, heading in enumerate(self.proposal.headings):
            common.warn(f"  {column}: {heading}")
        for doubt in sorted(self.proposal.doubts):
            common.warn("  " + text(f"importing.doubt.{doubt.value}", common.language))
        mapping = self._mapping()
        if mapping is not None:
            common.warn(text("importing.report.proposal", common.language))
            common.say(escaped(json.dumps(mapping, ensure_ascii=False, indent=2)))

    def _mapping(self) -> Any:  # noqa: ANN401 - JSON
        mapping = self.proposal.mapping
        return None if mapping is None else json.loads(mapping.to_json())


def propose_mappings(file: Path) -> Sequence[ShownProposal]:
    """Return a proposal for each kind of table in what a person gave, at most five.

    Nothing, if the file cannot be read a second time.
    """
    found: dict[str, ShownProposal] = {}
    try:
        with open_parcel(file) as parcel:
            claims, _ = detect(parcel)
            for entry in claims.get(_TABLE, ()):
                proposal = propose(entry)
                found.setdefault(proposal.fingerprint, ShownProposal(proposal))
                if len(found) == _MOST:
                    break
    except DatadonorError:
        pass  # what was said of the file already stands
    return list(found.values())
