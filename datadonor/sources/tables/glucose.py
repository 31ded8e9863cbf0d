"""What the tables of glucose makers have in common: the unit in a heading, and levels."""

import re
from typing import Final

LEVELS: Final = {
    "low": "Low",
    "lo": "Low",
    "lav": "Low",
    "lavt": "Low",
    "låg": "Low",
    "niedrig": "Low",
    "bas": "Low",
    "bajo": "Low",
    "laag": "Low",
    "basso": "Low",
    "high": "High",
    "hi": "High",
    "høj": "High",
    "højt": "High",
    "hög": "High",
    "hoch": "High",
    "haut": "High",
    "alto": "High",
    "hoog": "High",
}
"""What stands in place of a number beyond a sensor's scale → the word it is kept under."""

_UNIT: Final = re.compile(r"(?<![A-Za-z])(?:(?P<amount>mmol/l)|mg/dl)(?![A-Za-z/])", re.IGNORECASE)


def glucose_unit(heading: str) -> str | None:
    """Return the unit that a column's heading names, written one way; or nothing."""
    match = _UNIT.search(heading)
    if match is None:
        return None
    return "mmol/L" if match["amount"] else "mg/dL"
