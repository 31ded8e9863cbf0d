"""What the head of an export says about the person: for the leak scan, never as data."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from datadonor.records.sample import IdentifierKind, KnownIdentifier

_MOST_CHARACTERS: Final = 200
_CPR: Final = re.compile(r"\d{6}-?\d{4}", re.ASCII)


def people_in(texts: Iterable[str]) -> Iterator[KnownIdentifier]:
    """Say what each text about the person is; the parts of a name are put together."""
    names = []
    for raw in texts:
        text = " ".join(raw[:_MOST_CHARACTERS].split())
        kind = _kind(text)
        if kind is IdentifierKind.NAME:
            names.append(text)
        elif text:
            yield KnownIdentifier(kind, text, is_subject=True)
    if whole := " ".join(filter(None, names)):
        yield KnownIdentifier(IdentifierKind.NAME, whole, is_subject=True)


def _kind(text: str) -> IdentifierKind:
    if "@" in text:
        return IdentifierKind.EMAIL
    if _CPR.fullmatch(text):
        return IdentifierKind.CPR
    try:
        date.fromisoformat(text)
    except ValueError:
        has_digits = any(map(str.isdigit, text))
        return IdentifierKind.ACCOUNT if has_digits else IdentifierKind.NAME
    return IdentifierKind.BIRTH_DATE
