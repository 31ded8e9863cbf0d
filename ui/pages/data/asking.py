"""How a part of the page reads from the vault: as the page itself does."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from datadonor.audit.custody import OpenVault

_T = TypeVar("_T")


class Asks(Protocol):
    """Reads from the vault; an answer that comes too late is dropped, an error is shown."""

    def __call__(self, question: Callable[[OpenVault], _T], then: Callable[[_T], None]) -> None:
        """Ask on the vault's thread, and give the answer on the screen's."""
