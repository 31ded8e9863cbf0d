"""A request as a researcher writes it: YAML with a comment above each field.

The file is read as hostile all the same: bounded, no tags, no anchors (a few lines of
them can stand for gigabytes).
"""

from collections.abc import Mapping
from typing import Any, Final

import yaml

from consent.envelope import EnvelopeDamaged
from consent.request import ProjectRequest, RequestInvalid, parse_document
from datadonor.errors import DatadonorError, ExitCode
from datadonor.texts import Language, catalogue, text

MOST_BYTES: Final = 1024 * 1024
_WIDTH: Final = 96

SKELETON: Final[Mapping[str, Any]] = {
    "id": "",
    "version": 1,
    "title": {"da": "", "en": ""},
    "summary": {"da": "", "en": ""},
    "controller": {"name": "", "cvr": "", "address": "", "contact": "", "dpo": ""},
    "investigator": {"name": "", "title": "", "organisation": "", "contact": ""},
    "recipient": "",
    "ethics": {"committee": "", "case_number": "", "approved_on": ""},
    "legal_basis": "",
    "complaints": {"name": "", "contact": ""},
    "purposes": [""],
    "data_use": [""],
    "items": [
        {
            "id": "",
            "category": "",
            "why": {"da": "", "en": ""},
            "required": False,
            "window": {"from": "", "until": ""},
            "finest_resolution": "day",
            "dates": "shifted",
        }
    ],
    "demographics": [],
    "frequency": "once",
    "until": "",
    "options": [],
    "retention": {"duration": "", "then": "erase"},
    "storage_location": "",
    "withdrawal": {"effect": "erase", "text": {"da": "", "en": ""}},
    "comprehension": [],
    "questionnaires": [],
    "valid_until": "",
}
"""Every field in the order in which a researcher fills them in; empty ones still to do."""


class DraftUnreadable(DatadonorError):
    """The file is not YAML of the plain kind (fact: ``line``, 0 if it is not known)."""

    code = "DRAFT_UNREADABLE"
    exit_code = ExitCode.BAD_FILE


class _PlainLoader(yaml.SafeLoader):
    """YAML without anchors, and with dates left as they are written."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse an alias before it is followed."""
        if self.check_event(yaml.AliasEvent):
            raise DraftUnreadable(line=self.line + 1)
        return super().compose_node(parent, index)


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_draft(content: bytes) -> dict[str, Any]:
    """Read a draft's values, finished or not.

    Raises:
        DraftUnreadable: Not plain YAML, too large, or not a list of fields.
    """
    if len(content) > MOST_BYTES:
        raise DraftUnreadable(line=0)
    try:
        values = yaml.load(content, Loader=_PlainLoader)  # noqa: S506 - a safe loader of ours
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise DraftUnreadable(line=line) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise DraftUnreadable(line=0) from None
    if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
        raise DraftUnreadable(line=1)
    return values


def finish_draft(values: Mapping[str, Any]) -> ProjectRequest:
    """Turn a draft's values into a request; fields left empty count as not given.

    Raises:
        RequestInvalid: ``where`` names the first field that is missing or off.
    """
    try:
        return parse_document(_without_empty(dict(values)))
    except EnvelopeDamaged:
        raise RequestInvalid(where="request") from None


def write_draft(values: Mapping[str, Any], language: Language) -> str:
    """Return a draft as YAML, every field with its explanation above it.

    Args:
        values: What is known; fields not given stand empty.
        language: Of the explanations.
    """
    parts = [_comment("draft.head", language)]
    for name, empty in SKELETON.items():
        value = values.get(name, empty)
        body = yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False, width=_WIDTH)
        parts.append(_comment(f"draft.{name}", language) + body)
    return "\n".join(parts)


def explained_fields() -> set[str]:
    """Return the fields that have an explanation."""
    return {key.removeprefix("draft.") for key in catalogue() if key.startswith("draft.")}


def _comment(key: str, language: Language) -> str:
    return "".join(f"# {line}\n" for line in text(key, language).split("\n"))


def _without_empty(value: Any) -> Any:  # noqa: ANN401 - any YAML
    if isinstance(value, dict):
        kept = {key: _without_empty(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in ("", None, {}, [])}
    if isinstance(value, list):
        kept_list = [_without_empty(inner) for inner in value]
        return [inner for inner in kept_list if inner not in ("", None, {}, [])]
    return value
