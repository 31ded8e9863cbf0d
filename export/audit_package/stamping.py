"""The timestamps of a package: what an authority outside signed of the commitments, and when.

A commitment was there when it was stamped, and it had been made when its bundle was sealed.
So a stamp holds the computer's clock against another one, whoever set it. Whom to believe
about time is for the auditor: the root stands in the package, and in the log.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Final

from datadonor.audit.events import (
    Event,
    TimeAuthorityChosen,
    TimestampReceived,
    instant,
    moment,
)
from datadonor.audit.package_findings import PackageFinding, finding
from export.audit_package.answering import Bundle
from export.audit_package.gathering import TIMESTAMPS
from export.audit_package.reading import Package
from export.timestamps.errors import TimeRootInvalid, TimestampInvalid, TimestampsUnavailable
from export.timestamps.token import parse_root, verify_timestamp

CLOCKS_APART: Final = timedelta(minutes=10)
"""How far two clocks may be apart without one of them being wrong. Our choice."""


def judge_timestamps(package: Package, bundles: Mapping[str, Bundle]) -> Iterator[PackageFinding]:
    """Yield which timestamps do not hold, and which contradict the times of the log.

    Args:
        package: What was read.
        bundles: By their digests, as the log tells of them.
    """
    by_commitment = {each.sealed.log_commitment: each for each in bundles.values()}
    roots = [
        (position, event.what.root_sha256)
        for position, event in package.told(TimeAuthorityChosen.kind)
        if isinstance(event.what, TimeAuthorityChosen)
    ]
    for position, event in package.told(TimestampReceived.kind):
        what = event.what
        if not isinstance(what, TimestampReceived):
            continue
        bundle = by_commitment.get(what.log_commitment)
        if bundle is None or bundle.position > position:
            yield finding("TIMESTAMP_FORGED", position)
            continue
        number = bisect_left(roots, (position, ""))
        root_sha256 = roots[number - 1][1] if number else None
        code = _fault(package, what, root_sha256)
        if code is not None:
            yield finding(code, position)
        elif not _is_in_time(bundle, event, what):
            yield finding("CLOCK_CONTRADICTED", position)


# -- within ---------------------------------------------------------------------------


def _fault(package: Package, what: TimestampReceived, root_sha256: str | None) -> str | None:
    """Say what is wrong with a timestamp, by its code; nothing if it proves what it says."""
    name = f"{TIMESTAMPS}{what.log_commitment}"
    query, reply, root = (package.files.get(f"{name}.{end}") for end in ("tsq", "tsr", "pem"))
    if query is None or reply is None or root is None:
        return "TIMESTAMP_NOT_KEPT"
    if sha256(reply).hexdigest() != what.reply_sha256:
        return "TIMESTAMP_FORGED"
    try:
        is_right = parse_root(root).sha256 == root_sha256
        stamped = verify_timestamp(what.log_commitment, query, reply, root)
    except (TimestampInvalid, TimeRootInvalid):
        return "TIMESTAMP_FORGED"
    except TimestampsUnavailable:
        return "TIMESTAMP_UNCHECKED"
    return None if is_right and instant(stamped) == what.stamped else "TIMESTAMP_FORGED"


def _is_in_time(bundle: Bundle, event: Event, what: TimestampReceived) -> bool:
    """Say whether a stamp is from between the sealing and its arrival, by the log's clock."""
    stamped = moment(what.stamped)
    sealed = moment(bundle.recorded)
    arrived = moment(event.when.recorded)
    return sealed - CLOCKS_APART <= stamped <= arrived + CLOCKS_APART
