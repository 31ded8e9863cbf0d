"""The beginning of a practice: a vault that knows the made-up list of approved projects. No Qt."""

from datadonor import paths
from datadonor.audit.custody import OpenVault
from datadonor.registry.client import RegistryClient
from ui.practice import PracticeGround


def begin_practice(opened: OpenVault, ground: PracticeGround) -> None:
    """Choose the practice's own registry and read it, as a real one is chosen by hand.

    Args:
        opened: The practice vault.
        ground: What belongs to it.

    Raises:
        DatadonorError: The registry is not what it should be, or the disk refuses. The
            vault can be used all the same.
    """
    with paths.disk_errors():
        root = ground.root_file.read_bytes()
    client = RegistryClient(opened)
    client.use(ground.registry, root)
    client.refresh()
