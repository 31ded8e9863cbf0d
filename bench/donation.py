"""What a donation costs, from the vault to the sealed file.

The floor is the same files put together by tar and sealed by the age program, both of which
must be there: no vault, no decision, no FHIR, no search for leaks, no digests, no wait for
the disk, and one pass where we make two. Beside the seconds: the most memory that a process
of its own held for one size and for five times as many samples.
"""

import io
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.measure import Work
from bench.memory import peak_bytes
from bench.registry import Question, Setting, Sides, benchmark
from bench.synthetic import PASSPHRASE, fill_samples, make_vault
from consent.agreement import agreement_text
from consent.approval import judge_request
from consent.book import ConsentBook
from consent.choices import Choices
from consent.draft import finish_draft, read_draft
from consent.envelope import PublicKey
from consent.gate import Gate, Purpose, Release
from consent.request import SignedRequest, open_request, sign_request
from consent.shelf import RequestShelf
from consent.trial import everything_asked
from datadonor.audit import custody
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.records.sample import IdentifierKind
from datadonor.registry.client import RegistryClient
from datadonor.registry.publisher import Registry
from datadonor.registry.targets import Names, Recipient, SealKeys, to_bytes
from datadonor.texts import Language
from datadonor.vault.database import Connection
from datadonor.vault.kdf import KdfParameters
from export.outbox import Entry, Outbox
from export.preparing import Prepared, prepare

_SAMPLES: Final = 50_000
_SMALL: Final = 100_000
_TIMES: Final = 5
_NAMES: Final = (
    *("Søren Kjærgård", "Åse Holm", "Jens Østergaard", "Mette Rask", "Ole Dahl"),
    *("Bo Bech", "Ebba Thygesen", "Mark Lundsgaard", "Ida Frandsen", "Lærke Bang"),
)
"""Made up."""
_QUICK: Final = KdfParameters(memory_kib=8192, iterations=1, lanes=1)


class Keys(NamedTuple):
    """Of the recipient: one opens what is sealed for it, the other signs its requests."""

    seal: pyrage.x25519.Identity
    receipt: Ed25519PrivateKey

    @classmethod
    def new(cls) -> "Keys":
        """Make both."""
        return cls(pyrage.x25519.Identity.generate(), Ed25519PrivateKey.generate())

    def recipient(self, name: str) -> Recipient:
        """Return what an operator publishes."""
        return Recipient(
            id=name,
            name=Names(da="Et hospital (opdigtet)", en="A hospital (made up)"),
            kind="hospital",
            seal=SealKeys(format="age", keys=(str(self.seal.to_public()),)),
            receipt_keys=(PublicKey.of(self.receipt).format(),),
            valid_until=date(2999, 12, 31),
        )


def heart_request(keys: Keys) -> SignedRequest:
    """Return the sample request, asking for every heartbeat from 2000 on and for nothing else."""
    file = files("resources").joinpath("samples", "request-sleep.yaml")
    values = read_draft(file.read_bytes())
    (item,) = (each for each in values["items"] if each["category"] == "heart")
    window = {"from": "2000-01-01", "until": "2030-12-31"}
    asked = values | {"items": [item | {"window": window, "required": True}], "demographics": []}
    return open_request(sign_request(finish_draft(asked), keys.receipt))


@benchmark(
    "donation",
    Question("50 000 samples, vault to sealed file / tar + age", "donation", "tar + age", aim=2),
    Question("surveyed and searched alone / the whole", "survey", "donation"),
)
def donation(setting: Setting) -> Iterator[Sides]:
    """Prepare, survey and seal every sample by itself, as a donor's first donation does.

    The vault is unlocked and the consent given before the clock starts. What is sealed is
    thrown away after each run, so that the next one sends all of it again.
    """
    samples = setting.count(_SAMPLES)
    donor = Donor.make(setting.folder / "donor", samples)
    with donor.open() as opened:
        donor.say_yes(opened)
        _unpack(opened, donor.keys, setting.folder / "plain")
        setting.facts["donation"] = {
            "samples": samples,
            "plain bytes": _size(setting.folder / "plain"),
            **_peaks(setting),
        }
        yield {
            "donation": partial(_donating, opened),
            "survey": partial(_surveying, opened),
            "tar + age": partial(
                _packing, setting.folder / "plain", setting.folder / "out.age", donor.keys
            ),
        }


