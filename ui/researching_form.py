"""The form of a request as plain data: which field stands where, and of what kind it is. No Qt.

A draft is nested lists and mappings, as ``consent.draft`` reads and writes them. A field is
a path into it. Must not know: what a field is called, or what is right to write in it.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from consent.draft import SKELETON
from consent.request import OptionId, RequestInvalid

Path = tuple[str | int, ...]
"""Names and positions from 0: ``("items", 0, "why", "da")``."""

Values = dict[str, Any]
"""A draft, in the shape of ``shaped``."""

LANGUAGES: Final = ("da", "en")


class Section(StrEnum):
    """A part of the form, in the order in which it is filled in."""

    PARTIES = "parties"
    PURPOSE = "purpose"
    DATA = "data"
    TIME = "time"
    RIGHTS = "rights"
    QUESTIONS = "questions"
    SIGNING = "signing"


class Kind(StrEnum):
    """How a field is written."""

    LINE = "line"
    PROSE = "prose"
    DAY = "day"
    NUMBER = "number"
    YEARS = "years"  # of a duration, where it is whole years
    ONE = "one"
    MANY = "many"
    YES_NO = "yes_no"
    OPTIONS = "options"  # which there are; each brings a text of its own
    CORRECT = "correct"  # which of the answers above


class FieldSpec(NamedTuple):
    """One field."""

    path: Path
    kind: Kind = Kind.LINE

    @property
    def where(self) -> str:
        """Its path as findings name it."""
        return written(self.path)

    @property
    def form(self) -> str:
        """Its path with a star for each position: what it is called does not depend on them."""
        return form_of(self.where)


class Block(NamedTuple):
    """Fields that belong together.

    Attributes:
        name: What kind of block it is.
        fields: In their order.
        at: The place in a list that it can be removed from.
        said: What stands there that is not written here.
    """

    name: str
    fields: tuple[FieldSpec, ...]
    at: Path | None = None
    said: str = ""


_QUESTION: Final = {
    "question": {"da": "", "en": ""},
    "answers": [{"da": "", "en": ""}],
    "correct": None,
    "explanation": {"da": "", "en": ""},
}
_CONTROLLER: Final = ("name", "cvr", "address", "contact", "dpo")
_INVESTIGATOR: Final = ("name", "title", "organisation", "contact")
_SHOWN_ANSWERS: Final = 3
_MOST_ANSWERS: Final = 6

_TEMPLATE: Final[Mapping[str, Any]] = {
    **SKELETON,
    "items": [{**SKELETON["items"][0], "types": [""]}],
    "demographics": [""],
    "options": [{"id": "", "text": {"da": "", "en": ""}}],
    "retention": {"until": "", "duration": "", "then": "erase"},
    "comprehension": [_QUESTION],
}

_ADDED: Final[Mapping[Section, str]] = {
    Section.DATA: "items",
    Section.QUESTIONS: "comprehension",
}
"""What there can be more of, and the field whose entries they are."""


def written(path: Path) -> str:
    """Return a path with dots between its steps."""
    return ".".join(map(str, path))


def form_of(where: str) -> str:
    """Return a written path with a star for each position."""
    return ".".join("*" if step.isdecimal() else step for step in where.split("."))


def new_draft() -> Values:
    """Return a draft in which nothing is filled in but what the skeleton begins with."""
    return shaped(SKELETON)


def shaped(values: Mapping[str, Any]) -> Values:
    """Return a draft in which every field of the form is there, empty ones as "".

    Fields that the form does not know stay as they are.

    Raises:
        RequestInvalid: ``where`` names the first field that is of another shape altogether,
            such as a list where a text belongs.
    """
    found: Values = _shape(_TEMPLATE, dict(values), "")
    for question in found["comprehension"]:
        while len(question["answers"]) < _SHOWN_ANSWERS:
            question["answers"].append({"da": "", "en": ""})
    return found


def value_at(values: Values, path: Path) -> Any:  # noqa: ANN401 - whatever stands there
    """Return what stands in a field."""
    found: Any = values
    for step in path:
        found = found[step]
    return found


def put(values: Values, path: Path, value: object) -> None:
    """Write something into a field."""
    value_at(values, path[:-1])[path[-1]] = value


def put_options(values: Values, wanted: list[str]) -> None:
    """Have exactly these options, in the order of the request; texts that are there stay.

    Those that the request's format does not know come last.
    """
    before = {option["id"]: option for option in values["options"]}
    order = [each.value for each in OptionId]
    order += [name for name in before if name not in order]
    values["options"] = [
        before.get(name, {"id": name, "text": {"da": "", "en": ""}})
        for name in order
        if name in wanted
    ]


def add_entry(values: Values, section: Section) -> Path:
    """Add one more of what a section has several of, and return where it stands."""
    name = _ADDED[section]
    added = _shape(_TEMPLATE[name][0], {}, name)
    while name == "comprehension" and len(added["answers"]) < _SHOWN_ANSWERS:
        added["answers"].append({"da": "", "en": ""})
    values[name].append(added)
    return (name, len(values[name]) - 1)


def add_questionnaire(values: Values, questionnaire: Mapping[str, Any]) -> Path:
    """Add a questionnaire that was made elsewhere, and return where it stands."""
    values["questionnaires"].append(dict(questionnaire))
    return ("questionnaires", len(values["questionnaires"]) - 1)


def may_add(section: Section) -> bool:
    """Say whether a section has several of something."""
    return section in _ADDED


def remove_entry(values: Values, at: Path) -> None:
    """Remove one of several."""
    del value_at(values, at[:-1])[at[-1]]


def section_of(where: str) -> Section:
    """Return the section in which a finding's place lies."""
    top = where.split(".", maxsplit=1)[0]
    return next((section for section, names in _TOPS.items() if top in names), Section.SIGNING)


