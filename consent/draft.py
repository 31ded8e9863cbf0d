"""A request as a researcher writes it: YAML with a comment above each field.

The file is read as hostile all the same: bounded, no tags, no anchors (a few lines of
them can stand for gigabytes).
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from consent.envelope import MOST_BYTES as MOST_ENVELOPE_BYTES
from consent.envelope import EnvelopeDamaged
from consent.request import (
    FORMAT,
    ProjectRequest,
    RequestInvalid,
    open_request,
    parse_document,
    request_document,
)
from datadonor import paths
from datadonor.errors import DatadonorError, ExitCode
from datadonor.texts import Language, catalogue, text

ENDING: Final = ".ddrequest"
"""Of a signed request; a draft may be called anything else."""

MOST_BYTES: Final = 1024 * 1024
_WIDTH: Final = 96
_PLACED: Final = "answers"
"""A list whose places mean something: a question says by number which answer is right."""

_FIELD_NAME: Final = re.compile(r"[\w.-]{1,64}")

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


class _Number(NamedTuple):
    """A number as it is written: 2024.10 is a case number to somebody."""

    written: str


class _PlainLoader(yaml.SafeLoader):
    """YAML without anchors and tags, in which nothing is read as another thing than it says."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse an alias before it is followed, and a tag before it is obeyed."""
        if self.check_event(yaml.AliasEvent) or self._has_tag():
            raise DraftUnreadable(line=self.line + 1)
        return super().compose_node(parent, index)

    def _has_tag(self) -> bool:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # the stub says nothing of it
        return event.tag is not None

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:  # noqa: ANN401 - PyYAML's own
        """Refuse a field that stands twice: a person would read one, the program the other."""
        node = super().compose_mapping_node(anchor)
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise DraftUnreadable(line=key.start_mark.line + 1)
                seen.add(key.value)
        return node

    def construct_number(self, node: yaml.ScalarNode) -> _Number:
        """Keep a number as it is written."""
        return _Number(node.value)


_KEPT: Final = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"}
_NUMBER: Final = "!number"
_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in _KEPT]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_PlainLoader.add_implicit_resolver(
    _NUMBER,
    # No more than what ``safe_dump`` quotes where it is a text.
    re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+(?:[eE][-+][0-9]+)?)?\Z"),
    list("-0123456789"),
)
_PlainLoader.add_constructor(_NUMBER, _PlainLoader.construct_number)

_COUNTED: Final = frozenset({"version", "correct"})
"""Fields that are whole numbers. Of a questionnaire it is not ours to say which are."""


def read_draft(content: bytes) -> dict[str, Any]:
    """Read a draft's values, finished or not.

    Raises:
        DraftUnreadable: Not plain YAML, too large, not a list of fields, or one of them
            twice.
    """
    if len(content) > MOST_BYTES:
        raise DraftUnreadable(line=0)
    try:
        values = _as_written(yaml.load(content, Loader=_PlainLoader))  # noqa: S506 - ours, and safe
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
        RequestInvalid: ``where`` names a field that no request has, or else the first one
            that is missing or off.
        RequestTooNew: It says that it is of a later format.
    """
    given = _without_empty(dict(values))
    strange = next((name for name in given if name not in (*SKELETON, "format")), None)
    if strange is not None:
        raise RequestInvalid(where=strange if _FIELD_NAME.fullmatch(strange) else "request")
    try:
        return parse_document(given)
    except EnvelopeDamaged:
        raise RequestInvalid(where="request") from None


def write_draft(values: Mapping[str, Any], language: Language) -> str:
    """Return a draft as YAML, every field with its explanation above it.

    Args:
        values: What is known; fields not given stand empty, and those that no request has
            come last.
        language: Of the explanations.
    """
    parts = [_comment("draft.head", language)]
    for name, empty in SKELETON.items():
        parts.append(_comment(f"draft.{name}", language) + _yaml(name, values.get(name, empty)))
    rest = {name: value for name, value in values.items() if name not in SKELETON}
    if rest.get("format") == FORMAT:
        del rest["format"]  # a draft need not say it
    parts += [_yaml(name, value) for name, value in rest.items()]
    return "\n".join(parts)


def open_draft(file: Path) -> dict[str, Any]:
    """Read a draft, or a signed request as the draft of its next version.

    Raises:
        DraftUnreadable, EnvelopeDamaged, RequestInvalid, RequestTooNew: It is neither.
        DiskRefused: It may not be read.
    """
    if not is_signed(file):
        return read_draft(_content(file, MOST_BYTES))
    request = open_request(_content(file, MOST_ENVELOPE_BYTES)).request
    values: dict[str, Any] = request_document(request)
    del values["format"]  # a draft need not say it
    return values | {"version": request.version + 1}


def open_finished(file: Path) -> ProjectRequest:
    """Read a draft that is whole, or a signed request as it was signed.

    Raises:
        DatadonorError: As ``open_draft`` and ``finish_draft``.
    """
    if not is_signed(file):
        return finish_draft(open_draft(file))
    return open_request(_content(file, MOST_ENVELOPE_BYTES)).request


def is_signed(file: Path) -> bool:
    """Say whether a file is called as a signed request is."""
    return file.suffix.lower() == ENDING


def explained_fields() -> set[str]:
    """Return the fields that have an explanation."""
    return {key.removeprefix("draft.") for key in catalogue() if key.startswith("draft.")}


def _comment(key: str, language: Language) -> str:
    return "".join(f"# {line}\n" for line in text(key, language).split("\n"))


def _as_written(value: Any, name: str = "") -> Any:  # noqa: ANN401 - any YAML
    """Return what was read, with numbers where numbers belong and as texts where not."""
    match value:
        case _Number():
            is_number = name == "questionnaires" or (name in _COUNTED and value.written.isdecimal())
            return json.loads(value.written) if is_number else value.written
        case dict():
            inside = name == "questionnaires"
            return {
                (_key(key) if name else key): _as_written(inner, name if inside else str(key))
                for key, inner in value.items()
            }
        case list():
            return [_as_written(inner, name) for inner in value]
    return value


def _key(key: object) -> object:
    return key.written if isinstance(key, _Number) else key


def _yaml(name: str, value: Any) -> str:  # noqa: ANN401 - any YAML
    return yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False, width=_WIDTH)


def _content(file: Path, most_bytes: int) -> bytes:
    """Return a file's bytes, and one more than the most if there are more."""
    with paths.disk_errors(), file.open("rb") as opened:
        return opened.read(most_bytes + 1)


def _without_empty(value: Any, *, is_placed: bool = False) -> Any:  # noqa: ANN401 - any YAML
    """Leave out what is empty; of a list that is counted, only at its end."""
    if isinstance(value, dict):
        kept = {
            key: _without_empty(inner, is_placed=key == _PLACED) for key, inner in value.items()
        }
        return {key: inner for key, inner in kept.items() if not _is_empty(inner)}
    if isinstance(value, list):
        inner_values = [_without_empty(inner) for inner in value]
        while is_placed and inner_values and _is_empty(inner_values[-1]):
            inner_values.pop()
        return [inner for inner in inner_values if is_placed or not _is_empty(inner)]
    return value


def _is_empty(value: Any) -> bool:  # noqa: ANN401 - any YAML
    return value in ("", None, {}, [])
