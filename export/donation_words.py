"""Donations in words: what a record is called, what becomes of each value, how far it has come.

For the person's own screen: it holds values. Must not compute, nor know where it is shown.
"""

from typing import Final, NamedTuple

from datadonor.records.categories import CategoryId
from datadonor.records.labels import category_label, name_label
from datadonor.records.unit_words import written_number
from datadonor.texts import Fact, Language, catalogue, text
from export.fetching import Fetched
from export.leak_gate import Leak
from export.outbox import BundleState
from export.outgoing import Change
from export.preview import DEVICE, Shown

_KIB: Final = 1024.0
_LABELS: Final = ("id", "subject", "code", "effective", "value", "component", DEVICE, "performer")
_OF_MANY: Final = tuple(f"Observation.{each}" for each in ("effective", "value", "component"))


class ChangeWords(NamedTuple):
    """What becomes of one value on its way.

    Attributes:
        field: What it is.
        before: As it is with the person; a dash where there is nothing.
        after: As it is sent, or that it is not.
        is_sent: Whether anything of it is sent.
    """

    field: str
    before: str
    after: str
    is_sent: bool


def record_title(shown: Shown, language: Language) -> str:
    """Return what a record on its way out is, as a person calls it."""
    outgoing = shown.outgoing
    label = category_label(CategoryId(outgoing.category), language)
    kind = next((row.cells[1] for row in outgoing.rows), None) if _is_measured(shown) else None
    if isinstance(kind, str):
        return f"{label}: {name_label(kind, language)}"
    return f"{label} ({outgoing.resource_type})"


def change_in_words(change: Change, shown: Shown, language: Language) -> ChangeWords:
    """Put one change of a record into words. Values are as long as they are.

    Args:
        change: One of the record's.
        shown: The record.
        language: Of the words.
    """
    field = change.field.partition(".")[2] or change.field
    if _is_measured(shown):
        label = next((each for each in _LABELS if field.startswith(each)), None)
        field = field if label is None else text(f"donation.field.{label}", language)
    is_of_many = shown.outgoing.record is None and change.field.startswith(_OF_MANY)
    nothing = text("donation.preview.many", language) if is_of_many else "–"
    unsent = text("donation.preview.not_sent", language)
    return ChangeWords(
        field, change.before or nothing, change.after or unsent, is_sent=bool(change.after)
    )


def size_in_words(size_bytes: int, language: Language) -> str:
    """Return a length in the unit that is easiest to read (powers of 1024, as files have)."""
    size = float(size_bytes)
    for unit in ("B", "kB", "MB"):
        if size < _KIB:
            return f"{written_number(size, language, 0 if unit == 'B' else 1)} {unit}"
        size /= _KIB
    return f"{written_number(size, language, 1)} GB"


def state_in_words(state: BundleState, language: Language) -> str:
    """Say how far a donation has come."""
    return text(f"donation.state.{state}", language)


def answer_in_words(fetched: Fetched, language: Language) -> str:
    """Say what a recipient has answered, or that there is no news, or why that is not known."""
    entry, answer, error = fetched
    if error is not None:
        message = error.user_message(language)
        return f"{message.message} {message.remedy}"
    if answer is None:
        no_news = text("donation.answers.no_news", language)
        return f"{no_news} ({state_in_words(entry.state, language)})"
    said = answer.answer.statement.in_language(language)
    return said + _rejection(answer.answer.detail.code, language)


def leak_in_words(leak: Leak, language: Language) -> str:
    """Say where something was found that points at the person, and what kind; never the value."""
    found = leak.finding
    key = f"donation.leak.kind.{found.kind.value}"
    kind = text(key if key in catalogue() else "donation.leak.kind.other", language)
    certainty = "certain" if found.is_certain else "uncertain"
    place: dict[str, Fact] = {"file": leak.path, "start": found.start, "end": found.end}
    return text(f"donation.leak.{certainty}", language, kind=kind, **place)


# -- within ---------------------------------------------------------------------------


def _is_measured(shown: Shown) -> bool:
    """Say whether it is a sample, an episode or a sum of them."""
    is_document = (shown.outgoing.record or "").startswith("d")
    return shown.outgoing.resource_type == "Observation" and not is_document


def _rejection(code: str | None, language: Language) -> str:
    """Return the reason of a rejection in words of our own, if there are any."""
    if code is None:
        return ""
    key = f"errors.{code}.what"
    if key not in catalogue() or "{" in catalogue()[key][language]:
        return f" {code}."
    return f" {code}: {text(key, language)}"
