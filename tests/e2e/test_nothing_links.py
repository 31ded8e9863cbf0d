"""One donor's bundles for two projects have no more in common than those of two donors.

The control is a *twin*: a stranger with a vault and a secret of their own who lived the same
life, at another time. The twin's life lies so that the dates which they send are the dates
that the donor sends. Then whatever the donor's two bundles share beyond what the twin's
shares with the first of them can only come from their being of one donor.
"""

import io
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest

from export.pseudonym import ProjectIdentity
from tests.linking import (
    DAY_MS,
    Giver,
    Project,
    another_life,
    giver,
    life,
    project,
    tokens_of,
)
from tests.releases import new_template
from tests.unit.conftest import SyntheticVault
from tests.unit.records.stored import bring_in

FIRST: Final = "skov-og-soevn"
SECOND: Final = "hav-og-hjerte"
"""Names of projects, of one length: that of a file does not tell them apart."""


@dataclass
class Three:
    """The donor, the twin, and the two projects. The twin gives to the second only."""

    donor: Giver
    twin: Giver
    first: Project
    second: Project

    def seal_all(self) -> tuple[set[str], set[str], set[str]]:
        """Return what stands in the donor's two bundles and in the twin's."""
        first = self.donor.send(self.first)
        self.donor.citizen.clock.forward(days=3, hours=2, minutes=17)
        self.donor.publish()
        second = self.donor.send(self.second)
        self.twin.citizen.clock.forward(days=6, hours=5, minutes=41)
        self.twin.publish()
        return first, second, self.twin.send(self.second)

    def links(self) -> set[str]:
        """Return what links the donor's two bundles."""
        return links(*self.seal_all())


def links(first: set[str], second: set[str], of_twin: set[str]) -> set[str]:
    """Return what the second bundle shares with the first, and the twin's does not."""
    return (first & second) - of_twin


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> list[SyntheticVault]:
    folder = tmp_path_factory.mktemp("noon")
    return [new_template(folder / name) for name in ("donor", "twin", "other")]


@pytest.fixture
def three(templates: list[SyntheticVault], tmp_path: Path) -> Iterator[Three]:
    """Have both live their lives: the twin at another time, after a life before."""
    first, second = project(FIRST), project(SECOND)
    with giver(templates[0], tmp_path / "donor", first, second) as donor:
        shift = donor.identity(second).date_shift_days
        for number, template in enumerate(templates[1:]):
            with giver(template, tmp_path / f"twin-{number}", first, second) as twin:
                later_days = shift - twin.identity(second).date_shift_days
                if later_days == 0:
                    continue  # by chance: then a date that is not moved would not show
                bring_in(donor.citizen.opened, life(0))
                bring_in(twin.citizen.opened, another_life())
                bring_in(twin.citizen.opened, life(later_days * DAY_MS))
                yield Three(donor, twin, first, second)
                return
    pytest.skip("three vaults that happen to have one shift")


def test_two_bundles_of_one_donor_share_nothing_that_a_strangers_does_not(three: Three) -> None:
    first, second, of_twin = three.seal_all()
    assert links(first, second, of_twin) == set()
    assert len(first & second) > 500  # what any two people share: they can be compared
    assert len(first - second) > 500
    assert any("Observation" in token and "effective" in token for token in second & of_twin)
    assert any("Condition" in token and "recordedDate" in token for token in second & of_twin)


def test_a_twin_sends_the_same_but_for_what_names_it(three: Three) -> None:
    """The control is a good one: what differs is ids, digests, keys, and days of deciding."""
    _, second, of_twin = three.seal_all()
    told = re.compile(r"value(Quantity)?\.value=|effective|recordedDate|^length of data/fhir")
    assert {each for each in second if told.search(each)} == {
        each for each in of_twin if told.search(each)
    }


# -- negative controls: each is a way to link, and is found ----------------------


def test_one_identity_for_all_projects_is_found(
    three: Three, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ProjectIdentity.__init__

    def careless(self: ProjectIdentity, project: str, secret: bytes) -> None:
        made(self, "any", secret)

    pseudonym = three.donor.identity(three.first).pseudonym
    monkeypatch.setattr(ProjectIdentity, "__init__", careless)
    found = three.links()
    assert any(token.endswith(three.donor.identity(three.first).pseudonym) for token in found)
    assert not any(pseudonym in token for token in found)


def test_a_date_that_is_not_moved_is_found(three: Three, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ProjectIdentity, "date_shift_days", 0)
    assert any("2025-02-" in token or "2025-03-" in token for token in three.links())


def test_a_digest_without_a_key_is_found(three: Three, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has both bundles would know a record again by the digest of its name in the vault."""

    def bare(_: ProjectIdentity, kind: str, name: str) -> str:
        digest = sha256(f"{kind}/{name}".encode()).hexdigest()
        return digest[:40].translate(_AS_LETTERS)

    monkeypatch.setattr(ProjectIdentity, "record_id", bare)
    found = [token for token in three.links() if ".id=" in token]
    for kind in ("samples", "summaries", "conditions", "results"):
        assert any(token.startswith(f"{kind}.") for token in found), kind


_AS_LETTERS: Final = str.maketrans("0123456789", "ghjklmnpqr")

PLANTS: Final = {
    "a UUID": ("data/x.json", b'{"id":"0191f3c0-7f4e-7cc0-a1b2-c3d4e5f60718"}'),
    "a head of the log": ("data/x.json", b'{"head":"' + b"5e" * 32 + b'"}'),
    "a short number with a name": ("data/x.json", b'{"entries":41}'),
    "a cell": ("data/tables/steps-0001.csv", b"id,n\r\nx,41\r\n"),
    "a line of the bag": ("bag-info.txt", b"Software: 1.2\n"),
    "within an envelope": (
        "manifest.dsse.json",
        b'{"payload":"eyJwcmVkaWNhdGUiOiB7InRvb2wiOiA0MSwgImhvc3QiOiAia2FyZW5zLWNvbXB1dGVyIn19"}',
    ),
}


def _tar(*files: tuple[str, bytes], mtime: int = 0) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(content), mtime
            tar.addfile(member, io.BytesIO(content))
    return out.getvalue()


@pytest.mark.parametrize("planted", PLANTS.values(), ids=PLANTS)
def test_a_planted_link_is_found(planted: tuple[str, bytes]) -> None:
    name, content = planted
    linked = tokens_of(_tar(planted))
    stranger = tokens_of(_tar((name, content.translate(_TURNED))))
    assert links(linked, linked, stranger)
    assert links(linked, linked, linked) == set()


_TURNED: Final = bytes.maketrans(b"12459", b"67803")


def test_a_name_a_length_and_a_time_in_a_header_are_found() -> None:
    bare = tokens_of(_tar(("a.txt", b"1")))
    for linked in (
        _tar(("b.txt", b"1")),
        _tar(("a.txt", b"1"), mtime=17),
        _tar(("a.txt", b"12")),
    ):
        assert links(tokens_of(linked), tokens_of(linked), bare)
    assert links(bare | {"ab.age"}, bare | {"ab.age"}, bare) == {"ab.age"}
