"""Who is answerable and on what ground; what for; how long; where; and withdrawal.

Sources: komitéloven § 3 and the committees' form for consent; GDPR articles 13 and 77;
Datatilsynet's guide on consent (withdrawal stops the processing that rests on it).
"""

import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date
from typing import Final

from consent.request import OptionId, ProjectRequest
from consent.request_check.finding import Code, RequestFinding
from consent.request_check.wording import in_both, speaks_of
from consent.vocabulary import (
    Place,
    Role,
    data_uses,
    in_words,
    legal_bases,
    place_of,
    purposes,
    read_vocabulary,
    term_in_words,
)

VALID_YEARS: Final = 5
"""The longest a request should be open. Our choice: a consent text ages."""

RETENTION_YEARS: Final = 15
"""The longest retention that raises no question. Our choice."""

_CVR_WEIGHTS: Final = (2, 7, 6, 5, 4, 3, 2, 1)
_PHONE_DIGITS: Final = 8
_DAYS: Final = {"D": 1, "W": 7, "M": 30, "Y": 365}

_METHODS_EXCLUDED: Final = "DUO:0000015"
_ANCESTRY: Final = "DUO:0000011"
_ANCESTRY_EXCLUDED: Final = "DUO:0000044"
_NO_RESTRICTION: Final = "DUO:0000004"
_NO_PROFIT: Final = frozenset({"DUO:0000018", "DUO:0000045", "DUO:0000046"})
_NOT_ONWARDS: Final = frozenset({"DUO:0000026", "DUO:0000027", "DUO:0000028"})


def check_parties(request: ProjectRequest, today: date) -> Iterator[RequestFinding]:
    """Check the controller, the researcher, the committee and where to complain."""
    controller = request.controller
    if controller.cvr is not None and not _is_cvr(controller.cvr):
        yield RequestFinding(Code.CVR_WRONG, "controller.cvr")
    if not re.search(r"\d", controller.address):
        yield RequestFinding(Code.ADDRESS_DOUBTFUL, "controller.address")
    contacts = {
        "controller.contact": controller.contact,
        "controller.dpo": controller.dpo,
        "investigator.contact": request.investigator.contact,
        "complaints.contact": request.complaints.contact if request.complaints else None,
    }
    for where, contact in contacts.items():
        if contact is not None and not _is_reachable(contact):
            yield RequestFinding(Code.CONTACT_UNREACHABLE, where)
    if request.investigator.contact is None:
        yield RequestFinding(Code.INVESTIGATOR_CONTACT_MISSING, "investigator.contact")
    yield from _check_complaints(request)
    if request.ethics is None:
        return
    if not re.search(r"\d", request.ethics.case_number) or speaks_of(
        request.ethics.case_number, read_vocabulary("wording")["placeholders"]["words"]
    ):
        yield RequestFinding(Code.CASE_NUMBER_DOUBTFUL, "ethics.case_number")
    if request.ethics.approved_on > today:
        yield RequestFinding(Code.APPROVED_IN_FUTURE, "ethics.approved_on")


def check_legal_basis(request: ProjectRequest, _today: date) -> Iterator[RequestFinding]:
    """Check the legal basis and what it demands of the other fields."""
    basis = legal_bases().get(request.legal_basis)
    if basis is None:
        yield RequestFinding(Code.LEGAL_BASIS_UNKNOWN, "legal_basis")
        return
    facts = {"basis": basis.words}
    if basis.needs_ethics:
        if request.ethics is None:
            yield RequestFinding(Code.ETHICS_MISSING, "ethics", facts)
        for option in (OptionId.INCIDENTAL_FINDINGS, OptionId.RESULTS):
            if not _has_option(request, option):
                yield RequestFinding(
                    Code.FORM_OPTION_MISSING,
                    "options",
                    {"option": term_in_words(f"request_words.options.{option}")},
                )
    if basis.rests_on_consent and request.withdrawal.effect == "future_only":
        yield RequestFinding(Code.FUTURE_ONLY_AGAINST_CONSENT, "withdrawal.effect")


def check_purposes(request: ProjectRequest, _today: date) -> Iterator[RequestFinding]:
    """Check that the purposes are known, and that profit is a choice of its own."""
    known = purposes()
    for number, purpose in enumerate(request.purposes):
        if purpose not in known:
            yield RequestFinding(Code.PURPOSE_UNKNOWN, f"purposes.{number}", {"term": purpose})
        elif known[purpose].commercial and not _has_option(request, OptionId.COMMERCIAL):
            yield RequestFinding(Code.COMMERCIAL_WITHOUT_OPTION, f"purposes.{number}")


