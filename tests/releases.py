"""A citizen who can be asked for a release: a real vault, a real registry in a folder.

The registry is one that python-tuf made; the vault reads it as it would any other. The
versions of the project are built so that which of them asks for less is plain to see.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from consent.approval import Approval, judge_request
from consent.book import ConsentBook
from consent.choices import ItemChoice
from consent.decision import SignedDecision
from consent.envelope import PublicKey
from consent.gate import Gate, Purpose, Refusal, Release
from consent.mandates import Signer
from consent.request import ProjectRequest, SignedRequest
from consent.shelf import RequestShelf
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF, ReleaseRefused
from datadonor.registry.client import RegistryClient
from datadonor.registry.targets import (
    Names,
    Recipient,
    SealKeys,
    project_name,
    recipient_name,
    to_bytes,
)
from datadonor.registry.view import RegistryView
from datadonor.texts import Language
from tests.attacks.registries import SyntheticRegistry, revocations
from tests.consents import RECIPIENT_KEY, Clock, fitting_choices, signed_request
from tests.synthetic_requests import sample_request
from tests.unit.conftest import PASSPHRASE, WEAK, SyntheticVault, no_wait

REQUEST: Final = sample_request("sleep")
PROJECT: Final = str(REQUEST.id)
RECIPIENT: Final = Recipient(
    id=REQUEST.recipient,
    name=Names(da="Et hospital (opdigtet)", en="A hospital (made up)"),
    kind="hospital",
    seal=SealKeys(format="age", keys=("age1synthetic",)),
    receipt_keys=(PublicKey.of(RECIPIENT_KEY).format(),),
    valid_until=date(2999, 12, 31),
)


def version_of(
    number: int,
    items: tuple[str, ...] = ("sleep", "heart", "activity"),
    window: tuple[str, str] = ("2025-01-01", "2030-12-31"),
    **changes: Any,  # noqa: ANN401 - any field of the request
) -> ProjectRequest:
    """Return a version of the sleep project: some of its items, all in one window."""
    kept = tuple(
        item.model_copy(
            update={
                "window": item.window.model_copy(
                    update={
                        "from_": date.fromisoformat(window[0]),
                        "until": date.fromisoformat(window[1]),
                    }
                )
            }
        )
        for item in REQUEST.items
        if item.id in items
    )
    return ProjectRequest.model_validate(
        dict(REQUEST) | {"version": number, "items": kept} | changes
    )


@cache
def signed_version(number: int) -> SignedRequest:
    """Return one of the versions that differ in what they ask for, signed."""
    return signed_request(VERSIONS[number])


VERSIONS: Final = {
    1: version_of(1),
    2: version_of(2, items=("sleep", "activity")),
    3: version_of(3, window=("2024-01-01", "2030-12-31")),
    4: version_of(4, items=("sleep", "heart"), window=("2025-06-01", "2026-03-31")),
    5: version_of(5, until=date(2026, 12, 31), valid_until=date(2026, 12, 31)),
}
"""1 is the first; 2 drops an item; 3 reaches further back; 4 drops another item and most
of the days; 5 is 1 with an earlier end."""


@dataclass
class Citizen:
    """An open vault, a clock set by hand, and the registry that the vault reads."""

    closed: SyntheticVault
    registry: SyntheticRegistry
    clock: Clock
    opened: OpenVault
    published: dict[int, SignedRequest] = field(default_factory=dict)
    revoked: tuple[str, ...] = ()
    recipient: Recipient | None = RECIPIENT

    @property
    def book(self) -> ConsentBook:
        """The consents as they stand."""
        return ConsentBook(self.opened)

    @property
    def client(self) -> RegistryClient:
        """The vault's side of the registry."""
        return RegistryClient(self.opened)

    @property
    def view(self) -> RegistryView:
        """What the vault knows of the registry."""
        view = self.client.view()
        assert view is not None
        return view

    # -- the operators ---------------------------------------------------------

    def publish(self, *versions: int | SignedRequest) -> None:
        """Publish versions beside those before, by the clock's time."""
        for each in versions:
            signed = signed_version(each) if isinstance(each, int) else each
            self.published[signed.request.version] = signed
        self.republish()

    def republish(self) -> None:
        """Publish everything as it stands, with fresh signatures."""
        records = {
            project_name(PROJECT, number): signed.content
            for number, signed in self.published.items()
        }
        if self.recipient is not None:
            records[recipient_name(self.recipient.id)] = to_bytes(self.recipient)
        self.registry.now = self.clock.now
        self.registry.write_root()  # so that years may pass
        self.registry.publish({**records, **revocations(*self.revoked)})

    def revoke(self, *ids: str) -> None:
        """Publish that projects or recipients are revoked, and these only."""
        self.revoked = ids
        self.republish()

    # -- the person ------------------------------------------------------------

    def refresh(self) -> None:
        """Read the registry anew."""
        self.client.refresh()

    def approval(self, signed: SignedRequest) -> Approval:
        """Return what the registry says of a request now."""
        return judge_request(signed, self.client.view(), self.opened.log.now(), Language.DANISH)

    def give(
        self,
        version: int | SignedRequest = 1,
        signers: Sequence[Signer] = (),
        **changes: Any,  # noqa: ANN401 - any field of the choices
    ) -> SignedDecision:
        """Take in a version and say yes to it."""
        signed = signed_version(version) if isinstance(version, int) else version
        RequestShelf(self.opened).add(signed, SELF, self.opened.log.now())
        choices = fitting_choices(signed, recipient=self.recipient, **changes)
        return self.book.give(signed, choices, self.approval(signed), signers=signers)

    def ask(self, purpose: Purpose | None = None) -> Release | Refusal:
        """Ask the gate to open; a refusal is logged."""
        return Gate(self.opened).open(purpose or Purpose(PROJECT))

    def look(self, purpose: Purpose | None = None) -> Release | Refusal:
        """Ask the gate what it would say."""
        return Gate(self.opened).look(purpose or Purpose(PROJECT))

    def release(self) -> Release:
        """Ask the gate, and take nothing but a yes."""
        answer = self.ask()
        assert isinstance(answer, Release), answer
        return answer

    def change(self, *without: str) -> SignedDecision:
        """Say yes to the first version anew, some items left out."""
        signed = signed_version(1)
        items = {
            item.id: ItemChoice(granted=item.id not in without) for item in signed.request.items
        }
        choices = fitting_choices(signed, recipient=self.recipient, items=items)
        return self.book.change(signed, choices, self.approval(signed))

    # -- the vault -------------------------------------------------------------

    def reopen(self) -> None:
        """Close the vault and open it again."""
        self.opened.close()
        self.opened = open_at(self.closed, self.clock)

    def back_up(self) -> Path:
        """Make a backup beside the vault."""
        file = self.closed.folder.with_name(f"saved-{self.opened.log.size}.ddbackup")
        file.unlink(missing_ok=True)
        custody.back_up(self.opened, file, SELF, self.clock)
        return file

    def restore(self, file: Path, folder: Path | None = None) -> None:
        """Put a backup in the vault's place, or make a vault from it in another folder."""
        self.opened.close()
        self.closed = SyntheticVault(folder or self.closed.folder, self.closed.words)
        custody.restore(
            self.closed.folder,
            file,
            self.closed.words,
            SELF,
            system_clock=self.clock,
            wait=no_wait,
        )
        self.opened = open_at(self.closed, self.clock)

    def execute(self, statement: str, *values: str | bytes | int) -> None:
        """Write to the tables behind the program's back."""
        self.opened.vault.connection.execute(statement, values)

    def refusals(self) -> list[ReleaseRefused]:
        """Return what the log says was refused, oldest first."""
        return [
            stored.event.what
            for stored in self.opened.log.events_of(ReleaseRefused)
            if stored.event is not None and isinstance(stored.event.what, ReleaseRefused)
        ]


def open_at(closed: SyntheticVault, clock: Clock) -> OpenVault:
    """Open a vault that believes a clock."""
    return custody.open_vault(closed.folder, closed.words, system_clock=clock, wait=no_wait)


def new_template(folder: Path) -> SyntheticVault:
    """Make a vault at ``NOON``, to be copied."""
    words = custody.create_vault(folder, PASSPHRASE, kdf=WEAK, system_clock=Clock())
    return SyntheticVault(folder, words)


@contextmanager
def citizen(template: SyntheticVault, folder: Path) -> Iterator[Citizen]:
    """Return someone who has read a registry that publishes the first version, at ``NOON``.

    Args:
        template: A vault to take a copy of (``new_template``).
        folder: Empty; the vault and the registry are put in it.
    """
    shutil.copytree(template.folder, folder / "vault")
    closed = SyntheticVault(folder / "vault", template.words)
    clock = Clock()
    registry = SyntheticRegistry(folder / "registry", clock.now)
    someone = Citizen(closed, registry, clock, open_at(closed, clock))
    try:
        someone.publish(1)
        someone.client.use(str(registry.folder), registry.root)
        someone.refresh()
        yield someone
    finally:
        someone.opened.close()
