"""Which files a package may have: those that its log names, each in its folder.

Whatever else lies in a package is of nobody's making: it may be true, false, or about
somebody, and nothing in the log binds it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from datadonor.audit.events import DonationSealed, Event
from datadonor.audit.package_log import PARTS
from export.audit_package.gathering import (
    ANSWERS,
    ATTESTATIONS,
    DECISIONS,
    KEPT,
    OPENINGS,
    RECEIPTS,
    REGISTRY,
    RELEASES,
    REQUESTS,
    TEXTS,
    TIMESTAMPS,
)
from export.audit_package.manifest import LOG_FOLDER

_ENDINGS: Final = {
    "answer_sha256": (ANSWERS, "ddanswer"),
    "decision_sha256": (DECISIONS, "json"),
    "request_sha256": (REQUESTS, "ddrequest"),
    "statement_sha256": (ATTESTATIONS, "json"),
    "text_sha256": (TEXTS, "txt"),
}
"""Field of an event → folder and ending of the file that it names."""

_REGISTRY: Final = re.compile(
    rf"{REGISTRY}((first\.root|[1-9][0-9]*\.root|timestamp|snapshot|targets)\.json"
    r"|targets/revocations\.json)"
)


def unnamed(files: Mapping[str, bytes], events: Iterable[Event]) -> list[str]:
    """Return the files of a package that none of its events names.

    Args:
        files: All but the manifest.
        events: Those that are shown, as far as a verdict rests on them.
    """
    named = {*PARTS, *_named(events)}
    lists = (files[name] for name in named & files.keys() if name.startswith(RELEASES))
    named |= {f"{KEPT}{digest}" for each in lists for digest in _digests(each)}
    return [
        name
        for name in files
        if name not in named and (name.startswith(LOG_FOLDER) or not _REGISTRY.fullmatch(name))
    ]


# -- within ---------------------------------------------------------------------------


def _named(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        what = event.what
        for field, (folder, ending) in _ENDINGS.items():
            yield f"{folder}{getattr(what, field, None)}.{ending}"
        yield f"{RECEIPTS}{event.project}.jsonld"
        if isinstance(what, DonationSealed):
            yield f"{OPENINGS}{what.bundle_sha256}.json"
            yield f"{RELEASES}{what.bundle_sha256}.json"
            yield f"{REGISTRY}targets/recipients/{what.recipient}.json"
            for ending in ("tsq", "tsr", "pem"):
                yield f"{TIMESTAMPS}{what.log_commitment}.{ending}"


def _digests(content: bytes) -> list[str]:
    """Return the digests that the list of a release names; none if it is no such list."""
    try:
        return [str(digest) for digest in json.loads(content).values()]
    except (ValueError, AttributeError, RecursionError):
        return []
