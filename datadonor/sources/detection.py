"""Saying what a person gave, by looking inside."""

import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module

from datadonor.sources import formats
from datadonor.sources.parcel import Entry, Parcel
from datadonor.sources.reading import Format


@cache
def known_formats() -> tuple[Format, ...]:
    """Return all formats, in the order in which they are asked."""
    modules = (
        import_module(f"{formats.__name__}.{module.name}")
        for module in pkgutil.iter_modules(formats.__path__)
    )
    found = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return tuple(sorted(found, key=lambda each: (each.rank, each.name)))


def detect(
    parcel: Parcel, asked: Sequence[Format] | None = None
) -> tuple[Mapping[str, tuple[Entry, ...]], tuple[Entry, ...]]:
    """Sort a parcel's entries by format.

    Returns:
        The name of each format found → its entries as listed, formats in the order
        asked; and the entries that belong to none.

    Raises:
        FileRefused, DiskRefused: An entry cannot be looked at.
    """
    candidates = known_formats() if asked is None else asked
    claims: dict[str, list[Entry]] = {}
    left = _sniffed(parcel.entries, [each for each in candidates if not each.is_last], claims)
    for each in candidates:
        if each.name in claims:
            claims[each.name] += [entry for entry in left if each.belongs(entry)]
            left = [entry for entry in left if not each.belongs(entry)]
    left = _sniffed(left, [each for each in candidates if each.is_last], claims)
    order = [each.name for each in candidates if each.name in claims]
    return {name: tuple(claims[name]) for name in order}, tuple(left)


def _sniffed(
    entries: Iterable[Entry], candidates: Sequence[Format], claims: dict[str, list[Entry]]
) -> list[Entry]:
    """Add each entry to the first format that recognises it, and return the rest."""
    left: list[Entry] = []
    if not candidates:
        return list(entries)
    for entry in entries:
        head = entry.head()
        owner = next((each for each in candidates if head and each.sniff(entry, head)), None)
        if owner is None:
            left.append(entry)
        else:
            claims.setdefault(owner.name, []).append(entry)
    return left
