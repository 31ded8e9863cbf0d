"""What the measured processes share: the clock, the answer, the cost of the passphrase. No Qt.

``time.perf_counter`` counts from the same moment in every process of one machine (Linux:
``CLOCK_MONOTONIC``), so that a child can say when something was painted.
"""

import json
import time

from datadonor.vault import kdf, slots


def answer(value: float) -> None:
    """Tell the parent what was measured: seconds, or when it was."""
    print(json.dumps(value), flush=True)


class KeyTime:
    """Adds up the seconds spent on deriving keys from a passphrase, from now on."""

    def __init__(self) -> None:
        self.seconds = 0.0
        setattr(slots, kdf.derive_key.__name__, self._timed)

    def _timed(self, passphrase: str, salt: bytes, parameters: kdf.KdfParameters) -> bytes:
        began = time.perf_counter()
        try:
            return kdf.derive_key(passphrase, salt, parameters)
        finally:
            self.seconds += time.perf_counter() - began
