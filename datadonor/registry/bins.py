"""The sixteen bins: the same records again, so that fetching tells nothing of who asks.

A client fetches every bin that has changed, and believes each record in it only by its
own length and digest among the signed targets.
"""

import base64
from collections.abc import Mapping

import rfc8785

from datadonor.registry.targets import BINS, bin_of


def fill_bins(contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the sixteen bins of some records, also the empty ones.

    Each line is RFC 8785 JSON, ``{"content": base64, "name": …}``, and ends in a line
    feed; lines ascend by name. So the same records always make the same bytes.
    """
    lines: dict[str, list[bytes]] = {name: [] for name in BINS}
    for name in sorted(contents):
        content = base64.b64encode(contents[name]).decode()
        lines[bin_of(name)].append(rfc8785.dumps({"name": name, "content": content}) + b"\n")
    return {name: b"".join(lines[name]) for name in BINS}
