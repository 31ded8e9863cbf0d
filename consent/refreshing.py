"""Reading the registry anew, and what follows from it for the consents in force.

One act, so that no skin forgets the half of it. Used on the vault's writing thread. Must
not know: a terminal, a window, the words on either.
"""

from dataclasses import dataclass

from consent.case import asking_for_more
from consent.stopping import stop_revoked
from datadonor.audit.custody import OpenVault
from datadonor.registry.client import RefreshReport, RegistryClient
from datadonor.registry.view import RegistryView
from datadonor.texts import Language


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh brought.

    Attributes:
        report: What was read.
        view: What the registry says now.
        stopped: Projects whose consent ended because an approval was taken back, ascending.
        asking_for_more: Projects whose newest version asks for more than the consent in
            force is to, ascending.
    """

    report: RefreshReport
    view: RegistryView | None
    stopped: tuple[str, ...]
    asking_for_more: tuple[str, ...]


def refresh_approvals(
    opened: OpenVault, language: Language, client: RegistryClient | None = None
) -> Refreshed:
    """Read the chosen registry anew; end the consents whose approval was taken back.

    Args:
        opened: The vault.
        language: Of what the registry says.
        client: One that goes out by a door of its own; the usual one if left out.

    Raises:
        DatadonorError: As ``RegistryClient.refresh`` and ``stop_revoked`` say.
    """
    client = client or RegistryClient(opened)
    report = client.refresh()
    view = client.view()
    stopped = () if view is None else tuple(stop_revoked(opened, view))
    return Refreshed(report, view, stopped, tuple(asking_for_more(opened, language)))
