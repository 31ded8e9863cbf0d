"""A draft of a request, looked at as an office will. No Qt.

The check is ``consent.request_check``. A draft need not be finished to be looked at: what is
missing is named, and something stands in for it, so that the rest can be checked and read.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from consent.draft import SKELETON, finish_draft
from consent.request import ProjectRequest, RequestInvalid
from consent.request_check import Code, Severity, check_request
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from ui.researching_form import LANGUAGES, Values, form_of, is_under

BLANK: Final = "—"
"""What stands in the text where something is still to be written."""

_YEAR: Final = timedelta(days=365)
_MOST_PATCHES: Final = 60

_PAIRS: Final = ("title", "summary", "withdrawal.text")
_LINES: Final = (
    "id", "recipient", "controller.name", "controller.address", "controller.contact",
    "controller.dpo", "investigator.name", "legal_basis", "frequency", "retention.then",
    "storage_location", "withdrawal.effect", "valid_until",
)  # fmt: skip
_OPTIONAL_GROUPS: Final = {
    "ethics": ("committee", "case_number", "approved_on"),
    "complaints": ("name", "contact"),
}
_SEVERAL: Final = {
    "items": (
        "id", "category", "why.da", "why.en", "window.from", "window.until", "finest_resolution",
        "dates",
    ),
    "options": ("text.da", "text.en"),
    "comprehension": (
        "question.da", "question.en", "answers.0.da", "answers.0.en", "answers.1.da",
        "answers.1.en", "correct", "explanation.da", "explanation.en",
    ),
}  # fmt: skip
_BOTH: Final = {"da": BLANK, "en": BLANK}
_FINENESS: Final = ("finest_resolution", "dates")
_ON_A_DAY: Final = ("ethics.approved_on", "items.*.window.from")
_LATER: Final = ("until", "valid_until", "items.*.window.until")
_ONE: Final[Mapping[str, Any]] = {
    "id": "draft",
    "version": 1,
    "recipient": "draft",
    "frequency": "once",
    "retention": {"duration": "P1Y", "then": "erase"},
    "retention.duration": "P1Y",
    "retention.then": "erase",
    "withdrawal.effect": "erase",
    "items.*.category": "draft",
    "items.*.required": False,
    "items.*.finest_resolution": "day",
    "items.*.dates": "shifted",
    "options.*.id": "recontact",
}
_OTHER: Final[Mapping[str, Any]] = {
    "id": "other",
    "version": 2,
    "recipient": "other",
    "frequency": "weekly",
    "retention": {"duration": "P2Y", "then": "anonymise"},
    "retention.duration": "P2Y",
    "retention.then": "anonymise",
    "withdrawal.effect": "anonymise",
    "items.*.category": "other",
    "items.*.required": True,
    "items.*.finest_resolution": "week",
    "items.*.dates": "month",
    "options.*.id": "results",
}
_EMPTY: Final[Mapping[str, Any]] = {
    "controller.cvr": "",
    "ethics": {},
    "complaints": {},
    "retention.until": "",
    "items.*.types": [],
    "items.*.types.*": "",
    "comprehension.*": {
        "question": _BOTH, "answers": [_BOTH, _BOTH], "correct": 0, "explanation": _BOTH,
    },
    "comprehension.*.correct": 0,
    "demographics.*": "",
    "questionnaires": [],
    "questionnaires.*": {},
}  # fmt: skip
_RESTS_ON: Final = {
    Code.WINDOW_BEYOND_STUDY: ("valid_until", "until"),
    Code.UNTIL_AFTER_VALID: ("valid_until",),
    Code.FREQUENCY_WITHOUT_END: ("frequency",),
    Code.RETENTION_TOO_SHORT: ("valid_until", "until"),
    Code.VALID_TOO_LONG: ("valid_until",),
}
"""What else has to be written before some findings mean anything."""


class FlawKind(StrEnum):
    """What is the matter with a place, gravest first."""

    MISSING = "missing"
    UNFIT = "unfit"
    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing to mend, or to think about.

    Attributes:
        kind: How grave it is.
        where: The field, as a path with dots.
        sentence: The check's own words, in both languages; empty for what is missing or
            cannot be read.
        code: The finding's code, if the check found it.
    """

    kind: FlawKind
    where: str
    sentence: Mapping[Language, str]
    code: Code | None = None

    @property
    def is_grave(self) -> bool:
        """Whether it must be mended before signing."""
        return self.kind is not FlawKind.ADVICE


@dataclass(frozen=True, slots=True)
class Look:
    """A draft, looked at.

    Attributes:
        request: To show; nothing if it cannot be laid out.
        other: The same with other things standing in for what is missing; nothing if nothing
            is. What reads differently in the two is not what the draft says.
        flaws: Gravest first.
        is_whole: Whether ``request`` is exactly what the draft says.
    """

    request: ProjectRequest | None
    other: ProjectRequest | None
    flaws: tuple[Flaw, ...]
    is_whole: bool

    @property
    def may_be_signed(self) -> bool:
        """Whether there is nothing that must be mended."""
        return self.is_whole and not any(flaw.is_grave for flaw in self.flaws)


