"""Does anything that points at a person stand in what is about to leave?

``find_cpr`` finds the numbers of Danish persons in a text, whoever they belong to.
``scan`` and ``Scanner`` find besides all that the vault knows to be identifying, however
it is spelled, escaped or encoded. A finding never repeats what was found.
"""

from export.leaks.cpr import CprFinding, CprKind, find_cpr
from export.leaks.known import KnownIdentifiers, load_known
from export.leaks.places import IsDeclared, Place, in_ranges, numbers_of
from export.leaks.scanner import Finding, Scanner, scan
from export.leaks.views import View

__all__ = [
    "CprFinding",
    "CprKind",
    "Finding",
    "IsDeclared",
    "KnownIdentifiers",
    "Place",
    "Scanner",
    "View",
    "find_cpr",
    "in_ranges",
    "load_known",
    "numbers_of",
    "scan",
]
