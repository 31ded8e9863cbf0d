"""Where the demo stands: what one step leaves for the next."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.texts import Language
from datadonor.vault import kdf
from datadonor.vault.recovery import RecoveryWords

PROJECT: Final = "demo-hjerterytme"
"""The made-up project of the steps that need no request."""

PASSPHRASE: Final = "lange lyse sommeraftener 1"  # noqa: S105 - a synthetic vault's
"""Of everything that the demo leaves behind."""


@dataclass
class Stage:
    """One run of the demo."""

    folder: Path
    cost: kdf.KdfParameters
    say: Callable[[str], None]
    language: Language
    words: list[RecoveryWords] = field(default_factory=list)
    vault_name: str = "vault"
    ahead: timedelta = timedelta()
    """How far the clock of the journey is ahead of the computer's."""

    @property
    def vault(self) -> Path:
        """The citizen's vault."""
        return self.folder / self.vault_name

    @property
    def registry(self) -> Path:
        """The operator's folder."""
        return self.folder / "registry"

    @property
    def public(self) -> Path:
        """What the operator publishes."""
        return self.registry / "public"

    def open(self, folder: Path | None = None) -> OpenVault:
        """Open the citizen's vault, or a copy of it."""
        return custody.open_vault(folder or self.vault, PASSPHRASE, system_clock=self.now)

    def now(self) -> datetime:
        """Return the time of the journey."""
        return datetime.now(UTC) + self.ahead


Step = Callable[[Stage], bool]
"""Plays one step and says whether what must be true is true."""
