"""What can be chosen in a field of the form, in words, and what a choice changes. No Qt.

A value that a draft has and the program does not know is offered as well, by itself: the
form takes nothing away that nobody has looked at.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, get_args

from consent.agreement import type_name
from consent.flow.naming import demographic_label, option_label
from consent.request import Dates, Demographic, Frequency, OptionId, Resolution
from consent.vocabulary import data_uses, legal_bases, purposes
from datadonor.records.categories import Kind as CategoryKind
from datadonor.records.categories import categories, category
from datadonor.records.document_words import document_words
from datadonor.records.episodes import episode_kinds
from datadonor.records.types import types_of
from datadonor.texts import Language, text
from ui.researching_form import FieldSpec, Kind, Values, put, put_options, value_at

Choices = list[tuple[str, str]]
"""Value and words of each, in the order in which they are offered."""

_EFFECTS: Final = ("erase", "anonymise", "future_only")


def choices_of(field: FieldSpec, values: Values, language: Language) -> Choices:
    """Return what can be chosen in a field, and what stands in it already."""
    offered = list(_OFFERED[field.form](field, values, language))
    known = {value for value, _ in offered}
    return offered + [(each, each) for each in _chosen(field, values) if each not in known]


def write_field(values: Values, field: FieldSpec, value: object) -> None:
    """Write what a person chose or typed in a field, and what follows from it."""
    if field.kind is Kind.OPTIONS and isinstance(value, list):
        put_options(values, value)
    else:
        put(values, field.path, value)
    if field.form == "items.*.category":
        item = value_at(values, field.path[:-1])
        item["types"] = []
        if value:
            item["id"] = item["id"] or suggested_id(values, str(value))


def suggested_id(values: Values, wanted: str) -> str:
    """Return an id for one of several things asked for that no other has."""
    taken = {item["id"] for item in values["items"]}
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


# -- within -----------------------------------------------------------------------------

_Offer = Iterator[tuple[str, str]]


def _chosen(field: FieldSpec, values: Values) -> list[str]:
    found = value_at(values, field.path)
    entries = found if isinstance(found, list) else [found]
    return [str(each["id"] if isinstance(each, dict) else each) for each in entries if each != ""]


def _in_words(key: str, values: tuple[str, ...], language: Language) -> _Offer:
    for value in values:
        yield value, _capital(text(f"request_words.{key}.{value}", language))


def _purposes(_field: FieldSpec, _values: Values, language: Language) -> _Offer:
    yield from ((name, term.name.in_language(language)) for name, term in purposes().items())


def _data_use(_field: FieldSpec, _values: Values, language: Language) -> _Offer:
    yield from ((name, term.name.in_language(language)) for name, term in data_uses().items())


def _legal_basis(_field: FieldSpec, _values: Values, language: Language) -> _Offer:
    yield from ((name, term.name.in_language(language)) for name, term in legal_bases().items())


def _categories(_field: FieldSpec, _values: Values, language: Language) -> _Offer:
    yield from ((name, each.name.in_language(language)) for name, each in categories().items())


def _types(field: FieldSpec, values: Values, language: Language) -> _Offer:
    chosen = value_at(values, (*field.path[:-1], "category"))
    known = category(chosen)
    if known is None:
        return
    yield from ((str(each.id), each.name.in_language(language)) for each in types_of(chosen))
    for name, kind in episode_kinds().items():
        if kind.category == chosen:
            yield name, kind.name.in_language(language)
    if known.kind is CategoryKind.RECORDS:
        yield from ((name, _capital(type_name(name, language))) for name in document_words())


def _resolutions(_field: FieldSpec, _values: Values, language: Language) -> _Offer:
    return _in_words("resolutions", tuple(Resolution), language)


def _dates(_field: FieldSpec, _values: Values, language: Language) -> _Offer:
    return _in_words("dates", tuple(Dates), language)


def _demographics(_field: FieldSpec, _values: Values, language: Language) -> _Offer:
    yield from ((each, demographic_label(each, language)) for each in get_args(Demographic))


def _frequencies(_field: FieldSpec, _values: Values, language: Language) -> _Offer:
    return _in_words("frequency", get_args(Frequency), language)


def _effects(_field: FieldSpec, _values: Values, language: Language) -> _Offer:
    return _in_words("effects", _EFFECTS, language)


def _afterwards(_field: FieldSpec, _values: Values, language: Language) -> _Offer:
    return _in_words("effects", _EFFECTS[:2], language)


def _options(_field: FieldSpec, _values: Values, language: Language) -> _Offer:
    yield from ((each.value, option_label(each, language)) for each in OptionId)


def _answers(field: FieldSpec, values: Values, language: Language) -> _Offer:
    answers = value_at(values, (*field.path[:-1], "answers"))
    for number, answer in enumerate(answers):
        if answer["da"] or answer["en"]:
            yield str(number), f"{number + 1}. {answer[language.value] or answer['da']}"


_OFFERED: Final[Mapping[str, Callable[[FieldSpec, Values, Language], _Offer]]] = {
    "purposes": _purposes,
    "data_use": _data_use,
    "legal_basis": _legal_basis,
    "items.*.category": _categories,
    "items.*.types": _types,
    "items.*.finest_resolution": _resolutions,
    "items.*.dates": _dates,
    "demographics": _demographics,
    "frequency": _frequencies,
    "retention.then": _afterwards,
    "withdrawal.effect": _effects,
    "options": _options,
    "comprehension.*.correct": _answers,
}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
