"""A researcher's overview: keys, requests, what has come and what waits for a person. No Qt.

Read beside the screen, without any passphrase. Nothing of what citizens sent is read.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from consent.request import ProjectRequest
from datadonor.texts import Language, text
from export.receiving.desk import Matter, Report
from export.receiving.keys_folder import OPERATOR_NEEDS, kept_requests, read_record
from export.receiving.quarantine import Refused
from export.receiving.standing import Standing, read_standing
from ui.key_words import words_of_key

_COUNTS: Final = ("received", "again", "rejected", "notices", "ignored")


@dataclass(frozen=True, slots=True)
class KeysCard:
    """Whose keys they are.

    Attributes:
        name: As the record says, or its id; empty if it says neither.
        words: Of the key that signs, to be read to the operator.
        lacks: Fields of the record that the operator needs and that are not filled in.
    """

    name: str
    words: tuple[str, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request that was signed with the keys; ``is_open`` while one can answer it."""

    title: str
    project: str
    version: int
    valid_until: date
    is_open: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the page shows."""

    keys: KeysCard
    requests: tuple[RequestLine, ...]
    standing: Standing


class NextStep(StrEnum):
    """What is to be done next; the most pressing first."""

    BY_HAND = "by_hand"
    COLLECT = "collect"
    COMPLETE_RECORD = "complete_record"
    WRITE_REQUEST = "write_request"
    LOOK_AT_REFUSED = "look_at_refused"
    WAIT = "wait"


def read_overview(
    keys: Path,
    inbox: Path | None,
    store: Path | None,
    answers: Path | None,
    language: Language,
    today: date,
) -> Overview:
    """Look at everything.

    Raises:
        KeysMissing, RecordInvalid, RequestTooNew, StoreDamaged, DiskRefused: As their names
            say.
    """
    requests = sorted(
        (signed.request for signed in kept_requests(keys)),
        key=lambda each: (each.id, -each.version),
    )
    lines = tuple(_line(request, language, today) for request in requests)
    card = _card(read_record(keys), language)
    return Overview(card, lines, read_standing(inbox, store, answers))


def next_step(overview: Overview) -> NextStep:
    """Return what is to be done next."""
    standing = overview.standing
    if standing.by_hand:
        return NextStep.BY_HAND
    if standing.inbox.sealed or standing.inbox.notices:
        return NextStep.COLLECT
    if not overview.requests:
        is_complete = not overview.keys.lacks
        return NextStep.WRITE_REQUEST if is_complete else NextStep.COMPLETE_RECORD
    if standing.refused:
        return NextStep.LOOK_AT_REFUSED
    return NextStep.WAIT


def refused_sentences(refused: Refused, language: Language) -> tuple[str, str]:
    """Return why something lies in quarantine, and what can be done."""
    return refused.sentences(language)


def damage_sentences(standing: Standing, language: Language) -> tuple[str, str] | None:
    """Return what of the store is not as it says, and what can be done; nothing if all is."""
    if not standing.damaged:
        return None
    count = text("donation.collect.damaged", language, count=standing.damaged)
    return count, text("errors.STORE_DAMAGED.remedy", language)


def matter_sentence(matter: Matter, language: Language) -> str:
    """Return what a person should look at, with its reason if there is one."""
    return f"{matter.sentence(language)} {matter.reason.get(language, '')}".strip()


def report_sentences(report: Report, language: Language) -> list[str]:
    """Return what one run of collecting did, as the command says it."""
    counts = {name: getattr(report, name) for name in _COUNTS}
    more = {"deleted": report.deleted, "unlinked": report.unlinked}
    return [
        text(
            f"donation.collect.{name}",
            language,
            count=count,
            **(more if name == "notices" else {}),
        )
        for name, count in counts.items()
        if count or name == "received"
    ]


# -- within -----------------------------------------------------------------------------


def _line(request: ProjectRequest, language: Language, today: date) -> RequestLine:
    return RequestLine(
        " ".join(request.title.in_language(language).split()),
        request.id,
        request.version,
        request.valid_until,
        is_open=today <= request.valid_until,
    )


def _card(record: dict[str, Any], language: Language) -> KeysCard:
    names, keys = record.get("name"), record.get("receipt_keys")
    name = names.get(language.value) if isinstance(names, dict) else None
    key = keys[0] if isinstance(keys, list) and keys else ""
    return KeysCard(
        str(name or record.get("id") or ""),
        words_of_key(str(key)),
        tuple(field for field in OPERATOR_NEEDS if not record.get(field)),
    )