def field_for(where: str, values: Values) -> FieldSpec | None:
    """Return the field that a finding's place leads to: itself, or the nearest there is."""
    fields = [
        field
        for block in blocks_of(section_of(where), values)
        for field in block.fields
    ]  # fmt: skip
    inside = [field for field in fields if field.where == where or is_under(field.where, where)]
    around = [field for field in fields if is_under(where, field.where)]
    return next(iter([*inside, *around]), None)


def entry_for(where: str, values: Values) -> Path | None:
    """Return which of several a finding's place lies in; the first, if it is about all of them."""
    entries = [block.at for block in blocks_of(section_of(where), values) if block.at is not None]
    return next((at for at in entries if _is_about(where, written(at))), None)


def is_under(where: str, outer: str) -> bool:
    """Say whether a place lies within another."""
    return where.startswith(f"{outer}.")


def blocks_of(section: Section, values: Values) -> tuple[Block, ...]:
    """Return what a section consists of, for a draft as it stands."""
    return tuple(_BLOCKS[section](values))


# -- within -----------------------------------------------------------------------------


def _is_about(where: str, here: str) -> bool:
    return where == here or is_under(where, here) or is_under(here, where)


def _both(kind: Kind, *path: str | int) -> tuple[FieldSpec, ...]:
    return tuple(FieldSpec((*path, language), kind) for language in LANGUAGES)


def _lines(*path: str, names: tuple[str, ...]) -> tuple[FieldSpec, ...]:
    return tuple(FieldSpec((*path, name)) for name in names)


def _parties(_values: Values) -> Iterator[Block]:
    yield Block("title", _both(Kind.LINE, "title"))
    of_list = FieldSpec(("id",)), FieldSpec(("version",), Kind.NUMBER), FieldSpec(("recipient",))
    yield Block("list", of_list)
    yield Block("controller", _lines("controller", names=_CONTROLLER))
    yield Block("investigator", _lines("investigator", names=_INVESTIGATOR))
    committee = _lines("ethics", names=("committee", "case_number"))
    yield Block("ethics", (*committee, FieldSpec(("ethics", "approved_on"), Kind.DAY)))
    yield Block("complaints", _lines("complaints", names=("name", "contact")))


def _purpose(_values: Values) -> Iterator[Block]:
    yield Block("summary", _both(Kind.PROSE, "summary"))
    yield Block("purposes", (FieldSpec(("purposes",), Kind.MANY),))
    yield Block("data_use", (FieldSpec(("data_use",), Kind.MANY),))
    yield Block("legal_basis", (FieldSpec(("legal_basis",), Kind.ONE),))


def _data(values: Values) -> Iterator[Block]:
    for number in range(len(values["items"])):
        at: Path = ("items", number)
        fields = (
            FieldSpec((*at, "category"), Kind.ONE),
            FieldSpec((*at, "id")),
            FieldSpec((*at, "types"), Kind.MANY),
            *_both(Kind.PROSE, *at, "why"),
            FieldSpec((*at, "required"), Kind.YES_NO),
            FieldSpec((*at, "window", "from"), Kind.DAY),
            FieldSpec((*at, "window", "until"), Kind.DAY),
            FieldSpec((*at, "finest_resolution"), Kind.ONE),
            FieldSpec((*at, "dates"), Kind.ONE),
        )
        yield Block("item", fields, at)
    yield Block("demographics", (FieldSpec(("demographics",), Kind.MANY),))


