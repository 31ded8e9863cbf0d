"""An auditor's package, made from the open vault at the person's wish. No Qt."""

import secrets
from pathlib import Path
from typing import NamedTuple

from consent.request import Texts
from consent.shelf import RequestShelf
from datadonor import paths
from datadonor.audit import events
from datadonor.audit.custody import OpenVault
from export.audit_package.making import Wanted, save_package


class Told(NamedTuple):
    """A project that a package can be about."""

    project: str
    title: Texts


def told_projects(opened: OpenVault) -> tuple[Told, ...]:
    """Return the projects of the vault, each once, by its newest title."""
    shelf = RequestShelf(opened)
    found = {each.request.id: each.request.title for each in shelf.all()}
    return tuple(Told(project, title) for project, title in found.items())


class Packed(NamedTuple):
    """What a package shows: events, and how many stay hidden."""

    shown: int
    hidden: int


def pack(opened: OpenVault, file: Path, project: str) -> Packed:
    """Write a package, in the place of a file that the person chose to replace.

    Args:
        opened: The vault.
        file: Where it goes.
        project: The registry's id; ``""`` for everything.

    Raises:
        DatadonorError: As ``save_package`` says. What was there before stands.
    """
    beside = file.with_name(f"{file.name}.{secrets.token_hex(4)}.tmp")
    made = save_package(opened, Wanted(project or None), beside, events.SELF)
    paths.publish(beside, file)
    return Packed(made.manifest.log.shown, made.manifest.log.hidden)
