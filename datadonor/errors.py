"""One family of errors: a stable code, and a message that never holds data.

Every error that a person can meet is a ``DatadonorError``. Its class says what
is wrong; the catalogue says it in words (``errors.CODE.what`` and
``errors.CODE.remedy``). What caused it stays in ``__cause__`` and is never
formatted into text; where the cause could hold health data it is dropped with
``raise … from None``.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import ClassVar, NamedTuple

from datadonor.texts import Fact, Language, text


class ExitCode(IntEnum):
    """What a command's exit tells a script (``docs/formats/command-line.md``)."""

    YES = 0
    NO = 1
    USAGE = 2
    BAD_FILE = 3
    WRONG_KEY = 4
    TAMPERED = 5
    OTHER_SIDE = 6
    DISK = 7
    FAULT = 70  # EX_SOFTWARE of sysexits.h: a fault of ours, not an answer


class UserMessage(NamedTuple):
    """What a person reads: one sentence that says what happened, one what to do."""

    code: str
    message: str
    remedy: str


class DatadonorError(Exception):
    """The root of all errors that this program raises on purpose."""

    code: ClassVar[str] = "FAULT"
    exit_code: ClassVar[ExitCode] = ExitCode.FAULT

    def __init__(self, **facts: Fact) -> None:
        """Keep the facts that the sentences name.

        Args:
            **facts: Counts and names of our own things. Never a value from a
                person's data.
        """
        super().__init__(self.code)
        self.facts = facts

    def words(self, language: Language) -> Mapping[str, Fact]:
        """Return what stands in the sentences' braces: the facts, unless a class says more."""
        del language
        return self.facts

    def user_message(self, language: Language) -> UserMessage:
        """Return what happened and what to do, in plain words."""
        return UserMessage(
            self.code,
            text(f"errors.{self.code}.what", language, **self.words(language)),
            text(f"errors.{self.code}.remedy", language, **self.words(language)),
        )


class DiskFull(DatadonorError):
    """There is no room left on the disk. Nothing was changed."""

    code = "DISK_FULL"
    exit_code = ExitCode.DISK


class DiskRefused(DatadonorError):
    """The disk or folder cannot be read or written as needed. Nothing was changed."""

    code = "DISK_REFUSED"
    exit_code = ExitCode.DISK
