"""The gate before the seal: every byte that would leave is searched for the person.

Against all identifiers that the vault knows, and for CPR numbers in all their forms. What
is found stops the release. It fails closed: what cannot be searched does not leave.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple, Self

from datadonor.errors import DatadonorError, ExitCode
from datadonor.records.sample import IdentifierKind
from export.bundle.layout import MANIFEST
from export.leaks import Finding, KnownIdentifiers, Scanner, View, numbers_of

_SHORT_BYTES: Final = 10
"""Of base64: up to seven letters of a name."""

_MOST_FOUND: Final = 100
"""Leaks that are shown. One is enough to stop."""


_NUMBERS: Final = numbers_of("value")
"""Where ten bare digits are a measurement. Our own quantities are all called so."""


class Leak(NamedTuple):
    """Something that points at the person, in a file that would have left."""

    path: str
    finding: Finding


class LeakFound(DatadonorError):
    """Something in what was to be sent points at the person (fact: ``count``)."""

    code = "LEAK_FOUND"
    exit_code = ExitCode.NO

    def __init__(self, leaks: tuple[Leak, ...]) -> None:
        """Keep the places, for the person's own screen."""
        super().__init__(count=len(leaks))
        self.leaks = leaks


class LeakGate:
    """Searches the files of one bundle as they pass."""

    def __init__(self, scanner: Scanner) -> None:
        """Begin; use ``of``."""
        self._scanner = scanner

    @classmethod
    def of(cls, known: KnownIdentifiers, public: Iterable[str] = ()) -> Self:
        """Look for what the vault knows of people, beside numbers in the form of CPR.

        Args:
            known: What the vault knows.
            public: Texts that stand in a bundle whoever it is about: the request's.
        """
        return cls(Scanner(known, public=public))

    def watch(self, path: str, content: bytes) -> None:
        """Search a file: its name and all its bytes.

        Raises:
            LeakFound: There is something in it. Nothing of the file has left.
        """
        leaks: list[Leak] = []
        for piece in (path.encode(), content):
            scanner = self._scanner.another(is_declared=_NUMBERS)
            found = (*scanner.feed(piece), *scanner.end())
            leaks += [Leak(path, each) for each in found if not _is_chance(path, each)]
        if leaks:
            raise LeakFound(tuple(leaks[:_MOST_FOUND]))


def _is_chance(path: str, finding: Finding) -> bool:
    """Say whether a finding is a short name within the base64 of the signed manifest.

    There it comes about by chance, and the manifest is searched in plain JSON besides.
    """
    is_short = finding.end - finding.start < _SHORT_BYTES
    is_name = finding.kind is IdentifierKind.NAME and finding.view is View.BASE64
    return path == MANIFEST and is_short and is_name
