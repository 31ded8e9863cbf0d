"""The chronicle in words: one line for each thing that happened, and for each difference.

Times are Danish wall clock. Must not know: the vault, the log, who asks.
"""

from datetime import date
from typing import Final

from consent.chronicle import Happening, Snapshot, What
from consent.differences import Difference, Kind
from consent.request import ProjectRequest
from datadonor.audit import events
from datadonor.audit.events import moment
from datadonor.audit.wording import role_words
from datadonor.records.categories import category
from datadonor.records.rollups import ZONE
from datadonor.texts import Language, catalogue, day_text, text

_NOTHING: Final = "–"

_OF_DAYS: Final = {
    Kind.WINDOW_NARROWER,
    Kind.WINDOW_WIDER,
    Kind.WINDOW_MOVED,
    Kind.ENDS_EARLIER,
    Kind.ENDS_LATER,
}


def happening_lines(
    happening: Happening, language: Language, request: ProjectRequest | None = None
) -> list[str]:
    """Return what happened: when and what, then who did it, who helped, what else counts.

    Args:
        happening: What happened.
        language: Of the lines.
        request: Names the items; their ids stand where it is not given.

    Returns:
        At least one line. The first has the time; the others say more of the same.
    """

    def line(key: str, **facts: int | str) -> str:
        return text(f"chronicle.{key}", language, **facts)

    lines = [
        line(
            "line",
            when=_when(happening.true_since, language),
            what=_sentence(happening, language, request),
        )
    ]
    who = happening.who
    if who is not None and who.capacity not in {"self", "program"}:
        lines.append(line(f"who.{who.capacity}"))
    if who is not None and who.assisted_by is not None:
        # A helper is named by the person for this very list; it is no health datum.
        helper = who.assisted_by
        place = "" if helper.organisation is None else f", {helper.organisation}"
        role = role_words(helper.role, language)
        lines.append(line("helped", name=f"{helper.name}{place}", role=role))
    if happening.is_on_paper:
        lines.append(line("on_paper"))
    if happening.was_recorded_later:
        lines.append(line("recorded", when=_when(happening.recorded, language)))
    if happening.is_clock_held:
        lines.append(line("clock_held"))
    return lines


def difference_line(
    difference: Difference, language: Language, request: ProjectRequest | None = None
) -> str:
    """Return what is different, in one sentence.

    Args:
        difference: What is different.
        language: Of the sentence.
        request: Names the items; their ids stand where it is not given.
    """
    kind = difference.kind
    about = _about(difference, language, request)
    before, now = (_value(kind, value, language) for value in (difference.before, difference.now))
    return text(f"chronicle.difference.{kind}", language, about=about, before=before, now=now)


def snapshot_line(snapshot: Snapshot, language: Language) -> str:
    """Return how it stood at a moment, in one sentence, and by what was known."""
    true_at = _when(events.instant(snapshot.true_at), language)
    state = state_words(snapshot.standing.state, language)
    if snapshot.known_at is None:
        return text("chronicle.stood", language, when=true_at, state=state)
    known_at = _when(events.instant(snapshot.known_at), language)
    return text("chronicle.stood_as_known", language, when=true_at, known=known_at, state=state)


def state_words(state: str | None, language: Language) -> str:
    """Return the sentence of a state; of none, that nobody had asked yet."""
    return text("chronicle.not_asked" if state is None else f"consent_states.{state}", language)


def _day(written: str, language: Language) -> str:
    return day_text(date.fromisoformat(written), language)


def _facts(
    happening: Happening, language: Language, request: ProjectRequest | None
) -> dict[str, int | str]:
    """Return what stands in the sentence of a happening. Every sentence takes what it needs."""
    what = None if happening.event is None else happening.event.what
    item = getattr(what, "item", None)
    by = getattr(what, "by", None)
    last_day = getattr(what, "last_day", None)
    return {
        "version": getattr(what, "request_version", 0),
        "number": getattr(what, "sequence", 0),
        "last_day": _NOTHING if last_day is None else _day(last_day, language),
        "item": _NOTHING if item is None else _item(item, language, request),
        "reason": _reason(_code(happening), language),
        "by": _NOTHING if by is None else text(f"chronicle.by.{by}", language),
        "form": text(f"chronicle.form.{what.form}", language)
        if isinstance(what, events.ReceiptWritten)
        else _NOTHING,
    }


def _sentence(happening: Happening, language: Language, request: ProjectRequest | None) -> str:
    """Return what happened. A refused release has the sentence of its reason, if there is one."""
    facts = _facts(happening, language, request)
    of_reason = f"consent_refusals.{_code(happening)}.one"
    if happening.what is What.RELEASE_REFUSED and of_reason in catalogue():
        return text(of_reason, language, count=1)
    return text(f"chronicle.what.{happening.what}", language, **facts)


def _code(happening: Happening) -> str:
    """Return the reason of a happening as a code; empty if it has none."""
    what = None if happening.event is None else happening.event.what
    return str(getattr(what, "reason", None) or getattr(what, "ground", None) or "")


def _reason(code: str, language: Language) -> str:
    """Return a reason in words, or the code itself where there are none for it."""
    key = f"chronicle.reason.{code}"
    return text(key, language) if key in catalogue() else code or _NOTHING


def _item(name: str, language: Language, request: ProjectRequest | None) -> str:
    item = None if request is None else request.item(name)
    known = None if item is None else category(item.category)
    return name if known is None else known.name.in_language(language)


def _about(difference: Difference, language: Language, request: ProjectRequest | None) -> str:
    if difference.about is None:
        return _NOTHING
    if difference.kind in {Kind.OPTION_YES, Kind.OPTION_NO}:
        return text(f"request_words.options.{difference.about}", language)
    if difference.kind in {Kind.TOLD, Kind.NOT_TOLD}:
        return text(f"request_words.demographics.{difference.about}", language)
    return _item(difference.about, language, request)


def _value(kind: Kind, value: str | None, language: Language) -> str:
    if kind is Kind.STATE:
        return state_words(value, language)
    if value is None:
        is_types = kind in {Kind.TYPES_FEWER, Kind.TYPES_MORE, Kind.TYPES_OTHER}
        return text("chronicle.all_types", language) if is_types else _NOTHING
    if kind in {Kind.COARSER, Kind.FINER}:
        return text(f"request_words.resolutions.{value}", language)
    if kind in {Kind.RARER, Kind.OFTENER}:
        return text(f"request_words.frequency.{value}", language)
    if kind in _OF_DAYS:
        return " – ".join(_day(each, language) for each in value.split("/"))
    return value


def _when(written: str, language: Language) -> str:
    if not written:
        return text("chronicle.no_time", language)
    return f"{moment(written).astimezone(ZONE):%Y-%m-%d %H:%M}"
