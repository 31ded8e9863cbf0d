"""What is found when a vault is looked over: its files, its pages, its key file.

A finding is a code and facts; the words stand in the catalogue (``findings.CODE``).
"""

from collections.abc import Mapping
from typing import NamedTuple

from datadonor import paths
from datadonor.errors import DatadonorError
from datadonor.texts import Fact, Language, text
from datadonor.vault.database import DATABASE_FILE
from datadonor.vault.keyfile import KEY_FILE, OLDER_KEY_FILE, read_key_file
from datadonor.vault.restoring import REPLACED_FOLDER
from datadonor.vault.vault import Vault


class Finding(NamedTuple):
    """One thing that does not fit."""

    code: str
    facts: Mapping[str, Fact]

    @property
    def is_harmless(self) -> bool:
        """Whether it is a remark only: nothing is lost and nobody has tampered."""
        return self.code in _REMARKS

    def sentence(self, language: Language) -> str:
        """Return it in words."""
        return text(f"findings.{self.code}", language, **self.facts)


_REMARKS = frozenset(
    {"REPLACED_VAULT_KEPT", "FILE_OPEN_TO_OTHERS", "OLDER_KEY_FILE_STALE", "LOG_REPAIRED"}
)


def inspect_vault(vault: Vault) -> list[Finding]:
    """Check the files and every page of an open vault. Takes as long as reading it all."""
    findings = [
        Finding("FILE_OPEN_TO_OTHERS", {"file": path.name})
        for path in (vault.folder, *sorted(vault.folder.iterdir()))
        if not paths.is_private(path)
    ]
    if (vault.folder / REPLACED_FOLDER).exists():
        findings.append(Finding("REPLACED_VAULT_KEPT", {"folder": REPLACED_FOLDER}))
    findings += _key_files(vault)
    with (vault.folder / DATABASE_FILE).open("rb") as file:
        if not vault.is_header(file.read(16)):
            findings.append(Finding("HEADER_DAMAGED", {}))
    if problems := vault.connection.page_problems():
        findings.append(Finding("PAGES_DAMAGED", {"count": problems}))
    return findings


def _key_files(vault: Vault) -> list[Finding]:
    try:
        newest = read_key_file(vault.folder / KEY_FILE)
    except DatadonorError:
        return [Finding("KEY_FILE_UNREADABLE", {})]
    try:
        older = read_key_file(vault.folder / OLDER_KEY_FILE)
    except DatadonorError:
        return [Finding("OLDER_KEY_FILE_STALE", {})]
    return [] if older.slots == newest.slots else [Finding("OLDER_KEY_FILE_STALE", {})]
