"""A synthetic registry's worth of projects for the catalogue: open, stopped and ended.

Every person, organisation and number is made up.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.catalogue import PublishedProject
from consent.request import ProjectRequest, open_request, sign_request
from datadonor.registry.targets import Names, Recipient, Revocation, Revocations, SealKeys

MADE: Final = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
PUBLISHER: Final = Names(da="Region Midtland", en="The Midtland Region")
_KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))

_HEART: Final[Mapping[str, Any]] = {
    "id": "hjerterytme",
    "version": 2,
    "title": {
        "da": "Hjerterytme i hverdagen",
        "en": "Heart rhythm in daily life",
    },
    "summary": {
        "da": "Vi vil vide, hvordan pulsen skifter hen over en almindelig dag, og om ure kan "
        "vise sygdom i hjertet tidligere.\n\nVi spørger folk over 40 år, som har et ur, der "
        "måler puls. Du skal ikke møde op noget sted.",
        "en": "We want to know how the pulse changes over an ordinary day, and whether watches "
        "can show heart disease earlier.\n\nWe ask people over 40 who have a watch that measures "
        "the pulse. You need not come anywhere.",
    },
    "controller": {
        "name": "Midtland Universitetshospital",
        "cvr": "00000000",
        "address": "Søndre Allé 1, 0000 Midtby",
        "contact": "hjerterytme@midtland.example, telefon 00 00 00 00",
        "dpo": "dpo@midtland.example",
    },
    "investigator": {
        "name": "Karen Eksempelsen",
        "title": "Overlæge, professor",
        "organisation": "Hjerteafdelingen, Midtland Universitetshospital",
        "contact": "karen@midtland.example",
    },
    "recipient": "midtland-hospital",
    "ethics": {
        "committee": "Den Videnskabsetiske Komité for Region Midtland",
        "case_number": "0-00-00-000-26",
        "approved_on": "2026-05-12",
    },
    "legal_basis": "gdpr-consent",
    "complaints": {
        "name": "Datatilsynet",
        "contact": "www.datatilsynet.dk",
    },
    "purposes": ["https://w3id.org/dpv/legal/eu/ehds#HealthcareScientificResearch"],
    "data_use": ["DUO:0000006", "DUO:0000046"],
    "items": [
        {
            "id": "pulse",
            "category": "heart",
            "why": {
                "da": "Pulsen viser, hvor hårdt hjertet arbejder i løbet af dagen.",
                "en": "The pulse shows how hard the heart works during the day.",
            },
            "required": True,
            "window": {"from": "2024-01-01", "until": "2026-12-31"},
            "finest_resolution": "hour",
            "dates": "shifted",
        },
        {
            "id": "pressure",
            "category": "blood_pressure",
            "why": {
                "da": "Vi vil se, om blodtryk og puls følges ad.",
                "en": "We want to see whether blood pressure and pulse go together.",
            },
            "required": False,
            "window": {"from": "2025-01-01", "until": "2026-12-31"},
            "finest_resolution": "day",
            "dates": "month",
        },
    ],
    "demographics": ["age_band", "sex"],
    "frequency": "monthly",
    "until": "2027-06-30",
    "options": [
        {
            "id": "recontact",
            "text": {
                "da": "Vi må skrive til dig, hvis vi laver en ny undersøgelse om hjertet.",
                "en": "We may write to you if we make a new study of the heart.",
            },
        },
        {
            "id": "incidental_findings",
            "text": {
                "da": "Vi siger det til dig, hvis vi ser noget, en læge bør se på.",
                "en": "We tell you if we see something that a doctor should look at.",
            },
        },
    ],
    "retention": {"until": "2031-12-31", "then": "anonymise"},
    "storage_location": "Midtland Universitetshospital, Midtby, Danmark",
    "withdrawal": {
        "effect": "erase",
        "text": {
            "da": "Vi sletter dine data senest 30 dage efter, at vi har fået besked. Resultater, "
            "der allerede er regnet ud, bliver ikke ændret.",
            "en": "We erase your data at the latest 30 days after we are told. Results that have "
            "already been worked out are not changed.",
        },
    },
    "valid_until": "2027-06-30",
}

_SLEEP: Final[Mapping[str, Any]] = {
    **_HEART,
    "id": "soevn-og-skiftehold",
    "version": 1,
    "title": {
        "da": "Søvn hos mennesker, der arbejder på skiftehold",
        "en": "Sleep in people who work shifts",
    },
    "summary": {
        "da": "Vi undersøger, hvordan søvnen har det, når arbejdstiden skifter.",
        "en": "We study how people sleep when their working hours change.",
    },
    "recipient": "institut-for-arbejde",
    "ethics": None,
    "complaints": None,
    "data_use": [],
    "items": [
        {
            "id": "sleep",
            "category": "sleep",
            "why": {
                "da": "Vi ser på, hvornår og hvor længe du sover.",
                "en": "We look at when and how long you sleep.",
            },
            "required": True,
            "window": {"from": "2025-01-01", "until": "2025-12-31"},
            "finest_resolution": "day",
            "dates": "exact",
        }
    ],
    "demographics": [],
    "frequency": "once",
    "until": None,
    "options": [],
    "retention": {"duration": "P2Y6M", "then": "erase"},
    "withdrawal": {
        "effect": "future_only",
        "text": {
            "da": "Vi beholder det, du har sendt, fordi loven kræver det.",
            "en": "We keep what you have sent because the law demands it.",
        },
    },
}

_STOPPED: Final[Mapping[str, Any]] = {
    **_SLEEP,
    "id": "skridt",
    "title": {"da": "Skridt og humør", "en": "Steps and mood"},
    "recipient": "midtland-hospital",
}

_ENDED: Final[Mapping[str, Any]] = {
    **_SLEEP,
    "id": "foraar",
    "title": {"da": "Pollen og vejrtrækning i foråret", "en": "Pollen and breathing in spring"},
    "recipient": "midtland-hospital",
    "valid_until": "2026-06-30",
}


def request(base: Mapping[str, Any] = _HEART, **changes: object) -> ProjectRequest:
    """Return a synthetic request with some fields changed."""
    fields = {**base, **changes}
    return ProjectRequest.model_validate(
        {name: value for name, value in fields.items() if value is not None}
    )


def published(asked: ProjectRequest, approved_on: date = date(2026, 9, 1)) -> PublishedProject:
    """Sign a request and put a day of approval on it."""
    return PublishedProject(open_request(sign_request(asked, _KEY)), approved_on)


def recipient(recipient_id: str, da: str, en: str, **changes: Any) -> Recipient:  # noqa: ANN401
    """Return a recipient's record."""
    fields: dict[str, Any] = {
        "id": recipient_id,
        "name": Names(da=da, en=en),
        "kind": "hospital",
        "identifiers": {"cvr": "00000000"},
        "seal": SealKeys(format="age", keys=("age1synthetic",)),
        "receipt_keys": ("ed25519:synthetic",),
        "valid_until": date(2028, 12, 31),
    }
    return Recipient(**{**fields, **changes})


RECIPIENTS: Final = (
    recipient("midtland-hospital", "Midtland Universitetshospital", "Midtland University Hospital"),
    recipient("institut-for-arbejde", "Institut for Arbejde", "Institute of Work"),
)

PROJECTS: Final = (
    published(request(version=1), date(2026, 6, 1)),
    published(request(), date(2026, 9, 15)),
    published(request(_SLEEP), date(2026, 10, 1)),
    published(request(_STOPPED), date(2026, 3, 1)),
    published(request(_ENDED), date(2026, 2, 1)),
)

REVOCATIONS: Final = Revocations(
    revocations=(
        Revocation(
            id="skridt",
            since=datetime(2026, 8, 20, 9, 0, tzinfo=UTC),
            reason=Names(
                da="Projektet opbevarede data et andet sted end aftalt.",
                en="The project stored data in another place than agreed.",
            ),
        ),
    )
)
