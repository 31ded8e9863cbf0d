"""What every fault test needs: a low floor for the cost of a passphrase."""

from collections.abc import Iterator

import pytest

from datadonor.vault import kdf

pytest.register_assert_rewrite("tests.faults.scenarios", "tests.faults.vaults")

from tests.faults.vaults import WEAK  # noqa: E402 - its assertions are to be told in full


@pytest.fixture(scope="module", autouse=True)
def low_floor() -> Iterator[None]:
    """Let a passphrase cost little, so that hundreds of unlocks fit into a test run.

    Otherwise every unlock of a vault made with ``WEAK`` would seal it anew at the real
    floor, and the key file under test would change by itself.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kdf, "FLOOR", WEAK)
        yield
