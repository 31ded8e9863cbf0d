"""Finding what is in the vault by words: categories, types, episodes and documents.

Letters are folded, so that capitals, accents and the two ways of writing æ, ø and å do
not matter. Values are not searched.
"""

import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from datadonor.records.categories import CategoryId, Named, categories
from datadonor.records.dictionaries import StoredType, stored_types
from datadonor.records.episodes import episode_kind, workout_kinds
from datadonor.records.listing import category_of, category_of_kind, stored_kinds
from datadonor.records.record_id import DocumentId
from datadonor.records.types import sample_type
from datadonor.texts import Language
from datadonor.vault.database import Connection

MOST_FOUND: Final = 500
_MOST_WORDS: Final = 20
_DANISH: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})


class Found(StrEnum):
    """What kind of thing was found."""

    CATEGORY = "category"
    TYPE = "type"
    EPISODE = "episode"
    WORKOUT = "workout"
    DOCUMENT = "document"


class Match(NamedTuple):
    """Something in the vault that fits the words.

    ``name`` is the id of a category, type, kind of episode or workout, and a document's
    kind; ``label`` is what a person calls it. ``document`` is given for documents.
    """

    what: Found
    category: CategoryId
    name: str
    label: str
    document: DocumentId | None = None


def search(connection: Connection, words: str, language: Language) -> list[Match]:
    """Return what in the vault fits all of some words, in either language.

    Returns:
        Categories first, then types, episodes, workouts and documents; at most
        ``MOST_FOUND``; nothing if there are no words.
    """
    wanted = fold(words).split()[:_MOST_WORDS]
    if not wanted:
        return []
    found: list[Match] = []
    for match, text in _everything(connection, language):
        folded = fold(text)
        if all(word in folded for word in wanted):
            found.append(match)
            if len(found) == MOST_FOUND:
                break
    return found


def fold(text: str) -> str:
    """Return a text without capitals, accents and compatibility forms; æ, ø, å as ae, oe, aa."""
    composed = unicodedata.normalize("NFKC", text).casefold().translate(_DANISH)
    plain = unicodedata.normalize("NFD", composed)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _everything(connection: Connection, language: Language) -> Iterator[tuple[Match, str]]:
    """Yield what there is, each with the text that it is found by."""
    types = list(stored_types(connection))
    kinds = stored_kinds(connection)
    stored = connection.rows("SELECT DISTINCT category FROM document")
    present = {
        *map(category_of, types),
        *map(category_of_kind, kinds),
        *(CategoryId(each) for (each,) in stored),
    }
    for name, known in categories().items():
        if name in present:
            label = known.name.in_language(language)
            yield Match(Found.CATEGORY, name, name, label), f"{name} {_both(known.name)}"
    yield from {each.name: _type(each, language) for each in types}.values()
    for kind in kinds:
        known_kind = episode_kind(kind)
        label = kind if known_kind is None else known_kind.name.in_language(language)
        text = kind if known_kind is None else f"{kind} {_both(known_kind.name)}"
        yield Match(Found.EPISODE, category_of_kind(kind), kind, label), text
    yield from _workouts(connection, language)
    yield from _documents(connection)


def _type(stored: StoredType, language: Language) -> tuple[Match, str]:
    known = sample_type(stored.name)
    label = stored.name if known is None else known.name.in_language(language)
    text = stored.name if known is None else f"{stored.name} {_both(known.name)}"
    return Match(Found.TYPE, category_of(stored), stored.name, label), text


def _workouts(connection: Connection, language: Language) -> Iterator[tuple[Match, str]]:
    rows = connection.rows("SELECT DISTINCT kind, code FROM episode WHERE code IS NOT NULL")
    for kind, code in rows:
        known = workout_kinds().get(code)
        if known is not None:
            label = known.name.in_language(language)
            match = Match(Found.WORKOUT, category_of_kind(kind), code, label)
            yield match, f"{code} {_both(known.name)}"


def _documents(connection: Connection) -> Iterator[tuple[Match, str]]:
    query = "SELECT id, kind, category, title, code FROM document ORDER BY date_ms DESC, id DESC"
    for number, kind, whose, title, code in connection.rows(query):
        match = Match(Found.DOCUMENT, CategoryId(whose), kind, title or kind, DocumentId(number))
        yield match, f"{kind} {title or ''} {code or ''}"


def _both(named: Named) -> str:
    return f"{named.da} {named.en}"
