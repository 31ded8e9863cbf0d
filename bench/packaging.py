"""What checking an auditor's package costs."""

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import cycle

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.measure import ready
from bench.registry import Question, Setting, Sides, benchmark
from bench.releases import package_of_releases
from bench.synthetic import event_bodies
from datadonor.audit.checkpoint import Checkpoint, sign_checkpoint
from datadonor.audit.events import starts_with_family
from datadonor.audit.merkle import leaf_hashes
from datadonor.audit.note import VerifierKey
from datadonor.audit.package_file import MANIFEST, write_package
from datadonor.audit.package_log import CHECKPOINT, EVENTS, KEY, LEAVES, Tree
from export.audit_package.judging import judge_package
from export.audit_package.manifest import LogCounts, Manifest, write_manifest

_DECIDING = tuple(starts_with_family(family) for family in ("consent", "donation"))
_BETWEEN = 500
"""Events of upkeep from one decision or release to the next."""

_RECORDED, _MOMENT = re.compile(rb'"recorded":"[^"]+"'), b'"recorded":"2026-09-01T12:00:00.000Z"'
_SALT = re.compile(rb'"salt":"[0-9a-f]{32}"')
_ORIGIN = "datadonor/log/" + "0" * 32


@benchmark(
    "package",
    Question("100 k events checked / each hashed once", "verify", "hash", aim=5),
    Question("the same / all bytes hashed in one go", "verify", "stream"),
    Question("500 releases checked / two signatures of each", "releases", "signatures"),
)
def package(setting: Setting) -> Iterator[Sides]:
    """Check a package of events, none of them hidden.

    The peer hashes the same bytes and does nothing else: each event by itself, as a list of
    digests has to be made. It builds no tree, reads no event and judges none. The second row
    hashes the file in one call, which is what the processor can do and no log can use.

    In the third, bundle after bundle was sealed, sent and answered, and the registry was read
    anew every now and then. Its peer verifies one signature of 500 bytes twice for each: of
    the checkpoint that the recipient holds, and of its answer; what they say it does not read.
    """
    bodies = _life(setting.count(100_000))
    content = _package(bodies)
    report = judge_package(content)
    assert report.package.manifest.log.shown == len(bodies)
    setting.facts["verify"] = {"bytes": len(content)}
    number = setting.count(500)
    many = package_of_releases(setting.folder, number)
    assert len(judge_package(many).releases) == 2 * number
    key, message = Ed25519PrivateKey.from_private_bytes(bytes(32)), bytes(500)
    public, signature = key.public_key(), key.sign(message)

    def verify() -> None:
        judge_package(content)

    def hash_each() -> None:
        for body in bodies:
            sha256(body).digest()

    def hash_all() -> None:
        sha256(content).digest()

    def verify_releases() -> None:
        judge_package(many)

    def verify_signatures() -> None:
        for _ in range(2 * number):
            public.verify(signature, message)

    yield {
        "verify": ready(verify),
        "hash": ready(hash_each),
        "stream": ready(hash_all),
        "releases": ready(verify_releases),
        "signatures": ready(verify_signatures),
    }


def _life(number: int) -> list[bytes]:
    """Return the events of a long life with the program: much upkeep, and a release now and then.

    All at one moment, because the times of the synthetic ones repeat.
    """
    bodies = event_bodies(number)
    upkeep = [body for body in bodies if not body.startswith(_DECIDING)]
    deciding = iter(body for body in bodies if body.startswith(_DECIDING))
    upkeep_again = cycle(upkeep)
    chosen = (
        next(deciding, upkeep[0]) if nth % _BETWEEN == 0 else next(upkeep_again)
        for nth in range(number)
    )
    return [
        _RECORDED.sub(_MOMENT, _SALT.sub(b'"salt":"%032x"' % nth, body))
        for nth, body in enumerate(chosen)
    ]


def _package(bodies: list[bytes]) -> bytes:
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    leaves, size = leaf_hashes(bodies), len(bodies)
    counts = LogCounts(size=size, shown=size, hidden=0, erased=0)
    manifest = Manifest(made="2026-09-01T12:00:00.000Z", log=counts, withheld=[], files={})
    head = Checkpoint(_ORIGIN, size, Tree(b"".join(leaves)).root_at(size))
    return write_package(
        {
            MANIFEST: write_manifest(manifest),
            KEY: VerifierKey(_ORIGIN, key.public_key()).format().encode() + b"\n",
            CHECKPOINT: sign_checkpoint(head, key),
            LEAVES: b"".join(leaves),
            EVENTS: b"".join(body + b"\n" for body in bodies),
        }
    )
