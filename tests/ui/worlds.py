"""Vaults for pictures and journeys: nothing in them, some, and a whole life with the program.

Everything is made by the real parts in the made-up world of the practice.
"""

import random
from pathlib import Path
from typing import Final, NamedTuple

from consent.approval import Approval, judge_request
from consent.book import ConsentBook
from consent.choices import ItemChoice
from consent.request import SignedRequest, open_request
from consent.shelf import RequestShelf
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.demo import practice
from datadonor.demo.practice import PracticeGround
from datadonor.registry.client import RegistryClient
from datadonor.sources.pipeline import import_parcel
from datadonor.texts import Language
from datadonor.vault.kdf import KdfParameters
from export.delivery import Course
from export.fetching import fetch_answers
from export.noticing import send_notices
from export.preview import Preview
from export.sending import Route, send
from tests.consents import fitting_choices
from tests.ui.vaults import PASSPHRASE, WEAK

_NO_WAIT: Final = Course(lambda _: None, random.Random(1).random)


class World(NamedTuple):
    """A vault to practise in, what lies around it, and the projects of its two requests."""

    ground: PracticeGround
    projects: tuple[str, ...]

    @property
    def vault(self) -> Path:
        return self.ground.vault


def empty_world(folder: Path, strength: KdfParameters = WEAK) -> World:
    """Make a vault in which there is nothing yet."""
    ground = practice.make_practice(folder)
    custody.create_vault(ground.vault, PASSPHRASE, kdf=strength)
    signed = (open_request(file.read_bytes()) for file in ground.requests)
    return World(ground, tuple(each.request.id for each in signed))


def typical_world(folder: Path, strength: KdfParameters = WEAK) -> World:
    """Make a vault with data, a list of recipients, and a request that waits for an answer."""
    world = empty_world(folder, strength)
    with custody.open_vault(world.vault, PASSPHRASE) as opened:
        _bring_in(world, opened)
        _take_in(world.ground.requests[0], opened)
    return world


def full_world(folder: Path, strength: KdfParameters = WEAK) -> World:
    """Make a vault from which one donation was answered, and another proven deleted."""
    world = empty_world(folder, strength)
    ground = world.ground
    with custody.open_vault(world.vault, PASSPHRASE) as opened:
        _bring_in(world, opened)
        first, second = (_take_in(file, opened) for file in ground.requests)
        _say_yes(first, opened, "sleep", "steps")
        _say_yes(second, opened, "blood")
        for signed in (first, second):
            _send(signed, opened)
        practice.play_recipient(ground)
        fetch_answers(opened)
        ConsentBook(opened).withdraw(second.request)
        send_notices(opened, second.request.id, Route(_NO_WAIT))
        practice.play_recipient(ground)
        fetch_answers(opened)
    return world


def _bring_in(world: World, opened: OpenVault) -> None:
    for file in world.ground.health_files:
        import_parcel(opened, file, SELF)
    client = RegistryClient(opened)
    client.use(world.ground.registry, world.ground.root_file.read_bytes())
    client.refresh()


def _take_in(file: Path, opened: OpenVault) -> SignedRequest:
    signed = open_request(file.read_bytes())
    RequestShelf(opened).add(signed, SELF, opened.log.now())
    return signed


def _approval(signed: SignedRequest, opened: OpenVault) -> Approval:
    view = RegistryClient(opened).view()
    return judge_request(signed, view, opened.log.now(), Language.DANISH)


def _say_yes(signed: SignedRequest, opened: OpenVault, *granted: str) -> None:
    approval = _approval(signed, opened)
    items = {each.id: ItemChoice(granted=each.id in granted) for each in signed.request.items}
    choices = fitting_choices(
        signed, recipient=approval.recipient, items=items, demographics=("age_band",)
    )
    ConsentBook(opened).give(signed, choices, approval)


def _send(signed: SignedRequest, opened: OpenVault) -> None:
    def confirm(shown: Preview) -> str:
        return shown.digest

    send(opened, signed.request.id, confirm, Route(_NO_WAIT))
