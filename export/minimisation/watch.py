"""What happens to a record while it is made less telling: what was dropped, by which rules.

Counts go by names that FHIR gives to elements, and never by values. Must not decide.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

import orjson

from export.outgoing import Change

_MOST_SHOWN: Final = 200
"""Characters of a value on the person's screen. Source: our choice; the list shows the rest."""

_OTHER: Final = "?"
"""Stands for a name that FHIR does not know: it is the sender's, and could say anything."""


class Stays(Exception):
    """A record stays whole, by a rule."""

    def __init__(self, rule: str) -> None:
        """Name the rule."""
        super().__init__(rule)
        self.rule = rule


@dataclass
class Watch:
    """Takes note of what becomes of one record.

    Attributes:
        dropped: How often an element of a name was dropped.
        rules: Which rules did anything.
        changes: Each value with what became of it; nothing unless somebody wants to see.
    """

    dropped: Counter[str] = field(default_factory=Counter)
    rules: set[str] = field(default_factory=set)
    changes: list[Change] | None = None

    def drop(self, path: str, value: object, rule: str) -> None:
        """Take note that a value is not sent."""
        holder, _, name = path.rpartition(".")
        self.rules.add(rule)
        self.dropped[known_name(name)] += 1
        if self.changes is not None:
            self.changes.append(Change(f"{holder}.{known_name(name)}", shown(value), None, rule))

    def keep(self, path: str, value: object, sent: object, *rules: str) -> None:
        """Take note that a value is sent, and by which rules it is another now."""
        self.rules.update(rules)
        if self.changes is not None:
            rule = rules[0] if rules else "fields_allowed"
            self.changes.append(Change(path, shown(value), shown(sent), rule))


def shown(value: object) -> str | None:
    """Return a value as a person may look at it: its text, or JSON of at most 200 characters."""
    if value is None:
        return None
    if isinstance(value, str):
        text = value
    else:
        try:
            text = orjson.dumps(value).decode()
        except (orjson.JSONEncodeError, RecursionError):  # nested deeper than orjson writes
            text = "…"
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def known_name(name: str) -> str:
    """Return the name of an element if FHIR has one of that name, else a sign for others."""
    bare = name.removeprefix("_")
    return name if bare in _names() else _OTHER


@cache
def _names() -> frozenset[str]:
    """Return the names of all elements of R4, and of what every object can have."""
    file = files("resources").joinpath("fhir", "r4-elements.json")
    table: Mapping[str, Mapping[str, str]] = orjson.loads(file.read_bytes())
    common = {"id", "meta", "text", "extension", "modifierExtension", "contained", "language"}
    return frozenset(common | {"resourceType", "implicitRules"}).union(*table.values())
