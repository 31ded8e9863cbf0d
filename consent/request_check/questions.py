"""What a person is asked: control questions and questionnaires."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from consent.request import ProjectRequest
from consent.request_check.finding import Code, RequestFinding

FEWEST_QUESTIONS: Final = 2
"""Fewer control questions show nothing. Our choice."""

_STATUS: Final = frozenset({"draft", "active", "retired", "unknown"})
_TYPES: Final = frozenset(
    {
        "group", "display", "boolean", "decimal", "integer", "date", "dateTime", "time",
        "string", "text", "url", "choice", "open-choice", "attachment", "reference", "quantity",
    }
)  # fmt: skip
"""FHIR R4 item-type. ``question`` is abstract there and cannot be answered."""


def check_comprehension(request: ProjectRequest, _today: date) -> Iterator[RequestFinding]:
    """Check that the control questions can show something."""
    questions = request.comprehension
    if len(questions) < FEWEST_QUESTIONS:
        yield RequestFinding(Code.COMPREHENSION_FEW, "comprehension", {"count": FEWEST_QUESTIONS})
    elif len({question.correct for question in questions}) == 1:
        yield RequestFinding(Code.COMPREHENSION_SAME_PLACE, "comprehension")


def check_questionnaires(request: ProjectRequest, _today: date) -> Iterator[RequestFinding]:
    """Check that each questionnaire is a FHIR R4 Questionnaire that can be answered.

    Source: FHIR R4 Questionnaire: ``status`` is mandatory, ``linkId`` is unique within
    it (que-2), ``item.type`` is mandatory. A title is ours: a person must see a name.
    """
    for number, questionnaire in enumerate(request.questionnaires):
        for field in _faults(questionnaire):
            yield RequestFinding(
                Code.QUESTIONNAIRE_INVALID, f"questionnaires.{number}.{field}", {"field": field}
            )
    has_item = any(item.category == "questionnaires" for item in request.items)
    if request.questionnaires and not has_item:
        yield RequestFinding(Code.QUESTIONNAIRE_NOT_ASKED, "questionnaires")


def _faults(questionnaire: Mapping[str, Any]) -> list[str]:
    """Return the fields that are missing or off; each once, names of FHIR only."""
    faults = []
    if questionnaire.get("resourceType") != "Questionnaire":
        faults.append("resourceType")
    if not _is_one_of(questionnaire.get("status"), _STATUS):
        faults.append("status")
    title = questionnaire.get("title")
    if not isinstance(title, str) or not title.strip():
        faults.append("title")
    items = list(_items(questionnaire))
    if not items or not all(isinstance(item, Mapping) for item in items):
        return [*faults, "item"]
    links = [item.get("linkId") for item in items]
    if not all(isinstance(link, str) and link for link in links) or len(set(links)) != len(links):
        faults.append("item.linkId")
    if not all(_is_one_of(item.get("type"), _TYPES) for item in items):
        faults.append("item.type")
    return faults


def _items(within: Mapping[str, Any]) -> Iterator[Any]:
    """Yield every item at every level. The request's depth is bounded when it is read."""
    items = within.get("item", [])
    for item in items if isinstance(items, Sequence) and not isinstance(items, str) else [items]:
        yield item
        if isinstance(item, Mapping):
            yield from _items(item)


def _is_one_of(value: object, words: frozenset[str]) -> bool:
    return isinstance(value, str) and value in words
