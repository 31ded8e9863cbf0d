"""Who decides for the person at the command line: each opens a key of their own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from consent.mandates import Signer, find_mandate, open_signer
from datadonor.audit.custody import OpenVault
from datadonor.cli.common import Common, read_first_line
from datadonor.cli.errors import Usage

AsMandates = Annotated[
    list[str] | None, typer.Option("--as", help="help.mandate_as", metavar="MANDATE")
]
HolderFiles = Annotated[
    list[Path] | None,
    typer.Option("--holder-passphrase-file", help="help.mandate_holder_file", metavar="FILE"),
]

SHORT: Final = 16
"""Signs of a mandate's digest that are shown."""


def open_signers(
    common: Common,
    opened: OpenVault,
    names: Sequence[str] | None,
    files: Sequence[Path] | None,
) -> tuple[Signer, ...]:
    """Open the keys of those who decide for the person, in the order they are named.

    Args:
        common: How to ask.
        opened: The vault.
        names: How the digests of their mandates begin.
        files: A file with each one's passphrase, in the same order; or they are asked.

    Raises:
        Usage: There are not as many files as mandates.
        FileMissing, NoTerminal: A passphrase cannot be had.
        MandateUnknown, MandateOver, WrongKeyPassphrase, MandateUnreadable: As
            ``open_signer`` says.
    """
    names = names or ()
    if files and len(files) != len(names):
        raise Usage(option="--holder-passphrase-file")
    signers = []
    for place, name in enumerate(names):
        found = find_mandate(opened, name)
        if files:
            passphrase = read_first_line(files[place])
        else:
            passphrase = common.secret("ask.holder_passphrase", name=found.mandate.holder)
        signers.append(open_signer(opened, found.digest, passphrase))
    return tuple(signers)