def _time(values: Values) -> Iterator[Block]:
    often = [FieldSpec(("frequency",), Kind.ONE)]
    if values["frequency"] != "once" or values["until"]:
        often.append(FieldSpec(("until",), Kind.DAY))
    yield Block("frequency", tuple(often))
    yield Block("valid_until", (FieldSpec(("valid_until",), Kind.DAY),))
    retention = (
        FieldSpec(("retention", "duration"), Kind.YEARS),
        FieldSpec(("retention", "until"), Kind.DAY),
        FieldSpec(("retention", "then"), Kind.ONE),
    )
    yield Block("retention", retention)
    yield Block("storage_location", (FieldSpec(("storage_location",)),))


def _rights(values: Values) -> Iterator[Block]:
    effect = FieldSpec(("withdrawal", "effect"), Kind.ONE)
    yield Block("withdrawal", (effect, *_both(Kind.PROSE, "withdrawal", "text")))
    yield Block("options", (FieldSpec(("options",), Kind.OPTIONS),))
    for number in range(len(values["options"])):
        yield Block("option", _both(Kind.PROSE, "options", number, "text"))


def _questions(values: Values) -> Iterator[Block]:
    for number, question in enumerate(values["comprehension"]):
        at: Path = ("comprehension", number)
        answers = range(min(len(question["answers"]), _MOST_ANSWERS))
        fields = (
            *_both(Kind.PROSE, *at, "question"),
            *(field for each in answers for field in _both(Kind.LINE, *at, "answers", each)),
            FieldSpec((*at, "correct"), Kind.CORRECT),
            *_both(Kind.PROSE, *at, "explanation"),
        )
        yield Block("question", fields, at)
    for number, questionnaire in enumerate(values["questionnaires"]):
        title = questionnaire.get("title") if isinstance(questionnaire, dict) else None
        said = title if isinstance(title, str) else ""
        yield Block("questionnaire", (), ("questionnaires", number), said)


def _nothing(_values: Values) -> Iterator[Block]:
    return iter(())


_BLOCKS: Final = {
    Section.PARTIES: _parties,
    Section.PURPOSE: _purpose,
    Section.DATA: _data,
    Section.TIME: _time,
    Section.RIGHTS: _rights,
    Section.QUESTIONS: _questions,
    Section.SIGNING: _nothing,
}

_TOPS: Final[Mapping[Section, frozenset[str]]] = {
    Section.PARTIES: frozenset({"title", "id", "version", "recipient", "ethics", "complaints"})
    | {"controller", "investigator"},
    Section.PURPOSE: frozenset({"summary", "purposes", "data_use", "legal_basis"}),
    Section.DATA: frozenset({"items", "demographics", "types"}),
    Section.TIME: frozenset({"frequency", "until", "valid_until", "retention", "storage_location"}),
    Section.RIGHTS: frozenset({"withdrawal", "options"}),
    Section.QUESTIONS: frozenset({"comprehension", "questionnaires"}),
}  # fmt: skip


def _shape(template: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - any YAML
    match template:
        case Mapping():
            return _shape_fields(template, {} if value in (None, "") else value, where)
        case list():
            return _shape_entries(template, [] if value in (None, "") else value, where)
        case bool():
            is_fit = isinstance(value, bool)
        case int() | None:  # what is no number is told where it stands
            is_fit = isinstance(value, int | str) and not isinstance(value, bool)
        case _:
            is_fit = isinstance(value, str)
    if value is None or value == "":
        return "" if template is None else template
    if not is_fit:
        raise RequestInvalid(where=where or "request")
    return value


def _shape_fields(template: Mapping[str, Any], value: Any, where: str) -> Values:  # noqa: ANN401
    if not isinstance(value, dict):
        raise RequestInvalid(where=where or "request")
    dotted = f"{where}." if where else ""
    known = {
        name: _shape(inner, value.get(name), f"{dotted}{name}") for name, inner in template.items()
    }
    return known | {name: inner for name, inner in value.items() if name not in template}


def _shape_entries(template: list[Any], value: Any, where: str) -> list[Any]:  # noqa: ANN401
    if not isinstance(value, list):
        raise RequestInvalid(where=where)
    if not template:  # what the form does not show stays as it is
        return list(value)
    entries = [_shape(template[0], each, f"{where}.{n}") for n, each in enumerate(value)]
    return [each for each in entries if each != ""]
