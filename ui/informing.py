"""What whoever helps can sign as the one who informed: the decisions made meanwhile. No Qt."""

from pathlib import Path
from typing import NamedTuple

from consent.attestation import SignedAttestation, attestations_of
from consent.informing import newest_decision, open_informing_key, sign_as_informing
from consent.request import Texts
from datadonor import paths
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import moment, parse_event, starts_with_family
from datadonor.errors import DatadonorError
from datadonor.vault.keystore import MOST_BYTES
from ui.activity import Titles


class Informed(NamedTuple):
    """A project that was decided about while somebody helped.

    Attributes:
        project: The registry's id.
        title: Where it is known.
        is_signed: Whether somebody has signed already that they informed.
    """

    project: str
    title: Texts | None
    is_signed: bool


def read_informed(opened: OpenVault) -> tuple[Informed, ...]:
    """Return the projects decided about during the help in force, the newest first."""
    helped = opened.log.assistance
    if helped is None:
        return ()
    titles, found = Titles(opened), dict[str, Informed]()
    for _, body in opened.log.bodies_of(starts_with_family("consent")):
        event = parse_event(body)
        digest = getattr(event.what, "decision_sha256", None)
        if event.project is None or digest is None or moment(event.when.recorded) < helped.since:
            continue
        signed = any(each.attestation.role == "informing" for each in _signed(opened, digest))
        found.pop(event.project, None)
        found[event.project] = Informed(event.project, titles.of(event.project), signed)
    return tuple(reversed(found.values()))


def sign_informed(opened: OpenVault, project: str, key_file: Path, passphrase: str) -> None:
    """Sign the newest decision about a project with the helper's own key.

    Raises:
        DiskRefused: The file cannot be read.
        DatadonorError: As ``consent.informing`` says.
    """
    newest_decision(opened, project)  # before half a second is spent on the key
    with paths.disk_errors(), key_file.open("rb") as opened_file:
        content = opened_file.read(MOST_BYTES + 1)
    sign_as_informing(opened, project, open_informing_key(content, passphrase))


def _signed(opened: OpenVault, digest: str) -> list[SignedAttestation]:
    try:
        return attestations_of(opened, digest)
    except DatadonorError:
        return []  # the project's page and the log check say what is wrong