class Donor(NamedTuple):
    """A vault with samples, and the registry and recipient that it deals with."""

    folder: Path
    keys: Keys
    signed: SignedRequest

    @classmethod
    def make(cls, folder: Path, samples: int) -> "Donor":
        """Make a vault with so many samples, and publish what a consent needs."""
        folder.mkdir()
        make_vault(folder / "vault", 0)
        keys = Keys.new()
        donor = cls(folder, keys, heart_request(keys))
        donor._publish()
        with donor.open() as opened, opened.vault.transaction():
            fill_samples(opened.vault.connection, samples)
            _know(opened.vault.connection)
        return donor

    def open(self) -> OpenVault:
        """Unlock the vault."""
        return custody.open_vault(self.folder / "vault", PASSPHRASE)

    def say_yes(self, opened: OpenVault) -> None:
        """Read the registry and consent to everything asked."""
        client = RegistryClient(opened)
        public = self.folder / "registry" / "public"
        client.use(str(public), (public / "root.json").read_bytes())
        client.refresh()
        now = opened.log.now()
        RequestShelf(opened).add(self.signed, SELF, now)
        approval = judge_request(self.signed, client.view(), now, Language.DANISH)
        request = self.signed.request
        shown = agreement_text(request, approval.recipient, Language.DANISH)
        choices = Choices(
            items=everything_asked(request).items,
            language="da",
            text_sha256=shown.digest,
            comprehension=tuple(each.correct for each in request.comprehension),
        )
        ConsentBook(opened).give(self.signed, choices, approval)

    def _publish(self) -> None:
        now = datetime.now(UTC)
        registry = Registry.create(self.folder / "registry", lambda _: PASSPHRASE, now, _QUICK)
        request = self.signed.request
        registry.add_recipient(to_bytes(self.keys.recipient(request.recipient)))
        registry.approve(request.id, request.version, self.signed.content, now.date())
        registry.publish(lambda _: PASSPHRASE, now)


def _know(connection: Connection) -> None:
    """Insert what the search for leaks looks for: six identifiers of each of ten people."""
    connection.execute_many(
        "INSERT INTO known_identifier VALUES (?, ?, ?, 1)",
        (
            (kind, value, nth == 0)
            for nth, name in enumerate(_NAMES)
            for kind, value in (
                (IdentifierKind.NAME, name),
                (IdentifierKind.CPR, f"{11 + nth}0160{1000 + 7 * nth}"),
                (IdentifierKind.ADDRESS, f"Nørregade {nth + 3}, 5970 Ærøskøbing"),
                (IdentifierKind.PHONE, str(20_304_050 + 1_111_111 * nth)),
                (IdentifierKind.EMAIL, f"{name.split()[0]}.{nth}@example.dk".lower()),
                (IdentifierKind.BIRTH_DATE, f"19{60 + nth}-01-{11 + nth}"),
            )
        ),
    )


# -- the sides ------------------------------------------------------------------------


def _prepared(opened: OpenVault) -> Prepared:
    answer = Gate(opened).open(Purpose(RequestShelf(opened).all()[0].request.id))
    assert isinstance(answer, Release), answer
    return prepare(opened, answer)


def _sealed(opened: OpenVault) -> Entry:
    prepared = _prepared(opened)
    return Outbox(opened).seal(prepared, prepared.contents.digest)


@contextmanager
def _donating(opened: OpenVault) -> Iterator[Work]:
    made: list[Entry] = []
    yield lambda: made.append(_sealed(opened))
    Outbox(opened).drop(made[0], "stopped")


@contextmanager
def _surveying(opened: OpenVault) -> Iterator[Work]:
    yield lambda: _prepared(opened).contents.digest


@contextmanager
def _packing(plain: Path, out: Path, keys: Keys) -> Iterator[Work]:
    age = ["age", "--encrypt", "--recipient", str(keys.seal.to_public()), "--output", str(out)]

    def pack() -> None:
        with subprocess.Popen(["tar", "-c", "-C", plain, "."], stdout=subprocess.PIPE) as tar:
            subprocess.run(age, stdin=tar.stdout, check=True)
        assert tar.returncode == 0

    yield pack
    out.unlink()


def _unpack(opened: OpenVault, keys: Keys, folder: Path) -> None:
    """Donate once, and unpack what the recipient would have."""
    entry = _sealed(opened)
    content = pyrage.decrypt(Outbox(opened).file(entry).read_bytes(), [keys.seal])
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        if hasattr(tarfile, "data_filter"):  # from Python 3.11.4 on
            tar.extraction_filter = tarfile.data_filter
        tar.extractall(folder)  # noqa: S202 - a bundle of our own
    Outbox(opened).drop(entry, "stopped")


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _peaks(setting: Setting) -> dict[str, int]:
    """Return what a process of its own held: MiB, by how many samples it donated."""
    small = setting.count(_SMALL)
    found = {}
    for samples in (small, _TIMES * small):
        folder = setting.folder / f"donor-{samples}"
        donor = Donor.make(folder, samples)
        with donor.open() as opened:
            donor.say_yes(opened)
        peak = peak_bytes([sys.executable, "-m", "bench.donation", str(folder / "vault")])
        found[f"MiB held for {samples // 1000} k"] = peak >> 20
    return found


if __name__ == "__main__":
    with custody.open_vault(Path(sys.argv[1]), PASSPHRASE) as alone:
        _sealed(alone)
