"""Asking a person at a terminal, one line at a time.

Questions go to standard error, so that standard output holds the answer alone.
"""

import sys
from typing import Final

from datadonor.cli.common import Common
from datadonor.cli.errors import ConfirmationNeeded

YES: Final = frozenset({"ja", "j", "yes", "y"})
NO: Final = frozenset({"nej", "n", "no"})
"""What counts as yes and no, in either language."""


class NobodyThere(Exception):
    """The person has closed the terminal: there will be no further answer."""


def is_somebody_there(common: Common) -> bool:
    """Whether there is a person who could be asked."""
    return not common.is_json and sys.stdin.isatty()


def ask(common: Common, prompt: str) -> str:
    """Ask for one line and return it without blanks at its ends.

    Raises:
        NobodyThere: The terminal was closed instead of answered.
    """
    sys.stderr.write(prompt + " ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        common.warn("")
        raise NobodyThere
    return line.strip()


def is_confirmed(common: Common, prompt: str) -> bool:
    """Ask for a yes. Anything else is a no, and so is silence.

    Raises:
        ConfirmationNeeded: There is nobody to ask.
    """
    if not is_somebody_there(common):
        raise ConfirmationNeeded
    try:
        return ask(common, prompt).casefold() in YES
    except NobodyThere:
        return False
