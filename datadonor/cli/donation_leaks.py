"""Where a leak was found: the file, the place and the kind, and never what it was."""

import json
import sys
from typing import Final, Self

from datadonor.cli.common import Common
from datadonor.cli.donation_lines import said
from datadonor.cli.lines import escaped, wrapped
from export.donation_words import leak_in_words
from export.leak_gate import LeakFound

_MOST_SHOWN: Final = 20


class LeaksShown:
    """Shows the places if a leak is found while the block lasts, and ends the block.

    ``code`` is the exit code then, or else 0.
    """

    def __init__(self, common: Common) -> None:
        """Begin with none."""
        self.code = 0
        self._common = common

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> bool:
        if not isinstance(error, LeakFound):
            return False
        self.code = error.exit_code
        _show(error, self._common)
        return True


def _show(error: LeakFound, common: Common) -> None:
    message = error.user_message(common.language)
    if common.is_json:
        document = {
            "error": message._asdict(),
            "leaks": [
                {
                    "file": leak.path,
                    "from": leak.finding.start,
                    "until": leak.finding.end,
                    "kind": leak.finding.kind.value,
                    "certain": leak.finding.is_certain,
                }
                for leak in error.leaks
            ],
        }
        sys.stdout.write(escaped(json.dumps(document, ensure_ascii=False)) + "\n")
    else:
        common.warn(said(common, "leak.title"))
        for leak in error.leaks[:_MOST_SHOWN]:
            common.warn(wrapped(f"- {leak_in_words(leak, common.language)}", 2, 2))
    common.warn(f"{message.code}: {message.message} {message.remedy}")