def check_data_use(request: ProjectRequest, _today: date) -> Iterator[RequestFinding]:
    """Check the conditions of use against each other, the purposes and the options."""
    known = data_uses()
    codes = set(request.data_use)
    for number, code in enumerate(request.data_use):
        if code not in known:
            yield RequestFinding(Code.DATA_USE_UNKNOWN, f"data_use.{number}", {"term": code})
    permissions = {code for code in codes & known.keys() if known[code].role is Role.PERMISSION}
    if not permissions:
        yield RequestFinding(Code.DATA_USE_MISSING, "data_use")
    limits = {
        code
        for code in (codes & known.keys()) - permissions
        if not known[code].widens and code != "DUO:0000021"
    }
    if (
        len(permissions) > 1
        or {_ANCESTRY, _ANCESTRY_EXCLUDED} <= codes
        or (_NO_RESTRICTION in codes and limits)
    ):
        yield RequestFinding(Code.DATA_USE_CONTRADICTORY, "data_use")
    asked = [purposes()[purpose] for purpose in request.purposes if purpose in purposes()]
    for purpose in asked:
        against = _NO_PROFIT if purpose.commercial else {_METHODS_EXCLUDED}
        if (purpose.commercial or purpose.algorithms) and (both := against & codes):
            yield RequestFinding(
                Code.DATA_USE_AGAINST_PURPOSE,
                "data_use",
                {"condition": in_words(min(both), known), "purpose": purpose.words},
            )
    for option, excluded in (
        (OptionId.COMMERCIAL, _NO_PROFIT),
        (OptionId.SHARING_ONWARDS, _NOT_ONWARDS),
    ):
        if _has_option(request, option) and (both := excluded & codes):
            yield RequestFinding(
                Code.DATA_USE_AGAINST_OPTION,
                "data_use",
                {
                    "condition": in_words(min(both), known),
                    "option": term_in_words(f"request_words.options.{option}"),
                },
            )


def check_duration(request: ProjectRequest, today: date) -> Iterator[RequestFinding]:
    """Check until when the request holds, data are sent, and data are kept."""
    if request.valid_until < today:
        yield RequestFinding(Code.VALID_UNTIL_PAST, "valid_until")
    if request.valid_until > years_after(today, VALID_YEARS):
        yield RequestFinding(Code.VALID_TOO_LONG, "valid_until", {"years": VALID_YEARS})
    if request.frequency != "once" and request.until is None:
        yield RequestFinding(Code.FREQUENCY_WITHOUT_END, "until")
    if request.until is not None and request.until > request.valid_until:
        yield RequestFinding(Code.UNTIL_AFTER_VALID, "until")
    kept_until, duration = request.retention.until, request.retention.duration
    if kept_until is not None:
        too_short = kept_until < end_of_study(request)
        too_long = kept_until > years_after(end_of_study(request), RETENTION_YEARS)
        where = "retention.until"
    else:
        days = duration_days(duration or "P0D")
        too_short, too_long = days == 0, days > RETENTION_YEARS * _DAYS["Y"]
        where = "retention.duration"
    if too_short:
        yield RequestFinding(Code.RETENTION_TOO_SHORT, where)
    if too_long:
        yield RequestFinding(Code.RETENTION_LONG, where, {"years": RETENTION_YEARS})


def check_place(request: ProjectRequest, _today: date) -> Iterator[RequestFinding]:
    """Check that the data stay where the General Data Protection Regulation holds."""
    place = place_of(request.storage_location)
    if place is Place.UNCLEAR:
        yield RequestFinding(Code.STORAGE_UNCLEAR, "storage_location")
    if place is Place.OUTSIDE and not _has_option(request, OptionId.OUTSIDE_EU):
        yield RequestFinding(Code.STORAGE_OUTSIDE_EU, "storage_location")


def check_withdrawal(request: ProjectRequest, _today: date) -> Iterator[RequestFinding]:
    """Check that the text says what the effect is."""
    effect = request.withdrawal.effect
    wanted = read_vocabulary("wording")["withdrawal"][effect]
    for language, text in in_both(request.withdrawal.text):
        if not all(speaks_of(text, phrases) for phrases in wanted[language]):
            yield RequestFinding(
                Code.WITHDRAWAL_TEXT_UNCLEAR,
                f"withdrawal.text.{language}",
                {"effect": term_in_words(f"request_words.effects.{effect}")},
            )


def end_of_study(request: ProjectRequest) -> date:
    """Return the last day on which data can be sent."""
    if request.until is None:
        return request.valid_until
    return min(request.until, request.valid_until)


def duration_days(duration: str) -> int:
    """Return about how many days an ISO 8601 duration of whole days to years lasts."""
    return sum(int(count) * _DAYS[unit] for count, unit in re.findall(r"(\d+)([YMWD])", duration))


def years_after(day: date, years: int) -> date:
    """Return the same day some years later, earlier where negative.

    29 February becomes 28; a day beyond the calendar becomes its first or last.
    """
    year = day.year + years
    if year < MINYEAR:
        return date.min
    if year > MAXYEAR:
        return date.max
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28) if is_leap_day else day.replace(year=year)


def _check_complaints(request: ProjectRequest) -> Iterator[RequestFinding]:
    if request.complaints is None:
        yield RequestFinding(Code.COMPLAINTS_MISSING, "complaints")
        return
    said = f"{request.complaints.name} {request.complaints.contact}"
    if not speaks_of(said, read_vocabulary("wording")["authority"]["words"]):
        yield RequestFinding(Code.COMPLAINTS_NOT_AUTHORITY, "complaints")


def _has_option(request: ProjectRequest, option: OptionId) -> bool:
    return any(each.id is option for each in request.options)


def _is_reachable(contact: str) -> bool:
    """Say whether a contact looks like an e-mail address, a web page or a telephone number."""
    return bool(
        re.search(r"[^\s@]@[^\s@]+\.[^\s@.]{2,}", contact)
        or re.search(r"https://[^\s/]+\.[^\s/]{2,}", contact)
        or len(re.findall(r"\d", contact)) >= _PHONE_DIGITS
    )


def _is_cvr(number: str) -> bool:
    """Check a CVR number's last digit (modulus 11)."""
    pairs = zip(number, _CVR_WEIGHTS, strict=True)
    return number[0] != "0" and sum(int(digit) * weight for digit, weight in pairs) % 11 == 0
