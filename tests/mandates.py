"""Those who decide for somebody else, made up: each with a key under a passphrase of their own.

``decider(opened)`` records a mandate and returns its holder with the key opened. Nobody here
exists.
"""

from datetime import date
from typing import Any, Final

from consent.mandate import CUSTODY, Terms
from consent.mandates import Signer, open_signer, record_mandate
from datadonor.audit.custody import OpenVault
from tests.unit.conftest import WEAK

HOLDER_PASSPHRASE: Final = "rød cykel i gården"
SINCE: Final = date(2026, 1, 1)
EIGHTEEN: Final = date(2028, 5, 4)
"""The made-up child's 18th birthday: 16 years old at noon of ``tests.consents.NOON``."""


def terms(basis: str = "power_of_attorney", **changes: Any) -> Terms:  # noqa: ANN401 - any field
    """Return terms that go together, with some of them changed."""
    said: dict[str, Any] = {
        "basis": basis,
        "holder": "Solvej Opdigtet",
        "relation": "mother" if basis == CUSTODY else "other",
        "since": SINCE,
    }
    if basis == CUSTODY:
        said["of_age_on"] = EIGHTEEN
    return Terms(**(said | changes))


def decider(
    opened: OpenVault,
    basis: str = "power_of_attorney",
    passphrase: str = HOLDER_PASSPHRASE,
    **changes: Any,  # noqa: ANN401 - any field of the terms
) -> Signer:
    """Record a mandate, and return its holder ready to sign."""
    found = record_mandate(opened, terms(basis, **changes), passphrase, kdf=WEAK)
    return open_signer(opened, found.digest, passphrase)


def parents(opened: OpenVault) -> tuple[Signer, Signer]:
    """Record that two who share custody decide together."""
    names = (("Solvej Opdigtet", "mother"), ("Asger Opdigtet", "father"))
    one, other = (
        decider(opened, CUSTODY, holder=name, relation=relation, is_joint=True)
        for name, relation in names
    )
    return one, other
