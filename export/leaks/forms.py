"""In which forms an identifier may stand in what leaves.

A number is written with and without its separators, a day in several orders, a name whole
and in its words. The shorter a form is, the more often chance writes it; so short ones
must stand alone, and the shortest are not looked for. Our choice throughout:

- words under 4 letters stand alone; of 1 letter are not looked for;
- numbers of 7 digits and more are whole numbers; of 4 to 6 whole strings, but for those
  that read as a year; shorter ones are not looked for;
- days stand alone, without a time beside them: samples carry times, and their days may be
  a child's birthday.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from datadonor.records.sample import IdentifierKind

MOST_CHARACTERS: Final = 200
"""Of a form. Of a longer value its beginning is looked for."""

FEWEST_LETTERS: Final = 4
_FEWEST_DIGITS: Final = 7
_FEWEST_DIGITS_OF_A_STRING: Final = 4
_STREET: Final = re.compile(r"(\D{6,}?) \d")
_TOWN: Final = re.compile(r"\d{4} \w")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_FEWEST_OF_A_WORD: Final = 2
_FEWEST_OF_AN_ADDRESS: Final = 6
_FEWEST_OF_A_MAILBOX: Final = 6
_NATIONAL_PHONE: Final = 8
_CPR_SIGNS: Final = 10
_GAPS: Final = ("", "-", " ", " - ", ".", "/", "_")

_PARTICLES: Final = (
    "af al am and bin binti da de del den der det di dos du el en for fra fru hos hr i la le med "
    "mr mrs ms og of på the til ten ter to van von ved y zu dr prof"
)
_THINGS: Final = (
    "app apple device edge fitbit forerunner galaxy garmin ipad iphone mobil phone samsung sensor "
    "telefon ur watch"
)
_NOT_NAMES: Final = frozenset(f"{_PARTICLES} {_THINGS}".split())
"""Words in the names of people, and of their devices, that are nobody's name."""


class Border(StrEnum):
    """What may stand beside a form."""

    FREE = "free"  # anything
    WORD = "word"  # no letter and no digit
    NUMBER = "number"  # no digit, and no decimal point with a digit
    DAY = "day"  # no digit, and no time of day
    STRING = "string"  # quotation marks, or the ends of an element


class Form(NamedTuple):
    """One way to write an identifier.

    ``is_certain`` is false where a number or day of this form may stand for something
    else, in places that are declared to hold such.
    """

    text: str
    border: Border = Border.FREE
    is_certain: bool = True


def forms(kind: IdentifierKind, value: str) -> tuple[Form, ...]:
    """Return the forms of an identifier, each once; none if it is too short to look for."""
    made = _MAKERS[kind](" ".join(value.split()))
    return tuple(dict.fromkeys(form._replace(text=form.text[:MOST_CHARACTERS]) for form in made))


def _cpr(value: str) -> list[Form]:
    signs = re.sub(r"[^0-9A-Za-z]", "", value)
    if len(signs) != _CPR_SIGNS:
        return _code(value)
    date_part, rest = signs[:6], signs[6:]
    found = [Form(f"{date_part}{gap}{rest}") for gap in _GAPS]
    pairs = re.findall("..", date_part)
    found += [Form(f"{gap.join(pairs)}{last}{rest}") for gap in "-./ " for last in {gap, "-", " "}]
    if signs.startswith("0") and signs.isdigit():
        # What a spreadsheet makes of it.
        found.append(Form(signs[1:], Border.NUMBER))
    return found


def _name(value: str) -> list[Form]:
    words = [word.strip(".,;:()[]\"'") for word in value.split()]
    found = _words(value) if len(words) > 1 else []
    for word in words:
        if word.casefold() not in _NOT_NAMES or len(words) == 1:
            found += _words(word)
    if len(words) > 1:
        found += _words("+".join(words))
        found += _words(", ".join([words[-1], " ".join(words[:-1])]))
    return found


def _words(text: str) -> list[Form]:
    if not any(map(str.isalpha, text)):
        return _number(re.sub(r"\D", "", text))
    letters = sum(map(str.isalnum, text))
    if letters < _FEWEST_OF_A_WORD:
        return []
    return [Form(text, Border.WORD if letters < FEWEST_LETTERS else Border.FREE)]


def _birth_date(value: str) -> list[Form]:
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return _code(value)
    patterns = (
        *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"),
        *("%d%m%Y", "%d %m %Y", "%m/%d/%Y"),
    )
    found = [_padded(day, pattern) for pattern in patterns]
    found += [f"{day.day}{gap}{day.month}{gap}{day.year:04}" for gap in ("-", "/", ".", ". ")]
    return [Form(text, Border.DAY, is_certain=False) for text in found]


def _padded(day: date, pattern: str) -> str:
    parts = {"%Y": f"{day.year:04}", "%m": f"{day.month:02}", "%d": f"{day.day:02}"}
    return re.sub("%[Ymd]", lambda match: parts[match[0]], pattern)


def _address(value: str) -> list[Form]:
    found = [form for form in _words(value) if len(value) >= _FEWEST_OF_AN_ADDRESS]
    for part in (each.strip() for each in value.split(",")):
        street = _STREET.match(part)
        if street:
            found += [Form(part), Form(street[1])]
        elif _TOWN.match(part):
            found.append(Form(part))
    return found


def _phone(value: str) -> list[Form]:
    digits = re.sub(r"\D", "", value)
    national = digits.removeprefix("00").removeprefix("45")
    if len(national) != _NATIONAL_PHONE:
        return _number(digits) + ([Form(value)] if len(digits) >= _FEWEST_DIGITS else [])
    pairs = re.findall("..", national)
    found = [Form(gap.join(pairs), Border.NUMBER, is_certain=False) for gap in ("", " ", "-", ".")]
    found.append(Form(f"{national[:4]} {national[4:]}", Border.NUMBER, is_certain=False))
    found += [Form(f"{code}{national}", Border.NUMBER) for code in ("45", "0045")]
    return found


def _email(value: str) -> list[Form]:
    mailbox = value.partition("@")[0]
    found = _words(value)
    if mailbox != value and len(mailbox) >= _FEWEST_OF_A_MAILBOX:
        found += _words(mailbox)
    return found


def _code(value: str) -> list[Form]:
    """Return the forms of a number or name at a service, or of a device's number."""
    signs = re.sub(r"[^\w]|_", "", value)
    if signs.isdecimal():
        found = _number(signs)
        return found + ([Form(value, Border.NUMBER)] if found and value != signs else [])
    if len(signs) >= _FEWEST_DIGITS:
        return [Form(value), Form(signs)]
    if len(signs) < _FEWEST_OF_A_WORD:
        return []
    is_short = len(signs) < FEWEST_LETTERS
    return [Form(value, Border.STRING if is_short else Border.WORD)]


def _number(digits: str) -> list[Form]:
    if len(digits) >= _FEWEST_DIGITS:
        return [Form(digits, Border.NUMBER, is_certain=False)]
    if len(digits) >= _FEWEST_DIGITS_OF_A_STRING and not _YEAR.fullmatch(digits):
        return [Form(digits, Border.STRING, is_certain=False)]
    return []


_MAKERS: Final = {
    IdentifierKind.CPR: _cpr,
    IdentifierKind.NAME: _name,
    IdentifierKind.BIRTH_DATE: _birth_date,
    IdentifierKind.ADDRESS: _address,
    IdentifierKind.PHONE: _phone,
    IdentifierKind.EMAIL: _email,
    IdentifierKind.ACCOUNT: _code,
    IdentifierKind.SERIAL: _code,
}
