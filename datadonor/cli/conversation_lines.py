"""Pages and fields of a conversation on a terminal: shown as lines, answered by what is typed."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Final

from consent.agreement import PartKind
from consent.flow import AnswerUnfit, Field, FieldKind, Page
from consent.vocabulary import day_in_words
from datadonor.cli.asking import NO, YES
from datadonor.cli.common import Common
from datadonor.cli.lines import WIDTH, wrapped

_WRITTEN_DAY: Final = re.compile(r"([0-9]{1,2})[./-] ?([0-9]{1,2})[./-] ?([0-9]{4})")
"""A day as it is written in Denmark: 3.5.2026 or 3/5-2026."""


def page_lines(shown: Page, common: Common) -> Iterator[str]:
    """Yield what a page has to be read: its heading, its text, the answers so far."""
    yield ""
    heading = common.text("talk.heading", number=shown.number, of=shown.of, heading=shown.heading)
    yield wrapped(heading, hanging=0)
    yield "-" * min(len(heading), WIDTH - 1)
    before = PartKind.TITLE
    for kind, said in shown.parts:
        if kind is not PartKind.ENTRY or before is not PartKind.ENTRY:
            yield ""
        before = kind
        if kind is PartKind.ENTRY:
            yield wrapped(f"- {said}", 2, 2)
        else:
            yield wrapped(f"* {said}" if kind is PartKind.SUBHEADING else said, hanging=0)
            if kind is PartKind.HEADING:
                yield "-" * min(len(said), WIDTH - 1)
    for place, group in enumerate(shown.groups, start=1):
        yield ""
        yield wrapped(f"{place}) {group.heading}", hanging=3)
        for line in group.lines:
            label = line.label if line.label.endswith("?") else f"{line.label}:"
            yield wrapped(f"{label} {line.value}", 3, 2)


def help_lines(common: Common) -> Iterator[str]:
    """Yield what can be typed at any prompt."""
    yield ""
    yield common.text("talk.help.lead")
    for which in ("enter", "back", "clear", "rest", "text", "later", "say_no", "keep"):
        yield wrapped(common.text(f"talk.help.{which}"), 2, 12)


def field_lines(field: Field, common: Common) -> Iterator[str]:
    """Yield what is asked: the question, what belongs to it, and the answers to choose from."""
    yield ""
    yield wrapped(field.label, hanging=0)
    for said in (*field.help, field.refusal):
        if said:
            yield wrapped(said, 2, 0)
    for place, option in enumerate(field.options, start=1):
        yield wrapped(f"{place}) {' '.join(option.label.split())}", 2, 3)
    if field.value is not None:
        yield wrapped(common.text("talk.now", value=value_words(field, common)), 2, 0)


def value_words(field: Field, common: Common) -> str:
    """Return the answer that a field has, in words."""
    labels = {option.id: " ".join(option.label.split()) for option in field.options}
    said = field.value
    if said is None:
        return ""
    if isinstance(said, bool):
        return common.text("consent.yes" if said else "consent.no")
    if isinstance(said, date):
        return _day_words(said, common)
    if isinstance(said, str):
        return labels.get(said, said)
    if field.kind is FieldKind.DAYS:
        return " – ".join(_end_words(each, common) for each in said)
    return ", ".join(labels.get(str(each), str(each)) for each in said)


def read_value(field: Field, typed: str) -> bool | str | date | tuple[str, ...]:
    """Return what was typed as the value of a field; days are read by ``read_day``.

    Raises:
        AnswerUnfit: It is no answer to this.
    """
    match field.kind:
        case FieldKind.YES_NO:
            return _yes_or_no(typed)
        case FieldKind.CHOICE | FieldKind.QUESTION:
            return _option(field, typed)
        case FieldKind.SEVERAL:
            return tuple(_option(field, each) for each in re.split(r"[,; ]+", typed))
        case FieldKind.RECORDS:
            return tuple(re.split(r"[,; ]+", typed))
        case _:
            return read_day(typed)


def read_day(typed: str) -> date:
    """Read a day as it is written in Denmark, or as 2026-05-03.

    Raises:
        AnswerUnfit: It is none.
    """
    found = _WRITTEN_DAY.fullmatch(typed)
    with suppress(ValueError):
        if found is not None:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(typed)
    raise AnswerUnfit


def _yes_or_no(typed: str) -> bool:
    if typed.casefold() in YES | NO:
        return typed.casefold() in YES
    raise AnswerUnfit


def _option(field: Field, typed: str) -> str:
    numbered = {str(place): option.id for place, option in enumerate(field.options, start=1)}
    if typed not in numbered:
        raise AnswerUnfit
    return numbered[typed]


def _end_words(day: object, common: Common) -> str:
    """Return one end of a window; nothing stands for the one that was asked."""
    return _day_words(day, common) if isinstance(day, date) else common.text("talk.as_asked")


def _day_words(day: date, common: Common) -> str:
    return day_in_words(day).in_language(common.language)