def look_at(values: Values, today: date) -> Look:
    """Look at a draft as an office will, and make of it what a citizen would be shown."""
    gaps = list(_gaps(values))
    flaws = [Flaw(FlawKind.MISSING, where, {}) for where in gaps]
    request, unfit = _read(values, gaps, _StandIns(today))
    flaws += [Flaw(FlawKind.UNFIT, where, {}) for where in unfit]
    if request is None:
        return Look(None, None, tuple(flaws), is_whole=False)
    doubtful = [*gaps, *unfit]
    flaws += [flaw for flaw in _checked(request, today) if not _rests_on(flaw, doubtful)]
    other = _read(values, gaps, _StandIns(today, is_other=True))[0] if doubtful else None
    return Look(request, other, tuple(flaws), is_whole=not doubtful)


def finished(values: Values) -> ProjectRequest:
    """Return the request that a draft is.

    Raises:
        RequestInvalid: It is not whole.
    """
    return finish_draft(values)


# -- within -----------------------------------------------------------------------------


def _checked(request: ProjectRequest, today: date) -> Iterator[Flaw]:
    for finding in check_request(request, today):
        is_error = finding.severity is Severity.ERROR
        sentences = {language: finding.sentence(language) for language in Language}
        kind = FlawKind.ERROR if is_error else FlawKind.ADVICE
        yield Flaw(kind, finding.where, sentences, finding.code)


def _rests_on(flaw: Flaw, doubtful: list[str]) -> bool:
    """Say whether a finding is about something that stands in for what is missing."""
    places = [flaw.where] if flaw.code is None else [flaw.where, *_RESTS_ON.get(flaw.code, ())]
    return any(
        where == each or is_under(where, each) or is_under(each, where)
        for where in places
        for each in doubtful
    )


def _gaps(values: Values) -> Iterator[str]:
    """Yield the places where something has to be written, and nothing is."""
    places = [*_LINES, *(f"{name}.{language}" for name in _PAIRS for language in LANGUAGES)]
    for group, names in _OPTIONAL_GROUPS.items():
        if any(_found(values, f"{group}.{name}") for name in names):
            places += [f"{group}.{name}" for name in names]
    retention = values["retention"]
    if not retention["until"]:
        places.append("retention.duration")
    places += ["purposes", "items"]
    for several, names in _SEVERAL.items():
        count = len(values[several])
        places += [f"{several}.{number}.{name}" for number in range(count) for name in names]
    yield from (where for where in places if _found(values, where) in ("", None, []))


def _found(values: Any, where: str) -> Any:  # noqa: ANN401 - any YAML
    found = values
    for step in where.split("."):
        found = found[int(step)] if isinstance(found, list) else found.get(step, "")
    return found


def _fill(filled: Values, where: str, stand_ins: "_StandIns") -> None:
    """Put something that has the form in the place of what is missing or does not fit."""
    stand_in = stand_ins.at(where)
    if where in filled and isinstance(filled[where], list) and not isinstance(stand_in, list):
        filled[where] = [stand_in]
        return
    *outer, last = where.split(".")
    holder: Any = filled
    for step in outer:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    holder[int(last) if isinstance(holder, list) else last] = stand_in


class _StandIns:
    """What stands in for something that is missing: one thing, or another."""

    def __init__(self, today: date, *, is_other: bool = False) -> None:
        self._is_other = is_other
        day, later = today + _YEAR * is_other, today + _YEAR * (1 + is_other)
        known = dict(_OTHER if is_other else _ONE)
        known |= {name: day.isoformat() for name in _ON_A_DAY}
        known |= {name: later.isoformat() for name in _LATER}
        window = {"from": known["items.*.window.from"], "until": known["items.*.window.until"]}
        item = {name: known[f"items.*.{name}"] for name in ("category", "required", *_FINENESS)} | {
            "id": known["id"],
            "why": _BOTH,
            "window": window,
        }
        known |= {"items.*.window": window, "items": item, "items.*": item}
        self._known: Mapping[str, Any] = {**_EMPTY, **known}

    def at(self, where: str) -> Any:  # noqa: ANN401 - any YAML
        """Return what stands in at a place."""
        form = form_of(where)
        if form == "items.*.id":  # no two have the same
            return f"{self._known['id']}-{where}"
        return deepcopy(self._known.get(form, BLANK))


def _read(
    values: Values, gaps: list[str], stand_ins: _StandIns
) -> tuple[ProjectRequest | None, list[str]]:
    """Return a request and what of it had to be replaced because it does not fit."""
    filled = deepcopy(values)
    for where in gaps:
        _fill(filled, where, stand_ins)
    unfit: list[str] = []
    for _ in range(_MOST_PATCHES):
        try:
            return finish_draft(filled), unfit
        except RequestInvalid as error:
            where = str(error.facts["where"])
            if where in unfit:
                break
            unfit.append(where)
            if where not in SKELETON and where in filled:
                del filled[where]  # no request has it
                continue
            try:
                _fill(filled, where, stand_ins)
            except (KeyError, IndexError, TypeError, ValueError):
                break
        except DatadonorError:
            break
    return None, unfit
