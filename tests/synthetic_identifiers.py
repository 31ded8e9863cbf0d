"""Made-up people, and the ways in which bytes can hold what points at them."""

import base64
import json
import random
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote

from datadonor.records.sample import IdentifierKind, KnownIdentifier
from export.leaks import View

_GIVEN: Final = (
    *("Søren", "Åse", "Bjørn", "Lærke", "Jürgen", "Zoë", "Mette", "Karen", "Niels", "Ebba"),
    *("Mark", "Łukasz", "Ümit", "Þóra", "Владимир", "Ελένη", "Bo", "Ib", "Kim", "Anne-Marie"),
)
_FAMILY: Final = (
    *("Kjærgård", "Østergaard", "Sørensen", "Åkjær", "Holm", "Dahl", "Müller", "Nowak"),
    *(
        "Y\N{LATIN SMALL LETTER DOTLESS I}lmaz",
        "Иванова",
        "O'Neill",
        "Bøgh",
        "Nguyễn",
        "Al-Masri",
        "Rask",
    ),
)
_STREETS: Final = ("Nørregade", "Åboulevarden", "Mosevænget", "Skolebakken", "Ærøvej")
_TOWNS: Final = ("2100 København Ø", "8000 Aarhus C", "5970 Ærøskøbing", "9990 Skagen")


def person(chance: random.Random, *, is_subject: bool = True) -> list[KnownIdentifier]:
    """Return what points at a made-up person, one of each kind."""
    given, family = chance.choice(_GIVEN), chance.choice(_FAMILY)
    code = "".join(chance.choices("ABCDEFGHKLMN", k=4)) + f"{chance.randrange(10**6):06}"
    street = f"{chance.choice(_STREETS)} {chance.randrange(1, 200)}"
    values = {
        IdentifierKind.CPR: f"{chance.randrange(1, 29):02}{chance.randrange(1, 13):02}"
        f"{chance.randrange(100):02}{chance.randrange(10_000):04}",
        IdentifierKind.NAME: f"{given} {family}",
        IdentifierKind.BIRTH_DATE: f"{chance.randrange(1920, 2012)}-"
        f"{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
        IdentifierKind.ADDRESS: f"{street}, {chance.choice(_TOWNS)}",
        IdentifierKind.PHONE: f"+45 {chance.randrange(20_000_000, 99_999_999)}",
        IdentifierKind.EMAIL: f"{code.lower()}@example.dk",
        IdentifierKind.ACCOUNT: f"{chance.randrange(10**8, 10**9)}",
        IdentifierKind.SERIAL: code,
    }
    return [KnownIdentifier(kind, value, is_subject) for kind, value in values.items()]


def _entities(text: str) -> bytes:
    return text.encode("ascii", "xmlcharrefreplace")


PLANTS: Final[Mapping[str, tuple[View, Callable[[str], bytes]]]] = {
    "large letters": (View.TEXT, lambda text: text.upper().encode()),
    "composed": (View.LETTERS, lambda text: unicodedata.normalize("NFC", text).encode()),
    "taken apart": (View.LETTERS, lambda text: unicodedata.normalize("NFD", text).encode()),
    "JSON": (View.JSON, lambda text: json.dumps(text)[1:-1].encode()),
    "JSON, large": (View.JSON, lambda text: json.dumps(text.upper())[1:-1].encode()),
    "JSON in JSON": (View.JSON, lambda text: json.dumps(json.dumps(text))[2:-2].encode()),
    "percent": (View.PERCENT, lambda text: quote(text).encode()),
    "percent twice": (View.PERCENT, lambda text: quote(quote(text)).encode()),
    "entities": (View.ENTITY, _entities),
    "UTF-16 LE": (View.UTF16_LE, lambda text: f'"{text}"'.encode("utf-16-le")),
    "UTF-16 BE": (View.UTF16_BE, lambda text: f'"{text}"'.encode("utf-16-be")),
    "base64": (View.BASE64, lambda text: base64.b64encode(f'"{text}"'.encode())),
    "base64, second": (View.BASE64, lambda text: base64.b64encode(f'x"{text}"'.encode())),
    "base64, third": (View.BASE64, lambda text: base64.b64encode(f'xx"{text}"'.encode())),
    "base64 for addresses": (
        View.BASE64,
        lambda text: base64.urlsafe_b64encode(f'{{"a":"{text}"}}'.encode()),
    ),
    "hex": (View.HEX, lambda text: f'"{text}"'.encode().hex().encode()),
    "hex, large": (View.HEX, lambda text: f'"{text}"'.encode().hex().upper().encode()),
}
"""Ways to plant a text: the view in which it is to be found, and the bytes."""
