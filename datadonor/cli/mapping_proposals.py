"""What the columns of a table could mean, as a document and in words."""

import json
from typing import Any

from datadonor.cli.common import Common
from datadonor.cli.lines import escaped
from datadonor.sources.tables.proposal import Proposal
from datadonor.texts import text


def proposal_document(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal for a script. ``mapping`` is null if nothing could be proposed."""
    return {
        "mapping": _mapping(proposal),
        "headings": list(proposal.headings),
        "doubts": sorted(doubt.value for doubt in proposal.doubts),
    }


def say_proposal(proposal: Proposal, common: Common) -> None:
    """Say a proposal: the mapping on standard output, so that it can be saved as it is."""
    for column, heading in enumerate(proposal.headings):
        common.warn(f"  {column}: {heading}")
    for doubt in sorted(proposal.doubts):
        common.warn("  " + text(f"importing.doubt.{doubt.value}", common.language))
    mapping = _mapping(proposal)
    if mapping is not None:
        common.warn(text("importing.report.proposal", common.language))
        common.say(escaped(json.dumps(mapping, ensure_ascii=False, indent=2)))


def _mapping(proposal: Proposal) -> Any:  # noqa: ANN401 - JSON
    return None if proposal.mapping is None else json.loads(proposal.mapping.to_json())
