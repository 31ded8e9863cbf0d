"""What an account of a package is made of: one shape for each kind of thing that it tells.

Words are in one language; moments are as the log has them (UTC), so that a page and a paper
can write them each in their own way.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from datadonor.audit.events import Position
from datadonor.audit.package_findings import Rank
from datadonor.texts import Language


class Verdict(StrEnum):
    """What a package is, all in all."""

    WHOLE = "whole"
    WRONG = "wrong"
    TAMPERED = "tampered"


class Found(NamedTuple):
    """A finding, and every place where it was made.

    Attributes:
        code: What it is.
        rank: How much it weighs.
        sentence: Says it.
        meaning: What it means, and what can be done.
        places: The evidence, in words.
        positions: Those of the places that are events.
    """

    code: str
    rank: Rank
    sentence: str
    meaning: str
    places: tuple[str, ...]
    positions: tuple[Position, ...]


class Happening(NamedTuple):
    """Where something stands in the log, when it was recorded (UTC), and about what.

    ``project`` and ``title`` are empty for what is about no project; a title that the
    package does not tell is the project's id.
    """

    position: Position
    recorded: str
    project: str
    title: str


class Decided(NamedTuple):
    """A decision: who said what, when, and in which words.

    ``signatures`` says who else signed it; ``pages`` how many pages on paper belong to it.
    """

    at: Happening
    sentence: str
    who: str
    decided: str
    granted: tuple[str, ...]
    not_granted: tuple[str, ...]
    text: str
    language: Language | None
    text_sha256: str
    request_sha256: str
    decision_sha256: str
    is_withheld: bool
    signatures: tuple[str, ...]
    pages: int


class Stamp(NamedTuple):
    """What a time-stamp authority said: which, and when it was (UTC)."""

    host: str
    at: str


class Released(NamedTuple):
    """A step by which data left, what covered it, and when somebody else has seen it."""

    at: Happening
    sentence: str
    is_covered: bool
    why_not: str
    by: Position | None
    bundle_sha256: str
    commitment: str
    stamps: tuple[Stamp, ...]


class Held(NamedTuple):
    """A right to decide for the citizen; days are in words, empty for none."""

    position: Position
    sentence: str
    basis: str
    since: str
    last_day: str
    is_joint: bool
    ended: str
    mandate_sha256: str


class Refused(NamedTuple):
    """Something that was not let out, and why."""

    at: Happening
    why: str


class Signed(NamedTuple):
    """What a recipient signed of a bundle, and when (UTC)."""

    words: str
    at: str


class Withdrawn(NamedTuple):
    """A withdrawal, and for each bundle sent before it what its recipient signed since."""

    at: Happening
    sentence: str
    item: str
    bundles: tuple[tuple[str, tuple[Signed, ...]], ...]


class Answered(NamedTuple):
    """A recipient's signed answer."""

    project: str
    title: str
    at: str
    words: str
    statement: str
    bundle_sha256: str


MEANINGS: Final[Mapping[str, str]] = {
    "FILE_MISSING": "file",
    "FILE_EXTRA": "file",
    "FILE_ALTERED": "file",
    "TREE_OTHER": "log",
    "EVENT_REMOVED": "log",
    "EVENT_ADDED": "log",
    "EVENT_UNCOUNTED": "log",
    "EVENT_ALTERED": "log",
    "EVENT_DOUBLED": "log",
    "EVENTS_REORDERED": "log",
    "TIME_WENT_BACK": "time",
    "CHECKPOINT_OTHER_LOG": "checkpoint",
    "CHECKPOINT_UNSIGNED": "checkpoint",
    "COMMITMENT_DOES_NOT_OPEN": "commitment",
    "HISTORY_REWRITTEN": "commitment",
    "DECISION_FORGED": "decision",
    "ANSWER_FORGED": "answer",
    "ANSWER_OTHER": "answer",
    "ANSWER_CONTRADICTS": "answer",
    "ANSWER_UNCHECKED": "answer",
    "REGISTRY_FORGED": "registry",
    "REGISTRY_OTHER_ROOT": "registry",
    "REGISTRY_NOT_KEPT": "registry",
    "REQUEST_NOT_PUBLISHED": "registry",
    "CONSENT_BACKDATED": "release",
    "RELEASE_OUTSIDE_CONSENT": "release",
    "DOCUMENT_NOT_KEPT": "lacking",
    "OPENING_NOT_KEPT": "lacking",
    "EVENTS_HIDDEN": "hidden",
    "EVENTS_ERASED": "erased",
    "EVENTS_LOST": "lost",
    "DECISION_WITHHELD": "withheld",
    "DELETION_NOT_PROVEN": "deletion",
    "ANSWER_NOT_KEPT": "kept",
    "CLOCK_CONTRADICTED": "time",
    "TIMESTAMP_UNCHECKED": "timestamp",
    "TIMESTAMP_NOT_KEPT": "timestamp",
    "TIMESTAMP_FORGED": "timestamp",
    "DECIDED_WITHOUT_RIGHT": "right",
    "ATTESTATION_FORGED": "decision",
    "RELEASE_NOT_APPROVED": "packed",
    "REGISTRY_NOT_THEN": "registry",
    "REGISTRY_ABSENT": "registry",
    "MANIFEST_WRONG": "file",
}
"""Finding → what is said of its meaning; of others it is said by their rank."""
